"""The texts of prose one after the other, and the same prose with other texts in their places.

    Take **one** a day.                  a paragraph   Take **one** a day.
    ::: urgent Call 999                  a heading     Call 999
    if you cannot breathe.       ->      a paragraph   if you cannot breathe.
    :::

What stands around the texts (signs of lists, pipes, boxes, pictures) is written anew from the same tree, so that
whoever gives a text in place of another can harm nothing but that text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from press.prose.blocks import CAPTION, FIGURE, PASSAGE, SAID_BY, content
from press.prose.markdown import Node, blocks

WIDTH = 100
_WARNINGS = ("important", "urgent")
_BAD_START = re.compile(r"[-+=#>*•◦▪‣⁃●○■]|:::|\d{1,9}[.)]|Table:|\|")
_NUMBER = re.compile(r"(\d{1,9})(?=[.)](?:\s|$|[^\W\d_]))")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text: ``kind`` is ``paragraph``, ``heading``, ``item``, ``cell``, ``caption`` or ``speaker``, ``text`` is
    Markdown on one line, ``row`` that on which it starts, from 0; ``warns`` says that it stands in a box that does."""

    kind: str
    text: str
    row: int
    warns: bool


Say = Callable[[Leaf], str]
"""What stands in place of a text."""


def rewritten(text: str, say: Say) -> str:
    """Prose with what ``say`` gives in place of each text, in the order in which they are read."""
    return "\n\n".join(_Writer(say).blocks(blocks(text)))


class _Writer:
    def __init__(self, say: Say) -> None:
        self.say = say
        self.warns = False

    def blocks(self, nodes: Sequence[Node]) -> Iterator[str]:
        for node in nodes:
            yield "\n".join(self.block(node))

    def block(self, node: Node) -> Iterator[str]:
        match node.kind:
            case "heading_open":
                yield f"{node.token.markup} {unhashed(self.text('heading', node))}"
            case "bullet_list_open" | "ordered_list_open":
                yield from self.list(node)
            case "table_open":
                yield from self.table(node)
            case "box_open":
                yield from self.box(node)
            case _:
                yield from self.paragraph(node, content(node))

    def text(self, kind: str, node: Node, text: str | None = None) -> str:
        """What stands in place of a node's text, or of a part of it."""
        words = content(node) if text is None else text
        return self.say(Leaf(kind, _SPACES.sub(" ", words).strip(), node.row, self.warns))

    def paragraph(self, node: Node, text: str) -> Iterator[str]:
        caption = CAPTION.match(text)
        if FIGURE.fullmatch(text) or PASSAGE.fullmatch(text):
            yield text
        elif caption:
            yield f"Table: {self.text('caption', node, text[caption.end() :])}"
        else:
            yield from wrapped(started(self.text("paragraph", node, text)))

    def list(self, node: Node) -> Iterator[str]:
        first = int(node.token.attrs.get("start", 1))
        for number, item in enumerate(node.inside, first):
            mark = f"{number}. " if node.kind == "ordered_list_open" else "- "
            for child in item.inside:
                if child.kind == "paragraph_open":
                    lines = wrapped(started(self.text("item", child)), WIDTH - len(mark))
                    yield from (f"{mark if at == 0 else ' ' * len(mark)}{line}" for at, line in enumerate(lines))
                else:
                    yield from (" " * len(mark) + line for line in self.block(child))

    def table(self, node: Node) -> Iterator[str]:
        rows = [row for part in node.inside for row in part.inside]
        for at, row in enumerate(rows):
            cells = (self.text("cell", row, content(cell)).replace("|", r"\|") for cell in row.inside)
            yield f"| {' | '.join(cells)} |"
            if at == 0:
                yield f"|{'---|' * len(row.inside)}"

    def box(self, node: Node) -> Iterator[str]:
        kind, _, heading = node.token.info.partition(" ")
        self.warns = kind in _WARNINGS
        yield f"::: {kind} {self.text('heading', node, heading)}"
        yield "\n\n".join(self.boxed(node.inside, quoted=kind == "quote"))
        yield ":::"
        self.warns = False

    def boxed(self, nodes: Sequence[Node], *, quoted: bool) -> Iterator[str]:
        """What stands in a box; a quotation ends in who said it."""
        last = nodes[-1] if nodes else None
        said = SAID_BY.fullmatch(content(last)) if quoted and last and last.kind == "paragraph_open" else None
        yield from self.blocks(nodes[:-1] if said else nodes)
        if said and last:
            words = said[1].strip()
            lines = [*self.paragraph(last, words)] if words else []
            yield "\n".join([*lines, f"-- {self.text('speaker', last, said[2])}"])


def wrapped(text: str, width: int = WIDTH) -> Iterator[str]:
    """Lines of at most so many characters, none of which begins like a block of its own."""
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width and not _BAD_START.match(word):
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def started(text: str) -> str:
    """A text that does not begin like a block of another kind."""
    if text.startswith("Table:"):
        return f"Table\\{text[5:]}"
    if text.startswith(("-", "+", "=", "#", ">", ":::")):
        return f"\\{text}"
    return _NUMBER.sub(r"\1\\", text, count=1) if _NUMBER.match(text) else text


def unhashed(text: str) -> str:
    """The text of a heading, whose last sign is none that Markdown takes for the heading's end."""
    return text[:-1] + "\\#" if text.endswith("#") and not text.endswith("\\#") else text
