"""The sample leaflet in large print, and in a file that has everything a Word file can have."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from press import layout
from press.layout import Layout
from press.manuscript import Manuscript, compose
from press.manuscript.fitting import fit
from press.model import Leaflet, Standing
from press.writers import word

ROOT = Path(__file__).parents[2]


@cache
def loaded() -> Layout:
    return layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"]


@pytest.fixture(scope="session")
def large_print() -> Layout:
    return loaded()


@pytest.fixture(scope="session")
def script(sample: Leaflet, large_print: Layout) -> Manuscript:
    return composed(sample, large_print)


@pytest.fixture(scope="session")
def full(sample: Leaflet, large_print: Layout) -> tuple[bytes, Manuscript]:
    """Contents with page numbers, a notice, a clinic, embedded fonts; and what it was written from."""
    fonts = replace(large_print.fonts, word=large_print.fonts.body, embed=True)
    carrying = replace(large_print, fonts=fonts, contents_over=0)
    old = replace(sample, edition=replace(sample.edition, standing=Standing.SUPERSEDED))
    manuscript = composed(old, carrying)
    return word.write(manuscript, carrying, word.drafted(manuscript)), manuscript


def composed(leaflet: Leaflet, layout: Layout) -> Manuscript:
    strings = layout.strings_for(leaflet.edition.language)
    assert strings
    return fit(compose(leaflet, strings), layout)
