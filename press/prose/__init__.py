"""Prose: the Markdown of leaflets, made into blocks; and texts without marks.

A text is taken apart first (`draft`), because its links are understood only once the headings and
figures of the whole edition are known; then `Draft.body` makes its blocks. Nothing is dropped and
nothing is passed on: what the format does not name becomes a problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from press.model import Blocks, Figure, Section
from press.prose import characters, marks
from press.prose.blocks import FIGURE, Builder, content, is_section
from press.prose.inlines import References
from press.prose.markdown import Node, bare, blocks
from press.prose.passage import Passage
from press.source import Value

__all__ = ["Draft", "References", "draft", "line", "spelled"]


LONGEST_LINE = 1000
"""In characters, of a text that is neither a paragraph nor a list."""

_PIECES = frozenset({"heading_open", "paragraph_open", "th_open", "td_open"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A text taken apart. ``headings`` maps the row of each heading to its words."""

    passage: Passage
    nodes: tuple[Node, ...]
    headings: Mapping[int, str]
    figures: frozenset[str]
    """The ids of the figures placed in it."""

    def pieces(self) -> int:
        """How many headings, paragraphs, list items and table cells it has."""
        ahead, count = list(self.nodes), 0
        while ahead:
            node = ahead.pop()
            count += node.kind in _PIECES
            ahead += node.inside
        return count

    def body(
        self, references: References, ids: Mapping[int, str], figures: Mapping[str, Figure | None]
    ) -> tuple[Blocks, tuple[Section, ...]]:
        """The blocks before the first heading, and the sections from there on.

        ``ids`` maps the row of each heading to the id of its section; ``figures`` are those of the
        edition, None for one that is itself refused.
        """
        return Builder(self.passage, references, ids, figures).body(self.nodes)

    def blocks(self, references: References) -> Blocks:
        """The blocks of a text that has neither headings nor figures."""
        return Builder(self.passage, references, {}, {}, flat=True).blocks(self.nodes)


def draft(value: Value, printable: frozenset[int]) -> Draft:
    """Take prose apart. ``printable`` holds the code points that the fonts have; empty is all."""
    passage = Passage(value)
    if not value.filled():
        return Draft(passage, (), {}, frozenset())
    characters.check(passage, printable)
    characters.check_words(passage)
    nodes = tuple(blocks(passage.text))
    headings = {node.row: bare(content(node)) for node in nodes if is_section(node)}
    return Draft(passage, nodes, headings, frozenset(_figures(nodes)))


def said(value: Value, printable: frozenset[int]) -> str:
    """A text that is printed as it was typed, such as a person's name, its white space folded: any marks, and no
    character that cannot be seen or that no font has."""
    passage = Passage(replace(value, scalar=value.text()))
    characters.check(passage, printable)
    characters.check_words(passage)
    return passage.text


def spelled(text: str, printable: frozenset[int]) -> str:
    """A text that went through no check, such as what a finished file says, with each character named that cannot be
    seen or that no font has."""
    return characters.spelled(text, printable)


def line(value: Value, printable: frozenset[int]) -> str:
    """A text without marks, its white space folded; empty where it is missing."""
    text = value.text()
    passage = Passage(value)
    characters.check(passage, printable)
    characters.check_words(passage)
    marks.check_plain(passage)
    if len(text) > LONGEST_LINE:
        message = f"This has {len(text)} characters, more than the {LONGEST_LINE} that are read in one breath."
        value.fault("long-text", message, "Say it shorter, and the rest in the body of a section.")
    return text


def _figures(nodes: tuple[Node, ...] | list[Node]) -> Iterator[str]:
    for node in nodes:
        if node.kind == "paragraph_open":
            match = FIGURE.fullmatch(content(node))
            if match:
                yield match[1]
        elif node.kind == "box_open":
            yield from _figures(node.inside)
