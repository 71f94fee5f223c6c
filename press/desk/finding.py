"""Pages for clinics: find a leaflet, choose how it is printed, have it made; is this paper still good."""

from __future__ import annotations

import asyncio
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response, StreamingResponse

from press.desk import look
from press.desk.errands import Errand
from press.desk.people import Right
from press.desk.visit import Missing, PageOf, Visit
from press.formats import FORMATS, Setting
from press.layout import MOST_CELLS, MOST_LINES, Layout, Reading
from press.model import Card
from press.pipeline import Wishes, fits
from press.problems import Misuse
from press.review import codes
from press.standing import IN_USE, Judgement, judge
from press.store import manifest
from press.store.manifest import Record

MOST_ZIPPED = 200_000_000
"""Bytes of all documents that are downloaded as one file."""
_LOOK = 0.25
"""Seconds between two looks at what has come of an errand."""
_BEAT = 15.0
"""Seconds after which a page that waits hears that the desk is still there."""


@dataclass(frozen=True, slots=True)
class Found:
    """An edition in a list."""

    card: Card
    judgement: Judgement


def _find(visit: Visit) -> Response:
    """Leaflets by words, titles, topics and codes."""
    text, language, every = visit.asked("q"), visit.asked("language"), visit.asked("every") == "yes"
    catalogue = visit.desk.office.catalogue()
    coded = _coded(visit, text)
    wanted = _folded(text).split()
    fitting = [
        each
        for each in _judged(visit, catalogue.cards)
        if (not language or each.card.language == language) and all(word in _said(each.card) for word in wanted)
    ]
    found = [each for each in fitting if every or each.judgement.worst in IN_USE]
    found.sort(key=lambda each: (each.judgement.worst not in IN_USE, *_near(each.card, wanted)))
    languages = sorted({card.language for card in catalogue.cards})
    return visit.show(
        "find.html",
        found=coded or found,
        q=text,
        language=language,
        tags=languages,
        every=every,
        others=0 if coded else len(fitting) - len(found),
    )


def _near(card: Card, wanted: Sequence[str]) -> tuple[bool, str]:
    """Its place in a list that begins with titles which have all the words."""
    return not all(word in _folded(card.title) for word in wanted), card.title.casefold()


def _coded(visit: Visit, text: str) -> list[Found]:
    """The editions that have a code, where one was typed."""
    if not text or codes.fault(text):
        return []
    meanings = codes.look_up(text, visit.desk.office.codes()).meanings
    cards = (visit.desk.office.card(*meaning.text) for meaning in meanings)
    return list(_judged(visit, [card for card in cards if card]))


def _judged(visit: Visit, cards: Sequence[Card]) -> Iterator[Found]:
    today = visit.desk.office.today()
    return (Found(card, judge(card, today)) for card in cards)


def _said(card: Card) -> str:
    """What a search looks through."""
    said = (card.title, card.subtitle, card.topic, card.topic.replace("-", " "), *card.keywords, card.summary)
    return _folded(" ".join((*said, card.words)))


def _folded(text: str) -> str:
    """Letters without accents, in small: as people type them."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return re.sub("[\u0300-\u036f]", "", parts)


def _paper(visit: Visit) -> Response:
    """Whether paper with a code may still be handed out."""
    text = visit.asked("code")
    if not text:
        return visit.show("code.html", code="", answer=None, fault="")
    answer = codes.look_up(text[:200], visit.desk.office.codes())
    fault = "" if answer.meanings else codes.fault(text[:200]) or visit.words("code_unknown")
    return visit.show("code.html", code=text, answer=answer, fault=fault)


# One leaflet


def card_of(visit: Visit) -> Card:
    """The edition that an address names. Raises Missing where there is none."""
    card = visit.desk.office.card(visit.part("topic"), visit.part("edition"), visit.part("language"))
    if not card:
        raise Missing
    return card


def _leaflet(visit: Visit) -> Response:
    """All about one leaflet: how it stands, what it can be made into, what of it is there, its pages."""
    card, office = card_of(visit), visit.desk.office
    made = [record for record in _made(visit, card) if record.format in FORMATS]
    first = next((record for record in made if record.format == "pdf" and not record.part), None)
    kinds = [
        (layout, look.kind(layout, layout.makes[0]))
        for layout in office.layouts.values()
        if fits(layout, card.language) and not all(FORMATS[name].setting is Setting.DATA for name in layout.makes)
    ]
    return visit.show(
        "leaflet.html",
        card=card,
        code=office.catalogue().code(card),
        judgement=judge(card, office.today()),
        kinds=kinds,
        made=[_Shown.of(record, visit) for record in made],
        first=first,
        plainest=office.layouts.plainest("pdf"),
    )


def _made(visit: Visit, card: Card) -> list[Record]:
    """The documents of an edition that say what it says."""
    held = visit.desk.office.held()
    found = manifest.documents(held.records)
    own = [
        made for made in found if (made.topic, made.edition, made.language) == (card.topic, card.name, card.language)
    ]
    code = visit.desk.office.catalogue().code(card)
    return [made for made in own if made.code == code and made.job not in held.behind]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A document in a list: what it is called, how it is printed, how large it is."""

    record: Record
    called: str
    printing: str
    id: str
    size: str
    clinic: str

    @classmethod
    def of(cls, record: Record, visit: Visit) -> _Shown:
        office = visit.desk.office
        layouts, words = office.layouts, visit.words
        size = f"{record.bytes / 1e6:.1f} MB" if record.bytes > 999_999 else f"{max(1, record.bytes // 1000)} kB"
        clinic = next((each.name for each in office.catalogue().clinics if each.id == record.clinic), record.clinic)
        called, printing = look.called(record, layouts, words), look.printing(record, layouts, words)
        return cls(record, called, printing, record.sha256[:32], size, clinic)


def _layout(visit: Visit, card: Card) -> Layout:
    """The layout that an address names. Raises Missing where there is none, or no such edition is made in it."""
    layout = visit.desk.office.layouts.get(visit.part("layout"))
    if not layout or not fits(layout, card.language):
        raise Missing
    return layout


WISHES = ("size", "paper", "font", "spacing", "bold")
CELLS: Mapping[str, range] = {
    "grade": range(1, 3),
    "cells": range(MOST_CELLS[0], MOST_CELLS[1] + 1),
    "lines": range(MOST_LINES[0], MOST_LINES[1] + 1),
    "sides": range(1, 3),
}
"""What may be wished of a page of braille."""
_CHOICES = (*WISHES, *CELLS, "profile", "clinic")


def _choose(visit: Visit) -> Response:
    """In which size, on which paper, with whose name."""
    card = card_of(visit)
    layout = _layout(visit, card)
    clinics = visit.desk.office.catalogue().clinics
    kind = look.kind(layout, layout.makes[0])
    return visit.show(
        "choose.html", card=card, layout=layout, kind=kind, clinics=clinics, chosen=dict.fromkeys(_CHOICES, "")
    )


def _make(visit: Visit) -> Response:
    """Have a document made, and lead to where it is waited for."""
    card, form = card_of(visit), visit.form
    layout = _layout(visit, card)
    clinics = visit.desk.office.catalogue().clinics
    chosen = {name: form.text(name) for name in _CHOICES}
    reading, faults = wished(layout, {name: chosen[name] for name in WISHES}, visit)
    number, wrong = _embossed(layout, {name: chosen[name] for name in CELLS}, visit)
    reading = replace(
        reading, grade=number["grade"], cells=number["cells"], lines=number["lines"], sides=number["sides"]
    )
    faults |= wrong
    named = {"clinic": [clinic.id for clinic in clinics], "profile": list(layout.profiles)}
    for name, known in named.items():
        if chosen[name] and chosen[name] not in known:
            faults[name] = [visit.words("not_offered")]
    if faults:
        kind = look.kind(layout, layout.makes[0])
        shown = {"card": card, "layout": layout, "kind": kind, "clinics": clinics, "chosen": chosen}
        return visit.refused("choose.html", faults, **shown)
    wishes = Wishes(
        topics=(card.topic,),
        languages=(card.language,),
        edition=card.name,
        layouts=(layout.name,),
        clinics=(chosen["clinic"],) if chosen["clinic"] else (),
        readings=() if chosen["profile"] or reading == Reading() else (reading,),
        profiles=(chosen["profile"],) if chosen["profile"] else (),
    )
    return ask(visit, card, [wishes])


def wished(layout: Layout, said: dict[str, str], visit: Visit) -> tuple[Reading, dict[str, list[str]]]:
    """What was chosen as a reader's wishes; and what of it the layout does not offer, by its field."""
    offered = {
        "size": [f"{size:g}" for size in layout.type.sizes],
        "paper": list(layout.papers),
        "font": list(layout.families),
        "spacing": [f"{spacing:g}" for spacing in layout.spacings],
        "bold": ["yes"] if layout.spacings else [],
    }
    wrong = [name for name, value in said.items() if value and value not in offered[name]]
    if wrong:
        return Reading(), {name: [visit.words("not_offered")] for name in wrong}
    size, spacing = float(said["size"] or 0), float(said["spacing"] or 0)
    return Reading("", size, said["paper"], said["font"], spacing, bold=said["bold"] == "yes"), {}


def _embossed(layout: Layout, said: dict[str, str], visit: Visit) -> tuple[dict[str, int], dict[str, list[str]]]:
    """The numbers that were chosen for a page of braille, 0 where none was; and what no page has, by its field."""
    chosen = {name: value for name, value in said.items() if value}
    wrong = {
        name: [visit.words("number_between", least=CELLS[name][0], most=CELLS[name][-1])]
        for name, value in chosen.items()
        if not layout.braille or not value.isdecimal() or int(value[:9]) not in CELLS[name]
    }
    return {name: 0 if wrong else int(value or 0) for name, value in said.items()}, wrong


def _make_all(visit: Visit) -> Response:
    """Have a leaflet made in all formats that are made without being asked for by name."""
    card = card_of(visit)
    return ask(visit, card, [Wishes(topics=(card.topic,), languages=(card.language,), edition=card.name)])


def ask(visit: Visit, card: Card, steps: Sequence[Wishes]) -> Response:
    """Begin an errand for a leaflet, and lead to it."""
    visit.desk.journal.note(
        visit.who, "asked for documents", topic=card.topic, edition=card.name, language=card.language
    )
    back = f"/leaflet/{card.topic}/{card.name}/{card.language}"
    errand = visit.desk.errands.ask(visit.person.name, card.title, steps, language=card.language, back=back)
    visit.desk.errands.wait(errand, 0.3)  # what is made already is there at once
    return visit.go("errand", errand.id)


# What is being made


def _own(visit: Visit) -> Errand:
    errand = visit.desk.errands.find(visit.part("id"), visit.person.name)
    if not errand:
        raise Missing
    return errand


def _errand(visit: Visit) -> Response:
    errand = _own(visit)
    made = [_Shown.of(record, visit) for record in errand.documents]
    first = next((each for each in made if each.record.format == "pdf"), None)
    return visit.show("errand.html", errand=errand, made=made, first=first, ahead=visit.desk.errands.ahead(errand))


def _events(visit: Visit) -> Response:
    """How an errand goes on, as it goes on (HTML, server-sent events)."""
    errand = _own(visit)

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
    errand = _own(visit)
    visit.desk.errands.stop(errand)
    visit.desk.journal.note(visit.who, "stopped", errand=errand.title)
    return visit.go("errand", errand.id)


def _zipped(visit: Visit) -> Response:
    """All documents of an errand as one file."""
    errand, held = _own(visit), visit.desk.office.held()
    if sum(record.bytes for record in errand.documents) > MOST_ZIPPED:
        raise Misuse(f"They have more than {MOST_ZIPPED // 1_000_000} MB together. Download them one by one.")
    files: dict[str, bytes] = {}
    for record in errand.documents:
        data = held.read(record.path)
        if manifest.sha256(data) == record.sha256:
            files[record.path.rpartition("/")[2]] = data
    return zipped(files, "leaflets.zip")


def zipped(files: Mapping[str, bytes], name: str) -> Response:
    """Files as one file to download, the same bytes each time."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as whole:
        for path, held in files.items():
            whole.writestr(zipfile.ZipInfo(path), held)  # of 1980
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(data.getvalue(), media_type="application/zip", headers=headers)


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
    if record.format != "pdf":
        raise Missing
    try:
        image = look.page_of(record, data, int(visit.part("page")))
    except IndexError:
        raise Missing from None
    return Response(image, media_type="image/png", headers={"cache-control": "private, max-age=31536000, immutable"})


_LEAFLET = "/leaflet/{topic}/{edition}/{language}"
PAGES: tuple[PageOf, ...] = (
    ("GET", "/", _find, Right.READ),
    ("GET", "/code", _paper, Right.READ),
    ("GET", _LEAFLET, _leaflet, Right.READ),
    ("GET", _LEAFLET + "/make/{layout}", _choose, Right.READ),
    ("POST", _LEAFLET + "/make/{layout}", _make, Right.READ),
    ("GET", "/errand/{id}", _errand, Right.READ),
    ("GET", "/errand/{id}/events", _events, Right.READ),
    ("POST", "/errand/{id}/stop", _stop, Right.READ),
    ("GET", "/errand/{id}/zip", _zipped, Right.READ),
    ("POST", _LEAFLET + "/all", _make_all, Right.READ),
    ("GET", "/document/{id}", _document, Right.READ),
    ("GET", "/document/{id}/page/{page:int}", _picture, Right.READ),
)
