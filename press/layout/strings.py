"""Words that a document prints and no author wrote, by language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from unicodedata import combining, normalize

from press.layout import dates
from press.quantities import Terms


@dataclass(frozen=True, eq=False)
class Strings:
    """Words that a document prints and no author wrote, in one language."""

    language: str
    texts: Mapping[str, str]
    months: tuple[str, ...]
    counters: tuple[str, ...]
    """Words that hold on to the number after them, as in "stage 3"."""
    alphabet: tuple[str, ...] = ()
    """The letters in their order; some have more than one sign, as the Welsh "ch"."""
    limits: tuple[str, ...] = ()
    """Words that hold on to the number after them and limit it, as in "up to 5 mg"."""
    negations: tuple[str, ...] = ()
    """Words that say no, as "not"; one that begins with a hyphen is how such words end, as "-n’t"."""
    tables: Mapping[str, str] = field(default_factory=dict)
    """liblouis's tables, by ``grade_1``, ``grade_2`` and ``signs``: for words that those of the language cannot say."""
    voice: str = ""
    """The name of eSpeak NG's voice for the language; empty: that of its tag."""

    def __getitem__(self, key: str) -> str:
        return self.texts[key]

    def see(self, key: str, *, within: bool) -> tuple[str, str]:
        """Where a reference leads: what joins that to its words, and what is said: “ ” and “(page 7)”; ``within``
        brackets “, ” and “page 7”, where the language says how."""
        if not within or "see_within" not in self.texts:
            return " ", self[key]
        joint, _, after = self["see_within"].partition("{words}")
        return joint, self[key].strip("()") + after

    def see_page(self, *, within: bool) -> tuple[str, str]:
        """The same of a page; its words stay together."""
        joint, said = self.see("see_page", within=within)
        return joint, said.replace(" ", "\N{NO-BREAK SPACE}")

    @property
    def terms(self) -> Terms:
        """The words that belong to numbers in this language."""
        months = dict.fromkeys((*self.months, *dates.months(self.language)))
        return Terms(tuple(months), self.texts["to"], self.counters, self.limits)

    def in_order(self, text: str) -> tuple[int, ...]:
        """What to sort a text by, in this language: letters in the order of its alphabet, accents aside."""
        bare = "".join(sign for sign in normalize("NFD", text.casefold()) if not combining(sign))
        letters = self._letter.findall(bare)
        return tuple(self._places.get(letter, len(self.alphabet) + ord(letter[0])) for letter in letters)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {" ": -1} | {letter: place for place, letter in enumerate(self.alphabet)}

    @cached_property
    def _letter(self) -> re.Pattern[str]:
        longest_first = sorted(self.alphabet, key=len, reverse=True)
        return re.compile("|".join([*map(re.escape, longest_first), "."]), re.DOTALL)
