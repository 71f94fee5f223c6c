"""Labels of drawings are no smaller than the body: by a second drawing, by its size, or by a warning."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from press import layout, pictures
from press.checks import html as page_check
from press.layout import POINTS_PER_MILLIMETRE, Layout, Reading
from press.manuscript import Manuscript, compose
from press.manuscript.fitting import fit
from press.model import Credit, Figure, Leaflet, Picture, Text, figures
from press.pictures import labels
from press.writers import html
from press.writers.illustration import Illustrator

LAYOUTS = layout.load(Path(__file__).parents[1] / "layouts", Path(__file__).parents[1] / "fonts")


def drawing(width: int, height: int, size: float = 30, name: str = "knee", around: str = "{}") -> Picture:
    text = f'<text x="5" y="40" font-size="{size}">Bent</text>'
    inside = around.format(text)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{inside}</svg>'
    return pictures.read(f"{name}.svg", svg.encode())


WIDE, TALL = drawing(900, 300), drawing(300, 300, name="tall")
FIGURE = Figure("knee", WIDE, "A bent knee.", (Text("A knee"),), tall=TALL)


def script(sample: Leaflet, of: Layout, figure: Figure = FIGURE) -> Manuscript:
    strings = of.strings_for("en-GB")
    assert strings
    manuscript = compose(sample, strings)
    part = replace(manuscript.parts[0], section=replace(manuscript.parts[0].section, blocks=(figure,)))
    return fit(replace(manuscript, parts=(part,)), of)


def shown(sample: Leaflet, of: Layout, figure: Figure = FIGURE) -> Figure:
    (found,) = figures(script(sample, of, figure).sections)
    return found


@pytest.mark.parametrize(
    ("around", "least"),
    [
        ("{}", 30),
        ('<g transform="scale(0.5)">{}</g>', 15),
        ('<g transform="scale(2 3)"><g transform="matrix(0.5 0 0 0.5 9 9)">{}</g></g>', 30),
        ('<g transform="matrix(1 0 0 0.5 9 9)">{}</g>', 15),
        ('<g transform="matrix(0.5 0 0 1 0 0)">{}</g>', 15),
        ('<g font-size="12">{}<text>Straight</text></g>', 12),
        ('{}<text font-size="4"> </text>', 30),
        ("<g>{}<text>Straight</text></g>", 16),
    ],
)
def test_the_smallest_letters_of_a_drawing_are_found_as_they_are_drawn(around: str, least: float) -> None:
    assert labels.least(drawing(900, 300, around=around)) == least


def test_letters_are_as_large_as_the_drawing_s_own_size_makes_them() -> None:
    box, text = 'width="450" viewBox="0 0 900 300"', '<text font-size="30">a</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{text}</svg>'
    assert labels.least(pictures.read("a.svg", svg.encode())) == 15
    assert labels.least(drawing(900, 300, around='<g transform="scale(0)">{}</g>')) == 0


@pytest.mark.parametrize(("size", "wanted"), [(14, WIDE), (15.6, WIDE), (16, TALL), (28, TALL)])
def test_the_tall_drawing_is_taken_where_labels_of_the_other_would_be_smaller_than_the_body(
    sample: Leaflet, size: float, wanted: Picture
) -> None:
    figure = shown(sample, LAYOUTS["large-print"].at(size))
    assert figure.picture == wanted
    assert figure.tall == (TALL if wanted == WIDE else None)


def test_a_figure_without_a_tall_drawing_stays_as_it_is(sample: Leaflet) -> None:
    figure = replace(FIGURE, tall=None)
    assert shown(sample, LAYOUTS["large-print"].at(28), figure) == figure


def test_of_two_drawings_that_are_too_small_the_one_with_larger_labels_is_taken(sample: Leaflet) -> None:
    small = replace(FIGURE, picture=drawing(900, 300, 6), tall=drawing(300, 300, 6))
    assert shown(sample, LAYOUTS["large-print"].at(28), small).picture == small.tall
    worse = replace(small, tall=drawing(300, 300, 1))
    assert shown(sample, LAYOUTS["large-print"].at(28), worse).picture == worse.picture


def test_a_tall_drawing_is_no_larger_than_its_labels_need(sample: Leaflet) -> None:
    figure = shown(sample, LAYOUTS["large-print"].at(18))
    assert labels.size(TALL, figure.widest) * POINTS_PER_MILLIMETRE == pytest.approx(1.2 * 18)
    assert shown(sample, LAYOUTS["large-print"].at(18), replace(FIGURE, widest=40)).widest == 40


@pytest.mark.parametrize("size", [20, 24, 28])
def test_a_long_credit_makes_no_label_smaller_than_the_body(sample: Leaflet, size: float) -> None:
    of = LAYOUTS["large-print"].at(size)
    figure = shown(sample, of, replace(FIGURE, tall=drawing(440, 400, 36)))
    said = ((Text("A knee"),), (Text("Adapted from a very long title of a journal. " * 8),), ())
    written = str(Illustrator(of, 200).figure(figure, said))
    found = re.search(r"max-width: ([\d.]+)mm", written)
    assert found
    assert labels.size(figure.picture, float(found[1])) * POINTS_PER_MILLIMETRE >= size - 0.1


def test_labels_are_bold_and_coloured_as_the_text_around_them() -> None:
    own = '<g fill="#123456" font-weight="400">{}</g><path stroke="currentColor" d="M0 0h9"/>'
    bare, painted = drawing(900, 300), drawing(900, 300, around=own)
    root = etree.fromstring(pictures.lettered(bare, ("Inter",), "#111118", bold=True).data)
    assert (root.get("color"), root.get("font-weight"), root[0].get("fill")) == ("#111118", "700", "currentColor")
    root = etree.fromstring(pictures.lettered(painted, ("Inter",), "#111118", bold=True).data)
    assert (root[0].get("fill"), root[0].get("font-weight"), root[0][0].get("fill")) == ("#123456", None, None)
    assert etree.fromstring(pictures.lettered(bare, ("Inter",)).data).get("font-weight") is None


def test_a_reader_who_wishes_bold_text_gets_bold_labels() -> None:
    bold = Illustrator(LAYOUTS["large-print"].read(Reading(bold=True)), 200).figure(FIGURE, ((), (), ()))
    light = Illustrator(LAYOUTS["large-print"], 200).figure(FIGURE, ((), (), ()))
    assert [b'font-weight="700"' in held(str(each)) for each in (bold, light)] == [True, False]


def test_labels_on_a_screen_that_lacks_the_layout_s_font_are_in_one_that_it_has() -> None:
    figure = replace(FIGURE, tall=None)
    screen = etree.fromstring(held(str(Illustrator(LAYOUTS["web"], 0).figure(figure, ()))))
    paper = etree.fromstring(held(str(Illustrator(LAYOUTS["a4"], 200).figure(figure, ((), (), ())))))
    assert screen.get("font-family") == f"{paper.get('font-family')},system-ui,'Arial',sans-serif"


def held(markup: str) -> bytes:
    found = re.search(r'src(?:set)?="data:image/svg\+xml;base64,([^"]+)"', markup)
    assert found
    return b64decode(found[1])


def test_a_page_shows_the_tall_drawing_in_a_narrow_window_and_both_say_what_they_show(sample: Leaflet) -> None:
    web = LAYOUTS["web"]
    said = script(sample, web, replace(FIGURE, credit=Credit((Text("A. Example"),))))
    page = html.write(said, web).decode()
    assert page_check.check(page.encode(), said) == ()
    found = re.search(r'<picture><source media="screen and \(max-width: ([\d.]+)em\)" srcset=', page)
    assert found
    # There, the page's text is as wide as the drawing has to be for labels of the size of text.
    width = float(found[1]) - 2.4
    assert labels.size(WIDE, width) == pytest.approx(web.type.body / 12, abs=0.01)


def test_a_drawing_on_a_page_has_a_ground_of_its_own(sample: Leaflet) -> None:
    web = LAYOUTS["web"]
    root = etree.fromstring(held(str(Illustrator(web, 0).figure(FIGURE, ()))))
    assert {str(key): str(value) for key, value in root[0].attrib.items()} == {
        "x": "0",
        "y": "0",
        "width": "300",
        "height": "300",
        "fill": "#FFFFFF",
    }
    assert root[0].getnext() is not None
