"""What there is in a document is found wherever it stands; what nobody has said is not there."""

from __future__ import annotations

import inspect
from dataclasses import MISSING, fields, is_dataclass

import pytest

from press import model
from press.model import Box, BoxKind, Figure, Paragraph, Picture, Section, Table, Text, figures
from press.model.document import tables
from press.model.library import Doubts, SignOff
from press.model.translation import Progress


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


UNSAID = {
    "List.start": 1,
    "Doubts.sign_off": SignOff.NONE,
    "Card.doubts": Doubts(),
    "Edition.behind_printed": True,
    "SourcePassage.progress": Progress.DONE,
}
"""What holds where nobody has said otherwise, and is more than nothing."""


@pytest.mark.parametrize("module", [model.document, model.library, model.translation], ids=lambda each: each.__name__)
def test_what_nobody_has_said_of_a_leaflet_is_empty_and_does_not_hold(module: object) -> None:
    values = [each for _, each in inspect.getmembers(module, inspect.isclass) if is_dataclass(each)]
    assert len(values) > 3
    for each in values:
        for field in fields(each):
            unsaid = field.default if field.default_factory is MISSING else field.default_factory()
            if unsaid is not MISSING:
                wanted = UNSAID.get(f"{each.__name__}.{field.name}")
                assert unsaid == wanted or (not unsaid and wanted is None), f"{each.__name__}.{field.name}"
