"""The words of a PDF in the order in which they are read, each with its page, for formats that list printed pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf

from press.checks.pdf.content import Pages
from press.checks.pdf.tree import Element, TagTree

_WORD = re.compile(r"\S+")
_INLINE = frozenset({"Span", "Link", "Em", "Strong", "Reference", "Quote"})
_LEFT_OUT = frozenset({"TOC"})
"""The list of contents, which paper alone has."""


def by_page(data: bytes) -> list[tuple[str, int]]:
    """Each word with the page, from 1, that it begins on; a picture's are those of its alternative text. Raises one of
    `MALFORMED` where the file cannot be read."""
    with pikepdf.open(io.BytesIO(data)) as document:
        pieces = list(_pieces(TagTree(document, Pages(list(document.pages))).root))
    text = "".join(piece for piece, _ in pieces)
    starts, at = [], 0
    for piece, page in pieces:
        starts.append((at, page))
        at += len(piece)
    found, number = [], 0
    for match in _WORD.finditer(text):
        while number + 1 < len(starts) and starts[number + 1][0] <= match.start():
            number += 1
        found.append((match[0], starts[number][1]))
    return found


def _pieces(element: Element) -> Iterator[tuple[str, int]]:
    if element.role in _LEFT_OUT:
        return
    apart = "" if element.role in _INLINE else " "
    yield apart, element.page
    if element.role == "Figure":
        yield element.attributes.get("Alt", ""), element.page
    rest = iter(element.pieces)
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _pieces(kid)
        else:
            length = 0
            while length < len(kid) and (piece := next(rest, None)):
                yield piece.text, piece.page
                length += len(piece.text)
    yield apart, element.page
