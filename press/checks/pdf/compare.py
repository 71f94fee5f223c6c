"""The differences between the tag tree that a leaflet asks for and the one that a file has."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from press.checks.pdf.expected import BULLET
from press.checks.pdf.fault import Fault
from press.checks.pdf.lines import from_right
from press.checks.pdf.paint import Point
from press.checks.pdf.tree import INLINE, Destination, Element, collapsed
from press.layout import Strings

Child = Element | str

_RULES = {
    "ActualText": "tag-text",
    "Alt": "tag-alt",
    "Contents": "tag-link-words",
    "E": "tag-expansion",
    "Lang": "tag-language",
    "ListNumbering": "tag-list-numbering",
    "Ref": "tag-reference",
    "Scope": "tag-scope",
    "Target": "tag-link",
    "URI": "tag-link",
}
_BULLETS = frozenset("•◦▪–-")
_REACH = 60
"""How far, in points, a destination may be from the first letter of what it leads to."""


def locate(wanted: Element, found: Element) -> dict[str, Element]:
    """The element of the file for each anchor of the leaflet."""
    roles = {element.role for element in wanted.elements() if element.anchor}
    ones, others = ([one for one in root.elements() if one.role in roles] for root in (wanted, found))
    located = {}
    for _, i, i_end, j, j_end in _aligned([_signature(one) for one in ones], [_signature(one) for one in others]):
        if i_end - i == j_end - j:
            pairs = zip(ones[i:i_end], others[j:j_end], strict=True)
            located.update({one.anchor: other for one, other in pairs if one.anchor})
    return located


def by_first_words(found: Element) -> dict[str, Element]:
    """The elements that links may lead to, by the words that each begins with; and by a number, where others do too."""
    named: dict[str, Element] = {}
    met: Counter[str] = Counter()
    for element in found.elements():
        if element.role in ("Sect", "Div", "LI"):
            words = _signature(element)[1]
            met[words] += 1
            named[f"{words} ({met[words]})" if met[words] > 1 else words] = element
    return named


def even_out(found: Element) -> None:
    """Make all bullets one: which sign marks the items of a list is the layout's affair."""
    for element in found.elements():
        if element.role == "Lbl" and element.text.strip() in _BULLETS:
            element.kids[:] = [BULLET]
            del element.text


def leave_out_numbers(wanted: Element, found: Element, located: Mapping[str, Element], strings: Strings) -> None:
    """Ask for no number where a reference leads to its own page and says none: no reader needs it there."""
    sees = [strings.see_page(within=within) for within in (False, True)]
    asked, told = ([each for each in tree.elements() if "Target" in each.attributes] for tree in (wanted, found))
    for ours, theirs in zip(asked, told, strict=False):
        target = located.get(ours.attributes["Target"])
        if target and target.page in _pages(theirs) and theirs.attributes["Target"] == ours.attributes["Target"]:
            for joint, said in sees:
                number = said.format(page=target.page)
                if ours.kids[-1:] == [joint + number] and number not in theirs.text:
                    del ours.kids[-1]


def _pages(element: Element) -> set[int]:
    """The pages that an element stands on."""
    return {piece.page for inner in element.elements() for piece in inner.pieces}


@dataclass
class Targets:
    """Finds the anchor that a destination in the file leads to.

    ``in_structure``: it has to lead to a structure element as well as to a point on a page
    (ISO 14289-2, 8.8).
    """

    located: dict[str, Element]
    in_structure: bool
    rtl: bool = False
    """Lines start at the right; a destination is to the left of all that it leads to."""
    running: Mapping[int, bool] = field(default_factory=dict)
    """The same of each element by `id`, where its language says it."""
    reach: float = math.inf
    """How far to the right of it that may begin, in points: no further than its page is wide, of two on a sheet."""

    def __post_init__(self) -> None:
        self.anchors = {element.number: anchor for anchor, element in self.located.items()}
        self.corners: dict[int, list[tuple[Point, str, bool]]] = {}
        for anchor, element in self.located.items():
            if corner := _corner(element):
                rtl = self.running.get(id(element), self.rtl)
                self.corners.setdefault(element.page, []).append((corner, anchor, rtl))

    def name(self, where: Destination) -> str:
        """The anchor; "?" if there is none."""
        corners = self.corners.get(where.page, ())
        near = [(self._distance(where.point, corner, rtl=rtl), anchor) for corner, anchor, rtl in corners]
        distance, anchor = min(near, default=(_REACH, "?"))
        on_page = anchor if distance < _REACH else "?"
        in_tags = self.anchors.get(where.element, "?") if self.in_structure or where.element else on_page
        return on_page if on_page == in_tags else f"{on_page} on the page, {in_tags} in the tags"

    def _distance(self, point: Point, corner: Point, *, rtl: bool) -> float:
        """From a destination to a corner; one that lies above it is not what it leads to, and so far away."""
        down = point[1] - corner[1]
        right = corner[0] - point[0]
        across = abs(right) * (0.005 if rtl and -1 <= right <= self.reach else 1)
        return across + (down if down > 0 else -6 * down)

    def name_all(self, found: Element) -> None:
        """Say of each link in the file which anchor it leads to."""
        for element in found.elements():
            if element.destinations:
                names = {self.name(where) for where in element.destinations}
                element.attributes["Target"] = " | ".join(sorted(names))
            if element.references:
                element.attributes["Ref"] = " | ".join(self.anchors.get(one, "?") for one in element.references)


def running(root: Element, *, rtl: bool) -> dict[int, bool]:
    """Of each element, by `id`, whether its lines start at the right."""
    found, ahead = {}, [(root, rtl)]
    while ahead:
        element, around = ahead.pop()
        found[id(element)] = own = from_right(element, rtl=around)
        ahead += [(kid, own) for kid in element.children]
    return found


def differences(wanted: Element, found: Element) -> list[Fault]:
    """Every difference, in reading order, what is missing or moved at the end."""
    comparison = _Comparison()
    comparison.kids(wanted, found, texts=True)
    return comparison.faults + list(comparison.displaced())


class _Comparison:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.missing: list[tuple[int, Child]] = []
        self.extra: list[tuple[int, Child]] = []

    def fault(self, rule: str, at: Element, message: str) -> None:
        self.faults.append(Fault(rule, at.page, at.words or at.attributes.get("Alt", at.role), message))

    def elements(self, wanted: Element, found: Element, *, texts: bool) -> None:
        """``texts``: whether the text around is right, so that each part of it has to be."""
        if wanted.role != found.role:
            self.fault("tag-role", found, f"This is tagged {found.role} and should be {wanted.role}.")
        elif wanted.namespace != found.namespace:
            message = f"The tag {found.role} is of namespace {found.namespace} and should be of {wanted.namespace}."
            self.fault("tag-namespace", found, message)
        self.attributes(wanted, found)
        if texts and wanted.role not in INLINE and wanted.words != found.words and _holds_words(wanted):
            self.text(wanted.words, found)
            texts = False
        self.kids(wanted, found, texts=texts)

    def attributes(self, wanted: Element, found: Element) -> None:
        for key in {**wanted.attributes, **found.attributes}:
            should, says = wanted.attributes.get(key), found.attributes.get(key)
            if should != says:
                is_now = f"has the {key} “{says}”" if says is not None else f"has no {key}"
                and_should = f"should have “{should}”" if should is not None else "should have none"
                self.fault(_RULES.get(key, "tag-attribute"), found, f"This {found.role} {is_now} and {and_should}.")

    def text(self, wanted: str, found: Element) -> None:
        words = found.words
        if wanted.replace(" ", "") == words.replace(" ", ""):
            rule, what = "tag-space", "A space is missing, or one is too many"
        else:
            rule, what = "tag-text", "The text is not the leaflet's"
        at = next(
            (at for at, (a, b) in enumerate(zip(wanted, words, strict=False)) if a != b), min(len(wanted), len(words))
        )
        begin = max(0, at - 20)
        message = f"{what}: it reads “{words[begin : at + 30]}” and should read “{wanted[begin : at + 30]}”."
        self.faults.append(Fault(rule, found.page, words, message))

    def kids(self, wanted: Element, found: Element, *, texts: bool) -> None:
        ones, others = (_parts(element, texts=texts) for element in (wanted, found))
        for equal, i, i_end, j, j_end in _aligned([_key(one) for one in ones], [_key(other) for other in others]):
            if equal:
                self.pairs(ones[i:i_end], others[j:j_end], found, texts=texts)
            else:
                self.unequal(ones[i:i_end], others[j:j_end], found, texts=texts)

    def unequal(self, wanted: list[Child], found: list[Child], within: Element, *, texts: bool) -> None:
        roles = {_role(part) for part in (*wanted, *found)}
        if len(roles) == 1 and len(wanted) != len(found) and _joined(wanted) == _joined(found) != "":
            number, should = len(found), len(wanted)
            message = f"This is {number} tags {roles.pop()} and should be {should}."
            self.faults.append(Fault("tag-split", _page(found[0], within), _words(found[0]), message))
            return
        for equal, i, i_end, j, j_end in _aligned(list(map(_role, wanted)), list(map(_role, found))):
            if equal or i_end - i == j_end - j:
                self.pairs(wanted[i:i_end], found[j:j_end], within, texts=texts)
            else:
                self.missing += [(within.page, part) for part in wanted[i:i_end]]
                self.extra += [(_page(part, within), part) for part in found[j:j_end]]

    def pairs(self, wanted: list[Child], found: list[Child], within: Element, *, texts: bool) -> None:
        for one, other in zip(wanted, found, strict=True):
            if isinstance(one, Element) and isinstance(other, Element):
                self.elements(one, other, texts=texts)
            elif one != other:
                message = (
                    f"“{_words(other)}” stands where “{_words(one)}” should be: a tag holds other words than it should."
                )
                self.faults.append(Fault("tag-span", within.page, within.words, message))

    def displaced(self) -> Iterator[Fault]:
        """What is missing in one place and too much in another was moved."""
        extra = {_key(part): page for page, part in self.extra}
        keys = {_key(part) for _, part in self.missing}
        for page, part in self.missing:
            if _key(part) in extra:
                message = f"This {_role(part)} is not where the leaflet has it."
                yield Fault("tag-order", extra[_key(part)], _words(part), message)
            else:
                yield Fault("tag-missing", page, _words(part), f"The leaflet has this {_role(part)}, the tags do not.")
        for page, part in self.extra:
            if _key(part) not in keys:
                yield Fault("tag-extra", page, _words(part), f"The tags have this {_role(part)}, the leaflet does not.")


def _aligned(wanted: list[object], found: list[object]) -> list[tuple[bool, int, int, int, int]]:
    """Stretches of two sequences: whether they are equal, and where they begin and end in each."""
    if wanted == found:
        return [(True, 0, len(wanted), 0, len(found))]
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    return [(name == "equal", i, i_end, j, j_end) for name, i, i_end, j, j_end in matcher.get_opcodes()]


def _parts(element: Element, *, texts: bool) -> list[Child]:
    """What an element holds, each stretch of text as one, trimmed: a space may be on either side of a tag."""
    parts: list[Child] = []
    text = ""
    for kid in (*element.kids, None):
        if isinstance(kid, str):
            text += kid
            continue
        if texts and text.strip():
            parts.append(collapsed(text).strip())
        text = ""
        if kid is not None:
            parts.append(kid)
    return parts


def _holds_words(element: Element) -> bool:
    return any(isinstance(kid, str) or kid.role in INLINE for kid in element.kids)


def _role(part: Child) -> str:
    return part.role if isinstance(part, Element) else "text"


def _words(part: Child) -> str:
    return part.words.strip() or part.attributes.get("Alt", "") if isinstance(part, Element) else part


def _key(part: Child) -> tuple[str, str]:
    return _role(part), _words(part)


def _joined(parts: list[Child]) -> str:
    return "".join(_words(part) for part in parts).replace(" ", "")


def _page(part: Child, within: Element) -> int:
    return (part.page if isinstance(part, Element) else 0) or within.page


def _signature(element: Element) -> tuple[str, str]:
    return element.role, _words(element.children[0]) if element.children else ""


def _corner(element: Element) -> Point | None:
    """The upper left corner of an element's first content: of a picture, of its box."""
    piece = element.first
    box = next((inner.box for inner in element.elements() if inner.first is piece and inner.box), ())
    if len(box) == 4:
        return box[0], box[3]
    if not piece or not piece.start:
        return None
    left = piece.extent[0] if piece.extent else piece.start[0]
    return left, piece.start[1] + piece.size
