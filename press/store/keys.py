"""What a document is made of, piece by piece.

A document is made anew if the digest of any piece has changed: its edition's own words, each
contact, term and picture that it borrows, its clinic, its layout, fonts and strings, the program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from press import digest
from press.layout import Face, Layout, Layouts, Strings, Supplies
from press.model import Card, Clinic

Pieces = Mapping[str, str]
"""The digest of each piece that a document is made of: ``contact helpline``, ``layout a4``."""

NO_TOOLS: Mapping[str, str] = {}


def pieces(
    card: Card,
    clinic: Clinic | None,
    layout: Layout,
    office: str = "",
    second: Card | None = None,
    tools: Mapping[str, str] = NO_TOOLS,
) -> dict[str, str]:
    """What the documents of an edition in a layout are made of. ``office`` is the version of
    LibreOffice, where it has a say in them, ``tools`` those of other programs, by their names; ``second`` the
    edition in another language that follows it."""
    made_of = dict(card.parts)
    made_of.pop("lexicon", None)  # of which only what is said of this edition's words has a say
    if second:
        made_of |= {f"{name} ({second.language})": part for name, part in pieces(second, clinic, layout).items()}
    if clinic:
        made_of[f"clinic {clinic.id}"] = _clinic_digest(clinic.spoken(card.language))
    strings = layout.strings_for(card.language)
    if strings:
        made_of[f"strings {strings.language}"] = _strings_digest(strings)
    if layout.supplies.kinds:
        made_of["formats"] = _of(layout.supplies.kinds)
    made_of[f"layout {layout.name}"] = _layout_digest(layout)
    made_of["fonts"] = _fonts_digest(layout.supplies.faces if office else layout.faces)
    made_of["program"] = program()
    if office:
        made_of["LibreOffice"] = _of(office)
    made_of |= {name: _of(version) for name, version in tools.items() if version}
    return made_of


def changed(before: Pieces, now: Pieces) -> tuple[str, ...]:
    """The names of the pieces that are not as they were, the new and the lost among them."""
    if before == now:
        return ()
    return tuple(name for name in sorted(before.keys() | now.keys()) if before.get(name) != now.get(name))


def words(names: Iterable[str], *, same: bool) -> tuple[str, ...]:
    """Of the names of pieces those that have a say in a document's words, and not only in how it looks.

    ``same`` is whether the edition's own words, which its code is made from, are as they were: then what it is made of
    has changed in what no patient reads, such as keywords.
    """
    return tuple(name for name in names if name.partition(" ")[0] not in _silent(name, same=same))


def _silent(name: str, *, same: bool) -> frozenset[str]:
    """Which kinds of pieces have no say; of a leaflet in a second language no code tells of changed words."""
    second = " (" in name and name.endswith(")")
    return _LOOKS | _IN_CODE if same and not second else _LOOKS


_LOOKS = frozenset({"fonts", "program", "LibreOffice", "liblouis", "voice", "said", "layout"})
_IN_CODE = frozenset({"text", "contact", "term", "picture"})


@lru_cache(maxsize=1)
def program() -> str:
    """A digest of the program: its source, and what it needs of packages and libraries."""
    from press.store import versions  # what reads them is slow to load

    told = hashlib.sha256()
    for part in versions.source():
        told.update(part)
    for need in (*versions.packages(), *versions.libraries()):
        told.update(f"{need}\n".encode())
    return digest.of(told.digest())


def of_layouts(layouts: Layouts) -> str:
    """A digest of all layouts, with the fonts and strings that they share."""
    strings = {language: _strings_digest(found) for language, found in layouts.supplies.strings.items()}
    looks = tuple(map(_layout_digest, layouts.values()))
    return digest.of((looks, _fonts_digest(layouts.supplies.faces), strings, layouts.supplies.unfinished))


@lru_cache(maxsize=256)
def _of(told: str | tuple[str, ...]) -> str:
    """The digest of what is the same for nearly all documents."""
    return digest.of(told)


@lru_cache(maxsize=256)
def _layout_digest(layout: Layout) -> str:
    alone = Supplies(stationery=layout.supplies.stationery)
    printed = layout.print_edition
    bare = replace(printed, supplies=alone, profiles={}, clinics={}, publishers={}) if printed else None
    return digest.of(replace(layout, supplies=alone, profiles={}, clinics={}, publishers={}, print_edition=bare))


@lru_cache(maxsize=256)
def _fonts_digest(faces: tuple[Face, ...]) -> str:
    return digest.of(tuple((face.family, face.weight, face.data) for face in faces))


@lru_cache(maxsize=256)
def _strings_digest(strings: Strings) -> str:
    return digest.of(strings)


@lru_cache(maxsize=256)
def _clinic_digest(clinic: Clinic) -> str:
    return digest.of(clinic)
