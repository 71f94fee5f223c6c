"""A draft: what was found in a file, as the blocks that a leaflet knows, before it is written as YAML."""

from __future__ import annotations

from dataclasses import dataclass, field

from press.incoming.found import Image, Span

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: Spans
    place: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list, perhaps with a list within it."""

    spans: Spans
    inner: Bullets | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; numbered ones begin with ``start``."""

    entries: tuple[Entry, ...]
    place: str
    numbered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is that of the leaflet's sections."""

    level: int
    spans: Spans
    place: str
    bookmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    caption: Spans
    rows: tuple[tuple[Spans, ...], ...]
    place: str


@dataclass(frozen=True, slots=True)
class Box:
    """``kind`` is one of the format's: note, important, urgent."""

    kind: str
    heading: str
    blocks: tuple[Block, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture; ``name`` is its id in the leaflet."""

    image: Image
    name: str
    caption: str = ""


Block = Paragraph | Bullets | Heading | Table | Box | Figure


@dataclass(slots=True)
class Decisions:
    """What was left out and what a person must decide, as the shape of a leaflet asks for it."""

    omitted: list[tuple[str, str, str]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def omit(self, text: str, reason: str, place: str) -> None:
        if text.strip():
            self.omitted.append((text.strip(), reason, place))

    def ask(self, question: str, place: str) -> None:
        if (question, place) not in self.asked:
            self.asked.append((question, place))


def plain(spans: Spans) -> str:
    """The bare words, their white space folded."""
    return " ".join("".join(span.text for span in spans).split())
