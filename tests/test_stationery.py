"""Sheets, grams and postage."""

from dataclasses import replace
from pathlib import Path

import pytest

from press import layout
from press.layout.stationery import Band, PaperAndPost, Stationery

ROOT = Path(__file__).parent.parent
LAYOUTS = layout.load(ROOT / "layouts", ROOT / "fonts")
BANDS = (Band("Letter", 100, 5, 0.9), Band("Large", 250, 25, 1.6))
OFFICE = Stationery(80, 0.1, 0.05, 8, BANDS)
A4 = (210, 297)


@pytest.mark.parametrize(
    ("name", "pages", "sheets"),
    [("a4", 0, 0), ("a4", 1, 1), ("a4", 5, 3), ("booklet", 4, 1), ("booklet", 5, 2), ("booklet", 19, 5), ("dl", 2, 1)],
)
def test_pages_are_printed_on_both_sides_of_as_few_sheets_as_hold_them(name: str, pages: int, sheets: int) -> None:
    assert LAYOUTS[name].sheets(pages) == sheets


@pytest.mark.parametrize(("name", "sheet"), [("a4", (210, 297)), ("booklet", (296, 210)), ("dl", (297, 210))])
def test_what_is_folded_is_printed_on_a4(name: str, sheet: tuple[float, float]) -> None:
    assert LAYOUTS[name].sheet == pytest.approx(sheet, abs=0.01)


def test_a_sheet_of_a4_at_80_grams_a_square_metre_weighs_five_grams() -> None:
    assert OFFICE.needed(1, A4) == PaperAndPost(1, 5.0, "Letter", 0.95)


@pytest.mark.parametrize(("sheets", "band"), [(18, "Letter"), (19, "Large"), (48, "Large"), (49, "")])
def test_paper_and_envelope_decide_the_postage_band(sheets: int, band: str) -> None:
    assert OFFICE.needed(sheets, A4).postage == band


def test_what_is_too_thick_goes_by_a_higher_band() -> None:
    card = replace(OFFICE, thickness=0.3)
    assert [card.needed(sheets, A4).postage for sheets in (8, 9)] == ["Letter", "Large"]


def test_without_prices_there_is_no_cost() -> None:
    assert replace(OFFICE, sheet_price=0).needed(1, A4).cost == 0
    assert LAYOUTS.supplies.stationery.needed(1, A4) == PaperAndPost(1, 5.0, "Letter", 0)


def test_what_paper_and_post_cost_is_said_in_whole_pence() -> None:
    assert replace(OFFICE, sheet_price=0.0333).needed(7, A4).cost == 1.13


def test_nothing_printed_takes_nothing() -> None:
    assert OFFICE.needed(0, A4) == PaperAndPost()
