"""A manuscript as a template of Typst walks it: blocks with marked pieces, beside the structure tree of its tags.

The tree has the shape that `press.writers.tags` gives the HTML of the same leaflet, so that a document has the same
tags whichever engine lays it out. What a template gets is data, never markup: see ``layouts/shared/print.typ``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import assert_never

from press import pictures
from press.layout import POINTS_PER_MILLIMETRE, Layout, Ruler
from press.manuscript import Back, Kind, Manuscript, Part, credit_line, described_link, direction
from press.manuscript.fitting import PADDING, column_widths
from press.model import (
    Block,
    Blocks,
    Box,
    Description,
    Figure,
    List,
    Paragraph,
    Picture,
    Section,
    Table,
    Words,
    plain,
)
from press.writers.elements import Node, Run
from press.writers.html import Line, below, look_of
from press.writers.illustration import Illustrator
from press.writers.typeset.apart import framed, looks, refuse_other_way
from press.writers.typeset.dividing import capped
from press.writers.typeset.grouping import across, begins_page, groups
from press.writers.typeset.script import Item, Script
from press.writers.typeset.words import Marks, Scribe, spoken, texts

_LETTER = 0.56
"""About how wide a letter is, in ems."""
_KEPT = 0.6
"""The part of a page's lines that an item, a row or a box may take and is still kept whole."""
_SHORT = 5.6
"""Paragraphs of fewer lines are kept whole; half a line is for the space below."""
_TYPE = {
    "title": "title",
    "subtitle": "subtitle",
    **dict.fromkeys(("publisher", "clinic", "reach", "credit", "described"), "small"),
}
"""What blocks are set in that is not the size of the body."""
_HEADINGS = {"H2": "section", "H3": "subsection"}
_ITEM, _FRAME = 1.55, 2.8
"""What a list and a box take of a line, in ems."""
_OF_RECORD = 1.2
"""How far the cells of a row that is set as a record stand in, in ems of the body."""
_BESIDE = 10
"""How wide the names of facts are, in ems, beside what is said of them."""
_LARGE, _POSTCARD = 18, 120
"""From so many points on, and on pages of so many millimetres or fewer, there is no room beside them."""
_HEADING = 600
"""The weight of headings, as `blocks.typ` sets them."""
_BULLETS = ("•\N{EN SPACE}", "–\N{EN SPACE}")


def script(manuscript: Manuscript, layout: Layout, *, with_contents: bool) -> Script:
    """The whole leaflet."""
    writer = _Writer(manuscript, layout)
    writer.document(with_contents=with_contents)
    return writer.script


def fillers(manuscript: Manuscript, layout: Layout, notes: int, lines: int, back: Back) -> Script:
    """Pages for what a leaflet leaves blank: so many with lines for notes, and its back."""
    writer = _Writer(manuscript, layout)
    writer.fillers(notes, lines, back)
    return writer.script


class _Writer:
    def __init__(self, manuscript: Manuscript, layout: Layout) -> None:
        self.manuscript, self.layout = manuscript, layout
        marks = Marks()
        self.script = Script(Node("Document"), marks)
        self.rtl = direction(manuscript.language) == "rtl"
        self.scribe = Scribe(
            *(manuscript.strings, self.rtl, self.rtl, Line.of(layout), marks),
            numbered=not layout.panels,
            language=manuscript.language,
            room=layout.column * POINTS_PER_MILLIMETRE / layout.type.body,
            light=layout.ruler(layout.fonts.body, bold=True) or Ruler(()),
        )
        self.light = layout.ruler(layout.fonts.body, bold=layout.reading.bold) or Ruler(())
        self.look = look_of(manuscript, layout)
        self.look["points"] = self.points = capped(self.look["points"], manuscript, layout)
        self.display = replace(self.scribe.line, ruler=layout.ruler(layout.fonts.headings, bold=True) or Ruler(()))
        self.heading = layout.ruler(layout.fonts.headings, bold=True, weight=_HEADING) or Ruler(())
        self.helps = self.told = False
        """Whether the part that the writer has come to says whom to turn to, or what the leaflet is."""
        self.taken = 0.0
        """What lists and boxes take of a line where the writer has come to, in ems of the body."""
        self.columns = 1
        """How many columns its lines reach over."""
        room = layout.page.height - self.look["top"] - self.look["bottom"]
        self.illustrator = Illustrator(layout, room)
        self.page_lines = room * POINTS_PER_MILLIMETRE / (layout.type.body * layout.type.line_height)

    # The document

    def document(self, *, with_contents: bool) -> None:
        tree, manuscript = self.script.tree, self.manuscript
        self.script.data = {
            "look": self._looks(),
            "front": list(self._front(tree)),
            "contents": self._contents(tree) if with_contents else None,
            "parts": [
                {
                    **self._part(part, tree),
                    "part": part.kind.value,
                    "apart": begins_page(manuscript.parts, number, self.layout),
                }
                for number, part in enumerate(manuscript.parts)
            ],
            "groups": groups(manuscript.parts, self.layout),
        }

    def fillers(self, notes: int, lines: int, back: Back) -> None:
        tree, heading = self.script.tree, self.manuscript.strings["notes"]
        self.scribe = replace(self.scribe, phone="section", phone_size=self.points["section"] / self.points["body"])
        self.script.data = {
            "look": self._looks(),
            "notes": [self.block("heading", heading, tree.add("H2")) for _ in range(notes)],
            "lines": lines,
            "back": {
                "support": [self.section(section, 2, tree) for section in back.support],
                "online": self._figure(back.online, tree) if back.online else None,
                "publisher": self.block("paragraph", back.publisher, tree.add("P")),
            },
        }

    def _looks(self) -> Item:
        return looks(self.scribe, self.look, self.manuscript, self.layout)

    def _front(self, node: Node) -> Iterator[Item]:
        manuscript, clinic = self.manuscript, self.manuscript.clinic
        yield self.block("publisher", manuscript.publisher, node.add("P"))
        if manuscript.logo:
            logo = self.picture(self.illustrator.logo_of(manuscript.logo), manuscript.logo_alt, node)
            yield {"type": "emblem", **logo}
        if clinic and clinic.logo:
            logo = self.picture(self.illustrator.logo_of(clinic.logo), clinic.logo_alt, node)
            yield {"type": "logo", **logo}
        if clinic:
            yield self.block("clinic", clinic.name, node.add("P"))
        if manuscript.reach:
            yield self.block("reach", manuscript.reach, node.add("P"))
        if manuscript.cover:
            yield {"type": "cover", **self.picture(self.illustrator.cover_of(manuscript.cover), "", node)}
        if manuscript.notice:
            yield self.block("notice", manuscript.notice, node.add("P"))
        yield self.block("title", manuscript.title, node.add("H1"))
        if manuscript.volume:
            yield self.block("volume", manuscript.volume, node.add("P"))
        if manuscript.subtitle:
            yield self.block("subtitle", manuscript.subtitle, node.add("P"))
        yield self.block("summary", manuscript.summary, node.add("P"))

    def _contents(self, node: Node) -> Item:
        sect = node.add("Sect")
        heading = self.block("heading", self.manuscript.contents_heading, sect.add("H2"))
        toc, entries = sect.add("TOC"), []
        for section in self.manuscript.sections:
            entry_node = toc.add("TOCI")
            entry_node.language = section.language
            link = entry_node.add("Reference").add("Link")
            text = plain(section.heading)
            link.address, link.says = f"#{section.id}", text
            number = self.scribe.marks.link(link)
            words = self.scribe.text(text, link)
            entry: Item = {"link": number, "in": words}
            entry["number"] = self.scribe.page_number(" {page}", section.id, link)
            entries.append(self._owned(entry, link))
        return {"heading": heading, "entries": entries}

    def section(self, section: Section, level: int, node: Node) -> Item:
        sect = node.add("Sect")
        sect.anchor, sect.says, sect.language = section.id, plain(section.heading), section.language
        around = self.scribe
        if section.language:
            refuse_other_way(section.language, self.manuscript)
            self.scribe = replace(around, language=section.language)
        made = self._section(section, level, sect)
        self.scribe = around
        return made

    def _part(self, part: Part, node: Node) -> Item:
        self.helps, self.told = part.kind is Kind.SUPPORT, part.kind is Kind.ABOUT
        self.columns = self.layout.columns if across(part, self.layout) else 1
        return self.section(part.section, 2, node)

    def _section(self, section: Section, level: int, sect: Node) -> Item:
        return {
            "id": section.id,
            "language": spoken(section.language) if section.language else "",
            "level": level,
            "heading": self.block("heading", section.heading, sect.add(f"H{level}")),
            "blocks": self.blocks(section.blocks, level + 1, sect),
            "sections": self._inner(section, level + 1, sect),
            "whole": self._whole(sect, _KEPT),
        }

    def _inner(self, section: Section, level: int, sect: Node) -> list[Item]:
        """The sections in one; the first to turn to is set off, the numbers in it larger."""
        made, helps = [], self.helps
        for number, inner in enumerate(section.sections):
            around, self.helps = self.scribe, False
            if helps and not number:
                self.taken += _FRAME
                size = self.points["subsection"] / self.points["body"]
                self.scribe = replace(around, phone="subsection", phone_size=size)
            made.append({**self.section(inner, level, sect), "panel": helps and not number})
            self.taken -= _FRAME if helps and not number else 0
            self.scribe = around
        self.helps = helps
        return made

    # Blocks

    def blocks(self, blocks: Blocks, level: int, node: Node) -> list[Item]:
        made = [self._block(block, level, node) for block in blocks]
        for item, following in zip(made, blocks[1:], strict=False):
            if item["type"] == "paragraph":
                item["leads_in"] = isinstance(following, List | Description)
                item["announces"] = _announces(item) and isinstance(following, Paragraph)
        return made

    def _block(self, block: Block, level: int, node: Node) -> Item:
        match block:
            case Paragraph(words):
                paragraph = node.add("P")
                item = self.block("paragraph", words, paragraph)
                item["whole"] = self._lines(paragraph) < _SHORT
                return item
            case List():
                return self._list(block, level, node)
            case Description():
                return self._description(block, level, node)
            case Table():
                return self._table(block, node)
            case Figure():
                return self._figure(block, node)
            case Box():
                return self._box(block, level, node)
            case _:
                assert_never(block)

    def block(self, kind: str, words: Words | str, node: Node) -> Item:
        """Words that are a block of their own, all in one structure element."""
        scribe = replace(self.scribe, room=self._room(kind, node))
        if kind in ("title", "heading"):
            scribe = replace(scribe, line=self.display, light=self.heading)
        elif kind in ("paragraph", "summary", "subtitle"):
            scribe = replace(scribe, light=self.light)
        pieces = scribe.text(words, node) if isinstance(words, str) else scribe.words(words, node)
        return self._owned({"type": kind, "words": pieces}, node)

    def _room(self, kind: str, node: Node) -> float:
        """How wide the line of a block is, in ems of its type."""
        name = _TYPE.get(kind, "body")
        if kind == "heading":
            name = "topic" if node.parent and node.parent.role == "Aside" else _HEADINGS.get(node.role, "topic")
        ems = self.layout.column * POINTS_PER_MILLIMETRE / self.points["body"] - self.taken
        return ems * self.points["body"] / self.points[name]

    def _whole(self, node: Node, share: float) -> bool:
        """Whether an element takes, as far as can be foretold, less than a share of a page, and so is kept whole."""
        return bool(self._lines(node) < share * self.page_lines)

    def _lines(self, node: Node) -> float:
        blocks = {id(item): item for run in node.runs() if (item := self.script.owners.get(run))}
        letters = (len(texts(item.get("words", ()))) for item in blocks.values())
        width = self.scribe.line.width * self.columns
        return sum(ceil(many * _LETTER / width) + 0.5 for many in letters)

    def _owned(self, item: Item, node: Node) -> Item:
        self.script.owners.update(dict.fromkeys(node.runs(), item))
        return item

    def _list(self, block: List, level: int, node: Node) -> Item:
        depth, outer = 0, node.parent
        while outer:
            depth, outer = depth + (outer.role == "L"), outer.parent
        items, list_ = [], node.add("L")
        list_.numbering = "Decimal" if block.numbered else ""
        for number, item in enumerate(block.items, block.start):
            entry = list_.add("LI")
            label = f"{number}. " if block.numbered else _BULLETS[min(depth, 1)]
            marker = self.block("marker", label, entry.add("Lbl"))
            self.taken += _ITEM
            blocks = self.blocks(item.blocks, level, entry.add("LBody"))
            self.taken -= _ITEM
            whole, announces = self._whole(entry, _KEPT), any(map(_announces, blocks[-1:]))
            items.append({"marker": marker, "blocks": blocks, "whole": whole, "announces": announces})
        return {"type": "list", "numbered": block.numbered, "depth": depth, "items": items}

    def _description(self, block: Description, level: int, node: Node) -> Item:
        entries, list_, taken = [], node.add("L"), self.taken
        list_.numbering = "Description"
        beside = _BESIDE if self.told and self._wide() else 0
        for entry in block.entries:
            item = list_.add("LI")
            item.anchor = entry.anchor
            self.taken = self.layout.column * POINTS_PER_MILLIMETRE / self.points["body"] - beside if beside else taken
            name = self.block("name", entry.name, item.add("Lbl"))
            self.taken = taken + (beside + 1 if beside else _OF_RECORD if block.records else 0)
            said = self.blocks(entry.blocks, level, item.add("LBody"))
            self.taken = taken
            whole = self._whole(item, _KEPT)
            entries.append({"name": name, "id": entry.anchor, "blocks": said, "whole": whole})
        return {"type": "description", "entries": entries, "beside": beside, "records": block.records}

    def _wide(self) -> bool:
        """Whether the facts about a leaflet have room for two columns; `print.css` asks the same."""
        layout = self.layout
        return layout.type.body < _LARGE and layout.page.width > _POSTCARD and layout.columns == 1

    def _table(self, block: Table, node: Node) -> Item:
        table, widths = node.add("Table"), column_widths(block, self.layout)
        caption = self.block("caption", block.caption, table.add("Caption"))
        head = self._row(block.head, table.add("THead").add("TR"), ("Column", "Column"), widths)
        body = table.add("TBody")
        rows = [self._row(row, body.add("TR"), ("Row", ""), widths) for row in block.rows]
        whole = self._whole(table, _KEPT)
        return {"type": "table", "caption": caption, "head": head, "rows": rows, "whole": whole, "widths": widths}

    def _row(self, cells: Sequence[Words], row: Node, scopes: tuple[str, str], widths: Sequence[float]) -> list[Item]:
        """The cells of a row; ``scopes`` are those of the first and of the others, ``widths`` in ems."""
        made, taken = [], self.taken
        for number, (words, width) in enumerate(zip(cells, widths, strict=True)):
            scope = scopes[min(number, 1)]
            cell = row.add("TH" if scope else "TD")
            cell.scope = scope
            self.taken = taken + sum(widths) - width + PADDING
            made.append(self.block("cell", words, cell))
        self.taken = taken
        return made

    def _figure(self, block: Figure, node: Node) -> Item:
        strings = self.manuscript.strings
        said = below(block, strings)
        picture = self.illustrator.figure_of(block, said)
        if block.decorative:
            return {"type": "decoration", **self.picture(picture, "", node)}
        div = node.add("Div")
        div.anchor = block.anchor
        item: Item = {"type": "figure", "id": block.anchor, "beside": block.beside}
        item |= self.picture(picture, block.alt, div)
        item["least"] = self.illustrator.least(block, said)
        item["caption"] = self.block("caption", block.caption, div.add("Caption")) if block.caption else None
        credit = credit_line(block, strings)
        item["credit"] = self.block("credit", credit, node.add("P")) if credit else None
        link = described_link(block, strings)
        item["described"] = self.block("described", link, node.add("P")) if link else None
        return item

    def picture(self, placed: tuple[Picture, float], alt: str, node: Node) -> Item:
        """A picture that is printed; without an alternative text it belongs to no element."""
        shown, limit = placed
        name = f"picture-{len(self.script.pictures)}.svg"
        self.script.pictures[name] = shown.data if shown.media_type == pictures.MEDIA_TYPE else framed(shown)
        number = len(self.script.pictures) - 1
        if alt:
            figure = node.add("Figure")
            figure.says = alt
            run = Run(figure, "")
            figure.kids.append(run)
            self.script.drawn[number] = run
        return {"file": name, "number": number, "limit": limit, "size": [shown.width, shown.height]}

    def _box(self, block: Box, level: int, node: Node) -> Item:
        self.taken += _FRAME
        aside = node.add("Aside")
        item: Item = {"type": "box", "kind": block.kind.value, "attribution": None}
        item["heading"] = self.block("heading", block.heading, aside.add(f"H{level}"))
        if block.kind.value == "quote":
            item["blocks"] = self.blocks(block.blocks, level + 1, aside.add("BlockQuote"))
            item["attribution"] = self.block("attribution", block.attribution, aside.add("P"))
        else:
            item["blocks"] = self.blocks(block.blocks, level + 1, aside)
        item["whole"] = self._whole(aside, _KEPT)
        self.taken -= _FRAME
        return item


def _announces(item: Item) -> bool:
    """Whether the last words of a block end in a colon: what they announce follows, whatever it is."""
    if item["type"] == "list":
        return bool(item["items"][-1]["announces"])
    return texts(item.get("words", ())).rstrip().endswith((":", "\N{FULLWIDTH COLON}"))
