"""How much room words take, about: enough to share a table's width out, not to break a line."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from press.layout import Ruler

_WASTE = 1.03
"""Lines are not filled to the end, and programs do not agree on a word's width to the last point."""


def lines(text: str, ruler: Ruler, ems: float) -> int:
    """About how many lines of a width a text takes."""
    return max(1, ceil(ruler.width(text) * _WASTE / ems))


def columns(rows: Iterable[tuple[str, ...]], ruler: Ruler, ems: float, padding: float) -> tuple[float, ...]:
    """The widths of a table's columns, in ems.

    Each has room for its longest word (no-break spaces hold one together), and more as its cells
    are long, as far as there is room.
    """
    cells = tuple(zip(*rows, strict=True))
    least = [_widest((word for cell in column for word in cell.split(" ")), ruler) + padding for column in cells]
    wanted = [_widest(column, ruler) + padding - low for column, low in zip(cells, least, strict=True)]
    spare = max(0.0, ems - sum(least))
    share = min(1.0, spare / (sum(wanted) or 1.0))
    return tuple(low + want * share for low, want in zip(least, wanted, strict=True))


def _widest(texts: Iterable[str], ruler: Ruler) -> float:
    return max(map(ruler.width, texts)) * _WASTE


def row_lines(row: tuple[str, ...], columns: tuple[float, ...], ruler: Ruler, padding: float) -> int:
    """About how many lines the tallest cell of a row takes; ``columns`` in ems, with their padding."""
    return max(lines(cell, ruler, ems - padding) for cell, ems in zip(row, columns, strict=True))
