"""The signatures of an edition, in a file beside it that `sign` writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from press import imprint
from press.model import PartialDate, Signature, SignatureKind
from press.reader import shapes
from press.reader.record import Record
from press.source import Value

SUFFIX = ".signed.yaml"
CONTACTS = "contacts.signed.yaml"
"""The file of the sign-offs of contacts, beside `library.yaml`."""
PASSAGES = "passages.signed.yaml"
"""The file of the sign-offs of passages, beside `library.yaml`."""
_KINDS = {kind.value: kind for kind in SignatureKind if kind is not SignatureKind.CONTACT}


def read(value: Value, file: str, printable: frozenset[int] = frozenset()) -> Iterator[Signature]:
    """The signatures for the edition in ``file`` (``knee/2025-06.cy``).

    One that was changed by hand is a problem, and reads as a signature of other words: its sign-off
    is void, and does not vanish.
    """
    record = Record.of(value, shape=shapes.SIGNATURES)
    for item in record.items("signatures"):
        before = len(item.problems)
        of = Record.of(item, printable)
        kind = _KINDS.get(of.choice("kind"), SignatureKind.CLINICAL)
        yield _sealed(item, of, kind, file, before)


def of_contacts(value: Value, printable: frozenset[int] = frozenset()) -> Iterator[tuple[str, Signature]]:
    """The sign-offs of contacts, each with the id of its contact, the oldest first. One that was changed by hand is a
    problem, and of another contact than there is."""
    record = Record.of(value, shape=shapes.CONTACT_SIGNATURES)
    for item in record.items("contacts"):
        before = len(item.problems)
        of = Record.of(item, printable)
        contact = of.said("contact")
        yield contact, _sealed(item, of, SignatureKind.CONTACT, f"contacts/{contact}", before)


def of_passages(value: Value, printable: frozenset[int] = frozenset()) -> Iterator[tuple[str, Signature]]:
    """The sign-offs of passages, each with the id of its passage, the oldest first. One that was changed by hand is a
    problem, and of other words than there are."""
    record = Record.of(value, shape=shapes.PASSAGE_SIGNATURES)
    for item in record.items("passages"):
        before = len(item.problems)
        of = Record.of(item, printable)
        passage, language = of.said("passage"), of.said("language")
        yield passage, _sealed(item, of, SignatureKind.CLINICAL, passage_file(passage, language), before)


def passage_file(passage: str, language: str) -> str:
    """What stands for a passage in the seal of its sign-off (`imprint.seal`)."""
    return f"passages/{passage}.{language}"


def _passages(of: Record) -> Iterator[tuple[str, str]]:
    """The passages that stood in what was signed, as they were then."""
    for item in of.items("passages"):
        each = Record.of(item)
        if "passage" in each and "text" in each:
            yield each.said("passage"), each["text"].scalar or ""


def _sealed(item: Value, of: Record, kind: SignatureKind, file: str, before: int) -> Signature:
    """A signature as it was written; one of other words if it was changed since."""
    date = of.date("date") or PartialDate(1)
    despite = of.said("despite")
    who = of.said("role"), of.said("name"), date
    signature = Signature(kind, *who, of.said("fingerprint"), despite, tuple(_passages(of)))
    whole = len(item.problems) == before
    if whole and of.said("seal") != imprint.seal(file, signature):
        message = "This signature was changed after it was made, so nobody can rely on it."
        hint = "Take it out, and let `sign` make a new one."
        item.fault("signature-altered", message, hint, words=signature.name)
        whole = False
    return signature if whole else replace(signature, fingerprint="")
