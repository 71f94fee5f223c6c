"""What a screen reader says of a web page, by its elements and by what it says of them to assistive technology."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import html as parser

from press.hypertext.equations import linear
from press.hypertext.names import UNSEEN, Element, Names, flat, hidden, role, text
from press.numerals import numeral
from press.speech import Node, Role, Speech, grouped, quoted

_NOT_READ = frozenset({"script", "style", "head", "template", "meta", "link", "title"})
_PLAYING = {"video": "a film", "audio": "a sound", "iframe": "another page in this one", "canvas": "a drawn picture"}
_PLAYING |= {"object": "an object", "embed": "an object", "noscript": "words for browsers without scripts"}
_COUNT = re.compile(r"\s*([-+]?\d{1,9})", re.ASCII)
_STRUCK = frozenset({"del", "s", "strike"})
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font"}
    | {"i", "img", "ins", "kbd", "label", "map", "mark", "output", "picture", "q", "rp", "rt", "ruby", "s", "samp"}
    | {"small", "span", "strike", "strong", "sub", "sup", "svg", "time", "tspan", "tt", "u", "var", "wbr", "text"}
)
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST_QUOTED = 20
_MOST_SPANNED = 1000
_LAST_LEVEL = 99
_Kids = tuple[Node | str, ...]


def speech(data: bytes) -> Speech:
    """A whole page. Raises ``lxml.etree.ParserError`` if it is empty."""
    return spoken(parser.document_fromstring(data, parser=parser.HTMLParser(encoding=_encoding(data))))


def spoken(page: Element) -> Speech:
    """What is said of a page that has been read, without names of XML."""
    language = page.get("lang") or page.get("xml:lang") or ""
    title = flat(page.findtext("head/title") or "")
    reader = _Reader(page)
    nodes = grouped(reader.kids(page, language))
    return Speech(title, language or "unknown", nodes, tuple(_styled(page)), tuple(reader.left_out()))


def _styled(page: Element) -> Iterator[str]:
    """What a page's style sheets may do to its words, which is not looked at."""
    linked = any("stylesheet" in (link.get("rel") or "").lower() for link in page.iter("link"))
    if linked or any(UNSEEN.search(sheet.text or "") for sheet in page.iter("style")):
        yield "A style sheet may hide some of these words, or add others; what it does is not looked at."


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the bytes are that; or else what the page says, which the parser knows."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None if b"charset" in data[:1024].lower() else "cp1252"
    return "utf-8"


class _Reader:
    def __init__(self, page: Element) -> None:
        self.page = page
        self.names = Names(page)
        self._left: dict[str, list[str]] = {}
        self._seen: set[tuple[Element, bool]] = set()
        """Text that was read or left: that in an element (False), and that after it (True)."""
        self._ways: dict[str, Callable[[Element, str, str], Iterator[Node | str]]] = {
            "list": self._list,
            "table": self._table,
            "img": self._picture,
            "svg": self._drawing,
            "math": self._equation,
            "textbox": self._field,
            "slider": self._field,
            "checkbox": self._ticked,
            "radio": self._ticked,
            "listbox": self._choice,
        }

    # What is left out

    def leave(self, what: str, element: Element) -> None:
        self._left.setdefault(what, []).append(flat(text(element)))
        self._pass(element)

    def _pass(self, element: Element) -> None:
        for each in element.iter():
            self._seen |= {(each, False)} if each is element else {(each, False), (each, True)}

    def left_out(self) -> Iterator[str]:
        lost = flat(" ".join(self._lost()))
        if lost:
            self._left.setdefault("words in a place that no reader looks at", []).append(lost)
        for what, found in self._left.items():
            words = [quoted(each) for each in found[:_MOST_QUOTED] if each]
            more = [f"and {len(found) - _MOST_QUOTED} more"] if len(found) > _MOST_QUOTED else []
            times = f" ({len(found)} times)" if len(found) > 1 and not words else ""
            yield f"{what}{times}{': ' if words else ''}{'; '.join([*words, *more] if words else [])}"

    def _lost(self) -> Iterator[str]:
        for body in self.page.iterchildren("body"):
            for element in body.iter():
                if element.text and (element, False) not in self._seen and isinstance(element.tag, str):
                    yield element.text
                if element.tail and element is not body and (element, True) not in self._seen:
                    yield element.tail

    # What is said

    def kids(self, element: Element, language: str) -> Iterator[Node | str]:
        self._seen.add((element, False))
        yield element.text or ""
        for kid in element:
            if isinstance(kid.tag, str):
                beside = kid.tag == "rt" and element.find("rp") is None
                yield "(" if beside else ""
                yield from self.element(kid, language)
                yield ")" if beside else ""
            self._seen.add((kid, True))
            yield kid.tail or ""

    def element(self, element: Element, around: str) -> Iterator[Node | str]:
        if element.tag in _NOT_READ:
            self._pass(element)
            return
        if why := hidden(element):
            if text(element).strip():
                self.leave(why, element)
            self._pass(element)
            return
        if element.tag in _PLAYING:
            self._playing(element)
            return
        language = element.get("lang") or element.get("xml:lang") or around
        changed = language if language != around else ""
        kind = role(element)
        if kind in self._ways:
            yield from self._ways[kind](element, language, changed)
        else:
            yield from self._around(kind, element, language, changed)

    def _playing(self, element: Element) -> None:
        name = self.names.given(element) or flat(element.get("title") or "")
        self._left.setdefault(_PLAYING[str(element.tag)], []).append(name or flat(text(element)))
        self._pass(element)

    def _around(self, kind: str, element: Element, language: str, changed: str) -> Iterator[Node | str]:
        """What an element makes of what is in it, or of the name that it has in place of that."""
        tag = str(element.tag)
        if tag == "br":
            yield " "
        elif kind == "heading":
            yield Node(Role.HEADING, self._named(element, language), _level(element), language=changed)
        elif kind in ("link", "button"):
            words = self._named(element, language)
            yield Node(Role.LINK if kind == "link" else Role.BUTTON, words, language=changed)
        elif kind == "paragraph" and not _holds_blocks(element):
            yield Node(Role.PARAGRAPH, tuple(self.kids(element, language)), language=changed)
        elif tag in _STRUCK:
            yield from ("[struck out: ", *self.kids(element, language), "]")
        elif tag in _INLINE and changed:
            yield Node(Role.WORDS, tuple(self.kids(element, language)), language=changed)
        elif tag in _INLINE:
            yield from self.kids(element, language)
        else:
            yield from grouped(self.kids(element, language))

    def _named(self, element: Element, language: str) -> _Kids:
        given = self.names.given(element)
        if given:
            self._pass(element)
            return (given,)
        kids = tuple(self.kids(element, language))
        spare = flat(element.get("value") or element.get("alt") or element.get("title") or "")
        if any(isinstance(kid, Node) or kid.strip() for kid in kids):
            return kids
        if not spare and role(element) == "link":
            self._left.setdefault("links without words", []).append(element.get("href") or "")
        return (spare,)

    # Lists

    def _list(self, element: Element, language: str, changed: str) -> Iterator[Node]:
        items = tuple(self._items(element, language))
        if items:
            yield Node(Role.LIST, items, language=changed)

    def _items(self, element: Element, language: str) -> Iterator[Node]:
        """Items with the numbers that browsers print (HTML, 4.4.5 and 4.4.8); what is none stands in its place."""
        kids = [kid for kid in element if isinstance(kid.tag, str)]
        step = -1 if element.get("reversed") is not None else 1
        first = 1 if step == 1 else sum(role(kid) == "listitem" for kid in kids)
        number = _whole(element.get("start"), first)
        for kid in kids:
            if role(kid) != "listitem" or hidden(kid):
                found = tuple(self.element(kid, language))
                if any(isinstance(each, Node) or each.strip() for each in found):
                    yield Node(Role.ITEM, found)
                continue
            number = _whole(kid.get("value"), number)
            form = _TYPES.get(kid.get("type") or element.get("type") or "", "decimal")
            label = f"{numeral(number, form)}." if element.tag == "ol" else "•"
            own = kid.get("lang") or language
            changed = own if own != language else ""
            yield Node(Role.ITEM, tuple(self.kids(kid, own)), label=label, language=changed)
            number += step

    # Tables

    def _table(self, element: Element, language: str, changed: str) -> Iterator[Node]:
        for caption in element.iterchildren("caption"):
            yield from grouped(self.element(caption, language))
        rows = (self._row(row, language) for row in self._through(element, ("row",)))
        yield Node(Role.TABLE, tuple(rows), language=changed)

    def _row(self, row: Element, language: str) -> Node:
        return Node(
            Role.ROW, tuple(self._cell(cell, language) for cell in self._through(row, ("cell", "columnheader")))
        )

    def _cell(self, cell: Element, around: str) -> Node:
        language = cell.get("lang") or around
        spans = ((_whole(cell.get(f"{noun}span"), 1), nouns) for noun, nouns in (("col", "columns"), ("row", "rows")))
        over = " and ".join(f"{span} {nouns}" for span, nouns in spans if 1 < span <= _MOST_SPANNED)
        kids = tuple(self.kids(cell, language))
        said = kids if language == around else (Node(Role.WORDS, kids, language=language),)
        kind = Role.HEAD if role(cell) == "columnheader" else Role.CELL
        return Node(kind, said, label=f"over {over}" if over else "")

    def _through(self, element: Element, kinds: tuple[str, ...]) -> Iterator[Element]:
        """The nearest elements of these kinds that are not hidden."""
        for kid in element.iterchildren("*"):
            if why := hidden(kid):
                self.leave(why, kid)
            elif role(kid) in kinds:
                yield kid
            elif kid.tag != "caption":
                yield from self._through(kid, kinds)

    # Pictures and fields

    def _picture(self, element: Element, language: str, changed: str) -> Iterator[Node]:
        name = self.names.picture(element)
        if element.tag == "img":
            decorative = element.get("alt") is not None and not name
        else:
            decorative = False
            self._pass(element)
        if not decorative:
            yield Node(Role.PICTURE, label=name, language=changed)

    def _drawing(self, element: Element, language: str, changed: str) -> Iterator[Node | str]:
        """A drawing by its name; one that has none by its words."""
        if (name := self.names.picture(element)) or not text(element).strip():
            for words in element.iter("text"):
                if flat(text(words)) not in name:
                    self.leave("words in a picture", words)
            yield from self._picture(element, language, changed)
        else:
            yield from self.kids(element, language)

    def _equation(self, element: Element, language: str, changed: str) -> Iterator[str]:
        words = self.names.given(element) or flat(element.get("alttext") or linear(element))
        self._pass(element)
        yield f" [equation: {words}] "

    def _field(self, element: Element, language: str, changed: str) -> Iterator[str]:
        held = flat(element.get("value") or "")
        if element.tag not in ("input",):
            held = flat(text(element))
            self._pass(element)
        yield f" [field: {self.names.field(element) or 'without a name'}{': ' + held if held else ''}] "

    def _ticked(self, element: Element, language: str, changed: str) -> Iterator[str]:
        ticked = element.get("checked") is not None or (element.get("aria-checked") or "").lower() == "true"
        name = self.names.field(element) or flat(text(element)) or "without a name"
        self._pass(element)
        yield f" [{role(element)}, {'ticked' if ticked else 'not ticked'}: {name}] "

    def _choice(self, element: Element, language: str, changed: str) -> Iterator[str]:
        options = [flat(text(option)) for option in element.iter("option", "li")] or [flat(text(element))]
        self._pass(element)
        yield f" [choice: {self.names.field(element) or 'without a name'}, of {', '.join(filter(None, options))}] "


def _level(element: Element) -> int:
    tag = str(element.tag)
    own = int(tag[1]) if tag[:1] == "h" and tag[1:].isdecimal() and len(tag) == 2 else 2
    level = _whole(element.get("aria-level"), own)
    return level if 1 <= level <= _LAST_LEVEL else own


def _whole(written: str | None, default: int) -> int:
    found = _COUNT.match(written or "")
    return int(found[1]) if found else default


def _holds_blocks(element: Element) -> bool:
    """Whether a term, a meaning or a caption has paragraphs or lists of its own."""
    return any(role(kid) in ("paragraph", "list", "table", "heading") for kid in element.iterchildren("*"))
