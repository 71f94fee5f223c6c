"""The last page of text in two columns: they end at about the same height, where that tears nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from press.layout import Layout
from press.writers import breaks
from press.writers.breaks import Break, Flow
from press.writers.typeset import looking
from press.writers.typeset.ending import Pages
from press.writers.typeset.mirror import Mirror
from press.writers.typeset.painted import File
from press.writers.typeset.script import Script

_UNEVEN = 100
"""What it costs that one of two columns is empty, on the scale of `press.pagination`; less uneven, less."""
_WORTH = 10
_WITHIN = 35
"""What it costs that the second begins within a section."""
_SHORTER = 5
"""What it costs that the first is the lower one."""


def evened(
    script: Script, file: File, layout: Layout, negations: tuple[str, ...], settle: Callable[[], File | None]
) -> File:
    """The pages of a script as they were set; or with another end of the last page's first column, if that is better.

    ``settle`` sets the script, if its pages settle. Typst fills one column before it begins the next.
    """
    pages = Pages(script, file, layout, negations, Mirror(script))
    last = _last(pages)
    if not last:
        return file
    cost, end = min(_ends(last), key=lambda found: found[0], default=(0.0, None))
    if end is None or cost >= _as_it_is(last) - _WORTH:
        return file
    undo = looking.changed(pages.ended([end]))
    settled = settle()
    if settled and len(settled.pages) <= len(file.pages) and not looking.spilled(settled):
        return settled
    looking.changed(undo)
    return file


def _last(pages: Pages) -> Flow | None:
    """What stands in the columns of the last page; nothing where there are not two."""
    columns, data = pages.layout.columns, pages.script.data
    group = data["groups"][-1]
    if columns != 2 or group["pictured"]:
        return None
    parts = [id(data["parts"][number]) for number in group["parts"]]
    within = {element for element, item in pages.mirror.items.items() if id(item) in parts}
    units, last = pages.units(), len(pages.file.pages) - 1
    places = [
        place
        for place, unit in enumerate(units)
        if unit.page // columns == last and not within.isdisjoint(unit.holders)
    ]
    if not places:
        return None
    room = pages.room(places[0])
    return Flow([units[place] for place in places], room, room, pages.negations, last=True)


def _ends(flow: Flow) -> list[tuple[float, Break]]:
    """Where the first column may end, so that both have room, and what that costs."""
    units = flow.units
    return [
        (_cost(flow, place), Break(*units[place - 1 : place + 1]))
        for place in range(1, len(units))
        if flow.holds(0, units[place - 1]) and flow.holds(place, units[-1])
    ]


def _as_it_is(flow: Flow) -> float:
    """What the end costs that the first column has."""
    ends = (place for place, (before, after) in enumerate(pairwise(flow.units), 1) if before.page != after.page)
    return _cost(flow, next(ends, len(flow.units)))


def _cost(flow: Flow, place: int) -> float:
    """What it costs that the second column begins with a unit; nothing stands in it where there is none."""
    first = flow.used(0, place)
    if place == len(flow.units):
        return _UNEVEN
    second = flow.used(place, len(flow.units))
    within = 0 if flow.units[place].tag in breaks.HEADINGS else _WITHIN
    shorter = _SHORTER if first < second else 0
    return flow.costs[place] + within + shorter + _UNEVEN * abs(first - second) / (first + second)
