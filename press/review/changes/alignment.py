"""Which sentence became which, and which paragraph stands beside which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from press.review.changes.passages import Passage, Sentence

ALIKE = 0.5
"""The share of their words that two texts have in common at least, if one became the other."""
ALIKE_ELSEWHERE = 0.75
"""The same, where they stand in different sections."""
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")

Pair = tuple[int | None, int | None]
"""The indices of what belongs together; None where the old or the new edition has nothing."""
Span = tuple[str, str]
"""``same``, ``added`` or ``removed``, and the words."""


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two texts have in common, from 0 to 1 (Dice's coefficient)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def bag(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def partners(old: Sequence[Sentence], new: Sequence[Sentence], units: Mapping[int, int]) -> list[Pair]:
    """Each sentence with what it became, wherever that stands; in the order of the new edition,
    what was removed last. First the same words, near their place; then the most alike.

    ``units`` says for a unit of the new edition, by number, which one of the old it was.
    """
    matched: dict[int, int] = {}
    texts = [sentence.text for sentence in old], [sentence.text for sentence in new]
    for block in SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks():
        matched |= {block.b + n: block.a + n for n in range(block.size)}
    _match_the_same(old, new, matched)
    _match_the_alike(old, new, units, matched)
    gone = set(range(len(old))) - set(matched.values())
    return [(matched.get(index), index) for index in range(len(new))] + [(index, None) for index in sorted(gone)]


def _match_the_same(old: Sequence[Sentence], new: Sequence[Sentence], matched: dict[int, int]) -> None:
    free = [index for index in range(len(old)) if index not in set(matched.values())]
    for index, sentence in enumerate(new):
        if index not in matched:
            twin = next((n for n in free if old[n].text == sentence.text), None)
            if twin is not None:
                matched[index] = twin
                free.remove(twin)


def _match_the_alike(
    old: Sequence[Sentence], new: Sequence[Sentence], units: Mapping[int, int], matched: dict[int, int]
) -> None:
    taken = set(matched.values())
    olds = [(n, bag(sentence.text)) for n, sentence in enumerate(old) if n not in taken]
    news = [(n, bag(sentence.text)) for n, sentence in enumerate(new) if n not in matched]
    found = ((likeness(one, other), a, b) for a, one in olds for b, other in news if old[a].heads == new[b].heads)

    def needed(a: int, b: int) -> float:
        return ALIKE if units.get(new[b].unit) == old[a].unit else ALIKE_ELSEWHERE

    for _, a, b in sorted((-score, a, b) for score, a, b in found if score >= needed(a, b)):
        if a not in taken and b not in matched:
            matched[b] = a
            taken.add(a)


def side_by_side(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Pair]:
    """The paragraphs of both editions in an order that keeps that of each."""
    keys = [(passage.style, passage.text) for passage in old], [(passage.style, passage.text) for passage in new]
    for kind, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        else:
            yield from _between(old, new, range(a, b), range(c, d))


def _between(old: Sequence[Passage], new: Sequence[Passage], olds: range, news: range) -> Iterator[Pair]:
    """Paragraphs none of which is the same: the pairing, in order, that has most in common."""
    bags = {n: bag(old[n].text) for n in olds}, {n: bag(new[n].text) for n in news}

    def worth(a: int, b: int) -> float:
        score = likeness(bags[0][a], bags[1][b]) if old[a].style == new[b].style else 0.0
        return score if score >= ALIKE else -1.0

    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i, a in reversed([*enumerate(olds)]):
        for j, b in reversed([*enumerate(news)]):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + worth(a, b))
    i = j = 0
    while i < len(olds) or j < len(news):
        paired = i < len(olds) and j < len(news)
        score = worth(olds[i], news[j]) if paired else -1.0
        if score > 0 and best[i][j] == best[i + 1][j + 1] + score:
            yield olds[i], news[j]
            i, j = i + 1, j + 1
        elif j >= len(news) or (i < len(olds) and best[i][j] == best[i + 1][j]):
            yield olds[i], None
            i += 1
        else:
            yield None, news[j]
            j += 1


def spans(old: str, new: str) -> list[Span]:
    """The words of two texts as one: what stays, what was removed, what was added in its place."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    changed: list[tuple[str, str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        one, other = "".join(before[a:b]), "".join(after[c:d])
        changed.append(("same" if kind == "equal" and (one.strip() or not changed) else "changed", one, other))
    found: list[Span] = []
    for kind, group in groupby(changed, lambda change: change[0]):
        pieces = list(group)
        one, other = ("".join(piece[side] for piece in pieces) for side in (1, 2))
        found += [("same", one)] if kind == "same" else [("removed", one), ("added", other)]
    return [span for span in found if span[1]]
