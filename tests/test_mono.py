from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from press import layout, pictures
from press.content import mono
from press.content.mono import Finding
from press.layout import Layouts
from press.model import Clinic, Edition, Figure, Section, figures
from press.problems import Grade, OfTopic, Place
from tests.building import read
from tests.test_manuscript import edition

ROOT = Path(__file__).parent.parent
LAYOUTS = layout.load(ROOT / "layouts", ROOT / "fonts")
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60">
<rect width="120" height="60" fill="#30C030" stroke="#000000"/>
<circle cx="30" cy="30" r="20" fill="{}" {}/>
<text x="60" y="40" font-family="Inter" font-size="20" fill="{}">Drug</text>
<path d="M 60 50 h 40" stroke="#30C030"/>
<path d="M 60 52 h 40" stroke="#003000" stroke-width="3"/></svg>"""


def drawn(circle: str, outline: str = "", letters: str = "#000000") -> Edition:
    picture = pictures.read("cell.svg", DRAWING.format(circle, outline, letters).encode())
    return edition(sections=(Section("one", (), (Figure("cell", picture, "A cell."),)),))


def lost(*editions: Edition, clinics: tuple[Clinic, ...] = ()) -> list[str]:
    return [finding.place.words for finding in mono.measure(LAYOUTS, editions, clinics) if finding.lost]


def test_grey_is_what_a_black_and_white_printer_makes_of_a_colour() -> None:
    assert mono.grey("#FFFFFF") == "#FFFFFF"
    assert mono.grey("#FF0000") == "#4C4C4C"


def test_a_red_part_on_green_is_lost_in_grey() -> None:
    assert lost(drawn("#FF5050")) == ["circle 2"]


@pytest.mark.parametrize(
    ("around", "found"),
    [
        ("<defs>{}</defs><use href='#a'/>", ["circle 2"]),
        ("<clipPath id='c'>{}</clipPath><rect clip-path='url(#c)' width='99' height='50' fill='#101010'/>", []),
    ],
)
def test_a_part_that_is_painted_by_its_name_is_measured_and_one_that_cuts_others_is_not(
    around: str, found: list[str]
) -> None:
    part = "<circle id='a' cx='30' cy='30' r='20' fill='#FF5050'/>"
    ground = '<rect width="120" height="60" fill="#30C030" stroke="#000000"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60">{ground}{around.format(part)}</svg>'
    picture = pictures.read("cell.svg", svg.encode())
    assert lost(edition(sections=(Section("one", (), (Figure("cell", picture, "A cell."),)),))) == found


def test_what_nobody_sees_is_not_measured() -> None:
    white = Image.new("RGB", (9, 9), (90, 0, 0))
    for red, seen in ((0, True), (1, False)):
        other = white.copy()
        other.paste((red, 0, 0), (3, 3, 6, 6))
        assert (mono._seen(white, other, 0.04) is not None) is seen
    assert mono._seen(white, white, 0.04) is None


def test_an_outline_or_a_darker_colour_keeps_a_part() -> None:
    assert lost(drawn("#FF5050", 'stroke="#000000" stroke-width="2"')) == []
    assert lost(drawn("#200000")) == []


def test_letters_have_to_stand_out_more_than_shapes() -> None:
    assert lost(drawn("#000000", letters="#D00000")) == ["Drug"]


def test_a_grey_that_is_clear_on_white_is_lost_on_yellow_paper() -> None:
    grey = """<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60">
    <path d="M 0 20 h 100" stroke="#8F8F8F" stroke-width="6"/>
    <path d="M 0 40 h 100" stroke="#707070" stroke-width="6"/></svg>"""
    picture = pictures.read("lines.svg", grey.encode())
    shown = edition(sections=(Section("one", (), (Figure("lines", picture, "Lines."),)),))
    assert set(lost(shown)) == {"path 1 on paper yellow"}


def test_a_line_that_is_too_pale_for_a_tint_or_a_paper_is_lost() -> None:
    pale = replace(LAYOUTS["large-print"], colours={**LAYOUTS["large-print"].colours, "rule": "#909090"})
    findings = mono.measure(Layouts({"large-print": pale}, LAYOUTS.supplies), (), ())
    assert [each.place.words for each in findings if each.lost] == ["rule on tint", "rule on paper yellow"]


@pytest.mark.referee
def test_nothing_of_the_project_s_layouts_and_drawings_is_lost() -> None:
    library, _ = read(ROOT / "leaflets")
    findings = mono.measure(LAYOUTS, library.editions, library.clinics)
    (easy,) = (each for each in library.editions if each.language == "en-GB-simple")
    drawings = [drawn for figure in figures(easy.sections) for drawn in figure.drawn]
    assert {finding.place.file for finding in findings} == {
        *(f"layouts/{each.name}" for each in LAYOUTS.styled),
        "skin-metastases/electrochemotherapy.svg",
        "skin-metastases/electrochemotherapy-tall.svg",
        *(f"bring-your-medicines/{drawn.name}" for drawn in drawings),
    }
    assert [finding for finding in findings if finding.lost] == []


def test_a_pale_accent_of_a_clinic_is_lost() -> None:
    assert "accent of pale on paper" in lost(clinics=(Clinic("pale", "Pale", accent="#FFD0E0"),))


def test_what_is_lost_is_a_problem_and_a_photograph_is_for_a_person() -> None:
    photograph = pictures.read("logo.png", pictures.png(pictures.qr_code("https://example.org"), (), 40))
    shown = edition(sections=(Section("one", (), (Figure("photo", photograph, "A photo."),)),))
    place = Place("knee/cell.svg", words="circle 2")
    finding = Finding(OfTopic("knee"), place, 3, 4.0, 1.2)
    error, question = mono.problems([finding], [shown])
    assert (error.grade, error.place, error.rule) == (Grade.ERROR, place, "mono")
    assert (question.grade, question.place.file) == (Grade.QUESTION, "knee/logo.png")
