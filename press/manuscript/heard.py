"""A manuscript as it is heard: what is said one after the other, in chapters, with the languages of its words.

Besides the words of the leaflet is said: that a machine speaks, and who has agreed to how; that a picture comes; the
numbers of items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from press.layout import Strings
from press.manuscript.script import Manuscript, credit_line, described_link
from press.model import (
    Abbreviation,
    Block,
    Blocks,
    Box,
    CrossReference,
    Description,
    Emphasis,
    Figure,
    Foreign,
    Item,
    Link,
    List,
    Paragraph,
    Section,
    Strong,
    Table,
    Term,
    Text,
    TopicReference,
    Words,
    plain,
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is said in one go: texts, each with its language (BCP 47)."""

    pieces: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part that a listener can go to, by its name, which is said first."""

    name: str
    utterances: tuple[Utterance, ...]


def chapters(manuscript: Manuscript) -> tuple[Chapter, ...]:
    """All that is said of a manuscript in which no table is left."""
    hand = _Reader(manuscript.strings, manuscript.language)
    title = plain(manuscript.title)
    opening = Chapter(title, tuple(hand.opening(manuscript)))
    return (opening, *(Chapter(plain(each.heading), tuple(hand.section(each))) for each in manuscript.sections))


def told_of_audio(manuscript: Manuscript) -> str:
    """What a recording says of itself."""
    return manuscript.script_read or manuscript.strings["audio_unproved"]


def pictured(alt: str, strings: Strings) -> str:
    """What is said in the place of a picture."""
    return strings["audio_picture"].format(words=alt)


@dataclass(frozen=True, slots=True)
class _Reader:
    strings: Strings
    language: str

    def opening(self, manuscript: Manuscript) -> Iterator[Utterance]:
        clinic = manuscript.clinic
        alts = (manuscript.logo_alt, clinic.logo_alt if clinic else "")
        own, logo = (pictured(alt, self.strings) if alt else "" for alt in alts)
        before = (manuscript.publisher, own, logo, clinic.name if clinic else "", manuscript.notice)
        yield from map(self.said, filter(None, before))
        yield self.words(manuscript.title)
        yield from map(self.said, filter(None, [manuscript.volume]))
        yield from map(self.words, filter(None, [manuscript.subtitle]))
        yield self.said(told_of_audio(manuscript))
        yield from map(self.words, filter(None, [manuscript.summary]))

    def section(self, section: Section) -> Iterator[Utterance]:
        yield self.words(section.heading)
        yield from self.blocks(section.blocks)
        for inner in section.sections:
            yield from self.section(inner)

    def blocks(self, blocks: Blocks) -> Iterator[Utterance]:
        for block in blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[Utterance]:
        match block:
            case Paragraph(words):
                yield self.words(words)
            case List():
                for number, item in enumerate(block.items, block.start):
                    yield from self.item(item, f"{number}. " if block.numbered else "")
            case Description(entries):
                for entry in entries:
                    yield self.words(entry.name)
                    yield from self.blocks(entry.blocks)
            case Figure():
                yield from self.figure(block)
            case Box():
                yield self.words(block.heading)
                yield from self.blocks(block.blocks)
                yield from map(self.words, filter(None, [block.attribution]))
            case Table():
                raise TypeError("a table is made into a list before it is read aloud")
            case _:
                assert_never(block)

    def item(self, item: Item, label: str) -> Iterator[Utterance]:
        for utterance in self.blocks(item.blocks):
            yield Utterance(tuple(_joined(((label, self.language), *utterance.pieces)))) if label else utterance
            label = ""

    def figure(self, figure: Figure) -> Iterator[Utterance]:
        if figure.decorative:
            return
        yield self.said(pictured(figure.alt, self.strings))
        below = (figure.caption, credit_line(figure, self.strings), described_link(figure, self.strings))
        yield from map(self.words, filter(None, below))

    def said(self, text: str) -> Utterance:
        return Utterance(((text, self.language),))

    def words(self, words: Words) -> Utterance:
        return Utterance(tuple(_pieces(words, self.language)))


def _pieces(words: Words, language: str) -> Iterator[tuple[str, str]]:
    """The texts of words in their languages, those of one language that stand together as one."""
    return _joined(_parts(words, language))


def _joined(parts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    text = before = ""
    for part, own in parts:
        if own != before and text:
            yield text, before
            text = ""
        text, before = text + part, own
    if text:
        yield text, before


def _parts(words: Words, language: str) -> Iterator[tuple[str, str]]:
    for inline in words:
        match inline:
            case Text(text) | Abbreviation(text):
                yield text, language
            case Foreign():
                yield from _parts(inline.words, inline.language)
            case Strong() | Emphasis() | Link() | CrossReference() | TopicReference() | Term():
                yield from _parts(inline.words, language)
