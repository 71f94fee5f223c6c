"""What it costs to draw a drawing: how much is drawn, what is drawn again included, and how deep it lies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from press.pictures.prologue import MAX_DEPTH
from press.pictures.unfit import Unfit
from press.pictures.vocabulary import GRADIENTS, SVG, XLINK

MAX_ELEMENTS = 20_000
_AS_ONE = 100
"""So many characters of a path or a text cost as much as one element more."""
_POINT = 2
"""So few characters of a path can make a point, at which a marker is drawn: "h1"."""
_REFERENCE = re.compile(r"url\(#([^)]*)\)")
_CUTTING = ("mask", "clip-path")
_MARKERS = ("marker-start", "marker-mid", "marker-end")


def check(root: etree._Element) -> None:
    """Raises Unfit if a drawing costs more than any leaflet needs."""
    by_id = {element.get("id", ""): element for element in root.iter(etree.Element) if element.get("id")}
    markers = sum(_counted(marker, by_id, 0) for marker in root.iter(f"{{{SVG}}}marker"))
    if _counted(root, by_id, markers) > MAX_ELEMENTS:
        raise Unfit(f"draws more than {MAX_ELEMENTS} elements, or draws one within itself")
    for gradient in root.iter(*(f"{{{SVG}}}{name}" for name in sorted(GRADIENTS))):
        _check_chain(gradient, by_id)


def _check_chain(gradient: etree._Element, by_id: Mapping[str, etree._Element]) -> None:
    for _ in range(MAX_DEPTH):
        after = by_id.get(gradient.get(XLINK, "")[1:])
        if after is None:
            return
        gradient = after
    raise Unfit("has a gradient that is taken from itself, or from too many others")


def _counted(root: etree._Element, by_id: Mapping[str, etree._Element], markers: int) -> int:
    """How many elements are drawn where each point of what has a marker draws so many; enough to refuse at most."""
    ahead, count = [(root, False, 1)], 0
    while ahead and count <= MAX_ELEMENTS:
        element, marked, depth = ahead.pop()
        marked = marked or any(name in element.attrib for name in _MARKERS)
        points = len(element.get("d", "") + element.get("points", "")) // _POINT
        count += 1 + sum(map(len, (*element.attrib.values(), element.text or "", element.tail or ""))) // _AS_ONE
        count += points * markers if marked else 0
        repeated = [by_id[name] for name in _repeated(element) if name in by_id]
        if depth > MAX_DEPTH and (len(element) or repeated):
            raise Unfit(f"draws more than {MAX_DEPTH} elements within each other, or draws one within itself")
        ahead += [(child, marked, depth + 1) for child in (*element, *repeated)]
    return count


def _repeated(element: etree._Element) -> Iterator[str]:
    """The ids of what is drawn again for an element: what it uses, and what it is cut or masked by."""
    if etree.QName(element).localname == "use":
        yield element.get(XLINK, "")[1:]
    for name in _CUTTING:
        yield from _REFERENCE.findall(element.get(name, ""))
