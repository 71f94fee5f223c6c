"""An edition, what it draws from the library, and the library itself."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from press.model.document import Blocks, PartialDate, Picture, Section, Words
from press.model.translation import Behind, Difference, TranslatedFrom, Untold


class Status(enum.Enum):
    """What an author writes of an edition."""

    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Standing(enum.Enum):
    """How an edition stands, the worst first; several may hold at once (`press.standing`).

    An edition as it is read is one of four, by its status and its newer siblings: withdrawn, superseded, a draft,
    or current.
    """

    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    DRAFT = "draft"
    VOID = "signature void"
    BEHIND = "translation behind"
    UNSIGNED = "unsigned"
    QUESTIONS = "open questions"
    OVERDUE = "overdue"
    SOON = "due soon"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Review:
    """``approved_by`` is a role, or empty. ``next`` is later than ``last``."""

    status: Status
    last: PartialDate
    next: PartialDate
    approved_by: str = ""
    changes: tuple[Words, ...] = ()


class SignatureKind(enum.Enum):
    """Who signs: a clinician or somebody for whom the leaflet is, who has read it; who has proof-read its braille, or
    the script of its sound; who has tried a contact."""

    CLINICAL = "clinical"
    LAY = "lay"
    BRAILLE = "braille"
    SCRIPT = "script"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody's sign-off of the words that have this fingerprint, and of no others.

    ``despite`` is why it was given though questions were open or answered with no; empty where none were.
    ``passages`` are those of the library that stood in the words, by their ids, each as it was then, in Markdown.
    """

    kind: SignatureKind
    role: str
    name: str
    date: PartialDate
    fingerprint: str
    despite: str = ""
    passages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Owner:
    """Who looks after a topic: a role, and where it is reached (an email address, or a place)."""

    role: str
    address: str


class SignOff(enum.Enum):
    """What a clinical sign-off is worth: there is none, it holds, or the words have changed since."""

    NONE = "none"
    VALID = "valid"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said to the question ``id`` about a thing that had this fingerprint; ``words`` may be empty."""

    id: str
    yes: bool
    who: str
    date: PartialDate
    fingerprint: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody has said about the words of an edition, to be settled before it is signed.

    ``passage`` is the words that it is about, as they stood; ``id`` is unique among the edition's comments.
    """

    id: str
    who: str
    date: PartialDate
    passage: str
    words: str


@dataclass(frozen=True, slots=True)
class Doubts:
    """Why an edition may not be as good as it says, whatever the day: ``unanswered`` questions, ``refused`` ones,
    which somebody answered with no."""

    sign_off: SignOff = SignOff.NONE
    unanswered: int = 0
    refused: int = 0
    behind: Behind | None = None


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    id: str
    term: str
    meaning: Words


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to turn to. All but ``id`` and ``name`` may be empty; ``checked`` may be None.

    ``signed`` is the newest sign-off of the contact by somebody who has tried it, ``changed`` whether it has changed
    since. ``checked`` is then the day of that, or None.
    """

    id: str
    name: str
    description: Words = ()
    phone: str = ""
    hours: str = ""
    email: str = ""
    url: str = ""
    checked: PartialDate | None = None
    signed: Signature | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage of the library that stands in an edition: its ``text`` in Markdown, and the fingerprint of what a
    patient reads of it: of its ``blocks``, and of what its ``terms`` mean. ``signed`` is the clinical sign-off that it
    has by itself; None where none is for these words, or where passages are signed with each edition."""

    id: str
    text: str
    fingerprint: str
    signed: Signature | None = None
    blocks: Blocks = ()
    terms: tuple[GlossaryEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    words: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class RelatedTopic:
    """Another topic with the title of its current edition; ``online`` may be empty."""

    topic: str
    title: str
    online: str = ""


@dataclass(frozen=True, slots=True)
class Clinic:
    """``logo`` is None where there is none; ``accent`` is ``#RRGGBB`` or empty; ``language`` that of its words."""

    id: str
    name: str
    address: tuple[str, ...] = ()
    phone: str = ""
    hours: str = ""
    email: str = ""
    url: str = ""
    logo: Picture | None = None
    logo_alt: str = ""
    accent: str = ""
    language: str = ""
    others: tuple[Clinic, ...] = ()
    """The same clinic in other languages."""

    def spoken(self, language: str) -> Clinic:
        """The clinic in a language (a BCP 47 tag), or in the nearest there is; in its own where there is none."""
        tag = language
        while tag:
            for other in self.others:
                if other.language == tag:
                    return other
            tag = tag.rpartition("-")[0]
        return replace(self, others=())


@dataclass(frozen=True, slots=True)
class Edition:
    """What a topic says as of one review, with all it uses of the library resolved into it.

    ``name`` is that of its file without the language (``2022-06``). ``glossary`` holds the terms
    that this edition uses, in the order of the alphabet; ``contacts`` those that it names.
    """

    topic: str
    name: str
    language: str
    title: str
    summary: Words
    review: Review
    standing: Standing
    publisher: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    keywords: tuple[str, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    contacts: tuple[Contact, ...] = ()
    related: tuple[RelatedTopic, ...] = ()
    references: tuple[Reference, ...] = ()
    alternative_formats: Words = ()
    online: str = ""
    translated: bool = False
    """Whether its file's name carries the language."""
    signatures: tuple[Signature, ...] = ()
    answers: tuple[Answer, ...] = ()
    comments: tuple[Comment, ...] = ()
    owner: Owner | None = None
    contacts_apart: bool = False
    """Whether a sign-off of the words leaves out what its contacts say, which have sign-offs of their own."""
    passages_apart: bool = False
    """Whether a passage of the library may be signed off once, for all editions that it stands in."""
    behind: Behind | None = None
    """Of a translation: what it lacks of the edition that it was made from; None where it lacks nothing."""
    waivers: tuple[tuple[str, str], ...] = ()
    """The rules that its documents may break, by id, each with the reason."""
    file: str = ""
    """Where it was read from, below the library's folder and without the ending: ``knee/2025-06.cy``."""
    source: TranslatedFrom | None = None
    """What it was translated from; None where it is no translation, or nobody has said of what."""
    behind_printed: bool = True
    """Whether its documents say that it is behind."""
    differences: tuple[Difference, ...] = ()
    lexicon: tuple[tuple[str, str, str], ...] = ()
    """How its words are said that a voice says wrongly: language, word, and what is said."""
    untold: tuple[Untold, ...] = ()
    """Of an edition in Easy Read: what the edition that it tells says, and it may not."""
    passages: tuple[SharedPassage, ...] = ()
    """The passages of the library that stand in it, by their ids."""
    as_signed: Edition | None = None
    """The same as a clinician signed it, where nothing but passages of the library has changed since; else None."""
    publisher_address: tuple[str, ...] = ()
    publisher_id: str = ""
    """By which the library knows its publisher; empty for the library's own."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a catalogue says of an edition: enough to plan its documents and reviews, not to print them.

    ``parts`` are the digests of what the edition is made of, each by what it is: ``text`` (its own
    words), ``contact helpline``, ``term lymph-node``. ``last`` and ``next`` are its reviews;
    ``figures`` those that have a review of their own, by id, and ``contacts`` those that it names, by
    id and name, each with the day on which somebody tried it, and whether it has changed since. ``questions`` are
    those that a person is asked of it, each with the fingerprint of what it is about. ``file`` is as in `Edition`.
    """

    topic: str
    name: str
    language: str
    translated: bool
    title: str
    online: str
    status: Status
    standing: Standing
    last: PartialDate
    next: PartialDate
    parts: Mapping[str, str] = field(hash=False)
    subtitle: str = ""
    keywords: tuple[str, ...] = ()
    summary: str = ""
    changes: tuple[str, ...] = ()
    doubts: Doubts = Doubts()
    questions: tuple[tuple[str, str], ...] = ()
    figures: tuple[tuple[str, PartialDate], ...] = ()
    contacts: tuple[tuple[str, str, PartialDate | None, bool], ...] = ()
    owner: Owner | None = None
    file: str = ""
    made_from: str = ""
    """The edition that it was translated from, as in ``2026-11 (en-GB)``; empty where nobody has said."""
    words: str = ""
    """The words of its text, each once, in lower case: what a search finds it by."""
    publisher: str = ""
    """The id of its publisher; empty for the library's own."""


@dataclass(frozen=True, slots=True)
class Leaflet:
    """One edition made for one clinic, or for none; ``second`` is the same in another language, which follows it."""

    edition: Edition
    clinic: Clinic | None = None
    second: Leaflet | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """All that was read; editions by topic, then from the oldest to the newest, then by language."""

    editions: tuple[Edition, ...]
    clinics: tuple[Clinic, ...] = ()
