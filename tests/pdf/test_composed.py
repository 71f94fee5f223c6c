"""Scripts whose letters change places beside each other: drawn as they should be, and read as they are written."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from press import layout
from press.checks import pdf as check
from press.layout import Layout
from press.manuscript import Manuscript
from press.model import Foreign, Leaflet, Paragraph, Section, Strong, Text
from press.problems import heeded, waived
from press.writers import html, pdf
from press.writers.clusters import is_composed
from tests.pdf.conftest import ROOT, composed
from tests.test_manuscript import edition

SENTENCE = "দয়া করে আমাদের ফোন করুন, কোনো ক্ষতি নেই"
"""Vowels before and around their consonants, a conjunct, a letter in two codes (Unicode 15, 12.2)."""


@cache
def with_bengali() -> Layout:
    return layout.load(ROOT / "layouts", ROOT / "fonts", Path(__file__).parent.parent / "scripts")["a4"]


@cache
def bengali(conformance: str = "ua-1") -> tuple[bytes, Manuscript, Layout]:
    words = (Strong((Foreign((Text("বাংলা"),), "bn"),)), Text(" (Bengali): "), Foreign((Text(SENTENCE),), "bn"))
    section = Section("languages", (Text("Languages"),), (Paragraph(words), Paragraph((*words, *words, *words))))
    used = replace(with_bengali(), conformance=conformance)
    script = composed(Leaflet(edition(sections=(section,))), used)
    return pdf.write(script, used), script, used


@pytest.mark.parametrize("conformance", ["ua-1", "ua-2"])
def test_the_tags_say_the_words_as_they_are_written(conformance: str) -> None:
    data, script, used = bengali(conformance)
    assert heeded(waived(check.check(data, script, used), used.waivers)) == ()
    assert SENTENCE in check.outline(data)


def test_a_reader_that_is_not_ours_finds_each_word_as_it_is_written() -> None:
    document = pypdfium2.PdfDocument(bengali()[0])
    found = " ".join(document[0].get_textpage().get_text_range().split())
    assert found.count("কোনো ক্ষতি নেই") == 4
    assert "বাংলা (Bengali): দয়া" in found


@pytest.mark.referee
def test_poppler_finds_each_word_as_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "bengali.pdf"
    file.write_bytes(bengali()[0])
    command = ["pdftotext", str(file), "-"]
    found = " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert found.count("কোনো ক্ষতি নেই") == 4


def test_each_glyph_says_one_letter() -> None:
    with pikepdf.open(io.BytesIO(bengali()[0])) as document:
        fonts = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item]
        maps = [font.ToUnicode.read_bytes().decode() for font in fonts if "Bengali" in str(font.BaseFont)]
    assert len(maps) == 2  # regular and bold
    said = {word for each in maps for word in re.findall(r"^<\w{4}> <(\w+)>$", each, re.MULTILINE)} - {"ffff"}
    assert {bytes.fromhex(word).decode("utf-16-be") for word in said} == set("বাংলা" + SENTENCE) - set(",")


def test_two_builds_are_the_same_bytes() -> None:
    _, script, used = bengali()
    assert pdf.write(script, used) == bengali()[0]


def test_the_web_page_says_them_too() -> None:
    _, script, used = bengali()
    assert SENTENCE in html.markup(script, used, "print.html", with_contents=False)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("বাংলা", True),
        ("தமிழ்", True),
        ("ไทย", True),
        ("ខ្មែរ", True),
        ("Cymraeg", False),
        ("አማርኛ", False),
    ],
)
def test_scripts_are_known_by_their_letters(text: str, wanted: bool) -> None:
    assert is_composed(text) is wanted
