"""Going through every word of a section, with its blocks as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

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
    Words,
)


class Rewriter:
    """Gives back a section with other words in the same blocks; a subclass says which words."""

    def heading(self, words: Words) -> Words:
        """The words of a heading, or of the name of an entry."""
        return self.words(words)

    def words(self, words: Words) -> Words:
        """All other words."""
        return words

    def section(self, section: Section) -> Section:
        return replace(
            section,
            heading=self.heading(section.heading),
            blocks=self.blocks(section.blocks),
            sections=tuple(self.section(inner) for inner in section.sections),
        )

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(self.block(block) for block in blocks)

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph(words):
                return Paragraph(self.words(words))
            case List(items):
                return replace(block, items=tuple(Item(self.blocks(item.blocks)) for item in items))
            case Description(entries):
                made = (Entry(self.heading(entry.name), self.blocks(entry.blocks), entry.anchor) for entry in entries)
                return replace(block, entries=tuple(made))
            case Table(caption, head, rows):
                caption = self.words(caption)
                heads = tuple(map(self.words, head))
                return Table(caption, heads, tuple(tuple(map(self.words, row)) for row in rows))
            case Figure():
                return self.figure(block)
            case Box(kind, heading, blocks, attribution):
                return Box(kind, self.heading(heading), self.blocks(blocks), self.words(attribution))
            case _:
                assert_never(block)

    def figure(self, figure: Figure) -> Figure:
        """Its long description stands in the back matter, and is rewritten there."""
        caption = self.words(figure.caption)
        credit = figure.credit and replace(figure.credit, words=self.words(figure.credit.words))
        return replace(figure, caption=caption, credit=credit)
