"""Colours and shapes: what lies under the letters of a page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from pikepdf import Array, Name

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""
Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (1, 1, 1)
_STEPS = (0.25, 0.5, 0.75, 1.0)
_LUMINANCE = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A filled shape, a stroked line or a picture, in the order of painting.

    ``order`` is how many runs of text of the page were painted before it; ``colour`` is None where
    it is not one colour (a picture, a pattern, a shading); ``outlines`` are empty for what fills its box.
    """

    box: Box
    colour: Colour | None
    order: int
    alpha: float = 1
    stroked: bool = False
    outlines: tuple[tuple[Point, ...], ...] = ()

    def covers(self, point: Point) -> bool:
        left, bottom, right, top = self.box
        if self.stroked or not (left <= point[0] <= right and bottom <= point[1] <= top):
            return False
        return not self.outlines or sum(_winds(outline, point) for outline in self.outlines) % 2 == 1


def ground(shapes: Sequence[Shape], point: Point, order: int) -> Colour | None:
    """What colour lies under a point when ``order`` runs of text were painted; None if it is none alone."""
    colour: Colour | None = WHITE
    for shape in shapes:
        if shape.order <= order and shape.covers(point):
            colour = _over(shape.colour, shape.alpha, colour)
    return colour


@cache
def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def colour_of(operator: str, operands: Sequence[Any], space: str) -> Colour | None:
    """The colour that an operator sets; None where it is a pattern or in a space that is not known."""
    numbers = [float(operand) for operand in operands if not isinstance(operand, Name)]
    kind = {"g": "1", "rg": "3", "k": "4"}.get(operator, space) or str(len(numbers))
    match kind, numbers:
        case "1", [grey]:
            return grey, grey, grey
        case "3", [red, green, blue]:
            return red, green, blue
        case "4", [cyan, magenta, yellow, black]:
            return tuple((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow))  # type: ignore[return-value]
        case _:
            return None


def components(name: str, resources: Any) -> str:
    """How many numbers a colour of a space has, as text; "?" where they do not say what it looks like."""
    known = {"/DeviceGray": "1", "/CalGray": "1", "/DeviceRGB": "3", "/CalRGB": "3", "/DeviceCMYK": "4"}
    if name in known:
        return known[name]
    space = resources.get("/ColorSpace", {}).get(name)
    if isinstance(space, Array) and space[0] == Name.ICCBased:
        return str(int(space[1].N))
    return known.get(str(space[0] if isinstance(space, Array) else space), "?")


def curve(start: Point, control: Sequence[Point]) -> Iterator[Point]:
    """Points on a Bézier curve of the third degree."""
    one, two, end = control
    for t in _STEPS:
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        yield (
            a * start[0] + b * one[0] + c * two[0] + d * end[0],
            a * start[1] + b * one[1] + c * two[1] + d * end[1],
        )


def bounds(points: Sequence[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def common(one: Box, other: Box | None) -> Box:
    """What two boxes share; it may be empty, with its left beyond its right."""
    if other is None:
        return one
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def rectangular(points: Sequence[Point]) -> bool:
    """Whether a closed outline has no side that is neither upright nor level."""
    return len(points) in (4, 5) and all(
        abs(a[0] - b[0]) < 0.01 or abs(a[1] - b[1]) < 0.01 for a, b in pairwise(points)
    )


def _winds(outline: Sequence[Point], point: Point) -> bool:
    """Whether a ray from a point crosses an outline an odd number of times."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _over(colour: Colour | None, alpha: float, under: Colour | None) -> Colour | None:
    if colour is None or alpha >= 1:
        return colour
    if under is None:
        return None
    red, green, blue = (alpha * top + (1 - alpha) * below for top, below in zip(colour, under, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return sum(weight * part for weight, part in zip(_LUMINANCE, linear, strict=True))


def resolution(width: int, height: int, matrix: Matrix) -> float:
    """The dots per inch of a bitmap of so many pixels, which is one unit wide and high."""
    a, b, c, d, _, _ = matrix
    sizes = (width, math.hypot(a, b)), (height, math.hypot(c, d))
    return min((pixels / points * 72 for pixels, points in sizes if points), default=math.inf)


def stretch(matrix: Matrix, width: float = 1, height: float = 1) -> float:
    """By how much what is so wide and high becomes wider than it becomes higher; 1 keeps its proportions."""
    a, b, c, d, _, _ = matrix
    across, down = math.hypot(a, b) / width if width else 0, math.hypot(c, d) / height if height else 0
    return across / down if across and down else 1.0


def matrix_of(numbers: Iterable[Any]) -> Matrix:
    """The six numbers of a matrix (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = map(float, numbers)
    return a, b, c, d, e, f


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does first one and then the other."""
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


def at(matrix: Matrix, x: float, y: float) -> Point:
    """Where a matrix takes a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
