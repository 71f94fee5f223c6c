"""What is found in a file that somebody else made, in reading order, before anybody asks what it was meant to be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Words that look alike. ``link`` is an address, ``#`` and a bookmark's name, or empty.

    ``language`` is a BCP 47 tag, empty where it is the file's own. A line break made by hand is ``\\n`` in ``text``.
    """

    text: str
    bold: bool = False
    emphasised: bool = False
    link: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """How a line stands in a list: ``depth`` from 0; ``number`` is 0 for a bullet; ``label`` as it is printed."""

    depth: int
    number: int
    label: str
    plain: bool = True
    """Whether the label is that of a bullet or of 1, 2, 3."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. ``level`` is that of a heading by its style, from 1; 0: none.

    ``size`` is its type's in points (0: not known), ``boxed`` says whether it has a border or a ground of its own,
    ``bookmarks`` are the places in it that links lead to, ``place`` says to a person where it stands.
    """

    spans: tuple[Span, ...]
    place: str
    style: str = ""
    level: int = 0
    marker: Marker | None = None
    size: float = 0
    boxed: bool = False
    bookmarks: tuple[str, ...] = ()
    heavy: bool = False
    """Whether its style makes all of it bold."""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def bold(self) -> bool:
        """Whether all of its words are bold."""
        return all(span.bold for span in self.spans if span.text.strip())


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as it is in the file. ``media`` is its media type, ``alt`` what is said of it, or empty."""

    data: bytes
    media: str
    alt: str
    place: str
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A text box, or what is set off like one."""

    items: tuple[Item, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; ``merged`` says whether it goes on from the one above or reaches over several columns."""

    items: tuple[Item, ...]
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; all rows as long. ``heads`` are the rows at its top that Word repeats on each page.

    ``ruled`` says whether it has lines or a ground: without them it may be there for the layout alone.
    """

    rows: tuple[tuple[Cell, ...], ...]
    place: str
    heads: int = 0
    ruled: bool = False


Item = Line | Image | Frame | Grid


@dataclass(frozen=True, slots=True)
class Omission:
    """Words of the file that do not go into the draft, why, and where they stand."""

    text: str
    reason: str
    place: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must decide, and where in the file."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class File:
    """All that was found. ``notes`` are the footnotes and endnotes, in the order in which they are called.

    ``furniture`` is what stands in headers and footers; ``title`` and ``language`` are those of the file's properties,
    or empty. ``words`` is every text of the file, gathered apart from all that stands here.
    """

    items: tuple[Item, ...]
    notes: tuple[str, ...]
    furniture: tuple[str, ...]
    omissions: tuple[Omission, ...]
    questions: tuple[Question, ...]
    title: str = ""
    language: str = ""
    words: tuple[str, ...] = ()


LEFT, RIGHT = "\u27e6", "\u27e7"
"""Around the number of a note, where it is called."""
