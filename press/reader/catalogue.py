"""The catalogue: every edition that is whole, read only as far as anybody asks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

from press import digest, imprint, questions, standing
from press.model import Card, Clinic, Contact, Edition, Library, Segment, Text, figures_once, plain
from press.problems import Kept, OfTopic, Problem, Refused, errors
from press.reader import memory
from press.reader.edition import Editor
from press.reader.files import Files, yaml
from press.reader.lenders import ALWAYS, Lenders
from press.reader.memory import Remembered
from press.reader.shared import Shared
from press.reader.topics import Script, Topic
from press.source import Value

TEXT = "text"
"""The part of an edition that its own file is."""
SAID = "said"
"""The part that is how those of its words are said that the library's lexicons have."""


@dataclass(frozen=True, eq=False)
class Shelved:
    """An edition in its place; ``edition`` is None where no more than its card was wanted."""

    script: Script
    card: Card
    edition: Edition | None
    editor: Editor

    def read(self) -> Edition:
        """The edition in full. Raises Refused if its file cannot be read."""
        if self.edition:
            return self.edition
        if not self.script.value:
            raise Refused(self.script.problems)
        return self.editor.edition(self.script, self.script.value)[0]

    @cached_property
    def code(self) -> str:
        """The code of the edition. Raises Refused if its file cannot be read."""
        remembered = self.script.remembered
        return remembered.code if remembered and not self.edition else imprint.code(self.read())

    def remember(self) -> Remembered:
        return Remembered(digest.of(self.script.data), self.card, self.code, tuple(map(Kept.of, self.script.problems)))


class Catalogue:
    """What is known of a library. ``problems`` are those of all its files, as `read` gives them.

    ``remembered`` is the memory that it comes from, if nothing has changed since, or that it has made.
    """

    remembered: bytes = b""

    def __init__(
        self, shelves: tuple[Shelved, ...], clinics: tuple[Clinic, ...], problems: tuple[Problem, ...], known: str
    ) -> None:
        self.cards = tuple(shelved.card for shelved in shelves)
        self.clinics = clinics
        self.problems = problems
        self.contacts: Mapping[str, Contact] = {}
        """Those of the library that are whole, by their ids."""
        self.shared: Shared | None = None
        """What all topics share; None where that cannot be read."""
        self._shelves = {_place(shelved.card): shelved for shelved in shelves}
        self._circumstances = known

    @property
    def publishers(self) -> tuple[str, ...]:
        """The ids of those that publish leaflets beside the library's own publisher."""
        return tuple(id_ for id_ in self.shared.publishers if id_) if self.shared else ()

    def library(self) -> Library:
        """All of it, in full."""
        return Library(tuple(map(self.edition, self.cards)), self.clinics)

    def without(self, editions: Collection[OfTopic], problems: tuple[Problem, ...]) -> Catalogue:
        """The same without some editions, and with other problems."""
        kept = tuple(shelved for shelved in self._shelves.values() if OfTopic.of(shelved.card) not in editions)
        return Catalogue(kept, self.clinics, problems, self._circumstances)

    def edition(self, card: Card) -> Edition:
        """The edition that a card stands for, in full."""
        return self._shelves[_place(card)].read()

    def code(self, card: Card) -> str:
        """The code of the edition that a card stands for."""
        return self._shelves[_place(card)].code

    def coded(self) -> Iterator[tuple[str, Card]]:
        """The cards of all editions, each with the code of its words."""
        return ((self.code(card), card) for card in self.cards)

    def beside(self, card: Card) -> object:
        """What lies beside the file of an edition: its sign-offs, answers and comments, and what it was made from."""
        script = self._shelves[_place(card)].script
        return script.signatures, script.answers, script.comments, script.source

    def segments(self, card: Card | Edition) -> tuple[Segment, ...]:
        """The texts of an edition that a translator translates."""
        return self._shelves[_place(card)].script.segments

    def text(self, card: Card | Edition) -> Value:
        """What the file of an edition holds. Raises Refused if it cannot be read."""
        script = self._shelves[_place(card)].script
        problems = list[Problem]()
        value = None if script.data is None else yaml(script.data, script.file, problems)  # with problems of its own
        if not value:
            raise Refused(problems)
        return value

    def memory(self) -> bytes:
        """What to remember for the next time."""
        if not self.remembered:
            entries = {shelved.script.file: shelved.remember() for shelved in self._shelves.values()}
            self.remembered = memory.dump(entries, self._circumstances)
        return self.remembered


def _place(card: Card | Edition) -> tuple[str, str, str]:
    return card.topic, card.name, card.language


@dataclass(frozen=True, slots=True)
class Librarian:
    """Puts editions on their shelves: those that nothing has changed as they are remembered."""

    editor: Editor
    lenders: Lenders
    files: Files

    def shelve(self, topic: Topic) -> Iterator[Shelved]:
        """The editions of a topic that are whole."""
        for script in topic.scripts:
            shelved = self._recalled(topic, script) or self._read(script)
            if shelved:
                yield shelved
        if all(script.readable for script in topic.scripts):
            self.files.unused(topic.pictures)

    def _recalled(self, topic: Topic, script: Script) -> Shelved | None:
        """An edition as it is remembered, if neither its file nor what it borrows has changed."""
        if not script.remembered or script.problems:
            return None
        card = script.remembered.card
        lent = {name: part for name, part in card.parts.items() if name not in (TEXT, SAID)}
        if self.lenders.digests(script, lent) != lent:
            return None
        topic.pictures.used.update(name.removeprefix("picture ") for name in lent if name.startswith("picture "))
        script.problems.extend(warned.problem() for warned in script.remembered.problems)
        return Shelved(script, _answered(card, script), None, self.editor)

    def _read(self, script: Script) -> Shelved | None:
        if not script.value:
            return None
        edition, borrowed = self.editor.edition(script, script.value)
        if errors(script.problems):
            return None
        own = {TEXT: _text(script.value), SAID: digest.of(edition.lexicon)}
        parts = {**own, **self.lenders.digests(script, borrowed | ALWAYS)}
        return Shelved(script, _card(edition, parts), edition, self.editor)


def _card(edition: Edition, parts: dict[str, str]) -> Card:
    review = edition.review
    return Card(
        topic=edition.topic,
        name=edition.name,
        language=edition.language,
        translated=edition.translated,
        title=edition.title,
        online=edition.online,
        status=review.status,
        standing=edition.standing,
        last=review.last,
        next=review.next,
        parts=parts,
        subtitle=edition.subtitle,
        keywords=edition.keywords,
        summary=plain(edition.summary),
        changes=tuple(map(plain, review.changes)),
        doubts=standing.doubts(edition),
        questions=questions.asked(replace(edition, comments=())),
        words=_words(edition),
        figures=tuple((figure.id, figure.review) for figure in figures_once(edition.sections) if figure.review),
        contacts=tuple((contact.id, contact.name, contact.checked, contact.changed) for contact in edition.contacts),
        file=edition.file,
        publisher=edition.publisher_id,
        owner=edition.owner,
        made_from=f"{edition.source.edition} ({edition.source.language})" if edition.source else "",
    )


def _answered(card: Card, script: Script) -> Card:
    """A card as its questions have been answered since: no document is made anew for an answer."""
    said = tuple((each.id, each.fingerprint) for each in questions.of_comments(script.comments))
    unanswered, refused = questions.tally((*card.questions, *said), script.answers)
    return replace(card, doubts=replace(card.doubts, unanswered=unanswered, refused=refused))


def _words(edition: Edition) -> str:
    """The words of an edition's text, each once."""
    said: list[str] = []
    _tell((edition.sections, edition.glossary), said.append)
    return " ".join(sorted(set(re.findall(r"[^\W_]{3,}", " ".join(said).casefold()))))


def _tell(value: object, tell: Callable[[str], None]) -> None:
    """Tell all texts in what an edition says."""
    if isinstance(value, Text):
        tell(value.text)
    elif isinstance(value, tuple):
        for item in value:
            _tell(item, tell)
    elif is_dataclass(value):
        for name in _NAMES.get(type(value)) or _named(type(value)):
            held = getattr(value, name)
            if name in ("alt", "term"):
                tell(str(held))
            elif not isinstance(held, str | bytes):
                _tell(held, tell)


_NAMES: dict[type, tuple[str, ...]] = {}


def _named(kind: type[Any]) -> tuple[str, ...]:
    """What the fields of a class are called."""
    return _NAMES.setdefault(kind, tuple(each.name for each in fields(kind)))


def _text(value: Value) -> str:
    """The digest of what a file says, whatever its comments and its lines."""
    return digest.of(json.dumps(_said(value), ensure_ascii=False))


def _said(value: Value) -> object:
    if value.mapping is not None:
        return {key: _said(inner) for key, inner in value.mapping.items()}
    if value.sequence is not None:
        return [_said(inner) for inner in value.sequence]
    return None if value.null else value.scalar
