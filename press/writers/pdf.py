"""PDF: the layout's pages, tagged, in one of two pairs of standards.

``ua-1``: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2). ``ua-2``: PDF/UA-2 (ISO 14289-2),
PDF/A-4 (ISO 19005-4) and the declarations of Well-Tagged PDF 1.0.
"""

from __future__ import annotations

from collections.abc import Mapping

import pydyf
import weasyprint
from weasyprint import HTML
from weasyprint.document import Document

from press.layout import POINTS_PER_MILLIMETRE, Layout
from press.manuscript import Back, Manuscript, backs, room
from press.model import plain
from press.problems import Problem, Refused
from press.writers import html, imposition, metadata, paging
from press.writers.marking import Plan, text_height
from press.writers.structure import FLAVOURS, Structure

_FILLED = 0.7
"""The part of a page's height that lines for notes take; margins and heading have the rest."""


def write(manuscript: Manuscript, layout: Layout) -> bytes:
    """The leaflet as a tagged PDF.

    Raises Refused if text of the leaflet would be painted more or less than once, or if WeasyPrint
    reports a fault in the layout.
    """
    flavour = FLAVOURS[layout.conformance]
    with paging.Log() as log:
        document, plan = paging.lay_out(manuscript, layout)
        _within_panels(document, manuscript, layout)
        plan.paint(document)
        data = document.write_pdf(
            finisher=lambda document, pdf: _finish(document, pdf, plan, manuscript, layout),
            pdf_version=flavour.version,
            pdf_identifier=True,
            pdf_tags=False,
            output_intent="srgb",
        )
    plan.check_painted()
    problems = [*log.problems(layout), *_foreign_fonts(plan, layout)]
    if problems:
        raise Refused(problems)
    return _folded(bytes(data), manuscript, layout)


def _folded(data: bytes, manuscript: Manuscript, layout: Layout) -> bytes:
    """The panels on the two sides of their sheet, where the layout has panels."""
    if not layout.panels or not layout.fold:
        return data
    blank = layout.panels - imposition.count(data)
    sides = imposition.thirds(layout.page.width, layout.fold.tuck)
    return _imposed(data, fillers(manuscript, layout, blank), sides, manuscript, layout)


def booklet(data: bytes, manuscript: Manuscript, layout: Layout) -> bytes:
    """The pages of a booklet on the sides of its sheets; those that stay blank are filled."""
    pages = imposition.count(data)
    blank = layout.blank(pages)
    sides = imposition.booklet(pages + blank, layout.page.width, layout.supplies.stationery.thickness)
    return _imposed(data, fillers(manuscript, layout, blank), sides, manuscript, layout)


def _imposed(data: bytes, blank: bytes, sides: list[imposition.Side], manuscript: Manuscript, layout: Layout) -> bytes:
    if manuscript.direction == "rtl":
        sides = imposition.mirrored(sides)
    return imposition.impose(data, blank, sides, layout)


def fillers(manuscript: Manuscript, layout: Layout, pages: int) -> bytes:
    """Pages without tags for what a leaflet leaves blank: lines for notes, and its back on the last of them.

    Raises Refused if WeasyPrint reports a fault in the layout.
    """
    with paging.Log() as log:
        laid_out = (_filler(manuscript, layout, pages - 1, back) for back in backs(manuscript) if pages)
        found = next((document for document in laid_out if len(document.pages) == pages), None)
        data = found.write_pdf(output_intent="srgb", pdf_identifier=True) if found else b""
    if problems := log.problems(layout):
        raise Refused(problems)
    return bytes(data)


def _filler(manuscript: Manuscript, layout: Layout, notes: int, back: Back) -> Document:
    lines = int(layout.page.height * _FILLED / html.NOTES_LINE)
    markup = html.markup(manuscript, layout, "filler.html", notes=notes, back=back, lines=lines)
    sheet = paging.style(html.style_sheet(manuscript, layout, "print.css", numbers={}), layout.faces)
    source = HTML(string=markup, url_fetcher=paging.Fetcher())
    return source.render(font_config=paging.fonts(layout.faces), stylesheets=[sheet], output_intent="srgb")


def paginate(manuscript: Manuscript, layout: Layout) -> tuple[int, Mapping[str, int]]:
    """How many pages the leaflet has, and on which of them, from 1, each anchor stands."""
    document, _ = paging.lay_out(manuscript, layout)
    return len(document.pages), paging.page_numbers(document)


def _foreign_fonts(plan: Plan, layout: Layout) -> list[Problem]:
    """A font of the machine, which Pango takes where the layout's own have no glyph."""
    own = {face.data for face in layout.faces}
    foreign = sorted({family for family, data in plan.fonts if data not in own})
    hint = "Put a font that has the character into fonts/, and name it in layout.yaml."
    message = "The machine's own font was used, because the layout's fonts lack a character."
    return [Problem("foreign-font", paging.place(layout, family), message, hint) for family in foreign]


def _within_panels(document: Document, manuscript: Manuscript, layout: Layout) -> None:
    """Refuse what is too long for the layout's panels, and say by how many words of running text."""
    if not layout.panels or len(document.pages) <= layout.panels:
        return
    lines = sum(map(text_height, document.pages[layout.panels :])) / (layout.type.body * layout.type.line_height)
    over = max(1, round(lines * layout.column / room.word_width(manuscript, layout)))
    raise Refused([room.too_long(manuscript, layout, f"about {over}")])


# The file around the pages


def _finish(document: Document, pdf: pydyf.PDF, plan: Plan, manuscript: Manuscript, layout: Layout) -> None:
    flavour = FLAVOURS[layout.conformance]
    _boxes(pdf, layout)
    Structure(pdf, plan.tree.root, plan.positions(document), flavour, manuscript.language).write()
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and dict(item.extra).get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"  # ISO 19005-2, 6.2.8
    for intent in pdf.catalog["OutputIntents"]:
        intent["S"] = "/GTS_PDFA1"
    about = _about(manuscript)
    pdf.info.clear()
    if not flavour.tagged_2_0:  # ISO 19005-4, 6.1.3, has no document information
        pdf.info.update({key: pydyf.String(value) for key, value in about.items()})
    packet = metadata.packet(about, manuscript.language, flavour)
    stream = pydyf.Stream([packet], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference


def _boxes(pdf: pydyf.PDF, layout: Layout) -> None:
    """The bleed box is the bleed alone; WeasyPrint takes some of the room for crop marks into it."""
    bleed = layout.bleed * POINTS_PER_MILLIMETRE
    for page in pdf.objects:
        if isinstance(page, dict) and page.get("Type") == "/Page":
            left, bottom, right, top = page["TrimBox"]
            page["BleedBox"] = pydyf.Array([left - bleed, bottom - bleed, right + bleed, top + bleed])


def _about(manuscript: Manuscript) -> dict[str, str]:
    """The document information (ISO 32000-1, 14.3.3)."""
    return {
        "Title": manuscript.name,
        "Author": manuscript.publisher,
        "Subject": plain(manuscript.summary),
        "Keywords": ", ".join((*manuscript.keywords, f"{manuscript.topic} {manuscript.edition}")),
        "Creator": "Leaflet Press",
        "Producer": f"WeasyPrint {weasyprint.__version__}",
    }
