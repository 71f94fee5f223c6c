"""The manuscript: every word of a document in reading order, and what its words are called."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from press.aloud import Lexicons
from press.layout import Strings, dates
from press.model import (
    Blocks,
    Box,
    Clinic,
    CrossReference,
    Description,
    Entry,
    Figure,
    Foreign,
    Inline,
    Link,
    List,
    Paragraph,
    PartialDate,
    Picture,
    Section,
    Strong,
    Table,
    Text,
    Words,
    plain,
)


class Kind(enum.Enum):
    """What a part of the manuscript is for."""

    VOLUMES = "volumes"
    BODY = "body"
    PICTURES = "pictures"
    SUPPORT = "support"
    GLOSSARY = "glossary"
    RELATED = "related"
    REFERENCES = "references"
    FORMATS = "formats"
    ABOUT = "about"
    SECOND = "second"
    """Of the leaflet in a second language that follows (`press.manuscript.beside`)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the second level (`<h2>`), its own sections of the third and fourth."""

    kind: Kind
    section: Section


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Every word of a document.

    ``code`` tells this text of the edition from all others, and stands on every page.
    ``direction`` is ``ltr`` or ``rtl``. ``notice`` is empty for a current edition; where it is
    not, it stands on every page. ``keywords`` and ``publisher`` also go into the file's metadata.
    ``volume`` says which volume of a leaflet this is (see `divide`); it is empty for a whole one.
    ``reach`` is the clinic's phone number where it stands below its name (see `reached`).
    ``online`` is its address on the web, or empty. ``help`` is whom to ask, by name and phone, or empty; ``proof_read``
    who has proof-read its braille and when, or empty, ``script_read`` the same of the script of its sound, in which
    words are said as ``lexicon`` has it: language, word, what is said. ``print_pages`` are the print edition's,
    each with the index of its first word among those of the texts, where a document tells of them. ``abreast`` is
    whether the parts of a second language stand beside those of the first (`press.manuscript.beside`). ``logo`` is the
    publisher's, with what it says in words, and ``cover`` a picture that says nothing; either may be None.
    """

    topic: str
    edition: str
    code: str
    language: str
    direction: str
    publisher: str
    keywords: tuple[str, ...]
    title: Words
    subtitle: Words
    summary: Words
    notice: str
    contents_heading: str
    parts: tuple[Part, ...]
    strings: Strings
    last_reviewed: PartialDate
    next_review: PartialDate
    clinic: Clinic | None = None
    reach: Words = ()
    volume: str = ""
    online: str = ""
    help: str = ""
    proof_read: str = ""
    script_read: str = ""
    lexicon: tuple[tuple[str, str, str], ...] = ()
    print_pages: tuple[tuple[int, int], ...] = ()
    abreast: bool = False
    logo: Picture | None = None
    logo_alt: str = ""
    cover: Picture | None = None

    @property
    def name(self) -> str:
        """What a document is called in its margins and metadata: the title, and which volume it is."""
        return ", ".join(filter(None, (plain(self.title), self.volume)))

    @property
    def due(self) -> str:
        """When it is reviewed next, for the foot of a cover: "Next review: June 2024"."""
        return f"{self.strings['next_review']}: {spoken_date(self.next_review, self.strings)}"

    @property
    def lexicons(self) -> Lexicons:
        """How its words are said, by language."""
        found: dict[str, dict[str, str]] = {}
        for language, word, said in self.lexicon:
            found.setdefault(language, {})[word] = said
        return found

    @property
    def terms(self) -> tuple[Entry, ...]:
        """The words that are explained, each with its meaning."""
        own = (part.section for part in self.parts if part.kind in (Kind.GLOSSARY, Kind.SECOND))
        lists = (block for section in own if section.id.endswith(_GLOSSARY) for block in section.blocks)
        return tuple(entry for block in lists if isinstance(block, Description) for entry in block.entries)

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(part.section for part in self.parts)

    def texts(self) -> Iterator[str]:
        """The text of each run of words, alternative texts among them, in reading order."""
        yield from filter(None, (self.publisher, self.logo_alt))
        if self.clinic:
            yield from filter(None, (self.clinic.logo_alt, self.clinic.name, plain(self.reach)))
        front = (self.notice, plain(self.title), self.volume, plain(self.subtitle), plain(self.summary))
        yield from filter(None, front)
        for section in self.sections:
            yield from section_texts(section, self.strings)


def described(figure: Figure) -> str:
    """The anchor of a figure's long description."""
    return f"described--{figure.id}"


def credit_line(figure: Figure, strings: Strings) -> Words:
    """The words that say who made a picture, and under which licence; empty without a credit."""
    credit, labels = figure.credit, figure.labels
    if not credit:
        return ()
    image_credit, licensed = (labels.image_credit, labels.licence) if labels else map(strings.__getitem__, _CREDIT)
    licence: Words = ()
    if credit.licence:
        name = (Text(credit.licence),)
        linked: Inline = Link(name, credit.url) if credit.url else name[0]
        licence = (*_labelled(Text(f" {licensed}: "), figure), linked)
    return (*_labelled(Strong((Text(f"{image_credit}:"),)), figure), Text(" "), *credit.words, *licence)


_CREDIT = ("image_credit", "licence")
_GLOSSARY = "part--glossary"


def described_link(figure: Figure, strings: Strings) -> Words:
    """The words below a picture that lead to what it shows in words; empty where nothing more is said of it."""
    if not figure.long_description:
        return ()
    words = figure.labels.picture_in_words if figure.labels else strings["picture_in_words"]
    return _labelled(CrossReference((Text(words),), described(figure)), figure)


def _labelled(words: Inline, figure: Figure) -> Words:
    """Words of the press's own at a picture, in its language."""
    return (Foreign((words,), figure.labels.language),) if figure.labels else (words,)


def explained(entry: str) -> str:
    """The anchor of a glossary entry."""
    return f"term--{entry}"


def spoken_date(date: PartialDate, strings: Strings) -> str:
    """A date in words, as exact as it is known: ``2022``, ``June 2022``, ``9 June 2022``."""
    return dates.spoken(date.year, date.month, date.day, strings.language, strings.months)


def section_texts(section: Section, strings: Strings) -> Iterator[str]:
    """The text of each run of words of a section, in reading order."""
    yield plain(section.heading)
    yield from _texts(section.blocks, strings)
    for inner in section.sections:
        yield from section_texts(inner, strings)


def _texts(blocks: Blocks, strings: Strings) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(words):
                yield plain(words)
            case List(items):
                for item in items:
                    yield from _texts(item.blocks, strings)
            case Description(entries):
                for entry in entries:
                    yield plain(entry.name)
                    yield from _texts(entry.blocks, strings)
            case Table(caption, head, rows):
                yield from map(plain, (caption, *head, *(cell for row in rows for cell in row)))
            case Figure():
                link = plain(described_link(block, strings))
                texts = (block.alt, plain(block.caption), plain(credit_line(block, strings)), link)
                yield from filter(None, texts)
            case Box():
                yield plain(block.heading)
                yield from _texts(block.blocks, strings)
                yield from filter(None, [plain(block.attribution)])
            case _:
                assert_never(block)
