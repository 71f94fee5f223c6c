"""A leaflet that cannot have room in a layout is told by how many words, before it is laid out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from press.layout import Layout, Layouts
from press.manuscript import Kind, Manuscript, compose, room
from press.manuscript.script import Part
from press.model import Leaflet, Paragraph, Section, Text
from tests.desk.conftest import _loaded


@pytest.fixture(scope="module")
def shelf() -> Layouts:
    return _loaded(None)


@pytest.fixture(scope="module")
def panels(shelf: Layouts) -> Layout:
    return shelf["dl"]


@pytest.fixture
def script(sample: Leaflet, shelf: Layouts) -> Manuscript:
    strings = shelf.strings_for("en-GB")
    assert strings
    return compose(sample, strings)


def longer(script: Manuscript, words: int) -> Manuscript:
    """The same, with so many words more."""
    more = Section("more", (), (Paragraph((Text(" ".join(["knee"] * words)),)),))
    return replace(script, parts=(*script.parts, Part(Kind.BODY, more)))


def test_only_folded_panels_have_too_little_room(script: Manuscript, shelf: Layouts, panels: Layout) -> None:
    assert room.overflow(longer(script, 5_000), shelf["a4"]) == 0
    assert room.overflow(longer(script, 5_000), panels) > 3_000
    few = replace(script, parts=())
    assert room.overflow(few, panels) == 0


def test_by_as_many_words_as_are_taken_away_a_leaflet_is_less_too_long(script: Manuscript, panels: Layout) -> None:
    """The words are as wide on average, as all but some are the same."""
    many, more = (room.overflow(longer(script, words), panels) for words in (50_000, 51_000))
    assert more - many == pytest.approx(1_000, abs=20)


def test_the_room_is_that_of_all_panels_within_their_margins(script: Manuscript, panels: Layout) -> None:
    words = 50_000
    long = longer(script, words)
    count = sum(len(text.split()) for text in long.texts())
    page = panels.page
    height, width = page.height - page.top - page.bottom, page.width - page.left - page.right
    line = panels.type.body * panels.type.line_height / (72 / 25.4)
    fit = int(height / line) * panels.panels * width / room.word_width(long, panels)
    assert room.overflow(long, panels) == count - int(fit)


def test_a_word_is_as_wide_as_it_is_printed(script: Manuscript, panels: Layout) -> None:
    bare = replace(script, parts=())
    narrow, wide = (
        room.word_width(longer(bare, 1), replace(panels, type=replace(panels.type, body=size))) for size in (10, 20)
    )
    assert wide == pytest.approx(2 * narrow)
    long = longer(script, 50_000)
    ruler = panels.ruler(panels.fonts.body, bold=False)
    assert ruler
    knee = ruler.width("knee ") * panels.type.body / (72 / 25.4)
    assert room.word_width(long, panels) == pytest.approx(knee, rel=0.01)


def test_a_leaflet_without_words_takes_no_room(script: Manuscript, panels: Layout) -> None:
    class Silent:
        def texts(self) -> tuple[str, ...]:
            return ()

    silent: Manuscript = Silent()  # type: ignore[assignment]  # it has no words, which no manuscript has
    assert room.word_width(silent, panels) == 0


def test_it_is_said_by_how_many_words_it_is_too_long(script: Manuscript, panels: Layout) -> None:
    problem = room.too_long(script, panels, "at least 40")
    assert problem.message == f"The leaflet is at least 40 words too long for the {panels.panels} panels of `dl`."
    assert problem.rule == "too-long"
    assert problem.place.file == f"{script.topic}/{script.edition}"


def test_the_height_without_room_is_told_in_words_and_never_as_none(script: Manuscript, panels: Layout) -> None:
    line = panels.type.body * panels.type.line_height
    words = round(10 * panels.column / room.word_width(script, panels))
    assert words > 10
    assert f"is about {words} words" in room.over(script, panels, 10 * line).message
    assert "is about 1 words" in room.over(script, panels, 0).message


def test_pages_are_guessed_by_words_size_and_area(script: Manuscript, shelf: Layouts) -> None:
    plain = shelf["a4"]
    pages = room.guessed_pages(script, plain)
    count = sum(len(text.split()) for text in script.texts())
    assert pages == pytest.approx(count / 150 * (plain.type.body / 14) ** 2)
    larger = replace(plain, type=replace(plain.type, body=plain.type.body * 2))
    assert room.guessed_pages(script, larger) == pytest.approx(pages * 4)
    half = replace(plain, page=replace(plain.page, height=plain.page.height / 2))
    assert room.guessed_pages(script, half) == pytest.approx(pages * 2)
