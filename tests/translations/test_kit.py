"""A new language: the strings it needs, what is wrong with them, its dates, and a clinic's words in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from press import layout
from press.layout import kit as kits
from press.layout.shapes import LISTS, OPTIONAL, TABLES
from press.layout.strings import Strings
from press.layout.uses import USES
from press.manuscript import spoken_date
from press.model import Clinic, PartialDate
from tests.translations.conftest import Library

ROOT = Path(__file__).parents[2]
POLISH = "pain/2026-01.pl.yaml"


@pytest.fixture
def kit(library: Library) -> Path:
    said = library.run("language", "pl")
    assert said.code == 0, said
    return library.folder.parent / "layouts" / "strings" / "pl.yaml"


def filled(kit: Path, **other: str) -> None:
    """Write a string behind each key that has none."""
    english = yaml.safe_load((ROOT / "layouts" / "strings" / "en.yaml").read_text(encoding="utf-8"))
    lines = kit.read_text(encoding="utf-8").splitlines()
    for at, line in enumerate(lines):
        key = line.removesuffix(":")
        if key in USES and key not in OPTIONAL:
            text = other.get(key, f"Ż {english[key]}"[: USES[key].room] if "{" not in english[key] else english[key])
            lines[at] = f'{key}: "{text}"'
    kit.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_every_string_has_a_use() -> None:
    english = yaml.safe_load((ROOT / "layouts" / "strings" / "en.yaml").read_text(encoding="utf-8"))
    assert set(USES) == set(english)


def test_every_string_has_room_but_for_lists_tables_and_what_is_heard() -> None:
    """What has no room of its own may be of any length."""
    free = {key for key, use in USES.items() if not use.room}
    heard = {"voice", "alphabet", "book_sound", "book_structure", "book_pictures"}
    cells = {"braille_sheet", "braille_print", "braille_proved", *TABLES}
    assert free == {*LISTS, *heard, *cells}


def test_the_kit_says_of_each_key_where_it_is_printed_and_what_the_english_is(kit: Path) -> None:
    text = kit.read_text(encoding="utf-8")
    assert (
        "# A label before a phone number; a colon follows. At most 25 characters.\n# English: Phone\nphone:\n" in text
    )
    assert "months: [styczeń, luty, marzec," in text
    assert "that of the language's tag.\n# English: en-gb\nvoice:\n" in text
    assert set(yaml.safe_load(text)) == set(USES)


def test_a_language_in_work_is_named_and_all_others_are_made_as_before(library: Library, kit: Path) -> None:
    said = library.run("check")
    assert said.code == 0
    assert "layouts/strings/pl.yaml: warning: " in said.err
    assert f" of its {len(USES)} strings are not translated" in said.err
    assert library.run("build", "pain", "--layout", "web").code == 0
    assert library.run("language", "pl").code == 2, "it is there already"


def test_check_says_when_an_edition_s_language_has_no_strings(library: Library) -> None:
    library.put(POLISH, library.text("pain/2026-01.yaml"))
    said = library.run("check")
    assert said.code == 1
    assert (
        "pain/2026-01.pl.yaml: error: No document can be made of it: the words that no author writes are missing"
        in (said.err)
    )
    assert "Write them with: language pl." in said.err
    library.edit(POLISH, "status: approved", "status: draft")
    assert library.run("check").code == 0


def test_with_its_strings_a_language_is_printed(library: Library, kit: Path) -> None:
    library.put(POLISH, library.text("pain/2026-01.yaml"))
    filled(kit)
    assert "no-strings" not in library.run("check").err
    said = library.run("build", "pain", "--layout", "web", "--lang", "pl")
    assert said.code == 0, said
    page = (library.out / "pain" / "2026-01.pl" / "pain-web.html").read_text(encoding="utf-8")
    assert "styczeń\u00a02026" in page
    assert "Ż Last reviewed" in page


def test_a_string_that_is_longer_than_its_room_or_english_still_is_named(library: Library, kit: Path) -> None:
    empty = kit.read_text(encoding="utf-8")
    filled(kit)
    before = _english(library.run("check").err)
    kit.write_text(empty, encoding="utf-8")
    filled(kit, phone="Numer telefonu, pod którym nas znajdziesz", your_clinic="Your clinic")
    said = library.run("check").err
    assert "`phone` has 41 characters, and there is room for 25. A label before a phone number" in said
    assert "its strings are those of English. [page_of, " in said
    assert _english(said) == before + 1


@pytest.mark.parametrize(
    ("key", "text", "length"),
    [
        ("page_of", "Strona {page} razem z {pages}", len("Strona 88 razem z 88")),
        ("volume_of", "Tom numer {volume} ze {volumes}", len("Tom numer 8 ze 8")),
        ("see_volume_page", "(w tomie {volume}, strona {page})", len("(w tomie 8, strona 88)")),
    ],
)
def test_the_room_of_a_string_is_that_of_the_longest_number_that_it_may_have(
    key: str, text: str, length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room, told in ((length, []), (length - 1, [f"`{key}` has {length} characters"])):
        monkeypatch.setitem(USES, key, USES[key]._replace(room=room))
        found = kits.check({"pl": Strings("pl", {key: text}, (), ())}, {})
        assert [problem.message.partition(",")[0] for problem in found] == told


def _english(said: str) -> int:
    """How many strings are said to be those of English."""
    found = re.search(r"(\d+) of its strings are those of English\. \[.* and (\d+) more\]", said)
    assert found
    assert int(found[1]) == int(found[2]) + 5
    return int(found[1])


def test_the_strings_that_come_with_the_program_are_whole_and_fit() -> None:
    supplies = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"].supplies
    assert not list(kits.check(supplies.strings, supplies.unfinished))


def test_typewriter_apostrophes_are_found_in_welsh(library: Library) -> None:
    said = library.run("check").err
    assert (
        "2026-01.cy.yaml: warning: Typewriter's apostrophes (') stand in 2 of its passages, where print has ’." in said
    )
    assert "2026-01.yaml: warning: Typewriter" not in said
    for _ in range(2):
        library.edit("pain/2026-01.cy.yaml", "i'", "i’")
    assert "Typewriter" not in library.run("check").err


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "9 June 2022", "June 2022"),
        ("cy", "9 Mehefin 2022", "Mehefin 2022"),
        ("ar", "9 يونيو 2022", "يونيو 2022"),
        ("pl", "9 czerwca 2022", "czerwiec 2022"),
        ("de", "9. Juni 2022", "Juni 2022"),
        ("hu", "2022. június 9.", "2022. június"),
    ],
)
def test_dates_are_those_of_unicode_s_data(language: str, day: str, month: str) -> None:
    strings = layout.Strings(language, {}, layout.dates.months(language)[:12], ())
    assert spoken_date(PartialDate(2022, 6, 9), strings) == day
    assert spoken_date(PartialDate(2022, 6), strings) == month
    assert spoken_date(PartialDate(2022), strings) == "2022"


def test_a_language_s_own_months_win_over_unicode_s() -> None:
    own = ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "ت1", "ت2", "ك1")
    assert spoken_date(PartialDate(2022, 6, 9), layout.Strings("ar", {}, own, ())) == "9 حزيران 2022"


def test_a_clinic_s_words_are_in_the_language_of_the_leaflet(library: Library) -> None:
    (library.folder / "clinics").mkdir()
    library.put("clinics/main.yaml", 'name: Main Clinic\naddress: ["1 High Street"]\nhours: "9am to 5pm"\n')
    library.put("clinics/main.cy.yaml", 'name: Y Brif Glinig\naddress: ["1 Stryd Fawr"]\nhours: "9am i 5pm"\n')
    said = library.run("build", "pain", "--layout", "web", "--clinic", "main")
    assert said.code == 0, said
    pages = {
        name: (library.out / "pain" / name / "pain-web-main.html").read_text(encoding="utf-8")
        for name in ("2026-01", "2026-01.cy")
    }
    assert "Y Brif Glinig" in pages["2026-01.cy"]
    assert "1\u00a0Stryd Fawr" in pages["2026-01.cy"]
    assert "Main Clinic" not in pages["2026-01.cy"]
    assert "Main Clinic" in pages["2026-01"]
    assert "Glinig" not in pages["2026-01"]


def test_a_clinic_without_words_in_a_language_speaks_its_own() -> None:
    welsh = Clinic("main", "Y Brif Glinig", language="cy")
    clinic = Clinic("main", "Main Clinic", language="en-GB", others=(welsh,))
    assert clinic.spoken("cy-GB") is welsh
    assert clinic.spoken("ar") == Clinic("main", "Main Clinic", language="en-GB")


def test_hours_that_differ_between_languages_are_errors(library: Library) -> None:
    library.edit("library.cy.yaml", "9am i 5pm", "9am i 6pm")
    said = library.run("check")
    assert said.code == 1
    assert (
        "library.cy.yaml:5: error: The numbers are not those of the library's own language: it says “6pm” for “5pm”"
        in (said.err)
    )


def test_what_a_contact_lacks_in_another_language_is_told(library: Library) -> None:
    library.edit("library.cy.yaml", '    hours: "Dydd Llun i ddydd Gwener, 9am i 5pm"\n', "")
    said = library.run("check").err
    assert "so leaflets in it leave out “Monday to Friday, 9am to 5pm”. [desk] Write `hours:` below it." in said


def test_a_clinic_s_hours_without_words_in_another_language_are_told(library: Library) -> None:
    (library.folder / "clinics").mkdir()
    library.put("clinics/main.yaml", 'name: Main Clinic\nhours: "9am to 5pm"\n')
    told = "Its hours have no words in cy: leaflets there say “9am to 5pm”."
    said = library.run("check").err
    assert f"clinics/main.yaml:2: warning: {told}" in said and "Write `hours:` in main.cy.yaml, beside it." in said
    library.put("clinics/main.cy.yaml", "name: Y Brif Glinig\n")
    assert told in library.run("check").err
    library.put("clinics/main.cy.yaml", 'hours: "9am i 5pm"\n')
    assert told not in library.run("check").err


def test_a_clinic_s_file_in_another_language_needs_the_clinic_s_own(library: Library) -> None:
    (library.folder / "clinics").mkdir()
    library.put("clinics/main.cy.yaml", "name: Y Brif Glinig\n")
    assert "A clinic in another language is named after its own file" in library.run("check").err
