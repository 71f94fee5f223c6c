"""Where something is said that stands at the cursor, what a file holds, and where a thing is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.lsp.outline import Entry, Outline, form_at
from press.lsp.workspace import Workspace
from press.model import Card
from press.prose import forms
from press.shape import Entries, Items, Scalar

_LINK = re.compile(r"(!?)\[([^\]\n]*)\]\((term:|topic:|figure:|passage:|#)([^)\s]*)\)")
_UNDER = {"glossary": "term", "contacts": "contact", "figures": "figure", "passages": "passage"}
"""What the names are that an author makes up under a key."""
_HEADING = re.compile(r"[ ]*(#{3,4})[ ]+(.+)")


@dataclass(frozen=True, slots=True)
class Thing:
    """What something at the cursor names: a term, contact, topic, figure, passage … (``kind``), by name."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """A row and a column (both from 0) of a file."""

    file: Path
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Symbol:
    """A part of a file, with those within it; ``row`` to ``end`` are its rows."""

    name: str
    kind: str
    row: int
    end: int
    inside: tuple[Symbol, ...] = ()


def thing(workspace: Workspace, file: Path, outline: Outline, row: int, column: int) -> Thing | None:
    """What the word at a place names."""
    line = outline.lines[row]
    for match in _LINK.finditer(line):
        if match.start() <= column <= match.end():
            name = match[4] or match[2]
            kind = match[3].rstrip(":").replace("#", "section")
            return Thing(kind, forms.term_id(name) if kind == "term" else name)
    whole = workspace.form(file)
    entry = outline.key_at(row, column)
    if entry and len(entry.path) > 1 and isinstance(form_at(whole, entry.path[:-1]), Entries):
        kind = {"glossary": "term", "contacts": "contact", "figures": "figure", "passages": "passage"}.get(
            entry.path[-2], ""
        )
        return Thing(kind, forms.term_id(entry.name) if kind == "term" else entry.name) if kind else None
    word = _word(line, column)
    cursor = outline.at(row, min(column, len(line)))
    form = form_at(whole, cursor.path)
    form = form.of if isinstance(form, Items) else form
    return Thing(form.names, word) if isinstance(form, Scalar) and form.names and word else None


def _word(line: str, column: int) -> str:
    """The word of letters, digits, dots and hyphens that a column is in."""
    return next((found[0] for found in re.finditer(r"[\w.-]+", line) if found.start() <= column <= found.end()), "")


def definition(workspace: Workspace, file: Path, what: Thing) -> Found | None:
    """Where a thing is said: in the file itself, or in the library's own file, or in another topic."""
    match what.kind:
        case "term":
            return _named(workspace, (file, workspace.shared), "glossary", what.name, by_id=True)
        case "contact":
            return _named(workspace, (workspace.shared,), "contacts", what.name)
        case "passage":
            return _named(workspace, (workspace.shared,), "passages", what.name)
        case "figure":
            return _named(workspace, (file,), "figures", what.name)
        case "topic":
            newest = workspace.newest(what.name)
            return Found(newest) if newest else None
        case "picture":
            return Found(file.parent / what.name) if (file.parent / what.name).is_file() else None
        case "section":
            return _section(workspace, file, what.name) or _named(workspace, (file,), "figures", what.name)
        case _:
            return None


def _named(
    workspace: Workspace, files: tuple[Path, ...], under: str, name: str, *, by_id: bool = False
) -> Found | None:
    for file in files:
        for entry in workspace.outline(file).inside(under):
            if (forms.term_id(entry.name) if by_id else entry.name) == name:
                return Found(file, entry.row, entry.column)
    return None


def _section(workspace: Workspace, file: Path, name: str) -> Found | None:
    outline = workspace.outline(file)
    for section in outline.inside("sections"):
        own, heading = outline.find(*section.path, "id"), outline.find(*section.path, "heading")
        words = heading.value.strip("\"'") if heading else ""
        if (own.value.strip("\"'") if own else forms.slug(words)) == name:
            return Found(file, section.row, section.column)
        for row, _, words in _headings(outline, section):
            if forms.slug(words) == name:
                return Found(file, row)
    return None


def users(workspace: Workspace, what: Thing) -> list[Card]:
    """The editions that use a thing, as far as they have been read."""
    kinds = {"topic": ("topic", "address")}.get(what.kind, (what.kind,))
    found = {
        (card.topic, card.name, card.language): card for kind in kinds for card in workspace.live.lends(kind, what.name)
    }
    return list(found.values())


def symbols(outline: Outline) -> tuple[Symbol, ...]:
    """What a file holds: its keys, and of an edition its sections by their headings, with the headings in them."""
    return tuple(_symbol(outline, entry) for entry in outline.entries if len(entry.path) == 1)


def _symbol(outline: Outline, entry: Entry) -> Symbol:
    heading = outline.find(*entry.path, "heading")
    if heading and entry.name.isdecimal():
        inner = tuple(Symbol(words, "heading", row, row) for row, _, words in _headings(outline, entry))
        return Symbol(heading.value.strip("\"'") or "…", "section", entry.row, entry.end, inner)
    deeper = tuple(_symbol(outline, each) for each in outline.inside(*entry.path))
    name = entry.value.strip("\"'") or "…" if entry.name.isdecimal() else entry.name
    return Symbol(name, "list" if deeper else "value", entry.row, entry.end, deeper)


def _headings(outline: Outline, section: Entry) -> Iterator[tuple[int, int, str]]:
    """The headings in a section's text: row, level and words."""
    body = outline.find(*section.path, "body")
    for row in range(body.row + 1, body.end + 1) if body else ():
        if match := _HEADING.fullmatch(outline.lines[row].rstrip()):
            yield row, len(match[1]), match[2]
