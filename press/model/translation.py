"""What an edition was made from in another language, or in harder words, and what it lacks of that."""

from __future__ import annotations

import enum
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Behind:
    """What has changed in the edition that a translation was made from, since it was made.

    ``changes`` are in words, what may harm a patient first; ``harmful`` is whether anything of that is among them.
    """

    changes: tuple[str, ...]
    harmful: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A text that a translator translates on its own.

    ``key`` is the same in all languages (``section.2.heading``), ``kind`` says what it is (``heading``, ``cell``),
    ``under`` is the heading that it stands under, ``warns`` whether it warns of harm. ``text`` is Markdown where
    ``markdown`` is so, and begins on the ``line`` of its file. ``limit`` is how many characters there is room for;
    0: any number.
    """

    key: str
    kind: str
    text: str
    under: str = ""
    warns: bool = False
    line: int = 0
    markdown: bool = False
    limit: int = 0


class Progress(enum.Enum):
    """How far a passage of a translation is."""

    DONE = "done"
    UNTRANSLATED = "untranslated"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """A passage of the edition that a translation was made from, as it was then."""

    key: str
    text: str
    warns: bool = False
    progress: Progress = Progress.DONE


@dataclass(frozen=True, slots=True)
class TranslatedFrom:
    """The edition that a translation was made from, by its name and language, with all its passages as they were."""

    edition: str
    language: str
    passages: tuple[SourcePassage, ...]

    @property
    def own(self) -> tuple[SourcePassage, ...]:
        """Those that stand in the edition's own file, and neither in the library's nor in a drawing."""
        lent = ("library.", "picture.", "passage.")
        return tuple(passage for passage in self.passages if not passage.key.startswith(lent))

    @property
    def unfinished(self) -> tuple[SourcePassage, ...]:
        """What nobody has translated, or somebody doubts."""
        return tuple(passage for passage in self.passages if passage.progress is not Progress.DONE)


@dataclass(frozen=True, slots=True)
class Difference:
    """Words in which a translation may differ in numbers from what it was made from, and why."""

    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Untold:
    """A fact of the edition that one in Easy Read tells, which it may lack: a ``kind`` (number, warning, contact,
    section), the ``words`` that it stands in there, and where it is a number the number."""

    kind: str
    words: str
    number: str = ""
