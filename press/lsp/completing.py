"""What may be written at the cursor: keys, words of a choice, names of what the library has, and the signs of prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press import rulebook
from press.lsp.outline import Cursor, Outline, form_at
from press.lsp.workspace import Workspace
from press.model import BoxKind, GlossaryEntry, plain
from press.prose import forms
from press.reader.files import SUFFIXES
from press.shape import Choice, Entries, Form, Items, Kind, Scalar, Shape

_ADDRESS = re.compile(r"\]\(([a-z]+:|#)?([^)\s]*)$")
"""The address of a link that is being written: its beginning, and what stands behind that."""
_BOX = re.compile(r"^:::[ ]*(\w*)$")
_BEGINNINGS = {
    "term:": "A word of the glossary, which is explained at the end of the leaflet.",
    "topic:": "Another topic.",
    "#": "A section or a figure of this leaflet.",
    "https://": "A page on the web.",
    "tel:": "A phone number.",
    "mailto:": "An e-mail address.",
    "lang:": "Words in another language.",
}
_PLACED = {
    "figure:": "A figure, by its name under `figures`.",
    "passage:": "A passage that stands once in library.yaml.",
}
_BOXES = {
    BoxKind.NOTE: "Something good to know.",
    BoxKind.IMPORTANT: "Something that matters.",
    BoxKind.URGENT: "What to do at once.",
    BoxKind.QUOTE: "What somebody said; `-- who` stands in its last line.",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may stand at the cursor: as it is listed, what is written in place of ``typed``, and what it is for."""

    label: str
    text: str
    about: str = ""
    key: bool = False


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that may stand between two columns of the cursor's row."""

    column: int
    found: tuple[Proposal, ...]


def complete(workspace: Workspace, file: Path, row: int, column: int) -> Proposals:
    """What may be written at a place in a file."""
    outline = workspace.outline(file)
    if row >= len(outline.lines):
        return Proposals(column, ())
    cursor = outline.at(row, column)
    whole = workspace.form(file)
    form = form_at(whole, cursor.path)
    told = _Told(workspace, file, outline, cursor)
    if isinstance(form, Scalar) and form.kind in (Kind.PROSE, Kind.LINE) and (found := told.of_prose()):
        return found
    if cursor.key or isinstance(form, Shape | Entries):
        return Proposals(cursor.column, tuple(told.keys(form)))
    return Proposals(cursor.column, tuple(told.values(form)))


@dataclass(frozen=True, slots=True)
class _Told:
    workspace: Workspace
    file: Path
    outline: Outline
    cursor: Cursor

    def keys(self, form: Form | None) -> Iterator[Proposal]:
        """The keys that a mapping may still have, or a first item of a list."""
        match form:
            case Shape(keys):
                for name, key in keys.items():
                    if name not in self.cursor.siblings:
                        needed = "Needed. " if key.required else ""
                        yield Proposal(name, _opened(name, key.form, self.cursor), needed + key.about, key=True)
            case Entries(names, of, example) if names.names or example == "rule":
                for each in self.names("rule" if example == "rule" else names.names):
                    yield Proposal(each.label, _opened(each.label, of, self.cursor), each.about, key=True)
            case Items(of):
                for each in self.values(of):
                    yield Proposal(each.label, f"- {each.text}", each.about)

    def values(self, form: Form | None) -> Iterator[Proposal]:
        match form:
            case Choice(words, about):
                yield from (Proposal(word, word, about.get(word, "")) for word in words)
            case Scalar(Kind.FLAG):
                yield from (Proposal(word, word) for word in ("true", "false"))
            case Scalar(Kind.LANGUAGE):
                yield from self.names("language")
            case Scalar(_, names) if names:
                yield from self.names(names)
            case Items(of):
                for each in self.values(of):
                    yield Proposal(each.label, f"[{each.text}]" if not self.cursor.typed else each.text, each.about)

    def names(self, kind: str) -> Iterator[Proposal]:
        """What the library has of a kind."""
        workspace = self.workspace
        match kind:
            case "contact":
                for name, contact in (workspace.live.common.contacts if workspace.live.common else {}).items():
                    yield Proposal(name, name, _line(contact.name, contact.phone, contact.hours) if contact else "")
            case "topic":
                topics, language = workspace.live.topics, self.language
                own = workspace.topic(self.file)
                yield from (
                    Proposal(name, name, topics.title(name, language)) for name in topics.by_name if name != own
                )
            case "picture":
                found = sorted(path.name for path in self.file.parent.glob("*") if path.suffix in SUFFIXES)
                yield from (Proposal(name, name) for name in found)
            case "language":
                strings = workspace.layouts.supplies.strings
                translated = workspace.live.common.translations if workspace.live.common else {}
                yield from (Proposal(tag, tag) for tag in sorted({*strings, *translated}))
            case "family":
                families = {face.family for face in workspace.layouts.supplies.faces}
                yield from (Proposal(family, family) for family in sorted(families))
            case "rule":
                yield from (Proposal(rule.id, rule.id, rule.finds) for rule in rulebook.rules())

    @property
    def language(self) -> str:
        found = self.outline.find("language")
        tag = re.search(r"\d{4}[^.]*\.([A-Za-z-]+)$", self.file.stem)
        common = self.workspace.live.common
        return found.value.strip("\"'") if found else tag[1] if tag else common.language if common else ""

    def of_prose(self) -> Proposals | None:
        """What may stand in a link, or behind the colons of a box."""
        typed = self.cursor.typed
        end = self.cursor.column + len(typed)
        if self.cursor.prose and (box := _BOX.match(typed)):
            words = (Proposal(kind.value, kind.value, about) for kind, about in _BOXES.items())
            return Proposals(end - len(box[1]), tuple(words))
        link = _ADDRESS.search(typed)
        if not link:
            return None
        picture = typed[: link.start()].rpartition("[")[0].endswith("!")
        if not link[1]:
            beginnings = _PLACED if picture else _BEGINNINGS
            return Proposals(end - len(link[2]), tuple(Proposal(each, each, of) for each, of in beginnings.items()))
        return Proposals(end - len(link[2]), tuple(self._addresses(link[1])))

    def _addresses(self, beginning: str) -> Iterator[Proposal]:
        match beginning:
            case "term:":
                yield from (Proposal(name, name, _meaning(entry)) for name, entry in self.terms().items())
            case "topic:":
                yield from self.names("topic")
            case "passage:":
                common = self.workspace.live.common
                yield from (Proposal(name, name) for name in (common.passages if common else ()))
            case "figure:":
                for entry in self.outline.inside("figures"):
                    alt = self.outline.find(*entry.path, "alt")
                    yield Proposal(entry.name, entry.name, alt.value if alt else "")
            case "#":
                for section in self.outline.inside("sections"):
                    heading = self.outline.find(*section.path, "heading")
                    own = self.outline.find(*section.path, "id")
                    words = heading.value.strip("\"'") if heading else ""
                    name = own.value.strip("\"'") if own else forms.slug(words)
                    yield from [Proposal(name, name, words)] if name else []
            case "lang:":
                yield from self.names("language")

    def terms(self) -> dict[str, str]:
        """The terms that a leaflet may use, each with its meaning; its own win."""
        common = self.workspace.live.common
        shared = common.spoken(self.language).glossary if common else {}
        own = {forms.term_id(entry.name): entry.value for entry in self.outline.inside("glossary")}
        return {name: _of(entry) for name, entry in shared.items()} | own


def _of(entry: GlossaryEntry | None) -> str:
    return plain(entry.meaning) if entry else ""


def _meaning(said: str) -> str:
    return said.strip("\"'")


def _line(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _opened(name: str, form: Form, cursor: Cursor) -> str:
    """A key with what its value begins with."""
    match form:
        case Shape() | Entries() if cursor.prose is False:
            return f"{name}:\n  "
        case Items():
            return f"{name}:\n  - "
        case Scalar(Kind.PROSE):
            return f"{name}: |\n  "
        case _:
            return f"{name}: "
