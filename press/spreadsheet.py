"""Rows for a spreadsheet, as CSV and as XLSX. No cell that somebody has written is taken for a formula in it."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

Cell = str | int | float | None
Row = Sequence[Cell]

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""OWASP, "CSV injection"; the wide ones are read as the others by spreadsheets set to Japanese or Chinese."""
_LONGEST_CELL = 32_767
"""In characters (ECMA-376: Excel's limit)."""
_NARROWEST, _WIDEST = 12, 60
"""A column, in characters; headings and longer cells go on in lines below."""


def as_csv(rows: Iterable[Row]) -> str:
    """Lines of comma-separated values (RFC 4180)."""
    text = io.StringIO()
    csv.writer(text).writerows([_disarmed(cell) for cell in row] for row in rows)
    return text.getvalue()


def as_xlsx(rows: Sequence[Row], made: datetime.datetime) -> bytes:
    """A workbook of one sheet, with the first row as its heading: fixed, in bold, with a filter for each column."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"created": made})
        sheet = book.add_worksheet()
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        heading = book.add_format({"text_wrap": True, "valign": "top", "bold": True})
        quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    style = heading if number == 0 else quoted if _is_armed(cell) else plain
                    sheet.write_string(number, column, cell[:_LONGEST_CELL], style)
                elif cell is not None:
                    sheet.write_number(number, column, cell, plain)
        for column, (_, *cells) in enumerate(zip(*rows, strict=True)):
            longest = max((len(str(cell)) + 2 for cell in cells), default=0)
            sheet.set_column(column, column, max(_NARROWEST, min(longest, _WIDEST)))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
    return data.getvalue()


def _is_armed(text: str) -> bool:
    return text.startswith(_STARTS_FORMULA)


def _disarmed(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and _is_armed(cell) else cell
