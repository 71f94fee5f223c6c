"""Pages for whoever runs the cycle: what is due, by owner and month; a build, watched and stopped; paper to recall."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from starlette.responses import Response

from press.desk.people import Right
from press.desk.visit import Missing, PageOf, Visit
from press.model import PartialDate, Standing
from press.pipeline import Wishes
from press.review import agenda, codes
from press.review.due import Due, Item, due
from press.standing import IN_USE, judge

WITHIN = 90
"""The days within which a review is due soon."""
_FORMS = {"ics": "text/calendar", "csv": "text/csv", "json": "application/json"}


def _every(visit: Visit) -> Due:
    """What is due today."""
    return due(visit.desk.office.catalogue().cards, visit.desk.office.today(), WITHIN)


def _found(visit: Visit, every: Due) -> Due:
    """What of it is of the owner and the month that the address asks for."""
    owner, month = visit.asked("owner"), visit.asked("month")
    return replace(every, items=tuple(each for each in every.items if _wanted(each, owner, month)))


def _wanted(item: Item, owner: str, month: str) -> bool:
    whose = not owner or (item.owner.role if item.owner else "") == owner
    return whose and (not month or (item.due is not None and f"{item.due:%Y-%m}" == month))


def _due(visit: Visit) -> Response:
    office = visit.desk.office
    cards, every = office.catalogue().cards, _every(visit)
    found = _found(visit, every)
    months: dict[PartialDate, list[Item]] = defaultdict(list)
    for day, item in sorted(((each.due, each) for each in found.items if each.due), key=lambda each: each[0]):
        months[PartialDate(day.year, day.month)].append(item)
    return visit.show(
        "due.html",
        found=found,
        overdue=len(found.of(Standing.OVERDUE)),
        months=months,
        owners=sorted({each.owner.role for each in every.items if each.owner}),
        every=[PartialDate(*map(int, month.split("-"))) for month, _ in every.months],
        owner=visit.asked("owner"),
        month=visit.asked("month"),
        behind=[(card, card.doubts.behind) for card in cards if card.doubts.behind],
        old=len(office.held().behind),
        topics=sorted({card.topic for card in cards}),
        errands=[each for each in visit.desk.errands.of(visit.person.name) if not each.over][:10],
    )


def _as_file(visit: Visit) -> Response:
    """The same for a calendar, a spreadsheet or a machine."""
    form = visit.part("form")
    if form not in _FORMS:
        raise Missing
    headers = {"content-disposition": f'attachment; filename="reviews.{form}"'}
    text = agenda.FORMS[form](_found(visit, _every(visit)))
    return Response(text, media_type=f"{_FORMS[form]}; charset=utf-8", headers=headers)


def _build(visit: Visit) -> Response:
    """Make anew whatever has changed: topic by topic, so that others' documents have their turn."""
    cards, today = visit.desk.office.catalogue().cards, visit.desk.office.today()
    topics = sorted({card.topic for card in cards if judge(card, today).worst in IN_USE})
    visit.desk.journal.note(visit.who, "started a build", topics=str(len(topics)))
    steps = [Wishes(topics=(topic,)) for topic in topics]
    title = visit.words("build_title")
    errand = visit.desk.errands.ask(visit.person.name, title, steps, back="/due", whole=True)
    return visit.go("errand", errand.id)


def _recall(visit: Visit) -> Response:
    """The codes of a topic's paper that is to be taken off the shelves."""
    topic = visit.asked("topic")
    cards = sorted(visit.desk.office.catalogue().cards, key=lambda card: (not card.translated, card.name))
    topics = {card.topic: card.title for card in cards}  # the newest edition's that is no translation
    gone = tuple(codes.recall(topic, visit.desk.office.codes())) if topic in topics else ()
    return visit.show("recall.html", topic=topic, topics=topics, gone=gone)


PAGES: tuple[PageOf, ...] = (
    ("GET", "/due", _due, Right.READ),
    ("GET", "/due/as/{form}", _as_file, Right.READ),
    ("GET", "/recall", _recall, Right.READ),
    ("POST", "/build", _build, Right.EDIT),
)
