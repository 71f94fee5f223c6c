"""Whether a translation says the same numbers, phone numbers and addresses as what it was made from.

Passages are compared that stand in the same place of both. Where a section has more passages on one side than on the
other, all of it is compared with all of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from press.manuscript.passages import normal
from press.model import Difference, Edition, Segment, SourcePassage
from press.prose.markdown import Node, bare, inlines
from press.reader.amounts import WEIGHED, Amount, Told, told

_LEADS = ("https:", "mailto:", "tel:", "topic:")
_Each = TypeVar("_Each", SourcePassage, Segment)
_BY_NAME = frozenset({"term", "abbreviation", "keyword", "change"})
"""Kinds of segments that each language has in an order of its own."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands in one place of both editions; ``line`` is that of the translation's file. ``whole`` is false where
    the sides have not as many passages, and are compared as one."""

    was: str
    now: str
    line: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Numbers, phone numbers or addresses that a translation says otherwise. ``there`` and ``here`` are in words.
    ``order`` is whether both say the same ones, in another order: each may have become another's."""

    pair: Pair
    there: tuple[str, ...]
    here: tuple[str, ...]
    order: bool = False

    @property
    def words(self) -> str:
        """What is other, in a sentence's words."""
        if self.order:
            there, here = (" before ".join(f"“{each}”" for each in side) for side in (self.there, self.here))
            return f"it says {here}, where it is {there}"
        there, here = (", ".join(f"“{each}”" for each in side) for side in (self.there, self.here))
        if not here:
            return f"{there} is missing"
        return f"it says {here} for {there}" if there else f"{here} is not said there"


def pairs(before: Sequence[SourcePassage], after: Sequence[Segment]) -> Iterator[Pair]:
    """The passages of two editions that have to say the same."""
    olds, news = _grouped(before), _grouped(after)
    for group in dict.fromkeys((*olds, *news)):
        ours, theirs = olds[group], news[group]
        if [each.key for each in ours] == [each.key for each in theirs] and group not in _BY_NAME:
            yield from (Pair(one.text, other.text, other.line) for one, other in zip(ours, theirs, strict=True))
        else:
            was, now = ("\n".join(each.text for each in side) for side in (ours, theirs))
            yield Pair(was, now, theirs[0].line if theirs else 0, whole=False)


def _grouped(found: Sequence[_Each]) -> dict[str, list[_Each]]:
    groups: dict[str, list[_Each]] = defaultdict(list)
    for each in found:
        kind, _, rest = each.key.partition(".")
        of = f"{kind} {rest.partition('.')[0]}" if kind in ("section", "figure") else each.key
        groups[kind if kind in _BY_NAME else of].append(each)
    return groups


def disagreements(found: Sequence[Pair], there: str, here: str) -> Iterator[Disagreement]:
    """What is not the same in numbers; ``there`` and ``here`` are the languages of both sides."""
    for pair in found:
        if pair.was == pair.now:
            continue
        ours, theirs = told(_plain(pair.was), there), told(_plain(pair.now), here)
        missing, extra = _unmatched(ours, theirs)
        gone, come = _exact(ours, pair.was), _exact(theirs, pair.now)
        lost, new = (tuple((one - other).elements()) for one, other in ((gone, come), (come, gone)))
        if missing or extra or lost or new:
            yield Disagreement(pair, (*missing, *lost), (*extra, *new))
        elif pair.whole:
            yield from (Disagreement(pair, was, now, order=True) for was, now in _reordered(ours, theirs))


def _reordered(ours: Told, theirs: Told) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Amounts of one dimension, and phone numbers, that each side has in an order of its own, in their words."""
    dated = any(each.unit.startswith("month ") for each in (*ours.amounts, *theirs.amounts))
    for kind in dict.fromkeys(map(_dimension, ours.amounts)):
        if not kind or (dated and kind == _COUNT):
            continue  # days and years stand in an order of each language's own
        was, now = ([each for each in side.amounts if _dimension(each) == kind] for side in (ours, theirs))
        if len(was) == len(now) and not all(map(_alike, was, now)):
            yield tuple(each.words for each in was), tuple(each.words for each in now)
    if ours.exact != theirs.exact:
        yield ours.exact, theirs.exact


_DIMENSIONS = {
    **dict.fromkeys(("microgram", "milligram", "gram", "kilogram"), "mass"),
    **dict.fromkeys(("milliliter", "centiliter", "liter"), "volume"),
}


def _dimension(amount: Amount) -> str:
    """What amounts share that could stand for each other; empty of those that are in a month, or that count nothing."""
    if amount.unit:
        return "" if amount.unit.startswith("month ") else _DIMENSIONS.get(amount.unit, amount.unit)
    return _COUNT if amount.values and max(amount.values) < _COUNTED else ""


_COUNT = "count"
_COUNTED = 100
"""Below which a number without a unit counts things, and is no year."""


def _unmatched(ours: Told, theirs: Told) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The amounts of each side that the other has not, in their words. Digits may stand for a number in words."""
    left = list(theirs.amounts)
    missing: list[Amount] = []
    for amount in ours.amounts:
        same = next((other for other in left if amount.unit == other.unit and _alike(amount, other)), None)
        same = same or next((other for other in left if _alike(amount, other)), None)
        if same:
            left.remove(same)
        else:
            missing.append(amount)
    return tuple(_without(missing, theirs)), tuple(_without(left, ours))


def _alike(one: Amount, other: Amount) -> bool:
    """Whether two amounts are the same: a unit that only one side names counts where it is that of a dose."""
    if one.unit.startswith("month") or other.unit.startswith("month"):
        return one.unit == other.unit
    units = one.unit == other.unit or (not (one.unit and other.unit) and not ({one.unit, other.unit} & WEIGHED))
    return units and bool(one.values & other.values)


def _without(amounts: Sequence[Amount], other: Told) -> Iterator[str]:
    """The words of amounts but for those that the other side has in words."""
    spelled = Counter(other.spelled)
    for amount in amounts:
        said = next((value for value in amount.values if spelled[value] > 0), None)
        if said is None or amount.unit in WEIGHED:
            yield amount.words
        else:
            spelled[said] -= 1


def _exact(of: Told, text: str) -> Counter[str]:
    """Phone numbers, postcodes and where links lead."""
    return Counter((*of.exact, *_addresses(inlines(text) or ())))


def _addresses(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        address = str(node.token.attrs.get("href", "")) if node.kind == "link_open" else ""
        if address.startswith(_LEADS):
            yield address
        yield from _addresses(node.inside)


def _plain(text: str) -> str:
    return "\n".join(bare(line) for line in text.split("\n"))


def unexplained(
    before: Sequence[SourcePassage], after: Sequence[Segment], translation: Edition, there: str
) -> Iterator[Disagreement]:
    """What is not the same, but for the order, and for the lines for which the translation gives a reason; ``there``
    is the language of what it was made from."""
    for found in disagreements(tuple(pairs(before, after)), there, translation.language):
        if not found.order and not any(covers(reason, found) for reason in translation.differences):
            yield found


def covers(reason: Difference, found: Disagreement) -> bool:
    """Whether a reason is given for a line: its words stand in it."""
    words = normal(reason.words)
    return bool(words) and words in normal(f"{_plain(found.pair.now)} {found.pair.now}")
