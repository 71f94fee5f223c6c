"""Pages for editors: the next edition of a leaflet is begun, and put into use when a clinician has signed it."""

from __future__ import annotations

from starlette.responses import Response

from press import imprint
from press.desk.approving import alone, edition_of
from press.desk.people import Right
from press.desk.visit import NotDone, PageOf, Visit
from press.model import Edition, PartialDate, SignOff, Standing, Status
from press.review import choosing, renewal


def _next(visit: Visit) -> Response:
    """Begin the edition after the newest one, as a draft, and lead to its words."""
    with alone(visit) as (editing, library):
        asked = edition_of(visit, library)
        newest = choosing.editions(library, asked.topic, asked.language)[-1]
        if newest.standing is Standing.DRAFT:  # it is begun already
            return visit.go("edit", newest.topic, newest.name, newest.language)
        last, due = _dates(visit, newest)
        files = renewal.begun(editing, newest, last, due)
        visit.write(editing, files, "began an edition", edition=f"{asked.topic}/{last} ({asked.language})")
    return visit.go("edit", asked.topic, str(last), asked.language, begun="yes")


def _dates(visit: Visit, newest: Edition) -> tuple[PartialDate, PartialDate]:
    """This month, or today where the newest edition is of this month: editions are called by their dates."""
    today = visit.desk.office.today()
    day = PartialDate(today.year, today.month, today.day)
    same_month = (newest.review.last.year, newest.review.last.month) == (today.year, today.month)
    return renewal.dates(newest, day if same_month else None, None, today)


def _publish(visit: Visit) -> Response:
    """Say in an edition's file that it is approved, if a clinician has signed the words that it has now."""
    with alone(visit) as (editing, library):
        edition = edition_of(visit, library)
        if edition.review.status is not Status.DRAFT:
            raise NotDone(visit.words("publish_no_draft"))
        if imprint.sign_off(edition) is not SignOff.VALID:
            raise NotDone(visit.words("publish_unsigned"))
        file = editing.folder / f"{edition.file}.yaml"
        new = {file: renewal.approved(editing.read(file).decode()).encode()}
        visit.write(editing, new, "put into use", edition=edition.file)
    return visit.go("leaflet", edition.topic, edition.name, edition.language)


_LEAFLET = "/leaflet/{topic}/{edition}/{language}"
PAGES: tuple[PageOf, ...] = (
    ("POST", _LEAFLET + "/next", _next, Right.EDIT),
    ("POST", _LEAFLET + "/publish", _publish, Right.EDIT),
)
