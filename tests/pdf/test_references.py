"""References to what stands on the same page, which need no number there."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2

from press.checks import pdf as check
from press.layout import Layout
from press.model import CrossReference, Leaflet, Paragraph, Section, Text
from press.problems import errors
from press.writers import pdf
from tests.pdf.conftest import composed

LONG = "Rest the knee, raise it and keep it cool until the swelling has gone down. "


def printed(sample: Leaflet, layout: Layout, between: int) -> str:
    """A leaflet that refers to a section that begins so many paragraphs below, as it is read on paper."""
    refers = Paragraph((CrossReference((Text("explained below"),), "later"), Text(".")))
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


def test_a_reference_says_no_page_on_the_page_that_it_refers_to(sample: Leaflet, a4: Layout) -> None:
    assert "explained below." in printed(sample, a4, 0)


def test_a_reference_to_another_page_says_which(sample: Leaflet, a4: Layout) -> None:
    assert re.search(r"explained below \(page [2-9]\)\.", printed(sample, a4, 8))
