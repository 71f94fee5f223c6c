"""What accessibility staff and whoever runs the cycle come for, in a real browser, each from a fresh library and by
keyboard alone: with scripts, and without them at 400 %."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from press import verification
from press.desk.errands import Errand, Errands
from press.pipeline import Wishes
from tests.desk.chromium import after, visits
from tests.desk.conftest import Browser
from tests.incoming.files import made

WINDOWS: list[dict[str, Any]] = [{"width": 1280}, {"width": 320, "height": 256, "scripts": False}]
"""The second is that of 1280 by 1024 at 400 % (WCAG 1.4.10)."""
pytestmark = [pytest.mark.referee, pytest.mark.parametrize("window", WINDOWS, ids=["wide", "zoomed"])]
HIP = "/leaflet/hip/2024/en-GB"
Step = list[object]


def seen(address: str, window: dict[str, Any], *steps: Step) -> dict[str, Any]:
    (found,) = visits(address, after(*steps, **window))
    return found


def until(window: dict[str, Any], words: str) -> Step:
    """Wait for words that come by themselves with scripts, and without them as the page is loaded again."""
    return ["wait" if window.get("scripts", True) else "reload", words]


# Accessibility staff


def test_a_readers_wishes_are_kept_without_a_name_and_a_document_is_made_by_them(
    address: str, window: dict[str, Any], browser: Browser
) -> None:
    told = seen(
        address,
        window,
        ["open", "/readers"],
        ["reach", "Size in points"],
        ["type", "20"],
        ["reach", "Keep them"],
        ["follow"],
        ["wait", "Kept as 20pt"],
        ["open", HIP],
        ["reach", "Large print"],
        ["follow"],
        ["reach", "Wishes of a reader"],
        ["type", "giant-yellow"],
        ["reach", "Make it"],
        ["follow"],
        until(window, "Download"),
        ["reach", "Download"],
        ["download"],
    )
    assert told["last"] == "hip-large-print-28pt-giant-yellow.pdf"
    kept = browser.desk.office.folder.parent / "layouts" / "easy-read" / "profiles.yaml"
    assert "20pt: {size: 20}" in kept.read_text(encoding="utf-8")


def test_all_formats_of_a_leaflet_come_as_one_file(address: str, window: dict[str, Any]) -> None:
    told = seen(
        address,
        window,
        ["open", HIP],
        ["reach", "Make all formats"],
        ["follow"],
        until(window, "Download all as one file"),
        ["reach", "Download all as one file"],
        ["download"],
    )
    assert told["last"] == "leaflets.zip"


def test_who_publishes_gets_a_name_in_welsh_a_logo_and_colours_that_can_be_read(
    address: str, window: dict[str, Any], browser: Browser, tmp_path: Path
) -> None:
    logo = tmp_path / "ours.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><path d="M0 0h60v30H0z"/></svg>')
    told = seen(
        address,
        window,
        ["open", "/publishers"],
        ["reach", "Change it"],
        ["follow"],
        ["reach", "Name (Cymraeg)"],
        ["press", "ControlOrMeta+a"],
        ["type", "Iechyd"],
        ["reach", "What the logo says, for people who cannot see it (English)"],
        ["type", "Our service"],
        ["reach", "What stands out"],
        ["type", "#FFCC00"],
        ["reach", "Show the colours"],
        ["follow"],
        ["wait", "4.5 to 1 is needed"],
        ["reach", "The logo’s file"],
        ["upload", str(logo)],
        ["reach", "What stands out"],
        ["press", "ControlOrMeta+a"],
        ["type", "#00594C"],
        ["reach", "Save it"],
        ["follow"],
        ["wait", "It is saved"],
    )
    assert "Iechyd" in told["text"]
    dressed = browser.desk.office.layouts["a4"]
    assert dressed.logo
    assert (dressed.logo.alt("cy", "none"), dressed.colours["accent"]) == ("none", "#00594C")
    shared = browser.desk.office.catalogue().shared
    assert shared
    assert shared.spoken("cy").publisher == "Iechyd"


def test_a_file_of_anybodys_is_checked_and_read_out(
    address: str, window: dict[str, Any], browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "testify", lambda *_: ())  # other programs are asked in a process of their own
    errand = browser.through(browser.post(f"{HIP}/make/a4"))
    file = tmp_path / "theirs.pdf"
    file.write_bytes(browser.desk.office.held().read(errand.documents[0].path))
    told = seen(
        address,
        window,
        ["open", "/files"],
        ["reach", "Your file"],
        ["upload", str(file)],
        ["reach", "Check it"],
        ["follow"],
        ["wait", "What a screen reader says of it"],
    )
    assert "heading" in told["text"].casefold()
    assert "theirs.pdf" in told["text"]


def test_an_old_leaflet_in_word_is_taken_in_with_its_questions(
    address: str, window: dict[str, Any], tmp_path: Path
) -> None:
    old = made(lambda word: (word.add_heading("Caring for your elbow", 0), word.add_paragraph("Rest it for two days.")))
    file = tmp_path / "elbow.docx"
    file.write_bytes(old)
    told = seen(
        address,
        window,
        ["open", "/files"],
        ["reach", "Take in an old leaflet"],
        ["follow"],
        ["reach", "The leaflet, in Word"],
        ["upload", str(file)],
        ["reach", "Make a draft"],
        ["follow"],
        ["wait", "What a person has to decide"],
        ["reach", "Edit the words"],
        ["follow"],
        ["wait", "Section"],
    )
    assert "/edit/" in told["address"]


# Whoever runs the cycle


def test_what_is_due_is_listed_for_a_month_and_goes_into_a_calendar(address: str, window: dict[str, Any]) -> None:
    told = seen(
        address,
        window,
        ["open", "/due"],
        ["reach", "Month"],
        ["press", "ArrowDown"],
        ["reach", "Show"],
        ["follow"],
        ["wait", "Translations that are behind"],
        ["reach", "Download for a calendar"],
        ["download"],
    )
    assert told["last"] == "reviews.ics"
    assert "month=20" in told["address"]
    assert "behind" in told["text"]


def test_a_build_is_started_watched_and_stopped(
    address: str, window: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_: Errands, errand: Errand, __: Wishes) -> None:
        while not errand.stopping:
            time.sleep(0.05)

    monkeypatch.setattr(Errands, "_step", endless)
    told = seen(
        address,
        window,
        ["open", "/due"],
        ["reach", "Start"],
        ["follow"],
        ["wait", "Being made"],
        ["open", "/due"],
        ["reach", "Make anew what has changed"],
        ["follow"],
        ["reach", "Stop"],
        ["follow"],
        until(window, "Stopped. What was finished stays."),
    )
    assert "/errand/" in told["address"]


def test_what_a_build_could_not_make_is_said_in_sentences_and_leads_to_what_is_wrong(
    address: str, window: dict[str, Any], browser: Browser
) -> None:
    file = browser.desk.office.folder / "knee" / "2025-06.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "surprise: here\n", encoding="utf-8")
    told = seen(
        address,
        window,
        ["open", "/due"],
        ["reach", "Start"],
        ["follow"],
        until(window, "What could not be made, and why"),
        ["wait", "knee 2025-06 en-GB: There is no key"],
        ["open", "/"],
        ["reach", "Some files of the library cannot be read"],
        ["follow"],
        ["reach", "Mend its text"],
        ["follow"],
        ["reach", "The text"],
        ["reach", "The text"],
        ["press", "Control+End"],
        ["press", "Backspace", len("surprise: here\n")],
        ["press", "Tab"],
        ["press", "Enter"],
        ["wait", "It can be read again"],
    )
    assert told["address"].endswith("/broken?saved=yes")


def test_evidence_is_gathered_and_downloaded(
    address: str, window: dict[str, Any], browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "testify", lambda *_: ())
    browser.through(browser.post(f"{HIP}/make/text"))
    told = seen(
        address,
        window,
        ["open", HIP],
        ["reach", "Gather the evidence"],
        ["follow"],
        until(window, "Download the evidence"),
        ["reach", "Download the evidence"],
        ["download"],
    )
    assert told["last"] == "evidence-hip-2024.zip"


def test_paper_to_recall_is_listed_for_a_topic(address: str, window: dict[str, Any]) -> None:
    told = seen(
        address,
        window,
        ["open", "/due"],
        ["reach", "List the codes"],
        ["follow"],
        ["reach", "Topic"],
        ["type", "Looking"],
        ["reach", "Show"],
        ["follow"],
    )
    assert "topic=knee" in told["address"]
    assert "2023-01" in told["text"] or "no paper" in told["text"]
