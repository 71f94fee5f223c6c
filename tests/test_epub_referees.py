"""What epubcheck, Ace by DAISY and a reader's program say of e-books: of all leaflets, and of some that are made up."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from press import pipeline, reader
from press.layout import AS_IT_IS
from press.model import Edition, Leaflet, plain
from press.pipeline import Job
from tests.strangers import topics
from tests.test_leaflets import LAYOUTS, LIBRARY

ROOT = Path(__file__).parent.parent
REFEREES = ROOT / "tests" / "referees"
ACE = REFEREES / "node_modules" / "@daisy" / "ace-cli" / "bin" / "ace.js"
MADE_UP = 60
"""How many topics are made up, with an edition or two each."""
LOOK = LAYOUTS["epub"].read(AS_IT_IS, engine="typst")  # the print edition, whose pages are listed, is laid out sooner

TALKING = LAYOUTS["talking-book"].read(AS_IT_IS, engine="typst")


def books(editions: tuple[Edition, ...], folder: Path) -> list[str]:
    """The e-books of editions, as files."""
    made = []
    for edition in editions:
        (document,), _ = pipeline.make(Job(Leaflet(edition), LOOK, "epub"))
        made.append(folder / f"{edition.topic}-{edition.name}-{edition.language}.epub")
        made[-1].write_bytes(document.data)
    return list(map(str, made))


def made_up(folder: Path) -> tuple[Edition, ...]:
    topics.write(folder / "leaflets", MADE_UP, 2026)
    return reader.open(folder / "leaflets", LAYOUTS).library().editions


@pytest.mark.referee
def test_epubcheck_finds_neither_errors_nor_warnings(tmp_path: Path) -> None:
    others = made_up(tmp_path)
    assert len(others) >= 60
    found = books((*LIBRARY.editions, *others), tmp_path)
    done = subprocess.run([sys.executable, REFEREES / "checked_books.py", *found], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("No errors or warnings detected.") == len(found)


@pytest.mark.referee
def test_epubcheck_finds_what_is_wrong(tmp_path: Path) -> None:
    (book,) = books(LIBRARY.editions[:1], tmp_path)
    Path(book).write_bytes(Path(book).read_bytes().replace(b"application/epub+zip", b"application/epub+zap"))
    done = subprocess.run([sys.executable, REFEREES / "checked_books.py", book], capture_output=True, text=True)
    assert done.returncode != 0
    assert "PKG-007" in done.stdout + done.stderr, done.stderr  # the media type is not that of a book


@pytest.mark.referee
@pytest.mark.parametrize("number", [0, 1, 2])
def test_ace_and_axe_find_no_violation(number: int, tmp_path: Path) -> None:
    """Three of the library's leaflets, one for each language, each with one that is made up."""
    languages = {edition.language: edition for edition in LIBRARY.editions}
    chosen = (list(languages.values())[number], made_up(tmp_path)[number])
    for at, book in enumerate(books(chosen, tmp_path)):
        report = tmp_path / str(at)
        environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(shutil.which("chromium"))}
        subprocess.run(["node", ACE, "-f", "-o", report, book], env=environment, check=True, capture_output=True)
        found = json.loads((report / "report.json").read_text(encoding="utf-8"))
        assert found["earl:result"]["earl:outcome"] == "pass"
        assert [each for page in found["assertions"] for each in page["assertions"]] == []


@pytest.mark.referee
def test_a_book_that_is_read_aloud_passes_epubcheck_and_ace(tmp_path: Path) -> None:
    edition = next(each for each in LIBRARY.editions if each.topic == "bring-your-medicines")
    (document,), _ = pipeline.make(Job(Leaflet(edition), TALKING, "epub"))
    book = tmp_path / "talking.epub"
    book.write_bytes(document.data)
    done = subprocess.run([sys.executable, REFEREES / "checked_books.py", book], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No errors or warnings detected." in done.stdout
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(shutil.which("chromium"))}
    subprocess.run(["node", ACE, "-f", "-o", tmp_path, book], env=environment, check=True, capture_output=True)
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert found["earl:result"]["earl:outcome"] == "pass"


@pytest.mark.referee
def test_a_reader_s_program_opens_each_book_and_asks_nothing_of_the_network(tmp_path: Path) -> None:
    found = books(LIBRARY.editions, tmp_path)
    command = ["node", str(REFEREES / "book.mjs"), str(shutil.which("chromium")), *found]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for edition, shown in zip(LIBRARY.editions, json.loads(done.stdout), strict=True):
        headings = [plain(section.heading) for section in edition.sections]
        assert [each[0] for each in shown["toc"]][: len(headings)] == headings
        assert shown["direction"] == ("rtl" if edition.language == "ar" else "ltr")
        assert "bodymatter" in shown["landmarks"]
        assert edition.title in shown["words"]
        assert shown["broken"] == []
        assert shown["asked"] == []


@pytest.mark.referee
def test_a_reader_s_program_reads_a_talking_book_aloud_and_marks_what_is_read(tmp_path: Path) -> None:
    edition = next(each for each in LIBRARY.editions if each.topic == "bring-your-medicines")
    (document,), _ = pipeline.make(Job(Leaflet(edition), TALKING, "epub"))
    book = tmp_path / "talking.epub"
    book.write_bytes(document.data)
    with zipfile.ZipFile(book) as files:
        pieces = re.findall(r'src="leaflet.xhtml#([^"]+)"', files.read("EPUB/overlay.smil").decode())
    command = ["node", str(REFEREES / "talking.mjs"), str(shutil.which("chromium")), str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    read = [name for name, _ in told["read"]]
    assert read == [piece for piece in pieces if piece in read]  # eight times as fast, some are over before they begin
    assert len(read) > 0.8 * len(pieces)
    assert read[-1] == pieces[-1]
    assert len(set(told["seen"]) & set(pieces)) > 0.5 * len(pieces)
    assert "eSpeak NG" in told["narrator"]
    assert told["asked"] == []
