"""Leaflets as strangers write them are built, and hardly any with a warning."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from press import layout, pipeline, reader
from press.pipeline import Job
from press.problems import Grade, Place, Problem, Refused, errors
from tests.strangers import topics, trial

ROOT = Path(__file__).parents[1]
EVERY = {"weasyprint": 23, "typst": 5}
"""Which of all documents are made with each engine: the layouts, sizes and clinics come in turn."""
MOST_WARNED = 0.02


@pytest.mark.referee
@pytest.mark.parametrize("engine", EVERY)
def test_a_share_of_strangers_leaflets_is_built_in_all_layouts_and_sizes(tmp_path: Path, engine: str) -> None:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts").engined(engine)
    topics.write(tmp_path / "leaflets", 8, 2026)
    catalogue = reader.open(tmp_path / "leaflets", layouts)
    assert errors(catalogue.problems) == ()
    library, counted = catalogue.library(), trial.Count()
    for job in islice(trial.jobs(library.editions, (None, *library.clinics), layouts), 0, None, EVERY[engine]):
        trial.attempt(job, counted)
    assert counted.refused == 0, counted.findings
    assert counted.warned <= max(1, MOST_WARNED * counted.documents), counted.findings


def test_the_same_seed_writes_the_same_leaflets_and_another_writes_others(tmp_path: Path) -> None:
    def written(name: str, seed: int) -> dict[str, bytes]:
        topics.write(tmp_path / name, 2, seed)
        return {str(file.relative_to(tmp_path / name)): file.read_bytes() for file in (tmp_path / name).rglob("*.*")}

    first, again, other = written("first", 1), written("again", 1), written("other", 2)
    assert first == again
    assert first.keys() == other.keys()
    assert first != other


def problem(rule: str, grade: Grade = Grade.ERROR) -> Problem:
    return Problem(rule, Place("knee.pdf"), "", "", grade)


@pytest.mark.parametrize(
    ("refused", "warnings", "told"),
    [
        ((), (), "1 documents, 0 refused, 0 built with warnings"),
        ((), (problem("print-split", Grade.WARNING),), "1 built with warnings\n     1 warned print-split"),
        ((), (problem("print-split", Grade.WAIVED),), "0 built with warnings"),
        ((problem("tag-text"),), (), "1 refused, 0 built with warnings\n     1 refused tag-text"),
        ((problem("too-long"),), (), "0 documents, 0 refused"),
        ((problem("too-long"), problem("tag-text")), (), "1 refused"),
    ],
)
def test_documents_are_counted_by_what_became_of_them(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    refused: tuple[Problem, ...],
    warnings: tuple[Problem, ...],
    told: str,
) -> None:
    def make(job: Job) -> tuple[tuple[()], tuple[Problem, ...]]:
        if refused:
            raise Refused(refused)
        return (), warnings

    monkeypatch.setattr(pipeline, "make", make)
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    topics.write(tmp_path / "leaflets", 1, 1)
    editions = reader.open(tmp_path / "leaflets", layouts).library().editions
    counted = trial.Count()
    trial.attempt(next(trial.jobs(editions, (None,), layouts)), counted)
    assert told in str(counted)
