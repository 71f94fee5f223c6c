"""Lines with letters that run from right to left, shown in the order in which they are read.

WeasyPrint shows the glyphs of a line from left to right, so that Arabic would come out of the file
backwards. Such a line is shown glyph by glyph in the order of its letters, with a step back before
each (ISO 32000-1, 14.8.2.3.3):

    سلام    [<seen>] TJ [1130 <lam-alef> 8 <silent>] TJ [1205 <meem>] TJ

Each glyph says one letter. Where one is drawn for two, as for lam and alef, glyphs that paint nothing
say the others, so that no reader has to guess in which order they stand. Brackets are drawn as their
mirror images; so these runs have fonts of their own, in which each glyph says what it says there.

What it uses of WeasyPrint beyond its public interface; `tests/pdf/test_turned.py` sees that it is there:

    Stream       _fonts, add_font; a font's hash, name, to_unicode, widths, file_content
    PangoLayout  text, get_first_line; text.ffi
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from press.manuscript import runs_from_right
from press.writers.clusters import is_composed
from press.writers.composed import composed

_PAINT_NOTHING = range(0x200C, 0x2010), range(0x202A, 0x202F)
"""Characters, joiners and marks of direction, whose glyphs have neither outline nor width."""
_HAIR = 0.008
"""How far a glyph that paints nothing stands beside the one before it, in ems."""


@dataclass(frozen=True)
class _Glyph:
    """A glyph of a line: ``x`` from the line's left end and ``rise``, in the units of the page."""

    number: int
    x: float
    rise: float


@dataclass(frozen=True)
class _Cluster:
    """Glyphs that belong together, in the order of reading, and what they say."""

    font: Any
    size: float
    glyphs: list[_Glyph]


def is_turned(box: Any) -> bool:
    """Whether a part of a text box may run from right to left, or be composed (see `press.writers.clusters`);
    what is blank is not shown at all."""
    turned = box.style["direction"] == "rtl" or runs_from_right(box.text) or is_composed(box.text)
    return bool(box.text.strip()) and turned


def show(stream: Stream, box: Any) -> None:
    """Show a text box's line, in a text object whose matrix is set to its left end."""
    pen, before = 0.0, None
    for cluster in _clusters(stream, box):
        font, size = cluster.font, cluster.size
        if (font, size) != before:
            stream.set_font_size(font.hash, size)
            before = font, size
        for rise in sorted({glyph.rise for glyph in cluster.glyphs}):
            codes = ""
            for glyph in (glyph for glyph in cluster.glyphs if glyph.rise == rise):
                codes += f"{(pen - glyph.x) / size * 1000:.1f} <{glyph.number:04x}> "
                pen = glyph.x + font.widths[glyph.number] / 1000 * size
            if rise:
                stream.set_text_rise(rise)
            stream.show_text(codes)
            if rise:
                stream.set_text_rise(0)


def unused(font: Any) -> Any:
    """The same font, for what WeasyPrint writes down of a line that is not shown as it shows it."""
    twin = copy(font)
    twin.to_unicode = {}
    return twin


def forget_unused(stream: Stream) -> None:
    """Take out fonts of which no glyph was shown: the file would carry them whole."""
    for key in [key for key, font in stream._fonts.items() if not font.to_unicode]:
        del stream._fonts[key]


def _clusters(stream: Stream, box: Any) -> Iterator[_Cluster]:
    """What a line is made of, in the order of reading."""
    layout = box.pango_layout
    line, _ = layout.get_first_line()
    runs, x, run = [], 0.0, line.runs[0]
    while run != ffi.NULL:
        runs.append((run.data, x))
        x += sum(glyph.geometry.width for glyph, _ in _placed(run.data)) * FROM_UNITS
        run = run.next
    # A space that was added at the end of a line stands before its left end.
    start = box.width - x if box.style["direction"] == "rtl" else 0.0
    text = layout.text.encode()
    for item, left in sorted(runs, key=lambda placed: placed[0].item.offset):
        letters = text[item.item.offset :][: item.item.length]
        reads = _read_composed if not item.item.analysis.level % 2 and is_composed(letters.decode()) else _read
        yield from reads(stream, item, start + left, letters)


def _placed(item: Any) -> Iterator[tuple[Any, int]]:
    """The glyphs of a run from left to right, each with the byte where what it says begins."""
    count = item.glyphs.num_glyphs
    return zip(item.glyphs.glyphs[0:count], item.glyphs.log_clusters[0:count], strict=True)


def _read(stream: Stream, item: Any, x: float, letters: bytes) -> Iterator[_Cluster]:
    """The clusters of a run that begins at ``x``."""
    turned = item.item.analysis.level % 2
    font, size = stream.add_font(item.item.analysis.font)
    font = _turned(stream, font) if turned else font
    found: dict[int, list[_Glyph]] = {}
    for glyph, start in _placed(item):
        if not glyph.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG and glyph.glyph != pango.PANGO_GLYPH_EMPTY:
            left, rise = glyph.geometry.x_offset * FROM_UNITS, -glyph.geometry.y_offset * FROM_UNITS
            found.setdefault(start, []).append(_Glyph(glyph.glyph, x + left, rise))
        x += glyph.geometry.width * FROM_UNITS
    for start, end in pairwise([*sorted(found), len(letters)]):
        glyphs, says = found[start][:: -1 if turned else 1], letters[start:end].decode()
        if turned:
            glyphs += _silent(font, glyphs[-1], says[len(glyphs) :], size)
            parts = [*says[: len(glyphs) - 1], says[len(glyphs) - 1 :]]
            font.to_unicode.update((glyph.number, part) for glyph, part in zip(glyphs, parts, strict=False))
        else:
            font.to_unicode.setdefault(glyphs[0].number, says)
        yield _Cluster(font, size, glyphs)


def _read_composed(stream: Stream, item: Any, x: float, letters: bytes) -> Iterator[_Cluster]:
    """A run that begins at ``x``, shown as one: PDFium takes spaces that are shown alone for one space."""
    plain, size = stream.add_font(item.item.analysis.font)
    font = composed(stream, plain)
    units = font.upem / size * FROM_UNITS
    glyphs: list[_Glyph] = []
    found: dict[int, list[Any]] = {}
    for glyph, start in _placed(item):
        found.setdefault(start, []).append(glyph)
    for start, end in pairwise([*sorted(found), len(letters)]):
        shapes, pen = [], 0
        for glyph in found[start]:
            if not glyph.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG and glyph.glyph != pango.PANGO_GLYPH_EMPTY:
                right, up = pen + glyph.geometry.x_offset, -glyph.geometry.y_offset
                shapes.append((glyph.glyph, round(right * units), round(up * units)))
            pen += glyph.geometry.width
        left = x
        for number in font.numbers(tuple(shapes), letters[start:end].decode(), round(pen * units)):
            glyphs.append(_Glyph(number, left, 0))
            left += font.widths[number] / 1000 * size
        x += pen * FROM_UNITS
    yield _Cluster(font, size, glyphs)


def _turned(stream: Stream, font: Any) -> Any:
    """The font that is used for runs from right to left."""
    key = ("turned", font.hash)
    if key not in stream._fonts:
        twin = stream._fonts[key] = copy(font)
        twin.hash = font.hash[::-1]
        twin.name = font.name.replace(font.hash.encode(), twin.hash.encode())
        twin.to_unicode, twin.widths = {}, {}
    stream._fonts[key].widths.update(font.widths)
    return stream._fonts[key]


def _silent(font: Any, beside: _Glyph, letters: str, size: float) -> Iterator[_Glyph]:
    """A glyph that paints nothing for each letter, as long as the font has one, one beside the other."""
    for place, letter in enumerate(letters, 1):
        free = (number for number in _empty(font.file_content) if font.to_unicode.get(number, letter) == letter)
        number = next(free, None)
        if number is None:
            return
        font.to_unicode[number], font.widths[number] = letter, 0
        yield _Glyph(number, beside.x - place * _HAIR * size, beside.rise)


@lru_cache(maxsize=8)
def _empty(font: bytes) -> tuple[int, ...]:
    """The numbers of a font's glyphs that paint nothing."""
    with TTFont(io.BytesIO(font), lazy=True) as file:
        names = file.getBestCmap()
        return tuple(file.getGlyphID(names[code]) for codes in _PAINT_NOTHING for code in codes if code in names)
