"""What a file says of itself, around its pages: title, language, claims, bookmarks, fonts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name

from press import xmp
from press.checks.pdf.compare import Targets
from press.checks.pdf.content import Pages
from press.checks.pdf.fault import Fault
from press.checks.pdf.fonts import PdfObject
from press.checks.pdf.paint import Box, Point
from press.checks.pdf.tree import Element, TagTree, collapsed
from press.manuscript import Manuscript
from press.model import Section, plain

_DC = "{http://purl.org/dc/elements/1.1/}"
_CLAIMS = {
    "ua-1": {
        "http://www.aiim.org/pdfa/ns/id/ part": {"2"},
        "http://www.aiim.org/pdfa/ns/id/ conformance": {"A"},
        "http://www.aiim.org/pdfua/ns/id/ part": {"1"},
    },
    "ua-2": {
        "http://www.aiim.org/pdfa/ns/id/ part": {"4"},
        "http://www.aiim.org/pdfa/ns/id/ rev": {"2020"},
        "http://www.aiim.org/pdfua/ns/id/ part": {"2"},
        "http://www.aiim.org/pdfua/ns/id/ rev": {"2024"},
        "http://pdfa.org/declarations/ conformsTo": {
            "http://pdfa.org/declarations/wtpdf#accessibility1.0",
            "http://pdfa.org/declarations/wtpdf#reuse1.0",
        },
    },
}
_NAMESPACES = frozenset(key.split()[0] for claims in _CLAIMS.values() for key in claims)
_ROLE_MAP = {"Strong": "Span", "Em": "Span", "Aside": "Sect"}
"""For readers that know the tags of ISO 32000-1 only."""
_RESOLUTION = 150
_MARGIN = 1.0
"""In points: how far over an edge something may reach."""


def faults(
    document: pikepdf.Pdf, manuscript: Manuscript, conformance: str, reading: TagTree, targets: Targets
) -> Iterator[Fault]:
    """What is wrong with the catalog, the metadata and the bookmarks."""
    root: PdfObject = document.Root
    title = manuscript.name
    if str(root.get("/Lang", "")) != manuscript.language:
        yield Fault("pdf-language", 0, "", f"The file does not say that its language is {manuscript.language}.")
    if root.get("/MarkInfo", Dictionary()).get("/Marked") is not True:
        yield Fault("pdf-marked", 0, "", "The file does not say that it is tagged.")
    if root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle") is not True:
        yield Fault("pdf-display-title", 0, "", "The file does not ask for its title to be shown.")
    if conformance == "ua-1" and str(document.trailer.get("/Info", Dictionary()).get("/Title", "")) != title:
        yield Fault("pdf-title", 0, title, "The document information has another title than the leaflet.")
    mapped = {key[1:]: str(value)[1:] for key, value in root.get("/StructTreeRoot", {}).get("/RoleMap", {}).items()}
    if mapped != _ROLE_MAP:
        yield Fault(
            "tag-role-map", 0, "", "The file maps its tags to others than Strong and Em to Span, Aside to Sect."
        )
    yield from _metadata(root, manuscript, conformance)
    yield from _outlines(root, manuscript, reading, targets)
    yield from _pages(document)


def claims_alone(document: pikepdf.Pdf) -> Iterator[Fault]:
    """What every file has to say of itself, whatever leaflet it was made from."""
    root: PdfObject = document.Root
    if not str(root.get("/Lang", "")):
        yield Fault("pdf-language", 0, "", "The file does not say its language.")
    if root.get("/MarkInfo", Dictionary()).get("/Marked") is not True:
        yield Fault("pdf-marked", 0, "", "The file does not say that it is tagged.")
    if root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle") is not True:
        yield Fault("pdf-display-title", 0, "", "The file does not ask for its title to be shown.")
    if not title(document):
        yield Fault("pdf-title", 0, "", "The file has no title.")


def title(document: pikepdf.Pdf) -> str:
    """The first title that a file's metadata or its document information give; empty where neither does."""
    said: list[str] = []
    with suppress(AttributeError, etree.XMLSyntaxError):
        said += _texts(xmp.tree(document.Root.Metadata.read_bytes()), "title")
    said.append(str(document.trailer.get("/Info", Dictionary()).get("/Title", "")).strip())
    return next(filter(None, said), "")


def of_the_press(document: pikepdf.Pdf) -> bool:
    """Whether a file says that this press made it, whose pages no author can set better."""
    try:
        said = xmp.properties(xmp.tree(document.Root.Metadata.read_bytes()))
    except (AttributeError, etree.XMLSyntaxError):
        return False
    return any(name == "CreatorTool" and xmp.PRESS in values for (_, name), values in said.items())


def _metadata(root: PdfObject, manuscript: Manuscript, conformance: str) -> Iterator[Fault]:
    try:
        metadata = xmp.tree(root.Metadata.read_bytes())
    except (AttributeError, etree.XMLSyntaxError):
        yield Fault("pdf-claims", 0, "", "The file has no metadata that can be read.")
        return
    title = manuscript.name
    if _texts(metadata, "title") != [title]:
        yield Fault("pdf-title", 0, title, "The metadata have another title than the leaflet.")
    if _texts(metadata, "language") != [manuscript.language]:
        yield Fault("pdf-language", 0, "", f"The metadata do not say that the language is {manuscript.language}.")
    said = xmp.properties(metadata).items()
    claims = {f"{space} {name}": values for (space, name), values in said if space in _NAMESPACES}
    if claims != _CLAIMS[conformance]:
        yield Fault("pdf-claims", 0, "", f"The file does not claim the standards of {conformance}, and no others.")


def _texts(metadata: etree._Element, name: str) -> list[str]:
    """The values of a property of Dublin Core."""
    texts = ("".join(map(str, element.itertext())) for element in metadata.iterfind(f".//{_DC}{name}"))
    return [text.strip() for text in texts]


def _pages(document: pikepdf.Pdf) -> Iterator[Fault]:
    labels: PdfObject = document.Root.get("/PageLabels", Dictionary()).get("/Nums", Array())
    first: PdfObject = labels[1] if len(labels) == 2 and labels[0] == 0 else Dictionary()
    if first.get("/S") != Name.D or first.get("/St", 1) != 1 or "/P" in first:
        yield Fault("pdf-page-labels", 0, "", "The pages are not labelled with the numbers that are printed on them.")
    for number, page in enumerate(document.pages, 1):
        if page.obj.get("/Tabs") != Name.S:
            yield Fault("pdf-tab-order", number, "", "The order of links is not that of the tags.")


def _outlines(root: PdfObject, manuscript: Manuscript, reading: TagTree, targets: Targets) -> Iterator[Fault]:
    """The bookmarks are the sections' headings, to three levels."""
    found = []
    for depth, item in _bookmarks(root.get("/Outlines", Dictionary()), 1):
        where = reading.destination(item)
        leads_to = targets.name(where) if where else "?"
        found.append((depth, collapsed(str(item.get("/Title", ""))).strip(), leads_to))
    wanted = list(_headings(manuscript.sections, 1))
    for should, says in zip(wanted, found, strict=False):
        if should != says:
            message = f"This bookmark is {_bookmark(says)} and should be {_bookmark(should)}."
            yield Fault("pdf-outline", 0, says[1], message)
            return
    if len(wanted) != len(found):
        message = f"There are {len(found)} bookmarks for {len(wanted)} headings of the first three levels."
        yield Fault("pdf-outline", 0, "", message)


def _bookmark(entry: tuple[int, str, str]) -> str:
    depth, title, leads = entry
    return f"“{title}” at level {depth}, leading to {leads}"


def _headings(sections: tuple[Section, ...], depth: int) -> Iterator[tuple[int, str, str]]:
    for section in sections if depth <= 3 else ():
        yield depth, collapsed(plain(section.heading)).strip(), section.id
        yield from _headings(section.sections, depth + 1)


def _bookmarks(parent: PdfObject, depth: int) -> Iterator[tuple[int, PdfObject]]:
    item, seen = parent.get("/First"), set()
    while item is not None and item.objgen not in seen and depth < 10:
        seen.add(item.objgen)
        yield depth, item
        yield from _bookmarks(item, depth + 1)
        item = item.get("/Next")


# Pages, as they look


def page_faults(document: pikepdf.Pdf, pages: Pages, tree: Element) -> Iterator[Fault]:
    """Text outside the page, fonts that cannot be read, figures whose box is not where they are."""
    boxes = [paper(page) for page in document.pages]
    for piece in pages.pieces:
        left, bottom, right, top = boxes[piece.page - 1]
        if piece.extent:
            begin, low, end, high = piece.extent
            if begin < left - _MARGIN or end > right + _MARGIN or low < bottom or high > top:
                yield Fault("pdf-outside-page", piece.page, piece.text, "This text is not wholly on the page.")
    for font in pages.fonts.values():
        if not font.embedded or not font.texts:
            yield Fault("pdf-font", 0, font.name, "This font is not embedded, or does not say what its glyphs mean.")
    yield from _figures(tree, boxes)
    yield from _coarse(pages, tree)
    yield from _links(tree)
    yield from _levels(tree)


def paper(page: pikepdf.Page) -> Box:
    """What can be seen of a page that has been cut."""
    corners = list(zip(page.cropbox, page.trimbox, strict=True))
    left, bottom = (float(max(pair)) for pair in corners[:2])
    right, top = (float(min(pair)) for pair in corners[2:])
    return left, bottom, right, top


def areas(page: pikepdf.Page) -> Iterator[Box]:
    """Where a page can be clicked."""
    for annotation in page.obj.get("/Annots", Array()):
        if annotation.get("/Subtype") == Name.Link:
            left, bottom, right, top = map(float, annotation.Rect)
            yield min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _figures(tree: Element, boxes: list[Box]) -> Iterator[Fault]:
    for figure in tree.elements():
        if figure.role != "Figure" or not figure.page:
            continue
        left, bottom, right, top = boxes[figure.page - 1]
        box = figure.box
        on_page = len(box) == 4 and left <= box[0] < box[2] <= right and bottom <= box[1] < box[3] <= top
        points = [point for piece in figure.pieces for point in piece.points]
        inside = [on_page and _within(box, point) for point in points]
        if not on_page or 2 * sum(inside) < len(inside):
            words = figure.attributes.get("Alt", "")
            message = "The box of this figure is not where the figure is." if box else "This figure has no box."
            yield Fault("tag-figure-box", figure.page, words, message)


def _coarse(pages: Pages, tree: Element) -> Iterator[Fault]:
    """Pictures that print in dots that can be seen."""
    named = {id(piece): one.attributes.get("Alt", "") for one in tree.elements() for piece in one.pieces}
    for piece in pages.pieces:
        if piece.resolution < _RESOLUTION - 0.5:
            message = f"This picture is printed at {piece.resolution:.0f} dots per inch, below {_RESOLUTION}."
            yield Fault("picture-resolution", piece.page, named.get(id(piece), ""), message)


def _links(tree: Element) -> Iterator[Fault]:
    for link in tree.elements():
        start = link.first.start if link.areas and link.first else None
        if start and not any(_within(area, start) for area in link.areas):
            yield Fault("tag-link-place", link.page, link.words, "The area to click is not where the link's words are.")


def _within(box: tuple[float, ...], point: Point) -> bool:
    left, bottom, right, top = box
    return left - _MARGIN <= point[0] <= right + _MARGIN and bottom - _MARGIN <= point[1] <= top + _MARGIN


def _levels(tree: Element) -> Iterator[Fault]:
    level = 0
    for element in tree.elements():
        if element.role[:1] == "H" and element.role[1:].isdigit():
            now = int(element.role[1:])
            if now > level + 1:
                message = f"A heading of level {now} follows one of level {level}."
                yield Fault("tag-heading-level", element.page, element.words, message)
            level = now
