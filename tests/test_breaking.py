"""Where addresses break on paper."""

import re
from functools import cache
from itertools import pairwise

import pypdfium2
import pytest
from markupsafe import escape

from press.manuscript import on_paper
from press.model import Contact, Leaflet, Link, Text
from press.writers import pdf
from press.writers.breaking import breakable
from tests.pdf.conftest import composed, loaded
from tests.test_manuscript import edition

LONG = "patient.advice.and.liaison.service.for.the.north@verylonghospitalname.example.org"


def pieces(text: str, most: int = 40) -> list[str]:
    """What may break, where pieces of at most so many letters have room; a whole address in angle brackets."""
    html = breakable(text, lambda piece: len(piece) <= most, escape)
    assert html.replace("<wbr>", "").striptags() == text.strip()
    shown = re.sub(r'<span class="stays">(.*)</span>', r"⟨\1⟩", str(html))
    return str(re.sub(r"</?span[^>]*>", "", shown)).replace("&amp;", "&").split("<wbr>")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("help@example.org", ["⟨help@", "example", ".org⟩"]),
        (
            "a.very.long.name.of.many@parts.example.org",
            ["a", ".very", ".long", ".name", ".of", ".many@", "parts", ".example", ".org"],
        ),
        ("www.example.org/a/b", ["www.example.org/", "a/", "b"]),
        ("example.org/new-knee?page=2&x=1#top", ["example.org/", "new", "-knee", "?page", "=2", "&x", "=1", "#top"]),
        (" (www.example.org/knee).", [" (www.example.org/", "knee)."]),
        ("01632-960-001", ["01632-960-001"]),
        ("the page on e.g. knees", ["the page on e.g. knees"]),
    ],
)
def test_an_address_breaks_where_it_says(text: str, wanted: list[str]) -> None:
    assert pieces(text) == wanted


def test_a_piece_that_has_no_room_may_break_anywhere() -> None:
    html = breakable("x" * 60 + "@example.org", lambda piece: len(piece) <= 40, escape)
    assert html.startswith("x" * 60 + "@<wbr>")


@cache
def lines() -> list[str]:
    """The lines of a page of large print with addresses on it."""
    layout = loaded()["large-print"].at(22)
    words = (Text("Write to "), Link((Text("our whole team"),), f"mailto:{LONG}"), Text(" today. "))
    more = (Text("You can write to the "), Link((Text("office"),), "mailto:records@example.org"), Text("."))
    desk = Contact("desk", "Desk", url="https://www.example.org/patients-and-visitors/departments-and-services")
    script = on_paper(composed(Leaflet(edition((*words, *more), contacts=(desk,))), layout))
    document = pypdfium2.PdfDocument(pdf.write(script, layout))
    return [line.strip() for page in document for line in page.get_textpage().get_text_range().splitlines()]


def test_on_paper_no_line_ends_within_a_word_of_an_address() -> None:
    address = [line for line in lines() if "liaison" in line or "hospitalname" in line]
    assert len(address) > 1
    assert all(line.endswith("@") or after.startswith(".") for line, after in pairwise(address))
    assert any("(records@example.org)." in line for line in lines())
    site = next(at for at, line in enumerate(lines()) if "www.example.org/" in line)
    assert lines()[site].endswith("/") or lines()[site + 1].startswith("-")
