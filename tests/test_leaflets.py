"""The leaflets of the project: every PDF of every edition, as it would be published."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from press import layout, pipeline
from press.model import Edition, Leaflet
from press.pipeline import Job
from press.problems import heeded
from press.programs import verapdf
from press.prose import forms
from tests.building import read
from tests.turns import in_turn

ROOT = Path(__file__).parent.parent
LIBRARY, PROBLEMS = read(ROOT / "leaflets")
LAYOUTS = layout.load(ROOT / "layouts", ROOT / "fonts")
EDITIONS = [
    pytest.param(edition, id=f"{edition.topic} {edition.name} {edition.language}") for edition in LIBRARY.editions
]
SOME = in_turn(3, LIBRARY.editions, ids=[[str(edition.id) for edition in EDITIONS]])
"""The editions, of which one in so many is tried with each change."""
CLAIMS = {"ua-1": ("ua1", "2a"), "ua-2": ("ua2", "4", "wtpdf-accessibility", "wtpdf-reuse")}


def in_part(one_in: int, *others: Sequence[object]) -> list[ParameterSet]:
    """Every edition with every other value, of which one in so many is tried with each change."""
    return in_turn(one_in, LIBRARY.editions, *others, ids=[[str(edition.id) for edition in EDITIONS]])


def job(edition: Edition, name: str, *, size: float = 0, conformance: str = "", kind: str = "pdf") -> Job:
    chosen = LAYOUTS[name].at(size or LAYOUTS[name].type.body, conformance)
    return Job(Leaflet(edition, LIBRARY.clinics[0]), chosen, kind)


def test_the_content_is_free_of_problems() -> None:
    assert PROBLEMS == ()
    assert len(LIBRARY.editions) == 7


@pytest.mark.parametrize(
    ("edition", "name", "conformance"), in_part(11, ["a4", "a4-columns", "booklet", "large-print"], [*CLAIMS])
)
def test_verapdf_finds_no_failed_rule(edition: Edition, name: str, conformance: str) -> None:
    documents, problems = pipeline.make(job(edition, name, conformance=conformance))
    assert heeded(problems) == ()
    assert [document.part for document in documents] == ["", "imposed"][: len(documents)]
    for document in documents:
        assert verapdf.claims(document.data) == CLAIMS[conformance]
        assert verapdf.check(document.data, CLAIMS[conformance]) == ()


@pytest.mark.parametrize("conformance", CLAIMS)
@pytest.mark.parametrize(
    "edition",
    [each for each in LIBRARY.editions if each.topic == "bring-your-medicines" and not forms.is_easy(each.language)],
)
def test_a_short_leaflet_fits_six_panels_in_every_language(edition: Edition, conformance: str) -> None:
    (document,), problems = pipeline.make(Job(Leaflet(edition), LAYOUTS["dl"].at(12, conformance), "pdf"))
    assert problems == ()
    assert document.pages == 2
    assert verapdf.check(document.data, CLAIMS[conformance]) == ()


@pytest.mark.referee
@pytest.mark.parametrize(("edition", "size"), in_part(4, [16, 22, 24, 28]))
def test_large_print_of_other_sizes_passes_its_checks(edition: Edition, size: float) -> None:
    for kind in ("pdf", "docx"):
        documents, problems = pipeline.make(job(edition, "large-print", size=size, kind=kind))
        assert heeded(problems) == ()
        assert all(document.data for document in documents)
        assert all(document.pages <= LAYOUTS["large-print"].at(size).most_pages for document in documents if size >= 24)


@pytest.mark.parametrize("edition", EDITIONS)
def test_web_pages_pass_their_checks(edition: Edition) -> None:
    (document,), problems = pipeline.make(job(edition, "web", kind="html"))
    assert document.data
    assert problems == ()
