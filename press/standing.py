"""How an edition stands on a day: the one judgement that codes, reviews, the catalogue, builds and paper share."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from press import imprint, questions
from press.model import Behind, Card, Doubts, Edition, PartialDate, SignOff, Standing

IN_USE = frozenset(Standing) - {Standing.WITHDRAWN, Standing.SUPERSEDED, Standing.DRAFT}
"""What may be said of a current edition."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an edition stands: ``standings`` are all that hold, the worst first, at least one.

    ``due`` is when its next review was or is to be; ``doubts`` are what it was judged by besides.
    """

    standings: tuple[Standing, ...]
    due: PartialDate
    doubts: Doubts

    def __contains__(self, standing: Standing) -> bool:
        return standing in self.standings

    @property
    def worst(self) -> Standing:
        return self.standings[0]

    @property
    def usable(self) -> bool:
        """Whether paper with these words may be handed out."""
        if self.worst not in IN_USE or Standing.VOID in self:
            return False
        return not (self.doubts.behind and self.doubts.behind.harmful)

    @property
    def verdict(self) -> str:
        """What to do with paper: "use", "use, but overdue since June 2024", "do not use"."""
        if not self.usable:
            return "do not use"
        overdue = self._said(Standing.OVERDUE) if Standing.OVERDUE in self else ""
        but = overdue or next(iter(self.doubtful), "")
        return f"use, but {but}" if but else "use"

    @property
    def doubtful(self) -> tuple[str, ...]:
        """What makes it doubtful, in words that go on from "it is", the worst first."""
        return tuple(map(self._said, (each for each in self.standings if each not in _SOUND)))

    def pressing(self, standings: Sequence[Standing]) -> tuple[str, ...]:
        """What of these holds, in words that go on from "it is", the worst first."""
        return tuple(map(self._said, (each for each in self.standings if each in standings)))

    @property
    def undated(self) -> tuple[str, ...]:
        """The same, but for what hangs on the day."""
        return tuple(map(self._said, (each for each in self.standings if each not in (*_SOUND, Standing.OVERDUE))))

    @property
    def why(self) -> str:
        """All that makes it doubtful, or else that it is current."""
        return "; ".join(self.doubtful) or Standing.CURRENT.value

    def _said(self, standing: Standing) -> str:
        match standing:
            case Standing.DRAFT:
                return "a draft, not approved for patients"
            case Standing.VOID:
                return "changed since it was signed off"
            case Standing.UNSIGNED:
                return "not signed off"
            case Standing.OVERDUE:
                return f"overdue since {spelled(self.due)}"
            case Standing.BEHIND:
                return _behind(self.doubts.behind)
            case Standing.QUESTIONS:
                return _asked(self.doubts)
            case _:
                return str(standing.value)


_SOUND = (Standing.SOON, Standing.CURRENT)


def judge(what: Card | Edition, on: datetime.date | None = None, within: int = 0) -> Judgement:
    """How an edition stands on a day; without one, as far as that hangs on no day.

    A review is due soon if it is due ``within`` so many days.
    """
    if isinstance(what, Card):
        return Judgement(tuple(_standings(what.standing, what.doubts, what.next, on, within)), what.next, what.doubts)
    own, due = doubts(what), what.review.next
    return Judgement(tuple(_standings(what.standing, own, due, on, within)), due, own)


def doubts(edition: Edition) -> Doubts:
    """Why an edition may not be as good as it says, whatever the day."""
    unanswered, refused = questions.tally(questions.asked(edition), edition.answers)
    return Doubts(imprint.sign_off(edition), unanswered, refused, edition.behind)


def _standings(
    standing: Standing, doubts: Doubts, due: PartialDate, on: datetime.date | None, within: int
) -> Iterator[Standing]:
    if standing is not Standing.CURRENT:
        yield standing
        return
    found = {
        Standing.VOID: doubts.sign_off is SignOff.VOID,
        Standing.BEHIND: doubts.behind is not None,
        Standing.UNSIGNED: doubts.sign_off is SignOff.NONE,
        Standing.QUESTIONS: bool(doubts.unanswered or doubts.refused),
    }
    yield from (each for each, holds in found.items() if holds)
    yield timed(last_day(due), on, within) if on else Standing.CURRENT


def timed(due: datetime.date, on: datetime.date, within: int) -> Standing:
    """How something stands whose last day in time is ``due``: overdue, due soon or current."""
    left = (due - on).days
    if left < 0:
        return Standing.OVERDUE
    return Standing.SOON if left <= within else Standing.CURRENT


def _behind(behind: Behind | None) -> str:
    changes = behind.changes if behind else ()
    more = f" ({changes[0]}{f', and {len(changes) - 1} more' if changes[1:] else ''})" if changes else ""
    return f"behind the edition that it was translated from{more}"


def _asked(doubts: Doubts) -> str:
    numbers = ((doubts.unanswered, "open"), (doubts.refused, "answered with no"))
    said = " and ".join(f"{number} {what}" for number, what in numbers if number)
    return f"in question ({said})"


# Days


def last_day(date: PartialDate) -> datetime.date:
    """The last day of a year, of a month, or the day itself: what is due then is in time until its end."""
    month = date.month or 12
    return datetime.date(date.year, month, date.day or calendar.monthrange(date.year, month)[1])


def first_day(date: PartialDate) -> datetime.date:
    """The first day of a year, of a month, or the day itself."""
    return datetime.date(date.year, date.month or 1, date.day or 1)


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""In English, as all that the program says; the calendar's own are in the language of the machine."""


def spelled(date: PartialDate) -> str:
    """A date as people say it: "2024", "June 2024", "3 June 2024"."""
    parts = (str(date.day) if date.day else "", _MONTHS[date.month - 1] if date.month else "", str(date.year))
    return " ".join(filter(None, parts))
