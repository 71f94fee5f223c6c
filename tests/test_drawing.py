"""Shapes of drawings that do not stand out from what lies beside them (WCAG 2.2, 1.4.11)."""

from dataclasses import replace
from pathlib import Path

import pytest

from press import layout, pictures, pipeline
from press.content import drawing
from press.model import Figure, Leaflet, Picture, Section, figures
from press.pipeline import Job
from press.problems import Grade
from tests.test_leaflets import LIBRARY
from tests.test_manuscript import edition
from tests.test_pictures import bitmap, svg
from tests.test_readability import words

ROOT = Path(__file__).parent.parent


def drawn(*shapes: str) -> Picture:
    return pictures.read("cell.svg", svg("".join(shapes)))


def faint(*shapes: str) -> list[str]:
    return [problem.place.words for problem in drawing.check([drawn(*shapes)], "leaflet.pdf")]


GROUND = '<rect width="300" height="100" fill="#30C030"/>'


@pytest.mark.parametrize(
    "shapes",
    [
        ('<circle cx="50" cy="50" r="30" fill="#005EB8"/>',),
        ('<circle cx="50" cy="50" r="30" fill="#FFFF00" stroke="#000000" stroke-width="2"/>',),
        ('<path d="M 9 50 h 200" stroke="#767676" stroke-width="0.3"/>',),
        ('<g transform="scale(0.01)"><path d="M 900 5000 h 20000" stroke="#767676" stroke-width="100"/></g>',),
        (GROUND, '<circle cx="50" cy="50" r="30" fill="#003000"/>'),
        (GROUND, '<circle cx="50" cy="50" r="30" fill="#30C040"/>'),  # a tint of the same green
        ('<rect width="300" height="100" fill="#EEF3FA"/>', '<circle cx="50" cy="50" r="30" fill="#005EB8"/>'),
        (GROUND, '<circle cx="50" cy="50" r="30" fill="#FF5050"/>', '<rect width="300" height="100" fill="#000000"/>'),
    ],
)
def test_what_stands_out_or_is_a_tint_or_is_not_seen_is_no_finding(shapes: tuple[str, ...]) -> None:
    assert faint(*shapes) == []


@pytest.mark.parametrize(
    ("shapes", "found"),
    [
        (('<circle cx="50" cy="50" r="30" fill="#FFFF00"/>',), "circle 1"),
        (('<g fill="none" style="stroke: #99CCFF"><circle cx="50" cy="50" r="30" stroke-width="9"/></g>',), "circle 1"),
        (('<path d="M 9 50 h 200" stroke="#BBBBBB" stroke-width="2"/>',), "path 1"),
        (('<g opacity="0.4"><rect x="9" y="9" width="50" height="50"/></g>',), "rect 1"),
        (('<rect x="9" y="9" width="50" height="50" fill-opacity="0.4"/>',), "rect 1"),
        ((GROUND, '<circle cx="50" cy="50" r="30" fill="#FF5050"/>'), "circle 2"),
    ],
)
def test_a_shape_that_does_not_stand_out_by_three_to_one_is_found(shapes: tuple[str, ...], found: str) -> None:
    assert faint(*shapes) == [found]


YELLOW = '<rect x="20" y="20" width="40" height="40" fill="{}"/>'


@pytest.mark.parametrize(("height", "found"), [(40, []), (36, ["rect 2"])])
def test_a_quarter_of_an_outline_has_to_stand_out(height: int, found: list[str]) -> None:
    assert faint(f'<rect x="60" y="20" width="40" height="{height}"/>', YELLOW.format("#FFFF00")) == found


@pytest.mark.parametrize(
    ("colour", "found"), [("#949494", []), ("#969696", ["rect 1"]), ("#FFFFA6", []), ("#FFFFA4", ["rect 1"])]
)
def test_a_shape_stands_out_by_three_to_one_unless_it_is_a_tint(colour: str, found: list[str]) -> None:
    assert faint(YELLOW.format(colour)) == found


@pytest.mark.parametrize(("width", "height"), [(100, 400), (400, 100), (3000, 3000), (10, 90)])
def test_a_drawing_of_any_size_and_form_is_measured(width: int, height: int) -> None:
    shape = f'<circle cx="{width / 2}" cy="{height / 2}" r="{width / 40}" fill="#FFFF00"/>'
    size = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{shape}</svg>'
    picture = pictures.read("cell.svg", size.encode())
    assert [problem.place.words for problem in drawing.check([picture], "leaflet.pdf")] == ["circle 1"]


@pytest.mark.parametrize(
    ("paint", "found"),
    [
        ('fill="#FFFF00"', ["rect 2"]),
        ('fill="none"', []),
        ('style="fill:none"', []),
        ('style="stroke: red; fill : #FFFF00"', []),
        ('style="my-fill: none" fill="#FFFF00"', ["rect 2"]),
        ('fill="#000000" style="fill:#FFFF00"', ["rect 2"]),
        ('fill="" style="fill:#FFFF00"', ["rect 2"]),
        ('fill="none" stroke="#FFFF00" stroke-width="5"', ["rect 2"]),
    ],
)
def test_a_shape_has_the_paint_that_it_says_or_stands_in(paint: str, found: list[str]) -> None:
    first, second = '<rect x="9" y="9" width="9" height="9"/>', '<rect x="20" y="20" width="40" height="40" {}/>'
    assert faint(first, second.format(paint)) == found
    assert faint(first, f"<g {paint}>{second.format('')}</g>") == found


def test_of_shapes_that_meet_the_upper_one_has_the_outline() -> None:
    pale, dark = YELLOW.format("#FFFF00"), '<rect x="10" y="10" width="60" height="60"/>'
    assert faint(dark, pale) == []
    assert faint(pale, dark) == []
    lower = '<rect x="20" y="20" width="40" height="40" fill="#FFFF00"/>'
    rows = "".join(f'<rect x="20" y="{y}" width="40" height="5" fill="#FFFFFF"/>' for y in (20, 30, 40))
    assert sorted(faint(lower, rows)) == ["rect 1", "rect 2", "rect 3", "rect 4"]


def test_what_a_style_sheet_paints_is_measured() -> None:
    styled = "<style>circle {{ fill: {} }}</style><circle cx='50' cy='50' r='30'/>"
    assert faint(styled.format("#FFFF00")) == ["circle 1"]
    assert faint(styled.format("#005EB8")) == []


def test_letters_and_photographs_are_not_measured() -> None:
    assert faint('<text x="9" y="50" fill="#FFFF00">Drug</text>') == []
    assert list(drawing.check([pictures.read("cell.png", bitmap())], "leaflet.pdf")) == []


def test_the_diagram_of_electrochemotherapy_stands_out() -> None:
    drawings = [figure.picture for edition in LIBRARY.editions for figure in figures(edition.sections)]
    assert drawings
    assert list(drawing.check(drawings, "leaflet.pdf")) == []


def test_a_faint_shape_is_a_warning_that_names_the_document_and_may_be_waived() -> None:
    picture = drawn(*(f'<circle cx="{x}" cy="50" r="9" fill="#FFFF00"/>' for x in range(20, 300, 40)))
    faint = edition(sections=(Section("one", words("One"), (Figure("cell", picture, "Cells."),)),))
    web = layout.load(ROOT / "layouts", ROOT / "fonts")["web"]
    _, (found,) = pipeline.make(Job(Leaflet(faint), web, "html"))
    assert (found.rule, found.grade, found.place.file) == (
        "picture-contrast",
        Grade.WARNING,
        "knee/2026-11/knee-web.html",
    )
    assert "by 1.1:1 from what lies beside it; it needs 3:1. And 6 more: “circle 2”; “circle 3”" in found.message
    waiving = replace(faint, waivers=(("picture-contrast", "Colour is not needed."),))
    _, (waived,) = pipeline.make(Job(Leaflet(waiving), web, "html"))
    assert waived.grade is Grade.WAIVED
