"""Passages that say nearly the same in several topics: where numbers differ, one of them may be wrong.

What is said once in the library (`passages:` in `library.yaml`) cannot drift apart. Two texts are alike if most of
their runs of three words are the same, numbers counted as any number.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from press.model import Card, Segment, Standing
from press.problems import Grade, OfTopic, Place, Problem
from press.prose.markdown import bare
from press.reader import Catalogue
from press.reader.amounts import told

FEWEST_WORDS = 6
"""What is shorter is said everywhere."""
_ALIKE = 0.5
"""The share of runs of words that two texts have in common at least, of all that either has (Jaccard's index)."""
_RUN = 3
_TOO_COMMON = 200
"""A run of words that stands in more texts tells nothing of any of them."""
_KINDS = frozenset({"paragraph", "item"})
_WORD = re.compile(r"\d+|[^\W\d_]+")
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class _Said:
    """A text, and where it stands; ``runs`` are its runs of words."""

    card: Card
    line: int
    text: str
    runs: frozenset[tuple[str, ...]]


def check(catalogue: Catalogue, folder: str) -> Iterator[Problem]:
    """The passages of current editions and drafts that say nearly the same as those of another topic: those whose
    numbers differ first, then those whose words differ, then those that are the same word for word."""
    by_language: dict[str, list[_Said]] = defaultdict(list)
    for card in catalogue.cards:
        if card.standing in (Standing.CURRENT, Standing.DRAFT):
            by_language[card.language] += _of(card, catalogue.segments(card))
    found = [pair for language, texts in by_language.items() for pair in _pairs(texts, language)]
    yield from (_problem(*pair, folder) for pair in sorted(found, key=lambda pair: pair[0]))


def _of(card: Card, segments: Iterable[Segment]) -> Iterator[_Said]:
    for segment in segments:
        text = " ".join(bare(segment.text).split())
        words = ["#" if word.isdecimal() else word for word in _WORD.findall(text.casefold())]
        if segment.kind in _KINDS and len(words) >= FEWEST_WORDS:
            runs = frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
            yield _Said(card, segment.line, text, runs)


_Pair = tuple[int, _Said, _Said, str]


def _pairs(texts: list[_Said], language: str) -> Iterator[_Pair]:
    """Each text with the first one before it, in another topic, that it is like: its rank, both, and what differs."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, said in enumerate(texts):
        met = Counter(other for run in said.runs for other in holders[run])
        alike = (
            texts[other]
            for other, common in sorted(met.items(), key=lambda each: (-each[1], each[0]))
            if texts[other].card.topic != said.card.topic
            and common >= _ALIKE * (len(said.runs) + len(texts[other].runs) - common)
        )
        if other := next(alike, None):
            yield _compared(other, said, language)
        for run in said.runs:
            if len(holders[run]) < _TOO_COMMON:
                holders[run].append(number)


def _compared(one: _Said, other: _Said, language: str) -> _Pair:
    if one.text == other.text:
        return 2, one, other, ""
    there, here = (_numbers(said.text, language) for said in (one, other))
    lost, new = (", ".join(f"“{each}”" for each in (a - b).elements()) for a, b in ((there, here), (here, there)))
    return (
        (0, one, other, f"{lost or 'nothing'} there, {new or 'nothing'} here") if lost or new else (1, one, other, "")
    )


def _numbers(text: str, language: str) -> Counter[str]:
    found = told(text, language)
    return Counter((*(" ".join(each.words.split()) for each in found.amounts), *found.exact))


_SAYS = ("says nearly the same, with other numbers ({})", "says nearly the same in other words", "says the same")
_HINT = "If it is meant to be the same, keep it once: under `passages:` in library.yaml."


def _problem(rank: int, one: _Said, other: _Said, differ: str, folder: str) -> Problem:
    there = f"{folder}/{one.card.file}.yaml:{one.line}"
    shown = one.text if len(one.text) <= _SHOWN else f"{one.text[: _SHOWN - 1]}…"
    message = f"{there} {_SAYS[rank].format(differ)}: “{shown}”"
    place = Place(f"{folder}/{other.card.file}.yaml", other.line, other.text[:_SHOWN])
    rule, grade = ("alike", Grade.QUESTION) if rank else ("alike-numbers", Grade.WARNING)
    return Problem(rule, place, message, _HINT, grade, subject=OfTopic.of(other.card))
