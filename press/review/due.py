"""What is due: reviews, drafts in progress, and what in an edition has a date of its own."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from press.model import Card, Owner, PartialDate, Standing
from press.standing import first_day, judge, last_day, timed

CONTACT_DAYS = 365
"""How long it holds that somebody has tried a contact."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at again.

    ``kind`` is ``leaflet``, ``figure`` or ``contact``; ``name`` a topic, or the id of a contact;
    ``edition`` is empty for a contact. ``standings`` are all that hold on the day, the worst first; none of a contact
    that nobody has tried. ``due`` is the last day that is still in time, None where there is none; ``days`` are left
    until then, fewer than 0 if it has passed.
    """

    standings: tuple[Standing, ...]
    kind: str
    name: str
    title: str
    edition: str = ""
    language: str = ""
    due: datetime.date | None = None
    days: int = 0
    note: str = ""
    owner: Owner | None = None

    @property
    def state(self) -> str:
        """Of all that holds, what presses most, in a word or two."""
        standing = _PRESSING[self.pressing]
        return standing.value if standing else NEVER

    @property
    def pressing(self) -> int:
        """Its place in a list that begins with what presses most."""
        return min((_PRESSING.index(standing) for standing in self.standings), default=_PRESSING.index(None))


NEVER = "never checked"
_PRESSING: tuple[Standing | None, ...] = (
    Standing.OVERDUE,
    Standing.VOID,
    Standing.BEHIND,
    Standing.SOON,
    Standing.DRAFT,
    None,
    Standing.CURRENT,
    Standing.UNSIGNED,
    Standing.QUESTIONS,
    Standing.SUPERSEDED,
    Standing.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class Due:
    """All items, the most pressing first; the reviews of each month (``2026-06``); the documents that say other words
    than their editions, by their paths, and why."""

    on: datetime.date
    items: tuple[Item, ...]
    months: tuple[tuple[str, int], ...]
    behind: tuple[tuple[str, str], ...] = ()

    @property
    def overdue(self) -> bool:
        return bool(self.of(Standing.OVERDUE))

    def of(self, *standings: Standing) -> tuple[Item, ...]:
        """The items of which one of these holds."""
        return tuple(item for item in self.items if not set(standings).isdisjoint(item.standings))

    @property
    def untried(self) -> tuple[Item, ...]:
        """The contacts that nobody has tried."""
        return tuple(item for item in self.items if not item.standings)

    @property
    def unowned(self) -> tuple[str, ...]:
        """The topics in use or in progress for which nobody is named who looks after them."""
        cared = {item.name for item in self.items if item.owner}
        return tuple(sorted({item.name for item in self.items if _in_hand(item)} - cared))


def _in_hand(item: Item) -> bool:
    past = (Standing.SUPERSEDED, Standing.WITHDRAWN)
    return item.kind == "leaflet" and not any(standing in past for standing in item.standings)


def due(cards: Sequence[Card], on: datetime.date, within: int) -> Due:
    """What is due on a day, or becomes due ``within`` so many days."""
    items = [*_leaflets(cards, on, within), *_figures(cards, on, within), *_contacts(cards, on, within)]
    items.sort(key=lambda item: (item.pressing, item.due or on, item.name, item.edition, item.language))
    reviews = Counter(f"{item.due:%Y-%m}" for item in items if item.due and item.kind == "leaflet")
    return Due(on, tuple(items), tuple(sorted(reviews.items())))


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
        newer = ", ".join(draft.name for draft in drafts[card.topic, card.language] if draft.last > card.last)
        yield _leaflet(card, on, within, successor, f"draft {newer} in progress" if newer else "")


def _leaflet(card: Card, on: datetime.date, within: int, successor: Card | None, newer: str) -> Item:
    judged = judge(card, on, within)
    match card.standing:
        case Standing.DRAFT:
            return _item(card, judged.standings, on, None, f"to replace {successor.name}" if successor else _FIRST)
        case Standing.SUPERSEDED:
            return _item(card, judged.standings, on, None, f"replaced by {successor.name}" if successor else _UNREAD)
        case Standing.WITHDRAWN:
            return _item(card, judged.standings, on, None, "")
        case _:
            notes = (newer, *judged.undated)
            return _item(card, judged.standings, on, last_day(card.next), "; ".join(filter(None, notes)))


_FIRST, _UNREAD = "the first edition", "a newer edition cannot be read"


def _item(card: Card, standings: tuple[Standing, ...], on: datetime.date, day: datetime.date | None, note: str) -> Item:
    days = (day - on).days if day else 0
    return Item(standings, "leaflet", card.topic, card.title, card.name, card.language, day, days, note, card.owner)


def _figures(cards: Sequence[Card], on: datetime.date, within: int) -> Iterator[Item]:
    for card in _in_use(cards):
        for figure, review in card.figures:
            day = last_day(review)
            item = _item(card, (timed(day, on, within),), on, day, f"the figure `{figure}`")
            yield replace(item, kind="figure")


def _contacts(cards: Sequence[Card], on: datetime.date, within: int) -> Iterator[Item]:
    used: dict[str, tuple[str, PartialDate | None, bool, list[str]]] = {}
    for card in _in_use(cards):
        for contact, name, checked, changed in card.contacts:
            used.setdefault(contact, (name, checked, changed, []))[3].append(card.topic)
    for contact, (name, checked, changed, topics) in used.items():
        note = f"{'changed since it was tried; ' if changed else ''}in {', '.join(dict.fromkeys(topics))}"
        if not checked:
            yield Item((Standing.VOID,) if changed else (), "contact", contact, name, note=note)
            continue
        day = datetime.date.fromordinal(min(last_day(checked).toordinal() + CONTACT_DAYS, _LAST_DAY))
        yield Item((timed(day, on, within),), "contact", contact, name, due=day, days=(day - on).days, note=note)


_LAST_DAY = datetime.date.max.toordinal()


def _in_use(cards: Sequence[Card]) -> Iterator[Card]:
    return (card for card in cards if card.standing in (Standing.CURRENT, Standing.DRAFT))
