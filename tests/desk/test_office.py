"""What makes the desk read its library again, and what does not."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event

import pytest

from press.desk import app
from press.desk.errands import Errand
from press.desk.office import MEMORY
from press.imprint import LEDGER
from press.pipeline import Wishes
from press.reader import Catalogue
from tests.desk.conftest import Browser, Open, said

KNEE = "/leaflet/knee/2025-06/en-GB"


def changed(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", [LEDGER, ".git/index", "knee/.0123456789abcdef.part"])
def test_what_says_nothing_of_leaflets_has_the_library_not_read_again(browser: Browser, name: str) -> None:
    office = browser.desk.office
    before = office.catalogue()
    changed(office.folder / name, "{}\n")
    assert office.catalogue() is before


def test_an_edition_that_changes_has_it_read_again(browser: Browser) -> None:
    office = browser.desk.office
    before = office.catalogue()
    os.utime(office.folder / "knee" / "2025-06.yaml", ns=(1, 1))
    assert office.catalogue() is not before


def test_a_code_that_was_just_given_out_is_known_at_once(browser: Browser) -> None:
    office = browser.desk.office
    office.codes()
    before = office.catalogue()
    browser.over(browser.desk.errands.ask("", "Knee", [Wishes(topics=("knee",), layouts=("text",))]))
    assert office.catalogue() is before
    ledger = office.folder / LEDGER
    code = ledger.read_text(encoding="utf-8").splitlines()[0].split('"code": "')[1].split('"')[0]
    assert any(known.code == code for known in office.codes())
    withdrawn = '{"code": "2222-2222-2222", "topic": "knee", "edition": "2020", "language": "en-GB", "since": ""}\n'
    ledger.write_text(ledger.read_text(encoding="utf-8") + withdrawn, encoding="utf-8")
    assert any(known.code == "2222-2222-2222" for known in office.codes())


def test_a_page_says_that_the_library_is_being_read_and_opens_when_it_is(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, may = browser.desk.office, Event()
    read = office._read

    def slowly(earlier: Catalogue | None) -> Catalogue:
        may.wait(30)
        return read(earlier)

    monkeypatch.setattr(office._library, "_read", slowly)
    monkeypatch.setattr(app, "_PATIENCE", 0.01)
    waiting = browser.get("/")
    assert (waiting.status_code, "The library is being read" in said(waiting)) == (503, True)
    assert 'http-equiv="refresh"' in waiting.text
    assert browser.get("/static/desk.css").status_code == 200
    may.set()
    assert office.open(30)
    assert browser.get("/").status_code == 200


def test_what_one_desk_has_read_the_next_one_need_not_read_again(opened: Open) -> None:
    first, second = opened().desk.office, opened().desk.office
    first.catalogue()
    assert second.catalogue().remembered == second.keep.read(MEMORY) != b""
    first.keep.put(MEMORY, b"{")
    assert opened().desk.office.catalogue().cards == first.catalogue().cards


def _made(browser: Browser, topic: str) -> Errand:
    return browser.over(browser.desk.errands.ask("", topic, [Wishes(topics=(topic,), layouts=("text",))]))


def _listed(browser: Browser) -> str:
    index = browser.desk.office.output / "index.html"
    return index.read_text(encoding="utf-8") if index.exists() else ""


def test_the_catalogue_is_written_once_for_all_that_was_made_and_as_the_library_is_then(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.desk.errands._QUIET", 600)
    knee, hip = _made(browser, "knee"), _made(browser, "hip")
    assert not _listed(browser)
    edition = browser.desk.office.folder / "hip" / "2024.yaml"
    changed(edition, edition.read_text(encoding="utf-8").replace("hip", "hips").replace("Hip", "Hips"))
    browser.desk.errands.catalogue()
    assert knee.documents[0].path in _listed(browser)
    assert hip.documents[0].job in browser.desk.office.held().behind
    (browser.desk.office.output / "index.html").unlink()
    browser.desk.errands.catalogue()
    assert not _listed(browser), "nothing was made since"


def test_the_catalogue_is_written_while_people_still_wait(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.desk.errands._QUIET", 600)
    monkeypatch.setattr("press.desk.errands._UNSAID", 1)
    _made(browser, "knee")
    _made(browser, "hip")
    assert "knee" in _listed(browser)


def test_a_catalogue_that_cannot_be_written_stops_no_documents(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.desk.errands._QUIET", 600)
    _made(browser, "knee")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("press.review.catalogue.publish", full)
    browser.desk.errands.catalogue()
    assert "writing the catalogue" in browser.desk.office.keep.read("failures.log").decode()
    assert _made(browser, "hip").documents
