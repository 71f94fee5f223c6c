"""`import` from outside: files in, drafts and an account of them out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx.document import Document

from press.cli import main
from tests.incoming.files import made


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "leaflets"
    folder.mkdir()
    (folder / "library.yaml").write_text("publisher: Us\nlanguage: en-GB\n")
    return folder


def word(file: Path, title: str = "Your knee", text: str = "What to do after it.") -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(
        made(lambda document: [document.add_heading(title, 0), *map(document.add_paragraph, (text, "Rest."))])
    )
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, arguments)], env={"SOURCE_DATE_EPOCH": "1795000000"})


def test_a_file_becomes_a_draft_in_the_library(tmp_path: Path, library: Path) -> None:
    result = run(word(tmp_path / "Knee.docx"), "--into", library)
    assert result.exit_code == 0, result.output
    assert "status: draft" in (library / "your-knee" / "2026-11.yaml").read_text()
    assert "a draft of Knee.docx. 8 words: 8 in the draft, 0 left out; 0 questions." in result.output


def test_what_is_there_already_is_not_written_over(tmp_path: Path, library: Path) -> None:
    file = word(tmp_path / "Knee.docx")
    run(file, "--into", library)
    before = (library / "your-knee" / "2026-11.yaml").read_bytes()
    result = run(word(file, text="Something else altogether."), "--into", library)
    assert result.exit_code == 1
    assert "is there already, and is not written over" in result.output
    assert (library / "your-knee" / "2026-11.yaml").read_bytes() == before
    assert run(file, "--into", library, "--as", "knee-again").exit_code == 0


def _with_a_footer(document: Document) -> None:
    document.add_heading("Your knee", 0)
    document.add_paragraph("What to do after it.")
    document.add_paragraph("Rest.")
    document.sections[0].footer.paragraphs[0].text = "Us"


def test_machines_get_a_line_for_each_file(tmp_path: Path, library: Path) -> None:
    file = tmp_path / "Knee.docx"
    file.write_bytes(made(_with_a_footer))
    (line,) = run(file, "--into", library, "--json").output.splitlines()
    told = json.loads(line)
    assert (told["topic"], told["words"], told["placed"]) == ("your-knee", 9, 8)
    reason = "in a footer; the layouts make their own"
    assert told["left_out"] == [{"text": "Us", "reason": reason, "place": "a footer"}]


def test_a_folder_is_imported_at_once_with_a_table_for_editors(tmp_path: Path, library: Path) -> None:
    for name in ("a", "b"):
        word(tmp_path / "old" / f"{name}.docx")
    (tmp_path / "old" / "c.docx").write_bytes(b"none")
    result = run(tmp_path / "old", "--into", library, "--table", tmp_path / "table.csv")
    assert result.exit_code == 1
    assert sorted(path.name for path in library.iterdir() if path.is_dir()) == ["your-knee", "your-knee-2"]
    with (tmp_path / "table.csv").open(newline="") as table:
        rows = list(csv.DictReader(table))
    assert [(row["File"], row["Topic"], row["Words"]) for row in rows] == [
        ("a.docx", "your-knee", "8"),
        ("b.docx", "your-knee-2", "8"),
        ("c.docx", "", "0"),
    ]
    assert "no Word file" in rows[2]["Problem"]
    assert {row["Reading age"] for row in rows} == {""}


def test_the_table_tells_how_hard_a_draft_is_to_read(tmp_path: Path, library: Path) -> None:
    file = word(tmp_path / "Knee.docx", text="You may rest and walk a little after the day of the operation. " * 5)
    run(file, "--into", library, "--table", tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(newline="") as table:
        (row,) = csv.DictReader(table)
    assert 5 < int(row["Reading age"]) < 14


@pytest.mark.parametrize(
    ("name", "said"), [("knee.pdf", "Files of this kind are not read"), ("knee.docx", "It is no Word file")]
)
def test_other_files_are_refused_with_a_sentence(tmp_path: Path, library: Path, name: str, said: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.7")
    result = run(tmp_path / name, "--into", library)
    assert (result.exit_code, said in result.output) == (1, True)


def test_a_topic_is_named_for_one_file_and_as_topics_are(tmp_path: Path, library: Path) -> None:
    file = word(tmp_path / "Knee.docx")
    assert "Rename it" in run(file, "--into", library, "--as", "My Knee").output
    assert "one file" in run(file, file, "--into", library, "--as", "knee").output


def test_a_folder_that_is_no_library_is_wrong_use(tmp_path: Path) -> None:
    result = run(word(tmp_path / "Knee.docx"), "--into", tmp_path)
    assert (result.exit_code, "is no library" in result.output) == (2, True)
