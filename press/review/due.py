"""What is due: reviews, drafts in progress, and what in an edition has a date of its own."""

from __future__ import annotations

import calendar
import datetime
import enum
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from press.model import Card, PartialDate, SignOff, Standing

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


def due(cards: Sequence[Card], on: datetime.date, within: int) -> Due:
    """What is due on a day, or becomes due ``within`` so many days."""
    items = [*_leaflets(cards, on, within), *_figures(cards, on, within), *_contacts(cards, on, within)]
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


def reviewed_later(cards: Sequence[Card], on: datetime.date) -> Card | None:
    """An edition that was reviewed after this day: then a clock that shows the day is wrong."""
    reviewed = (card for card in cards if card.standing is not Standing.DRAFT)
    newest = max(reviewed, key=lambda card: card.last, default=None)
    return newest if newest and first_day(newest.last) > on else None


def _leaflets(cards: Sequence[Card], on: datetime.date, within: int) -> Iterator[Item]:
    current = {(card.topic, card.language): card for card in cards if card.standing is Standing.CURRENT}
    drafts = defaultdict(list)
    for card in cards:
        if card.standing is Standing.DRAFT:
            drafts[card.topic, card.language].append(card)
    for card in cards:
        successor = current.get((card.topic, card.language))
        match card.standing:
            case Standing.CURRENT:
                day = last_day(card.next)
                newer = ", ".join(draft.name for draft in drafts[card.topic, card.language] if draft.last > card.last)
                notes = [f"draft {newer} in progress" if newer else "", _SIGNED[card.sign_off]]
                yield _item(card, _state(day, on, within), on, day, "; ".join(filter(None, notes)))
            case Standing.DRAFT:
                replaces = f"to replace {successor.name}" if successor else "the first edition"
                yield _item(card, State.DRAFT, on, None, replaces)
            case Standing.SUPERSEDED:
                note = f"replaced by {successor.name}" if successor else "a newer edition cannot be read"
                yield _item(card, State.SUPERSEDED, on, None, note)
            case Standing.WITHDRAWN:
                yield _item(card, State.WITHDRAWN, on, None, "")


_SIGNED = {
    SignOff.NONE: "not signed off",
    SignOff.VOID: "changed since it was signed off",
    SignOff.VALID: "",
}


def _item(card: Card, state: State, on: datetime.date, day: datetime.date | None, note: str) -> Item:
    days = (day - on).days if day else 0
    return Item(state, "leaflet", card.topic, card.title, card.name, card.language, day, days, note)


def _state(day: datetime.date, on: datetime.date, within: int) -> State:
    left = (day - on).days
    if left < 0:
        return State.OVERDUE
    return State.SOON if left <= within else State.LATER


def _figures(cards: Sequence[Card], on: datetime.date, within: int) -> Iterator[Item]:
    for card in _in_use(cards):
        for figure, review in card.figures:
            day = last_day(review)
            item = _item(card, _state(day, on, within), on, day, f"the figure `{figure}`")
            yield replace(item, kind="figure")


def _contacts(cards: Sequence[Card], on: datetime.date, within: int) -> Iterator[Item]:
    used: dict[str, tuple[str, PartialDate | None, list[str]]] = {}
    for card in _in_use(cards):
        for contact, name, checked in card.contacts:
            used.setdefault(contact, (name, checked, []))[2].append(card.topic)
    for contact, (name, checked, topics) in used.items():
        note = f"in {', '.join(dict.fromkeys(topics))}"
        if not checked:
            yield Item(State.UNKNOWN, "contact", contact, name, note=note)
            continue
        day = datetime.date.fromordinal(min(last_day(checked).toordinal() + CONTACT_DAYS, _LAST_DAY))
        yield Item(_state(day, on, within), "contact", contact, name, due=day, days=(day - on).days, note=note)


_LAST_DAY = datetime.date.max.toordinal()


def _in_use(cards: Sequence[Card]) -> Iterator[Card]:
    return (card for card in cards if card.standing in (Standing.CURRENT, Standing.DRAFT))
