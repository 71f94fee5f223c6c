"""Lines and blocks that are put on a page by hand, and what the rules for print say of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from press.checks.pdf.content import Piece, Run
from press.checks.pdf.lines import Block, Line, Sheets
from press.checks.pdf.paint import BLACK, Shape
from press.checks.pdf.printed import MILLIMETRE, Standard, faults
from press.checks.pdf.tree import Element

A4 = (0.0, 0.0, 210 * MILLIMETRE, 297 * MILLIMETRE)


def run(text: str = "Rest.", left: float = 100, base: float = 700, size: float = 10, **more: Any) -> Run:
    """Text of one size on a base line; as wide as five letters of ten where it is not said."""
    width, page = more.pop("width", 50.0), more.pop("page", 1)
    looks: dict[str, Any] = {"colour": BLACK, "order": 0, "slanted": False} | more
    return Run(page, text, (left, base), (left + width, base), size, **looks)


def block(*lines: Sequence[Run] | Run, role: str = "P", holder: Element | None = None) -> Block:
    rows = [[each] if isinstance(each, Run) else list(each) for each in lines]
    found = [Line(row[0].page, row) for row in rows]
    return Block(role, found, holder, [Piece(each.page, None, None) for each in found])


def column(texts: Iterable[str], base: float = 700, pitch: float = 14, **more: Any) -> Block:
    """A paragraph, its lines below each other."""
    role, holder = more.pop("role", "P"), more.pop("holder", None)
    lines = [run(text, base=base - pitch * at, **more) for at, text in enumerate(texts)]
    return block(*lines, role=role, holder=holder)


def sheets(*blocks: Block, shapes: Sequence[Shape] = (), linked: Iterable[Run] = (), **more: Any) -> Sheets:
    given: dict[str, Any] = {"papers": [A4, A4], "rtl": False} | more
    return Sheets(blocks=list(blocks), shapes={1: list(shapes)}, linked=frozenset(linked), **given)


def said(found: Sheets, rule: str, **standard: Any) -> list[str]:
    """What is said by a rule: pages, words and messages."""
    standard = {"smallest": 5} | standard
    return [
        f"{fault.page} {fault.words}: {fault.message}"
        for fault in faults(found, Standard(**standard))
        if fault.rule == rule
    ]


def broken(found: Sheets, rule: str, **standard: Any) -> int:
    return len(said(found, rule, **standard))
