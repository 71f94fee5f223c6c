"""What Typst writes is read as it is, and what it does not write is refused."""

from __future__ import annotations

import pytest

from press.writers.typeset.objects import Unreadable, objects
from press.writers.typeset.shapes import Shapes
from press.writers.typeset.text import Font, Glyphs, Text, goes_on, shown_in, take_over, text_of, unescaped

FONT = Font(
    b"Inter", 7, 9, {1: "a", 2: "b", 3: "(", 40: "c", 41: "d", 10: "e"}, {1: 500, 2: 600, 40: 300, 41: 300, 10: 200}
)
FONTS = {b"f0": FONT}


def only(content: bytes) -> Glyphs:
    (shown,) = shown_in(content, FONTS)
    return shown


def text(*shown: Glyphs, x: float = 0, y: float = 0) -> Text:
    return Text(x, y, 0, 16, b"", b"", list(shown), text_of(list(shown)), max(part.end for part in shown))


@pytest.mark.parametrize(
    ("shown", "says", "end"),
    [
        (rb"(\000\001\000\002)Tj", "ab", 11),
        (rb"[(\000\001)100(\000\002)]TJ", "ab", 10),
        (rb"[(\000\001)-50 -50(\000\002)]TJ", "ab", 12),
        (rb"(\000(\000))Tj", "cd", 6),
        (rb"[(\000))14.6(\000()]TJ", "dc", 5.854),
        (rb"(\000\n)Tj", "e", 2),
        (rb"(\000\012)Tj", "e", 2),
    ],
)
def test_glyphs_are_read_from_strings_in_which_brackets_stand_bare(shown: bytes, says: str, end: float) -> None:
    glyphs = only(b" 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm" + shown)
    assert glyphs.text == says
    assert glyphs.end == pytest.approx(end)


def test_an_actual_text_is_what_all_in_it_says() -> None:
    first, second = rb"1 0 0 -1 0 0 Tm(\000\001)Tj", rb"1 0 0 -1 5 2 Tm(\000\002)Tj"
    glyphs = only(rb"/Span<</ActualText<FEFF00780079>>>BDC 0 Tr/f0 10 Tf " + first + b" " + second + b" EMC")
    assert glyphs.text == "xy"
    assert [(glyph.x, glyph.y) for glyph in glyphs.glyphs] == [(0, 0), (5, -2)]


def test_an_actual_text_in_letters_is_read() -> None:
    assert only(rb"/Span<</ActualText(g\))>>BDC 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm(\000\001)Tj EMC").text == "g)"


def test_what_runs_from_right_to_left_is_read_from_there() -> None:
    glyphs = only(rb"/ReversedChars BMC 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm(\000\001\000\002)Tj EMC")
    assert glyphs.turned
    assert glyphs.text == "ba"


def test_what_nobody_wrote_is_left_out_of_a_text() -> None:
    font = Font(b"Inter", 7, 9, {1: "a\u202c", 2: "b\u00ad"}, {1: 500, 2: 600})
    shown = list(shown_in(rb" 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm(\000\001\000\002)Tj", {b"f0": font}))
    assert text_of(shown) == "ab"


@pytest.mark.parametrize(
    "content",
    [
        rb" 0 Tr/f1 10 Tf 1 0 0 -1 0 0 Tm(\000\001)Tj",
        rb" 0 Tr 1 0 0 -1 0 0 Tm(\000\001)Tj",
        rb" 0 Tr/f0 10 Tf 2 0 0 -1 0 0 Tm(\000\001)Tj",
        rb" 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm(\000\001)'",
    ],
)
def test_what_is_written_otherwise_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        list(shown_in(content, FONTS))


def test_a_cluster_in_groups_of_its_own_is_made_one() -> None:
    base, mark = (
        only(rb"/Span<</ActualText<FEFF00780079>>>BDC 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm(\000%b)Tj EMC" % code)
        for code in (rb"\001", rb"\002")
    )
    first, second = text(base, x=10, y=100), text(mark, x=12, y=104)
    assert goes_on(first, second, parted=False)
    assert not goes_on(first, text(mark, x=15, y=100), parted=False)
    take_over(first, second)
    assert (second.shown, second.text) == ([], "")
    assert first.text == "xy"
    assert [(glyph.x, glyph.y) for glyph in first.shown[-1].glyphs] == [(0, 0), (2, 4)]


def test_of_a_text_that_goes_on_with_others_its_first_cluster_alone_is_taken_over() -> None:
    (first,), (rest,) = (
        list(shown_in(rb" 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm" + codes, FONTS))
        for codes in (rb"(\000\001\000\002)Tj", rb"(\000\002\000\001\000\001)Tj")
    )
    before, after = text(first, x=10, y=100), text(rest, x=30, y=100)
    take_over(before, after)
    assert ([part.text for part in before.shown], after.text) == (["a", "b"], "aa")
    assert [(glyph.number, glyph.x) for glyph in before.shown[-1].glyphs] == [(2, 5), (2, 20)]


def test_objects_are_read_one_after_the_other_and_in_no_other_order() -> None:
    stream = b"<</Length 9>>\nstream\n\nendobj \n\nendstream"
    pdf = b"%PDF-1.7\n%\x80\n\n1 0 obj\n" + stream + b"\nendobj\n2 0 obj\nnull\nendobj\nxref\n"
    assert [raw.content for raw in objects(pdf)] == [stream, b"null"]
    with pytest.raises(Unreadable):
        objects(pdf.replace(b"2 0 obj", b"3 0 obj"))


def test_a_line_that_needs_nothing_is_shown_as_it_was_written() -> None:
    content = rb" 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm(\000\001)Tj"
    line = Text(0, 0, 0, 16, b"", content, [only(content)], "a", 5)
    assert Shapes(lambda font: 1000).shown(line) == content


def test_each_letter_of_a_cluster_is_said_by_a_glyph_of_its_own() -> None:
    shapes = Shapes(lambda font: 1000)
    line = text(only(rb"/Span<</ActualText<FEFF00780079>>>BDC 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm(\000\001)Tj EMC"))
    assert b"<0001>" in shapes.shown(line)
    assert list(shapes.made[7].clusters.says.values()) == ["x", "y"]


def test_two_letters_in_one_glyph_are_said_one_by_one_where_they_run_from_right_to_left() -> None:
    font = Font(b"Vazirmatn", 8, 9, {1: "\u0644\u0627"}, {1: 600})
    (glyphs,) = shown_in(rb" 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm(\000\001)Tj", {b"f0": font})
    shapes = Shapes(lambda font: 1000)
    line = text(glyphs)
    assert not line.turned
    assert b"<0001>" in shapes.shown(line)
    assert list(shapes.made[8].clusters.says.values()) == ["\u0644", "\u0627"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (rb"\000A\377", b"\0A\xff"),
        (rb"\(2\) or \\n\n", b"(2) or \\n\n"),
        (rb"\\(2", b"\\(2"),
        (rb"\x41\v\"", b'x41v"'),  # what means nothing stands for itself
        (b"\xe9\\0533", b"\xe9+3"),
    ],
)
def test_a_string_of_typst_says_what_it_says_to_every_reader(written: bytes, said: bytes) -> None:
    assert unescaped(written) == said
