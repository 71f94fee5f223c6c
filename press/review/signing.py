"""Signing an edition's words, and what is wrong with a library's sign-offs."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from press import imprint, prose
from press.model import Edition, Library, PartialDate, SharedPassage, Signature, SignatureKind, SignOff, Standing
from press.problems import Grade, OfTopic, Place, Problem, about
from press.questions import asked, tally
from press.reader import signatures
from press.review import choosing
from press.review.choosing import NotPossible
from press.source import Value

CONTACTS = "# Written by `sign --contact`. A sign-off that is changed by hand is void.\ncontacts:\n"
PASSAGES = "# Written by `sign --passage`. A sign-off that is changed by hand is void.\npassages:\n"
HEADER = "# Written by `sign`. A signature that is changed by hand is void.\nsignatures:\n"


LONGEST = 200
"""In characters: of a role or a name, which documents and evidence print."""
LONGEST_COMMENT = 2000


@dataclass(frozen=True, slots=True)
class Act:
    """One act of signing: who, in which role and kind, on which day, and why though questions are open."""

    kind: SignatureKind
    role: str
    name: str
    day: datetime.date
    despite: str = ""

    def signature(self, fingerprint: str, *, despite: bool = False) -> Signature:
        date = PartialDate(self.day.year, self.day.month, self.day.day)
        return Signature(self.kind, self.role, self.name, date, fingerprint, self.despite if despite else "")

    def of(self, edition: Edition, *, despite: bool = False) -> Signature:
        """The signature of an edition as it is; one by a clinician keeps what the shared passages in it say."""
        clinical = self.kind is SignatureKind.CLINICAL
        passages = tuple((passage.id, passage.text) for passage in edition.passages) if clinical else ()
        return replace(self.signature(imprint.signed(edition, self.kind), despite=despite), passages=passages)


def checked(what: str, text: str, printable: frozenset[int], most: int = LONGEST) -> str:
    """A role or a name as it is kept, with single spaces; ``what`` is the word for it.

    It goes through what every line of an author's goes through. Raises NotPossible where it is empty, too long, or
    holds what cannot be seen or that no font has (``printable``). ``most`` is in characters.
    """
    problems: list[Problem] = []
    said = prose.said(Value(f"--{what}", 0, problems, scalar=text), printable) if text.strip() else ""
    if problems:
        raise NotPossible(" ".join(f"The {what}: {problem.message} [{problem.place.words}]" for problem in problems))
    if not said:
        raise NotPossible(
            "Say why it is signed all the same." if what == "reason" else "Say who signs, and in which role."
        )
    if len(said) > most:
        raise NotPossible(f"The {what} has {len(said)} characters, more than {most}. Shorten it.")
    return said


def entry(edition: Edition, signature: Signature) -> str:
    """A signature as the YAML that is added to the file of an edition's signatures."""
    despite = {"despite": signature.despite} if signature.despite else {}
    facts = {"kind": signature.kind.value, **_facts(edition.file, signature), **despite}
    kept = [{"passage": name, "text": text} for name, text in signature.passages]
    return _entry({**facts, **({"passages": kept} if kept else {})})


def contact_entry(contact: str, signature: Signature) -> str:
    """A sign-off of a contact as the YAML that is added to the file of these."""
    return _entry({"contact": contact, **_facts(f"contacts/{contact}", signature)})


def passage_entry(passage: str, language: str, signature: Signature) -> str:
    """A sign-off of a passage as the YAML that is added to the file of these."""
    facts = _facts(signatures.passage_file(passage, language), signature)
    return _entry({"passage": passage, "language": language, **facts})


@dataclass(frozen=True, slots=True)
class Printed:
    """A passage as leaflets print it today: in which language, and in which editions that are in use or drafts."""

    passage: SharedPassage
    language: str
    editions: tuple[Edition, ...]

    @property
    def apart(self) -> bool:
        """Whether it is signed by itself, and not with each edition."""
        return all(edition.passages_apart for edition in self.editions)


def passages(library: Library) -> tuple[Printed, ...]:
    """All passages of the library that leaflets print today, those that nobody has signed first."""
    found: dict[tuple[str, str], Printed] = {}
    for edition in _used(library):
        for each in edition.passages:
            before = found.get((each.id, edition.language))
            editions = (*before.editions, edition) if before else (edition,)
            found[each.id, edition.language] = Printed(each, edition.language, editions)
    return tuple(
        sorted(found.values(), key=lambda each: (each.passage.signed is not None, each.passage.id, each.language))
    )


def _used(library: Library) -> list[Edition]:
    return [each for each in library.editions if each.standing in (Standing.CURRENT, Standing.DRAFT)]


def passage(library: Library, name: str, language: str) -> tuple[str, SharedPassage]:
    """A passage of the library as leaflets print it today, and its language; without one, that of the newest edition
    that is no translation.

    Raises NotPossible where no leaflet prints it.
    """
    used = _used(library)
    found = {(each.id, edition.language): each for edition in used for each in edition.passages}
    own = [edition.language for edition in used if not edition.translated]
    language = language or next((tag for tag in reversed(own) if (name, tag) in found), "")
    if (name, language) not in found:
        printed = sorted({f"{each} ({tag})" for each, tag in found})
        known = f"Leaflets print these: {', '.join(printed)}." if printed else "No leaflet prints any."
        spoken = f" in {language}" if language else ""
        raise NotPossible(f"No leaflet that is in use or a draft prints the passage `{name}`{spoken}. {known}")
    return language, found[name, language]


def added(there: bytes, header: str, entry: str) -> bytes:
    """A file of signatures with one more; ``there`` is what it holds, or nothing."""
    head = header if not there else "" if there.endswith(b"\n") else "\n"
    return there + (head + entry).encode()


def _facts(file: str, signature: Signature) -> dict[str, object]:
    return {
        "role": signature.role,
        "name": signature.name,
        "date": str(signature.date),
        "fingerprint": signature.fingerprint,
        "seal": imprint.seal(file, signature),
    }


def _entry(facts: dict[str, object]) -> str:
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    return "  - " + "\n    ".join(lines) + "\n"


def stopped(library: Library, edition: Edition) -> str:
    """Why nobody is to sign an edition yet, in a sentence; empty where nothing stops it."""
    unanswered, refused = tally(asked(edition), edition.answers)
    numbers = ((unanswered, "not answered"), (refused, "answered with no"))
    said = " and ".join(f"{number} {what}" for number, what in numbers if number)
    if not said:
        return ""
    command = f"questions {edition.topic}{choosing.options(library, edition)}"
    return f"{edition.topic} {edition.name} ({edition.language}) has questions: {said}. See them with: {command}."


def check(library: Library, folder: str, grade: Grade = Grade.WARNING) -> Iterator[Problem]:
    """Sign-offs that are missing or void in what is in use, and drafts that get in each other's way.

    ``folder`` is what problems call the library's; ``grade`` that of an approved edition whose words
    no clinician has signed.
    """
    for edition in library.editions:
        place = Place(f"{folder}/{edition.file}.yaml")
        if edition.standing is Standing.CURRENT:
            yield from about(
                OfTopic.of(edition),
                (*_clinical(edition, place, grade, choosing.options(library, edition)), *_read(edition, place)),
            )
    yield from _crowded(library, folder)


def _clinical(edition: Edition, place: Place, grade: Grade, options: str) -> Iterator[Problem]:
    sign_off = imprint.sign_off(edition)
    hint = f"Have a clinician read it, then: sign {edition.topic}{options} --role ROLE --name NAME."
    if sign_off is SignOff.NONE:
        message = "The edition is approved, but nobody has signed it off."
        yield Problem("not-signed", place, message, hint, grade)
    elif sign_off is SignOff.VOID:
        yield _void_of(edition, place, hint, grade)


def _void_of(edition: Edition, place: Place, hint: str, grade: Grade) -> Problem:
    lapsed = imprint.lapsed(edition)
    if not lapsed:
        message = "The words have changed since the edition was signed off, and its documents say so."
        return Problem("sign-off-void", place, message, hint, grade)
    named = ", ".join(f"`{name}`" for name in lapsed)
    which = f"The passage {named} of the library has" if len(lapsed) == 1 else f"Passages of the library ({named}) have"
    message = f"{which} changed since the edition was signed off, and its documents say so."
    seen = f"See what: changes {edition.topic} --signed{choosing.tongue(edition)}."
    if edition.passages_apart:
        each = " ".join(f"--passage {name}" for name in lapsed) + choosing.tongue(edition)
        hint = f"Have a clinician read it, then for all leaflets at once: sign {each} --role ROLE --name NAME."
    return Problem("sign-off-void", place, message, f"{seen} {hint}", grade)


def _read(edition: Edition, place: Place) -> Iterator[Problem]:
    """What lay readers and who proof-read braille and script have signed, and changed since."""
    if _void(edition, SignatureKind.LAY):
        message = "The words have changed since lay readers read them."
        yield Problem("lay-sign-off-void", place, message, "Ask them to read it again.", Grade.WARNING)
    if _void(edition, SignatureKind.BRAILLE):
        message = "The words have changed since their braille was proof-read, and its title page says so."
        hint = "Build it, and have it proof-read again."
        yield Problem("braille-sign-off-void", place, message, hint, Grade.WARNING)
    if _void(edition, SignatureKind.SCRIPT):
        message = "The words, or how they are said, have changed since the script was agreed to, and its sound says so."
        hint = "Read what is said for what in `transcript --speak`, and sign it again."
        yield Problem("script-sign-off-void", place, message, hint, Grade.WARNING)


def _void(edition: Edition, kind: SignatureKind) -> bool:
    """Whether there are signatures of a kind, and none holds."""
    signatures = [signature for signature in edition.signatures if signature.kind is kind]
    return bool(signatures) and not any(imprint.holds(edition, signature) for signature in signatures)


def _crowded(library: Library, folder: str) -> Iterator[Problem]:
    """Two drafts of one leaflet at once: each would leave out what the other says."""
    drafts = [edition for edition in library.editions if edition.standing is Standing.DRAFT]
    of_topic = lambda edition: (edition.topic, edition.language)  # noqa: E731  # a key, used twice
    for _, group in groupby(sorted(drafts, key=of_topic), of_topic):
        first, *others = group
        for other in others:
            message = f"There are two drafts at once: {first.name} and {other.name}."
            hint = "Put into one what both say, and take the other away."
            place, subject = Place(f"{folder}/{other.file}.yaml"), OfTopic.of(other)
            yield Problem("two-drafts", place, message, hint, Grade.WARNING, subject=subject)
