"""`check` looks again at what has changed, and tells the rest as it was found: the same, whatever it remembers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from press.cli.checking import CHECKED
from press.model import Edition
from press.problems import Kept
from press.review.inspecting import Inspection
from press.store.output import CATALOGUE
from tests.review.conftest import Press, edit


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The topics that were looked at."""
    found: list[str] = []
    look = Inspection._looked

    def noting(self: Inspection, editions: tuple[Edition, ...]) -> Iterator[tuple[str, str, Kept]]:
        found.append(editions[0].topic)
        return look(self, editions)

    monkeypatch.setattr(Inspection, "_looked", noting)
    return found


def test_what_has_not_changed_is_told_again_without_being_looked_at(on: Press, looked: list[str]) -> None:
    first = on("check")
    assert "hip" in looked
    looked.clear()
    assert on("check") == first
    assert looked == []
    assert on("check", "--json").out == on("check", "--json").out


@pytest.mark.parametrize(
    ("file", "before", "after", "topics"),
    [
        ("hip/2024.yaml", "title: ", "title: New ", {"hip"}),
        ("hip/2024.yaml", "title: ", "# A note.\ntitle: ", set()),
        ("library.yaml", "publisher: ", "publisher: New ", {"hip", "knee"}),
    ],
)
def test_what_has_changed_or_borrows_what_has_is_looked_at(
    on: Press, library_folder: Path, looked: list[str], file: str, before: str, after: str, topics: set[str]
) -> None:
    on("check")
    looked.clear()
    edit(library_folder / file, before, after)
    found = on("check")
    assert set(looked) >= topics
    assert bool(looked) == bool(topics)
    looked.clear()
    for memory in (CHECKED, CATALOGUE):
        (library_folder.parent / "out" / memory).unlink()
    assert on("check") == found


def test_sign_offs_answers_and_how_much_they_weigh_count(on: Press, library_folder: Path, looked: list[str]) -> None:
    on("check")
    looked.clear()
    on("questions", "hip")
    strict = on("check", "--strict")
    assert "hip" in looked
    assert strict.code == 1
    answers = library_folder / "hip" / "2024.review.yaml"
    text = answers.read_text(encoding="utf-8").replace("answer: null", "answer: no")
    answers.write_text(text.replace("who: null", "who: A").replace("date: null", "date: 2026-01-01"), encoding="utf-8")
    assert "answered no" in on("check").err


def test_a_memory_that_cannot_be_read_or_written_stops_nothing(on: Press, tmp_path: Path) -> None:
    first = on("check")
    for spoiled in (b"", b"{", b"[]", b'{"hip": {"digest": 1}}', b"\xff"):
        (tmp_path / "out" / CHECKED).write_bytes(spoiled)
        (tmp_path / "out" / CATALOGUE).write_bytes(spoiled)
        assert on("check") == first
    for memory in (CHECKED, CATALOGUE):
        (tmp_path / "out" / memory).unlink()
    (tmp_path / "out" / CHECKED).mkdir()
    assert on("check") == first
