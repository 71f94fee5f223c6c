"""What a text says in numbers, in each language: by this a translation is compared with its original."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.units import format_unit

from press.reader import amounts

MANY = (*range(31), *range(40, 130, 10), 41, 61, 81, 111, 1.5, 0.5, 2.25, 1_000, 1_000_000, 2_000_000)


@pytest.mark.parametrize("unit", ["gram", "milliliter"])
@pytest.mark.parametrize("language", ["ar", "cy", "de", "en_GB", "fil", "fr", "ga", "it", "lt", "mt", "pl", "pt", "ru"])
def test_a_unit_is_known_in_the_form_that_it_has_behind_any_number(language: str, unit: str) -> None:
    texts = [format_unit(number, unit, "long", locale=language) for number in MANY]
    found = {text: [amount.unit for amount in amounts.told(text, language.replace("_", "-")).amounts] for text in texts}
    bare = {text: said for text, said in found.items() if any(map(str.isdecimal, text))}  # a dual has no number
    assert {text: said for text, said in bare.items() if said != [unit]} == {}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("12 tablets", {12}),
        ("12 am", {12, 0}),
        ("12 yb", {12, 0}),
        ("12 pm", {12}),
        ("11 a.m.", {11}),
        ("11 pm", {11, 23}),
        ("1 y.h.", {1, 13}),
        ("0 am", {0}),
        ("-5", {5, -5}),
        ("+5", {5}),
        ("½", {Decimal("0.5")}),
        ("2½", {Decimal("2.5")}),
        ("10:30", {Decimal("10.30")}),
        ("1,500", {1500}),
        ("1,50", {Decimal("1.5")}),
        ("0,500", {Decimal("0.5")}),
        ("1,500.25", {Decimal("1500.25")}),
        ("10 000", {10_000}),
    ],
)
def test_a_number_is_worth_what_people_mean_by_it(text: str, values: set[Decimal | int]) -> None:
    (amount,) = amounts.told(text, "en").amounts
    assert amount.values == values


@pytest.mark.parametrize(
    ("text", "exact", "units"),
    [
        ("Ring 111 or 01632 960 001 now.", ("111", "01632960001"), []),
        ("Ring 999", ("999",), []),
        ("112 micrograms", (), ["microgram"]),
        ("112\u00a0mcg, or ring 112", ("112",), ["microgram"]),
        ("1 000 000 units", (), ["iu"]),
        ("1\u00a0000\u00a0000 IU", (), ["iu"]),
    ],
)
def test_a_dose_is_no_phone_number_and_a_phone_number_no_dose(
    text: str, exact: tuple[str, ...], units: list[str]
) -> None:
    told = amounts.told(text, "en-GB")
    assert (told.exact, [amount.unit for amount in told.amounts]) == (exact, units)


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("Take two tablets, three times", "en-GB", (2, 3)),
        ("Cymerwch dwy dabled", "cy", (2,)),
        ("Zwei Tabletten", "de-CH", (2,)),
        ("Prenez vingt gouttes", "fr-CA", (20,)),
        ("Take two tablets", "xx", ()),
        ("Take 2 tablets", "en-GB", ()),
    ],
)
def test_numbers_in_words_are_known_in_a_language_and_its_countries(
    text: str, language: str, numbers: tuple[int, ...]
) -> None:
    assert amounts.told(text, language).spelled == numbers
