"""The tag tree that a leaflet asks for, derived from its manuscript alone.

Document [Lang]
  P publisher · Figure logo [Alt] · Figure clinic's logo [Alt] · P clinic · P notice · H1 title · P volume ·
  P subtitle · P summary
  Sect > H2, TOC > TOCI > Reference > Link           contents, where there are any
  Sect > H2, blocks, Sect > H3, blocks, …            a part, its sections within it

Paragraph      P
List           L [ListNumbering] > LI > Lbl, LBody > P, L
Description    L > LI > Lbl, LBody > P
Table          Table > Caption, THead > TR > TH [Scope], TBody > TR > TH [Scope], TD
Figure         Div (PDF/UA-2: Sect) > Figure [Alt], Caption; P credit; P link to its description
Box            Aside > Hn, blocks; a quote: Aside > Hn, BlockQuote > blocks, P
Link           Link [Contents, URI | Target] · abbreviation Span [E] · foreign words Span [Lang]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from press.checks.pdf.tree import Element
from press.manuscript import Manuscript, credit_line, described_link, explained
from press.model import (
    Abbreviation,
    Block,
    Blocks,
    Box,
    BoxKind,
    CrossReference,
    Description,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    Link,
    List,
    Paragraph,
    Section,
    Strong,
    Table,
    Term,
    Text,
    TopicReference,
    Words,
    plain,
)

PDF_1_7 = "http://iso.org/pdf/ssn"
PDF_2_0 = "http://iso.org/pdf2/ssn"
ONLY_IN_1_7 = frozenset({"TOC", "TOCI", "Reference", "BlockQuote"})
"""Not in the namespace of PDF 2.0 (ISO 32000-2, annex L)."""
BULLET = "•"
"""Stands for whatever sign a layout gives the items of a list."""


def build(manuscript: Manuscript, conformance: str, *, contents: bool, pages: Mapping[str, int] | None) -> Element:
    """The tree; ``pages`` says on which page each anchor stands, or is None where no page numbers are printed."""
    return _Builder(manuscript, conformance == "ua-2", pages).document(contents=contents)


@dataclass
class _Builder:
    manuscript: Manuscript
    tagged_2_0: bool
    pages: Mapping[str, int] | None
    depth: int = field(default=0, init=False)
    """How many lists are open."""

    def document(self, *, contents: bool) -> Element:
        manuscript = self.manuscript
        root = self.element("Document", *self.front(), Lang=manuscript.language)
        if contents:
            root.kids.append(self.contents())
        root.kids += [self.section(section, 2) for section in manuscript.sections]
        return root

    def element(self, role: str, *kids: Element | str, anchor: str = "", **attributes: str) -> Element:
        namespace = (PDF_1_7 if role in ONLY_IN_1_7 else PDF_2_0) if self.tagged_2_0 else ""
        return Element(role, attributes, list(kids), anchor, namespace=namespace)

    def holder(self, role: str, words: Words, **attributes: str) -> Element:
        """An element that holds words."""
        return self.element(role, *self.words(words), **attributes)

    def page(self, anchor: str) -> str:
        return str((self.pages or {}).get(anchor, "?"))

    # The document

    def front(self) -> Iterator[Element]:
        manuscript, clinic = self.manuscript, self.manuscript.clinic
        yield self.element("P", manuscript.publisher)
        if manuscript.logo:
            yield self.element("Figure", Alt=manuscript.logo_alt)
        if clinic and clinic.logo:
            yield self.element("Figure", Alt=clinic.logo_alt)
        if clinic:
            yield self.element("P", clinic.name)
        if manuscript.reach:
            yield self.holder("P", manuscript.reach)
        if manuscript.notice:
            yield self.element("P", manuscript.notice)
        yield self.holder("H1", manuscript.title)
        if manuscript.volume:
            yield self.element("P", manuscript.volume)
        if manuscript.subtitle:
            yield self.holder("P", manuscript.subtitle)
        yield self.holder("P", manuscript.summary)

    def contents(self) -> Element:
        entries = [self.contents_entry(section) for section in self.manuscript.sections]
        return self.element("Sect", self.element("H2", self.manuscript.contents_heading), self.element("TOC", *entries))

    def contents_entry(self, section: Section) -> Element:
        heading = plain(section.heading)
        link = self.element("Link", f"{heading} {self.page(section.id)}", Contents=heading, Target=section.id)
        entry = self.element("TOCI", self.element("Reference", link))
        if section.language:
            entry.attributes["Lang"] = section.language
        if self.tagged_2_0:  # ISO 14289-2, 8.2.5.8
            entry.attributes["Ref"] = section.id
        return entry

    def section(self, section: Section, level: int) -> Element:
        return self.element(
            "Sect",
            self.holder(f"H{level}", section.heading),
            *self.blocks(section.blocks, level + 1),
            *(self.section(inner, level + 1) for inner in section.sections),
            anchor=section.id,
            **({"Lang": section.language} if section.language else {}),
        )

    # Blocks

    def blocks(self, blocks: Blocks, level: int) -> list[Element]:
        return [element for block in blocks for element in self.block(block, level)]

    def block(self, block: Block, level: int) -> Iterator[Element]:
        match block:
            case Paragraph(words):
                yield self.holder("P", words)
            case List():
                yield self.list(block, level)
            case Description():
                yield self.description(block, level)
            case Table():
                yield self.table(block)
            case Figure():
                if not block.decorative:
                    yield from self.figure(block)
            case Box():
                yield self.box(block, level)
            case _:
                assert_never(block)

    def list(self, block: List, level: int) -> Element:
        numbering = "Decimal" if block.numbered else "Circle" if self.depth else "Disc"
        self.depth += 1
        items = [
            self.item(self.element("Lbl", f"{number}." if block.numbered else BULLET), item.blocks, level)
            for number, item in enumerate(block.items, block.start)
        ]
        self.depth -= 1
        return self.element("L", *items, ListNumbering=numbering)

    def description(self, block: Description, level: int) -> Element:
        self.depth += 1
        items = [
            self.item(self.holder("Lbl", entry.name), entry.blocks, level, entry.anchor) for entry in block.entries
        ]
        self.depth -= 1
        return self.element("L", *items, ListNumbering="Description" if self.tagged_2_0 else "None")

    def item(self, label: Element, blocks: Blocks, level: int, anchor: str = "") -> Element:
        return self.element("LI", label, self.element("LBody", *self.blocks(blocks, level)), anchor=anchor)

    def table(self, table: Table) -> Element:
        head = [self.holder("TH", cell, Scope="Column") for cell in table.head]
        rows = [
            self.element("TR", self.holder("TH", row[0], Scope="Row"), *(self.holder("TD", cell) for cell in row[1:]))
            for row in table.rows
        ]
        return self.element(
            "Table",
            self.holder("Caption", table.caption),
            self.element("THead", self.element("TR", *head)),
            self.element("TBody", *rows),
        )

    def figure(self, figure: Figure) -> Iterator[Element]:
        caption = [self.holder("Caption", figure.caption)] if figure.caption else []
        picture = self.element("Figure", Alt=figure.alt)
        yield self.element("Sect" if self.tagged_2_0 else "Div", picture, *caption, anchor=figure.anchor)
        strings = self.manuscript.strings
        if figure.credit:
            yield self.holder("P", credit_line(figure, strings))
        if figure.long_description:
            yield self.holder("P", described_link(figure, strings))

    def box(self, box: Box, level: int) -> Element:
        inside = self.blocks(box.blocks, level + 1)
        if box.kind is BoxKind.QUOTE:
            inside = [self.element("BlockQuote", *inside), self.holder("P", box.attribution)]
        return self.element("Aside", self.holder(f"H{level}", box.heading), *inside)

    # Words

    def words(self, words: Words) -> Iterator[Element | str]:
        for inline in words:
            yield from self.inline(inline)

    def inline(self, inline: Inline) -> Iterator[Element | str]:
        match inline:
            case Text(text):
                yield text
            case Abbreviation(text, expansion):
                yield self.element("Span", text, E=expansion)
            case Strong(words):
                yield self.holder("Strong", words)
            case Emphasis(words):
                yield self.holder("Em", words)
            case Foreign(words, language):
                yield self.holder("Span", words, Lang=language)
            case Link(words, address):
                yield self.link(words, _purpose(address), URI=address)
            case TopicReference(words, _, online):
                if online:
                    yield self.link(words, "opens_website", URI=online)
                else:
                    yield from self.words(words)
            case CrossReference(words, target, within):
                link = self.link(words, "opens_section", Target=target)
                if self.pages is not None:
                    see = "".join(self.manuscript.strings.see_page(within=within))
                    link.kids.append(see.format(page=self.page(target)))
                yield link
            case Term(words, entry):
                yield self.link(words, "opens_term", Target=explained(entry))
            case _:
                assert_never(inline)

    def link(self, words: Words, purpose: str, **leads: str) -> Element:
        says = self.manuscript.strings[purpose].format(words=plain(words))
        return self.holder("Link", words, Contents=says, **leads)


def _purpose(address: str) -> str:
    return {"mailto": "opens_email", "tel": "opens_phone"}.get(address.partition(":")[0], "opens_website")
