"""The program as it is installed: where it finds things, how it starts, and the library that it makes."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner

from press import __main__ as start
from press import __version__, reader
from press.cli import main, places
from press.layout import Layouts
from tests.review.conftest import Press, press

__all__ = ["press"]  # a fixture

ROOT = Path(__file__).parent.parent


def library(folder: Path) -> Path:
    """A folder that is a library, as far as looking for one goes."""
    folder.mkdir(parents=True)
    (folder / "library.yaml").touch()
    return folder


# Where things lie


def test_a_library_is_found_from_any_folder_inside_and_beside_it(tmp_path: Path) -> None:
    leaflets = library(tmp_path / "clinic" / "leaflets")
    (leaflets / "knee").mkdir()
    (tmp_path / "clinic" / "layouts" / "a4").mkdir(parents=True)
    for inside in ("leaflets", "leaflets/knee", "layouts/a4", "."):
        assert places.library(tmp_path / "clinic" / inside) == leaflets
    assert places.library(tmp_path) is None


def test_the_nearest_library_is_meant(tmp_path: Path) -> None:
    library(tmp_path / "leaflets")
    nearer = library(tmp_path / "deep" / "deeper")
    assert places.library(nearer) == nearer
    assert places.library(nearer.parent) == tmp_path / "leaflets"


def test_a_folder_that_may_not_be_looked_into_holds_no_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leaflets = library(tmp_path / "leaflets")
    is_file = Path.is_file

    def refused(path: Path) -> bool:
        if path.parent.parent == tmp_path / "closed":
            raise PermissionError
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", refused)
    assert places.library(tmp_path / "closed") == leaflets


def test_a_library_has_its_own_beside_it_but_for_the_program_s(tmp_path: Path) -> None:
    leaflets = library(tmp_path / "clinic" / "leaflets")
    assert places.own(leaflets) == places.beside(leaflets) == tmp_path / "clinic"
    assert places.own(ROOT / "leaflets") is None


def test_the_program_s_layouts_lie_in_the_package_or_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert places.shipped() == ROOT
    package = tmp_path / "press"
    package.mkdir()
    monkeypatch.setattr(resources, "files", lambda _: package)
    assert places.shipped() == tmp_path
    (package / "layouts").mkdir()
    assert places.shipped() == package


def test_each_command_takes_its_library_from_the_working_folder(
    press: Press, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(library_folder / "knee")
    assert "Looking after your knee" in press("list").out
    assert "hip" in press("due").out


def test_a_library_that_is_named_wins(press: Press, library_folder: Path) -> None:
    assert "Looking after your knee" not in press("list").out
    for named in (library_folder, library_folder.parent):
        assert "Looking after your knee" in press("list", "--library", named).out


def test_documents_lie_beside_their_library(
    press: Press, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert press("build", "hip", "--layout", "web", "--library", library_folder).code == 0
    assert (library_folder.parent / "output" / "hip" / "2024" / "hip-web.html").exists()
    monkeypatch.chdir(library_folder)
    assert press("record", "verify").out == "1 line on record; 0 problems\n"


def test_a_layout_of_a_library_s_own_is_built_with(press: Press, library_folder: Path) -> None:
    own = library_folder.parent / "layouts" / "shared"
    own.mkdir(parents=True)
    colours = (ROOT / "layouts" / "shared" / "colours.yaml").read_text(encoding="utf-8")
    (own / "colours.yaml").write_text(colours.replace("#1B1B26", "#010203"), encoding="utf-8")
    assert press("build", "hip", "--layout", "web", "--library", library_folder).code == 0
    page = library_folder.parent / "output" / "hip" / "2024" / "hip-web.html"
    assert "#010203" in page.read_text(encoding="utf-8")


def test_where_no_library_is_found_a_sentence_says_what_to_do(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("list", "build", "due"):
        said = press(command)
        assert said.code == 2
        assert "There is no library here" in said.err
        assert "make one with `new`" in said.err


def test_a_checkout_called_from_elsewhere_has_its_own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "skin-metastases" in CliRunner().invoke(main, ["list"], obj=ROOT).output


# A new library


def test_a_new_library_is_fit_to_build_at_once(press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tmp_path / "Klinik Süd 1"
    said = press("new", made)
    assert (said.code, said.err) == (0, "")
    monkeypatch.chdir(made)
    said = press("check", "--json")
    assert '"grade": "error"' not in said.out
    found = reader.open(made / "leaflets", Layouts()).library()
    (edition,) = found.editions
    assert (edition.name, str(edition.review.next)) == ("2026-11", "2028-11")
    assert [clinic.id for clinic in found.clinics] == ["main"]
    assert press("build", "--layout", "web", "--clinic", "main").code == 0
    assert (made / "output" / "sample-appointment" / "2026-11" / "sample-appointment-web-main.html").exists()
    assert (made / ".gitignore").read_text(encoding="utf-8") == "/output/\n/.desk/\n"


def test_what_the_readme_of_a_new_library_says_to_type_is_understood(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press("new", tmp_path / "clinic")
    monkeypatch.chdir(tmp_path / "clinic")
    readme = (tmp_path / "clinic" / "README.md").read_text(encoding="utf-8")
    typed = [line.partition("#")[0].split()[1:] for line in readme.splitlines() if line.startswith("leaflet-press ")]
    assert len(typed) == 6
    for words in typed:
        name = words[0] if words else "build"
        assert press(*words, "--help").code == press(name, "--help").code == 0


def test_a_new_library_overwrites_nothing(press: Press, tmp_path: Path) -> None:
    (tmp_path / "clinic").mkdir()
    (tmp_path / "clinic" / "README.md").write_text("precious", encoding="utf-8")
    said = press("new", tmp_path / "clinic")
    assert said.code == 2
    assert "has a README.md already. Nothing was written." in said.err
    assert [path.name for path in (tmp_path / "clinic").iterdir()] == ["README.md"]
    assert (tmp_path / "clinic" / "README.md").read_text(encoding="utf-8") == "precious"


def test_a_new_library_follows_no_link_that_leads_elsewhere(press: Press, tmp_path: Path) -> None:
    (tmp_path / "clinic").mkdir()
    (tmp_path / "clinic" / ".gitignore").symlink_to(tmp_path / "elsewhere")
    assert press("new", tmp_path / "clinic").code == 2
    assert not (tmp_path / "elsewhere").exists()


def test_a_library_is_not_made_in_a_library(press: Press, library_folder: Path) -> None:
    said = press("new", library_folder / "more")
    assert said.code == 2
    assert "lies in the library" in said.err
    assert not (library_folder / "more").exists()
    assert press("new", library_folder.parent / "beside").code == 0


def test_a_folder_that_cannot_be_written_to_is_named(press: Press, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = press("new", tmp_path / "file" / "clinic")
    assert said.code == 2
    assert "could not be written to: Not a directory." in said.err


# How it starts


def test_the_program_starts_as_a_module_and_says_its_one_version(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "press", "--version"]
    done = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert done.stdout == f"Leaflet Press, version {__version__}\n"


BARE = [sys.executable, "-S", "-E"]
"""A Python without the packages of the environment."""


@pytest.mark.parametrize("arguments", [["build.py", "list", "--library", "a b"], ["-m", "press", "list"]])
def test_outside_of_the_environment_a_sentence_says_what_to_type(arguments: list[str]) -> None:
    done = subprocess.run([*BARE, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Leaflet Press needs the package `click`" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_sentence_names_the_python_that_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = tmp_path / "a checkout"
    python = checkout / ".venv" / "bin" / "python"
    monkeypatch.setattr(start, "CHECKOUT", checkout)
    monkeypatch.setattr(sys, "argv", ["build.py", "list", "--library", "a b"])
    monkeypatch.setattr(start, "_PROGRAM", "bin/python")

    def said() -> str:
        with pytest.raises(SystemExit) as ended, monkeypatch.context() as patch:
            patch.setattr(start, "LEAST", (99, 0))
            start.main()
        return str(ended.value)

    assert "pipx or `uv tool install`" in said()
    checkout.mkdir()
    (checkout / "bootstrap").touch()
    assert said().endswith(f"Type:\n{checkout / 'bootstrap'} setup")
    python.parent.mkdir(parents=True)
    python.touch()
    assert "needs Python 99.0 or newer" in said()
    assert said().endswith(f'Type:\n"{python}" build.py list --library "a b"')
    monkeypatch.chdir(checkout)
    assert said().endswith('Type:\n.venv/bin/python build.py list --library "a b"')
    monkeypatch.setattr(sys, "argv", [start.__file__, "list"])
    assert said().endswith("Type:\n.venv/bin/python -m press list")


def test_a_fault_of_the_program_s_own_is_not_taken_for_a_package_that_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_: object) -> None:
        raise ModuleNotFoundError("No module named 'press.nothing'", name="press.nothing")

    monkeypatch.setattr("press.cli.main", fails)
    with pytest.raises(ModuleNotFoundError):
        start.main()


def test_a_command_that_is_misspelt_is_guessed_and_others_are_listed(press: Press) -> None:
    assert "There is no command `biuld`. Did you mean `build`?" in press("biuld").err
    said = press("print")
    assert said.code == 2
    assert "There is no command `print`. Use one of: build, changes, check," in said.err


def test_help_is_a_command_too(press: Press) -> None:
    assert press("help") == press("--help")
    assert press("help", "build") == press("build", "--help")
    assert press("help", "record", "verify") == press("record", "verify", "--help")
    assert "Did you mean `build`?" in press("help", "biuld").err


# As it is installed


@pytest.mark.referee
def test_a_wheel_of_a_clean_clone_builds_a_new_library(tmp_path: Path) -> None:
    def run(*command: str | Path, folder: Path = tmp_path) -> str:
        done = subprocess.run([*map(str, command)], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("git", "clone", "--quiet", ROOT, tmp_path / "clone")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, folder=tmp_path / "clone")
    (wheel,) = tmp_path.glob("leaflet_press-*.whl")
    uv, python = ROOT / ".venv" / "bin" / "uv", tmp_path / "empty" / "bin" / "python"
    run(uv, "venv", "--quiet", "--python", sys.executable, tmp_path / "empty")
    run(uv, "pip", "install", "--quiet", "--python", python, "-r", ROOT / "requirements" / "build.txt", "--no-build")
    run(uv, "pip", "install", "--quiet", "--python", python, "--no-deps", wheel)
    program = python.with_name("leaflet-press")
    assert run(program, "--version") == f"Leaflet Press, version {__version__}\n"
    run(program, "new", "clinic")
    assert "0 errors" in run(program, "check", folder=tmp_path / "clinic")
    said = run(program, folder=tmp_path / "clinic")
    assert re.search(r"(\d+) documents: \1 built, 0 unchanged, 0 failed", said)


def test_a_new_library_has_the_drawings_and_an_older_one_gets_what_it_lacks(press: Press, tmp_path: Path) -> None:
    assert press("new", tmp_path / "clinic").code == 0
    folder = tmp_path / "clinic" / "leaflets" / "pictures"
    assert (folder / "telephone.svg").read_bytes() == (ROOT / "leaflets" / "pictures" / "telephone.svg").read_bytes()
    (folder / "telephone.svg").write_text("mine")
    (folder / "bed.svg").unlink()
    assert "1 drawing written, 20 files there already" in press("drawings", "--into", folder).out
    assert (folder / "telephone.svg").read_text() == "mine"
    assert (folder / "bed.svg").read_bytes() == (ROOT / "leaflets" / "pictures" / "bed.svg").read_bytes()
    assert "bed.svg" in press("drawings").out.split("\n")
