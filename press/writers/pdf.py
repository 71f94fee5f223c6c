"""PDF: the layout's pages, tagged, in one of two pairs of standards.

``ua-1``: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2). ``ua-2``: PDF/UA-2 (ISO 14289-2),
PDF/A-4 (ISO 19005-4) and the declarations of Well-Tagged PDF 1.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import Protocol

from press.layout import Layout
from press.manuscript import Back, Manuscript, backs
from press.writers import html, imposition
from press.writers.booklets import Sheets

_TIGHTER, _LOWER = 0.95, 2.0
"""By what the space between paragraphs is smaller, where a booklet's last sheet would have pages for notes (it stays a
blank line: RNIB, Clear Print), and by how many millimetres the margins above and below its pages."""
_FILLED = 0.7
"""The part of a page's height that lines for notes take; margins and heading have the rest."""


class Engine(Protocol):
    """What lays out pages and paints them, marked (see `press.writers.finishing`)."""

    def write(self, manuscript: Manuscript, layout: Layout) -> bytes:
        """The pages of a leaflet, tagged, each by itself. Raises Refused."""

    def fillers(self, manuscript: Manuscript, layout: Layout, notes: int, lines: int, back: Back) -> bytes:
        """Pages without tags: so many with lines for notes, and a back, perhaps on more than one. Raises Refused."""

    def paginate(self, manuscript: Manuscript, layout: Layout) -> tuple[int, Mapping[str, int]]:
        """How many pages the leaflet has, and on which of them, from 1, each anchor stands."""


def engine(layout: Layout) -> Engine:
    """The engine of a layout, with the libraries behind it; of one that names none, the one that lays out with CSS."""
    found: Engine = import_module(f"press.writers.{_ENGINES[layout.engine]}")
    return found


_ENGINES = {"": "styled", "weasyprint": "styled", "typst": "typeset"}


def write(manuscript: Manuscript, layout: Layout) -> bytes:
    """The leaflet as a tagged PDF.

    Raises Refused if text of the leaflet would be painted more or less than once, or if the engine
    reports a fault in the layout.
    """
    return _folded(engine(layout).write(manuscript, fitted(manuscript, layout)), manuscript, layout)


def fitted(manuscript: Manuscript, layout: Layout) -> Layout:
    """The layout; of a booklet with pages left for notes one that has a little more room, if it leaves fewer.

    Raises Refused as `write` does.
    """
    if not layout.fold or layout.panels:
        return layout
    sheets, page = Sheets(layout.pages_of_a_sheet), layout.page
    left = sheets.notes(engine(layout).paginate(manuscript, layout)[0])
    if not left:
        return layout
    spaced = replace(layout.type, gap=layout.type.gap * _TIGHTER)
    roomier = replace(layout, type=spaced, page=replace(page, top=page.top - _LOWER, bottom=page.bottom - _LOWER))
    return roomier if sheets.notes(engine(roomier).paginate(manuscript, roomier)[0]) < left else layout


def _folded(data: bytes, manuscript: Manuscript, layout: Layout) -> bytes:
    """The panels on the two sides of their sheet, where the layout has panels."""
    if not layout.panels or not layout.fold:
        return data
    blank = layout.panels - imposition.count(data)
    sides = imposition.thirds(layout.page.width, layout.fold.tuck)
    return _imposed(data, fillers(manuscript, layout, blank), sides, manuscript, layout)


def booklet(data: bytes, manuscript: Manuscript, layout: Layout) -> bytes:
    """The pages of a booklet on the sides of its sheets; those that stay blank are filled."""
    pages = imposition.count(data)
    blank = layout.blank(pages)
    sides = imposition.booklet(pages + blank, layout.page.width, layout.supplies.stationery.thickness)
    return _imposed(data, fillers(manuscript, layout, blank), sides, manuscript, layout)


def _imposed(data: bytes, blank: bytes, sides: list[imposition.Side], manuscript: Manuscript, layout: Layout) -> bytes:
    if manuscript.direction == "rtl":
        sides = imposition.mirrored(sides)
    return imposition.impose(data, blank, sides, layout)


def fillers(manuscript: Manuscript, layout: Layout, pages: int) -> bytes:
    """Pages without tags for what a leaflet leaves blank: lines for notes, and its back on the last of them.

    Raises Refused if the engine reports a fault in the layout.
    """
    if not pages:
        return b""
    lines = int(layout.page.height * _FILLED / html.NOTES_LINE)
    tried = (engine(layout).fillers(manuscript, layout, pages - 1, lines, back) for back in backs(manuscript))
    return next(data for data in tried if imposition.count(data) == pages)


def paginate(manuscript: Manuscript, layout: Layout) -> tuple[int, Mapping[str, int]]:
    """How many pages the leaflet has, and on which of them, from 1, each anchor stands."""
    return engine(layout).paginate(manuscript, fitted(manuscript, layout))
