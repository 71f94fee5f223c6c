"""Which references say no page number, because what they lead to stands on their own page.

“explained below (page 5)” says nothing on page 5. Which references these are is known when the pages are laid out, and
without the numbers they are laid out otherwise; so it is guessed first, and looked at afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.document import Document

from press.writers.breaks import Flow, Plan
from press.writers.mending import Classed

_NEAR = 0.4
"""The part of a page's letters within which a reference and its target most likely stand on one page."""


def at_their_targets(document: Document) -> Classed:
    """Those of which all stands on the page on which their target begins."""
    begins = page_numbers(document)
    links = [(number, *link[1:]) for number, page in enumerate(document.pages, 1) for link in page.links]
    found = {box.element for number, target, _, box in links if begins.get(target) == number and _is_set(box)}
    elsewhere = {box.element for number, target, _, box in links if begins.get(target) != number}
    return _classed(document._html.etree_element, found - elsewhere)


def page_numbers(document: Document) -> dict[str, int]:
    """On which page, from 1, each anchor stands."""
    return {anchor: number for number, page in reversed([*enumerate(document.pages, 1)]) for anchor in page.anchors}


def likely(root: Element, letters: float) -> Classed:
    """Those so near to their targets, on pages of about so many letters, that they may well stand on one page."""
    places: dict[Element, int] = {}
    _count(root, 0, places)
    targets = {element.get("id"): place for element, place in places.items() if element.get("id")}
    found = {
        element
        for element, place in places.items()
        if _is_reference(element) and abs(targets.get(_target(element), -letters) - place) < _NEAR * letters
    }
    return _classed(root, found)


def foretold(root: Element, flows: Sequence[Flow], plan: Plan) -> Classed:
    """Those that will stand on the pages of their targets if pages end as is planned."""
    ends = {each.after for each in plan.breaks} | {flow.units[0] for flow in flows}
    pages: dict[Element, set[int]] = {}
    blocks = {unit.element for flow in flows for unit in flow.units}
    page = 0
    for unit in chain.from_iterable(flow.units for flow in flows):
        page += unit in ends
        for holder in unit.holders:
            pages.setdefault(holder, set()).add(page)
    targets = {element.get("id"): min(found) for element, found in pages.items() if element.get("id")}
    found = {
        link
        for block in blocks
        for link in block.iter("a")
        if _is_reference(link) and pages[block] == {targets.get(_target(link))}
    }
    return _classed(root, found)


def _count(element: Element, place: int, places: dict[Element, int]) -> int:
    """How many letters stand before each element."""
    places[element] = place
    place += len(element.text or "")
    for child in element:
        place = _count(child, place, places) + len(child.tail or "")
    return place


def _classed(root: Element, found: set[Element]) -> Classed:
    return Classed(tuple(_numbers(root, found)), "here")


def _numbers(root: Element, found: set[Element]) -> Iterator[int]:
    return (number for number, element in enumerate(root.iter()) if element in found)


def _is_set(box: Any) -> bool:
    return "::" not in box.element_tag and _is_reference(box.element)


def _is_reference(element: Element) -> bool:
    return "reference" in (element.get("class") or "").split()


def _target(link: Element) -> str:
    return (link.get("href") or "").removeprefix("#")
