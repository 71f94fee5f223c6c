"""Back matter: what follows the author's sections, from who to turn to to who published it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from press import imprint, phones
from press.layout import Strings, named
from press.manuscript.back import CLINIC
from press.manuscript.paper import web_address
from press.manuscript.script import Kind, Manuscript, described, explained, spoken_date
from press.manuscript.setting import Compositor
from press.model import (
    Block,
    Clinic,
    Contact,
    Description,
    Edition,
    Entry,
    Figure,
    Foreign,
    Inline,
    Item,
    Leaflet,
    Link,
    List,
    Paragraph,
    Section,
    Strong,
    Text,
    TopicReference,
    Words,
    figures_once,
    plain,
)
from press.pictures import qr_code

_QR_CODE = "qr-code"
_QR_WIDTH = 32
"""In millimetres, its quiet zone with it: a phone reads it at arm's length."""


def back_matter(leaflet: Leaflet, strings: Strings, kinds: tuple[str, ...] = ()) -> Iterator[tuple[Kind, Section]]:
    """The parts after the author's own, in their order; each only where there is something to say."""
    edition = leaflet.edition
    pictures = tuple(figures_once(edition.sections))
    if any(figure.long_description for figure in pictures):
        yield Kind.PICTURES, _pictures(pictures, strings)
    if edition.contacts or leaflet.clinic:
        yield Kind.SUPPORT, _support(edition.contacts, leaflet.clinic, strings)
    if edition.glossary:
        entries = tuple(
            Entry((Text(entry.term),), (Paragraph(entry.meaning),), explained(entry.id))
            for entry in sorted(edition.glossary, key=lambda entry: strings.in_order(entry.term))
        )
        yield (
            Kind.GLOSSARY,
            _part("glossary", strings, Paragraph((Text(strings["glossary_legend"]),)), Description(entries)),
        )
    if edition.related:
        yield Kind.RELATED, _part("related", strings, *_related(leaflet, strings))
    if edition.references:
        yield Kind.REFERENCES, _part("references", strings, List(tuple(_references(edition)), numbered=True))
    if blocks := (*_asked_for(edition), *_kinds(leaflet, strings, kinds)):
        yield Kind.FORMATS, _part("formats", strings, *blocks)
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
        address = (
            [(strings["address"], (_spoken(clinic, ", ".join(clinic.address), strings),))] if clinic.address else []
        )
        blocks = tuple(_labelled(label, words) for label, words in [*address, *_ways(clinic, strings)])
        heading = (Text(f"{strings['your_clinic']}: {clinic.name}"),)
        sections.append(Section(CLINIC, heading, blocks))
    return _part("support", strings, sections=tuple(sections))


def _contact(contact: Contact, strings: Strings) -> Section:
    blocks: list[Block] = [Paragraph(contact.description)] if contact.description else []
    blocks += [_labelled(label, words) for label, words in _ways(contact, strings)]
    return Section(f"contact--{contact.id}", (Text(contact.name),), tuple(blocks))


def _ways(of: Contact | Clinic, strings: Strings) -> list[tuple[str, Words]]:
    """The ways to reach somebody, each with its label."""
    ways: list[tuple[str, Words]] = []
    if of.phone:
        ways.append((strings["phone"], _dialled(of.phone)))
    if of.hours:
        ways.append((strings["hours"], (_spoken(of, of.hours, strings),)))
    if of.email:
        ways.append((strings["email"], (Link((Text(of.email),), f"mailto:{of.email}"),)))
    if of.url:
        ways.append((strings["website"], (_address(of.url),)))
    return ways


def reached(manuscript: Manuscript) -> Manuscript:
    """The manuscript with the clinic's phone number below its name, if it has one: paper is opened at its cover."""
    clinic = manuscript.clinic
    if not clinic or not clinic.phone:
        return manuscript
    words = _labelled(manuscript.strings["phone"], _dialled(clinic.phone)).words
    return replace(manuscript, reach=Compositor((), manuscript.strings).words(words))


def _dialled(text: str) -> Words:
    """What is said of phone numbers, each a link that dials it."""
    words: list[Inline] = []
    done = 0
    for number in phones.numbers(text):
        words += [Text(text[done : number.start])] if number.start > done else []
        words.append(Link((Text(text[number.start : number.end]),), number.address))
        done = number.end
    return (*words, Text(text[done:])) if text[done:] else tuple(words)


def _spoken(of: Contact | Clinic, text: str, strings: Strings) -> Inline:
    """A text in a leaflet's language; one that is in a clinic's own says so."""
    language = of.language if isinstance(of, Clinic) else ""
    same = language.partition("-")[0] in ("", strings.language.partition("-")[0])
    return Text(text) if same else Foreign((Text(text),), language)


def _labelled(label: str, words: Words) -> Paragraph:
    return Paragraph((Strong((Text(f"{label}:"),)), Text(" "), *words))


def _address(url: str) -> Link:
    """A link whose words are its address, so that a reader of paper can type it."""
    return Link((Text(web_address(url)),), url)


def _related(leaflet: Leaflet, strings: Strings) -> Iterator[Block]:
    """Other leaflets, and whom to ask for those that are not on the web."""
    related = leaflet.edition.related
    items = (_item(TopicReference((Text(topic.title),), topic.topic, topic.online)) for topic in related)
    yield List(tuple(items))
    if not all(topic.online for topic in related):
        yield Paragraph(_filled(strings["ask_for_leaflets"], "{who}", whom(leaflet, strings)))


def whom(leaflet: Leaflet, strings: Strings) -> Words:
    """Whom to ask: the first contact, or the clinic, or who gave the leaflet."""
    whom = next(iter((*leaflet.edition.contacts, leaflet.clinic)), None)
    if not whom:
        return (Text(strings["who_gave_it"]),)
    phone: Words = (Text(" ("), *_dialled(whom.phone), Text(")")) if whom.phone else ()
    return (Text(whom.name), *phone)


def _filled(text: str, brace: str, words: Words) -> Words:
    """A string with words in place of a brace."""
    before, _, after = text.partition(brace)
    return tuple(each for each in (Text(before), *words, Text(after)) if each != Text(""))


def _kinds(leaflet: Leaflet, strings: Strings, kinds: tuple[str, ...]) -> Iterator[Block]:
    """What else there is of the leaflet, and where or from whom to have it; nothing where there is one kind alone."""
    if len(kinds) < 2:
        return
    listed = named((strings[f"kind_{kind}"] for kind in kinds), strings.language)
    if leaflet.edition.online:
        words: Words = (Text(f"{strings['online']}: "), _address(leaflet.edition.online))
    else:
        words = _filled(strings["ask_for_kinds"], "{who}", whom(leaflet, strings))
    yield Paragraph((Text(f"{strings['kinds'].format(kinds=listed)} "), *words))


def _asked_for(edition: Edition) -> Iterator[Block]:
    """What the publisher says of how to get others."""
    if edition.alternative_formats:
        yield Paragraph(edition.alternative_formats)


def _references(edition: Edition) -> Iterator[Item]:
    for reference in edition.references:
        where = (Text(" "), _address(reference.url)) if reference.url else ()
        yield _item(*reference.words, *where)


def _about(edition: Edition, strings: Strings) -> Section:
    review = edition.review
    facts: list[tuple[str, Inline]] = [
        ("published_by", Text(", ".join((edition.publisher, *edition.publisher_address)))),
        ("last_reviewed", Text(spoken_date(review.last, strings))),
        ("next_review", Text(spoken_date(review.next, strings))),
        ("edition", Text(edition.name)),
        ("code", Text(imprint.code(edition))),
    ]
    if approver := imprint.approver(edition):
        facts.append(("approved_by", Text(approver)))
    entries = tuple(Entry((Text(strings[key]),), (Paragraph((words,)),)) for key, words in facts)
    changes: tuple[Section, ...] = ()
    if review.changes:
        items = tuple(_item(*change) for change in review.changes)
        changes = (Section("part--changes", (Text(strings["changes"]),), (List(items),)),)
    online = (_online(edition, strings),) if edition.online else ()
    return _part("about", strings, Description(entries), *online, sections=changes)


def _online(edition: Edition, strings: Strings) -> Figure:
    """A QR code for those who have a phone at hand, and the address for those who type it.

    The QR code's address carries the edition's code, so that a website can tell which paper it was on.
    """
    address = _address(edition.online)
    alt = strings["qr_code"].format(words=plain(address.words))
    caption = (Text(f"{strings['online']}: "), address)
    url = urlsplit(edition.online)
    query = "&".join(filter(None, [url.query, f"code={imprint.code(edition)}"]))
    return Figure(_QR_CODE, qr_code(urlunsplit(url._replace(query=query))), alt, caption, widest=_QR_WIDTH)
