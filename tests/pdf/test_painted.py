"""What a content stream paints: where, how large, in which colour, and marked as what."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from press.checks.pdf import fonts
from press.checks.pdf.content import Excessive, Pages, Run
from press.checks.pdf.paint import BLACK, Box, Colour, Point

SQUARE = ((0, 0), (10, 0), (10, 10), (0, 10))


def painted(stream: str, form: str = "", **resources: Any) -> Pages:
    """One page with a font F, in which A moves on by 500 and B by 1,000; with a form /X, if there is one."""
    document = pikepdf.new()
    page = document.add_blank_page()
    font = Dictionary(Subtype=Name.Type1, BaseFont=Name.Knee, FirstChar=1, Widths=Array([500, 1000] * 33))
    font.ToUnicode = document.make_stream(b"2 beginbfchar <41> <0041> <42> <0042> <01> <0041> endbfchar")
    page.Resources = Dictionary(Font=Dictionary(F=document.make_indirect(font)), **resources)
    if form:
        inner = document.make_stream(form.encode(), Subtype=Name.Form, Matrix=Array([1, 0, 0, 1, 100, 0]))
        page.Resources.XObject = Dictionary(X=inner)
    page.Contents = document.make_stream(stream.encode())
    return Pages(list(document.pages))


def runs(stream: str, form: str = "", **resources: Any) -> list[Run]:
    return [run for piece in painted(stream, form, **resources).pieces for run in piece.runs]


@pytest.mark.parametrize(
    ("stream", "start", "end"),
    [
        ("100 700 Td (AB) Tj", (100, 700), (115, 700)),
        ("100 700 Td 5 -14 Td (A) Tj", (105, 686), (110, 686)),
        ("100 700 TD <4142> Tj", (100, 700), (115, 700)),
        ("1 0 0 1 30 40 Tm (B) Tj", (30, 40), (40, 40)),
        ("9 9 Td 1 0 0 1 30 40 Tm (B) Tj", (30, 40), (40, 40)),
        ("2 0 0 3 30 40 Tm (A) Tj", (30, 40), (40, 40)),
        ("2 0 0 3 30 40 Tm 1 1 Td (A) Tj", (32, 43), (42, 43)),
        ("0 1 -1 0 30 40 Tm (A) Tj", (30, 40), (30, 45)),
        ("100 0 Td [(A) -200 (B)] TJ", (100, 0), (117, 0)),
        ("100 0 Td [(A) -200 (B) 50.5] TJ", (100, 0), (116.495, 0)),
        ("100 0 Td [<01> -200 <02> 50.5] TJ", (100, 0), (116.495, 0)),
        ("100 0 Td [100 (A)] TJ", (99, 0), (104, 0)),
        ("100 0 Td [100 20 (A)] TJ", (98.8, 0), (103.8, 0)),
        ("100 0 Td [100 20 <01> 5] TJ", (98.8, 0), (103.75, 0)),
        ("100 0 Td <0102> Tj", (100, 0), (115, 0)),
    ],
)
def test_text_starts_and_ends_where_its_matrices_and_widths_say(stream: str, start: Point, end: Point) -> None:
    (run,) = runs(f"BT /F 10 Tf {stream} ET")
    assert run.start == pytest.approx(start)
    assert run.end == pytest.approx(end)


def test_text_goes_on_where_the_last_has_ended_and_anew_with_each_object() -> None:
    shown = runs("BT /F 10 Tf (A) Tj (B) Tj 0 9 Td (A) Tj ET BT (A) Tj ET")
    assert [run.start for run in shown] == [(0, 0), (5, 0), (0, 9), (0, 0)]
    assert [(run.text, run.order, run.page) for run in shown] == [("A", 0, 1), ("B", 1, 1), ("A", 2, 1), ("A", 3, 1)]


def test_what_is_moved_and_turned_and_saved_moves_text() -> None:
    shown = runs("q 2 0 0 2 10 20 cm 1 0 0 1 5 0 cm BT /F 10 Tf (A) Tj ET Q BT /F 5 Tf (A) Tj ET Q BT (A) Tj ET")
    assert [(run.start, run.end, run.size) for run in shown] == [
        ((20, 20), (30, 20), 20),
        ((0, 0), (2.5, 0), 5),
        ((0, 0), (2.5, 0), 5),
    ]


@pytest.mark.parametrize(
    ("matrix", "size"), [("1 0 0 1", 10), ("2 0 0 3", 30), ("1 0 0 -1", 10), ("0 2 -1 0", 20), ("0 -2 1 0", 20)]
)
def test_type_is_as_high_as_its_matrix_makes_it(matrix: str, size: float) -> None:
    assert runs(f"BT /F 10 Tf {matrix} 0 0 Tm (A) Tj ET")[0].size == size


@pytest.mark.parametrize(
    ("matrix", "slanted"),
    [
        ("1 0 0 1", False),
        ("1 0 0.11 1", True),
        ("1 0 0.09 1", False),
        ("1 0 -0.3 1", True),
        ("1 0 0.11 2", False),
        ("1 0.01 0.3 1", False),
        ("1 0.005 0.3 1", True),
        ("1 0 0.009 0.01", False),
        ("0 1 -1 0", False),
    ],
)
def test_letters_lean_where_only_their_height_is_pushed(matrix: str, slanted: bool) -> None:
    assert runs(f"BT /F 10 Tf {matrix} 0 0 Tm (A) Tj ET")[0].slanted is slanted


@pytest.mark.parametrize(
    ("looks", "colour"),
    [
        ("", BLACK),
        ("0.5 g", (0.5, 0.5, 0.5)),
        ("1 0 0 rg", (1, 0, 0)),
        ("1 0 0 0 k", (0, 1, 1)),
        ("1 0 0 rg q 0.5 g Q", (1, 0, 0)),
        ("1 0 0 rg /DeviceGray cs", BLACK),
        ("/DeviceRGB cs 0 1 0 sc", (0, 1, 0)),
        ("/DeviceRGB cs 0 1 0 scn", (0, 1, 0)),
        ("/P cs /A scn", None),
        ("3 Tr", None),
        ("3 Tr 0 Tr", BLACK),
        ("3 Tr 1 0 0 rg", None),
    ],
)
def test_text_has_the_colour_that_was_set_last(looks: str, colour: Colour | None) -> None:
    space = Dictionary(P=Array([Name.Pattern]))
    assert runs(f"{looks} BT /F 10 Tf (A) Tj ET", ColorSpace=space)[0].colour == colour


def boxes(stream: str, form: str = "", **resources: Any) -> list[tuple[Box, bool, int]]:
    """The box of each shape, whether it fills it, and how many outlines it has."""
    shapes = painted(stream, form, **resources).shapes.get(1, [])
    return [(shape.box, not shape.stroked, len(shape.outlines)) for shape in shapes]


@pytest.mark.parametrize(
    ("stream", "found"),
    [
        ("10 20 30 40 re f", [((10, 20, 40, 60), True, 0)]),
        ("2 0 0 2 1 1 cm 10 20 30 40 re f*", [((21, 41, 81, 121), True, 0)]),
        ("10 20 30 40 re S", [((10, 20, 40, 60), False, 0)]),
        ("10 20 30 40 re n", []),
        ("f", []),
        ("0 0 m 10 0 l 5 10 l h f", [((0, 0, 10, 10), True, 1)]),
        ("0 0 m 10 0 l 10 10 l 0 10 l h B", [((0, 0, 10, 10), True, 0)]),
        ("0 0 10 10 re 2 2 3 3 re f", [((0, 0, 10, 10), True, 2)]),
        ("0 0 m 0 10 10 10 10 0 c f", [((0, 0, 10, 7.5), True, 1)]),
        ("10 20 m 10 30 20 30 20 20 c f", [((10, 20, 20, 27.5), True, 1)]),
        ("0 0 m 0 10 10 10 v f", [((0, 0, 10, 10), True, 1)]),
        ("0 0 m 0 10 10 0 y f", [((0, 0, 10, 4.21875), True, 1)]),
        ("5 5 l 9 9 l s", [((5, 5, 9, 9), False, 0)]),
        ("0 0 5 5 re W n 2 3 10 10 re f 1 1 2 2 re f", [((2, 3, 5, 5), True, 0), ((1, 1, 3, 3), True, 0)]),
        ("q 0 0 5 5 re W* n Q 2 3 10 10 re f", [((2, 3, 12, 13), True, 0)]),
        ("0 0 5 5 re W n 2 2 9 9 re W n 0 0 9 9 re f", [((2, 2, 5, 5), True, 0)]),
        ("0 0 5 5 re f 0 0 1 1 re f", [((0, 0, 5, 5), True, 0), ((0, 0, 1, 1), True, 0)]),
    ],
)
def test_shapes_cover_the_boxes_of_their_paths_within_what_cuts_them(
    stream: str, found: list[tuple[Box, bool, int]]
) -> None:
    assert boxes(stream) == found


def test_shapes_know_their_colour_how_much_shows_through_and_what_text_was_before() -> None:
    states = Dictionary(G=Dictionary(ca=0.5), H=Dictionary())
    stream = "1 0 0 rg 0 0 9 9 re f BT /F 9 Tf (A) Tj (B) Tj ET /G gs 0 0 9 9 re f /H gs /S sh 0 0 9 9 re sh"
    shapes = painted(stream, ExtGState=states).shapes[1]
    assert [(shape.colour, shape.alpha, shape.order) for shape in shapes] == [
        ((1, 0, 0), 1, 0),
        ((1, 0, 0), 0.5, 2),
        (None, 0.5, 2),
    ]


def test_a_form_is_painted_where_it_stands_with_what_is_set_around_it() -> None:
    stream = "q 2 0 0 2 0 0 cm 1 0 0 rg /X Do Q BT /F 10 Tf (A) Tj ET"
    form = "BT /F 10 Tf (B) Tj ET 0 0 5 5 re f 9 9 9 9 re W n"
    inner, outer = runs(stream, form)
    assert (inner.start, inner.end, inner.size, inner.colour) == ((200, 0), (220, 0), 20, (1, 0, 0))
    assert (outer.start, outer.colour, outer.order) == ((0, 0), BLACK, 1)
    assert boxes(stream, form) == [((200, 0, 210, 10), True, 0)]


def test_forms_within_forms_and_things_to_paint_have_a_limit() -> None:
    with pytest.raises(Excessive, match="more than 50 pictures are painted within each other"):
        painted("/X Do", "/X Do")
    assert painted("q Q " * 1000)
    with pytest.raises(Excessive, match="it paints more than 1,000,000 things"):
        painted("/X Do " * 500, "q Q " * 1000)


@pytest.mark.parametrize(
    ("stream", "pieces", "faults"),
    [
        ("/P <</MCID 3>> BDC (A) Tj EMC", [(3, None, "A")], []),
        ("/Artifact BMC (A) Tj EMC", [(None, ("", ""), "A")], []),
        (
            "/Artifact <</Type /Pagination /Subtype /Footer>> BDC (A) Tj EMC",
            [(None, ("Pagination", "Footer"), "A")],
            [],
        ),
        ("(A) Tj", [(None, None, "A")], []),
        ("/Span BMC (A) Tj EMC", [(None, None, "A")], []),
        ("/P <</MCID 3>> BDC (A) Tj /Span BMC (B) Tj EMC (A) Tj EMC", [(3, None, "ABA")], []),
        ("/P /M BDC (A) Tj EMC", [(7, None, "A")], []),
        (
            "/P <</MCID 3>> BDC (A) Tj EMC (B) Tj /P <</MCID 4>> BDC (A) Tj EMC",
            [(3, None, "A"), (None, None, "B"), (4, None, "A")],
            [],
        ),
        (
            "/P <</MCID 3>> BDC /P <</MCID 4>> BDC (A) Tj EMC EMC",
            [(3, None, ""), (4, None, "A")],
            ["Marked content stands inside other marked content."],
        ),
        (
            "/Artifact BMC /P <</MCID 4>> BDC (A) Tj EMC EMC",
            [(None, ("", ""), ""), (4, None, "A")],
            ["Marked content stands inside other marked content."],
        ),
        ("/P <</MCID 3>> BDC (A) Tj", [(3, None, "A")], ["Marked content is opened and never closed."]),
        ("(A) Tj EMC", [(None, None, "A")], ["Marked content is closed and was never opened."]),
    ],
)
def test_what_is_painted_belongs_to_what_it_is_marked_as(
    stream: str, pieces: list[tuple[int | None, tuple[str, str] | None, str]], faults: list[str]
) -> None:
    pages = painted(f"BT /F 10 Tf {stream} ET", Properties=Dictionary(M=Dictionary(MCID=7)))
    assert [(each.key and each.key[1], each.artifact, each.text) for each in pages.pieces] == pieces
    assert [(fault.rule, fault.page, fault.message) for fault in pages.faults] == [
        ("tag-content", 1, message) for message in faults
    ]


def test_text_without_a_font_is_a_fault_and_no_text() -> None:
    pages = painted("BT (A) Tj ET")
    assert [fault.message for fault in pages.faults] == ["Text is painted without a font."]
    assert not pages.pieces


def test_a_form_is_marked_as_what_is_around_it() -> None:
    marked = painted("/P <</MCID 3>> BDC /X Do EMC", "BT /F 10 Tf (A) Tj ET")
    assert [(piece.key and piece.key[1], piece.text, piece.drawn) for piece in marked.pieces] == [(3, "A", True)]
    loose = painted("/X Do", "BT /F 10 Tf (A) Tj ET")
    assert [(piece.key, piece.text, piece.drawn) for piece in loose.pieces] == [(None, "A", False)]
    own = painted("/X Do", "/P <</MCID 5>> BDC BT /F 10 Tf (A) Tj ET EMC")
    ((stream, number),) = [piece.key for piece in own.pieces if piece.key]
    assert number == 5
    assert stream not in (0, 3)


@pytest.mark.parametrize(
    ("stream", "drawn", "points"),
    [
        ("BT /F 10 Tf (A) Tj ET", False, []),
        ("5 6 9 9 re f", True, [(5, 6)]),
        ("0 0 1 1 re 5 6 9 9 re S", True, [(0, 0), (5, 6)]),
        ("BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI", True, []),
        ("BT /F 10 Tf ( ) Tj ET", False, []),
    ],
)
def test_a_piece_knows_what_it_draws_besides_text(stream: str, drawn: bool, points: list[Point]) -> None:
    (piece,) = painted(f"/P <</MCID 3>> BDC {stream} EMC").pieces
    assert (piece.drawn, piece.points) == (drawn, points)
    assert piece.blank is (not drawn and not piece.text.strip())


def test_a_piece_reaches_from_its_first_letter_to_its_last() -> None:
    stream = "BT /F 10 Tf 50 90 Td (A) Tj /F 8 Tf 10 -20 Td (BB) Tj ET"
    (piece,) = painted(f"/P <</MCID 3>> BDC {stream} EMC").pieces
    assert (piece.start, piece.size, piece.extent) == ((50, 90), 10, (50, 70, 76, 90))


def test_codes_in_ranges_mean_what_follows_the_first() -> None:
    document = pikepdf.new()
    font = Dictionary(Subtype=Name.Type1, BaseFont=Name("/Knee-Oblique"), FirstChar=1, Widths=Array([100, 200]))
    single, several = b"1 beginbfchar <07> <0078> endbfchar ", b"1 beginbfrange <01> <05> <00660041> endbfrange "
    font.ToUnicode = document.make_stream(single + several + single.replace(b"<07>", b"<08>"))
    read = fonts.read(font)
    assert read.read(b"\1\2\5\6\7\x08") == ("fAfBfE\N{REPLACEMENT CHARACTER}xx", 300)
    assert read.slanted


GLYPHS = {"Subtype": Name.Type3, "FontMatrix": Array([0.01, 0, 0, 0.01, 0, 0])}


@pytest.mark.parametrize(
    ("more", "advance"),
    [
        ({}, 1000),
        ({"Widths": Array([300]), "FirstChar": 65}, 300),
        ({"Widths": Array([20, 30]), "FirstChar": 65} | GLYPHS, 500),
        ({"Widths": Array([1] * 300), "FirstChar": 0}, 2),
    ],
)
def test_a_simple_font_moves_by_its_widths_or_as_is_usual(more: dict[str, Any], advance: float) -> None:
    read = fonts.read(Dictionary(**({"Subtype": Name.Type1} | more)))
    assert read.read(b"AB")[1] == pytest.approx(advance)
    assert read.embedded is ("FontMatrix" in more)


def test_a_composite_font_moves_by_ranges_and_lists() -> None:
    widths = Array([1, 3, 250, 10, Array([100, 200]), 20, 20, 50])
    font = Dictionary(Subtype=Name.Type0, DescendantFonts=Array([Dictionary(W=widths)]))
    read = fonts.read(font)
    codes = (0, 1, 3, 4, 10, 11, 12, 20)
    assert [read.read(code.to_bytes(2, "big"))[1] for code in codes] == [1000, 250, 250, 1000, 100, 200, 1000, 50]
