"""The document: its front page, contents, headers and footers, and what the file says of itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from press.layout import POINTS_PER_MILLIMETRE, Layout
from press.manuscript import Kind, Manuscript, opens_second, passages
from press.model import Section, plain
from press.writers.ooxml import measure
from press.writers.ooxml.ground import MILLIMETRE, Ground, ground
from press.writers.ooxml.markup import (
    DECLARATION,
    NAMESPACES,
    PLAIN,
    Line,
    ParagraphLook,
    bookmark,
    computed,
    field_around,
    link,
    paragraph,
    tab,
    twips,
)
from press.writers.ooxml.package import Package
from press.writers.ooxml.parts import parts
from press.writers.ooxml.styles import ENTRY_GAP, numbering
from press.writers.word.blocks import Compositor, Lines, written
from press.writers.word.inline import Scribe

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_LETTER = 0.5
"""The width of a letter in ems, on average."""
_LETTERS_A_GAP = 60
"""What the end of a paragraph and the space behind it amount to."""
_DOT = "\N{MIDDLE DOT}"
_STRIP = 16 * POINTS_PER_MILLIMETRE
"""The height of a cover's picture, in points."""
_LOGO = 2.6
"""The height of a clinic's logo, in ems."""


def write(manuscript: Manuscript, layout: Layout, pages: Mapping[str, int] | None = None) -> bytes:
    """The leaflet as a ``.docx`` file.

    ``pages`` are the page numbers, by anchor, that a pass through a word processor has found
    (each anchor is a bookmark, named by `markup.bookmark`); without them, contents and
    cross-references are links without numbers, never with wrong ones.
    """
    accent = manuscript.clinic.accent if manuscript.clinic else ""
    setting = ground(layout, manuscript.language, manuscript.direction == "rtl", accent)
    return _Document(manuscript, setting, pages or {}).save()


@dataclass(frozen=True, slots=True)
class _Contents:
    """Which headings the contents list (one level or two), whether they start a page, and whether
    they stand without space between them to fit on it."""

    levels: int
    new_page: bool
    tight: bool = False


class _Document:
    def __init__(self, manuscript: Manuscript, ground: Ground, pages: Mapping[str, int]) -> None:
        self.manuscript = manuscript
        self.ground = ground
        self.pages = pages
        self.package = Package()
        self.scribe = Scribe(ground.rtl, self.package.document, manuscript.strings, pages)
        self.compositor = Compositor(manuscript, ground, self.package, self.scribe)

    def save(self) -> bytes:
        body = "".join(self._body())
        for kind in ("styles", "settings", "fontTable", "numbering"):
            self.package.document.to(kind, f"{kind}.xml")
        self.package.document.to("theme", "theme/theme1.xml")
        for name, data in parts(self.ground).items():
            self.package.add(name, data)
        self.package.add("word/numbering.xml", numbering(self.ground, tuple(self.compositor.starts)))
        self.package.add("docProps/core.xml", self._core())
        paper = self.ground.colours["paper"].lstrip("#").upper()
        background = "" if paper == "FFFFFF" else f'<w:background w:color="{paper}"/>'
        self.package.add(
            "word/document.xml",
            f"{DECLARATION}<w:document {NAMESPACES}>{background}<w:body>{body}</w:body></w:document>",
        )
        return self.package.save()

    def _body(self) -> Iterator[str]:
        yield written(self._front(), self.ground)
        contents = self._planned_contents()
        if contents:
            yield self._contents(contents)
        body = [part.section.id for part in self.manuscript.parts if part.kind is Kind.BODY]
        apart = frozenset(body[1:] if self.ground.layout.sections_apart else ())
        for number, section in enumerate(self.manuscript.sections):
            new_page = section.id in apart or opens_second(section) or (number == 0 and contents is not None)
            with self.compositor.running(section.language) as ground:
                yield written(self.compositor.section(section, 1, new_page=new_page), ground)
        yield self._section_properties()

    # The front page

    def _front(self) -> Lines:
        manuscript, clinic = self.manuscript, self.manuscript.clinic
        yield self._line("Publisher", manuscript.publisher)
        tallest = self.ground.body * _LOGO
        if manuscript.logo:
            yield self.compositor.picture(manuscript.logo, manuscript.logo_alt, self.ground.text_width, tallest)
        if clinic and clinic.logo:
            yield self.compositor.picture(clinic.logo, clinic.logo_alt, self.ground.text_width, tallest)
        if clinic:
            yield self._line("Clinic", clinic.name)
        if manuscript.reach:
            yield Line(ParagraphLook(style="Clinic"), self.compositor.passage(manuscript.reach))
        if manuscript.cover:
            yield self.compositor.picture(manuscript.cover, "", self.ground.text_width, _STRIP)
        if manuscript.notice:
            yield self._line("Notice", manuscript.notice)
        title = self.compositor.bold(manuscript.title, "title")
        made_of = passages.leaflet(manuscript.topic, manuscript.edition, manuscript.language)
        yield Line(ParagraphLook(style="Title"), self.compositor.marks.named(made_of, title))
        if manuscript.volume:
            yield self._line("Volume", manuscript.volume)
        for style, words in (("Subtitle", manuscript.subtitle), ("Summary", manuscript.summary)):
            if words:
                yield Line(ParagraphLook(style=style), self.compositor.passage(words))

    def _line(self, style: str, text: str) -> Line:
        runs = self.scribe.text(text)
        marks = self.compositor.marks
        return Line(ParagraphLook(style=style), marks.named(passages.mark(marks.next(), text), runs))

    # Contents

    def _planned_contents(self) -> _Contents | None:
        """Contents on the front page, if need be without the second level; else on their own page."""
        letters = sum(len(text) + _LETTERS_A_GAP for text in self.manuscript.texts())
        a_page = self.ground.text_width * self.ground.text_height / (self.ground.body * _LETTER * self.ground.leading)
        if letters <= a_page * self.ground.layout.contents_over:
            return None
        page, front = self.ground.text_height, self._front_height()
        needed = {levels: self._contents_height(levels) for levels in (2, 1)}
        for levels in (2, 1):
            if front + needed[levels] <= page:
                return _Contents(levels, new_page=False)
        return _Contents(2 if needed[2] <= page else 1, new_page=True, tight=needed[1] > page)

    def _contents_height(self, levels: int) -> float:
        entries = (plain(section.heading) for section, _ in _listed(self.manuscript.sections, levels))
        heading = self._height(self.manuscript.contents_heading, "section", 1.7)
        return heading + sum(self._height(entry, "body", ENTRY_GAP) for entry in entries)

    def _front_height(self) -> float:
        manuscript = self.manuscript
        lines = (
            (manuscript.publisher, "small", 1.4),
            (manuscript.notice, "body", 2.0),
            (plain(manuscript.title), "title", 0.5),
            (manuscript.volume, "body", 0.75),
            (plain(manuscript.subtitle), "subtitle", 0.75),
            (plain(manuscript.summary), "body", 2.5),
        )
        clinic = self.ground.body * _LOGO * 2 if manuscript.clinic else 0
        logo = self.ground.body * _LOGO if manuscript.logo else 0
        cover = _STRIP if manuscript.cover else 0
        return clinic + logo + cover + sum(self._height(*line) for line in lines if line[0])

    def _height(self, text: str, size: str, gaps: float) -> float:
        """About how high a paragraph stands, in points, with the gaps about it."""
        points = self.ground.layout.type.points(size)
        lines = measure.lines(text, self.ground.ruler, self.ground.text_width / points)
        return lines * points * max(1.15, self.ground.leading / self.ground.body) + gaps * self.ground.gap

    def _contents(self, contents: _Contents) -> str:
        """The contents, filled in, inside the field that can make them anew.

        <w:sdt> "Table of Contents"
          heading
          [begin TOC] entry ... 3
                      entry ... 5 [end]
        """
        heading = ParagraphLook(style="TOCHeading", new_page=contents.new_page, before=0 if contents.new_page else None)
        first = paragraph(heading, self.scribe.text(self.manuscript.contents_heading), rtl=self.ground.rtl)
        begin, end = field_around(f'TOC \\o "1-{contents.levels}" \\h \\z')
        listed = list(_listed(self.manuscript.sections, contents.levels))
        entries = [self._entry(section) for section, _ in listed]
        entries[0] = begin + entries[0]
        entries[-1] += end
        after = 0 if contents.tight else None
        lines = (
            paragraph(ParagraphLook(style=f"TOC{level}", after=after), entry, rtl=self.ground.rtl)
            for (_, level), entry in zip(listed, entries, strict=True)
        )
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{first}{''.join(lines)}</w:sdtContent></w:sdt>"
        )

    def _entry(self, section: Section) -> str:
        words = plain(section.heading)
        runs = self.scribe.text(words)
        if section.id in self.pages:
            runs += tab(PLAIN)
            runs += computed(f"PAGEREF {bookmark(section.id)} \\h", str(self.pages[section.id]), PLAIN)
        return link(runs, words, anchor=section.id)

    # Page

    def _section_properties(self) -> str:
        page = self.ground.layout.page
        lengths = {name: twips(getattr(page, name) * MILLIMETRE) for name in ("top", "right", "bottom", "left")}
        margins = "".join(f' w:{name}="{length}"' for name, length in lengths.items())
        footer = self._footer()
        references = (
            self._margin("header", 1, "default", self._header()),
            self._margin("header", 2, "first", paragraph(ParagraphLook(after=0), "", rtl=self.ground.rtl)),
            self._margin("footer", 1, "default", footer),
            self._margin("footer", 2, "first", footer),
        )
        return (
            f"<w:sectPr>{''.join(references)}"
            f'<w:pgSz w:w="{twips(page.width * MILLIMETRE)}" w:h="{twips(page.height * MILLIMETRE)}"/>'
            f'<w:pgMar{margins} w:header="{lengths["top"] // 2}" w:footer="{lengths["bottom"] * 2 // 5}" w:gutter="0"/>'
            f"<w:cols/><w:titlePg/>{'<w:bidi/>' if self.ground.rtl else ''}</w:sectPr>"
        )

    def _margin(self, kind: str, number: int, where: str, lines: str) -> str:
        root = {"header": "hdr", "footer": "ftr"}[kind]
        xml = f"{DECLARATION}<w:{root} {NAMESPACES}>{lines}</w:{root}>"
        relation = self.package.relate(kind, f"{kind}{number}.xml", xml)
        return f'<w:{kind}Reference w:type="{where}" r:id="{relation}"/>'

    def _header(self) -> str:
        """From the second page: the notice and the title; the first has them in its text."""
        notice = [self._line("HeaderNotice", self.manuscript.notice)] if self.manuscript.notice else []
        return written([*notice, self._line("Header", self.manuscript.name)], self.ground)

    def _footer(self) -> str:
        fields = {"{page}": ("PAGE", 1), "{pages}": ("NUMPAGES", 1)}
        text = f"{self.manuscript.strings['page_of']} {_DOT} {self.manuscript.code}"
        runs = self.scribe.filled(text, fields)
        return paragraph(ParagraphLook(style="Footer"), runs, rtl=self.ground.rtl)

    # What the file says of itself

    def _core(self) -> str:
        """Its dates are those of the review, so that two builds are the same."""
        manuscript, reviewed = self.manuscript, self.manuscript.last_reviewed
        date = datetime.date(reviewed.year, reviewed.month or 1, reviewed.day or 1)
        stamp = f'xsi:type="dcterms:W3CDTF">{date}T00:00:00Z'
        texts = (
            ("dc:title", manuscript.name),
            ("dc:subject", plain(manuscript.summary)),
            ("dc:creator", manuscript.publisher),
            ("cp:keywords", ", ".join(manuscript.keywords)),
            ("cp:lastModifiedBy", manuscript.publisher),
            ("dc:language", manuscript.language),
        )
        return (
            f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in texts if text)
            + f"<dcterms:created {stamp}</dcterms:created><dcterms:modified {stamp}</dcterms:modified>"
            "</cp:coreProperties>"
        )


def _listed(sections: tuple[Section, ...], levels: int, level: int = 1) -> Iterator[tuple[Section, int]]:
    """The sections of the first levels, each with its own."""
    for section in sections:
        yield section, level
        if level < levels:
            yield from _listed(section.sections, levels, level + 1)
