"""How many years of school a text asks for, by three formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import textstat_rs as textstat

FEWEST_WORDS = 50
"""Of a text that gets a score: in a shorter one, one long word makes half a year."""
_SPELLING = "en_GB"
_SCHOOL_STARTS = 5
"""The age at which the first grade of a school in the United States is about a year away."""
_STOPS = re.compile(r"[.!?]+")


@dataclass(frozen=True, slots=True)
class Score:
    """What the formulas say of a text, each as a grade of schools in the United States.

    ``flesch_kincaid`` is that of Kincaid et al. (1975), from the lengths of sentences and of words; ``smog`` that
    of McLaughlin (1969), from words of three syllables and more; ``fog`` that of Gunning (1952), from the length
    of sentences and such of those words as are not everyday ones. SMOG was made for 30 sentences and more.
    """

    words: int
    flesch_kincaid: float
    smog: float
    fog: float

    @property
    def age(self) -> float:
        """The reading age in years: five more than the mean of the grades."""
        return (self.flesch_kincaid + self.smog + self.fog) / 3 + _SCHOOL_STARTS


def score(sentences: Iterable[str]) -> Score | None:
    """The score of English sentences; None where they have fewer than 50 words."""
    text = " ".join(map(_one, sentences))
    number = textstat.lexicon_count(text)
    if number < FEWEST_WORDS:
        return None
    return Score(
        number,
        textstat.flesch_kincaid_grade(text, lang=_SPELLING),
        textstat.smog_index(text, lang=_SPELLING),
        textstat.gunning_fog(text, lang=_SPELLING),
    )


def grade(sentence: str) -> float:
    """The Flesch-Kincaid grade of one English sentence."""
    return textstat.flesch_kincaid_grade(_one(sentence), lang=_SPELLING) if any(map(str.isalnum, sentence)) else 0


def _one(sentence: str) -> str:
    """A sentence with no full stop but at its end, so that the library takes it for one."""
    return f"{_STOPS.sub('', sentence)}."
