"""What the pages of a PDF paint: every run of text and every picture, and what each is marked as.

A page's content stream, and each form XObject that it paints, are sequences of marked content:

    /P <</MCID 3>> BDC … EMC              content of a structure element
    /Artifact <</Type /Layout>> BDC … EMC     decoration
    …                                     unmarked: a fault
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Dictionary, Name

from press.checks.pdf import shown
from press.checks.pdf.fault import Fault
from press.checks.pdf.fonts import Font, PdfObject, read
from press.checks.pdf.paint import (
    BLACK,
    Box,
    Colour,
    Matrix,
    Point,
    Shape,
    at,
    bounds,
    colour_of,
    common,
    components,
    curve,
    matrix_of,
    rectangular,
    resolution,
    stretch,
    times,
)

Key = tuple[int, int]
"""A marked-content sequence: the object number of its stream (for a page, the page's) and its MCID."""

_BUILDING = frozenset({"m", "l", "c", "v", "y", "re", "h", "W", "W*"})
_PAINTING = frozenset({"n", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh"})
_STROKING = frozenset({"S", "s"})
_TEXT = frozenset({"BT", "Tf", "Td", "TD", "Tm", "Tj", "TJ", "'", '"'})
_COLOURS = frozenset({"g", "rg", "k", "sc", "scn"})
_LOOKS = frozenset({"cs", "gs", "Tr", *_COLOURS})
_OPERATORS = " ".join(
    {"q", "Q", "cm", "BDC", "BMC", "EMC", "Do", "BI", "ID", "EI", *_TEXT, *_BUILDING, *_PAINTING, *_LOOKS}
)
_INVISIBLE = 3
_MOST = 1_000_000
"""Operators that a file may paint with, as on a thousand pages full of words."""
_STREAM = 50
"""How many of them it takes as long to begin a stream as to heed."""
_DEEPEST = 50
"""How many streams may paint each other, each within the one before."""


@dataclass(eq=False, slots=True)
class Run:
    """What one operator paints of text: from where to where it reaches on its base line, and its size, in points.

    ``colour`` is None where it is not one colour, or where the text cannot be seen; ``order`` is how
    many runs of the page were painted before it; ``slanted`` says that its letters lean.
    """

    page: int
    text: str
    start: Point
    end: Point
    size: float
    colour: Colour | None
    order: int
    slanted: bool
    font: Font | None = None
    codes: bytes = b""

    def widths(self) -> Iterator[tuple[str, float]]:
        """What each of its codes says, and how wide that is, in points; where it has no font, all letters alike."""
        if self.font is None:
            return ((letter, (self.end[0] - self.start[0]) / len(self.text)) for letter in self.text)
        return ((text, advance * self.size / 1000) for text, advance in self.font.each(self.codes))


@dataclass(eq=False)
class Piece:
    """What one stretch of marked (or unmarked) content paints.

    ``key`` is None for an artifact, whose ``artifact`` is its type and subtype ("Pagination",
    "Footer"; two empty texts where it does not say); both are None for unmarked content. ``start``
    is where its first letter stands, in points from the page's lower left corner, and ``size`` that
    letter's; ``extent`` is from where to where the base lines of its text reach. ``drawn`` is whether
    it paints anything but text; ``points`` are where the lines and pictures that it draws start;
    ``resolution`` is that of its coarsest bitmap, in dots per inch of paper; ``stretches`` are by how much each
    bitmap is wider than its pixels are, and ``scales`` each shape than its own lines: 1 is in proportion.
    """

    page: int
    key: Key | None
    artifact: tuple[str, str] | None
    text: str = ""
    start: Point | None = None
    size: float = 0
    extent: Box | None = None
    drawn: bool = False
    points: list[Point] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    resolution: float = math.inf
    stretches: list[float] = field(default_factory=list)
    scales: list[float] = field(default_factory=list)
    filled: int = 0
    """How many shapes are filled; ``outlined``, how many are lines alone."""
    outlined: int = 0

    @property
    def blank(self) -> bool:
        return not self.drawn and not self.text.strip()


@dataclass(slots=True)
class _State:
    """What ``q`` saves: the matrix from here to the page, the font and its size, colours and the clip."""

    matrix: Matrix
    font: Font | None = None
    size: float = 0
    colour: Colour | None = BLACK
    space: str = "1"
    """How many numbers a colour has, as text."""
    alpha: float = 1
    clip: Box | None = None
    visible: bool = True

    def copy(self, matrix: Matrix) -> _State:
        """The same at another place."""
        return _State(matrix, self.font, self.size, self.colour, self.space, self.alpha, self.clip, self.visible)


class Excessive(Exception):
    """Raised, with what it is in words, where a file paints more than any leaflet needs."""


class Pages:
    """Everything that the pages paint, in the order of painting. Raises Excessive."""

    def __init__(self, pages: list[pikepdf.Page]) -> None:
        self.pieces: list[Piece] = []
        self.shapes: dict[int, list[Shape]] = {}
        """What is painted besides text, by page."""
        self.painted: dict[int, int] = {}
        """How many runs of text are painted, by page."""
        self.faults: list[Fault] = []
        self.fonts: dict[int, Font] = {}
        self.left = _MOST
        for number, page in enumerate(pages, 1):
            _Painting(self, number, page.obj.objgen[0]).run(page.obj, page.obj.Resources, _State((1, 0, 0, 1, 0, 0)))

    def spend(self, operators: int) -> None:
        """Take so many from those that are left."""
        self.left -= operators
        if self.left < 0:
            raise Excessive(f"it paints more than {_MOST:,} things")

    def font(self, font: PdfObject) -> Font:
        number = font.objgen[0]
        if number not in self.fonts or not number:
            self.fonts[number] = read(font)
        return self.fonts[number]


@dataclass
class _Painting:
    """One content stream being read."""

    pages: Pages
    page: int
    stream: int
    outer: Piece | None = None
    depth: int = 0
    marks: list[Piece] = field(default_factory=list)
    outlines: list[list[Point]] = field(default_factory=list)
    clipping: bool = False
    line: Matrix = (1, 0, 0, 1, 0, 0)
    advance: float = 0
    fonts: dict[str, Font] = field(default_factory=dict)
    """By their names in the stream: pikepdf is asked once for each."""
    spaces: dict[str, str] = field(default_factory=dict)
    """How many numbers a colour has, by the name of its space in the stream."""

    def run(self, stream: PdfObject, resources: PdfObject, state: _State) -> None:
        saved: list[_State] = []
        if self.depth > _DEEPEST:
            raise Excessive(f"more than {_DEEPEST} pictures are painted within each other")
        instructions = pikepdf.parse_content_stream(stream, _OPERATORS)
        self.pages.spend(_STREAM + len(instructions))
        for instruction in instructions:
            name = str(instruction.operator)
            if name == "q":
                saved.append(state.copy(state.matrix))
            elif name == "Q":
                state = saved.pop() if saved else state
            elif name == "EMC":
                self._close()
            elif name in _PAINTING:
                self._draw(name, state)
            else:  # only these have operands, and each question to pikepdf costs
                self._heed(name, list(instruction.operands), resources, state)
        if self.marks:
            self._fault("Marked content is opened and never closed.")

    def _heed(self, name: str, operands: Sequence[PdfObject], resources: PdfObject, state: _State) -> None:
        """An operator that has operands."""
        if name in _TEXT:
            self._text(name, operands, resources, state)
        elif name in _LOOKS:
            self._look(name, operands, resources, state)
        elif name == "cm":
            state.matrix = times(matrix_of(operands), state.matrix)
        elif name in ("BDC", "BMC"):
            self._open(str(operands[0]), operands[1] if len(operands) > 1 else None, resources)
        elif name in _BUILDING:
            self._build(name, operands, state)
        elif name == "Do":
            self._picture(resources.XObject[str(operands[0])], resources, state)
        else:  # an inline image
            self._piece().drawn = True

    def _open(self, tag: str, properties: PdfObject | None, resources: PdfObject) -> None:
        if isinstance(properties, Name):
            properties = resources.Properties[str(properties)]
        values: dict[str, PdfObject] = dict(properties.items()) if isinstance(properties, Dictionary) else {}
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

    def _build(self, name: str, operands: Sequence[PdfObject], state: _State) -> None:
        """A path grows."""
        numbers = [float(number) for number in operands]
        if name == "re":
            x, y, width, height = numbers
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
            self.outlines.append([at(state.matrix, *corner) for corner in corners])
        elif name in ("W", "W*"):
            self.clipping = True
        elif name != "h":
            points = [at(state.matrix, x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
            if name == "m" or not self.outlines:
                self.outlines.append(points[:1])
            elif name == "l":
                self.outlines[-1] += points
            else:
                start = self.outlines[-1][-1]
                control = {"c": points, "v": [start, *points], "y": [*points, *points[-1:]]}[name]
                self.outlines[-1] += curve(start, control)

    def _draw(self, name: str, state: _State) -> None:
        """Lines and shapes: a path is painted (or not), and may be what all after it is cut to."""
        outlines, self.outlines = self.outlines, []
        if name != "n":
            piece = self._piece()
            piece.drawn = True
            piece.points += [outline[0] for outline in outlines]
            piece.scales.append(stretch(state.matrix))
            piece.filled += name not in _STROKING
            piece.outlined += name in _STROKING
            self._shape(outlines, state, stroked=name in _STROKING, filled=name != "sh")
        if self.clipping and outlines:
            state.clip = common(bounds([point for outline in outlines for point in outline]), state.clip)
        self.clipping = False

    def _shape(self, outlines: list[list[Point]], state: _State, *, stroked: bool, filled: bool) -> None:
        if not outlines:
            return
        box = common(bounds([point for outline in outlines for point in outline]), state.clip)
        exact = len(outlines) == 1 and rectangular(outlines[0])
        curves = () if exact or stroked else tuple(map(tuple, outlines))
        order = self.pages.painted.get(self.page, 0)
        shape = Shape(box, state.colour if filled else None, order, state.alpha, stroked, curves)
        self.pages.shapes.setdefault(self.page, []).append(shape)

    def _picture(self, picture: PdfObject, resources: PdfObject, state: _State) -> None:
        if picture.Subtype != Name.Form:
            piece = self._piece()
            piece.drawn = True
            piece.points.append(at(state.matrix, 0.5, 0.5))
            width, height = int(picture.Width), int(picture.Height)
            piece.resolution = min(piece.resolution, resolution(width, height, state.matrix))
            piece.stretches.append(stretch(state.matrix, width, height))
            corners = [at(state.matrix, *corner) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))]
            order = self.pages.painted.get(self.page, 0)
            shape = Shape(common(bounds(corners), state.clip), None, order, state.alpha)
            self.pages.shapes.setdefault(self.page, []).append(shape)
            return
        around = self.marks[-1] if self.marks else self.outer
        matrix = times(matrix_of(picture.get("/Matrix", [1, 0, 0, 1, 0, 0])), state.matrix)
        inner = _Painting(self.pages, self.page, picture.objgen[0], around, self.depth + 1)
        if around and (around.key or around.artifact):
            around.drawn = True
        inner.run(picture, picture.get("/Resources", resources), state.copy(matrix))

    def _text(self, name: str, operands: Sequence[PdfObject], resources: PdfObject, state: _State) -> None:
        if name == "Tf":
            state.font, state.size = self._named(str(operands[0]), resources), float(operands[1])
        elif name == "BT":
            self.line, self.advance = (1, 0, 0, 1, 0, 0), 0
        elif name == "Tm":
            self.line, self.advance = matrix_of(operands), 0
        elif name in ("Td", "TD"):
            self.line, self.advance = times((1, 0, 0, 1, float(operands[0]), float(operands[1])), self.line), 0
        else:
            self._show(operands[-1], state)

    def _named(self, name: str, resources: PdfObject) -> Font:
        if name not in self.fonts:
            self.fonts[name] = self.pages.font(resources.Font[name])
        return self.fonts[name]

    def _look(self, name: str, operands: Sequence[PdfObject], resources: PdfObject, state: _State) -> None:
        """Colours, how much shows through, and whether text is painted at all."""
        if name in _COLOURS:
            state.colour = colour_of(name, operands, state.space if name in ("sc", "scn") else "")
        elif name == "cs":
            space = str(operands[0])
            if space not in self.spaces:
                self.spaces[space] = components(space, resources)
            state.space, state.colour = self.spaces[space], BLACK
        elif name == "Tr":
            state.visible = int(operands[0]) != _INVISIBLE
        else:
            state.alpha = float(resources.ExtGState[str(operands[0])].get("/ca", state.alpha))

    def _show(self, operand: PdfObject, state: _State) -> None:
        font = state.font
        if font is None:
            self._fault("Text is painted without a font.")
            return
        piece = self._piece()
        matrix = times(self.line, state.matrix)
        codes, kerning, step = shown.codes(operand)
        text, advance = font.read(codes)
        begin = at(matrix, self.advance - step / 1000 * state.size, 0)
        reach = max(advance - kerning, shown.furthest(operand, font) if kerning - step > shown.BACK else 0)
        end = at(matrix, self.advance + reach / 1000 * state.size, 0)
        self.advance += (advance - kerning) / 1000 * state.size
        size = abs(state.size * matrix[3]) or abs(state.size * matrix[1])
        slanted = font.slanted or (abs(matrix[1]) < 0.01 < abs(matrix[2]) and abs(matrix[2]) > 0.1 * abs(matrix[3]))
        order = self.pages.painted.get(self.page, 0)
        self.pages.painted[self.page] = order + 1
        piece.runs.append(
            Run(self.page, text, begin, end, size, state.colour if state.visible else None, order, slanted, font, codes)
        )
        piece.text += text
        if piece.start is None:
            piece.start, piece.size = begin, size
        if text.strip():
            piece.extent = _spanned(piece.extent, begin, end)


def _spanned(extent: Box | None, begin: Point, end: Point) -> Box:
    """An extent that reaches over two points as well."""
    xs, ys = zip(begin, end, *((extent[:2], extent[2:]) if extent else ()), strict=True)
    return min(xs), min(ys), max(xs), max(ys)
