"""What documents are called and how they are printed, so that a clinic takes the right one and prints it well."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from press.desk import look
from press.desk.look import called, kind, on_screen, printing
from press.desk.visit import Words
from press.layout import Layouts, Reading
from press.store.manifest import Record

EN = Words("en")
KNEE = Record(
    "knee", "2025-06", "en-GB", "7K4X", "a4", 12, "", "pdf", "knee-a4.pdf", "knee-a4.pdf", "", 1, "0" * 64, 1000, 8, 4,
    20, "", 0, 0, "Knee", "2025-06", "2027-06", {},
)  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "format_", "told"),
    [
        ("a4", "pdf", "kind_paper"),
        ("a4", "docx", "kind_paper"),
        ("booklet", "pdf", "kind_booklet"),
        ("dl", "pdf", "kind_thirds"),
        ("large-print", "pdf", "kind_large"),
        ("large-print", "docx", "kind_large"),
        ("easy-read", "pdf", "kind_easy"),
        ("web", "html", "kind_html"),
        ("text", "txt", "kind_txt"),
        ("braille", "brf", "kind_brf"),
        ("braille", "pdf", "kind_paper"),
        ("a4", "unheard-of", "kind_unheard-of"),
    ],
)
def test_each_document_is_of_the_kind_that_people_look_for(
    layouts: Layouts, layout: str, format_: str, told: str
) -> None:
    assert kind(layouts[layout], format_) == told


def test_print_is_large_from_sixteen_points_and_columns_are_two_or_more(layouts: Layouts) -> None:
    plain = layouts["a4"]
    for size, told in ((15.9, "kind_paper"), (16, "kind_large")):
        assert kind(replace(plain, type=replace(plain.type, body=size)), "pdf") == told
    for columns, told in ((1, "kind_paper"), (2, "kind_columns"), (3, "kind_columns")):
        assert kind(replace(plain, columns=columns), "pdf") == told


def test_a_document_is_called_by_its_kind_size_format_and_part(layouts: Layouts) -> None:
    large = replace(KNEE, layout="large-print", size=18)
    both = {**layouts.by_name, "large-print": replace(layouts["large-print"], makes=("pdf", "docx"))}
    assert called(large, layouts, EN) == "Large print, 18 point"
    assert called(large, both, EN) == "Large print, 18 point, PDF"
    assert called(replace(large, format="docx"), both, EN) == "Large print, 18 point, Word"
    assert called(replace(large, part="volume-1"), both, EN) == "Large print, 18 point, PDF, volume 1"
    booklet = replace(KNEE, layout="booklet", part="imposed")
    assert called(booklet, layouts, EN) == "Booklet, 12 point, sheets to print"
    second = replace(booklet, part="volume-2-imposed")
    assert called(second, layouts, EN) == "Booklet, 12 point, sheets to print, volume 2"
    assert called(replace(KNEE, layout="dl"), layouts, EN) == "Folded in three"
    assert called(replace(KNEE, layout="text", format="txt", pages=0), layouts, EN) == "Plain text"


def test_a_document_of_a_layout_that_has_gone_is_called_by_its_name(layouts: Layouts) -> None:
    assert called(replace(KNEE, layout="gone", size=18, reading=Reading(bold=True)), layouts, EN) == "gone"


@pytest.mark.parametrize(
    ("reading", "told"),
    [
        (Reading(paper="yellow"), "yellow"),
        (Reading(paper="white"), ""),
        (Reading(font="Andika"), "Andika"),
        (Reading(spacing=2), "2 times the size of the print"),
        (Reading(bold=True), "all text in bold"),
        (Reading(grade=1), "Grade 1"),
        (Reading(grade=2), "Grade 2"),
        (Reading(cells=32), "Cells in a line 32"),
        (Reading(lines=25), "Lines on a page 25"),
        (Reading(sides=2), "Both sides"),
        (Reading(cells=32, lines=25, sides=1), "Cells in a line 32, Lines on a page 25, One side"),
    ],
)
def test_what_a_reader_wished_is_in_what_a_document_is_called(layouts: Layouts, reading: Reading, told: str) -> None:
    wished = called(replace(KNEE, layout="large-print", size=18, reading=reading), layouts, EN)
    assert wished == ", ".join(filter(None, ("Large print, 18 point", told)))


def test_a_spacing_that_the_layout_has_anyway_is_not_told(layouts: Layouts) -> None:
    layout = layouts["large-print"]
    usual = replace(KNEE, layout="large-print", size=18, reading=Reading(spacing=layout.type.line_height))
    assert called(usual, layouts, EN) == "Large print, 18 point"


def test_how_a_document_is_printed_is_said_by_its_layout_and_part(layouts: Layouts) -> None:
    def said(**more: object) -> str:
        return printing(replace(KNEE, **more), layouts, EN)  # type: ignore[arg-type]  # fields of a record

    assert said() == "A4 paper, both sides, flip on the long edge: 4 sheets."
    assert said(sheets=1) == "A4 paper, both sides, flip on the long edge: 1 sheet."
    assert said(layout="dl") == EN("print_thirds")
    assert said(layout="booklet") == EN("print_screen")
    assert said(layout="booklet", part="imposed") == (
        "A4 paper, both sides, flip on the short edge: 4 sheets. Then fold them once, and staple the fold."
    )
    assert said(layout="booklet", part="imposed", sheets=1) == EN("print_booklet_one")
    assert said(pages=0) == said(layout="gone") == said(layout="braille", format="brf") == ""


def test_only_the_pages_of_a_booklet_are_for_the_screen(layouts: Layouts) -> None:
    booklet = replace(KNEE, layout="booklet")
    assert on_screen(booklet, layouts)
    for other in (KNEE, replace(booklet, part="imposed"), replace(KNEE, layout="dl"), replace(KNEE, layout="gone")):
        assert not on_screen(other, layouts)


def test_pages_are_counted_from_one_and_none_is_made_up() -> None:
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 100))
        document.add_blank_page(page_size=(100, 200))
        document.save(file)
    pdf = file.getvalue()
    assert look.pages(pdf) == 2
    shapes = [Image.open(io.BytesIO(look.page_as_picture(pdf, page))).size for page in (1, 2)]
    assert shapes == [(look.WIDTH, look.WIDTH // 2), (look.WIDTH, look.WIDTH * 2)]
    for none in (0, 3):
        with pytest.raises(IndexError):
            look.page_as_picture(pdf, none)
    made = replace(KNEE, sha256="1" * 64)
    first = look.page_of(made, pdf, 1)
    assert first == look.page_as_picture(pdf, 1) == look.page_of(made, b"no longer read", 1)
