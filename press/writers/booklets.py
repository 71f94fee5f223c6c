"""The best ends of pages for what has only so many: a booklet, whose pages come in fours, and a leaflet that folds.

What is left of a booklet's last sheet but its back cover becomes pages for notes, and these cost a reader something
too; what has no room on a folded leaflet's panels is lost to it. Ends are chosen as for any other leaflet
(`press.writers.breaks`). Where that leaves pages for notes, or has too many, they are chosen again for each number of
pages by which a sheet may be filled: margins that come down, and pages that end a little earlier, are small steps that
nobody sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import inf

from press.pagination import Hurt
from press.writers import breaks
from press.writers.breaks import Flow, Plan


@dataclass(frozen=True)
class Sheets:
    """What a leaflet is printed on: how many ``pages`` a sheet has, how many stand ``before`` those that are planned,
    and how many there may be at ``most``, if one sheet is all that there is."""

    pages: int
    before: int = 0
    most: int = 0

    def notes(self, pages: int) -> int:
        """How many pages are left for notes behind so many; the last of a sheet is a back cover."""
        return max(0, -(self.before + pages) % self.pages - 1)

    def too_many(self, pages: int) -> bool:
        """Whether so many have no room."""
        return 0 < self.most < self.before + pages

    def cost(self, plan: Plan) -> float:
        """What a plan costs, with what is left of the last sheet."""
        return inf if self.too_many(plan.pages) else plan.cost + Hurt.NOTES.value * self.notes(plan.pages)


def cost(found: Sequence[Flow], sheets: Sheets) -> float:
    """What the ends cost that pages were laid out with, and what is left of their last sheet."""
    return sheets.cost(breaks.as_they_are(found))


def best(found: Sequence[Flow], sheets: Sheets) -> Plan:
    """The ends of pages that cost least, with what is left of the last sheet: its cost is counted."""
    plan = breaks.best(found)
    if sheets.notes(plan.pages) or sheets.too_many(plan.pages):
        counted = (list(_counted(flow, sheets.most or sheets.pages)) for flow in found)
        plans = (breaks.joined(each) for each in product(*counted))
        plan = min((plan, *plans), key=sheets.cost)
    return replace(plan, cost=sheets.cost(plan))


def _counted(flow: Flow, sheet: int) -> Iterator[Plan]:
    """For each number of pages by which a last sheet may be filled, the ends that cost least."""
    count = len(flow.units)
    least = [[0.0, *[inf] * (sheet - 1)]] + [[inf] * sheet for _ in range(count)]
    starts = [[0] * sheet for _ in range(count + 1)]
    for end in range(1, count + 1):
        for start, page in _pages(flow, end):
            for left, before in enumerate(least[start]):
                place = (left + 1) % sheet
                if before + page < least[end][place]:
                    least[end][place], starts[end][place] = before + page, start
    for left, least_cost in enumerate(least[count]):
        if least_cost < inf:
            yield breaks.planned(flow, [*_ends(starts, left, sheet)][::-1], least_cost)


def _pages(flow: Flow, end: int) -> Iterator[tuple[int, float]]:
    """Where a page may begin that ends in front of a unit, and what it costs."""
    last, idle = flow.units[end - 1], breaks.idle(flow, end)
    for start in range(end - 1, -1, -1):
        hurt = 0.0 if flow.holds(start, last) else flow.nearer(start, end)
        if hurt == inf:
            return
        if not (idle and flow.holds(start, idle)):
            yield start, hurt + flow.page(start, end)


def _ends(starts: Sequence[Sequence[int]], left: int, sheet: int) -> Iterator[int]:
    """Where pages end, from the last to the first."""
    end = len(starts) - 1
    while end:
        yield end
        end, left = starts[end][left], (left - 1) % sheet
