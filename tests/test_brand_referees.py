"""What veraPDF, epubcheck and axe-core say of files with a publisher's logo and cover."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from press import layout, pipeline
from press.model import Leaflet
from press.pipeline import Job, Wishes
from press.programs import verapdf
from tests.test_brand import home, library, shelf
from tests.test_epub_referees import REFEREES
from tests.test_html_referees import violations
from tests.test_leaflets import CLAIMS

__all__ = ["home"]


def branded(home: Path, name: str, kind: str, engine: str = "") -> tuple[bytes, str]:
    """The clinic's leaflet of the library's own publisher, in a layout; and to what a PDF conforms."""
    layouts = shelf(home)
    catalogue = library(home, layouts)
    wishes = Wishes(topics=("knee",), layouts=(name,), clinics=("riverside",), engine=engine)
    (order,) = (each for each in pipeline.plan(catalogue, layouts, wishes) if each.format == kind)
    documents, _ = pipeline.make(Job(Leaflet(catalogue.edition(order.card), order.clinic), order.layout, kind))
    return documents[0].data, order.layout.conformance


@pytest.mark.referee
@pytest.mark.parametrize("engine", layout.ENGINES)
@pytest.mark.parametrize("name", ["a4", "booklet", "dl", "large-print"])
def test_verapdf_finds_nothing_in_a_pdf_with_a_logo_and_a_cover(home: Path, name: str, engine: str) -> None:
    data, conformance = branded(home, name, "pdf", engine)
    assert verapdf.check(data, CLAIMS[conformance]) == ()


@pytest.mark.referee
def test_epubcheck_finds_nothing_in_a_book_with_a_logo_and_a_cover(home: Path) -> None:
    book = home / "knee.epub"
    book.write_bytes(branded(home, "epub", "epub")[0])
    done = subprocess.run([sys.executable, REFEREES / "checked_books.py", book], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.referee
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_a_web_page_with_a_logo_and_a_cover(home: Path, width: int) -> None:
    assert violations(branded(home, "web", "html")[0], width, home) == []
