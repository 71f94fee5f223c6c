"""What other programs say of the real leaflets in large print."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from press import layout
from press.checks import word as check
from press.layout import Layout
from press.manuscript import Manuscript, dividing, heights
from press.model import Leaflet, Picture, figures
from press.programs import libreoffice, verapdf
from press.writers import word
from tests.building import read
from tests.word.conftest import ROOT, composed

SIZES = (16, 18, 24, 28)
TAGGED = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
VALIDATOR = ROOT / "tests" / "referees" / "node_modules" / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"


@cache
def documents() -> tuple[tuple[str, Manuscript, Layout], ...]:
    """Every edition of every leaflet at each size, in its volumes, for each clinic in turn and for none."""
    large = layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"]
    library, problems = read(ROOT / "leaflets")
    assert not [problem for problem in problems if problem.grade.value == "error"]
    clinics = (None, *library.clinics)
    leaflets = [Leaflet(edition, clinics[n % len(clinics)]) for n, edition in enumerate(library.editions)]
    return tuple(
        (f"{volume.name} {volume.edition} {size} pt", volume, large.at(size))
        for leaflet in leaflets
        for size in SIZES
        for volume in dividing.divide(composed(leaflet, large.at(size)), large.at(size), heights.paginate)
    )


@pytest.mark.referee
def test_our_own_check_finds_nothing() -> None:
    for name, manuscript, look in documents():
        for pages in ({}, word.drafted(manuscript)):
            data = word.write(manuscript, look, pages)
            assert check.check(data, manuscript, look.type.least) == (), name


@pytest.mark.referee
def test_openxml_audit_finds_nothing(tmp_path: Path) -> None:
    for name, file in written(tmp_path):
        assert [str(error) for error in OpenXmlValidator().validate(file).errors] == [], name


@pytest.mark.referee
def test_microsofts_validator_finds_nothing(tmp_path: Path) -> None:
    for name, file in written(tmp_path):
        said = subprocess.run([VALIDATOR, str(file)], capture_output=True, text=True, check=False).stdout
        assert json.loads(said)["errors"] == [], name


def laid_out(files: list[bytes], export: str = word.EXPORT) -> list[bytes]:
    (large, *_) = [look for *_, look in documents()]
    return libreoffice.laid_out(files, export, [face.data for face in large.supplies.faces])


@pytest.mark.referee
def test_what_libreoffice_makes_of_them_is_pdf_ua_and_short_enough_for_a_volume() -> None:
    files = [word.write(manuscript, look, word.drafted(manuscript)) for _, manuscript, look in documents()]
    for (name, _, look), pdf in zip(documents(), laid_out(files, TAGGED), strict=True):
        assert [str(problem) for problem in verapdf.check(pdf, ("ua1",))] == [], name
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert len(document.pages) <= (look.most_pages or len(document.pages)), name


@pytest.mark.referee
def test_no_word_is_broken_when_libreoffice_lays_it_out(tmp_path: Path) -> None:
    # pdftotext gives Arabic letters as they are drawn, not as they are written.
    read = [document for document in documents() if document[1].direction == "ltr"]
    files = [word.write(manuscript, look) for _, manuscript, look in read]
    for (name, manuscript, _), pdf in zip(read, laid_out(files), strict=True):
        assert broken_words(pdf, manuscript, tmp_path / "pages.pdf") == set(), name


@pytest.mark.referee
def test_page_numbers_stay_right_once_they_are_written_in() -> None:
    drafts = [word.write(manuscript, look, word.drafted(manuscript)) for _, manuscript, look in documents()]
    first = [
        word.numbered(manuscript, pdf) for (_, manuscript, _), pdf in zip(documents(), laid_out(drafts), strict=True)
    ]
    assert all(first)
    final = [
        word.write(manuscript, look, pages) for (_, manuscript, look), pages in zip(documents(), first, strict=True)
    ]
    for (name, manuscript, _), pages, pdf in zip(documents(), first, laid_out(final), strict=True):
        assert word.numbered(manuscript, pdf) == pages, name


def written(folder: Path) -> Iterator[tuple[str, Path]]:
    file = folder / "document.docx"
    for name, manuscript, look in documents():
        file.write_bytes(word.write(manuscript, look, word.drafted(manuscript)))
        yield name, file


def labels(picture: Picture) -> Iterator[str]:
    """What is written in a drawing."""
    if picture.media_type == "image/svg+xml":
        yield from map(str, etree.fromstring(picture.data).itertext())


def broken_words(pdf: bytes, manuscript: Manuscript, file: Path) -> set[str]:
    """The words of the pages that the manuscript does not have; addresses may break at their hyphens."""
    file.write_bytes(pdf)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    drawn = (label for figure in figures(manuscript.sections) for label in labels(figure.picture))
    said = (*manuscript.texts(), manuscript.name, manuscript.code, *manuscript.strings.texts.values(), *drawn)
    words = {word for text in said for word in text.split()}
    addresses = {word.replace("-", "") for word in words if "/" in word or "@" in word}
    return {
        word
        for word in set(text.replace("\N{NON-BREAKING HYPHEN}", "-").split()) - words
        if not word.strip("•–.").isdigit()
        and not any(word.replace("-", "") in address for address in addresses)
        and word not in "•–·"
    }
