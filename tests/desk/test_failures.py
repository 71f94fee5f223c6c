"""What nobody has foreseen is written down, and said with the number by which it is found."""

from __future__ import annotations

import asyncio
import os
import re
import threading
from pathlib import Path

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.testclient import TestClient

from press.desk import app, failures, finding
from press.desk.errands import Errands
from press.desk.failures import FILE, OLDER, Failures
from press.desk.office import Drawer
from press.desk.visit import Visit
from press.model import Card
from press.pipeline import Wishes
from press.review.recording import Clerk
from tests.desk.conftest import HOST, NOW, Browser, said

KNEE = "/leaflet/knee/2025-06/en-GB"


def broken(*_: object) -> None:
    raise ZeroDivisionError("as nobody thought")


def log(browser: Browser) -> str:
    return (browser.desk.office.kept / FILE).read_text(encoding="utf-8")


def test_a_page_that_fails_says_the_number_under_which_the_log_has_it(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.get("/")
    monkeypatch.setattr(finding, "_judged", broken)
    client = TestClient(app.create(browser.desk, [HOST]), f"http://{HOST}", raise_server_exceptions=False)
    answer = client.get("/?q=secret-word")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    number = re.search(r"failure ([0-9a-f]{8})", answer.text)
    assert number
    assert f"2026-01-15T12:00:00Z {number[1]} GET /\n" in log(browser)
    assert "ZeroDivisionError: as nobody thought" in log(browser)
    assert "secret-word" not in log(browser)


def test_a_disk_that_fails_is_said_with_its_reason(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    page = browser.get(KNEE)
    monkeypatch.setattr(browser.desk.journal, "note", full)
    answer = browser.client.post(f"{KNEE}/make/text", data={"token": re.findall(r'token" value="(\w+)', page.text)[0]})
    assert answer.status_code == 503
    assert "No space left on device" in said(answer)
    assert "No space left on device" in log(browser)


def test_an_errand_that_fails_is_told_by_its_number(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def step(self: Errands, errand: object, wishes: Wishes) -> None:
        with self._failing(errand, wishes):  # type: ignore[arg-type]  # an errand, as they come
            broken()

    monkeypatch.setattr(Errands, "_step", step)
    errand = browser.through(browser.post(f"{KNEE}/make/text"))
    number = re.search(r"failure ([0-9a-f]{8})", errand.faults[0])
    assert number
    assert number[1] in log(browser)


def test_the_log_of_failures_stays_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failures, "MOST", 300)
    kept = Failures(Drawer(tmp_path, 0o600), Clerk("1.0", lambda: NOW))
    numbers = [kept.note(f"GET /{number}", ValueError("x" * 50)) for number in range(12)]
    sizes = [(tmp_path / name).stat().st_size for name in (FILE, OLDER)]
    assert max(sizes) < 600
    assert numbers[-1] in (tmp_path / FILE).read_text(encoding="utf-8")


def test_a_disk_that_takes_nothing_keeps_no_failure_and_makes_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = Failures(Drawer(tmp_path / "file"), Clerk("1.0", lambda: NOW))
    assert not kept.note("GET /", ValueError())


def test_a_browser_that_is_closed_while_it_sends_is_no_failure(browser: Browser) -> None:
    answer = asyncio.run(app._gone(Request({"type": "http"}), ClientDisconnect()))
    assert answer.status_code == 400
    application = app.create(browser.desk, [HOST])
    assert application.exception_handlers[ClientDisconnect] is app._gone


def test_a_page_tells_of_one_state_of_the_library_though_somebody_changes_it_meanwhile(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, found = browser.desk.office.folder / "knee" / "2025-06.yaml", finding.card_of

    def meanwhile(visit: Visit) -> Card:
        card = found(visit)
        file.unlink(missing_ok=True)
        return card

    monkeypatch.setattr(finding, "card_of", meanwhile)
    assert browser.get(KNEE).status_code == 200
    assert browser.get(KNEE).status_code == 404


def test_what_somebody_writes_they_see_in_the_same_answer(browser: Browser) -> None:
    office = browser.desk.office
    with office.watching():
        before = office.catalogue()
        os.utime(office.folder / "knee" / "2025-06.yaml", ns=(1, 1))
        assert office.catalogue() is before
        others: list[object] = []
        other = threading.Thread(target=lambda: others.append(office.catalogue()))
        other.start()
        other.join()
        assert others[0] is not before
        office.written()
        assert office.catalogue() is not before
