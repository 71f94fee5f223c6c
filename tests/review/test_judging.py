"""What evidence shows of a criterion, judged of documents that are made up; how they are made is tried by referees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from press.content import readability
from press.manuscript import Certificate
from press.model import Edition, Leaflet, PartialDate, Signature, SignatureKind
from press.problems import Place, Problem
from press.programs import witnesses
from press.programs.witnesses import VERAPDF
from press.review.changes.passages import flatten
from press.review.evidence import page
from press.review.evidence.criteria import Criterion
from press.review.evidence.judging import Outcome, judge
from press.review.evidence.measuring import Evidence, Exhibit
from tests.review.test_changes import strings
from tests.test_keys import RECORD

CERTIFICATE = Certificate(1, 0, 0, 0, 0, "0")
FAULT = Problem("print-contrast", Place("a.pdf"), "Too pale.", "Print it darker.")
PASSED, FAILED, SILENT = (witnesses.Testimony(VERAPDF, problems=problems) for problems in ((), (FAULT,), None))


def evidence(edition: Edition, *exhibits: Exhibit) -> Evidence:
    return Evidence(edition, date(2026, 11, 30), exhibits, (), readability.measure(edition), len(exhibits), ())


def exhibit(*problems: Problem, least: float = 12, said: tuple[witnesses.Testimony, ...] = ()) -> Exhibit:
    return Exhibit(RECORD, (), least, problems, CERTIFICATE, said)


@pytest.mark.parametrize(
    ("asks", "exhibits", "outcome"),
    [
        ({"rules": ("print-contrast",)}, [exhibit()], Outcome.SHOWN),
        ({"rules": ("print-contrast",)}, [exhibit(), exhibit(FAULT)], Outcome.FAILED),
        ({"rules": ("print-contrast",)}, [], Outcome.OPEN),
        ({"rules": ("print-contrast",), "absent": "moving"}, [exhibit()], Outcome.ABSENT),
        ({"rules": ("print-contrast",), "absent": "moving"}, [exhibit(FAULT)], Outcome.FAILED),
        ({"rules": ("print-contrast",), "not_shown": "all else"}, [exhibit()], Outcome.PARTLY),
        ({"rules": ("print-contrast",), "facts": ("sources",)}, [exhibit()], Outcome.OPEN),
        ({}, [exhibit()], Outcome.UNCOVERED),
        ({"questions": ("picture-of-nothing",)}, [exhibit()], Outcome.ABSENT),
        ({"questions": ("picture-of-nothing",), "not_shown": "all else"}, [exhibit()], Outcome.UNCOVERED),
        ({"witnesses": ("veraPDF",)}, [exhibit(said=(PASSED,))], Outcome.SHOWN),
        ({"witnesses": ("veraPDF",)}, [exhibit(said=(PASSED,)), exhibit(said=(FAILED,))], Outcome.FAILED),
        ({"witnesses": ("veraPDF",)}, [exhibit(said=(PASSED,)), exhibit(said=(SILENT,))], Outcome.OPEN),
        ({"witnesses": ("veraPDF",)}, [exhibit()], Outcome.OPEN),
        ({"facts": ("large-print",)}, [exhibit(), exhibit(least=16)], Outcome.SHOWN),
        ({"facts": ("large-print",)}, [exhibit(least=15.9)], Outcome.OPEN),
        ({"facts": ("large-print",)}, [exhibit(FAULT, least=16)], Outcome.OPEN),
        ({"facts": ("record",)}, [exhibit()], Outcome.SHOWN),
    ],
)
def test_a_criterion_is_as_good_as_the_worst_that_is_found_of_it(
    sample: Leaflet, asks: dict[str, tuple[str, ...]], exhibits: list[Exhibit], outcome: Outcome
) -> None:
    edition = replace(sample.edition, references=(), answers=())
    criterion = Criterion("1", "One", **asks)  # type: ignore[arg-type]  # each has its own type
    assert judge(criterion, evidence(edition, *exhibits)).outcome is outcome


def test_a_record_in_which_something_is_wrong_shows_nothing(sample: Leaflet) -> None:
    broken = replace(evidence(sample.edition, exhibit()), chain=(FAULT,))
    assert judge(Criterion("1", "One", facts=("record",)), broken).outcome is Outcome.FAILED


def test_a_program_that_was_asked_is_told_with_how_many_files_it_was_shown(sample: Leaflet) -> None:
    given = evidence(sample.edition, exhibit(said=(PASSED,)), exhibit(said=(FAILED,)), exhibit(said=(SILENT,)))
    first, second = judge(Criterion("1", "One", witnesses=("veraPDF",)), given).showings
    assert (first.says, first.values) == ("witness_broken", {"witness": "veraPDF", "files": 2, "broken": 1})
    assert second.says == "witness_silent"


def test_a_signature_for_other_words_shows_nothing(sample: Leaflet) -> None:
    signature = Signature(SignatureKind.CLINICAL, "Lead", "A. Example", PartialDate(2026, 11, 1), "other words")
    asked = Criterion("1", "One", facts=("clinical-sign-off",))
    for signatures, outcome in (((), Outcome.OPEN), ((signature,), Outcome.FAILED)):
        given = evidence(replace(sample.edition, signatures=signatures), exhibit())
        assert judge(asked, given).outcome is outcome


def test_the_page_of_evidence_has_every_part(sample: Leaflet) -> None:
    found = page.leaflet(evidence(sample.edition, exhibit()), (), "0.2.0", strings())
    assert [section.id.removeprefix("evidence--") for section in found.edition.sections] == [
        *("short", "edition", "signatures", "sources", "documents", "parity", "readability", "answers"),
        *("standards", "rules", "again"),
    ]
    said = {passage.text for passage in flatten(found.edition, strings()).passages}
    for reference in sample.edition.references:
        assert any(reference.url in text for text in said)
