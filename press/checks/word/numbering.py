"""The numbers and bullets before paragraphs, as Word counts them (ISO/IEC 29500-1, 17.9).

    paragraph → numPr (its own, or its style's) → num 7 → abstractNum 3 → lvl 0: lvlText "%1." numFmt decimal

All lists of one abstractNum count on together; the first paragraph of a num that has a ``startOverride``
begins anew; a level begins anew after a paragraph of a level above it (17.9.11).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from press.checks.word.file import Element, Paragraph, WordFile, below, number, switched, value, w
from press.numerals import numeral

BULLET = "•"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_BIGGEST = 10**9


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of a list: how deep it stands, from 0, and what stands before it; nothing where it goes on.

    ``count`` is the number that stands there, 0 for a bullet; ``kind`` tells one way of counting from another.
    """

    depth: int
    label: str
    kind: str = ""
    count: int = 0

    def anew(self, last: Mark) -> bool:
        """Whether it begins another list after a line of the same depth: it has other signs, or counts anew."""
        if not self.label or not (self.count or last.count):
            return False
        following = self.count == last.count + 1 and bool(last.count)
        return self.count <= last.count or (self.kind != last.kind and not following) or not last.count


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    restart: int
    """After which levels, from 1, it begins anew: this one and those above it; 0 for never."""
    legal: bool


@dataclass
class _List:
    """A kind of list: its levels, and how far each has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """What stands before each paragraph, asked for in reading order."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self._begun: set[str] = set()
        self._of_styles: dict[str, tuple[str, str]] = {}
        self._lists: dict[str, _List] = {}
        self._levels: dict[str, dict[int, _Level]] = {}

    def mark(self, paragraph: Paragraph) -> Mark | None:
        """What a paragraph is of a list, counting it; None where it is none, or bears no sign."""
        list_id, level = self._numbers(paragraph)
        if list_id in ("", "0") or list_id not in self._instances:
            return None
        depth = min(int(number(level, 0)), _LEVELS - 1) if level else self._depth_of_style(list_id, paragraph.style)
        return self._counted(list_id, max(depth, 0))

    # Which list

    def _numbers(self, paragraph: Paragraph) -> tuple[str, str]:
        """The ids of a paragraph's list and of its level: what it does not say itself, its style says."""
        own = paragraph.element.find(f"{w('pPr')}/{w('numPr')}")
        list_id, level = _said(own)
        if not list_id:
            list_id, of_style = self._of_style(paragraph.style)
            level = level or of_style
        return list_id, level

    def _of_style(self, style: str) -> tuple[str, str]:
        """The same of a style, or of the nearest that it is based on."""
        chain: list[str] = []
        found = "", ""
        while style in self.file.styles and style not in chain[-_LONGEST_CHAIN:] and len(chain) < _LONGEST_CHAIN:
            if style in self._of_styles:
                found = self._of_styles[style]
                break
            chain.append(style)
            found = _said(self.file.styles[style].find(f"{w('pPr')}/{w('numPr')}"))
            if found[0]:
                break
            style = value(self.file.styles[style].find(w("basedOn")))
        self._of_styles |= dict.fromkeys(chain, found)
        return found

    def _depth_of_style(self, list_id: str, style: str) -> int:
        """The level that is tied to a style (17.9.23)."""
        return self._tied.get((self._abstract_of(list_id), style), 0)

    @cached_property
    def _tied(self) -> dict[tuple[str, str], int]:
        return {
            (name, value(level.find(w("pStyle")))): int(number(value(level, "ilvl"), 0))
            for name, kind in self._kinds.items()
            for level in below(kind, "lvl")
            if level.find(w("pStyle")) is not None
        }

    @cached_property
    def _instances(self) -> dict[str, Element]:
        return {value(each, "numId"): each for each in below(self.file.numbering, "num")}

    @cached_property
    def _kinds(self) -> dict[str, Element]:
        return {value(each, "abstractNumId"): each for each in below(self.file.numbering, "abstractNum")}

    @cached_property
    def _styled(self) -> dict[str, str]:
        """The kinds of list that are those of a style of numbering (17.9.27)."""
        return {value(each.find(w("styleLink"))): name for name, each in self._kinds.items()}

    def _abstract_of(self, list_id: str) -> str:
        """The kind of a list; one that only names a style is that style's (17.9.21)."""
        name = value(self._instances[list_id].find(w("abstractNumId")))
        link = value(self._kinds[name].find(w("numStyleLink"))) if name in self._kinds else ""
        return self._styled.get(link, name) if link else name

    # Counting

    def _counted(self, list_id: str, depth: int) -> Mark | None:
        """The next line of a list at a depth; None where nothing stands before it."""
        kind = self._abstract_of(list_id)
        if kind not in self._lists:
            self._lists[kind] = _List({} if kind not in self._kinds else _levels(self._kinds[kind]))
        counted = self._lists[kind]
        if list_id not in self._begun:
            self._begun.add(list_id)
            self._override(self._instances[list_id], counted)
        if list_id not in self._levels:
            self._levels[list_id] = {**counted.levels, **self._overridden(list_id)}
        levels = self._levels[list_id]
        level = levels.get(depth)
        if level is None:
            return Mark(depth, BULLET)
        counted.counts[depth] = counted.counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            if deeper in counted.counts and deeper in levels and depth < levels[deeper].restart:
                del counted.counts[deeper]
        label = _label(depth, levels, counted.counts)
        if label == BULLET:
            return Mark(depth, BULLET)
        return Mark(depth, label, f"{kind} {level.form}", counted.counts[depth]) if label else None

    def _override(self, instance: Element, counted: _List) -> None:
        """Where its first line begins anew."""
        for each in below(instance, "lvlOverride"):
            start = each.find(w("startOverride"))
            if start is not None:
                counted.counts[int(number(value(each, "ilvl"), 0))] = _whole(value(start), 1) - 1

    def _overridden(self, list_id: str) -> dict[int, _Level]:
        return {
            int(number(value(each, "ilvl"), 0)): _level(each)
            for override in self._instances[list_id].iterchildren(w("lvlOverride"))
            for each in override.iterchildren(w("lvl"))
        }


_LONGEST_CHAIN = 50
"""As many styles may be based on one another; Word itself gives up at eleven."""


def _said(numbers: Element | None) -> tuple[str, str]:
    if numbers is None:
        return "", ""
    return value(numbers.find(w("numId"))), value(numbers.find(w("ilvl")))


def _whole(text: str, default: int) -> int:
    return int(min(max(number(text, default), 0), _BIGGEST))


def _levels(kind: Element) -> dict[int, _Level]:
    return {_whole(value(each, "ilvl"), 0): _level(each) for each in below(kind, "lvl")}


def _level(element: Element) -> _Level:
    depth = _whole(value(element, "ilvl"), 0)
    text, restart = element.find(w("lvlText")), element.find(w("lvlRestart"))
    return _Level(
        _whole(value(element.find(w("start"))), 0) if element.find(w("start")) is not None else 0,
        value(element.find(w("numFmt"))) or "decimal",
        f"%{depth + 1}." if text is None else value(text),
        depth if restart is None else _whole(value(restart), depth),
        switched(element.find(w("isLgl"))),
    )


def _label(depth: int, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    level = levels[depth]
    if level.form == "bullet":
        return BULLET
    if level.form == "none":
        return _PLACE.sub("", level.text).strip()

    def counted(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        form = levels[at].form if at in levels else "decimal"
        count = counts.get(at, levels[at].start if at in levels else 1)
        return "" if form in ("bullet", "none") else numeral(count, "decimal" if level.legal else form)

    return _PLACE.sub(counted, level.text).strip()
