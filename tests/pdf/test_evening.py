"""The last page of text in two columns, with Typst: they end at about the same height."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from press.model import Block, Box, BoxKind, Item, List, Paragraph, Text
from press.writers import typeset
from press.writers.breaks import Break, Unit
from press.writers.typeset import blocks, evening
from press.writers.typeset.ending import Pages
from press.writers.typeset.mirror import Mirror
from press.writers.typeset.painted import File
from press.writers.typeset.script import Script
from tests.pdf.test_typeset import look, script

SENTENCE = "You may feel a little sore for some days after it. "
LAYOUT = replace(look("a4-columns"), contents_over=99)


def test_a_column_ends_where_both_have_room_for_what_stands_in_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three have room in the first, two in the second, of which one is said to be the last."""
    room = {0: 3, 1: 3, 2: 3}

    class Narrow:
        units = ("a", "b", "c", "d", "e")

        def holds(self, first: int, last: str) -> bool:
            return self.units.index(last) - first < room.get(first, 2)

    monkeypatch.setattr(evening, "_cost", lambda flow, place: place)
    narrow: Any = Narrow()
    named: Any = Break  # units are known by their names alone here
    assert [end for _, end in evening._ends(narrow)] == [named("b", "c"), named("c", "d")]


def paragraph(count: int) -> Paragraph:
    return Paragraph((Text(SENTENCE * count),))


def filled(*made: Block, language: str = "en-GB") -> tuple[Pages, Script]:
    """The pages of some blocks, one column filled after the other."""
    manuscript = script(*made, layout=LAYOUT, language=language)
    written = blocks.script(manuscript, LAYOUT, with_contents=False)
    file = typeset._settled(written, LAYOUT)
    return Pages(written, file, LAYOUT, manuscript.strings.negations, Mirror(written)), written


def evened(pages: Pages) -> Pages:
    def settle() -> File:
        return typeset._settled(pages.script, LAYOUT)

    return replace(pages, file=evening.evened(pages.script, pages.file, LAYOUT, pages.negations, settle))


def columns(pages: Pages) -> tuple[list[Unit], list[Unit]]:
    """What stands in the columns of the last page."""
    units = pages.units()
    last = units[-1].page // 2
    return ([unit for unit in units if unit.page == 2 * last], [unit for unit in units if unit.page == 2 * last + 1])


def height(units: list[Unit]) -> float:
    return units[-1].bottom - units[0].top if units else 0.0


@pytest.mark.parametrize("language", ["en-GB", "ar"])
def test_columns_of_the_last_page_end_at_about_the_same_height(language: str) -> None:
    natural, _ = filled(*[paragraph(3)] * 10, language=language)
    before = columns(natural)
    assert height(before[1]) < 0.7 * height(before[0])
    first, second = columns(evened(natural))
    assert height(first) >= height(second) > 0.85 * height(first)
    assert first[-1].element is not second[0].element


def test_the_second_column_begins_with_a_section_where_one_is_near_the_middle() -> None:
    natural, _ = filled(*[paragraph(3)] * 4)
    _, second = columns(evened(natural))
    assert second[0].text == "About this leaflet"


def test_a_box_is_not_torn_so_that_columns_are_even() -> None:
    natural, _ = filled(paragraph(1), Box(BoxKind.URGENT, (Text("Call us"),), (paragraph(9),)))
    first, second = columns(evened(natural))
    boxed = [{any(each.tag == "aside" for each in unit.holders) for unit in units} for units in (first, second)]
    assert boxed in ([{True, False}, {False}], [{False}, {True, False}], [{True, False}, set()])


def test_columns_that_are_even_already_stay_as_they_are() -> None:
    natural, written = filled(*[paragraph(3)] * 4)
    found = evened(natural)
    again = repr(written.data)
    assert evened(found).file is found.file
    assert repr(written.data) == again


def spoiled(pages: Pages, file: File | None) -> tuple[File, Script]:
    return evening.evened(pages.script, pages.file, LAYOUT, pages.negations, lambda: file), pages.script


def test_pages_that_never_settle_with_even_columns_stay_as_they_are() -> None:
    natural, written = filled(*[paragraph(3)] * 4)
    before = repr(written.data)
    assert spoiled(natural, None)[0] is natural.file
    assert repr(written.data) == before


def test_even_columns_never_cost_a_page() -> None:
    natural, written = filled(*[paragraph(3)] * 4)
    longer = filled(*[paragraph(5)] * 40)[0].file
    before = repr(written.data)
    assert spoiled(natural, longer)[0] is natural.file
    assert repr(written.data) == before


def test_a_list_of_few_items_alone_on_the_last_page_stays_whole() -> None:
    short = List(tuple(Item((Paragraph((Text(f"thing {number}"),)),)) for number in range(3)))
    natural, _ = filled(*[paragraph(4)] * 2, short)
    first, second = columns(evened(natural))
    listed = [any("ul" in [each.tag for each in unit.holders] for unit in units) for units in (first, second)]
    assert sum(listed) == 1
