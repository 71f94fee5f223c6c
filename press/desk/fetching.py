"""Pages for all who have documents made: how far they are, and what was made, to download and to look at."""

from __future__ import annotations

import asyncio
import io
import json
import re
import zipfile
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from starlette.responses import Response, StreamingResponse

from press.desk import look
from press.desk.errands import Errand
from press.desk.people import Right
from press.desk.visit import Missing, PageOf, Visit
from press.formats import FORMATS
from press.problems import Misuse
from press.store import manifest
from press.store.manifest import Record

MOST_ZIPPED = 200_000_000
"""Bytes of all documents that are downloaded as one file."""
_LOOK = 0.25
"""Seconds between two looks at what has come of an errand."""
_BEAT = 15.0
"""Seconds after which a page that waits hears that the desk is still there."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A document in a list: what it is called, how it is printed, how large it is."""

    record: Record
    called: str
    printing: str
    id: str
    size: str
    clinic: str
    prints: bool
    """Whether it is one to print, as it is."""

    @classmethod
    def of(cls, record: Record, visit: Visit) -> Shown:
        office = visit.desk.office
        layouts, words = office.layouts, visit.words
        size = f"{record.bytes / 1e6:.1f} MB" if record.bytes > 999_999 else f"{max(1, record.bytes // 1000)} kB"
        clinic = next((each.name for each in office.catalogue().clinics if each.id == record.clinic), record.clinic)
        called, printing = look.called(record, layouts, words), look.printing(record, layouts, words)
        prints = record.format == "pdf" and not look.on_screen(record, layouts)
        return cls(record, called, printing, record.sha256[:32], size, clinic, prints)


# What is being made


def own(visit: Visit) -> Errand:
    """The errand that an address names. Raises Missing where the person has none such."""
    errand = visit.desk.errands.find(visit.part("id"), visit.person.name)
    if not errand:
        raise Missing
    return errand


def _errand(visit: Visit) -> Response:
    errand = own(visit)
    made = [Shown.of(record, visit) for record in errand.documents]
    first = next((each for each in made if each.record.format == "pdf"), None)
    several = len({(each.record.topic, each.record.edition, each.record.language) for each in made}) > 1
    ahead = visit.desk.errands.ahead(errand)
    return visit.show("errand.html", errand=errand, made=made, several=several, first=first, ahead=ahead)


def _events(visit: Visit) -> Response:
    """How an errand goes on, as it goes on (HTML, server-sent events)."""
    errand = own(visit)

    async def events() -> AsyncIterator[str]:
        """No thread waits meanwhile: many people may watch."""
        told, quiet, now = -1, 0.0, errand
        while not now.over:
            if now.changed != told or quiet >= _BEAT:
                told, quiet = now.changed, 0.0
                yield _news(now)
            await asyncio.sleep(_LOOK)
            quiet, now = quiet + _LOOK, visit.desk.errands.now(errand)
        yield _news(now)

    return StreamingResponse(events(), media_type="text/event-stream")


def _news(errand: Errand) -> str:
    said = {"made": errand.made, "total": errand.total, "over": errand.over}
    return f"data: {json.dumps(said)}\n\n"


def _stop(visit: Visit) -> Response:
    errand = own(visit)
    visit.desk.errands.stop(errand)
    visit.desk.journal.note(visit.who, "stopped", errand=errand.title)
    return visit.go("errand", errand.id)


def _zipped(visit: Visit) -> Response:
    """All documents of an errand as one file."""
    errand, held = own(visit), visit.desk.office.held()
    if sum(record.bytes for record in errand.documents) > MOST_ZIPPED:
        raise Misuse(f"They have more than {MOST_ZIPPED // 1_000_000} MB together. Download them one by one.")
    files: dict[str, bytes] = {}
    for record in errand.documents:
        data = held.read(record.path)
        if manifest.sha256(data) == record.sha256:
            files[record.path.rpartition("/")[2]] = data
    headers = {"content-disposition": 'attachment; filename="leaflets.zip"'}
    return Response(archive(files), media_type="application/zip", headers=headers)


def archive(files: Mapping[str, bytes]) -> bytes:
    """Files in one, the same bytes each time."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as whole:
        for path, held in files.items():
            whole.writestr(zipfile.ZipInfo(path), held)  # of 1980
    return data.getvalue()


# What was made


def document_of(visit: Visit) -> tuple[Record, bytes]:
    """A document that an address names by its digest, as it was made. Raises Missing where there is none such."""
    digest, office = visit.part("id"), visit.desk.office
    record = office.document(digest) if re.fullmatch("[0-9a-f]{32}", digest) else None
    data = office.held().read(record.path) if record else b""
    if not record or manifest.sha256(data) != record.sha256:
        raise Missing
    return record, data


APART = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'"
"""For a web page of ours: what it holds may do nothing at the desk."""


def _document(visit: Visit) -> Response:
    record, data = document_of(visit)
    name = record.path.rpartition("/")[2]
    how = "attachment" if visit.asked("download") else "inline"
    known = FORMATS.get(record.format)
    media = known.media_type if known else "application/octet-stream"
    policy = "frame-ancestors 'none'" if record.format == "pdf" else APART
    headers = {"content-disposition": f'{how}; filename="{name}"', "content-security-policy": policy}
    return Response(data, media_type=f"{media}; charset=utf-8" if media.startswith("text/") else media, headers=headers)


def _picture(visit: Visit) -> Response:
    """A page of a document as a picture; the same address has the same picture for ever."""
    record, data = document_of(visit)
    page = re.fullmatch("[0-9]{1,5}", visit.part("page"), re.ASCII)
    if record.format != "pdf" or not page:
        raise Missing
    try:
        image = look.page_of(record, data, int(page[0]))
    except IndexError:
        raise Missing from None
    return Response(image, media_type="image/png", headers={"cache-control": "private, max-age=31536000, immutable"})


PAGES: tuple[PageOf, ...] = (
    ("GET", "/errand/{id}", _errand, Right.READ),
    ("GET", "/errand/{id}/events", _events, Right.READ),
    ("POST", "/errand/{id}/stop", _stop, Right.READ),
    ("GET", "/errand/{id}/zip", _zipped, Right.READ),
    ("GET", "/document/{id}", _document, Right.READ),
    ("GET", "/document/{id}/page/{page}", _picture, Right.READ),
)
