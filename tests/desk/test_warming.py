"""Those who make documents begin before anybody waits for them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from press.desk import errands
from press.desk.errands import WARMED, Errands
from press.layout import Layout
from press.pipeline import Job
from tests.desk.conftest import Browser


def test_makers_begin_beside_all_else_and_keep_no_desk_from_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []

    class Beside:
        def __init__(self, *, target: Callable[[], None], name: str, daemon: bool) -> None:
            begun.extend((target, daemon))

        def start(self) -> None:
            begun.append("begun")

    def warmed() -> None:
        """Nothing."""

    monkeypatch.setattr(errands, "Thread", Beside)
    Errands.warm(cast(Any, SimpleNamespace(warmed=warmed)))
    assert begun == [warmed, True, "begun"]


def test_what_they_begin_with_is_the_plainest_document_and_nobody_gets_it(browser: Browser) -> None:
    asked: list[int] = []
    made: list[str] = []

    class Makers:
        def make(self, layouts: list[Layout], parts: Iterable[tuple[str, list[Job]]]) -> Iterator[object]:
            asked.append(len(layouts))
            for path, jobs in parts:
                made.append(path)
                yield jobs

    office: Any = browser.desk.office

    def crew(documents: int) -> Makers:
        asked.append(documents)
        return Makers()

    office.crew = crew
    browser.desk.errands.warmed()
    assert asked == [WARMED, WARMED]
    assert len(made) == WARMED
    assert all("-a4" in path and path.endswith(".pdf") for path in made)
    assert not office.output.exists() or not list(office.output.rglob("*.pdf"))


def test_a_library_without_leaflets_begins_nobody(browser: Browser) -> None:
    office: Any = browser.desk.office
    for topic in [folder for folder in office.folder.iterdir() if folder.is_dir()]:
        shutil.rmtree(topic)
    office.crew = None
    browser.desk.errands.warmed()
