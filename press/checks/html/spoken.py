"""What a screen reader says of a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html as parser

from press.speech import Node, Role, Speech, grouped

_NOT_READ = frozenset({"script", "style", "head", "template", "noscript"})
_COUNT = re.compile(r"-?\d{1,9}", re.ASCII)
_HEADING = re.compile(r"h([1-6])")
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "button", "cite", "em", "i", "img", "small", "span", "strong", "sub", "sup"}
)


def speech(data: bytes) -> Speech:
    """A whole page. Raises ``lxml.etree.ParserError`` if it is empty."""
    page = parser.document_fromstring(data, parser=parser.HTMLParser(encoding="utf-8"))
    language = page.get("lang") or ""
    title = (page.findtext("head/title") or "").strip()
    return Speech(title, language or "unknown", grouped(_kids(page, language)))


def _kids(element: parser.HtmlElement, language: str) -> Iterator[Node | str]:
    yield element.text or ""
    for kid in element:
        if isinstance(kid.tag, str) and not _silent(kid):
            yield from _element(kid, language)
        yield kid.tail or ""


def _silent(element: parser.HtmlElement) -> bool:
    hidden = element.get("aria-hidden") == "true" or element.get("hidden") is not None
    return element.tag in _NOT_READ or hidden or element.get("popover") is not None


def _element(element: parser.HtmlElement, around: str) -> Iterator[Node | str]:
    language = element.get("lang", around)
    changed = language if language != around else ""
    match element.tag:
        case "ul" | "ol":
            yield Node(Role.LIST, tuple(_items(element, language)), language=changed)
        case "table":
            yield from grouped(
                each for caption in element.iterchildren("caption") for each in _element(caption, around)
            )
            yield Node(Role.TABLE, tuple(_rows(element, language)), language=changed)
        case "img":
            if element.get("alt") != "":
                yield Node(Role.PICTURE, label=element.get("alt", ""), language=changed)
        case _:
            yield from _around(element.tag, tuple(_kids(element, language)), changed)


def _around(tag: str, kids: tuple[Node | str, ...], changed: str) -> Iterator[Node | str]:
    """What an element makes of what is in it."""
    if heading := _HEADING.fullmatch(tag):
        yield Node(Role.HEADING, kids, int(heading[1]), language=changed)
        return
    match tag:
        case "p" | "dt" | "caption" | "figcaption":
            yield Node(Role.PARAGRAPH, kids, language=changed)
        case "a" | "button":
            yield Node(Role.LINK if tag == "a" else Role.BUTTON, kids, language=changed)
        case _ if tag in _INLINE and changed:
            yield Node(Role.WORDS, kids, language=changed)
        case _ if tag in _INLINE:
            yield from kids
        case _:
            yield from grouped(kids)


def _items(element: parser.HtmlElement, language: str) -> Iterator[Node]:
    written = element.get("start", "1")
    start = int(written) if _COUNT.fullmatch(written) else 1
    for number, item in enumerate(element.iterchildren("li"), start):
        yield Node(Role.ITEM, tuple(_kids(item, language)), label=f"{number}." if element.tag == "ol" else "•")


def _rows(element: parser.HtmlElement, language: str) -> Iterator[Node]:
    for row in element.xpath("tr | thead/tr | tbody/tr | tfoot/tr"):
        yield Node(
            Role.ROW,
            tuple(
                Node(Role.HEAD if cell.tag == "th" else Role.CELL, tuple(_kids(cell, language)))
                for cell in row.iterchildren("th", "td")
            ),
        )
