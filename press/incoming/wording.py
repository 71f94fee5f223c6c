"""Other words for a text, put in word by word where it stands, so that all marks around them stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from press.incoming.sources import Letter, Source
from press.manuscript.passages import normal

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_ESCAPED = re.compile(r"([\\*_\[\]`|<~])")
_OF_YAML = frozenset(":#'\"\\{}[]")

_ADDED_WORDS = "It touches words that the press adds: an expansion, an address or the number of a page."
_MARKS = "It goes over the beginning or the end of a link or of strong words."
_UNKNOWN = "Its words stand in the file in a way that cannot be changed word by word."
_SIGNS = "Its new words have signs that YAML takes for its own: write it in quotes."


@dataclass(frozen=True, slots=True)
class Replacement:
    """Other letters from a place of a file to another."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign or white space, and from where to where it stands in the file."""

    text: str
    start: int
    end: int


class Unclear(Exception):
    """Raised with a sentence where it cannot be told what to write where."""


def replaced(source: Source, printed: str, after: str) -> list[Replacement]:
    """What to write where, for a text that is ``printed`` with more words among its own to say ``after``.

    Raises Unclear.
    """
    if not source.letters:
        raise Unclear(_UNKNOWN)
    own, made, new = _spelled(source), tokens(printed), tokens(after)
    places = _places([token.text for token in own], made)
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, made, new, autojunk=False).get_opcodes():
        if kind != "equal":
            start, end = _where(own, places, a, b)
            words = "".join(new[c:d])
            found.append(Replacement(start, end, _ESCAPED.sub(r"\\\1", words) if source.markdown else words))
    if not source.markdown and any(set(each.text) & _OF_YAML for each in found):
        raise Unclear(_SIGNS)
    return found


def _where(own: Sequence[Token], places: Sequence[int | None], a: int, b: int) -> tuple[int, int]:
    """From where to where the printed tokens ``a`` to ``b`` stand in the file; without any, the place between two."""
    touched = [place for place in places[a:b] if place is not None]
    if len(touched) < b - a:
        raise Unclear(_ADDED_WORDS)
    if touched:
        if any(one.end != other.start for one, other in pairwise(own[touched[0] : touched[-1] + 1])):
            raise Unclear(_MARKS)
        return own[touched[0]].start, own[touched[-1]].end
    before = places[a - 1] if a else None
    behind = places[a] if a < len(places) else None
    if before is not None:
        return own[before].end, own[before].end
    if behind is not None:
        return own[behind].start, own[behind].start
    raise Unclear(_ADDED_WORDS)


def tokens(text: str) -> list[str]:
    """The words, signs and spaces of a text."""
    return _TOKEN.findall(normal(text))


def among(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether some tokens stand among others, in their order, and are a third of them at least."""
    rest = iter(many)
    return len(few) * 3 > len(many) and all(token in rest for token in few)


def _spelled(source: Source) -> list[Token]:
    letters = list(_folded(source.letters))
    text = "".join(letter.char for letter in letters)
    return [
        Token(match[0], letters[match.start()].start, letters[match.end() - 1].end) for match in _TOKEN.finditer(text)
    ]


def _folded(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Letters with white space as one space, none at the ends."""
    held: Letter | None = None
    begun = False
    for letter in letters:
        if letter.char.isspace():
            held = replace(held, end=letter.end) if held else replace(letter, char=" ")
            continue
        if held and begun:
            yield held
        held, begun = None, True
        yield letter


def _places(own: Sequence[str], made: Sequence[str]) -> list[int | None]:
    """Which token of the source each printed token is; None for those that the press adds."""
    places: list[int | None] = [None] * len(made)
    for block in SequenceMatcher(None, own, made, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            places[block.b + step] = block.a + step
    return places
