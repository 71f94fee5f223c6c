import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from press import layout, pipeline, reader
from press.cache import Record
from press.layout import Layout, Reading
from press.model import Library
from press.pipeline import Document, Job, Outcome, Unknown, Wishes
from press.problems import Place, Problem, Refused

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def layouts() -> dict[str, Layout]:
    return layout.load(ROOT / "layouts", ROOT / "fonts")


@pytest.fixture
def jobs(sample_library: Library, layouts: dict[str, Layout]) -> tuple[Job, ...]:
    """Two documents that are quick to make."""
    return pipeline.plan(sample_library, layouts, Wishes(layouts=("web",), languages=("en-GB",)))


def paths(sample_library: Library, layouts: dict[str, Layout], wishes: Wishes) -> list[str]:
    return [job.path for job in pipeline.plan(sample_library, layouts, wishes)]


def test_all_current_editions_in_all_layouts_and_formats_are_planned(
    sample_library: Library, layouts: dict[str, Layout]
) -> None:
    assert paths(sample_library, layouts, Wishes(topics=("hip",))) == [
        "hip/2024/hip-a4-14pt.pdf",
        "hip/2024/hip-a4-columns-12pt.pdf",
        "hip/2024/hip-booklet-12pt.pdf",
        "hip/2024/hip-large-print-18pt.pdf",
        "hip/2024/hip-large-print-18pt.docx",
        "hip/2024/hip-web.html",
    ]


@pytest.mark.parametrize(
    ("wishes", "path"),
    [
        (Wishes(languages=("cy",)), "knee/2025-06.cy/knee-web.html"),
        (Wishes(topics=("knee",), edition="2023-01"), "knee/2023-01/knee-web.html"),
        (Wishes(topics=("knee",), edition="2026-01"), "knee/2026-01/knee-web.html"),
        (Wishes(topics=("hip",), clinics=("riverside",)), "hip/2024/hip-web-riverside.html"),
        (Wishes(topics=("hip",), clinics=("all",)), "hip/2024/hip-web-riverside.html"),
    ],
)
def test_a_wish_has_its_place_in_the_output_folder(
    sample_library: Library, layouts: dict[str, Layout], wishes: Wishes, path: str
) -> None:
    assert paths(sample_library, layouts, replace(wishes, layouts=("web",))) == [path]


def test_a_reader_s_wish_goes_to_the_layouts_that_offer_it(sample_library: Library, layouts: dict[str, Layout]) -> None:
    readings = (Reading(size=24), Reading(size=28, paper="yellow", bold=True))
    assert paths(sample_library, layouts, Wishes(topics=("hip",), readings=readings)) == [
        "hip/2024/hip-large-print-24pt.pdf",
        "hip/2024/hip-large-print-24pt.docx",
        "hip/2024/hip-large-print-28pt-yellow-bold.pdf",
        "hip/2024/hip-large-print-28pt-yellow-bold.docx",
    ]


def test_a_profile_gives_its_name_to_the_file(sample_library: Library, layouts: dict[str, Layout]) -> None:
    assert paths(sample_library, layouts, Wishes(topics=("hip",), profiles=("giant",))) == [
        "hip/2024/hip-large-print-24pt-giant.pdf",
        "hip/2024/hip-large-print-24pt-giant.docx",
    ]


@pytest.mark.parametrize(
    ("wishes", "says"),
    [
        (Wishes(topics=("kne",)), "There is no topic `kne`. Did you mean `knee`?"),
        (Wishes(layouts=("wep",)), "There is no layout `wep`. Did you mean `web`?"),
        (Wishes(clinics=("river",)), "There is no clinic `river`. Did you mean `riverside`?"),
        (Wishes(languages=("fr",)), "There is no language `fr`. Use one of: cy, en-GB."),
        (Wishes(edition="1999"), "There is no edition `1999`."),
        (Wishes(readings=(Reading(size=19),)), "No layout offers this. a4 has sizes 14, 16"),
        (Wishes(profiles=("tiny",)), "No layout offers this."),
    ],
)
def test_what_is_not_there_is_named_with_the_nearest_that_is(
    sample_library: Library, layouts: dict[str, Layout], wishes: Wishes, says: str
) -> None:
    with pytest.raises(Unknown) as caught:
        pipeline.plan(sample_library, layouts, wishes)
    assert str(caught.value).startswith(says)


def test_the_second_build_makes_nothing_anew(jobs: tuple[Job, ...], tmp_path: Path) -> None:
    first = list(pipeline.build(jobs, tmp_path))
    before = _tree(tmp_path)
    second = list(pipeline.build(jobs, tmp_path))
    assert [outcome.built for outcome in first] == [True] * len(jobs)
    assert [outcome.built for outcome in second] == [False] * len(jobs)
    assert [outcome.records for outcome in second] == [outcome.records for outcome in first]
    assert _tree(tmp_path) == before


def test_the_manifest_lists_each_document(jobs: tuple[Job, ...], tmp_path: Path) -> None:
    list(pipeline.build(jobs, tmp_path))
    entries = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["documents"]
    assert [entry["path"] for entry in entries] == sorted(job.path for job in jobs)
    knee = entries[1]
    data = (tmp_path / knee["path"]).read_bytes()
    assert (knee["topic"], knee["edition"], knee["layout"], knee["format"]) == ("knee", "2025-06", "web", "html")
    assert (knee["last_review"], knee["next_review"]) == ("2025-06-09", "2027-06")
    assert (knee["bytes"], knee["title"]) == (len(data), "Looking after your knee")


def test_a_build_of_some_keeps_the_others_in_the_manifest(jobs: tuple[Job, ...], tmp_path: Path) -> None:
    list(pipeline.build(jobs, tmp_path))
    list(pipeline.build(jobs[:1], tmp_path))
    assert len(json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["documents"]) == len(jobs)


@pytest.mark.parametrize("spoil", [lambda file: file.write_bytes(b"?"), Path.unlink])
def test_a_document_that_was_spoilt_is_made_again(jobs: tuple[Job, ...], tmp_path: Path, spoil: object) -> None:
    list(pipeline.build(jobs, tmp_path))
    before = _tree(tmp_path)
    assert callable(spoil)
    spoil(tmp_path / jobs[0].path)
    assert [outcome.built for outcome in pipeline.build(jobs, tmp_path)] == [True] + [False] * (len(jobs) - 1)
    assert _tree(tmp_path) == before


def test_one_that_fails_leaves_its_earlier_file_and_stops_no_other(
    jobs: tuple[Job, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(pipeline.build(jobs, tmp_path))
    before = _tree(tmp_path)
    changed = tuple(_retitled(job) for job in jobs)
    fault = Problem("test", Place("x"), "It cannot be made.", "Mend it.")
    make = pipeline.make

    def failing(job: Job, numbers: tuple[pipeline.Pages, ...]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
        if job is changed[0]:
            raise Refused([fault])
        return make(job, numbers)

    monkeypatch.setattr(pipeline, "make", failing)
    outcomes = list(pipeline.build(changed, tmp_path))
    assert [(outcome.built, outcome.problems) for outcome in outcomes] == [(False, (fault,)), (True, ())]
    after = _tree(tmp_path)
    assert after[jobs[0].path] == before[jobs[0].path]
    assert after[jobs[1].path] != before[jobs[1].path]


def test_a_build_that_is_broken_off_leaves_whole_files_and_a_manifest(jobs: tuple[Job, ...], tmp_path: Path) -> None:
    building: Iterator[Outcome] = pipeline.build(jobs, tmp_path)
    next(building)
    building.close()  # type: ignore[attr-defined]  # it is a generator
    assert sorted(_tree(tmp_path)) == sorted([jobs[0].path, "manifest.json"])
    assert [outcome.built for outcome in pipeline.build(jobs, tmp_path)] == [False] + [True] * (len(jobs) - 1)


def test_a_file_that_cannot_be_written_is_said_and_leaves_nothing(jobs: tuple[Job, ...], tmp_path: Path) -> None:
    (tmp_path / jobs[0].path).mkdir(parents=True)
    first, *others = pipeline.build(jobs, tmp_path)
    assert [problem.rule for problem in first.problems] == ["write"]
    assert all(outcome.built for outcome in others)
    assert [file for file in _tree(tmp_path) if Path(file).name.startswith(".")] == []


def test_two_processes_make_the_same_bytes(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        folder = tmp_path / f"run {seed}"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}", "SOURCE_DATE_EPOCH": "1"}
        library = str(ROOT / "tests" / "sample" / "leaflets")
        command = [sys.executable, str(ROOT / "build.py"), "build", "knee", "--lang", "en-GB", "--clinic", "riverside"]
        options = ["--library", library, "--output", str(folder)]
        subprocess.run([*command, *options], env=environment, cwd=tmp_path, check=True, capture_output=True)
    assert _tree(tmp_path / "run 1") == _tree(tmp_path / "run 2")
    assert len(_tree(tmp_path / "run 1")) == 11


def _retitled(job: Job) -> Job:
    edition = replace(job.leaflet.edition, title="Another title")
    return Job(replace(job.leaflet, edition=edition), job.layout, job.format)


def _tree(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


SHORT = ROOT / "tests" / "short" / "leaflets"


def made(wishes: Wishes, layouts: dict[str, Layout], output: Path) -> list[Record]:
    """The records of what a wish for the short leaflet makes."""
    library, _ = reader.read(SHORT)
    outcomes = pipeline.build(pipeline.plan(library, layouts, wishes), output)
    return [record for outcome in outcomes for record in outcome.records]


def test_a_layout_on_request_is_built_only_where_it_is_named(
    sample_library: Library, layouts: dict[str, Layout]
) -> None:
    assert not any("-dl" in path for path in paths(sample_library, layouts, Wishes()))
    named = Wishes(topics=("hip",), layouts=("dl",))
    assert paths(sample_library, layouts, named) == ["hip/2024/hip-dl.pdf"]


def test_a_booklet_is_made_as_pages_and_as_sheets(layouts: dict[str, Layout], tmp_path: Path) -> None:
    screen, imposed = made(Wishes(layouts=("booklet",)), layouts, tmp_path)
    assert [Path(record.path).name for record in (screen, imposed)] == [
        "dressing-booklet-12pt.pdf",
        "dressing-booklet-12pt-imposed.pdf",
    ]
    assert [(record.pages, record.sheets, record.filled) for record in (screen, imposed)] == [(5, 2, 0), (4, 2, 3)]
    assert {(record.grams, record.postage) for record in (screen, imposed)} == {(9.9, "Letter")}


def test_a_print_shop_gets_pdfs_only_and_no_sheets(layouts: dict[str, Layout], tmp_path: Path) -> None:
    wishes = Wishes(layouts=("booklet", "large-print", "web"), print_shop=True)
    assert [Path(record.path).name for record in made(wishes, layouts, tmp_path)] == [
        "dressing-booklet-12pt-print-shop.pdf",
        "dressing-large-print-18pt-print-shop.pdf",
    ]


def test_a_clinic_with_a_file_of_its_own_gets_it_and_nobody_else(
    sample_library: Library, layouts: dict[str, Layout]
) -> None:
    own = replace(layouts["a4"], templates={**layouts["a4"].templates, "clinic.css": "h1 { color: black }"})
    with_own = {"a4": replace(layouts["a4"], clinics={"riverside": own})}
    wishes = Wishes(topics=("hip",), layouts=("a4",))
    (without,) = pipeline.plan(sample_library, with_own, wishes)
    (riverside,) = pipeline.plan(sample_library, with_own, replace(wishes, clinics=("riverside",)))
    assert riverside.layout.templates["clinic.css"] == "h1 { color: black }"
    assert without.layout.templates == layouts["a4"].templates


def test_a_folder_for_a_clinic_that_is_not_there_is_a_warning(
    sample_library: Library, layouts: dict[str, Layout]
) -> None:
    strange = {"a4": replace(layouts["a4"], clinics={"rivreside": layouts["a4"], "riverside": layouts["a4"]})}
    (problem,) = pipeline.strangers(sample_library, strange)
    assert str(problem.place) == "layouts/a4/clinics/rivreside"
    assert "Did you mean `riverside`?" in problem.hint
