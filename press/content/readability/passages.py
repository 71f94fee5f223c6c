"""The prose of an edition as its readers meet it: paragraphs, list items, and the sentences that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

import sentencex

from press.model import (
    Abbreviation,
    Blocks,
    Box,
    CrossReference,
    Description,
    Emphasis,
    Figure,
    Foreign,
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

LONGEST_PIECE = 2000
"""In characters: longer than any paragraph that is read with ease."""
_END = re.compile(r"[.?!؟][”’\"')]*\s+")
_WHOLE = (".", "?", "!", "؟")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or what stands in a list item. ``place`` are the headings above it (``Side effects › Pain``)."""

    place: str
    words: Words
    item: bool = False

    @property
    def text(self) -> str:
        return " ".join(plain(self.words).split())


def of_section(section: Section, above: str = "") -> Iterator[Passage]:
    """The passages of a section and of the sections within it, in reading order."""
    place = f"{above} › {plain(section.heading)}" if above else plain(section.heading)
    yield from _of_blocks(section.blocks, place)
    for inner in section.sections:
        yield from of_section(inner, place)


def _of_blocks(blocks: Blocks, place: str, *, item: bool = False) -> Iterator[Passage]:
    for block in blocks:
        match block:
            case Paragraph(words):
                yield Passage(place, words, item)
            case List(items):
                for one in items:
                    yield from _of_blocks(one.blocks, place, item=True)
            case Description(entries):
                for entry in entries:
                    yield from _of_blocks(entry.blocks, place)
            case Figure():
                yield from _of_blocks(block.long_description, place)
            case Box():
                yield from _of_blocks(block.blocks, place)
            case Table():
                pass
            case _:
                assert_never(block)


def split(text: str, language: str) -> list[str]:
    """The sentences of a passage; ``language`` is a BCP 47 tag."""
    first = language.partition("-")[0]
    return [sentence.strip() for piece in _pieces(text) for sentence in sentencex.segment(first, piece)]


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that end where a sentence does, if one ends: sentencex looks from every quotation mark that is
    never closed to the end of what it is given."""
    start = 0
    while len(text) - start > LONGEST_PIECE:
        ends = [match.end() for match in _END.finditer(text, start, start + LONGEST_PIECE)]
        end = ends[-1] if ends else text.rfind(" ", start, start + LONGEST_PIECE) + 1
        end = end if end > start else start + LONGEST_PIECE
        yield text[start:end]
        start = end
    yield text[start:]


def sentences(passages: Iterable[Passage], language: str) -> Iterator[tuple[str, str]]:
    """Each sentence with its place. The words that lead into a list make one sentence with its first item,
    unless that is a sentence itself; each other item is one.
    """
    place = lead = ""
    for passage in passages:
        first, *others = split(passage.text, language) or [""]
        if lead and passage.item and not passage.text.endswith(_WHOLE):
            first = f"{lead} {first}"
        elif lead:
            yield place, lead
        *whole, last = first, *others
        yield from ((passage.place, sentence) for sentence in whole)
        place, lead = (passage.place, last) if last.endswith(":") else ("", "")
        if not lead and last:
            yield passage.place, last
    if lead:
        yield place, lead


def marked(words: Words) -> Iterator[str]:
    """The words that an author marked as a glossary term or as another language."""
    for inline in words:
        match inline:
            case Term() | Foreign():
                yield plain(inline.words)
            case Strong() | Emphasis() | Link() | CrossReference() | TopicReference():
                yield from marked(inline.words)
            case Text() | Abbreviation():
                pass
            case _:
                assert_never(inline)
