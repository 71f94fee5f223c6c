"""What the command line tells: of a build by lines and as JSON, and of what could not be done."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from press import pipeline
from press.cli import desk, terminal
from press.cli.progress import Json, Lines, Reporter
from press.pipeline import Outcome, Wishes
from press.programs import system
from press.programs.limits import Limits
from press.reader import Catalogue
from press.review.building import Tally
from press.store.manifest import Record
from tests.test_cli import press
from tests.test_holding import KNEE, recorded
from tests.test_leaflets import LAYOUTS

ROOT = Path(__file__).parent.parent


def outcome(catalogue: Catalogue, wishes: Wishes = KNEE, **of: Any) -> Outcome:
    """What became of one wish: built, if nothing else is said."""
    (order,) = pipeline.plan(catalogue, LAYOUTS, wishes)
    told: dict[str, Any] = {"records": (recorded(catalogue, wishes),), "built": True, "reasons": ("content",)}
    return Outcome(order, **(told | of))


def said(reporter: Reporter, tally: Tally, capsys: pytest.CaptureFixture[str]) -> str:
    reporter.summary(tally, (), 12.34567, Path("output", "manifest.json"))
    return capsys.readouterr().out


def test_a_summary_as_json_counts_all_and_tells_times_to_the_millisecond(
    sample_catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally(planned=0, behind=4)
    for number in range(7):
        tally.add(outcome(sample_catalogue, seconds=number + 0.12345))
    tally.add(outcome(sample_catalogue, built=False))
    tally.add(outcome(sample_catalogue, built=False, records=()))
    slowest = [{"path": "knee/2025-06/knee-web.html", "seconds": seconds + 0.123} for seconds in (6, 5, 4, 3, 2)]
    assert json.loads(said(Json(), tally, capsys)) == {
        "event": "summary",
        "planned": 0,
        "built": 7,
        "unchanged": 1,
        "failed": 1,
        "behind": 4,
        "seconds": 12.346,
        "slowest": slowest,
        "manifest": "output/manifest.json",
    }


def test_a_summary_in_lines_counts_all_and_names_the_slowest_of_many(
    sample_catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally()
    for number in range(5):
        tally.add(outcome(sample_catalogue, seconds=number + 0.12))
    tally.add(outcome(sample_catalogue, built=False, records=()))
    assert said(Lines(), tally, capsys) == (
        "6 documents: 5 built, 0 unchanged, 1 failed; 0 errors, 0 warnings in the content; 12.3 s; "
        "output/manifest.json\n"
    )
    tally.add(outcome(sample_catalogue, seconds=9.96))
    tally.behind = 2
    first, *_, last = said(Lines(), tally, capsys).splitlines()
    assert first == "slow   knee/2025-06/knee-web.html  (10.0 s)"
    assert last.startswith("7 documents: 6 built, 0 unchanged, 1 failed, 2 behind; ")
    rehearsed = said(Lines(), Tally(planned=3, unchanged=2), capsys)
    assert rehearsed.startswith("5 documents: 3 to build, 2 unchanged, 0 failed; ")


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"bytes": 12_999}, "12 kB"),
        ({"pages": 1}, "0 kB, 1 page"),
        ({"seconds": 125.4}, "0 kB, 2 min 05 s"),
        ({"sheets": 2, "grams": 10.4, "postage": "Letter"}, "0 kB, 2 sheets, 10 g, postage Letter"),
        ({"sheets": 1, "grams": 900}, "0 kB, 1 sheet, 900 g, too heavy for any postage band"),
        ({"transcriber": "liblouis 3.36", "cost": 1.5}, "0 kB, liblouis 3.36, cost 1.50"),
        ({"filled": 1}, "0 kB, 1 blank page filled with lines for notes or the helpline"),
    ],
)
def test_of_a_document_that_was_built_all_is_told_that_it_takes(
    facts: dict[str, Any], told: str, sample_catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    made = recorded(sample_catalogue, **facts)
    Lines().finished(outcome(sample_catalogue, records=(made,), reasons=("content", pipeline.NEW)))
    assert capsys.readouterr().out == f"built  knee/2025-06/knee-web.html  ({told}; content changed, new)\n"


def test_a_document_that_failed_is_named(sample_catalogue: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    failed = outcome(sample_catalogue, built=False, records=(), seconds=1.23456)
    Lines().finished(failed)
    assert capsys.readouterr().out == "FAILED knee/2025-06/knee-web.html\n"
    Json().finished(failed)
    told = {"event": "failed", "path": "knee/2025-06/knee-web.html", "files": [], "reasons": ["content"]}
    assert json.loads(capsys.readouterr().out) == {**told, "seconds": 1.235, "problems": []}


def results(catalogue: Catalogue) -> Record:
    """Of a document that waives one rule, and was warned by another."""
    waived, warned = {"text-alternatives": "Because."}, {"html-contrast": "4.4:1"}
    return recorded(catalogue, sha256="5ha", waived=waived, warned=warned, said={"words": 2, "sha256": "ab"})


def test_results_name_the_document_with_its_sum_and_what_it_breaks(
    sample_catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    Lines().results(results(sample_catalogue))
    head, rules, *broken, parity = capsys.readouterr().out.removeprefix("\n").splitlines()
    assert head == "knee/2025-06/knee-web.html  (sha256 5ha)"
    assert re.fullmatch(r"  rules   \d+ of \d+ kept, 1 waived", rules)
    assert [line.strip() for line in broken] == ["html-contrast: 4.4:1", "text-alternatives: Because."]
    assert parity == "  parity  2 words: all there, in order, and no others (sha256 ab)"
    Lines().results(recorded(sample_catalogue))
    assert "build it again with --force" in capsys.readouterr().out


def test_results_as_json_have_what_is_waived_and_warned_of(
    sample_catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    Json().results(results(sample_catalogue))
    told = json.loads(capsys.readouterr().out)
    assert (told["path"], told["sha256"]) == ("knee/2025-06/knee-web.html", "5ha")
    assert (told["waived"], told["warned"]) == ({"text-alternatives": "Because."}, {"html-contrast": "4.4:1"})
    assert told["said"] == {"words": 2, "sha256": "ab"}


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ("--layout large-print --size 28", "large-print-28pt.pdf"),
        ("--layout large-print --paper cream", "large-print-18pt-cream.pdf"),
        ("--layout large-print --font Arial", "large-print-18pt-arial.pdf"),
        ("--layout large-print --spacing 1.5", "large-print-18pt-spacing-1.5.pdf"),
        ("--layout large-print --bold", "large-print-18pt-bold.pdf"),
        ("--layout braille --grade 1", "braille-grade-1.brf"),
        ("--layout braille --cells 32", "braille-cells-32.brf"),
        ("--layout braille --lines 20", "braille-lines-20.brf"),
        ("--layout braille --sides 2", "braille-sides-2.brf"),
    ],
)
def test_each_wish_of_a_reader_is_built(options: str, named: str, library_folder: Path, tmp_path: Path) -> None:
    where = ("--library", library_folder, "--output", tmp_path / "out", "--dry-run")
    code, told, _ = press("build", "hip", *options.split(), *where)
    assert code == 0
    assert f"would build  hip/2024/hip-{named}" in told
    assert "FAILED" not in told


def test_pictures_of_layouts_that_cannot_be_kept_are_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.specimen.picture", lambda *_: b"a picture")
    (tmp_path / "taken").touch()
    short = ROOT / "tests" / "short" / "leaflets"
    code, _, problems = press("layouts", "dl", "--library", short, "--output", tmp_path / "taken")
    assert (code, "layouts/dl.png cannot be written: File exists" in problems) == (1, True)


def test_layouts_with_a_fault_are_told_of_and_nothing_is_done(library_folder: Path) -> None:
    own = library_folder.parent / "layouts" / "own" / "layout.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("title: Own\nmakes: [pdff]\n", encoding="utf-8")
    code, told, problems = press("list", "--library", library_folder)
    assert (code, told) == (1, "Nothing was done: the layouts were refused.\n")
    assert "own/layout.yaml" in problems


def test_a_file_that_a_user_names_is_replaced_whole_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    file, as_it_was, pipe = (tmp_path / name for name in ("file", "as-it-was", "pipe"))
    file.write_bytes(b"before")
    os.link(file, as_it_was)
    terminal.write(file, b"after")
    assert (file.read_bytes(), as_it_was.read_bytes()) == (b"after", b"before")
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    terminal.write(pipe, b"all of it")
    assert os.read(reader, 99) == b"all of it"
    os.close(reader)
    assert pipe.is_fifo()


def test_documents_of_a_desk_are_made_by_a_cluster_where_one_is_named() -> None:
    with patch.object(desk, "crew") as crew, desk._crew("tcp://host:8786") as made_by:
        made_by(7)
    crew.assert_called_once_with("tcp://host:8786", system.cores(), Limits(), 7)
