"""What came back from a translator, whatever the format of its file."""

from __future__ import annotations

from dataclasses import dataclass

from press.model import Progress
from press.review.translations.inline import Pieces


class Unreadable(Exception):
    """Raised with a sentence where a file is no translation that can be read."""


@dataclass(frozen=True, slots=True)
class Came:
    """A passage as it came back: ``source`` is the original as the file has it. ``fault`` says what is wrong with its
    marks, where they cannot be read; else it is empty."""

    key: str
    source: Pieces
    target: Pieces
    progress: Progress
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """The passages of a file; ``edition`` and ``language`` are those of the original, ``to`` the translation's."""

    topic: str
    edition: str
    language: str
    to: str
    passages: tuple[Came, ...]
