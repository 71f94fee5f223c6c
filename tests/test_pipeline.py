import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any, NoReturn

import pytest

from press import formats, layout, manuscript, pipeline, reader
from press.formats import Pages
from press.layout import ENGINES, Layout, Layouts, Reading, Strings
from press.manuscript import Manuscript
from press.model import Card, Leaflet, Standing
from press.pipeline import Alone, Job, Order, Outcome, Output, Unknown, Wishes, building, making, planning
from press.problems import Grade, Place, Problem, Refused
from press.programs import libreoffice, system
from press.reader import Catalogue
from press.store import keys, manifest
from press.store.manifest import Record
from tests.building import built, unwaited

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return layout.load(ROOT / "layouts", ROOT / "fonts")


@pytest.fixture
def orders(sample_catalogue: Catalogue, layouts: Layouts) -> tuple[Order, ...]:
    """Two documents that are quick to make."""
    return pipeline.plan(sample_catalogue, layouts, Wishes(layouts=("web",), languages=("en-GB",)))


Build = Callable[[Sequence[Order]], list[Outcome]]


@pytest.fixture
def build(sample_catalogue: Catalogue, tmp_path: Path) -> Build:
    return lambda orders: built(orders, sample_catalogue, tmp_path)


def paths(sample_catalogue: Catalogue, layouts: Mapping[str, Layout], wishes: Wishes) -> list[str]:
    return [order.path for order in pipeline.plan(sample_catalogue, layouts, wishes)]


def test_all_current_editions_in_all_layouts_and_formats_are_planned(
    sample_catalogue: Catalogue, layouts: Layouts
) -> None:
    assert paths(sample_catalogue, layouts, Wishes(topics=("hip",))) == [
        "hip/2024/hip-a4-14pt.pdf",
        "hip/2024/hip-a4-columns-12pt.pdf",
        "hip/2024/hip-booklet-12pt.pdf",
        "hip/2024/hip-data.json",
        "hip/2024/hip-epub.epub",
        "hip/2024/hip-large-print-18pt.pdf",
        "hip/2024/hip-large-print-18pt.docx",
        "hip/2024/hip-text.txt",
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
    sample_catalogue: Catalogue, layouts: Layouts, wishes: Wishes, path: str
) -> None:
    assert paths(sample_catalogue, layouts, replace(wishes, layouts=("web",))) == [path]


def test_a_reader_s_wish_goes_to_the_layouts_that_offer_it(sample_catalogue: Catalogue, layouts: Layouts) -> None:
    readings = (Reading(size=24), Reading(size=28, paper="yellow", bold=True))
    assert paths(sample_catalogue, layouts, Wishes(topics=("hip",), readings=readings)) == [
        "hip/2024/hip-large-print-24pt.pdf",
        "hip/2024/hip-large-print-24pt.docx",
        "hip/2024/hip-large-print-28pt-yellow-bold.pdf",
        "hip/2024/hip-large-print-28pt-yellow-bold.docx",
    ]


def test_a_profile_gives_its_name_to_the_file(sample_catalogue: Catalogue, layouts: Layouts) -> None:
    assert paths(sample_catalogue, layouts, Wishes(topics=("hip",), profiles=("giant",))) == [
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
        (Wishes(readings=(Reading(size=18), Reading(size=19))), "No layout offers this. a4 has sizes 14, 16"),
        (
            Wishes(layouts=("a4", "large-print"), readings=(Reading(size=18),)),
            "`a4` does not offer all that is asked for. a4 has sizes 14, 16;",
        ),
        (
            Wishes(layouts=("a4", "web", "large-print"), profiles=("giant-yellow",)),
            "`a4` and `web` do not offer all that is asked for. a4 has sizes 14, 16;",
        ),
    ],
)
def test_what_is_not_there_is_named_with_the_nearest_that_is(
    sample_catalogue: Catalogue, layouts: Layouts, wishes: Wishes, says: str
) -> None:
    with pytest.raises(Unknown) as caught:
        pipeline.plan(sample_catalogue, layouts, wishes)
    assert str(caught.value).startswith(says)


@pytest.mark.parametrize(
    ("layout", "says"),
    [
        (
            "large-print",
            r"large-print has sizes [\d, ]+; papers [\w, -]+; fonts [\w, ]+; spacings [\d., ]+; profiles .*giant.*\.",
        ),
        ("braille", r"braille has grades 1, 2; cells \d+ to \d+; lines \d+ to \d+; sides 1, 2\."),
        ("text", r"text is as it is\."),
    ],
)
def test_it_is_said_all_that_may_be_wished_of_a_layout(
    sample_catalogue: Catalogue, layouts: Layouts, layout: str, says: str
) -> None:
    with pytest.raises(Unknown) as caught:
        pipeline.plan(sample_catalogue, layouts, Wishes(layouts=(layout,), readings=(Reading(size=19),)))
    assert re.search(f"{says}$", str(caught.value))


def test_the_second_build_makes_nothing_anew(orders: tuple[Order, ...], build: Build, tmp_path: Path) -> None:
    first = build(orders)
    before = _tree(tmp_path)
    second = build(orders)
    assert [outcome.built for outcome in first] == [True] * len(orders)
    assert [outcome.built for outcome in second] == [False] * len(orders)
    assert [outcome.records for outcome in second] == [outcome.records for outcome in first]
    assert _tree(tmp_path) == before


def test_the_manifest_lists_each_document(orders: tuple[Order, ...], build: Build, tmp_path: Path) -> None:
    build(orders)
    entries = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["documents"]
    assert [entry["path"] for entry in entries] == sorted(order.path for order in orders)
    knee = entries[1]
    data = (tmp_path / knee["path"]).read_bytes()
    assert (knee["topic"], knee["edition"], knee["layout"], knee["format"]) == ("knee", "2025-06", "web", "html")
    assert (knee["last_review"], knee["next_review"]) == ("2025-06-09", "2027-06")
    assert (knee["bytes"], knee["title"]) == (len(data), "Looking after your knee")


def test_a_build_of_some_keeps_the_others_in_the_manifest(
    orders: tuple[Order, ...], build: Build, tmp_path: Path
) -> None:
    build(orders)
    build(orders[:1])
    assert len(json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["documents"]) == len(orders)


def _alter_in_secret(file: Path) -> None:
    """Other bytes, as many as before, at the time of before."""
    stat = file.stat()
    file.write_bytes(file.read_bytes().swapcase())
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.mark.parametrize("spoil", [lambda file: file.write_bytes(b"?"), Path.unlink, _alter_in_secret])
def test_a_document_that_was_spoilt_is_made_again(
    orders: tuple[Order, ...], build: Build, tmp_path: Path, spoil: object
) -> None:
    build(orders)
    before = _tree(tmp_path)
    assert callable(spoil)
    spoil(tmp_path / orders[0].path)
    again = {outcome.order.path: outcome for outcome in build(orders)}
    assert [again[order.path].built for order in orders] == [True] + [False] * (len(orders) - 1)
    assert again[orders[0].path].reasons == (pipeline.LOST,)
    kept = orders[0].path.replace(".", ".altered.")
    assert {path: data for path, data in _tree(tmp_path).items() if path != kept} == before
    problems = again[orders[0].path].problems
    assert [problem.rule for problem in problems] == (["output-altered"] if (tmp_path / kept).exists() else [])
    assert (tmp_path / kept).exists() == (spoil is not Path.unlink)


@pytest.mark.parametrize(("pango", "rule"), [(None, "pango"), (object(), "program")])
def test_where_pango_is_not_installed_it_is_said(
    orders: tuple[Order, ...],
    sample_catalogue: Catalogue,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pango: object,
    rule: str,
) -> None:
    def failing(job: Job, numbers: tuple[Pages, ...]) -> NoReturn:
        raise OSError("no such library")

    monkeypatch.setattr(making, "make", failing)
    monkeypatch.setattr(system, "shared_library", lambda *asked: pango if asked == ("pango-1.0", 0) else None)
    (outcome,) = built(orders[:1], sample_catalogue, tmp_path)
    assert [problem.rule for problem in outcome.problems] == [rule]


def test_one_that_fails_leaves_its_earlier_file_and_stops_no_other(
    orders: tuple[Order, ...],
    build: Build,
    sample_catalogue: Catalogue,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build(orders)
    before = _tree(tmp_path)
    fault = Problem("test", Place("x"), "It cannot be made.", "Mend it.")

    def failing(job: Job, numbers: tuple[Pages, ...]) -> NoReturn:
        if job.path == orders[0].path:
            raise Refused([fault])
        raise ZeroDivisionError("no such page")

    monkeypatch.setattr(making, "make", failing)
    first, second = built(orders, sample_catalogue, tmp_path, force=True)
    assert (first.records, first.problems) == ((), (replace(fault, subject=orders[0].subject),))
    assert [problem.message for problem in second.problems] == [
        "The program itself failed: ZeroDivisionError: no such page"
    ]
    records = Output(tmp_path).records
    assert {path: data for path, data in _tree(tmp_path).items() if path != "manifest.json"} == {
        path: data for path, data in before.items() if path != "manifest.json"
    }
    assert records == manifest.load(before["manifest.json"])


def test_what_was_refused_is_not_made_again_until_it_changes_and_says_why_each_time(
    orders: tuple[Order, ...], sample_catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Problem("test", Place("x"), "It cannot be made.", "Mend it.")
    asked: list[str] = []

    def failing(job: Job, numbers: tuple[Pages, ...]) -> NoReturn:
        asked.append(job.path)
        if job.path == orders[0].path:
            raise Refused([fault])
        raise MemoryError

    monkeypatch.setattr(making, "make", failing)
    first = built(orders, sample_catalogue, tmp_path)
    again = built(orders, sample_catalogue, tmp_path)
    paths = [order.path for order in orders]
    assert asked == [*paths, *paths[1:]]  # what is the machine's fault is tried again
    assert {outcome.order.path: outcome.problems for outcome in again} == {
        outcome.order.path: outcome.problems for outcome in first
    }
    assert not any(outcome.built for outcome in again)
    built(orders[:1], sample_catalogue, tmp_path, force=True)
    assert asked[-1] == paths[0]
    changed = {"text": "other"}
    monkeypatch.setattr(keys, "pieces", lambda *_: changed)
    built(orders[:1], sample_catalogue, tmp_path)
    assert asked[-2:] == [paths[0]] * 2


def test_a_leaflet_s_words_are_put_in_order_once_for_its_draft_and_all_its_formats(
    sample: Leaflet, layouts: Layouts, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    compose = manuscript.compose

    def composed(leaflet: Leaflet, *strings: Strings, **more: Any) -> Manuscript:
        calls.append("composed")
        return compose(leaflet, *strings, **more)

    def paginated(script: Manuscript, layout: Layout) -> tuple[int, Pages]:
        calls.append("laid out")
        return 1, {}

    monkeypatch.setattr(manuscript, "compose", composed)
    monkeypatch.setattr(formats, "paginate", paginated)
    monkeypatch.setattr(libreoffice, "version", lambda: "24.2")
    monkeypatch.setattr(libreoffice, "laid_out", lambda drafts, *_: [b""] * len(drafts))
    other = Leaflet(replace(sample.edition, subtitle="Another"), sample.clinic)
    sizes = [layouts["large-print"].at(size) for size in (24, 28)]
    made = making.make_all([Job(other, large, "docx") for large in sizes], perf_counter)
    assert [len(each.documents) for each in made] == [1, 1]
    for large in sizes:
        assert pipeline.inspect(Job(other, large, "pdf"), {}) == {}
    assert calls == ["composed"]  # and nothing is laid out to tell where volumes end


def test_what_is_found_in_a_document_names_its_file_and_the_page(sample: Leaflet, layouts: Layouts) -> None:
    css = layouts["booklet"].templates["print.css"] + "\np { text-decoration: underline }\n"
    layout = replace(layouts["booklet"], templates={**layouts["booklet"].templates, "print.css": css})
    job = Job(sample, layout, "pdf")
    with pytest.raises(Refused) as refused:
        pipeline.make(job)
    found = [str(problem) for problem in refused.value.problems if problem.rule == "print-underline"]
    assert found[0].startswith(f"{job.path}, page ")
    assert all(": error: Words are underlined that are no link." in said for said in found)


def test_a_build_that_is_broken_off_leaves_whole_files_and_a_manifest(
    orders: tuple[Order, ...], build: Build, sample_catalogue: Catalogue, tmp_path: Path
) -> None:
    with pipeline.opened(tmp_path, unwaited) as output:
        run = pipeline.build(pipeline.compare(orders, output), sample_catalogue, output, Alone(perf_counter))
        next(run)
        run.close()
    assert sorted(_tree(tmp_path)) == sorted([orders[0].path, "manifest.json"])
    assert {outcome.order.path: outcome.built for outcome in build(orders)} == {
        order.path: order is not orders[0] for order in orders
    }


def test_a_file_that_cannot_be_written_is_said_and_leaves_nothing(
    orders: tuple[Order, ...], build: Build, tmp_path: Path
) -> None:
    (tmp_path / orders[0].path).parent.parent.mkdir()
    (tmp_path / orders[0].path).parent.write_bytes(b"mine")
    first, *others = build(orders)
    assert [problem.rule for problem in first.problems] == ["write"]
    assert all(outcome.built for outcome in others)
    assert not (tmp_path / ".new").exists()


@pytest.mark.referee
@pytest.mark.parametrize("engine", ENGINES)
def test_two_processes_make_the_same_bytes(engine: str, tmp_path: Path) -> None:
    library = str(shutil.copytree(ROOT / "tests" / "sample" / "leaflets", tmp_path / "leaflets"))
    for seed in ("1", "2"):
        folder = tmp_path / f"run {seed}"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}", "SOURCE_DATE_EPOCH": "1"}
        command = [sys.executable, str(ROOT / "build.py"), "build", "knee", "--lang", "en-GB", "--clinic", "riverside"]
        options = ["--library", library, "--output", str(folder), "--engine", engine]
        options += ["--jobs", "1"]  # documents go on record in order
        subprocess.run([*command, *options], env=environment, cwd=tmp_path, check=True, capture_output=True)
    assert _tree(tmp_path / "run 1") == _tree(tmp_path / "run 2")
    assert len(_tree(tmp_path / "run 1")) == 17


def _tree(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


SHORT = ROOT / "tests" / "short" / "leaflets"


def made(wishes: Wishes, layouts: Layouts, output: Path) -> list[Record]:
    """The records of what a wish for the short leaflet makes."""
    catalogue = reader.open(SHORT, Layouts())
    outcomes = built(pipeline.plan(catalogue, layouts, wishes), catalogue, output)
    return [record for outcome in outcomes for record in outcome.records]


def test_a_layout_on_request_is_built_only_where_it_is_named(sample_catalogue: Catalogue, layouts: Layouts) -> None:
    assert not any("-dl" in path for path in paths(sample_catalogue, layouts, Wishes()))
    named = Wishes(topics=("hip",), layouts=("dl",))
    assert paths(sample_catalogue, layouts, named) == ["hip/2024/hip-dl.pdf"]


def test_a_booklet_is_made_as_pages_and_as_sheets(layouts: Layouts, tmp_path: Path) -> None:
    screen, imposed = made(Wishes(layouts=("booklet",)), layouts, tmp_path)
    assert [Path(record.path).name for record in (screen, imposed)] == [
        "dressing-booklet-12pt.pdf",
        "dressing-booklet-12pt-imposed.pdf",
    ]
    assert [(record.pages, record.sheets, record.filled) for record in (screen, imposed)] == [(5, 2, 0), (4, 2, 3)]
    assert {(record.grams, record.postage) for record in (screen, imposed)} == {(9.9, "Letter")}


def test_a_print_shop_gets_pdfs_only_and_no_sheets(layouts: Layouts, tmp_path: Path) -> None:
    wishes = Wishes(layouts=("booklet", "large-print", "web"), print_shop=True)
    assert [Path(record.path).name for record in made(wishes, layouts, tmp_path)] == [
        "dressing-booklet-12pt-print-shop.pdf",
        "dressing-large-print-18pt-print-shop.pdf",
    ]


def test_a_clinic_with_a_file_of_its_own_gets_it_and_nobody_else(sample_catalogue: Catalogue, layouts: Layouts) -> None:
    own = replace(layouts["a4"], templates={**layouts["a4"].templates, "clinic.css": "h1 { color: black }"})
    with_own = {"a4": replace(layouts["a4"], clinics={"riverside": own})}
    wishes = Wishes(topics=("hip",), layouts=("a4",))
    (without,) = pipeline.plan(sample_catalogue, with_own, wishes)
    (riverside,) = pipeline.plan(sample_catalogue, with_own, replace(wishes, clinics=("riverside",)))
    assert riverside.layout.templates["clinic.css"] == "h1 { color: black }"
    assert without.layout.templates == layouts["a4"].templates


def test_a_folder_for_a_clinic_that_is_not_there_is_a_warning(sample_catalogue: Catalogue, layouts: Layouts) -> None:
    strange = {"a4": replace(layouts["a4"], clinics={"rivreside": layouts["a4"], "riverside": layouts["a4"]})}
    (problem,) = pipeline.strangers(sample_catalogue.clinics, strange)
    assert str(problem.place) == "layouts/a4/clinics/rivreside"
    assert "Did you mean `riverside`?" in problem.hint


def test_the_manifest_says_of_a_warning_on_which_page_and_of_which_words() -> None:
    place = Place("knee.pdf", words="Call us if:", page=3)
    problem = Problem("print-stranded", place, "A sentence is parted from its list.", "Look.", Grade.WARNING)
    assert building._said(problem) == "Page 3: “Call us if:”: A sentence is parted from its list."
    assert building._said(replace(problem, place=Place("knee.pdf"))) == "A sentence is parted from its list."


def test_a_current_edition_goes_with_the_current_one_and_a_draft_with_the_draft_of_its_name(
    sample_catalogue: Catalogue,
) -> None:
    def card(name: str, language: str, standing: Standing) -> Card:
        return replace(sample_catalogue.cards[0], topic="hip", name=name, language=language, standing=standing)

    current, draft = Standing.CURRENT, Standing.DRAFT
    welsh = [card("2024", "cy", current), card("2025", "cy", draft), card("2026", "cy", draft)]
    others = [
        card("2025-06", "ar", current),
        replace(welsh[0], topic="knee"),
        card("2025-06", "cy", Standing.WITHDRAWN),
    ]
    cards = [*welsh, *others]
    assert planning.second(cards, card("2025-06", "en-GB", current), "cy") is welsh[0]
    assert planning.second(cards, card("2025", "en-GB", draft), "cy") is welsh[1]
    for first, language in [
        (card("2024", "en-GB", draft), "cy"),
        (card("2027", "en-GB", draft), "cy"),
        (card("2025-06", "en-GB", current), "fr"),
        (welsh[0], "cy"),
    ]:
        with pytest.raises(Unknown, match=rf"^hip {first.name} \({first.language}\) has no {first.standing.value} edi"):
            planning.second(cards, first, language)


def test_two_languages_go_into_the_formats_that_can_have_them_and_begin_with_the_library_s_own(
    sample_catalogue: Catalogue, layouts: Layouts
) -> None:
    knee = Wishes(topics=("knee",), beside="cy")
    assert paths(sample_catalogue, layouts, knee) == [
        "knee/2025-06/knee-a4-14pt-with-cy.pdf",
        "knee/2025-06/knee-a4-columns-12pt-with-cy.pdf",
        "knee/2025-06/knee-booklet-12pt-with-cy.pdf",
        "knee/2025-06/knee-large-print-18pt-with-cy.pdf",
        "knee/2025-06/knee-large-print-18pt-with-cy.docx",
        "knee/2025-06/knee-web-with-cy.html",
    ]
    web = replace(knee, layouts=("web",))
    assert paths(sample_catalogue, layouts, replace(web, abreast=True)) == ["knee/2025-06/knee-web-beside-cy.html"]
    welsh = replace(web, languages=("cy",), beside="en-GB")
    assert paths(sample_catalogue, layouts, welsh) == ["knee/2025-06.cy/knee-web-with-en-GB.html"]
    for wishes, says in [
        (replace(knee, beside="", abreast=True), "--beside needs the other language"),
        (replace(knee, layouts=("epub",)), "No layout offers this. epub has"),
    ]:
        with pytest.raises(Unknown, match=says):
            pipeline.plan(sample_catalogue, layouts, wishes)


def test_the_profiles_of_two_layouts_may_be_wished_for_and_each_has_its_own(
    sample_catalogue: Catalogue, layouts: Layouts
) -> None:
    own = {"a4": Reading(size=16), "large-print": Reading(size=24)}
    both = {name: replace(layouts[name], profiles={name: reading}) for name, reading in own.items()}
    assert paths(sample_catalogue, both, Wishes(topics=("hip",), profiles=("a4", "large-print"))) == [
        "hip/2024/hip-a4-16pt.pdf",
        "hip/2024/hip-large-print-24pt.pdf",
        "hip/2024/hip-large-print-24pt.docx",
    ]


def test_a_brand_of_a_publisher_that_the_library_has_not_is_a_warning(layouts: Layouts) -> None:
    branded = {"a4": replace(layouts["a4"], publishers={"eye-unit": layouts["a4"], "heart-unit": layouts["a4"]})}
    (problem,) = pipeline.strangers([], branded, ("heart-unit", "eye-units"))
    assert (problem.grade, problem.place.words) == (Grade.WARNING, "eye-unit")
    assert "Did you mean `eye-units`?" in problem.hint
    (other,) = pipeline.strangers([], branded, ("heart-unit",))
    assert problem.rule == other.rule == "brand-publisher"
    hints = [each.hint for each in pipeline.strangers([], branded)]
    assert hints == ["Name it under `publishers` in library.yaml."] * 2
