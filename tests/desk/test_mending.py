"""What cannot be read is told of, and mended as text by an editor; nothing is written while anything is wrong."""

from __future__ import annotations

from pathlib import Path

import httpx2 as httpx
import pytest

from press.desk import people, plainly
from press.desk.people import Person, Role
from press.problems import Place, Problem
from tests.desk.conftest import Browser, Open, filled, page, said

KNEE = "/leaflet/knee/2025-06/en-GB"


def file(browser: Browser) -> Path:
    return browser.desk.office.folder / "knee" / "2025-06.yaml"


def spoil(browser: Browser, old: str = "title: ", new: str = "titel: ") -> str:
    """Spoil the edition in use; what it said before."""
    sound = file(browser).read_text(encoding="utf-8")
    assert old in sound
    file(browser).write_text(sound.replace(old, new, 1), encoding="utf-8")
    return sound


def mended(browser: Browser) -> httpx.Response:
    """The page with the text of the first thing that cannot be read."""
    return browser.get(page(browser.get("/broken")).xpath("//main//a[starts-with(@href, '/mend/')]/@href")[0])


def sent(browser: Browser, shown: httpx.Response, **changed: str) -> httpx.Response:
    return browser.client.post(shown.url.path, data={**filled(shown.text), "do": "save", **changed})


def test_a_leaflet_that_cannot_be_read_is_told_of_and_its_address_leads_to_why(browser: Browser) -> None:
    assert "Everything in the library can be read" in said(browser.get("/broken"))
    spoil(browser)
    assert "cannot be read, so that what they say is missing here: 1" in said(browser.get("/"))
    for address in (KNEE, KNEE.replace("leaflet", "approve"), KNEE.replace("leaflet", "edit")):
        shown = browser.get(address)
        assert shown.url.path == "/broken"
        assert "Leaflet knee, edition 2025-06 (en-GB)" in said(shown)
    assert browser.get("/leaflet/knee/1999/en-GB").status_code == 404


@pytest.mark.parametrize("new", ["titel: ", "\ttitle: ", "title: 'Open\nx: "])
def test_its_text_is_mended_beside_its_faults_and_nothing_is_written_before(browser: Browser, new: str) -> None:
    sound = spoil(browser, new=new)
    shown = mended(browser)
    assert page(shown).xpath("//textarea[@aria-invalid='true']")
    assert "Line " in said(shown)
    still = sent(browser, shown, text=sound.replace("title: ", "titel: ", 1) + "# mine\n")
    assert still.status_code == 422
    assert "There is no key `titel` here" in said(still)
    assert "# mine" not in file(browser).read_text(encoding="utf-8")
    assert "# mine" in mended(browser).text  # kept as a draft
    done = sent(browser, still, text=sound)
    assert "It can be read again" in said(done)
    assert file(browser).read_text(encoding="utf-8") == sound
    assert browser.get(KNEE).status_code == 200


def test_whoever_mends_second_is_shown_what_the_first_did(browser: Browser) -> None:
    sound = spoil(browser)
    shown = mended(browser)
    file(browser).write_text(sound.replace("title: ", "tittel: ", 1), encoding="utf-8")
    late = sent(browser, shown, text=sound)
    assert late.status_code == 422
    assert "tittel: " in said(late)
    assert "tittel: " in file(browser).read_text(encoding="utf-8")
    assert "can be read again" in said(sent(browser, late, text=sound))


def test_how_lines_end_stays_as_it_is_in_what_is_mended(browser: Browser) -> None:
    sound = spoil(browser)
    file(browser).write_bytes(file(browser).read_bytes().replace(b"\n", b"\r\n"))
    sent(browser, mended(browser), text=sound)
    assert file(browser).read_bytes() == sound.encode().replace(b"\n", b"\r\n")


def test_a_clinic_and_what_all_share_are_mended_too(browser: Browser) -> None:
    for name in ("library.yaml", "clinics/riverside.yaml"):
        path = browser.desk.office.folder / name
        sound = path.read_text(encoding="utf-8")
        path.write_text(f"{sound}colour: red\n", encoding="utf-8")
        assert "There is no key “colour”" in said(browser.get("/broken")).replace("`colour`", "“colour”")
        assert "can be read again" in said(sent(browser, mended(browser), text=sound)), name
        assert path.read_text(encoding="utf-8") == sound


def test_clinicians_see_what_is_wrong_and_no_text_of_a_file(opened: Open) -> None:
    phrase = "correct horse battery"
    browser = opened({"eve": Person("eve", "", Role.APPROVER, people.hashed(phrase))})
    browser.post("/signin", name="eve", password=phrase)
    spoil(browser)
    shown = browser.get("/broken")
    assert "Leaflet knee, edition 2025-06" in said(shown)
    assert "/mend/" not in shown.text
    editor = browser.desk.people["eve"]
    assert editor.role is Role.APPROVER
    assert browser.get("/mend/0123456789abcdef").status_code == 403


@pytest.mark.parametrize("address", ["/mend/..%2Flibrary", "/mend/0123456789abcdef", "/mend/library.yaml"])
def test_only_what_cannot_be_read_is_mended_as_text(browser: Browser, address: str) -> None:
    assert browser.get(address).status_code == 404


def test_a_signature_is_not_mended_by_hand(browser: Browser) -> None:
    browser.desk.office.folder.joinpath("knee", "2025-06.signed.yaml").write_text("signatures: 1\n", encoding="utf-8")
    shown = browser.get("/broken")
    assert "it cannot be done here" in said(shown)
    assert "/mend/" not in shown.text


def test_what_cannot_be_done_is_said_without_the_options_of_commands() -> None:
    said = "2026-01 is not later than 2026-02, the newest edition. Give a later --last."
    assert plainly.told(said).endswith("the newest edition. Ask whoever looks after the library.")
    assert plainly.told("Nothing is asked.") == "Nothing is asked."


@pytest.mark.parametrize(
    ("message", "hint", "told"),
    [
        ("The picture has no description.", "Add `alt:`, or `decorative: true`.", "people who cannot see it"),
        (
            "There is no contact `x` in library.yaml.",
            "Did you mean `y`?",
            "in “Contacts, and words that are explained”.",
        ),
        ("No font here has this character.", "Write it in words, or add a font that has it to `fonts/`.", "in words."),
        ("It is behind.", "Have it translated: translate export --to cy.", "Whoever looks after the library’s files"),
        ("The file's name is wrong.", "Rename it to end in `.yaml`.", "Whoever looks after the library’s files"),
        ("It has two headings.", "Write `### Heading`.", "Write `### Heading`."),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_the_desk(message: str, hint: str, told: str) -> None:
    assert told in plainly.sentence(Problem("case", Place("leaflets/knee/2025-06.yaml", 3), message, hint))


@pytest.mark.parametrize(
    ("hint", "told"),
    [
        ("Add `credit:` with its `text:`, or `own: true`.", "Write whom to name, or say that the picture is your own."),
        (
            "Write both `logo:` and `logo_alt:`, or neither.",
            "Choose the logo’s file and write what it says, or neither.",
        ),
        ("Write at least one, with `heading:` and `body:`.", "A leaflet has at least one, with a heading and a text."),
        ("Say it in the text, or in `references:`.", "Say it in the text."),
        ("Write `![](figure:id)` there.", "Write the picture’s mark, as in ![](figure:knee), there."),
        ("Add `long_description:`.", "Add its longer description."),
        ("Add `heading:`.", "Add heading."),
        ("Look at `figures:`.", "Look at the pictures."),
        ("Look at `glossary:`.", "Look at the words that are explained."),
        ("Look at `alt:`.", "Look at what the picture shows."),
        ("Look at `phone:`.", "Look at “phone”."),
        ("Look at library.cy.yaml.", "Look at “Contacts, and words that are explained”."),
        ("Give it another name, or rename the file.", "Give it another name."),
        ("Look at leaflets/knee/2025-06.cy.yaml.", "Look at the edition 2025-06 of knee."),
        ("Mend x.yml.", "Whoever looks after the library’s files can mend it: Mend x.yml."),
        ("Look in fonts/.", "Whoever looks after the library’s files can mend it: Look in fonts/."),
        ("Add a folder.", "Whoever looks after the library’s files can mend it: Add a folder."),
        ("Add the key.", "Whoever looks after the library’s files can mend it: Add the key."),
        ("Run: sign knee.", "Whoever looks after the library’s files can mend it: Run: sign knee."),
        ("Run: build knee.", "Whoever looks after the library’s files can mend it: Run: build knee."),
        ("Run: next knee.", "Whoever looks after the library’s files can mend it: Run: next knee."),
        ("Run: questions knee.", "Whoever looks after the library’s files can mend it: Run: questions knee."),
        ("Run: answers knee.", "Whoever looks after the library’s files can mend it: Run: answers knee."),
        ("Run `sign`.", "Whoever looks after the library’s files can mend it: Run `sign`."),
        ("Run `translate`.", "Whoever looks after the library’s files can mend it: Run `translate`."),
        ("Run `build`.", "Whoever looks after the library’s files can mend it: Run `build`."),
        ("Run `questions`.", "Whoever looks after the library’s files can mend it: Run `questions`."),
        ("Give --last.", "Whoever looks after the library’s files can mend it: Give --last."),
    ],
)
def test_how_it_is_mended_is_said_for_pages_or_to_be_for_others(hint: str, told: str) -> None:
    assert plainly.hint(Problem("case", Place("leaflets/knee/2025-06.yaml"), "It is wrong.", hint)) == told


def test_the_words_that_are_wrong_are_told_between_what_is_and_what_to_do() -> None:
    problem = Problem("case", Place("knee.yaml", words="2 tablets"), "It is wrong.", "Mend it.")
    assert plainly.sentence(problem) == "It is wrong. [2 tablets] Mend it."
    assert plainly.sentences([problem, problem]) == [plainly.sentence(problem)] * 2


def test_who_cannot_be_helped_here_is_told_whom_to_ask_and_nobody_else_is() -> None:
    assert plainly.told("It is there. Give another --name! Or wait.") == (
        "It is there. Or wait. Ask whoever looks after the library."
    )
    assert plainly.told("Is it so? Yes, word--word.") == "Is it so? Yes, word--word."
