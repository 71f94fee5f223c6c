"""Rows for a spreadsheet: what somebody wrote is never run there, and nothing of it is lost."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile

import pytest

from press import spreadsheet

ARMED = ("=1+1", "+44", "-5", "@SUM(1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x")
MADE = datetime.datetime.fromisoformat("2026-11-30T12:00")


def _parts(*rows: spreadsheet.Row) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(spreadsheet.as_xlsx(rows, MADE))) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


@pytest.mark.parametrize("cell", ARMED)
def test_no_cell_is_a_formula(cell: str) -> None:
    ((said, bare),) = csv.reader(io.StringIO(spreadsheet.as_csv([[cell, f"a{cell}"]]), newline=""))
    assert (said, bare) == (f"'{cell}", f"a{cell}")
    parts = _parts(["Head"], [cell], [f"a{cell}"])
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    style: dict[str, str] = dict(re.findall(r'<c r="(A\d)" s="(\d)"', sheet))
    quoted = [number for number, xf in enumerate(_formats(parts)) if 'quotePrefix="1"' in xf]
    assert (int(style["A2"]) in quoted, int(style["A3"]) in quoted, int(style["A1"]) in quoted) == (True, False, False)


def _formats(parts: dict[str, str]) -> list[str]:
    (cells,) = re.findall(r"<cellXfs.*?</cellXfs>", parts["xl/styles.xml"])
    return re.findall(r"<xf [^>]*>", cells)


def test_all_words_go_on_in_lines_below_and_stand_at_the_top() -> None:
    parts = _parts(["Head"], ["=1"], ["words"])
    used = {int(style) for style in re.findall(r'<c r="A\d" s="(\d)"', parts["xl/worksheets/sheet1.xml"])}
    (cells,) = re.findall(r"<cellXfs.*?</cellXfs>", parts["xl/styles.xml"])
    looks = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", cells)
    assert len(used) == 3
    assert all('<alignment vertical="top" wrapText="1"/>' in looks[style] for style in used)


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert spreadsheet.as_csv([["a", -5, 1.5, None]]) == "a,-5,1.5,\r\n"
    sheet = _parts(["a", "b", "c"], [-5, 1.5, None])["xl/worksheets/sheet1.xml"]
    assert re.findall(r'<c r="(\w\d)"[^>]*><v>([^<]*)</v>', sheet)[-2:] == [("A2", "-5"), ("B2", "1.5")]


def test_a_cell_is_as_long_as_excel_can_have_it() -> None:
    for length in (32_767, 32_768):
        said = re.findall("<t>(x*)</t>", _parts(["Head"], ["x" * length])["xl/sharedStrings.xml"])
        assert [len(text) for text in said] == [32_767]


@pytest.mark.parametrize(("longest", "width"), [(0, 12), (10, 12), (11, 13), (58, 60), (59, 60), (500, 60)])
def test_a_column_is_as_wide_as_what_is_in_it_within_bounds(longest: int, width: int) -> None:
    sheet = _parts(["A heading that is long", "b"], ["x" * longest, "x"])["xl/worksheets/sheet1.xml"]
    widths = [float(found) for found in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)]
    assert round(widths[0] - 0.71) == width
    assert round(widths[-1] - 0.71) == 12


def test_the_heading_is_fixed_and_each_column_has_a_filter() -> None:
    sheet = _parts(["a", "b"], [1, 2], [3, 4])["xl/worksheets/sheet1.xml"]
    assert 'ySplit="1"' in sheet
    assert "xSplit" not in sheet
    assert '<autoFilter ref="A1:B3"/>' in sheet
    assert 'state="frozen"' in sheet
    bare = _parts(["a"])["xl/worksheets/sheet1.xml"]
    assert '<autoFilter ref="A1:A1"/>' in bare or '<autoFilter ref="A1"/>' in bare


def test_a_workbook_says_when_it_was_made() -> None:
    assert "2026-11-30T12:00:00Z" in _parts(["a"])["docProps/core.xml"]
