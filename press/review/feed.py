"""The feed of editions (Atom, RFC 4287): what is new, what has been replaced, what was withdrawn, for websites and for
readers of feeds."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from press.model import Card, PartialDate, Standing

_ATOM = "http://www.w3.org/2005/Atom"
_BEFORE = {
    Standing.SUPERSEDED: ("Replaced: ", "A newer edition has replaced this one. Do not hand it out."),
    Standing.WITHDRAWN: ("Withdrawn: ", "This leaflet has been withdrawn. Do not hand it out."),
}
"""What stands before the title, and before the summary, of an edition that is no longer handed out."""


@dataclass(frozen=True, slots=True)
class File:
    """A document: its path beside the feed, its media type, its size in bytes."""

    path: str
    media_type: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition with its documents."""

    card: Card
    code: str
    files: tuple[File, ...]


def atom(entries: Iterable[Entry], publisher: str) -> bytes:
    """The feed of all editions but drafts, the latest review first. Nothing to hand out of those that are not current:
    their documents are not named."""
    told = sorted(
        (entry for entry in entries if entry.card.standing is not Standing.DRAFT),
        key=lambda entry: (entry.card.last, entry.card.topic, entry.card.language),
        reverse=True,
    )
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]  # the stubs know no default namespace
    _add(feed, "id", _urn(publisher))
    _add(feed, "title", f"Leaflets of {publisher}")
    _add(feed, "updated", _moment([entry.card.last for entry in told]))
    _add(_add(feed, "author"), "name", publisher)
    _add(feed, "link", rel="self", type="application/atom+xml", href="feed.xml")
    for entry in told:
        _entry(_add(feed, "entry"), entry, publisher)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _entry(element: etree._Element, entry: Entry, publisher: str) -> None:
    card = entry.card
    title, summary = _BEFORE.get(card.standing, ("", ""))
    element.set("{http://www.w3.org/XML/1998/namespace}lang", card.language)
    _add(element, "id", _urn(publisher, card.topic, card.name, card.language))
    _add(element, "title", title + card.title)
    _add(element, "updated", _moment([card.last]))
    _add(element, "category", term=card.standing.value, scheme="urn:leaflet-press:standing")
    for keyword in card.keywords:
        _add(element, "category", term=keyword)
    if card.online:
        _add(element, "link", rel="alternate", href=card.online, hreflang=card.language)
    for file in entry.files if card.standing is Standing.CURRENT else ():
        _add(element, "link", rel="enclosure", href=file.path, type=file.media_type, length=str(file.bytes))
    said = [summary, card.summary, *card.changes, f"Edition {card.name}, code {entry.code}."]
    _add(element, "content", "\n\n".join(filter(None, said)), type="text")


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text or None
    return element


def _moment(dates: Sequence[PartialDate]) -> str:
    """The latest date as RFC 3339 has it: the first day of what is known only to the month or the year."""
    latest = max(dates, default=PartialDate(1970))
    return f"{latest.year:04}-{latest.month or 1:02}-{latest.day or 1:02}T00:00:00Z"


def _urn(*names: str) -> str:
    """An id that stays the same from build to build (RFC 4122, 4.3)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("leaflet-press", *names))).urn
