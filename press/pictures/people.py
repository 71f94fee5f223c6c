"""People drawn one by one: so many of them filled in, the others outlines, all in one colour.

What is told by form is seen in grey, on yellow and by those who tell no colours. The colour is `currentColor`,
which the layout sets. Each of them is one path, so that they can be counted in whatever is made of the drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from press.model import Figure, Picture, Share
from press.pictures import drawing
from press.pictures.vocabulary import SVG

NAME = "people-"
"""What the names of such drawings begin with."""
_WIDE, _HIGH = 10, 13
"""What one takes, with the space around, in pixels."""
_BREAK = 3
"""The space behind so many columns as are counted at a glance."""
_PERSON = "a2,2 0 1,1 4,0a2,2 0 1,1 -4,0zm-1.3,8.6v-3.2a2.4,2.4 0 0,1 2.4,-2.4h1.8a2.4,2.4 0 0,1 2.4,2.4v3.2z"
_FILLED = 'fill="currentColor"'
_OUTLINE = 'fill="none" stroke="currentColor" stroke-width="0.7"'


class _Grid(NamedTuple):
    """``columns`` of people, with a space behind each ``group``; so many millimetres for each of them."""

    columns: int
    group: int
    each: float


def _grid(of: int) -> _Grid:
    if of <= 10:
        return _Grid(of, 5, 9)
    if of <= 50:
        return _Grid(10, 5, 6)
    return _Grid(20, 10, 5) if of <= 200 else _Grid(25, 5, 2.6)


@lru_cache(maxsize=64)
def people(share: Share, *, rtl: bool) -> Picture:
    """The drawing of a share; the first is at the upper left, or where it runs from the right, at the upper right."""
    grid = _grid(share.of)
    width = grid.columns * _WIDE + (grid.columns - 1) // grid.group * _BREAK
    height = -(-share.of // grid.columns) * _HIGH
    start = f'<svg xmlns="{SVG}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    whole = "".join([start, *_paths(share, grid, width if rtl else 0), "</svg>"])
    return drawing.read(f"{NAME}{share.count}-of-{share.of}.svg", whole.encode())


def _paths(share: Share, grid: _Grid, right: int) -> Iterator[str]:
    """``right`` is the edge that the first stands at, where it is that one."""
    for number in range(share.of):
        row, column = divmod(number, grid.columns)
        x = column * _WIDE + column // grid.group * _BREAK
        x = right - x - _WIDE if right else x
        look = _FILLED if number < share.count else _OUTLINE
        yield f'<path {look} d="M{x + 3},{row * _HIGH + 3.2}{_PERSON}"/>'


def widest(share: Share) -> float:
    """How wide the drawing is printed beside type of the usual size, in millimetres."""
    grid = _grid(share.of)
    return grid.columns * grid.each


def counted(svg: bytes) -> Share | None:
    """The people in a finished drawing: its paths, and those that are filled in; None for what is no drawing."""
    try:
        root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    looks = [path.get("fill") for path in root.iter(f"{{{SVG}}}path")]
    return Share(sum(look != "none" for look in looks), len(looks))


def miscounted(drawn: Iterable[tuple[str, bytes]], wanted: Iterable[Figure]) -> Iterator[str]:
    """The alternative texts of people of whom others are drawn than the numbers say, or none.

    ``drawn`` are the drawings of a finished document, each with its alternative text.
    """
    found: dict[str, list[Share | None]] = {}
    for alt, svg in drawn:
        found.setdefault(alt, []).append(counted(svg))
    yield from (figure.alt for figure in wanted if figure.share and set(found.get(figure.alt, ())) != {figure.share})
