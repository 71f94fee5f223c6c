"""What would not fit a page at its size is set in another way, in all formats alike.

A table whose words would not fit their columns becomes records (UKAAF G003: never a word split over
two lines), and so does one whose rows are too tall for a page. Nothing of it is lost: each row is an
entry, its cells follow as "heading: value". A figure whose labels would be smaller than the body is
shown as its tall drawing, where it has one and its labels are larger (UKAAF G003).

    Table                               Paragraph "Caption"
      head   Type  | Where      ->      Description
      row    Local | In the chest         Entry "Type: Local" > Paragraph "Where: In the chest"
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.layout import POINTS_PER_MILLIMETRE, Layout, Ruler
from press.manuscript import Manuscript, Rewriter
from press.manuscript.loosening import loosen
from press.model import Block, Blocks, Description, Entry, Figure, Paragraph, Strong, Table, Text, Words, plain
from press.pictures import labels

MIN_COLUMN = 7.5
"""The narrowest column that reads well, in ems."""
PADDING = 1.4
"""What a column loses to its cells' padding, in ems."""
ROW = 0.75
"""The space above and below a row, and below a caption, in lines."""
FILLED = 0.92
"""The part of a page's lines that a table may take up to its first page break, as far as that can be foretold.

No break parts the caption, the head, and the first two rows, nor the last two: so three of three stay
together. Where they have no room, WeasyPrint leaves out the head.
"""

TALLEST = 0.55
"""The part of a page's height that a picture has, if its labels need no more."""
LARGER = 1.2
"""How much larger than the body the labels of a tall drawing may be: it was drawn for little room."""


def fit(manuscript: Manuscript, layout: Layout) -> Manuscript:
    """The manuscript with every table that does not fit the layout's page made into a list, and nothing tied
    that is too long for a line, and every figure as the drawing whose labels can be read."""
    manuscript = loosen(manuscript, layout)
    fitter = _fitter(layout)
    parts = tuple(replace(part, section=fitter.section(part.section)) for part in manuscript.parts)
    return replace(manuscript, parts=parts)


def column_widths(table: Table, layout: Layout) -> list[float]:
    """How wide the columns of a table that fits are to be, in ems."""
    fitter = _fitter(layout)
    columns = list(zip(table.head, *table.rows, strict=True))
    return fitter.widths(columns, [max(map(fitter.longest, column)) + PADDING for column in columns])


def _fitter(layout: Layout) -> _Fitter:
    ems = layout.column * POINTS_PER_MILLIMETRE / layout.type.body
    height = layout.page.height - layout.page.top - layout.page.bottom
    lines = height * POINTS_PER_MILLIMETRE / (layout.type.body * layout.type.line_height)
    return _Fitter(ems, lines * FILLED, layout.ruler(layout.fonts.body, bold=True) or Ruler(()), layout)


def listed(manuscript: Manuscript) -> Manuscript:
    """The manuscript with every table made into a list, for what has no columns."""
    lister = _Lister()
    parts = tuple(replace(part, section=lister.section(part.section)) for part in manuscript.parts)
    return replace(manuscript, parts=parts)


class _Lister(Rewriter):
    """Makes lists of tables."""

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(made for block in blocks for made in self.made(block))

    def made(self, block: Block) -> Blocks:
        return as_list(block) if isinstance(block, Table) else (self.block(block),)


class _Fitter(Rewriter):
    """``ems`` is the width of a column of text, ``lines`` the most that stay together on a page.

    ``ruler`` measures the boldest type that a cell is set in.
    """

    def __init__(self, ems: float, lines: float, ruler: Ruler, layout: Layout) -> None:
        self.ems = ems
        self.lines = lines
        self.ruler = ruler
        self.layout = layout

    def figure(self, figure: Figure) -> Figure:
        """A figure as the drawing that has its labels large enough; as the other one where a screen is narrow."""
        figure = super().figure(figure)
        if not figure.tall:
            return figure
        width = min(filter(None, (self.layout.text_width, figure.widest)))
        body = self.layout.type.body / POINTS_PER_MILLIMETRE
        if labels.chosen(figure.drawn, width, TALLEST * self.layout.page.height, body) is figure.picture:
            return figure
        widest = min(width, LARGER * body / (labels.least(figure.tall) or 1) * figure.tall.width)
        return replace(figure, picture=figure.tall, tall=None, widest=widest)

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(fitted for block in blocks for fitted in self.fitted(block))

    def fitted(self, block: Block) -> Blocks:
        if isinstance(block, Table) and not self.fits(block):
            return as_list(block)
        return (self.block(block),)

    def fits(self, table: Table) -> bool:
        """Whether each column can be as wide as its longest word, none is too narrow to read, and no row too tall."""
        columns = list(zip(table.head, *table.rows, strict=True))
        least = [max(map(self.longest, column)) + PADDING for column in columns]
        if sum(least) > self.ems or self.ems / len(columns) < MIN_COLUMN:
            return False
        return self.kept(table, self.widths(columns, least)) <= self.lines

    def widths(self, columns: Sequence[Sequence[Words]], least: Sequence[float]) -> list[float]:
        """How wide columns become: what is left over goes to those that have long cells (CSS 2.2, 17.5.2.2)."""
        longest = [max(self.ruler.width(plain(cell)) for cell in column) + PADDING for column in columns]
        wanted = [long - low for long, low in zip(longest, least, strict=True)]
        share = (self.ems - sum(least)) / (sum(wanted) or 1)
        return [low + more * share for low, more in zip(least, wanted, strict=True)]

    def kept(self, table: Table, widths: Sequence[float]) -> float:
        """About how many lines the caption, the head and the rows that stay with them take."""
        head, *rows = (
            ROW + max(self.wrapped(cell, width - PADDING) for cell, width in zip(row, widths, strict=True))
            for row in (table.head, *table.rows)
        )
        together = sum(rows) if len(rows) <= 3 else max(sum(rows[:2]), sum(rows[-2:]), *rows)
        return ROW + self.wrapped(table.caption, self.ems) + head + together

    def wrapped(self, words: Words, width: float) -> int:
        """How many lines words take in this width."""
        return self.ruler.lines(plain(words), width)

    def longest(self, words: Words) -> float:
        return max((self.ruler.width(word) for word in plain(words).split(" ")), default=0)


def as_list(table: Table) -> Blocks:
    """A table's caption and cells as a paragraph and a list of entries, nothing left out."""
    first, *others = table.head
    entries = tuple(
        Entry(
            _labelled(first, row[0]),
            tuple(Paragraph(_labelled(head, cell)) for head, cell in zip(others, row[1:], strict=True)),
        )
        for row in table.rows
    )
    return (Paragraph((Strong(table.caption),)), Description(entries, records=True))


def _labelled(label: Words, words: Words) -> Words:
    colon = "" if plain(label).endswith(("?", ":", ".", "!")) else ":"
    return (Strong((*label, Text(colon))) if colon else Strong(label), Text(" "), *words)
