"""What a leaflet says: words, blocks and sections, in the order in which they are read."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

# Words within a line


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Target(Text):
    """Where a link leads, in brackets at the end of its words, for readers of paper."""


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
    """A link to a place in the same leaflet; ``target`` is an anchor (see `Section`, `Figure`).

    ``within``: it stands in brackets, and what is said of its page needs none of its own.
    """

    words: Words
    target: str
    within: bool = False


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


# Dates


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, the month (``month`` 1 to 12) or the day; 0 is unknown."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)


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
    """A list of names and what is said of each (HTML's ``dl``); ``records``: the rows of a table that has no room."""

    entries: tuple[Entry, ...]
    records: bool = False


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
class Share:
    """So many of a group of people: ``count`` of ``of``."""

    count: int
    of: int


@dataclass(frozen=True, slots=True)
class FigureLabels:
    """What stands at a picture that no author wrote, where it is in another language than the leaflet's."""

    language: str
    image_credit: str
    licence: str
    picture_in_words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with what is said of it. A decorative one has neither ``alt`` nor caption.

    ``credit`` is None for a picture of the publisher's own. ``long_description`` may be empty.
    ``review`` is when somebody has to look at it again; None where it goes with its edition.
    ``widest`` is how wide it may be printed, in millimetres; 0: as wide as the text.
    ``tall`` is the same picture drawn for a narrow column or large letters; None: there is none.
    ``share`` is what a drawing of people shows, which the press draws from the numbers alone; None for other pictures.
    ``beside`` is whether it stands at the side of what follows it, as in Easy Read.
    ``again`` is how often it stood in the leaflet before: links lead to where it stands first.
    """

    id: str
    picture: Picture
    alt: str
    caption: Words = ()
    credit: Credit | None = None
    long_description: Blocks = ()
    review: PartialDate | None = None
    widest: float = 0
    tall: Picture | None = None
    share: Share | None = None
    beside: bool = False
    again: int = 0

    @property
    def drawn(self) -> tuple[Picture, ...]:
        """Its drawings, the one that is taken where there is room first."""
        return (self.picture, self.tall) if self.tall else (self.picture,)

    labels: FigureLabels | None = None

    @property
    def decorative(self) -> bool:
        return not self.alt

    @property
    def anchor(self) -> str:
        return f"figure--{self.id}--{self.again + 1}" if self.again else f"figure--{self.id}"


class BoxKind(enum.Enum):
    NOTE = "note"
    IMPORTANT = "important"
    URGENT = "urgent"
    QUOTE = "quote"
    RISK = "risk"
    SIDE_EFFECT = "side-effect"


@dataclass(frozen=True, slots=True)
class Box:
    """A set-off box with a heading. Only a quote has ``attribution``: who said it.

    A risk and a side effect end in numbers of people, which `press.manuscript` makes into sentences and drawings.
    """

    kind: BoxKind
    heading: Words
    blocks: Blocks
    attribution: Words = ()


Block = Paragraph | List | Description | Table | Figure | Box
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands under it, and the sections within it.

    ``id`` is unique in a leaflet and the anchor of links to the section. ``language`` is a BCP 47 tag; empty: that of
    the leaflet.
    """

    id: str
    heading: Words
    blocks: Blocks = ()
    sections: tuple[Section, ...] = ()
    language: str = ""


# Walks


def plain(words: Words) -> str:
    """The bare text of words."""
    return "".join(map(_plain, words))


def figures(sections: Iterable[Section]) -> Iterator[Figure]:
    """The pictures of sections and of the sections within them, in reading order."""
    for section in sections:
        yield from _figures(section.blocks)
        yield from figures(section.sections)


def figures_once(sections: Iterable[Section]) -> Iterator[Figure]:
    """The same, each where it stands first."""
    return (figure for figure in figures(sections) if not figure.again)


def tables(sections: Iterable[Section]) -> Iterator[tuple[Section, Table]]:
    """The tables of sections and of the sections within them, in reading order, each with its section."""
    for section in sections:
        yield from ((section, table) for table in _tables(section.blocks))
        yield from tables(section.sections)


def _tables(blocks: Blocks) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Box):
            yield from _tables(block.blocks)


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
