"""`merge` from outside: an edited Word file in, the edition's YAML and an account of the changes out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from press.cli import main
from tests.incoming.files import made, saved
from tests.incoming.test_merging import KNEE, composed, edition, retyped, written


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An edition's YAML in a library, beside a Word file of it in which 30 mg has become 45 mg."""
    document = Document(io.BytesIO(written(composed(edition(tmp_path)))))
    retyped("Take", "30", "45")(document)
    (tmp_path / "knee.docx").write_bytes(saved(document))
    return tmp_path / "leaflets" / "knee" / "2026-01.yaml"


def run(home: Path, *options: str) -> Result:
    library, file = home.parents[1], home.parents[2] / "knee.docx"
    return CliRunner().invoke(main, ["merge", str(file), "--library", str(library), *options])


def test_changes_are_shown_and_nothing_is_written(home: Path) -> None:
    result = run(home)
    assert result.exit_code == 0, result.output
    assert "changed (a number, goes into the edition): “At home”" in result.output
    assert "Nothing is written yet" in result.output
    assert home.read_text() == KNEE


def test_changes_are_written_where_that_is_asked_for(home: Path) -> None:
    assert "A sign-off of it is void" in run(home, "--write").output
    assert home.read_text() == KNEE.replace("30 mg", "45 mg")


def test_lines_that_end_as_on_windows_stay_so(home: Path) -> None:
    home.write_bytes(KNEE.replace("\n", "\r\n").encode())
    run(home, "--write")
    assert home.read_bytes() == KNEE.replace("30 mg", "45 mg").replace("\n", "\r\n").encode()


def test_machines_get_a_line_for_each_file(home: Path) -> None:
    (line,) = run(home, "--json").output.splitlines()
    told = json.loads(line)
    assert (told["topic"], told["edition"], told["language"]) == ("knee", "2026-01", "en-GB")
    (edit,) = told["edits"]
    assert (edit["sort"], edit["state"], edit["numbers"]) == ("changed", "applied", True)


def test_a_comment_is_written_as_a_question_once(home: Path) -> None:
    file = home.parents[2] / "knee.docx"
    document = Document(str(file))
    document.add_comment(document.paragraphs[5].runs, text="When?", author="Dr A.")
    file.write_bytes(saved(document))
    run(home, "--write")
    run(home, "--write")
    assert home.read_text().count("# Question (a comment in Word): Dr A. commented: “When?”\n") == 1


def test_a_change_that_is_left_to_a_person_shows_in_the_exit_code(home: Path) -> None:
    file = home.parents[2] / "knee.docx"
    document = Document(str(file))
    retyped("Phone", "0808", "0909")(document)
    file.write_bytes(saved(document))
    result = run(home)
    assert (result.exit_code, "belongs to the library" in result.output) == (1, True)
    assert "Printed by: knee." in result.output


def test_it_is_said_why_a_change_is_left_to_a_person(home: Path) -> None:
    file = home.parents[2] / "knee.docx"
    document = Document(str(file))
    retyped("Take", "magnetic", "nuclear")(document)
    file.write_bytes(saved(document))
    assert "    It touches words that the press adds: an expansion" in run(home).output


def test_a_file_of_a_stranger_is_refused_with_a_sentence(home: Path) -> None:
    (home.parents[2] / "knee.docx").write_bytes(made(lambda document: document.add_paragraph("Rest.")))
    result = run(home)
    assert (result.exit_code, "It does not say of which edition" in result.output) == (1, True)


def test_two_files_of_one_edition_both_come_home_in_one_go(home: Path) -> None:
    first, second = home.parents[2] / "knee.docx", home.parents[2] / "again.docx"
    document = Document(str(first))
    retyped("Take", "45", "60")(document)
    second.write_bytes(saved(document))
    options = ["--library", str(home.parents[1]), "--write"]
    result = CliRunner().invoke(main, ["merge", str(first), str(second), *options])
    assert "was changed on both sides" in result.output
    assert home.read_text() == KNEE.replace("30 mg", "45 mg")
