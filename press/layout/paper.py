"""The paper of a layout: its pages with their margins, and how sheets are folded."""

from __future__ import annotations

from dataclasses import dataclass, replace

POINTS_PER_MILLIMETRE = 72 / 25.4
PAGES_OF_A_BOOKLET_SHEET = 4
BLEED = 3.0
SLUG = 6.0
"""Millimetres that colour runs over the edge, and that crop marks need outside of it."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its margins, in millimetres."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True)
class Fold:
    """How sheets are folded.

    ``into`` a booklet: two pages on each side of a sheet, the sheets nested and stapled. ``into``
    thirds: three pages (panels) on each side, folded like a letter; the panel that folds in is
    ``tuck`` millimetres narrower.
    """

    into: str
    tuck: float = 0


def within(page: Page, widest: float) -> Page:
    """A page whose side margins grow until its text is so wide at most, in millimetres; 0: as wide as it is."""
    over = page.width - page.left - page.right - widest
    if not widest or over <= 0:
        return page
    return replace(page, left=page.left + over / 2, right=page.right + over / 2)
