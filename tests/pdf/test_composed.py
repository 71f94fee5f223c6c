"""Scripts whose letters change places beside each other: drawn as they should be, and read as they are written."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

from press import layout
from press.checks import pdf as check
from press.layout import Layout
from press.manuscript import Manuscript
from press.model import Foreign, Leaflet, Paragraph, Section, Strong, Text, Words
from press.problems import heeded, waived
from press.programs import typesetter
from press.writers import html, pdf, turned
from press.writers.clusters import Clusters, is_composed
from tests.pdf.conftest import ROOT, composed
from tests.test_manuscript import edition


@dataclass(frozen=True)
class Sample:
    """A sentence in a script with vowels before and around their consonants, conjuncts, and a letter in two codes
    (Unicode 15, 12.1 and 12.2). ``words`` of it stand beside each other."""

    language: str
    name: str
    script: str
    sentence: str
    words: str

    @property
    def named(self) -> str:
        return f"{self.name} ({self.script}): "


SAMPLES = (
    Sample("bn", "বাংলা", "Bengali", "দয়া করে আমাদের ফোন করুন, কোনো ক্ষতি নেই", "কোনো ক্ষতি নেই"),
    Sample("hi", "हिन्दी", "Devanagari", "कृपया बिना झिझक हमें फ़ोन करें, कोई हर्ज नहीं है", "कोई हर्ज नहीं है"),
)
ENGINED = pytest.mark.parametrize("engine", layout.ENGINES)
SAMPLED = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.language)


@cache
def with_scripts() -> Layout:
    return layout.load(ROOT / "layouts", ROOT / "fonts", Path(__file__).parent.parent / "scripts")["a4"]


@cache
def made(sample: Sample, engine: str, conformance: str = "ua-1") -> tuple[bytes, Manuscript, Layout]:
    """A leaflet that has a sample's sentence four times."""
    name, sentence = (Foreign((Text(text),), sample.language) for text in (sample.name, sample.sentence))
    words = (Strong((name,)), Text(f" ({sample.script}): "), sentence)
    section = Section("languages", (Text("Languages"),), (Paragraph(words), Paragraph((*words, *words, *words))))
    used = replace(with_scripts(), conformance=conformance, engine=engine)
    script = composed(Leaflet(edition(sections=(section,))), used)
    return pdf.write(script, used), script, used


@SAMPLED
@ENGINED
@pytest.mark.parametrize("conformance", ["ua-1", "ua-2"])
def test_the_tags_say_the_words_as_they_are_written(sample: Sample, engine: str, conformance: str) -> None:
    data, script, used = made(sample, engine, conformance)
    assert heeded(waived(check.check(data, script, used), used.waivers)) == ()
    assert sample.sentence in check.outline(data)


@SAMPLED
@ENGINED
def test_a_reader_that_is_not_ours_finds_each_word_as_it_is_written(sample: Sample, engine: str) -> None:
    document = pypdfium2.PdfDocument(made(sample, engine)[0])
    found = " ".join(document[0].get_textpage().get_text_range().split())
    assert found.count(sample.words) == 4
    assert sample.named + sample.sentence.split()[0] in found


@pytest.mark.referee
@SAMPLED
@ENGINED
def test_poppler_finds_each_word_as_it_is_written(sample: Sample, engine: str, tmp_path: Path) -> None:
    file = tmp_path / "leaflet.pdf"
    file.write_bytes(made(sample, engine)[0])
    command = ["pdftotext", str(file), "-"]
    found = " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert found.count(sample.words) == 4


@SAMPLED
def test_each_glyph_says_one_letter(sample: Sample) -> None:
    with pikepdf.open(io.BytesIO(made(sample, "weasyprint")[0])) as document:
        fonts = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item]
        maps = [font.ToUnicode.read_bytes().decode() for font in fonts if sample.script in str(font.BaseFont)]
    assert len(maps) == 2  # regular and bold
    said = {word for each in maps for word in re.findall(r"^<\w{4}> <(\w+)>$", each, re.MULTILINE)} - {"ffff"}
    letters = set(sample.name + sample.sentence) - set(",")
    assert {bytes.fromhex(word).decode("utf-16-be") for word in said} == letters


def test_a_font_of_clusters_has_what_they_are_drawn_with_and_tells_no_time() -> None:
    clusters = Clusters()
    source = (ROOT / "fonts" / "inter" / "Inter-Regular.ttf").read_bytes()
    numbers = [*clusters.numbers(((36, 10, -20), (37, 0, 300)), "ab\u0301c", 1001), clusters.number((), "d", 5)]
    assert [(clusters.says[number], clusters.advances[number]) for number in numbers] == [
        ("a", 334),
        ("b", 333),
        ("\u0301", 1),
        ("c", 333),
        ("d", 5),
    ]
    assert clusters.number((), "d", 5) == numbers[-1]
    with TTFont(io.BytesIO(source)) as plain, TTFont(io.BytesIO(clusters.file(source))) as font:
        assert font["head"].created == font["head"].modified == 0x7C259DC0  # nothing; so it is read
        assert font["head"].unitsPerEm == plain["head"].unitsPerEm
        assert (font["hhea"].ascent, font["hhea"].descent) == (plain["hhea"].ascent, plain["hhea"].descent)
        assert [font["hmtx"][name][0] for name in font.getGlyphOrder()] == [0, 334, 333, 1, 333, 5]
        one, other = (plain["glyf"][plain.getGlyphOrder()[number]] for number in (36, 37))
        drawn = font["glyf"][font.getGlyphOrder()[1]]
        assert (drawn.xMin, drawn.yMin) == (min(one.xMin + 10, other.xMin), min(one.yMin - 20, other.yMin + 300))
        assert (drawn.xMax, drawn.yMax) == (max(one.xMax + 10, other.xMax), max(one.yMax - 20, other.yMax + 300))
        assert font["hmtx"][font.getGlyphOrder()[1]][1] == drawn.xMin
        assert all(font["glyf"][name].numberOfContours == 0 for name in font.getGlyphOrder()[2:])


@SAMPLED
@ENGINED
def test_two_builds_are_the_same_bytes(sample: Sample, engine: str) -> None:
    data, script, used = made(sample, engine)
    assert pdf.write(script, used) == data


@SAMPLED
def test_the_web_page_says_them_too(sample: Sample) -> None:
    _, script, used = made(sample, "weasyprint")
    assert sample.sentence in html.markup(script, used, "print.html", with_contents=False)


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


MARKED = {
    "ar": "هَذِهِ مُسَوَّدَة (لِلْمُسْتَشْفَى) لا",
    "hi": "र्कें हिं क्फ़ीं ज़र्हीं हैं, कृपया हमें फ़ोन करें",
}
"""Words with signs above and below their letters, and several letters in one glyph."""


@pytest.mark.parametrize("engine", layout.ENGINES)
@pytest.mark.parametrize("language", MARKED)
def test_letters_stand_where_the_engine_would_have_drawn_them(
    engine: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = replace(with_scripts(), engine=engine)
    words: Words = (Text(MARKED[language]),)
    words = words if language == "ar" else (Foreign(words, language),)
    section = Section("words", (Text("1"),), (Paragraph(words),))
    script = composed(Leaflet(edition(sections=(section,), language="ar" if language == "ar" else "en-GB")), used)
    own: list[bytes] = []

    def kept(*given: Any) -> tuple[bytes, tuple[str, ...]]:
        compiled = typesetter_compiled(*given)
        own.append(compiled[0])
        return compiled

    typesetter_compiled = typesetter.compiled
    monkeypatch.setattr(typesetter, "compiled", kept)
    shown = pdf.write(script, used)
    if engine == "weasyprint":
        monkeypatch.setattr(turned, "is_turned", lambda _: False)
        own.append(pdf.write(script, used))
    assert own[-1] != shown
    (ours,), (theirs,) = black(shown), black(own[-1])
    assert ImageChops.difference(ours, theirs).histogram()[255] < ours.histogram()[0] / 200


def black(data: bytes) -> Iterator[Image.Image]:
    """Each page, with all black that is not white: before they are marked, Typst's texts have other colours."""
    for page in pypdfium2.PdfDocument(data):
        image = page.render(scale=4, grayscale=True, no_smoothtext=True, no_smoothpath=True).to_pil()
        yield image.point(lambda value: 255 * (value >= 250))
