"""In which language the desk speaks, and that it marks what is in another (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from press.desk import plainly
from press.desk.visit import LANGUAGES, Words, strings
from press.model import Doubts, PartialDate, SignOff, Standing
from press.review.codes import Known
from press.standing import Judgement
from tests.desk.conftest import Browser, filled, page, said

EDIT = "/edit/knee/2025-06/en-GB"


@pytest.fixture
def welsh(browser: Browser) -> Browser:
    browser.client.cookies.set("desk-language", "cy")
    return browser


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_standing_has_its_words(language: str) -> None:
    for standing in Standing:
        assert f"why_{standing.name.lower()}" in strings(language) or standing is Standing.SOON
        assert f"state_{standing.value.replace(' ', '_')}" in strings(language)


def test_what_paper_is_worth_is_said_in_the_desks_language() -> None:
    gone = Known("7K4X-9FM3-R6TB", "knee", "2024", "en-GB", None)
    assert Words("en").paper(gone) == "Withdrawn."
    assert Words("en").paper(replace(gone, refused=True)).startswith("The leaflet cannot be read just now")
    old = replace(gone, successor="R7AT-NKJH-TG4V")
    assert Words("en").paper(old) == "Replaced by a newer edition. The one in use has the code R7AT-NKJH-TG4V."
    assert Words("en").paper(replace(old, changed=True)).startswith("The leaflet has other words now. It now has")
    assert Words("cy").paper(old).endswith("R7AT-NKJH-TG4V.")
    judged = Judgement((Standing.UNSIGNED,), PartialDate(2024, 6), Doubts(SignOff.NONE, 0, 0, None))
    assert Words("en").paper(replace(gone, judgement=judged)) == "Not signed off."


def test_why_an_edition_is_doubtful_is_said_in_the_desks_language() -> None:
    doubts = Doubts(SignOff.NONE, 3, 1, None)
    judged = Judgement((Standing.UNSIGNED, Standing.QUESTIONS, Standing.OVERDUE), PartialDate(2024, 6), doubts)
    assert Words("en").why(judged) == (
        "Not signed off; questions open: 3, answered with no: 1; overdue since June 2024"
    )
    assert Words("cy").why(judged).endswith("yn hwyr ers Mehefin 2024")
    asked = replace(judged, standings=(Standing.QUESTIONS,))
    assert Words("en").why(replace(asked, doubts=replace(doubts, refused=0))) == "Questions open: 3"
    assert Words("en").why(replace(asked, doubts=replace(doubts, unanswered=0))) == "Questions answered with no: 1"
    assert Words("en").why(Judgement((Standing.CURRENT,), PartialDate(2024, 6), doubts)) == "Current"


def test_dates_are_said_as_people_say_them() -> None:
    assert Words("en")("reviewed", last=PartialDate(2024, 6), next=datetime.date(2026, 6, 9)) == (
        "Reviewed June 2024, next review 9 June 2026"
    )
    assert Words("cy").date(PartialDate(2024)) == "2024"


def test_what_the_press_itself_says_is_marked_as_english_on_a_welsh_page(welsh: Browser) -> None:
    fields = filled(welsh.get(EDIT).text)
    fields["section.1.body"] = "A [word](term:nothing)."
    shown = page(welsh.client.post(EDIT, data={**fields, "do": "check"}))
    assert shown.get("lang") == "cy"
    assert shown.xpath("//*[@class='fault']/span[@lang='en'][contains(., 'no term')]")
    assert shown.xpath("//*[@id='summary']/..//a[@lang='en'][contains(., 'no term')]")


def test_what_the_desk_itself_says_is_not(welsh: Browser) -> None:
    fields = filled(welsh.get("/clinics/new").text)
    shown = page(welsh.client.post("/clinics/new", data={**fields, "do": "add"}))
    assert shown.xpath("//*[@class='fault']")
    assert not shown.xpath("//*[@class='fault']/*[@lang='en']")
    answer = welsh.post("/leaflet/hip/2024/en-GB/evidence", "/leaflet/hip/2024/en-GB")
    assert strings("cy")["evidence_none"] in said(answer)
    assert not page(answer).xpath("//main//*[@lang='en']")


def test_no_file_of_the_library_is_named_where_its_edition_can_be() -> None:
    told = plainly._worded("It has fewer passages than leaflets/knee/2025-06.cy.yaml, and leaflets/hip/2024.yaml.")
    assert told == "It has fewer passages than the edition 2025-06 of knee, and the edition 2024 of hip."
