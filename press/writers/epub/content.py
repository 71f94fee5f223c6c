"""The words of the book: the page that the layout's template makes, as XHTML with pictures beside it."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass

from lxml import etree
from lxml import html as parser

from press.layout import Layout
from press.manuscript import Kind, Manuscript
from press.model import plain
from press.writers import html

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
_TYPE = f"{{{OPS}}}type"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATA = re.compile(r"data:([\w/+.-]+);base64,(.*)", re.DOTALL)
_ENDS = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
SEMANTICS = {
    Kind.GLOSSARY: ("glossary", "doc-glossary"),
    Kind.REFERENCES: ("bibliography", "doc-bibliography"),
    Kind.ABOUT: ("colophon", "doc-colophon"),
}
"""What parts are in a book: its ``epub:type`` (EPUB Structural Semantics) and its role (DPUB-ARIA 1.1)."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture beside the page; ``path`` is below the package's folder."""

    path: str
    media_type: str
    data: bytes


def page(manuscript: Manuscript, layout: Layout) -> tuple[etree._Element, tuple[PictureFile, ...]]:
    """The page, and the pictures that it shows."""
    words = html.markup(manuscript, layout, "book.html")
    main = parser.fragment_fromstring(words.strip(), parser=parser.HTMLParser(encoding="utf-8"))
    pictures = _parted(main)
    for button in list(main.iter("button")):
        _as_reference(button)
    for cell in main.iter("table", "thead", "tbody", "tr", "th", "td"):
        for key in ("role", "data-head"):  # for a page that sets a table as records; a book never does
            cell.attrib.pop(key, "")
    for part in manuscript.parts:
        if part.kind in SEMANTICS:
            section = main.find(f".//section[@id='{part.section.id}']")
            if section is not None:
                section.set(_TYPE, SEMANTICS[part.kind][0])
                section.set("role", SEMANTICS[part.kind][1])
    return document(manuscript, plain(manuscript.title), main), pictures


def document(manuscript: Manuscript, title: str, body: etree._Element) -> etree._Element:
    """An XHTML document with this in its body."""
    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})  # type: ignore[dict-item]  # None: no prefix
    for key in ("lang", _LANG):
        root.set(key, manuscript.language)
    root.set("dir", manuscript.direction)
    head = etree.SubElement(root, f"{{{XHTML}}}head")
    etree.SubElement(head, f"{{{XHTML}}}title").text = title
    etree.SubElement(head, f"{{{XHTML}}}link", rel="stylesheet", type="text/css", href="style.css")
    etree.SubElement(root, f"{{{XHTML}}}body").append(_named(body))
    return root


def serialized(page: etree._Element) -> bytes:
    """A document as UTF-8, as EPUB asks: well-formed XML with the document type of HTML."""
    return etree.tostring(page, xml_declaration=True, encoding="UTF-8", doctype="<!DOCTYPE html>") + b"\n"


def _named(element: etree._Element) -> etree._Element:
    """An element and all in it with the names of XHTML; a language is said in XML's way too."""
    for each in element.iter(etree.Element):
        if not each.tag.startswith("{"):
            each.tag = f"{{{XHTML}}}{each.tag}"
        if language := each.get("lang"):
            each.set(_LANG, language)
    return element


def _parted(main: etree._Element) -> tuple[PictureFile, ...]:
    """Takes pictures out of the page into files of their own; one that is shown twice is one file."""
    found: dict[str, PictureFile] = {}
    for source in list(main.iter("source")):
        for inner in reversed(list(source)):  # the parser does not know that nothing stands in it
            source.addnext(inner)
    for image in main.iter("img", "source"):
        key = "src" if image.tag == "img" else "srcset"
        address = image.get(key, "")
        if address not in found:
            match = _DATA.match(address)
            media_type, data = (match[1], b64decode(match[2])) if match else ("", b"")
            path = f"images/{len(found) + 1}.{_ENDS.get(media_type, 'bin')}"
            found[address] = PictureFile(path, media_type, data)
        image.set(key, found[address].path)
        if image.tag == "source":
            image.set("type", found[address].media_type)
        for side in ("height", "style") if image.tag == "img" else ("width", "height"):
            image.attrib.pop(side, "")  # the height follows from the width, whatever a reader's program makes of it
    return tuple(found.values())


def _as_reference(button: etree._Element) -> None:
    """A word that opens its meaning as one that leads to it: no script, and every reader's program can."""
    target = button.get("popovertarget", "").removesuffix("--meaning")
    title = button.get("title", "")
    button.attrib.clear()
    button.tag = "a"
    button.set("href", f"#{target}")
    button.set(_TYPE, "glossref")
    button.set("class", "term")
    button.set("role", "doc-glossref")
    button.set("title", title)
