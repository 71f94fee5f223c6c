"""Whose problem it is goes by what it is about: not by a path, which has many spellings, nor by part of a name."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from press.cli import main

Press = Callable[..., Result]


def _as_it_is(library: Path) -> Path:
    os.chdir(library.parent)
    return Path(library.name)


def _inside(library: Path) -> str:
    os.chdir(library)
    return "."


def _absolute(library: Path) -> Path:
    return library.absolute()


def _link(library: Path) -> Path:
    link = library.with_name("elsewhere")
    link.symlink_to(library, target_is_directory=True)
    return link


def _trailing_slash(library: Path) -> str:
    os.chdir(library.parent)
    return f"{library.name}/"


def _from_below(library: Path) -> str:
    os.chdir(library / "hip")
    return ".."


WAYS = (_as_it_is, _inside, _absolute, _link, _trailing_slash, _from_below)


@pytest.fixture(params=WAYS, ids=lambda way: way.__name__.strip("_"))
def press(request: pytest.FixtureRequest, library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Runs a command on the library, whose path is written in one way."""
    monkeypatch.chdir(library_folder)  # so that the folder of the test before is gone back to
    written = request.param(library_folder)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments, "--library", str(written)])

    return run


def _break(edition: Path) -> None:
    edition.write_text(edition.read_text(encoding="utf-8").replace("summary:", "sumary:"), encoding="utf-8")


def test_an_unsigned_edition_is_not_built_where_that_is_asked(press: Press, tmp_path: Path) -> None:
    done = press("build", "hip", "--strict", "--dry-run", "--output", str(tmp_path / "output"))
    assert done.exit_code == 1
    assert ".pdf" not in done.output


def test_a_check_of_a_topic_tells_its_faults(press: Press, library_folder: Path) -> None:
    _break(library_folder / "hip" / "2024.yaml")
    done = press("check", "hip")
    assert done.exit_code == 1
    assert "2024.yaml" in done.output
    assert "0 errors" not in done.output


def test_nothing_is_signed_beside_a_draft_that_is_refused(press: Press, library_folder: Path) -> None:
    draft = (library_folder / "hip" / "2024.yaml").read_text(encoding="utf-8").replace("approved", "draft")
    (library_folder / "hip" / "2025.yaml").write_text(draft.replace("summary:", "sumary:"), encoding="utf-8")
    done = press("sign", "hip", "--role", "Surgeon", "--name", "A. Example")
    assert done.exit_code == 1
    assert "Nothing was done" in done.output
    assert not list(library_folder.rglob("*.signed.yaml"))
