"""What is said where tags differ from those that a leaflet asks for, and which anchor a link leads to."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from press.checks.pdf.compare import Targets, by_first_words, differences, even_out, locate
from press.checks.pdf.content import Piece
from press.checks.pdf.paint import Point
from press.checks.pdf.tree import Destination, Element, collapsed, outline, standard


def tag(role: str, *kids: Element | str, page: int = 0, anchor: str = "", **attributes: str) -> Element:
    found = Element(role, attributes, list(kids), anchor)
    if page:
        found.first = Piece(page, None, None)
    return found


def told(wanted: Sequence[Element | str], found: Sequence[Element | str]) -> list[tuple[str, int, str, str]]:
    root = tag("", *found, page=1)
    return [(fault.rule, fault.page, fault.words, fault.message) for fault in differences(tag("", *wanted), root)]


@pytest.mark.parametrize(
    ("wanted", "found", "fault"),
    [
        (
            [tag("P", "Rest.")],
            [tag("H2", "Rest.", page=2)],
            ("tag-role", 2, "Rest.", "This is tagged H2 and should be P."),
        ),
        (
            [tag("H2", "Rest."), tag("P", "Go.")],
            [tag("H2", "Rest.", page=2), tag("P", "Gone.", page=3)],
            ("tag-text", 3, "Gone.", "The text is not the leaflet's: it reads “Gone.” and should read “Go.”."),
        ),
        (
            [tag("P", "Rest a while.")],
            [tag("P", "Rest awhile.")],
            (
                "tag-space",
                0,
                "Rest awhile.",
                "A space is missing, or one is too many: it reads “Rest awhile.” and should read “Rest a while.”.",
            ),
        ),
        (
            [tag("P", "Rest."), tag("P", "Go.")],
            [tag("P", "Rest.", page=2)],
            ("tag-missing", 1, "Go.", "The leaflet has this P, the tags do not."),
        ),
        (
            [tag("P", "Rest.")],
            [tag("P", "Rest.", page=2), tag("P", "Go.", page=3)],
            ("tag-extra", 3, "Go.", "The tags have this P, the leaflet does not."),
        ),
        (
            [tag("Sect", tag("P", "Rest."))],
            [tag("Sect", "loose ", tag("P", "Rest."), page=4)],
            ("tag-extra", 4, "loose", "The tags have this text, the leaflet does not."),
        ),
        (
            [tag("P", "One."), tag("H2", "Two."), tag("P", "Three.")],
            [tag("H2", "Two.", page=2), tag("P", "Three.", page=2), tag("P", "One.", page=4)],
            ("tag-order", 4, "One.", "This P is not where the leaflet has it."),
        ),
        (
            [tag("H2", "A"), tag("P", "Rest a while.")],
            [tag("H2", "A"), tag("P", "Rest ", page=2), tag("P", "a while.", page=3)],
            ("tag-split", 2, "Rest", "This is 2 tags P and should be 1."),
        ),
        (
            [tag("P", "Rest ", tag("Strong", "a while"), " now.")],
            [tag("P", "Rest ", tag("Strong", "a"), " while now.", page=2)],
            (
                "tag-span",
                2,
                "Rest a while now.",
                "“while now.” stands where “now.” should be: a tag holds other words than it should.",
            ),
        ),
        (
            [tag("P", tag("Strong", "Rest."))],
            [tag("P", "Rest.", page=2)],
            (
                "tag-span",
                2,
                "Rest.",
                "“Rest.” stands where “Rest.” should be: a tag holds other words than it should.",
            ),
        ),
        (
            [tag("Figure", Alt="A knee")],
            [tag("Figure", page=2, Alt="A hip")],
            ("tag-alt", 2, "A hip", "This Figure has the Alt “A hip” and should have “A knee”."),
        ),
        (
            [tag("Figure", Alt="A knee")],
            [tag("Figure", page=2)],
            ("tag-alt", 2, "Figure", "This Figure has no Alt and should have “A knee”."),
        ),
        (
            [tag("P", "Rest.")],
            [tag("P", "Rest.", page=2, Lang="cy")],
            ("tag-language", 2, "Rest.", "This P has the Lang “cy” and should have none."),
        ),
        (
            [tag("P", "Rest.")],
            [tag("P", "Rest.", page=2, Placement="Block")],
            ("tag-attribute", 2, "Rest.", "This P has the Placement “Block” and should have none."),
        ),
    ],
)
def test_each_difference_is_said_in_its_own_words(
    wanted: list[Element | str], found: list[Element | str], fault: tuple[str, int, str, str]
) -> None:
    assert fault in told(wanted, found)
    assert told(found, found) == []


def test_words_that_differ_are_told_once_and_what_stands_in_them_all_the_same() -> None:
    wanted = [tag("P", "Rest ", tag("Link", "a while", URI="https://a.example"), " now.")]
    found = [tag("P", "Rest ", tag("Link", "a long while", URI="https://b.example"), " now.", page=2)]
    assert [fault[0] for fault in told(wanted, found)] == ["tag-text", "tag-link"]


def test_of_equally_many_tags_that_differ_each_is_compared_with_its_own() -> None:
    wanted = [tag("P", "Rest."), tag("H2", "Go."), tag("P", "Walk.")]
    found = [tag("P", "Best."), tag("H3", "So."), tag("P", "Talk.")]
    assert [fault[0] for fault in told(wanted, found)] == ["tag-text", "tag-role", "tag-text", "tag-text"]


def test_a_namespace_that_is_another_is_told_by_both_names() -> None:
    wanted, found = tag("P", "Rest."), tag("P", "Rest.")
    wanted.namespace, found.namespace = "two", "one"
    assert told([wanted], [found])[0][3] == "The tag P is of namespace one and should be of two."


def test_what_is_parted_differently_and_says_something_else_is_no_split() -> None:
    wanted, found = [tag("P", "Rest a while.")], [tag("P", "Rest"), tag("P", "a long while.")]
    assert [fault[0] for fault in told(wanted, found)] == ["tag-text", "tag-extra"]
    empty = [tag("P")], [tag("P"), tag("P")]
    assert {fault[0] for fault in told(*empty)} == {"tag-extra"}


def at(x: float, y: float, page: int = 1, size: float = 10, *words: str) -> Element:
    """A section that begins with a letter whose upper left corner is here."""
    found = tag("Sect", *words)
    found.first = Piece(page, None, None, start=(x, y - size), size=size)
    return found


def named(where: Destination, rtl: bool = False, in_structure: bool = False, **located: Element) -> str:
    for number, element in enumerate(located.values(), 1):
        element.number = number
    return Targets(located, in_structure, rtl).name(where)


@pytest.mark.parametrize(
    ("point", "name"),
    [
        ((100, 500), "one"),
        ((159, 500), "one"),
        ((41, 500), "one"),
        ((160, 500), "?"),
        ((100, 559), "one"),
        ((100, 560), "?"),
        ((130, 529), "one"),
        ((130, 530), "?"),
        ((100, 490.1), "one"),
        ((100, 489.9), "?"),
    ],
)
def test_a_link_leads_to_what_begins_close_below_or_beside(point: Point, name: str) -> None:
    assert named(Destination(1, point), one=at(100, 500)) == name
    assert named(Destination(2, point), one=at(100, 500)) == "?"


def test_of_two_the_nearer_is_meant_and_one_above_is_far_away() -> None:
    assert named(Destination(1, (100, 500)), one=at(100, 480), two=at(100, 503)) == "two"
    assert named(Destination(1, (100, 500)), one=at(100, 480), two=at(100, 504)) == "one"


def test_where_lines_start_at_the_right_a_destination_may_be_far_to_the_left() -> None:
    assert named(Destination(1, (0, 500)), rtl=True, one=at(550, 500)) == "one"
    assert named(Destination(1, (0, 556)), rtl=True, one=at(550, 500)) == "one"
    assert named(Destination(1, (0, 558)), rtl=True, one=at(550, 500)) == "?"


@pytest.mark.parametrize(
    ("element", "in_structure", "name"),
    [
        (1, False, "one"),
        (0, False, "one"),
        (2, False, "one on the page, two in the tags"),
        (9, False, "one on the page, ? in the tags"),
        (0, True, "one on the page, ? in the tags"),
        (1, True, "one"),
    ],
)
def test_what_the_tags_say_of_a_destination_has_to_be_what_the_page_says(
    element: int, in_structure: bool, name: str
) -> None:
    where = Destination(1, (100, 500), element)
    assert named(where, in_structure=in_structure, one=at(100, 500), two=at(100, 200)) == name


def test_a_picture_begins_at_its_box_and_words_at_where_they_reach_furthest() -> None:
    boxed, wide = at(300, 300), at(300, 300)
    boxed.box = (100, 400, 200, 500)
    assert named(Destination(1, (100, 500)), one=boxed) == "one"
    assert wide.first
    wide.first.extent = (100, 290, 400, 300)
    assert named(Destination(1, (100, 300)), one=wide) == "one"
    assert named(Destination(1, (300, 300)), one=wide) == "?"
    assert named(Destination(1, (0, 0)), one=tag("Sect")) == "?"


def test_links_and_references_are_named_by_all_that_they_lead_to() -> None:
    link, entry = tag("Link", "there"), tag("TOCI")
    link.destinations = [Destination(1, (100, 500)), Destination(1, (100, 200)), Destination(1, (100, 500))]
    entry.references = [2, 1, 7]
    located = {"one": at(100, 500), "two": at(100, 200)}
    for number, element in enumerate(located.values(), 1):
        element.number = number
    Targets(located, in_structure=False).name_all(tag("", link, entry, tag("P")))
    assert (link.attributes, entry.attributes) == ({"Target": "one | two"}, {"Ref": "two | one | ?"})


def test_anchors_are_found_by_role_and_first_words() -> None:
    one, two = tag("Sect", tag("H2", "One"), anchor="one"), tag("Sect", tag("H2", "Two"), anchor="two")
    found = tag("", tag("Sect", tag("H2", "One")), tag("P", "x"), tag("Sect", tag("H2", "Two")))
    first, _, second = found.children
    assert locate(tag("", one, two), found) == {"one": first, "two": second}
    second.children[0].kids[:] = ["Too"]
    del second.children[0].text, second.children[0].words
    assert locate(tag("", one, two), found) == {"one": first, "two": second}
    assert by_first_words(found) == {"One": first, "Too": second}
    assert locate(tag("", one, two, tag("Sect", tag("H2", "Three"), anchor="three")), found) == {"one": first}


@pytest.mark.parametrize(("sign", "shown"), [("◦", "•"), (" - ", "•"), ("1.", "1."), ("Knee", "Knee")])
def test_all_signs_of_lists_are_one(sign: str, shown: str) -> None:
    label = tag("Lbl", sign)
    assert label.text == sign
    even_out(tag("L", tag("LI", label, tag("LBody", sign))))
    assert label.text == shown


def test_an_outline_shows_roles_attributes_and_words_level_by_level() -> None:
    figure = tag("Figure", "a label", Alt="A knee")
    assert list(outline(tag("Sect", tag("P", "Rest", ""), figure))) == [
        "Sect",
        "  P",
        "    'Rest'",
        "  Figure Alt='A knee'",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [(" a \t b\n", "a b"), ("a\r\nb", "a b"), ("a\N{NO-BREAK SPACE} b", "a\N{NO-BREAK SPACE} b"), ("a\fb", "a b")],
)
def test_white_space_is_one_space_but_for_what_may_not_break(text: str, shown: str) -> None:
    assert collapsed(text) == shown


def test_types_stand_for_others_until_one_is_known() -> None:
    chain = {f"T{number}": f"T{number + 1}" for number in range(20)} | {"T9": "H2", "P": "H1"}
    assert [standard(role, chain) for role in ("T0", "P", "X", "H6", "H7")] == ["H2", "P", "X", "H6", "H7"]
    assert standard("a", {"a": "b", "b": "a"}) in ("a", "b")
    longer = {f"T{number}": f"T{number + 1}" for number in range(10)} | {"T10": "H2"}
    assert standard("T1", longer) == "H2"
    assert standard("T0", longer) == "T10"
