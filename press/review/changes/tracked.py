"""The changes as a Word document with tracked changes (ISO/IEC 29500-1, 17.13.5).

To accept all of them gives the words of the new edition, to reject all those of the old one,
paragraph by paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from press.layout import Layout
from press.manuscript import direction
from press.model import PartialDate
from press.review.changes import Comparison
from press.review.changes.alignment import spans
from press.review.changes.passages import Passage
from press.writers.ooxml.ground import MILLIMETRE, Ground, ground
from press.writers.ooxml.markup import (
    DECLARATION,
    NAMESPACES,
    PLAIN,
    ParagraphLook,
    paragraph_properties,
    run,
    twips,
)
from press.writers.ooxml.package import Package
from press.writers.ooxml.parts import parts
from press.writers.ooxml.styles import numbering

_Row = tuple[Passage | None, Passage | None]
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def write(found: Comparison, layout: Layout, author: str) -> bytes:
    """The words of both editions as a ``.docx`` file; ``author`` is whose the changes are."""
    language = found.new.language
    return _Document(found, ground(layout, language, direction(language) == "rtl", ""), author).save()


@dataclass(slots=True)
class _Marks:
    """The numbers, author and date of tracked changes."""

    author: str
    date: str
    last: int = 0

    def start(self, tag: str) -> str:
        self.last += 1
        return f'<w:{tag} w:id="{self.last}" w:author="{escape(self.author)}" w:date="{self.date}"'

    def runs(self, kind: str, words: str) -> str:
        """A run that stays, is added or is removed."""
        if kind == "same":
            return run(words, PLAIN)
        if kind == "added":
            return f"{self.start('ins')}>{run(words, PLAIN)}</w:ins>"
        removed = run(words, PLAIN).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return f"{self.start('del')}>{removed}</w:del>"


class _Document:
    def __init__(self, found: Comparison, ground: Ground, author: str) -> None:
        self.found = found
        self.ground = ground
        self.author = author
        self.marks = _Marks(author, _stamp(found.new.review.last))

    def save(self) -> bytes:
        package = Package()
        for kind in ("styles", "settings", "fontTable", "numbering"):
            package.document.to(kind, f"{kind}.xml")
        package.document.to("theme", "theme/theme1.xml")
        for name, data in parts(self.ground).items():
            package.add(name, data)
        package.add("word/numbering.xml", numbering(self.ground, ()))
        package.add("docProps/core.xml", self._core())
        body = "".join(self._paragraph(*row) for row in _gone_first(self.found.rows))
        xml = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}{self._page()}</w:body></w:document>"
        package.add("word/document.xml", xml)
        return package.save()

    def _paragraph(self, old: Passage | None, new: Passage | None) -> str:
        """A paragraph; one that came or went has its end marked too, so that none is left empty."""
        passage = new or old
        style = passage.style if passage else "Normal"
        properties = paragraph_properties(ParagraphLook(style=style), self.ground.rtl)
        if not (old and new):
            mark = f"<w:rPr>{self.marks.start('del' if old else 'ins')}/></w:rPr>"
            properties = f"<w:pPr>{properties.removeprefix('<w:pPr>').removesuffix('</w:pPr>')}{mark}</w:pPr>"
        found = spans(old.text if old else "", new.text if new else "")
        return f"<w:p>{properties}{''.join(self.marks.runs(*span) for span in found)}</w:p>"

    def _page(self) -> str:
        page = self.ground.layout.page
        sides = {name: twips(getattr(page, name) * MILLIMETRE) for name in ("top", "right", "bottom", "left")}
        margins = "".join(f' w:{name}="{length}"' for name, length in sides.items())
        size = f'<w:pgSz w:w="{twips(page.width * MILLIMETRE)}" w:h="{twips(page.height * MILLIMETRE)}"/>'
        middle = f'w:header="{sides["top"] // 2}" w:footer="{sides["bottom"] // 2}" w:gutter="0"'
        return f"<w:sectPr>{size}<w:pgMar{margins} {middle}/></w:sectPr>"

    def _core(self) -> str:
        new, names = self.found.new, self.found.names
        stamp = f'xsi:type="dcterms:W3CDTF">{self.marks.date}'
        return (
            f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(new.title)}: changes from {names[0]} to {names[1]}</dc:title>"
            f"<dc:creator>{escape(self.author)}</dc:creator><dc:language>{new.language}</dc:language>"
            f"<dcterms:created {stamp}</dcterms:created><dcterms:modified {stamp}</dcterms:modified>"
            "</cp:coreProperties>"
        )


def _gone_first(rows: Iterable[_Row]) -> Iterator[_Row]:
    """Rows in which, where several came and went in one place, those that went come first.

    To reject them LibreOffice would join a paragraph that stays with one that went between two that came.
    """
    for _, place in groupby(rows, lambda row: None not in row):
        yield from sorted(place, key=lambda row: row[0] is None)


def _stamp(date: PartialDate) -> str:
    """The new edition's review, so that two files made from the same words are the same."""
    return f"{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z"
