"""What a screen reader says of a PDF, from its tags alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import pikepdf

from press.checks.pdf import unread
from press.checks.pdf.catalog import title
from press.checks.pdf.content import Pages
from press.checks.pdf.fonts import PdfObject
from press.checks.pdf.tree import Element, TagTree, standard
from press.speech import BLOCKS, Node, Role, Speech, grouped, quoted

_HEADING = re.compile(r"H([1-9]\d?)")
_BLOCKS = {"P": Role.PARAGRAPH, "Caption": Role.PARAGRAPH, "L": Role.LIST, "TOC": Role.LIST, "Table": Role.TABLE}
_PICTURES = frozenset({"Figure", "Formula"})
_ITEMS = ("LI", "TOCI")
_EMPTIED = "the tag around it has an empty replacement text"
_SIGNS = frozenset("•◦▪●○■–-*\uf0b7")


def speech(document: pikepdf.Pdf, reading: TagTree, pages: Pages) -> Speech:
    """A whole file; one without tags as it is painted."""
    catalog: PdfObject = document.Root
    language = str(catalog.get("/Lang", ""))
    reader = _Reader(reading.roles)
    nodes = grouped(reader.kids(reading.root, language))
    remarks = tuple(reader.remarks)
    left = unread.left_out(document, pages, reading.owners, unread.untold(reading.root, reader.told))
    if not reading.root.children:
        nodes = tuple(Node(Role.PARAGRAPH, (text,)) for text in unread.painted(pages) if text.strip())
        remarks, left = (_UNTAGGED,), unread.beside(document)
    return Speech(title(document), language or "unknown", nodes, remarks, tuple(left))


_UNTAGGED = (
    "The PDF has no tags, so each screen reader guesses what is a heading, a list or a table, and what comes first. "
    "These are its words in the order in which they are painted."
)


class _Reader:
    """Reads elements; ``roles`` says what a file's own types stand for (ISO 32000-1, 14.7.3)."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        self.roles = roles
        self.told: set[int] = set()
        """The elements whose own words were read, by their identity."""
        self.remarks: dict[str, None] = {}

    def kids(self, element: Element, language: str) -> Iterator[Node | str]:
        self.told.add(id(element))
        for kid in element.kids:
            if isinstance(kid, str):
                yield kid
            else:
                yield from self.element(kid, language)

    def element(self, element: Element, around: str) -> Iterator[Node | str]:
        role = self.role(element)
        language = element.attributes.get("Lang", around)
        changed = language if language != around else ""
        if role in ("L", "TOC"):
            yield from self.list(element, language, changed)
            return
        if role == "Table":
            yield from self.table(element, language, changed)
            return
        if role in _PICTURES:
            yield self.picture(element, changed)
            return
        kids = self.read(element, language)
        if heading := _HEADING.fullmatch(role):
            yield Node(Role.HEADING, kids, int(heading[1]), language=changed)
        elif role == "Link":
            yield Node(Role.LINK, kids, language=changed)
        elif role in _BLOCKS and not any(isinstance(kid, Node) and kid.role in BLOCKS for kid in kids):
            yield Node(_BLOCKS[role], kids, language=changed)
        elif changed:
            yield Node(Role.WORDS, kids, language=changed)
        else:
            yield from kids

    def picture(self, element: Element, changed: str) -> Node:
        """A picture by its alternative text; the labels in it are said by that, if there is one."""
        label = element.attributes.get("Alt", "") or element.attributes.get("ActualText", "")
        if label:
            self.told.update(id(each) for each in element.elements())
        return Node(Role.PICTURE, label=label, language=changed)

    def role(self, element: Element) -> str:
        return standard(element.role, self.roles)

    def read(self, element: Element, language: str) -> tuple[Node | str, ...]:
        """What is in an element, or what is said in its place (ISO 32000-1, 14.9.4); nothing is no word for words."""
        instead = element.attributes.get("ActualText")
        if instead is None or (not instead.strip() and any(map(str.isalnum, element.text))):
            if instead is not None:
                self.remarks[f"Some screen readers say nothing of {quoted(element.text, 60)}: {_EMPTIED}."] = None
            return tuple(self.kids(element, language))
        self.told.update(id(each) for each in element.elements())
        return (instead,)

    def list(self, element: Element, language: str, changed: str) -> Iterator[Node]:
        """A list, what stands before its first item in front of it, and what else is in it in its place."""
        self.told.add(id(element))
        parts = element.children
        first = next((at for at, kid in enumerate(parts) if self.role(kid) in _ITEMS), len(parts))
        yield from grouped([kid for kid in element.kids if isinstance(kid, str)])
        for part in parts[:first]:
            yield from grouped(self.element(part, language))
        items = parts[first:]
        labels = [self.label(item) for item in items]
        if _names(labels):  # a list of names with their meanings
            for item in items:
                yield from self.meaning(item, language)
        elif items:
            yield Node(Role.LIST, tuple(self.items(items, labels, language)), language=changed)

    def meaning(self, item: Element, language: str) -> Iterator[Node]:
        """A name and its meaning, each a paragraph."""
        if self.role(item) not in _ITEMS:
            yield from grouped(self.element(item, language))
            return
        self.told.add(id(item))
        for kid in item.kids:
            yield from grouped([kid] if isinstance(kid, str) else self.kids(kid, language))

    def label(self, item: Element) -> str:
        if self.role(item) not in _ITEMS:
            return ""
        return "".join(part.text for part in item.children if self.role(part) == "Lbl").strip()

    def items(self, items: Iterable[Element], labels: Iterable[str], language: str) -> Iterator[Node]:
        for item, label in zip(items, labels, strict=True):
            self.told.update(id(each) for part in item.children if self.role(part) == "Lbl" for each in part.elements())
            if self.role(item) not in _ITEMS:
                yield Node(Role.ITEM, tuple(self.element(item, language)))
                continue
            self.told.add(id(item))
            kids = [kid for kid in item.kids if isinstance(kid, str) or self.role(kid) != "Lbl"]
            words = Element("", {}, kids)
            yield Node(Role.ITEM, tuple(self.kids(words, language)), label="•" if label in _SIGNS else label)

    def table(self, element: Element, language: str, changed: str) -> Iterator[Node]:
        for caption in self.below(element, ("Caption",)):
            yield from grouped(self.element(caption, language))
        rows = tuple(
            Node(Role.ROW, tuple(self.cell(cell, language) for cell in self.below(row, ("TH", "TD"))))
            for row in self.below(element, ("TR",))
        )
        yield Node(Role.TABLE, rows, language=changed)

    def cell(self, element: Element, language: str) -> Node:
        spans = (
            (element.attributes.get(key, "1"), noun) for key, noun in (("ColSpan", "columns"), ("RowSpan", "rows"))
        )
        over = " and ".join(f"{span} {noun}" for span, noun in spans if span not in ("0", "1"))
        role = Role.HEAD if self.role(element) == "TH" else Role.CELL
        return Node(role, tuple(self.kids(element, language)), label=f"over {over}" if over else "")

    def below(self, element: Element, roles: tuple[str, ...]) -> Iterator[Element]:
        """The nearest elements of these roles, in order."""
        for kid in element.children:
            if self.role(kid) in roles:
                yield kid
            else:
                yield from self.below(kid, roles)


def _names(labels: list[str]) -> bool:
    """Whether labels are words that are explained: neither signs nor numbers."""
    return any(len(re.sub(r"[\W\d_]", "", label)) > 3 for label in labels)
