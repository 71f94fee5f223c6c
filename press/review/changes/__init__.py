"""What changed between two editions, in terms of patients' safety.

passages     an edition laid out flat: sections, paragraphs, sentences
alignment    which sentence became which; which paragraph stands beside which
page         the changes as a web page
tracked      the changes as a Word document with tracked changes
"""

from __future__ import annotations

import enum
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby

from press.layout import Strings
from press.model import Edition
from press.quantities import Measure, Quantity, quantities
from press.review.changes.alignment import ALIKE, Pair, bag, likeness, partners, side_by_side
from press.review.changes.passages import Flat, Passage, Sentence, Unit, flatten

FRONT = "Title and summary"


class Topic(enum.Enum):
    """What a change touches, the most important first."""

    NUMBERS = "Numbers"
    WARNINGS = "Warnings and side effects"
    SECTIONS = "Sections"
    WORDING = "Wording"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``how`` is ``changed``, ``added``, ``removed``, ``moved`` or ``renamed``; ``where``
    the headings above it. ``was`` and ``now`` are its words; ``detail`` says which quantities differ,
    or that a warning is none any more."""

    topic: Topic
    how: str
    where: str
    was: str = ""
    now: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions beside each other; ``rows`` pairs all their paragraphs, in order."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]
    rows: tuple[tuple[Passage | None, Passage | None], ...]

    def of(self, topic: Topic) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.topic is topic)

    def json(self) -> str:
        changes = [{**asdict(change), "topic": change.topic.name.lower()} for change in self.changes]
        editions = {"topic": self.new.topic, "old": self.old.name, "new": self.new.name}
        return json.dumps({**editions, "changes": changes}, ensure_ascii=False, indent=1)

    def readable(self) -> str:
        """The changes as text for a terminal."""
        lines = [f"{self.new.topic}: from {self.old.name} to {self.new.name}"]
        for topic in Topic:
            found = self.of(topic)
            lines += ["", f"{topic.value} ({len(found)})", *map(_line, found)]
        return "\n".join(lines)


def _line(change: Change) -> str:
    if change.detail:
        said = f"{change.detail} | {change.now or change.was}"
    elif change.was and change.now and change.was != change.now:
        said = f"“{change.was}” → “{change.now}”"
    else:
        said = f"“{change.was or change.now}”"
    return f"  {change.how:8} [{change.where}] {said}"


def compare(old: Edition, new: Edition, strings: Strings) -> Comparison:
    """What changed from one edition to another; ``strings`` are those of their language."""
    return _Comparer(flatten(old, strings), flatten(new, strings)).comparison(old, new)


class _Comparer:
    def __init__(self, old: Flat, new: Flat) -> None:
        self.old, self.new = old, new
        self.before, self.after = list(old.sentences()), list(new.sentences())
        self.units = _matched_units(old, new)
        """The unit of the old edition that each unit of the new one was, by number."""
        self.pairs = partners(self.before, self.after, self.units)

    def comparison(self, old: Edition, new: Edition) -> Comparison:
        found = [change for pair in self.pairs for change in self._sentence(pair)]
        found += self._sections()
        order = list(Topic)
        found.sort(key=lambda change: order.index(change.topic))
        rows = [
            (self.old.passages[a] if a is not None else None, self.new.passages[b] if b is not None else None)
            for a, b in side_by_side(self.old.passages, self.new.passages)
        ]
        return Comparison(old, new, tuple(found), tuple(rows))

    def _sentence(self, pair: Pair) -> Iterator[Change]:
        was = self.before[pair[0]] if pair[0] is not None else None
        now = self.after[pair[1]] if pair[1] is not None else None
        sentence = now or was
        if not sentence or (was and now and was.text == now.text and not self._moved(was, now)):
            return  # as it was
        if sentence.heads and not (was and now):
            return  # told as a section
        how = "added" if not was else "removed" if not now else "changed" if was.text != now.text else "moved"
        where = _place((self.new if now else self.old).units[sentence.unit])
        words = was.text if was else "", now.text if now else ""
        detail = "" if sentence.evidence else _difference(*words)
        warned, warns = bool(was and was.warns), bool(now and now.warns)
        if detail and how != "moved":
            yield Change(Topic.NUMBERS, how, where, *words, detail)
        elif was and now and warned != warns and not sentence.heads:
            yield Change(Topic.WARNINGS, how, where, *words, "now a warning" if warns else "no longer a warning")
        elif (warned or warns) and how != "moved" and not sentence.heads:
            yield Change(Topic.WARNINGS, how, where, *words)
        elif not sentence.heads and not self._told_by_section(was, now):
            yield Change(Topic.WORDING, how, where, *words)

    def _moved(self, was: Sentence, now: Sentence) -> bool:
        """Whether the same words stand in another section, or came into a warning or out of one."""
        return not now.heads and (self.units.get(now.unit) != was.unit or was.warns != now.warns)

    def _told_by_section(self, was: Sentence | None, now: Sentence | None) -> bool:
        """Whether a sentence came or went with its whole section."""
        if now:
            return not was and now.unit not in self.units
        return was is not None and was.unit not in self.units.values()

    def _sections(self) -> Iterator[Change]:
        for number, unit in enumerate(self.new.units):
            before = self.old.units[self.units[number]] if number in self.units else None
            if not before:
                yield Change(Topic.SECTIONS, "added", _above(unit), "", unit.heading)
            elif before.heading != unit.heading:
                yield Change(Topic.SECTIONS, "renamed", _above(unit), before.heading, unit.heading)
        kept = set(self.units.values())
        for number, unit in enumerate(self.old.units):
            if number not in kept:
                yield Change(Topic.SECTIONS, "removed", _above(unit), unit.heading, "")
        for number in _out_of_order(self.units):
            unit = self.new.units[number]
            yield Change(Topic.SECTIONS, "moved", _above(unit), unit.heading, unit.heading)


def _place(unit: Unit) -> str:
    return " › ".join(unit.path) or FRONT


def _above(unit: Unit) -> str:
    return " › ".join(unit.path[:-1]) or "the leaflet"


def _difference(was: str, now: str) -> str:
    """The quantities that one text has and the other has not; empty if they are the same."""
    before, after = Counter(map(_key, quantities(was))), Counter(map(_key, quantities(now)))
    gone = [quantity for quantity in quantities(was) if _key(quantity) in before - after]
    come = [quantity for quantity in quantities(now) if _key(quantity) in after - before]
    if not gone and not come:
        return ""
    sides = [", ".join(f"“{quantity.words}”" for quantity in side) or "nothing" for side in (gone, come)]
    measures = sorted({quantity.measure for quantity in (*gone, *come)}, key=list(Measure).index)
    return f"{' and '.join(measure.value for measure in measures)}: {sides[0]} → {sides[1]}"


def _key(quantity: Quantity) -> tuple[Measure, str]:
    return quantity.measure, quantity.words.casefold()


def _matched_units(old: Flat, new: Flat) -> dict[int, int]:
    """By id, else by heading, else by what they say."""
    found: dict[int, int] = {0: 0}
    for key in ("id", "heading"):
        for b, unit in enumerate(new.units):
            free = (a for a in range(1, len(old.units)) if a not in found.values())
            match = next((a for a in free if getattr(old.units[a], key) == getattr(unit, key)), None)
            if b not in found and match is not None:
                found[b] = match
    bags_old, bags_new = _bags(old), _bags(new)
    for b in range(len(new.units)):
        if b not in found:
            free_now = [a for a in range(len(old.units)) if a not in found.values()]
            best = max(free_now, key=lambda a: likeness(bags_old[a], bags_new[b]), default=None)
            if best is not None and likeness(bags_old[best], bags_new[b]) >= ALIKE:
                found[b] = best
    return found


def _bags(flat: Flat) -> dict[int, Counter[str]]:
    """The words of each unit, without its heading."""
    bags: dict[int, Counter[str]] = {number: Counter() for number in range(len(flat.units))}
    for number, passages in groupby(flat.passages, lambda passage: passage.unit):
        for passage in passages:
            if not passage.style.startswith("Heading"):
                bags[number] += bag(passage.text)
    return bags


def _out_of_order(units: dict[int, int]) -> list[int]:
    """The new units that stand elsewhere among the kept ones: all but a longest run in the old order."""
    numbers = sorted(units)
    longest: dict[int, list[int]] = {}
    for number in numbers:
        behind: list[list[int]] = [run for other, run in longest.items() if units[other] < units[number]]
        longest[number] = [*(max(behind, key=len) if behind else []), number]
    kept = max(longest.values(), key=len)
    return [number for number in numbers if number not in kept]
