"""What holds for every leaflet: its PDF is made, its tags are the leaflet's, and veraPDF passes it.

A longer run than the tests', with other seeds: ``python -m tests.pdf.properties ua-2 1000 1200``. An engine may be
named behind it, ``typst``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from press.checks import pdf as check
from press.layout import Layout
from press.model import Leaflet
from press.problems import errors
from press.programs import verapdf
from press.writers import paging, pdf
from tests.pdf.conftest import CLAIMS, composed, loaded
from tests.strategies import layouts, leaflets

FEW_MENDINGS = 1
OF_THE_LAYOUT = ("pdf-outside-page", "print-")
"""Rules of looks, which no random layout keeps: a word can be too long for its columns. Its tags have to be right."""


def problems(leaflet: Leaflet, layout: Layout, *, referee: bool) -> list[str]:
    """What is wrong with a leaflet's PDF; ``referee`` asks veraPDF too.

    Random layouts are so narrow that most of what could be tried against their looks would be, and none of it helps.
    """
    manuscript = composed(leaflet, layout)
    with patch.object(paging, "_MOST_MENDINGS", FEW_MENDINGS):
        data = pdf.write(manuscript, layout)
    found = check.check(data, manuscript, layout)
    if referee:
        found += verapdf.check(data, CLAIMS[layout.conformance])
    return [str(problem) for problem in errors(found) if not problem.rule.startswith(OF_THE_LAYOUT)]


LEAFLETS_A_SEED = 5
"""Beside the smallest leaflet, which each seed has too."""


@dataclass(frozen=True)
class Case:
    """A leaflet in a layout, which Hypothesis names only: their fields would fill screens."""

    leaflet: Leaflet
    layout: Layout

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        printer.text(f"{type(self).__name__}({self.layout.name})")


def held_by(
    conformance: str,
    number: int,
    *,
    referee: bool,
    leaflets_a_seed: int = LEAFLETS_A_SEED,
    engine: str = "",
    short: bool = False,
) -> None:
    """Try the leaflets of one seed: the smallest that there is, then others without order, of a page or two if they
    are ``short``, and not in columns in which WeasyPrint takes half a minute for some.

    What fails is not made smaller, which takes minutes: the problems name the words. Few to a
    seed, because Hypothesis would then spend its time on variants of the one that took longest.
    """

    @seed(number)
    @settings(
        max_examples=1 + leaflets_a_seed,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.builds(Case, leaflets(short=short), layouts(loaded(), conformance, narrow=not short)))
    def test(case: Case) -> None:
        assert problems(case.leaflet, replace(case.layout, engine=engine), referee=referee) == []

    test()


if __name__ == "__main__":
    flavour, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    laid_out_by = (*sys.argv[4:], "")[0]
    for tried in range(first, last):
        try:
            held_by(flavour, tried, referee=True, engine=laid_out_by)
        except Exception as fault:
            print(f"seed {tried}: {fault}")  # the outcome of a run by hand
        print(f"{flavour}: {(tried - first + 1) * LEAFLETS_A_SEED} leaflets", flush=True)
