"""Pages for editors: who publishes the leaflets: the names in each language, the logo, the colours and the cover.

The names stand in the library's files (`library.yaml`, `library.cy.yaml`), the rest in `layouts/brand.yaml` beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import RedirectResponse, Response

from press.desk import branding
from press.desk.branding import BRAND, Pieces
from press.desk.clinics import LOGOS, id_of
from press.desk.drafts import stamp
from press.desk.people import Right
from press.desk.plainly import English
from press.desk.visit import Missing, PageOf, Visit
from press.layout.colour import contrast, nearest
from press.layout.values import MIN_CONTRAST
from press.problems import Misuse
from press.review import keyed
from press.review.keyed import Keys

COLOURS = ("accent", "heading", "link", "important", "urgent")
"""Of the colours that a brand may have, those of what stands out."""
PICTURES = ("logo", "cover")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: ``keys`` of the ``file`` is what it sets; ``text`` is what stands there.

    ``kind`` is what it is for (a colour by its name), ``language`` that of its words, empty where it has none.
    """

    name: str
    kind: str
    language: str
    file: str
    keys: Keys
    text: str

    @property
    def lines(self) -> bool:
        return self.kind == "address"

    @property
    def coloured(self) -> bool:
        return self.keys[-1] == "colour" or "colours" in self.keys


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: the library, whose ``id`` is empty, or one of those beside it."""

    id: str
    fields: tuple[Field, ...]
    pictures: Mapping[str, str]
    """The names of the files of its logo and its cover, where it has any."""

    @property
    def name(self) -> str:
        return self.fields[0].text or self.id

    @property
    def address(self) -> str:
        """That of its page."""
        return f"/publishers/of/{self.id}" if self.id else "/publishers/library"


def publisher(visit: Visit, pieces: Pieces, id_: str) -> Publisher:
    """One of those that publish. Raises Misuse where a file cannot be read."""
    tags, inner = branding.languages(visit), ("publishers", id_) if id_ else ()
    found: list[Field] = []
    for kind in ("name", "address"):
        for number, tag in enumerate(tags):
            keys = (*inner, kind) if id_ or kind == "address" else ("publisher",)
            file = branding.LIBRARY if not number else f"library.{tag}.yaml"
            found.append(_field(pieces, f"{kind}-{tag}", kind, tag, file, keys))
    for tag in tags:
        known = keyed.said(pieces.texts[BRAND], (*inner, "logo_alt")) or {}
        key = next((each for each in known if each == tag), None) or next(
            (each for each in known if each.partition("-")[0] == tag.partition("-")[0]), tag
        )
        found.append(_field(pieces, f"logo_alt-{tag}", "logo_alt", tag, BRAND, (*inner, "logo_alt", key)))
    found += (_field(pieces, each, each, "", BRAND, (*inner, "colours", each)) for each in COLOURS)
    found.append(_field(pieces, "cover_colour", "cover_colour", "", BRAND, (*inner, "cover", "colour")))
    places = {"logo": (*inner, "logo"), "cover": (*inner, "cover", "picture")}
    files = {what: keyed.said(pieces.texts[BRAND], keys) for what, keys in places.items()}
    return Publisher(id_, tuple(found), {what: str(name) for what, name in files.items() if name})


def _field(pieces: Pieces, name: str, kind: str, tag: str, file: str, keys: Keys) -> Field:
    there = keyed.said(pieces.texts[file], keys)
    text = "\n".join(map(str, there)) if isinstance(there, list) else there if isinstance(there, str) else ""
    return Field(name, kind, tag, file, keys, "" if text in ("null", "~") else text)


def _all(visit: Visit) -> Response:
    pieces = Pieces.of(visit)
    ids = keyed.said(pieces.texts[branding.LIBRARY], ("publishers",)) or {}
    found = [publisher(visit, pieces, id_) for id_ in ("", *(ids if isinstance(ids, dict) else ()))]
    return visit.show("publishers.html", found=found, saved=visit.asked("saved"))


# The form


def _asked(visit: Visit) -> str:
    """The id of the publisher that an address names. Raises Missing where there is none."""
    if "id" not in visit.request.path_params:
        return ""
    known = keyed.said(Pieces.of(visit).texts[branding.LIBRARY], ("publishers",)) or {}
    if visit.part("id") not in known:
        raise Missing
    return visit.part("id")


def _form(visit: Visit) -> Response:
    return _shown(visit, publisher(visit, Pieces.of(visit), _asked(visit)), {})


def _new(visit: Visit) -> Response:
    return _shown(visit, _unnamed(visit), {})


def _unnamed(visit: Visit) -> Publisher:
    """One that is not there yet: its id is made of its name."""
    return publisher(visit, Pieces.of(visit), branding.NEW)


def _shown(
    visit: Visit, of: Publisher, faults: Mapping[str, list[str]], said: Mapping[str, str] | None = None
) -> Response:
    """The form, with what was filled in, what is wrong with it, and how well its colours can be read."""
    words = {each.name: each.text for each in of.fields} if said is None else said
    colours = {each.name: _read_on(visit, each, words[each.name]) for each in of.fields if each.coloured}
    shown: dict[str, Any] = {"of": of, "said": words, "colours": colours, "digest": stamp, "new": of.id == branding.NEW}
    if faults:
        return visit.refused("publisher.html", faults, **shown)
    return visit.show("publisher.html", **shown)


def _read_on(visit: Visit, field: Field, colour: str) -> tuple[float, str]:
    """The least contrast of a colour to what it stands on, and the nearest colour that has enough; 0 for none."""
    if not _COLOUR.fullmatch(colour):
        return 0.0, ""
    layouts = visit.desk.office.layouts
    papers = {paper for each in layouts.values() for paper in (each.colours["paper"], *each.papers.values())}
    grounds = papers if field.kind == "cover_colour" else layouts.grounds
    ratio = min((contrast(colour, ground) for ground in grounds), default=21.0)
    return ratio, nearest(colour, grounds, MIN_CONTRAST) if ratio < MIN_CONTRAST else ""


def _take(visit: Visit) -> Response:
    return _taken(visit, _asked(visit))


def _add(visit: Visit) -> Response:
    return _taken(visit, branding.NEW)


def _taken(visit: Visit, id_: str) -> Response:
    """Put what was changed into the files, if nothing is wrong with it."""
    pieces = Pieces.of(visit)
    of = publisher(visit, pieces, id_)
    sent = {each.name: _said(visit, each) for each in of.fields}
    changed = [each for each in of.fields if stamp(sent[each.name]) != _was(visit, each)]
    said = {each.name: sent[each.name] if each in changed else each.text for each in of.fields}
    if visit.form.text("do") == "look":
        return _shown(visit, of, {}, said)
    faults = _missing(visit, of, said)
    for each in changed:
        if stamp(each.text) != _was(visit, each):
            faults.setdefault(each.name, []).append(visit.words("publisher_meanwhile", now=each.text or "–"))
    if faults:
        return _shown(visit, of, faults, said)
    named = replace(of, id=id_of(said[of.fields[0].name])) if id_ == branding.NEW else of
    if named.id != of.id and keyed.said(pieces.texts[branding.LIBRARY], ("publishers", named.id)) is not None:
        return _shown(visit, of, {of.fields[0].name: [visit.words("publisher_there")]}, said)
    wanted = pieces.renamed(_wanted(visit, of, changed, said), named.id)
    try:
        wrong = branding.put(visit, pieces, wanted, named.id)
    except Misuse as by_hand:
        wrong = {"whole": [English(by_hand)]}
    if wrong:
        return _shown(visit, of, dict(_by_name(of, named.id, wrong)), said)
    return RedirectResponse(f"/publishers?saved={named.id or 'library'}", 303)


def _by_name(of: Publisher, id_: str, faults: Mapping[branding.At | str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Faults by the fields that they stand beside."""
    names = {(each.file, branding.renamed(each.keys, id_)): each.name for each in of.fields}
    found: dict[str, list[str]] = {}
    for at, said in faults.items():
        name = at if isinstance(at, str) else names.get(at) or branding.picture_of(at) or "whole"
        found.setdefault(name, []).extend(said)
    yield from found.items()


def _said(visit: Visit, field: Field) -> str:
    lines = (" ".join(line.split()) for line in visit.form.text(field.name).split("\n"))
    return "\n".join(filter(None, lines)) if field.lines else " ".join(filter(None, lines))


def _was(visit: Visit, field: Field) -> str:
    """The digest of what the person has seen in a field."""
    return visit.form.text(f"was-{field.name}") or stamp(field.text)


def _missing(visit: Visit, of: Publisher, said: Mapping[str, str]) -> dict[str, list[str]]:
    """What the form itself asks for."""
    form, first = visit.form, of.fields[0]
    faults: dict[str, list[str]] = {}
    if not said[first.name] or (of.id == branding.NEW and not id_of(said[first.name])):
        faults[first.name] = [visit.words("publisher_name_missing")]
    for what in PICTURES:
        if (file := form.file(what)) and file.ending not in LOGOS:
            faults[what] = [visit.words("logo_kind")]
    stays = "logo" in of.pictures and form.text("logo_gone") != "yes"
    alts = [each.name for each in of.fields if each.kind == "logo_alt"]
    told = any(said[name] for name in alts)
    if (form.file("logo") or stays) and not told:
        faults[alts[0]] = [visit.words("logo_alt_missing")]
    if told and not form.file("logo") and not stays and form.text("logo_gone") != "yes":
        faults["logo"] = [visit.words("logo_missing")]
    for each in of.fields:
        if each.coloured and said[each.name] and not _COLOUR.fullmatch(said[each.name]):
            faults[each.name] = [visit.words("colour_form")]
    return faults


def _wanted(visit: Visit, of: Publisher, changed: Iterable[Field], said: Mapping[str, str]) -> branding.Wanted:
    """What the files are to say: texts, and the pictures that were sent or are to go."""
    form = visit.form
    found: branding.Wanted = {}
    for each in changed:
        text = said[each.name]
        found[each.file, each.keys] = (text.split("\n") if each.lines else text) if text else None
    inner = ("publishers", of.id) if of.id else ()
    for what, keys in (("logo", (*inner, "logo")), ("cover", (*inner, "cover", "picture"))):
        if file := form.file(what):
            found[BRAND, keys] = branding.Sent(what, LOGOS[file.ending], file.data)
        elif form.text(f"{what}_gone") == "yes" and what in of.pictures:
            found[BRAND, keys] = None
            if what == "logo":
                found[BRAND, (*inner, "logo_alt")] = None
    return found


def _picture(visit: Visit) -> Response:
    """A publisher's logo, or the picture of its cover, as the reader has made it safe."""
    layout = visit.desk.office.layouts.plainest("pdf")
    id_ = visit.request.path_params.get("id", "")
    if id_ and id_ not in layout.publishers:
        raise Missing
    own = layout.for_publisher(id_)
    found = {"logo": own.logo.picture if own.logo else None, "cover": own.cover.picture if own.cover else None}
    picture = found.get(visit.part("what"))
    if not picture:
        raise Missing
    policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return Response(picture.data, media_type=picture.media_type, headers={"content-security-policy": policy})


PAGES: tuple[PageOf, ...] = (
    ("GET", "/publishers", _all, Right.READ),
    ("GET", "/publishers/new", _new, Right.EDIT),
    ("POST", "/publishers/new", _add, Right.EDIT),
    ("GET", "/publishers/library", _form, Right.EDIT),
    ("POST", "/publishers/library", _take, Right.EDIT),
    ("GET", "/publishers/of/{id}", _form, Right.EDIT),
    ("POST", "/publishers/of/{id}", _take, Right.EDIT),
    ("GET", "/publishers/library/{what}", _picture, Right.READ),
    ("GET", "/publishers/of/{id}/{what}", _picture, Right.READ),
)
