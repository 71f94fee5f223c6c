"""What something means that stands at the cursor, and where it is used: what an editor shows when the mouse rests."""

from __future__ import annotations

from pathlib import Path

from press.lsp.finding import Thing, thing, users
from press.lsp.outline import Outline, form_at
from press.lsp.workspace import Workspace
from press.model import Contact, plain
from press.prose import forms
from press.shape import Choice, Key, Shape

_NAMED = 8
"""How many of those that use a thing are named."""


def tell(workspace: Workspace, file: Path, row: int, column: int) -> str:
    """What is known of what stands at a place, in Markdown; empty where nothing is."""
    outline = workspace.outline(file)
    if row >= len(outline.lines):
        return ""
    what = thing(workspace, file, outline, row, column)
    said = _of_thing(workspace, file, outline, what) if what else ""
    return said or _of_key(workspace, file, outline, row, column)


def _of_key(workspace: Workspace, file: Path, outline: Outline, row: int, column: int) -> str:
    entry = outline.key_at(row, column)
    if entry:
        holder, name = form_at(workspace.form(file), entry.path[:-1]), entry.name
    else:
        cursor = outline.at(row, column)
        holder, name = form_at(workspace.form(file), cursor.path[:-1]), cursor.path[-1] if cursor.path else ""
    key = holder.keys.get(name) if isinstance(holder, Shape) else None
    return _about(name, key) if key else ""


def _about(name: str, key: Key) -> str:
    needed = " (needed)" if key.required else ""
    words = f"\n\nOne of: {', '.join(key.form.words)}." if isinstance(key.form, Choice) else ""
    return f"**{name}**{needed}: {key.about}{words}"


def _of_thing(workspace: Workspace, file: Path, outline: Outline, what: Thing) -> str:
    common = workspace.live.common
    match what.kind:
        case "term":
            of_file = outline.inside("glossary") if file != workspace.shared else ()
            own = [entry for entry in of_file if forms.term_id(entry.name) == what.name]
            entry = common.glossary.get(what.name) if common else None
            said = own[0].value.strip("\"'") if own else plain(entry.meaning) if entry else ""
            where, used = ("here", "") if own else ("in library.yaml", _used(workspace, what))
            return f"**{what.name}**, explained {where}: {said}{used}" if said else ""
        case "contact":
            contact = common.contacts.get(what.name) if common else None
            return f"{_contact(contact)}{_used(workspace, what)}" if contact else ""
        case "topic":
            language = common.language if common else ""
            known = what.name in workspace.live.topics.by_name
            title = workspace.live.topics.title(what.name, language) if known else ""
            return f"**{what.name}**: {title}{_used(workspace, what)}" if title else ""
        case "passage":
            kept = common is not None and what.name in common.passages
            return f"**{what.name}**, kept in library.yaml{_used(workspace, what)}" if kept else ""
        case "figure":
            alt = outline.find("figures", what.name, "alt")
            return f"**{what.name}**: {alt.value}" if alt else ""
        case _:
            return ""


def _contact(contact: Contact) -> str:
    parts = (contact.phone, contact.hours, contact.email, contact.url, plain(contact.description))
    checked = f"\n\nTried on {contact.checked}." if contact.checked else ""
    lines = "  \n".join(filter(None, parts))
    return f"**{contact.name}**\n\n{lines}{checked}"


def _used(workspace: Workspace, what: Thing) -> str:
    found = users(workspace, what)
    if not found:
        return "\n\nNo edition uses it."
    names = [f"{card.topic} {card.name} ({card.language})" for card in found[:_NAMED]]
    more = f" and {len(found) - _NAMED} more" if found[_NAMED:] else ""
    return f"\n\nUsed by {len(found)}: {', '.join(names)}{more}."
