"""All that is wrong with a library's content and its sign-offs, for `check` and for editors."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from press import pipeline, rulebook
from press.layout import Layouts
from press.model import Card, Edition, Library, figures
from press.problems import Grade, Problem
from press.review import answering, codes, pressing, signing, translations
from press.store import ledger, record
from press.store.folder import Folder


@dataclass(frozen=True, slots=True)
class Inspection:
    """How a library is looked at: with which layouts, on which day, and what is missing or overdue weighs ``grade``.

    ``folder`` is the library's, ``output`` that of what is made of it.
    """

    layouts: Layouts
    folder: Path
    output: Path
    on: datetime.date
    grade: Grade = Grade.WARNING

    def editions(self, library: Library, cards: Sequence[Card]) -> Iterator[Problem]:
        """What is wrong with editions beyond their text: waivers, sign-offs, questions, translations, reviews.

        The editions of a topic may be looked at without those of others.
        """
        name = self.folder.name
        yield from rulebook.check(self.layouts, library.editions, name)
        yield from signing.check(library, name, self.grade)
        yield from answering.check(library, name)
        yield from translations.check(library, self.layouts, name, self.grade)
        yield from pressing.overdue(cards, name, self.on, self.grade)

    def library(self, library: Library) -> Iterator[Problem]:
        """What is wrong with all of it together: records that cannot be read, and codes that two texts have."""
        published, unread = record.read(Folder(self.output))
        given, unknown = ledger.read(Folder(self.folder))
        yield from (*unread, *unknown)
        yield from codes.clashes(library, (*given, *published), self.folder.name)

    def clinics(self, library: Library) -> Iterator[Problem]:
        """Clinics that layouts name and the library has not."""
        yield from pipeline.strangers(library.clinics, self.layouts)

    def drawings(self, editions: Sequence[Edition]) -> Iterator[Problem]:
        """Words of drawings that would be cut off."""
        if any(True for edition in editions for _ in figures(edition.sections)):
            from press.content import drawing  # the library behind it is slow to load

            yield from drawing.cut_off(self.layouts.styled, editions, self.folder.name)
