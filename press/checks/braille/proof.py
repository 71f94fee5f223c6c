"""Whether words come back from the cells of a file: those that matter have to, others are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from press.braille import came_back, letters_came_back, matters
from press.layout import Strings
from press.programs import liblouis
from press.programs.liblouis import Word

_SHOWN = 200
"""Words that are told; a leaflet has some thirty."""


class _Read(NamedTuple):
    """A word of a file, what it says by the table of the language, and whether it has to say the leaflet's word."""

    word: Word
    said: str
    vital: bool


def faults(
    passages: Sequence[Sequence[Word]], tables: tuple[str, str, str], strings: Strings
) -> Iterator[tuple[str, int, str, str]]:
    """The rules that the words of a file break, each with a page (0: none), the words, and what is said of them.

    ``passages`` have the leaflet's words with the cells that the file has for them.
    """
    own, by_letter, signs = tables
    read = [
        each
        for passage, said in zip(passages, liblouis.backward(passages, own), strict=True)
        for each in _judged(passage, said, strings)
    ]
    lost = [each for each in read if not (came_back if each.vital else letters_came_back)(each.word.text, each.said)]
    again = liblouis.backward([[each.word] for each in lost], signs) if signs != own else [[each.said] for each in lost]
    foreign: list[str] = []
    unlike: list[str] = []
    for each, (said, *_) in zip(lost, again, strict=True):
        if signs != own and came_back(each.word.text, said):
            foreign += [each.word.text] if signs != by_letter else []
        elif each.vital:
            yield "braille-back", 0, each.word.text, f"It is read as “{each.said}”."
        else:
            unlike.append(f"{each.word.text} (read as {each.said})")
    if unlike or foreign or not strings.negations:
        yield "braille-proof-read", 0, "", _told(unlike, foreign, strings)


def _judged(passage: Sequence[Word], said: Sequence[str], strings: Strings) -> Iterator[_Read]:
    texts = [word.text for word in passage]
    vital = matters(texts, " ".join(texts), strings.terms, strings.negations)
    yield from map(_Read, passage, said, vital)


def _listed(words: Sequence[str]) -> str:
    each = list(dict.fromkeys(words))
    return ", ".join(each[:_SHOWN]) + (f" and {len(each) - _SHOWN} more" if len(each) > _SHOWN else "")


def _told(unlike: Sequence[str], foreign: Sequence[str], strings: Strings) -> str:
    sentences = []
    if unlike:
        sentences.append(f"Read back as others: {_listed(unlike)}.")
    if foreign:
        sentences.append(f"Written by the table of signs: {_listed(foreign)}.")
    if not strings.negations:
        sentences.append("Nobody has said which words say no in this language, so none was looked for.")
    return " ".join(sentences)
