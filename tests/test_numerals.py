"""Numbers as lists print them: a patient is told "see point iv", and has to find it."""

from __future__ import annotations

import pytest

from press.numerals import numeral

ROMAN = {
    1: "i",
    2: "ii",
    3: "iii",
    4: "iv",
    5: "v",
    6: "vi",
    9: "ix",
    10: "x",
    14: "xiv",
    19: "xix",
    40: "xl",
    44: "xliv",
    49: "xlix",
    50: "l",
    90: "xc",
    99: "xcix",
    100: "c",
    400: "cd",
    444: "cdxliv",
    500: "d",
    900: "cm",
    999: "cmxcix",
    1000: "m",
    1984: "mcmlxxxiv",
    3999: "mmmcmxcix",
    4000: "4000",
    4001: "4001",
}


@pytest.mark.parametrize(("number", "said"), ROMAN.items())
def test_roman_numerals_are_written_up_to_the_last_that_has_its_letters(number: int, said: str) -> None:
    assert numeral(number, "lowerRoman") == said
    assert numeral(number, "upperRoman") == said.upper()


@pytest.mark.parametrize(("number", "said"), [(1, "a"), (26, "z"), (27, "aa"), (28, "bb"), (52, "zz"), (53, "aaa")])
def test_behind_the_last_letter_each_is_doubled(number: int, said: str) -> None:
    assert numeral(number, "lowerLetter") == said
    assert numeral(number, "upperLetter") == said.upper()


def test_no_numeral_is_longer_than_a_line() -> None:
    assert numeral(26 * 29 + 1, "lowerLetter") == "a" * 30
    assert numeral(26 * 1000, "lowerLetter") == "z" * 30


@pytest.mark.parametrize(
    ("form", "first", "last", "count"),
    [
        ("russianLower", "а", "я", 29),
        ("russianUpper", "А", "Я", 29),
        ("arabicAlpha", "أ", "ي", 28),
        ("arabicAbjad", "أ", "غ", 28),
        ("hebrew2", "א", "ת", 22),
    ],
)
def test_letters_of_other_scripts_are_as_many_as_they_have(form: str, first: str, last: str, count: int) -> None:
    said = [numeral(number, form) for number in (1, count, count + 1)]
    assert said == [first, last, first * 2]
    assert len({numeral(number, form) for number in range(1, count + 1)}) == count


@pytest.mark.parametrize(
    ("form", "said"), [("hindiNumbers", "१०२"), ("thaiNumbers", "๑๐๒"), ("hindiArabic", "١٠٢"), ("decimal", "102")]
)
def test_digits_of_other_scripts_take_their_places(form: str, said: str) -> None:
    assert numeral(102, form) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (10, "10th"), (11, "11th"), (12, "12th"), (13, "13th")),
        *((14, "14th"), (21, "21st"), (22, "22nd"), (23, "23rd"), (101, "101st"), (111, "111th"), (112, "112th")),
        *((113, "113th"), (121, "121st"), (122, "122nd"), (123, "123rd"), (211, "211th")),
    ],
)
def test_ordinals_end_as_people_say_them(number: int, said: str) -> None:
    assert numeral(number, "ordinal") == said


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("decimalZero", "07"),
        ("numberInDash", "- 7 -"),
        ("decimalEnclosedParen", "(7)"),
        ("decimalEnclosedFullstop", "7."),
        ("a form of later", "7"),
    ],
)
def test_digits_stand_in_their_signs(form: str, said: str) -> None:
    assert numeral(7, form) == said


@pytest.mark.parametrize("number", [0, -1])
def test_what_no_letter_counts_is_in_digits(number: int) -> None:
    for form in ("lowerRoman", "lowerLetter", "arabicAlpha", "ordinal", "decimalEnclosedParen", "decimal"):
        assert numeral(number, form) == str(number)
    assert numeral(number, "hindiArabic") == "٠"
