"""The engine that lays out with CSS: WeasyPrint, which sets the text with Pango."""

from __future__ import annotations

from collections.abc import Mapping

import pydyf
import weasyprint
from weasyprint import HTML
from weasyprint.document import Document

from press.layout import POINTS_PER_MILLIMETRE, Layout
from press.manuscript import Back, Manuscript, room
from press.problems import Problem, Refused
from press.writers import html, paging, references
from press.writers.counted import Counted
from press.writers.finishing import finish
from press.writers.marking import Plan, text_height
from press.writers.structure import FLAVOURS


def write(manuscript: Manuscript, layout: Layout) -> bytes:
    """The pages of a leaflet, tagged, each by itself.

    Raises Refused if text of the leaflet would be painted more or less than once, or if WeasyPrint
    reports a fault in the layout.
    """
    flavour = FLAVOURS[layout.conformance]
    document, plan, faults = _PAGES.take(manuscript, layout)
    with paging.Log() as log:
        log.faults += faults
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
    return bytes(data)


def fillers(manuscript: Manuscript, layout: Layout, notes: int, lines: int, back: Back) -> bytes:
    """Pages without tags: so many with lines for notes, and a back, which may need more than a page.

    Raises Refused if WeasyPrint reports a fault in the layout.
    """
    markup = html.markup(manuscript, layout, "filler.html", notes=notes, back=back, lines=lines)
    sheet = paging.style(html.style_sheet(manuscript, layout, "print.css", numbers={}), layout.faces)
    with paging.Log() as log:
        document = HTML(string=markup, url_fetcher=paging.Fetcher()).render(
            font_config=paging.fonts(layout.faces), stylesheets=[sheet], output_intent="srgb"
        )
        data = document.write_pdf(output_intent="srgb", pdf_identifier=True)
    if problems := log.problems(layout):
        raise Refused(problems)
    return bytes(data)


def paginate(manuscript: Manuscript, layout: Layout) -> tuple[int, Mapping[str, int]]:
    """How many pages the leaflet has, and on which of them, from 1, each anchor stands."""
    document, *_ = _PAGES.look(manuscript, layout)
    return len(document.pages), references.page_numbers(document)


def _laid_out(manuscript: Manuscript, layout: Layout) -> tuple[Document, Plan, list[str]]:
    """The pages and their plan, and what WeasyPrint logged of them."""
    with paging.Log() as log:
        document, plan = paging.lay_out(manuscript, layout)
    return document, plan, log.faults


_PAGES = Counted(_laid_out)


def _foreign_fonts(plan: Plan, layout: Layout) -> list[Problem]:
    """A font of the machine, which Pango takes where the layout's own have no glyph."""
    own = {face.data for face in layout.faces}
    foreign = sorted({family for family, data in plan.fonts if data not in own})
    hint = "Put a font that has the character into fonts/, and name it in layout.yaml."
    message = "The machine's own font was used, because the layout's fonts lack a character."
    return [Problem("foreign-font", paging.place(layout, family), message, hint) for family in foreign]


def _within_panels(document: Document, manuscript: Manuscript, layout: Layout) -> None:
    if layout.panels and len(document.pages) > layout.panels:
        raise Refused([room.over(manuscript, layout, sum(map(text_height, document.pages[layout.panels :])))])


def _finish(document: Document, pdf: pydyf.PDF, plan: Plan, manuscript: Manuscript, layout: Layout) -> None:
    _boxes(pdf, layout)
    producer = f"WeasyPrint {weasyprint.__version__}"
    finish(pdf, plan.tree.root, plan.positions(document), manuscript, layout, producer)


def _boxes(pdf: pydyf.PDF, layout: Layout) -> None:
    """The bleed box is the bleed alone; WeasyPrint takes some of the room for crop marks into it."""
    bleed = layout.bleed * POINTS_PER_MILLIMETRE
    for page in pdf.objects:
        if isinstance(page, dict) and page.get("Type") == "/Page":
            left, bottom, right, top = page["TrimBox"]
            page["BleedBox"] = pydyf.Array([left - bleed, bottom - bleed, right + bleed, top + bleed])
