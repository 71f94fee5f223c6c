"""Where a page may not end."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
import weasyprint

from press.layout import Layout
from press.model import Leaflet, Paragraph, Section, Table, Text
from press.writers import pdf, units
from tests.pdf.conftest import composed

ROWS = ("Nurse", "Doctor")
HEAD = ((Text("Who"),), (Text("When"),))
TABLE = Table((Text("Whom you see"),), HEAD, tuple(((Text(who),), (Text("10am"),)) for who in ROWS))


def printed(sample: Leaflet, layout: Layout, lines: int) -> list[str]:
    """The text of each page of a leaflet with so many paragraphs of one line, and then a table."""
    filling = tuple(Paragraph((Text(f"Line {number}."),)) for number in range(lines))
    sections = (Section("visit", (Text("Your visit"),), (*filling, TABLE)),)
    edition = replace(sample.edition, sections=sections, online="https://example.org/knee")
    manuscript = composed(replace(sample, edition=edition), layout)
    with pypdfium2.PdfDocument(pdf.write(manuscript, layout)) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def together(pages: list[str], *words: str) -> bool:
    return any(all(word in page for word in words) for page in pages)


@pytest.mark.parametrize("lines", [3, 7, 12, 14])
def test_contacts_short_tables_and_qr_codes_are_not_torn_apart(sample: Leaflet, a4: Layout, lines: int) -> None:
    pages = printed(sample, a4, lines)
    assert together(pages, "Whom you see", *ROWS)
    assert together(pages, "Your clinic:", "example.org/riverside")
    assert together(pages, "Code of this text", "On the web:")


def test_what_a_style_sheet_puts_before_words_is_none_of_them() -> None:
    style = "p::before { content: 'x' } b::after { content: 'y' }"
    made = weasyprint.HTML(string=f"<style>{style}</style><p>Rest <b>now</b></p>").render()
    assert units._text(made.pages[0]._page_box) == "Rest now"
