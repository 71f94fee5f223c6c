"""A leaflet made ready to set: every word that a document says, in the order it is read.

Writers add nothing to it and leave nothing out, so the words of all formats are the same. What no
author wrote ("Last reviewed") comes from the layout's strings. Abbreviations are tagged, and
expanded at first use; numbers are tied to their nouns by no-break spaces.

    title · subtitle · summary · notice
    sections …  pictures in words · get support · your clinic · glossary · related · references ·
    other formats · about this leaflet
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from press.layout import Strings
from press.model import (
    Abbreviation,
    Block,
    Blocks,
    Box,
    Clinic,
    Contact,
    CrossReference,
    Description,
    Edition,
    Emphasis,
    Entry,
    Figure,
    Foreign,
    Inline,
    Item,
    Leaflet,
    Link,
    List,
    Paragraph,
    PartialDate,
    Section,
    Standing,
    Strong,
    Table,
    Term,
    Text,
    TopicReference,
    Words,
    plain,
)

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


class Kind(enum.Enum):
    """What a part of the manuscript is for."""

    BODY = "body"
    PICTURES = "pictures"
    SUPPORT = "support"
    GLOSSARY = "glossary"
    RELATED = "related"
    REFERENCES = "references"
    FORMATS = "formats"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the second level (`<h2>`), its own sections of the third and fourth."""

    kind: Kind
    section: Section


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Every word of a document.

    ``direction`` is ``ltr`` or ``rtl``. ``notice`` is empty for a current edition; where it is
    not, it stands on every page. ``keywords`` and ``publisher`` also go into the file's metadata.
    """

    topic: str
    edition: str
    language: str
    direction: str
    publisher: str
    keywords: tuple[str, ...]
    title: Words
    subtitle: Words
    summary: Words
    notice: str
    contents_heading: str
    parts: tuple[Part, ...]
    strings: Strings
    clinic: Clinic | None = None

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(part.section for part in self.parts)

    def texts(self) -> Iterator[str]:
        """The text of each run of words, alternative texts among them, in reading order."""
        yield self.publisher
        if self.clinic:
            yield from filter(None, (self.clinic.logo_alt, self.clinic.name))
        yield from filter(None, (self.notice, plain(self.title), plain(self.subtitle), plain(self.summary)))
        for section in self.sections:
            yield from section_texts(section, self.strings)


def compose(leaflet: Leaflet, strings: Strings) -> Manuscript:
    """Put a leaflet's words and the layout's own in reading order."""
    edition = leaflet.edition
    hand = _Compositor(edition.abbreviations, strings)
    title = hand.heading((Text(edition.title),))
    subtitle = hand.heading((Text(edition.subtitle),)) if edition.subtitle else ()
    summary = hand.words(edition.summary)
    notice = "" if edition.standing is Standing.CURRENT else strings[edition.standing.value]
    parts = [Part(Kind.BODY, hand.section(section)) for section in edition.sections]
    pictures = tuple(_figures(edition.sections))
    parts += [Part(kind, hand.section(section)) for kind, section in _back_matter(leaflet, pictures, strings)]
    return Manuscript(
        topic=edition.topic,
        edition=edition.name,
        language=edition.language,
        direction="rtl" if edition.language.split("-")[0] in _RIGHT_TO_LEFT else "ltr",
        publisher=edition.publisher,
        keywords=edition.keywords,
        title=title,
        subtitle=subtitle,
        summary=summary,
        notice=notice,
        contents_heading=strings["contents"],
        parts=tuple(parts),
        strings=strings,
        clinic=leaflet.clinic,
    )


def described(figure: Figure) -> str:
    """The anchor of a figure's long description."""
    return f"described--{figure.id}"


def credit_line(figure: Figure, strings: Strings) -> Words:
    """The words that say who made a picture, and under which licence; empty without a credit."""
    credit = figure.credit
    if not credit:
        return ()
    licence: Words = ()
    if credit.licence:
        name = (Text(credit.licence),)
        linked: Inline = Link(name, credit.url) if credit.url else name[0]
        licence = (Text(f" {strings['licence']}: "), linked)
    return (Strong((Text(f"{strings['image_credit']}:"),)), Text(" "), *credit.words, *licence)


def explained(entry: str) -> str:
    """The anchor of a glossary entry."""
    return f"term--{entry}"


def spoken_date(date: PartialDate, strings: Strings) -> str:
    """A date in words, as exact as it is known: ``2022``, ``June 2022``, ``9 June 2022``."""
    month = strings.months[date.month - 1] if date.month else ""
    return " ".join(filter(None, [str(date.day or ""), month, str(date.year)]))


def section_texts(section: Section, strings: Strings) -> Iterator[str]:
    """The text of each run of words of a section, in reading order."""
    yield plain(section.heading)
    yield from _texts(section.blocks, strings)
    for inner in section.sections:
        yield from section_texts(inner, strings)


def _texts(blocks: Blocks, strings: Strings) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(words):
                yield plain(words)
            case List(items):
                for item in items:
                    yield from _texts(item.blocks, strings)
            case Description(entries):
                for entry in entries:
                    yield plain(entry.name)
                    yield from _texts(entry.blocks, strings)
            case Table(caption, head, rows):
                yield from map(plain, (caption, *head, *(cell for row in rows for cell in row)))
            case Figure():
                link = strings["picture_in_words"] if block.long_description else ""
                texts = (block.alt, plain(block.caption), plain(credit_line(block, strings)), link)
                yield from filter(None, texts)
            case Box():
                yield plain(block.heading)
                yield from _texts(block.blocks, strings)
                yield from filter(None, [plain(block.attribution)])
            case _:
                assert_never(block)


# Back matter


def _back_matter(leaflet: Leaflet, pictures: tuple[Figure, ...], strings: Strings) -> Iterator[tuple[Kind, Section]]:
    edition = leaflet.edition
    if any(figure.long_description for figure in pictures):
        yield Kind.PICTURES, _pictures(pictures, strings)
    if edition.contacts or leaflet.clinic:
        yield Kind.SUPPORT, _support(edition.contacts, leaflet.clinic, strings)
    if edition.glossary:
        entries = tuple(
            Entry((Text(entry.term),), (Paragraph(entry.meaning),), explained(entry.id)) for entry in edition.glossary
        )
        yield Kind.GLOSSARY, _part("glossary", strings, Description(entries))
    if edition.related:
        items = (_item(TopicReference((Text(topic.title),), topic.topic, topic.online)) for topic in edition.related)
        yield Kind.RELATED, _part("related", strings, List(tuple(items)))
    if edition.references:
        yield Kind.REFERENCES, _part("references", strings, List(tuple(_references(edition)), numbered=True))
    if edition.alternative_formats:
        yield Kind.FORMATS, _part("formats", strings, Paragraph(edition.alternative_formats))
    yield Kind.ABOUT, _about(edition, strings)


def _part(key: str, strings: Strings, *blocks: Block, sections: tuple[Section, ...] = ()) -> Section:
    return Section(f"part--{key}", (Text(strings[key]),), blocks, sections)


def _item(*words: Inline) -> Item:
    return Item((Paragraph(words),))


def _pictures(pictures: Iterable[Figure], strings: Strings) -> Section:
    sections = tuple(
        Section(described(figure), figure.caption or (Text(figure.alt),), figure.long_description)
        for figure in pictures
        if figure.long_description
    )
    return _part("pictures", strings, sections=sections)


def _support(contacts: tuple[Contact, ...], clinic: Clinic | None, strings: Strings) -> Section:
    sections = [_contact(contact, strings) for contact in contacts]
    if clinic:
        address = [(strings["address"], Text(", ".join(clinic.address)))] if clinic.address else []
        blocks = tuple(_labelled(label, words) for label, words in [*address, *_ways(clinic, strings)])
        heading = (Text(f"{strings['your_clinic']}: {clinic.name}"),)
        sections.append(Section("part--clinic", heading, blocks))
    return _part("support", strings, sections=tuple(sections))


def _contact(contact: Contact, strings: Strings) -> Section:
    blocks: list[Block] = [Paragraph(contact.description)] if contact.description else []
    blocks += [_labelled(label, words) for label, words in _ways(contact, strings)]
    return Section(f"contact--{contact.id}", (Text(contact.name),), tuple(blocks))


def _ways(of: Contact | Clinic, strings: Strings) -> list[tuple[str, Inline]]:
    """The ways to reach somebody, each with its label."""
    ways: list[tuple[str, Inline]] = []
    if of.phone:
        number = re.sub(r"[^\d+]", "", of.phone)
        ways.append((strings["phone"], Link((Text(of.phone),), f"tel:{number}")))
    if of.hours:
        ways.append((strings["hours"], Text(of.hours)))
    if of.email:
        ways.append((strings["email"], Link((Text(of.email),), f"mailto:{of.email}")))
    if of.url:
        ways.append((strings["website"], _address(of.url)))
    return ways


def _labelled(label: str, words: Inline) -> Paragraph:
    return Paragraph((Strong((Text(f"{label}:"),)), Text(" "), words))


def _address(url: str) -> Link:
    """A link whose words are its address, so that a reader of paper can type it."""
    return Link((Text(re.sub(r"^https?://(www\.)?|/$", "", url)),), url)


def _references(edition: Edition) -> Iterator[Item]:
    for reference in edition.references:
        where = (Text(" "), _address(reference.url)) if reference.url else ()
        yield _item(*reference.words, *where)


def _about(edition: Edition, strings: Strings) -> Section:
    review = edition.review
    facts: list[tuple[str, Inline]] = [
        ("published_by", Text(edition.publisher)),
        ("last_reviewed", Text(spoken_date(review.last, strings))),
        ("next_review", Text(spoken_date(review.next, strings))),
        ("edition", Text(edition.name)),
    ]
    if review.approved_by:
        facts.append(("approved_by", Text(review.approved_by)))
    if edition.online:
        facts.append(("online", _address(edition.online)))
    entries = tuple(Entry((Text(strings[key]),), (Paragraph((words,)),)) for key, words in facts)
    changes: tuple[Section, ...] = ()
    if review.changes:
        items = tuple(_item(*change) for change in review.changes)
        changes = (Section("part--changes", (Text(strings["changes"]),), (List(items),)),)
    return _part("about", strings, Description(entries), sections=changes)


# Setting words


def _figures(sections: Iterable[Section]) -> Iterator[Figure]:
    for section in sections:
        yield from _placed(section.blocks)
        yield from _figures(section.sections)


def _placed(blocks: Blocks) -> Iterator[Figure]:
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Box):
            yield from _placed(block.blocks)


class _Compositor:
    """Goes through a leaflet's words in reading order, once.

    Each abbreviation is tagged where it stands; its expansion follows it in brackets the first
    time that it is met outside a heading.
    """

    def __init__(self, abbreviations: tuple[tuple[str, str], ...], strings: Strings) -> None:
        self.expansions = dict(abbreviations)
        self.met: set[str] = set()
        names = sorted(self.expansions, key=len, reverse=True)
        pattern = "|".join(re.escape(name) for name in names)
        self.pattern = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") if names else None
        self.strings = strings
        self.unbreakable = _unbreakable(strings)

    def section(self, section: Section) -> Section:
        return Section(
            section.id,
            self.heading(section.heading),
            self.blocks(section.blocks),
            tuple(self.section(inner) for inner in section.sections),
        )

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(self.block(block) for block in blocks)

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph(words):
                return Paragraph(self.words(words))
            case List(items):
                return replace(block, items=tuple(Item(self.blocks(item.blocks)) for item in items))
            case Description(entries):
                return Description(
                    tuple(Entry(self.heading(entry.name), self.blocks(entry.blocks), entry.anchor) for entry in entries)
                )
            case Table(caption, head, rows):
                caption = self.words(caption)
                heads = tuple(map(self.words, head))
                return Table(caption, heads, tuple(tuple(map(self.words, row)) for row in rows))
            case Figure():
                return self.figure(block)
            case Box(kind, heading, blocks, attribution):
                return Box(kind, self.heading(heading), self.blocks(blocks), self.words(attribution))
            case _:
                assert_never(block)

    def figure(self, figure: Figure) -> Figure:
        """Its long description stands in the back matter, and is set there."""
        caption = self.words(figure.caption)
        credit = figure.credit and replace(figure.credit, words=self.words(figure.credit.words))
        return replace(figure, caption=caption, credit=credit)

    def heading(self, words: Words) -> Words:
        return self._set(words, expand=False)

    def words(self, words: Words) -> Words:
        return self._set(words, expand=True)

    def _set(self, words: Words, *, expand: bool) -> Words:
        tagged = self._tag(words, expand=expand)
        return _kept_together(tagged, self.unbreakable)

    def _tag(self, words: Words, *, expand: bool) -> Words:
        out: list[Inline] = []
        for inline in words:
            match inline:
                case Text(text):
                    out += self._abbreviations(text, expand=expand)
                case Abbreviation():
                    out.append(inline)
                case Strong() | Emphasis() | Link() | CrossReference() | TopicReference() | Term() | Foreign():
                    out.append(replace(inline, words=self._tag(inline.words, expand=expand)))
                case _:
                    assert_never(inline)
        return tuple(out)

    def _abbreviations(self, text: str, *, expand: bool) -> Iterator[Inline]:
        end = 0
        for match in self.pattern.finditer(text) if self.pattern else ():
            name = match[0]
            expansion = self.expansions[name]
            before = text[end : match.start()]
            if before:
                yield Text(before)
            yield Abbreviation(name, expansion)
            end = match.end()
            if expand and name not in self.met:
                self.met.add(name)
                if expansion.casefold() not in text.casefold():
                    yield Text(f" ({expansion})")
        if text[end:]:
            yield Text(text[end:])


def _unbreakable(strings: Strings) -> re.Pattern[str]:
    """What never breaks over two lines: phone numbers, dates, times, a number with its noun."""
    months = "|".join(map(re.escape, strings.months))
    counters = "|".join(map(re.escape, strings.counters))
    number = r"(?<![\w.,])\d[\d.,:]*(?:%|am|pm)?(?:[–-]\d[\d.,:]*)?"
    return re.compile(
        rf"\+?\d[\d()]*(?: [\d()]{{2,}}){{1,5}}"
        rf"|(?:\d{{1,2}} )?(?:{months}) \d{{4}}|\d{{1,2}} (?:{months})\b"
        rf"|(?:(?:{counters}) ){number}(?= |$|[^\w])"
        rf"|{number} (?:(?:to|-|–) {number})?"
    )


def _kept_together(words: Words, unbreakable: re.Pattern[str]) -> Words:
    """The same words with no-break spaces in what must not break."""
    text = plain(words)
    kept = unbreakable.sub(lambda match: match[0].replace(" ", NO_BREAK_SPACE), text)
    return words if kept == text else _poured(words, iter(kept))


def _poured(words: Words, letters: Iterator[str]) -> Words:
    """Words of the same shape, their letters taken one by one from ``letters``."""
    return tuple(_poured_inline(inline, letters) for inline in words)


def _poured_inline(inline: Inline, letters: Iterator[str]) -> Inline:
    match inline:
        case Text(text) | Abbreviation(text):
            return replace(inline, text="".join(next(letters) for _ in text))
        case Strong() | Emphasis() | Link() | CrossReference() | TopicReference() | Term() | Foreign():
            return replace(inline, words=_poured(inline.words, letters))
        case _:
            assert_never(inline)
