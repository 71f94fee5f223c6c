"""Page numbers: only a word processor knows them.

A draft is written with a number for each anchor, laid out once by LibreOffice, and its PDF read
here; the document is then written anew with the numbers found. They stay right because the draft
had room for them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from press.manuscript import Manuscript
from press.model import Section, figures
from press.writers.ooxml.markup import bookmark

if TYPE_CHECKING:
    import pikepdf

EXPORT = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
"""What LibreOffice is to convert a document to, for `numbered` to find the bookmarks."""
_PLACEHOLDER = 88


def drafted(manuscript: Manuscript) -> dict[str, int]:
    """A number for each anchor that somebody may turn to, for the draft."""
    return dict.fromkeys(_anchors(manuscript.sections), _PLACEHOLDER)


def numbered(manuscript: Manuscript, laid_out: bytes) -> dict[str, int]:
    """The page of each anchor, from 1, as the draft's PDF has it; empty if an anchor is not there."""
    import pikepdf

    with pikepdf.open(io.BytesIO(laid_out)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        found = {name: pages.get(place[0].objgen, 0) for name, place in _destinations(pdf).items()}
    numbers = {anchor: found.get(_exported(bookmark(anchor)), 0) for anchor in drafted(manuscript)}
    return numbers if all(numbers.values()) else {}


def _destinations(pdf: pikepdf.Pdf) -> Mapping[str, pikepdf.Object]:
    found = pdf.Root.get("/Dests")
    return {name.removeprefix("/"): place for name, place in found.items()} if found is not None else {}


def _exported(name: str) -> str:
    """A bookmark's name as LibreOffice writes it: underscores in hexadecimal."""
    return re.sub(r"[^A-Za-z0-9]", lambda match: f"{ord(match[0]):02X}", name)


def _anchors(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        yield section.id
        yield from _anchors(section.sections)
    yield from (figure.anchor for figure in figures(sections) if not figure.decorative)
