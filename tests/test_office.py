import io
from pathlib import Path

import pikepdf
import pytest

from press import layout, office, pipeline
from press.model import Library
from press.pipeline import Wishes

ROOT = Path(__file__).parent.parent


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "version", lambda: "")


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_nothing_is_laid_out() -> None:
    assert office.laid_out([b"a", b"b"], "pdf", []) == [b"", b""]


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_word_files_are_made_with_a_warning(sample_library: Library, tmp_path: Path) -> None:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    jobs = pipeline.plan(sample_library, layouts, Wishes(topics=("hip",), layouts=("large-print",)))
    (outcome,) = pipeline.build([job for job in jobs if job.format == "docx"], tmp_path)
    assert outcome.built
    assert [problem.rule for problem in outcome.problems] == ["page-numbers"]


@pytest.mark.referee
def test_libreoffice_lays_out_a_batch_in_one_call(sample_library: Library, tmp_path: Path) -> None:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    jobs = pipeline.plan(sample_library, layouts, Wishes(topics=("hip",), layouts=("large-print",)))
    (outcome,) = pipeline.build([job for job in jobs if job.format == "docx"], tmp_path)
    assert outcome.problems == ()
    word = (tmp_path / outcome.job.path).read_bytes()
    fonts = [face.data for face in layouts["large-print"].every_face]
    for pdf in office.laid_out([word, word], "pdf", fonts):
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert len(document.pages) >= 2
            used = {str(font.BaseFont) for page in document.pages for font in page.resources.Font.values()}
        assert {font.partition("+")[2].partition("-")[0] for font in used} == {"Arimo"}
