import io
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pikepdf
import pytest

from press import layout, manuscript, pipeline
from press.layout import Strings
from press.manuscript import Manuscript
from press.model import Leaflet
from press.pipeline import Job, Wishes, making
from press.programs import libreoffice, limits
from press.reader import Catalogue
from tests.building import built

ROOT = Path(__file__).parent.parent


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "version", lambda: "")


STAND_IN = """#!/bin/sh
until [ "$1" = --convert-to ]; do shift; done
as=${2%%:*}; into=$4; shift 4
for file; do
    made="$into/$(basename "${file%.*}").$as"
    grep -q broken "$file" || { echo "$as with"; ls "$XDG_DATA_HOME/fonts" 2>&1; cat "$file"; } > "$made"
done
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for LibreOffice: what it makes of a file is the file, behind the fonts that it finds."""
    command = tmp_path / "bin" / "soffice"
    command.parent.mkdir()
    command.write_text(STAND_IN, encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(command.parent), prepend=":")
    monkeypatch.setattr(libreoffice, "version", lambda: "24.2")


@pytest.mark.usefixtures("office")
def test_documents_are_laid_out_with_the_fonts_that_are_given_and_told_apart() -> None:
    made = libreoffice.laid_out([b"one", b"broken", b"three"], 'pdf:x:{"a":1}', [b"A", b"B"])
    assert made == [b"pdf with\n0.ttf\n1.ttf\none", b"", b"pdf with\n0.ttf\n1.ttf\nthree"]


@pytest.mark.usefixtures("office")
def test_an_office_has_a_minute_and_a_tenth_of_one_for_each_document(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []
    monkeypatch.setattr(limits, "output_of", lambda command, seconds, environment: given.append(seconds))
    libreoffice.laid_out([b"a"] * 5, "pdf", [])
    assert given == [90]


def test_an_office_is_known_by_the_file_that_tells_of_it_or_by_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    asked = libreoffice.version.__wrapped__
    assert asked() == str(program)
    (tmp_path / "versionrc").write_text("24.2", encoding="utf-8")
    assert asked() == "24.2"
    program.unlink()
    assert asked() == ""


@pytest.mark.usefixtures("office")
def test_files_of_other_kinds_are_read_as_word_files_and_pictures() -> None:
    assert libreoffice.as_word(b"odt", ".odt")[-3:] == b"odt"
    assert libreoffice.as_word(b"odt", ".odt").startswith(b"docx with")
    assert libreoffice.as_png(b"wmf", ".wmf").startswith(b"png with")
    assert libreoffice.as_png(b"broken", ".wmf") == b""


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_nothing_is_laid_out() -> None:
    assert libreoffice.laid_out([b"a", b"b"], "pdf", []) == [b"", b""]


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_word_files_are_made_with_a_warning(sample_catalogue: Catalogue, tmp_path: Path) -> None:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    orders = pipeline.plan(sample_catalogue, layouts, Wishes(topics=("hip",), layouts=("large-print",)))
    (outcome,) = built([order for order in orders if order.format == "docx"], sample_catalogue, tmp_path)
    assert outcome.built
    assert [problem.rule for problem in outcome.problems] == ["page-numbers"]


def test_a_machine_with_no_room_for_temporary_files_has_no_page_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "version", lambda: "24.2")
    monkeypatch.setattr(tempfile, "tempdir", "/nonexistent")
    assert libreoffice.laid_out([b"a"], "pdf", []) == [b""]


def test_a_draft_that_goes_wrong_stops_no_other_document(sample: Leaflet, monkeypatch: pytest.MonkeyPatch) -> None:
    compose = manuscript.compose
    look = layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"]
    broken = Leaflet(replace(sample.edition, topic="broken"))

    def composed(leaflet: Leaflet, strings: Strings, *second: Any, **more: Any) -> Manuscript:
        if leaflet is broken:
            raise OSError("A library has failed.")
        return compose(leaflet, strings, *second, **more)

    monkeypatch.setattr(libreoffice, "version", lambda: "24.2")
    monkeypatch.setattr(libreoffice, "laid_out", lambda drafts, *_: [b""] * len(drafts))
    monkeypatch.setattr(manuscript, "compose", composed)
    bad, good = making.make_all([Job(broken, look, "docx"), Job(sample, look, "docx")], perf_counter)
    assert [problem.rule for problem in bad.problems] == ["program"]
    assert good.documents


@pytest.mark.referee
def test_libreoffice_lays_out_a_batch_in_one_call(sample_catalogue: Catalogue, tmp_path: Path) -> None:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    orders = pipeline.plan(sample_catalogue, layouts, Wishes(topics=("hip",), layouts=("large-print",)))
    (outcome,) = built([order for order in orders if order.format == "docx"], sample_catalogue, tmp_path)
    assert outcome.problems == ()
    word = (tmp_path / outcome.order.path).read_bytes()
    fonts = [face.data for face in layouts["large-print"].supplies.faces]
    for pdf in libreoffice.laid_out([word, word], "pdf", fonts):
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert len(document.pages) >= 2
            used = {str(font.BaseFont) for page in document.pages for font in page.resources.Font.values()}
        assert {font.partition("+")[2].partition("-")[0] for font in used} == {"Arimo"}
