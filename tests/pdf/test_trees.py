"""The tags of leaflets, as a person can read them: ``tests/pdf/trees``."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from press.checks import pdf as check
from press.layout import ENGINES, Layout
from press.model import Edition, Leaflet
from press.writers import pdf
from tests.building import read
from tests.conftest import Golden
from tests.pdf.conftest import ROOT, composed, loaded
from tests.turns import in_turn

TREES = Path(__file__).parent / "trees"
LIBRARY, _ = read(ROOT / "leaflets")
LAYOUTS = [loaded()[name] for name in ("a4", "large-print")]
SHORT, _ = read(ROOT / "tests" / "short" / "leaflets")

_PAGE_NUMBER = re.compile(r"(TOCI\n.*Reference\n.*Link.*\n.* )\d+")
"""Which page a section falls on is the layout's affair, and Pango's; that the number is right is checked elsewhere."""
_ELSEWHERE = re.compile(r"(?: |\\xa0)\(page\\xa0\d+\)|, page\\xa0\d+")
"""So it is whether a reference leads to another page, and says the number, in brackets of its own or in its text's."""


_EDGES = re.compile(r"^( *)' *(.*?) *'$", re.MULTILINE)
_BLANK = re.compile(r"^ *''\n", re.MULTILINE)


def even(tags: str) -> str:
    """A tree without the spaces at the ends of texts: on which side of a tag one stands is the engine's affair, and
    that there is one is checked elsewhere."""
    return _BLANK.sub("", _EDGES.sub(r"\1'\2'", _PAGE_NUMBER.sub(r"\1N", _ELSEWHERE.sub("", tags))))


@pytest.mark.parametrize(
    ("edition", "layout", "engine"),
    in_turn(
        5,
        LIBRARY.editions,
        LAYOUTS,
        ENGINES,
        ids=[
            [f"{one.topic} {one.name} {one.language}" for one in LIBRARY.editions],
            [layout.name for layout in LAYOUTS],
        ],
    ),
)
def test_the_tags_of_a_leaflet_are_the_same_whatever_lays_it_out(
    edition: Edition, layout: Layout, engine: str, golden: Golden
) -> None:
    layout = replace(layout, engine=engine, contents_over=0)  # how many pages there are is the engine's affair
    leaflet = Leaflet(edition, LIBRARY.clinics[0])
    tags = check.outline(pdf.write(composed(leaflet, layout), layout))
    name = f"{edition.name}.{edition.language}" if edition.translated else edition.name
    golden(TREES / f"{edition.topic}-{name}-{layout.name}.txt", even(tags))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["a4-columns", "booklet", "dl"])
def test_the_tags_of_a_short_leaflet(name: str, engine: str, golden: Golden) -> None:
    layout = replace(loaded()[name], engine=engine)
    tags = check.outline(pdf.write(composed(Leaflet(SHORT.editions[0]), layout), layout))
    golden(TREES / f"dressing-2026-01-{name}.txt", even(tags))
