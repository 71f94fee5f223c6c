"""Tables of a file: tables where the format has such, lists where it has not, in order where they only lay out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from press.incoming.draft import Block, Bullets, Decisions, Entry, Paragraph, Spans, Table, plain
from press.incoming.found import Cell, Frame, Grid, Image, Item, Line, Span

MOST_IN_A_CELL = 60
"""In words: a cell that says more is a text in columns, not a table's."""
MOST_COLUMNS = 8
_SENTENCE = (".", ";", ":", "!", "?", ",")
_TITLE = re.compile(r"table\s*\d*\s*[:.–-]?\s*", re.IGNORECASE)


class Shaper(Protocol):
    """What makes blocks of what stands in a cell."""

    def frame(self, frame: Frame) -> list[Block]: ...

    def blocks(self, items: Sequence[Item]) -> list[Block]: ...


class Tables:
    def __init__(self, shaper: Shaper, decisions: Decisions) -> None:
        self.shaper = shaper
        self.decisions = decisions

    def blocks(self, grid: Grid) -> list[Block]:
        """What a table is in a leaflet. Nothing of it is left out."""
        rows = [row for row in grid.rows if any(cell.items for cell in row)]
        columns = max(map(len, rows), default=0)
        if not rows:
            return []
        if columns == 1 and grid.ruled:
            return self.shaper.frame(Frame(tuple(item for row in rows for item in row[0].items), grid.place))
        if columns == 1 or len(rows) == 1 or self.lays_out(grid, rows):
            return self.in_order(rows)
        caption: Spans = ()
        if len(rows) > 2 and len({cell.items for cell in rows[0]}) == 1:
            caption, rows = self.words(rows[0][0]), rows[1:]
        if any(cell.merged for row in rows for cell in row):
            self.decisions.ask("A table has merged cells, which were undone. Is each cell still right?", grid.place)
        words = _one_head([[self.words(cell) for cell in row] for row in rows], grid.heads)
        headed = bool(grid.heads) or all(self.is_head(cell) for cell in rows[0][1:])
        whole = all(plain(cell) for cell in words[0]) and all(plain(row[0]) for row in words)
        if whole and len(rows) > 1 and columns <= MOST_COLUMNS and (headed or columns > 2):
            if not headed:
                self.decisions.ask(
                    "The first row of a table was taken for the heads of its columns. Is it?", grid.place
                )
            head = tuple(map(_light, words[0]))
            return [Table(caption, (head, *map(tuple, words[1:])), grid.place)]
        once = _once(words, rows[-len(words) :])
        return self.as_list(caption, once, grid, headed=headed or columns > 2)

    def lays_out(self, grid: Grid, rows: Sequence[Sequence[Cell]]) -> bool:
        """Whether a table only puts things beside each other: pictures, tables, long texts; or has no lines."""
        cells = [cell for row in rows for cell in row]
        if any(isinstance(item, Image | Grid | Frame) for cell in cells for item in cell.items):
            return True
        if any(isinstance(item, Line) and item.level for cell in cells for item in cell.items):
            return True
        if any(_count(cell) > MOST_IN_A_CELL for cell in cells):
            return True
        several = sum(len(cell.items) > 1 for cell in cells)
        return not grid.ruled and not grid.heads and several > len(cells) / 2

    def in_order(self, rows: Sequence[Sequence[Cell]]) -> list[Block]:
        """Row by row, each cell once."""
        items: list[Item] = []
        for row in rows:
            seen: list[tuple[Item, ...]] = []
            for cell in row:
                if not (cell.merged and cell.items in seen):
                    items += cell.items
                    seen.append(cell.items)
        return self.shaper.blocks(items)

    def is_head(self, cell: Cell) -> bool:
        return all(item.bold for item in cell.items if isinstance(item, Line)) and bool(cell.items)

    def as_list(self, caption: Spans, words: Sequence[Sequence[Spans]], grid: Grid, *, headed: bool) -> list[Block]:
        """Each row under its name, its cells below it with the heads of their columns."""
        made: list[Block] = [Paragraph(_strong(caption), grid.place)] if caption else []
        if not headed:
            question = "A table of two columns without heads is a list now. Is its first row one of heads?"
            self.decisions.ask(question, grid.place)
            entries = tuple(Entry(_labelled(row[0], _together(row[1:]))) for row in words if any(map(plain, row)))
            return [*made, Bullets(entries, grid.place)]
        head, *rows = words
        if plain(head[0]):
            made.append(Paragraph(_strong(head[0]), grid.place))
        for row in rows:
            cells = tuple(
                Entry(_labelled(name, cell)) for name, cell in zip(head[1:], row[1:], strict=True) if plain(cell)
            )
            if plain(row[0]):
                made.append(Paragraph(_strong(row[0]), grid.place))
            if cells:
                made.append(Bullets(cells, grid.place))
        for at, name in enumerate(head[1:], 1):
            if not any(plain(row[at]) for row in rows):
                self.decisions.omit(plain(name), "the head of a column in which nothing stands", grid.place)
        return made

    def words(self, cell: Cell) -> Spans:
        """The words of a cell in one line; items and lines in it are parted by semicolons."""
        made: list[Span] = []
        for line in cell.items:
            if not isinstance(line, Line) or not plain(line.spans):
                continue
            if made:
                end = "".join(span.text for span in made).rstrip()
                made.append(Span(" " if end.endswith(_SENTENCE) else "; "))
            if line.marker and not line.marker.plain:
                self.decisions.omit(line.marker.label, "the label of an item in a cell", line.place)
            if line.marker and line.marker.number:
                made.append(Span(f"{line.marker.number}. "))
            made += [replace(span, text=span.text.replace("\n", " ")) for span in line.spans]
        return tuple(made)


def _count(cell: Cell) -> int:
    """How many words a cell has."""
    return sum(len(plain(item.spans).split()) for item in cell.items if isinstance(item, Line))


def _one_head(rows: Sequence[Sequence[Spans]], heads: int) -> Sequence[Sequence[Spans]]:
    """The rows, those that head the columns as one: what stands above other heads stands before them."""
    if not 1 < heads < len(rows):
        return rows
    columns = zip(*rows[:heads], strict=True)
    return [[_joined(column, " – ") for column in columns], *rows[heads:]]


def _joined(cells: Sequence[Spans], between: str) -> Spans:
    """Cells in one, none that says what the one before it said."""
    made: list[Span] = []
    said = ""
    for cell in cells:
        if plain(cell) and plain(cell) != said:
            made += [Span(between), *cell] if made else cell
            said = plain(cell)
    return tuple(made)


def _once(words: Sequence[Sequence[Spans]], rows: Sequence[Sequence[Cell]]) -> list[list[Spans]]:
    """The words of rows, those of a cell that reaches over several columns once, below the head of the first."""
    made = []
    for said, row in zip(words, rows, strict=True):
        reached = [at > 0 and cell.merged and cell.items == row[at - 1].items for at, cell in enumerate(row)]
        made.append([() if again else spans for spans, again in zip(said, reached, strict=True)])
    return made


def _light(spans: Spans) -> Spans:
    """Words that are bold by their place in a table anyway."""
    return tuple(replace(span, bold=False) for span in spans)


def _strong(spans: Spans) -> Spans:
    return tuple(replace(span, bold=True) for span in spans)


def _labelled(name: Spans, words: Spans) -> Spans:
    if not plain(name):
        return words
    colon = "" if plain(name).endswith((":", "?", ".", "!")) or not plain(words) else ":"
    return (*_strong(name), Span(f"{colon}", bold=True), Span(" "), *words)


def _together(cells: Sequence[Spans]) -> Spans:
    return _joined(cells, "; ")
