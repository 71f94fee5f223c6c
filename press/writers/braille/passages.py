"""A manuscript as the passages of braille: what each says, and how it stands on the page.

centred           the title page, main headings and those of boxes
from cell 1       other headings, under a blank line; items of lists, and names of entries, with runovers further in
from cell 3       paragraphs, with runovers in cell 1 (UKAAF B009)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from press.braille import BOX_CLOSES, BOX_OPENS
from press.layout import Strings
from press.manuscript import Manuscript, credit_line, described_link, front_of_braille
from press.model import (
    Block,
    Blocks,
    Box,
    Description,
    Entry,
    Figure,
    Item,
    List,
    Paragraph,
    Section,
    Table,
    plain,
)
from press.programs import liblouis

RUNOVER = 2
"""How many cells further in the lines are that follow an item's first."""


@dataclass(frozen=True, slots=True)
class Style:
    """Where lines begin, in cells from the margin: the ``first`` and the ``rest``; ``gap`` is in lines before them.

    ``leads`` is whether it stays on a page with what follows.
    """

    first: int = 0
    rest: int = 0
    gap: int = 0
    centred: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """``label`` is what stands before an item, ``anchor`` what may be referred to, ``level`` that of a heading, from 1.
    A ``note`` is one of the transcriber's. A ``rule`` is a line of one cell all along, in place of a text, and ``page``
    one that says which page of the print edition begins. ``turns`` are those that begin inside of the text: the index
    of a word, and the page."""

    text: str
    style: Style
    anchor: str = ""
    label: str = ""
    level: int = 0
    note: bool = False
    rule: str = ""
    page: int = 0
    turns: tuple[tuple[int, int], ...] = ()


_CENTRED = Style(centred=True)
_MAIN = Style(gap=1, centred=True, leads=True)
_SIDE = Style(gap=1, leads=True)
_RULE = Style()
_TURN = Style(leads=True)


def front(manuscript: Manuscript, told: tuple[str, ...]) -> Iterator[Passage]:
    """The title page; ``told`` is what it tells of the braille."""
    title, *_ = plain(manuscript.title), manuscript
    for text in front_of_braille(manuscript):
        level = 1 if text == title else 0
        yield Passage(text, Style(gap=1, centred=True) if level else _CENTRED, level=level)
    yield from (Passage(text, Style(gap=number == 0, centred=True)) for number, text in enumerate(told))


def body(manuscript: Manuscript) -> Iterator[Passage]:
    """All that comes after the title page."""
    hand = _Flattener(manuscript.strings)
    if manuscript.summary:
        yield hand.paragraph(plain(manuscript.summary), 0)
    for section in manuscript.sections:
        yield from hand.section(section, 2)


def turned(passages: Iterable[Passage], turns: Sequence[tuple[int, int]]) -> list[Passage]:
    """Passages with where pages of the print edition begin: the index of a word of all of them, and the page."""
    found: list[Passage] = []
    start = 0
    for passage in passages:
        end = start + len(liblouis.bare(passage.text).split())
        inner = tuple((at - start, page) for at, page in turns if start < at < end)
        opening = [Passage("", _TURN, page=page) for at, page in turns if start == at < end]
        lines = len(found) - 1 if found and found[-1].rule == BOX_OPENS else len(found)
        found[lines:lines] = opening
        found.append(replace(passage, turns=inner))
        start = end
    return found


@dataclass(frozen=True, slots=True)
class _Flattener:
    """Puts blocks one after the other; ``margin`` is the cell, from 0, at which they begin."""

    strings: Strings

    def paragraph(self, text: str, margin: int) -> Passage:
        return Passage(text, Style(margin if margin else RUNOVER, margin))

    def section(self, section: Section, level: int) -> Iterator[Passage]:
        yield Passage(plain(section.heading), _MAIN if level == 2 else _SIDE, section.id, level=level)
        yield from self.blocks(section.blocks, 0)
        for inner in section.sections:
            yield from self.section(inner, level + 1)

    def blocks(self, blocks: Blocks, margin: int) -> Iterator[Passage]:
        for block in blocks:
            yield from self.block(block, margin)

    def block(self, block: Block, margin: int) -> Iterator[Passage]:
        match block:
            case Paragraph(words):
                yield self.paragraph(plain(words), margin)
            case List():
                for number, item in enumerate(block.items, block.start):
                    yield from self.item(item, f"{number}." if block.numbered else "", margin)
            case Description(entries):
                for entry in entries:
                    yield from self.entry(entry, margin)
            case Figure():
                yield from self.figure(block, margin)
            case Box():
                yield from self.box(block, margin)
            case Table():
                raise TypeError("a table is made into a list before it is written")
            case _:
                assert_never(block)

    def item(self, item: Item, label: str, margin: int) -> Iterator[Passage]:
        first = True
        for block in item.blocks:
            if first and isinstance(block, Paragraph):
                yield Passage(plain(block.words), Style(margin, margin + RUNOVER), label=label)
            else:
                yield from self.block(block, margin + RUNOVER)
            first = False

    def entry(self, entry: Entry, margin: int) -> Iterator[Passage]:
        yield Passage(plain(entry.name), Style(margin, margin + 2 * RUNOVER, leads=True), entry.anchor)
        yield from self.blocks(entry.blocks, margin + RUNOVER)

    def figure(self, figure: Figure, margin: int) -> Iterator[Passage]:
        if figure.decorative:
            return
        yield Passage(figure.alt, Style(margin + RUNOVER, margin), figure.anchor, note=True)
        link = described_link(figure, self.strings)
        for words in filter(None, (figure.caption, credit_line(figure, self.strings), link)):
            yield self.paragraph(plain(words), margin)

    def box(self, box: Box, margin: int) -> Iterator[Passage]:
        yield Passage("", Style(gap=1, leads=True), rule=BOX_OPENS)
        yield Passage(plain(box.heading), Style(centred=True, leads=True))
        yield from self.blocks(box.blocks, margin)
        if box.attribution:
            yield self.paragraph(plain(box.attribution), margin)
        yield Passage("", _RULE, rule=BOX_CLOSES)
