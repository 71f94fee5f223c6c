"""An editor changes words: what is wrong stands beside them, drafts are kept, and nobody's words are lost."""

from __future__ import annotations

import io
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from docx import Document

from press.desk import people
from press.desk.people import Person, Role
from press.desk.visit import Words
from press.review import wording
from tests.desk.conftest import Browser, Open, filled, page, said
from tests.incoming.files import saved
from tests.incoming.test_merging import KNEE as KNEE_TEXT
from tests.incoming.test_merging import composed, edition, retyped, written

KNEE = "/edit/knee/2025-06/en-GB"


def file(browser: Browser) -> Path:
    return browser.desk.office.folder / "knee" / "2025-06.yaml"


def sent(browser: Browser, shown: httpx.Response, do: str, **changed: str) -> httpx.Response:
    """Send the form that a page shows, with some of its fields changed."""
    fields = filled(shown.text)
    return browser.client.post(KNEE, data={**fields, "do": do, **changed})


def test_words_are_changed_and_nothing_else_of_the_file(browser: Browser) -> None:
    before = "# Ours.\n" + file(browser).read_text(encoding="utf-8")
    file(browser).write_text(before, encoding="utf-8")
    answer = sent(browser, browser.get(KNEE), "save", title="Caring for your “knee”: at home")
    assert "The words are in the leaflet" in said(answer)
    after = file(browser).read_text(encoding="utf-8")
    changed = [(was, now) for was, now in zip(before.splitlines(), after.splitlines(), strict=True) if was != now]
    assert changed == [("title: Looking after your knee", 'title: "Caring for your “knee”: at home"')]


def test_a_form_that_is_sent_as_it_was_changes_nothing(browser: Browser) -> None:
    before = file(browser).read_bytes()
    assert sent(browser, browser.get(KNEE), "save").status_code == 200
    assert file(browser).read_bytes() == before


def test_how_lines_end_stays_as_it_is(browser: Browser) -> None:
    file(browser).write_bytes(file(browser).read_bytes().replace(b"\n", b"\r\n"))
    sent(browser, browser.get(KNEE), "save", title="Caring for your knee")
    after = file(browser).read_bytes()
    assert b"Caring for your knee" in after
    assert after.count(b"\n") == after.count(b"\r\n")


def test_what_is_wrong_stands_beside_its_field_and_is_kept_as_a_draft(browser: Browser) -> None:
    before = file(browser).read_bytes()
    answer = sent(browser, browser.get(KNEE), "save", **{"section.1.body": "See [this](nowhere:x) & <b>that</b>."})
    assert answer.status_code == 422
    assert page(answer).xpath("//*[@role='alert']//a/@href") == ["#section.1.body"] * len(
        page(answer).xpath("//*[@role='alert']//a")
    )
    assert page(answer).xpath("//div[@class='field faulty']//textarea/@id") == ["section.1.body"]
    assert file(browser).read_bytes() == before
    again = browser.get(KNEE)
    assert "This is your draft" in said(again)
    assert "[this](nowhere:x)" in page(again).xpath("string(//textarea[@id='section.1.body'])")
    sent(browser, again, "drop")
    assert "[this](nowhere:x)" not in browser.get(KNEE).text


def test_a_draft_is_checked_and_seen_as_a_web_page_before_it_is_in_the_leaflet(browser: Browser) -> None:
    before = file(browser).read_bytes()
    answer = sent(browser, browser.get(KNEE), "check", title="Caring for your knee")
    assert "Nothing is wrong with it" in said(answer)
    preview = browser.get(f"{KNEE}/preview")
    assert "Caring for your knee" in preview.text
    assert preview.headers["content-security-policy"].startswith("sandbox allow-same-origin; default-src 'none'")
    assert "script" not in preview.headers["content-security-policy"]
    assert file(browser).read_bytes() == before


def test_the_second_editor_is_shown_what_the_first_did_and_loses_nothing(browser: Browser) -> None:
    first, second = browser.get(KNEE), browser.get(KNEE)
    sent(browser, first, "save", title="The first title")
    answer = sent(browser, second, "save", title="The second title", summary="It says how to rest.")
    assert answer.status_code == 422
    assert "Somebody else has changed the leaflet" in said(answer)
    assert page(answer).xpath("//p[@class='theirs']/text()") == ["The first title"]
    assert page(answer).xpath("//input[@id='title']/@value") == ["The second title"]
    assert "The first title" in file(browser).read_text(encoding="utf-8")
    assert sent(browser, answer, "save").status_code == 200
    found = {each.key: each.text for each in wording.fields(file(browser).read_text(encoding="utf-8"))}
    assert (found["title"], found["summary"]) == ("The second title", "It says how to rest.")


def test_what_the_second_editor_has_not_touched_stays_as_the_first_wrote_it(browser: Browser) -> None:
    first, second = browser.get(KNEE), browser.get(KNEE)
    sent(browser, first, "save", title="The first title")
    answer = sent(browser, second, "save", summary="It says how to rest.")
    assert page(answer).xpath("//input[@id='title']/@value") == ["The first title"]
    sent(browser, answer, "save")
    found = {each.key: each.text for each in wording.fields(file(browser).read_text(encoding="utf-8"))}
    assert (found["title"], found["summary"]) == ("The first title", "It says how to rest.")


def test_what_was_typed_in_another_window_stays_in_the_draft_and_is_shown_before_it_is_saved(browser: Browser) -> None:
    first, second = filled(browser.get(KNEE).text), browser.get(KNEE)
    browser.client.post(f"{KNEE}/live", data={**first, "title": "Of window one", "seen-title": ""})
    browser.client.post(f"{KNEE}/live", data={**filled(second.text), "summary": "It is of window two."})
    shown = filled(browser.get(KNEE).text)
    assert (shown["title"], shown["summary"]) == ("Of window one", "It is of window two.")
    answer = sent(browser, second, "save", summary="It is of window two.")
    assert (answer.status_code, "another window" in said(answer)) == (422, True)
    assert filled(answer.text)["title"] == "Of window one"
    assert sent(browser, answer, "save").status_code == 200
    assert "Of window one" in file(browser).read_text(encoding="utf-8")


def test_what_is_typed_and_taken_back_is_no_longer_in_the_draft(browser: Browser) -> None:
    fields = filled(browser.get(KNEE).text)
    for title in ("Of window one", fields["title"]):
        browser.client.post(f"{KNEE}/live", data={**fields, "title": title, "seen-title": ""})
    assert filled(browser.get(KNEE).text)["title"] == fields["title"]


def test_the_same_words_by_two_editors_are_no_quarrel(browser: Browser) -> None:
    first, second = browser.get(KNEE), browser.get(KNEE)
    sent(browser, first, "save", title="The same title")
    assert sent(browser, second, "save", title="The same title", summary="It says how to rest.").status_code == 200


def test_markup_in_a_field_is_words(browser: Browser) -> None:
    answer = sent(browser, browser.get(KNEE), "check", title='"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text
    assert "<script>alert" not in browser.get(KNEE).text


def test_drafts_are_their_writers_own(opened: Open) -> None:
    phrase = "correct horse battery"
    users = {name: Person(name, "", Role.EDITOR, people.hashed(phrase)) for name in ("ann", "bob")}
    users["eve"] = Person("eve", "", Role.APPROVER, people.hashed(phrase))
    browser = opened(users)
    browser.post("/signin", name="ann", password=phrase)
    sent(browser, browser.get(KNEE), "check", title="Ann's title")
    browser.client.cookies.clear()
    browser.post("/signin", name="bob", password=phrase)
    assert "Ann's title" not in browser.get(KNEE).text
    browser.client.cookies.clear()
    browser.post("/signin", name="eve", password=phrase)
    assert browser.get(KNEE).status_code == 403


def test_what_was_changed_in_a_word_file_of_ours_becomes_a_draft(browser: Browser, tmp_path: Path) -> None:
    shutil.rmtree(browser.desk.office.folder)
    document = Document(io.BytesIO(written(composed(edition(tmp_path)))))  # and its library
    target = browser.desk.office.folder / "knee" / "2026-01.yaml"
    retyped("Take", "30", "45")(document)
    answer = browser.send("/return", {"file": ("knee.docx", saved(document))})
    assert answer.status_code == 200, said(answer)
    assert "Changes: 1" in said(answer)
    assert target.read_text(encoding="utf-8") == KNEE_TEXT
    draft = browser.get("/edit/knee/2026-01/en-GB")
    assert "45 mg" in draft.text
    assert "This is your draft" in said(draft)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"file": ("x.docx", b"PK")}, ""),
        ({"file": ("x.doc", b"x")}, "word_kind"),
        ({"file": ("x.docx", b"")}, "file_missing"),
        ({}, "file_missing"),
    ],
)
def test_what_is_no_word_file_of_ours_is_refused_at_its_field(
    browser: Browser, files: dict[str, tuple[str, bytes]], says: str
) -> None:
    answer = browser.send("/return", files)
    assert answer.status_code == 422
    assert not says or Words("en")(says) in said(answer)
    assert page(answer).xpath("//*[@role='alert']//a/@href")[0] == "#file"


def test_contacts_and_words_are_changed_for_all_leaflets_and_say_where_they_are_used(browser: Browser) -> None:
    shown = browser.get("/edit/library")
    used = page(shown).xpath("string(//label[@for='contact.helpline.name']/following-sibling::p[1])")
    assert "Looking after your knee" in used
    fields = {each.get("name"): each.get("value", "") for each in page(shown).xpath("//main//form//input")}
    fields |= {each.get("name"): (each.text or "").removeprefix("\n") for each in page(shown).xpath("//main//textarea")}
    wrong = browser.client.post("/edit/library", data={**fields, "do": "save", "contact.helpline.phone": "ring us"})
    assert page(wrong).xpath("//div[@class='field faulty']//input[not(@type)]/@id") == ["contact.helpline.phone"]
    new = {"contact.helpline.phone": "01632 960 009", "term.synovial-fluid.meaning": "A liquid in a joint."}
    answer = browser.client.post("/edit/library", data={**fields, "do": "save", **new})
    assert "It is in the library, for all leaflets" in said(answer)
    text = (browser.desk.office.folder / "library.yaml").read_text(encoding="utf-8")
    assert 'phone: "01632 960 009"' in text
    assert '  synovial fluid: "A liquid in a joint."' in text
    assert browser.desk.office.catalogue().contacts["helpline"].phone == "01632 960 009"


def test_what_is_empty_in_the_file_of_contacts_is_said_to_be_nothing() -> None:
    text = 'contacts:\n  desk:\n    name: Desk\n    phone: "1234 567"  # day\n    email: null\n'
    fields = {each.key: each.text for each in wording.fields(text)}
    assert fields == {"contact.desk.name": "Desk", "contact.desk.phone": "1234 567", "contact.desk.email": ""}
    changed = wording.edited(text, {"contact.desk.phone": "", "contact.desk.email": "d@example.org"})
    assert changed == 'contacts:\n  desk:\n    name: Desk\n    phone: null  # day\n    email: "d@example.org"\n'


TEXT = """# A comment
title: 'A knee'   # at the end
summary: >-
  Two lines
  of it.
sections:
  - heading: "Rest"
    body: |
      First.

      - one
      - two

  # between
  - body: Short.
    heading: Move
figures:
  bend: {file: bend.svg, alt: A knee, caption: Bent}
"""


KEYS = (
    *("title", "summary", "section.1.heading", "section.1.body", "section.2.heading", "section.2.body"),
    *("figure.bend.alt", "figure.bend.caption"),
)


def test_all_that_somebody_may_write_has_a_field() -> None:
    assert [each.key for each in wording.fields(TEXT)] == [*KEYS]


@pytest.mark.parametrize("key", KEYS)
def test_each_field_is_changed_by_itself(key: str) -> None:
    before = {each.key: each.text for each in wording.fields(TEXT)}
    new = 'He said: "rest" # now'
    if key == "section.1.body":
        new += "\n\n- three\n- four"
    after = wording.edited(TEXT, {key: new})
    assert {each.key: each.text for each in wording.fields(after)} == {**before, key: new}
    assert all(comment in after for comment in ("# A comment\n", "  # between\n"))
    assert ("   # at the end" in after) or key == "title"


def test_a_text_that_is_no_yaml_has_no_fields() -> None:
    assert wording.fields("title: [") == ()
    assert wording.fields("- a\n- b\n") == ()


def typed(browser: Browser, **changed: str) -> dict[str, Any]:
    """What is said of words while they are being typed."""
    fields = filled(browser.get(KNEE).text)
    answer = browser.client.post(f"{KNEE}/live", data={**fields, **changed})
    assert answer.status_code == 200
    return dict(answer.json())


def test_what_is_typed_is_kept_judged_and_shown_before_anything_is_sent(browser: Browser) -> None:
    before = file(browser).read_bytes()
    assert typed(browser, title="Caring for your knee") == {
        "faults": {},
        "said": "Kept as a draft. Nothing is wrong with it.",
    }
    assert "Caring for your knee" in browser.get(f"{KNEE}/preview").text
    faults = typed(browser, **{"section.1.body": "A [word](term:nothing)."})["faults"]
    assert list(faults) == ["section.1.body"]
    ((told, language),) = faults["section.1.body"]
    assert "no term" in told
    assert language == "en"
    refused = browser.get(f"{KNEE}/preview")
    assert (refused.status_code, "no term" in refused.text) == (422, True)
    assert "frame-ancestors 'self'" in refused.headers["content-security-policy"]
    assert file(browser).read_bytes() == before
    assert "A [word](term:nothing)." in browser.get(KNEE).text


def test_who_types_hears_what_somebody_else_has_changed_meanwhile(browser: Browser) -> None:
    shown = browser.get(KNEE)
    text = file(browser).read_text(encoding="utf-8")
    file(browser).write_text(text.replace("title: Looking after", "title: Minding"), encoding="utf-8")
    fields = filled(shown.text)
    said_of = browser.client.post(f"{KNEE}/live", data={**fields, "title": "Caring for your knee"}).json()
    assert list(said_of["faults"]) == ["edited"]


def test_an_editor_who_types_on_while_a_draft_is_being_kept_has_one_that_is_whole(browser: Browser) -> None:
    token = page(browser.get(KNEE)).xpath("//input[@name='token']/@value")[0]

    def typed(number: int) -> int:
        said = {"token": token, "title": f"Title {number}", "subtitle": "x" * 1000 * number}
        return browser.client.post(f"{KNEE}/live", data=said).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(typed, range(1, 13))) == {200}
    (title,) = page(browser.get(KNEE)).xpath("//input[@id='title']/@value")
    assert title.startswith("Title ")


def test_the_word_file_to_change_is_one_that_is_made_of_such_an_edition(browser: Browser) -> None:
    office = browser.desk.office
    large = replace(office.layouts["large-print"], makes=("pdf", "docx"))
    shown = replace(office.layouts, by_name={**office.layouts.by_name, "large-print": large})
    office.load = lambda _: shown
    office._looks.forget()
    (action,) = page(browser.get(KNEE)).xpath("//form[contains(@action, '/make/')]/@action")
    assert action.endswith("/make/large-print")


def test_what_is_typed_is_shown_as_a_change_against_the_edition_in_use_numbers_first(browser: Browser) -> None:
    def seen(address: str, part: str = "") -> str:
        return " ".join(browser.get(f"{address}/changes{part}").text.split())

    assert "Nothing has changed" in seen(KNEE)
    sent(browser, browser.get(KNEE), "check", summary="It says how to rest for 14 days.")
    shown = seen(KNEE)
    assert "Against the words that are in use now" in shown
    assert shown.index("Numbers") < shown.index("14 days")
    assert "<html" in shown
    assert "<html" not in seen(KNEE, "?part=yes")
    assert "Against the edition in use, 2025-06" in seen("/edit/knee/2026-01/en-GB")


def test_words_with_a_fault_are_compared_when_it_is_mended(browser: Browser) -> None:
    sent(browser, browser.get(KNEE), "check", title="")
    told = browser.get(f"{KNEE}/changes")
    assert told.status_code == 422
    assert "title" in said(told), said(told)
