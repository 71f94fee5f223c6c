"""What there is in a document is found wherever it stands."""

from __future__ import annotations

from press.model import Box, BoxKind, Figure, Paragraph, Picture, Section, Table, Text, figures
from press.model.document import tables


def table(name: str) -> Table:
    return Table((Text(name),), ((Text("Who"),), (Text("Dose"),)), (((Text("Child"),), (Text("5 ml"),)),))


def figure(name: str) -> Figure:
    return Figure(name, Picture(f"{name}.png", "image/png", b"", 1, 1), name)


def section(name: str, *blocks: Table | Figure, inner: tuple[Section, ...] = ()) -> Section:
    boxed = Box(BoxKind.IMPORTANT, (Text("Mind"),), (Paragraph((Text("Rest."),)), blocks[1]))
    return Section(name, (Text(name),), (blocks[0], boxed, *blocks[2:]), inner)


def test_tables_are_found_in_boxes_and_in_inner_sections_in_reading_order() -> None:
    one, two, three, four, five = map(table, "abcde")
    inner = section("inner", four, five)
    outer = section("outer", one, two, three, inner=(inner,))
    assert list(tables((outer,))) == [(outer, one), (outer, two), (outer, three), (inner, four), (inner, five)]


def test_pictures_are_found_in_boxes_and_in_inner_sections_in_reading_order() -> None:
    one, two, three, four, five = map(figure, "abcde")
    outer = section("outer", one, two, three, inner=(section("inner", four, five),))
    assert list(figures((outer,))) == [one, two, three, four, five]
