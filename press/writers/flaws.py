"""What is not as it should be on pages that have been laid out: what is parted, torn, or wider than its line.

The pages are measured before anything is painted, so that `press.writers.mending` can have them laid
out again. What it uses of WeasyPrint beyond its public interface, and `tests/pdf/test_surface.py` watches:

    Page      _page_box
    Document  _html, for the elements that its boxes were made from
    boxes     BlockReplacedBox, LineBox, MarginBox, ParentBox, TableRowGroupBox, TextBox; their children,
              element, element_tag, is_header, position_x, position_y, style, text, width, height
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.document import Document
from weasyprint.formatting_structure import boxes

from press.pagination import COLONS, goes_on, says_no
from press.writers import measure

HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_CELLS = ("td", "th")
_SHORT = 4
"""Paragraphs of so many lines, or fewer, are not torn over two pages."""
_LETTERS = re.compile(r"[^\W\d_]+")
_TOLERANCE = 0.5
"""By how many CSS pixels a line may be wider than its room: what comes of rounding."""


@dataclass(frozen=True)
class Fragment:
    """What stands in one place of a leaf: the whole, or a part where the leaf runs on in another column or page.

    In CSS pixels from the page's upper left corner; ``lines`` are its lines' texts and ``widths`` how wide they are.
    """

    page: int
    left: float
    top: float
    bottom: float
    room: float
    lines: tuple[str, ...]
    widths: tuple[float, ...]


@dataclass
class Leaf:
    """What has lines of its own, or is a picture; ``element`` is the HTML's."""

    element: Element
    size: float
    fragments: list[Fragment] = field(default_factory=list)

    @property
    def tag(self) -> str:
        return str(self.element.tag)

    @property
    def lines(self) -> list[str]:
        return [line for fragment in self.fragments for line in fragment.lines]

    @property
    def goes_before(self) -> bool:
        """Whether it is nothing without what follows: a heading, a name, words that end in a colon."""
        if self.tag in HEADINGS[1:] or self.tag in ("dt", "caption"):  # a title may have its page to itself
            return True
        return self.tag == "p" and bool(self.lines) and self.lines[-1].rstrip().endswith(COLONS)


@dataclass(frozen=True)
class Parted:
    """Leaves that belong together, of which the last stands on another page or in another column.

    ``before`` is what stands before all of them, if that is in the same place as the first.
    """

    leaves: tuple[Leaf, ...]
    before: Leaf | None


@dataclass(frozen=True)
class Torn:
    """A paragraph that runs over two pages, and is short or has a sentence that says no overleaf."""

    leaf: Leaf


@dataclass(frozen=True)
class TooWide:
    """A leaf with lines that are wider than their room: ``share`` of the widest is the room.

    ``letters`` is the length of the shortest word that is wider than its line.
    """

    leaf: Leaf
    share: float
    letters: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class TooLong:
    """A leaf whose lines have more characters than are read with ease: so many, on average."""

    leaf: Leaf
    characters: float


@dataclass(frozen=True)
class RunsOver:
    """A list of contents that is longer than a page, behind which a page begins: it is nearly empty."""

    element: Element


Flaw = Parted | Torn | TooWide | TooLong | RunsOver


def find(document: Document, negations: Sequence[str]) -> tuple[Flaw, ...]:
    """The flaws of laid-out pages: first lines that are too wide or too long, then what is parted, in reading order.

    ``negations`` are the words that say no in the leaflet's language.
    """
    leaves = list(_leaves(document))
    wide = (flaw for leaf in leaves for flaw in _too_wide(leaf))
    torn = (Torn(leaf) for leaf in leaves if _is_torn(leaf, negations))
    return (*wide, *_too_long(leaves), *_contents(document, leaves), *_parted(leaves), *torn)


def contents(document: Document) -> Element | None:
    """A list of contents that begins, or goes on, on another page than the first."""
    return next((each for each, pages in _listed(document, _leaves(document)) if pages != {0}), None)


def _contents(document: Document, leaves: list[Leaf]) -> Iterator[RunsOver]:
    for contents, pages in _listed(document, leaves):
        if len(pages) > 1 and not contents.get("style"):
            yield RunsOver(contents)


def _listed(document: Document, leaves: Iterable[Leaf]) -> Iterator[tuple[Element, set[int]]]:
    """Lists of contents, each with the pages, from 0, that its entries stand on."""
    for each in document._html.etree_element.iter("nav"):
        entries = set(each.iter("li"))
        yield each, {fragment.page for leaf in leaves if leaf.element in entries for fragment in leaf.fragments}


def _too_wide(leaf: Leaf) -> Iterator[TooWide]:
    over = [
        (fragment.room / width, line)
        for fragment in leaf.fragments
        for line, width in zip(fragment.lines, fragment.widths, strict=True)
        if width > fragment.room + _TOLERANCE
    ]
    if over:
        letters = min(max(map(len, _LETTERS.findall(line)), default=0) for _, line in over)
        yield TooWide(leaf, min(share for share, _ in over), letters, tuple(line for _, line in over))


def _too_long(leaves: list[Leaf]) -> Iterator[TooLong]:
    """The paragraphs above the mean of those pages whose mean is too high."""
    pages: dict[int, list[tuple[Leaf, Sequence[str]]]] = {}
    for leaf, fragment in ((each, fragment) for each in leaves for fragment in each.fragments):
        if leaf.tag in ("p", "dd", "li"):
            pages.setdefault(fragment.page, []).append((leaf, fragment.lines))
    for found in pages.values():
        yield from (TooLong(leaf, characters) for leaf, characters in measure.too_long(found))


def _is_torn(leaf: Leaf, negations: Sequence[str]) -> bool:
    ends = [number for number, (one, two) in enumerate(pairwise(leaf.fragments), 1) if one.page < two.page]
    if not ends or len(leaf.lines) <= _SHORT:
        return bool(ends)
    texts = [" ".join(fragment.lines) for fragment in leaf.fragments]
    return any(goes_on(texts[end - 1]) and says_no(" ".join(texts[end:]), negations) for end in ends)


def _parted(leaves: list[Leaf]) -> Iterator[Parted]:
    for number, (leaf, following) in enumerate(pairwise(leaves)):
        if not _belong(leaf, following) or not _elsewhere(leaf, following):
            continue
        first = number
        while first and _belong(*leaves[first - 1 : first + 1]) and not _elsewhere(*leaves[first - 1 : first + 1]):
            first -= 1
        before = leaves[first - 1] if first and not _elsewhere(leaves[first - 1], leaves[first]) else None
        yield Parted((*leaves[first : number + 1], following), before)


def _belong(leaf: Leaf, following: Leaf) -> bool:
    """Whether a leaf must not stand without what follows."""
    if leaf.tag in ("img", "figcaption"):
        return following.tag == "figcaption" or following.element.get("class") == "credit"
    opens = following.tag in (*HEADINGS, "dt")
    return leaf.goes_before and (leaf.tag in HEADINGS or not opens)


def _elsewhere(leaf: Leaf, following: Leaf) -> bool:
    """Whether what follows begins on a later page or in the next column."""
    last, first = leaf.fragments[-1], following.fragments[0]
    if first.page != last.page:
        return True
    if leaf.tag in _CELLS or following.tag in _CELLS:
        return False
    if leaf.tag == "dt" and abs(first.top - last.top) < leaf.size:  # what is said of a name may stand beside it
        return False
    return first.top < last.bottom - leaf.size / 2 and abs(first.left - last.left) > 5 * leaf.size


# The leaves of pages


def _leaves(document: Document) -> Iterator[Leaf]:
    found: dict[Element, Leaf] = {}
    heads: set[Element] = set()
    for number, page in enumerate(document.pages):
        for box in _blocks(page._page_box, heads):
            leaf = found.setdefault(box.element, Leaf(box.element, float(box.style["font_size"])))
            leaf.fragments.append(_fragment(box, number))
    yield from found.values()


def _blocks(box: Any, heads: set[Element]) -> Iterator[Any]:
    """The boxes below a box that hold lines, and pictures; without margins, labels, and heads that are repeated."""
    for child in box.children:
        if isinstance(child, boxes.MarginBox) or "::" in (child.element_tag or ""):
            continue
        if isinstance(child, boxes.TableRowGroupBox) and child.is_header:
            if child.element in heads:
                continue
            heads.add(child.element)
        if isinstance(child, boxes.BlockReplacedBox) or _holds_lines(child):
            yield child
        elif isinstance(child, boxes.ParentBox):
            yield from _blocks(child, heads)


def _holds_lines(box: Any) -> bool:
    return isinstance(box, boxes.ParentBox) and any(isinstance(child, boxes.LineBox) for child in box.children)


def _fragment(box: Any, page: int) -> Fragment:
    left, top = box.content_box_x(), box.content_box_y()
    lines = [list(_texts(child)) for child in getattr(box, "children", ()) if isinstance(child, boxes.LineBox)]
    lines = [line for line in lines if line]
    texts = tuple("".join(text.text for text in line) for line in lines)
    widths = tuple(
        max(text.position_x + text.width for text in line) - min(text.position_x for text in line) for line in lines
    )
    return Fragment(page, left, top, top + box.height, box.width, texts, widths)


def _texts(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.TextBox):
            yield child
        else:
            yield from _texts(child)
