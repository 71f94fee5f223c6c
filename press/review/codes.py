"""What a code on a piece of paper means, and which codes to take off the shelves."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from press import imprint
from press.imprint import CHECK_LETTERS, SYMBOLS
from press.model import Edition, Library, Standing
from press.store.record import Entry

_ALIKE = ("0OQDPR", "1ILT7", "2Z7", "3E8B", "5S6G", "6GC", "8B36", "4A", "FEP", "HNM", "KX", "MNW", "UVW", "VYT", "79")
"""Signs that are taken for each other in handwriting, in small print or on the phone; some no code has."""

_LENGTH = 8


class Worth(enum.Enum):
    """What paper with a code is worth."""

    CURRENT = "current"
    DRAFT = "draft"
    CHANGED = "changed"
    """The edition is current, but its words have changed since this was printed."""
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "not ours"


@dataclass(frozen=True, slots=True)
class Known:
    """A code that was given to a text, today or in what is on record, and what its paper is worth.

    ``successor`` is the code to use in its place; empty where there is none.
    """

    code: str
    topic: str
    edition: str
    language: str
    worth: Worth
    successor: str = ""

    @property
    def sentence(self) -> str:
        of = f"{self.topic} {self.edition} ({self.language})"
        use = f" Use {self.successor}." if self.successor else ""
        return {
            Worth.CURRENT: f"{self.code} is current: {of}.",
            Worth.DRAFT: f"{self.code} is a draft, not approved for patients: {of}.",
            Worth.CHANGED: f"{self.code} is an earlier text of the current edition {of}.{use}",
            Worth.SUPERSEDED: f"{self.code} is superseded: {of}.{use}",
            Worth.WITHDRAWN: f"{self.code} is withdrawn: {of}. Do not use it.{use}",
            Worth.UNKNOWN: f"{self.code} is not ours.",
        }[self.worth]


def known(library: Library, entries: Iterable[Entry]) -> tuple[Known, ...]:
    """All codes of a library's editions, and those on record for texts that are gone."""
    codes = {imprint.code(edition): edition for edition in library.editions}
    current = {
        (edition.topic, edition.language): (code, edition)
        for code, edition in codes.items()
        if edition.standing is Standing.CURRENT
    }
    found = {}
    for code, edition in codes.items():
        successor, _ = current.get((edition.topic, edition.language), ("", None))
        successor = "" if successor == code or edition.standing is Standing.DRAFT else successor
        found[code] = Known(
            code, edition.topic, edition.name, edition.language, Worth(edition.standing.value), successor
        )
    for entry in entries:
        if entry.code not in found:
            code, edition_now = current.get((entry.topic, entry.language), ("", None))
            found[entry.code] = Known(
                entry.code, entry.topic, entry.edition, entry.language, _gone(entry, edition_now), code
            )
    return tuple(found.values())


def _gone(entry: Entry, current: Edition | None) -> Worth:
    """What a text is worth that was published and that no edition has any more."""
    if not current:
        return Worth.WITHDRAWN
    return Worth.CHANGED if current.name == entry.edition else Worth.SUPERSEDED


def look_up(text: str, codes: Iterable[Known]) -> tuple[Known, ...]:
    """What a code means, however it was typed: the one it is, or those that it may be a misreading of.

    The first is the code itself: `Worth.UNKNOWN` if it is not ours.
    """
    by_code = {known.code: known for known in codes}
    typed = _typed(text)
    code = f"{typed[:4]}-{typed[4:]}" if len(typed) == _LENGTH else f"“{text}”"
    if code in by_code:
        return (by_code[code],)
    unknown = Known(code, "", "", "", Worth.UNKNOWN)
    likely = sorted(name for name in by_code if _may_be(typed, name.replace("-", "")))
    return (unknown, *(by_code[name] for name in likely))


def fault(text: str) -> str:
    """What is wrong with a code in itself, in a sentence; empty if it could be one."""
    typed = _typed(text)
    if len(typed) != _LENGTH:
        return f"A code has {_LENGTH} letters and digits; this has {len(typed)}."
    strange = sorted(set(typed[:7]) - set(SYMBOLS) | set(typed[7]) - set(CHECK_LETTERS))
    if strange:
        return f"No code has {' or '.join(strange)} there."
    if imprint.check_letter(typed[:7]) != typed[7]:
        return "Its last letter does not fit the rest, so it was read or typed wrongly."
    return ""


def _typed(text: str) -> str:
    """The letters and digits of a code, also of one in an address that a QR code opened."""
    code = re.split("[&#]", text.upper().rpartition("CODE=")[2])[0]
    return "".join(letter for letter in code if letter.isalnum())


def _may_be(typed: str, code: str) -> bool:
    """Whether a code was read with one sign wrong, with signs that look alike, or with two exchanged."""
    if len(typed) != len(code):
        return len(typed) == len(code) - 1 and any(code[:at] + code[at + 1 :] == typed for at in range(len(code)))
    wrong = [(one, other) for one, other in zip(typed, code, strict=True) if one != other]
    if len(wrong) <= 1 or all(other in _readings(one) for one, other in wrong):
        return True
    return len(wrong) == 2 and wrong[0] == wrong[1][::-1]


def _readings(sign: str) -> str:
    return "".join(group for group in _ALIKE if sign in group)


def recall(topic: str, codes: Iterable[Known]) -> Iterator[Known]:
    """The codes of a topic whose paper is to be taken off the shelves."""
    gone = (Worth.CHANGED, Worth.SUPERSEDED, Worth.WITHDRAWN)
    return (known for known in codes if known.topic == topic and known.worth in gone)
