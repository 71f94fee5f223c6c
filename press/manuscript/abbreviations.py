"""Abbreviations in running words: tagged where they stand, and spelled out where they are met first.

The first time, the words for it stand beside it, the author's own or, in brackets, the program's; there it
carries no tag, so that a screen reader says them once. From then on each is tagged with what it stands for.
The words are looked at across links and strong words, and an abbreviation may have an ending:

    a **magnetic resonance imaging** (MRI) scan    ->  as it is typed
    GPs can ask                                    ->  GPs (general practitioners) can ask
    your GP’s letter                               ->  your <abbr>GP</abbr>’s letter
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from press import shorthand
from press.model import (
    Abbreviation,
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    Link,
    Strong,
    Term,
    Text,
    TopicReference,
    Words,
    plain,
)

_CHANGED = re.compile(r"[^aeiou\W]y$")
"""What ends in -ies where there is more than one."""
_COMPOUND = re.compile(r"(?:[\u2010\u2011-]\w+)+")
"""The rest of a word that an abbreviation begins: CT-guided."""
_GAPS = re.compile(r"[\s\N{NO-BREAK SPACE}\N{HYPHEN}\N{NON-BREAKING HYPHEN}-]+")


@dataclass(frozen=True, slots=True)
class _Place:
    """An abbreviation in the bare text of words; ``said`` is what stands in its place."""

    start: int
    end: int
    said: Words


class Abbreviations:
    """Goes through a leaflet's words in reading order, once."""

    def __init__(self, expansions: tuple[tuple[str, str], ...], language: str) -> None:
        self.expansions = dict(expansions)
        self.english = language.partition("-")[0] == "en"
        self.pattern = shorthand.abbreviated(self.expansions) if expansions else None
        self.met: set[str] = set()

    def tagged(self, words: Words, *, expand: bool) -> Words:
        """The words with their abbreviations tagged; ``expand`` is whether one may be spelled out here."""
        places = list(self._places(plain(words), expand=expand)) if self.pattern else []
        return _replaced(words, 0, places) if places else words

    def _places(self, text: str, *, expand: bool) -> Iterator[_Place]:
        spelled, beside = _folded(text), dict[str, bool]()
        for match in self.pattern.finditer(text) if self.pattern else ():
            name, expansion = match[1], self.expansions[match[1]]
            if name not in beside:
                beside[name] = _folded(expansion) in spelled
            if name in self.met or not (beside[name] or expand):
                ending = (Text(match[2]),) if match[2] else ()
                yield _Place(match.start(), match.end(), (Abbreviation(name, expansion), *ending))
                continue
            self.met.add(name)
            if not beside[name]:
                yield self._spelled_out(text, match, expansion)

    def _spelled_out(self, text: str, match: re.Match[str], expansion: str) -> _Place:
        """An abbreviation, to the end of its word, with what it stands for; no brackets within those that hold it."""
        whole = _COMPOUND.match(text, match.end())
        end = whole.end() if whole else match.end()
        words = _with_ending(expansion, match[2]) if self.english else expansion
        alone = text[: match.start()].endswith("(") and text[end:].startswith(")")
        beside = f", {words}" if alone else f" ({words})"
        return _Place(match.start(), end, (Text(text[match.start() : end] + beside),))


def _with_ending(expansion: str, ending: str) -> str:
    """What an abbreviation stands for, with the ending that it has: more than one, or whose something is."""
    if not ending.startswith("s"):
        return expansion + ending
    if _CHANGED.search(expansion):
        return f"{expansion[:-1]}ie{ending}"
    return expansion + (ending[1:] if expansion.endswith("s") else ending)


def _folded(text: str) -> str:
    """A text without what may differ between two spellings of the same words: capitals, hyphens, kinds of space."""
    return _GAPS.sub(" ", text.casefold())


def _replaced(words: Words, start: int, places: list[_Place]) -> Words:
    """Words that begin at ``start`` of the bare text, with what stands at the places put in."""
    out: list[Inline] = []
    for inline in words:
        end = start + len(plain((inline,)))
        match inline:
            case Text(text):
                out += _put_in(text, start, places)
            case Abbreviation() | Foreign():
                out.append(inline)
            case Strong() | Emphasis() | Link() | CrossReference() | TopicReference() | Term():
                out.append(replace(inline, words=_replaced(inline.words, start, places)))
            case _:
                assert_never(inline)
        start = end
    return tuple(out)


def _put_in(text: str, start: int, places: list[_Place]) -> Iterator[Inline]:
    """A text in pieces; a place that is not wholly within it is left as it is typed."""
    plain_text, done = "", 0
    for at in range(bisect_left(places, start, key=lambda place: place.start), len(places)):
        place = places[at]
        first, last = place.start - start, place.end - start
        if first >= len(text):
            break
        if first < done or last > len(text):
            continue
        plain_text += text[done:first]
        for piece in place.said:
            if isinstance(piece, Text):
                plain_text += piece.text
                continue
            if plain_text:
                yield Text(plain_text)
            plain_text = ""
            yield piece
        done = last
    if plain_text := plain_text + text[done:]:
        yield Text(plain_text)
