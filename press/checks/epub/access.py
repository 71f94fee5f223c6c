"""How accessible a book says it is, beside what is counted in it (EPUB Accessibility 1.1, 2.2; Schema.org)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html as parser

from press.checks.epub import overlay
from press.checks.epub.book import Book, elements

NEEDED = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard")
"""What each book has to say."""
_CLAIMS = (
    "alternativeText",
    "longDescription",
    "tableOfContents",
    "structuralNavigation",
    "pageNavigation",
    *("synchronizedAudioText", "pageBreakMarkers"),
)
"""The features that can be counted."""
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_MOVING = ("audio", "video", "canvas", "script", "animate", "animateMotion", "animateTransform", "set", "marquee")


def faults(book: Book) -> Iterator[tuple[str, str]]:
    """What is not said, and what is said and is not so; each with what it is about."""
    for name in NEEDED:
        if not any(book.meta(f"schema:{name}")):
            yield name, "It does not say this."
    claimed = {each for words in book.meta("schema:accessibilityFeature") for each in words.split()}
    measured = features(book)
    for claim in _CLAIMS:
        if claim in claimed and claim not in measured:
            yield claim, "It says that it has this, and has not."
    modes = set(book.meta("schema:accessMode"))
    if "visual" not in modes and any(_shown(book)) and modes:
        yield "accessMode", "It has pictures that say something, and does not say so."
    if "textual" in book.meta("schema:accessModeSufficient") and not all(image.get("alt") for image in _shown(book)):
        yield "accessModeSufficient", "It says that its words are enough, and a picture has none."
    if "none" in book.meta("schema:accessibilityHazard") and (name := _moves(book)):
        yield "accessibilityHazard", f"It says that nothing in it flashes, moves or sounds, and it has <{name}>."


def features(book: Book) -> frozenset[str]:
    """The features of a book that can be counted."""
    found = set()
    images = list(_shown(book))
    if images and all(image.get("alt") for image in images):
        found.add("alternativeText")
    if any(_described(page) for page in book.pages.values()):
        found.add("longDescription")
    contents = book.navigation
    if contents is not None and _nav(contents, "toc") is not None:
        found.add("tableOfContents")
    if contents is not None and _nav(contents, "page-list") is not None:
        found.add("pageNavigation")
    if any(pair.target for pair in overlay.pairs(book)):
        found.add("synchronizedAudioText")
    if any("pagebreak" in types(each) for page in book.pages.values() for each in elements(page)):
        found.add("pageBreakMarkers")
    if any(next(page.iter(*_HEADINGS), None) is not None for page in book.pages.values()):
        found.add("structuralNavigation")
    return frozenset(found)


def _nav(page: parser.HtmlElement, kind: str) -> parser.HtmlElement | None:
    return next((nav for nav in page.iter("nav") if kind in types(nav)), None)


def types(element: parser.HtmlElement) -> list[str]:
    """What an element is to a book (``epub:type``), however its page was read."""
    for name, value in element.items():
        if name.rpartition("}")[2] in ("type", "epub:type") and (name.startswith("{") or ":" in name):
            return str(value).split()
    return []


def _shown(book: Book) -> Iterator[parser.HtmlElement]:
    """The pictures that are not said to be decorative."""
    for page in book.pages.values():
        for image in page.iter("img"):
            if image.get("alt") != "" and image.get("role") not in ("presentation", "none"):
                yield image


def _described(page: parser.HtmlElement) -> bool:
    """Whether a picture's long description is led to, in one of the ways there are."""
    ids = {each.get("id") for each in elements(page)}
    links = (each.get("href", "") for each in page.iter("a"))
    ours = any(link.startswith("#described--") and link[1:] in ids for link in links)
    return ours or any(each.get("aria-details") in ids for each in elements(page) if each.get("aria-details"))


def _moves(book: Book) -> str:
    found = (
        str(each.tag) for page in book.pages.values() for each in elements(page) if str(each.tag).lower() in _MOVING
    )
    return next(found, "")
