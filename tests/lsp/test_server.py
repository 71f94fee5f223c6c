"""The language server, asked over its protocol by a client, as editors ask it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from lsprotocol import types

from press.cli import main
from tests.conftest import SAMPLE
from tests.lsp.editor import Editor, applied

KNEE = "knee/2025-06.yaml"


@pytest.fixture(scope="module")
def started() -> Iterator[Editor]:
    editor = Editor()
    editor.start(Path.cwd())
    yield editor
    editor.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "leaflets"))


def rules(found: list[types.Diagnostic]) -> list[tuple[str, int]]:
    return sorted((str(each.code), each.range.start.line) for each in found if each.code not in QUIET)


QUIET = {"not-signed", "review-open", "review-overdue", "untranslated", "translation-source"}
"""Rules that the sample breaks as it is."""


def at(text: str, words: str, behind: bool = False) -> tuple[int, int]:
    """The row of words in a text, and the column in them where they begin, or behind them."""
    place = text.index(words)
    before = text[:place]
    return before.count("\n"), len(before) - before.rfind("\n") - 1 + (len(words) if behind else 0)


def test_the_problems_are_those_of_check_in_all_files(started: Editor, folder: Path) -> None:
    spoiled = folder / KNEE
    spoiled.write_text(spoiled.read_text().replace("topic:hip", "topic:hop").replace("keywords:", "keyword:"))
    (folder / "hip" / "notes.yaml").write_text("a: b\n")
    clinic = folder / "clinics" / "riverside.yaml"
    clinic.write_text(clinic.read_text().replace('accent: "', "accent: "))
    library = folder / "library.yaml"
    library.write_text(library.read_text() + "colour: red\n")
    run = CliRunner().invoke(main, ["check", "--json", "--library", str(folder)])
    said = json.loads(run.stdout)
    of_folder = [each for each in said if each["place"]["file"].startswith("leaflets/")]
    wanted = sorted((each["place"]["file"], each["rule"]) for each in of_folder)
    assert len({file for file, _ in wanted}) == 4
    started.open(spoiled)
    root = f"{folder.parent.as_uri()}/"

    def told() -> list[tuple[str, str]]:
        found = ((uri, each) for uri, faults in started.told.items() for each in faults if uri.startswith(root))
        return sorted((uri.removeprefix(root), str(each.code)) for uri, each in found)

    started.wait(lambda: told() == wanted)
    started.close(spoiled)


def test_a_fault_is_told_where_its_words_are_before_anything_is_saved(started: Editor, folder: Path) -> None:
    file = folder / KNEE
    text = file.read_text()
    assert rules(started.open(file)) == []
    found = started.type(file, text.replace("topic:hip", "topic:hop"))
    (fault,) = (each for each in found if each.code == "unknown-topic")
    assert fault.range.start.line == at(text, "topic:hip")[0]
    assert fault.severity == types.DiagnosticSeverity.Error
    assert "Did you mean `hip`?" in fault.message
    assert rules(started.type(file, text)) == []
    assert file.read_text() == text
    started.close(file)


def test_columns_are_counted_as_the_editor_counts(started: Editor, folder: Path) -> None:
    file = folder / "hip" / "2024.yaml"
    text = file.read_text()
    started.open(file)
    found = started.type(file, text + "contacts: [helpline, nobody]\n")
    (fault,) = (each for each in found if each.code == "unknown-contact")
    assert (fault.range.start.character, fault.range.end.character) == (21, 27)
    found = started.type(file, text + "related: ['\N{PEDESTRIAN}', nothing]\n")
    (_, fault) = (each for each in found if each.code == "unknown-topic")
    assert (fault.range.start.character, fault.range.end.character) == (16, 23)
    started.close(file)


def test_a_title_that_changes_is_told_in_the_topics_that_name_it(started: Editor, folder: Path) -> None:
    hip, knee = folder / "hip" / "2024.yaml", folder / KNEE
    text = hip.read_text()
    started.open(knee)
    started.open(hip)
    started.type(hip, text.replace("title: ", "title: <b>", 1))
    started.wait(lambda: any(each.code == "related" for each in started.told.get(knee.as_uri(), ())))
    started.type(hip, text)
    started.wait(lambda: not any(each.code == "related" for each in started.told.get(knee.as_uri(), ())))
    started.close(hip)
    started.close(knee)


def test_keys_and_names_are_offered(started: Editor, folder: Path) -> None:
    file = folder / KNEE
    text = file.read_text() + "\n"
    started.open(file, text)
    last = text.count("\n")
    keys = started.complete(file, last, 0)
    assert {"owner", "waivers"} <= keys.keys()
    assert not {"title", "sections"} & keys.keys()
    assert "Who looks after the topic" in str(keys["owner"].documentation)
    started.type(file, text + "language: ")
    assert {"cy", "ar"} <= started.complete(file, last, 10).keys()
    started.type(file, text.replace("status: approved", "status: "))
    assert list(started.complete(file, *at(text, "status: ", behind=True))) == ["draft", "approved", "withdrawn"]
    started.type(file, text + "contacts:\n  - he")
    assert list(started.complete(file, last + 1, 6)) == ["helpline", "post"]
    started.type(file, text + "related: [")
    assert list(started.complete(file, last, 10)) == ["hip"]
    started.type(file, text + "figures:\n  bone:\n    file: ")
    assert list(started.complete(file, last + 2, 10)) == ["bend.svg", "wave.svg"]
    assert {"alt", "credit"} <= started.complete(file, last + 1, 4).keys() | started.complete(file, last + 2, 4).keys()
    started.type(file, text + "waivers:\n  ")
    rules = started.complete(file, last + 1, 2)
    assert "headings" in " ".join(rules)
    assert {each.kind for each in (*rules.values(), keys["owner"])} == {types.CompletionItemKind.Property}
    started.close(file)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("contacts:\n  ", {"helpline": "- helpline", "post": "- post"}),
        ("contacts: ", {"helpline": "[helpline]", "post": "[post]"}),
        ("related:\n  - ", {"hip": "hip"}),
        ("related: [h", {"hip": "hip"}),
        ("figures:\n  bone:\n    decorative: ", {"true": "true", "false": "false"}),
        ("figures:\n  bone:\n    own: t", {"true": "true", "false": "false"}),
    ],
)
def test_what_is_offered_stands_as_a_list_or_a_word_where_one_is_wanted(
    started: Editor, folder: Path, typed: str, offered: dict[str, str]
) -> None:
    file = folder / KNEE
    text = f"{file.read_text()}\n{typed}"
    started.open(file, text)
    found = started.complete(file, text.count("\n"), len(text) - text.rfind("\n") - 1)
    edits = {name: item.text_edit for name, item in found.items()}
    assert {name: edit.new_text for name, edit in edits.items() if isinstance(edit, types.TextEdit)} == offered
    started.close(file)


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("[x](", {"term:", "topic:", "#", "https://", "lang:"}),
        ("![](", {"figure:", "passage:"}),
        ("[x](term:", {"cartilage", "synovial-fluid"}),
        ("[x](topic:h", {"hip"}),
        ("![](figure:", {"bend", "wave"}),
        ("[x](#", {"what-is-wrong", "what-you-can-do"}),
        ("[x](lang:", {"cy"}),
        ("::: ", {"note", "important", "urgent", "quote"}),
    ],
)
def test_what_may_stand_in_prose_is_offered(started: Editor, folder: Path, written: str, offered: set[str]) -> None:
    file = folder / KNEE
    text = file.read_text().replace("      Ask your physiotherapist.", f"      {written}")
    started.open(file, text)
    found = started.complete(file, *at(text, f"      {written}\n", behind=False)[:1], 6 + len(written))
    assert offered <= found.keys()
    assert written != "[x](term:" or "A thick liquid" in str(found["synovial-fluid"])
    item = next(iter(found.values()))
    assert isinstance(item.text_edit, types.TextEdit)
    assert applied(text, [item.text_edit]).count(item.text_edit.new_text) >= 1
    started.close(file)


def test_what_a_word_means_and_where_it_is_used_is_shown(started: Editor, folder: Path) -> None:
    file = folder / KNEE
    text = file.read_text()
    started.open(file)
    started.wait(lambda: True)
    assert "explained here: The smooth cover of the ends" in started.hover(file, *at(text, "cartilage](term:)"))
    assert "A thick liquid" in started.hover(file, *at(text, "fluid](term:"))
    assert "(needed): One or two plain sentences" in started.hover(file, *at(text, "summary:"))
    assert "draft, approved, withdrawn" in started.hover(file, *at(text, "status:"))
    contact = started.hover(file, *at(text, "helpline"))
    assert "01632 960 000" in contact
    assert "knee 2025-06" in contact
    assert started.hover(file, *at(text, "topic:hip")).startswith("**hip**: Your new hip\n\nUsed by 2: knee 2025-06")
    assert started.hover(file, *at(text, "figure:bend")).startswith("**bend**: A leg bent at the knee, with the joint")
    assert started.hover(file, *at(text, "The knee is the")).startswith("**body** (needed): What it says, in Markdown")
    assert not started.hover(file, text.count("\n"), 0)
    library = folder / "library.yaml"
    started.open(library)
    assert "Used by 1: knee 2025-06" in started.hover(library, *at(library.read_text(), "synovial fluid"))
    started.close(library)
    started.close(file)


def test_a_name_leads_to_where_it_is_said(started: Editor, folder: Path) -> None:
    file, library = folder / KNEE, folder / "library.yaml"
    text, shared = file.read_text(), library.read_text()
    started.open(file)
    for words, target, there in (
        ("fluid](term:", library, at(shared, "synovial fluid:")),
        ("helpline", library, at(shared, "helpline:")),
        ("topic:hip", folder / "hip" / "2024.yaml", (0, 0)),
        ("figure:bend", file, at(text, "bend:")),
        ("bend.svg", folder / "knee" / "bend.svg", (0, 0)),
        ("#what-you-can-do", file, at(text, "- heading: What you can do")),
    ):
        assert started.definition(file, *at(text, words)) == (target.as_uri(), *there), words
    started.close(file)


def test_a_passage_that_topics_share_is_offered_told_and_found(started: Editor, folder: Path) -> None:
    library, file = folder / "library.yaml", folder / KNEE
    library.write_text(library.read_text() + "passages:\n  when-to-call: |\n    Call us if it hurts.\n")
    text = file.read_text().replace("      Ask your physiotherapist.", "      ![](passage:when-to-call)")
    started.open(file, text)
    row, column = at(text, "when-to-call")
    assert list(started.complete(file, row, column)) == ["when-to-call"]
    assert started.hover(file, row, column).startswith("**when-to-call**, kept in library.yaml")
    assert started.definition(file, row, column) == (library.as_uri(), *at(library.read_text(), "when-to-call"))
    started.close(file)


def test_a_file_s_sections_and_their_headings_are_its_symbols(started: Editor, folder: Path) -> None:
    file = folder / KNEE
    started.open(file)
    found = {each.name: each for each in started.symbols(file)}
    sections = found["sections"].children or ()
    assert [each.name for each in sections] == ["What is wrong with my knee?", "What you can do"]
    assert [each.name for each in sections[0].children or ()] == ["Signs of wear", "When it gets worse"]
    assert [each.name for each in found["figures"].children or ()] == ["bend", "wave"]
    started.close(file)


def test_what_is_plain_to_mend_is_mended_by_what_is_offered(started: Editor, folder: Path) -> None:
    file, clinic = folder / KNEE, folder / "clinics" / "riverside.yaml"
    text = file.read_text()
    started.open(file)
    for old, new, rule, title in (
        ("topic:hip", "topic:hop", "unknown-topic", "Write `hip`"),
        ("status: approved", "status: aproved", "choice", "Write `approved`"),
        ("keywords:", "keyword:", "unknown-key", "Write `keywords`"),
        ("term:synovial-fluid", "term:synovial-fluids", "unknown-term", "Write `synovial-fluid`"),
    ):
        spoiled = text.replace(old, new, 1)
        (fault,) = (each for each in started.type(file, spoiled) if each.code == rule)
        assert applied(spoiled, started.actions(file, fault.range.start.line)[title]) == text
    spoiled = text.replace("Ask your physiotherapist.", "See https://example.org/a.")
    (fault,) = (each for each in started.type(file, spoiled) if each.code == "bare-address")
    edits = started.actions(file, fault.range.start.line)["Make it a link with words"]
    assert "      See [WORDS](https://example.org/a).\n" in applied(spoiled, edits)
    spoiled = text.replace("    alt: ", "    caption: ", 1)
    (fault,) = (each for each in started.type(file, spoiled) if each.code == "alt")
    stub = next(edits for title, edits in started.actions(file, fault.range.start.line).items() if "alt:" in title)
    (still,) = (each for each in started.type(file, applied(spoiled, stub)) if each.code == "alt")
    assert "and not what it shows" in still.message
    started.close(file)
    shown = clinic.read_text()
    spoiled = shown.replace('"#005EB8"', "#005EB8")
    assert spoiled != shown
    (fault,) = (each for each in started.open(clinic, spoiled) if each.code == "colour")
    offered = started.actions(clinic, fault.range.start.line)
    assert applied(spoiled, offered['Put "#005EB8" in quotes']) == shown
    started.close(clinic)


def test_a_text_that_is_no_yaml_is_one_fault_and_stops_nothing(started: Editor, folder: Path) -> None:
    file = folder / KNEE
    text = file.read_text().replace("contacts: [helpline, post]\n", "")
    started.open(file)
    assert [rule for rule, _ in rules(started.type(file, text + "contacts: [help"))] == ["yaml"]
    assert list(started.complete(file, text.count("\n"), 15)) == ["helpline", "post"]
    assert started.symbols(file)
    assert rules(started.type(file, "")) == [("empty", 0)]
    assert rules(started.type(file, text)) == []
    started.close(file)


def test_files_that_are_of_no_library_are_left_alone(started: Editor, tmp_path: Path) -> None:
    file = tmp_path / "other.yaml"
    file.write_text("a: [\n")
    started.client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(file.as_uri(), "yaml", 1, "a: ["))
    )
    assert started.complete(file, 0, 0) == {}
    assert started.hover(file, 0, 0) == ""
    assert started.definition(file, 0, 0) is None
    assert started.symbols(file) == []
    assert started.actions(file, 0) == {}
    assert file.as_uri() not in started.told
