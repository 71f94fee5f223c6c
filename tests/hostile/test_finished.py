"""Finished files of strangers get sentences from `verify` and `transcript`: no traceback, no hang, little memory."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from time import sleep
from unittest.mock import Mock

import pytest

from press import layout, pipeline
from press.model import Leaflet
from press.pipeline import Job
from press.problems import Refused
from press.programs.confined import Confined
from press.programs.limits import READING
from tests.building import read
from tests.conftest import Golden
from tests.hostile import finished
from tests.hostile.books import BOOKS
from tests.hostile.case import Case
from tests.hostile.limits import MEGABYTES, peak
from tests.hostile.reading import (
    aborted,
    answering_bound,
    answers,
    itself,
    raising_bound,
    refused_by_the_system,
    said,
    shown,
    spent,
    too_deep,
    verified,
)
from tests.hostile.test_refused import ROOT
from tests.hostile.test_refused import library as topic

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A sound and small file of each kind."""
    library, _ = read(topic(tmp_path_factory.mktemp("sound"), Case("nothing", {})))
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    made = {
        ".pdf": Job(Leaflet(library.editions[0]), layouts["a4"], "pdf"),
        ".docx": Job(Leaflet(library.editions[0]), layouts["large-print"], "docx"),
        ".epub": Job(Leaflet(library.editions[0]), layouts["epub"], "epub"),
    }
    return {kind: pipeline.make(job)[0][0].data for kind, job in made.items()} | {".html": b""}


@pytest.mark.parametrize(
    "kind", [*(pytest.param(kind, marks=pytest.mark.referee) for kind in (".pdf", ".docx")), ".html", ".epub"]
)
def test_finished_files_of_strangers_are_read_or_refused_in_sentences(
    kind: str, sound: dict[str, bytes], tmp_path: Path, golden: Golden
) -> None:
    lines: list[str] = []
    file = tmp_path / f"a{kind}"
    file.write_bytes(sound[kind])
    with Confined(READING) as confined:
        before = {read: answers(confined, read, file) for read in (verified, said)}
        for case in (case for case in (*finished.CASES, *BOOKS) if case.kind == kind):
            file.write_bytes(case.spoil(sound[kind]))
            lines.append(case.name)
            for read in before:
                lines += shown(answers(confined, read, file), before[read])
            assert confined.call(peak, file) < MEGABYTES, case.name
    assert not [line for line in lines if "(program)" in line]
    golden(HERE / f"finished{kind}.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("read", "sentence"),
    [
        (raising_bound, "The program itself failed: Bound: it holds a lambda Please report it"),
        (answering_bound, "The program itself failed: "),
        (too_deep, "Things stand in it within each other, deeper than any leaflet needs."),
        (refused_by_the_system, "The file cannot be read: Permission denied."),
    ],
)
def test_whatever_a_reader_raises_comes_over_as_a_sentence(
    read: Callable[[Path], object], sentence: str, tmp_path: Path
) -> None:
    with Confined(READING) as confined, pytest.raises(Refused) as refused:
        confined.call(read, tmp_path / "a.pdf")
    assert sentence in str(refused.value)


def test_what_ends_its_reader_is_told_in_one_sentence_and_nothing_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with Confined(READING) as confined, pytest.raises(Refused, match="ends what reads it, and was given up"):
        confined.call(aborted, tmp_path / "a.pdf")
    assert capfd.readouterr().err == ""


def test_a_file_is_read_again_where_those_before_it_may_be_why_it_failed(tmp_path: Path) -> None:
    with Confined(READING) as confined:
        assert [confined.call(spent, tmp_path / name) for name in "abc"] == [["a"], ["b"], ["c"]]


def test_a_reader_that_the_system_ended_while_it_had_nothing_to_do_is_replaced(tmp_path: Path) -> None:
    with Confined(READING) as confined:
        first = confined.call(itself, tmp_path / "a.pdf")
        os.kill(first, signal.SIGKILL)
        second = confined.call(itself, tmp_path / "b.pdf")  # the pool does not know of it yet
        os.kill(second, signal.SIGKILL)
        while confined._pool.active:
            sleep(0.01)
        third = confined.call(itself, tmp_path / "c.pdf")
        assert len({first, second, third}) == 3


def test_where_no_reader_can_begin_each_file_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Confined(READING) as confined:
        monkeypatch.setattr(confined._pool, "schedule", Mock(side_effect=BrokenProcessPool))
        with pytest.raises(Refused, match="ends what reads it, and was given up"):
            confined.call(itself, tmp_path / "a.pdf")
