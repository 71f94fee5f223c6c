"""What a screen reader says of a document: a tree that is the same for all formats, and its words.

A file's own reader makes the tree from what the file tells assistive technology, and from nothing
else. Roles that readers do not announce are not in it: sections, set-off boxes, quotations, strong
words, the names and meanings of a glossary (their words are).
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_SPACE = re.compile(r"\s+")
_INDENT = "  "


class Role(enum.Enum):
    """What is announced."""

    TITLE = "Title"
    """The title of the whole document, above all headings."""
    HEADING = "Heading"
    PARAGRAPH = "Paragraph"
    LIST = "List"
    ITEM = "Item"
    TABLE = "Table"
    ROW = "Row"
    HEAD = "Heading of a row or column"
    CELL = "Cell"
    PICTURE = "Picture"
    LINK = "link"
    BUTTON = "button"
    WORDS = "words"


BLOCKS = frozenset({Role.TITLE, Role.HEADING, Role.PARAGRAPH, Role.LIST, Role.ITEM, Role.TABLE, Role.ROW})
"""What starts a line of its own."""


@dataclass(frozen=True, slots=True)
class Node:
    """Something that is announced, with what is in it.

    ``level`` is that of a heading, from 1. ``label`` is what stands before an item ("•", "3."), the
    alternative text of a picture, and over how many columns and rows a cell reaches. ``language`` is a
    BCP 47 tag where it is not that of what is around, and empty elsewhere.
    """

    role: Role
    kids: tuple[Node | str, ...] = ()
    level: int = 0
    label: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """A whole document: its title, its language, and what is read in order.

    ``remarks`` are sentences of what a reader ought to know before it is read; ``left_out`` names what stands
    in the file and is not read with it, so that nothing is left out in silence.
    """

    title: str
    language: str
    nodes: tuple[Node, ...]
    remarks: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """What is said, a line for each block."""
        yield f"Document “{self.title}”, language {self.language}" if self.title else "Document without a title"
        yield from (f"Note: {_SPACE.sub(' ', remark)}" for remark in self.remarks)
        for node in self.nodes:
            yield from _said(node, "")
        yield from (f"Left out: {_SPACE.sub(' ', each).strip()}" for each in self.left_out)


def grouped(kids: Iterable[Node | str]) -> tuple[Node, ...]:
    """Blocks in order; words and links that stand between them become paragraphs."""
    blocks: list[Node] = []
    inline: list[Node | str] = []
    for kid in (*kids, Node(Role.LIST)):
        if isinstance(kid, Node) and kid.role in BLOCKS:
            if _flat(inline):
                blocks.append(Node(Role.PARAGRAPH, tuple(inline)))
            inline = []
            blocks.append(kid)
        else:
            inline.append(kid)
    return tuple(blocks[:-1])


def _said(node: Node, indent: str) -> Iterator[str]:
    language = f"[{node.language}] " if node.language else ""
    match node.role:
        case Role.TITLE:
            yield f"{indent}Title: {language}{_flat(node.kids)}"
        case Role.HEADING:
            yield f"{indent}Heading {node.level}: {language}{_flat(node.kids)}"
        case Role.LIST:
            yield f"{indent}{language}List of {_counted(len(node.kids), 'item')}"
            for kid in node.kids:
                if isinstance(kid, Node):
                    yield from _said(kid, indent + _INDENT)
        case Role.ITEM:
            lines = (line for block in grouped(node.kids) for line in _said(block, ""))
            yield f"{indent}{' '.join(filter(None, (node.label, language.strip(), next(lines, ''))))}"
            yield from (f"{indent}{_INDENT}{line}" for line in lines)
        case Role.TABLE:
            yield from _table(node, indent)
        case _:
            if words := _flat(node.kids):
                yield f"{indent}{language}{words}"


def _table(node: Node, indent: str) -> Iterator[str]:
    rows = [kid for kid in node.kids if isinstance(kid, Node)]
    columns = max((len(row.kids) for row in rows), default=0)
    yield f"{indent}Table of {_counted(len(rows), 'row')} and {_counted(columns, 'column')}"
    for row in rows:
        cells = [kid for kid in row.kids if isinstance(kid, Node)]
        yield f"{indent}{_INDENT}{' | '.join(map(_cell, cells))}"


def _cell(cell: Node) -> str:
    over = f" [{cell.label}]" if cell.label else ""
    words = _flat(cell.kids) + over
    return f"<{words}>" if cell.role is Role.HEAD else words


def _flat(kids: Iterable[Node | str]) -> str:
    """Words on one line; what is announced within them in square brackets."""
    return _SPACE.sub(" ", "".join(map(_inline, kids))).strip()


def _inline(kid: Node | str) -> str:
    if isinstance(kid, str):
        return kid
    if kid.role is Role.PICTURE:
        return f" [picture: {kid.label}] " if kid.label else " [picture without a description] "
    if kid.role is Role.TABLE:
        return f" [table: {' / '.join(_row(row) for row in kid.kids if isinstance(row, Node))}] "
    words = "".join(map(_inline, kid.kids))
    if kid.role in BLOCKS:
        return f" {kid.label} {words} "
    name = " ".join(filter(None, (kid.language, "" if kid.role is Role.WORDS else kid.role.value)))
    bare = words.strip()
    if not (name and bare):
        return words
    before, _, after = words.partition(bare)
    return f"{before}[{name}: {bare}]{after}"


def _row(row: Node) -> str:
    return " | ".join(_cell(cell) for cell in row.kids if isinstance(cell, Node))


def quoted(words: str, most: int = 200) -> str:
    """Words in quotation marks on one line; of very long ones, how they begin and how many letters follow."""
    flat = _SPACE.sub(" ", words).strip()
    return f"“{flat}”" if len(flat) <= most else f"“{flat[:most]}” and {len(flat) - most} more characters"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
