"""The leaflet as data: what its JSON holds. The schema that is published is made from these shapes.

Words, blocks and sections are those of `press.model`; each says by its ``type`` what it is. Texts are in reading order,
and every word that a document prints is among them once, but for "contents" and page numbers.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

VERSION = 1
"""Goes up where what reads the data has to change."""


class _Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


# Words


class Text(_Shape, frozen=True, tag="text"):
    text: str


class Strong(_Shape, frozen=True, tag="strong"):
    words: Words


class Emphasis(_Shape, frozen=True, tag="emphasis"):
    words: Words


class Link(_Shape, frozen=True, tag="link"):
    """``address`` starts with https:, mailto: or tel:."""

    words: Words
    address: str


class Reference(_Shape, frozen=True, tag="reference"):
    """A link to a place in this leaflet: the ``id`` of a section, a figure or an entry."""

    words: Words
    target: str


class Topic(_Shape, frozen=True, tag="topic"):
    """Words that name another leaflet; ``online`` is its address, or empty."""

    words: Words
    topic: str
    online: str


class Term(_Shape, frozen=True, tag="term"):
    """Words that the glossary explains; ``entry`` is the ``id`` of what it says."""

    words: Words
    entry: str


class Foreign(_Shape, frozen=True, tag="foreign"):
    """Words in another language, a BCP 47 tag."""

    words: Words
    language: str


class Abbreviation(_Shape, frozen=True, tag="abbreviation"):
    text: str
    expansion: str


Inline: TypeAlias = Text | Strong | Emphasis | Link | Reference | Topic | Term | Foreign | Abbreviation
Words: TypeAlias = tuple[Inline, ...]


# Blocks


class Paragraph(_Shape, frozen=True, tag="paragraph"):
    words: Words


class List(_Shape, frozen=True, tag="list"):
    """Each item is what stands in it. A numbered list begins at ``start``."""

    items: tuple[Blocks, ...]
    numbered: bool
    start: int


class Entry(_Shape, frozen=True):
    id: str
    name: Words
    blocks: Blocks


class Description(_Shape, frozen=True, tag="description"):
    """Names, and what is said of each."""

    entries: tuple[Entry, ...]


class Table(_Shape, frozen=True, tag="table"):
    """``head`` names the columns, the first cell of each row names the row."""

    caption: Words
    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


class Share(_Shape, frozen=True):
    """So many of a group of people: ``count`` of ``of``."""

    count: int
    of: int


class Figure(_Shape, frozen=True, tag="figure"):
    """A picture. ``alt`` is empty where it is decorative; ``described`` is the ``id`` of the section that says at
    length what it shows, or empty, and ``link`` the words that lead there. ``data`` is the file, in base64.
    ``share`` is what a drawing of people shows, and null for other pictures."""

    id: str
    alt: str
    caption: Words
    credit: Words
    link: str
    described: str
    media_type: str
    width: float
    height: float
    data: bytes
    share: Share | None = None


class Box(_Shape, frozen=True, tag="box"):
    """``kind`` is note, important, urgent, quote, risk or side-effect; only a quote has an ``attribution``."""

    kind: str
    heading: Words
    blocks: Blocks
    attribution: Words


Block: TypeAlias = Paragraph | List | Description | Table | Figure | Box
Blocks: TypeAlias = tuple[Block, ...]


class Section(_Shape, frozen=True):
    id: str
    heading: Words
    blocks: Blocks
    sections: tuple[Section, ...]


class Part(_Shape, frozen=True):
    """A section of the first level. ``kind`` is body, pictures, support, glossary, related, references, formats or
    about."""

    kind: str
    section: Section


class Clinic(_Shape, frozen=True):
    """Whose leaflet it is; its address, phone and hours stand in the part ``support``."""

    id: str
    name: str
    logo_alt: str


class Leaflet(_Shape, frozen=True):
    """``notice`` says why the leaflet is not to be relied on, and is empty where it is; show it before all else.
    ``code`` tells this text from all others. Dates are as exact as they are known (2026, 2026-11, 2026-11-30).
    ``schema_org`` is the same for search engines (JSON-LD)."""

    version: int
    topic: str
    edition: str
    code: str
    language: str
    direction: str
    publisher: str
    title: Words
    subtitle: Words
    summary: Words
    notice: str
    keywords: tuple[str, ...]
    last_reviewed: str
    next_review: str
    online: str
    clinic: Clinic | None
    parts: tuple[Part, ...]
    schema_org: dict[str, Any]
    publisher_logo_alt: str = ""
    """What the publisher's logo says; empty where it has none."""


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a leaflet as data."""
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A leaflet as data"}
    return {**found, **msgspec.json.schema(Leaflet)}
