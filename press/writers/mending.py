"""How flaws of laid-out pages are mended: what to lay out otherwise the next time, least hurt first.

parted from what follows    break before the first of what belongs together; or let what follows
                            run on over pages
a torn paragraph            keep it whole
a line too wide             smaller headings, no larger than those above them; then words divided
                            where their language allows it; then anywhere
lines too long              a narrower paragraph
a list of contents that     have the text begin below it
runs over
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor
from typing import assert_never
from xml.etree.ElementTree import Element

from press.pagination import COLONS
from press.writers.breaks import Break, Nearer
from press.writers.flaws import HEADINGS, Flaw, Leaf, Parted, RunsOver, TooLong, TooWide, Torn

_KEEP = "break-after: avoid; break-inside: avoid"
_BREAK = "break-before: page"
_AT_THE_TOP = "margin-break: discard"
_ENDS_AFTER = "orphans: {before}; widows: {after}; break-inside: auto"
_WHOLE = "break-inside: avoid"
_TIGHT = "padding-block: {}"
_LARGE = 16
"""From so many points of the body on, the entries of a list of contents stand nearer to each other."""
_NO_KEEP = "break-after: auto"
_RUN_ON = "break-inside: auto"
_DIVIDE = "hyphens: auto; hyphenate-limit-zone: 100%; hyphenate-limit-chars: {letters} 3 3"
_ANYWHERE = "overflow-wrap: anywhere"
_LOOSE = "white-space: normal"
_MEASURE = 70
_SIZES = {"h1": "title", "h2": "section", "h3": "subsection", "h4": "topic", "h5": "topic"}
_ROWS = ("li", "div", "tr", "figure", "p")
_POINT = 0.75
"""A CSS pixel in points."""


@dataclass(frozen=True)
class Styled:
    """Elements, by their numbers in the HTML, are laid out with a declaration of CSS more."""

    numbers: tuple[int, ...]
    style: str


@dataclass(frozen=True)
class Capped:
    """Type has so many points at most, by its name in the layout's ratios."""

    name: str
    points: float


@dataclass(frozen=True)
class Classed:
    """Elements, by their numbers in the HTML, are of a class more."""

    numbers: tuple[int, ...]
    name: str


Mending = Styled | Capped | Classed


def keep(root: Element) -> None:
    """Have paragraphs that end in a colon stay whole, and with what they announce; no style sheet can see them."""
    lines = [element for element in root.iter() if element.tag in ("p", "dt", *HEADINGS)]
    for element, following in pairwise(lines):
        if element.tag == following.tag == "p" and "".join(element.itertext()).rstrip().endswith(COLONS):
            element.set("style", _KEEP)


def apply(mendings: Iterable[Mending], root: Element) -> None:
    """Write the declarations into HTML that has just been parsed."""
    elements = list(root.iter())
    for mending in mendings:
        if isinstance(mending, Styled):
            for number in mending.numbers:
                style = elements[number].get("style"), mending.style
                elements[number].set("style", "; ".join(filter(None, style)))
        elif isinstance(mending, Classed):
            for number in mending.numbers:
                classes = elements[number].get("class"), mending.name
                elements[number].set("class", " ".join(filter(None, classes)))


def sizes(mendings: Iterable[Mending]) -> dict[str, float]:
    """The most points that type has, by its name; of what stands below in the order of headings no more than above."""
    found: dict[str, float] = {}
    order = list(dict.fromkeys(_SIZES.values()))
    for mending in mendings:
        if isinstance(mending, Capped):
            below = order[order.index(mending.name) :] if mending.name in order else [mending.name]
            found |= {name: min(mending.points, found.get(name, mending.points)) for name in below}
    return found


def _stands_in(element: Element, lines: Sequence[str]) -> bool:
    """Whether an element has words on one of these lines."""
    words = "".join(element.itertext()).strip()
    return any(words in line or line.strip() in words for line in lines)


class Mender:
    """Mends the flaws of one HTML document, whose elements are numbered in their order."""

    def __init__(self, root: Element, body: float) -> None:
        self.numbers = {element: number for number, element in enumerate(root.iter())}
        self.parents = {child: parent for parent in root.iter() for child in parent}
        self.body = body

    def ways(self, flaw: Flaw) -> Iterator[Mending]:
        """What may be tried against a flaw, least hurt first."""
        match flaw:
            case Parted():
                yield from self._joining(flaw)
            case Torn(leaf):
                yield self._styled([leaf.element], _WHOLE)
            case TooWide(leaf):
                size, name = leaf.size * _POINT, self._size_name(leaf.element)
                if name and size > self.body:
                    yield Capped(name, max(self.body, floor(2 * size * flaw.share) / 2))
                wholes = [element for element in leaf.element.iter() if element.get("class") == "whole"]
                phones = [element for element in leaf.element.iter() if (element.get("href") or "").startswith("tel:")]
                wide = [element for element in (*wholes, *phones) if _stands_in(element, flaw.lines)]
                if wide:
                    yield self._styled(wide, _LOOSE)
                yield self._styled([leaf.element], _DIVIDE.format(letters=flaw.letters))
                yield self._styled([leaf.element, *wholes], _ANYWHERE)
            case TooLong(leaf, characters):
                yield self._styled([leaf.element], f"max-width: {100 * _MEASURE / characters:.0f}%")
            case RunsOver(element):
                yield self._styled([element], _NO_KEEP)
            case _:
                assert_never(flaw)

    def ended(self, breaks: Iterable[Break]) -> Iterator[Mending]:
        """Have pages end there, and nowhere else as far as can be."""
        for each in breaks:
            holding = set(each.before.holders)
            yield self._styled([holder for holder in each.after.holders if holder in holding], _RUN_ON)
            if each.before.element is each.after.element:
                place, lines = each.after.place, each.after.lines
                yield self._styled([each.after.element], _ENDS_AFTER.format(before=place, after=lines - place))
            else:
                begun = [holder for holder in each.after.holders if holder not in holding]
                yield self._styled(begun[:1], _BREAK)
                yield self._styled(begun, _AT_THE_TOP)

    def nearer(self, pages: Iterable[Nearer], margins: Mapping[Element, Mapping[str, float]]) -> Iterator[Mending]:
        """Have what stands on pages stand nearer to each other. ``margins`` are those of elements, in CSS pixels."""
        for page in pages:
            for before, after in pairwise(page.units):
                for each, other, side in ((before, after, "bottom"), (after, before, "top")):
                    apart = [holder for holder in each.holders if holder not in other.holders]
                    for element in apart:
                        if margin := margins[element][side]:
                            yield self._styled([element], f"margin-{side}: {margin * page.share:.2f}px")

    def tighter(self, contents: Element) -> Mending:
        """The entries of a list of contents nearer to each other."""
        return self._styled(list(contents.iter("li")), _TIGHT.format("0.1em" if self.body < _LARGE else "0"))

    def _joining(self, flaw: Parted) -> Iterator[Mending]:
        first, last = flaw.leaves[0], flaw.leaves[-1]
        if flaw.before:
            yield self._styled([self._outermost(first, flaw.before)], _BREAK)
        around = set(self._ancestors(first.element))
        outside = [element for element in self._ancestors(last.element) if element not in around]
        inside = [element for element in outside[-1].iter() if element.tag in _ROWS]
        yield self._styled(outside, _RUN_ON)
        yield self._styled(inside, _RUN_ON)
        yield self._styled(inside, _NO_KEEP)
        yield self._styled([leaf.element for leaf in flaw.leaves[:-1]], _RUN_ON)

    def _outermost(self, leaf: Leaf, before: Leaf) -> Element:
        """The largest element that begins with a leaf, and does not hold what stands before it."""
        holding, element = set(self._ancestors(before.element)), leaf.element
        while self.parents[element] not in holding:
            element = self.parents[element]
        return element

    def _ancestors(self, element: Element) -> Iterator[Element]:
        """An element and all that it stands in, from within."""
        yield element
        while element in self.parents:
            element = self.parents[element]
            yield element

    def _styled(self, elements: Sequence[Element], style: str) -> Styled:
        return Styled(tuple(self.numbers[element] for element in elements), style)

    def _size_name(self, element: Element) -> str:
        """The name in the layout's ratios of a heading's size; empty for what is no heading."""
        if element.tag in HEADINGS and self.parents[element].tag == "aside":
            return "topic"
        return "subtitle" if element.get("class") == "subtitle" else _SIZES.get(str(element.tag), "")
