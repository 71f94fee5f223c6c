"""Journeys at the desk in a real browser, by keyboard, with scripts and without; and what axe says of its pages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from press import questions, verification
from press.desk.errands import Errand, Errands
from press.model import Edition
from press.pipeline import Wishes
from press.review import choosing
from tests.desk.chromium import after, visits
from tests.desk.conftest import Browser, page

pytestmark = pytest.mark.referee
KNEE = "/leaflet/knee/2025-06/en-GB"
EDIT = "/edit/knee/2025-06/en-GB"
PAGES = [
    "/",
    "/?q=nothing-like-it",
    "/code?code=7K4X-9FM3-R6TB",
    KNEE,
    f"{KNEE}/make/large-print",
    "/clinics",
    "/clinics/new",
    "/publishers",
    "/publishers/new",
    "/publishers/library",
    "/readers",
    "/files",
    "/import",
    "/due",
    "/recall?topic=knee",
    "/approve",
    "/approve/knee/2026-01/en-GB",
    EDIT,
    f"{EDIT}/picture",
    "/approve/knee/2026-01/en-GB/comment",
    "/return",
    "/edit/library",
    f"{EDIT}/changes",
    "/broken",
    "/no/such/page",
]


DARK, FORCED = {"colorScheme": "dark"}, {"forcedColors": "active"}
WINDOWS: list[dict[str, Any]] = [
    {"width": 320},
    {"width": 1280},
    {"width": 768, "colours": DARK},
    {"width": 768, "colours": FORCED},
    {"width": 320, "height": 256},
]
"""The last is that of 1280 by 1024 at 400 % (WCAG 1.4.10)."""


def test_axe_finds_no_violation_at_any_width_and_in_any_colours(address: str) -> None:
    seen = visits(address, *(after(["axe", PAGES], **window) for window in WINDOWS))
    assert [each["last"] for each in seen] == [[]] * len(WINDOWS)


def test_axe_finds_none_in_what_forms_and_errands_answer(
    address: str, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents ready, some of them refused, stopped; a file that cannot be read, and its text; evidence gathered."""
    states = list(states_of(browser, monkeypatch))
    seen = visits(address, *(after(["axe", states], **window) for window in WINDOWS))
    assert [each["last"] for each in seen] == [[]] * len(WINDOWS)


def states_of(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(verification, "testify", lambda *_: ())
    hip = "/leaflet/hip/2024/en-GB"
    ready = browser.through(browser.post(f"{hip}/make/web"))
    yield f"/errand/{ready.id}"
    yield hip
    proved = browser.through(browser.post(f"{hip}/evidence", hip))
    yield f"/errand/{proved.id}"
    file = browser.desk.office.folder / "knee" / "2025-06.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "surprise: here\n", encoding="utf-8")
    refused = browser.over(browser.desk.errands.ask("", "Knee", [Wishes(topics=("knee",), layouts=("text",))]))
    assert refused.faults
    yield f"/errand/{refused.id}"
    yield page(browser.get("/broken")).xpath("//main//a[starts-with(@href, '/mend/')]/@href")[0]
    yield "/broken"
    yield "/"
    stopped = browser.desk.errands.ask("", "Long", [Wishes(topics=("hip",), layouts=("text",))] * 200)
    browser.desk.errands.stop(stopped)
    browser.over(stopped)
    yield f"/errand/{stopped.id}"
    monkeypatch.setattr(Errands, "_step", lambda *_: time.sleep(0.2))
    yield f"/errand/{browser.desk.errands.ask('', 'Longest', [Wishes()] * 10_000).id}"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_clinic_finds_a_leaflet_has_it_made_and_downloads_it_by_keyboard_alone(
    address: str, *, scripts: bool
) -> None:
    ready = ["wait", "Download"] if scripts else ["reload", "Ready"]
    journey = after(
        ["open", "/"],
        ["reach", "Words, title"],
        ["type", "looking after"],
        ["follow"],
        ["reach", "Looking after your knee"],
        ["follow"],
        ["reach", "Plain text"],
        ["follow"],
        ["reach", "Make it"],
        ["follow"],
        ready,
        ["reach", "Download"],
        ["download"],
        scripts=scripts,
    )
    assert visits(address, journey)[0]["last"] == "knee-text.txt"


def test_who_has_gone_on_to_a_download_stays_there_when_the_rest_is_made(
    address: str, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Errands._step

    def later(errands: Errands, errand: Errand, wishes: Wishes) -> None:
        time.sleep(4 if errand.documents else 0)
        real(errands, errand, wishes)

    monkeypatch.setattr(Errands, "_step", later)
    steps = [Wishes(topics=("knee",), layouts=(layout,)) for layout in ("text", "web")]
    errand = browser.desk.errands.ask("", "Knee", steps)
    wait = (["wait", "Download"], ["reach", "Download"], ["wait", "Ready"], ["download"])
    (seen,) = visits(address, after(["open", f"/errand/{errand.id}"], *wait))
    assert seen["last"] == "knee-text.txt"
    assert seen["title"].startswith("Ready: Knee")
    assert "Plain text" in seen["text"]
    assert "Web page" in seen["text"]
    assert not seen["errors"]


def test_what_is_wrong_with_a_new_clinic_has_the_focus_and_leads_to_its_field(address: str) -> None:
    journey = after(
        ["open", "/clinics/new"],
        ["reach", "Name of the clinic"],
        ["type", "Hilltop"],
        ["reach", "Colour"],
        ["type", "#FFFF00"],
        ["reach", "Add the clinic"],
        ["follow"],
        ["reach", "The colour has a contrast"],
        ["press", "Enter"],
        ["press", "Control+A"],
        ["type", "#005EB8"],
        ["reach", "Add the clinic"],
        ["follow"],
    )
    (seen,) = visits(address, journey)
    assert "The clinic was added" in seen["text"]
    assert seen["address"].endswith("/clinics?added=hilltop")


def test_a_clinician_answers_and_signs_by_keyboard_alone_without_scripts(address: str, browser: Browser) -> None:
    edition = _edition(browser)
    number = len(questions.answered(edition))
    answers = [step for _ in range(number) for step in (["reach", "Yes"], ["press", "Space"], ["reach", "Your words"])]
    journey = after(
        ["open", "/approve"],
        ["reach", edition.title],
        ["follow"],
        ["reach", "Signature"],
        *answers,
        ["reach", "Your name"],
        ["type", "Dr A. Example"],
        ["reach", "Keep these answers"],
        ["follow"],
        ["reach", "Keep these answers"],
        ["reach", "Your name"],
        ["type", "Dr A. Example"],
        ["reach", "Your role"],
        ["type", "Clinical lead"],
        ["reach", "I have read these words"],
        ["press", "Space"],
        ["reach", "Sign"],
        ["follow"],
        scripts=False,
    )
    (seen,) = visits(address, journey)
    assert "is signed" in seen["text"]
    signed = next(each for each in browser.desk.office.library().editions if each.file == edition.file)
    assert [each.name for each in signed.signatures] == ["Dr A. Example"]


def test_an_editor_sees_the_page_and_what_is_wrong_with_it_as_they_type(address: str) -> None:
    journey = after(
        ["open", EDIT],
        ["framed", "Looking after your knee"],
        ["reach", "Title"],
        ["press", "End"],
        ["type", " and hip"],
        ["framed", "Looking after your knee and hip"],
        ["wait", "Nothing is wrong with it"],
        ["type", " \u202e"],
        ["wait", "Wrong in it: 1"],
        ["press", "Backspace"],
        ["wait", "Nothing is wrong with it"],
    )
    (seen,) = visits(address, journey)
    assert seen["address"].endswith(EDIT)


def _edition(browser: Browser) -> Edition:
    """The first that waits for somebody to sign it."""
    (first, *_) = choosing.waiting(browser.desk.office.library(), "en-GB")
    return first
