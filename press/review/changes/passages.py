"""An edition laid out flat: its sections, their paragraphs, and the sentences in those."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from press.content.readability import split
from press.layout import Strings
from press.manuscript import NO_BREAK_SPACE, Kind, back_matter, credit_line
from press.manuscript.fitting import as_list
from press.model import (
    Blocks,
    Box,
    BoxKind,
    Description,
    Edition,
    Figure,
    Leaflet,
    List,
    Paragraph,
    Section,
    Table,
    Words,
    plain,
)

_WARNING_HEADING = re.compile(r"side effect|risk|warning|complication|urgent|emergency|danger|allerg", re.IGNORECASE)
_WARNING = re.compile(
    r"side effects?\b|\brisk|\bdo not\b|\bmust not\b|\bnever\b|\bavoid\b|straight away|immediately|\burgent|"
    r"\bemergency|\ballergic|\bdanger|\bcannot be cured\b|let your .* know|\bwarn|\bpainful\b|"
    r"\bmay not be (?:right|suitable|safe)\b|\bnot safe\b",
    re.IGNORECASE,
)
_WARNING_BOXES = frozenset({BoxKind.IMPORTANT, BoxKind.URGENT})


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading with what stands under it, up to the next heading. ``path`` are the headings above
    it, its own the last; it is empty for the front of the leaflet."""

    id: str
    path: tuple[str, ...]

    @property
    def heading(self) -> str:
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: the number of its unit, the name of its Word style, its text.

    ``warns`` says that it stands in a warning, or among side effects; ``evidence`` that it is a
    reference or a credit, whose numbers are those of journals.
    """

    unit: int
    style: str
    text: str
    warns: bool = False
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage; ``warns`` also where its own words do."""

    unit: int
    text: str
    warns: bool
    evidence: bool
    heads: bool


@dataclass(frozen=True, slots=True)
class Flat:
    """An edition as a sequence. ``language`` is a BCP 47 tag."""

    language: str
    units: tuple[Unit, ...]
    passages: tuple[Passage, ...]

    def sentences(self) -> Iterator[Sentence]:
        for passage in self.passages:
            heads = passage.style.startswith("Heading")
            for text in split(passage.text, self.language):
                warns = passage.warns or bool(_WARNING.search(text))
                yield Sentence(passage.unit, text, warns, passage.evidence, heads)


def flatten(edition: Edition, strings: Strings) -> Flat:
    """The words of an edition in reading order; without the part on who published it and when."""
    builder = _Builder(strings)
    builder.unit(Unit("", ()))
    builder.add("Title", edition.title)
    builder.add("Subtitle", edition.subtitle)
    builder.words("Summary", edition.summary)
    for section in edition.sections:
        builder.section(section, (), 1)
    for kind, section in back_matter(Leaflet(edition), strings):
        if kind is not Kind.ABOUT:
            builder.section(section, (), 1, evidence=kind is Kind.REFERENCES)
    return Flat(edition.language, tuple(builder.units), tuple(builder.passages))


class _Builder:
    def __init__(self, strings: Strings) -> None:
        self.strings = strings
        self.units: list[Unit] = []
        self.passages: list[Passage] = []
        self.warns = False
        self.evidence = False

    def unit(self, unit: Unit) -> None:
        self.units.append(unit)

    def add(self, style: str, text: str, *, evidence: bool = False) -> None:
        text = text.replace(NO_BREAK_SPACE, " ").strip()
        if text:
            number = len(self.units) - 1
            self.passages.append(Passage(number, style, text, self.warns, self.evidence or evidence))

    def words(self, style: str, words: Words, *, evidence: bool = False) -> None:
        self.add(style, plain(words), evidence=evidence)

    def section(self, section: Section, above: tuple[str, ...], level: int, *, evidence: bool = False) -> None:
        path = (*above, plain(section.heading))
        self.unit(Unit(section.id, path))
        self.evidence = evidence
        self.warns = any(map(_WARNING_HEADING.search, path))
        self.words(f"Heading{min(level, 4)}", section.heading)
        self.blocks(section.blocks, "Normal")
        for inner in section.sections:
            self.section(inner, path, level + 1, evidence=evidence)
        self.warns = False

    def blocks(self, blocks: Blocks, style: str) -> None:
        for block in blocks:
            match block:
                case Paragraph(words):
                    self.words(style, words)
                case List():
                    for item in block.items:
                        self.blocks(item.blocks, "ListNumber" if block.numbered else "ListBullet")
                case Description(entries):
                    for entry in entries:
                        self.words("DefinitionTerm", entry.name)
                        self.blocks(entry.blocks, "Definition")
                case Table():
                    self.blocks(as_list(block), style)
                case Figure():
                    self.figure(block)
                case Box():
                    self.box(block)
                case _:
                    assert_never(block)

    def figure(self, figure: Figure) -> None:
        self.add("Picture", figure.alt)
        self.words("Caption", figure.caption)
        self.words("PictureCredit", credit_line(figure, self.strings), evidence=True)

    def box(self, box: Box) -> None:
        warned = self.warns
        self.warns = warned or box.kind in _WARNING_BOXES
        style = f"Box{box.kind.value.title()}"
        self.words("BoxHeading3", box.heading)
        self.blocks(box.blocks, style)
        self.words(style, box.attribution)
        self.warns = warned
