"""Where in a text a problem is: the words that it concerns, or else its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from press.problems import Place


@dataclass(frozen=True, slots=True)
class Span:
    """From a row and a column to another, all from 0, in characters; the last is no part of it."""

    row: int
    column: int
    end_row: int
    end_column: int


def span(place: Place, lines: Sequence[str]) -> Span:
    """The span of a place in the lines of its file."""
    first = min(max(place.line - 1, 0), len(lines) - 1)
    last = _last(lines, first) if place.line else len(lines) - 1
    words = place.words.removesuffix("…").split()
    text = "\n".join(lines[first : last + 1])
    match = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    if match:
        return Span(*_at(text, match.start(), first), *_at(text, match.end(), first))
    line = lines[first]
    return Span(first, len(line) - len(line.lstrip()), first, len(line.rstrip()))


def _last(lines: Sequence[str], first: int) -> int:
    """The last row that belongs to what begins on a row: those below that are indented deeper."""
    indent = len(lines[first]) - len(lines[first].lstrip())
    last = first
    for row in range(first + 1, len(lines)):
        line = lines[row]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        last = row if line.strip() else last
    return last


def _at(text: str, place: int, first: int) -> tuple[int, int]:
    before = text[:place]
    return first + before.count("\n"), len(before) - (before.rfind("\n") + 1)
