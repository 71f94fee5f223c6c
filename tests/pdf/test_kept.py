"""What is just still together, and just clear of edges and pictures, of what was put on a page by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from press.checks.pdf.lines import ARTIFACT, Block
from press.checks.pdf.paint import Box, Shape
from press.checks.pdf.printed import MILLIMETRE
from press.checks.pdf.tree import Element
from tests.pdf.by_hand import A4, block, broken, column, run, said, sheets

GREY_4_48, GREY_4_54 = (0x77 / 255,) * 3, (0x76 / 255,) * 3
GREY_2_96, GREY_3_03 = (0x96 / 255,) * 3, (0x94 / 255,) * 3

# What must stay together


@pytest.mark.parametrize(
    ("before", "after", "split"),
    [
        ("Call 0808 800", "6000 today", "0808 800 6000"),
        ("Call +44 (0)20", "7946 0018 now", "+44 (0)20 7946 0018"),
        ("Call 012", "34 now", ""),
        ("Call 12", "345 now", "12 345"),
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
        ("1" * 40 + " 12", "3456 now", "1" * 40 + " 12 3456"),
        ("Take 375–", "500 mg now", "375–500 mg"),
        ("Take 5 mg/", "kg now", "5 mg/kg"),
        ("Take 1½", "tablets now", "1½ tablets"),
        ("Call if it is ≤", "30 now", "≤ 30"),
        ("Take up to", "20 mg now", "up to 20 mg"),
        ("It helps 10", "000 of them", "10 000"),
        ("It costs £", "9.90 now", "£ 9.90"),
        ("It costs 5", "– and more", ""),
    ],
)
def test_numbers_and_what_belongs_to_them_stand_on_one_line(before: str, after: str, split: str) -> None:
    wanted = [f"1 {split}: “{split}” is split over two lines."] if split else []
    assert said(sheets(wide(before, after)), "print-split") == wanted


def wide(*texts: str) -> Block:
    """A paragraph in a column that has room for anything."""
    return block(
        *(run(text, base=700 - 14 * at, width=10.0 * len(text)) for at, text in enumerate(texts)),
        run("-" * 90, base=500, width=900),
    )


@pytest.mark.parametrize(("compared", "times"), [(True, 1), (False, 0)])
def test_the_noun_of_a_number_counts_where_the_words_are_known(compared: bool, times: int) -> None:
    assert broken(sheets(wide("It helps 10 000", "people now")), "print-split", compared=compared) == times


@pytest.mark.parametrize(("width", "times"), [(27.0, 0), (33.0, 1)])
def test_a_quantity_that_no_line_has_room_for_may_be_split(width: float, times: int) -> None:
    lines = [
        run(text, base=700 - 14 * at, width=10.0 * len(text))
        for at, text in enumerate(("up to 100", "micrograms/kg/day"))
    ]
    found = sheets(block(*lines, run("x" * int(width), base=600, width=width * 10)))
    assert broken(found, "print-split") == times


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
    ("texts", "hyphen", "told"),
    [
        (("an", "electro", "chemotherapy for you"), True, False),
        (("an", "electro", "chemotherapy for you"), False, True),
        (("an electro", "chemotherapy for you"), True, True),
        (("an", "electro", "gen for all of you and the rest"), True, True),
    ],
)
def test_a_word_longer_than_a_line_may_be_divided_by_a_hyphen_that_is_no_part_of_it(
    texts: tuple[str, ...], hyphen: bool, told: bool
) -> None:
    lines = [run(f"{text} "[: None if text != texts[-2] else -1], base=500 - 14 * at, width=5.0 * len(text))
             for at, text in enumerate(texts)]  # fmt: skip
    sign = run("\N{HYPHEN}", left=100 + 5.0 * len(texts[-2]), base=lines[-2].start[1], width=4.0)
    other = block(run("elsewhere ", base=100), *(run("line ", base=90 - at) for at in range(30)))
    found = sheets(block(*lines), block(sign, role=ARTIFACT) if hyphen else other, other)
    assert bool(said(found, "print-word-split")) is told


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


def test_the_caption_of_a_table_is_not_that_of_the_picture_before_it() -> None:
    caption = block(run("Doses", page=2), role="Caption")
    caption.holder = Element("Table")
    assert not said(sheets(block(run("", base=100), role="Figure"), caption), "print-stranded")


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
    assert broken(sheets(block([run(size=size, colour=colour)] * 2)), "print-contrast") == times
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


def test_a_column_is_as_wide_as_its_widest_line() -> None:
    spans = ((50, 90), (250, 150), (260, 85), (350, 85))
    found = sheets(*(column(["one", "two"], left=left, width=width) for left, width in spans))
    assert broken(found, "print-columns", columns=2) == 0
    assert broken(found, "print-columns", columns=1) == 1


@pytest.mark.parametrize(("width", "height", "times"), [(210.9, 296.1, 0), (211.1, 297, 1), (210, 295.9, 1)])
def test_paper_may_be_a_millimetre_larger_or_smaller(width: float, height: float, times: int) -> None:
    box = (10.0, 20.0, 10 + width * MILLIMETRE, 20 + height * MILLIMETRE)
    found = sheets(block(run()), papers=[box, box])
    assert broken(found, "print-page-size", paper=(210, 297)) == times
    assert broken(found, "print-page-size", paper=(0, 297)) == 1
    assert broken(found, "print-page-size") == 0
