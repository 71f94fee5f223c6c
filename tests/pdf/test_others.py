"""Leaflets that LibreOffice, Chromium and pandoc print: what is found in them is true."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from press import pipeline
from press.checks import pdf
from press.model import Leaflet
from press.pipeline import Job
from tests.test_leaflets import LAYOUTS, LIBRARY

pytestmark = pytest.mark.referee

LEAFLET = Leaflet(next(edition for edition in LIBRARY.editions if edition.file == "skin-metastases/2022-06"))


def published(folder: Path, layout: str, file_format: str) -> Path:
    documents, _ = pipeline.make(Job(LEAFLET, LAYOUTS[layout], file_format))
    file = folder / f"leaflet.{file_format}"
    file.write_bytes(documents[0].data)
    return file


def run(*command: str | Path) -> None:
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=120)


def by_libreoffice(file: Path) -> Path:
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", file.parent, file)
    return file.with_suffix(".pdf")


def found(file: Path) -> dict[str, str]:
    """The words of the first finding of each rule for print."""
    problems = pdf.check_alone(file.read_bytes())
    return {problem.rule: problem.place.words for problem in reversed(problems) if problem.rule.startswith("print-")}


def test_large_print_by_libreoffice_is_as_good_as_ours_but_for_links_that_it_drops(tmp_path: Path) -> None:
    broken = found(by_libreoffice(published(tmp_path, "large-print", "docx")))
    assert set(broken) <= {"print-small-type", "print-underline", "print-paragraph-spacing"}


def test_chromium_prints_its_own_header_too_small(tmp_path: Path) -> None:
    file = tmp_path / "chromium.pdf"
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
    page = published(tmp_path, "web", "html")
    run("chromium", *options, f"--user-data-dir={tmp_path / 'user'}", f"--print-to-pdf={file}", page.as_uri())
    assert "Secondary (metastatic) breast cancer" in found(file)["print-type-size"]


def test_pandocs_word_file_has_italic_captions_pale_headings_long_and_crowded_lines(tmp_path: Path) -> None:
    page = published(tmp_path, "web", "html")
    run("pandoc", page, "-o", tmp_path / "pandoc.docx")
    broken = found(by_libreoffice(tmp_path / "pandoc.docx"))
    assert broken["print-italics"] == "An illustration of electrochemotherapy in action"
    assert {"print-contrast", "print-line-length", "print-paragraph-spacing"} <= set(broken)
