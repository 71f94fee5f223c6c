"""Leaflets made into PDF once for all tests."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from press import layout
from press.layout import Layout, Layouts
from press.manuscript import Manuscript, compose
from press.manuscript.fitting import fit
from press.model import Leaflet, Paragraph, Section, Standing, Table, Text
from press.writers import pdf
from tests.pdf.damage import Made

ROOT = Path(__file__).parents[2]
CLAIMS = {"ua-1": ("ua1", "2a"), "ua-2": ("ua2", "4", "wtpdf-accessibility", "wtpdf-reuse")}
"""What veraPDF checks for each flavour."""

LONG_WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis"


@cache
def loaded() -> Layouts:
    return layout.load(ROOT / "layouts", ROOT / "fonts")


@pytest.fixture(scope="session")
def a4() -> Layout:
    return loaded()["a4"]


def composed(leaflet: Leaflet, layout: Layout) -> Manuscript:
    strings = layout.strings_for(leaflet.edition.language)
    assert strings
    return fit(compose(leaflet, strings), layout)


def full(sample: Leaflet, layout: Layout) -> Made:
    """A leaflet with all that a PDF can have: contents, a notice, and a table over two pages."""
    cells = [((Text(f"Week {number}"),), (Text(f"Bend the knee {number + 3} times"),)) for number in range(1, 31)]
    table = Table((Text("What to do each week"),), ((Text("When"),), (Text("Exercise"),)), tuple(cells))
    section = Section("weeks", (Text("Week by week"),), (Paragraph((Text("Do a little more each week."),)), table))
    edition = replace(sample.edition, standing=Standing.SUPERSEDED, sections=(*sample.edition.sections, section))
    layout = replace(layout, contents_over=0)
    manuscript = composed(replace(sample, edition=edition), layout)
    return Made(pdf.write(manuscript, layout), manuscript, layout)


@pytest.fixture(scope="session")
def ua_1(sample: Leaflet, a4: Layout) -> Made:
    return full(sample, replace(a4, conformance="ua-1"))


@pytest.fixture(scope="session")
def ua_2(sample: Leaflet, a4: Layout) -> Made:
    return full(sample, replace(a4, conformance="ua-2"))
