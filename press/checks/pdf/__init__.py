"""The tags of a PDF as a witness reads them: do they say what the leaflet says?

The file is read with pikepdf alone: content streams and form XObjects, the structure tree, what is
around them. The tree that the leaflet asks for is derived from its manuscript, not from what the
writer made of it; then the two are compared.

    content    what the pages paint, and what each piece is marked as
    fonts      how codes are read
    encodings  what they say
    paint      colours and shapes
    tree       the tags, each with its content
    expected   the tags that the manuscript asks for
    compare    the differences
    active     what it runs, sends or opens
    artifacts  headers, footers, repeated heads, decoration
    catalog    title, language, claims, bookmarks, fonts
    pictured   proportions of pictures, words of drawings
    lines      the file as it lies on paper: blocks and lines
    printed    the rules of UKAAF and RNIB for print, measured
    kept       those of what must stay together
    ends       how pages end, and what that costs
    spoken     what a screen reader says of them
    unread     what it does not say
    fault      the rules
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator

import pikepdf

from press.checks.pdf import active, artifacts, catalog, expected, lines, pictured, printed, spoken, tree
from press.checks.pdf.compare import (
    Targets,
    by_first_words,
    differences,
    even_out,
    leave_out_numbers,
    locate,
    running,
)
from press.checks.pdf.content import Excessive, Pages
from press.checks.pdf.fault import RULES, Fault
from press.checks.pdf.printed import Standard
from press.checks.pdf.tree import Element, TagTree
from press.layout import POINTS_PER_MILLIMETRE, Layout
from press.manuscript import Manuscript, direction
from press.problems import Problem, errors
from press.speech import Speech

__all__ = ["RULES", "check", "check_alone", "check_imposed", "outline", "pages", "speech"]


_UNREADABLE = (pikepdf.PdfError, pikepdf.PasswordError, Excessive)
MALFORMED = (*_UNREADABLE, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What comes of a file whose objects are not of the kinds that ISO 32000 gives them."""
_SOURCE = re.compile(r"^[a-z ]*<.*?>:? ?")
"""What pikepdf calls bytes that it reads: “stream <_io.BytesIO object at 0x…>: ”."""


def check(data: bytes, manuscript: Manuscript, layout: Layout) -> tuple[Problem, ...]:
    """Every way in which a PDF's tags, artifacts, bookmarks and metadata are not the leaflet's."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            faults = list(_faults(document, manuscript, layout))
    except MALFORMED as error:
        faults = [_unreadable(error)]
    return tuple(dict.fromkeys(fault.problem(own=True) for fault in faults))


def check_alone(data: bytes) -> tuple[Problem, ...]:
    """What can be seen of a PDF without its leaflet: its tags as a structure, and its pages as they are printed."""
    own = False
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            own = catalog.of_the_press(document)
            faults = list(_faults_alone(document))
    except MALFORMED as error:
        faults = [_unreadable(error)]
    return tuple(dict.fromkeys(fault.problem(own=own) for fault in faults))


def _unreadable(error: Exception) -> Fault:
    return Fault("pdf-unreadable", 0, "", f"The file cannot be read: {reason(error)}.")


def reason(error: Exception) -> str:
    """Why a file cannot be read, from one of `MALFORMED`, in words that do not end in a full stop."""
    words = _SOURCE.sub("", str(error)).rstrip(".")
    return words if isinstance(error, _UNREADABLE) else f"something in it is missing, or is of another kind ({words})"


def check_imposed(imposed: bytes, data: bytes) -> tuple[Problem, ...]:
    """Whether a booklet on its sheets has the tags of its pages, and nothing that lies beyond the paper.

    Only errors: what is a warning has been said of the pages.
    """
    with pikepdf.open(io.BytesIO(imposed)) as document:
        pages = Pages(list(document.pages))
        reading = TagTree(document, pages)
        faults = [*reading.faults, *catalog.page_faults(document, pages, reading.root)]
    if outline(imposed, beside=2) != outline(data):
        faults.append(Fault("tag-imposed", 0, "", "The imposed file does not say what the pages say."))
    return errors(dict.fromkeys(fault.problem(own=True) for fault in faults))


def pages(data: bytes) -> int:
    """How many pages a PDF has. Raises ``pikepdf.PdfError`` if it cannot be read."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def outline(data: bytes, beside: int = 1) -> str:
    """The tag tree of a PDF as indented text; ``beside`` each other on a sheet stand so many of its pages.

    Raises ``pikepdf.PdfError`` if it cannot be read.
    """
    with pikepdf.open(io.BytesIO(data)) as document:
        root = TagTree(document, Pages(list(document.pages))).root
        rtl = direction(str(document.Root.get("/Lang", ""))) == "rtl"
        left, _, right, _ = catalog.paper(document.pages[0])
    targets = Targets(by_first_words(root), in_structure=False, rtl=rtl, reach=(right - left) / beside)
    targets.name_all(root)
    lines = [line for element in root.children for line in tree.outline(element)]
    return "\n".join(lines) + "\n"


def speech(data: bytes) -> Speech:
    """What a screen reader says of a PDF. Raises one of `MALFORMED` if it cannot be read."""
    with pikepdf.open(io.BytesIO(data)) as document:
        pages = Pages(list(document.pages))
        return spoken.speech(document, TagTree(document, pages), pages)


def _faults(document: pikepdf.Pdf, manuscript: Manuscript, layout: Layout) -> Iterator[Fault]:
    pages = Pages(list(document.pages))
    reading = TagTree(document, pages)
    yield from reading.faults
    found, number = reading.root, len(document.pages)
    has_contents = any(element.role == "TOC" for element in found.elements())
    if has_contents != (number > layout.contents_over):
        message = f"There are {number} pages, and {'a' if has_contents else 'no'} list of contents."
        yield Fault("pdf-contents", 0, "", message)

    def wanted(numbers: dict[str, int]) -> Element:
        printed = None if layout.panels else numbers
        return Element("", kids=[expected.build(manuscript, layout.conformance, contents=has_contents, pages=printed)])

    even_out(found)
    located = locate(wanted({}), found)
    rtl = manuscript.direction == "rtl"
    turned = running(found, rtl=rtl)
    reach = layout.column * POINTS_PER_MILLIMETRE if layout.abreast and layout.columns > 1 else math.inf
    targets = Targets(located, in_structure=layout.conformance == "ua-2", rtl=rtl, running=turned, reach=reach)
    targets.name_all(found)
    asked = wanted({anchor: element.page for anchor, element in located.items()})
    leave_out_numbers(asked, found, located, manuscript.strings)
    yield from differences(asked, found)
    yield from artifacts.faults(pages.pieces, number, manuscript, found)
    yield from catalog.faults(document, manuscript, layout.conformance, reading, targets)
    yield from catalog.page_faults(document, pages, found)
    yield from pictured.faults(pages, found, manuscript)
    yield from active.faults(document)
    yield from printed.faults(_sheets(document, pages, reading), _standard(manuscript, layout))


def _faults_alone(document: pikepdf.Pdf) -> Iterator[Fault]:
    pages = Pages(list(document.pages))
    reading = TagTree(document, pages)
    # Marked content within other marked content is unusual, and allowed (ISO 32000-1, 14.6.1).
    yield from (fault for fault in reading.faults if fault.rule != "tag-content")
    yield from catalog.claims_alone(document)
    yield from catalog.page_faults(document, pages, reading.root)
    yield from active.faults(document)
    sheets = _sheets(document, pages, reading)
    yield from printed.faults(sheets, printed.unknown(sheets))


def _sheets(document: pikepdf.Pdf, pages: Pages, reading: TagTree) -> lines.Sheets:
    rtl = direction(str(document.Root.get("/Lang", ""))) == "rtl"
    areas = [list(catalog.areas(page)) for page in document.pages]
    return lines.laid_out(pages, reading, [catalog.paper(page) for page in document.pages], areas, rtl=rtl)


def _standard(manuscript: Manuscript, layout: Layout) -> Standard:
    """What a document is measured by that was made in a layout."""
    width, height = layout.sheet if layout.panels else (layout.page.width, layout.page.height)
    strings = manuscript.strings
    credit = f"{strings['image_credit']}:"
    least = layout.type.least
    smallest = printed.LARGE_PRINT if least >= printed.LARGE_PRINT else min(layout.type.smallest, least)
    return Standard(
        smallest,
        (width, height),
        layout.panels or layout.columns,
        strings.terms,
        credit,
        strings.negations,
        compared=True,
    )
