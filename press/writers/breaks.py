"""The best set of breaks for a whole leaflet: what each end of a page costs, and the ends that cost least in all.

Not the first page that fits: the pages of a leaflet are chosen together, as a paragraph's lines are in TeX
(Knuth and Plass, Breaking Paragraphs into Lines, 1981). The costs are those of `press.pagination`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from math import inf
from xml.etree.ElementTree import Element

from press.pagination import (
    BLANK_LINE,
    COLONS,
    ORPHANS,
    SHORT_LIST,
    SHORT_PARAGRAPH,
    WIDOWS,
    Hurt,
    emptiness,
    goes_on,
    says_no,
)

HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_LISTS = ("ul", "ol")
_FILLED = 0.998
"""What a page is filled to at most: WeasyPrint moves on what would leave less of it."""
_SPARE = 0.004
"""What is left of a page whose margins come down, for what comes of rounding."""
NEAREST = 0.75
"""To what share of themselves the margins of a page come down at most, so that it has room for what belongs on it."""
_ROUNDED = 0.01
WORTH = 30
"""By how much other ends of pages have to cost less than those that there are, to be set."""
_NEAR_THE_END = 1 / 8


@dataclass(frozen=True, eq=False)
class Unit:
    """What no page ends within: a line, a picture, a row of a table. Lengths are in the engine's unit.

    ``place`` is its line among the ``lines`` of its paragraph, from 0. ``holders`` are the elements around it,
    from the body inwards, its own the last. ``top`` and ``bottom`` are on the endless page; with ``above`` it begins
    a page, with the edges of the boxes that begin with it, and with ``below`` it ends one. ``head`` is the height of
    the table's head that is printed again above it.
    """

    page: int
    text: str
    place: int
    lines: int
    holders: tuple[Element, ...]
    top: float
    bottom: float
    above: float
    below: float
    head: float
    forced: bool
    """Whether it begins a page by the layout's will."""
    margin: float = 0.0
    """How much of what stands above it on a page is margin, which may be less."""

    @property
    def element(self) -> Element:
        return self.holders[-1]

    @cached_property
    def tag(self) -> str:
        return str(self.element.tag)


@dataclass(frozen=True)
class Break:
    """Where a page ends: between ``before`` and ``after``, which may be lines of one paragraph."""

    before: Unit
    after: Unit


@dataclass(frozen=True)
class Nearer:
    """A page whose ``units`` stand nearer to each other: margins between them are that ``share`` of themselves."""

    units: tuple[Unit, ...]
    share: float


@dataclass(frozen=True)
class Plan:
    """Where pages end and what that costs in all; ends that the layout forces are not among them.

    ``nearer`` are the pages that have no room for what stands on them unless their margins are less.
    """

    breaks: tuple[Break, ...]
    cost: float
    pages: int
    nearer: tuple[Nearer, ...] = ()


@dataclass(frozen=True, eq=False)
class Flow:
    """What stands between two ends of pages that the layout forces. ``last``: nothing comes after it.

    ``room`` is how high the text of a page may be, ``first`` that of its first page; in the engine's unit.
    """

    units: Sequence[Unit]
    first: float
    room: float
    negations: tuple[str, ...]
    last: bool
    nearest: float = NEAREST
    """To what share of themselves its margins may come down (`nearest`)."""

    @cached_property
    def costs(self) -> list[float]:
        """What the end of a page costs in front of each unit, how full the page is aside; of the first nothing."""
        return [0.0, *(_cost(self, number) for number in range(1, len(self.units)))]

    @cached_property
    def items(self) -> dict[Element, int]:
        """How many items each list has."""
        lists = {holder for unit in self.units for holder in unit.holders if holder.tag in _LISTS}
        return {each: sum(child.tag == "li" for child in each) for each in lists}

    @cached_property
    def margins(self) -> list[float]:
        """What margins come to in all, down to each unit."""
        return list(accumulate(unit.margin for unit in self.units))

    def used(self, start: int, end: int) -> float:
        """The height of a page with the units from ``start`` up to ``end``."""
        first, last = self.units[start], self.units[end - 1]
        return last.below - first.above + (first.head if start else 0)

    def page(self, start: int, end: int) -> float:
        """What a page with these units costs, with its end."""
        empty = max(0.0, 1 - self.used(start, end) / self.height(start))
        if end < len(self.units):
            return Hurt.PAGE.value + emptiness(empty) + self.costs[end]
        runt = self.last and start and empty > 1 - _NEAR_THE_END
        return Hurt.PAGE.value + (Hurt.RUNT.value if runt else 0)

    def holds(self, start: int, last: Unit) -> bool:
        """Whether a page that begins with the unit ``start`` has room up to another one."""
        first = self.units[start]
        if start:
            return last.below - first.above + first.head <= self.room * _FILLED
        return last.below - first.above <= self.first * _FILLED

    def nearer(self, start: int, end: int) -> float:
        """What it costs that the units of a page stand nearer to each other; nothing where they have room."""
        if end - start == 1:
            return 0.0
        come_down = 1 - self.nearness(start, end)
        if come_down > 1 - self.nearest:
            return inf
        return Hurt.NEARER.value * come_down / (1 - NEAREST)

    def nearness(self, start: int, end: int) -> float:
        """To what share of themselves margins come down where a page has these units: 1 where they have room."""
        over = self.used(start, end) - self.height(start) * _FILLED
        if over <= 0:
            return 1.0
        margins = self.margins[end - 1] - self.margins[start]
        return 1 - (over + self.height(start) * _SPARE) / margins if margins else 0.0

    def height(self, start: int) -> float:
        """How high the text of the page may be that begins with the unit ``start``."""
        return self.room if start else self.first


def nearest(gap: float) -> float:
    """To what share of themselves margins come down where paragraphs are so far apart, in sizes of their type: a blank
    line stays one."""
    return min(1.0, max(NEAREST, (BLANK_LINE + _ROUNDED) / gap if gap else 1.0))


def flows(
    units: Sequence[Unit], first: float, room: float, negations: tuple[str, ...], nearest: float = NEAREST
) -> list[Flow]:
    """The units between the ends of pages that the layout forces. ``nearest`` is a share of their margins."""
    starts = [0, *(number for number, unit in enumerate(units) if unit.forced), len(units)]
    parts = [list(units[start:end]) for start, end in pairwise(starts) if end > start]
    return [
        Flow(part, room if number else first, room, negations, part is parts[-1], nearest)
        for number, part in enumerate(parts)
    ]


def as_they_are(found: Sequence[Flow]) -> Plan:
    """The breaks that pages were laid out with."""
    cost, pages, breaks = 0.0, 0, []
    for flow in found:
        ends = [
            number for number in range(1, len(flow.units)) if flow.units[number].page != flow.units[number - 1].page
        ]
        cost += sum(flow.page(start, end) for start, end in pairwise([0, *ends, len(flow.units)]))
        pages += len(ends) + 1
        breaks += [Break(flow.units[end - 1], flow.units[end]) for end in ends]
    return Plan(tuple(breaks), cost, pages)


def best(found: Sequence[Flow]) -> Plan:
    """The breaks that cost least."""
    return joined([_best(flow) for flow in found])


def joined(plans: Sequence[Plan]) -> Plan:
    """The plans of a leaflet's parts, one after the other."""
    breaks = tuple(each for plan in plans for each in plan.breaks)
    nearer = tuple(each for plan in plans for each in plan.nearer)
    return Plan(breaks, sum(plan.cost for plan in plans), sum(plan.pages for plan in plans), nearer)


def _best(flow: Flow) -> Plan:
    """The least cost of all that stands before each unit, from first to last."""
    count = len(flow.units)
    least: list[float] = [0.0] + [inf] * count
    starts = [0] * (count + 1)
    for end in range(1, count + 1):
        last, unreached = flow.units[end - 1], idle(flow, end)
        least_end = Hurt.PAGE.value + (flow.costs[end] if end < count else 0.0)
        for start in range(end - 1, -1, -1):
            hurt = 0.0 if flow.holds(start, last) else flow.nearer(start, end)
            if hurt == inf:
                break
            if least[start] + least_end >= least[end] or (unreached and flow.holds(start, unreached)):
                continue
            cost = least[start] + hurt + flow.page(start, end)
            if cost < least[end]:
                least[end], starts[end] = cost, start
    ends, end = [count], starts[count]
    while end:
        ends.append(end)
        end = starts[end]
    return planned(flow, ends[::-1], least[count])


def planned(flow: Flow, ends: Sequence[int], cost: float) -> Plan:
    """Pages that end in front of these units, the last behind all of them, and what that costs."""
    pages = list(pairwise([0, *ends]))
    breaks = tuple(Break(flow.units[end - 1], flow.units[end]) for _, end in pages[:-1])
    shares = ((start, end, flow.nearness(start, end)) for start, end in pages)
    nearer = tuple(
        Nearer(tuple(flow.units[start:end]), share) for start, end, share in shares if flow.nearest <= share < 1
    )
    return Plan(breaks, cost, len(pages), nearer)


def idle(flow: Flow, end: int) -> Unit | None:
    """The last line of a paragraph within which a page would end; where that line has room on it, nothing can have the
    page end there."""
    if end == len(flow.units) or flow.units[end].element is not flow.units[end - 1].element:
        return None
    whole = end - flow.units[end].place + flow.units[end].lines
    return flow.units[whole - 1] if whole <= len(flow.units) else None


# What a break costs


def _cost(flow: Flow, number: int) -> float:
    before, after = flow.units[number - 1], flow.units[number]
    if before.element is after.element and before.place < after.place:
        return _within(flow, before, after, number)
    return _between(flow, before, after, number)


def _within(flow: Flow, before: Unit, after: Unit, number: int) -> float:
    """Between two lines of a paragraph."""
    if before.tag in (*HEADINGS, "dt", "caption", "figcaption", "tr"):
        return Hurt.PARTED.value
    cost = _item(before, after) + _boxed(before.holders)
    if before.lines <= SHORT_PARAGRAPH:
        cost += Hurt.SHORT.value
    elif after.place < ORPHANS or after.lines - after.place < WIDOWS:
        return Hurt.PARTED.value
    if not goes_on(before.text):
        return cost + Hurt.PARAGRAPH.value
    rest = " ".join(unit.text for unit in flow.units[number : number + after.lines - after.place])
    return cost + (Hurt.NEGATION.value if says_no(rest, flow.negations) else Hurt.SENTENCE.value)


def _between(flow: Flow, before: Unit, after: Unit, number: int) -> float:
    """Between two paragraphs, items, pictures or rows."""
    if _belong(before, after) or after.tag == "h1":
        return Hurt.PARTED.value
    common = [holder for holder in before.holders if holder in set(after.holders)]
    cost = 0.0 if after.tag in HEADINGS else float(_boxed(common))
    cost += _listed(flow, common, before, after)
    alone = before.lines == 1 and number > 1 and flow.units[number - 2].tag in HEADINGS
    return cost + (Hurt.ALONE.value if alone else 0)


def _belong(before: Unit, after: Unit) -> bool:
    """Whether a unit must not stand without what follows."""
    if before.tag in ("img", "figcaption"):
        return after.tag == "figcaption" or after.element.get("class") in ("credit", "described")
    if before.element.get("class") == "credit" and after.element.get("class") == "described":
        return True
    opens = after.tag in (*HEADINGS, "dt")
    if before.tag in HEADINGS[1:]:
        return True
    if before.element.get("class") == "lead-in" and any(map(_has_records, after.holders)):
        return True  # the caption of what was a table
    ends_in_colon = before.tag == "p" and before.text.rstrip().endswith(COLONS)
    return (before.tag in ("dt", "caption") or ends_in_colon) and not opens


def _has_records(element: Element) -> bool:
    """Whether an element is what was a table, each row of it a record."""
    return element.tag == "dl" and "records" in (element.get("class") or "").split()


_BOXES = frozenset({"box", "illustration", "summary", "notice", "clinic"})


def _boxed(common: Sequence[Element]) -> int:
    """What it costs to part a box, a contact or the facts about a leaflet."""
    kinds = [(holder.get("class") or "").split() for holder in common]
    if any(set(kind) & _BOXES for kind in kinds):
        return Hurt.BOX.value
    inner = kinds[kinds.index(["support"]) + 1 :] if ["support"] in kinds else []
    if any(holder.tag == "section" for holder in common[len(common) - len(inner) :]):
        return Hurt.BOX.value
    return Hurt.ABOUT.value if ["about"] in kinds else 0


def _listed(flow: Flow, common: Sequence[Element], before: Unit, after: Unit) -> float:
    """What it costs to part items, entries or rows."""
    for holder in reversed(common):
        if holder.tag in _LISTS:
            return _among(holder, flow.items[holder], after)
        if _has_records(holder):
            return _among(holder, len(holder), after)
        if holder.tag == "li":
            return Hurt.ITEM.value
        if holder.tag in ("tbody", "table"):
            return _rows(before, after)
        if holder.tag == "div" and holder.find("dt") is not None:
            return Hurt.ITEM.value
    if before.element.get("class") == "lead-in" and after.tag == "p":
        return Hurt.SENTENCE.value
    return 0


def _among(holder: Element, count: int, after: Unit) -> float:
    """What it costs to part so many items, records or rows in front of one of them."""
    place = next((number for number, each in enumerate(holder) if each in set(after.holders)), 0)
    alone = Hurt.ALONE.value if place in (1, count - 1) else 0
    return Hurt.LIST.value + alone if count <= SHORT_LIST else alone or Hurt.PARAGRAPH.value


def _item(before: Unit, after: Unit) -> float:
    return Hurt.ITEM.value if any(holder.tag == "li" for holder in before.holders if holder in after.holders) else 0


def _rows(before: Unit, after: Unit) -> float:
    """A short table stays whole; of others a head stays with two rows, and the last two rows together."""
    rows = [each for each in after.holders if each.tag == "tbody"]
    if before.tag in ("thead", "caption") or not rows:
        return Hurt.PARTED.value
    return _among(rows[-1], len(rows[-1]), after)
