"""The foot of a page: a title in one line, in all sizes, and a margin that holds it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pytest

from press.checks import pdf as check
from press.checks.pdf.content import Pages
from press.layout import ENGINES, Layout, Reading
from press.manuscript import Manuscript
from press.model import Leaflet, Text
from press.writers import pdf
from press.writers.footer import footer
from tests.pdf.conftest import composed, loaded

LONG = "Secondary (metastatic) breast cancer in the skin"


def titled(sample: Leaflet, layout: Layout, title: str, **more: Any) -> Manuscript:
    return replace(composed(Leaflet(replace(sample.edition, sections=())), layout), title=(Text(title),), **more)


@pytest.mark.parametrize(
    ("size", "title", "volume", "shown"),
    [
        (12, "Knee pain", "", "Knee pain"),
        (18, LONG, "", LONG),
        (22, LONG, "", "Secondary breast cancer in the skin"),
        (28, "Knee", "Volume 1 of 2", "Knee"),
        (28, LONG, "Volume 1 of 2", "Secondary breast…"),
        (28, "Otorhinolaryngology", "", "Otorhinolaryngology"),
    ],
)
def test_the_title_is_shortened_to_one_line(sample: Leaflet, size: float, title: str, volume: str, shown: str) -> None:
    layout = loaded()["large-print"].at(size)
    assert footer(titled(sample, layout, title, volume=volume), layout).title == shown


def margins(data: bytes) -> list[tuple[float, float]]:
    """From where to where the text of each page's footer reaches from left to right, in points."""
    with pikepdf.open(io.BytesIO(data)) as document:
        found = Pages(list(document.pages)).pieces
    runs = [run for piece in found if piece.artifact == ("Pagination", "Footer") for run in piece.runs]
    return [(min(run.start[0], run.end[0]), max(run.start[0], run.end[0])) for run in runs if run.text.strip()]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("size", [12, 18, 28])
def test_nothing_of_a_footer_stands_in_the_margin(sample: Leaflet, size: float, engine: str) -> None:
    layout = replace(loaded()["large-print"].at(size), engine=engine)
    manuscript = titled(sample, layout, LONG)
    data = pdf.write(manuscript, layout)
    left, right = layout.page.left * 72 / 25.4, (layout.page.width - layout.page.right) * 72 / 25.4
    found = margins(data)
    assert len(found) >= len(pypdfium2.PdfDocument(data)), "each page has a footer"
    assert all(left - 1 <= start and end <= right + 1 for start, end in found)
    assert not [problem for problem in check.check(data, manuscript, layout) if problem.rule.startswith("tag-")]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_name_of_a_volume_has_its_line_beside_a_wide_code(sample: Leaflet, engine: str) -> None:
    layout = replace(loaded()["large-print"].at(28), engine=engine)
    manuscript = titled(sample, layout, "Your phenylketonuria", volume="Volume 1 of 2", code="RPJG-CWW9-WHMT")
    data = pdf.write(manuscript, layout)
    assert not [problem for problem in check.check(data, manuscript, layout) if "not wholly on" in problem.message]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("paper", "ground"), [("yellow", (255, 243, 176)), ("yellow-stock", (255, 255, 255))])
def test_paper_is_printed_in_its_colour_but_where_it_has_it_already(
    sample: Leaflet, engine: str, paper: str, ground: tuple[int, int, int]
) -> None:
    layout = replace(loaded()["large-print"].read(Reading(paper=paper)), engine=engine)
    with pypdfium2.PdfDocument(pdf.write(titled(sample, layout, "Knee pain"), layout)) as document:
        picture = document[0].render().to_pil().convert("RGB")
    colours = picture.getcolors(picture.width * picture.height) or []
    assert max(colours)[1] == ground


@pytest.mark.parametrize("engine", ENGINES)
def test_a_notice_stands_once_on_the_first_page_and_on_all_others(sample: Leaflet, engine: str) -> None:
    layout = replace(loaded()["booklet"], engine=engine)
    manuscript = replace(composed(sample, layout), notice="This is a draft.")
    with pikepdf.open(io.BytesIO(pdf.write(manuscript, layout))) as document:
        pages = Pages(list(document.pages)).pieces
    count = max(piece.page for piece in pages)
    texts = ["".join(piece.text for piece in pages if piece.page == number) for number in range(1, count + 1)]
    assert [text.count("This is a draft.") for text in texts] == [1] * count
