"""The tags of leaflets, as a person can read them: ``tests/pdf/trees``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from press.checks import pdf as check
from press.layout import Layout
from press.model import Edition, Leaflet
from press.writers import pdf
from tests.building import read
from tests.conftest import Golden
from tests.pdf.conftest import ROOT, composed, loaded

TREES = Path(__file__).parent / "trees"
LIBRARY, _ = read(ROOT / "leaflets")
LAYOUTS = [loaded()[name] for name in ("a4", "large-print")]
SHORT, _ = read(ROOT / "tests" / "short" / "leaflets")

_PAGE_NUMBER = re.compile(r"((?:TOCI\n.*Reference\n.*Link.*\n.* |\(page\\xa0))\d+")
"""Which page a section falls on is the layout's affair, and Pango's; that the number is right is checked elsewhere."""


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("edition", LIBRARY.editions, ids=lambda one: f"{one.topic} {one.name} {one.language}")
def test_the_tags_of_a_leaflet(edition: Edition, layout: Layout, golden: Golden) -> None:
    leaflet = Leaflet(edition, LIBRARY.clinics[0])
    tags = check.outline(pdf.write(composed(leaflet, layout), layout))
    name = f"{edition.name}.{edition.language}" if edition.translated else edition.name
    golden(TREES / f"{edition.topic}-{name}-{layout.name}.txt", _PAGE_NUMBER.sub(r"\1N", tags))


@pytest.mark.parametrize("name", ["a4-columns", "booklet", "dl"])
def test_the_tags_of_a_short_leaflet(name: str, golden: Golden) -> None:
    layout = loaded()[name]
    tags = check.outline(pdf.write(composed(Leaflet(SHORT.editions[0]), layout), layout))
    golden(TREES / f"dressing-2026-01-{name}.txt", _PAGE_NUMBER.sub(r"\1N", tags))
