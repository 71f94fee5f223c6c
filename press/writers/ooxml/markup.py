"""WordprocessingML as strings.

Properties stand in the order of the schema (ISO/IEC 29500-1, 17.3.1.26 and 17.3.2.28), which Word
insists on. Lengths are in points wherever a caller gives them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import NamedTuple

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_BOOKMARK = re.compile(r"[a-z][a-z0-9-]{0,39}")
_WHOLE = re.compile(r"(?<!\S)[^\s./@:]{3,24}[.:]?(?!\S)")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)(?!(?<=\d{4}-)\d\d)")
_FIELD = '<w:r>{0}<w:fldChar w:fldCharType="{1}"/></w:r>'


def twips(points: float) -> int:
    """Twentieths of a point, the unit of indents, spacing and pages."""
    return round(points * 20)


def emu(points: float) -> int:
    """English metric units, the unit of drawings."""
    return round(points * 12700)


def half_points(points: float) -> int:
    """Half points, the unit of type sizes."""
    return round(points * 2)


@lru_cache(maxsize=4096)
def bookmark(anchor: str) -> str:
    """The name of an anchor's bookmark: at most 40 letters, digits and underscores, one for each.

    Anchors in lower case with hyphens keep their words; any other gets a hash.
    """
    if _BOOKMARK.fullmatch(anchor):
        return anchor.replace("-", "_")
    return f"b_{re.sub('[^A-Za-z0-9]', '_', anchor)[:29]}_{sha256(anchor.encode()).hexdigest()[:8]}"


# Properties


@dataclass(frozen=True, slots=True)
class Border:
    """One side of a frame: ``width`` and the ``space`` to the text in points (31 at most)."""

    colour: str
    width: float
    space: float

    def xml(self, side: str) -> str:
        width = min(96, max(2, round(self.width * 8)))
        return (
            f'<w:{side} w:val="single" w:sz="{width}" w:space="{min(31, round(self.space))}"'
            f' w:color="{self.colour.lstrip("#")}"/>'
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """Borders of a paragraph, and its fill; ``start`` is on the side where lines start."""

    top: Border | None = None
    start: Border | None = None
    bottom: Border | None = None
    end: Border | None = None
    fill: str = ""

    @property
    def indent(self) -> tuple[float, float, float]:
        """What brings the frame's edges to the margins; see `ParagraphLook.indent`."""
        start, end = (edge.width + edge.space if edge else 0.0 for edge in (self.start, self.end))
        return start, end, 0.0

    def heavier(self, times: int) -> Frame:
        """The same frame with somewhat wider borders above and below."""
        top, bottom = (edge and replace(edge, width=edge.width + times / 4) for edge in (self.top, self.bottom))
        return replace(self, top=top, bottom=bottom)

    def around(self, colour: str, width: float) -> Frame:
        """The same frame with borders of a colour on its other sides, of a width in points."""
        top, bottom, end = (
            edge and replace(edge, colour=colour, width=width) for edge in (self.top, self.bottom, self.end)
        )
        return replace(self, top=top, bottom=bottom, end=end)

    def xml(self, rtl: bool) -> str:
        left, right = (self.end, self.start) if rtl else (self.start, self.end)
        sides = (("top", self.top), ("left", left), ("bottom", self.bottom), ("right", right))
        borders = "".join(border.xml(side) for side, border in sides if border)
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{self.fill.lstrip("#")}"/>' if self.fill else ""
        return (f"<w:pBdr>{borders}</w:pBdr>" if borders else "") + fill


class ParagraphLook(NamedTuple):
    """What is set on a paragraph or a paragraph style; what is None is left to what it is based on.

    ``number`` is a list and its level, ``indent`` the space at the start, at the end, and by which
    the first line stands out; ``line`` the line spacing in 240ths of the font's own; ``outline``
    a level of the document's outline, from 0.
    """

    style: str = ""
    keep_next: bool | None = None
    keep_lines: bool | None = None
    new_page: bool = False
    number: tuple[int, int] | None = None
    frame: Frame | None = None
    tab: float | None = None
    bidi: bool | None = None
    before: float | None = None
    after: float | None = None
    line: int | None = None
    indent: tuple[float, float, float] | None = None
    outline: int | None = None
    centred: bool = False
    """Whether letters stand at half the height of what is higher in their line."""


UNCHANGED = ParagraphLook()


@lru_cache(maxsize=4096)
def paragraph_properties(look: ParagraphLook, rtl: bool) -> str:
    """``w:pPr``; ``rtl`` says on which side a paragraph starts."""
    out = [f'<w:pStyle w:val="{look.style}"/>' if look.style not in ("", "Normal") else ""]
    out += [_flag("keepNext", look.keep_next), _flag("keepLines", look.keep_lines)]
    out.append("<w:pageBreakBefore/>" if look.new_page else "")
    if look.number:
        out.append(f'<w:numPr><w:ilvl w:val="{look.number[1]}"/><w:numId w:val="{look.number[0]}"/></w:numPr>')
    out.append(look.frame.xml(rtl) if look.frame else "")
    if look.tab is not None:
        out.append(f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(look.tab)}"/></w:tabs>')
    out.append(_flag("bidi", look.bidi))
    out.append(_spacing(look))
    if look.indent:
        start, end, hanging = map(twips, look.indent)
        hang = f' w:hanging="{hanging}"' if hanging else ""
        out.append(f'<w:ind w:left="{start}" w:right="{end}"{hang}/>')
    out.append('<w:textAlignment w:val="center"/>' if look.centred else "")
    out.append("" if look.outline is None else f'<w:outlineLvl w:val="{look.outline}"/>')
    inner = "".join(out)
    return f"<w:pPr>{inner}</w:pPr>" if inner else ""


def _flag(name: str, value: bool | None) -> str:
    return "" if value is None else f"<w:{name}/>" if value else f'<w:{name} w:val="0"/>'


def _spacing(look: ParagraphLook) -> str:
    values = [
        (key, twips(value)) for key, value in (("before", look.before), ("after", look.after)) if value is not None
    ]
    attributes = "".join(f' w:{key}="{value}"' for key, value in values)
    if look.line is not None:
        attributes += f' w:line="{look.line}" w:lineRule="auto"'
    return f"<w:spacing{attributes}/>" if attributes else ""


class RunLook(NamedTuple):
    """What is set on a run or a style's letters. Sizes in points; colours as ``#RRGGBB``.

    ``underline`` is a kind of line (17.18.99); ``language`` is a BCP 47 tag; ``rtl`` says that the letters run
    from right to left; ``heavy``
    that the paragraph's style is bold already: two bold styles would undo each other (17.7.3).
    """

    style: str = ""
    bold: bool = False
    colour: str = ""
    size: float | None = None
    underline: str = ""
    rtl: bool = False
    language: str = ""
    heavy: bool = False


ARABIC = 1.15
"""Arabic and Hebrew letters look smaller than Latin ones of the same size: theirs is larger."""


@lru_cache(maxsize=4096)
def run_properties(look: RunLook) -> str:
    """``w:rPr``, with what complex scripts need beside every weight and size."""
    out = [f'<w:rStyle w:val="{look.style}"/>' if look.style else ""]
    out.append("<w:b/><w:bCs/>" if look.bold else "")
    out.append(f'<w:color w:val="{look.colour.lstrip("#")}"/>' if look.colour else "")
    if look.size is not None:
        complex_size = half_points(look.size * ARABIC)
        out.append(f'<w:sz w:val="{half_points(look.size)}"/><w:szCs w:val="{complex_size}"/>')
    out.append(f'<w:u w:val="{look.underline}"/>' if look.underline else "")
    out.append("<w:rtl/>" if look.rtl else "")
    if look.language:
        keys = ("bidi",) if look.rtl else ("val", "eastAsia")
        out.append("<w:lang" + "".join(f' w:{key}="{escape(look.language)}"' for key in keys) + "/>")
    inner = "".join(out)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


PLAIN = RunLook()
HEAVY = RunLook(heavy=True)


# Runs and paragraphs


def run(text: str, look: RunLook) -> str:
    """A run. Words do not break at their hyphens (UKAAF G003); addresses and very long words may.

    A date keeps its plain hyphen: with another, LibreOffice turns it round in Arabic (UAX #9, W4).
    """
    pieces = _WHOLE.sub(lambda word: _HYPHEN.sub("\0", word[0]), text).split("\0") if "-" in text else [text]
    tied = "<w:noBreakHyphen/>".join(
        f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>' for piece in pieces
    )
    return f"<w:r>{run_properties(look)}{tied}</w:r>"


def tab(look: RunLook) -> str:
    return f"<w:r>{run_properties(look)}<w:tab/></w:r>"


def computed(instruction: str, result: str, look: RunLook) -> str:
    """A field, with its result already there: begin, instruction, separate, result, end."""
    properties = run_properties(look)
    begin, separate, end = (_FIELD.format(properties, kind) for kind in ("begin", "separate", "end"))
    code = f'<w:r>{properties}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return begin + code + separate + run(result, look) + end


def field_around(instruction: str) -> tuple[str, str]:
    """The start and the end of a field whose result is paragraphs."""
    begin, separate, end = (_FIELD.format("", kind) for kind in ("begin", "separate", "end"))
    return f'{begin}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>{separate}', end


def paragraph(look: ParagraphLook, runs: str, *, rtl: bool) -> str:
    return f"<w:p>{paragraph_properties(look, rtl)}{runs}</w:p>"


def link(runs: str, words: str, *, relation: str = "", anchor: str = "") -> str:
    """A link to outside by its relation, or to an anchor of the document.

    The tooltip says the link's own words: it is the link's description in a PDF made from the file.
    """
    target = f'r:id="{relation}"' if relation else f'w:anchor="{bookmark(anchor)}"'
    return f'<w:hyperlink {target} w:tooltip="{escape(words)}" w:history="1">{runs}</w:hyperlink>'


@dataclass(slots=True)
class Marks:
    """Numbers for what must not have the same twice: bookmarks and drawings."""

    last: int = 0

    def next(self) -> int:
        self.last += 1
        return self.last

    def bookmarked(self, anchor: str, runs: str) -> str:
        return self.named(bookmark(anchor), runs) if anchor else runs

    def named(self, name: str, runs: str) -> str:
        number = self.next()
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


class Line(NamedTuple):
    """A paragraph not yet written: its look, and its runs as XML."""

    look: ParagraphLook
    runs: str

    depth: int = 0
    """How deep in lists it stands."""

    def xml(self, rtl: bool) -> str:
        return paragraph(self.look, self.runs, rtl=rtl)


# Pictures


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in line: its size in points, its relations (``vector`` may be empty), its words.

    An empty ``alt`` makes it decorative.
    """

    number: int
    width: float
    height: float
    bitmap: str
    vector: str
    alt: str

    def xml(self) -> str:
        size = f'cx="{emu(self.width)}" cy="{emu(self.height)}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{self.number}" name="Picture {self.number}" descr="{escape(self.alt)}"'
            f"{self._decorative()}<wp:cNvGraphicFramePr>"
            '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{self.number}" name="Picture {self.number}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{self.bitmap}"{self._vector()}<a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def _decorative(self) -> str:
        if self.alt:
            return "/>"
        return (
            '><a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
            ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
            "</a:ext></a:extLst></wp:docPr>"
        )

    def _vector(self) -> str:
        if not self.vector:
            return "/>"
        return (
            '><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip'
            ' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
            f' r:embed="{self.vector}"/></a:ext></a:extLst></a:blip>'
        )


# Tables


def table(style: str, caption: str, widths: tuple[float, ...], rows: list[list[str]], *, rtl: bool) -> str:
    """A table whose first row heads the columns and whose first column heads the rows.

    ``rows`` holds the paragraphs of each cell, ``widths`` points.
    """
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    total = sum(map(twips, widths))
    properties = (
        f'<w:tblStyle w:val="{style}"/>{"<w:bidiVisual/>" if rtl else ""}<w:tblW w:w="{total}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"'
        ' w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
        f'<w:tblCaption w:val="{escape(caption)}"/><w:tblDescription w:val="{escape(caption)}"/>'
    )
    body = "".join(_row(row, widths, heads=number == 0) for number, row in enumerate(rows))
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _row(cells: list[str], widths: tuple[float, ...], *, heads: bool) -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heads else ''}</w:trPr>{inner}</w:tr>"
