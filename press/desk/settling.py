"""Pages for editors: what a person has to decide of a leaflet that was taken in, until they say that it is settled."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from press.desk.editing import Subject, Text, keep_sent
from press.desk.people import Right
from press.desk.visit import NotDone, PageOf, Visit
from press.review import deciding, wording
from press.store.editing import Editing
from press.store.folder import reason


def _settle(visit: Visit) -> Response:
    """Take a question out of the edition's file; what was written in the fields is kept as a draft."""
    subject = Subject.asked(visit)
    file = Text.of(visit, subject)
    keep_sent(visit, subject, wording.fields(file.text))
    editing = Editing(visit.desk.office.folder)
    try:
        with editing.files.locked():
            now = editing.read(file.path).decode()
            new = deciding.settled(now, visit.form.text("settled"))
            if new != now:
                visit.write(editing, {file.path: new.encode()}, "settled a question", edition=subject.file)
    except OSError as error:
        raise NotDone(visit.words("not_written", why=reason(error))) from None
    return RedirectResponse(f"{subject.address}#undecided", 303)


PAGES: tuple[PageOf, ...] = (("POST", "/edit/{topic}/{edition}/{language}/settled", _settle, Right.EDIT),)
