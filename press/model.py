"""What a leaflet says. Every value is frozen; sequences are tuples; nothing here knows a format."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

# Words within a line


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    words: Words


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasis; never printed in italics."""

    words: Words


@dataclass(frozen=True, slots=True)
class Link:
    """A link that leaves the leaflet; ``address`` starts with https:, mailto: or tel:."""

    words: Words
    address: str


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A link to a place in the same leaflet; ``target`` is an anchor (see `Section`, `Figure`)."""

    words: Words
    target: str


@dataclass(frozen=True, slots=True)
class TopicReference:
    """Words that name another topic; ``online`` is its address on the web, or empty."""

    words: Words
    topic: str
    online: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that the glossary explains; ``entry`` is the `GlossaryEntry.id`."""

    words: Words
    entry: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language; ``language`` is a BCP 47 tag."""

    words: Words
    language: str


@dataclass(frozen=True, slots=True)
class Abbreviation:
    text: str
    expansion: str


Inline = Text | Strong | Emphasis | Link | CrossReference | TopicReference | Term | Foreign | Abbreviation
Words = tuple[Inline, ...]


# Blocks


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: Words


@dataclass(frozen=True, slots=True)
class Item:
    """A list item: a paragraph, and perhaps one list within it."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class List:
    """A list, at most two levels deep. Numbered lists start at ``start``."""

    items: tuple[Item, ...]
    numbered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and what is said of it: a glossary's term and meaning. ``anchor`` may be empty."""

    name: Words
    blocks: Blocks
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """A list of names and what is said of each (HTML's ``dl``)."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """``head`` names the columns; the first cell of each row names the row. All rows as long."""

    caption: Words
    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file; ``width`` and ``height`` are its own, in CSS pixels (1/96 inch).

    ``original`` is the file that it was read from, where ``data`` is written anew from it; else empty.
    """

    name: str
    media_type: str
    data: bytes
    width: float
    height: float
    original: bytes = b""


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made a picture. ``licence`` and ``url`` may be empty."""

    words: Words
    licence: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with what is said of it. A decorative one has neither ``alt`` nor caption.

    ``credit`` is None for a picture of the publisher's own. ``long_description`` may be empty.
    ``review`` is when somebody has to look at it again; None where it goes with its edition.
    ``widest`` is how wide it may be printed, in millimetres; 0: as wide as the text.
    """

    id: str
    picture: Picture
    alt: str
    caption: Words = ()
    credit: Credit | None = None
    long_description: Blocks = ()
    review: PartialDate | None = None
    widest: float = 0

    @property
    def decorative(self) -> bool:
        return not self.alt

    @property
    def anchor(self) -> str:
        return f"figure--{self.id}"


class BoxKind(enum.Enum):
    NOTE = "note"
    IMPORTANT = "important"
    URGENT = "urgent"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Box:
    """A set-off box with a heading. Only a quote has ``attribution``: who said it."""

    kind: BoxKind
    heading: Words
    blocks: Blocks
    attribution: Words = ()


Block = Paragraph | List | Description | Table | Figure | Box
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands under it, and the sections within it.

    ``id`` is unique in a leaflet and the anchor of links to the section.
    """

    id: str
    heading: Words
    blocks: Blocks = ()
    sections: tuple[Section, ...] = ()


# An edition and what it draws from the library


class Status(enum.Enum):
    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Standing(enum.Enum):
    """What an edition is worth today, as its status and its newer siblings have it."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, the month (``month`` 1 to 12) or the day; 0 is unknown."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Review:
    """``approved_by`` is a role, or empty. ``next`` is later than ``last``."""

    status: Status
    last: PartialDate
    next: PartialDate
    approved_by: str = ""
    changes: tuple[Words, ...] = ()


class SignatureKind(enum.Enum):
    """Who reads before signing: a clinician, or somebody for whom the leaflet is."""

    CLINICAL = "clinical"
    LAY = "lay"


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody's sign-off of the words that have this fingerprint, and of no others."""

    kind: SignatureKind
    role: str
    name: str
    date: PartialDate
    fingerprint: str


class SignOff(enum.Enum):
    """What a clinical sign-off is worth: there is none, it holds, or the words have changed since."""

    NONE = "none"
    VALID = "valid"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said to the question ``id`` about a thing that had this fingerprint."""

    id: str
    yes: bool
    who: str
    date: PartialDate
    fingerprint: str


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    id: str
    term: str
    meaning: Words


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to turn to. All but ``id`` and ``name`` may be empty; ``checked`` may be None."""

    id: str
    name: str
    description: Words = ()
    phone: str = ""
    hours: str = ""
    email: str = ""
    url: str = ""
    checked: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    words: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class RelatedTopic:
    """Another topic with the title of its current edition; ``online`` may be empty."""

    topic: str
    title: str
    online: str = ""


@dataclass(frozen=True, slots=True)
class Clinic:
    """``logo`` is None where there is none; ``accent`` is ``#RRGGBB`` or empty; ``language`` that of its words."""

    id: str
    name: str
    address: tuple[str, ...] = ()
    phone: str = ""
    hours: str = ""
    email: str = ""
    url: str = ""
    logo: Picture | None = None
    logo_alt: str = ""
    accent: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """What a topic says as of one review, with all it uses of the library resolved into it.

    ``name`` is that of its file without the language (``2022-06``). ``glossary`` holds the terms
    that this edition uses, in the order of the alphabet; ``contacts`` those that it names.
    """

    topic: str
    name: str
    language: str
    title: str
    summary: Words
    review: Review
    standing: Standing
    publisher: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    keywords: tuple[str, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    contacts: tuple[Contact, ...] = ()
    related: tuple[RelatedTopic, ...] = ()
    references: tuple[Reference, ...] = ()
    alternative_formats: Words = ()
    online: str = ""
    translated: bool = False
    """Whether its file's name carries the language."""
    signatures: tuple[Signature, ...] = ()
    answers: tuple[Answer, ...] = ()
    waivers: tuple[tuple[str, str], ...] = ()
    """The rules that its documents may break, by id, each with the reason."""
    file: str = ""
    """Where it was read from, below the library's folder and without the ending: ``knee/2025-06.cy``."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a catalogue says of an edition: enough to plan its documents and reviews, not to print them.

    ``parts`` are the digests of what the edition is made of, each by what it is: ``text`` (its own
    words), ``contact helpline``, ``term lymph-node``. ``last`` and ``next`` are its reviews;
    ``figures`` those that have a review of their own, by id, and ``contacts`` those that it names, by
    id and name, each with the day on which somebody tried it. ``file`` is as in `Edition`.
    """

    topic: str
    name: str
    language: str
    translated: bool
    title: str
    online: str
    status: Status
    standing: Standing
    last: PartialDate
    next: PartialDate
    parts: Mapping[str, str] = field(hash=False)
    subtitle: str = ""
    keywords: tuple[str, ...] = ()
    summary: str = ""
    changes: tuple[str, ...] = ()
    sign_off: SignOff = SignOff.NONE
    figures: tuple[tuple[str, PartialDate], ...] = ()
    contacts: tuple[tuple[str, str, PartialDate | None], ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Leaflet:
    """One edition made for one clinic, or for none."""

    edition: Edition
    clinic: Clinic | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """All that was read; editions by topic, then from the oldest to the newest, then by language."""

    editions: tuple[Edition, ...]
    clinics: tuple[Clinic, ...] = ()


# Walks


def plain(words: Words) -> str:
    """The bare text of words."""
    return "".join(map(_plain, words))


def figures(sections: Iterable[Section]) -> Iterator[Figure]:
    """The pictures of sections and of the sections within them, in reading order."""
    for section in sections:
        yield from _figures(section.blocks)
        yield from figures(section.sections)


def _figures(blocks: Blocks) -> Iterator[Figure]:
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Box):
            yield from _figures(block.blocks)


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text) | Abbreviation(text):
            return text
        case Strong() | Emphasis() | Link() | CrossReference() | TopicReference() | Term() | Foreign():
            return plain(inline.words)
        case _:
            assert_never(inline)
