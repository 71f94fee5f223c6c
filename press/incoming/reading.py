"""A Word file -> what is found in it, in reading order. Nothing that it holds is passed over without being named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from lxml import etree

from press.incoming.found import Cell, File, Frame, Grid, Item, Line, Marker, Omission, Question, Span
from press.incoming.looks import Element, Numbering, Styles, count, switch, value, w
from press.incoming.package import WordPackage
from press.incoming.raw import chosen, is_open, text, texts
from press.incoming.words import ACCEPTED, CONTENTS, ORIGINAL, TRACKED, Context, Words

_IGNORED = frozenset({"sectPr", "bookmarkEnd", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tcPr", "trPr", "proofErr"})
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
_EDGES = ("top", "left", "bottom", "right", "start", "end", "insideH", "insideV")
_DEEPER = re.compile("list (?:bullet|number) ([2-5])")
_NO_LINE = ("", "nil", "none")


def read(data: bytes, name: str, *, original: bool = False) -> File:
    """What is in a Word file; with ``original``, as it was before its tracked changes.

    Raises Refused, placed in ``name``, if it cannot be read.
    """
    return _Reader(WordPackage(data, name), original=original).file()


class _Reader:
    def __init__(self, package: WordPackage, *, original: bool) -> None:
        self.package = package
        self.numbering = Numbering.of(package.part("numbering"))
        styles = Styles(package.part("styles"))
        self.context = Context(package, styles, ORIGINAL if original else ACCEPTED, package.main)
        self.lines = 0
        self.tables = 0
        self.begun: list[Element] = []

    def file(self) -> File:
        context = self.context
        body = self.package.document.find(w("body"))
        items = tuple(self.flow(body)) if body is not None else ()
        notes = tuple(self.notes())
        self.comments()
        furniture = tuple(self.furniture())
        if context.tracked:
            taken = "as it was before them" if context.gone is ORIGINAL else "as accepted"
            question = f"The file has {context.tracked} tracked changes, which are taken {taken}. Is that right?"
            context.questions.insert(0, Question(question, "the whole file"))
        said = tuple(texts(self.package, self.context.gone))
        found = tuple(context.omissions), tuple(context.questions)
        return File(items, notes, furniture, *found, self.package.title, _usual_language(items), said)

    # Blocks

    def flow(self, holder: Element) -> Iterator[Item]:
        """The blocks within an element, in order."""
        for element in holder.iterchildren("*"):
            match etree.QName(element).localname:
                case "p":
                    yield from self.paragraph(element)
                case "tbl":
                    yield self.table(element)
                case "sdt" if _is_contents(element):
                    self.context.omit("".join(text(element)), CONTENTS)
                case "del" | "moveFrom" | "ins" | "moveTo" as kind if kind in self.context.gone:
                    self.context.omit("".join(text(element)), TRACKED[kind])
                case "AlternateContent":
                    yield from self.flow(chosen(element))
                case "altChunk":
                    self.context.omit("a part in another format", "Word takes it in only when it opens the file")
                case "bookmarkStart":
                    self.context.bookmarks.append(element.get(w("name"), ""))
                case "oMathPara":
                    yield from self.paragraph(_wrapped(element))
                case name if name not in _IGNORED:
                    yield from self.flow(element)

    def paragraph(self, element: Element) -> Iterator[Item]:
        """A paragraph; one whose end is gone goes on in the next (ISO 29500-1, 17.13.5.15 and 17.13.5.20)."""
        self.lines += 1
        if is_open(element, self.context.gone):
            self.begun.append(element)
            return
        begun, self.begun = self.begun, []
        self.context.place = place = f"paragraph {self.lines}"
        properties = element.find(w("pPr"))
        style = value(properties, "pStyle") or self.context.styles.default
        words = Words(self.context, style, self.flow)
        earlier, self.context.bookmarks = self.context.bookmarks, []
        found = [span for each in begun for span in self.beginning(words, each, earlier)]
        spans = tuple(_joined([*found, *words.of(element)]))
        self.context.bookmarks += earlier  # those of blank paragraphs, behind its own
        sources = self.context.styles.paragraphs(properties, style)
        if any(span.text.strip() for span in spans):
            yield Line(
                spans,
                place,
                self.context.styles.name(style),
                self.context.styles.level(properties, style),
                self.marker(sources, self.context.styles.name(style)),
                words.size,
                boxed=_is_boxed(sources),
                bookmarks=tuple(self.context.bookmarks),
                heavy=any(switch(each, "b") for each in self.context.styles.runs(None, style)[:1]),
            )
            self.context.bookmarks.clear()
        yield from words.beside

    def beginning(self, words: Words, element: Element, earlier: list[str]) -> list[Span]:
        """The words of a paragraph that goes on in the next; of a blank one the bookmarks join the ``earlier``."""
        before = len(self.context.bookmarks)
        spans = list(words.of(element))
        if not any(span.text.strip() for span in spans):
            earlier += self.context.bookmarks[before:]
            del self.context.bookmarks[before:]
        return spans

    def marker(self, sources: list[Element], style: str) -> Marker | None:
        """What stands before a paragraph; Word's styles for inner lists count their levels in their names."""
        numbered = [each for source in sources if (each := source.find(w("numPr"))) is not None]
        name = next((found for each in numbered if (found := value(each, "numId"))), "")
        depth = next((found for each in numbered if (found := value(each, "ilvl"))), "0")
        marker = self.numbering.marker(name, count(depth) or 0) if name else None
        deeper = _DEEPER.fullmatch(style)
        return replace(marker, depth=max(marker.depth, int(deeper[1]) - 1)) if marker and deeper else marker

    # Tables

    def table(self, element: Element) -> Grid:
        self.tables += 1
        number = self.tables
        rows = list(_within(element, "tr"))
        grids = [list(self.cells(row, f"table {number}, row {at}")) for at, row in enumerate(rows, 1)]
        for above, row in pairwise(grids):
            for column, cell in enumerate(row):
                if cell is None and column < len(above):
                    row[column] = replace(above[column] or Cell(()), merged=True)
        widest = max(map(len, grids), default=0)
        whole = tuple(tuple(cell or Cell(()) for cell in [*row, *[None] * (widest - len(row))]) for row in grids)
        heads = 0
        while heads < len(rows) and switch(rows[heads].find(w("trPr")), "tblHeader"):
            heads += 1
        self.context.place = f"table {number}"
        return Grid(whole, f"table {number}", heads, ruled=self.ruled(element))

    def cells(self, row: Element, place: str) -> Iterator[Cell | None]:
        """The cells of a row; None for each that goes on from the one above it."""
        properties = row.find(w("trPr"))
        before = value(properties, "gridBefore")
        for _ in range(min(count(before) or 0, 63)):
            yield Cell(())
        for element in _within(row, "tc"):
            self.context.place = place
            own = element.find(w("tcPr"))
            merge = own.find(w("vMerge")) if own is not None else None
            items = tuple(self.flow(element))
            span = value(own, "gridSpan")
            columns = min(count(span) or 1, 63)
            goes_on = merge is not None and merge.get(w("val"), "continue") == "continue" and not items
            for _ in range(columns):
                yield None if goes_on else Cell(items, merged=columns > 1)

    def ruled(self, table: Element) -> bool:
        """Whether a table has lines, of its own, of its style or of its cells."""
        properties = table.find(w("tblPr"))
        style = value(properties, "tblStyle")
        holders = [properties.find(w("tblBorders"))] if properties is not None else []
        cells = (cell for row in _within(table, "tr") for cell in _within(row, "tc"))
        holders += [cell.find(f"{w('tcPr')}/{w('tcBorders')}") for cell in cells]
        named = "grid" in self.context.styles.name(style) or "table" in self.context.styles.name(style)
        return named or any(value(holder, edge) not in _NO_LINE for holder in holders for edge in _EDGES)

    # What stands outside the text

    def notes(self) -> Iterator[str]:
        """The footnotes and endnotes that are called, in their order; the others are left out."""
        found: dict[int, str] = {}
        for kind in ("footnotes", "endnotes"):
            for part, tree in self.package.parts(kind):
                for element in tree.iterchildren(w(kind.removesuffix("s"))):
                    if element.get(w("type")) in _SEPARATORS:
                        continue
                    number = self.context.notes.get((kind.removesuffix("s"), element.get(w("id"), "")), 0)
                    self.context.part = part
                    said = " ".join(" ".join(_texts(self.flow(element))).split())
                    if number:
                        found[number] = said
                    else:
                        self.context.place = kind
                        self.context.omit(said, "a note that nothing in the text calls")
        self.context.part = self.package.main
        for number in range(1, len(self.context.notes) + 1):
            yield found.get(number, "")

    def comments(self) -> None:
        for part, tree in self.package.parts("comments"):
            for element in tree.iterchildren(w("comment")):
                who, self.context.part = element.get(w("author"), "somebody") or "somebody", part
                self.context.place = f"a comment by {who}"
                said = " ".join(" ".join(_texts(self.flow(element))).split())
                self.context.place = f"a comment by {who}"
                if said:
                    self.context.ask(f"{who} commented: “{said}”")
                    self.context.omit(said, "a comment, which is kept as a question")
        self.context.part = self.package.main

    def furniture(self) -> Iterator[str]:
        """The words of headers and footers, which are left out: the layouts make their own."""
        for kind in ("header", "footer"):
            for part, tree in self.package.parts(kind):
                self.context.part = part
                said = " ".join(" ".join(_texts(self.flow(tree))).split())
                if said:
                    reason = f"in a {kind}; the layouts make their own"
                    self.context.omissions.append(Omission(said, reason, f"a {kind}"))
                    yield said
        self.context.part = self.package.main


def _texts(items: Iterable[Item]) -> Iterator[str]:
    """The words of blocks, one after the other."""
    for item in items:
        match item:
            case Line():
                yield item.text
            case Grid(rows=rows):
                yield from (said for row in rows for cell in row if not cell.merged for said in _texts(cell.items))
            case _ if not hasattr(item, "data"):
                yield from _texts(item.items)


def _usual_language(items: Iterable[Item]) -> str:
    """The language of most letters."""
    letters = Counter[str]()
    for line in _lines(items):
        for span in line.spans:
            letters[span.language] += len(span.text.strip())
    return max(letters, key=lambda language: letters[language], default="")


def _lines(items: Iterable[Item]) -> Iterator[Line]:
    for item in items:
        match item:
            case Line():
                yield item
            case Grid(rows=rows):
                yield from (line for row in rows for cell in row for line in _lines(cell.items))
            case Frame(items=inner):
                yield from _lines(inner)


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans that look alike as one. What is only white space looks as what is before it."""
    last: Span | None = None
    for span in spans:
        alike = last is not None and (not span.text.strip(" ") or replace(span, text="") == replace(last, text=""))
        if last is not None and alike and span.link == last.link:
            last = replace(last, text=last.text + span.text)
        else:
            if last is not None:
                yield last
            last = span
    if last is not None:
        yield last


def _within(holder: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for element in holder.iterchildren("*"):
        found = etree.QName(element).localname
        if found == name:
            yield element
        elif found in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "del"):
            yield from _within(element, name)


def _is_contents(control: Element) -> bool:
    return any(value(each, "docPartGallery") == "Table of Contents" for each in control.iter(w("docPartObj")))


def _is_boxed(sources: list[Element]) -> bool:
    """Whether a paragraph has lines around it, or a ground of its own."""
    for source in sources:
        lines = source.find(w("pBdr"))
        ground = value(source, "shd", "fill").lower()
        if lines is not None and sum(value(lines, edge) not in _NO_LINE for edge in _EDGES) >= 2:
            return True
        if ground:
            return ground not in ("auto", "ffffff")
    return False


def _wrapped(element: Element) -> Element:
    """An equation that stands alone, as a paragraph."""
    paragraph = etree.Element(w("p"))
    paragraph.append(element)
    return paragraph
