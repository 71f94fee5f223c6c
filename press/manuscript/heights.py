"""How high the parts of a leaflet are in a layout, told from the widths of its letters and without laying it out.

As the templates of both engines space them: see ``print.css`` and ``blocks.typ``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from press.layout import POINTS_PER_MILLIMETRE, Layout, Ruler
from press.manuscript.fitting import TALLEST, column_widths
from press.manuscript.script import Kind, Manuscript, credit_line, described_link
from press.model import (
    Block,
    Blocks,
    Box,
    Description,
    Figure,
    List,
    Paragraph,
    Section,
    Table,
    Text,
    Words,
    plain,
)
from press.pagination import COLONS, ORPHANS, SHORT_PARAGRAPH, WIDOWS

_MORE = 1
"""How many pages more there may be than are measured: of 94 documents at 24 and 28 pt none had more. Long ones have a
twentieth fewer."""
_HEADING = 1.2
"""How high the lines of headings are, in ems."""
_ABOVE, _BELOW = {2: 1.35, 3: 1.45, 4: 1.4}, {2: 0.55, 3: 0.5, 4: 0.45}
"""What headings have above and below, in ems of their own, by their level; above it is shared with the gap there."""
_JOINED = 0.75
"""How wide Arabic letters are, as a share of what they are where they stand alone."""
_MASTHEAD = 13 * POINTS_PER_MILLIMETRE
_INDENT, _CELL, _BOX = 1.55, 1.4, 2.2
"""What a list's items, a cell and a box lose of a line, in ems."""


def paginate(script: Manuscript, layout: Layout) -> tuple[int, Mapping[str, int]]:
    """About how many pages a manuscript has in a layout, rather too many than too few, and on which of them, from 1,
    each of its parts begins."""
    scale, filled = _Scale(script, layout), _Filled()
    filled.add(scale.front(), scale.room)
    filled.add(scale.contents(), scale.room)
    places: dict[str, int] = {}
    for part in script.parts:
        for chunk in _held(scale.section(part.section, 2)):
            filled.add(chunk, scale.room)
            places.setdefault(part.section.id, filled.pages)
    return filled.pages + _MORE, places


@dataclass
class _Filled:
    """Pages that are filled one after the other, the last of them so high, in points."""

    pages: int = 1
    height: float = 0

    def add(self, height: float, room: float) -> None:
        """What no page ends within; what is longer than a page goes on on the next."""
        if self.height and self.height + height > room:
            self.pages, self.height = self.pages + 1, 0
        self.height += height
        while self.height > room:
            self.pages, self.height = self.pages + 1, self.height - room


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What no page ends within, and whether what follows is on its page."""

    height: float
    holds: bool = False


def _held(chunks: Iterable[_Chunk]) -> Iterator[float]:
    """The heights of what stands together."""
    height = 0.0
    for chunk in chunks:
        height += chunk.height
        if not chunk.holds:
            yield height
            height = 0.0
    if height:
        yield height


class _Scale:
    """Measures in points. ``width`` is that of a line, ``room`` is how high the text of a page may be."""

    def __init__(self, script: Manuscript, layout: Layout) -> None:
        self.script, self.layout, self.type = script, layout, layout.type
        self.width = layout.column * POINTS_PER_MILLIMETRE
        self.room = (layout.page.height - layout.page.top - layout.page.bottom) * POINTS_PER_MILLIMETRE
        self.body = layout.type.body
        self.gap = layout.type.apart * self.body
        joined = _JOINED if any(map(_is_joined, plain(script.title))) else 1
        rulers = (
            layout.ruler(layout.fonts.body, bold=layout.reading.bold),
            layout.ruler(layout.fonts.headings, bold=True),
        )
        self.ruler, self.heads = (
            replace(ruler or Ruler(()), scale=(ruler.scale if ruler else 1) * joined) for ruler in rulers
        )

    def section(self, section: Section, level: int, *, first: bool = False) -> Iterator[_Chunk]:
        yield _Chunk(self.heading(section.heading, level, self.width, first=first), holds=True)
        yield from self.blocks(section.blocks, self.width, self.gap)
        for number, each in enumerate(section.sections):
            yield from self.section(each, level + 1, first=not number and not section.blocks)

    def blocks(self, blocks: Blocks, width: float, gap: float) -> Iterator[_Chunk]:
        for block in blocks:
            yield from self.block(block, width, gap)

    def block(self, block: Block, width: float, gap: float) -> Iterator[_Chunk]:
        body = self.body
        match block:
            case Paragraph(words):
                yield from self.paragraph(plain(words), width, gap)
            case List(items):
                within = width - _INDENT * body
                heights = [self.height(item.blocks, within, 0) + 0.4 * body for item in items]
                heights[-1] += gap - 0.4 * body
                yield from _some(heights)
            case Description(entries):
                inset = 1.2 * body if block.records else 0
                for entry in entries:
                    name = self.text(entry.name, body, width) + 0.75 * body
                    yield _Chunk(name + self.height(entry.blocks, width - inset, 0.4 * body))
            case Table():
                yield from self.table(block)
            case Figure():
                yield _Chunk(self.figure(block, width) + gap)
            case Box():
                within = width - _BOX * body
                around = 3.3 * body + self.heading(block.heading, 4, within, first=True)
                attribution = self.text(block.attribution, body, within)
                yield _Chunk(around + self.height(block.blocks, within, self.gap) + attribution)
            case _:
                assert_never(block)

    def height(self, blocks: Blocks, width: float, gap: float) -> float:
        return sum(chunk.height for chunk in self.blocks(blocks, width, gap))

    def paragraph(self, text: str, width: float, gap: float) -> Iterator[_Chunk]:
        """A short paragraph is whole, a longer one does not end pages near its first or last line."""
        many, line = self.ruler.lines(text, width / self.body), self.body * self.type.line_height
        if many <= SHORT_PARAGRAPH:
            yield _Chunk(many * line + gap, holds=text.rstrip().endswith(COLONS))
            return
        yield _Chunk(ORPHANS * line)
        yield from (_Chunk(line) for _ in range(many - ORPHANS - WIDOWS))
        yield _Chunk(WIDOWS * line + gap)

    def text(self, words: Words | str, size: float, width: float, height: float = 0) -> float:
        """The height of some words; nothing of no words."""
        said = words if isinstance(words, str) else plain(words)
        return self.ruler.lines(said, width / size) * size * (height or self.type.line_height) if said else 0

    def heading(self, words: Words, level: int, width: float, *, first: bool = False) -> float:
        level = min(level, 4)
        size = self.type.points(("section", "subsection", "topic")[level - 2])
        above = 0 if first else max(0, _ABOVE[level] * size - self.gap)
        return (self.heads.lines(plain(words), width / size) * _HEADING + _BELOW[level]) * size + above

    def table(self, table: Table) -> Iterator[_Chunk]:
        widths = [(width - _CELL) * self.body for width in column_widths(table, self.layout)]
        yield _Chunk(self.text(table.caption, self.body, self.width) + self.row(table.head, widths), holds=True)
        yield from _some([self.row(row, widths) for row in table.rows])

    def row(self, cells: Sequence[Words], widths: Sequence[float]) -> float:
        return max(self.text(cell, self.body, width) for cell, width in zip(cells, widths, strict=True)) + self.body

    def figure(self, figure: Figure, width: float) -> float:
        drawn = figure.picture
        widest = min(filter(None, (width, figure.widest * POINTS_PER_MILLIMETRE)))
        tallest = TALLEST * self.layout.page.height * POINTS_PER_MILLIMETRE
        high = min(widest * drawn.height / (drawn.width or 1), tallest)
        strings, small = self.script.strings, self.type.points("small")
        below = (credit_line(figure, strings), described_link(figure, strings))
        said = self.text(figure.caption, self.body, width) + sum(self.text(words, small, width) for words in below)
        return high + said + 2 * self.body

    def front(self) -> float:
        """Whose a leaflet is, its title and its summary."""
        script, kind = self.script, self.type.points
        clinic = [script.clinic.name, plain(script.reach)] if script.clinic else []
        small = sum(self.text(words, kind("small"), self.width) for words in (script.publisher, *clinic, script.volume))
        title = (self.heads.lines(plain(script.title), self.width / kind("title")) * 1.12 + 0.35) * kind("title")
        subtitle = self.text(script.subtitle, kind("subtitle"), self.width, 1.3) + 0.9 * kind("subtitle")
        summary = self.text(script.summary, self.body, self.width - _BOX * self.body) + 3.3 * self.body
        return _MASTHEAD + small + self.text(script.notice, self.body, self.width) + title + subtitle + summary

    def contents(self) -> float:
        """The list of contents."""
        listed = [part.section.heading for part in self.script.parts if part.kind is not Kind.VOLUMES]
        entries = (self.text(words, self.body, self.width - 2 * self.body) + 0.2 * self.body for words in listed)
        heading = (Text(self.script.contents_heading),)
        return self.heading(heading, 2, self.width, first=True) + sum(entries) + 1.2 * self.gap


def _is_joined(letter: str) -> bool:
    return "\u0600" <= letter <= "\u06ff"


def _some(heights: Sequence[float]) -> Iterator[_Chunk]:
    """Items or rows, of which neither the first nor the last stands alone."""
    last = len(heights) - 1
    for number, height in enumerate(heights):
        yield _Chunk(height, holds=number != last and number in (0, last - 1))
