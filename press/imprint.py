"""The imprint: what tells one text of an edition from another, and whether its sign-off still holds.

fingerprint   a digest of what a patient reads; not of layout, comments, order of keys or ids
code          the short form of it that stands on every page: ``7K4X-9FM3-R6TB``, the last a check letter
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from press import aloud
from press.model import (
    Blocks,
    Contact,
    CrossReference,
    Edition,
    Entry,
    Figure,
    GlossaryEntry,
    Picture,
    RelatedTopic,
    Review,
    Section,
    Signature,
    SignatureKind,
    SignOff,
    Term,
    TopicReference,
)

SYMBOLS = "34679ACDEFGHJKMNPRTVWXY"
"""What a code is made of: no two of them look alike. Their number is prime, for the check letter."""
CHECK_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
_BODY = 11
"""How many symbols come before the check letter: of a million codes given out, the chance that any two are
equal is 1 to 1,900 (the birthday bound: 1,000,000² / 2 texts over 23¹¹ codes); with seven it would be certain."""
_EARLIER_BODY = 7
"""How many there were at first: 1.5 % for ten thousand codes."""
_GROUP = 4

_NOT_READ: dict[type, frozenset[str]] = {
    Edition: frozenset(
        (
            *(
                "standing",
                "keywords",
                "owner",
                "contacts_apart",
                "passages_apart",
                "translated",
                "signatures",
                "answers",
                "comments",
                "waivers",
                "file",
            ),
            *("source", "behind", "behind_printed", "differences", "lexicon", "untold", "passages", "as_signed"),
            "publisher_id",
        )
    ),
    Review: frozenset({"status", "approved_by"}),
    Section: frozenset({"id"}),
    Entry: frozenset({"anchor"}),
    Figure: frozenset({"id", "review", "again"}),
    Picture: frozenset({"name", "width", "height"}),
    Contact: frozenset({"id", "checked", "signed", "changed"}),
    GlossaryEntry: frozenset({"id"}),
    # What other topics are called, and where they are, is theirs to change.
    RelatedTopic: frozenset({"title", "online"}),
    TopicReference: frozenset({"online"}),
    CrossReference: frozenset({"target", "within"}),
    Term: frozenset({"entry"}),
}
"""What no patient reads, or what says of the sign-off itself."""


def fingerprint(edition: Edition) -> str:
    """The SHA-256, in hexadecimal, of what a patient reads in an edition, pictures among it.

    What is left at its default counts for nothing: a later version of the program, whose model has
    more fields, finds the same fingerprint, and no sign-off is void because of it.
    """
    parts: list[bytes] = []
    _read(edition, parts.append)
    return hashlib.sha256(b"".join([len(part).to_bytes(8) + part for part in parts])).hexdigest()


def _read(value: object, tell: Callable[[bytes], None]) -> None:
    kind: type[Any] = type(value)
    if kind is str:
        tell(str(value).encode())
    elif isinstance(value, Picture) and value.original:
        _read(replace(value, data=value.original, original=b""), tell)  # what this program makes of it may change
    elif isinstance(value, bytes):
        tell(value)
    elif isinstance(value, tuple):
        tell(b"(")
        for item in value:
            _read(item, tell)
        tell(b")")
    elif is_dataclass(value):
        tell(kind.__name__.encode())
        for name, said, default in _TOLD.get(kind) or _told(kind):
            held = getattr(value, name)
            if held != default:
                tell(said)
                _read(tuple(sorted(held)) if name == "abbreviations" else held, tell)
    else:
        tell(f"{value}".encode())


_Fields = tuple[tuple[str, bytes, object], ...]
_TOLD: dict[type, _Fields] = {}


def _told(kind: type[Any]) -> _Fields:
    """The fields of a class that a patient reads, each with its name as bytes and what it is by default."""
    skipped = _NOT_READ.get(kind, frozenset())
    found = tuple((each.name, each.name.encode(), each.default) for each in fields(kind) if each.name not in skipped)
    return _TOLD.setdefault(kind, found)


def code(edition: Edition) -> str:
    """The code of an edition as it reads today: three groups of four, the last a check letter."""
    name = f"{edition.topic}/{edition.name}/{edition.language}/{fingerprint(edition)}"
    number = int.from_bytes(hashlib.sha256(name.encode()).digest())
    body = ""
    for _ in range(_BODY):
        number, index = divmod(number, len(SYMBOLS))
        body += SYMBOLS[index]
    return grouped(body + check_letter(body))


def earlier(code: str) -> str:
    """The code that earlier versions of the program printed for the same words: two groups of four, of the first
    symbols of today's."""
    body = code.replace("-", "")[:_EARLIER_BODY]
    return grouped(body + check_letter(body))


def grouped(letters: str) -> str:
    """The letters of a code in groups of four, as it is printed."""
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


LEDGER = "codes.jsonl"
"""The file of a library that has every code that was given out (`press.store.ledger`)."""
LENGTHS = (_BODY + 1, _EARLIER_BODY + 1)
"""How many letters and digits a code has; what was printed at first stays known."""


def check_letter(body: str) -> str:
    """The letter that ends a code: it differs if one symbol is another, or two have changed places.

    The sum of places times values, modulo a prime (as ISBN-10 has it, ISO 2108).
    """
    total = sum(place * SYMBOLS.index(symbol) for place, symbol in enumerate(body, 1))
    return CHECK_LETTERS[total % len(CHECK_LETTERS)]


def seal(file: str, signature: Signature) -> str:
    """What a signature carries so that a change of its file by hand is seen.

    ``file`` is the edition's without its ending: ``knee/2025-06.cy``. It keeps nobody out who has
    the program; it shows slips and edits.
    """
    despite = (signature.despite,) if signature.despite else ()
    passages = (json.dumps(signature.passages),) if signature.passages else ()
    parts = (
        file,
        signature.kind.value,
        signature.role,
        signature.name,
        str(signature.date),
        signature.fingerprint,
        *despite,
        *passages,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def sign_off(edition: Edition) -> SignOff:
    """Whether the newest clinical signature is for the words as they are."""
    if not _clinical(edition):
        return SignOff.NONE
    return SignOff.VALID if valid(edition) else SignOff.VOID


def valid(edition: Edition) -> tuple[Signature, ...]:
    """The clinical signatures that hold."""
    signatures = _clinical(edition)
    if not signatures:
        return ()
    current = _covered(edition)
    return tuple(signature for signature in signatures if signature.fingerprint in current)


def signed(edition: Edition, kind: SignatureKind = SignatureKind.CLINICAL) -> str:
    """The fingerprint that a signature is for: of the words, without what the contacts say where these are apart; of a
    script also of how they are said."""
    return of_script(edition) if kind is SignatureKind.SCRIPT else _signable(edition)[0]


def holds(edition: Edition, signature: Signature) -> bool:
    """Whether a signature is for the words as they are."""
    if signature.kind is SignatureKind.SCRIPT:
        return signature.fingerprint == of_script(edition)
    clinical = signature.kind is SignatureKind.CLINICAL
    return signature.fingerprint in (_covered(edition) if clinical else _signable(edition))


def lapsed(edition: Edition) -> tuple[str, ...]:
    """The passages of the library for which alone a clinical sign-off does not hold: they have changed since, and
    nobody has signed them by themselves. Empty where it holds, or where more has changed."""
    if not edition.as_signed:
        return ()
    before = {passage.id: passage.fingerprint for passage in edition.as_signed.passages}
    changed = (each for each in edition.passages if before.get(each.id) != each.fingerprint)
    return tuple(each.id for each in changed if not each.signed)


def _covered(edition: Edition) -> tuple[str, ...]:
    """The fingerprints of which a clinical signature is for all the words: of those that it was for itself, and of
    passages that were signed by themselves since."""
    own = _signable(edition)
    return own if not edition.as_signed or lapsed(edition) else (*own, *_signable(edition.as_signed))


def of_script(edition: Edition) -> str:
    """The SHA-256, in hexadecimal, of what a listener hears: all words, those of contacts among them, how the lexicon
    has them said, and by which rules figures and signs are put into words."""
    parts = (fingerprint(edition), str(aloud.WORDING), *(text for entry in edition.lexicon for text in entry))
    return hashlib.sha256(b"".join(len(part.encode()).to_bytes(8) + part.encode() for part in parts)).hexdigest()


def _signable(edition: Edition) -> tuple[str, ...]:
    """The fingerprints that a signature may be for, the one to sign first."""
    whole = fingerprint(edition)
    if not edition.contacts_apart or not edition.contacts:
        return (whole,)
    named = tuple(Contact(contact.id, contact.id) for contact in edition.contacts)
    return fingerprint(replace(edition, contacts=named)), whole


def of_passage(blocks: Blocks, terms: tuple[GlossaryEntry, ...]) -> str:
    """The SHA-256, in hexadecimal, of what a patient reads of a passage of the library, and of what its terms mean."""
    parts: list[bytes] = []
    _read((blocks, terms), parts.append)
    return hashlib.sha256(b"".join([len(part).to_bytes(8) + part for part in parts])).hexdigest()


def of_contact(contact: Contact) -> str:
    """The SHA-256, in hexadecimal, of what a patient reads of a contact."""
    parts: list[bytes] = []
    _read(contact, parts.append)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _clinical(edition: Edition) -> tuple[Signature, ...]:
    return tuple(signature for signature in edition.signatures if signature.kind is SignatureKind.CLINICAL)


def proof_reader(edition: Edition, kind: SignatureKind = SignatureKind.BRAILLE) -> Signature | None:
    """Who has last proof-read the braille, or the script, of the words as they are; None where nobody has."""
    readers = (each for each in edition.signatures if each.kind is kind and holds(edition, each))
    return max(readers, key=lambda each: each.date, default=None)


def approver(edition: Edition) -> str:
    """The role that has approved an edition: as it says itself, or as its newest signature; empty where no signature
    holds."""
    signatures = valid(edition)
    return (edition.review.approved_by or signatures[-1].role) if signatures else ""
