"""How much is just enough: each rule for letters and lines beside what was put on a page by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from press.checks.pdf.lines import Block
from press.checks.pdf.paint import BLACK, Box, Shape
from press.checks.pdf.printed import unknown
from press.checks.pdf.tree import Element
from tests.pdf.by_hand import block, broken, column, run, said, sheets

HOLDER = Element("Sect")
BODY = block(
    *(run("A long sentence of the body.", base=500 - 20 * at, width=200 + 9 * at) for at in range(4)), role="H2"
)
"""Words enough to be what is usual; a heading, so that nothing is said of their lines."""


# Letters


@pytest.mark.parametrize(("size", "words", "times"), [(11.96, "Rest.", 0), (11.94, "Rest.", 1), (6, "• –", 0)])
def test_type_may_be_as_small_as_the_least(size: float, words: str, times: int) -> None:
    assert broken(sheets(block(run(words, size=size))), "print-type-size", smallest=12) == times


def test_small_type_is_told_once_a_page_and_size() -> None:
    small = [run("one", size=9), run("two", size=9), run("three", size=8), run("four", size=9, page=2)]
    assert said(sheets(block(small[:3]), block(small[3])), "print-type-size", smallest=12) == [
        "1 onetwothree: Type of 9 pt: the least is 12 pt.",
        "1 onetwothree: Type of 8 pt: the least is 12 pt.",
        "2 four: Type of 9 pt: the least is 12 pt.",
    ]


@pytest.mark.parametrize(("size", "times"), [(9.76, 0), (9.74, 1), (12, 0), (4, 0)])
def test_type_may_be_a_little_smaller_than_the_body_and_is_told_once_a_size(size: float, times: int) -> None:
    body = column(["A long sentence of the body."] * 4)
    found = sheets(body, block(run(size=size)), block(run(size=size, page=2)))
    assert broken(found, "print-small-type") == times


@pytest.mark.parametrize(("size", "paper"), [(15.9, (210, 297)), (15.8, (0, 0))])
def test_what_nobody_knows_is_large_print_from_sixteen_points(size: float, paper: tuple[float, float]) -> None:
    standard = unknown(sheets(block(run(size=size))))
    assert (standard.paper, standard.columns) == (paper, int(any(paper)))


def test_the_body_is_what_most_running_text_has() -> None:
    title = block(run("A heading that is longer than all else that is said here", size=30), role="H1")
    assert sheets(title, block(run("Short", size=12)), block(run("Longer words", size=11))).body == 11
    assert sheets(title, block(run("Short", size=12), role="Caption")).body == 30
    assert sheets(block(run("  ", size=12)), block(run("A", size=9))).body == 9


@pytest.mark.parametrize(("words", "slanted", "times"), [("Rest.", True, 1), ("2026.", True, 0), ("Rest.", False, 0)])
def test_only_letters_can_be_italic(words: str, slanted: bool, times: int) -> None:
    assert broken(sheets(block([run("Never "), run(words, slanted=slanted)])), "print-italics") == times


LEVEL = (100.0, 698.0, 150.0, 699.0)
"""A line below a run of fifty points in ten-point type."""


@pytest.mark.parametrize(
    ("box", "times"),
    [
        (LEVEL, 1),
        ((100, 698, 150, 699.19), 1),
        ((100, 698, 150, 699.21), 0),
        ((100, 697.1, 150, 698), 1),
        ((100, 696.9, 150, 698), 0),
        ((100, 699.8, 150, 699.9), 1),
        ((100, 699.81, 150, 699.9), 0),
        ((90.1, 698, 150, 699), 1),
        ((89.9, 698, 150, 699), 0),
        ((100, 698, 159.9, 699), 1),
        ((100, 698, 160.1, 699), 0),
        ((100, 698, 130.1, 699), 1),
        ((100, 698, 129.9, 699), 0),
    ],
)
def test_words_are_underlined_by_a_thin_line_close_below_most_of_them(box: Box, times: int) -> None:
    assert broken(sheets(block(run()), shapes=[Shape(box, BLACK, 0)]), "print-underline") == times


def test_a_line_no_longer_than_a_letter_is_none() -> None:
    short = run("I", width=12)
    assert broken(sheets(block(short), shapes=[Shape((100, 698, 110, 699), BLACK, 0)]), "print-underline") == 0
    assert broken(sheets(block(short), shapes=[Shape((100, 698, 110.1, 699), BLACK, 0)]), "print-underline") == 1


def test_of_a_line_the_words_over_it_are_told_and_links_are_none() -> None:
    one, two = run("Never "), run("do this.", left=150)
    under = [Shape((150, 698, 200, 699), BLACK, 0), Shape((150, 697.5, 200, 698), BLACK, 0)]
    message = "Words are underlined that are no link."
    assert said(sheets(block([one, two]), shapes=under), "print-underline") == [f"1 do this.: {message}"]
    assert not said(sheets(block([one, two]), shapes=under, linked=[two]), "print-underline")
    assert not said(sheets(block([one, two]), shapes=[Shape(LEVEL, None, 0)]), "print-underline")


@pytest.mark.parametrize(("words", "times"), [("REST " * 5, 0), ("REST " * 5 + "A", 1), ("REST " * 9 + "a", 0)])
def test_twenty_letters_may_be_capitals(words: str, times: int) -> None:
    assert broken(sheets(block(run(words))), "print-capitals") == times


# Lines


def paragraph(starts: Sequence[float], ends: Sequence[float], **more: Any) -> Block:
    """Lines from and to these places."""
    lines = [
        run(f"line {at}", start, 700 - 14 * at, width=end - start, **more)
        for at, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    return block(*lines)


@pytest.mark.parametrize(
    ("starts", "ends", "how"),
    [
        ((100, 100, 100, 100), (300, 300, 300, 150), "justified"),
        ((100, 100.9, 100, 100), (300, 300, 300.5, 150), "justified"),
        ((100, 100, 100, 100), (300, 300, 300.7, 150), ""),
        ((100, 101.1, 100, 100), (300, 300, 300, 150), ""),
        ((100, 100, 100), (300, 300, 150), ""),
        ((100, 110, 120), (300, 290, 280), "centred"),
        ((100, 110, 120), (300, 290, 281.4), "centred"),
        ((100, 110, 120), (300, 290, 281.6), ""),
        ((100, 103.1), (300, 296.9), "centred"),
        ((100, 102.9), (300, 297.1), ""),
        ((100, 110, 120), (300, 300, 300.5), "set to the far side"),
        ((100, 110, 120), (300, 300, 300.7), ""),
        ((100,), (300,), ""),
    ],
)
def test_running_text_starts_at_one_side_and_ends_where_it_likes(
    starts: Sequence[float], ends: Sequence[float], how: str
) -> None:
    found = paragraph(starts, ends)
    wanted = [f"1 line 0: A paragraph is {how}."] if how else []
    assert said(sheets(found), "print-alignment") == wanted
    mirrored = paragraph([-end for end in ends], [-start for start in starts])
    mirrored.rtl = True
    assert said(sheets(mirrored, rtl=True), "print-alignment") == wanted


def test_lines_that_say_the_same_are_no_sign_of_justified_text() -> None:
    lines = [run("Rest.", base=700 - 14 * at, width=200) for at in range(4)]
    assert not said(sheets(block(*lines)), "print-alignment")


@pytest.mark.parametrize(("lines", "others", "times"), [(5, 2, 0), (6, 2, 1), (5, 1, 1), (4, 2, 0)])
def test_four_ragged_lines_may_end_at_one_place_where_most_paragraphs_do_not(
    lines: int, others: int, times: int
) -> None:
    even = paragraph([100] * lines, [300] * lines)
    ragged = [paragraph([100] * 5, [300, 280, 290, 260, 200]) for _ in range(others)]
    short = [paragraph([100] * 3, [300, 300, 200]) for _ in range(9)]
    assert broken(sheets(even, *ragged, *short), "print-alignment") == times


@pytest.mark.parametrize(("size", "times"), [(11.4, 1), (11.6, 0)])
def test_what_is_larger_than_the_body_may_stand_as_it_likes(size: float, times: int) -> None:
    body = column(["A long sentence of the body."] * 2, base=500)
    found = sheets(paragraph((100, 110, 120), (300, 290, 280), size=size), body)
    assert broken(found, "print-alignment") == times


@pytest.mark.parametrize(
    ("lengths", "size", "times"),
    [
        ((74, 75, 9), 10, 0),
        ((75, 75, 9), 10, 1),
        ((*[71] * 40, 9), 10, 0),
        ((*[72] * 40, 9), 10, 1),
        ((99, 99), 10, 0),
        ((99, 9, 9), 10, 0),
        ((99, 99, 9), 9.8, 1),
        ((99, 99, 9), 9.7, 0),
    ],
)
def test_lines_have_seventy_characters_on_average_but_for_the_last_and_for_chance(
    lengths: Sequence[int], size: float, times: int
) -> None:
    found = sheets(column(["x" * length for length in lengths], size=size), BODY, column(["y" * 300], base=100))
    assert broken(found, "print-line-length") == times


def test_of_long_lines_the_longest_of_each_page_is_told() -> None:
    lines = ["x" * 80, "y" * 90, "z" * 80, "end"]
    found = said(sheets(column(lines), column(lines, page=2)), "print-line-length")
    message = "Lines have 83 characters; 70 are the most that is read with ease."
    assert found == [f"{page} {'y' * 90}: {message}" for page in (1, 2)]


@pytest.mark.parametrize(("pitch", "times"), [(9.81, 0), (9.79, 1)])
def test_lines_stand_as_far_apart_as_their_letters_are_high(pitch: float, times: int) -> None:
    assert broken(sheets(column(["one", "two", "three"], pitch=pitch)), "print-line-spacing") == times
    large = block(run(base=700, size=9), run(base=700 - pitch))
    assert broken(sheets(large), "print-line-spacing") == times


def test_lines_of_two_columns_or_pages_are_not_compared() -> None:
    columns = block(run(base=100), run(base=700, left=300), run(base=690, left=300, page=2))
    assert not said(sheets(columns), "print-line-spacing")


@pytest.mark.parametrize(("gap", "times"), [(9.5, 0), (9.4, 1)])
def test_between_paragraphs_there_is_a_blank_line(gap: float, times: int) -> None:
    one = column(["one", "two"], holder=HOLDER)
    two = column(["three", "four"], base=700 - 14 - 14 - gap, holder=HOLDER)
    assert broken(sheets(one, two), "print-paragraph-spacing") == times


@pytest.mark.parametrize("words", ["خذ 5 mg", "خذ الآن"])
@pytest.mark.parametrize(("gap", "times"), [(8.1, 0), (7.9, 1)])
def test_beside_a_line_of_two_scripts_a_blank_line_is_a_little_less(words: str, gap: float, times: int) -> None:
    one = column(["one", "two"], holder=HOLDER)
    two = column([words, "four"], base=700 - 14 - 14 - gap, holder=HOLDER)
    assert broken(sheets(one, two), "print-paragraph-spacing") == times


@pytest.mark.parametrize(("gap", "times"), [(8.2, 0), (7.8, 1)])
def test_beside_lines_of_a_larger_size_it_is_measured_by_the_smaller(gap: float, times: int) -> None:
    one = block(run(base=700, size=15), run(base=679, size=15), holder=HOLDER)
    two = block(run(base=679 - 14 - gap, size=10), holder=HOLDER)
    assert broken(sheets(one, two), "print-paragraph-spacing") == times


def test_a_line_may_stand_out_by_a_space_of_its_size() -> None:
    for size, how in ((10, ["centred"]), (28, [])):
        lines = [run(base=700, left=104, width=192, size=size), run(base=650, left=100, width=200, size=size)]
        told = said(sheets(BODY, block(*lines)), "print-alignment")
        assert [words in str(told) for words in how] == [True] * len(how) and len(told) == len(how)


@pytest.mark.parametrize("before", ["Figure", "Caption", "P"])
def test_a_credit_stands_close_to_its_picture(before: str) -> None:
    picture = block(run(base=720), role=before, holder=Element("Sect"))
    one, two = column(["one", "two"], holder=HOLDER), column(["three", "four"], base=672, holder=HOLDER)
    assert broken(sheets(picture, one, two), "print-paragraph-spacing") == (before == "P")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"holder": None}, {"holder": None}),
        ({"holder": HOLDER}, {"holder": Element("Sect")}),
        ({"role": "H2", "holder": HOLDER}, {"holder": HOLDER}),
        ({"holder": HOLDER}, {"role": "H2", "holder": HOLDER}),
        ({"holder": (label := Element("LBody"))}, {"holder": label}),
        ({"holder": HOLDER}, {"holder": HOLDER, "page": 2}),
        ({"holder": HOLDER}, {"holder": HOLDER, "base": 800.0}),
    ],
)
def test_only_paragraphs_that_follow_each_other_need_one(one: dict[str, Any], two: dict[str, Any]) -> None:
    found = sheets(column(["one", "two"], **one), column(["three", "four"], **({"base": 672} | two)))
    assert not said(found, "print-paragraph-spacing")
