"""The navigation document (EPUB 3.3, 7): the contents, to the depth of the sections, and landmarks.

Pages of the print edition are listed where the manuscript knows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from press.manuscript import Kind, Manuscript
from press.model import Section, plain
from press.writers.epub.breaks import anchor
from press.writers.epub.content import OPS, document, serialized

_TYPE = f"{{{OPS}}}type"
_PAGE = "leaflet.xhtml"
_LANDMARKS = {Kind.GLOSSARY: "glossary", Kind.REFERENCES: "bibliography"}


def page(manuscript: Manuscript) -> bytes:
    """The contents and the landmarks, as a reader's program shows them in a menu of its own."""
    main = etree.Element("main")
    contents = etree.SubElement(main, "nav", {_TYPE: "toc", "role": "doc-toc", "id": "toc", "aria-labelledby": "name"})
    etree.SubElement(contents, "h1", id="name").text = manuscript.contents_heading
    contents.append(_listed(manuscript.sections))
    marks = etree.SubElement(main, "nav", {_TYPE: "landmarks", "hidden": "hidden", "aria-label": manuscript.name})
    ordered = etree.SubElement(marks, "ol")
    for kind, target, words in _marks(manuscript):
        item = etree.SubElement(etree.SubElement(ordered, "li"), "a", {_TYPE: kind, "href": target})
        item.text = words
    if manuscript.print_pages:
        name = source(manuscript)
        pages = etree.SubElement(
            main, "nav", {_TYPE: "page-list", "role": "doc-pagelist", "hidden": "hidden", "aria-label": name}
        )
        ordered = etree.SubElement(pages, "ol")
        for _, number in manuscript.print_pages:
            link = etree.SubElement(etree.SubElement(ordered, "li"), "a", href=f"{_PAGE}#{anchor(number)}")
            link.text = str(number)
    return serialized(document(manuscript, manuscript.contents_heading, main))


def source(manuscript: Manuscript) -> str:
    """What the print edition is called whose pages are listed."""
    return manuscript.strings["braille_print"].format(edition=manuscript.edition, code=manuscript.code)


def _listed(sections: Iterable[Section]) -> etree._Element:
    ordered = etree.Element("ol")
    for section in sections:
        item = etree.SubElement(ordered, "li")
        etree.SubElement(item, "a", href=f"{_PAGE}#{section.id}").text = plain(section.heading)
        if section.sections:
            item.append(_listed(section.sections))
    return ordered


def _marks(manuscript: Manuscript) -> Iterator[tuple[str, str, str]]:
    """The landmarks: what each is, where it is, what it is called."""
    yield "bodymatter", _PAGE, plain(manuscript.title)
    for part in manuscript.parts:
        if part.kind in _LANDMARKS:
            yield _LANDMARKS[part.kind], f"{_PAGE}#{part.section.id}", plain(part.section.heading)
