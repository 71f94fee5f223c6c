"""What makes the desk read its library again, and what does not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from press.imprint import LEDGER
from press.pipeline import Wishes
from tests.desk.conftest import Browser

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
