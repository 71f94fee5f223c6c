"""What a screen reader says of a Word file: its blocks in order, its notes after them, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from press.checks.word.file import (
    Element,
    Paragraph,
    WordFile,
    below,
    local,
    number,
    property_of,
    text_of,
    value,
    w,
    wp,
)
from press.checks.word.inline import Words
from press.checks.word.numbering import Mark, Numbering
from press.speech import Node, Role, Speech, quoted

_TITLE = "title"
_CONTINUED = "list continue"
"""How the names of styles begin whose paragraphs go on with an item of a list."""
_DROPPED = ("drop", "margin")
_NOT_PARTS = ("separator", "continuationSeparator", "continuationNotice")
_MOST_COLUMNS = 63
"""That a table of Word's may have."""
_THROUGH = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
"""What may stand between a table and its rows, or a row and its cells (ISO/IEC 29500-1, 17.5.2)."""

_Line = tuple[Node, Mark | None]


def speech(file: WordFile) -> Speech:
    """A whole file, its body and its notes; headers and footers are named."""
    facts = {local(each): each.text or "" for each in file.core.iterchildren("*")}
    language = property_of(file.runs[0].properties, "lang") if file.runs else ""
    reader = _Reader(file)
    nodes = reader.body()
    title = facts.get("title", "").strip()
    return Speech(title, facts.get("language") or language or "unknown", nodes, left_out=tuple(reader.left_out()))


class _Reader:
    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.numbering = Numbering(file)
        self.inline = Words(file)
        self.dropped: tuple[Node | str, ...] = ()
        """A capital at the beginning of a paragraph that stands in one of its own."""

    def body(self) -> tuple[Node, ...]:
        bodies = [block for body in below(self.file.document, "body") for block in self.listed(self.blocks(body))]
        return (*bodies, *self.notes())

    def notes(self) -> Iterator[Node]:
        """Footnotes, endnotes and comments: those that are referred to, then all others."""
        for kind, noun in (("footnotes", "Footnote"), ("endnotes", "Endnote"), ("comments", "Comment")):
            holder = self.file.notes.get(kind)
            found = [] if holder is None else [each for each in holder if not self.skipped(each)]
            numbers = self.inline.numbers[kind]
            for note in sorted(found, key=lambda each: numbers.get(value(each, "id"), len(numbers) + 1)):
                author = f", by {value(note, 'author')}" if value(note, "author") else ""
                name = str(numbers.get(value(note, "id"), "that nothing refers to"))
                yield from _named(f"{noun} {name}{author}: ", list(self.listed(self.blocks(note))))

    def skipped(self, note: Element) -> bool:
        """Whether a note is none, but the line that Word draws over notes."""
        if value(note, "type") not in _NOT_PARTS:
            return False
        self.inline.pass_over(note)
        return True

    def blocks(self, holder: Element) -> Iterator[_Line]:
        """The blocks below an element, each with what it is of a list."""
        for element in holder.iterchildren(w("*")):
            match local(element):
                case "p":
                    yield from self.paragraphs(element)
                case "tbl":
                    yield self.table(element), None
                case "altChunk":
                    self.inline.leave("a file that was put into this one")
                case "subDoc":
                    self.inline.leave("a document of which this one is made")
                case "del" | "moveFrom":
                    self.inline.remove(element)
                case name if not name.endswith("Pr"):
                    yield from self.blocks(element)

    def paragraphs(self, element: Element) -> Iterator[_Line]:
        """A paragraph, and then what stands in text boxes in it."""
        paragraph = self.file.paragraph(element)
        kids, boxes = self.inline.read(paragraph)
        if value(element.find(f"{w('pPr')}/{w('framePr')}"), "dropCap") in _DROPPED:
            self.dropped += kids
        elif kids := (*self.dropped, *kids):
            self.dropped = ()
            for part in (kids[:1], kids[2:]) if _beside(element) else (kids,):
                yield self.block(paragraph, part)
        for box in boxes:
            yield from self.blocks(box)

    def block(self, paragraph: Paragraph, kids: tuple[Node | str, ...]) -> _Line:
        mark = self.mark(paragraph)
        if not (paragraph.name == _TITLE or paragraph.level):
            return Node(Role.PARAGRAPH, kids), mark
        if mark and mark.count:
            kids = (f"{mark.label} ", *kids)
        if paragraph.name == _TITLE:
            return Node(Role.TITLE, kids), None
        return Node(Role.HEADING, kids, paragraph.level), None

    # Lists

    def mark(self, paragraph: Paragraph) -> Mark | None:
        """What a paragraph is of a list; without a label, it goes on with an item."""
        if paragraph.name.startswith(_CONTINUED):
            return Mark(int(number(re.sub(r"\D", "", paragraph.name)[:2] or "1", 1)) - 1, "")
        return self.numbering.mark(paragraph)

    def listed(self, blocks: Iterable[_Line]) -> Iterator[Node]:
        """Blocks in order, lines of lists gathered into lists within lists."""
        run: list[tuple[Node, Mark]] = []
        for node, mark in blocks:
            if mark:
                run.append((node, mark))
                continue
            yield from _nested(run)
            run = []
            yield node
        yield from _nested(run)

    # Tables

    def table(self, element: Element) -> Node:
        look = element.find(f"{w('tblPr')}/{w('tblLook')}")
        first_column = value(look, "firstColumn") == "1"
        return Node(Role.TABLE, tuple(self.row(row, first_column) for row in _through(element, "tr")))

    def row(self, row: Element, first_column: bool) -> Node:
        heads = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
        before = min(int(number(value(row.find(f"{w('trPr')}/{w('gridBefore')}")), 0)), _MOST_COLUMNS)
        cells = [
            self.cell(cell, Role.HEAD if heads or (first_column and not column) else Role.CELL)
            for column, cell in enumerate(_through(row, "tc"), before)
        ]
        return Node(Role.ROW, (*[Node(Role.CELL)] * before, *cells))

    def cell(self, element: Element, role: Role) -> Node:
        over = int(number(value(element.find(f"{w('tcPr')}/{w('gridSpan')}")), 1))
        return Node(
            role,
            tuple(self.listed(self.blocks(element))),
            label=f"over {over} columns" if 1 < over <= _MOST_COLUMNS else "",
        )

    # What is not read

    def left_out(self) -> Iterator[str]:
        """What stands in the file and was not read, each named once."""
        margins = {name: _margin(tree) for name, tree in self.file.margins.items()}
        for name, words in sorted(margins.items()):
            if words:
                where = "header" if self.file.margins[name].tag == w("hdr") else "footer"
                yield f"what every page has in its {where}: {quoted(words)}"
        yield from self.inline.left_out()


def _margin(tree: Element) -> str:
    return " ".join(filter(None, (text_of(paragraph).strip() for paragraph in below(tree, "p"))))


def _beside(element: Element) -> bool:
    """Whether a paragraph is a picture, a tab, and words beside it, which are told by themselves."""
    runs = list(element.iterchildren(w("r")))
    shows = len(runs) > 2 and next(runs[0].iter(wp("inline")), None) is not None
    return shows and [local(each) for each in runs[1]] == ["tab"]


def _named(name: str, blocks: list[Node]) -> Iterator[Node]:
    """The blocks of a note, of which the first says what note it is."""
    if blocks and blocks[0].role is Role.PARAGRAPH:
        blocks[0] = replace(blocks[0], kids=(name, *blocks[0].kids))
    else:
        yield Node(Role.PARAGRAPH, (name,))
    yield from blocks


def _through(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, also those in content controls."""
    for kid in element.iterchildren(w("*")):
        if kid.tag == w(name):
            yield kid
        elif local(kid) in _THROUGH:
            yield from _through(kid, name)


def _nested(run: list[tuple[Node, Mark]]) -> Iterator[Node]:
    """Lines as lists; those that stand deeper as lists in the items before them."""
    at = 0
    while at < len(run):
        at, found = _one_list(run, at)
        yield found


def _one_list(run: list[tuple[Node, Mark]], at: int) -> tuple[int, Node]:
    """The list that begins at a line, and the line after it."""
    depth = run[at][1].depth
    items: list[tuple[Mark, list[Node]]] = []
    while at < len(run):
        node, mark = run[at]
        if items and mark.depth > depth:
            at, inner = _one_list(run, at)
            items[-1][1].append(inner)
            continue
        if items and (mark.depth < depth or mark.anew(items[-1][0])):
            break
        if mark.label or not items:
            items.append((mark, []))
        items[-1][1].append(node)
        at += 1
    return at, Node(Role.LIST, tuple(Node(Role.ITEM, tuple(kids), label=mark.label) for mark, kids in items))
