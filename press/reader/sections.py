"""The sections of an edition: first their ids, then, once all ids are known, what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press import prose
from press.model import Figure, Section, Text
from press.prose import Draft, References, forms
from press.reader import shapes
from press.reader.record import Record
from press.reader.shared import check_id
from press.source import Value

MOST_PIECES = 1500
"""Some sixty pages; a book would take longer, and more memory, than a document may."""


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section taken apart. ``ids`` maps the row of each heading in its text to an id."""

    id: str
    heading: str
    draft: Draft
    ids: Mapping[int, str]

    def section(self, references: References, figures: Mapping[str, Figure | None]) -> Section:
        blocks, sections = self.draft.body(references, self.ids, figures)
        return Section(self.id, (Text(self.heading),), blocks, sections)


def take_apart(record: Record) -> tuple[SectionText, ...]:
    """The sections under ``sections``."""
    found = []
    lines: dict[str, int] = {}
    for value in record.items("sections"):
        of = Record.of(value, record.printable, shapes.SECTION)
        heading = of.line("heading")
        name = _id(of, heading)
        if name:
            _check_unique(name, of.found.get("id", value), lines)
        if "body" in of:
            found.append((name, heading, prose.draft(of["body"], record.printable)))
    if "sections" in record and not record.items("sections"):
        record["sections"].fault("empty", "There is no section.", "Write at least one, with `heading:` and `body:`.")
    _check_length(record, sum(draft.pieces() for *_, draft in found))
    taken = dict.fromkeys(lines, 1)
    return tuple(SectionText(name, heading, draft, _ids(draft, taken)) for name, heading, draft in found)


def _check_length(record: Record, pieces: int) -> None:
    if pieces > MOST_PIECES:
        message = f"The leaflet has {pieces} headings, paragraphs, list items and table cells, more than {MOST_PIECES}."
        record["sections"].fault("length", message, "Divide it into several topics.")


def _id(of: Record, heading: str) -> str:
    """The section's own id, or one made from its heading."""
    if "id" in of:
        check_id(of["id"])
        return of["id"].scalar or ""
    return forms.slug(heading) or "section" if heading else ""


def _check_unique(name: str, value: Value, lines: dict[str, int]) -> None:
    if name in lines:
        message = f"The id `{name}` is that of the section on line {lines[name]} too."
        value.fault("duplicate-id", message, "Give one of the two an `id:` of its own.", words=name)
    lines.setdefault(name, value.line)


def _ids(draft: Draft, taken: dict[str, int]) -> dict[int, str]:
    """An id for each heading within a section. ``taken`` counts the uses of each id: one that is
    taken gets the next number."""
    found = {}
    for row, words in draft.headings.items():
        stem = name = forms.slug(words) or "section"
        while name in taken:
            taken[stem] += 1
            name = f"{stem}-{taken[stem]}"
        taken[name] = 1
        found[row] = name
    return found
