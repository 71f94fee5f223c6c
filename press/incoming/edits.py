"""What somebody has changed in a Word file of ours, edit by edit, and what came of each."""

from __future__ import annotations

import enum
import re
from collections import Counter
from dataclasses import dataclass


class State(enum.Enum):
    """What becomes of a change."""

    APPLIED = "goes into the edition"
    BY_HAND = "has to be made by hand"
    CONFLICT = "was changed on both sides"
    LIBRARY = "belongs to the library"


class Sort(enum.Enum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that somebody made in Word: ``before`` and ``after`` are the words, ``where`` says to a person what.

    ``note`` says why it has to be made by hand, or what else there is to know. ``tracked`` says whether it is a tracked
    change that is still open.
    """

    sort: Sort
    where: str
    before: str
    after: str
    state: State
    note: str = ""
    tracked: bool = False

    @property
    def of_numbers(self) -> bool:
        """Whether it changes a number: what may harm a patient is shown first."""
        return _numbers(self.before) != _numbers(self.after)


@dataclass(frozen=True, slots=True)
class Merged:
    """The edition's YAML with the changes in it, each change, and what was commented, with who did."""

    text: str
    edits: tuple[Edit, ...]
    comments: tuple[str, ...]


def _numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+(?:[.,/]\d+)*|[½¼¾⅓⅔≤≥<>]", text))
