"""Pages for whoever runs the cycle: an edition's documents measured again, watched and stopped; and the evidence."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from functools import partial
from pathlib import Path

from starlette.responses import Response

from press import reader
from press.desk.errands import Errand, Told
from press.desk.fetching import archive, own
from press.desk.finding import card_of
from press.desk.office import Office
from press.desk.people import Right
from press.desk.visit import Missing, NotDone, PageOf, Visit
from press.layout import Layouts
from press.model import Card
from press.pipeline import Output
from press.programs.limits import ended_when
from press.programs.witnesses import Commands
from press.store import keys, manifest

FOLDER = "packs"
KEPT = 20
"""How many packs are kept to be downloaded, the latest."""
_LOOK = 0.25
"""Seconds between two looks at how far the measuring is."""
_DAY = 24 * 60 * 60
_PROGRESS, STOP = "progress", "stop"
"""The files by which two processes tell each other how far it is, and that nobody waits for it any more."""

Wanted = tuple[str, str, str]
"""A topic, an edition and a language."""


def _prove(visit: Visit) -> Response:
    """Have all measured that shows an edition's documents to be accessible, and lead to where that is waited for."""
    card, office = card_of(visit), visit.desk.office
    wanted = (card.topic, card.name, card.language)
    if not any(
        (made.topic, made.edition, made.language) == wanted for made in manifest.documents(office.held().records)
    ):
        raise NotDone(visit.words("evidence_none"))
    visit.desk.journal.note(visit.who, "asked for evidence", edition=card.file)
    back = f"/leaflet/{card.topic}/{card.name}/{card.language}"
    name = _name(card)
    work = partial(_packed, office, wanted)
    errand = visit.desk.errands.aside(visit.person.name, card.title, name, work, language=card.language, back=back)
    visit.desk.errands.wait(errand, 0.3)
    return visit.go("errand", errand.id)


def _name(card: Card) -> str:
    """What the pack's file is called."""
    return f"evidence-{card.topic}-{card.name}.zip"


def _packed(office: Office, wanted: Wanted, errand: Errand, told: Told) -> None:
    """Measure, say how far it is, and keep what came of it. Raises Refused, Misuse and OSError."""
    _tidied(office)
    with tempfile.TemporaryDirectory(prefix="measuring-", dir=office.kept) as folder, ThreadPoolExecutor(1) as beside:
        signs = Path(folder)
        given = office.output, office.layouts, wanted, office.today(), office.clerk.version, signs
        work = beside.submit(lambda: office.measured(_pack, office.folder, *given))
        while not wait([work], _LOOK).done:
            with suppress(OSError, ValueError):  # it is not begun, or just being written
                made, total = map(int, (signs / _PROGRESS).read_text(encoding="ascii").split())
                told(made, total)
            if errand.stopping:
                with suppress(OSError):
                    (signs / STOP).touch()
        files = work.result()
    if files:
        _keep(office, errand, archive(files))


def _tidied(office: Office) -> None:
    """Take away what a desk that was ended within its measuring has left: nothing is measured for a day."""
    now = office.clerk.now().timestamp()
    for folder in office.kept.glob("measuring-*"):
        with suppress(OSError):
            if now - folder.stat().st_mtime > _DAY:
                shutil.rmtree(folder)


def _keep(office: Office, errand: Errand, data: bytes) -> None:
    """Keep a pack beside the latest of others."""
    office.keep.put(f"{FOLDER}/{errand.id}.zip", data)
    folder = office.kept / FOLDER
    ages = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.zip")}
    for name in sorted(ages, key=ages.__getitem__)[:-KEPT]:
        office.keep.take(f"{FOLDER}/{name}")


class _Stopped(Exception):
    """Raised between two documents where nobody waits for them any more."""


def _pack(
    folder: Path,
    output: Path,
    layouts: Layouts,
    wanted: Wanted,
    on: datetime.date,
    version: str,
    signs: Path,
) -> dict[str, bytes]:
    """The files of an evidence pack, made in the process that may be ended; none where it was stopped. How far it is
    stands in the folder ``signs``, and whether it is to stop."""
    from press.review.evidence import measuring, pack  # the libraries behind it are slow to load

    held = Output(output)
    catalogue = reader.open(folder, layouts, held.remembered(), keys.program())
    card = next(each for each in catalogue.cards if (each.topic, each.name, each.language) == wanted)
    edition = catalogue.edition(card)
    try:
        with ended_when((signs / STOP).exists, _LOOK):
            found = measuring.measure(catalogue, edition, layouts, held, Commands("", ""), on, signing(signs))
            gaps = tuple(measuring.gaps(found, folder.name))
            return {**pack.files(found, gaps, layouts, version), **pack.documents(found, held)}
    except _Stopped:
        return {}


def signing(signs: Path) -> Callable[[int, int], None]:
    """What is told before each document, in the process that may be ended."""

    def passed(made: int, total: int) -> None:
        if (signs / STOP).exists():
            raise _Stopped
        with suppress(OSError):  # nothing fails for want of telling how far it is
            (signs / _PROGRESS).write_text(f"{made} {total + 1}", encoding="ascii")  # with the evidence's own pages

    return passed


def _download(visit: Visit) -> Response:
    """The evidence that an errand has gathered."""
    errand = own(visit)
    data = visit.desk.office.keep.read(f"{FOLDER}/{errand.id}.zip") if errand.file else b""
    if not data:
        raise Missing
    headers = {"content-disposition": f'attachment; filename="{errand.file}"'}
    return Response(data, media_type="application/zip", headers=headers)


PAGES: tuple[PageOf, ...] = (
    ("POST", "/leaflet/{topic}/{edition}/{language}/evidence", _prove, Right.READ),
    ("GET", "/errand/{id}/evidence", _download, Right.READ),
)
