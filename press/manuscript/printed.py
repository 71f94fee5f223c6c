"""Where the pages of the print edition begin in the words of a leaflet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from press.manuscript.script import Manuscript

_AHEAD = 200
"""Words of print that are looked through for one of the leaflet: paper has more, where links lead say."""


def with_print_pages(manuscript: Manuscript, printed: Sequence[tuple[str, int]]) -> Manuscript:
    """The manuscript with where in its words the pages of the print edition begin.

    ``printed`` are the words of the print edition with their pages. They are met from the end: what paper has besides
    stands behind the words that it belongs to.
    """
    first = _firsts(_pages(" ".join(manuscript.texts()).split(), printed))
    last = max((page for _, page in printed), default=0)
    if not first or [page for _, page in first] != list(range(1, last + 1)):
        return manuscript  # of a page nothing was found again: rather no list than one that lacks a page
    return replace(manuscript, print_pages=((0, 1), *first[1:]))


def _pages(words: Sequence[str], printed: Sequence[tuple[str, int]]) -> Iterable[tuple[int, int]]:
    """The index of each word that is found in print, with its page, from the last to the first."""
    at = len(printed)
    for index in range(len(words) - 1, -1, -1):
        place = next((n for n in range(at - 1, max(at - _AHEAD, 0) - 1, -1) if printed[n][0] == words[index]), None)
        if place is not None:
            at = place
            yield index, printed[place][1]


def _firsts(pages: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first word of each page, in order."""
    first: dict[int, int] = {}
    for index, page in pages:
        first |= {page: index}
    return sorted((index, page) for page, index in first.items())
