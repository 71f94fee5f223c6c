"""What a screen reader says of a PDF, from its tags alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import pikepdf

from press.checks.pdf.catalog import title
from press.checks.pdf.fonts import Item
from press.checks.pdf.tree import Element, Reading, standard
from press.speech import BLOCKS, Node, Role, Speech, grouped

_HEADING = re.compile(r"H([1-9]\d?)")
_BLOCKS = {"P": Role.PARAGRAPH, "Caption": Role.PARAGRAPH, "L": Role.LIST, "TOC": Role.LIST, "Table": Role.TABLE}
_PICTURES = frozenset({"Figure", "Formula"})
_SIGNS = frozenset("•◦▪●○■–-*\uf0b7")


def speech(document: pikepdf.Pdf, reading: Reading) -> Speech:
    """A whole file."""
    catalog: Item = document.Root
    language = str(catalog.get("/Lang", ""))
    return Speech(title(document), language or "unknown", grouped(_Reader(reading.roles).kids(reading.root, language)))


class _Reader:
    """Reads elements; ``roles`` says what a file's own types stand for (ISO 32000-1, 14.7.3)."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        self.roles = roles

    def kids(self, element: Element, language: str) -> Iterator[Node | str]:
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
        kids = self.read(element, language)
        if heading := _HEADING.fullmatch(role):
            yield Node(Role.HEADING, kids, int(heading[1]), language=changed)
        elif role in _PICTURES:
            yield Node(Role.PICTURE, label=element.attributes.get("Alt", ""), language=changed)
        elif role == "Link":
            yield Node(Role.LINK, kids, language=changed)
        elif role in _BLOCKS and not any(isinstance(kid, Node) and kid.role in BLOCKS for kid in kids):
            yield Node(_BLOCKS[role], kids, language=changed)
        elif changed:
            yield Node(Role.WORDS, kids, language=changed)
        else:
            yield from kids

    def role(self, element: Element) -> str:
        return standard(element.role, self.roles)

    def read(self, element: Element, language: str) -> tuple[Node | str, ...]:
        instead = element.attributes.get("ActualText")
        return (instead,) if instead is not None else tuple(self.kids(element, language))

    def list(self, element: Element, language: str, changed: str) -> Iterator[Node]:
        items = [kid for kid in element.children if self.role(kid) in ("LI", "TOCI")]
        labels = ["".join(part.text for part in item.children if self.role(part) == "Lbl").strip() for item in items]
        if _names(labels):  # a list of names with their meanings
            for part in (part for item in items for part in item.children):
                yield from grouped(self.kids(part, language))
            return
        yield Node(Role.LIST, tuple(self.items(items, labels, language)), language=changed)

    def items(self, items: Iterable[Element], labels: Iterable[str], language: str) -> Iterator[Node]:
        for item, label in zip(items, labels, strict=True):
            kids = [kid for kid in item.kids if isinstance(kid, str) or self.role(kid) != "Lbl"]
            words = Element("", {}, kids)
            yield Node(Role.ITEM, tuple(self.kids(words, language)), label="•" if label in _SIGNS else label)

    def table(self, element: Element, language: str, changed: str) -> Iterator[Node]:
        for caption in self.below(element, ("Caption",)):
            yield from grouped(self.element(caption, language))
        rows = tuple(
            Node(
                Role.ROW,
                tuple(
                    Node(Role.HEAD if self.role(cell) == "TH" else Role.CELL, tuple(self.kids(cell, language)))
                    for cell in self.below(row, ("TH", "TD"))
                ),
            )
            for row in self.below(element, ("TR",))
        )
        yield Node(Role.TABLE, rows, language=changed)

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
