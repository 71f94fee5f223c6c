"""Pages for clinics: find a leaflet, choose how it is printed, have it made; is this paper still good."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from press.desk import look, room
from press.desk.broken import broken, missing
from press.desk.fetching import Shown
from press.desk.people import Right
from press.desk.visit import Missing, NotDone, PageOf, Visit
from press.formats import FORMATS, Setting
from press.layout import MOST_CELLS, MOST_LINES, Layout, Reading
from press.model import Card
from press.pipeline import Wishes, fits
from press.review import codes
from press.standing import IN_USE, Judgement, judge
from press.store import manifest
from press.store.manifest import Record

LISTED = 100
"""How many leaflets are listed until somebody asks for all."""


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
    listed = coded or found
    return visit.show(
        "find.html",
        found=listed if visit.asked("all") == "yes" else listed[:LISTED],
        number=len(listed),
        q=text,
        language=language,
        tags=languages,
        every=every,
        broken=len(broken(visit.desk.office)),
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
        raise missing(visit)
    return card


def _leaflet(visit: Visit) -> Response:
    """All about one leaflet: how it stands, what it can be made into, what of it is there, its pages."""
    card, office = card_of(visit), visit.desk.office
    made = [record for record in _made(visit, card) if record.format in FORMATS]
    first = next((record for record in made if record.format == "pdf" and not record.part), None)
    kinds = [
        (layout, look.kind(layout, layout.makes[0]), room.too_long(office, card, layout))
        for layout in office.layouts.values()
        if fits(layout, card.language) and not all(FORMATS[name].setting is Setting.DATA for name in layout.makes)
    ]
    return visit.show(
        "leaflet.html",
        card=card,
        code=office.catalogue().code(card),
        judgement=judge(card, office.today()),
        kinds=kinds,
        made=[Shown.of(record, visit) for record in made],
        several=False,
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
    by = room.too_long(visit.desk.office, card, layout)
    chosen = {**dict.fromkeys(_CHOICES, ""), "clinic": visit.asked("clinic")}
    return visit.show("choose.html", card=card, layout=layout, kind=kind, clinics=clinics, chosen=chosen, too_long=by)


def _make(visit: Visit) -> Response:
    """Have a document made, and lead to where it is waited for."""
    card, form = card_of(visit), visit.form
    layout = _layout(visit, card)
    if by := room.too_long(visit.desk.office, card, layout):
        raise NotDone(visit.words.too_long(by))
    clinics = visit.desk.office.catalogue().clinics
    chosen = {name: form.text(name) for name in _CHOICES}
    reading, faults = wished(layout, {name: chosen[name] for name in WISHES}, visit)
    number, wrong = _embossed(layout, {name: chosen[name] for name in CELLS}, visit)
    reading = replace(
        _apart(layout, reading),
        grade=number["grade"],
        cells=number["cells"],
        lines=number["lines"],
        sides=number["sides"],
    )
    faults |= wrong
    named = {"clinic": [clinic.id for clinic in clinics], "profile": list(layout.profiles)}
    for name, known in named.items():
        if chosen[name] and chosen[name] not in known:
            faults[name] = [visit.words("not_offered")]
    if faults:
        kind = look.kind(layout, layout.makes[0])
        shown = {"card": card, "layout": layout, "kind": kind, "clinics": clinics, "chosen": chosen, "too_long": ""}
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


def _apart(layout: Layout, reading: Reading) -> Reading:
    """Wishes without what the layout has anyway, so that the usual document is made once, and not again as a wish."""
    return replace(
        reading,
        size=0 if reading.size == layout.type.body else reading.size,
        paper="" if layout.papers.get(reading.paper) == layout.colours["paper"] else reading.paper,
        spacing=0 if reading.spacing == layout.type.line_height else reading.spacing,
    )


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


_LEAFLET = "/leaflet/{topic}/{edition}/{language}"
PAGES: tuple[PageOf, ...] = (
    ("GET", "/", _find, Right.READ),
    ("GET", "/code", _paper, Right.READ),
    ("GET", _LEAFLET, _leaflet, Right.READ),
    ("GET", _LEAFLET + "/make/{layout}", _choose, Right.READ),
    ("POST", _LEAFLET + "/make/{layout}", _make, Right.READ),
    ("POST", _LEAFLET + "/all", _make_all, Right.READ),
)
