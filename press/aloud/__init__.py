"""A talking leaflet's script: what stands in figures, signs and capitals, in words for speech.

A voice says "0808 800 6000" as two thousands, "mg" as letters and "3–5" as a subtraction. Here each is put into words,
with an account of what is said for what, so that a person can sign it off; what a voice says right stays as it is.

    tongue    what the words of a language are; english and welsh have them
    patterns  what is put into words: doses, hours, phone numbers, addresses, dates, stages, abbreviations, signs
    ipa       sounds in the International Phonetic Alphabet, for a voice
    proof     whether the figures of what is written are those of what is said
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from press.aloud.patterns import found, tongue_of

Lexicon = Mapping[str, str]
"""How words are said that a voice says wrongly, by the words as they are written, respelt or between strokes in the
International Phonetic Alphabet: ``bleomycin: blee-oh-my-sin``, ``bleomycin: /ˌbliːəˈmaɪsɪn/``."""
Lexicons = Mapping[str, Lexicon]
"""A lexicon for each language, by its BCP 47 tag."""
WORDING = 2
"""To be raised whenever anything is said otherwise than before: what was signed off is then to be signed again."""
_LEXICON = "word"
_UNKNOWN = re.compile(
    r"[≤≥<>≈±+−£€$]?\d[\d.,:/\u2010-\u2015-]*(?:[ \u00a0]?(?:[^\W\d_]{1,4}\b|%|°\w?))?|[%°≤≥<>≈±×=→&½¼¾⅓⅔⅛]"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of a text and what is said for it; the same where it is said as it is written.

    ``named`` is whether it stands in the lexicon.
    """

    written: str
    spoken: str
    named: bool = False


def script(text: str, language: str, lexicon: Lexicon) -> tuple[Said, ...]:
    """A text in stretches, none left out. Words for figures and signs are those of English and Welsh; of a text in
    another language only what the lexicon has is put otherwise."""
    return tuple(_stretches(text, language, lexicon))


def _stretches(text: str, language: str, lexicon: Lexicon) -> Iterator[Said]:
    end = 0
    for start, stop, spoken, way in found(text, lexicon, language):
        if start > end:
            yield Said(text[end:start], text[end:start])
        yield Said(text[start:stop], spoken, way == _LEXICON)
        end = stop
    if text[end:]:
        yield Said(text[end:], text[end:])


def lexicon_of(lexicons: Lexicons, language: str) -> Lexicon:
    """The lexicon for a language, or for another kind of it; empty where there is none."""
    first = language.partition("-")[0].lower()
    near = (own for tag, own in lexicons.items() if tag.partition("-")[0].lower() == first)
    return lexicons.get(language) or next(near, {})


def known(language: str) -> bool:
    """Whether figures and signs are put into the words of a language, by its BCP 47 tag."""
    return tongue_of(language) is not None


def unknown(text: str) -> tuple[str, ...]:
    """The figures and signs of a text in a language without words for them: a voice says them as it likes."""
    return tuple(match[0] for match in _UNKNOWN.finditer(text))
