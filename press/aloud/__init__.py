"""A talking leaflet's script: what stands in figures, signs and capitals, in words for speech.

A voice says "0808 800 6000" as two thousands, "mg" as letters and "3–5" as a subtraction. Here each is put into words,
with an account of what is said for what, so that a person can sign it off; what a voice says right stays as it is.

    patterns  what is put into words: doses, hours, phone numbers, addresses, dates, stages, abbreviations, signs
    units     units and signs, and their words
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from press.aloud.patterns import found

Lexicon = Mapping[str, str]
"""How words are said that a voice says wrongly, by the words as they are written: ``bleomycin: blee-oh-my-sin``."""


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of a text and what is said for it; the same where it is said as it is written."""

    written: str
    spoken: str


def script(text: str, language: str, lexicon: Lexicon) -> tuple[Said, ...]:
    """A text in stretches, none left out. Words for figures and signs are those of English; of a text in another
    language only what the lexicon has is put otherwise."""
    return tuple(_stretches(text, language, lexicon))


def _stretches(text: str, language: str, lexicon: Lexicon) -> Iterator[Said]:
    end = 0
    for start, stop, spoken in found(text, lexicon, english=is_english(language)):
        if start > end:
            yield Said(text[end:start], text[end:start])
        yield Said(text[start:stop], spoken)
        end = stop
    if text[end:]:
        yield Said(text[end:], text[end:])


def is_english(language: str) -> bool:
    """Whether a BCP 47 tag is that of English."""
    return language.partition("-")[0].lower() == "en"
