"""A layout as Word needs it: measures in points, fonts, colours, the frames of boxes.

Sizes and colours are the layout's own, as in its PDF.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from fontTools.ttLib import TTFont

from press.layout import STAND_INS, Face, Layout, Ruler
from press.model import BoxKind
from press.writers.ooxml.markup import ARABIC, Border, Frame

_ARIAL = "Arial"
_ARIAL_LINE = 1.15
_ARABIC_ALEF = ord("\N{ARABIC LETTER ALEF}")
MILLIMETRE = 72 / 25.4
"""In points."""
_BAR = 1.4 * MILLIMETRE
_MARK = 1.3
"""The width of a list's mark, "10." in bold, in ems."""
_AROUND = {BoxKind.IMPORTANT: 1.5, BoxKind.URGENT: 3.0}
"""The borders on the other sides of boxes that warn, in points: seen on grey paper, where colours are alike."""
SINGLE = 240
"""Single line spacing, in the unit of `ParagraphLook.line`."""


@dataclass(frozen=True, eq=False)
class Ground:
    """A layout as Word needs it for one language; all lengths in points.

    ``gap`` stands between paragraphs, ``leading`` is a line's height, ``step`` the indent of a
    list, ``inset`` that of a box.
    """

    layout: Layout
    language: str
    rtl: bool
    colours: Mapping[str, str]
    bidi: bool | None = None
    """What each paragraph has to say of its way, where it is another than the document's."""

    @cached_property
    def body(self) -> float:
        return self.layout.type.points("body")

    @cached_property
    def leading(self) -> float:
        return self.body * self.layout.type.line_height

    @cached_property
    def gap(self) -> float:
        return self.leading * self.layout.type.gap

    @cached_property
    def step(self) -> float:
        return self.body * 1.6

    def listed(self, depth: int) -> float:
        """How far the words of a list stand in, in points.

        From the right, the marks of its items need room of their own: LibreOffice sets them on the far side of
        where they begin, which would be in the margin; Word on the near side.
        """
        return depth * self.step + (_MARK * self.body if self.rtl and depth else 0)

    @cached_property
    def inset(self) -> float:
        return min(31.0, self.body * 1.1)

    @cached_property
    def text_width(self) -> float:
        page = self.layout.page
        return (page.width - page.left - page.right) * MILLIMETRE

    @cached_property
    def text_height(self) -> float:
        page = self.layout.page
        return (page.height - page.top - page.bottom) * MILLIMETRE

    @cached_property
    def family(self) -> str:
        """The font that the file asks for: one that it carries, or one that Word has."""
        fonts = self.layout.fonts
        return fonts.word if not fonts.embed or self.layout.face(fonts.word) else fonts.body

    @cached_property
    def faces(self) -> tuple[Face, ...]:
        """The faces that the file carries."""
        if not self.layout.fonts.embed:
            return ()
        faces = dict.fromkeys(filter(None, (self.layout.face(self.family, bold=bold) for bold in (False, True))))
        return tuple(face for face in faces if _facts(face).embeddable)

    @cached_property
    def complex_family(self) -> str:
        """The font for Arabic and Hebrew letters."""
        face = self.layout.face(self.family)
        return _ARIAL if face and _ARABIC_ALEF not in face.characters else self.family

    @cached_property
    def ruler(self) -> Ruler:
        """What to measure by: the bold face of Word's font, or of what has the same widths."""
        fonts = self.layout.fonts
        families = (self.family, STAND_INS.get(self.family, ""), fonts.body)
        rulers = (self.layout.ruler(family, bold=True) for family in families)
        found = next((ruler for ruler in rulers if ruler), Ruler(()))
        return replace(found, scale=ARABIC) if self.rtl else found

    @cached_property
    def line(self) -> int:
        """The line height in 240ths of the font's own, and never less than that."""
        face = self.layout.face(self.family)
        natural = _facts(face).line if face else _ARIAL_LINE
        return max(SINGLE, round(SINGLE * self.layout.type.line_height / natural))

    def box(self, kind: BoxKind, *, twin: bool = False) -> Frame:
        """The frame of a box. Paragraphs of the same fill run together; so each kind has a fill of
        its own, and so has the second of two boxes of the same kind (``twin``), by a shade that
        nobody sees."""
        tint, paper = self.colours["tint"], self.colours["paper"]
        bar, width, fill, shade = {
            BoxKind.NOTE: ("heading", _BAR, tint, 1),
            BoxKind.IMPORTANT: ("important", 1.5 * _BAR, tint, 2),
            BoxKind.URGENT: ("urgent", 2 * _BAR, tint, 3),
            BoxKind.QUOTE: ("accent", _BAR, paper, 0),
            BoxKind.RISK: ("heading", _BAR, tint, 8),
            BoxKind.SIDE_EFFECT: ("heading", _BAR, tint, 9),
        }[kind]
        frame = self.framed(self.colours[bar], f"#{int(fill[1:], 16) ^ (shade + 4 * twin):06X}", width)
        return frame.around(self.colours[bar], _AROUND[kind]) if kind in _AROUND else frame

    def framed(self, bar: str, fill: str, width: float = _BAR) -> Frame:
        """A bar where lines start, and a fill.

        The upper and lower borders have the fill's colour: they are there for their space, which
        is filled too.
        """
        pad = Border(fill, 0.25, self.gap / 2)
        return Frame(pad, Border(bar, width, self.inset), pad, Border(fill, 0.25, self.inset), fill)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a font says of itself: the distance of lines, in ems, and whether it may be embedded."""

    line: float
    embeddable: bool


@lru_cache(maxsize=64)
def _facts(face: Face) -> _Facts:
    with TTFont(io.BytesIO(face.data), lazy=True) as font:
        heights = font["hhea"]
        line = (heights.ascent - heights.descent + heights.lineGap) / font["head"].unitsPerEm
        return _Facts(line, font["OS/2"].fsType == 0)


@lru_cache(maxsize=256)
def ground(layout: Layout, language: str, rtl: bool, accent: str) -> Ground:
    """What a layout says, for documents in one language; ``accent`` is ``#RRGGBB``, or empty."""
    return Ground(layout, language, rtl, layout.coloured(accent))
