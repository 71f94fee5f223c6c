"""Passages: the texts that a document says one after the other, and the mark by which each is known again in Word.

A mark tells the words that were made. In a file that comes back it shows which passage a paragraph was, whatever has
become of it, and whether anybody has changed it; and where the edition has other words today, that it was changed too.
"""

from __future__ import annotations

import hashlib
import re

_UNSEEN = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"\s+")
_MARK = re.compile(r"_p\d+_([0-9a-f]{12})")
_LEAFLET = re.compile(r"_leaflet_([0-9a-f]{16})")


def normal(text: str) -> str:
    """A text as it is compared: white space folded, without marks that nobody sees."""
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


def digest(text: str) -> str:
    """What tells the words of one passage from others: twelve hexadecimal digits."""
    return hashlib.sha256(normal(text).encode()).hexdigest()[:12]


def mark(number: int, text: str) -> str:
    """The name of a bookmark around a passage. It begins as those do that Word keeps and does not list."""
    return f"_p{number}_{digest(text)}"


def marked(bookmark: str) -> str:
    """The digest of the words that a bookmark was put around; empty for other bookmarks."""
    match = _MARK.fullmatch(bookmark)
    return match[1] if match else ""


def leaflet(topic: str, edition: str, language: str) -> str:
    """The name of a bookmark that says which edition a file was made of."""
    return f"_leaflet_{hashlib.sha256(f'{topic}/{edition}/{language}'.encode()).hexdigest()[:16]}"


def is_leaflet(bookmark: str) -> bool:
    return bool(_LEAFLET.fullmatch(bookmark))
