"""What the catalogue lists: topics with their editions, and what each says and has."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from press import pipeline
from press.formats import FORMATS, Setting
from press.model import Card
from press.problems import OfTopic, Problem
from press.reader import Catalogue
from press.review.due import Due, Item
from press.standing import IN_USE, Judgement, judge, last_day
from press.store.manifest import Record

PRINT, LARGE, UNSEEN, LISTENED, TOUCHED, MACHINES = NEEDS = (
    "Print for a patient",
    "Print in large letters",
    "For a screen, a telephone, or to be read aloud: I cannot see print",
    "To listen to: I prefer to listen",
    "To be read by touch: braille",
    "For other systems",
)
_LARGE = 16
"""Points from which print is large (UKAAF G003)."""
Key = tuple[str, str, str]
"""A topic, an edition, a language."""


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A file to open: ``label`` says in which layout, ``kilobytes`` and ``pages`` how much it is, ``need`` for whom;
    ``behind`` why it says other words than its edition, empty where it does not."""

    path: str
    label: str
    format: str
    clinic: str
    kilobytes: int
    pages: int
    need: str
    behind: str = ""

    @property
    def size(self) -> str:
        return f"{self.kilobytes / 1000:.1f} MB" if self.kilobytes > 999 else f"{self.kilobytes} kB"


@dataclass(frozen=True, slots=True)
class ListedEdition:
    """An edition in the catalogue; ``picture`` is the path of its first page's, or empty; ``earlier`` are the codes
    that other texts of it were given."""

    card: Card
    item: Item
    judgement: Judgement
    code: str
    documents: tuple[ListedDocument, ...]
    picture: str
    problems: tuple[Problem, ...]
    earlier: tuple[str, ...] = ()

    @property
    def used(self) -> bool:
        """Whether it is in use, whatever stands against it."""
        return self.judgement.worst in IN_USE

    @property
    def state(self) -> str:
        return self.item.state

    @property
    def states(self) -> str:
        """All that holds of it, for the filter."""
        return "|".join(standing.value for standing in self.item.standings)

    @property
    def warning(self) -> str:
        """What to know before opening a document; empty where it may be handed out."""
        return "" if self.judgement.usable else f"Do not hand these out: {self.judgement.why}."

    @property
    def doubts(self) -> str:
        """What is doubtful whatever the day, in words; empty where nothing is."""
        return "; ".join(self.judgement.undated)

    @property
    def groups(self) -> Iterator[tuple[str, list[ListedDocument]]]:
        """The documents that are for no clinic, by what the person who asks needs."""
        for need in NEEDS:
            if found := [each for each in self.documents if each.need == need and not each.clinic]:
                yield need, found

    @property
    def for_clinics(self) -> tuple[ListedDocument, ...]:
        return tuple(document for document in self.documents if document.clinic)

    @property
    def words(self) -> str:
        """What a search looks through besides the words of its text, in lower case."""
        card = self.card
        return " ".join((card.title, card.subtitle, card.topic, card.name, *card.keywords, card.summary)).casefold()

    @property
    def codes(self) -> str:
        """The codes of its text, that of today first, without hyphens."""
        return " ".join(code.replace("-", "") for code in dict.fromkeys((self.code, *self.earlier)))

    @property
    def due(self) -> str:
        """The last day of an edition in use on which its review is in time; empty for others."""
        return str(last_day(self.card.next)) if self.used else ""

    @property
    def formats(self) -> str:
        return " ".join(sorted({document.format for document in self.documents}))

    @property
    def folder(self) -> str:
        """Where its documents lie."""
        return self.documents[0].path.rpartition("/")[0] if self.documents else ""


@dataclass(frozen=True, slots=True)
class ListedTopic:
    """A topic: the editions in use first, each language's beside the others', then drafts and what was in use."""

    id: str
    title: str
    language: str
    editions: tuple[ListedEdition, ...]

    @property
    def current(self) -> list[ListedEdition]:
        return [edition for edition in self.editions if edition.used]

    @property
    def others(self) -> list[ListedEdition]:
        return [edition for edition in self.editions if not edition.used]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the documents of each edition, the jobs that are behind and why, the pictures of first pages, the
    codes that were given out."""

    records: Mapping[Key, Sequence[Record]]
    behind: Mapping[str, tuple[str, ...]]
    pictures: Mapping[Key, str]
    codes: Mapping[Key, Sequence[str]]


def place(card: Card) -> Key:
    return card.topic, card.name, card.language


def editions(
    library: Catalogue, made: Made, found: Due, problems: Iterable[Problem], on: datetime.date
) -> tuple[ListedEdition, ...]:
    """All editions of a library, as on a day."""
    items = {(item.name, item.edition, item.language): item for item in found.items if item.kind == "leaflet"}
    own: dict[OfTopic, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.topic:
            own[problem.topic].append(problem)
    return tuple(
        ListedEdition(
            card,
            items[place(card)],
            judge(card, on),
            library.code(card),
            tuple(_document(each, made.behind) for each in _sorted(made.records.get(place(card), ()))),
            made.pictures.get(place(card), ""),
            tuple(own[OfTopic.of(card)]),
            tuple(made.codes.get(place(card), ())),
        )
        for card in library.cards
    )


def topics(listed: Iterable[ListedEdition]) -> list[ListedTopic]:
    """The editions by topic: topics with something in use first, by their titles."""
    groups: dict[str, list[ListedEdition]] = defaultdict(list)
    for edition in listed:
        groups[edition.card.topic].append(edition)
    found = []
    for name, group in groups.items():
        group.sort(key=lambda each: (not each.used, each.card.translated, each.card.language, each.item.pressing))
        first = group[0].card
        found.append(ListedTopic(name, first.title, first.language, tuple(group)))
    return sorted(found, key=lambda topic: (not topic.current, topic.title.casefold(), topic.id))


def _sorted(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda record: record.clinic)


def _document(record: Record, behind: Mapping[str, tuple[str, ...]]) -> ListedDocument:
    stem = Path(record.job).stem.removeprefix(f"{record.topic}-").removesuffix(f"-{record.clinic}")
    layout, form = stem.replace("-", " "), _label(record.format)
    layout = re.sub(r" (\d+(?:\.\d+)?)pt\b ?(.*)", r", \1 pt \2", layout).strip()
    label = form if form.casefold().startswith(layout) or layout in form.split() else f"{layout}, {form}"
    label += f", {record.part.replace('-', ' ')}" if record.part else ""
    reasons = behind.get(record.job)
    return ListedDocument(
        record.path,
        label[0].upper() + label[1:],
        record.format,
        record.clinic,
        max(1, record.bytes // 1000),
        record.pages,
        _need(record),
        pipeline.said(reasons) if reasons else "",
    )


def _need(record: Record) -> str:
    """For whom a document is."""
    if record.seconds:
        return LISTENED
    setting = FORMATS[record.format].setting if record.format in FORMATS else Setting.PAPER
    if setting is Setting.PAPER:
        return LARGE if record.size >= _LARGE else PRINT
    return {Setting.DATA: MACHINES, Setting.CELLS: TOUCHED}.get(setting, UNSEEN)


def _label(name: str) -> str:
    """What people call a format; one that is no longer made has its name alone."""
    return FORMATS[name].label if name in FORMATS else name
