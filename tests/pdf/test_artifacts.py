"""What may be painted without a tag: margins, repeated heads of tables, decoration."""

from __future__ import annotations

from dataclasses import replace

import pytest

from press import pictures
from press.checks.pdf.artifacts import faults
from press.checks.pdf.content import Piece
from press.checks.pdf.tree import Element
from press.layout import Layout
from press.manuscript import Manuscript
from press.model import Figure, Leaflet, Section, Text
from tests.pdf.conftest import composed

HEADER, FOOTER = ("Pagination", "Header"), ("Pagination", "Footer")
REPEATED, DECORATION = ("Pagination", ""), ("Layout", "")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{}</text><rect/><text>{}</text></svg>'


@pytest.fixture(scope="module")
def script(sample: Leaflet, a4: Layout) -> Manuscript:
    """A manuscript with two drawings that decorate it."""
    drawings = [pictures.read("a.svg", SVG.format(*words).encode()) for words in (("Kn", "ee 1."), ("Hip", ""))]
    shown = [Figure(str(number), drawing, "") for number, drawing in enumerate(drawings)]
    edition = replace(sample.edition, title="Your knee", sections=(Section("one", (Text("One"),), tuple(shown)),))
    return replace(composed(Leaflet(edition), a4), notice="Do not use.", code="ABCD-EFGH")


def piece(text: str, kind: tuple[str, str] | None = FOOTER, page: int = 1) -> Piece:
    return Piece(page, None, kind, text)


def told(script: Manuscript, *pieces: Piece, tree: Element | None = None, pages: int = 2) -> list[tuple[str, int, str]]:
    """What is wrong besides what is missing on each page."""
    margins = [piece("Do not use. ABCD-EFGH", page=page) for page in range(1, pages + 1)]
    found = faults([*margins, *pieces], pages, script, tree or Element(""))
    return [(fault.rule, fault.page, fault.words) for fault in found]


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        (("Do not use.", "Your knee", "Page 2 of 2", "ABCD-EFGH"), None),
        (("Page 2 of 2", "ABCD-EFGHYour knee", "Do not ", "use."), None),
        (("Your knee", "ABCD-EFGH"), ("tag-notice", "Do not use.")),
        (("Do not use.", "ABCD-EFGX"), ("tag-code", "ABCD-EFGH")),
        (("Do not use.", "ABCD-EFGH", "Page 1 of 2"), ("tag-page-number", "Page1of2")),
        (("Do not use.", "ABCD-EFGH", "Page 2 of 3"), ("tag-page-number", "Page2of3")),
        (("Do not use.", "ABCD-EFGH", "Page x"), ("tag-artifact", "Pagex")),
        (("Do not use.", "ABCD-EFGH", "Page"), ("tag-artifact", "Page")),
        (("Do not use.", "ABCD-EFGH", "9 Page 2"), ("tag-artifact", "9Page2")),
        (("Do not use.", "Do not use.", "ABCD-EFGH"), ("tag-artifact", "Donotuse.")),
    ],
)
def test_margins_hold_title_number_code_and_notice_once(
    script: Manuscript, texts: tuple[str, ...], fault: tuple[str, str] | None
) -> None:
    margins = [piece(text, kind, 2) for text, kind in zip(texts, (HEADER, FOOTER) * 3, strict=False)]
    first = piece("Do not use. ABCD-EFGH Page 1 of 2")
    found = [(each.rule, each.page, each.words) for each in faults([first, *margins], 2, script, Element(""))]
    assert [each for each in found if fault is None or each[0] == fault[0]] == (
        [(fault[0], 2, fault[1])] if fault else []
    )


@pytest.mark.parametrize(
    ("text", "page", "rest"),
    [
        ("When Exercise", 2, ""),
        ("When Exercise When Exercise", 2, ""),
        ("When Exercise", 1, "WhenExercise"),
        ("When Exercise more", 2, "more"),
        ("When", 2, "When"),
        ("", 2, ""),
    ],
)
def test_only_the_head_of_a_table_on_the_page_is_repeated(script: Manuscript, text: str, page: int, rest: str) -> None:
    cell = Element("TD", pieces=[Piece(2, (1, 1), None)])
    table = Element("Table", kids=[Element("THead", kids=["When ", "Exercise"]), Element("TBody", kids=["One", cell])])
    found = told(script, piece(text, REPEATED, page), tree=Element("", kids=[Element("P"), table]))
    assert found == ([("tag-artifact", page, rest)] if rest else [])


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Knee 1.", ""),
        ("Hip Knee 1 Hip", ""),
        ("....", ""),
        ("Knee", "Knee"),
        ("Knee 1 Rest", "Rest"),
        ("Notes", ""),
        ("setoN", ""),
        ("Hip Notes", ""),
        ("Notes Hip", ""),
        ("Hip Notes Knee 1", ""),
        ("Note", "Note"),
        ("Aches", "Aches"),
        ("Notess", "s"),
    ],
)
def test_decoration_says_what_decorative_drawings_and_blank_lines_say(script: Manuscript, text: str, rest: str) -> None:
    assert script.strings["notes"] == "Notes"
    assert told(script, piece(text, DECORATION)) == ([("tag-artifact", 1, rest)] if rest else [])


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        (("Page", ""), True),
        (("Background", ""), True),
        (("Layout", "x"), True),
        (("", ""), False),
        (("Other", ""), False),
    ],
)
def test_an_artifact_says_of_what_kind_it_is(script: Manuscript, kind: tuple[str, str], known: bool) -> None:
    assert told(script, piece("words", kind)) == ([] if known else [("tag-artifact", 1, "words")])


def test_what_is_tagged_is_no_artifact(script: Manuscript) -> None:
    assert told(script, piece("words", None)) == []
