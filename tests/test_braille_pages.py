"""Braille, page by page, of a leaflet that has every block: in cells that the tests have made up (`tests.cells`)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from press.braille import BLANK
from press.checks import braille as check
from press.layout import Braille
from press.manuscript import compose, on_paper, told_of_braille, with_pages
from press.manuscript.fitting import listed
from press.model import Leaflet
from press.writers import braille as writer
from tests.cells import louis as louis
from tests.conftest import Golden
from tests.test_braille import TABLES
from tests.test_leaflets import LAYOUTS

SAMPLES = Path(__file__).parent / "sample"
PAPERS = {"a4": Braille(cells=28, lines=27), "pocket": Braille(cells=21, lines=13, sides=1), "one": Braille(grade=1)}


@pytest.mark.usefixtures("louis")
@pytest.mark.parametrize("paper", PAPERS)
def test_the_pages_are_what_they_were(sample: Leaflet, paper: str, golden: Golden) -> None:
    strings = LAYOUTS.strings_for("en-GB")
    assert strings
    layout = replace(LAYOUTS["braille"], braille=PAPERS[paper])
    script = listed(on_paper(compose(sample, replace(strings, tables=TABLES))))
    if paper == "pocket":  # with the pages of print
        script = with_pages(script, {anchor: number for number, anchor in enumerate(("bend", "s1", "what-helps"), 2)})
    shown = [str(told_of_braille(script, layout))]
    for number, page in enumerate(check.brf(writer.brf(script, layout)), 1):
        shown += [f"Page {number}", *(f"|{line.replace(BLANK, ' ')}" for line in page)]
    golden(SAMPLES / f"braille-{paper}.txt", "\n".join(shown) + "\n")
