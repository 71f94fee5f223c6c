"""What stands where on the pages that Typst set: of texts that are made up."""

from __future__ import annotations

import pytest

from press.writers.typeset.leaves import Leaf, _take, belong, elsewhere, over_each_other
from tests.pdf.test_typeset_text import only, text

LETTER = rb" 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm(\000\001)Tj"
"""One letter, a, of 10 points."""


def leaf(kind: str, *places: tuple[int, float, float], of: str = "", words: str = "") -> Leaf:
    """A leaf with letters on these pages, each so many points from the left and from below."""
    made = Leaf(kind, {"words": [{"t": words}]} if words else {}, ({"type": of},))
    for page, x, y in places:
        _take(made, text(only(LETTER), x=x, y=y), page)
    return made


@pytest.mark.parametrize(
    ("places", "fragments", "lines"),
    [
        (((1, 50, 100),), [(1, 50, 110, 100)], 1),
        (((1, 50, 100), (1, 60, 100)), [(1, 50, 110, 100)], 1),
        (((1, 50, 100), (1, 60, 104)), [(1, 50, 110, 100)], 1),  # raised
        (((1, 50, 100), (1, 50, 86)), [(1, 50, 110, 86)], 2),
        (((1, 50, 100), (1, 40, 86), (1, 45, 72)), [(1, 40, 110, 72)], 3),
        (((1, 50, 100), (1, 50, 110)), [(1, 50, 110, 100)], 2),  # no higher than a line
        (((1, 50, 100), (1, 300, 111)), [(1, 50, 110, 100), (1, 300, 121, 111)], 2),  # the next column
        (((1, 50, 100), (2, 50, 90)), [(1, 50, 110, 100), (2, 50, 100, 90)], 2),
    ],
)
def test_texts_are_lines_of_one_place_until_the_next_page_or_column(
    places: tuple[tuple[int, float, float], ...], fragments: list[tuple[int, float, float, float]], lines: int
) -> None:
    found = leaf("paragraph", *places)
    assert [(each.page, each.left, each.top, each.bottom) for each in found.fragments] == fragments
    assert found.count == lines
    assert found.pages == list(dict.fromkeys(page for page, *_ in places))
    assert "".join(each.text for each in found.fragments).replace(" ", "") == "a" * len(places)


@pytest.mark.parametrize(
    ("kind", "places", "following", "is_elsewhere", "over"),
    [
        ("paragraph", (1, 50, 100), ("paragraph", (1, 50, 80)), False, False),
        ("paragraph", (1, 50, 100), ("paragraph", (2, 50, 700)), True, False),
        ("paragraph", (1, 50, 100), ("paragraph", (1, 300, 700)), True, False),  # the next column
        ("paragraph", (1, 50, 100), ("paragraph", (1, 100, 700)), False, True),
        ("paragraph", (1, 50, 100), ("paragraph", (1, 101, 700)), True, False),
        ("paragraph", (1, 50, 100), ("paragraph", (1, 50, 95)), False, False),  # its top is at 105
        ("paragraph", (1, 50, 100), ("paragraph", (1, 50, 96)), False, True),
        ("cell", (1, 50, 100), ("cell", (1, 300, 100)), False, False),
        ("cell", (1, 50, 100), ("paragraph", (1, 300, 700)), False, False),
        ("paragraph", (1, 50, 100), ("cell", (1, 300, 700)), False, False),
        ("cell", (1, 50, 100), ("cell", (2, 50, 700)), True, False),
        ("name", (1, 50, 100), ("paragraph", (1, 300, 100)), False, False),  # beside it
        ("name", (1, 50, 100), ("paragraph", (1, 300, 110)), True, False),
    ],
)
def test_what_follows_stands_below_or_elsewhere_or_is_painted_over_it(
    kind: str,
    places: tuple[int, float, float],
    following: tuple[str, tuple[int, float, float]],
    is_elsewhere: bool,
    over: bool,
) -> None:
    before, after = leaf(kind, places), leaf(following[0], following[1])
    assert (elsewhere(before, after), over_each_other(before, after)) == (is_elsewhere, over)


def test_headings_names_captions_and_what_ends_in_a_colon_stand_with_what_follows() -> None:
    here = (1, 50, 100)
    after, heading = leaf("paragraph", here), leaf("heading", here)
    assert [belong(leaf(kind, here), after) for kind in ("heading", "name", "caption", "paragraph")] == [
        *(True, True, True, False),
    ]
    colon = leaf("paragraph", here, words="You need:")
    assert (belong(colon, after), belong(colon, heading)) == (True, False)
    assert not belong(leaf("cell", here, words="You need:"), after)


def test_what_is_of_a_figure_stands_with_it_and_not_with_what_comes_after_the_figure() -> None:
    here, figure = (1, 50, 100), {"type": "figure"}
    picture, caption, after = (
        Leaf(kind, {}, (holder,))
        for kind, holder in (("picture", figure), ("caption", figure), ("paragraph", {"type": "figure"}))
    )
    for each in (picture, caption, after):
        _take(each, text(only(LETTER), x=here[1], y=here[2]), here[0])
    assert (belong(picture, caption), belong(caption, after)) == (True, False)
