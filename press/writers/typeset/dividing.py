"""Words that are wider than their line: where they may be divided, by the rules of their language or anywhere.

Type of headings is made smaller before (`capped`), no smaller than the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import floor

import pyphen  # type: ignore[import-untyped]  # pyphen publishes no types

from press.layout import POINTS_PER_MILLIMETRE, Layout, Ruler
from press.manuscript import Manuscript
from press.model import Section, plain

_WORD = re.compile(r"[^ ]+")
_LETTERS = re.compile(r"[^\W\d_]{6,}")
_LEAST = 3
"""The fewest letters before and after a hyphen."""
_SHORT = 12
"""Words of so few letters fit any line; nobody measures them."""
_LEVELS = {2: "section", 3: "subsection", 4: "topic", 5: "topic"}


def divided(text: str, room: float, ruler: Ruler, language: str) -> str:
    """A text with soft hyphens in its words that are wider than ``room``, in ems; where these do not do, with
    zero-width spaces."""
    if len(text) <= _SHORT or ruler.width(text) <= room:
        return text
    return _WORD.sub(lambda word: _divided(word[0], room, ruler, language), text)


def _divided(word: str, room: float, ruler: Ruler, language: str) -> str:
    if len(word) <= _SHORT or ruler.width(word) <= room:
        return word
    patterns = _patterns(language)
    parted = _LETTERS.sub(lambda part: patterns.inserted(part[0], "\N{SOFT HYPHEN}"), word) if patterns else word
    if all(ruler.width(f"{part}-") <= room for part in parted.split("\N{SOFT HYPHEN}")):
        return parted
    return "\N{ZERO WIDTH SPACE}".join(word)


@lru_cache(maxsize=16)
def _patterns(language: str) -> pyphen.Pyphen | None:
    found = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=found, left=_LEAST, right=_LEAST) if found else None


def capped(points: Mapping[str, float], manuscript: Manuscript, layout: Layout) -> dict[str, float]:
    """The sizes of type, in points by their names, with headings small enough for their longest words; what stands
    below in the order of headings no larger than above."""
    ruler = layout.ruler(layout.fonts.headings, bold=True) or Ruler(())
    column = layout.column * POINTS_PER_MILLIMETRE
    wanted: dict[str, list[str]] = {"title": [plain(manuscript.title)], "subtitle": [plain(manuscript.subtitle)]}
    _collect(manuscript.sections, 2, wanted)
    if manuscript.strings:
        wanted.setdefault("section", []).append(manuscript.contents_heading)
    found, above = dict(points), max(points.values())
    for name in ("title", "subtitle", "section", "subsection", "topic"):
        longest = max((ruler.width(word) for text in wanted.get(name, ()) for word in text.split(" ")), default=0)
        fitting = floor(2 * column / longest) / 2 if longest * found[name] > column else found[name]
        found[name] = max(points["body"] if points[name] >= points["body"] else points[name], min(fitting, above))
        above = found[name] if name != "subtitle" else above
    return found


def _collect(sections: Iterable[Section], level: int, wanted: dict[str, list[str]]) -> None:
    for section in sections:
        wanted.setdefault(_LEVELS[min(level, 5)], []).append(plain(section.heading))
        _collect(section.sections, level + 1, wanted)
