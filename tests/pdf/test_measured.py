"""How much is just enough: each rule for print beside lines that were put where they are by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from press.checks.pdf.content import Piece, Run
from press.checks.pdf.lines import ARTIFACT, Block, Line, Sheets
from press.checks.pdf.paint import BLACK, Box, Shape
from press.checks.pdf.printed import MILLIMETRE, Standard, faults, unknown
from press.checks.pdf.tree import Element

A4 = (0.0, 0.0, 210 * MILLIMETRE, 297 * MILLIMETRE)
GREY_4_48, GREY_4_54 = (0x77 / 255,) * 3, (0x76 / 255,) * 3
GREY_2_96, GREY_3_03 = (0x96 / 255,) * 3, (0x94 / 255,) * 3
HOLDER = Element("Sect")


def run(text: str = "Rest.", left: float = 100, base: float = 700, size: float = 10, **more: Any) -> Run:
    """Text of one size on a base line; as wide as five letters of ten where it is not said."""
    width, page = more.pop("width", 50.0), more.pop("page", 1)
    looks: dict[str, Any] = {"colour": BLACK, "order": 0, "slanted": False} | more
    return Run(page, text, (left, base), (left + width, base), size, **looks)


def block(*lines: Sequence[Run] | Run, role: str = "P", holder: Element | None = None) -> Block:
    rows = [[each] if isinstance(each, Run) else list(each) for each in lines]
    found = [Line(row[0].page, row) for row in rows]
    return Block(role, found, holder, [Piece(each.page, None, None) for each in found])


def column(texts: Iterable[str], base: float = 700, pitch: float = 14, **more: Any) -> Block:
    """A paragraph, its lines below each other."""
    role, holder = more.pop("role", "P"), more.pop("holder", None)
    lines = [run(text, base=base - pitch * at, **more) for at, text in enumerate(texts)]
    return block(*lines, role=role, holder=holder)


def sheets(*blocks: Block, shapes: Sequence[Shape] = (), linked: Iterable[Run] = (), **more: Any) -> Sheets:
    given: dict[str, Any] = {"papers": [A4, A4], "rtl": False} | more
    return Sheets(blocks=list(blocks), shapes={1: list(shapes)}, linked=frozenset(linked), **given)


def said(found: Sheets, rule: str, **standard: Any) -> list[str]:
    """What is said by a rule: pages, words and messages."""
    standard = {"smallest": 5} | standard
    return [
        f"{fault.page} {fault.words}: {fault.message}"
        for fault in faults(found, Standard(**standard))
        if fault.rule == rule
    ]


def broken(found: Sheets, rule: str, **standard: Any) -> int:
    return len(said(found, rule, **standard))


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
        ((100, 699.79, 150, 699.9), 1),
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
    [((70, 71, 9), 10, 0), ((71, 71, 9), 10, 1), ((99, 99), 10, 0), ((99, 9, 9), 10, 0), ((99, 99, 9), 9.7, 0)],
)
def test_lines_have_seventy_characters_on_average_but_for_the_last(
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


@pytest.mark.parametrize(("gap", "times"), [(9.6, 0), (9.4, 1)])
def test_between_paragraphs_there_is_a_blank_line(gap: float, times: int) -> None:
    one = column(["one", "two"], holder=HOLDER)
    two = column(["three", "four"], base=700 - 14 - 14 - gap, holder=HOLDER)
    assert broken(sheets(one, two), "print-paragraph-spacing") == times


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


# What must stay together


@pytest.mark.parametrize(
    ("before", "after", "split"),
    [
        ("Call 0808 800", "6000 today", "0808 800 6000"),
        ("Call +44 (0)20", "7946 0018 now", "+44 (0)20 7946 0018"),
        ("Call 12", "345 now", ""),
        ("Call 12", "3456 now", "12 3456"),
        ("We see you on 3", "June 2026.", "3 June 2026"),
        ("We see you on 3 June", "2026.", "3 June 2026"),
        ("We see you in June", "2026.", "June 2026"),
        ("In June 2026", "we see you.", ""),
        ("Take 25", "mg now", "25 mg"),
        ("Take 2.5", "ml now", "2.5 ml"),
        ("At 10:30", "am we start", "10:30 am"),
        ("Take 25", "magnets now", ""),
        ("Wait for 2", "hours", "2 hours"),
        ("Take 2 mg", "4 hours later", ""),
    ],
)
def test_numbers_and_what_belongs_to_them_stand_on_one_line(before: str, after: str, split: str) -> None:
    wanted = [f"1 {split}: “{split}” is split over two lines."] if split else []
    assert said(sheets(column([before, after])), "print-split") == wanted


def spaced(*texts: str) -> Block:
    return column([*(f"line {number} " for number in range(20)), *texts])


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("an electro", "chemotherapy"), "electrochemotherapy"),
        (("an electro ", "chemotherapy"), ""),
        (("an electro", " chemotherapy"), ""),
        (("an electro", "Chemotherapy"), ""),
        (("in 20", "days"), ""),
        (("one day", "2 hours"), ""),
    ],
)
def test_where_lines_keep_their_spaces_a_word_that_lacks_one_goes_on(texts: tuple[str, str], words: str) -> None:
    wanted = [f"1 {words}: “{words}” is split over two lines."] if words else []
    assert said(sheets(spaced(*texts)), "print-word-split") == wanted
    assert not said(sheets(block(*(run(text) for text in texts), role=ARTIFACT), spaced()), "print-word-split")


@pytest.mark.parametrize(
    ("elsewhere", "times"),
    [("An electrochemotherapy", 1), ("An electro chemotherapy", 0), ("An electrochemotherapy or electro", 1),
     ("An electrochemotherapy or electro and chemotherapy", 0)],
)  # fmt: skip
def test_where_they_do_not_a_word_is_split_that_stands_whole_elsewhere(elsewhere: str, times: int) -> None:
    found = sheets(column(["an electro", "chemotherapy"]), block(run(elsewhere)))
    assert broken(found, "print-word-split") == times


@pytest.mark.parametrize(
    ("texts", "elsewhere", "words"),
    [
        (("an electro-", "chemotherapy"), "", "electrochemotherapy"),
        (("an electro\N{HYPHEN}", "chemotherapy"), "", "electrochemotherapy"),
        (("the follow-", "up"), "A Follow-up", ""),
        (("stage 3-", "b"), "", ""),
        (("the NHS-", "Trust"), "", ""),
        (("at example.org/knee-", "replacement"), "", ""),
        (("to knee-me@example.org-", "uk"), "", ""),
        (("pain -", "or not"), "", ""),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_the_word_s_own(texts: tuple[str, str], elsewhere: str, words: str) -> None:
    found = sheets(column(texts), block(run(elsewhere)))
    wanted = [f"1 {words}: “{words}” is divided by a hyphen at the end of a line."] if words else []
    assert said(found, "print-hyphens") == wanted
    assert not said(found, "print-hyphens", compared=True)


def test_a_soft_hyphen_is_told_also_where_the_words_have_been_compared() -> None:
    assert broken(sheets(block(run("electro\N{SOFT HYPHEN}gene"))), "print-hyphens", compared=True) == 1


@pytest.mark.parametrize(
    ("role", "words", "follows", "told"),
    [
        ("H2", "Rest", "P", "A heading is parted from what it heads."),
        ("P", "Do this:", "Lbl", "A sentence is parted from its list."),
        ("P", "Do this:", "LBody", "A sentence is parted from its list."),
        ("P", "Do this:", "P", ""),
        ("P", "Do this.", "LI", ""),
        ("Figure", "", "Caption", "A caption is parted from its picture."),
        ("Figure", "", "P", "A caption is parted from its picture."),
        ("Caption", "A knee", "P", "A credit is parted from its picture."),
        ("P", "Rest.", "H2", ""),
        ("Figure", "", ARTIFACT, ""),
    ],
)
def test_what_belongs_together_stands_on_one_page_and_column(role: str, words: str, follows: str, told: str) -> None:
    first, standard = block(run(words, base=100), role=role), {"credit": "Credit:"}
    wanted = [told] if told else []
    for place in ({"page": 2}, {"left": 300.0}):
        found = sheets(first, block(run("Credit: us", **place), role=follows))
        assert [
            each.partition(": ")[2].rpartition(": ")[2] for each in said(found, "print-stranded", **standard)
        ] == wanted
    below = sheets(first, block(run("Credit: us", base=80), role=follows))
    assert not said(below, "print-stranded", **standard)


@pytest.mark.parametrize(("left", "base", "times"), [(150.1, 110.1, 1), (149.9, 700, 0), (300, 109.9, 0)])
def test_the_next_column_is_higher_and_far_to_the_side(left: float, base: float, times: int) -> None:
    found = sheets(block(run(base=100), role="H2"), block(run(left=left, base=base)))
    assert broken(found, "print-stranded") == times


# Paper


@pytest.mark.parametrize(
    ("size", "colour", "times"),
    [(17.9, GREY_4_48, 1), (17.9, GREY_4_54, 0), (18, GREY_2_96, 1), (18, GREY_3_03, 0), (14, None, 0)],
)
def test_letters_stand_out_and_large_ones_less(size: float, colour: Any, times: int) -> None:
    assert broken(sheets(block(run(size=size, colour=colour))), "print-contrast") == times
    assert broken(sheets(block(run("• ", size=size, colour=colour))), "print-contrast") == 0


@pytest.mark.parametrize(
    ("box", "times"),
    [
        ((102.4, 702, 102.6, 704), 1),
        ((124.9, 702, 125.1, 704), 1),
        ((147.4, 702, 147.6, 704), 1),
        ((102.6, 702, 124.9, 704), 0),
        ((100, 700, 150, 702.9), 0),
        ((100, 703.1, 150, 710), 0),
    ],
)
def test_what_is_under_letters_is_looked_for_at_both_ends_and_in_the_middle(box: Box, times: int) -> None:
    dark, picture = Shape(box, (0.1, 0.1, 0.1), 0), Shape(box, None, 0)
    assert broken(sheets(block(run()), shapes=[dark]), "print-contrast") == times
    middle = box[0] <= 125 <= box[2] and times
    assert broken(sheets(block(run()), shapes=[picture]), "print-over-picture") == middle
    assert broken(sheets(block(run(), role="Figure"), shapes=[picture]), "print-over-picture") == 0
    assert broken(sheets(block(run(" ")), shapes=[picture]), "print-over-picture") == 0


@pytest.mark.parametrize(
    ("left", "base", "told"),
    [
        (13.7, 700, ""),
        (13.6, 700, "4.8"),
        (-14.1, 700, "-5.0"),
        (-14.2, 700, ""),
        (A4[2] - 50 - 13.7, 700, ""),
        (A4[2] - 50 - 13.6, 700, "4.8"),
        (100, 13.7 + 2, ""),
        (100, 13.6 + 2, "4.8"),
        (100, A4[3] - 13.7 - 7, ""),
        (100, A4[3] - 13.6 - 7, "4.8"),
    ],
)
def test_text_keeps_five_millimetres_from_each_edge_and_is_told_once_a_page(
    left: float, base: float, told: str
) -> None:
    shifted = [(5.0, 7.0, A4[2] + 5, A4[3] + 7)] * 2
    lines = [run(left=left + 5, base=base + 7), run(left=left + 5, base=base + 7, page=2)]
    found = sheets(block(*lines), block(*lines), papers=shifted)
    message = f"Text is {told} mm from the edge of the paper, below 5 mm."
    assert said(found, "print-edge") == ([f"{page} Rest.: {message}" for page in (1, 2)] if told else [])


@pytest.mark.parametrize(
    ("lefts", "width", "columns", "times"),
    [
        ((50, 250), 100, 1, 1),
        ((50, 250), 100, 2, 0),
        ((50, 250), 100, 0, 0),
        ((50, 120), 100, 1, 0),
        ((50, 250), 79, 1, 0),
        ((50, 250, 440), 100, 2, 1),
        ((50, 100, 170), 90, 1, 0),
    ],
)
def test_columns_are_counted_side_by_side(lefts: Sequence[float], width: float, columns: int, times: int) -> None:
    found = [column(["one", "two"], left=left, width=width) for left in lefts]
    single = column(["one"], left=500, width=90)
    assert broken(sheets(*found, single), "print-columns", columns=columns) == times


@pytest.mark.parametrize(("width", "height", "times"), [(210.9, 296.1, 0), (211.1, 297, 1), (210, 295.9, 1)])
def test_paper_may_be_a_millimetre_larger_or_smaller(width: float, height: float, times: int) -> None:
    box = (10.0, 20.0, 10 + width * MILLIMETRE, 20 + height * MILLIMETRE)
    found = sheets(block(run()), papers=[box, box])
    assert broken(found, "print-page-size", paper=(210, 297)) == times
    assert broken(found, "print-page-size", paper=(0, 297)) == 1
    assert broken(found, "print-page-size") == 0
