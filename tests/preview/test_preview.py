"""The preview: a leaflet in a browser, as it was last saved, with what is wrong over it."""

from __future__ import annotations

import asyncio
import datetime
import http.client
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from press import schema
from press.cli import editor, main
from press.lsp.workspace import Places, Workspace
from press.preview import app, state
from press.problems import Grade, Misuse, OfLibrary, OfTopic, Place, Problem
from tests.conftest import SAMPLE

ROOT = Path(__file__).parents[2]
HOST = "localhost:8011"
DRAFT = "knee/2026-01.yaml"
"""The newest edition of the sample's topic in its own language: a draft."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "leaflets"))


@pytest.fixture
def workspace(folder: Path) -> Workspace:
    found = editor.open_library(folder / "library.yaml")
    assert found
    found.today = lambda: datetime.date(2026, 1, 15)
    return found


def saved(file: Path, old: str, new: str) -> Path:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return file


def test_the_newest_edition_is_shown_and_renewed_when_it_is_saved(workspace: Workspace, folder: Path) -> None:
    preview = state.Preview(workspace, state.Wish("knee"))
    first = preview.shown
    assert (first.number, first.file, first.current) == (1, f"leaflets/{DRAFT}", True)
    assert b"<html" in first.document
    shown = preview.renew([saved(folder / DRAFT, "title: ", "title: Saved ")])
    assert (shown.number, shown.title) == (2, f"Saved {first.title}")
    assert b"Saved " in shown.document


def test_a_fault_stands_over_the_page_as_it_last_was(workspace: Workspace, folder: Path) -> None:
    preview = state.Preview(workspace, state.Wish("knee"))
    before = preview.shown
    shown = preview.renew([saved(folder / DRAFT, "title:", "tilte:")])
    assert (shown.current, shown.document, shown.title) == (False, before.document, before.title)
    assert [problem.rule for problem in shown.problems][:2] == ["unknown-key", "missing-key"]
    again = preview.renew([saved(folder / DRAFT, "tilte:", "title:")])
    assert (again.current, again.digest) == (True, before.digest)


def test_a_layout_that_is_too_short_says_so_over_the_pages_as_they_were(workspace: Workspace, folder: Path) -> None:
    preview = state.Preview(workspace, state.Wish("knee", layout="dl"))
    before = preview.shown
    assert before.current
    long = "".join(f"      Words that take room, as many as there are, number {number}.\n\n" for number in range(150))
    shown = preview.renew([saved(folder / DRAFT, "body: |\n", f"body: |\n{long}")])
    assert (shown.current, shown.document) == (False, before.document)
    assert "too long" in shown.problems[0].message


def test_a_failure_of_the_program_itself_is_told_and_ends_nothing(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no room")

    preview = state.Preview(workspace, state.Wish("knee"))
    with monkeypatch.context() as patched:
        patched.setattr("press.pipeline.make", fail)
        shown = preview.renew([saved(folder / DRAFT, "title: ", "title: Saved ")])
    assert not shown.current
    assert "RuntimeError: no room" in shown.problems[0].message
    assert preview.renew([]).current


def test_what_stops_all_is_told_and_what_others_have_is_not(workspace: Workspace, folder: Path) -> None:
    preview = state.Preview(workspace, state.Wish("knee"))
    shown = preview.renew([saved(folder / "library.yaml", "publisher:", "publishers:")])
    assert not shown.current
    assert "leaflets/library.yaml:1" in {str(problem.place) for problem in shown.problems}
    preview.renew([saved(folder / "library.yaml", "publishers:", "publisher:")])
    shown = preview.renew([saved(folder / "hip" / "2024.yaml", "title:", "tilte:")])
    assert not any(problem.place.file == "leaflets/hip/2024.yaml" for problem in shown.problems)


@pytest.mark.parametrize("called", ["leaflets", "knees"])
def test_a_file_is_known_by_where_it_is_whatever_the_library_is_called(tmp_path: Path, called: str) -> None:
    library = Path(shutil.copytree(SAMPLE, tmp_path / called))
    found = editor.open_library(library / "library.yaml")
    assert found
    for file, kind in (
        (library / "knee" / "2026-01.yaml", "leaflets/knee/2026-01.yaml"),
        (library / "library.yaml", "leaflets/library.yaml"),
        (tmp_path / "layouts" / "brand.yaml", "layouts/brand.yaml"),
    ):
        form = schema.KINDS[schema.kind(kind) or ""][0]
        assert found.form(file) is form
    assert found.form(tmp_path / "knee" / "notes.txt") is None


def test_a_layout_that_a_problem_names_is_the_library_s_own_where_it_has_it(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    for file in (own / "layouts/brand.yaml", own / "fonts/a.ttf", shipped / "layouts/brand.yaml"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    places = Places(tmp_path / "knees", tmp_path / "output", own, shipped)
    for name, file in (
        ("knees/knee/2026-01.yaml", tmp_path / "knees/knee/2026-01.yaml"),
        ("layouts/brand.yaml", own / "layouts/brand.yaml"),
        ("fonts/a.ttf", own / "fonts/a.ttf"),
        ("layouts/a4/layout.yaml", shipped / "layouts/a4/layout.yaml"),
        ("fonts/b.ttf", shipped / "fonts/b.ttf"),
        ("other/a.yaml", own / "other/a.yaml"),
    ):
        assert places.file(name) == file
    assert places.name(own / "layouts/brand.yaml") == "layouts/brand.yaml"
    assert places.name(tmp_path / "knees/a/b.yaml") == "knees/a/b.yaml"
    assert places.name(tmp_path / "a.yaml") == ""


def test_of_what_all_topics_share_errors_are_told_and_warnings_of_others_are_not(workspace: Workspace) -> None:
    def problem(words: str, grade: Grade, *topic: str) -> Problem:
        subject = OfTopic(*topic) if topic else OfLibrary()
        return Problem("a", Place("leaflets/library.yaml", words=words), "Said.", "Mend it.", grade, subject=subject)

    wrong = [
        problem("error of nobody", Grade.ERROR),
        problem("error of another", Grade.ERROR, "hip"),
        problem("warning of nobody", Grade.WARNING),
        problem("warning of another", Grade.WARNING, "hip"),
        problem("warning of its own", Grade.WARNING, "knee"),
    ]
    workspace._say("/clinics", wrong)
    told = {each.place.words for each in workspace.told("knee")}
    assert {each.place.words for each in wrong} & told == {"error of nobody", "error of another", "warning of its own"}


def test_a_translation_and_a_clinic_may_be_watched(workspace: Workspace) -> None:
    shown = state.Preview(workspace, state.Wish("knee", "cy", clinic="riverside")).shown
    assert shown.file == "leaflets/knee/2025-06.cy.yaml"
    assert b"Riverside" in shown.document


def test_the_language_that_is_watched_is_the_topic_s_own_and_where_it_has_none_that_of_its_last_edition(
    folder: Path,
) -> None:
    shutil.copy(folder / "knee/2025-06.cy.yaml", folder / "knee/2026-02.cy.yaml")
    for gone, shown in (((), DRAFT), (("2023-01", "2025-06", "2026-01"), "knee/2026-02.cy.yaml")):
        for name in gone:
            (folder / "knee" / f"{name}.yaml").unlink()
        found = editor.open_library(folder / "library.yaml")
        assert found
        found.today = lambda: datetime.date(2026, 1, 15)
        assert state.Preview(found, state.Wish("knee")).shown.file == f"leaflets/{shown}"
    shutil.move(folder / "knee/2026-02.cy.yaml", folder / "knee/2026-02.ar.yaml")
    found = editor.open_library(folder / "library.yaml")
    assert found
    assert state.Preview(found, state.Wish("knee")).shown.file == "leaflets/knee/2026-02.ar.yaml"


def test_a_problem_says_where_what_and_how_to_mend_it() -> None:
    place = Place("leaflets/knee/2026-01.yaml", 3, "tilte")
    shown = replace(
        state.Shown(4, "Knees", "knee/2026-01.yaml"),
        document=b"<p>",
        pages=2,
        problems=(
            Problem("a", place, "No title.", "Write it."),
            Problem("b", Place("c"), "Old.", "Look.", Grade.WARNING),
        ),
    )
    assert app._told(shown) == {
        "number": 4,
        "title": "Knees",
        "file": "knee/2026-01.yaml",
        "digest": shown.digest,
        "pages": 2,
        "current": False,
        "problems": [
            {"grade": "error", "place": "leaflets/knee/2026-01.yaml:3", "said": "No title. [tilte] Write it."},
            {"grade": "warning", "place": "c", "said": "Old. Look."},
        ],
    }


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (state.Wish("kne"), "There is no topic `kne`. Did you mean `knee`?"),
        (state.Wish("knee", layout="a5"), "There is no layout `a5`."),
        (state.Wish("knee", layout="data"), "makes no PDF and no web page"),
        (state.Wish("knee", clinic="river"), "There is no clinic `river`."),
        (state.Wish("knee", "fr"), "There is no edition of `knee` in `fr`."),
    ],
)
def test_what_is_not_there_is_said_before_anything_is_shown(workspace: Workspace, wish: state.Wish, says: str) -> None:
    with pytest.raises(Misuse, match=says.replace("`", ".").replace("?", r"\?")):
        state.Preview(workspace, wish)


@pytest.fixture
def browser(workspace: Workspace) -> Iterator[TestClient]:
    preview = state.Preview(workspace, state.Wish("knee"))
    with TestClient(app.create(preview, (workspace.places.library,), (HOST,)), base_url=f"http://{HOST}") as client:
        yield client


def test_the_page_shows_the_document_and_runs_nothing_but_its_own(browser: TestClient) -> None:
    page = browser.get("/")
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    told = browser.get("/state").json()
    assert (told["current"], told["file"]) == (True, f"leaflets/{DRAFT}")
    shown = browser.get("/document")
    assert told["title"] in shown.text
    assert "frame-ancestors 'self'" in shown.headers["content-security-policy"]
    assert shown.headers["x-frame-options"] == "SAMEORIGIN"
    assert browser.get("/static/preview.js").status_code == 200
    assert browser.get("/pages/1.png").status_code == 404
    assert (browser.get("/favicon.ico").status_code, browser.get("/favicon.ico").content) == (204, b"")


def test_nobody_reaches_it_by_another_name_and_nothing_can_be_sent(browser: TestClient) -> None:
    assert browser.get("/state", headers={"host": "evil.example:8011"}).status_code == 421
    assert browser.post("/state").status_code in (403, 405)
    assert browser.get("/document/../../library.yaml").status_code == 404


def test_the_pages_of_a_layout_are_shown_as_pictures(workspace: Workspace) -> None:
    preview = state.Preview(workspace, state.Wish("knee", layout="a4"))
    assert preview.shown.pages >= 1
    client = TestClient(app.create(preview, (), (HOST,)), base_url=f"http://{HOST}")
    picture = client.get(f"/pages/{preview.shown.pages}.png")
    assert (picture.headers["content-type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert client.get(f"/pages/{preview.shown.pages + 1}.png").status_code == 404
    assert client.get("/document").status_code == 404


def test_the_command_says_what_cannot_be_watched(folder: Path) -> None:
    said = CliRunner().invoke(main, ["watch", "kne", "--library", str(folder), "--no-browser"])
    assert (said.exit_code, "Did you mean `knee`?" in said.output) == (2, True)


@pytest.mark.referee
def test_a_browser_is_told_of_a_save(folder: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "watch", "knee", "--library", str(folder), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            address = re.search(r"localhost:(\d+)/", process.stdout.readline())
            assert address
            _told(int(address[1]), folder)
        finally:
            process.terminate()


def _told(port: int, folder: Path) -> None:
    events, state_ = (http.client.HTTPConnection("localhost", port, timeout=30) for _ in range(2))
    with closing(events), closing(state_):
        events.request("GET", "/events")
        stream = events.getresponse()
        assert stream.readline() == b"data: 1\n"
        time.sleep(1)  # until it watches
        saved(folder / DRAFT, "title: ", "title: Saved ")
        lines = [stream.readline() for _ in range(3)]  # the end of the first event, and the next, before a heartbeat
        assert b"data: 2\n" in lines
        state_.request("GET", "/state")
        assert json.loads(state_.getresponse().read())["title"].startswith("Saved ")


class Numbered:
    """What the pages share of a preview: which change is shown, and which files made it."""

    def __init__(self) -> None:
        self.number, self.files = 1, [[Path("at first")]]

    @property
    def shown(self) -> Numbered:
        return self

    def renew(self, files: list[Path]) -> None:
        self.number += 1
        self.files.append(files)


def test_a_saved_file_makes_the_page_anew_and_those_who_wait_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async def changes(*_: Path, **__: object) -> AsyncIterator[set[tuple[int, str]]]:
        yield {(1, "b.yaml"), (2, "a.yaml"), (1, "a.yaml")}

    async def told() -> list[str]:
        watch = app.Watch(shown, [Path("leaflets")])  # type: ignore[arg-type]  # all that it asks for
        numbers = watch.numbers()
        first = await anext(numbers)
        waiting = asyncio.ensure_future(anext(numbers))
        await asyncio.sleep(0)
        await watch.watch()
        return [first, await asyncio.wait_for(waiting, 60)]

    monkeypatch.setattr(app, "awatch", changes)
    monkeypatch.setattr(app, "_BEAT", 1_000)
    shown = Numbered()
    assert asyncio.run(told()) == ["data: 1\n\n", "data: 2\n\n"]
    assert shown.files[1:] == [[Path("a.yaml"), Path("b.yaml")]]
