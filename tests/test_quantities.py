"""What a quantity is, and what of it stays on one line."""

from __future__ import annotations

import re

import pytest

from press import quantities
from press.quantities import WORD_JOINER, Terms, joined, kept, tight, together
from tests.words import known

SPACES = (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}")
FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"


def whole(text: str, **more: bool) -> list[str]:
    return [text[start:end] for start, end in kept(text, Terms(counters=("stage", "page")), **more)]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("take ½ tablet a day", "½ tablet"),
        ("take 1½ tablets", "1½ tablets"),
        ("take 1 ½ tablets", "1 ½ tablets"),
        ("take 2 1/2 tablets", "2 1/2 tablets"),
        ("take 3/4 cup", "3/4 cup"),
        ("for 10 000 people we", "10 000 people"),
        ("for 1,250 people we", "1,250 people"),
        ("for 2.5 mg twice", "2.5 mg"),
        ("(375–500 mg)", "375–500 mg"),
        ("from 4-11 of", "4-11 of"),
        ("from 5 – 10 mg of", "5 – 10 mg"),
        ("for 6 to 8 weeks after", "6 to 8 weeks"),
        ("at 37.5 °C to 38 °C it", "37.5 °C to 38 °C"),
        ("if ≥ 90 mL/min/1.73 m². It", "≥ 90 mL/min/1.73 m²"),
        ("if <30 now", "<30 now"),
        ("a ± 5 cm error", "± 5 cm"),
        ("at −5 °C it", "−5 °C"),
        ("cost £ 9.90. We", "£ 9.90"),
        ("cost €12 or", "€12 or"),
        ("up to 20 mg of", "up to 20 mg"),
        ("At least 3 nights in", "At least 3 nights"),
        ("a count of 4–11 × 10⁹/L is", "4–11 × 10⁹/L"),
        ("give 5 mg/kg/day in", "5 mg/kg/day"),
        ("a syrup of 125 mg/5 mL twice", "125 mg/5 mL"),
        ("about 0.01 % of", "0.01 %"),
        ("about 1 in 10 000 people", "1 in 10 000 people"),
        ("use 4 g in 24 hours", "4 g"),
        ("at 7.30 am or", "7.30 am"),
        ("at stage 3. We", "stage 3"),
        ("on 9 June 2022 we", "9 June 2022"),
        ("on 1st May we", "1st May"),
        ("in June 2022 we", "June 2022"),
        ("call 0808 800 6000 now", "0808 800 6000"),
        ("call +44 1632 960 000 now", "+44 1632 960 000"),
        ("call +44 (0)20 7946 0018, extension 12 now", "+44 (0)20 7946 0018, extension 12"),
        ("call 020-7946-0018 now", "020-7946-0018"),
        ("to AN1 1AA.", "AN1 1AA"),
        ("خذ ٥–١٠ ملغ من", "٥–١٠ ملغ"),
        ("خذ ١٠ ٠٠٠ شخص", "١٠ ٠٠٠ شخص"),
    ],
)
def test_a_quantity_is_all_that_belongs_to_its_number(text: str, quantity: str) -> None:
    assert whole(text)[0] == quantity


@pytest.mark.parametrize("text", ["No number at all.", "T4 and B12", "in 2008.", "it is 5.", "a 3. Then 4; and 5"])
def test_a_number_alone_has_nothing_to_be_tied_to(text: str) -> None:
    assert not [words for words in whole(text) if " " in words]


@pytest.mark.parametrize("space", SPACES)
def test_thousands_may_have_any_space(space: str) -> None:
    assert whole(f"of 10{space}000{space}people") == [f"10{space}000{space}people"]


@pytest.mark.parametrize("fraction", FRACTIONS)
def test_every_fraction_holds_on_to_its_noun(fraction: str) -> None:
    assert whole(f"take {fraction} tablet") == [f"{fraction} tablet"]
    assert whole(f"take 1{fraction} tablets") == [f"1{fraction} tablets"]


@pytest.mark.parametrize("limit", known("press.quantities.LIMITS"))
def test_every_limit_holds_on_to_its_number(limit: str) -> None:
    assert whole(f"it is {limit} 5.") == [f"{limit} 5"]


def variants(patterns: list[str]) -> list[str]:
    """Every word that some patterns stand for: an ending with a question mark may be left out."""
    return sorted({word for each in patterns for word in (each.replace("?", ""), re.sub(r".\?", "", each))})


@pytest.mark.parametrize("unit", variants(known("press.quantities.UNITS") + known("press.quantities.TIMES")))
def test_every_unit_ends_its_quantity(unit: str) -> None:
    assert whole(f"it is 5 {unit} of") == [f"5 {unit}"]


def test_a_noun_is_left_out_where_only_units_count() -> None:
    assert whole("5 mg, 10 people", nouns=False) == ["5 mg", "10"]


def test_what_a_line_could_break_at_is_one_piece() -> None:
    text = "take 375–500\N{NO-BREAK SPACE}mg or 5\N{NO-BREAK SPACE}mg/kg or 5\N{NO-BREAK SPACE}mg"
    assert [text[start:end] for start, end in tight(text)] == [
        "375–500\N{NO-BREAK SPACE}mg",
        "5\N{NO-BREAK SPACE}mg/kg",
    ]


def test_word_is_told_not_to_break_there() -> None:
    held = joined("take 375–500 mg/kg of it–now")
    assert held == f"take 375{WORD_JOINER}–{WORD_JOINER}500 mg{WORD_JOINER}/{WORD_JOINER}kg of it–now"


def test_stretches_that_overlap_are_one() -> None:
    assert list(together([(5, 9), (0, 3), (2, 4), (5, 6)])) == [(0, 4), (5, 9)]
    assert list(together([(0, 1), (1, 2)])) == [(0, 1), (1, 2)]


def test_a_sign_that_stands_alone_needs_no_help() -> None:
    assert list(tight("4 × 5 mg, 4 – 5 mg")) == []


@pytest.mark.parametrize(
    "text", ["(" * 40_000, "1/" * 20_000, "1 " * 20_000, "½" * 40_000, "+(" * 20_000, "≤ " * 20_000]
)
def test_no_text_takes_more_than_its_length(text: str) -> None:
    """Each of these would be read again and again from every place of it, for minutes."""
    list(kept(f"{text}1"))
    list(tight(f"{text}1"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ring 111.", [("phone number", "111")]),
        ("Take 112 micrograms, or ring 112.", [("dose", "112 micrograms"), ("phone number", "112")]),
        ("Drink 999 ml.", [("dose", "999 ml")]),
        ("Take 1 000 000 units.", [("dose", "1 000 000 units")]),
    ],
)
def test_a_dose_is_no_number_to_ring(text: str, said: list[tuple[str, str]]) -> None:
    assert [(each.measure.value, each.words) for each in quantities.quantities(text)] == said
