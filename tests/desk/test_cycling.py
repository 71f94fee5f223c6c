"""Whoever runs the cycle sees what is due, has documents made anew and stopped, and lists paper to recall."""

from __future__ import annotations

import io
import json
import os
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from icalendar import Calendar

from press import verification
from press.desk import look, proving
from press.desk.slips import State
from press.desk.visit import Words
from press.pipeline import Wishes
from press.problems import Place, Problem, Refused
from tests.desk.conftest import NOW, Browser, page, said


def test_what_is_due_is_listed_and_chosen_by_month(browser: Browser) -> None:
    every = page(browser.get("/due"))
    titles = [each.strip() for each in every.xpath("//tbody//th//a//text()") if each.strip()]
    assert "Your new hip" in titles
    months = every.xpath("//select[@id='month']/option/@value")[1:]
    spoken = every.xpath("//select[@id='month']/option/text()")[1:]
    assert re.fullmatch(r"[A-Z][a-z]+ 20\d\d", spoken[0])
    one = page(browser.get(f"/due?month={months[0]}"))
    assert 0 < len(one.xpath("//tbody/tr")) < len(every.xpath("//tbody/tr"))
    assert page(browser.get("/due?owner=nobody")).xpath("//tbody/tr") == []


def test_what_is_due_comes_for_calendars_and_spreadsheets(browser: Browser) -> None:
    calendar = browser.get("/due/as/ics")
    assert calendar.headers["content-disposition"] == 'attachment; filename="reviews.ics"'
    assert any("hip" in str(event["summary"]) for event in Calendar.from_ical(calendar.text).walk("VEVENT"))
    assert browser.get("/due/as/csv").text.startswith("state,kind,name")
    assert browser.get("/due/as/exe").status_code == 404


def test_a_build_makes_anew_all_that_was_made_before_and_is_behind(browser: Browser) -> None:
    knee = "/leaflet/knee/2025-06/en-GB"
    browser.through(browser.post(f"{knee}/make/text"))
    file = browser.desk.office.folder / "knee" / "2025-06.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Looking after your knee", "Caring for your knee", 1), "utf-8"
    )
    office = browser.desk.office
    shown = replace(office.layouts, by_name={"text": office.layouts["text"]})
    office.load = lambda _: shown
    office._looks.forget()
    wishes = Wishes(topics=("knee",), languages=("en-GB",))
    errand = browser.over(browser.desk.errands.ask("", "Build", [wishes], whole=True))
    assert errand.faults == []
    assert "Caring for your knee" in browser.get(f"/document/{errand.documents[0].sha256[:32]}").text


def test_an_errand_that_is_stopped_makes_no_more(browser: Browser) -> None:
    errands = browser.desk.errands
    steps = [Wishes(topics=("knee",), layouts=("text",))] * 200
    errand = errands.ask("", "Long", steps)
    answer = browser.post(f"/errand/{errand.id}/stop", "/")
    assert answer.url.path == f"/errand/{errand.id}"
    browser.over(errand)
    assert errand.state.value == "stopped"
    assert errand.steps


def test_a_long_errand_lets_others_have_their_turn(browser: Browser) -> None:
    errands = browser.desk.errands
    long = errands.ask("night", "Long", [Wishes(topics=("knee",), layouts=("text",))] * 200)
    short = errands.ask("ann", "Short", [Wishes(topics=("hip",), layouts=("text",))])
    browser.over(short)
    assert not long.over
    errands.stop(long)
    browser.over(long)


def test_what_was_not_asked_for_by_a_person_is_not_theirs(browser: Browser) -> None:
    errand = browser.over(browser.desk.errands.ask("ann", "Hers", []))
    assert browser.get(f"/errand/{errand.id}").status_code == 404
    assert browser.post(f"/errand/{errand.id}/stop", "/").status_code == 404


def test_paper_to_take_off_the_shelves_is_listed_by_its_codes(browser: Browser) -> None:
    text = said(browser.get("/recall?topic=knee"))
    card = browser.desk.office.card("knee", "2023-01", "en-GB")
    assert card
    assert browser.desk.office.catalogue().code(card) in text
    assert "There is no paper" in said(browser.get("/recall?topic=..%2fknee"))


def test_the_evidence_of_what_was_made_comes_as_one_file(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "testify", lambda *_: ())  # other programs are asked in a process of their own
    hip = "/leaflet/hip/2024/en-GB"
    nothing = browser.post(f"{hip}/evidence", hip)
    assert (nothing.status_code, "Make it first" in said(nothing)) == (422, True)
    browser.through(browser.post(f"{hip}/make/text"))
    errand = browser.through(waiting := browser.post(f"{hip}/evidence", hip))
    assert not errand.faults
    assert "Ready" in said(browser.get(waiting.url.path))
    evidence = browser.get(f"/errand/{errand.id}/evidence")
    assert evidence.headers["content-disposition"] == 'attachment; filename="evidence-hip-2024.zip"'
    with zipfile.ZipFile(io.BytesIO(evidence.content)) as whole:
        names = whole.namelist()
        assert "hip-text.txt" in {name.rpartition("/")[2] for name in names}
        assert json.loads(whole.read("evidence.json"))["topic"] == "hip"


def test_evidence_says_how_far_it_is_and_stops_between_two_documents(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first document waits until the page tells of it, and the second until it is to stop."""
    hip, going = "/leaflet/hip/2024/en-GB", Event()
    for kind in ("text", "web"):
        browser.through(browser.post(f"{hip}/make/{kind}", hip))
    monkeypatch.setattr(verification, "testify", lambda *_: going.wait(30) and ())
    folders, signing = list[Path](), proving.signing

    def watched(signs: Path) -> Callable[[int, int], None]:
        folders.append(signs)
        return signing(signs)

    monkeypatch.setattr(proving, "signing", watched)
    waiting = browser.post(f"{hip}/evidence", hip)
    errand = browser.desk.errands.find(waiting.url.path.split("/")[2], "")
    assert errand
    while not errand.total:
        browser.desk.errands.wait(errand, 1)
    assert "0 of 3" in said(browser.get(waiting.url.path))
    browser.post(f"/errand/{errand.id}/stop", waiting.url.path)
    while not (folders[0] / proving.STOP).exists():
        time.sleep(0.05)
    going.set()
    browser.over(errand)
    assert "Stopped" in said(browser.get(waiting.url.path))
    assert browser.get(f"/errand/{errand.id}/evidence").status_code == 404


def test_of_evidence_the_latest_is_kept(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "KEPT", 1)
    monkeypatch.setattr(proving, "_pack", lambda *_: {"evidence.json": b"{}"})
    hip = "/leaflet/hip/2024/en-GB"
    browser.through(browser.post(f"{hip}/make/text", hip))
    one, two = (browser.through(browser.post(f"{hip}/evidence", hip)) for _ in range(2))
    assert [browser.get(f"/errand/{each.id}/evidence").status_code for each in (one, two)] == [404, 200]


def test_what_stops_evidence_is_said_in_sentences(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Refused([Problem("case", Place("knee"), "It cannot be measured.", "Build it again.")])

    hip = "/leaflet/hip/2024/en-GB"
    browser.through(browser.post(f"{hip}/make/text", hip))
    monkeypatch.setattr(proving, "_pack", refuse)
    errand = browser.through(browser.post(f"{hip}/evidence", hip))
    assert errand.faults == ["knee: It cannot be measured. Build it again."]
    assert "What could not be made" in said(browser.get(f"/errand/{errand.id}"))


def test_a_build_says_whose_each_document_is_and_one_that_stops_that_it_does(browser: Browser) -> None:
    wishes = [Wishes(topics=(topic,), layouts=("text",)) for topic in ("hip", "knee")]
    errand = browser.over(browser.desk.errands.ask("", "Build", wishes))
    assert "Your new hip: Plain text" in said(browser.get(f"/errand/{errand.id}"))
    errand.state, errand.stopping = State.RUNNING, True
    answer = browser.get(f"/errand/{errand.id}")
    assert "It stops as soon as" in said(answer)
    assert not page(answer).xpath("//main//button")


def test_evidence_does_not_fail_for_want_of_telling_how_far_it_is(tmp_path: Path) -> None:
    proving.signing(tmp_path / "taken-away")(1, 2)
    proving.signing(tmp_path)(1, 2)
    assert (tmp_path / "progress").read_text(encoding="ascii") == "1 3"


def test_why_evidence_could_not_be_gathered_is_in_the_log_of_failures(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise Refused([Problem("unreadable", Place("leaflets"), "The file cannot be read: gone (lost.txt).", "Look.")])

    hip = "/leaflet/hip/2024/en-GB"
    browser.through(browser.post(f"{hip}/make/text"))
    monkeypatch.setattr(browser.desk.office, "measured", refused)
    errand = browser.through(browser.post(f"{hip}/evidence", hip))
    assert "lost.txt" in errand.faults[0]
    assert "lost.txt" in (browser.desk.office.kept / "failures.log").read_text(encoding="utf-8")


def test_what_a_desk_that_was_ended_has_left_of_measuring_is_taken_away_and_what_goes_on_is_not(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, knee = browser.desk.office, "/leaflet/knee/2025-06/en-GB"
    office.kept.mkdir(exist_ok=True)
    now = NOW.timestamp()
    for name, age in (("measuring-old", 90_000), ("measuring-new", 3_600)):
        folder = office.kept / name
        folder.mkdir()
        (folder / "progress").write_text("1 2", encoding="ascii")
        os.utime(folder, (now - age, now - age))
    monkeypatch.setattr("press.desk.proving._pack", lambda *_: {})
    browser.through(browser.post(f"{knee}/make/text"))
    browser.through(browser.post(f"{knee}/evidence", knee))
    assert [each.name for each in office.kept.glob("measuring-*")] == ["measuring-new"]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_one_sheet_is_said_of_one(browser: Browser, language: str) -> None:
    words = Words(language)
    errand = browser.through(browser.post("/leaflet/knee/2025-06/en-GB/make/a4"))
    (record,) = errand.documents
    one, two = (look.printing(replace(record, sheets=number), browser.desk.office.layouts, words) for number in (1, 2))
    assert ("1" in one, "2" in two) == (True, True)
    assert one.replace("1", "2") != two
