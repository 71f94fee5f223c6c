"""A web page with one leaflet -> what is found in it, in reading order; what is around the leaflet is left out."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree, html

from press.incoming.found import Cell, File, Frame, Grid, Image, Item, Line, Marker, Omission, Question, Span
from press.problems import Place, Problem, Refused

Element = etree._Element

MOST_BYTES = 20_000_000
_SILENT = frozenset({"script", "style", "template", "noscript", "head", "svg", "iframe", "object", "video", "audio"})
_AROUND = frozenset({"nav", "header", "footer", "form", "button", "dialog"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog"})
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section"),
        *("summary", "table", "ul"),
    }
)
_DATA = re.compile(r"data:(image/[a-z+.-]+);base64,(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    emphasised: bool = False
    link: str = ""
    language: str = ""


def read(data: bytes, name: str) -> File:
    """What is in a web page. Raises Refused, placed in ``name``, if there is none in it."""
    if len(data) > MOST_BYTES:
        message = f"The page has more than {MOST_BYTES // 1_000_000} MB."
        raise Refused([Problem("import-unreadable", Place(name), message, "Name a page with one leaflet.")])
    try:
        parser = html.HTMLParser(encoding=None if b"charset" in data[:2048].lower() else "utf-8", no_network=True)
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        message = "There is no web page in it."
        raise Refused([Problem("import-unreadable", Place(name), message, "Save the page anew.")]) from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message for entry in parser.error_log):
        message = "Its elements stand in one another so deep that it cannot be read whole."
        raise Refused([Problem("import-unreadable", Place(name), message, "Name a page with one leaflet.")])
    return _Page(root).file()


class _Page:
    def __init__(self, root: Element) -> None:
        self.root = root
        self.omissions: list[Omission] = []
        self.questions: list[Question] = []
        self.count = 0

    def file(self) -> File:
        body = self.root.find("body")
        body = self.root if body is None else body
        main = self.main(body)
        for element in filter(self.is_around, body.iter()):
            above = list(element.iterancestors())
            if main not in above and not any(map(self.is_around, above)):
                self.omit(element, "it stands around the leaflet")
        items = tuple(self.flow(main, _Look()))
        title = " ".join((self.root.findtext("head/title") or "").split())
        said = " ".join(_said(body))
        rest = tuple(self.beside(body, main))
        language = self.root.get("lang", "")
        return File(items, (), (), (*self.omissions, *rest), tuple(self.questions), title, language, (said,))

    def main(self, body: Element) -> Element:
        """The element that the leaflet stands in: the page says so, or else its whole body is meant."""
        for path in (".//main", ".//*[@role='main']", ".//article"):
            found = body.findall(path)
            if len(found) == 1:
                return found[0]
        return body

    def beside(self, body: Element, main: Element) -> Iterator[Omission]:
        """What stands neither in the leaflet nor in what is known to stand around it."""
        if main is body:
            return
        for element in body.iterchildren():
            inside = any(each is main for each in element.iter())
            if inside and element is not main:
                yield from self.beside(element, main)
            elif not inside and not self.is_around(element) and (words := " ".join(_said(element)).strip()):
                yield Omission(" ".join(words.split()), "it stands beside the leaflet", "the page")

    def is_around(self, element: Element) -> bool:
        within = any(above.tag in ("main", "article") for above in element.iterancestors())
        return (element.tag in _AROUND and not within) or (
            isinstance(element.tag, str) and element.get("role") in _ROLES
        )

    def omit(self, element: Element, reason: str) -> None:
        if words := " ".join(" ".join(_said(element)).split()):
            self.omissions.append(Omission(words, reason, f"<{element.tag}>"))

    # Blocks

    def flow(self, holder: Element, look: _Look, depth: int = 0) -> Iterator[Item]:
        """The blocks within an element; words that stand between blocks are paragraphs."""
        loose: list[Span] = [Span(holder.text or "", look.bold, look.emphasised, look.link, look.language)]
        for element in holder.iterchildren():
            if not isinstance(element.tag, str) or element.tag in _SILENT or self.is_around(element):
                pass
            elif element.tag in _BLOCKS or any(each.tag in _BLOCKS for each in element.iterdescendants()):
                yield from self.line(loose)
                loose = []
                yield from self.block(element, look, depth)
            elif element.tag == "img":
                yield from self.line(loose)
                loose = []
                yield from self.picture(element)
            else:
                loose += self.words(element, look)
            loose.append(Span(element.tail or "", look.bold, look.emphasised, look.link, look.language))
        yield from self.line(loose)

    def block(self, element: Element, look: _Look, depth: int) -> Iterator[Item]:
        look = _spoken(element, look)
        match element.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" as name:
                marks = tuple(filter(None, [element.get("id")]))
                yield from self.line(list(self.words(element, look)), level=int(name[1]), bookmarks=marks)
            case "ul" | "ol":
                yield from self.listed(element, look, depth)
            case "table":
                yield self.table(element, look)
            case "aside" | "blockquote":
                yield Frame(tuple(self.flow(element, look)), self.place)
            case _:
                yield from self.flow(element, look, depth)

    @property
    def place(self) -> str:
        return f"paragraph {self.count}"

    def line(
        self, spans: list[Span], *, level: int = 0, marker: Marker | None = None, bookmarks: tuple[str, ...] = ()
    ) -> Iterator[Line]:
        kept = tuple(replace(span, text=re.sub(r"[ \t\r\n\f]+", " ", span.text)) for span in spans)
        kept = tuple(replace(span, text=span.text.replace("\v", "\n")) for span in kept if span.text)
        if any(span.text.strip() for span in kept):
            self.count += 1
            yield Line(kept, self.place, level=level, marker=marker, bookmarks=bookmarks)

    def listed(self, element: Element, look: _Look, depth: int) -> Iterator[Item]:
        start = element.get("start", "1")
        number = int(start) if start.isdigit() else 1
        for item in element.iterchildren("li"):
            marker = Marker(depth, number if element.tag == "ol" else 0, f"{number}." if element.tag == "ol" else "•")
            for at, inside in enumerate(self.flow(item, _spoken(item, look), depth + 1)):
                first = at == 0 and isinstance(inside, Line) and not inside.marker
                yield replace(inside, marker=marker) if first and isinstance(inside, Line) else inside
            number += 1

    def table(self, element: Element, look: _Look) -> Grid:
        rows: list[list[Cell]] = []
        heads = 0
        for row in element.iter("tr"):
            cells = [
                Cell(tuple(self.flow(cell, replace(_spoken(cell, look), bold=cell.tag == "th"))))
                for cell in row.iterchildren("td", "th")
            ]
            if heads == len(rows) and cells and all(cell.tag == "th" for cell in row.iterchildren("td", "th")):
                heads += 1
            rows.append(cells)
        caption = element.find("caption")
        if caption is not None and (words := tuple(self.words(caption, look))):
            widest = max(map(len, rows), default=1)
            rows.insert(0, [Cell((Line(words, self.place),), merged=True)] * widest)
        widest = max(map(len, rows), default=0)
        whole = tuple((*row, *[Cell(())] * (widest - len(row))) for row in rows)
        return Grid(whole, self.place, heads, ruled=True)

    def picture(self, element: Element) -> Iterator[Item]:
        alt, source = " ".join((element.get("alt") or "").split()), element.get("src") or ""
        match = _DATA.fullmatch(source)
        try:
            data = base64.b64decode(match[2], validate=False) if match else b""
        except (binascii.Error, ValueError):
            data = b""
        if match and data:
            yield Image(data, match[1], alt, self.place, decorative=element.get("alt") == "")
        else:
            self.omissions.append(
                Omission(alt or "a picture", f"a picture that is elsewhere ({source[:100]})", self.place)
            )
            self.questions.append(
                Question("A picture is not in the page, but elsewhere: put it in by hand.", self.place)
            )

    # Words

    def words(self, element: Element, look: _Look) -> Iterator[Span]:
        match element.tag:
            case "b" | "strong":
                look = replace(look, bold=True)
            case "i" | "em" | "u":
                look = replace(look, emphasised=True)
            case "a":
                look = replace(look, link=element.get("href") or "")
            case "br":
                yield Span("\v")
        look = _spoken(element, look)
        yield Span(element.text or "", look.bold, look.emphasised, look.link, look.language)
        for inner in element.iterchildren():
            if isinstance(inner.tag, str) and inner.tag not in _SILENT:
                yield from self.words(inner, look)
            yield Span(inner.tail or "", look.bold, look.emphasised, look.link, look.language)


def _spoken(element: Element, look: _Look) -> _Look:
    """How words within an element look, where it says in which language they are."""
    return replace(look, language=element.get("lang") or look.language)


def _said(element: Element) -> Iterator[str]:
    """Every text within an element that a page shows."""
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    yield element.text or ""
    for inner in element.iterchildren():
        yield from _said(inner)
        yield inner.tail or ""
