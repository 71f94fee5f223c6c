"""Topics: the editions of each by name, and what other topics may say of it.

This much is known of an edition before it is read in full, so that a refused one still counts:
its older siblings are not made current in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TypeVar

from press import digest, prose
from press.imprint import LEDGER
from press.model import Answer, Behind, Card, Comment, PartialDate, Segment, Signature, Standing, Status, TranslatedFrom
from press.problems import Grade, OfTopic, Place, Problem, about, errors
from press.prose import forms
from press.reader import answers, behind, signatures, sources
from press.reader.behind import Changed
from press.reader.files import SUFFIXES, Files, Pictures, yaml
from press.reader.memory import Memory, Remembered
from press.reader.segments import segments
from press.source import Value, folded

_STATUSES = {status.value: status for status in Status}
TRANSLATION = re.compile(r"library\.([A-Za-z0-9-]+)\.yaml")
"""The name of a file that says in another language what the library's own file says."""
PICTURES = "pictures"
"""The folder of the pictures that all topics share."""
_OF_LIBRARY = re.compile(r"library\.[A-Za-z0-9-]+(?:\.source)?\.yaml")
_KNOWN = ("library.yaml", signatures.CONTACTS, signatures.PASSAGES, LEDGER)
_Entry = TypeVar("_Entry")
_NAME = re.compile(r"([0-9-]+)(?:\.(?!easy\.)([A-Za-z0-9-]+))?(\.easy)?\.yaml")


@dataclass(frozen=True, eq=False)
class Script:
    """An edition's file. ``tag`` is the language in its name; ``data`` is None if unreadable.

    ``problems`` stop the edition if there is an error among them; those of ``beside``, of its signatures
    and answers, do not. ``remembered`` is what is known of a file with these very bytes, though not of what it
    borrows; ``printable`` holds the code points that the fonts have (empty is all).
    """

    topic: str
    date: PartialDate
    tag: str
    file: str
    data: bytes | None
    problems: list[Problem]
    beside: list[Problem]
    default_language: str
    signatures: tuple[Signature, ...] = ()
    answers: tuple[Answer, ...] = ()
    comments: tuple[Comment, ...] = ()
    remembered: Remembered | None = None
    printable: frozenset[int] = frozenset()
    source: TranslatedFrom | None = None

    @property
    def place(self) -> str:
        """Where it lies below the library's folder, without the ending: ``knee/2025-06.cy``."""
        return f"{self.topic}/{PurePosixPath(self.file).stem}"

    @cached_property
    def value(self) -> Value | None:
        """What the file holds, parsed when it is first asked for; None where it cannot be read."""
        return None if self.data is None else yaml(self.data, self.file, self.problems)

    @property
    def told(self) -> str:
        """Of an edition in Easy Read, the language of the edition that it tells; of others empty."""
        return forms.told_of(self.language) if forms.is_easy(self.language) else ""

    @property
    def subject(self) -> OfTopic:
        return OfTopic(self.topic, str(self.date), self.language)

    @property
    def found(self) -> tuple[Problem, ...]:
        """All that is wrong with the edition and what lies beside it."""
        return about(self.subject, (*self.problems, *self.beside))

    @property
    def known(self) -> Card | None:
        return self.remembered.card if self.remembered else None

    @property
    def readable(self) -> bool:
        return bool(self.known or self.value)

    @cached_property
    def language(self) -> str:
        return self.known.language if self.known else self._peek("language") or self.tag or self.default_language

    @cached_property
    def status(self) -> Status | None:
        """None where it cannot be read: it may be anything."""
        return self.known.status if self.known else _STATUSES.get(self._peek("review", "status"))

    @cached_property
    def title(self) -> str:
        """Its title, for those that name the topic; empty where none may be printed: what is refused reaches nobody."""
        if self.known:
            return self.known.title
        value, faults = self.value, list[Problem]()
        title = value.mapping.get("title") if value and value.mapping else None
        words = prose.line(replace(title, problems=faults), self.printable) if title else ""
        return "" if errors(faults) else words

    @cached_property
    def online(self) -> str:
        return self.known.online if self.known else self._peek("online")

    @cached_property
    def publisher(self) -> str:
        """The id of the publisher that it names; empty where it names none."""
        return self.known.publisher if self.known else self._peek("publisher")

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The texts in it that a translator translates."""
        return segments(self.value) if self.value else ()

    def _peek(self, *keys: str) -> str:
        """A text as it is typed, its white space folded; empty where there is none."""
        value = self.value
        for key in keys:
            value = value.mapping.get(key) if value and value.mapping else None
        return folded(value.scalar) if value and value.scalar and not value.null else ""


@dataclass(frozen=True, eq=False)
class Topic:
    """A topic's files, from the oldest to the newest, then by language."""

    name: str
    scripts: tuple[Script, ...]
    pictures: Pictures

    @cached_property
    def newest(self) -> Mapping[str, Script]:
        """The newest file of each language that is approved or, unreadable, may be."""
        return {script.language: script for script in self.scripts if script.status in (Status.APPROVED, None)}

    def standing(self, script: Script) -> Standing:
        match script.status:
            case Status.DRAFT:
                return Standing.DRAFT
            case Status.WITHDRAWN:
                return Standing.WITHDRAWN
            case _:
                return Standing.CURRENT if self.newest[script.language] is script else Standing.SUPERSEDED

    def original(self, script: Script) -> Script | None:
        """The edition that a translation has to say the same as: the current one in the language that it was made
        from, or else the newest; where nobody has said what it was made from, that of the same name in the library's
        own language. None where there is none."""
        if not script.source:
            own = (script.date, script.told or script.default_language)
            return next((other for other in self.scripts if script.tag and _order(other) == own), None)
        language = script.source.language
        others = [other for other in self.scripts if other.language == language and other is not script]
        return self.newest.get(language) or (others[-1] if others else None)

    def behind(self, script: Script, lent: Iterable[Changed] = ()) -> Behind | None:
        """What has changed since a translation was made, in its original and in what is ``lent`` to both; None where
        nothing has, or nobody needs it."""
        original, found = self.original(script), tuple(lent)
        if self.standing(script) not in (Standing.CURRENT, Standing.DRAFT):
            return None
        if not script.source:
            return behind.told(found) if found else None
        if not original or original.status is Status.WITHDRAWN:
            gone = f"the edition in {script.source.language} that it was made from was taken away"
            return Behind((gone,), harmful=True)
        own = behind.changed(script.source.own, original.segments) if original.segments else ()
        found = (*own, *found)
        return behind.told(found) if found else None

    def speaker(self, language: str, default: str) -> Script | None:
        """The edition that a reader of ``language`` is sent to: the current one in that language
        or else in the default one, or else the newest; None where no edition has a title."""
        choices = (self.newest.get(language), self.newest.get(default), *reversed(self.scripts))
        return next((script for script in choices if script and script.title), None)

    def online(self, language: str, default: str) -> str:
        """Where the current edition is on the web; may be empty."""
        current = self.newest.get(language) or self.newest.get(default)
        address = current.online if current else ""
        return address if forms.is_web_address(address) else ""


@dataclass(frozen=True, eq=False)
class Topics:
    """All topics by name."""

    by_name: Mapping[str, Topic]
    default_language: str
    _addresses: dict[str, dict[str, str]] = field(default_factory=dict)

    def addresses(self, language: str) -> Mapping[str, str]:
        """The topics that have an edition, whole or not, with their addresses on the web."""
        if language not in self._addresses:
            self._addresses[language] = {
                name: topic.online(language, self.default_language)
                for name, topic in self.by_name.items()
                if topic.scripts
            }
        return self._addresses[language]

    def title(self, topic: str, language: str) -> str:
        """What a reader of ``language`` knows a topic as; empty where no edition has a title."""
        speaker = self.by_name[topic].speaker(language, self.default_language)
        return speaker.title if speaker else ""


def survey(files: Files, default_language: str, memory: Memory, printable: frozenset[int]) -> Topics:
    """Go through the library's folder, topic by topic."""
    found, readers = {}, Readers(default_language, memory, printable, shared_pictures(files))
    for path in files.inside(files.root):
        if path.is_file():
            if path.name not in _KNOWN and not _OF_LIBRARY.fullmatch(path.name):
                files.stray(path, "Move it to the folder of a topic, or take it away.")
        elif fault := forms.name_fault("A topic's folder", path.name):
            files.fault(path, "topic-name", *fault)
        elif path.name not in ("clinics", PICTURES):
            found[path.name] = topic(files, path, readers)
    return Topics(found, default_language)


def shared_pictures(files: Files) -> tuple[Path, ...]:
    """The pictures that all topics share."""
    folder = files.root / PICTURES
    return tuple(path for path in files.inside(folder) if path.name.endswith(SUFFIXES)) if folder.is_dir() else ()


@dataclass(frozen=True, eq=False)
class Readers:
    """What is known before an edition's file is read, for all of them; ``printable`` as in `Script`."""

    default_language: str
    memory: Memory
    printable: frozenset[int]
    share: tuple[Path, ...]
    """The pictures of all topics."""


def topic(files: Files, folder: Path, readers: Readers) -> Topic:
    """What lies in a topic's folder."""
    scripts, images = [], []
    inside = {path.name: path for path in files.inside(folder)}
    for name, path in inside.items():
        match = _NAME.fullmatch(name)
        date = forms.partial_date(match[1]) if match else None
        if name.endswith(SUFFIXES) and path.is_file():
            images.append(path)
        elif _edition(name) in inside:
            continue
        elif match and date and path.is_file():
            spoken = match[2] or (readers.default_language if match[3] else "")
            scripts.append(_script(files, path, date, f"{spoken}-{forms.EASY}" if match[3] else spoken, readers))
        elif name.endswith(".yaml") and path.is_file():
            message = "An edition's file is named after its review, which this is not."
            files.fault(
                path,
                "edition-name",
                message,
                "Rename it as in `2022-06.yaml`, `2022-06.cy.yaml` or `2022-06.easy.yaml`.",
            )
        else:
            files.stray(path, "A topic's folder holds editions (.yaml) and pictures (.svg, .png, .jpg).")
    if not scripts:
        hint = "Add one, or take the folder away."
        files.fault(folder, "empty-topic", "The topic has no edition.", hint, Grade.WARNING)
    scripts.sort(key=_order)
    _check_names(scripts)
    return Topic(folder.name, tuple(scripts), Pictures(images, readers.share))


def _script(files: Files, path: Path, date: PartialDate, tag: str, readers: Readers) -> Script:
    """An edition's file, with those beside it."""
    topic, problems, beside = path.parent.name, list[Problem](), list[Problem]()
    data, name = files.data(path, problems), files.name(path)
    known = readers.memory.get(name)
    if known and (data is None or known.digest != digest.of(data)):
        known = None
    printable = readers.printable
    sealed = partial(signatures.read, file=f"{topic}/{path.stem}", printable=printable)
    signed = _beside(files, path, signatures.SUFFIX, sealed, beside)
    said = _beside(files, path, answers.SUFFIX, partial(answers.read, printable=printable), beside)
    answered = tuple(each for each in said if isinstance(each, Answer))
    comments = tuple(each for each in said if isinstance(each, Comment))
    made = _beside(files, path, sources.SUFFIX, sources.read, beside)
    common, source = readers.default_language, next(iter(made), None)
    known_of = signed, answered, comments, known, printable, source
    return Script(topic, date, tag, name, data, problems, beside, common, *known_of)


def _edition(name: str) -> str:
    """The name of the edition that a file of signatures, answers or of a source belongs to; empty if it is none."""
    ends = (end for end in (signatures.SUFFIX, answers.SUFFIX, sources.SUFFIX) if name.endswith(end))
    return next((f"{name.removesuffix(end)}.yaml" for end in ends), "")


def _beside(
    files: Files, edition: Path, suffix: str, read: Callable[[Value], Iterator[_Entry]], found: list[Problem]
) -> tuple[_Entry, ...]:
    """What is in a file beside an edition, if there is one; its problems go to ``found``."""
    path = edition.with_name(edition.stem + suffix)
    if not path.is_file():
        return ()
    value, problems = files.yaml(path)
    entries = tuple(read(value)) if value else ()
    found += problems
    return entries


def _check_names(scripts: list[Script]) -> None:
    for script in scripts:
        if script.tag and not forms.is_language(script.tag):
            message = f"`{script.tag}` in the file's name is not a language tag."
            script.problems.append(Problem("language", Place(script.file), message, forms.LANGUAGE_HINT))
    for one, other in pairwise(scripts):
        if _order(one) == _order(other):
            for script, twin in ((one, other), (other, one)):
                message = f"{twin.file} is the same edition in the same language."
                hint = "Take one of the two away, or mend its `language:`."
                script.problems.append(Problem("duplicate-edition", Place(script.file), message, hint))


def _order(script: Script) -> tuple[PartialDate, str]:
    return script.date, script.language
