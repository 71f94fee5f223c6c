"""One edition: its file, with all that it uses of the library resolved into it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from press import imprint, prose, shorthand
from press.model import (
    Behind,
    Contact,
    Edition,
    Figure,
    GlossaryEntry,
    Owner,
    PartialDate,
    Reference,
    RelatedTopic,
    Review,
    SharedPassage,
    Signature,
    Status,
    Text,
)
from press.problems import Grade, errors, nearest
from press.prose import References, forms
from press.reader import borrowed, easy, figures, kept, lexicons, publishers, shapes, translating
from press.reader.kept import Passages
from press.reader.record import Record
from press.reader.sections import SectionText, take_apart
from press.reader.shared import Contacts, Glossary, Shared, glossary
from press.reader.topics import Script, Topics
from press.source import Value

_STATUSES = {status.value: status for status in Status}
_SAID = ("title", "subtitle", "summary", "review", "sections", "figures", "references")
_NO_DATE = PartialDate(0)


@dataclass(frozen=True, slots=True)
class Editor:
    """Reads editions. ``printable`` holds the code points that the fonts have; empty is all."""

    topics: Topics
    shared: Shared
    printable: frozenset[int]

    def edition(self, script: Script, value: Value) -> tuple[Edition, frozenset[str]]:
        """The edition in a file, and what it borrows, as `lenders.Lenders` names it.

        Not to be published if ``script.problems`` then holds an error.
        """
        passages, signature = self.shared.spoken(script.language).passages, kept.newest(script.signatures)
        differs = bool(signature and kept.differ(signature, passages))
        then = self._then(script, signature) if signature and differs else None
        if signature and then and self.topics.by_name[script.topic].standing(script) in kept.PAST:
            return self._edition(script, value, kept.passages(signature, script.file, passages))
        edition, borrowed = self._edition(script, value, passages)
        if signature and then and imprint.holds(then, signature):
            edition = replace(edition, as_signed=replace(then, standing=edition.standing))
        return edition, borrowed

    def _then(self, script: Script, signature: Signature) -> Edition | None:
        """An edition with the shared passages as they were when it was signed; None where that cannot be read today."""
        fresh = replace(script, problems=[], beside=[])
        passages = kept.passages(signature, script.file, self.shared.spoken(script.language).passages)
        edition = self._edition(fresh, fresh.value, passages)[0] if fresh.value else None
        return None if errors(fresh.problems) else edition

    def _edition(self, script: Script, value: Value, passages: Passages) -> tuple[Edition, frozenset[str]]:
        """An edition with these passages of the library."""
        record = Record.of(value, self.printable, shapes.EDITION)
        _check_language(record, script.tag)
        shared, own = self.shared.spoken(script.language), glossary(record)
        parts = take_apart(record)
        placed = {figure for part in parts for figure in part.draft.figures}
        references = References(
            _anchors(parts, placed),
            frozenset(own.keys() | shared.glossary.keys()),
            self.topics.addresses(script.language),
            passages=passages,
        )
        topic = self.topics.by_name[script.topic]
        drawn = figures.read(record, topic.pictures, references)
        places = easy.placed(drawn) if script.told else drawn
        sections = tuple(part.section(references, places) for part in parts)
        publisher = publishers.of(record, script, topic, shared.publishers, value)
        edition = Edition(
            topic=script.topic,
            name=str(script.date),
            language=script.language,
            title=record.line("title"),
            subtitle=record.line("subtitle"),
            summary=record.words("summary"),
            keywords=record.lines("keywords"),
            review=_review(record, script.date),
            standing=topic.standing(script),
            publisher=publisher.name,
            publisher_address=publisher.address,
            publisher_id=publisher.id,
            sections=sections,
            glossary=_explained(references.met, own, shared.glossary, value),
            abbreviations=tuple(_abbreviations(record)),
            contacts=_contacts(record, shared.contacts),
            related=tuple(self._related(record, script)),
            references=tuple(_references(record)),
            alternative_formats=shared.alternative_formats,
            online=record.web_address("online"),
            translated=bool(script.tag),
            signatures=script.signatures,
            answers=script.answers,
            comments=script.comments,
            waivers=tuple(_waivers(record)),
            file=script.place,
            source=script.source,
            behind=self._behind(script, record, references, references.met - own.keys()),
            behind_printed=shared.behind_printed,
            owner=_owner(record),
            contacts_apart=shared.contacts_apart,
            passages_apart=shared.passages_apart,
            differences=translating.differences(record),
        )
        edition = replace(edition, passages=tuple(_passages(references, passages, edition, shared)))
        edition = self._compared(record, edition, parts, script)
        if not errors(script.problems):
            _warn_of_unused(record, references.met, placed)
            _warn_of_untranslated(value, shared, script.language)
            publishers.warn_of_borrowed(publisher, script, record.found.get("title", value))
        return edition, _borrowed(edition, references, own, drawn, record)

    def _compared(self, record: Record, edition: Edition, parts: Sequence[SectionText], script: Script) -> Edition:
        """An edition with how it is said, beside the one that it was made from: a translation says the same, Easy Read
        less."""
        edition = replace(edition, lexicon=lexicons.used(edition, self.shared.lexicons))
        topic = self.topics.by_name[script.topic]
        if not script.told:
            translating.check(record, script, topic, edition.differences)
            return edition
        easy.check(record, edition, parts, script)
        return replace(edition, untold=tuple(easy.untold(record, edition, script, topic.original(script), self.shared)))

    def _behind(self, script: Script, record: Record, references: References, terms: Collection[str]) -> Behind | None:
        """What a translation lacks of its original, of what that borrows, and of what the library has said since it
        was translated; ``terms`` are those of the library that it uses."""
        topic, shared = self.topics.by_name[script.topic], self.shared.spoken(script.language)
        named = record["contacts"].sequence if "contacts" in record else ()  # what is no list has been said already
        contacts = (f"contact {value.scalar}" for value in named or ())
        pieces = ("publisher", *contacts, *(f"term {name}" for name in sorted(terms)))
        pieces += tuple(f"passage {name}" for name in sorted(references.shared))
        lent = [change for piece in pieces for change in shared.lagging.get(piece, ())]
        original = topic.original(script)
        if script.source and original:
            common = self.shared.spoken(original.language)
            now = [*borrowed.today(script.source, original.value, common, topic.pictures)]
            told = easy.lent(original, common) if script.told else {}
            now += (segment for name, text in told.items() for segment in borrowed.of_passage(name, text))
            lent += borrowed.changed(script.source, now)
        return topic.behind(script, lent)

    def _related(self, record: Record, script: Script) -> Iterator[RelatedTopic]:
        known = self.topics.addresses(script.language)
        for value, name in _distinct(record, "related"):
            title = self.topics.title(name, script.language) if name in known else ""
            if name == script.topic:
                value.fault("related", "A topic is not related to itself.", "Take it out.", words=name)
            elif title:
                yield RelatedTopic(name, title, known[name])
            elif name in known:
                message = f"No edition of the topic `{name}` has a title that may be printed: it is left out here."
                value.fault("related", message, "Mend it there.", words=name, grade=Grade.WARNING)
            else:
                value.fault("unknown-topic", f"There is no topic `{name}`.", nearest(name, known), words=name)


def _explained(met: set[str], own: Glossary, common: Glossary, value: Value) -> tuple[GlossaryEntry, ...]:
    """The entries of the terms met, by their ids; the edition's own win."""
    found = []
    for name in sorted(met):
        entry = own[name] if name in own else common[name]
        if entry:
            found.append(entry)
        elif name not in own:
            _refused_in_library(value, f"glossary entry `{name}`", name)
    return tuple(sorted(found, key=lambda entry: (entry.term.casefold(), entry.term)))


def _contacts(record: Record, known: Contacts) -> tuple[Contact, ...]:
    """The contacts that are named, in the order of the register: the same in all leaflets (WCAG 2.2, 3.2.6)."""
    named = set()
    for value, name in _distinct(record, "contacts"):
        if known.get(name):
            named.add(name)
        elif name in known:
            _refused_in_library(value, f"contact `{name}`", name)
        else:
            message = f"There is no contact `{name}` in library.yaml."
            value.fault("unknown-contact", message, nearest(name, known), words=name)
    return tuple(contact for name, contact in known.items() if contact and name in named)


def _borrowed(
    edition: Edition, references: References, own: Glossary, drawn: Mapping[str, Figure | None], record: Record
) -> frozenset[str]:
    listed = frozenset(value.scalar or "" for value in record.items("related"))
    return frozenset(
        (
            *(f"contact {contact.id}" for contact in edition.contacts),
            *(f"term {name}" for name in references.met if name not in own),
            *(f"passage {name}" for name in references.shared),
            *(f"picture {each.name}" for figure in drawn.values() if figure for each in figure.drawn),
            *(f"topic {topic}" for topic in listed),
            *(f"address {topic}" for topic in references.named),
        )
    )


def _passages(references: References, known: Passages, edition: Edition, shared: Shared) -> Iterator[SharedPassage]:
    """The passages of the library that stand in an edition."""
    for name, (blocks, met) in sorted(references.shared.items()):
        passage = known[name]
        terms = tuple(entry for entry in edition.glossary if entry.id in met)
        fingerprint = imprint.of_passage(blocks, terms)
        signed = shared.passages_signed.get((name, fingerprint)) if shared.passages_apart else None
        yield SharedPassage(name, passage.text if passage else "", fingerprint, signed, blocks, terms)


def _refused_in_library(value: Value, what: str, name: str) -> None:
    message = f"The {what} is refused in library.yaml."
    value.fault("refused-in-library", message, "Mend it there.", words=name)


def _distinct(record: Record, key: str) -> Iterator[tuple[Value, str]]:
    """The names in a list; a problem in place of one that stands there already."""
    seen = set()
    for value in record.items(key):
        name = value.text()
        if name in seen:
            value.fault("duplicate", f"`{name}` stands here a second time.", "Take one of the two out.", words=name)
        elif name:
            seen.add(name)
            yield value, name


def _anchors(parts: Iterable[SectionText], placed: Iterable[str]) -> dict[str, str]:
    """The anchor of each id that a link may name; where both have it, the section's."""
    # As `Figure.anchor`; the figures are not made yet, because their descriptions may hold links.
    pictures = {name: f"figure--{name}" for name in placed}
    return pictures | {name: name for part in parts for name in (part.id, *part.ids.values())}


def _check_language(record: Record, tag: str) -> None:
    language = record.language("language")
    if tag and language and language != tag and not language.startswith(f"{tag}-"):
        message = f"The file's name says that the language is `{tag}`."
        record["language"].fault("language", message, f"Write `{tag}`, or rename the file.", words=language)


def _review(record: Record, name: PartialDate) -> Review:
    of = record.record("review")
    status = of.choice("status")
    last, due = of.date("last"), of.date("next")
    if last and not _agree(last, name):
        message = f"The file's name says that the last review was in {name}."
        of["last"].fault("review-last", message, "Change the date, or rename the file.", words=str(last))
    if last and due and not _later(due, last):
        message = "The next review is not later than the last."
        of["next"].fault("review-next", message, f"Write a date after {last}.", words=str(due))
    changes = tuple((Text(change),) for change in of.lines("changes"))
    return Review(
        _STATUSES.get(status, Status.DRAFT), last or _NO_DATE, due or _NO_DATE, of.line("approved_by"), changes
    )


def _parts(date: PartialDate) -> tuple[int, ...]:
    return tuple(part for part in (date.year, date.month, date.day) if part)


def _agree(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates are the same as far as both are known."""
    return all(a == b for a, b in zip(_parts(one), _parts(other), strict=False))


def _later(one: PartialDate, other: PartialDate) -> bool:
    """Whether a date is later than another as far as both are known."""
    pairs = list(zip(_parts(one), _parts(other), strict=False))
    return [a for a, _ in pairs] > [b for _, b in pairs]


def _abbreviations(record: Record) -> Iterator[tuple[str, str]]:
    for name, value in record.entries("abbreviations"):
        yield prose.line(name, record.printable), prose.line(value, record.printable)


def _owner(record: Record) -> Owner | None:
    of = record.record("owner")
    role, address = of.line("role"), of.line("address")
    return Owner(role, address) if role and address else None


def _waivers(record: Record) -> Iterator[tuple[str, str]]:
    for name, value in record.entries("waivers"):
        yield name.scalar or "", value.text()


def _references(record: Record) -> Iterator[Reference]:
    for value in record.items("references"):
        of = Record.of(value, record.printable)
        yield Reference(of.words("text"), of.web_address("url"))


def _warn_of_unused(record: Record, terms: Collection[str], placed: Collection[str]) -> None:
    for name, _ in record.entries("glossary"):
        if forms.term_id(name.scalar or "") not in terms:
            _unused(name, "No text of this edition uses the term.", "Mark it as `[words](term:)`, or take it out.")
    for name, _ in record.entries("figures"):
        if name.scalar not in placed:
            _unused(name, "The figure is placed nowhere.", "Place it with `![](figure:id)`, or take it out.")
    text = "\n".join(text for key in _SAID if key in record for text in _scalars(record[key]))
    for name, _ in record.entries("abbreviations"):
        if name.scalar and not shorthand.abbreviated([name.scalar]).search(text):
            _unused(name, "No text of this edition uses the abbreviation.", "Take it out.")


def _warn_of_untranslated(value: Value, shared: Shared, language: str) -> None:
    """What all topics share would stand in a leaflet in another language than its own."""
    first = language.partition("-")[0]
    if shared.language.partition("-")[0] != first:
        message = f"What all topics share is in {shared.language}, and this edition is in {language}."
        hint = f"Add library.{first}.yaml with the same keys as library.yaml."
        value.fault("untranslated", message, hint, grade=Grade.WARNING)


def _unused(name: Value, message: str, hint: str) -> None:
    name.fault("unused", message, hint, words=name.scalar or "", grade=Grade.WARNING)


def _scalars(value: Value) -> Iterator[str]:
    if value.scalar is not None:
        yield value.scalar
    for inner in (*(value.sequence or ()), *(value.mapping or {}).values()):
        yield from _scalars(inner)
