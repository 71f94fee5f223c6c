"""What changed between two editions, in terms of patients' safety.

passages     an edition laid out flat: sections, passages, lines
alignment    which line became which; which passage stands beside which
difference   what differs between two lines in numbers, and in whose and when
page         the changes as a web page
tracked      the changes as a Word document with tracked changes

Nothing that differs is in no part; and the changes say enough to make the old edition of the new one.
"""

from __future__ import annotations

import enum
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import groupby

from press.layout import Strings
from press.model import Edition
from press.review.changes.alignment import Pair, alike, partners, rising, side_by_side
from press.review.changes.difference import counts, numbers, owner, whose
from press.review.changes.opposed import denied
from press.review.changes.passages import Flat, Line, Passage, Unit, flatten

FRONT = "Title and summary"


class Topic(enum.Enum):
    """What a change touches, the most important first."""

    NUMBERS = "Numbers"
    WARNINGS = "Warnings and side effects"
    SECTIONS = "Sections"
    WORDING = "Wording"
    ABOUT = "About the edition"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line stands in one edition: the number of its unit, and its own in that; its number in its passage, and
    how many lines that has; and how it is set. All count from 0. For a section only ``unit`` counts, and ``of`` is
    its id."""

    unit: int
    place: int = 0
    line: int = 0
    lines: int = 0
    style: str = ""
    within: str = ""
    of: str = ""
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A passage of a section that came or went, and how it is set."""

    text: str
    style: str
    within: str = ""
    of: str = ""
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``how`` is ``changed``, ``added``, ``removed``, ``moved`` or ``renamed``; ``where``
    the headings above it. ``was`` and ``now`` are its words; ``detail`` says which quantities differ,
    or that a warning is none any more. ``old`` and ``new`` are where it stands; ``passages`` what a
    section says that came or went."""

    topic: Topic
    how: str
    where: str
    was: str = ""
    now: str = ""
    detail: str = ""
    old: Spot | None = None
    new: Spot | None = None
    passages: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions beside each other; ``rows`` pairs all their passages, in order, but for silent ones that are in
    both."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]
    rows: tuple[tuple[Passage | None, Passage | None], ...]

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called: an edition may stand beside itself as it was signed."""
        if self.old is self.new.as_signed:
            return f"{self.old.name} as it was signed", f"{self.new.name} as it is today"
        return self.old.name, self.new.name

    def of(self, topic: Topic) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.topic is topic)

    def json(self) -> str:
        changes = [_told(change) for change in self.changes]
        editions = {"topic": self.new.topic, "old": self.old.name, "new": self.new.name}
        return json.dumps({**editions, "changes": changes}, ensure_ascii=False, indent=1)

    def readable(self) -> str:
        """The changes as text for a terminal."""
        lines = [f"{self.new.topic}: from {self.names[0]} to {self.names[1]}"]
        for topic in Topic:
            found = self.of(topic)
            lines += ["", f"{topic.value} ({len(found)})", *map(_line, found)]
        return "\n".join(lines)


def _told(change: Change) -> dict[str, object]:
    """A change for machines; what is empty of where it stands is left out."""
    found = {**asdict(change), "topic": change.topic.name.lower()}
    for side in ("old", "new"):
        found[side] = found[side] and {key: value for key, value in found[side].items() if value != ""}
    return found


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
    before, after = flatten(old, strings), flatten(new, strings)
    rows = [
        (before.passages[a] if a is not None else None, after.passages[b] if b is not None else None)
        for a, b in side_by_side(before.passages, after.passages)
    ]
    return Comparison(old, new, changed(before, after), tuple(row for row in rows if not _hidden(*row)))


def _hidden(old: Passage | None, new: Passage | None) -> bool:
    """Whether there is nothing to show: what is not printed, and is as it was."""
    return bool(old and new and old.silent and replace(old, unit=new.unit, warns=new.warns) == new)


def changed(old: Flat, new: Flat) -> tuple[Change, ...]:
    """Every change between two editions that are laid out flat, the most important first."""
    found = list(_Comparer(old, new).changes())
    order = list(Topic)
    return tuple(sorted(found, key=lambda change: order.index(change.topic)))


class _Comparer:
    def __init__(self, old: Flat, new: Flat) -> None:
        self.old, self.new = old, new
        self.before, self.after = list(old.lines()), list(new.lines())
        self.units = _matched_units(old, new)
        """The unit of the old edition that each unit of the new one was, by number."""
        self.was = set(self.units.values())
        self.pairs, self.kept = partners(self.before, self.after, self.units)
        self.passages = [_by_unit(flat) for flat in (old, new)]
        self.places = [_places(lines) for lines in (self.before, self.after)]

    def changes(self) -> Iterator[Change]:
        for pair in self.pairs:
            yield from self._pair(pair)
        yield from self._paragraphs()
        yield from self._sections()

    # Lines

    def _pair(self, pair: Pair) -> Iterator[Change]:
        was = self.before[pair[0]] if pair[0] is not None else None
        now = self.after[pair[1]] if pair[1] is not None else None
        line = now or was
        if line is None or pair[1] in self.kept:
            return  # as it was
        if line.heads and not (was and now):
            return  # told as a section
        how = "added" if not was else "removed" if not now else "changed" if was.text != now.text else "moved"
        topic, detail = self._topic(was, now, how)
        if line.heads and topic is not Topic.NUMBERS:
            return  # told as a section with a new name
        if detail or topic in (Topic.NUMBERS, Topic.WARNINGS) or not self._told_by_section(was, now):
            yield self._change(topic, how, was, now, detail)

    def _change(self, topic: Topic, how: str, was: Line | None, now: Line | None, detail: str) -> Change:
        line = now or was
        where = _place((self.new if now else self.old).units[line.unit]) if line else FRONT
        if line and line.passage.of and not line.passage.silent:
            where = f"{where} › {line.passage.of}"
        words = was.text if was else "", now.text if now else ""
        spots = self._spot(was, 0) if was else None, self._spot(now, 1) if now else None
        return Change(topic, how, where, *words, detail, *spots)

    def _spot(self, line: Line, side: int) -> Spot:
        found = line.passage
        place = self.places[side][line.number, line.at]
        return Spot(found.unit, place, line.at, line.of, found.style, found.within, found.of, found.slot)

    def _topic(self, was: Line | None, now: Line | None, how: str) -> tuple[Topic, str]:
        """The part that a change belongs to, and what is to be said of it."""
        sides = [line for line in (was, now) if line]
        if all(line.passage.about for line in sides):
            return Topic.ABOUT, ""
        silent = len(sides) == 1 and sides[0].passage.silent
        detail = self._numbers(was, now, how) if any(map(_counts, sides)) and not silent else ""
        if detail:
            return Topic.NUMBERS, detail
        warned, warns = bool(was and was.warns), bool(now and now.warns)
        heads = any(line.heads for line in sides)
        another = owner(was, now) or self._set_otherwise(was, now) if was and now else ""
        if was and now and warned != warns and not heads:
            return Topic.WARNINGS, "now a warning" if warns else "no longer a warning"
        if was and now and not silent and not heads and (firm := denied(was.text, now.text, self.new.negations)):
            return Topic.WARNINGS, firm
        if (warned or warns) and (how != "moved" or another) and not heads:
            return Topic.WARNINGS, another
        return Topic.WORDING, another

    def _numbers(self, was: Line | None, now: Line | None, how: str) -> str:
        """What makes a change one of numbers; empty where nothing does."""
        language = self.new.language
        if not (was and now):
            return numbers(was, now, language)
        counted = counts(was.text, language) or counts(now.text, language)
        if how == "changed":
            found = numbers(was, now, language) or (owner(was, now) if counted else "")
            return found or whose(was.text, now.text, language)
        if counted and (another := owner(was, now)):
            return another
        if self.units.get(now.unit) != was.unit:
            return (
                f"under “{_place(self.old.units[was.unit])}” → under “{_place(self.new.units[now.unit])}”"
                if counted
                else ""
            )
        if self._set_otherwise(was, now) and not counted:
            return ""
        steps = "ListNumber" in (was.passage.style, now.passage.style) and not was.passage.silent
        return "in another order" if counted or steps or "table" in now.passage.within.split(" > ") else ""

    def _set_otherwise(self, was: Line, now: Line) -> str:
        if was.passage.style != now.passage.style:
            return f"set as {was.passage.style} → as {now.passage.style}"
        if was.passage.within != now.passage.within:
            return f"in {was.passage.within or 'the text'} → in {now.passage.within or 'the text'}"
        return ""

    def _told_by_section(self, was: Line | None, now: Line | None) -> bool:
        """Whether a line came or went with its whole section."""
        if now:
            return not was and now.unit not in self.units
        return was is not None and was.unit not in self.was

    # Paragraphs

    def _paragraphs(self) -> Iterator[Change]:
        """Lines that stayed, and that a paragraph parts from the line before or no longer does.

        Where other lines came or went between two, their own places tell.
        """
        before: Pair = (None, None)
        parted = False
        for number, line in enumerate(self.after):
            one = self.pairs[number][0] if number in self.kept else None
            parted = parted or line.at == 0
            if one is not None:
                last, unit = before[0], before[1]
                if unit == line.unit and last == one - 1 and parted != (self.before[one].at == 0):
                    how = "a paragraph starts here" if parted else "no paragraph starts here any more"
                    yield self._change(Topic.WORDING, "changed", self.before[one], line, how)
                before, parted = (one, line.unit), False

    # Sections

    def _sections(self) -> Iterator[Change]:
        moved = _out_of_order(self.units)
        for number, unit in enumerate(self.new.units):
            if number in self.units:
                yield from self._section(number, unit, moved=number in moved)
            else:
                spot, said = Spot(number, of=unit.id), self._said(self.new, number)
                yield Change(Topic.SECTIONS, "added", _above(unit), "", unit.heading, new=spot, passages=said)
        for number, unit in enumerate(self.old.units):
            if number not in self.was:
                spot, said = Spot(number, of=unit.id), self._said(self.old, number)
                yield Change(Topic.SECTIONS, "removed", _above(unit), unit.heading, "", old=spot, passages=said)

    def _section(self, number: int, unit: Unit, *, moved: bool) -> Iterator[Change]:
        """What became of a section that stayed."""
        before = self.old.units[self.units[number]]
        spots = Spot(self.units[number], of=before.id), Spot(number, of=unit.id)
        words = before.heading, unit.heading
        if before.heading != unit.heading:
            yield Change(Topic.SECTIONS, "renamed", _above(unit), *words, "", *spots)
        if detail := self._placed(before, unit):
            yield Change(Topic.SECTIONS, "changed", _above(unit), *words, detail, *spots)
        if moved:
            yield Change(Topic.SECTIONS, "moved", _above(unit), *words, "", *spots)

    def _placed(self, before: Unit, unit: Unit) -> str:
        """How deep a section stands, and what links to it are called, where that changed."""
        found = []
        if len(before.path) != len(unit.path):
            found.append(f"heading level: {len(before.path) + 1} → {len(unit.path) + 1}")
        if before.id != unit.id and before.heading == unit.heading:
            found.append(f"id: {before.id} → {unit.id}")
        return ", ".join(found)

    def _said(self, flat: Flat, unit: int) -> tuple[Said, ...]:
        passages = self.passages[flat is self.new].get(unit, ())
        return tuple(Said(each.text, each.style, each.within, each.of, each.slot) for each in passages)


def _counts(line: Line) -> bool:
    """Whether the numbers of a line are a patient's: not those of journals, nor of pictures and web addresses."""
    if line.passage.silent:
        return line.text.startswith("List: ") or "tel:" in line.text
    return not line.passage.evidence


def _places(lines: Iterable[Line]) -> dict[tuple[int, int], int]:
    """The number of each line in its unit, by those of its passage and of itself in that."""
    met: Counter[int] = Counter()
    found: dict[tuple[int, int], int] = {}
    for line in lines:
        found[line.number, line.at] = met[line.unit]
        met[line.unit] += 1
    return found


def _by_unit(flat: Flat) -> dict[int, tuple[Passage, ...]]:
    return {unit: tuple(found) for unit, found in groupby(flat.passages, lambda passage: passage.unit)}


def _place(unit: Unit) -> str:
    return " › ".join(unit.path) or FRONT


def _above(unit: Unit) -> str:
    return " › ".join(unit.path[:-1]) or "the leaflet"


def _matched_units(old: Flat, new: Flat) -> dict[int, int]:
    """By id, else by heading, else by what they say."""
    found: dict[int, int] = {0: 0}
    taken = {0}
    for key in ("id", "heading"):
        free: dict[str, list[int]] = {}
        for a in reversed(range(1, len(old.units))):
            if a not in taken:
                free.setdefault(getattr(old.units[a], key), []).append(a)
        for b, unit in enumerate(new.units):
            if b not in found and free.get(getattr(unit, key)):
                found[b] = free[getattr(unit, key)].pop()
                taken.add(found[b])
    texts_old, texts_new = _texts(old), _texts(new)
    olds = {a: text for a, text in texts_old.items() if a not in taken}
    news = {b: text for b, text in texts_new.items() if b not in found}
    return found | {b: a for a, b in alike(olds, news, dict.fromkeys(olds, 0), dict.fromkeys(news, 0))}


def _texts(flat: Flat) -> dict[int, str]:
    """The words of each unit, without its heading."""
    return {
        unit: " ".join(each.text for each in found if not each.silent and not each.style.startswith("Heading"))
        for unit, found in _by_unit(flat).items()
    }


def _out_of_order(units: dict[int, int]) -> set[int]:
    """The new units that stand elsewhere among the kept ones: all but a longest run in the old order."""
    order = sorted(units)
    kept = {order[place] for place in rising([units[number] for number in order])}
    return set(order) - kept
