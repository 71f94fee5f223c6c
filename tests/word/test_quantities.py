"""Quantities in Word: what holds them together where Word and LibreOffice would break or turn them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from press.checks import word as check
from press.layout import Layout
from press.model import Leaflet, Link, Paragraph, Section, Strong, Text, Words
from press.writers import word
from press.writers.ooxml.ground import ground
from tests.word.conftest import composed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARK, JOINER, NARROW = "\N{LEFT-TO-RIGHT MARK}", "\N{WORD JOINER}", "\N{NARROW NO-BREAK SPACE}"


def written(sample: Leaflet, layout: Layout, language: str, words: Words) -> tuple[list[str], list[str]]:
    """The texts of the first paragraph's runs, and what is wrong with the file."""
    section = Section("one", (Text("One"),), (Paragraph(words),))
    edition = replace(sample.edition, language=language, sections=(section,), summary=(Text("x"),))
    script = composed(replace(sample, edition=edition, clinic=None), layout)
    data = word.write(script, layout, word.drafted(script))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    found = next(each for each in document.iter(f"{W}p") if "500" in "".join(map(str, each.itertext())))
    problems = check.check(data, script, layout.type.least)
    return ["".join(map(str, run.itertext())) for run in found.iter(f"{W}r")], [problem.rule for problem in problems]


def test_a_range_and_a_unit_do_not_break(sample: Leaflet, large_print: Layout) -> None:
    runs, problems = written(sample, large_print, "en-GB", (Text("Take 375–500 mg/kg."),))
    assert runs == [f"Take 375{JOINER}–{JOINER}500\N{NO-BREAK SPACE}mg{JOINER}/{JOINER}kg."]
    assert not problems


def test_nor_does_one_of_which_a_part_is_stressed(sample: Leaflet, large_print: Layout) -> None:
    words = (Text("Take 375–"), Strong((Text("500"),)), Text(" mg."))
    runs, problems = written(sample, large_print, "en-GB", words)
    assert runs == [f"Take 375{JOINER}–{JOINER}", "500", "\N{NO-BREAK SPACE}mg."]
    assert not problems


def test_in_arabic_a_quantity_of_which_a_part_is_stressed_is_held_too(sample: Leaflet, large_print: Layout) -> None:
    runs, _ = written(sample, large_print, "ar", (Text("خذ "), Strong((Text("375"),)), Text("–500 mg الآن")))
    assert runs == ["خذ ", f"{MARK}375{MARK}", f"{MARK}{JOINER}–{JOINER}500{NARROW}mg{MARK}", " الآن"]


def test_in_arabic_a_quantity_is_held_from_left_to_right(sample: Leaflet, large_print: Layout) -> None:
    words = (Text("خذ ≥ 500 mg أو "), Link((Text("+44 1632 960 000"),), "tel:+441632960000"), Text(" و ibuprofen"))
    runs, problems = written(sample, large_print, "ar", words)
    assert runs == [
        "خذ ",
        f"{MARK}≥{NARROW}500{NARROW}mg{MARK}",
        " أو ",
        f"{MARK}+44{NARROW}1632{NARROW}960{NARROW}000{MARK}",
        " و ",
        "ibuprofen",
    ]
    assert not {"word-words", "word-address", "word-link-tip"} & set(problems)


def test_arabic_letters_are_measured_as_large_as_they_are_set(large_print: Layout) -> None:
    latin, arabic = (ground(large_print, language, language == "ar", "").ruler for language in ("en", "ar"))
    assert arabic.width("mg") == pytest.approx(1.15 * latin.width("mg"))
