"""Whose problem it is goes by what it is about: not by a path, which has many spellings, nor by part of a name."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from press import reader
from press.cli import main
from press.layout import Layouts, load
from press.problems import OfClinic, OfFile, OfLayout, OfLibrary, OfTopic, Place, Problem, Refused, about

ROOT = Path(__file__).parent.parent

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
    done = press("sign", "hip", "--role", "Surgeon", "--name", "A. Example", "--despite", "Seen")
    assert done.exit_code == 1
    assert "Nothing was done" in done.output
    assert not list(library_folder.rglob("*.signed.yaml"))


def _spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_whatever_is_wrong_in_a_library_is_somebody_s(library_folder: Path) -> None:
    _spoil(library_folder / "hip" / "2024.yaml", "summary:", "sumary:")
    _spoil(library_folder / "knee" / "2025-06.cy.yaml", "summary:", "sumary:")
    _spoil(library_folder / "clinics" / "riverside.yaml", "name:", "nam:")
    _spoil(library_folder / "library.yaml", "glossary:", "glosary:")
    (library_folder / "hip" / "2024.signed.yaml").write_text("signatures: none\n", encoding="utf-8")
    (library_folder / "knee" / "notes.txt").touch()
    (library_folder / "empty").mkdir()
    problems = reader.open(library_folder, Layouts()).problems
    found = {problem.subject for problem in problems}
    assert found >= {
        OfTopic("hip", "2024", "en-GB"),
        OfTopic("knee", "2025-06", "cy"),
        OfTopic("knee"),
        OfTopic("empty"),
        OfClinic("riverside"),
        OfLibrary(),
    }
    assert not [problem for problem in problems if isinstance(problem.subject, OfFile)]
    altered = [problem for problem in problems if problem.place.file.endswith("2024.signed.yaml")]
    assert {problem.subject for problem in altered} == {OfTopic("hip", "2024", "en-GB")}


def test_what_is_wrong_with_a_layout_is_that_layout_s(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "layouts", tmp_path / "layouts")
    _spoil(tmp_path / "layouts" / "dl" / "layout.yaml", "title:", "titel:")
    _spoil(tmp_path / "layouts" / "strings" / "en.yaml", "January", "")
    with pytest.raises(Refused) as refused:
        load(tmp_path / "layouts", ROOT / "fonts")
    assert {problem.subject for problem in refused.value.problems} == {OfLayout("dl"), OfLayout()}


def test_a_problem_keeps_the_subject_that_it_has() -> None:
    said = Problem("a", Place("a.pdf"), "It is wrong.", "Mend it.", subject=OfTopic("hip"))
    other = Problem("a", Place("a.pdf"), "It is wrong.", "Mend it.")
    assert [each.subject for each in about(OfTopic("knee"), (said, other))] == [OfTopic("hip"), OfTopic("knee")]
