"""Marks: which structure element each thing that is painted belongs to, or that it is an artifact.

Every text box of every page is matched with the text it shows, character by character. A character
that is painted twice or not at all is refused.

What it uses of WeasyPrint beyond its public interface, and `tests/pdf/test_surface.py` watches:

    Page      _page_box, links, anchors, bookmarks, paint
    boxes     TextBox, ReplacedBox, ParentBox, TableRowGroupBox, MarginBox; their children, element,
              element_tag, style, text, pango_layout.text, is_header, is_leader, at_keyword, and a
              leader's _box; copy_with_text, position_x, width
    text      line_break.split_first_line
    Stream    marked, artifact, clone, draw_x_object, add_font, stream, _resources
    Document  _html, for the elements that its boxes were made from
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream
from weasyprint.text.line_break import split_first_line

from press.problems import Place, Problem, Refused
from press.writers import turned
from press.writers.elements import DECORATION, FOOTER, HEADER, REPEATED, Artifact, Content, Run
from press.writers.structure import Positions
from press.writers.tags import SPACES, Tree

NUMBER = re.compile(r"\d+")


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
        self.hyphens: dict[Any, Any] = {}
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
        if any(child in self.hyphens for child in _children(box)):
            box.children = [each for child in box.children for each in (child, self.hyphens.get(child)) if each]

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
            if run is None and holder and _is_divided(box):
                self.hyphens[box] = _hyphen_of(box)
                self.targets[self.hyphens[box]] = DECORATION
                run = holder.take(box)
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
            self._fault("painted-twice", node.says, "This picture stands on the pages twice.")
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
                self._fault("not-painted", node.says, "This picture is not on the pages.")

    def _fault(self, rule: str, words: str, message: str) -> None:
        hint = "Look for floats, columns or absolute positions in the layout's style sheet."
        self.problems.append(Problem(rule, Place(self.file, 0, words[:80]), message, hint))

    def page_numbers(self) -> set[tuple[str, int]]:
        """The anchors that links lead to, each with a page number that is printed after such a link."""
        after = ((element, run.text) for (element, pseudo), run in self.tree.generated.items() if pseudo == "after")
        return {
            (element.get("href", "")[1:], int(found[0])) for element, text in after if (found := NUMBER.search(text))
        }

    def positions(self, document: Document) -> Positions:
        """Where each anchor is: its page from 0, and points from that page's lower left corner."""
        return {
            anchor: (number, round(x * 0.75, 2), round((page.height - y) * 0.75, 2))
            for number, page in reversed([*enumerate(document.pages)])
            for anchor, (x, y, *_) in page.anchors.items()
        }

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
        turned.forget_unused(stream)

    return marked


class Painter(Stream):  # type: ignore[misc]  # WeasyPrint publishes no types
    """A content stream that writes what it paints as marked content, as the plan has it."""

    def __init__(self, stream: Stream, page: int, plan: Plan) -> None:
        """Write into the content of ``stream``, which stays the PDF's object."""
        self.__dict__.update(stream.__dict__)
        self.page, self.plan = page, plan
        self.group: Stream | None = None
        self.target: Run | Artifact | None = None
        self.count, self.opened = 0, False
        self.turned: Any = None
        plan.painters.append(self)

    def clone(self, **options: Any) -> Painter:
        """A form XObject or a pattern; content in it is marked as well (ISO 14289-1, 7.1)."""
        group = Painter(super().clone(**options), self.page, self.plan)
        group.group = group
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
        return (turned.unused(font) if self.turned else font), size

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        target = self.plan.targets.pop(box, None)
        self._open(target or self.target or DECORATION)
        if isinstance(box, boxes.TextBox) and turned.is_turned(box):
            self.turned = box
        yield

    def set_font_size(self, font: str, size: float) -> None:
        if not self.turned:
            super().set_font_size(font, size)

    def set_text_rise(self, height: float) -> None:
        if not self.turned:
            super().set_text_rise(height)

    def show_text(self, text: str) -> None:
        """A line that is turned is shown when all of it is known."""
        if not self.turned:
            super().show_text(text)

    def end_text(self) -> None:
        if self.turned:
            box, self.turned = self.turned, None
            turned.show(self, box)
        super().end_text()

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
            target.contents.append(Content(self.page, self.count, self.group))
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


def text_height(page: Page) -> float:
    """How far down a page its text reaches, in points from the upper margin."""
    return float(page._page_box.children[0].height) * 0.75


def _children(box: Any) -> Iterable[Any]:
    placed = getattr(box, "_box", box)
    return placed.children if isinstance(placed, boxes.ParentBox) else () if placed is box else (placed,)


def _is_divided(box: Any) -> bool:
    """Whether a text box ends in a hyphen where a word is divided."""
    return bool(box.style["hyphens"] == "auto" and box.text[1:].endswith(box.style["hyphenate_character"]))


def _hyphen_of(box: Any) -> Any:
    """Take the hyphen off a divided word's text box, and give it back as a box of its own.

    It is no part of the word: an artifact of the line (ISO 32000-1, 14.8.2.2.3), so that nobody hears it.
    """
    sign = box.style["hyphenate_character"]
    hyphen = box.copy_with_text(sign)
    hyphen.pango_layout, _, _, hyphen.width, _, _ = split_first_line(sign, box.style, None, None, 0)
    hyphen.position_x = box.position_x + box.width - hyphen.width
    box.text = box.text.removesuffix(sign)
    box.pango_layout.text = box.pango_layout.text.removesuffix(sign)
    box.width -= hyphen.width
    return hyphen


def _is_header(box: Any) -> bool:
    return isinstance(box, boxes.TableRowGroupBox) and box.is_header


def _pagination(box: Any) -> Artifact | None:
    """The artifact type of a page's header or footer."""
    if not isinstance(box, boxes.MarginBox):
        return None
    return HEADER if box.at_keyword.startswith("@top") else FOOTER
