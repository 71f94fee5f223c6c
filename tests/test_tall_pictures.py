"""A picture that is many times as high as it is wide stays on its page, with what stands below it."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from press import pictures
from press.layout import POINTS_PER_MILLIMETRE, Layout
from press.manuscript import Manuscript
from press.model import Credit, Figure, Leaflet, Picture, Section, Text
from press.writers import pdf, word
from press.writers.illustration import Illustrator
from tests.pdf.conftest import composed, loaded
from tests.test_manuscript import edition
from tests.word.test_writer import part

TIMES = 15
"""How many times as high as it is wide."""
EMU = 36_000
"""To the millimetre."""


def stick() -> Picture:
    made = io.BytesIO()
    Image.new("RGB", (40, 40 * TIMES), "#446688").save(made, "PNG")
    return pictures.read("stick.png", made.getvalue())


FIGURE = Figure("stick", stick(), "A walking stick.", (Text("A walking stick"),), Credit((Text("A. Maker"),)))
LONG = (Text("Hold the stick in the hand of the side that does not hurt, and put it down with the other foot. " * 3),)


def looks(made: str) -> list[Layout]:
    """The layouts that make a format, at the smallest and the largest of their sizes."""
    found = [each for each in loaded().values() if made in each.makes]
    return [each.at(size) for each in found for size in (min(each.type.sizes), max(each.type.sizes))]


def script(layout: Layout, figure: Figure = FIGURE) -> Manuscript:
    section = Section("stick", (Text("Your stick"),), (figure,))
    return composed(Leaflet(edition(sections=(section,))), layout)


def named(layout: Layout) -> str:
    return f"{layout.name}-{layout.type.body:g}"


@pytest.mark.parametrize("layout", looks("pdf"), ids=named)
def test_a_tall_picture_leaves_room_for_its_heading_and_for_what_stands_below_it(layout: Layout) -> None:
    room = layout.page.height - layout.page.top - layout.page.bottom
    for caption in ((Text("A walking stick"),), LONG):
        _, wide = Illustrator(layout, room).figure_of(FIGURE, (caption, (Text("Picture: A. Maker"),)))
        assert 0.25 * layout.page.height < TIMES * wide < 0.6 * layout.page.height
        assert TIMES * wide < room
    _, wide = Illustrator(layout, room).figure_of(replace(FIGURE, alt="", caption=(), credit=None), ())
    assert 0 < TIMES * wide <= 60


@pytest.mark.parametrize(("name", "engine"), [("dl", "weasyprint"), ("dl", "typst"), ("a4", "typst")])
def test_a_tall_picture_is_whole_on_its_page(name: str, engine: str) -> None:
    layout = replace(loaded()[name], engine=engine)
    document = pypdfium2.PdfDocument(pdf.write(script(layout), layout))
    (low, high, page), *others = [
        (*each.get_bounds()[1::2], page) for page in document for each in page.get_objects([FPDF_PAGEOBJ_IMAGE])
    ]
    assert not others
    assert 0.15 * page.get_height() < high - low
    margin = layout.page.bottom * POINTS_PER_MILLIMETRE
    assert margin < low < high < page.get_height() - margin / 2


@pytest.mark.parametrize("layout", looks("docx"), ids=named)
def test_a_tall_picture_fits_a_page_of_a_word_file(layout: Layout) -> None:
    page = layout.page
    for caption in (FIGURE.caption, LONG):
        root = part(word.write(script(layout, replace(FIGURE, caption=caption)), layout))
        (extent,) = root.iterfind(".//{*}inline/{*}extent")
        high = int(extent.get("cy", "0")) / EMU
        assert high / TIMES == pytest.approx(int(extent.get("cx", "0")) / EMU, rel=0.01)
        assert 0.3 * page.height < high < 0.65 * (page.height - page.top - page.bottom)
