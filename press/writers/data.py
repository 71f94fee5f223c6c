"""JSON: the leaflet as data, for websites and other systems; see `press.interchange`."""

from __future__ import annotations

from typing import assert_never

import msgspec

from press import interchange as shapes
from press import model
from press.layout import Strings
from press.manuscript import Manuscript, credit_line, described, described_link, explained
from press.writers.linked import linked_data


def write(manuscript: Manuscript) -> bytes:
    """A leaflet as UTF-8, indented for people who read it."""
    clinic = manuscript.clinic
    hand = _Scribe(manuscript.strings)
    leaflet = shapes.Leaflet(
        version=shapes.VERSION,
        topic=manuscript.topic,
        edition=manuscript.edition,
        code=manuscript.code,
        language=manuscript.language,
        direction=manuscript.direction,
        publisher=manuscript.publisher,
        title=hand.words(manuscript.title),
        subtitle=hand.words(manuscript.subtitle),
        summary=hand.words(manuscript.summary),
        notice=manuscript.notice,
        keywords=manuscript.keywords,
        last_reviewed=str(manuscript.last_reviewed),
        next_review=str(manuscript.next_review),
        online=manuscript.online,
        clinic=shapes.Clinic(clinic.id, clinic.name, clinic.logo_alt) if clinic else None,
        parts=tuple(shapes.Part(part.kind.value, hand.section(part.section)) for part in manuscript.parts),
        schema_org=linked_data(manuscript),
        publisher_logo_alt=manuscript.logo_alt,
    )
    return msgspec.json.format(msgspec.json.encode(leaflet), indent=1) + b"\n"


class _Scribe:
    """Puts words, blocks and sections into their shapes."""

    def __init__(self, strings: Strings) -> None:
        self.strings = strings

    def section(self, section: model.Section) -> shapes.Section:
        sections = tuple(map(self.section, section.sections))
        return shapes.Section(section.id, self.words(section.heading), self.blocks(section.blocks), sections)

    def blocks(self, blocks: model.Blocks) -> shapes.Blocks:
        return tuple(map(self.block, blocks))

    def block(self, block: model.Block) -> shapes.Block:
        match block:
            case model.Paragraph(words):
                return shapes.Paragraph(self.words(words))
            case model.List(items, numbered, start):
                return shapes.List(tuple(self.blocks(item.blocks) for item in items), numbered, start)
            case model.Description(entries):
                return shapes.Description(tuple(map(self.entry, entries)))
            case model.Table(caption, head, rows):
                cells = tuple(tuple(map(self.words, row)) for row in rows)
                return shapes.Table(self.words(caption), tuple(map(self.words, head)), cells)
            case model.Figure():
                return self.figure(block)
            case model.Box(kind, heading, blocks, attribution):
                return shapes.Box(kind.value, self.words(heading), self.blocks(blocks), self.words(attribution))
            case _:
                assert_never(block)

    def entry(self, entry: model.Entry) -> shapes.Entry:
        return shapes.Entry(entry.anchor, self.words(entry.name), self.blocks(entry.blocks))

    def figure(self, figure: model.Figure) -> shapes.Figure:
        long = bool(figure.long_description)
        return shapes.Figure(
            id=figure.anchor,
            alt=figure.alt,
            caption=self.words(figure.caption),
            credit=self.words(credit_line(figure, self.strings)),
            link=model.plain(described_link(figure, self.strings)),
            described=described(figure) if long else "",
            media_type=figure.picture.media_type,
            width=figure.picture.width,
            height=figure.picture.height,
            data=figure.picture.data,
            share=shapes.Share(figure.share.count, figure.share.of) if figure.share else None,
        )

    def words(self, words: model.Words) -> shapes.Words:
        return tuple(map(self.inline, words))

    def inline(self, inline: model.Inline) -> shapes.Inline:
        match inline:
            case model.Text(text):
                return shapes.Text(text)
            case model.Strong(words):
                return shapes.Strong(self.words(words))
            case model.Emphasis(words):
                return shapes.Emphasis(self.words(words))
            case model.Link(words, address):
                return shapes.Link(self.words(words), address)
            case model.CrossReference(words, target):
                return shapes.Reference(self.words(words), target)
            case model.TopicReference(words, topic, online):
                return shapes.Topic(self.words(words), topic, online)
            case model.Term(words, entry):
                return shapes.Term(self.words(words), explained(entry))
            case model.Foreign(words, language):
                return shapes.Foreign(self.words(words), language)
            case model.Abbreviation(text, expansion):
                return shapes.Abbreviation(text, expansion)
            case _:
                assert_never(inline)
