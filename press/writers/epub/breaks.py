"""Where the pages of the print edition begin, in the page of a book (EPUB Accessibility 1.1, 4.1; DPUB-ARIA 1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from press.manuscript import Manuscript
from press.writers.epub.content import OPS, XHTML

_WORD = re.compile(r"\S+")
_INLINE = frozenset({"a", "abbr", "em", "span", "strong"})


class _Stretch(NamedTuple):
    """A text of a page: that of an element, behind it, or in its place (its alternative text); two blanks are none."""

    text: str
    element: etree._Element | None = None
    where: str = ""


def mark(page: etree._Element, manuscript: Manuscript) -> None:
    """Put a mark before the first word of each page of the print edition."""
    body = page.find(f"{{{XHTML}}}body")
    if body is None or not manuscript.print_pages:
        return
    stretches = list(_stretches(body))
    starts, at = [], 0
    for stretch in stretches:
        starts.append(at)
        at += len(stretch.text)
    words = [match.start() for match in _WORD.finditer("".join(each.text for each in stretches))]
    for index, number in reversed(manuscript.print_pages):
        place = max(n for n, start in enumerate(starts) if start <= words[index] and stretches[n].text)
        _put(stretches[place], words[index] - starts[place], number)


def anchor(number: int) -> str:
    """The id of the mark of a page."""
    return f"page-{number}"


def _put(stretch: _Stretch, at: int, number: int) -> None:
    element = stretch.element
    if element is None:
        raise ValueError("a word begins in no text")
    break_ = etree.Element(f"{{{XHTML}}}span", {f"{{{OPS}}}type": "pagebreak", "role": "doc-pagebreak"})
    break_.set("id", anchor(number))
    break_.set("aria-label", str(number))
    break_.text = ""
    if stretch.where == "text":
        break_.tail, element.text = stretch.text[at:], stretch.text[:at]
        element.insert(0, break_)
    elif stretch.where == "tail":
        element.tail = None
        element.addnext(break_)
        break_.tail, element.tail = stretch.text[at:], stretch.text[:at]
    else:
        parent = element.getparent()
        outer = parent if parent is not None and etree.QName(parent).localname == "picture" else element
        outer.addprevious(break_)


def _stretches(element: etree._Element) -> Iterator[_Stretch]:
    """The texts in the order in which they are read, with blanks between blocks."""
    name = etree.QName(element).localname
    apart = "" if name in _INLINE else " "
    yield _Stretch(apart)
    if name == "img":
        yield _Stretch(element.get("alt", ""), element, "alt")
    yield _Stretch(element.text or "", element, "text")
    for inner in element.iterchildren(etree.Element):
        yield from _stretches(inner)
        yield _Stretch(inner.tail or "", inner, "tail")
    yield _Stretch(apart)
