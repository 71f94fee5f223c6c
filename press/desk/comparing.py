"""Pages for editors: what their words change against the edition in use, beside the fields and as they type."""

from __future__ import annotations

from starlette.responses import Response

from press.desk.editing import Subject, read, written
from press.desk.people import Right
from press.desk.visit import PageOf, Visit
from press.model import Edition, Standing
from press.problems import Misuse
from press.review import changes
from press.review.changes import Comparison
from press.review.changes.page import words as marked


def _changes(visit: Visit) -> Response:
    """What has changed, as a page, or as that part of one which stands beside the fields."""
    subject = Subject.asked(visit)
    compared = _compared(visit, read(visit, subject, written(visit, subject)))
    template = "beside.html" if visit.asked("part") else "changes.html"
    return visit.show(
        template, subject=subject, language=subject.language, compared=compared, topics=changes.Topic, marked=marked
    )


def _compared(visit: Visit, now: Edition) -> Comparison | None:
    """An edition as somebody writes it, beside the one in use; one that is in use beside what its file says. None where
    no edition is in use yet."""
    catalogue = visit.desk.office.catalogue()
    strings = visit.desk.office.layouts.strings_for(now.language)
    if not strings:
        raise Misuse(f"The layouts have no words in the language {now.language}.")
    for card in catalogue.cards:
        if (card.topic, card.language, card.standing) == (now.topic, now.language, Standing.CURRENT):
            return changes.compare(catalogue.edition(card), now, strings)
    return None


PAGES: tuple[PageOf, ...] = (("GET", "/edit/{topic}/{edition}/{language}/changes", _changes, Right.EDIT),)
