"""Where things lie on a page: lines and blocks, text off the paper, boxes of figures, links and headings."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any, cast

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from press.checks.pdf import catalog, printed
from press.checks.pdf.content import Pages, Piece
from press.checks.pdf.fault import Fault
from press.checks.pdf.lines import ARTIFACT, Line, laid_out
from press.checks.pdf.paint import Box
from press.checks.pdf.tree import Element, TagTree
from tests.pdf.by_hand import run

PAGE = "/Artifact BMC BT /F 10 Tf {} ET EMC"


def document(*streams: str, areas: tuple[Box, ...] = ()) -> pikepdf.Pdf:
    made = pikepdf.new()
    letters = made.make_stream(b"1 beginbfrange <41> <5A> <0041> endbfrange")
    font = Dictionary(Subtype=Name.Type1, FirstChar=65, Widths=Array([500] * 26), ToUnicode=letters)
    for stream in streams:
        page = made.add_blank_page()
        page.Resources = Dictionary(Font=Dictionary(F=made.make_indirect(font)))
        page.Contents = made.make_stream(stream.encode())
        page.Annots = Array([Dictionary(Subtype=Name.Link, Rect=Array(area)) for area in areas])
    return made


def lines(*streams: str) -> list[tuple[str, int, list[str]]]:
    """The role, page and lines of each block of a file without tags."""
    made = document(*streams)
    pages = Pages(list(made.pages))
    count = len(streams)
    sheets = laid_out(pages, TagTree(made, pages), [(0, 0, 9, 9)] * count, [[]] * count, rtl=False)
    return [(block.role, block.first_page, [line.text for line in block.lines]) for block in sheets.blocks]


@pytest.mark.parametrize(
    ("stream", "found"),
    [
        ("(A) Tj 20 0 Td (B) Tj", ["AB"]),
        ("(A) Tj 0 5 Td (B) Tj", ["AB"]),
        ("(A) Tj 0 5.1 Td (B) Tj", ["A", "B"]),
        ("(A) Tj 0 -5.1 Td (B) Tj", ["A", "B"]),
        ("(A) Tj /F 12 Tf 0 6 Td (B) Tj", ["AB"]),
        ("/F 12 Tf (A) Tj /F 10 Tf 0 6 Td (B) Tj", ["AB"]),
        ("(A) Tj 0 4 Td (B) Tj 0 4 Td (C) Tj", ["AB", "C"]),
        ("(A) Tj 0 -20 Td (B) Tj 5 0 Td (C) Tj", ["A", "BC"]),
    ],
)
def test_runs_within_half_a_letter_s_height_make_a_line(stream: str, found: list[str]) -> None:
    assert lines(PAGE.format(stream)) == [(ARTIFACT, 1, [line]) for line in found]


def test_what_has_no_tag_follows_page_by_page_artifacts_first() -> None:
    loose = "BT /F 10 Tf (B) Tj ET"
    assert lines(loose + PAGE.format("(A) Tj"), PAGE.format("(C) Tj")) == [
        (ARTIFACT, 1, ["A"]),
        ("", 1, ["B"]),
        (ARTIFACT, 2, ["C"]),
    ]


@pytest.mark.parametrize(
    ("area", "linked"),
    [((0, 0, 100, 100), True), ((5, 3, 5, 3), True), ((5.1, 0, 9, 9), False), ((0, 0, 4.9, 9), False),
     ((0, 3.1, 9, 9), False), ((0, 0, 9, 2.9), False)],
)  # fmt: skip
def test_a_run_is_a_link_s_where_its_middle_can_be_clicked(area: Box, linked: bool) -> None:
    made = document("BT /F 10 Tf (AB) Tj ET", areas=(area,))
    pages = Pages(list(made.pages))
    found = laid_out(pages, TagTree(made, pages), [(0, 0, 9, 9)], [list(catalog.areas(made.pages[0]))], rtl=False)
    assert bool(found.linked) is linked


def test_areas_to_click_are_boxes_however_they_are_written() -> None:
    made = document("", areas=((30, 5, 10, 40),))
    assert list(catalog.areas(made.pages[0])) == [(10, 5, 30, 40)]


def test_a_line_reaches_from_its_first_letter_to_its_last_without_spaces() -> None:
    words = Line(1, [run("  "), run(" Rest", left=150), run("it  ", left=200, width=-20, size=12)])
    assert (words.left, words.right, words.size, words.base) == pytest.approx((152.8, 200, 12, 700))
    ending = Line(1, [run("Rest  ")])
    assert (ending.left, ending.right) == pytest.approx((100, 144.4))
    backwards = Line(1, [run("Rest", left=150, width=-50)])
    assert (backwards.left, backwards.right) == (100, 150)
    blank = Line(1, [run("  ")])
    assert (blank.left, blank.right) == pytest.approx((105.6, 144.4))


def faults(root: Element, *pieces: Piece, made: pikepdf.Pdf | None = None, fonts: Any = ()) -> list[Fault]:
    """What is wrong with two pages as they look."""
    pages = cast(Pages, SimpleNamespace(pieces=list(pieces), fonts=dict(enumerate(fonts))))
    return list(catalog.page_faults(made or document("", ""), pages, root))


def places(found: list[Fault]) -> list[tuple[str, int, str]]:
    return [(fault.rule, fault.page, fault.words) for fault in found]


@pytest.mark.parametrize(
    ("extent", "whole"),
    [
        ((11, 20, 300, 400), True),
        ((9.1, 20, 300.9, 400), True),
        ((8.9, 20, 300, 400), False),
        ((10, 20, 301.1, 400), False),
        ((10, 19.9, 300, 400), False),
        ((10, 20, 300, 400.1), False),
        (None, True),
    ],
)
def test_text_lies_on_the_paper_or_a_point_beside_it(extent: Box | None, whole: bool) -> None:
    made = document("", "")
    made.pages[1].CropBox = Array([10, 0, 300, 500])
    made.pages[1].TrimBox = Array([0, 20, 400, 400])
    piece = Piece(2, None, None, "words", extent=extent)
    assert places(faults(Element(""), piece, made=made)) == ([] if whole else [("pdf-outside-page", 2, "words")])


def test_what_is_seen_of_a_page_is_what_is_left_of_it_twice() -> None:
    made = document("")
    made.pages[0].CropBox = Array([10, 0, 300, 500])
    made.pages[0].TrimBox = Array([0, 20, 400, 400])
    assert catalog.paper(made.pages[0]) == (10, 20, 300, 400)


@pytest.mark.parametrize(
    ("embedded", "texts", "sound"), [(True, {b"A": "A"}, True), (False, {b"A": "A"}, False), (True, {}, False)]
)
def test_a_font_is_in_the_file_and_says_what_it_means(embedded: bool, texts: dict[bytes, str], sound: bool) -> None:
    font = SimpleNamespace(name="Knee", embedded=embedded, texts=texts)
    assert places(faults(Element(""), fonts=[font])) == ([] if sound else [("pdf-font", 0, "Knee")])


@pytest.mark.parametrize(
    ("box", "points", "message"),
    [
        ((10, 10, 50, 50), ((20, 20),), ""),
        ((10, 10, 50, 50), ((9.1, 50.9),), ""),
        ((10, 10, 50, 50), ((8.9, 20),), "The box of this figure is not where the figure is."),
        ((10, 10, 50, 50), ((20, 51.1),), "The box of this figure is not where the figure is."),
        ((10, 10, 50, 50), ((20, 20), (0, 0)), ""),
        ((10, 10, 50, 50), ((20, 20), (0, 0), (0, 0)), "The box of this figure is not where the figure is."),
        ((10, 10, 50, 50), (), ""),
        ((0, 0, 612, 792), (), ""),
        ((-1, 0, 612, 792), (), "The box of this figure is not where the figure is."),
        ((0, 0, 613, 792), (), "The box of this figure is not where the figure is."),
        ((0, -1, 612, 792), (), "The box of this figure is not where the figure is."),
        ((0, 0, 612, 793), (), "The box of this figure is not where the figure is."),
        ((50, 10, 50, 50), (), "The box of this figure is not where the figure is."),
        ((10, 50, 50, 50), (), "The box of this figure is not where the figure is."),
        ((10, 10, 50), (), "The box of this figure is not where the figure is."),
        ((), ((20, 20),), "This figure has no box."),
    ],
)
def test_most_of_a_figure_is_drawn_in_its_box(box: Any, points: Any, message: str) -> None:
    piece = Piece(2, (1, 1), None, points=list(points))
    figure = Element("Figure", {"Alt": "A knee"}, first=piece, pieces=[piece], box=box)
    found = faults(Element("", kids=[figure]))
    assert [fault.message for fault in found] == ([message] if message else [])
    assert places(found) == ([("tag-figure-box", 2, "A knee")] if message else [])


def test_a_figure_that_paints_nothing_has_no_place() -> None:
    assert places(faults(Element("", kids=[Element("Figure"), Element("P")]))) == []


@pytest.mark.parametrize(("dots", "told"), [(149.6, False), (149.4, True), (math.inf, False)])
def test_a_picture_has_a_hundred_and_fifty_dots_an_inch(dots: float, told: bool) -> None:
    piece = Piece(2, (1, 1), None, resolution=dots)
    tree = Element("", kids=[Element("P", {"Alt": "A knee"}, first=piece, pieces=[piece])])
    assert places(faults(tree, piece)) == ([("picture-resolution", 2, "A knee")] if told else [])
    assert places(faults(Element(""), piece)) == ([("picture-resolution", 2, "")] if told else [])


@pytest.mark.parametrize(
    ("areas", "told"),
    [
        ([(10, 10, 50, 50)], False),
        ([(100, 100, 150, 150), (21, 21, 50, 50)], False),
        ([(21.1, 10, 50, 50)], True),
        ([(10, 10, 18.9, 50)], True),
        ([(10, 21.1, 50, 50)], True),
        ([(10, 10, 50, 18.9)], True),
        ([], False),
    ],
)
def test_a_link_can_be_clicked_where_its_words_begin(areas: list[Box], told: bool) -> None:
    piece = Piece(2, (1, 1), None, start=(20, 20))
    link = Element("Link", kids=["words"], first=piece, areas=list(areas))
    assert places(faults(Element("", kids=[link]))) == ([("tag-link-place", 2, "words")] if told else [])


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        (("H1", "H2", "H3", "H2", "H3"), []),
        (("H1", "P", "H3"), ["A heading of level 3 follows one of level 1."]),
        (("H2",), ["A heading of level 2 follows one of level 0."]),
        (("H1", "H2", "H1", "H3", "H4"), ["A heading of level 3 follows one of level 1."]),
        (("H1", "H", "Head", "H2"), []),
        (("H1", "H1", "H12"), ["A heading of level 12 follows one of level 1."]),
    ],
)
def test_no_level_of_headings_is_left_out(roles: tuple[str, ...], told: list[str]) -> None:
    found = faults(Element("", kids=[Element(role, kids=["words"]) for role in roles]))
    assert [fault.message for fault in found] == told


def test_lines_of_two_scripts_are_known_within_a_line_and_beside_each_other() -> None:
    latin, arabic, both = (Line(1, [run(text)]) for text in ("to 4.30pm.", "البريد الإلكتروني:", "خذ 500 mg"))
    assert printed._mixed(latin, arabic)
    assert printed._mixed(both, both)
    assert not printed._mixed(latin, latin)
    assert not printed._mixed(arabic, arabic)
