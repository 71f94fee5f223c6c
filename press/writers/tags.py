"""The tag tree: what the PDF tells a screen reader, built from the HTML, filled by the layout.

The structure elements are made from the HTML's elements in document order, so a paragraph that
crosses a page stays one paragraph. Laying out only says where each run of text was painted
(`press.writers.marking`).

    HTML                          structure elements (ISO 32000-1, 14.8.4; ISO 14289-1, 7)
    section > h2, p, …            Sect > H2, P, …
    ul > li > p                   L [ListNumbering] > LI > Lbl, LBody > P
    dl > div > dt, dd             L > LI > Lbl, LBody
    table > caption, thead > tr   Table > Caption, THead > TR > TH [Scope]
    figure > img, figcaption      Div > Figure [Alt, BBox], Caption
    nav > ol > li > a             TOC > TOCI > Reference > Link
    a · abbr · span lang          Link + annotation · Span [E] · Span [Lang]
    aside · blockquote            Aside · BlockQuote
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from press.writers.elements import Node, Run

ROLES = {
    "body": "Document",
    "section": "Sect",
    "nav": "Sect",
    "aside": "Aside",
    "p": "P",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "dl": "L",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "figure": "Div",
    "img": "Figure",
    "figcaption": "Caption",
    "blockquote": "BlockQuote",
    "a": "Link",
    "abbr": "Span",
    "strong": "Strong",
    "em": "Em",
} | {f"h{level}": f"H{level}" for level in range(1, 7)}
INLINE = frozenset({"a", "abbr", "em", "span", "strong", "wbr"})
HOLDERS = frozenset({"P", "Lbl", "TH", "TD", "Caption", "H1", "H2", "H3", "H4", "H5", "H6"})
"""The structure elements that hold text and inline elements directly."""

WHITE_SPACE = re.compile("[ \t\r\n\f]+")
SPACES = " \N{ZERO WIDTH SPACE}"
"""WeasyPrint puts a zero-width space after a space that is a box of its own, in spaced text."""
_COMMAS = (",", "\N{ARABIC COMMA}", "\N{IDEOGRAPHIC COMMA}")
_SCOPES = {"row": "Row"}


class Holder:
    """The text of one element that holds text, and how much of it has been painted so far."""

    def __init__(self) -> None:
        self.text = ""
        self.runs: list[tuple[int, Element, Run]] = []
        self.cursor = 0
        self.last_box: Any = None

    def add(self, text: str, element: Element, node: Node) -> None:
        text = WHITE_SPACE.sub(" ", text)
        run = Run(node, text)
        node.kids.append(run)
        self.text += text
        self.runs.append((len(self.text), element, run))

    def take(self, box: Any) -> Run | None:
        """The run that a text box continues; None if its text does not stand next.

        WeasyPrint does not paint a space at a line's end, nor what is nothing but white space:
        the box before gets it.
        """
        text = box.text.strip(SPACES)
        start = self.cursor
        while self.text.startswith(" ", start):
            start += 1
        if not self.text.startswith(text, start):
            return None
        if start > self.cursor and not box.text.startswith(" "):
            self.space()
        self.cursor = start + len(text)
        if text.strip():
            self.last_box = box
        else:
            self.space(text)
        return next((run for end, element, run in self.runs if start < end and element is box.element), None)

    def follow(self, box: Any) -> None:
        """Go on after a box of generated text, which runs into the words before it only if it begins with a comma. It
        may go on on another line, behind that comma."""
        last = self.last_box
        before = last.text if last is not None and last.element_tag == box.element_tag else ""
        if before.endswith(_COMMAS) or not (before or box.text.startswith((" ", *_COMMAS))):
            self.space()
        if any(end == self.cursor + 1 and run.text[1:].endswith(" ") for end, _, run in self.runs):
            self.cursor += 1  # that of the words, not the one that may come after
        self.last_box = box

    def space(self, space: str = " ") -> None:
        """Have the last box paint a space, or other white space, at its end."""
        if self.last_box is not None and not (space == " " and self.last_box.pango_layout.text.endswith(" ")):
            self.last_box.pango_layout.text += space

    @property
    def rest(self) -> str:
        """The text that nothing has painted yet."""
        return self.text[self.cursor :].strip(" ")


class Tree:
    """The structure tree of a page of HTML, before anything is painted."""

    def __init__(self, body: Element) -> None:
        self.nodes: dict[Element, Node] = {}
        self.holders: dict[Element, Holder] = {}
        self.generated: dict[tuple[Element, str], Run] = {}
        self.anchors: dict[str, Node] = {}
        self.root = Node("Document")
        self.nodes[body] = self.root
        self._fill(body, self.root, None, in_contents=False)

    def _fill(self, element: Element, node: Node, holder: Holder | None, *, in_contents: bool) -> None:
        """Add what an element holds to its structure element."""
        in_contents = in_contents or element.tag == "nav"
        implicit: tuple[Node, Holder] | None = None
        for child, text in _inside(element):
            inline = child is None or child.tag in INLINE
            if inline and not holder and child is None and not text.strip():
                continue
            target, inner = node, holder
            if inline and not holder:
                implicit = implicit or (node if node.role == "TOCI" else node.add("P"), Holder())
                target, inner = implicit
            elif not inline:
                implicit = None
            if child is not None:
                self._child(child, target, inner, in_contents=in_contents)
            elif inner:
                inner.add(text, element, target)
                self.holders[element] = inner

    def _child(self, child: Element, parent: Node, holder: Holder | None, *, in_contents: bool) -> None:
        role = _role(child, in_contents=in_contents)
        node = parent
        if role == "Link" and in_contents:
            parent = parent.add("Reference")
        if role:
            node = self.nodes[child] = parent.add(role)
            _describe(node, child)
        if role == "LI" and child.tag == "li":
            node.add("Lbl")
            node = node.add("LBody")
        if role == "Figure":
            node.kids.append(Run(node, ""))
        if name := child.get("id"):
            self.anchors[name] = self.nodes.get(child, node)
            self.anchors[name].anchor = name
        if role in HOLDERS:
            holder = Holder()
        if holder:
            self.holders[child] = holder
        self._fill(child, node, holder, in_contents=in_contents)

    def generated_run(self, box: Any) -> Run:
        """The run of a pseudo-element: a list's marker, or what stands before or after."""
        element, pseudo = box.element, box.element_tag.partition("::")[2]
        key = (element, pseudo)
        if key not in self.generated:
            node = self.nodes[element]
            if pseudo == "marker":
                node = next(kid for kid in node.kids if isinstance(kid, Node) and kid.role == "Lbl")
            run = Run(node, "")
            node.kids.insert(0 if pseudo == "before" else len(node.kids), run)
            self.generated[key] = run
        return self.generated[key]

    def prune(self) -> None:
        """Take out labels that nothing was painted for (lists without markers)."""
        for node in self.root.nodes():
            node.kids = [kid for kid in node.kids if not (isinstance(kid, Node) and kid.role == "Lbl" and not kid.kids)]


def _describe(node: Node, element: Element) -> None:
    """What an HTML element says of its structure element."""
    node.language = element.get("lang", "")
    match node.role:
        case "Link":
            node.address = element.get("href", "")
            node.says = element.get("title") or "".join(element.itertext())
        case "Figure":
            node.says = element.get("alt", "")
        case "Sect":
            node.says = "".join(element[0].itertext()).strip() if len(element) else ""
        case "Span":
            node.expansion = element.get("title") if element.tag == "abbr" else None
        case "TH":
            node.scope = _SCOPES.get(element.get("scope", ""), "Column")
        case "L":
            node.numbering = {"dl": "Description", "ol": "Decimal"}.get(str(element.tag), "")


def _inside(element: Element) -> Iterator[tuple[Element | None, str]]:
    if element.text:
        yield None, element.text
    for child in element:
        yield child, ""
        if child.tail:
            yield None, child.tail


def _role(element: Element, *, in_contents: bool) -> str:
    """The structure type of an HTML element; empty for one that is only a wrapper."""
    tag = str(element.tag)
    if tag == "img" and not element.get("alt"):
        return ""
    if tag == "span":
        return "Span" if element.get("lang") else ""
    if tag == "div":
        return "LI" if element.find("dt") is not None else ""
    if in_contents and tag in ("ol", "li"):
        return {"ol": "TOC", "li": "TOCI"}[tag]
    return ROLES.get(tag, "")
