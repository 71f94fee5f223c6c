"""Numbers, doses, dates, phone numbers and addresses are the same on both sides of a translation."""

from __future__ import annotations

import pytest

from press.model import Segment, SourcePassage, TranslatedFrom
from press.reader.agreeing import disagreements, pairs
from tests.translations.conftest import Library

WELSH = "pain/2026-01.cy.yaml"


def said(was: str, now: str, language: str) -> list[str]:
    """What differs between an English passage and its translation."""
    both = pairs([SourcePassage("summary", was)], [Segment("summary", "summary", now)])
    return [found.words for found in disagreements(tuple(both), "en-GB", language)]


@pytest.mark.parametrize(
    ("was", "now", "language"),
    [
        ("Take 500 mg.", "خذ ٥٠٠ ملغ.", "ar"),
        ("Take 2.5 ml.", "Weź 2,5 ml.", "pl"),
        ("Take 1,000 mg.", "Weź 1 000 mg.", "pl"),
        ("Take 1,000 mg.", "Nehmen Sie 1.000 mg.", "de"),
        ("Take 2.5 ml.", "خذ ٢٫٥ مل.", "ar"),
        ("Take 500 milligrams.", "Weź 500 miligramów.", "pl"),
        ("Open from 9am to 4pm.", "Otwarte od 9 do 16.", "pl"),
        ("Open until 4.30pm.", "Ar agor tan 4.30yh.", "cy"),
        ("On 1 June 2026.", "1 czerwca 2026 r.", "pl"),
        ("On 1 June 2026.", "Am 1.6.2026.", "de"),
        ("On 1 June 2026.", "El 1 de junio de 2026.", "es"),
        ("In June 2026.", "Ym Mehefin 2026.", "cy"),
        ("Take 2 tablets.", "خذ قرصين.", "ar"),
        ("Take two tablets.", "Weź 2 tabletki.", "pl"),
        ("Twice a day.", "2 razy dziennie.", "pl"),
        ("5% of people.", "5 y cant o bobl.", "cy"),
        ("5% of people.", "٥٪ من الناس.", "ar"),
        ("Take 2 tablets.", "Nehmen Sie zwei Tabletten.", "de"),
        ("Take 2 tablets.", "Tome dos comprimidos.", "es"),
        ("Take 2 tablets.", "दो गोलियाँ लें।", "hi"),
        ("For 3 days.", "Przez 3 dni.", "pl"),
        ("37.5–38 °C", "37,5–38 °C", "pl"),
        ("Take 1½ tablets.", "Cymerwch 1½ tabled.", "cy"),
        ("Take ½ tablet.", "Cymerwch ½ tabled.", "cy"),
        ("Take 0.5 ml.", "Cymerwch ½ ml.", "cy"),
        ("Keep it at 2-8 °C.", "Cadwch ef ar 2 i 8 °C.", "cy"),
        ("Keep it at -18 °C.", "Cadwch ef ar −18 °C.", "cy"),
        ("Call 01632 960 001.", "اتصل على ٠١٦٣٢ ٩٦٠ ٠٠١.", "ar"),
        ("Call 01632 960 001.", "Zadzwoń: 01632 960001.", "pl"),
        ("We are at AB1 2CD.", "Rydym yn AB1 2CD.", "cy"),
        ("See [page](https://a.org/b).", "Gweler [tudalen](https://a.org/b).", "cy"),
        ("You may take it in March.", "Gallwch ei gymryd ym mis Mawrth.", "cy"),
    ],
)
def test_the_same_in_another_language_is_no_difference(was: str, now: str, language: str) -> None:
    assert said(was, now, language) == []


@pytest.mark.parametrize(
    ("was", "now", "language", "words"),
    [
        ("Take 500 mg.", "خذ ٥٠ ملغ.", "ar", "it says “50 ملغ” for “500 mg”"),
        ("Take 500 mg.", "Weź 500 g.", "pl", "it says “500 g” for “500 mg”"),
        ("Take 500 mg.", "Weź 500.", "pl", "it says “500” for “500 mg”"),
        ("Take 500 micrograms.", "Cymerwch 500 mg.", "cy", "it says “500 mg” for “500 micrograms”"),
        ("Take 1,000 mg.", "Weź 1,000 mg.", "pl", "it says “1,000 mg” for “1,000 mg”"),
        ("Take 2.5 ml.", "خذ ٢٥ مل.", "ar", "it says “25 مل” for “2.5 ml”"),
        ("On 1 June 2026.", "Ar 1 Gorffennaf 2026.", "cy", "it says “Gorffennaf” for “June”"),
        ("On 1 June 2026.", "Am 6.1.2026.", "de", None),
        ("For 3 days.", "Przez 3 tygodnie.", "pl", "it says “3 tygodnie” for “3 days”"),
        ("Take 2 tablets.", "Cymerwch dabledi.", "cy", "“2” is missing"),
        ("Take ½ tablet.", "Cymerwch ¼ tabled.", "cy", "it says “¼” for “½”"),
        ("Keep it at -18 °C.", "Cadwch ef ar -20 °C.", "cy", "it says “-20 °C” for “-18 °C”"),
        ("Take tablets.", "Cymerwch 2 dabled.", "cy", "“2” is not said there"),
        ("Call 01632 960 001.", "Ffoniwch 01632 960 002.", "cy", "it says “01632960002” for “01632960001”"),
        ("We are at AB1 2CD.", "Rydym yn AB1 2CE.", "cy", "it says “AB1 2CE” for “AB1 2CD”"),
        ("[Ask](mailto:a@b.org)", "[Gofyn](mailto:a@b.com)", "cy", "it says “mailto:a@b.com” for “mailto:a@b.org”"),
        ("[Ask](https://b.org/a)", "Gofyn", "cy", "“https://b.org/a” is missing"),
    ],
)
def test_other_numbers_and_addresses_are_told(was: str, now: str, language: str, words: str | None) -> None:
    found = said(was, now, language)
    assert len(found) == 1
    assert words in (None, found[0])


def test_a_difference_is_an_error_with_both_lines_and_nothing_is_built(library: Library) -> None:
    library.edit(WELSH, "500 mg", "5000 mg")
    said = library.run("check")
    assert said.code == 1
    assert "leaflets/pain/2026-01.cy.yaml:11: error: The numbers are not those" in said.err
    assert "it says “5000 mg” for “500 mg”. leaflets/pain/2026-01.yaml says “Take 500 mg twice a day" in said.err
    assert "[Cymerwch 5000 mg ddwywaith y dydd" in said.err
    assert library.run("build", "pain", "--layout", "web", "--lang", "cy").code != 0


def test_a_difference_with_a_reason_is_none(library: Library) -> None:
    library.edit(WELSH, "| Plant | 1 ml |", "| Plant | 1 llwyaid |")
    assert library.run("check").code == 1
    reason = "differences:\n  - words: 1 llwyaid\n    reason: A spoonful has 1 ml.\n"
    library.edit(WELSH, "contacts:", f"{reason}contacts:")
    assert library.run("check").code == 0


def test_a_reason_for_what_does_not_differ_is_a_warning(library: Library) -> None:
    library.edit(WELSH, "contacts:", "differences:\n  - words: 500 mg\n    reason: It was so.\ncontacts:")
    said = library.run("check")
    assert said.code == 0
    assert "warning: No line of this edition with these words has other numbers" in said.err


def test_sections_with_more_passages_are_compared_as_a_whole_once_the_source_is_known(library: Library) -> None:
    library.run("translate", "confirm", "pain", "--to", "cy")
    library.edit(WELSH, "      - un am 8pm", "      - un am 8pm\n      - un am 9pm")
    said = library.run("check")
    assert said.code == 1
    assert "“9pm” is not said there. It has more or fewer passages here than leaflets/pain/2026-01.yaml" in said.err


def test_a_text_that_only_shares_a_name_and_nobody_calls_a_translation_is_not_compared(library: Library) -> None:
    library.edit(WELSH, "      - un am 8pm", "      - un am 8pm\n      - un am 9pm")
    assert library.run("check").code == 0


@pytest.mark.parametrize(
    ("was", "now", "language", "words"),
    [
        (
            "Children take 5 ml, adults 10 ml.",
            "Plant: 10 ml, oedolion: 5 ml.",
            "cy",
            "it says “10 ml” before “5 ml”, where it is “5 ml” before “10 ml”",
        ),
        (
            "Take 500 mg now, 1 g at night.",
            "خذ ١ غ الآن و٥٠٠ ملغ ليلا.",
            "ar",
            "it says “1 غ” before “500 ملغ”, where it is “500 mg” before “1 g”",
        ),
        ("2 tablets, then 1.", "1 dabled, yna 2.", "cy", "it says “1” before “2”, where it is “2” before “1”"),
        ("Open from 9am to 5pm.", "Ar agor o 5yh tan 9yb.", "cy", None),
        ("Day 01632 960 001, night 01632 960 002.", "Dydd 01632 960 002, nos 01632 960 001.", "cy", None),
    ],
)
def test_numbers_that_changed_places_are_told(was: str, now: str, language: str, words: str | None) -> None:
    (found,) = said(was, now, language)
    assert words in (None, found)


@pytest.mark.parametrize(
    ("was", "now", "language"),
    [
        ("Take 500 mg every 6 hours for 3 days.", "Przez 3 dni co 6 godzin 500 mg.", "pl"),
        ("On 1 June 2026, take 2.", "2026, 1 Mehefin: cymerwch 2.", "cy"),
        ("5 ml (250 mg)", "250 mg (5 ml)", "cy"),
        ("Take 5 ml, then 5 ml.", "Cymerwch 5 ml, yna 5 ml.", "cy"),
    ],
)
def test_an_order_that_cannot_make_one_amount_anothers_is_each_languages_own(was: str, now: str, language: str) -> None:
    assert said(was, now, language) == []


def test_doses_that_changed_places_are_a_warning_until_somebody_gives_the_reason(library: Library) -> None:
    for name, who in (("pain/2026-01.yaml", ("Adults", "children")), (WELSH, ("Oedolion", "plant"))):
        library.edit(
            name,
            "      - un am 8pm" if name == WELSH else "      - one at 8pm",
            f"      - {who[0]} 10 ml, {who[1]} 5 ml",
        )
    assert "translation-order" not in library.run("check").err
    library.edit(WELSH, "Oedolion 10 ml, plant 5 ml", "Oedolion 5 ml, plant 10 ml")
    said = library.run("check")
    assert said.code == 0
    assert (
        "cy.yaml:15: warning: The numbers are those of the edition that it was translated from, in another order"
        in said.err
    )
    assert "leaflets/pain/2026-01.yaml says “Adults 10 ml, children 5 ml”" in said.err
    assert library.run("translate", "confirm", "pain", "--to", "cy").code == 0
    library.edit(WELSH, "contacts:", "differences:\n  - words: plant 10 ml\n    reason: Agreed.\ncontacts:")
    assert "translation-order" not in library.run("check").err


def test_a_language_whose_number_words_nobody_knows_is_said_to_be_one(library: Library) -> None:
    library.put("pain/2026-01.so.yaml", library.text(WELSH).replace("2 g", "laba g"))
    said = library.run("check")
    assert "Numbers in words are not known in so" in said.err
    assert "not known in cy" not in said.err


def test_of_what_a_translation_was_made_from_its_own_passages_are_those_that_are_lent_by_nobody() -> None:
    keys = ("title", "summary", "section-1", "library.helpline", "picture.knee.1", "passage.when-to-call")
    of = TranslatedFrom("2026-01", "en-GB", tuple(SourcePassage(key, "Rest.") for key in keys))
    assert [passage.key for passage in of.own] == ["title", "summary", "section-1"]
