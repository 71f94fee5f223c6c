"""Where each text of an edition stands in its YAML, letter by letter, so that one word can be changed and nothing else.

body: |                       Source "Take **30 mg** a day."
  Take **30 mg** a day.         letters  T a k e _ 3 0 _ m g ...   each with its place in the file
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from press.manuscript.passages import normal
from press.prose.markdown import Node, bare, blocks

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ATTRIBUTION = re.compile(r"(?s)(.*\n|) *-- +(\S.*)")
_CAPTION = re.compile(r"Table:\s+")


class Kind(enum.Enum):
    """What a text is in its edition, as far as it matters for taking it out and putting another beside it."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    FIXED = "fixed"
    """A heading, a cell, a title: its words can be changed, but it cannot be taken out alone."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is read, and from where to where it stands in the file."""

    char: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A text of an edition. ``start`` and ``end`` are those of the lines that it takes, without the last line's end.

    ``indent`` is what its lines begin with, ``label`` says to a person what it is.
    """

    letters: tuple[Letter, ...]
    kind: Kind
    label: str
    start: int
    end: int
    indent: str = ""
    markdown: bool = True
    marker: str = ""
    """What stands before an item: ``- `` or ``3. ``."""

    @property
    def text(self) -> str:
        return normal("".join(letter.char for letter in self.letters))


def sources(text: str) -> list[Source]:
    """Every text of an edition that a document prints, in the order of its file; none where it is no edition."""
    root = yaml.compose(text, yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return []
    return list(_Reader(text).edition(root))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.cells: dict[int, int] = {}
        """How far the cells of each row of a table have been found."""

    def edition(self, root: yaml.MappingNode) -> Iterator[Source]:
        found = dict(_entries(root))
        for name in ("title", "subtitle", "summary"):
            node = found.get(name)
            if isinstance(node, yaml.ScalarNode):
                yield self.scalar(node, f"the {name}")
        for section in _items(found.get("sections")):
            of = dict(_entries(section))
            heading = of.get("heading")
            if isinstance(heading, yaml.ScalarNode):
                yield self.scalar(heading, f"the heading “{normal(heading.value)}”")
                yield from self.prose(of.get("body"), f"“{normal(heading.value)}”")
        figures = found.get("figures")
        for name, figure in _entries(figures) if isinstance(figures, yaml.MappingNode) else ():
            yield from self.figure(name, dict(_entries(figure)))
        for reference in _items(found.get("references")):
            words = dict(_entries(reference)).get("text")
            if isinstance(words, yaml.ScalarNode):
                yield self.scalar(words, "a reference")

    def figure(self, name: str, of: dict[str, yaml.Node]) -> Iterator[Source]:
        for key, label in (("alt", "the alternative text"), ("caption", "the caption")):
            words = of.get(key)
            if isinstance(words, yaml.ScalarNode):
                yield self.scalar(words, f"{label} of the picture {name}")
        credit = dict(_entries(of["credit"])).get("text") if "credit" in of else None
        if isinstance(credit, yaml.ScalarNode):
            yield self.scalar(credit, f"the credit of the picture {name}")
        yield from self.prose(of.get("long_description"), f"the description of the picture {name}")

    def scalar(self, node: yaml.ScalarNode, label: str) -> Source:
        """A text on its own. Its letters are known where nothing in it is written otherwise than it is read."""
        start, end = node.start_mark.index, node.end_mark.index
        first = self.text.index("\n", start) + 1 if node.style in ("|", ">") else start + (node.style in ("'", '"'))
        last = end - (node.style in ("'", '"'))
        letters = tuple(Letter(char, at, at + 1) for at, char in enumerate(self.text[first:last], first))
        source = Source(letters, Kind.FIXED, label, start, end, markdown=False)
        known = source.text == normal(node.value)
        return source if known else Source((), Kind.FIXED, label, start, end, markdown=False)

    # Prose

    def prose(self, node: yaml.Node | None, label: str) -> Iterator[Source]:
        """The texts in a body. One that is not written with ``|`` has no rows that its file has, and is passed over."""
        if isinstance(node, yaml.ScalarNode) and node.style == "|":
            yield from self.nodes(blocks(node.value), node.start_mark.line + 1, label, Kind.PARAGRAPH)

    def nodes(self, nodes: Sequence[Node], first: int, label: str, kind: Kind) -> Iterator[Source]:
        for node in nodes:
            match node.kind:
                case "paragraph_open":
                    yield from self.leaf(node, first, label, kind)
                case "heading_open":
                    yield from self.leaf(node, first, f"a heading under {label}", Kind.FIXED)
                case "tr_open":
                    for cell in filter(_content, node.inside):
                        yield from self.located(_content(cell), first + node.row, f"a cell under {label}", Kind.FIXED)
                case "box_open":
                    heading = node.token.info.partition(" ")[2].strip()
                    yield from self.located(
                        heading, first + node.row, f"the heading of a box under {label}", Kind.FIXED
                    )
                    yield from self.box(node, first, label)
                case "bullet_list_open" | "ordered_list_open":
                    for item in node.inside:
                        yield from self.nodes(item.inside, first, label, Kind.ITEM)
                case _:
                    yield from self.nodes(node.inside, first, label, kind)

    def box(self, box: Node, first: int, label: str) -> Iterator[Source]:
        """What is in a box; the last line of a quotation is a text of its own."""
        *inside, last = box.inside or [box]
        match = _ATTRIBUTION.fullmatch(_content(last)) if last.kind == "paragraph_open" else None
        if not match or not box.token.info.startswith("quote"):
            yield from self.nodes(box.inside, first, label, Kind.PARAGRAPH)
            return
        yield from self.nodes(inside, first, label, Kind.PARAGRAPH)
        said = match[1].rstrip()
        if said:
            yield from self.located(said, first + last.row, label, Kind.FIXED)
        row = first + last.row + match[1].count("\n")
        yield from self.located(match[2], row, f"who said it, under {label}", Kind.FIXED)

    def leaf(self, node: Node, first: int, label: str, kind: Kind) -> Iterator[Source]:
        content = _content(node)
        caption = _CAPTION.match(content) if node.kind == "paragraph_open" else None
        if caption:
            yield from self.located(
                content[caption.end() :], first + node.row, f"the caption of a table under {label}", Kind.FIXED
            )
        elif not content.startswith("![](figure:"):
            yield from self.located(content, first + node.row, label, kind)

    def located(self, content: str, row: int, label: str, kind: Kind) -> Iterator[Source]:
        """A text that begins in a row of the file: its letters, without the marks of the Markdown."""
        places: list[int] = []
        for number, line in enumerate(content.split("\n")):
            at = self._column(row + number, line)
            if at < 0:
                return
            places += range(at, at + len(line) + 1)
        letters = tuple(_letters(content, places))
        start = self.starts[row]
        end = self.starts[row + content.count("\n") + 1] - 1
        before = self.text[start : places[0]]
        indent = before[: len(before) - len(before.lstrip(" "))]
        source = Source(letters, kind, label, start, end, indent, marker=before[len(indent) :])
        yield source if source.text == normal(bare(content)) else Source((), kind, label, start, end, indent)

    def _column(self, row: int, words: str) -> int:
        """Where words stand in a row; of the cells of a table each begins after the one before it."""
        start = self.starts[row]
        line = self.lines[row] if row < len(self.lines) else ""
        after = self.cells.get(row, 0) if line.lstrip().startswith("|") else 0
        at = line.find(words, after)
        if at >= 0:
            self.cells[row] = at + len(words)
        return start + at if at >= 0 else -1


def _content(node: Node) -> str:
    return node.inside[0].token.content if node.inside else ""


def _letters(content: str, places: Sequence[int]) -> Iterator[Letter]:
    """The letters of Markdown that are read, without its marks."""
    at = 0
    while at < len(content):
        char = content[at]
        if char == "\\" and content[at + 1 : at + 2] in _PUNCTUATION:
            yield Letter(content[at + 1], places[at], places[at + 1] + 1)
            at += 2
        elif char == "]" and content[at + 1 : at + 2] == "(" and ")" in content[at:]:
            at = content.index(")", at) + 1
        elif char in "*[":
            at += 1
        elif char == "\n":  # with what the next line is indented by, so that words can be put in behind it
            yield Letter(" ", places[at], places[at + 1])
            at += 1
        else:
            yield Letter(char, places[at], places[at] + 1)
            at += 1


def _entries(node: yaml.Node) -> list[tuple[str, yaml.Node]]:
    return [(key.value, value) for key, value in node.value] if isinstance(node, yaml.MappingNode) else []


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []
