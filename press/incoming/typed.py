"""Bullets, numbers and letters that somebody typed before the items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.incoming.found import Line

_BULLET = re.compile(r"\s*([•◦▪‣⁃●○■□·∙➢➤❖✓✔►▶➔→*§o–—-])(?:\s+|(?<=[•◦▪●○■·∙])(?=\w))(?=\S)")
_UNSURE = "–—-*§o→"
"""Bullets that are so only where more than one line begins with them."""
_NUMBER = re.compile(r"\s*\(?((\d{1,2})|([A-Za-z])|([ivx]{2,4}|[IVX]{2,4}))[.)]\s+(?=\S)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

Typed = tuple[int, str, int] | None
"""Number (0: a bullet), label and length of what was typed before an item."""


def typed_mark(line: Line) -> tuple[int, str, int] | None:
    """The number (0: a bullet), the label and the length of what was typed before an item; None where nothing was."""
    if line.marker or line.level:
        return None
    if match := _BULLET.match(line.text):
        return 0, match[1], match.end()
    if match := _NUMBER.match(line.text):
        return _counted(match[1]), match[0].strip(), match.end()
    return None


def romans(marks: Sequence[Typed]) -> list[Typed]:
    """Typed marks, in which i, v and x beside other Roman numerals are numerals too, and else letters."""
    many = [bool(mark and len(mark[1].strip("().")) > 1 and mark[1].strip("().").isalpha()) for mark in marks]
    beside = [(at > 0 and many[at - 1]) or (at + 1 < len(many) and many[at + 1]) for at in range(len(many))]
    return [
        (_ROMAN.index(mark[1].strip("().").lower()) + 1, *mark[1:])
        if mark and near and mark[1].strip("().").lower() in ("i", "v", "x")
        else mark
        for mark, near in zip(marks, beside, strict=True)
    ]


def _counted(label: str) -> int:
    """The number that a typed figure, letter or Roman numeral stands for; a letter alone is a letter."""
    if label.isdigit():
        return int(label)
    if len(label) == 1:
        return ord(label.lower()) - ord("a") + 1
    return _ROMAN.index(label.lower()) + 1 if label.lower() in _ROMAN else 99


def runs_of(marks: Sequence[tuple[int, str, int] | None]) -> Iterator[tuple[int, int]]:
    """From where to where typed marks make lists: bullets always, dashes and numbers from two in order on."""
    at = 0
    while at < len(marks):
        mark = marks[at]
        end = at + 1
        if mark is None:
            at = end
            continue
        while end < len(marks) and (after := marks[end]) is not None and _goes_on(marks[end - 1], after):
            end += 1
        if end - at > 1 or (mark[0] == 0 and mark[1] not in _UNSURE):
            yield at, end
        at = end


def _goes_on(before: tuple[int, str, int] | None, mark: tuple[int, str, int]) -> bool:
    return before is not None and (mark[0] == before[0] + 1 if mark[0] else before[0] == 0)
