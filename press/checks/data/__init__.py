"""Reads a leaflet as data again: its shape, its words, what its references name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from press import interchange as shapes
from press.checks.data import walk
from press.manuscript import Manuscript
from press.model import figures
from press.pictures import people
from press.problems import Place, Problem, Rule
from press.speech import Speech

_HINT = "Please report it, with this leaflet's file."
_ALL = (
    Rule("data-shape", "leaflet.schema.json", "It is not a leaflet as the schema has it.", _HINT),
    Rule("data-words", "DAPB1605 (2025)", "The words are not those of the leaflet.", _HINT),
    Rule("data-facts", "leaflet.schema.json", "A fact about the leaflet is not the leaflet's.", _HINT),
    Rule(
        "data-reference",
        "leaflet.schema.json",
        "A reference names a place that is not there, or is there twice.",
        _HINT,
    ),
    Rule("data-people", "the content format", "A drawing shows other numbers of people than the leaflet says.", _HINT),
    Rule("data-picture", "leaflet.schema.json", "A picture that is not decorative has no file or no words.", _HINT),
)
RULES = {rule.id: rule for rule in _ALL}


def check(data: bytes, manuscript: Manuscript) -> tuple[Problem, ...]:
    """Every problem of a leaflet as data, beside the manuscript that it was written from."""
    place = f"{manuscript.topic}/{manuscript.edition} (data)"
    return tuple(
        Problem(rule, Place(place, words=words[:120]), RULES[rule].finds, _HINT, source=RULES[rule].source)
        for rule, words in _faults(data, manuscript)
    )


def speech(data: bytes) -> Speech:
    """What is read of a leaflet as data. Raises ValueError where it is none."""
    try:
        leaflet = msgspec.json.decode(data, type=shapes.Leaflet)
    except msgspec.MsgspecError as error:
        raise ValueError(f"it is not a leaflet as data: {error}") from None
    return walk.speech(leaflet)


def _faults(data: bytes, manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    try:
        leaflet = msgspec.json.decode(data, type=shapes.Leaflet)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        yield "data-shape", str(error)
        return
    said, wanted = " ".join(walk.texts(leaflet)).split(), " ".join(manuscript.texts()).split()
    if said != wanted:
        at = next(
            (n for n, (a, b) in enumerate(zip(said, wanted, strict=False)) if a != b), min(len(said), len(wanted))
        )
        yield "data-words", f"{' '.join(said[at : at + 6])} (leaflet: {' '.join(wanted[at : at + 6])})"
    for name, value in _facts(manuscript).items():
        if getattr(leaflet, name) != value:
            yield "data-facts", f"{name}: {getattr(leaflet, name)}"
    if leaflet.schema_org.get("name") != walk.plain(leaflet.title):
        yield "data-facts", f"schema_org: {leaflet.schema_org.get('name')}"
    places = list(walk.places(leaflet))
    for target in walk.targets(leaflet):
        if places.count(target) != 1:
            yield "data-reference", target
    drawn = ((figure.alt, figure.data) for figure in walk.figures(leaflet))
    for alt in people.miscounted(drawn, figures(manuscript.sections)):
        yield "data-people", alt
    for figure in walk.figures(leaflet):
        if not figure.data or (figure.caption and not figure.alt):
            yield "data-picture", figure.id


def _facts(manuscript: Manuscript) -> dict[str, Any]:
    """What the data have to say beside the words."""
    return {
        "version": shapes.VERSION,
        "topic": manuscript.topic,
        "edition": manuscript.edition,
        "code": manuscript.code,
        "language": manuscript.language,
        "notice": manuscript.notice,
        "last_reviewed": str(manuscript.last_reviewed),
        "next_review": str(manuscript.next_review),
        "online": manuscript.online,
    }
