"""What press/writers/marking.py uses of WeasyPrint beyond its public interface is still there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import weasyprint
from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

PAGE = """<html><style>
@page { size: 300px 200px; margin: 20px; background: white; @bottom-left { content: "footer" } }
nav a::after { content: leader(" ") "7" }
li { list-style: "#" }
</style><body><h1 id=top>Heading</h1><nav><ol><li><a href="#top">Entry</a></ol></nav><ul><li>Item</ul>
<p>Plain <em>words</em> <a href="https://example.org">that link</a> over two lines of the page</p>
<p style="opacity: 0.5">Pale</p><img alt="Dot"
src="data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20width='9'%20height='9'%3E%3C/svg%3E">
<table><thead><tr><th>Head<tbody><tr><td>1<tr><td style="height: 90px">2<tr><td style="height: 90px">3</table>"""

Claim = Callable[[], bool]


class Recorder(Stream):  # type: ignore[misc]  # WeasyPrint publishes no types
    """A stream that notes what WeasyPrint asks of it, in the way that press.writers.marking.Painter writes."""

    noted: list[tuple[str, Any]]

    def clone(self, **options: Any) -> Recorder:
        group = super().clone(**options)
        group.__class__, group.noted = Recorder, self.noted
        self.noted.append(("clone", group))
        return group  # type: ignore[no-any-return]

    def marked(self, box: Any, tag: str) -> Any:
        self.noted.append(("marked", box))
        return super().marked(box, tag)

    def artifact(self) -> Any:
        self.noted.append(("artifact", len(self.stream)))
        return super().artifact()

    def draw_x_object(self, reference: str) -> None:
        self.noted.append(("drawn", self._resources["XObject"].get(reference)))
        super().draw_x_object(reference)

    def add_font(self, pango_font: Any) -> Any:
        font, size = super().add_font(pango_font)
        self.noted.append(("font", font))
        return font, size


@pytest.fixture(scope="module")
def document() -> Document:
    return HTML(string=PAGE).render()


@pytest.fixture(scope="module")
def noted(document: Document) -> list[tuple[str, Any]]:
    """What is asked of a stream while the pages paint themselves."""
    found: list[tuple[str, Any]] = []
    for page in document.pages:
        page.paint = recorded(page.paint, found)
    document.write_pdf(pdf_tags=False)
    return found


def recorded(paint: Callable[[Any, float], None], found: list[tuple[str, Any]]) -> Callable[[Any, float], None]:
    def into_a_recorder(stream: Any, scale: float = 1) -> None:
        stream.__class__, stream.noted = Recorder, found
        paint(stream, scale)

    return into_a_recorder


def below(box: Any) -> Iterator[Any]:
    yield box
    inner = getattr(box, "_box", box)
    for child in inner.children if isinstance(inner, boxes.ParentBox) else (inner,) * (inner is not box):
        yield from below(child)


def hold(claims: dict[str, Claim]) -> list[str]:
    """The claims that do not hold."""
    broken = []
    for sentence, claim in claims.items():
        try:
            held = claim()
        except (AttributeError, KeyError, LookupError, TypeError, StopIteration):
            held = False
        if not held:
            broken.append(sentence)
    return broken


def test_weasyprint_still_has_what_the_tags_are_made_with(document: Document, noted: list[tuple[str, Any]]) -> None:
    page = document.pages[0]
    every = [box for one in document.pages for box in below(one._page_box)]
    texts = [box for box in every if isinstance(box, boxes.TextBox)]

    def text(words: str) -> Any:
        return next(box for box in texts if box.text == words)

    def asked(what: str) -> list[Any]:
        return [about for kind, about in noted if kind == what]

    broken = hold(
        {
            "A page's boxes are no longer below Page._page_box.": lambda: text("Heading").element_tag == "h1",
            "A box no longer knows the HTML element it was made from.": lambda: text("words").element.tag == "em",
            "Document._html no longer holds the elements that the boxes were made from.": lambda: (
                text("words").element in document._html.etree_element.iter()
            ),
            "The text of pango_layout can no longer be added to.": lambda: text("words").pango_layout.text == "words",
            "A list's label is no longer of `li::marker`.": lambda: text("#").element_tag == "li::marker",
            "Generated text is no longer of `a::after`.": lambda: text("7").element_tag == "a::after",
            "A leader is no longer marked by is_leader.": lambda: any(
                getattr(box, "is_leader", False) for box in every
            ),
            "A box no longer has its `visibility` in style.": lambda: text("words").style["visibility"] == "visible",
            "The box of a picture is no longer a ReplacedBox with a place.": lambda: any(
                isinstance(box, boxes.ReplacedBox) and box.content_box_x() >= 0 and box.height == 9 for box in every
            ),
            "A footer is no longer a MarginBox that knows its at_keyword.": lambda: any(
                isinstance(box, boxes.MarginBox) and box.at_keyword == "@bottom-left" for box in every
            ),
            "A table's repeated head no longer has is_header.": lambda: (
                sum(isinstance(box, boxes.TableRowGroupBox) and box.is_header for box in every) > 1
            ),
            "Page.links is no longer (kind, target, rectangle, box) for each line of a link.": lambda: (
                {(len(rectangle), box.element.tag) for one in document.pages for _, _, rectangle, box in one.links}
                == {(4, "a")}
            ),
            "Page.anchors no longer has the place of each anchor.": lambda: len(page.anchors["top"]) >= 2,
            "Page.bookmarks is gone.": lambda: len(page.bookmarks) > 0,
            "Text is no longer painted inside Stream.marked.": lambda: text("words") in asked("marked"),
            "Decoration is no longer painted inside Stream.artifact.": lambda: len(asked("artifact")) > 0,
            "A group is no longer made by Stream.clone.": lambda: len(asked("clone")) > 0,
            "A group is no longer painted by Stream.draw_x_object.": lambda: asked("clone")[0] in asked("drawn"),
            "A font no longer has its family and its file.": lambda: (
                asked("font")[0].family and asked("font")[0].file_content
            ),
        }
    )
    assert not broken, f"WeasyPrint {weasyprint.__version__} has changed; mend press/writers/marking.py. " + " ".join(
        broken
    )
