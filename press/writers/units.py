"""What stands on the pages that WeasyPrint laid out, in reading order: lines, pictures (with the sentences at their
sides) and rows.

Each has its place on one endless page, so that other ends of pages can be thought of than those it was laid
out with:

    page 1   heading      0 .. 30            page 1   line 2 of 6    62 .. 80
             line 1      44 .. 62            page 2   line 3 of 6    80 .. 98    (the gap between pages is none)

What it uses of WeasyPrint beyond its public interface, and `tests/pdf/test_surface.py` watches:

    Page      _page_box
    boxes     BlockBox, BlockReplacedBox, LineBox, MarginBox, ParentBox, TableRowBox, TableRowGroupBox, TextBox; their
              children, element, element_tag, is_header, style, text, border_height, border_box_y, position_y, height
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.document import Document
from weasyprint.formatting_structure import boxes

from press.writers.breaks import Unit

PICTURED = "pictured"
"""The class of a sentence with the picture at its side."""
_FORCED = frozenset({"always", "page", "left", "right", "recto", "verso"})


@dataclass(frozen=True, eq=False)
class _Found:
    """A unit as it was laid out: its box and those around it, outermost first."""

    page: int
    box: Any
    around: tuple[Any, ...]
    head: float

    @property
    def top(self) -> float:
        return float(self.box.position_y)

    @property
    def bottom(self) -> float:
        return self.top + float(self.box.height)


def read(document: Document) -> tuple[list[Unit], float, float]:
    """The units of laid-out pages, and how high the text of the first page may be, and that of the others."""
    found = [unit for number, page in enumerate(document.pages) for unit in _page(page._page_box, number)]
    heights = [float(page._page_box.height) for page in document.pages]
    return list(_placed(found)), heights[0], min(heights)


def margins(document: Document) -> Mapping[Element, Mapping[str, float]]:
    """The margins above and below what holds units, in CSS pixels, by its element: ``top`` and ``bottom``."""
    found: dict[Element, dict[str, float]] = {}
    for number, page in enumerate(document.pages):
        for box in (box for unit in _page(page._page_box, number) for box in unit.around if box.element is not None):
            known = found.setdefault(box.element, {})
            for side in ("top", "bottom"):
                known[side] = max(known.get(side, 0.0), _length(box.style[f"margin_{side}"]))
    return found


def _page(page: Any, number: int) -> Iterator[_Found]:
    for child in page.children:
        if not isinstance(child, boxes.MarginBox):
            yield from _units(child, number, (), 0)


def _units(box: Any, page: int, around: tuple[Any, ...], head: float) -> Iterator[_Found]:
    if isinstance(box, boxes.LineBox):
        if _text(box).strip():
            yield _Found(page, box, around, head)
        return
    if isinstance(box, boxes.BlockReplacedBox | boxes.TableRowBox) or _is_pictured(box):
        yield _Found(page, box, (*around, box), head)
        return
    if not isinstance(box, boxes.ParentBox) or "::" in (box.element_tag or ""):
        return
    for child in box.children:
        if isinstance(child, boxes.TableRowGroupBox) and child.is_header:
            heads = float(child.height)
            yield from _head(child, page, (*around, box))
            head = heads
        else:
            yield from _units(child, page, (*around, box), head)


def _is_pictured(box: Any) -> bool:
    """Whether it is a sentence of Easy Read with the picture beside it."""
    return isinstance(box, boxes.BlockBox) and box.element is not None and box.element.get("class") == PICTURED


def _head(group: Any, page: int, around: tuple[Any, ...]) -> Iterator[_Found]:
    yield _Found(page, group, (*around, group), 0)


def _placed(found: Sequence[_Found]) -> Iterator[Unit]:
    heads: set[Element] = set()
    shown: list[_Found] = []
    for each in found:
        if isinstance(each.box, boxes.TableRowGroupBox):
            if each.box.element in heads:
                continue
            heads.add(each.box.element)
        shown.append(each)
    lines = _lines(shown)
    edge = reach = 0.0
    for number, each in enumerate(shown):
        before = shown[number - 1] if number else None
        after = shown[number + 1] if number + 1 < len(shown) else None
        top = (edge if before and before.page == each.page else reach) + (_gap(before, each) if before else 0)
        bottom = top + each.bottom - each.top
        reach = max(reach, bottom)  # which is lower where a picture stands beside its caption
        place, of = lines[number]
        yield Unit(
            page=each.page,
            text=_text(each.box),
            place=place,
            lines=of,
            holders=tuple(dict.fromkeys(box.element for box in each.around if box.element is not None)),
            top=top,
            bottom=bottom,
            above=top - _margins(_apart(each, before), "top")[0],
            below=reach + _margins(_apart(each, after), "bottom")[0],
            head=each.head,
            forced=before is not None and _is_forced(before, each),
            margin=_margin(before, each) if before else 0.0,
        )
        edge = bottom


def _lines(found: Sequence[_Found]) -> list[tuple[int, int]]:
    """Of each unit, which line of its paragraph it is, and of how many."""
    counts: dict[Element, int] = {}
    places = []
    for each in found:
        element = each.around[-1].element
        places.append((element, counts.get(element, 0)))
        counts[element] = counts.get(element, 0) + 1
    return [(place, counts[element]) for element, place in places]


def _apart(each: _Found, other: _Found | None) -> list[Any]:
    """The boxes around a unit that do not hold the other one, outermost first."""
    holding = {box.element for box in other.around} if other else set()
    return [box for box in each.around if box.element not in holding]


def _gap(before: _Found, after: _Found) -> float:
    """What stands between two units on one page."""
    if before.page == after.page:
        return after.top - before.bottom
    ended, begun = _apart(before, after), _apart(after, before)  # neither of lines of one paragraph
    below, left = _margins(ended, "bottom")
    above, right = _margins(begun, "top")
    return below + max(left, right) + above


def _margin(before: _Found, after: _Found) -> float:
    """How much of what stands between two units on one page is margin."""
    ended, begun = _apart(before, after), _apart(after, before)
    (below, left), (above, right) = _margins(ended, "bottom"), _margins(begun, "top")
    edges = sum(_edge(box, "bottom") for box in ended) + sum(_edge(box, "top") for box in begun)
    return max(0.0, below + max(left, right) + above - edges)


def _margins(around: Sequence[Any], side: str) -> tuple[float, float]:
    """The edges of boxes and the margins that do not collapse with what is outside; and the outermost margin."""
    whole, most, least = 0.0, 0.0, 0.0
    for box in reversed(around):
        edge = _edge(box, side)
        if edge:
            whole, most, least = whole + most + least + edge, 0.0, 0.0
        margin = _length(box.style[f"margin_{side}"])
        most, least = max(most, margin), min(least, margin)  # CSS 2.2, 8.3.1
    return (whole, most + least) if most + least > 0 else (whole + most + least, 0.0)


def _edge(box: Any, side: str) -> float:
    if isinstance(box, boxes.BlockReplacedBox | boxes.TableRowBox | boxes.TableRowGroupBox):
        return 0
    return _length(box.style[f"padding_{side}"]) + _length(box.style[f"border_{side}_width"])


def _length(value: Any) -> float:
    """A computed length in CSS pixels; 0 for `auto` and shares, which the layouts do not use upright."""
    if isinstance(value, int | float):
        return float(value)
    return float(value.value) if getattr(value, "unit", None) == "px" else 0.0


def _is_forced(before: _Found, after: _Found) -> bool:
    """Whether a style sheet has a page end here; what a mending has is in the element's own style."""
    ended, begun = _apart(before, after), _apart(after, before)
    if any("break-before: page" in (box.element.get("style") or "") for box in begun if box.element is not None):
        return False
    return any(box.style["break_after"] in _FORCED for box in ended) or any(
        box.style["break_before"] in _FORCED for box in begun
    )


def _text(box: Any) -> str:
    if isinstance(box, boxes.TextBox):
        return str(box.text)
    return "".join(_text(child) for child in getattr(box, "children", ()) if "::" not in (child.element_tag or ""))
