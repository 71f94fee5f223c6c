"""The pages of the review cycle in a real browser, by mouse and keyboard; tracked changes in a word processor."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from press.review.changes import page, tracked
from tests.review.conftest import Press
from tests.review.test_changes import a4, said, skin

pytestmark = pytest.mark.referee
MODULES = Path(__file__).parents[1] / "referees" / "node_modules"
SDK = MODULES / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"


def visits(file: Path, *wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """What is seen of a page at the end of each visit: ``steps``, and perhaps ``width`` and ``scripts``."""
    command = ["node", str(Path(__file__).parent / "browser.mjs"), str(MODULES), file.as_uri()]
    lines = "\n".join(map(json.dumps, wanted))
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, timeout=120)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["errors"] for each in found] == [[]] * len(wanted)
    return found


def after(*steps: Sequence[object], **window: object) -> dict[str, Any]:
    return {**window, "steps": steps}


@pytest.fixture
def index(on: Press, tmp_path: Path) -> Path:
    on("build", "--layout", "web", "--lang", "en-GB")
    on("build", "hip", "--layout", "a4", "--clinic", "riverside")
    return tmp_path / "out" / "index.html"


WIDTHS = [after(["axe"], width=width) for width in (320, 768, 1280)]


def test_axe_finds_no_violation_in_the_catalogue(index: Path) -> None:
    assert [seen["last"] for seen in visits(index, *WIDTHS)] == [[], [], []]


def test_axe_finds_no_violation_in_the_report_of_changes(tmp_path: Path) -> None:
    file = tmp_path / "changes.html"
    file.write_bytes(page.write(skin()))
    assert [seen["last"] for seen in visits(file, *WIDTHS)] == [[], [], []]


def test_axe_sees_what_is_wrong(index: Path) -> None:
    index.write_text(index.read_text(encoding="utf-8").replace('<label for="state">Status</label>', ""), "utf-8")
    (seen,) = visits(index, after(["axe"]))
    assert any(found.startswith("select-name") for found in seen["last"])


def test_a_leaflet_is_found_and_opened_by_keyboard_alone(index: Path) -> None:
    search = ["press", "Tab", 5], ["type", "HIP new"]
    skipped, typed, opened = visits(
        index,
        after(["press", "Tab"], ["press", "Enter"]),
        after(*search),
        after(*search, ["press", "Tab", 6], ["follow"]),
    )
    assert skipped["focus"] == "leaflets"
    assert (typed["focus"], typed["shown"], typed["count"]) == (
        "text",
        ["Your new hip"],
        "1 of 2 topics, 1 of 5 editions",
    )
    assert opened["address"].endswith("/hip/2024/hip-web.html")


@pytest.mark.parametrize(
    ("choices", "topics", "shown"),
    [
        ({"language": "cy"}, 1, ["Gofalu am eich pen-glin"]),
        ({"format": "pdf"}, 1, ["Your new hip"]),
        ({"state": "superseded"}, 1, ["Knee pain"]),
        ({"language": "en-GB", "state": "draft"}, 1, ["Looking after your knee at home"]),
        ({"format": "pdf", "language": "cy"}, 0, []),
    ],
)
def test_a_filter_shows_what_fits(index: Path, choices: dict[str, str], topics: int, shown: list[str]) -> None:
    (seen,) = visits(index, after(*(["choose", f"#{name}", value] for name, value in choices.items())))
    assert (seen["shown"], seen["count"]) == (shown, f"{topics} of 2 topics, {len(shown)} of 5 editions")


def test_a_clinic_is_shown_what_it_may_hand_out_its_own_before_what_is_for_all(index: Path) -> None:
    chosen, back = visits(
        index,
        after(["choose", "#clinic", "riverside"]),
        after(["choose", "#clinic", "riverside"], ["click", "button[type=reset]"], ["press", "Shift"]),
    )
    assert chosen["shown"] == ["Looking after your knee", "Your new hip"]
    assert chosen["links"] == [
        "knee/2025-06/knee-web.html",
        "hip/2024/hip-a4-14pt-riverside.pdf",
        "hip/2024/hip-web.html",
    ]
    assert back["links"] == ["knee/2025-06/knee-web.html", "hip/2024/hip-web.html"]


def test_words_of_leaflets_are_found_from_their_beginnings(index: Path) -> None:
    search = ["click", "#text"]
    found, narrowed, nothing = visits(
        index,
        after(search, ["type", "exerc"]),
        after(search, ["type", "wal new hip"]),
        after(search, ["type", "qzx"]),
    )
    assert "Looking after your knee" in found["shown"]
    assert narrowed["shown"] == ["Your new hip"]
    assert nothing["count"] == "0 of 2 topics, 0 of 5 editions"


def test_what_looks_like_a_code_and_is_none_is_said_to_be_unknown(index: Path) -> None:
    (seen,) = visits(index, after(["click", "#text"], ["type", "7777-7777-777B"]))
    assert (seen["shown"], "is not a code that this page knows" in seen["answer"]) == ([], True)


@pytest.mark.parametrize("typed", ["{}", "{} ", "https://example.org/hip?code={}&from=paper"])
def test_a_code_is_answered_however_it_is_typed(index: Path, typed: str) -> None:
    codes = re.search(r'data-topic="hip".*?data-codes="(\w+)', index.read_text(encoding="utf-8"), re.S)
    assert codes
    code = codes[1].lower()
    (seen,) = visits(index, after(["click", "#text"], ["type", typed.format(f"{code[:4]} {code[4:8]}-{code[8:]}")]))
    assert seen["shown"] == ["Your new hip"]
    assert ": use" in seen["answer"]


def test_a_state_is_that_of_the_day_on_which_the_page_is_opened(index: Path) -> None:
    text = index.read_text(encoding="utf-8")
    index.write_text(re.sub(r'(?s)(data-topic="hip".*?data-due=")[^"]*', r"\g<1>2001-01-31", text), "utf-8")
    (seen,) = visits(index, after(["choose", "#state", "overdue"]))
    assert "Your new hip" in seen["shown"]


def test_filters_are_taken_back_and_documents_opened_by_mouse(index: Path) -> None:
    back, opened = visits(
        index,
        after(["choose", "#language", "cy"], ["click", "button[type=reset]"], ["press", "Shift"]),
        after(["click", "ul.documents a"]),
    )
    assert (back["count"], back["focus"]) == ("2 of 2 topics, 5 of 5 editions", "text")
    assert opened["address"].endswith(".html")


def test_without_scripts_all_is_there_but_the_search(index: Path) -> None:
    (seen,) = visits(index, after(scripts=False))
    assert "search this page with your browser" in seen["text"]
    assert "Show all" not in seen["text"]
    assert all(title in seen["text"] for title in ("Your new hip", "Gofalu am eich pen-glin", "2 not in use"))
    assert "hip-a4-14pt-riverside.pdf" in index.read_text(encoding="utf-8").partition("<noscript>")[2]


def test_microsofts_validator_finds_nothing_in_tracked_changes(tmp_path: Path) -> None:
    file = tmp_path / "changes.docx"
    file.write_bytes(tracked.write(skin(), a4(), 'Ann "A" & co'))
    said = subprocess.run([SDK, str(file)], capture_output=True, text=True, check=False).stdout
    assert json.loads(said)["errors"] == []


LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Settling"/></library:library>
"""


@pytest.fixture
def office(tmp_path: Path) -> list[str]:
    """The command of a LibreOffice that knows the macro of ``settling.xba``."""
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--norestore"]
    subprocess.run([*command, "--terminate_after_init"], capture_output=True, check=True, timeout=120)
    macros = tmp_path / "profile" / "user" / "basic" / "Standard"
    (macros / "script.xlb").write_text(LIBRARY, encoding="utf-8")
    (macros / "Settling.xba").write_bytes((Path(__file__).parent / "settling.xba").read_bytes())
    return command


@pytest.mark.parametrize("settle", ["Accept", "Reject"])
def test_libreoffice_accepts_and_rejects_them_cleanly(office: list[str], tmp_path: Path, settle: str) -> None:
    file, text = tmp_path / "changes.docx", tmp_path / "text.txt"
    file.write_bytes(tracked.write(skin(), a4(), "Breast Care"))
    macro = f"macro:///Standard.Settling.Settle({file.as_uri()},{text.as_uri()},{settle}AllTrackedChanges)"
    subprocess.run([*office, macro], capture_output=True, check=True, timeout=120)
    lines = text.read_text(encoding="utf-8-sig").replace("\N{NON-BREAKING HYPHEN}", "-").splitlines()
    found = [re.sub(r"^\s*(?:•|–|\d+\.)\s*", "", line) for line in lines]
    assert found == said(skin(), accept=settle == "Accept")
