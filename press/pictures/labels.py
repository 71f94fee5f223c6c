"""How large the letters of a drawing are, and which of two drawings has them large enough.

A label is a word of the text as any other, so it is no smaller than the body (UKAAF G003).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml import etree

from press.model import Picture
from press.pictures.drawing import FIRST_SIZE, MEDIA_TYPE
from press.pictures.vocabulary import SVG, TEXTS

_TRANSFORM = re.compile(r"(scale|matrix)\(([^)]*)\)")
_BETWEEN = re.compile(r"[\s,]+")
_NEAR = 0.99
"""The part of a size that passes for it: sizes are rounded where they are written."""


def most(picture: Picture, width: float, height: float) -> tuple[float, float]:
    """Width and height of a picture as large as a room allows, in the room's unit; ``height`` 0: as high as it gets."""
    scale = width / picture.width
    if height:
        scale = min(scale, height / picture.height)
    return picture.width * scale, picture.height * scale


def size(picture: Picture, width: float) -> float:
    """How large the smallest letters of a picture are that is so wide, in the same unit; 0 where there are none."""
    return least(picture) * width / picture.width


def chosen(drawn: Iterable[Picture], width: float, height: float, wanted: float) -> Picture:
    """The first drawing whose letters have a size in a room; where none has, the one with the largest.

    All in one unit; ``height`` 0: as high as it gets.
    """
    found = [(each, size(each, most(each, width, height)[0])) for each in drawn]
    enough = (each for each, letters in found if not letters or letters >= wanted * _NEAR)
    return next(enough, None) or max(found, key=lambda one: one[1])[0]


@lru_cache(maxsize=256)
def least(picture: Picture) -> float:
    """The size of the smallest letters of a drawing, in its own pixels; 0 where there are none."""
    if picture.media_type != MEDIA_TYPE:
        return 0.0
    root = etree.fromstring(picture.data)
    box = [float(number) for number in root.get("viewBox", "").split()]
    scale = min(picture.width / box[2], picture.height / box[3]) if len(box) == 4 else 1.0
    return min((letters * scale for letters in _sizes(root) if letters), default=0.0)


def _sizes(root: etree._Element) -> Iterator[float]:
    """The size of each text, as its own and all transformations around it have it."""
    for element in root.iter(*(f"{{{SVG}}}{name}" for name in sorted(TEXTS))):
        if (element.text or "").strip() or any((part.tail or "").strip() for part in element):
            around = (element, *element.iterancestors())
            own = next((float(each.get("font-size", "0")) for each in around if each.get("font-size")), FIRST_SIZE)
            yield own * math.prod(_scale(each.get("transform", "")) for each in around)


def _scale(transform: str) -> float:
    """How much a transformation enlarges at least."""
    found = 1.0
    for kind, inside in _TRANSFORM.findall(transform):
        try:
            numbers = [float(number) for number in _BETWEEN.split(inside.strip())]
        except ValueError:
            continue
        if kind == "scale":
            found *= min(map(abs, numbers))
        elif len(numbers) == 6:
            found *= min(math.hypot(*numbers[:2]), math.hypot(*numbers[2:4]))
    return found
