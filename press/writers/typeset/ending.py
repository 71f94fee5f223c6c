"""The best ends of pages for a leaflet that Typst set.

Typst fills its pages one after the other. What it set is read as units on an endless page, of which
`press.writers.breaks` chooses the ends that cost least in all; then blocks and paragraphs end pages there. A gap
between two units that no page shows is taken from others of their kind. Of text in columns the last page alone is
looked at: where one ends and the next begins so that they are about as high as each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise
from statistics import median
from types import MappingProxyType
from xml.etree.ElementTree import Element

from press.layout import POINTS_PER_MILLIMETRE, Layout
from press.writers import booklets, breaks
from press.writers.booklets import Sheets
from press.writers.breaks import Break, Flow, Nearer, Unit
from press.writers.typeset import looking
from press.writers.typeset.leaves import Leaf, read
from press.writers.typeset.looking import Change, Way, divided
from press.writers.typeset.mirror import GROUPS, Mirror
from press.writers.typeset.painted import File
from press.writers.typeset.script import Script
from press.writers.typeset.text import CONTROLS
from press.writers.typeset.words import Piece, texts

_NONE = re.compile(rf"(?:\s|{CONTROLS.pattern})+")
"""What is no letter."""
_LETTER = re.compile(rf"(?!{_NONE.pattern}).(?:{_NONE.pattern})?", re.DOTALL)
"""A letter, with what follows it and is none."""
_MIDDLE = 0.364
"""How high the middle of a line stands over its base line, in ems: see ``lines`` in ``blocks.typ``."""
_HEADING = 1.2
"""How high the lines of headings are, in ems."""
_CELL = 0.5
"""What a cell has above and below its text, in sizes of the body."""
_MAY_END = ("paragraph", "credit", "described")
"""What may end a page before one of its lines: see ``parted`` in ``blocks.typ``."""
_STIFF = frozenset({("img", "figcaption"), ("caption", "thead"), ("h5", "p")})
"""Between which no margin comes down: within a figure, a table, and below the heading of a box."""
_SPARE = 0.5
"""What is left of a page, in points, for what comes of rounding."""
_LEFT = (0.0, 0.5, 1.0)
"""What is left of pages besides each time that they are planned, in lines of the body."""
_LEFT_OF_PANELS = (0.0, -1.25)
"""The same of panels: they are not equally wide, and what has no room by a line may have it on another one."""
_NEAR = 5
"""By how much pages may cost more than was planned, and are as they were planned."""


@dataclass(frozen=True, eq=False)
class _Found:
    """A unit where it was set, in points from the foot of its page. ``place`` is its line in its paragraph, ``column``
    how many columns of its page stand before it."""

    page: int
    place: int
    text: str
    holders: tuple[Element, ...]
    top: float
    bottom: float
    column: int = 0

    @property
    def element(self) -> Element:
        return self.holders[-1]

    @property
    def area(self) -> tuple[int, int]:
        """The page and column that it stands in."""
        return self.page, self.column

    def apart(self, other: _Found | None) -> list[Element]:
        """The elements around it that do not hold the other one, outermost first."""
        return [holder for holder in self.holders if not other or holder not in other.holders]


def best(
    script: Script, file: File, layout: Layout, negations: tuple[str, ...], settle: Callable[[], File | None]
) -> File:
    """The pages of a script as they were set; or others that end where it costs least, if that is better.

    ``settle`` sets the script, if its pages settle. Where pages do not come out as they were planned, they are planned
    again by what was seen on them, with more room left.
    """
    natural = Pages(script, file, layout, negations, Mirror(script))
    least, chosen, known = natural.cost - breaks.WORTH, (file, Way()), dict[object, float]()
    for lines in _LEFT_OF_PANELS if layout.panels else _LEFT:
        cost, way = natural.best(known, _SPARE + lines * layout.type.body * layout.type.line_height)
        if not way or cost >= least:
            if layout.panels:
                continue
            break
        undo = looking.changed(way)
        settled = settle()
        if settled is None:
            looking.changed(undo)
            break
        planned = replace(natural, file=settled)
        too_many = 0 < layout.panels < len(settled.pages)
        if planned.cost < least and not too_many and not looking.spilled(settled):
            least, chosen = planned.cost, (settled, way)
        known |= planned.gaps
        looking.changed(undo)
        if planned.cost < cost + _NEAR:
            break
    looking.changed(chosen[1])
    return chosen[0]


@dataclass(frozen=True)
class Pages:
    """The pages of a script as they were set."""

    script: Script
    file: File
    layout: Layout
    negations: tuple[str, ...]
    mirror: Mirror

    def flows(self, known: Mapping[object, float] = MappingProxyType({}), spare: float = _SPARE) -> list[Flow]:
        """What may stand on pages between ends that are forced. ``known`` are gaps seen on other pages, ``spare`` is
        what is left of a page, in points."""
        look = self.script.data["look"]
        if not self._found:
            return []
        room = (self.layout.page.height - look["top"] - look["bottom"]) * POINTS_PER_MILLIMETRE - spare
        nearest = breaks.nearest(self.layout.type.apart)
        return breaks.flows(self.units(known), min(self.room(0) - spare, room), room, self.negations, nearest)

    @cached_property
    def cost(self) -> float:
        """What the ends of the pages cost."""
        return booklets.cost(self.flows(), self._sheets)

    def best(self, known: Mapping[object, float] = MappingProxyType({}), spare: float = _SPARE) -> tuple[float, Way]:
        """What the best ends cost, and what has pages end there."""
        plan = booklets.best(self.flows(known, spare), self._sheets)
        nearer = (change for page in plan.nearer for change in self._nearer(page))
        return plan.cost, (*self.ended(plan.breaks), *nearer)

    def ended(self, ends: Sequence[Break]) -> Way:
        """What has pages, or columns, end there."""
        return (*(change for each in ends for change in self._ended(each)), *self._parted(ends))

    def units(self, known: Mapping[object, float] = MappingProxyType({})) -> list[Unit]:
        """What no page ends within, on an endless page; the ``page`` of each counts the columns of pages."""
        return list(self._units({**known, **self.gaps}))

    def room(self, place: int) -> float:
        """How high what stands from a unit down to the foot of its page may be, in points."""
        foot = float(self.script.data["look"]["bottom"]) + self.layout.bleed + self.layout.slug
        first = self._found[place]
        return first.top + self._padding(first, None) - foot * POINTS_PER_MILLIMETRE

    @property
    def _sheets(self) -> Sheets:
        """Before the text stand a cover and a list of contents."""
        before = self._found[0].page if self._found else 0
        return Sheets(self.layout.pages_of_a_sheet, before, self.layout.panels)

    @cached_property
    def leaves(self) -> list[Leaf]:
        """What stands on the pages, in reading order."""
        return read(self.script, self.file)

    # What stands on the pages

    @cached_property
    def _found(self) -> list[_Found]:
        found = list(_together(line for leaf in self.leaves for line in self._lines(leaf)))
        return list(_in_columns(found)) if self.layout.columns > 1 else found

    def _lines(self, leaf: Leaf) -> Iterator[_Found]:
        """The lines of a leaf, or its picture."""
        holders, look = self.mirror.holders(self.mirror.own[id(leaf.item)]), self.script.data["look"]
        height = _HEADING if leaf.kind == "heading" else look["line_height"]
        inset = _CELL * look["points"]["body"] if leaf.kind == "cell" else 0
        told, place = _told(leaf), 0
        for part in leaf.fragments:
            if leaf.kind == "picture":
                yield _Found(part.page, 0, "", holders, part.top, part.bottom)
                continue
            above, below = (height / 2 + _MIDDLE) * part.size + inset, (height / 2 - _MIDDLE) * part.size + inset
            for base in sorted(part.lines, reverse=True):
                yield _Found(part.page, place, told[place], holders, base + above, base - below)
                place += 1

    # The same on an endless page

    def _units(self, gaps: Mapping[object, float]) -> Iterator[Unit]:
        found, counts = self._found, dict[Element, int]()
        for each in found:
            counts[each.element] = counts.get(each.element, 0) + 1
        heads, edge, reach = dict[Element, float](), 0.0, 0.0
        for before, each in zip((None, *found), found, strict=False):
            edges = self._edges(before, each) if before else 0.0
            beside = before is not None and before.area == each.area
            top = (edge if beside else reach) + (_gap(before, each, gaps, edges) if before else 0.0)
            stiff = before is not None and (before.element.tag, each.element.tag) in _STIFF
            margin = 0.0 if stiff else max(0.0, top - reach - edges)
            edge = top + each.top - each.bottom
            reach = max(reach, edge)  # which is lower where a picture stands beside its caption
            table = next((holder for holder in each.holders if holder.tag == "table"), None)
            if table is not None and each.element.tag == "thead":
                heads[table] = each.top - each.bottom
            yield Unit(
                page=each.page * self.layout.columns + each.column,
                text=each.text,
                place=each.place,
                lines=counts[each.element],
                holders=each.holders,
                top=top,
                bottom=edge,
                above=top - self._padding(each, None),
                below=reach + self._padding(each, None),
                head=heads.get(table, 0.0) if table is not None and each.element.tag == "tr" else 0.0,
                forced=before is not None and any(holder in self._apart for holder in each.apart(before)),
                margin=margin,
            )

    @cached_property
    def _apart(self) -> set[Element]:
        """The parts that begin a page by themselves."""
        return {element for element, item in self.mirror.items.items() if item.get("apart")}

    def _padding(self, each: _Found, other: _Found | None) -> float:
        return sum(self.mirror.padded.get(holder, 0.0) for holder in each.apart(other))

    def _edges(self, before: _Found, after: _Found) -> float:
        """What stands between two units within the elements that end and begin there."""
        return self._padding(before, after) + self._padding(after, before)

    @cached_property
    def gaps(self) -> Mapping[object, float]:
        """What stands between two units besides these, by what ends and what begins there."""
        shown: dict[object, list[float]] = {}
        for before, after in pairwise(self._found):
            if before.area == after.area and before.element is not after.element:
                gap = before.bottom - after.top - self._edges(before, after)
                for kind in _kinds(before, after):
                    shown.setdefault(kind, []).append(gap)
        usual = self.script.data["look"]["gap"] * self.script.data["look"]["points"]["body"]
        return {None: usual, **{kind: median(gaps) for kind, gaps in shown.items()}}

    # Pages ended elsewhere

    def _ended(self, end: Break) -> Iterator[Change]:
        """What has a page end there; ends within paragraphs are of `_parted`."""
        items, holding = self.mirror.items, set(end.before.holders)
        for holder in end.after.holders:
            if holder in holding and items.get(holder, {}).get("whole"):
                yield Change(items[holder], "whole", False)
        begun = [items[holder] for holder in end.after.holders if holder not in holding and holder in items]
        if begun:
            yield Change(begun[0], "break", True)

    def _nearer(self, page: Nearer) -> Iterator[Change]:
        """What stands on a page stands nearer to each other."""
        ends = ((each, other) for pair in pairwise(page.units) for each, other in (pair, pair[::-1]))
        apart = (holder for each, other in ends for holder in each.holders if holder not in other.holders)
        for element in dict.fromkeys(apart):
            if element in self.mirror.items:
                yield Change(self.mirror.items[element], "near", page.share)

    def _parted(self, ends: Iterable[Break]) -> Iterator[Change]:
        """Paragraphs end pages before some of their lines; but not within what is one."""
        within: dict[Element, list[int]] = {}
        for end in ends:
            if end.before.element is end.after.element:
                within.setdefault(end.after.element, []).append(end.after.place)
        for leaf in self.leaves:
            element = self.mirror.own[id(leaf.item)]
            if element in within and leaf.kind in _MAY_END and "rest" not in leaf.item and _is_told(leaf):
                lengths = list(map(len, _told(leaf)))
                parts = _in_parts(leaf.item["words"], [sum(lengths[:place]) for place in within[element]])
                if len(parts) > 1:
                    yield Change(leaf.item, "words", parts[0])
                    yield Change(leaf.item, "rest", parts[1:])


def _in_parts(words: list[Piece], places: Iterable[int]) -> list[list[Piece]]:
    """Pieces parted behind so many letters, where that is not within what is one."""
    parts, start = [words], 0
    for place in places:
        if parted := divided(parts[-1], place - start):
            parts[-1:] = parted
            start = place
    return parts


def _text(leaf: Leaf) -> str:
    return "".join(map(texts, (leaf.item.get("words", ()), *leaf.item.get("rest", ()))))


def _told(leaf: Leaf) -> list[str]:
    """What the lines of a leaf say in the order of reading, whichever way they run: its text, by how many letters are
    painted in each."""
    shown = [line for part in leaf.fragments for _, line in sorted(part.lines.items(), reverse=True)]
    if len(shown) < 2:
        return [_text(leaf)] * len(shown)
    text = _text(leaf)
    letters = list(_LETTER.finditer(text))
    ends = [letters[0].start() if letters else len(text), *(letter.end() for letter in letters)]
    places = [ends[min(count, len(ends) - 1)] for count in accumulate(map(_letters, shown[:-1]))]
    return [text[start:end] for start, end in pairwise((0, *places, len(text)))]


def _is_told(leaf: Leaf) -> bool:
    """Whether a leaf's text is what is painted: a number that is put in is no letter of it."""
    return sum(_letters(line) for part in leaf.fragments for line in part.lines.values()) == _letters(_text(leaf))


def _letters(text: str) -> int:
    return len(_NONE.sub("", text))


def _together(lines: Iterable[_Found]) -> Iterator[_Found]:
    """What is one unit, on the page that it begins on."""
    held: list[_Found] = []
    for line in lines:
        if held and held[0].element is not line.element:
            yield _joined(held)
            held = []
        if line.element.tag in GROUPS:
            held.append(line)
        else:
            yield line
    if held:
        yield _joined(held)


def _joined(lines: Sequence[_Found]) -> _Found:
    first = lines[0]
    here = [line for line in lines if line.page == first.page]
    text = " ".join(line.text for line in lines)
    top, bottom = max(line.top for line in here), min(line.bottom for line in here)
    return _Found(first.page, 0, text, first.holders, top, bottom)


def _in_columns(found: Sequence[_Found]) -> Iterator[_Found]:
    """The same, each with its column: what stands higher than what it follows is in the next one."""
    before, column = None, 0
    for each in found:
        if before and before.page != each.page:
            column = 0
        elif before and each.bottom > before.top:
            column += 1
        yield replace(each, column=column)
        before = each


def _gap(before: _Found, after: _Found, gaps: Mapping[object, float], edges: float) -> float:
    """What stands between two units on one page; ``edges`` of it within elements."""
    if before.area == after.area:
        return before.bottom - after.top
    if before.element is after.element:
        return 0
    return edges + next(gaps[kind] for kind in (*_kinds(before, after), None) if kind in gaps)


def _kinds(before: _Found, after: _Found) -> Iterator[object]:
    """What a gap is known by, the most alike first."""
    ended, begun = (tuple(each.tag for each in found) for found in (before.apart(after), after.apart(before)))
    around = next(holder for holder in reversed(before.holders) if holder in after.holders)  # the body holds all
    yield around, ended, begun
    yield ended, begun
    yield before.element.tag, after.element.tag
    yield after.element.tag
