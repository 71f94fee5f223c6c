"""What can be seen of any EPUB: its package, its contents, its pages."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from lxml import html as parser

from press.checks.epub import access, overlay
from press.checks.epub.archive import resolved
from press.checks.epub.book import PAGES, Book, elements
from press.problems import Rule

_MAKE = "Make the file again, or mend it in a program for e-books."
_MEND = "A person has to mend it in a program for e-books."
RULES = (
    Rule("epub-first", "OCF 3.3, 4.2.2", "The file does not begin with its media type.", _MAKE),
    Rule("epub-name", "OCF 3.3, 4.2.3", "A file's name leads out of the book, or is for one system alone.", _MAKE),
    Rule("epub-manifest", "EPUB 3.3, 5.6", "A file is not in the manifest, or the manifest's is not there.", _MAKE),
    Rule("epub-metadata", "EPUB 3.3, 5.5", "It does not say its title, language, identifier or last change.", _MEND),
    Rule("epub-navigation", "WCAG 2.2, 2.4.5", "It has no contents that a reader's program can show.", _MEND),
    Rule("epub-accessibility", "EPUB Accessibility 1.1, 2.2", "What it says of its accessibility is not so.", _MEND),
    Rule("epub-language", "WCAG 2.2, 3.1.1", "A page does not say its language.", _MEND),
    Rule("epub-title", "WCAG 2.2, 2.4.2", "A page has no title.", _MEND),
    Rule("epub-headings", "WCAG 2.2, 1.3.1", "A heading level is skipped.", _MEND),
    Rule("epub-alt", "WCAG 2.2, 1.1.1", "A picture has no alternative text.", _MEND),
    Rule("epub-link-words", "WCAG 2.2, 2.4.4", "A link has no words.", _MEND),
    Rule("epub-link-target", "WCAG 2.2, 2.4.4", "A link leads to no place in the book.", _MEND),
    Rule("epub-table", "WCAG 2.2, 1.3.1", "A table has no cell that is a heading.", _MEND),
    Rule("epub-outside", "EPUB 3.3, 3.6", "It holds what may run, or load something from elsewhere.", _MEND),
    Rule("epub-kept", "one file that needs no network", "It has an element that no leaflet needs.", _MAKE),
)  # fmt: skip
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_MEDIA_TYPE = b"application/epub+zip"
_NOT_LISTED = ("mimetype", "META-INF/")
_LOADING = ("src", "srcset", "poster", "data", "background", "action", "formaction", "ping")
_RUNNING = ("script", "iframe", "object", "embed", "form", "applet", "base")
_UNSAFE = ("javascript:", "data:text", "file:")
_DRAWING_RUNS = re.compile(rb"<script|\son\w+=|javascript:", re.IGNORECASE)
_STYLE_LOADS = re.compile(rb"@import|url\(\s*['\"]?\s*(?:https?:)?//", re.IGNORECASE)
_KEPT = frozenset(
    {"html", "head", "title", "link", "body", "main", "header", "nav", "section", "aside", "div", "p", "span", "a"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody"}
    | {"tr", "th", "td", "figure", "figcaption", "picture", "source", "img", "blockquote", "strong", "em", "abbr"}
)
"""The elements of our own books."""
_KEPT_ATTRIBUTES = frozenset(
    {"id", "class", "lang", "dir", "title", "href", "src", "alt", "width", "start", "scope", "role", "rel", "type"}
    | {"aria-label", "aria-labelledby", "tabindex", "hidden", "style", "media", "srcset"}
)

Found = Iterator[tuple[str, str]]


def found(book: Book) -> Found:
    """The rules that a book breaks, each with what breaks it."""
    yield from _packed(book)
    yield from _said(book)
    yield from (("epub-accessibility", f"{what}: {why}") for what, why in access.faults(book))
    yield from overlay.faults(book)
    for name, page in book.pages.items():
        yield from _page(book, name, page)
    yield from _styles(book)


def of_ours(book: Book) -> Found:
    """What no book of the press has in it."""
    for name, page in book.pages.items():
        for each in elements(page):
            names = {key.rpartition("}")[2] for key in each.attrib if not key.startswith("xmlns")}
            if str(each.tag) not in _KEPT or names - _KEPT_ATTRIBUTES:
                yield "epub-kept", f"{name}: <{each.tag} {' '.join(sorted(names - _KEPT_ATTRIBUTES))}>"


def _packed(book: Book) -> Found:
    data = book.data
    length = struct.unpack("<H", data[28:30])[0] if len(data) > 30 else 0
    start = 30 + (struct.unpack("<H", data[26:28])[0] if len(data) > 30 else 0) + length
    if data[30:38] != b"mimetype" or data[8:10] != b"\0\0" or not data[start:].startswith(_MEDIA_TYPE):
        yield "epub-first", ""
    for name in book.files:
        if name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name:
            yield "epub-name", name
    listed = {name for name, _, _ in book.items.values()} | {book.package_name}
    for name in book.files:
        if name not in listed and not name.startswith(_NOT_LISTED):
            yield "epub-manifest", name
    for name, _, _ in book.items.values():
        if name not in book.files and "://" not in name and not urlsplit(name).scheme:
            yield "epub-manifest", name
    for name in book.unread:
        yield "epub-manifest", f"{name}, in the order of reading"


def _said(book: Book) -> Found:
    for name in ("title", "language", "identifier"):
        if not any(book.said(name)):
            yield "epub-metadata", name
    if book.package.get("version", "").startswith("3") and not book.meta("dcterms:modified"):
        yield "epub-metadata", "dcterms:modified"
    contents = book.navigation
    navs = [] if contents is None else [nav for nav in contents.iter("nav") if "toc" in access.types(nav)]
    if not navs or navs[0].find(".//a") is None:
        yield "epub-navigation", ""
    elif contents is not None:
        yield from _links(book, book.navigation_name, contents)


def _page(book: Book, name: str, page: parser.HtmlElement) -> Found:
    if not (page.get("lang") or page.get("xml:lang")):
        yield "epub-language", name
    if not (page.findtext("head/title") or "").strip():
        yield "epub-title", name
    headings = [(int(str(each.tag)[1]), each) for each in page.iter(*_HEADINGS)]
    for (before, _), (level, each) in pairwise(headings):
        if level > before + 1:
            yield "epub-headings", each.text_content()
    for image in page.iter("img"):
        if image.get("alt") is None:
            yield "epub-alt", image.get("src", "")
    for table in page.iter("table"):
        if table.find(".//th") is None and table.get("role") not in ("presentation", "none"):
            yield "epub-table", " ".join(table.text_content().split())
    yield from _links(book, name, page)
    yield from _outside(book, name, page)


def _links(book: Book, name: str, page: parser.HtmlElement) -> Found:
    for link in page.iter("a"):
        address = link.get("href")
        if address is None:
            continue
        shown = link.text_content().strip() or any(image.get("alt") for image in link.iter("img"))
        if not shown and not link.get("aria-label"):
            yield "epub-link-words", address
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            if parts.scheme not in ("https", "http", "mailto", "tel"):
                yield "epub-link-target", address
        elif not _there(book, resolved(name, address), parts.fragment):
            yield "epub-link-target", address


def _there(book: Book, name: str, fragment: str) -> bool:
    page = book.navigation if name == book.navigation_name else book.pages.get(name)
    if not fragment or page is None:
        return name in book.files
    return any(each.get("id") == fragment for each in elements(page))


def _outside(book: Book, name: str, page: parser.HtmlElement) -> Found:
    for each in elements(page):
        tag = str(each.tag).lower()
        if tag in _RUNNING:
            yield "epub-outside", f"{name}: <{tag}>"
        for key, value in each.items():
            bare = key.rpartition("}")[2].lower()
            loads = bare in _LOADING or (bare == "href" and tag not in ("a", "area"))
            runs = bare.startswith("on") or (bare in ("href", "src") and value.strip().lower().startswith(_UNSAFE))
            if runs or (loads and _elsewhere(book, name, value)):
                yield "epub-outside", f"{name}: {bare}={value[:60]}"
        style = (each.text or "") if tag == "style" else each.get("style") or ""
        if _STYLE_LOADS.search(style.encode()):
            yield "epub-outside", f"{name}: {style[:60]}"


def _elsewhere(book: Book, name: str, address: str) -> bool:
    parts = urlsplit(address.strip())
    if parts.scheme == "data" or (not parts.path and not parts.netloc):
        return False
    return bool(parts.scheme or parts.netloc) or resolved(name, address) not in book.files


def _styles(book: Book) -> Found:
    for name, media_type, _ in book.items.values():
        data = book.files.get(name, b"")
        loads = media_type == "text/css" and _STYLE_LOADS.search(data)
        runs = media_type == "image/svg+xml" and _DRAWING_RUNS.search(data)
        if loads or runs or media_type.endswith("javascript"):
            yield "epub-outside", name
        elif media_type in PAGES and name in book.scripted:
            yield "epub-outside", f"{name} (scripted)"
