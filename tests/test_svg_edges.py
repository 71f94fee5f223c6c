"""Drawings at the edges of what is read: as deep and as many as they may be, and one more; letters off their line."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import etree

from press import pictures
from press.model import Share
from press.pictures import Unfit, people
from tests.test_pictures import svg
from tests.test_svg import TYPED, drawn


@pytest.mark.parametrize(
    ("shift", "step"),
    [
        ("4", "-4"),
        ("-3px", "3"),
        ("-3PX", "3"),
        ("3pt", "-4"),
        ("50%", "-5"),
        ("0.5em", "-5"),
        ("0.5EM", "-5"),
        ("Super", "-4"),
        ("sub", "2"),
        ("baseline", None),
        ("4 5", None),
        ("7mph", None),
    ],
)
def test_letters_are_raised_and_lowered_by_lengths_and_words_however_they_are_written(
    shift: str, step: str | None
) -> None:
    (text,) = drawn(f"<text font-size='10'>m<tspan baseline-shift='{shift}'>2</tspan></text>")
    assert text[0].get("dy") == step


@pytest.mark.parametrize("ahead", [0, 99])
def test_a_drawing_may_be_sixty_elements_deep_however_many_stand_before(ahead: int) -> None:
    """The root is one of them."""
    before = "<g/>" * ahead + "<g><g/></g>" * ahead
    assert drawn(before + "<g>" * 59 + "</g>" * 59).findall("/".join(["{*}g"] * 59))
    with pytest.raises(Unfit, match=r"^has more than 60 elements within each other \(line 1 of it\)"):
        drawn(before + "<g>" * 60 + "</g>" * 60)


def uses(steps: int) -> str:
    """Groups of which each draws the next, one within the other."""
    return "<defs>" + "".join(f"<g id='a{n}'><use href='#a{n + 1}'/></g>" for n in range(steps)) + "</defs>"


def test_what_is_drawn_again_may_be_sixty_elements_deep() -> None:
    """Root, `defs`, and two for each step."""
    assert len(drawn(uses(29)))
    with pytest.raises(Unfit, match=r"^draws more than 60 elements within each other"):
        drawn(uses(30) + "<g id='a30'><rect/></g>")


def gradients(steps: int) -> str:
    return "".join(f"<linearGradient id='a{n}' href='#a{n + 1}'/>" for n in range(steps))


def test_a_gradient_may_be_taken_from_a_chain_of_others_that_ends() -> None:
    assert len(drawn(gradients(59) + "<linearGradient id='a59'/>")) == 60
    with pytest.raises(Unfit, match="taken from itself, or from too many others"):
        drawn(gradients(60) + "<linearGradient id='a60'/>")


MARKER = "<marker id='m'><rect/></marker>"


@pytest.mark.parametrize(
    ("inside", "cost"),
    [
        ("<g/><g/>", 3),
        ("<g id='a'/><use href='#a'/>", 4),
        ("<clipPath id='a'><rect/></clipPath><rect clip-path='url(#a)'/>", 6),
        ("<mask id='a'><rect/></mask><rect mask='url(#a)'/>", 6),
        (f"{MARKER}<path d='M0 0h9'/>", 4),
        (f"{MARKER}<path marker-end='url(#m)' d='M0 0h9'/>", 10),
        (f"{MARKER}<g marker-mid='url(#m)'><path d='M0 0h9'/></g>", 11),
        (f"{MARKER}<polyline marker-start='url(#m)' points='0 0,9 9'/>", 10),
        (f"<text>{'a' * 99}</text>", 2),
        (f"<text>{'a' * 100}</text>", 3),
        (f"<text><tspan/>{'a' * 100}</text>", 4),
        (f"<rect width='{'1' * 100}'/>", 3),
    ],
)
def test_what_a_drawing_costs_is_counted_with_all_that_is_drawn_again(
    inside: str, cost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By elements; a hundred characters count as one, and each point that has a marker as all markers."""
    monkeypatch.setattr("press.pictures.cost.MAX_ELEMENTS", cost)
    drawn(inside)
    monkeypatch.setattr("press.pictures.cost.MAX_ELEMENTS", cost - 1)
    with pytest.raises(Unfit, match="draws more than"):
        drawn(inside)


@pytest.mark.parametrize(
    "value", ["max(1, {})", "({})", "[{}]", "rgb(from {} r g b)", "max(1, ({}))", "red {}"], ids=lambda value: value
)
def test_what_would_load_within_something_else_is_unfit(value: str) -> None:
    outside = value.format("url(https://example.org/a)")
    for inside in (f"<rect style='fill: {outside}'/>", f"<rect fill='{outside}'/>"):
        with pytest.raises(Unfit, match="outside itself"):
            drawn(inside)
        drawn(inside.replace("https://example.org/", "#"))


def names(number: int, length: int = 1) -> str:
    return " [" + "".join(f"<!ENTITY a{n} '{'b' * length}'>" for n in range(number)) + "]"


def test_a_document_type_may_have_a_hundred_names_of_two_hundred_letters_used_ten_thousand_times() -> None:
    for fitting, uses_ in ((names(100), 1), (names(1, 200), 1), (names(1), 10_000)):
        assert pictures.read("a.svg", TYPED.format(fitting, "&a0;" * uses_).encode()).width == 9
    for too_much in (names(101), names(1, 201)):
        with pytest.raises(Unfit, match="declares more than plain names"):
            pictures.read("a.svg", TYPED.format(too_much, "&a0;").encode())


def test_a_ground_lies_below_all_that_is_drawn_and_as_far_as_the_drawing_is_seen() -> None:
    given = pictures.read("a.svg", svg("<circle cx='9' cy='9' r='9'/><rect/>").replace(b"0 0 300", b"5 7 300"))
    ground, *drawn_on_it = etree.fromstring(pictures.grounded(given, "#FFFFFF").data)
    assert {str(key): value for key, value in ground.attrib.items()} == {
        "x": "5",
        "y": "7",
        "width": "300",
        "height": "100",
        "fill": "#FFFFFF",
    }
    assert [re.sub("{.*}", "", str(each.tag)) for each in drawn_on_it] == ["circle", "rect"]


@pytest.mark.parametrize("value", ["pre", "pre-wrap", "break-spaces", "preserve", "normal"])
def test_spaces_stay_where_a_style_keeps_them(value: str) -> None:
    (text,) = drawn(f"<text style='white-space: {value}'>5  mg</text>")
    assert (text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve") is (value != "normal")


@pytest.mark.parametrize(
    ("word", "size"),
    [
        *(("xx-small", "9"), ("x-small", "10"), ("small", "13"), ("Medium", "16"), ("large", "18"), ("x-large", "24")),
        *(("xx-large", "32"), ("smaller", "8.33333"), ("larger", "12"), ("2ex", "10"), ("50%", "5"), ("1.5rem", "15")),
    ],
)
def test_letters_have_the_sizes_that_css_gives_to_words_and_units(word: str, size: str) -> None:
    """CSS Fonts 4, 2.5.1; within letters of ten pixels."""
    (group,) = drawn(f"<g font-size='10'><text font-size='{word}'>a</text></g>")
    assert group[0].get("font-size") == size


@pytest.mark.parametrize(
    ("colour", "shown"),
    [("color(srgb 2 0 0)", "#ff0000"), ("color(srgb -1 0.5 1)", "#0080ff"), ("color(srgb none 0 0)", "#000000")],
)
def test_a_colour_that_no_screen_has_is_the_nearest_that_all_have(colour: str, shown: str) -> None:
    (rect,) = drawn(f"<rect fill='{colour}'/>")
    assert rect.get("fill") == shown


def test_what_a_program_notes_at_any_length_is_left_out_and_refuses_nothing() -> None:
    """As draw.io keeps the whole drawing in an attribute of its root."""
    (rect,) = drawn(f"<rect width='9' data-note='{'a' * 3_000}'/>", f"content='{'a' * 3_000}'")
    assert {str(key): value for key, value in rect.attrib.items()} == {"width": "9"}


@pytest.mark.parametrize("of", [10, 50, 100, 1000])
def test_people_stand_apart_in_rows_and_groups_within_their_drawing(of: int) -> None:
    picture = people.people(Share(1, of), rtl=False)
    found = re.findall(rb'd="M([\d.]+),([\d.]+)', picture.data)
    places = [(float(x), float(y)) for x, y in found]
    assert len(places) == of
    rows = {y: [x for x, at in places if at == y] for _, y in places}
    for row in rows.values():
        steps = {second - first for first, second in pairwise(row)}
        assert min(steps) == 10
        assert max(steps) == 13  # between groups
        assert max(row) + 10 <= picture.width + 3
