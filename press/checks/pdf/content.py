"""What the pages of a PDF paint: every run of text and every picture, and what each is marked as.

A page's content stream, and each form XObject that it paints, are sequences of marked content:

    /P <</MCID 3>> BDC … EMC              content of a structure element
    /Artifact <</Type /Layout>> BDC … EMC     decoration
    …                                     unmarked: a fault
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from press.checks.pdf.fault import Fault

Item = Any
"""What stands in a PDF: pikepdf's objects, and Python's numbers and flags."""
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Extent = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""
Key = tuple[int, int]
"""A marked-content sequence: the object number of its stream (for a page, the page's) and its MCID."""

_PATHS = frozenset({"m", "re", "n", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh"})
_TEXT = frozenset({"BT", "Tf", "Td", "TD", "Tm", "Tj", "TJ", "'", '"'})
_OPERATORS = " ".join({"q", "Q", "cm", "BDC", "BMC", "EMC", "Do", "BI", "ID", "EI", *_TEXT, *_PATHS})
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_HEX = re.compile(rb"<([0-9a-f]*)>")
_NUMBER = re.compile(rb" (-?[0-9.]+)(?= )")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf(?:char|range)", re.DOTALL)


@dataclass(eq=False)
class Piece:
    """What one stretch of marked (or unmarked) content paints.

    ``key`` is None for an artifact, whose ``artifact`` is its type and subtype ("Pagination",
    "Footer"; two empty texts where it does not say); both are None for unmarked content. ``start``
    is where its first letter stands, in points from the page's lower left corner, and ``size`` that
    letter's; ``extent`` is from where to where the base lines of its text reach. ``drawn`` is whether
    it paints anything but text; ``points`` are where the lines and pictures that it draws start;
    ``resolution`` is that of its coarsest bitmap, in dots per inch of paper.
    """

    page: int
    key: Key | None
    artifact: tuple[str, str] | None
    text: str = ""
    start: Point | None = None
    size: float = 0
    extent: Extent | None = None
    drawn: bool = False
    points: list[Point] = field(default_factory=list)
    resolution: float = math.inf

    @property
    def blank(self) -> bool:
        return not self.drawn and not self.text.strip()


@dataclass(eq=False)
class Font:
    """How to read a font's codes: what each says, and its advance in thousandths of the type size."""

    name: str
    embedded: bool
    width_of_code: int
    texts: dict[bytes, str]
    advances: dict[bytes, float]
    default: float

    def read(self, codes: bytes) -> tuple[str, float]:
        """The text and the advance of a string."""
        step, texts, advances = self.width_of_code, self.texts, self.advances
        characters = [codes[at : at + step] for at in range(0, len(codes), step)]
        text = "".join([texts.get(character, "\N{REPLACEMENT CHARACTER}") for character in characters])
        return text, sum([advances.get(character, self.default) for character in characters])


@dataclass
class _State:
    """What ``q`` saves: the matrix from here to the page, the font and its size."""

    matrix: Matrix
    font: Font | None = None
    size: float = 0


class Pages:
    """Everything that the pages paint, in the order of painting."""

    def __init__(self, pages: list[pikepdf.Page]) -> None:
        self.pieces: list[Piece] = []
        self.faults: list[Fault] = []
        self.fonts: dict[int, Font] = {}
        for number, page in enumerate(pages, 1):
            _Painting(self, number, page.obj.objgen[0]).run(page.obj, page.obj.Resources, _State((1, 0, 0, 1, 0, 0)))

    def font(self, font: Item) -> Font:
        number = font.objgen[0]
        if number not in self.fonts or not number:
            self.fonts[number] = _font(font)
        return self.fonts[number]


@dataclass
class _Painting:
    """One content stream being read."""

    pages: Pages
    page: int
    stream: int
    outer: Piece | None = None
    marks: list[Piece] = field(default_factory=list)
    path: list[Point] = field(default_factory=list)
    line: Matrix = (1, 0, 0, 1, 0, 0)
    advance: float = 0

    def run(self, stream: Item, resources: Item, state: _State) -> None:
        saved: list[_State] = []
        for instruction in pikepdf.parse_content_stream(stream, _OPERATORS):
            operands, name = list(instruction.operands), str(instruction.operator)
            if name == "q":
                saved.append(_State(state.matrix, state.font, state.size))
            elif name == "Q":
                state = saved.pop() if saved else state
            elif name == "cm":
                state.matrix = _times(_matrix(operands), state.matrix)
            elif name in ("BDC", "BMC"):
                self._open(str(operands[0]), operands[1] if len(operands) > 1 else None, resources)
            elif name == "EMC":
                self._close()
            elif name in _PATHS:
                self._draw(name, operands, state)
            elif name == "Do":
                self._picture(resources.XObject[str(operands[0])], resources, state)
            elif name in _TEXT:
                self._text(name, operands, resources, state)
            else:  # an inline image
                self._piece().drawn = True
        if self.marks:
            self._fault("Marked content is opened and never closed.")

    def _open(self, tag: str, properties: Item | None, resources: Item) -> None:
        if isinstance(properties, Name):
            properties = resources.Properties[str(properties)]
        values: Item = properties if isinstance(properties, Dictionary) else {}
        mcid = values.get("/MCID")
        around = self.marks[-1] if self.marks else self.outer
        if mcid is None and tag != "/Artifact":
            self.marks.append(around or Piece(self.page, None, None))
            return
        if around and (around.key or around.artifact):
            self._fault("Marked content stands inside other marked content.")
        kinds = (str(values.get("/Type", "/"))[1:], str(values.get("/Subtype", "/"))[1:])
        piece = Piece(self.page, None, kinds) if mcid is None else Piece(self.page, (self.stream, int(mcid)), None)
        self.marks.append(piece)
        self.pages.pieces.append(piece)

    def _fault(self, message: str) -> None:
        self.pages.faults.append(Fault("tag-content", self.page, "", message))

    def _close(self) -> None:
        if self.marks:
            self.marks.pop()
        else:
            self._fault("Marked content is closed and was never opened.")

    def _piece(self) -> Piece:
        """What is being painted into; a new, unmarked piece outside of all marked content."""
        if self.marks:
            piece = self.marks[-1]
        elif self.outer:
            return self.outer
        else:
            piece = Piece(self.page, None, None)
        if not (piece.key or piece.artifact) and piece not in self.pages.pieces[-1:]:
            self.pages.pieces.append(piece)
        return piece

    def _draw(self, name: str, operands: Sequence[Item], state: _State) -> None:
        """Lines and shapes: a path is begun, and painted (or not)."""
        if name in ("m", "re"):
            self.path.append(_at(state.matrix, float(operands[0]), float(operands[1])))
            return
        if name != "n":
            piece = self._piece()
            piece.drawn = True
            piece.points += self.path
        self.path = []

    def _picture(self, picture: Item, resources: Item, state: _State) -> None:
        if picture.Subtype != Name.Form:
            piece = self._piece()
            piece.drawn = True
            piece.points.append(_at(state.matrix, 0.5, 0.5))
            piece.resolution = min(piece.resolution, _resolution(picture, state.matrix))
            return
        around = self.marks[-1] if self.marks else self.outer
        matrix = _times(_matrix(picture.get("/Matrix", [1, 0, 0, 1, 0, 0])), state.matrix)
        inner = _Painting(self.pages, self.page, picture.objgen[0], around)
        if around and (around.key or around.artifact):
            around.drawn = True
        inner.run(picture, picture.get("/Resources", resources), _State(matrix))

    def _text(self, name: str, operands: Sequence[Item], resources: Item, state: _State) -> None:
        if name == "Tf":
            state.font, state.size = self.pages.font(resources.Font[str(operands[0])]), float(operands[1])
        elif name == "BT":
            self.line, self.advance = (1, 0, 0, 1, 0, 0), 0
        elif name == "Tm":
            self.line, self.advance = _matrix(operands), 0
        elif name in ("Td", "TD"):
            self.line, self.advance = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), self.line), 0
        else:
            self._show(operands[-1], state)

    def _show(self, shown: Item, state: _State) -> None:
        font = state.font
        if font is None:
            self._fault("Text is painted without a font.")
            return
        piece = self._piece()
        matrix = _times(self.line, state.matrix)
        codes, kerning, step = _codes(shown)
        text, advance = font.read(codes)
        begin = _at(matrix, self.advance - step / 1000 * state.size, 0)
        self.advance += (advance - kerning) / 1000 * state.size
        piece.text += text
        if piece.start is None:
            piece.start, piece.size = begin, abs(state.size * matrix[3]) or abs(state.size * matrix[1])
        if text.strip():
            piece.extent = _spanned(piece.extent, begin, _at(matrix, self.advance, 0))


def _codes(shown: Item) -> tuple[bytes, float, float]:
    """The codes that are shown, by how much the numbers among them move back, and those before the first."""
    written = shown.unparse()
    if b"(" not in written:  # hexadecimal strings and numbers: the way that is fast
        codes = bytes.fromhex("".join(map(bytes.decode, _HEX.findall(written))))
        first = _NUMBER.match(written, 1)
        return codes, sum(map(float, _NUMBER.findall(written))), float(first[1]) if first else 0.0
    parts = list(shown) if isinstance(shown, Array) else [shown]
    strings = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
    numbers = [float(part) for part in parts if not isinstance(part, pikepdf.String)]
    before = takewhile(lambda part: not isinstance(part, pikepdf.String), parts)
    return b"".join(strings), sum(numbers), sum(map(float, before))


def _resolution(picture: Item, matrix: Matrix) -> float:
    """The dots per inch of a bitmap, which is one unit wide and high."""
    a, b, c, d, _, _ = matrix
    sizes = (int(picture.Width), math.hypot(a, b)), (int(picture.Height), math.hypot(c, d))
    return min(pixels / points * 72 for pixels, points in sizes if points)


def _matrix(numbers: Item) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _at(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _spanned(extent: Extent | None, begin: Point, end: Point) -> Extent:
    """An extent that reaches over two points as well."""
    xs, ys = zip(begin, end, *((extent[:2], extent[2:]) if extent else ()), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _font(font: Item) -> Font:
    """How to read a font, from its ToUnicode map and its widths."""
    composite = font.Subtype == Name.Type0
    inner = font.DescendantFonts[0] if composite else font
    to_unicode = font.get("/ToUnicode")
    texts = dict(_characters(to_unicode.read_bytes())) if isinstance(to_unicode, Stream) else {}
    embedded = font.Subtype == Name.Type3 or any(key.startswith("/FontFile") for key in inner.FontDescriptor)
    name = str(font.get("/BaseFont", "/"))[1:]
    if composite:
        advances = dict(_advances(inner.get("/W", Array())))
        return Font(name, embedded, 2, texts, advances, float(inner.get("/DW", 1000)))
    first = int(font.get("/FirstChar", 0))
    advances = {bytes([first + at]): float(width) for at, width in enumerate(font.get("/Widths", Array()))}
    return Font(name, embedded, 1, texts, advances, 0)


def _characters(to_unicode: bytes) -> Iterator[tuple[bytes, str]]:
    """Codes and what they say, from a ToUnicode map (ISO 32000-1, 9.10.3)."""
    for kind, body in _SECTION.findall(to_unicode):
        if kind == b"bfchar":
            for code, text in _CHARACTER.findall(body):
                yield bytes.fromhex(code.decode()), bytes.fromhex(text.decode()).decode("utf-16-be")
            continue
        for low, high, text in _RANGE.findall(body):
            first = bytes.fromhex(text.decode()).decode("utf-16-be")
            for step in range(int(high, 16) - int(low, 16) + 1):
                code = (int(low, 16) + step).to_bytes(len(low) // 2, "big")
                yield code, first[:-1] + chr(ord(first[-1]) + step)


def _advances(widths: Item) -> Iterator[tuple[bytes, float]]:
    """The widths of a CIDFont: ``first [width …]`` or ``first last width`` (ISO 32000-1, 9.7.4.3)."""
    items: Iterator[Item] = iter(list(widths))
    for item in items:
        first, following = int(item), next(items)
        if isinstance(following, Array):
            for at, width in enumerate(map(float, following)):
                yield (first + at).to_bytes(2, "big"), width
        else:
            same = float(next(items))
            for code in range(first, int(following) + 1):
                yield code.to_bytes(2, "big"), same
