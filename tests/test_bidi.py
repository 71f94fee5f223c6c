import pytest

from press.manuscript import direction, gathered, parted
from press.model import Link, Strong, Text

RIGHT = ("ar", "ckb", "dv", "fa", "he", "prs", "ps", "sd", "ug", "ur", "yi")
SCRIPTS = ("Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa")


@pytest.mark.parametrize("language", [*RIGHT, *(f"xx-{script}-XX" for script in SCRIPTS)])
def test_every_language_and_script_from_the_right_is_known(language: str) -> None:
    assert direction(language) == "rtl"


@pytest.mark.parametrize(
    ("language", "way"),
    [("ar", "rtl"), ("ur-PK", "rtl"), ("pa-Arab", "rtl"), ("ar-Latn", "ltr"), ("cy", "ltr"), ("en-GB", "ltr")],
)
def test_a_language_runs_as_its_script_does(language: str, way: str) -> None:
    assert direction(language) == way


@pytest.mark.parametrize(
    ("text", "from_left"),
    [
        ("خذ paracetamol الآن", ["paracetamol"]),
        ("قرصان من 500\N{NO-BREAK SPACE}mg يوميا", ["500\N{NO-BREAK SPACE}mg"]),
        ("خذ paracetamol (500 mg) مرتين", ["paracetamol (500 mg)"]),
        ("ibuprofen (أقراص)", ["ibuprofen"]),
        ("اتصل +44 1632 960 001 الآن", ["+44 1632 960 001"]),
        ("الإصدار 2026-11", ["2026-11"]),
        ("من 9 صباحا إلى 4 مساء، 5%", ["5%"]),
        ("هاتف: 01632 960 001 or ward 7 on 01632 960 002 الآن", ["01632 960 001 or ward 7 on 01632 960 002"]),
        ("خذ 5 mg ibuprofen 3 مرات", ["5 mg ibuprofen"]),
        ("خذ ibuprofen 3 مرات أو codeine 10 000 مرة", ["ibuprofen", "codeine", "10 000"]),
        ("خذ ibuprofen 500 mg مرتين", ["ibuprofen 500 mg"]),
        ("السكر HbA1c 48 mmol/mol (6.5%).", ["HbA1c 48 mmol/mol", "6.5%"]),
        ("Riverside Hospital، شارع B 12", ["Riverside Hospital", "B 12"]),
        ("خذ 1½ قرص، ثم ½ قرص", ["1½", "½"]),
        ("خذ 5–10 mg كل 4–6 ساعات", ["5–10 mg", "4–6"]),
        ("النتيجة ≥ 90 mL/min/1.73 m² جيدة", ["≥ 90 mL/min/1.73 m²"]),
        ("إذا كانت < 30 أو −5", ["< 30", "−5"]),
        ("الحرارة 37.5–38 °C. الجرعة 125 mg/5 mL", ["37.5–38 °C", "125 mg/5 mL"]),
        ("العدد 4–11 × 10⁹/L و Ca²⁺ و CO₂.", ["4–11 × 10⁹/L", "Ca²⁺", "CO₂"]),
        ("نسبة 10 % أو £5 أو € 12", ["10 %", "£5", "€ 12"]),
        ("اتصل 01632 960 000 من 10 000 شخص", ["01632 960 000", "10 000"]),
        ("خذ 5 mg. 4 مرات", ["5 mg"]),
        ("خذ ٥–١٠ ملغ كل ٤–٦ ساعات، ٣٧٫٥ °C", ["°C"]),
        ("۵–۱۰ mg هر ۴–۶ ساعت", ["۵–۱۰ mg", "۴–۶"]),
    ],
)
def test_in_arabic_words_and_numbers_from_the_left_keep_together(text: str, from_left: list[str]) -> None:
    pieces = list(parted(text, rtl=True))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, rtl in pieces if not rtl] == from_left


def test_in_english_arabic_words_keep_together() -> None:
    assert list(parted("Ask for العربية (5 كلمات) here", rtl=False)) == [
        ("Ask for ", False),
        ("العربية (5 كلمات)", True),
        (" here", False),
    ]
    assert list(parted("plain", rtl=False)) == [("plain", False)]


def test_a_quantity_keeps_together_where_a_part_of_it_is_stressed() -> None:
    strong, drug = Strong((Text("5"),)), Link((Text("ibuprofen"),), "https://example.org")
    words = (Text("خذ "), strong, Text("–10 mg مرتين "), drug, Text(" أو "), Strong((Text("خذ 5 mg"),)), Text("/kg"))
    assert list(gathered(words, rtl=True)) == [
        ((Text("خذ "),), False),
        ((strong, Text("–10 mg")), True),
        ((Text(" مرتين "),), False),
        ((drug,), False),
        ((Text(" أو "), Strong((Text("خذ 5 mg"),))), False),
        ((Text("/kg"),), False),
    ]
    assert list(gathered(words, rtl=False)) == [(words, False)]
