"""Alternative texts that describe nothing are refused, those of one word asked about."""

import json
import os
from pathlib import Path

import pytest

from press import layout, reader, source
from press.layout import Layouts
from press.problems import Grade, Problem
from press.reader import alt
from tests.hostile.case import LIBRARY, figure

ROOT = Path(__file__).parent.parent


def found(text: str) -> list[Problem]:
    problems: list[Problem] = []
    value = source.read(f"alt: {json.dumps(text)}\n".encode(), "knee.yaml", problems)
    assert value
    assert value.mapping
    alt.check(value.mapping["alt"].text(), value.mapping["alt"])
    return problems


@pytest.mark.parametrize(
    "text",
    [
        *("knee.svg", "IMG_2041.JPG", "IMG_2041", "DSC00012", "Screenshot 2026-11-21", "scan0001.tiff"),
        *("IMG 12", "DSCN0001", "DCIM-3", "PXL_2026", "Scan 3", "Untitled 2", "Screenshot_9"),
        *("image", "Picture", "PHOTO", "photograph.", "An image", "the picture", "Image 3", "image3", "picture-2"),
        *("Figure 1", "Figure 1.", "Fig. 2a", "figure iv", "Diagram", "Our logo", "logo", "Company logo", "chart"),
        *("picture of", "photo of …", "“photo”", "[image]", "(alt text)", "description", "TBC", "xxx", "n/a"),
        *("-", "–", "…", "1", "2.5", "***", "?"),
        *("llun", "Darlun 2", "y llun", "Yr delwedd", "a photo", "this chart", "صورة", "شكل 3", "رسم توضيحي"),
    ],
)
def test_what_surely_describes_nothing_is_refused_with_an_example(text: str) -> None:
    (problem,) = found(text)
    assert (problem.rule, problem.grade, problem.place.line) == ("alt", Grade.ERROR, 1)
    assert "A leg bent at the knee" in problem.hint


@pytest.mark.parametrize("text", ["Knee", "Paracetamol.", "Ribosomes", "Mix", "IV", "ركبة", "Pen-glin"])
def test_one_word_is_asked_about_and_stops_nothing(text: str) -> None:
    (problem,) = found(text)
    assert (problem.grade, problem.place.words) == (Grade.QUESTION, text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "A knee.",
            "Riverside Hospital",
            "Figure of eight bandage",
            "Image intensifier",
            "Logo of the Riverside clinic",
        ),
        *("Picture cards", "Drawing up 5 ml", "Two photographs side by side", "膝を曲げる図", "หัวเข่า", "مفصل الركبة"),
        *("ก", "ກ", "က", "ក"),
    ],
)
def test_words_that_may_describe_are_taken(text: str) -> None:
    assert found(text) == []


def test_the_words_for_a_picture_before_what_it_shows_are_a_warning() -> None:
    assert [problem.grade for problem in found("A picture of a knee")] == [Grade.WARNING]


def library(folder: Path, clinic: str) -> Path:
    (folder / "clinics").mkdir()
    (folder / "library.yaml").write_text(LIBRARY, encoding="utf-8")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{}</text></svg>'
    (folder / "clinics" / "logo.svg").write_text(drawing.format("ᚠ ab"), encoding="utf-8")
    (folder / "clinics" / "river.yaml").write_text(f"name: River\nlogo: logo.svg\n{clinic}", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("said", "refused"), [("River", False), ("logo", True), ("logo.svg", True), ("-", True)])
def test_a_logo_may_say_one_word_but_not_that_it_is_a_logo(tmp_path: Path, said: str, *, refused: bool) -> None:
    problems = reader.open(library(tmp_path, f"logo_alt: {json.dumps(said)}\n"), Layouts()).problems
    assert [problem.rule for problem in problems] == (["alt"] if refused else [])


def test_letters_of_a_drawing_that_no_font_has_are_found_before_any_build(tmp_path: Path) -> None:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    problems = reader.open(library(tmp_path, "logo_alt: River\n"), layouts).problems
    assert [(problem.rule, problem.place.words) for problem in problems] == [("no-glyph", "ᚠ U+16A0")]
    assert "clinics/river.yaml:2" in str(problems[0])


def test_letters_of_a_figure_that_no_font_has_are_found_too(tmp_path: Path) -> None:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    (tmp_path / "library.yaml").write_text(LIBRARY, encoding="utf-8")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>a\u200e\u202bb ᚠᚡᚢᚣᚤᚥ</text></svg>'
    figure("letters", "knee.svg", drawing.encode()).put(tmp_path)
    problems = reader.open(tmp_path, layouts).problems
    assert [problem.place.words for problem in problems] == ["ᚠ U+16A0, ᚡ U+16A1, ᚢ U+16A2, ᚣ U+16A3, ᚤ U+16A4"]


def test_only_files_are_read_as_pictures(tmp_path: Path) -> None:
    (tmp_path / "library.yaml").write_text(LIBRARY, encoding="utf-8")
    figure("pipe", "knee.svg", b"").put(tmp_path)
    (tmp_path / "pipe" / "knee.svg").unlink()
    os.mkfifo(tmp_path / "pipe" / "knee.svg")
    problems = reader.open(tmp_path, Layouts()).problems
    assert [problem.rule for problem in problems] == ["picture-file", "stray-file"]


def test_one_bad_picture_stops_no_other_topic(tmp_path: Path) -> None:
    (tmp_path / "library.yaml").write_text(LIBRARY, encoding="utf-8")
    sound = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    figure("sound", "knee.svg", sound.encode()).put(tmp_path)
    figure("bad", "knee.svg", sound.replace('"9"', f'"{"9" * 200_000}"').encode()).put(tmp_path)
    catalogue = reader.open(tmp_path, Layouts())
    assert [edition.topic for edition in catalogue.library().editions] == ["sound"]
    assert ["bad" in problem.place.file for problem in catalogue.problems] == [True]
