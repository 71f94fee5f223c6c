"""What lies under the letters of a page: shapes, colours and contrast."""

from __future__ import annotations

import pytest
from pikepdf import Array, Dictionary, Name

from press.checks.pdf.paint import (
    BLACK,
    WHITE,
    Colour,
    Point,
    Shape,
    bounds,
    colour_of,
    common,
    components,
    contrast,
    curve,
    ground,
    rectangular,
)

TRIANGLE: tuple[Point, ...] = ((10, 10), (50, 10), (30, 50))
RING = (((0, 0), (60, 0), (60, 60), (0, 60)), ((20, 20), (40, 20), (40, 40), (20, 40)))
RED: Colour = (1, 0, 0)


@pytest.mark.parametrize(
    ("point", "inside"),
    [((30, 30), True), ((21, 30), True), ((39, 30), True), ((19, 30), False), ((41, 30), False), ((12, 49), False)],
)
def test_a_slanting_shape_covers_what_is_within_its_sides(point: Point, inside: bool) -> None:
    assert Shape(bounds(TRIANGLE), RED, 0, outlines=(TRIANGLE,)).covers(point) is inside
    assert Shape(bounds(TRIANGLE), RED, 0, outlines=(TRIANGLE[::-1],)).covers(point) is inside


@pytest.mark.parametrize(
    ("point", "inside"), [((30, 30), False), ((10, 30), True), ((50, 30), True), ((70, 30), False)]
)
def test_a_ring_leaves_its_middle_free(point: Point, inside: bool) -> None:
    assert Shape((0, 0, 60, 60), RED, 0, outlines=RING).covers(point) is inside


def test_a_box_covers_up_to_its_edges_and_a_stroke_nothing() -> None:
    box = (10.0, 20.0, 30.0, 40.0)
    assert all(Shape(box, RED, 0).covers(point) for point in ((10, 20), (30, 40), (20, 30)))
    assert not any(Shape(box, RED, 0).covers(point) for point in ((9.9, 30), (30.1, 30), (20, 19.9), (20, 40.1)))
    assert not Shape(box, RED, 0, stroked=True).covers((20, 30))


def test_the_ground_is_what_was_painted_last_before_the_letters() -> None:
    red, half, picture = (
        Shape((0, 0, 9, 9), RED, 0),
        Shape((0, 0, 9, 9), BLACK, 1, alpha=0.5),
        Shape((0, 0, 9, 9), None, 2),
    )
    assert ground([], (5, 5), 0) == WHITE
    assert ground([red], (20, 5), 0) == WHITE
    assert ground([red, half, picture], (5, 5), 0) == RED
    assert ground([red, half, picture], (5, 5), 1) == (0.5, 0, 0)
    assert ground([red, half, picture], (5, 5), 2) is None
    assert ground([picture, red], (5, 5), 2) == RED
    assert ground([picture, half], (5, 5), 2) is None
    assert ground([red, Shape((0, 0, 9, 9), BLACK, 0, alpha=1.5)], (5, 5), 0) == BLACK


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast(RED, WHITE) == pytest.approx(3.998, abs=0.001)
    assert contrast((0, 1, 0), BLACK) == pytest.approx(15.304, abs=0.001)
    assert contrast((0, 0, 1), WHITE) == pytest.approx(8.592, abs=0.001)
    assert contrast((0.04, 0.04, 0.04), BLACK) == pytest.approx(1.062, abs=0.001)


@pytest.mark.parametrize(
    ("operator", "operands", "space", "colour"),
    [
        ("g", [0.25], "", (0.25, 0.25, 0.25)),
        ("rg", [0.1, 0.2, 0.3], "", (0.1, 0.2, 0.3)),
        ("k", [1, 0, 0.5, 0], "", (0, 1, 0.5)),
        ("k", [0, 0, 0, 0.75], "", (0.25, 0.25, 0.25)),
        ("sc", [0.5], "1", (0.5, 0.5, 0.5)),
        ("scn", [0.1, 0.2, 0.3], "3", (0.1, 0.2, 0.3)),
        ("scn", [0.5], "?", None),
        ("scn", [Name.P0], "?", None),
        ("rg", [0.1], "", None),
    ],
)
def test_a_colour_is_what_its_operator_says(
    operator: str, operands: list[object], space: str, colour: Colour | None
) -> None:
    assert colour_of(operator, operands, space) == colour


def test_a_space_says_how_many_numbers_a_colour_has() -> None:
    spaces = {
        "/Profile": Array([Name.ICCBased, Dictionary(N=4)]),
        "/Grey": Array([Name.CalGray, Dictionary()]),
        "/Ink": Array([Name.Separation, Name.Gold, Name.DeviceCMYK]),
        "/Plain": Name.DeviceRGB,
    }
    resources = Dictionary(ColorSpace=Dictionary(spaces))
    names = (Name.DeviceGray, Name.DeviceRGB, Name.DeviceCMYK, *map(Name, spaces), Name.Nobody)
    assert [components(str(name), resources) for name in names] == ["1", "3", "4", "4", "1", "?", "3", "?"]
    assert components(str(Name.Profile), Dictionary()) == "?"


def test_a_curve_goes_through_its_middle_and_to_its_end() -> None:
    points = list(curve((0, 0), [(0, 40), (80, 40), (80, 0)]))
    assert points == [(12.5, 22.5), (40, 30), (67.5, 22.5), (80, 0)]


def test_boxes_and_outlines() -> None:
    assert bounds([(3, 9), (1, 20), (7, 4)]) == (1, 4, 7, 20)
    assert common((0, 0, 10, 10), (5, -5, 20, 8)) == (5, 0, 10, 8)
    assert common((0, 0, 10, 10), None) == (0, 0, 10, 10)
    assert rectangular([(0, 0), (9, 0), (9, 5), (0, 5)])
    assert rectangular([(0, 0), (9, 0), (9, 5), (0, 5), (0, 0)])
    assert not rectangular([(0, 0), (9, 1), (9, 5), (0, 5)])
    assert not rectangular([(0, 0), (9, 0), (9, 5)])
