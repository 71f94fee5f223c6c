"""What Typst keeps together on its pages, and where it breaks what is too long."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import pikepdf
import pytest

from press.checks import pdf as check
from press.layout import Layout
from press.model import Block, Box, BoxKind, CrossReference, Item, Link, List, Paragraph, Text
from press.writers import pdf
from press.writers.typeset import blocks
from tests.pdf.test_typeset import found, look, script

FILL = Paragraph((Text("Rest the knee, and put it up whenever you sit down for longer than you had planned to."),))


def said(*blocks: Block, layout: Layout, **more: object) -> list[str]:
    """The problems of a leaflet that holds some blocks."""
    written = script(*blocks, layout=layout, **more)
    return found(pdf.write(written, layout), written, layout)


@pytest.mark.parametrize("before", range(14, 22))
def test_an_item_that_ends_in_a_colon_stays_with_what_it_announces(before: int) -> None:
    inner = Item((Paragraph((Text("call us if you have:"),)),))
    items = (Item((FILL, List((inner,)))), Item((FILL,)), Item((FILL, FILL)))
    assert said(*[FILL] * before, List(items), layout=look("a4", contents_over=9)) == []


@pytest.mark.parametrize("lines", range(14, 22))
def test_a_sentence_does_not_say_no_overleaf(lines: int) -> None:
    long = "Most people can go home on the day of the operation when they have eaten and have somebody with them "
    sentence = Paragraph((Text(f"{long * 5}but you should on no account drive yourself. {long * 3}."),))
    assert said(*[FILL] * lines, sentence, FILL, FILL, layout=look("a4", contents_over=9)) == []


def test_the_page_of_a_reference_is_read_as_it_is_written_in_a_sentence_that_runs_the_other_way() -> None:
    layout = look("a4", contents_over=9)
    words = (Text("There is "), CrossReference((Text("more further on"),), "rest"), Text("."))
    assert said(Paragraph(words), *[FILL] * 30, Paragraph(words), layout=layout, language="ar") == []


def test_an_address_in_a_text_from_the_right_breaks_where_an_address_may() -> None:
    layout = look("large-print").at(28)
    address = "gastroenterology.appointments@anytown-hospitals.example.org"
    link = Link((Text(address),), f"mailto:{address}")
    written = script(Paragraph((Text("اكتب إلى "), link)), layout=layout, language="ar")
    data = pdf.write(written, layout)
    assert found(data, written, layout) == []
    assert address in check.outline(data)


def test_a_word_that_has_room_in_an_item_is_not_divided() -> None:
    words = Paragraph((Text("It is not known why some people get cholangiopancreatography and others do not."),))
    assert said(List((Item((words,)), Item((FILL,)))), layout=look("a4-columns").at(14)) == []


def test_a_bookmark_leads_to_where_a_section_begins_that_goes_on_in_the_next_column_from_the_right() -> None:
    layout = look("a4-columns", contents_over=9).at(14)
    words = Paragraph((Text("استرح وارفع ركبتك كلما جلست مدة أطول مما خططت له من قبل. " * 5),))
    written = script(*[words] * 9, layout=layout, language="ar")
    with pikepdf.open(io.BytesIO(pdf.write(written, layout))) as document, document.open_outline() as outline:
        destination = outline.root[0].destination
        assert isinstance(destination, pikepdf.Array)
        assert float(destination[2]) > float(document.pages[0].MediaBox[2]) / 2


def test_a_word_that_has_room_in_a_heading_is_not_divided() -> None:
    heading = (Text("How is oesophagogastroduodenoscopy diagnosed?"),)
    layout = look("a4-columns").at(12)
    written = script(Box(BoxKind.URGENT, heading, (FILL,)), layout=layout)
    assert "\N{SOFT HYPHEN}" not in json.dumps(
        blocks.script(written, layout, with_contents=False).data, ensure_ascii=False
    )


@pytest.mark.parametrize(("paragraphs", "pages"), [(60, 8), (72, 11)])
def test_a_booklet_ends_its_pages_so_that_its_last_sheet_is_filled(paragraphs: int, pages: int) -> None:
    layout = look("booklet")
    written = script(*[FILL] * paragraphs, layout=layout)
    data = pdf.write(written, layout)
    assert check.pages(data) == pdf.paginate(written, layout)[0] == pages
    assert found(data, written, layout) == []


@pytest.mark.parametrize(("pages", "top"), [((9, 8), 13), ((9, 7), 13), ((9, 9), 15), ((8,), 15), ((7,), 15)])
def test_a_booklet_has_a_little_more_room_where_that_leaves_fewer_pages_for_notes(
    monkeypatch: pytest.MonkeyPatch, pages: tuple[int, ...], top: int
) -> None:
    left = iter(pages)
    monkeypatch.setattr(pdf, "engine", lambda _: SimpleNamespace(paginate=lambda *_: (next(left), {})))
    layout = look("booklet")
    fitted = pdf.fitted(script(FILL, layout=layout), layout)
    assert (fitted.page.top, fitted.page.bottom) == (top, top + 7)
    assert fitted.type.gap == pytest.approx(layout.type.gap * (1 if top == 15 else 0.95))
    assert next(left, None) is None, "it is laid out no more often than need be"
