"""Whether what is said has the figures of what is written: nothing of a dose or a phone number may be lost on the way.

The words that are said are turned back into digits by tables of their own reading: digits, months, parts of a whole.
"""

from __future__ import annotations

import re
from collections import Counter

from press.aloud import Said
from press.aloud.patterns import ROMAN, WRITTEN_PARTS, tongue_of
from press.aloud.tongue import Tongue

_ROMAN = re.compile(r"(?<![^\W_])(IV|I{1,3}|VI?)[A-Ca-c]?(?![^\W_])")
_PARTS = {"½": "12", "¼": "14", "¾": "34", "⅓": "13", "⅔": "23", "⅛": "18"}
_DIGIT = re.compile(r"\d")
_FILLED = re.compile(
    r"\d{1,2}:\d\d|\b0\d\.[0-5]\d\b|\d\s*[apy]\.?[mbph]\b|(?:19|20)\d\d-\d\d|\d/\d?\d/\d{4}|[£€$]", re.IGNORECASE
)
"""What has zeros that only fill."""


def lost(said: Said, language: str) -> bool:
    """Whether the figures that are said are not those that are written; of hours, dates and money zeros that only fill
    (``09:00``) may go. What stands in the lexicon is not judged: a person has chosen it."""
    tongue = tongue_of(language)
    if said.named or said.written == said.spoken or not tongue:
        return False
    written, spoken = _written(said.written), _spoken(said.spoken, tongue)
    if spoken and not written:
        written = _digits(_ROMAN.sub(lambda match: str(ROMAN[match[1]]), said.written))
    if _FILLED.search(said.written):
        written.pop("0", 0), spoken.pop("0", 0)
    return written != spoken


def _written(text: str) -> Counter[str]:
    for typed, part in WRITTEN_PARTS.items():
        text = re.sub(rf"(?<![\d/]){re.escape(typed)}(?![\d/])", part, text)
    return _digits(text)


def _spoken(text: str, tongue: Tongue) -> Counter[str]:
    for sign, words in sorted(tongue.parts.items(), key=lambda part: -len(part[1])):
        text = re.sub(rf"\b{re.escape(words)}\b", sign, text)
    for number, month in enumerate(tongue.months, 1):
        text = re.sub(rf"\b{month}\b", str(number), text)
    for number, digit in enumerate(tongue.digits):
        text = re.sub(rf"\b{digit}\b", str(number), text)
    return _digits(text)


def _digits(text: str) -> Counter[str]:
    """How often each digit stands there; a part of a whole as its two numbers."""
    for sign, digits in _PARTS.items():
        text = text.replace(sign, digits)
    return Counter(_DIGIT.findall(text))
