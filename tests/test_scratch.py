"""Folders for temporary files: held while they are needed, gone afterwards, tidied up behind who was killed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from press.programs import scratch


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files lie."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_goes_with_what_lies_in_it(place: Path) -> None:
    with scratch.folder() as made:
        (made / "inner").mkdir()
        (made / "inner" / "file").touch()
        assert list(place.iterdir()) == [made]
    assert not list(place.iterdir())
    with pytest.raises(ZeroDivisionError), scratch.folder():
        raise ZeroDivisionError
    assert not list(place.iterdir())


def test_a_folder_that_is_gone_at_its_end_already_is_no_fault(place: Path) -> None:
    with scratch.folder() as made:
        shutil.rmtree(made)
    assert not list(place.iterdir())


def test_nobody_takes_away_a_folder_that_another_needs(place: Path) -> None:
    with scratch.folder() as first:
        (first / "file").touch()
        with scratch.folder() as second:
            assert second != first
            assert (first / "file").exists()
        assert (first / "file").exists()


def test_a_folder_that_was_tidied_away_before_it_was_locked_is_made_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, made = tempfile.mkdtemp, list[str]()

    def taken_at_once(prefix: str) -> str:
        made.append(real(prefix=prefix))
        if len(made) == 1:
            shutil.rmtree(made[0])
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", taken_at_once)
    with scratch.folder() as folder:
        assert [str(folder)] == made[1:]
        assert folder.is_dir()


def test_a_folder_that_another_is_just_about_to_take_away_is_left_to_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, first = tempfile.mkdtemp, place / "leaflet-press-first"
    first.mkdir()
    names = iter([str(first)])
    monkeypatch.setattr(scratch, "_tidy", lambda: None)
    monkeypatch.setattr(tempfile, "mkdtemp", lambda prefix: next(names, "") or real(prefix=prefix))
    with scratch._held(first) as locked, scratch.folder() as folder:
        assert locked
        assert folder != first
        assert folder.is_dir()


def test_a_folder_is_held_by_one_and_free_behind_it(tmp_path: Path) -> None:
    with scratch._held(tmp_path) as first:
        assert first
        with pytest.raises(scratch._Held), scratch._held(tmp_path):
            pass
    with scratch._held(tmp_path) as again:
        assert again
    with scratch._held(tmp_path / "none") as none:
        assert not none


def test_folders_of_who_was_killed_go_and_nothing_else(place: Path) -> None:
    for name in ("leaflet-press-dead", "leaflet-press-alive", "other"):
        (place / name / "inner").mkdir(parents=True)
    (place / "leaflet-press-link").symlink_to(place / "other")
    (place / "leaflet-press-file").touch()
    with scratch._held(place / "leaflet-press-alive"), scratch.folder():
        assert not (place / "leaflet-press-dead").exists()
    assert sorted(path.name for path in place.iterdir()) == [
        *("leaflet-press-alive", "leaflet-press-file", "leaflet-press-link", "other"),
    ]
    assert (place / "other" / "inner").is_dir()
