"""Sentences of English that look passive, and medical words that come before anybody has explained them.

Both are found by spelling alone, so they are hints for a person to weigh. A sentence looks passive
where a form of "be" stands before a participle, with at most two adverbs between them. "You are tired"
is left out by name; a passive whose verb stands farther off, or that has no "be", is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.content.readability.medical import plainer

_IRREGULAR = (
    "bitten|bought|broken|brought|built|caught|chosen|cut|done|drawn|driven|eaten|fed|felt|forgotten|found|given|grown|"
    "held|hidden|kept|known|laid|led|left|lost|made|meant|met|paid|put|read|said|seen|sent|set|sewn|shown|shut|split|"
    "spoken|stuck|struck|taken|taught|thought|told|understood|withdrawn|worn|written"
)
_NOT_PASSIVE = (
    "advanced|bored|called|concerned|confused|embarrassed|excited|frightened|hundred|inflamed|interested|married|naked|"
    "pleased|relaxed|retired|scared|surprised|tired|worried"
)
"""Adjectives, and the word that brings in a medical one ("this swelling is called ...")."""
_PASSIVE = re.compile(
    r"\b(?:am|are|be|been|being|get|gets|got|is|was|were)"
    r"(?: (?:not|never|also|often|then|only|first|sometimes|already|always|just|\w+ly)){0,2}"
    rf" (?!(?:{_NOT_PASSIVE})\b)(?:\w\w+(?<!e)ed|{_IRREGULAR})\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_CALLED = re.compile(r"\b(?:called|known as|named)(?: \S+){0,2} \W*$")
_REACH = 200
"""How many characters before a medical word are looked at for what explains it."""


def passive(sentence: str) -> str:
    """The words that look passive ("is usually done"), or empty."""
    match = _PASSIVE.search(sentence)
    return match[0] if match else ""


class Beginner:
    """Somebody who reads a leaflet from its beginning, and knows a medical word once it has been explained."""

    def __init__(self) -> None:
        self.known: set[str] = set()

    def puzzled_by(self, sentence: str) -> Iterator[str]:
        """The medical words of the next sentence that no plain words have come before, in small letters."""
        for match in _WORD.finditer(sentence):
            if plainer(match[0]) is None:
                continue
            word = match[0] if match[0].isupper() else match[0].lower()
            if _explains(sentence[max(0, match.start() - _REACH) : match.start()]):
                self.known.add(word.removesuffix("s"))
            elif word.removesuffix("s") not in self.known:
                yield word


def _explains(before: str) -> bool:
    """Whether what stands before a medical word brings it in: plain words and a bracket, or "called"."""
    plain, bracket, inside = before.rpartition("(")
    return bool(bracket and ")" not in inside and any(map(str.isalnum, plain))) or bool(_CALLED.search(before))
