"""Phone numbers as people write them: what is dialled, and what is no number."""

import pytest

from press import phones

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("01632 960 001", ["tel:01632960001"]),
        ("01632 960 001 extension 42", ["tel:01632960001;ext=42"]),
        ("01632 960 001, ext. 42", ["tel:01632960001;ext=42"]),
        ("01632 960 001 x42", ["tel:01632960001;ext=42"]),
        ("01632 960 001 estyniad 42", ["tel:01632960001;ext=42"]),
        ("01632 960 001 تحويلة 42", ["tel:01632960001;ext=42"]),
        ("01632 960 001, option 2", ["tel:01632960001"]),
        ("01632 960 001 option 2, then press 13", ["tel:01632960001"]),
        ("01632 960 001 extension 42 or option 2", ["tel:01632960001;ext=42"]),
        ("01632 960 001 or 01632 960 002", ["tel:01632960001", "tel:01632960002"]),
        ("01632 960 001 (day), 01632 960 002 (night)", ["tel:01632960001", "tel:01632960002"]),
        ("Text 07700 900 123 (no calls)", ["tel:07700900123"]),
        ("(01632) 960 001", ["tel:01632960001"]),
        ("+44 (0)1632 960 001", ["tel:+441632960001"]),
        ("0800-555-0100", ["tel:08005550100"]),
        ("020.7946.0001", ["tel:02079460001"]),
        ("18001 01632 960 002", ["tel:1800101632960002"]),
        ("٠١٦٣٢ ٩٦٠ ٠٠١", ["tel:01632960001"]),
        ("111", ["tel:111"]),
        ("(urgent: 999)", ["tel:999"]),
    ],
)
def test_a_number_is_what_people_write(written: str, dialled: list[str]) -> None:
    assert phones.is_phone(written)
    assert [number.address for number in phones.numbers(written)] == dialled


@pytest.mark.parametrize(
    "written",
    [
        "",
        "12",
        "ask at the desk",
        "O1632 960 001",
        "01632 96OOO1",
        "01632 960 001/2",
        "01632 960 001 or 002",
        "01632 960 001 from 9 to 5",
        "<01632 960 001>",
        "1" * 21,
        "01632 960 001 " + "please " * 20,
    ],
)
def test_what_is_no_number_is_refused(written: str) -> None:
    assert not phones.is_phone(written)


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("01632960001", "tel:01632960001"),
        ("+44-1632-960001", "tel:+44-1632-960001"),
        ("+44(0)1632960001", "tel:+441632960001"),
        ("01632960001;ext=42", "tel:01632960001;ext=42"),
        ("01632960001,42", "tel:01632960001;ext=42"),
        ("01632960001,,42", "tel:01632960001;ext=42"),
        ("12", ""),
        ("01632960001;phone-context=x", ""),
        ("ward", ""),
    ],
)
def test_what_a_link_dials(target: str, address: str) -> None:
    assert phones.address(target) == address


@pytest.mark.parametrize(
    ("words", "address", "shown"),
    [
        ("01632 960 001", "tel:01632960001", True),
        ("Call 01632 960 001 now", "tel:01632960001", True),
        ("01632 960 001", "tel:+441632960001", True),
        ("+44 1632 960 001", "tel:01632960001", True),
        ("01632 960 001", "tel:01632960002", False),
        ("01632 960 001", "tel:01632960001;ext=42", False),
        ("960 001", "tel:01632960001", False),
        ("our ward", "tel:01632960001", False),
        ("111", "tel:+44111", False),
    ],
)
def test_whether_words_show_the_number(words: str, address: str, shown: bool) -> None:
    assert phones.shows(words, address) is shown


def test_a_number_does_not_break_and_its_extension_is_held_by_its_name() -> None:
    assert phones.unbroken("Call 01632 960 001 extension 42 or 01632 960 002, option 2") == (
        f"Call 01632{NB}960{NB}001 extension{NB}42 or 01632{NB}960{NB}002, option 2"
    )
    assert phones.unbroken("01632 960 001 x42 and on") == f"01632{NB}960{NB}001 x42 and on"


@pytest.mark.parametrize(
    "word",
    [
        *(
            "option",
            "options",
            "press",
            "dial",
            "choose",
            "Press",
            "opsiwn",
            "dewis",
            "dewiswch",
            "pwyswch",
            "gwasgwch",
        ),
        *("خيار", "الخيار", "اضغط"),
    ],
)
def test_what_is_to_be_pressed_is_no_part_of_the_number(word: str) -> None:
    text = f"01632 960 001, {word} 2"
    assert [(found.digits, found.extension) for found in phones.numbers(text)] == [("01632960001", "")]
    assert phones.is_phone(text)
    assert not phones.is_phone(f"01632 960 001, other 2{word}")


@pytest.mark.parametrize(
    "word", ["extension", "ext", "ext.", "extn", "extn.", "Ext", "x", "estyniad", "est.", "تحويلة", "داخلي"]
)
def test_an_extension_is_dialled_behind_its_number(word: str) -> None:
    for text in (f"01632 960 001 {word} 42", f"01632 960 001, {word} 42"):
        (found,) = phones.numbers(text)
        assert (found.address, text[found.end :]) == ("tel:01632960001;ext=42", "")
        assert phones.is_phone(text)
        assert phones.is_number(text)


@pytest.mark.parametrize(
    ("digits", "dialled"),
    [
        *(("99", False), ("999", True), ("0800", False), ("08001", True), ("8001", True), ("000", False)),
        *(("1" * 20, True), ("1" * 21, False), ("+" + "1" * 20, True), ("+44", False), ("+441", True)),
    ],
)
def test_so_many_digits_are_a_number(digits: str, *, dialled: bool) -> None:
    assert bool(phones.numbers(digits)) is dialled
    assert bool(phones.address(digits)) is dialled


@pytest.mark.parametrize(("length", "said"), [(120, True), (121, False)])
def test_what_a_contact_says_of_its_numbers_has_an_end(length: int, *, said: bool) -> None:
    assert phones.is_phone("01632 960 001 ".ljust(length, "a")) is said
