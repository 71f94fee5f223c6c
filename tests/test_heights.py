"""How high a leaflet's parts are told to be, as the stylesheets of both engines space them: so many pages it has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from press.layout import POINTS_PER_MILLIMETRE, Layout, Layouts
from press.manuscript import Manuscript, compose
from press.manuscript.heights import _Filled, _held, _Scale, _some, paginate
from press.model import (
    Block,
    Box,
    BoxKind,
    Credit,
    Description,
    Entry,
    Figure,
    Item,
    Leaflet,
    List,
    Paragraph,
    Picture,
    Section,
    Table,
    Text,
)
from tests.desk.conftest import _loaded

DRAWING = Picture("a.svg", "image/svg+xml", b"<svg/>", 200, 100)
LINE, GAP = 15.0, 15.0
"""Type of 10 points, lines of 1.5, and a line between paragraphs."""


@pytest.fixture(scope="module")
def shelf() -> Layouts:
    return _loaded(None)


@pytest.fixture(scope="module")
def plain_a4(shelf: Layouts) -> Layout:
    a4 = shelf["a4"]
    return replace(a4, type=replace(a4.type, body=10, line_height=1.5, gap=1.0))


@pytest.fixture
def script(sample: Leaflet, plain_a4: Layout) -> Manuscript:
    strings = plain_a4.strings_for("en-GB")
    assert strings
    return compose(sample, strings)


@pytest.fixture
def scale(script: Manuscript, plain_a4: Layout) -> _Scale:
    return _Scale(script, plain_a4)


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def chunks(scale: _Scale, block: Block, width: float = 1000) -> list[tuple[float, bool]]:
    return [(round(each.height, 6), each.holds) for each in scale.block(block, width, GAP)]


def heading(scale: _Scale, level: int, *, first: bool = False) -> float:
    """A line of 1.2, and what is above and below: of the size that headings of this level have."""
    name, above, below = {2: ("section", 1.35, 0.55), 3: ("subsection", 1.45, 0.5), 4: ("topic", 1.4, 0.45)}[level]
    size = scale.type.points(name)
    return size * (1.2 + below) + (0 if first else max(0, above * size - GAP))


def test_a_short_paragraph_is_whole_and_of_a_longer_one_some_lines_stay_together(scale: _Scale) -> None:
    words = "a " * 9 + "a"
    width = scale.ruler.width("a a") * 10 + 0.1  # two words in a line
    assert chunks(scale, paragraph("One."), width=1000) == [(LINE + GAP, False)]
    assert chunks(scale, paragraph("a a a a a a a a"), width) == [(4 * LINE + GAP, False)]
    assert chunks(scale, paragraph(words), width) == [(2 * LINE, False), (3 * LINE + GAP, False)]
    assert chunks(scale, paragraph(f"{words} a a a"), width)[1] == (LINE, False)
    assert len(chunks(scale, paragraph(f"{words} a a a"), width)) == 4


@pytest.mark.parametrize(("text", "holds"), [("Take:", True), ("Take: ", True), ("Take.", False), ("Take：", True)])
def test_what_a_colon_announces_stands_on_its_page(scale: _Scale, text: str, *, holds: bool) -> None:
    assert chunks(scale, paragraph(text)) == [(LINE + GAP, holds)]


def test_items_are_closer_than_paragraphs_and_the_last_has_the_gap_of_one(scale: _Scale) -> None:
    items = tuple(Item((paragraph("Wash."),)) for _ in range(4))
    whole = chunks(scale, List(items))
    assert whole == [(LINE + 4, True), (LINE + 4, False), (LINE + 4, True), (LINE + GAP, False)]
    assert chunks(scale, List(items[:1])) == [(LINE + GAP, False)]
    narrow = scale.ruler.width("Wash. Wash.") * 10 + 1
    long = List((Item((paragraph("Wash. Wash."),)),))
    assert chunks(scale, long, narrow + 15.5) == [(LINE + GAP, False)]
    assert chunks(scale, long, narrow + 13) == [(2 * LINE + GAP, False)]


def test_entries_have_their_name_above_and_records_are_set_in(scale: _Scale) -> None:
    entry = Entry((Text("Dose"),), (paragraph("Take two."),))
    assert chunks(scale, Description((entry, entry))) == [(LINE + 7.5 + LINE + 4, False)] * 2
    width = scale.ruler.width("Take two.") * 10 + 1
    assert chunks(scale, Description((entry,)), width) == [(LINE + 7.5 + LINE + 4, False)]
    assert chunks(scale, Description((entry,), records=True), width + 10) == [(LINE + 7.5 + 2 * LINE + 4, False)]
    assert chunks(scale, Description((entry,), records=True), width + 12) == [(LINE + 7.5 + LINE + 4, False)]


def test_a_box_has_its_frame_its_heading_and_who_said_it(scale: _Scale) -> None:
    box = Box(BoxKind.NOTE, (Text("Note"),), (paragraph("Rest."),))
    bare = 33 + heading(scale, 4, first=True) + LINE + GAP
    assert chunks(scale, box) == [(round(bare, 6), False)]
    said = replace(box, attribution=(Text("Ann"),))
    assert chunks(scale, said) == [(round(bare + LINE, 6), False)]
    width = scale.ruler.width("Rest. Rest.") * 10 + 1
    longer = replace(box, heading=(Text("N"),), blocks=(paragraph("Rest. Rest."),))
    assert chunks(scale, longer, width + 22) == [(round(bare, 6), False)]
    assert chunks(scale, longer, width + 20) == [(round(bare + LINE, 6), False)]


def test_a_picture_is_as_high_as_its_width_and_the_page_allow_with_what_stands_below(scale: _Scale) -> None:
    figure = Figure("knee", DRAWING, "A knee")
    assert chunks(scale, figure, 300) == [(150 + 20 + GAP, False)]
    narrow = replace(figure, widest=100 / POINTS_PER_MILLIMETRE)
    assert chunks(scale, narrow, 300) == [(50 + 20 + GAP, False)]
    tall = replace(figure, picture=replace(DRAWING, width=10, height=1000))
    tallest = 0.55 * scale.layout.page.height * POINTS_PER_MILLIMETRE
    assert chunks(scale, tall, 300) == [(round(tallest + 20 + GAP, 6), False)]
    small = scale.type.points("small") * 1.5
    below = replace(figure, caption=(Text("Bend it."),), credit=Credit((Text("Ann"),)))
    assert chunks(scale, below, 300) == [(round(150 + 20 + GAP + LINE + small, 6), False)]
    longer = replace(below, long_description=(paragraph("It bends."),))
    assert chunks(scale, longer, 300) == [(round(150 + 20 + GAP + LINE + 2 * small, 6), False)]


def test_a_table_has_its_caption_with_its_head_and_its_rows(scale: _Scale) -> None:
    row = ((Text("One"),), (Text("Two"),))
    rows = chunks(scale, Table((Text("Doses"),), row, (row, row, row, row)))
    assert rows == [
        (2 * LINE + 10, True),
        (LINE + 10, True),
        (LINE + 10, False),
        (LINE + 10, True),
        (LINE + 10, False),
    ]


def test_a_heading_is_as_high_as_its_level_and_holds_what_follows(scale: _Scale) -> None:
    inner = Section("three", (Text("Three"),), (paragraph("Rest."),))
    for blocks, first in (((paragraph("Rest."),), False), ((), True)):
        section = Section("two", (Text("Two"),), blocks, sections=(inner, inner))
        found = [each.height for each in scale.section(section, 2) if each.holds]
        highs = [heading(scale, 2), heading(scale, 3, first=first), heading(scale, 3)]
        assert found == pytest.approx(highs)
    assert scale.heading((Text("Four"),), 4, 1000) == pytest.approx(heading(scale, 4))
    assert scale.heading((Text("Five"),), 5, 1000) == pytest.approx(heading(scale, 4))


def test_what_holds_what_follows_is_as_high_as_both(scale: _Scale) -> None:
    section = Section("two", (Text("Two"),), (paragraph("Take:"), paragraph("Rest.")))
    (whole,) = _held(scale.section(section, 2))
    assert whole == pytest.approx(heading(scale, 2) + 2 * (LINE + GAP))
    assert list(_held(scale.section(Section("two", (Text("Two"),), ()), 2))) == [pytest.approx(heading(scale, 2))]
    assert list(_held([])) == []


@pytest.mark.parametrize(
    ("count", "holds"),
    [(1, [False]), (2, [True, False]), (3, [True, True, False]), (5, [True, False, False, True, False])],
)
def test_neither_the_first_nor_the_last_of_several_stands_alone(count: int, holds: list[bool]) -> None:
    assert [each.holds for each in _some([1.0] * count)] == holds


@pytest.mark.parametrize(
    ("heights", "pages", "height"),
    [
        ([60, 40], 1, 100),
        ([60, 41], 2, 41),
        ([100], 1, 100),
        ([101], 2, 1),
        ([250], 3, 50),
        ([10, 250], 4, 50),
        ([0, 100], 1, 100),
        ([], 1, 0),
    ],
)
def test_pages_are_filled_one_after_the_other(heights: list[float], pages: int, height: float) -> None:
    filled = _Filled()
    for each in heights:
        filled.add(each, 100)
    assert (filled.pages, filled.height) == (pages, height)


def test_the_front_is_as_high_as_what_stands_there(script: Manuscript, plain_a4: Layout) -> None:
    def front(**more: object) -> float:
        none = {"publisher": "", "clinic": None, "volume": "", "notice": "", "subtitle": (), "summary": ()}
        bare = replace(script, **{**none, "title": (Text("Knee"),), **more})  # type: ignore[arg-type]  # its fields
        return _Scale(bare, plain_a4).front()

    kind = plain_a4.type.points
    least = 13 * POINTS_PER_MILLIMETRE + 1.47 * kind("title") + 0.9 * kind("subtitle") + 33
    assert front() == pytest.approx(least)
    assert front(publisher="North") == front(volume="Volume 1") == pytest.approx(least + 1.5 * kind("small"))
    assert front(notice="A draft.") == front(summary=(Text("Rest."),)) == pytest.approx(least + LINE)
    assert front(subtitle=(Text("At home"),)) == pytest.approx(least + 1.3 * kind("subtitle"))
    assert script.clinic
    assert front(clinic=script.clinic) > front() + 1.4 * kind("small")


def test_the_list_of_contents_has_a_line_for_each_part(script: Manuscript, plain_a4: Layout) -> None:
    section = Section("one", (Text("One"),), ())
    for count in (0, 1, 3):
        parts = tuple(replace(script.parts[0], section=section) for _ in range(count))
        scale = _Scale(replace(script, parts=parts), plain_a4)
        assert scale.contents() == pytest.approx(heading(scale, 2, first=True) + count * (LINE + 2) + 1.2 * GAP)


def test_a_page_has_room_within_its_margins(scale: _Scale, plain_a4: Layout) -> None:
    page = plain_a4.page
    assert scale.room == pytest.approx((page.height - page.top - page.bottom) * POINTS_PER_MILLIMETRE)
    assert scale.width == pytest.approx(plain_a4.column * POINTS_PER_MILLIMETRE)


def test_letters_that_join_are_narrower_than_where_they_stand_alone(script: Manuscript, plain_a4: Layout) -> None:
    plain, joined = (
        _Scale(replace(script, title=(Text(title),)), plain_a4).ruler.width("abc") for title in ("Knee", "\u0631\u0643")
    )
    assert joined == pytest.approx(0.75 * plain)


def test_each_part_is_told_on_the_page_that_it_begins_on(script: Manuscript, plain_a4: Layout) -> None:
    sections = [Section(name, (Text(name),), (paragraph("a " * 2_000),)) for name in ("one", "two")]
    parts = tuple(replace(script.parts[0], section=each) for each in sections)
    pages, places = paginate(replace(script, parts=parts), plain_a4)
    assert list(places) == ["one", "two"]
    assert 1 <= places["one"] < places["two"] < pages
    short, only = paginate(replace(script, parts=()), plain_a4)
    assert (short, only) == (2, {})
