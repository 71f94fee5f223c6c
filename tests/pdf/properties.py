"""What holds for every leaflet: its PDF is made, its tags are the leaflet's, and veraPDF passes it.

A longer run than the tests', with another seed: ``python -m tests.pdf.properties ua-2 2000 7``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from press.checks import pdf as check
from press.checks import verapdf
from press.layout import Layout
from press.model import Leaflet
from press.writers import pdf
from tests.pdf.conftest import CLAIMS, composed, loaded
from tests.strategies import layouts, leaflets

OF_THE_LAYOUT = "pdf-outside-page"
"""A word can be too long for the narrow columns of a random layout; its tags have to be right all the same."""


def problems(leaflet: Leaflet, layout: Layout, *, referee: bool) -> list[str]:
    """What is wrong with a leaflet's PDF; ``referee`` asks veraPDF too."""
    manuscript = composed(leaflet, layout)
    data = pdf.write(manuscript, layout)
    found = check.check(data, manuscript, layout)
    if referee:
        found += verapdf.check(data, CLAIMS[layout.conformance])
    return [str(problem) for problem in found if problem.rule != OF_THE_LAYOUT]


@dataclass(frozen=True)
class Case:
    """A leaflet in a layout; their representations would fill screens."""

    leaflet: Leaflet = field(repr=False)
    layout: Layout = field(repr=False)


def held_by(examples: int, conformance: str, *, referee: bool, seeded: int = 0) -> Callable[[], None]:
    """A test of so many random leaflets, the same ones for the same seed.

    What fails is not made smaller, which takes minutes: the problems name the words.
    """

    @seed(seeded)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.builds(Case, leaflets(), layouts(loaded(), conformance)))
    def test(case: Case) -> None:
        assert problems(case.leaflet, case.layout, referee=referee) == []

    return test


if __name__ == "__main__":
    held_by(int(sys.argv[2]), sys.argv[1], referee=True, seeded=int(sys.argv[3]))()
