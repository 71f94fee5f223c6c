"""Where the pages of the print edition begin in the words of a leaflet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from press.manuscript.script import Manuscript, section_texts
from press.model import Section

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


def carried(manuscript: Manuscript, known: Manuscript) -> Manuscript:
    """The manuscript with the print pages of a known one of the same leaflet, whose texts it has: not all of them
    perhaps, some in other places, and some with words added."""
    if not known.print_pages:
        return manuscript
    theirs = dict(_paged(known))
    turns: list[tuple[int, int]] = []
    start = 0
    for name, texts in _grouped(manuscript):
        for words, turned in _met(texts, theirs.get(name, [])):
            for at, page in turned:
                if not turns or page != turns[-1][1]:
                    turns.append((start + at, page))
            start += len(words)
    return replace(manuscript, print_pages=tuple(turns))


_Words = tuple[str, ...]
_Turns = tuple[tuple[int, int], ...]


class _Paged(NamedTuple):
    """The words of a text, and the pages that it stands on, each with the index of the first word there."""

    words: _Words
    turns: _Turns


def _grouped(manuscript: Manuscript) -> Iterator[tuple[str, list[_Words]]]:
    """The words of each text: those before all sections, then those of each section, without the sections within."""
    yield "", [tuple(text.split()) for text in replace(manuscript, parts=()).texts()]
    for section in _all(manuscript.sections):
        texts = section_texts(replace(section, sections=()), manuscript.strings)
        yield section.id, [tuple(text.split()) for text in texts]


def _all(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.sections)


def _paged(manuscript: Manuscript) -> Iterator[tuple[str, list[_Paged]]]:
    """The texts as `_grouped` has them, with their pages."""
    start = 0
    for name, texts in _grouped(manuscript):
        paged = []
        for words in texts:
            end = start + len(words)
            page = max((turn for turn in manuscript.print_pages if turn[0] <= start), default=(0, 1))[1]
            inner = ((at - start, number) for at, number in manuscript.print_pages if start < at < end)
            paged.append(_Paged(words, ((0, page), *inner)))
            start = end
        yield name, paged


def _met(texts: Sequence[_Words], known: Sequence[_Paged]) -> Iterator[tuple[_Words, _Turns]]:
    """Each text with its pages; with none where no known one is like it."""
    pairs = dict(_pairs([each.words for each in known], texts))
    for number, words in enumerate(texts):
        own = known[pairs[number]] if number in pairs else None
        yield words, tuple((_moved(at, own.words, words), page) for at, page in own.turns) if own else ()


def _pairs(before: Sequence[_Words], after: Sequence[_Words]) -> Iterator[tuple[int, int]]:
    """The index of each text that is the same as before, ends as one (a cell behind its column's name), or stands in
    the place of one, with the index of that."""
    known = frozenset(filter(None, before))
    likes = [next((words[n:] for n in range(len(words)) if words[n:] in known), words) for words in after]
    for _, start, stop, first, last in SequenceMatcher(None, before, likes, autojunk=False).get_opcodes():
        if stop - start == last - first:
            yield from zip(range(first, last), range(start, stop), strict=True)


def _moved(at: int, before: _Words, after: _Words) -> int:
    """The index of a word where other words have been put between; of the next one where it is not found."""
    if not at:
        return 0
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    inside = (block.b + at - block.a for block in blocks if block.a <= at < block.a + block.size)
    return next(inside, next(block.b for block in blocks if block.a >= at))
