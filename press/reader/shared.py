"""What all editions share: the library's own file, and the clinics."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from press import imprint, prose
from press.aloud import ipa
from press.layout import MIN_CONTRAST, contrast, nearest
from press.model import Clinic, Contact, GlossaryEntry, Signature, Text, Words, plain
from press.problems import Grade, errors
from press.problems import nearest as nearest_id
from press.prose import forms
from press.prose.passage import Passage
from press.reader import alt, publishers, shapes
from press.reader.agreeing import Pair, disagreements
from press.reader.behind import Changed
from press.reader.files import Pictures
from press.reader.publishers import Publishers
from press.reader.record import Record
from press.source import Value


@dataclass(frozen=True, slots=True)
class Means:
    """What can be printed: ``printable`` holds the code points that the fonts have (empty is all),
    ``grounds`` the colours, as ``#RRGGBB``, that a clinic's own colour is printed on."""

    printable: frozenset[int] = frozenset()
    grounds: frozenset[str] = frozenset()


Contacts = Mapping[str, Contact | None]
Glossary = Mapping[str, GlossaryEntry | None]


@dataclass(frozen=True, slots=True)
class Shared:
    """What `library.yaml` says. A contact or term that has a fault of its own is None.

    ``translations`` are the same in other languages, by the language tag in their files' names.
    """

    publishers: Publishers
    """All that publish leaflets of this library, by their ids, the library's own by an empty one."""

    language: str
    contacts: Contacts
    glossary: Glossary
    alternative_formats: Words
    lexicon: Mapping[str, str] = field(default_factory=dict)
    """How words are said that a voice says wrongly, in this language alone."""
    translations: Mapping[str, Shared] = field(default_factory=dict)
    behind_printed: bool = True
    """Whether documents of a translation say that what it was made from has changed since."""

    contacts_apart: bool = True
    """Whether the sign-off of an edition leaves out what its contacts say, which have sign-offs of their own."""

    in_git: bool = False
    """Whether each change at the desk becomes a commit."""

    passages: Mapping[str, Passage | None] = field(default_factory=dict)
    """What stands once here and in many leaflets, by its id."""

    passages_apart: bool = True
    """Whether a sign-off of a passage by itself is one for all leaflets that it stands in."""

    passages_signed: Mapping[tuple[str, str], Signature] = field(default_factory=dict)
    """The clinical sign-offs of passages, by their ids and the fingerprints of what they said."""

    lagging: Mapping[str, tuple[Changed, ...]] = field(default_factory=dict)
    """What has changed in the library's own file since this was translated, by its pieces."""

    @property
    def publisher(self) -> str:
        """What the library's own publisher is called."""
        own = self.publishers.get("")
        return own.name if own else ""

    @property
    def lexicons(self) -> dict[str, Mapping[str, str]]:
        """The lexicons of all languages, by their tags."""
        return {each.language: each.lexicon for each in (self, *self.translations.values()) if each.lexicon}

    def spoken(self, language: str) -> Shared:
        """The library in a language, or in the nearest there is; its own where there is none."""
        tag = language
        while tag and tag not in self.translations:
            tag = tag.rpartition("-")[0]
        return self.translations.get(tag, self)


def read(value: Value, printable: frozenset[int]) -> tuple[Shared, bool]:
    """What the library's file says, and whether editions can be made with it: a contact or a
    term that is refused is missed only by those that use it."""
    record = Record.of(value, printable, shapes.LIBRARY)
    published, language = publishers.read(record), record.language("language")
    formats = record.words("alternative_formats")
    printed = record.record("translations").choice("behind") != "none"
    of = record.record("signatures")
    apart = of.choice("contacts") != "together"
    passages_apart = (of.choice("passages") or of.choice("contacts")) != "together"
    in_git = record.record("desk").flag("git")
    said = lexicon(record, language)
    record.choice("engine")
    usable = not errors(value.problems)
    contacts, terms = _contacts(record), glossary(record)
    common = Shared(published, language, contacts, terms, formats, said, {}, printed, apart)
    common = replace(common, passages=passages(record), passages_apart=passages_apart)
    return replace(common, in_git=in_git), usable


def translation(common: Shared, tag: str, value: Value, printable: frozenset[int]) -> Shared:
    """What `library.<tag>.yaml` says; what it leaves out is as in the library's own file."""
    record = Record.of(value, printable, shapes.TRANSLATION)
    for name, own in record.entries("contacts"):
        contact, texts = common.contacts.get(name.scalar or ""), own.mapping or {}
        for key, original in (("hours", contact.hours), ("description", plain(contact.description))) if contact else ():
            if key in texts and texts[key].scalar:
                agree(texts[key], original, common.language, tag)
            elif original:
                message = f"It has no `{key}:` in this language, so leaflets in it leave out “{original}”."
                hint = f"Write `{key}:` below it."
                name.fault("translation-lacks", message, hint, words=name.scalar or "", grade=Grade.WARNING)
    publishers.unknown(record, common.publishers)
    return replace(
        common,
        language=tag,
        publishers=publishers.spoken(common.publishers, publishers.read(record)),
        contacts={**common.contacts, **_translated(_contacts(record), common.contacts)},
        glossary={**common.glossary, **glossary(record)},
        alternative_formats=record.words("alternative_formats") or common.alternative_formats,
        lexicon=lexicon(record, tag),
        passages=_spoken(common, tag, passages(record)),
    )


def passages(record: Record) -> dict[str, Passage | None]:
    """The passages under ``passages``, by id; None for one with letters that cannot be printed, or with nothing."""
    found: dict[str, Passage | None] = {}
    for name, value in record.entries("passages"):
        before = len(value.problems)
        check_id(name)
        passage = prose.draft(value, record.printable).passage
        found[name.scalar or ""] = None if errors(value.problems[before:]) else passage
    return found


def _spoken(common: Shared, tag: str, own: Mapping[str, Passage | None]) -> dict[str, Passage | None]:
    """The passages in another language; what it leaves out is as in the library's own file."""
    for name, passage in own.items():
        original = common.passages.get(name)
        if passage and original:
            agree(passage.value, original.text, common.language, tag)
        elif passage:
            message = f"library.yaml has no passage `{name}`."
            passage.value.fault("unknown-passage", message, nearest_id(name, common.passages), words=name)
    return {**common.passages, **own}


def tried(common: Shared, signatures: Iterable[tuple[str, Signature]]) -> Shared:
    """The library with the sign-offs of its contacts: each was tried on the day of its newest one, unless it has
    changed since."""
    newest = dict(signatures)
    found: dict[str, Contact | None] = {}
    for name, contact in common.contacts.items():
        signature = newest.get(name)
        if contact and signature:
            later = contact.checked if contact.checked and contact.checked > signature.date else None
            same = signature.fingerprint == imprint.of_contact(contact)
            checked = later or (signature.date if same else None)
            contact = replace(contact, signed=signature, checked=checked, changed=not checked)
        found[name] = contact
    return replace(common, contacts=found)


def _translated(contacts: Contacts, originals: Contacts) -> Contacts:
    """Contacts with the numbers and addresses that they have in the library's own file."""
    found: dict[str, Contact | None] = {}
    for name, contact in contacts.items():
        original = originals.get(name)
        if contact and original:
            own = {way: getattr(contact, way) or getattr(original, way) for way in ("phone", "email", "url")}
            contact = replace(contact, **own, checked=contact.checked or original.checked)
            contact = replace(contact, signed=original.signed, changed=original.changed)
        found[name] = contact
    return found


def lexicon(record: Record, language: str) -> dict[str, str]:
    """How words are said that a voice says wrongly in a language, by the words."""
    found = {}
    for name, value in record.entries("lexicon"):
        said = value.text()
        if name.scalar and said:
            found[name.scalar] = said
        if ipa.written_in(said) and language.partition("-")[0].lower() != "en":
            message = "Sounds between strokes are those of English, which the voice of this language does not know."
            value.fault("lexicon", message, "Spell the word as this language would write it.", words=said)
        elif ipa.written_in(said) and (unknown := ipa.unknown(said)):
            message = f"No sound is known that is written {unknown}."
            value.fault("lexicon", message, "Write it in the IPA of British English, or respell the word.", words=said)
    return found


def glossary(record: Record) -> Glossary:
    """The terms under ``glossary``, by id; None for one that is refused."""
    found: dict[str, GlossaryEntry | None] = {}
    for name, value in record.entries("glossary"):
        before = len(value.problems)
        term = prose.line(name, record.printable)
        meaning = prose.line(value, record.printable)
        entry = forms.term_id(term)
        if entry in found:
            name.fault("duplicate-term", "This term stands here a second time.", "Take one of the two out.", words=term)
        sound = not errors(value.problems[before:])
        found[entry] = GlossaryEntry(entry, term, (Text(meaning),)) if sound else None
    return found


def _contacts(record: Record) -> Contacts:
    found: dict[str, Contact | None] = {}
    for name, value in record.entries("contacts"):
        before = len(value.problems)
        check_id(name)
        contact = _contact(name.scalar or "", value, record.printable)
        found[contact.id] = None if errors(value.problems[before:]) else contact
    return found


def _contact(name: str, value: Value, printable: frozenset[int]) -> Contact:
    of = Record.of(value, printable)
    return Contact(
        id=name,
        name=of.line("name"),
        description=of.words("description"),
        phone=of.phone("phone"),
        hours=of.line("hours"),
        email=of.email("email"),
        url=of.web_address("url"),
        checked=of.date("checked"),
    )


def clinic(name: str, value: Value, logos: Pictures, means: Means, language: str) -> Clinic:
    """What a clinic's file says, in the library's language; its logo is one of ``logos``."""
    of = Record.of(value, means.printable, shapes.CLINIC)
    if ("logo" in of) != ("logo_alt" in of):
        message = "A logo and what it says in words belong together."
        value.fault("logo-alt", message, "Write both `logo:` and `logo_alt:`, or neither.")
    if "logo_alt" in of:
        alt.check_words(of.line("logo_alt"), of["logo_alt"])
    return Clinic(
        id=name,
        name=of.line("name"),
        address=of.lines("address"),
        phone=of.phone("phone"),
        hours=of.line("hours"),
        email=of.email("email"),
        url=of.web_address("url"),
        logo=logos.get(of["logo"], means.printable) if "logo" in of else None,
        logo_alt=of.line("logo_alt"),
        accent=_accent(of, means.grounds),
        language=language,
    )


def in_languages(clinic: Clinic, files: Iterable[tuple[str, Value]], printable: frozenset[int]) -> Clinic:
    """A clinic with what its files in other languages say, by their tags; what they leave out is as in its own."""
    others = []
    for tag, value in files:
        before = len(value.problems)
        of = Record.of(value, printable, shapes.CLINIC_TRANSLATION)
        if "logo_alt" in of:
            alt.check_words(of.line("logo_alt"), of["logo_alt"])
        if "hours" in of:
            agree(of["hours"], clinic.hours, clinic.language, tag)
        other = replace(
            clinic,
            name=of.line("name") or clinic.name,
            address=of.lines("address") or clinic.address,
            hours=of.line("hours") or clinic.hours,
            url=of.web_address("url") or clinic.url,
            logo_alt=of.line("logo_alt") or clinic.logo_alt,
            language=tag,
        )
        others += [] if errors(value.problems[before:]) else [other]
    return replace(clinic, others=tuple(others))


def unspoken(clinic: Clinic, value: Value, files: Iterable[tuple[str, Value]], languages: Iterable[str]) -> None:
    """Warn where a clinic's hours have no words in one of the languages that leaflets are made in: they are printed as
    they are, and tell who does not read them nothing."""
    told = {tag for tag, other in files if other.mapping and "hours" in other.mapping}
    told.add(clinic.language.partition("-")[0])
    lacking = [tag for tag in languages if not {tag, tag.partition("-")[0]} & told]
    if clinic.hours and lacking and value.mapping:
        message = f"Its hours have no words in {' and '.join(lacking)}: leaflets there say “{clinic.hours}”."
        hint = f"Write `hours:` in {' and '.join(f'{clinic.id}.{tag}.yaml' for tag in lacking)}, beside it."
        value.mapping["hours"].fault("translation-lacks", message, hint, words=clinic.hours, grade=Grade.WARNING)


def agree(value: Value, original: str, there: str, here: str) -> None:
    """Report numbers in a text that are not those of the same text in another language."""
    pair = Pair(original, value.text(), value.line)
    for found in disagreements((pair,), there, here) if original else ():
        message = f"The numbers are not those of the library's own language: {found.words}. It says “{original}” there."
        grade = Grade.WARNING if found.order else Grade.ERROR
        value.fault("translation-numbers", message, "Mend one of the two.", words=pair.now, grade=grade)


def _accent(of: Record, grounds: Collection[str]) -> str:
    """A clinic's colour, if letters in it can be read on every ground (WCAG 2.2, 1.4.3)."""
    accent = of.colour("accent")
    worst = min(grounds, key=lambda ground: (contrast(accent, ground), ground), default="") if accent else ""
    if worst and contrast(accent, worst) < MIN_CONTRAST:
        message = f"The colour has a contrast of {contrast(accent, worst):.1f}:1 to {worst}, on which layouts print it."
        hint = f"Use {nearest(accent, grounds, MIN_CONTRAST)}, the nearest with {MIN_CONTRAST}:1 (WCAG 1.4.3)."
        of["accent"].fault("accent", message, hint, words=accent)
    return accent


def check_id(name: Value) -> None:
    """Report a name that cannot be an id."""
    text = name.scalar or ""
    if not text or forms.slug(text) != text:
        hint = f"Write `{forms.slug(text)}`." if forms.slug(text) else "Write words with hyphens between them."
        name.fault("id", "An id has lower-case letters, digits and single hyphens only.", hint, words=text)
