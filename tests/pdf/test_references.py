"""References to what stands on the same page, which need no number there."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pypdfium2
import pytest
from weasyprint.document import Document

from press.checks import pdf as check
from press.layout import ENGINES, Layout
from press.model import CrossReference, Leaflet, Paragraph, Section, Text
from press.problems import errors
from press.writers import breaks, paging, pdf, references
from press.writers.breaks import Unit
from tests.pdf.conftest import composed

LONG = "Rest the knee, raise it and keep it cool until the swelling has gone down. "


def printed(sample: Leaflet, layout: Layout, between: int, ends: tuple[str, str] = ("", ".")) -> str:
    """A leaflet that refers to a section that begins so many paragraphs below, as it is read on paper."""
    before, after = (Text(end) for end in ends)
    refers = Paragraph((before, CrossReference((Text("explained below"),), "later"), after))
    text = tuple(Paragraph((Text(LONG * 4),)) for _ in range(between))
    sections = (
        Section("first", (Text("First"),), (refers, *text)),
        Section("later", (Text("Later"),), (Paragraph((Text("So it is."),)),)),
    )
    layout = replace(layout, contents_over=99)
    manuscript = composed(Leaflet(replace(sample.edition, sections=sections, glossary=())), layout)
    data = pdf.write(manuscript, layout)
    assert errors(check.check(data, manuscript, layout)) == ()
    with pypdfium2.PdfDocument(data) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


@pytest.mark.parametrize("engine", ENGINES)
def test_a_reference_says_no_page_on_the_page_that_it_refers_to(sample: Leaflet, a4: Layout, engine: str) -> None:
    assert "explained below." in printed(sample, replace(a4, engine=engine), 0)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_reference_to_another_page_says_which(sample: Leaflet, a4: Layout, engine: str) -> None:
    found = printed(sample, replace(a4, engine=engine), 8).replace("\N{NO-BREAK SPACE}", " ")
    assert re.search(r"explained below \(page [2-9]\)\.", found)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_reference_in_brackets_needs_none_of_its_own(sample: Leaflet, a4: Layout, engine: str) -> None:
    layout, before = replace(a4, engine=engine), f"It goes {'on ' * 12}(see "  # the line ends behind the comma
    found = printed(sample, layout, 8, (before, ") in time.")).replace("\N{NO-BREAK SPACE}", " ")
    assert re.search(r"on \(see explained below, page [2-9]\) in time\.", found)
    assert "(see explained below) in time." in printed(sample, layout, 0, (before, ") in time."))


def test_pages_whose_references_were_guessed_right_are_laid_out_once(
    sample: Leaflet, a4: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out = []
    render = paging._Press._render

    def counted(press: paging._Press, *given: Any, **named: Any) -> Document:
        laid_out.append(given)
        return render(press, *given, **named)

    monkeypatch.setattr(paging._Press, "_render", counted)
    monkeypatch.setattr(breaks, "WORTH", inf)  # no other ends of pages are tried
    assert "explained below." in printed(sample, a4, 0)
    assert len(laid_out) == 1


def test_references_are_foretold_by_where_pages_will_end() -> None:
    body = Element("body")
    units = []
    for number, target in enumerate(("b", "c", "")):
        element = SubElement(body, "p", id="abc"[number])
        SubElement(element, "a", {"class": "reference", "href": f"#{target}"})
        place = number * 10.0
        holders = (body, element)
        units.append(Unit(0, "", 0, 1, holders, place, place + 9, place, place + 9, head=0, forced=False))
    flow = breaks.Flow(units, 30, 30, (), last=True)
    first, second, _ = body.iter("a")
    numbers = {element: number for number, element in enumerate(body.iter())}
    plan = breaks.Plan((breaks.Break(units[1], units[2]),), 0, 2)
    assert references.foretold(body, [flow], plan).numbers == (numbers[first],)
    whole = breaks.Plan((), 0, 1)
    assert references.foretold(body, [flow], whole).numbers == (numbers[first], numbers[second])


def test_a_reference_is_likely_to_need_no_number_where_its_target_is_near() -> None:
    body = Element("body")
    for number, between in enumerate((10, 90)):
        SubElement(body, "a", {"class": "reference", "href": f"#{number}"})
        SubElement(body, "p").text = "x" * between
        SubElement(body, "p", id=str(number))
    (found,) = references.likely(body, letters=100).numbers
    assert list(body.iter())[found].get("href") == "#0"
