"""Which engine lays out a PDF: what the command, the layout and the library say of it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from press import formats, layout, pipeline, reader
from press.cli import main
from press.layout import Layouts, Reading
from press.pipeline import Wishes
from press.problems import Refused
from press.programs import system
from press.reader import Catalogue
from press.store import keys

ROOT = Path(__file__).parent.parent
WITHOUT_PANGO = """
import sys
sys.modules["weasyprint"] = None
from press.__main__ import main
main()
"""


@cache
def shipped() -> Layouts:
    return layout.load(ROOT / "layouts", ROOT / "fonts")


def with_engine(tmp_path: Path, engine: str) -> Layouts:
    """The layouts with an A4 of one's own that names an engine."""
    own = tmp_path / "layouts" / "a4"
    own.mkdir(parents=True)
    text = (ROOT / "layouts" / "a4" / "layout.yaml").read_text(encoding="utf-8")
    (own / "layout.yaml").write_text(f"{text}engine: {engine}\n", encoding="utf-8")
    return layout.load(ROOT / "layouts", ROOT / "fonts", tmp_path)


def test_a_layout_names_its_engine(tmp_path: Path) -> None:
    assert with_engine(tmp_path, "typst")["a4"].engine == "typst"
    assert shipped()["a4"].engine == ""


def test_an_engine_that_there_is_not_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        with_engine(tmp_path, "tyspt")
    (problem,) = refused.value.problems
    assert "`tyspt` is not known here." in problem.message
    assert "`typst`" in problem.hint


def test_the_engine_of_the_library_is_that_of_layouts_that_name_none(tmp_path: Path) -> None:
    own = with_engine(tmp_path, "weasyprint")
    clinic = replace(own["booklet"], clinics={"riverside": own["booklet"]})
    engined = Layouts({**own.by_name, "booklet": clinic}, own.supplies).engined("typst")
    assert engined["a4"].engine == "weasyprint"
    assert engined["booklet"].engine == engined["booklet"].for_clinic("riverside").engine == "typst"
    assert own.engined("") is own


@pytest.mark.parametrize(
    ("line", "engine"),
    [("engine: typst", "typst"), ("engine: 'typst' # fast", "typst"), ("engine: other", ""), ("publisher: typst", "")],
)
def test_a_library_names_its_engine(tmp_path: Path, line: str, engine: str) -> None:
    (tmp_path / "library.yaml").write_text(f"language: en\n{line}\n", encoding="utf-8")
    assert reader.engine(tmp_path) == engine
    assert reader.engine(tmp_path / "none") == ""


def test_what_a_library_names_wrongly_is_said(tmp_path: Path) -> None:
    (tmp_path / "library.yaml").write_text("publisher: Us\nlanguage: en\nengine: word\n", encoding="utf-8")
    problems = reader.open(tmp_path, Layouts()).problems
    assert any(problem.place.line == 3 and problem.rule == "choice" for problem in problems)


def test_an_engine_that_is_wished_wins_and_changes_what_a_document_is_made_of(sample_catalogue: Catalogue) -> None:
    wished = pipeline.plan(sample_catalogue, shipped(), Wishes(layouts=("a4",), engine="typst"))
    plain = pipeline.plan(sample_catalogue, shipped(), Wishes(layouts=("a4",)))
    assert {order.layout.engine for order in wished} == {"typst"}
    assert [order.path for order in wished] == [order.path for order in plain]
    pieces = [keys.pieces(orders[0].card, None, orders[0].layout) for orders in (plain, wished)]
    assert keys.changed(*pieces) == ("layout a4",)


def test_a_layout_keeps_its_engine_at_another_size() -> None:
    typst = shipped()["a4"].read(Reading(), engine="typst")
    assert typst.at(16).engine == "typst"
    assert shipped()["a4"].read(Reading()) is shipped()["a4"]


def test_where_pango_is_not_there_what_names_no_engine_is_laid_out_by_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(system, "shared_library", lambda *_: None)
    assert formats.printable(shipped()["a4"]).engine == "typst"
    named = replace(shipped()["a4"], engine="weasyprint")
    assert formats.printable(named) is named
    monkeypatch.setattr(system, "shared_library", lambda *_: object())
    assert formats.printable(shipped()["a4"]) is shipped()["a4"]


def test_leaflets_are_built_where_weasyprint_cannot_be_loaded(library_folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    options = ("--engine", "typst", "--layout", "a4", "--edition", "2024", "--jobs", "1")
    folders = ("--library", str(library_folder), "--output", str(output))
    command = [sys.executable, "-c", WITHOUT_PANGO, "build", *options, *folders]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    records = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["documents"]
    assert {record["engine"] for record in records} == {"typst"}
    assert all((output / record["path"]).read_bytes().startswith(b"%PDF-1.7") for record in records)


def test_an_engine_that_there_is_not_cannot_be_wished_for() -> None:
    said = CliRunner().invoke(main, ["build", "--engine", "latex"])
    assert said.exit_code == 2
    assert "weasyprint" in said.output
    assert "typst" in said.output


def test_the_key_of_a_layout_is_written_down_where_layouts_are_told_of() -> None:
    told = (ROOT / "layouts" / "README.md").read_text(encoding="utf-8")
    assert all(f"`{engine}`" in told for engine in layout.ENGINES)
    assert all(
        not yaml.safe_load(file.read_text(encoding="utf-8")).get("engine")
        for file in ROOT.glob("layouts/*/layout.yaml")
    )


@pytest.mark.parametrize("engine", ["", "typst"])
def test_a_print_edition_is_the_layout_that_its_pdf_is_made_with(engine: str) -> None:
    paper, book = (
        shipped()[name].for_publisher("").for_clinic("ward").read(Reading(), engine=engine) for name in ("a4", "epub")
    )
    assert book.print_edition is paper
    again = shipped()["epub"].for_publisher("").for_clinic("ward").read(Reading(), engine=engine)
    assert again is book
