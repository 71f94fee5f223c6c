"""What presses on a day is told by those who check, build and verify, and not only by `due`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.review.conftest import Press, edit

LATER = str(2_000_000_000)  # 2033-05-18


@pytest.fixture
def built(on: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library of the hip, built beside it for the web and as plain text."""
    assert on("build", "hip", "--layout", "text", "--layout", "web").code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER)
    return tmp_path / "out"


def test_check_and_build_tell_what_is_overdue_and_build_it_all_the_same(on: Press, built: Path) -> None:
    said = on("check", "hip")
    assert said.code == 0
    assert "leaflets/hip/2024.yaml: warning: Its review is overdue since 2027." in said.err
    made = on("build", "hip", "--layout", "web", "--force")
    assert (made.code, "1 built" in made.out) == (0, True)
    (line,) = [line for line in made.err.splitlines() if "(in-use-all-the-same)" in line]
    assert line.startswith("leaflets: warning: In use all the same: hip 2024 (en-GB) is overdue since 2027.")


def test_what_is_overdue_is_not_built_with_strict(on: Press, built: Path) -> None:
    on("sign", "hip", "--role", "Surgeon", "--name", "Dr B", "--despite", "They are few.")
    assert on("check", "hip", "--strict").code == 1
    said = on("build", "hip", "--layout", "web", "--strict", "--force")
    assert (said.code, "Nothing was built" in said.out) == (1, True)
    assert "error: Its review is overdue since 2027." in said.err


def test_the_catalogue_is_made_anew_when_a_question_was_answered(
    on: Press, tmp_path: Path, library_folder: Path
) -> None:
    on("build", "hip", "--layout", "text")
    before = (tmp_path / "out" / "index.html").read_bytes()
    on("questions", "hip")
    answers = library_folder / "hip" / "2024.review.yaml"
    text = answers.read_text(encoding="utf-8").replace("answer: null", "answer: yes").replace("who: null", "who: B")
    answers.write_text(text.replace("date: null", "date: 2026-11-20"), encoding="utf-8")
    on("build", "hip", "--layout", "text")
    after = (tmp_path / "out" / "index.html").read_bytes()
    assert after != before


def test_a_code_of_an_edition_that_has_faults_says_so_and_not_that_it_was_withdrawn(
    on: Press, built: Path, library_folder: Path
) -> None:
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", next(built.rglob("*.txt")).read_text(encoding="utf-8"))
    assert code
    edit(library_folder / "hip" / "2024.yaml", "title:", "titel:")
    said = on("code", code[0])
    assert said.code == 1
    assert "do not use. hip 2024 (en-GB) has faults that stop it" in said.out


def beside(press: Press, library_folder: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A library with its output beside it, the hip in it as plain text and a web page."""
    library = tmp_path / "clinic" / "leaflets"
    shutil.copytree(library_folder, library)
    output = library.parent / "output"
    said = press("build", "hip", "--layout", "text", "--layout", "web", "--library", library)
    assert said.code == 0, said
    return library, output


def test_verify_tells_what_is_behind_today_though_nothing_was_built_since(
    press: Press, library_folder: Path, tmp_path: Path
) -> None:
    library, output = beside(press, library_folder, tmp_path)
    assert press("verify", "--output", output).code == 0
    edit(library / "hip" / "2024.yaml", "Your new hip", "Your other hip")
    said = press("verify", "--output", output)
    assert said.code == 1
    assert "hip-web.html: error: It is behind: text changed since it was made." in said.err


def test_verify_tells_what_is_no_longer_to_be_handed_out(press: Press, library_folder: Path, tmp_path: Path) -> None:
    library, output = beside(press, library_folder, tmp_path)
    edit(library / "hip" / "2024.yaml", "status: approved", "status: withdrawn")
    said = press("verify", "--output", output)
    assert "hip-web.html: warning: hip 2024 (en-GB) is withdrawn. Do not hand it out." in said.err


def test_verify_of_all_tells_pages_that_were_altered_or_lost(
    press: Press, library_folder: Path, tmp_path: Path
) -> None:
    _, output = beside(press, library_folder, tmp_path)
    (page,) = output.rglob("hip-web.html")
    page.write_text(page.read_text(encoding="utf-8").replace("hip", "knee"), encoding="utf-8")
    next(output.rglob("*.txt")).unlink()
    said = press("verify", "--output", output)
    assert said.code == 1
    assert "hip-web.html: error: It was altered since it was made." in said.err
    assert "hip-text.txt: warning: It is not there any more." in said.err
