"""An edition laid out flat: its sections, their passages, and the lines in those.

Everything that an edition says is a passage, and everything that it does without saying it is a silent one: where a
link leads, which words are strong, what kind of list it is, which picture. So two editions that differ in anything
differ in a passage. Only its name, and what people answered and signed, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import assert_never

from press.content.readability import split
from press.content.warnings import WARNING, WARNING_HEADING
from press.layout import Strings
from press.manuscript import NO_BREAK_SPACE, Kind, back_matter, credit_line
from press.manuscript.fitting import as_list
from press.model import (
    Abbreviation,
    Block,
    Blocks,
    Box,
    BoxKind,
    CrossReference,
    Description,
    Edition,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    Leaflet,
    Link,
    List,
    Paragraph,
    Section,
    Strong,
    Table,
    Term,
    Text,
    TopicReference,
    Words,
    plain,
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

    ``within`` says which lists, boxes and tables it stands in; ``of`` whose it is (the row of a cell, the term of a
    meaning, the picture of a caption), and ``slot`` what it is of that (the column). ``warns`` says that it stands in
    a warning, or among side effects; ``evidence`` that it is a reference or a credit, whose numbers are those of
    journals; ``silent`` that its words are not printed as they stand here; ``about`` that it is a fact about the
    edition.
    """

    unit: int
    style: str
    text: str
    within: str = ""
    of: str = ""
    slot: str = ""
    warns: bool = False
    evidence: bool = False
    silent: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a passage, or a silent passage as it is; ``warns`` also where its own words do.

    ``at`` and ``of`` are its number in the passage, and how many there are; ``number`` is that of the passage.
    """

    text: str
    passage: Passage
    number: int
    at: int
    of: int
    warns: bool

    @property
    def unit(self) -> int:
        return self.passage.unit

    @property
    def heads(self) -> bool:
        return self.passage.style.startswith("Heading") and not self.passage.silent

    @property
    def key(self) -> tuple[str | bool, ...]:
        """What makes two lines of one unit the same, wherever they stand in it."""
        found = self.passage
        return self.text, found.style, found.within, found.of, found.slot, found.silent


@dataclass(frozen=True, slots=True)
class Flat:
    """An edition as a sequence. ``language`` is a BCP 47 tag; ``negations`` are the words that say no in it."""

    language: str
    units: tuple[Unit, ...]
    passages: tuple[Passage, ...]
    negations: tuple[str, ...]

    def lines(self) -> Iterator[Line]:
        for number, passage in enumerate(self.passages):
            texts = [passage.text] if passage.silent else split(passage.text, self.language)
            for at, text in enumerate(texts):
                warns = not passage.silent and (passage.warns or bool(WARNING.search(text)))
                yield Line(text, passage, number, at, len(texts), warns)


def flatten(edition: Edition, strings: Strings) -> Flat:
    """An edition in reading order, with the facts about it first."""
    builder = _Builder(strings)
    builder.unit(Unit("", ()))
    builder.add("Title", edition.title)
    builder.add("Subtitle", edition.subtitle)
    builder.words("Summary", edition.summary)
    for fact, text in _facts(edition):
        builder.silent(f"{fact}: {text}", about=True)
    for short, long in edition.abbreviations:
        builder.silent(f"Abbreviation: {short} ({long})", of=short)
    for section in edition.sections:
        builder.section(section, (), 1)
    tried = {f"contact--{contact.id}": contact.checked for contact in edition.contacts}
    for kind, section in back_matter(Leaflet(edition), strings):
        if kind is not Kind.ABOUT:
            builder.section(section, (), 1, evidence=kind is Kind.REFERENCES, labelled=kind is Kind.SUPPORT)
    for number, unit in enumerate(builder.units):
        if tried.get(unit.id):
            builder.passages.append(Passage(number, "Normal", f"Tried: {tried[unit.id]}", silent=True, about=True))
    passages = sorted(builder.passages, key=lambda passage: passage.unit)
    return Flat(edition.language, tuple(builder.units), tuple(passages), strings.negations)


def _facts(edition: Edition) -> Iterator[tuple[str, object]]:
    """What is true of an edition, and changes no advice."""
    review = edition.review
    yield "Language", edition.language
    yield "Publisher", ", ".join((edition.publisher, *edition.publisher_address))
    yield "Status", review.status.value
    yield "Last reviewed", review.last
    yield "Next review", review.next
    if review.approved_by:
        yield "Approved by", review.approved_by
    if edition.owner:
        yield "Owner", f"{edition.owner.role}, {edition.owner.address}"
    if edition.source:
        yield "Translated from", f"{edition.source.edition} ({edition.source.language})"
    if edition.online:
        yield "On the web", edition.online
    for keyword in edition.keywords:
        yield "Keyword", keyword
    for change in review.changes:
        yield "What has changed", " ".join([plain(change), *_marks(change)])
    for rule, reason in edition.waivers:
        yield "Rule waived", f"{rule}: {reason}"
    for difference in edition.differences:
        yield "Numbers that may differ", f"{difference.words}: {difference.reason}"


_OF_PEOPLE = (BoxKind.RISK, BoxKind.SIDE_EFFECT)
"""Boxes whose numbers are of what their heading names."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a builder has come to: what passages have in common."""

    within: str = ""
    of: str = ""
    slot: str = ""
    style: str = "Normal"

    def into(self, kind: str, style: str = "") -> _Place:
        return replace(self, within=f"{self.within} > {kind}".removeprefix(" > "), style=style or self.style)


_TOP = _Place()


class _Builder:
    def __init__(self, strings: Strings) -> None:
        self.strings = strings
        self.units: list[Unit] = []
        self.passages: list[Passage] = []
        self.warns = False
        self.evidence = False
        self.labelled = False

    def unit(self, unit: Unit) -> None:
        self.units.append(unit)

    def add(self, style: str, text: str, place: _Place = _TOP, *, evidence: bool = False) -> None:
        text = " ".join(text.replace(NO_BREAK_SPACE, " ").split(" ")).strip()
        if text:
            self._put(Passage(len(self.units) - 1, style, text, place.within, place.of, place.slot, evidence=evidence))

    def silent(self, text: str, place: _Place = _TOP, *, of: str = "", about: bool = False) -> None:
        number = len(self.units) - 1
        self._put(Passage(number, "Normal", text, place.within, of or place.of, place.slot, silent=True, about=about))

    def _put(self, passage: Passage) -> None:
        evidence = self.evidence or passage.evidence
        self.passages.append(replace(passage, warns=self.warns, evidence=evidence))

    def words(self, style: str, words: Words, place: _Place = _TOP, *, evidence: bool = False) -> None:
        self.add(style, plain(words), place, evidence=evidence)
        for mark in _marks(words):
            self.silent(mark, place)

    def section(
        self, section: Section, above: tuple[str, ...], level: int, *, evidence: bool = False, labelled: bool = False
    ) -> None:
        path = (*above, plain(section.heading))
        self.unit(Unit(section.id, path))
        self.evidence, self.labelled = evidence, labelled
        self.warns = any(map(WARNING_HEADING.search, path))
        self.words(f"Heading{min(level, 4)}", section.heading)
        self.blocks(section.blocks, _TOP)
        for inner in section.sections:
            self.section(inner, path, level + 1, evidence=evidence, labelled=labelled)

    def blocks(self, blocks: Blocks, place: _Place) -> None:
        for block in blocks:
            self.block(block, place)

    def block(self, block: Block, place: _Place) -> None:
        match block:
            case Paragraph(words):
                slot = _label(words) if self.labelled else ""
                self.words(place.style, words, replace(place, slot=slot or place.slot))
            case List():
                self.list(block, place)
            case Description(entries):
                self.silent("Terms with their meanings", place)
                inside = place.into("terms")
                for entry in entries:
                    name = plain(entry.name)
                    self.words("DefinitionTerm", entry.name, inside)
                    self.blocks(entry.blocks, replace(inside, of=name, style="Definition"))
            case Table():
                self.table(block, place)
            case Figure():
                self.figure(block, place)
            case Box():
                self.box(block, place)
            case _:
                assert_never(block)

    def list(self, block: List, place: _Place) -> None:
        self.silent(f"List: numbered from {block.start}" if block.numbered else "List: with bullets", place)
        style = "ListNumber" if block.numbered else "ListBullet"
        for item in block.items:
            for number, inner in enumerate(item.blocks):
                self.block(inner, place.into("item" if number == 0 else "item, going on", style))

    def table(self, table: Table, place: _Place) -> None:
        heads = [plain(head) for head in table.head]
        self.silent(f"Table: {' | '.join(heads)}", place)
        for head in table.head:
            for mark in _marks(head):
                self.silent(mark, place)
        inside = place.into("table")
        self.words(place.style, (Strong(table.caption),), inside)
        (_, entries) = as_list(table)
        for row in entries.entries if isinstance(entries, Description) else ():
            self.words("DefinitionTerm", row.name, inside)
            for column, cell in zip(heads[1:], row.blocks, strict=True):
                self.block(cell, replace(inside, of=plain(row.name), slot=column, style="Definition"))

    def figure(self, figure: Figure, place: _Place) -> None:
        place = replace(place, of=figure.id)
        picture = figure.picture
        digest = sha256(picture.data).hexdigest()[:12]
        said = f"Picture: {figure.id}, {picture.name} ({digest}), {picture.width:g} by {picture.height:g}"
        widest = f", at most {figure.widest:g} mm wide" if figure.widest else ""
        self.silent(f"{said}{widest}{', decorative' if figure.decorative else ''}", replace(place, slot="picture"))
        if figure.tall:
            digest = sha256(figure.tall.data).hexdigest()[:12]
            tall = f"Picture: {figure.id}, drawn tall, {figure.tall.name} ({digest})"
            self.silent(tall, replace(place, slot="tall picture"))
        if figure.review:
            self.silent(f"Picture: {figure.id}, to be looked at {figure.review}", place, about=True)
        self.add("Picture", figure.alt, replace(place, slot="alt"))
        self.words("Caption", figure.caption, replace(place, slot="caption"))
        self.words("PictureCredit", credit_line(figure, self.strings), replace(place, slot="credit"), evidence=True)

    def box(self, box: Box, place: _Place) -> None:
        warned = self.warns
        self.warns = warned or box.kind in _WARNING_BOXES
        self.silent(f"Box: {box.kind.value}", place)
        inside = place.into(f"box {box.kind.value}", f"Box{box.kind.value.title()}")
        self.words("BoxHeading3", box.heading, inside)
        self.blocks(box.blocks, replace(inside, of=plain(box.heading)) if box.kind in _OF_PEOPLE else inside)
        self.words(inside.style, box.attribution, replace(inside, of=plain(box.heading), slot="who said it"))
        self.warns = warned


def _label(words: Words) -> str:
    """What a way of contact is called: ``Phone``."""
    first = words[0] if words else None
    label = plain(first.words) if isinstance(first, Strong) else ""
    return label.removesuffix(":") if label.endswith(":") else ""


def _marks(words: Words) -> Iterator[str]:
    """What is true of words beside what they say: each mark with its words, in their order."""
    met: dict[str, int] = {}
    for mark in _each_mark(words):
        met[mark] = met.get(mark, 0) + 1
        yield f"{mark} ({met[mark]})" if met[mark] > 1 else mark


def _each_mark(words: Words) -> Iterator[str]:
    for inline in words:
        if not isinstance(inline, Text | Abbreviation):
            yield f"{_mark(inline)}: “{plain(inline.words)}”"
            yield from _each_mark(inline.words)


def _mark(inline: Inline) -> str:
    match inline:
        case Strong():
            return "Strong"
        case Emphasis():
            return "Emphasis"
        case Link():
            return f"Link to {inline.address}"
        case CrossReference():
            return f"Link to the place {inline.target}"
        case TopicReference():
            return f"Link to the topic {inline.topic} {inline.online}".rstrip()
        case Term():
            return f"Term {inline.entry}"
        case Foreign():
            return f"In the language {inline.language}"
        case Text() | Abbreviation():
            return ""
        case _:
            assert_never(inline)
