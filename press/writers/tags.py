"""The tag tree: what the PDF tells a screen reader, built from the HTML, filled by the layout.

The structure elements are made from the HTML's elements in document order, so a paragraph that
crosses a page stays one paragraph. Laying out only says where each run of text was painted: every
text box of every page is matched with the text it shows, character by character. A character that
is painted twice or not at all is refused.

    HTML                          structure elements (ISO 32000-1, 14.8.4; ISO 14289-1, 7)
    section > h2, p, …            Sect > H2, P, …
    ul > li > p                   L [ListNumbering] > LI > Lbl, LBody > P
    dl > div > dt, dd             L > LI > Lbl, LBody
    table > caption, thead > tr   Table > Caption, THead > TR > TH [Scope]
    figure > img, figcaption      Div > Figure [Alt, BBox], Caption
    nav > ol > li > a             TOC > TOCI > Reference > Link
    a · abbr · span lang          Link + annotation · Span [E] · Span [Lang]
    aside · blockquote            Sect · BlockQuote

What it uses of WeasyPrint beyond its public interface stands in `_children`, `_is_header`,
`_pagination` and `Painter`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

from press.problems import Place, Problem, Refused

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
INLINE = frozenset({"a", "abbr", "em", "span", "strong"})
HOLDERS = frozenset({"P", "Lbl", "TH", "TD", "Caption", "H1", "H2", "H3", "H4", "H5", "H6"})
"""The structure elements that hold text and inline elements directly."""

WHITE_SPACE = re.compile("[ \t\r\n\f]+")
SPACES = " \N{ZERO WIDTH SPACE}"
"""WeasyPrint puts a zero-width space after a space that is a box of its own, in spaced text."""
NUMBER = re.compile(r"\d+")

Artifact = dict[str, str]
"""The property list of an artifact (ISO 32000-1, 14.8.2.2)."""
DECORATION: Artifact = {"Type": "/Layout"}
HEADER: Artifact = {"Type": "/Pagination", "Subtype": "/Header"}
FOOTER: Artifact = {"Type": "/Pagination", "Subtype": "/Footer"}
REPEATED: Artifact = {"Type": "/Pagination"}


@dataclass(eq=False)
class Content:
    """A piece of painted content: a marked-content sequence in a content stream."""

    stream: Stream
    page: int
    mcid: int


@dataclass(eq=False)
class Run:
    """A run of text, or a picture, that belongs to one structure element."""

    node: Node
    text: str
    contents: list[Content] = field(default_factory=list)


@dataclass(eq=False)
class Node:
    """A structure element in the making. ``bbox`` is in points from the page's lower left corner."""

    role: str
    element: Element
    parent: Node | None
    kids: list[Node | Run] = field(default_factory=list)
    bbox: tuple[float, float, float, float] | None = None
    annotations: list[tuple[int, tuple[float, float, float, float]]] = field(default_factory=list)

    def add(self, role: str, element: Element) -> Node:
        node = Node(role, element, self)
        self.kids.append(node)
        return node

    def nodes(self) -> Iterator[Node]:
        """Itself and all structure elements below it, in order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()


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
        """Go on after a box of generated text, which does not run into the words before it."""
        goes_on = self.last_box is not None and self.last_box.element_tag == box.element_tag
        if not goes_on and not box.text.startswith(" "):
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
        self.root = Node("Document", body, None)
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
                implicit = implicit or (node if node.role == "TOCI" else node.add("P", element), Holder())
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
            parent = parent.add("Reference", child)
        if role == "LI" and child.tag == "li":
            item = parent.add("LI", child)
            item.add("Lbl", child)
            node = item.add("LBody", child)
            self.nodes[child] = item
        elif role:
            node = self.nodes[child] = parent.add(role, child)
        if role == "Figure":
            node.kids.append(Run(node, ""))
        if name := child.get("id"):
            self.anchors[name] = self.nodes.get(child, node)
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


class Plan:
    """Which structure element, or which kind of artifact, each box of a laid-out document is.

    Raises Refused, naming the words, if any text of the HTML stands not exactly once on the pages.
    """

    def __init__(self, document: Document, body: Element, file: str) -> None:
        self.tree = Tree(body)
        self.targets: dict[Any, Run | Artifact] = {}
        self.problems: list[Problem] = []
        self.painters: list[Painter] = []
        self.fonts: set[tuple[str, bytes]] = set()
        self.file = file
        self._heads: set[Element] = set()
        for number, page in enumerate(document.pages):
            height = page.height
            self._walk(page._page_box, number, height, None)
            self._links(page, number)
        self._complete()
        self.tree.prune()
        if self.problems:
            raise Refused(self.problems)

    def _walk(self, box: Any, page: int, height: float, artifact: Artifact | None) -> None:
        artifact = artifact or _pagination(box) or self._repeated(box)
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox) and not artifact and box.style["visibility"] != "visible":
            words = getattr(box, "text", "") or box.element.get("alt", "")
            self._fault("not-painted", words, "The layout hides this part of the leaflet.")
        if isinstance(box, boxes.TextBox):
            self._place_text(box, artifact)
        elif isinstance(box, boxes.ReplacedBox):
            self._place_picture(box, height, artifact)
        if getattr(box, "is_leader", False):
            artifact = DECORATION
        for child in _children(box):
            self._walk(child, page, height, artifact)

    def _repeated(self, box: Any) -> Artifact | None:
        """The artifact type of a table's head that is printed again on a later page."""
        if not _is_header(box):
            return None
        repeated = box.element in self._heads
        self._heads.add(box.element)
        return REPEATED if repeated else None

    def _place_text(self, box: Any, artifact: Artifact | None) -> None:
        if artifact:
            if box.text.strip():
                self.targets[box] = artifact
        elif "::" in box.element_tag:
            self._place_generated(box)
        elif box.text.strip(SPACES):
            holder = self.tree.holders.get(box.element)
            run = holder.take(box) if holder else None
            if run is None:
                self._fault("painted-twice", box.text, "This text stands on the pages more often than in the leaflet.")
            elif box.text.strip():
                self.targets[box] = run

    def _place_generated(self, box: Any) -> None:
        run = self.targets[box] = self.tree.generated_run(box)
        run.text += box.text
        if box.element_tag.endswith("::after") and (holder := self.tree.holders.get(box.element)):
            holder.follow(box)

    def _place_picture(self, box: Any, height: float, artifact: Artifact | None) -> None:
        node = self.tree.nodes.get(box.element)
        if artifact or node is None:
            self.targets[box] = artifact or DECORATION
            return
        if node.bbox:
            self._fault("painted-twice", node.element.get("alt", ""), "This picture stands on the pages twice.")
        x, y = box.content_box_x(), box.content_box_y()
        node.bbox = (x * 0.75, (height - y - box.height) * 0.75, (x + box.width) * 0.75, (height - y) * 0.75)
        self.targets[box] = next(kid for kid in node.kids if isinstance(kid, Run))

    def _links(self, page: Page, number: int) -> None:
        """Take over the links of a page: one annotation for each line of a link."""
        for _, _, (x1, y1, x2, y2), box in page.links:
            node = self.tree.nodes.get(box.element)
            if node and node.role == "Link" and "::" not in box.element_tag:
                rectangle = (x1 * 0.75, (page.height - y2) * 0.75, x2 * 0.75, (page.height - y1) * 0.75)
                node.annotations.append((number, rectangle))
        page.links = []
        page.bookmarks = []

    def _complete(self) -> None:
        """Every text and picture of the HTML has to have its place."""
        for holder in dict.fromkeys(self.tree.holders.values()):
            if holder.rest:
                self._fault("not-painted", holder.rest, "This text of the leaflet is not on the pages.")
        for node in self.tree.root.nodes():
            if node.role == "Figure" and not node.bbox:
                self._fault("not-painted", node.element.get("alt", ""), "This picture is not on the pages.")

    def _fault(self, rule: str, words: str, message: str) -> None:
        hint = "Look for floats, columns or absolute positions in the layout's style sheet."
        self.problems.append(Problem(rule, Place(self.file, 0, words[:80]), message, hint))

    def page_numbers(self) -> dict[str, int]:
        """The page numbers that are printed after links, by the anchors that the links lead to."""
        after = ((element, run.text) for (element, pseudo), run in self.tree.generated.items() if pseudo == "after")
        return {element.get("href", "")[1:]: int(found[0]) for element, text in after if (found := NUMBER.search(text))}

    def paint(self, document: Document) -> None:
        """Have each page paint itself with marks."""
        for number, page in enumerate(document.pages):
            page.paint = _marked_paint(page, number, self)

    def check_painted(self) -> None:
        """Raises Refused if a planned text or picture was never painted (clipped or hidden)."""
        for box, target in self.targets.items():
            if isinstance(target, Run) and getattr(box, "text", "picture").strip():
                self._fault("not-painted", getattr(box, "text", ""), "This part of the leaflet was not painted.")
        if self.problems:
            raise Refused(self.problems)


def _marked_paint(page: Page, number: int, plan: Plan) -> Any:
    paint = page.paint

    def marked(stream: Stream, scale: float = 1) -> None:
        before = len(plan.painters)
        paint(Painter(stream, number, plan), scale)
        for painter in plan.painters[before:]:
            painter.unmark()

    return marked


class Painter(Stream):  # type: ignore[misc]  # WeasyPrint publishes no types
    """A content stream that writes what it paints as marked content, as the plan has it."""

    def __init__(self, stream: Stream, page: int, plan: Plan) -> None:
        """Write into the content of ``stream``, which stays the PDF's object."""
        self.__dict__.update(stream.__dict__)
        self.page, self.plan, self.content_of = page, plan, stream
        self.target: Run | Artifact | None = None
        self.count, self.opened = 0, False
        plan.painters.append(self)

    def clone(self, **options: Any) -> Painter:
        """A form XObject or a pattern; content in it is marked as well (ISO 14289-1, 7.1)."""
        group = Painter(super().clone(**options), self.page, self.plan)
        group.content_of = group
        return group

    def draw_x_object(self, reference: str) -> None:
        """A group that is marked inside stands outside of all marked content."""
        group = self._resources["XObject"].get(reference)
        if isinstance(group, Painter) and group.opened:
            self.unmark()
            self.opened = True
        super().draw_x_object(reference)

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        font, size = super().add_font(pango_font)
        self.plan.fonts.add((font.family, font.file_content))
        return font, size

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        target = self.plan.targets.pop(box, None)
        self._open(target or self.target or DECORATION)
        yield

    @contextmanager
    def artifact(self) -> Iterator[None]:
        self._open(DECORATION)
        yield

    def _open(self, target: Run | Artifact) -> None:
        """Begin marked content, or go on with that of the same run or kind of artifact."""
        if target is self.target:
            return
        self.unmark()
        self.opened = True
        if isinstance(target, Run):
            self.stream.append(f"/{target.node.role} <</MCID {self.count}>> BDC".encode())
            target.contents.append(Content(self.content_of, self.page, self.count))
            self.count += 1
        else:
            properties = "".join(f"/{key} {value}" for key, value in target.items())
            self.stream.append(f"/Artifact <<{properties}>> BDC".encode())
        self.target = target

    def unmark(self) -> None:
        """End the marked content that is open."""
        if self.target is not None:
            self.stream.append(b"EMC")
            self.target = None


def _children(box: Any) -> Iterable[Any]:
    placed = getattr(box, "_box", box)
    return placed.children if isinstance(placed, boxes.ParentBox) else () if placed is box else (placed,)


def _is_header(box: Any) -> bool:
    return isinstance(box, boxes.TableRowGroupBox) and box.is_header


def _pagination(box: Any) -> Artifact | None:
    """The artifact type of a page's header or footer."""
    if not isinstance(box, boxes.MarginBox):
        return None
    return HEADER if box.at_keyword.startswith("@top") else FOOTER
