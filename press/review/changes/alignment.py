"""Which line became which, and which passage stands beside which.

Nothing here takes longer than n log n of what two editions say: the same is found by its words, the alike among
those that share their rarest words or stand at about the same place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from press.review.changes.passages import Line, Passage

ALIKE = 0.5
"""The share of their words that two texts have in common at least, if one became the other."""
ALIKE_BETWEEN = 0.25
"""The same, where each is all that stands between two others that stayed."""
ALIKE_ELSEWHERE = 0.75
"""The same, where they stand in different sections."""
RARE = 12
"""In how many texts a word may stand and still lead to those that have it."""
LEADS = 6
"""How many of a text's rarest words are followed."""
NEAR = 8
"""How many places before and after its own are looked at."""
DEPTH = 8
"""How often what lies between what is the same is looked through again."""
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")

Pair = tuple[int | None, int | None]
"""The indices of what belongs together; None where the old or the new edition has nothing."""
Key = Callable[[Line, int | None], Hashable]
"""What has to be the same of two lines; the unit is that of the old edition. None is like nothing."""
Span = tuple[str, str]
"""``same``, ``added`` or ``removed``, and the words."""


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two texts have in common, from 0 to 1 (Dice's coefficient)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def bag(text: str) -> Counter[str]:
    """The words of a text; one tablet is like two tablets."""
    return Counter(word.removesuffix("s") for word in _WORD.findall(text.casefold()))


# The same, in order


def rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest run of numbers that rise (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(number)
            ends.append(place)
        else:
            tops[pile], ends[pile] = number, place
    found, place = [], ends[-1] if ends else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]


def same_in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """What is the same in both and in the same order: places in the old by places in the new."""
    found: dict[int, int] = {}
    ahead = [(0, len(old), 0, len(new), DEPTH)]
    while ahead:
        a, b, c, d, depth = ahead.pop()
        while a < b and c < d and old[a] == new[c]:
            found[c] = a
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            found[d] = b
        anchors = _anchors(old, new, range(a, b), range(c, d), once=depth > 0) if a < b and c < d else []
        found |= {other: one for one, other in anchors}
        if anchors and depth > 0:
            edges = [(a - 1, c - 1), *anchors, (b, d)]
            ahead += [(one + 1, after, other + 1, end, depth - 1) for (one, other), (after, end) in pairwise(edges)]
        elif depth > 0 and a < b and c < d:
            ahead.append((a, b, c, d, 0))
    return found


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], olds: range, news: range, *, once: bool
) -> list[tuple[int, int]]:
    """The longest run of what is the same, each first with the first, the second with the second; or, with
    ``once``, only of what is there once."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for number in olds:
        places[old[number]].append(number)
    met: Counter[Hashable] = Counter(new[number] for number in news) if once else Counter()
    pairs: list[tuple[int, int]] = []
    for number in news:
        there = places.get(new[number], [])
        if once and (len(there) != 1 or met[new[number]] != 1):
            continue
        seen = 0 if once else met[new[number]]
        met[new[number]] += not once
        if seen < len(there):
            pairs.append((there[seen], number))
    return [pairs[place] for place in rising([one for one, _ in pairs])]


# The alike


class _Index:
    """Finds among texts those that may be like another, without comparing it with all."""

    def __init__(self, bags: Mapping[int, Counter[str]], groups: Mapping[int, int]) -> None:
        self.bags = bags
        self.having: dict[str, list[int]] = defaultdict(list)
        self.members: dict[int, list[int]] = defaultdict(list)
        for number, words in bags.items():
            self.members[groups[number]].append(number)
            for word in words:
                self.having[word].append(number)

    def near(self, words: Counter[str], group: int | None, share: float) -> list[int]:
        """Those with the rarest of these words, and those at about the same ``share`` of their group."""
        known = sorted((len(self.having[word]), word) for word in words if word in self.having)
        rare = [word for count, word in known if count <= RARE][:LEADS]
        members = self.members.get(group, []) if group is not None else []
        place = round(share * len(members))
        found = {number for word in rare for number in self.having[word]}
        return sorted(found | set(members[max(0, place - NEAR) : place + NEAR + 1]))


def alike(
    old: Mapping[int, str],
    new: Mapping[int, str],
    old_groups: Mapping[int, int],
    new_groups: Mapping[int, int | None],
) -> list[tuple[int, int]]:
    """Each new text with the old one that it is likest, if it is like one; each is taken once.

    A group is the unit that a text stands in, by its number in the old edition. Between groups it needs more.
    """
    index = _Index({number: bag(text) for number, text in old.items()}, old_groups)
    sizes, seen = Counter(new_groups.values()), Counter[int | None]()
    scored: list[tuple[float, int, int]] = []
    for number, text in new.items():
        words, group = bag(text), new_groups[number]
        share = (seen[group] + 0.5) / sizes[group]
        seen[group] += 1
        for other in index.near(words, group, share):
            score = likeness(index.bags[other], words)
            if score >= (ALIKE if old_groups[other] == group else ALIKE_ELSEWHERE):
                scored.append((-score, other, number))
    taken: set[int] = set()
    met: dict[int, int] = {}
    for _, one, other in sorted(scored):
        if one not in taken and other not in met:
            met[other] = one
            taken.add(one)
    return [(one, other) for other, one in met.items()]


# Lines


def partners(old: Sequence[Line], new: Sequence[Line], units: Mapping[int, int]) -> tuple[list[Pair], set[int]]:
    """Each line with what it became, wherever that stands: in the order of the new edition, what was removed last;
    and which of the new ones are as they were and where they were.

    ``units`` says for a unit of the new edition, by number, which one of the old it was.
    """
    matched = _where_they_were(old, new, units)
    kept = set(matched)
    _by_slot(old, new, units, matched)
    for key in (_in_the_unit, _anywhere):
        _by_words(old, new, units, matched, key)
    _by_likeness(old, new, units, matched)
    _by_neighbours(old, new, units, matched)
    gone = set(range(len(old))) - set(matched.values())
    return [(matched.get(index), index) for index in range(len(new))] + [(index, None) for index in sorted(gone)], kept


def _in_the_unit(line: Line, unit: int | None) -> Hashable:
    return line.text, line.passage.silent, line.heads, unit


def _anywhere(line: Line, _: int | None) -> Hashable:
    return line.text, line.passage.silent, line.heads


def _where_they_were(old: Sequence[Line], new: Sequence[Line], units: Mapping[int, int]) -> dict[int, int]:
    """The lines of each unit that are the same in the same order."""
    olds, news = _by_unit(old), _by_unit(new)
    found: dict[int, int] = {}
    for unit, mine in news.items():
        theirs = olds.get(units[unit], []) if unit in units else []
        same = same_in_order([old[number].key for number in theirs], [new[number].key for number in mine])
        found |= {mine[other]: theirs[one] for other, one in same.items()}
    return found


def _by_unit(lines: Sequence[Line]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        found[line.unit].append(number)
    return found


def _by_slot(old: Sequence[Line], new: Sequence[Line], units: Mapping[int, int], matched: dict[int, int]) -> None:
    """What stands in the same cell, meaning or caption of the same unit."""

    def slot(line: Line, unit: int | None) -> Hashable:
        found = line.passage
        named = (found.of or found.slot) and not found.silent
        return (unit, found.within, found.of, found.slot, line.at) if named and unit is not None else None

    _by_words(old, new, units, matched, slot)


def _by_words(
    old: Sequence[Line], new: Sequence[Line], units: Mapping[int, int], matched: dict[int, int], key: Key
) -> None:
    """Each free line of the new edition with the first free one of the old that has the same key."""
    taken = set(matched.values())
    free: dict[Hashable, list[int]] = defaultdict(list)
    for number in reversed(range(len(old))):
        found = key(old[number], old[number].unit)
        if number not in taken and found is not None:
            free[found].append(number)
    for number, line in enumerate(new):
        there = free.get(key(line, units.get(line.unit))) if number not in matched else None
        if there:
            matched[number] = there.pop()


def _by_likeness(old: Sequence[Line], new: Sequence[Line], units: Mapping[int, int], matched: dict[int, int]) -> None:
    taken = set(matched.values())
    for heads, silent in ((True, False), (False, False), (False, True)):
        olds = {
            number: line
            for number, line in enumerate(old)
            if number not in taken and (line.heads, line.passage.silent) == (heads, silent)
        }
        news = {
            number: line
            for number, line in enumerate(new)
            if number not in matched and (line.heads, line.passage.silent) == (heads, silent)
        }
        found = alike(
            {number: line.text for number, line in olds.items()},
            {number: line.text for number, line in news.items()},
            {number: line.unit for number, line in olds.items()},
            {number: units.get(line.unit) for number, line in news.items()},
        )
        matched |= {other: one for one, other in found}


def _by_neighbours(old: Sequence[Line], new: Sequence[Line], units: Mapping[int, int], matched: dict[int, int]) -> None:
    """One line with the one in its place, where the lines around both are the same: "at night" for "at noon"."""
    back = {one: other for other, one in matched.items()}
    for number in [number for number in range(len(new)) if number not in matched]:
        before = matched.get(number - 1) if number else -1
        if before is None or before + 1 >= len(old) or before + 1 in back:
            continue
        between = back.get(before + 2, len(new)) == number + 1
        if between and _may_become(old[before + 1], new[number], units):
            matched[number] = before + 1
            back[before + 1] = number


def _may_become(was: Line, now: Line, units: Mapping[int, int]) -> bool:
    """Whether a line in the place of another may be what became of it."""
    looks = ((line.heads, line.passage.silent, line.passage.style) for line in (was, now))
    same = len(set(looks)) == 1 and not now.heads and units.get(now.unit) == was.unit
    return same and likeness(bag(was.text), bag(now.text)) >= ALIKE_BETWEEN


# Passages


def side_by_side(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Pair]:
    """The passages of both editions in an order that keeps that of each."""
    keys = [[(each.style, each.within, each.of, each.text, each.silent) for each in side] for side in (old, new)]
    matched = same_in_order(*keys)
    kept = sorted((one, other) for other, one in matched.items())
    edges = [(-1, -1), *kept, (len(old), len(new))]
    for (a, c), (b, d) in pairwise(edges):
        yield from _between(old, new, range(a + 1, b), range(c + 1, d))
        if b < len(old) or d < len(new):
            yield b, d


def _between(old: Sequence[Passage], new: Sequence[Passage], olds: range, news: range) -> Iterator[Pair]:
    """Passages none of which is the same: those that are alike beside each other, as far as order lets them."""
    pairs: list[tuple[int, int]] = []
    for style in sorted({(old[number].style, old[number].silent) for number in olds}):
        mine = {n: new[n].text for n in news if (new[n].style, new[n].silent) == style}
        theirs = {n: old[n].text for n in olds if (old[n].style, old[n].silent) == style}
        pairs += alike(theirs, mine, dict.fromkeys(theirs, 0), dict.fromkeys(mine, 0))
    pairs.sort(key=lambda pair: pair[1])
    kept = [pairs[place] for place in rising([one for one, _ in pairs])]
    a, c = olds.start, news.start
    for one, other in [*kept, (olds.stop, news.stop)]:
        yield from ((number, None) for number in range(a, one))
        yield from ((None, number) for number in range(c, other))
        if (one, other) != (olds.stop, news.stop):
            yield one, other
        a, c = one + 1, other + 1


# Words


def spans(old: str, new: str) -> list[Span]:
    """The words of two texts as one: what stays, what was removed, what was added in its place."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    kept = sorted((one, other) for other, one in same_in_order(before, after).items())
    changed: list[tuple[str, str, str]] = []
    a = c = 0
    for one, other in [*kept, (len(before), len(after))]:
        changed.append(("changed", "".join(before[a:one]), "".join(after[c:other])))
        word = "".join(before[one : one + 1])
        changed.append(("same", word, word))
        a, c = one + 1, other + 1
    return _joined([(kind, one, other) for kind, one, other in changed if one or other])


def _joined(changed: list[tuple[str, str, str]]) -> list[Span]:
    """The same with what is only white space between two changes as part of them."""
    kinds = [kind for kind, _, _ in changed]
    for place in range(1, len(changed) - 1):
        if kinds[place] == "same" and not changed[place][1].strip():
            kinds[place] = "changed" if kinds[place - 1] == changed[place + 1][0] == "changed" else "same"
    found: list[Span] = []
    for kind, group in groupby(range(len(changed)), lambda place: kinds[place]):
        pieces = [changed[place] for place in group]
        one, other = ("".join(piece[side] for piece in pieces) for side in (1, 2))
        found += [("same", one)] if kind == "same" else [("removed", one), ("added", other)]
    return [span for span in found if span[1]]
