"""What is due: reviews, drafts in progress, and what in an edition has a date of its own."""

from __future__ import annotations

import calendar
import datetime
import enum
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from press import imprint
from press.imprint import SignOff
from press.model import Contact, Edition, Library, PartialDate, Standing, figures

CONTACT_DAYS = 365
"""How long it holds that somebody has tried a contact."""


class State(enum.Enum):
    """How things stand on a day, the most pressing first."""

    OVERDUE = "overdue"
    SOON = "due soon"
    DRAFT = "draft in progress"
    UNKNOWN = "never checked"
    LATER = "not due yet"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at again.

    ``kind`` is ``leaflet``, ``figure`` or ``contact``; ``name`` a topic, or the id of a contact;
    ``edition`` is empty for a contact. ``due`` is the last day that is still in time, None where
    there is none; ``days`` are left until then, fewer than 0 if it has passed.
    """

    state: State
    kind: str
    name: str
    title: str
    edition: str = ""
    language: str = ""
    due: datetime.date | None = None
    days: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """All items, the most pressing first; the reviews of each month (``2026-06``)."""

    on: datetime.date
    items: tuple[Item, ...]
    months: tuple[tuple[str, int], ...]

    @property
    def overdue(self) -> bool:
        return any(item.state is State.OVERDUE for item in self.items)

    def of(self, *states: State) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.state in states)


def due(library: Library, on: datetime.date, within: int) -> Due:
    """What is due on a day, or becomes due ``within`` so many days."""
    items = [*_leaflets(library, on, within), *_figures(library, on, within), *_contacts(library, on, within)]
    order = list(State)
    items.sort(key=lambda item: (order.index(item.state), item.due or on, item.name, item.edition, item.language))
    reviews = Counter(
        f"{item.due:%Y-%m}" for item in items if item.due and item.kind == "leaflet" and item.state is not State.DRAFT
    )
    return Due(on, tuple(items), tuple(sorted(reviews.items())))


def last_day(date: PartialDate) -> datetime.date:
    """The last day of a year, of a month, or the day itself: what is due then is in time until its end."""
    month = date.month or 12
    return datetime.date(date.year, month, date.day or calendar.monthrange(date.year, month)[1])


def first_day(date: PartialDate) -> datetime.date:
    return datetime.date(date.year, date.month or 1, date.day or 1)


def reviewed_later(library: Library, on: datetime.date) -> Edition | None:
    """An edition that was reviewed after this day: then a clock that shows the day is wrong."""
    reviewed = (edition for edition in library.editions if edition.standing is not Standing.DRAFT)
    newest = max(reviewed, key=lambda edition: edition.review.last, default=None)
    return newest if newest and first_day(newest.review.last) > on else None


def drafts(library: Library, edition: Edition) -> tuple[Edition, ...]:
    """The drafts of an edition's topic and language that are newer than it."""
    return tuple(
        other
        for other in library.editions
        if (other.topic, other.language) == (edition.topic, edition.language)
        and other.standing is Standing.DRAFT
        and other.review.last > edition.review.last
    )


def _leaflets(library: Library, on: datetime.date, within: int) -> Iterator[Item]:
    current = {(one.topic, one.language): one for one in library.editions if one.standing is Standing.CURRENT}
    for edition in library.editions:
        successor = current.get((edition.topic, edition.language))
        match edition.standing:
            case Standing.CURRENT:
                day = last_day(edition.review.next)
                newer = ", ".join(draft.name for draft in drafts(library, edition))
                notes = [f"draft {newer} in progress" if newer else "", _signed(edition)]
                yield _item(edition, _state(day, on, within), on, day, "; ".join(filter(None, notes)))
            case Standing.DRAFT:
                replaces = f"to replace {successor.name}" if successor else "the first edition"
                yield _item(edition, State.DRAFT, on, None, replaces)
            case Standing.SUPERSEDED:
                note = f"replaced by {successor.name}" if successor else "a newer edition cannot be read"
                yield _item(edition, State.SUPERSEDED, on, None, note)
            case Standing.WITHDRAWN:
                yield _item(edition, State.WITHDRAWN, on, None, "")


def _signed(edition: Edition) -> str:
    match imprint.sign_off(edition):
        case SignOff.NONE:
            return "not signed off"
        case SignOff.VOID:
            return "changed since it was signed off"
        case SignOff.VALID:
            return ""


def _item(edition: Edition, state: State, on: datetime.date, day: datetime.date | None, note: str) -> Item:
    days = (day - on).days if day else 0
    return Item(state, "leaflet", edition.topic, edition.title, edition.name, edition.language, day, days, note)


def _state(day: datetime.date, on: datetime.date, within: int) -> State:
    left = (day - on).days
    if left < 0:
        return State.OVERDUE
    return State.SOON if left <= within else State.LATER


def _figures(library: Library, on: datetime.date, within: int) -> Iterator[Item]:
    for edition in _in_use(library):
        for figure in figures(edition.sections):
            if figure.review:
                day = last_day(figure.review)
                item = _item(edition, _state(day, on, within), on, day, "")
                note = f"the figure `{figure.id}`"
                yield Item(item.state, "figure", edition.topic, edition.title, edition.name, edition.language, day,
                           item.days, note)  # fmt: skip


def _contacts(library: Library, on: datetime.date, within: int) -> Iterator[Item]:
    used: dict[str, tuple[Contact, list[str]]] = {}
    for edition in _in_use(library):
        for contact in edition.contacts:
            used.setdefault(contact.id, (contact, []))[1].append(edition.topic)
    for contact, topics in used.values():
        note = f"in {', '.join(dict.fromkeys(topics))}"
        if not contact.checked:
            yield Item(State.UNKNOWN, "contact", contact.id, contact.name, note=note)
            continue
        day = last_day(contact.checked) + datetime.timedelta(CONTACT_DAYS)
        yield Item(
            _state(day, on, within), "contact", contact.id, contact.name, due=day, days=(day - on).days, note=note
        )


def _in_use(library: Library) -> Iterator[Edition]:
    return (edition for edition in library.editions if edition.standing in (Standing.CURRENT, Standing.DRAFT))
