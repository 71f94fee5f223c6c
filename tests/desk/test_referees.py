"""Journeys at the desk in a real browser, by keyboard, with scripts and without; and what axe says of its pages."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn

from press import questions
from press.desk.app import create
from press.model import Edition
from press.review import choosing
from tests.desk.conftest import Browser

pytestmark = pytest.mark.referee
MODULES = Path(__file__).parents[1] / "referees" / "node_modules"
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
]


@pytest.fixture
def address(browser: Browser) -> Iterator[str]:
    """The desk as a server on this machine."""
    hosts: set[str] = set()
    config = uvicorn.Config(create(browser.desk, hosts), port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    server.config.loaded_app = create(browser.desk, [f"localhost:{port}"])
    yield f"http://localhost:{port}"
    server.should_exit = True
    thread.join()


def visits(address: str, *wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """What is seen at the end of each visit: ``steps``, and perhaps ``width``, ``scripts`` and ``colours``."""
    command = ["node", str(Path(__file__).parent / "browser.mjs"), str(MODULES), address]
    lines = "\n".join(map(json.dumps, wanted))
    done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["errors"] for each in found] == [[]] * len(wanted)
    return found


def after(*steps: Sequence[object], **window: object) -> dict[str, Any]:
    return {**window, "steps": steps}


def test_axe_finds_no_violation_at_any_width_and_in_any_colours(address: str) -> None:
    dark, forced = {"colorScheme": "dark"}, {"forcedColors": "active"}
    windows: list[dict[str, Any]] = [{"width": 320}, {"width": 1280}]
    windows += [{"width": 768, "colours": dark}, {"width": 768, "colours": forced}]
    seen = visits(address, *(after(["axe", PAGES], **window) for window in windows))
    assert [each["last"] for each in seen] == [[]] * len(windows)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_clinic_finds_a_leaflet_has_it_made_and_downloads_it_by_keyboard_alone(
    address: str, *, scripts: bool
) -> None:
    ready = ["wait", "Download"] if scripts else ["reload", "Download"]
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
