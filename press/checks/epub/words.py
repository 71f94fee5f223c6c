"""A book beside the leaflet: the same words in the same order, the same language, its sections in the contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from lxml import html as parser

from press.checks.epub import access
from press.checks.epub.archive import resolved
from press.checks.epub.book import Book
from press.manuscript import Manuscript
from press.model import Section, figures, plain
from press.pictures import people
from press.problems import Rule

_HINT = "Mend the layout's book.html; a person has to look at it."
RULES = (
    Rule("epub-words", "DAPB1605 (2025)", "The words are not those of the leaflet.", _HINT),
    Rule("epub-said", "EPUB 3.3, 5.5", "What it says of itself is not what the leaflet says.", _HINT),
    Rule("epub-direction", "EPUB 3.3, 5.7.2", "It does not run as its language is read.", _HINT),
    Rule("epub-contents", "WCAG 2.2, 2.4.5", "Its contents are not the leaflet's sections.", _HINT),
    Rule("epub-sections", "WCAG 2.2, 1.3.1", "A section's heading has another level than in the leaflet.", _HINT),
    Rule("epub-people", "the content format", "A drawing shows other numbers of people than the leaflet says.", _HINT),
    Rule("epub-pages", "EPUB Accessibility 1.1, 4.1", "Its printed pages are not those of the print edition.", _HINT),
    Rule("epub-features", "EPUB Accessibility 1.1, 2.2", "It does not say of itself what was counted in it.", _HINT),
)
_MARK = re.compile("\ufdd0([^\ufdd0]*)\ufdd0")
_INLINE = ("a", "abbr", "em", "span", "strong")
Found = Iterator[tuple[str, str]]


def found(book: Book, manuscript: Manuscript) -> Found:
    """The rules that a book breaks beside its manuscript, each with what breaks it."""
    (page, *others) = book.pages.values() or [parser.Element("html")]
    said = " ".join(text for each in (page, *others) for body in each.iter("body") for text in _read(body)).split()
    wanted = " ".join(manuscript.texts()).split()
    if said != wanted:
        at = next(
            (n for n, (a, b) in enumerate(zip(said, wanted, strict=False)) if a != b), min(len(said), len(wanted))
        )
        yield "epub-words", f"{' '.join(said[at : at + 6])} (leaflet: {' '.join(wanted[at : at + 6])})"
    yield from _said(book, manuscript, page)
    yield from _contents(book, manuscript)
    yield from _sections(manuscript, page)
    yield from _pages(book, manuscript, page)
    for alt in people.miscounted(_drawings(book), figures(manuscript.sections)):
        yield "epub-people", alt
    counted = access.features(book)
    claimed = set(book.meta("schema:accessibilityFeature"))
    for feature in sorted(counted - claimed):
        yield "epub-features", feature


def _drawings(book: Book) -> Iterator[tuple[str, bytes]]:
    """The drawings of a book, each with its alternative text."""
    for name, page in book.pages.items():
        for image in page.iter("img"):
            file = resolved(name, image.get("src", ""))
            if file.endswith(".svg"):
                yield image.get("alt", ""), book.files.get(file, b"")


def _said(book: Book, manuscript: Manuscript, page: parser.HtmlElement) -> Found:
    wanted = {"title": manuscript.name, "language": manuscript.language, "publisher": manuscript.publisher}
    for name, value in wanted.items():
        if book.said(name) != [" ".join(value.split())]:
            yield "epub-said", f"{name}: {'; '.join(book.said(name))}"
    if page.get("lang") != manuscript.language:
        yield "epub-said", f"the page's language: {page.get('lang')}"
    if not (book.direction == page.get("dir") == book.package.get("dir") == manuscript.direction):
        yield "epub-direction", book.direction


def _contents(book: Book, manuscript: Manuscript) -> Found:
    contents = book.navigation
    (name,) = list(book.pages)[:1] or [""]
    if contents is None:
        return
    navs = {kind: nav for nav in contents.iter("nav") for kind in access.types(nav)}
    if "landmarks" not in navs:
        yield "epub-contents", "landmarks"
    links = [] if "toc" not in navs else list(navs["toc"].iter("a"))
    told = [(_flat(link.text_content()), _target(book, link), _depth(link)) for link in links]
    wanted = [(words, f"{name}#{anchor}", depth) for words, anchor, depth in _listed(manuscript.sections, 1)]
    if told != wanted:
        yield "epub-contents", str(next((each for each in told if each not in wanted), "one is missing"))


def _pages(book: Book, manuscript: Manuscript, page: parser.HtmlElement) -> Found:
    """The list of printed pages leads to marks, each before the first word of its page."""
    contents = book.navigation
    navs = [] if contents is None else [nav for nav in contents.iter("nav") if "page-list" in access.types(nav)]
    listed = [
        (_flat(link.text_content()), link.get("href", "").partition("#")[2]) for nav in navs for link in nav.iter("a")
    ]
    marks = _marks(page)
    told = [(marks.get(target, -1), words) for words, target in listed]
    wanted = [(index, str(number)) for index, number in manuscript.print_pages]
    if told != wanted or len(marks) != len(wanted):
        yield "epub-pages", str(next((each for each in told if each not in wanted), "one is missing"))
    elif wanted and not book.meta("pageBreakSource"):
        yield "epub-pages", "It does not say of which print edition."


def _marks(page: parser.HtmlElement) -> dict[str, int]:
    """The ids of the marks of printed pages, each with how many words stand before it."""
    copied = deepcopy(page)
    for each in copied.iter("span"):
        if "pagebreak" in access.types(each):
            each.text = f"\ufdd0{each.get('id', '')}\ufdd0"
    found: dict[str, int] = {}
    words = 0
    for token in " ".join(text for body in copied.iter("body") for text in _read(body)).split():
        found |= dict.fromkeys(_MARK.findall(token), words)
        words += bool(_MARK.sub("", token))
    return found


def _target(book: Book, link: parser.HtmlElement) -> str:
    address = link.get("href", "")
    return f"{resolved(book.navigation_name, address)}#{address.partition('#')[2]}"


def _depth(link: parser.HtmlElement) -> int:
    return sum(each.tag == "ol" for each in link.iterancestors())


def _listed(sections: tuple[Section, ...], depth: int) -> Iterator[tuple[str, str, int]]:
    for section in sections:
        yield _flat(plain(section.heading)), section.id, depth
        yield from _listed(section.sections, depth + 1)


def _sections(manuscript: Manuscript, page: parser.HtmlElement) -> Found:
    if [level.text_content() and str(level.tag) for level in page.iter("h1")] != ["h1"]:
        yield "epub-sections", "There is not one heading of level 1."
    by_id = {each.get("id"): each for each in page.iter("section")}
    for words, anchor, depth in _listed(manuscript.sections, 1):
        section = by_id.get(anchor)
        heading = None if section is None else next(section.iterchildren(etree.Element), None)
        if heading is None or heading.tag != f"h{depth + 1}" or _flat(heading.text_content()) != words:
            yield "epub-sections", words


def _read(element: parser.HtmlElement) -> Iterator[str]:
    """The text of an element as it is read: block by block, alternative texts in their places."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return
    parts = [element.get("alt", "")] if element.tag == "img" else [element.text or ""]
    for child in element:
        parts.append("".join(_read(child)))
        parts.append(child.tail or "")
    text = "".join(parts)
    yield text if element.tag in _INLINE else f" {text} "


def _flat(words: str) -> str:
    return " ".join(words.split())
