"""Which parts of a leaflet are set together: in columns that they share, or side by side."""

from __future__ import annotations

from collections.abc import Sequence

from press.layout import Layout
from press.manuscript import Kind, Part
from press.model import figures
from press.writers.typeset.script import Item

_LEAFLET = "--leaflet"
"""What the id of the part ends in with which a leaflet in a second language begins."""


def groups(parts: Sequence[Part], layout: Layout) -> list[Item]:
    """The numbers of the parts in order, those together that share columns: one with a picture has the page's width to
    itself."""
    if layout.abreast:
        return _pairs(parts)
    found: list[Item] = []
    for number, part in enumerate(parts):
        pictured = across(part, layout)
        if not found or pictured or found[-1]["pictured"] or begins_page(parts, number, layout):
            found.append({"parts": [], "pictured": pictured})
        found[-1]["parts"].append(number)
    return found


def _pairs(parts: Sequence[Part]) -> list[Item]:
    """The numbers of the parts that stand side by side: one of the leaflet, and the same in a second language."""
    found: list[Item] = []
    for number, part in enumerate(parts):
        if not found or part.kind is not Kind.SECOND or len(found[-1]["parts"]) > 1 or number == 1:
            found.append({"parts": [], "pictured": False})
        found[-1]["parts"].append(number)
    return found


def across(part: Part, layout: Layout) -> bool:
    """Whether a part of text in columns has the page's width to itself, for its pictures' sake."""
    columns = layout.columns > 1 and not layout.abreast and part.kind is Kind.BODY
    return columns and not all(figure.decorative for figure in figures([part.section]))


def begins_page(parts: Sequence[Part], number: int, layout: Layout) -> bool:
    """Whether a part begins a page by the layout's will: a leaflet in a second language, and where the layout has it,
    each section of the text but the first."""
    part = parts[number]
    if part.kind is Kind.BODY:
        return layout.sections_apart and any(each.kind is Kind.BODY for each in parts[:number])
    return part.kind is Kind.SECOND and part.section.id.endswith(_LEAFLET)
