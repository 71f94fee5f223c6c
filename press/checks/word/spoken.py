"""What a screen reader says of a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from press.checks.word.file import Element, Paragraph, WordFile, below, local, number, on, said, text_of, value, w, wp
from press.speech import Node, Role, Speech

_TITLE = "title"
_CONTINUED = "list continue"
"""How the names of styles begin whose paragraphs go on with an item of a list."""


@dataclass
class _Mark:
    """A line of a list: how deep it stands, from 0, and what stands before it."""

    depth: int
    label: str


def speech(file: WordFile) -> Speech:
    """A whole file, its body alone: headers and footers are not read with it."""
    core = file.trees["docProps/core.xml"]
    facts = {local(each): each.text or "" for each in core.iterchildren("*")}
    language = said(file.runs[0].properties, "lang") if file.runs else ""
    return Speech(facts.get("title", ""), facts.get("language") or language or "unknown", _Reader(file).body())


class _Reader:
    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.paragraphs = {paragraph.element: paragraph for paragraph in file.paragraphs}
        self.runs = {run.element: run for run in file.runs}
        self.language = next((said(run.properties, "lang") for run in file.runs), "")
        self.counts: dict[tuple[str, int], int] = {}

    def body(self) -> tuple[Node, ...]:
        return tuple(block for body in below(self.file.document, "body") for block in self.listed(self.blocks(body)))

    def blocks(self, holder: Element) -> Iterator[tuple[Node, _Mark | None]]:
        """The blocks below an element, each with what it is of a list."""
        for element in holder.iterchildren(w("*")):
            match local(element):
                case "p":
                    if node := self.paragraph(self.paragraphs[element]):
                        yield node, self.mark(self.paragraphs[element])
                case "tbl":
                    yield self.table(element), None
                case "sdt" | "sdtContent" | "ins" | "customXml":
                    yield from self.blocks(element)

    def paragraph(self, paragraph: Paragraph) -> Node | None:
        kids = tuple(self.words(paragraph.element))
        if not kids:
            return None
        if paragraph.name == _TITLE:
            return Node(Role.TITLE, kids)
        if paragraph.level:
            return Node(Role.HEADING, kids, paragraph.level)
        return Node(Role.PARAGRAPH, kids)

    # Words

    def words(self, holder: Element) -> Iterator[Node | str]:
        for element in holder.iterchildren(w("*")):
            match local(element):
                case "r":
                    yield from self.run(element)
                case "hyperlink":
                    yield Node(Role.LINK, tuple(self.words(element)))
                case "ins" | "smartTag" | "sdt" | "sdtContent" | "fldSimple":
                    yield from self.words(element)

    def run(self, element: Element) -> Iterator[Node | str]:
        for drawing in element.iter(wp("docPr")):
            if label := drawing.get("descr", ""):
                yield Node(Role.PICTURE, label=label)
            elif not any(local(mark) == "decorative" for mark in drawing.iter("*")):
                yield Node(Role.PICTURE)
        if not (text := text_of(element)):
            return
        run = self.runs.get(element)
        right_to_left = run is not None and on(run.properties, "rtl")
        language = said(run.properties, "lang", "bidi" if right_to_left else "val") if run else self.language
        yield text if language in ("", self.language) else Node(Role.WORDS, (text,), language=language)

    # Lists

    def mark(self, paragraph: Paragraph) -> _Mark | None:
        """What a paragraph is of a list; without a label, it goes on with an item."""
        if paragraph.name.startswith(_CONTINUED):
            return _Mark(int(number(re.sub(r"\D", "", paragraph.name) or "1", 1)) - 1, "")
        numbers = self.numbers(paragraph)
        if numbers is None or value(numbers.find(w("numId"))) in ("", "0"):
            return None
        depth = int(number(value(numbers.find(w("ilvl"))), 0))
        return _Mark(depth, self.label(value(numbers.find(w("numId"))), depth))

    def numbers(self, paragraph: Paragraph) -> Element | None:
        """The numbering of a paragraph, or of the style that it has or that this is based on."""
        own = paragraph.element.find(f"{w('pPr')}/{w('numPr')}")
        style, seen = paragraph.style, set[str]()
        while own is None and style in self.file.styles and style not in seen:
            seen.add(style)
            own = self.file.styles[style].find(f"{w('pPr')}/{w('numPr')}")
            style = value(self.file.styles[style].find(w("basedOn")))
        return own

    def label(self, list_id: str, depth: int) -> str:
        instance = next((each for each in below(self.file.numbering, "num") if value(each, "numId") == list_id), None)
        if instance is None:
            return "•"
        abstract = value(instance.find(w("abstractNumId")))
        levels = (
            level
            for each in below(self.file.numbering, "abstractNum")
            if value(each, "abstractNumId") == abstract
            for level in below(each, "lvl")
            if value(level, "ilvl") == str(depth)
        )
        level = next(levels, None)
        if level is None or value(level.find(w("numFmt"))) in ("bullet", "none"):
            return "•"
        overridden = (each for each in below(instance, "lvlOverride") if value(each, "ilvl") == str(depth))
        starts = [each.find(w("startOverride")) for each in overridden] + [level.find(w("start"))]
        start = next((int(number(value(each), 1)) for each in starts if each is not None), 1)
        now = self.counts.get((list_id, depth), start - 1) + 1
        self.counts[list_id, depth] = now
        for deeper in [key for key in self.counts if key[0] == list_id and key[1] > depth]:
            del self.counts[deeper]
        return f"{now}."

    def listed(self, blocks: Iterable[tuple[Node, _Mark | None]]) -> Iterator[Node]:
        """Blocks in order, lines of lists gathered into lists within lists."""
        run: list[tuple[Node, _Mark]] = []
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
        rows = []
        for row in element.iterchildren(w("tr")):
            heads = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
            cells = [
                Node(Role.HEAD if heads or (first_column and not column) else Role.CELL, tuple(self.cell(cell)))
                for column, cell in enumerate(row.iterchildren(w("tc")))
            ]
            rows.append(Node(Role.ROW, tuple(cells)))
        return Node(Role.TABLE, tuple(rows))

    def cell(self, element: Element) -> Iterator[Node | str]:
        for paragraph in below(element, "p"):
            yield Node(Role.PARAGRAPH, tuple(self.words(paragraph)))


def _nested(run: list[tuple[Node, _Mark]]) -> Iterator[Node]:
    """Lines as lists; those that stand deeper as lists in the items before them."""
    while run:
        depth = run[0][1].depth
        items: list[Node] = []
        while run and not (items and _anew(run[0][1], depth, items[-1].label)):
            node, mark = run.pop(0)
            deeper = _deeper(run, depth)
            del run[: len(deeper)]
            kids = (node, *_nested(deeper))
            if mark.label or not items:
                items.append(Node(Role.ITEM, kids, label=mark.label))
            else:
                items[-1] = replace(items[-1], kids=(*items[-1].kids, *kids))
        yield Node(Role.LIST, tuple(items))


def _deeper(run: list[tuple[Node, _Mark]], depth: int) -> list[tuple[Node, _Mark]]:
    return list(takewhile(lambda line: line[1].depth > depth, run))


def _anew(mark: _Mark, depth: int, last: str) -> bool:
    """Whether a line begins another list after an item labelled ``last``: it has other signs, or counts anew."""
    if mark.depth < depth:
        return True
    numbers = [int(label[:-1]) for label in (last, mark.label) if label[:-1].isdigit()]
    return bool(mark.label) and (len(numbers) == 1 or numbers != sorted(set(numbers)))
