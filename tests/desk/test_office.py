"""What makes the desk read its library again, and what does not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from press.desk import app
from press.desk.errands import Errand
from press.desk.office import MEMORY, Office, _Confined
from press.imprint import LEDGER
from press.layout import Layouts
from press.pipeline import Wishes
from press.problems import Misuse, Place, Problem, Refused, errors
from press.reader import Catalogue
from press.review.recording import Clerk
from tests.desk.conftest import NOW, Browser, Open, said

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


def bare(folder: Path, load: Callable[[Path], Layouts]) -> Office:
    """An office in which nothing is made."""
    nobody: Any = None
    beside = folder.parent
    return Office(folder, beside / "out", load, Clerk("1", lambda: NOW), beside / "keep", nobody, nobody, nobody)


LOOKS = ("library/library.yaml", "layouts/brand.yaml", "fonts/NOTES.txt", "layouts/a4/own.yaml")


@pytest.mark.parametrize("name", LOOKS)
def test_what_layouts_are_made_of_has_them_loaded_again(tmp_path: Path, layouts: Layouts, name: str) -> None:
    folder, loaded = tmp_path / "library", list[Path]()
    folder.mkdir()

    def load(library: Path) -> Layouts:
        loaded.append(library)
        return layouts

    office = bare(folder, load)
    for text in ("# one\n", "# two, longer\n"):
        loaded.clear()
        changed(tmp_path / name, text)
        assert office.layouts is layouts
        assert office.layouts is layouts
        assert loaded == [folder]
    (tmp_path / name).unlink()
    assert office.layouts is layouts
    assert loaded == [folder, folder]


def test_layouts_with_a_fault_stay_as_they_were_and_say_why_until_they_are_mended(
    tmp_path: Path, layouts: Layouts
) -> None:
    folder, wrong = tmp_path / "library", Problem("brand", Place("brand.yaml"), "It is wrong.", "Mend it.")
    faults: list[Problem] = []
    folder.mkdir()

    def load(_: Path) -> Layouts:
        if faults:
            raise Refused(faults)
        return layouts

    office = bare(folder, load)
    faults.append(wrong)
    changed(folder / "library.yaml", "# wrong\n")
    assert office.layouts is layouts
    assert list(office.misfit) == [wrong]
    faults.clear()
    changed(folder / "library.yaml", "# mended\n")
    assert office.layouts is layouts
    assert not list(office.misfit)
    faults.append(wrong)
    with pytest.raises(Refused):
        bare(folder, load)


def test_an_edition_is_found_by_all_that_it_is_called(browser: Browser) -> None:
    office = browser.desk.office
    card = office.card("knee", "2025-06", "cy")
    assert card
    assert (card.topic, card.name, card.language) == ("knee", "2025-06", "cy")
    for none in (("hip", "2025-06", "cy"), ("knee", "2024", "cy"), ("knee", "2025-06", "fr")):
        assert office.card(*none) is None


def test_of_the_library_a_topic_is_read_by_itself(browser: Browser) -> None:
    office = browser.desk.office
    assert {each.topic for each in office.library().editions} == {"hip", "knee"}
    assert {each.topic for each in office.library("hip").editions} == {"hip"}
    assert office.library("hip").clinics == office.catalogue().clinics != ()
    assert office.library(part="passage").editions == ()


def test_a_document_is_found_by_the_beginning_of_its_digest_and_by_no_empty_one(browser: Browser) -> None:
    (made,) = _made(browser, "hip").documents
    office = browser.desk.office
    assert office.document(made.sha256[:32]) == office.document(made.sha256) == made
    assert office.document("") is None
    assert office.document("0" * 32) is None


def test_a_visit_sees_one_state_of_the_library_and_what_it_has_written_itself(browser: Browser) -> None:
    office = browser.desk.office
    edition = office.folder / "hip" / "2024.yaml"
    with office.watching():
        before, looks = office.catalogue(), office.layouts
        changed(edition, edition.read_text(encoding="utf-8") + "# more\n")
        assert office.catalogue() is before
        assert office.layouts is looks
        office.written()
        seen = office.catalogue()
        assert seen is not before
        assert office.catalogue() is seen
    changed(edition, edition.read_text(encoding="utf-8") + "# still more\n")
    assert office.catalogue() is not seen


def test_where_as_many_files_wait_as_may_one_more_is_sent_away_and_the_next_is_read() -> None:
    begun: list[str] = []

    class Reads:
        def call(self, read: Callable[..., Any], file: Path, *others: object) -> Any:
            return read(file, *others)

    def begin() -> Reads:
        begun.append("")
        return Reads()

    confined = _Confined(begin, 1)

    def within(file: Path, words: str) -> str:
        with pytest.raises(Misuse, match="Too many files are being read just now"):
            confined(within, file, words)
        return words

    assert begun == []
    assert [confined(within, Path("a"), words) for words in ("one", "two")] == ["one", "two"]
    assert begun == [""]


def test_what_is_typed_is_tried_and_the_library_stays_as_it_is(browser: Browser) -> None:
    office = browser.desk.office
    file = office.folder / "hip" / "2024.yaml"
    sound = file.read_bytes()
    spoilt = sound.replace(b"title: ", b"titel: ", 1)
    assert errors(office.tried({"hip/2024.yaml": spoilt}).problems)
    found = office.tried({"hip/2024.yaml": sound})
    assert not errors(found.problems)
    assert [each.name for each in found.editions] == ["2024"]
    shared = (office.folder / "library.yaml").read_bytes()
    assert errors(office.tried({"library.yaml": b"publisher: [\n"}).problems)
    assert not errors(office.tried({"library.yaml": shared}).problems)
    assert office.tried({"gone/2024.yaml": b""}).editions == ()
    assert file.read_bytes() == sound
