"""Blocks, as paragraphs and tables.

A block becomes `Line`s, which are written as XML when all that stands around them is known: the
last paragraph of a list has more space behind it, those of a box a frame, one after a table space
before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import ceil, floor
from typing import Any, assert_never

from press import pictures
from press.manuscript import Manuscript, credit_line, described_link, direction, passages, section_texts
from press.model import (
    Block,
    Blocks,
    Box,
    Description,
    Figure,
    List,
    Paragraph,
    Picture,
    Section,
    Table,
    Words,
    plain,
)
from press.writers.illustration import ink
from press.writers.ooxml import measure
from press.writers.ooxml.ground import MILLIMETRE, Ground
from press.writers.ooxml.markup import (
    HEAVY,
    PLAIN,
    Drawing,
    Frame,
    Line,
    Marks,
    ParagraphLook,
    RunLook,
    paragraph,
    table,
)
from press.writers.ooxml.package import Package
from press.writers.ooxml.styles import NUMBERS, cell_margin
from press.writers.word.inline import Scribe

_PIXELS_PER_POINT = 192 / 72
_TALLEST_PICTURE = 0.6
_TALLEST_DECORATION = 60 * MILLIMETRE
_TALLEST_WHOLE = 0.5
"""Of a page's height: what is higher than this may be broken over two pages."""

_TOLERANCE = 1.03
_LEAST_SHARE = 0.8
"""How small bold words may become so that none breaks, of the smallest type of the layout."""
"""What Word may find a word longer than it is measured here."""
_HANGING = ("ListBullet", "ListNumber")

Lines = Iterator[Line | str]
"""Paragraphs, and tables as XML."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a block stands: the level of a heading within it, the style of its paragraphs, the
    width it has in points, how deep in lists it is, and the numbered list that it is an item of."""

    level: int
    room: float
    style: str = "Normal"
    depth: int = 0
    number: tuple[int, int] | None = None


class Compositor:
    """Sets the blocks of one document."""

    def __init__(self, manuscript: Manuscript, ground: Ground, package: Package, scribe: Scribe) -> None:
        self.strings = manuscript.strings
        self.ground = ground
        self.package = package
        self.scribe = scribe
        self.marks = Marks()
        self.starts: list[tuple[int, int]] = []
        """The level and the first number of each numbered list."""
        self.media: dict[Picture, tuple[str, str]] = {}

    @contextmanager
    def running(self, language: str) -> Iterator[Ground]:
        """The ground for what is set meanwhile in a language; empty: the document's. It may run the other way."""
        usual = self.ground, self.scribe
        if language:
            rtl = direction(language) == "rtl"
            bidi = rtl if rtl != self.ground.rtl else None
            self.ground, self.scribe = replace(self.ground, rtl=rtl, bidi=bidi), replace(self.scribe, rtl=rtl)
        try:
            yield self.ground
        finally:
            self.ground, self.scribe = usual

    def section(self, section: Section, level: int, *, new_page: bool = False) -> Lines:
        """A section whose heading is of a level from 1 to 4."""
        level = min(level, 4)
        heading = self.marks.bookmarked(section.id, self.bold(section.heading))
        look = ParagraphLook(style=f"Heading{level}", new_page=new_page, before=0 if new_page else None)
        yield Line(look, heading)
        yield from self._blocks(section.blocks, Setting(min(level + 1, 4), self.ground.text_width))
        for inner in section.sections:
            yield from self.section(inner, level + 1)

    def _blocks(self, blocks: Blocks, setting: Setting) -> Lines:
        for before, block, after in _between(blocks):
            if isinstance(block, Figure) and block.beside and isinstance(after, Paragraph):
                yield self._beside(block, after.words, setting)
            elif not (isinstance(before, Figure) and before.beside and isinstance(block, Paragraph)):
                yield from self._block(block, setting, before, after)

    def _block(self, block: Block, setting: Setting, before: Block | None, after: Block | None) -> Lines:
        match block:
            case Paragraph(words):
                yield self._paragraph(words, setting, leads_in=isinstance(after, List | Description))
            case List():
                yield from self._list(block, setting)
            case Description():
                yield from self._description(block, setting)
            case Table():
                yield from self._table(block, setting)
            case Figure():
                yield from self._figure(block, setting)
            case Box():
                twin = isinstance(before, Box) and before.kind is block.kind
                yield from self._box(block, setting, twin=twin)
            case _:
                assert_never(block)

    def _paragraph(self, words: Words, setting: Setting, *, leads_in: bool) -> Line:
        style = "LeadIn" if leads_in and setting.style == "Normal" else setting.style
        look = ParagraphLook(style=style, keep_next=True if leads_in else None, number=setting.number)
        return Line(look, self.passage(words), setting.depth)

    def _list(self, block: List, setting: Setting) -> Lines:
        depth = min(setting.depth, 1)
        number = None
        if block.numbered:
            self.starts.append((depth, block.start))
            number = (NUMBERS + len(self.starts), depth)
        suffix = "2" if depth else ""
        style = f"ListNumber{suffix}" if block.numbered else f"ListBullet{suffix}"
        first = replace(setting, depth=depth + 1, style=style, number=number)
        rest = replace(first, style=f"ListContinue{suffix}", number=None)
        lines: list[Line | str] = []
        for item in block.items:
            for before, inner, after in _between(item.blocks):
                lines += self._block(inner, rest if before else first, before, after)
        yield from lines if setting.depth else _spaced(lines, self.ground.gap)

    def _description(self, block: Description, setting: Setting) -> Lines:
        term, meaning_of = ("RecordName", "Record") if block.records else ("DefinitionTerm", "Definition")
        inside = replace(setting, style=meaning_of)
        lines: list[Line | str] = []
        for entry in block.entries:
            name = self.marks.bookmarked(entry.anchor, self.bold(entry.name))
            meaning = list(self._blocks(entry.blocks, inside))
            # Of several paragraphs, all but the last stand close together.
            close = [_looking(line, keep_next=True, after=self.ground.gap / 4) for line in meaning[:-1]]
            lines += [Line(ParagraphLook(style=term), name), *close, *meaning[-1:]]
        yield from _spaced(lines, self.ground.gap)

    def _table(self, block: Table, setting: Setting) -> Lines:
        if block.caption:
            yield Line(ParagraphLook(style="Caption", keep_next=True), self.bold(block.caption))
        ruler, body = self.ground.ruler, self.ground.body
        padding = 2 * cell_margin(self.ground) / body
        rows = [tuple(map(plain, row)) for row in (block.head, *block.rows)]
        columns = measure.columns(rows, ruler, setting.room / body, padding)
        height = sum(measure.row_lines(row, columns, ruler, padding) for row in rows) * self.ground.leading
        whole = self._whole(height)
        held = len(rows) - 1 if whole else 1
        cells = [
            [self._cell(cell, heads=0 in (line, column), held=line < held) for column, cell in enumerate(row)]
            for line, row in enumerate((block.head, *block.rows))
        ]
        widths = tuple(ems * body for ems in columns)
        yield table("LeafletTable", plain(block.caption), widths, cells, rtl=self.ground.rtl)

    def _cell(self, words: Words, *, heads: bool, held: bool) -> str:
        style, bidi = "TableHeading" if heads else "TableText", self.ground.bidi
        look = ParagraphLook(style=style, keep_next=held or None, bidi=bidi)
        runs = self.bold(words) if heads else self.passage(words)
        return paragraph(look, runs, rtl=self.ground.rtl)

    # Pictures

    def _figure(self, block: Figure, setting: Setting) -> Lines:
        """The picture, its caption, its credit, and a link to its description, held together."""
        if block.decorative:
            yield self.picture(block.picture, "", setting.room, _TALLEST_DECORATION)
            return
        caption, credit = block.caption, credit_line(block, self.strings)
        below = [Line(ParagraphLook(style="Caption"), self.bold(caption))] if caption else []
        said = [credit, described_link(block, self.strings)]
        below += [Line(ParagraphLook(style="PictureCredit"), self.passage(words)) for words in said if words]
        room = self.ground.text_height * 0.97
        tallest = room - sum(self._height(plain(words)) for words in (caption, *said) if words)
        widest = min(setting.room, block.widest * MILLIMETRE or setting.room)
        picture = self.picture(block.picture, block.alt, widest, tallest, block.anchor)
        yield from _spaced(_kept([picture, *below]), self.ground.gap)

    def _beside(self, figure: Figure, words: Words, setting: Setting) -> Line:
        """A picture where lines start, and its sentence behind it, as one paragraph: Easy Read.

        What floats is not where a screen reader meets it, and a table is one that says nothing.
        """
        wide = figure.widest * MILLIMETRE
        picture = self.picture(figure.picture, figure.alt, wide, wide, figure.anchor)
        hanging = wide + self.ground.gap
        look = ParagraphLook(style=setting.style, keep_lines=True, indent=(hanging, 0, hanging), centred=True)
        depth = setting.depth + (setting.style != "Normal")  # of a frame, as a list in it
        return Line(look, f"{picture.runs}<w:r><w:tab/></w:r>{self.passage(words)}", depth)

    def picture(self, picture: Picture, alt: str, widest: float, tallest: float, anchor: str = "") -> Line:
        """A picture as large as it may be, in points; decorative if it has no alternative text."""
        letters = pictures.labels.least(picture)
        readable = self.ground.body / letters * picture.height if letters and anchor else 0
        tallest = min(tallest, max(self.ground.text_height * _TALLEST_PICTURE, readable))
        width, height = pictures.labels.most(picture, widest, tallest)
        bitmap, vector = self._relations(picture, width)
        drawing = Drawing(self.marks.next(), width, height, bitmap, vector, alt)
        return Line(ParagraphLook(style="Picture"), self.marks.bookmarked(anchor, drawing.xml()))

    def _relations(self, picture: Picture, width: float) -> tuple[str, str]:
        """The relations to a picture's bitmap and to its drawing; a bitmap file has no drawing."""
        if picture not in self.media:
            name = f"media/picture{len(self.media) + 1}"
            if picture.media_type == pictures.MEDIA_TYPE:
                layout = self.ground.layout
                fonts = tuple(face.data for face in layout.faces)
                families = (layout.fonts.body, *layout.fonts.others)
                text, bold = ink(picture, layout.colours), layout.reading.bold
                lettered = pictures.lettered(picture, families, text, bold=bold)
                bitmap = pictures.png(lettered, fonts, round(width * _PIXELS_PER_POINT))
                named = tuple(dict.fromkeys((layout.fonts.word, *families, "sans-serif")))
                drawn = pictures.lettered(picture, named, text, bold=bold)
                vector = self.package.relate("image", f"{name}.svg", drawn.data)
            else:
                bitmap, vector = picture.data, ""
            end = "png" if vector else picture.media_type.removeprefix("image/")
            self.media[picture] = (self.package.relate("image", f"{name}.{end}", bitmap), vector)
        return self.media[picture]

    # Boxes

    def _box(self, box: Box, setting: Setting, *, twin: bool) -> Lines:
        """``twin`` says that it follows a box of the same kind."""
        frame = self.ground.box(box.kind, twin=twin)
        start, end, _ = frame.indent
        inside = Setting(min(setting.level + 1, 4), setting.room - start - end, f"Box{box.kind.value.title()}")
        heading = ParagraphLook(style=f"BoxHeading{setting.level}")
        lines: list[Line | str] = [Line(heading, self.bold(box.heading))] if box.heading else []
        lines += self._blocks(box.blocks, inside)
        if box.attribution:
            lines.append(Line(ParagraphLook(style=inside.style), self.passage(box.attribution)))
        words = section_texts(Section("", box.heading, box.blocks), self.strings)
        if self._whole(sum(map(self._height, words))):
            lines = _kept(lines)
        yield from self._framed(_spaced(lines, self.ground.gap), inside.style, frame, twin=twin)

    def _framed(self, lines: list[Line | str], style: str, frame: Frame, *, twin: bool) -> Lines:
        """Paragraphs of the same depth join into one frame, and the space between them is filled.

        Word and LibreOffice do not agree on what else joins. So frames of other depths differ a
        little, never join, and what is filled between them is the space at their edges.
        """
        (start, end, _), step = frame.indent, self.ground.step
        for line, following in zip_longest(lines, lines[1:]):
            if isinstance(line, str):
                yield line
                continue
            joins = following is None or (isinstance(following, Line) and following.depth == line.depth)
            after = line.look.after if joins else 0
            if line.look.style == style and not (twin or line.look.indent) and self.ground.bidi is None:
                yield line._replace(look=line.look._replace(after=after))
            else:
                hanging = step if line.look.style.startswith(_HANGING) else 0
                indent = (start + self.ground.listed(line.depth), end, hanging)
                if line.look.indent:
                    indent = (start + line.look.indent[0], end, line.look.indent[2])
                look = line.look._replace(frame=frame.heavier(line.depth), indent=indent, after=after)
                yield line._replace(look=look)

    def bold(self, words: Words, size: str = "body") -> str:
        """The runs of a paragraph whose style is bold, in letters small enough to break no word.

        They are not much smaller than a reader asked for: a word that is too long even so is broken, as in the text.
        """
        room, ruler = self.ground.text_width, self.ground.ruler
        longest = max(map(ruler.width, filter(_is_long, plain(words).split(" "))), default=0.0)
        points = self.ground.layout.type.points(size)
        fits = longest * points * _TOLERANCE <= room
        least = ceil(2 * self.ground.layout.type.least * _LEAST_SHARE) / 2
        look = HEAVY if fits else HEAVY._replace(size=max(least, floor(2 * room / longest / _TOLERANCE) / 2))
        return self.passage(words, look)

    def passage(self, words: Words, look: RunLook = PLAIN) -> str:
        """The runs of words, marked so that they are known again when the file comes back."""
        runs = self.scribe.runs(words, look)
        return self.marks.named(passages.mark(self.marks.next(), plain(words)), runs) if runs else runs

    # Measures

    def _height(self, text: str) -> float:
        """About how high a text stands on the page, in points."""
        ems = self.ground.text_width / self.ground.body
        return measure.lines(text, self.ground.ruler, ems) * self.ground.leading + self.ground.gap * 0.4

    def _whole(self, height: float) -> bool:
        return height <= self.ground.text_height * _TALLEST_WHOLE


def written(lines: Iterable[Line | str], ground: Ground) -> str:
    """Lines as XML. A table has no space behind it, so what follows has it before."""
    out: list[str] = []
    after_table = False
    for line in lines:
        if isinstance(line, str):
            out.append(line)
        else:
            look = line.look._replace(bidi=ground.bidi)
            if after_table and not look.style.startswith("Heading"):
                look = look._replace(before=ground.gap)
            out.append(line._replace(look=look).xml(ground.rtl))
        after_table = isinstance(line, str)
    return "".join(out)


def _between(blocks: Blocks) -> Iterator[tuple[Block | None, Block, Block | None]]:
    """Each block, with the one before it and the one after it."""
    return zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)


def _is_long(word: str) -> bool:
    """Whether a word may be too long for a line; an address may be broken, so it is not."""
    return len(word) > 10 and not {"/", "@"} & set(word)


def _looking(line: Line | str, **look: Any) -> Line | str:
    """A line with another look; a table has none."""
    return line._replace(look=line.look._replace(**look)) if isinstance(line, Line) else line


def _spaced(lines: list[Line | str], gap: float) -> list[Line | str]:
    """The last line with a paragraph's space behind it."""
    return [*lines[:-1], *(_looking(line, after=gap) for line in lines[-1:])]


def _kept(lines: list[Line | str]) -> list[Line | str]:
    """All on one page: each line kept with the next."""
    last = len(lines) - 1
    return [_looking(line, keep_next=number < last) for number, line in enumerate(lines)]
