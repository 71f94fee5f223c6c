"""Arabic in PDF: seen from right to left, read in the order of its letters."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest

from press.checks import pdf as check
from press.checks.pdf.content import Pages, Piece
from press.checks.pdf.tree import Element, TagTree
from press.manuscript import Manuscript, runs_from_right
from press.model import Leaflet, plain
from press.problems import heeded, waived
from press.writers import pdf, turned
from tests.building import read
from tests.pdf.conftest import ROOT, composed, loaded

MARKS_OF_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e]")


@cache
def arabic() -> tuple[bytes, Manuscript]:
    library, _ = read(ROOT / "leaflets")
    edition = next(edition for edition in library.editions if edition.language == "ar")
    layout = loaded()["a4"]
    script = composed(Leaflet(edition, library.clinics[0]), layout)
    return pdf.write(script, layout), script


@cache
def tags() -> Element:
    with pikepdf.open(io.BytesIO(arabic()[0])) as document:
        return TagTree(document, Pages(list(document.pages))).root


def tagged(*roles: str) -> Iterator[Element]:
    return (element for element in tags().elements() if element.role in roles)


def first(element: Element) -> Piece:
    assert element.first
    return element.first


def test_the_tags_say_the_words_in_the_order_of_reading() -> None:
    data, script = arabic()
    assert heeded(waived(check.check(data, script, loaded()["a4"]), loaded()["a4"].waivers)) == ()
    assert "أو ibuprofen (أقراص)" in check.outline(data)


def test_letters_are_seen_from_right_to_left() -> None:
    lines = [first(element) for element in tagged("P", "H1", "H2", "TD") if runs_from_right(element.text[:1])]
    assert len(lines) > 15
    for line in lines:
        assert line.start
        assert line.extent
        left, _, right, _ = line.extent
        assert right - line.start[0] < (right - left) / 8 + line.size


def test_lists_and_tables_are_mirrored() -> None:
    for item in tagged("LI"):
        label, body = item.children
        if label.text.strip() in ("•", "1.", "2.", "3."):
            assert (first(label).start or (0, 0))[0] > (first(body).start or (0, 0))[0]
    for row in tagged("TR"):
        starts = [(first(cell).start or (0, 0))[0] for cell in row.children]
        assert all(one > other for one, other in pairwise(starts))


def test_a_phone_number_is_seen_from_left_to_right() -> None:
    number = next(first(element) for element in tagged("Link") if element.text.startswith("01632"))
    assert number.start
    assert number.extent
    assert number.start[0] == pytest.approx(number.extent[0], abs=1)


def test_letters_of_one_glyph_are_said_side_by_side_as_far_as_the_font_can_say_them() -> None:
    font = SimpleNamespace(file_content=(ROOT / "fonts/vazirmatn/Vazirmatn-Regular.ttf").read_bytes(), to_unicode={})
    font.widths = {}
    size, first = 10, turned._Glyph(7, 100, 2)
    silent = list(turned._silent(font, first, "ABBACDEFGHIJKLMNOP", size))
    said = "".join(font.to_unicode[glyph.number] for glyph in silent)
    assert said == "ABBACDEFGHIJKLMNOP"[: len(said)]
    assert len({glyph.number for glyph in silent}) == len(set(said)) == len(font.to_unicode) > 3
    assert set(font.widths.values()) == {0}
    for one, other in pairwise([first, *silent]):
        assert 0 < one.x - other.x < size / 50
        assert other.rise == first.rise


@pytest.mark.referee
def test_poppler_finds_every_word(tmp_path: Path) -> None:
    data, script = arabic()
    file = tmp_path / "arabic.pdf"
    file.write_bytes(data)
    read = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, text=True, check=True).stdout
    seen = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    for section in script.sections:
        assert f'"{plain(section.heading)}"' in read
    wanted = {word for text in script.texts() for word in re.findall(r"\w+", text) if runs_from_right(word)}
    assert len(wanted) > 100
    found = set(re.findall(r"\w+", MARKS_OF_DIRECTION.sub(" ", seen)))
    assert wanted - found <= {"رمز", "يفتح", "رسم", "لأشخاص", "عددهم", "وعدد", "منهم", "الملونين"}  # said of pictures
