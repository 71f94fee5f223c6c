"""What a document of an edition prints, text by text, and where each text stands in the edition's YAML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from press import risks
from press.incoming.sources import Source
from press.incoming.wording import among, tokens
from press.manuscript import Kind as Part
from press.manuscript import Manuscript, section_texts
from press.manuscript import Part as PrintedPart
from press.manuscript.fitting import as_list
from press.manuscript.passages import digest, normal
from press.model import Block, Blocks, Box, Description, Paragraph, Section, Table, figures, plain

EDITION = "edition"
NUMBERS = "the numbers of the box"
"""Whose sentences the press makes itself: they change with the numbers in the edition."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the edition as it would be printed today; ``source`` is None for what is not the edition's own.

    ``owner`` says whose it is: the edition's, the library's ``contact helpline`` or ``term lymph-node``, or whose else.
    """

    text: str
    source: Source | None
    owner: str
    part: int = 0
    """Which part of the document it stands in, from 1; 0 for what stands before them all."""


def passages(manuscript: Manuscript, found: Sequence[Source]) -> Iterator[Passage]:
    """Every text of a document with where it stands in the edition: the same words, or those with more among them."""
    by_text: dict[str, list[Source]] = defaultdict(list)
    for each in found:
        by_text[each.text].append(each)
    pictures = {figure.alt for part in manuscript.parts for figure in figures([part.section]) if figure.alt}
    made = {text for section in manuscript.sections for text in _from_numbers(section) if normal(text) not in by_text}
    for text, owner, part in _texts(manuscript):
        owner = NUMBERS if owner == EDITION and text in made else owner
        source = _source(text, by_text) if owner == EDITION else None
        yield Passage(normal(text), source, "picture" if text in pictures and source else owner, part)


def _from_numbers(section: Section) -> Iterator[str]:
    """The sentences that the press makes of the numbers of boxes (`press.manuscript.numbers`)."""
    for box in section.blocks:
        if isinstance(box, Box) and box.kind in risks.KINDS:
            yield from (plain(block.words) for block in box.blocks if isinstance(block, Paragraph))
    for inner in section.sections:
        yield from _from_numbers(inner)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is printed where its table is a list: ``printed`` with a head before it."""

    text: str
    printed: str
    heads: tuple[str, ...]

    @property
    def mark(self) -> str:
        return digest(self.printed)


def cells(section: Section) -> Iterator[Cell]:
    """Every cell of the tables of a section, as it is printed in a list (`press.manuscript.fitting`)."""
    for table in _tables(section.blocks):
        heads = tuple(normal(plain(head)) for head in table.head)
        for row in table.rows:
            (*_, description) = as_list(replace(table, rows=(row,)))
            for cell, printed in zip(filter(plain, row), _entries(description), strict=False):
                yield Cell(plain(cell), normal(printed), heads)
    for inner in section.sections:
        yield from cells(inner)


def _tables(blocks: Blocks) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Box):
            yield from _tables(block.blocks)


def _entries(block: Block) -> Iterator[str]:
    """The texts of a list of names and what is said of each."""
    if isinstance(block, Description):
        for entry in block.entries:
            yield plain(entry.name)
            yield from (plain(inner.words) for inner in entry.blocks if isinstance(inner, Paragraph))


def _source(text: str, by_text: dict[str, list[Source]]) -> Source | None:
    if whole := by_text.get(normal(text)):
        return whole.pop(0)
    printed = tokens(text)
    for alike in by_text.values():
        for other in alike:
            if other.letters and among(tokens(other.text), printed):
                alike.remove(other)
                return other
    return None


_OWNERS = {
    Part.RELATED: "another topic's title",
    Part.FORMATS: "the library, under alternative_formats",
    Part.ABOUT: "what the press says of the edition",
}
_SUPPORT = "how to get support"


def _texts(manuscript: Manuscript) -> Iterator[tuple[str, str, int]]:
    """Every text of a document, whose it is (the edition's, or a lender's, `press.reader.lenders`), and its part."""
    yield from ((text, "the library", 0) for text in [manuscript.publisher, manuscript.notice] if text)
    for words in (manuscript.title, manuscript.subtitle, manuscript.summary):
        if words:
            yield plain(words), EDITION, 0
    for number, part in enumerate(manuscript.parts, 1):
        yield from ((*each, number) for each in _of_part(part, manuscript))


def _of_part(part: PrintedPart, manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    """Every text of a part, and whose it is."""
    section, strings = part.section, manuscript.strings
    if part.kind is Part.SUPPORT:
        yield from ((text, _SUPPORT) for text in section_texts(replace(section, sections=()), strings))
        for inner in section.sections:
            owner = inner.id.replace("--", " ") if inner.id.startswith("contact--") else "the clinic's file"
            yield from ((text, owner) for text in section_texts(inner, strings))
    elif part.kind is Part.GLOSSARY:
        own = replace(section, blocks=tuple(each for each in section.blocks if not isinstance(each, Description)))
        yield from ((text, "what the press says of the edition") for text in section_texts(own, strings))
        for entry in manuscript.terms:
            owner = entry.anchor.replace("--", " ")
            alone = Section("", entry.name, entry.blocks)
            yield from ((text, owner) for text in section_texts(alone, strings))
    else:
        yield from ((text, _OWNERS.get(part.kind, EDITION)) for text in section_texts(section, strings))
