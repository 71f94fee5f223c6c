"""All that is wrong with a library's content and its sign-offs, for `check` and for editors."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import msgspec

from press import digest, pipeline, rulebook
from press.layout import Layouts, kit
from press.model import Card, Clinic, Edition, Library, figures
from press.problems import Grade, Kept, OfTopic, Problem, about
from press.reader import Catalogue
from press.review import answering, codes, pressing, signing, translations
from press.review.codes import Coded
from press.store import keys, ledger, record
from press.store.folder import Folder


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in the editions of a topic when they were made of what ``digest`` stands for: each with the name
    and the language of its edition."""

    digest: str
    found: tuple[tuple[str, str, Kept], ...]


Memory = Mapping[str, Seen]
"""What was found in each topic."""


def load(data: bytes) -> Memory:
    """What was found before; nothing where that cannot be read."""
    try:
        return msgspec.json.decode(data, type=dict[str, Seen])
    except (msgspec.DecodeError, ValueError, RecursionError):
        return {}


def dump(memory: Memory) -> bytes:
    return msgspec.json.encode(memory, order="sorted")


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
        yield from self._timeless(library)
        yield from pressing.overdue(cards, self.folder.name, self.on, self.grade)

    def _timeless(self, library: Library) -> Iterator[Problem]:
        """What is wrong with editions whatever the day."""
        name = self.folder.name
        yield from rulebook.check({}, library.editions, name)
        yield from signing.check(library, name, self.grade)
        yield from answering.check(library, name)
        yield from translations.check(library, self.layouts, name, self.grade)

    def library(self, editions: Coded) -> Iterator[Problem]:
        """What is wrong with all of it together: layouts, records that cannot be read, codes that two texts have."""
        yield from rulebook.check(self.layouts, (), self.folder.name)
        yield from kit.check(self.layouts.supplies.strings, self.layouts.supplies.unfinished)
        published, unread = record.read(Folder(self.output))
        given, unknown = ledger.read(Folder(self.folder))
        yield from (*unread, *unknown)
        yield from codes.clashes(editions, (*given, *published), self.folder.name)

    def clinics(self, clinics: Sequence[Clinic], publishers: Iterable[str]) -> Iterator[Problem]:
        """Clinics and publishers that layouts name and the library has not."""
        yield from pipeline.strangers(clinics, self.layouts, publishers)

    def drawings(self, editions: Sequence[Edition]) -> Iterator[Problem]:
        """Words of drawings that would be cut off."""
        if any(True for edition in editions for _ in figures(edition.sections)):
            from press.content import drawing  # the library behind it is slow to load

            yield from drawing.cut_off(self.layouts.styled, editions, self.folder.name)

    def remembered(self, catalogue: Catalogue, memory: Memory) -> tuple[list[Problem], Memory]:
        """What is wrong with all editions and their drawings, and what to remember of it: topics that have not changed
        are not looked at again."""
        program = digest.of((keys.program(), keys.of_layouts(self.layouts), self.grade, self.folder.name))
        found: list[Problem] = []
        seen: dict[str, Seen] = {}
        for topic, group in groupby(catalogue.cards, lambda card: card.topic):
            cards = tuple(group)
            whole = [(card, catalogue.code(card), catalogue.beside(card)) for card in cards]
            now, known = digest.of((program, msgspec.json.encode(whole))), memory.get(topic)
            if not known or known.digest != now:
                known = Seen(now, tuple(self._looked(tuple(map(catalogue.edition, cards)))))
            seen[topic] = known
            for name, language, kept in known.found:
                found += about(OfTopic(topic, name, language), [kept.problem()])
        found += pressing.overdue(catalogue.cards, self.folder.name, self.on, self.grade)
        return found, seen

    def _looked(self, editions: tuple[Edition, ...]) -> Iterator[tuple[str, str, Kept]]:
        for problem in (*self._timeless(Library(editions)), *self.drawings(editions)):
            of = problem.topic or OfTopic.of(editions[0])
            yield of.edition, of.language, Kept.of(problem)
