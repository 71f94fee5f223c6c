"""The manifest: which documents there are, and what each was made of; and the journal of a build."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import MappingProxyType

import msgspec

from press.layout import Reading
from press.problems import Kept
from press.store.folder import is_inside
from press.store.keys import Pieces


@dataclass(frozen=True, slots=True)
class Record:
    """One document in the manifest.

    ``size`` is the body's type size in points, ``path`` relative to the output folder, ``bytes``
    the file's length, ``pages`` 0 where a format has none, ``clinic`` empty for none; dates are as
    the edition has them (``2022-06``). A job that makes one document has its path; of several,
    each is a ``part`` of the job's ``parts``. ``sheets`` are those it is printed on, on both sides,
    ``grams`` their weight, ``postage`` the band that it goes by (empty: none takes it), ``cost`` that
    of sheets and postage (0: not known); ``filled`` is how many of its pages the text leaves blank,
    so that they hold lines for notes or the helpline. ``waived`` are the rules that it breaks and may
    break, by id, each with the reason, ``warned`` those whose breach stops nothing, each with what was
    found; ``said`` is the certificate of its words (`press.manuscript.Certificate`). ``reading`` is what a
    reader wished of the layout (`press.layout.Reading`), ``conformance`` which standards the file claims;
    ``second`` is the language of the leaflet that follows in it, or empty, ``abreast`` whether it stands beside the
    first, section by section; ``engine`` what laid it out (`press.layout.ENGINES`), empty where nobody has said;
    ``transcriber`` what put it into braille, by which tables, or speaks it; ``seconds`` how long it is heard, 0 where
    it is not.
    """

    topic: str
    edition: str
    language: str
    code: str
    layout: str
    size: float
    clinic: str
    format: str
    path: str
    job: str
    part: str
    parts: int
    sha256: str
    bytes: int
    pages: int
    sheets: int
    grams: float
    postage: str
    cost: float
    filled: int
    title: str
    last_review: str
    next_review: str
    made_of: Pieces
    waived: Mapping[str, str] = field(default_factory=dict)
    warned: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str | int] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)
    conformance: str = ""
    print_shop: bool = False
    second: str = ""
    engine: str = ""
    transcriber: str = ""
    seconds: float = 0
    abreast: bool = False


def sha256(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


Records = dict[str, tuple[Record, ...]]
"""The documents that each job made, by the job's path."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that could not be done, of these pieces, and why: done again it would fail again."""

    job: str
    made_of: Pieces
    problems: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the journal: a job has made documents, and no longer makes those at ``gone``.

    ``gone`` has the SHA-256 of each; ``head`` is the hash of the last line on record, empty where there is
    none; ``failure`` says why the job could not be done, and ``made`` is then what it made before.
    """

    job: str
    made: tuple[Record, ...]
    gone: Mapping[str, str] = field(default_factory=dict)
    head: str = ""
    failure: Failure | None = None


@dataclass(slots=True)
class State:
    """What a manifest says: documents and failures by their jobs, and the hash of the last line on record.

    ``behind`` are the jobs whose documents say other words than their editions, as far as the last build knew, and why.
    ``whole`` is False where some of it could not be read, and was left out.
    """

    records: Records = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)
    behind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    head: str = ""
    whole: bool = True

    def add(self, note: Note) -> None:
        """What has become of a job since."""
        self.records[note.job] = note.made
        self.failures.pop(note.job, None)
        if note.failure:
            self.failures[note.job] = note.failure
        self.head = note.head or self.head


_BROKEN = (msgspec.DecodeError, ValueError, RecursionError)
"""What comes of reading JSON that somebody else has written, or half of it."""


@dataclass(frozen=True, slots=True)
class _Manifest:
    documents: tuple[msgspec.Raw, ...]
    failed: tuple[msgspec.Raw, ...] = ()
    behind: dict[str, tuple[str, ...]] = field(default_factory=dict)
    record: str = ""


def read(manifest: bytes) -> State:
    """What a manifest says. What cannot be read of it is left out."""
    try:
        written = msgspec.json.decode(manifest, type=_Manifest)
    except _BROKEN:
        return State(whole=False)
    state = State(head=written.record, behind=written.behind)
    for raw in written.documents:
        try:
            record = msgspec.json.decode(raw, type=Record)
        except _BROKEN:
            state.whole = False
            continue
        if _sound(record):
            state.records[record.job] = (*state.records.get(record.job, ()), record)
        else:
            state.whole = False
    for raw in written.failed:
        with suppress(*_BROKEN):  # it is tried again
            failure = msgspec.json.decode(raw, type=Failure)
            state.failures[failure.job] = failure
    return state


def load(manifest: bytes) -> Records:
    """The documents of a manifest, but for those that cannot be read."""
    return read(manifest).records


def _sound(record: Record) -> bool:
    """Whether a document can have been noted so: its paths stay in the folder, its numbers are some."""
    numbers = (record.bytes, record.pages, record.sheets, record.parts, record.filled)
    measures = (record.size, record.grams, record.cost)
    return (
        is_inside(record.path)
        and is_inside(record.job)
        and all(0 <= number <= _MOST for number in (*numbers, *measures))
    )


_MOST = 2**53


def documents(records: Records) -> list[Record]:
    """The documents of all jobs, in the order of their paths."""
    return sorted((record for made in records.values() for record in made), key=lambda record: record.path)


def dump(
    records: Records,
    failures: Iterable[Failure] = (),
    head: str = "",
    behind: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> bytes:
    """A manifest as JSON, its documents in the order of their paths, each on its line."""
    lines = b",\n".join(map(msgspec.json.encode, documents(records)))
    failed = sorted(failures, key=lambda failure: failure.job)
    more = b',\n"failed": [\n' + b",\n".join(map(msgspec.json.encode, failed)) + b"\n]" if failed else b""
    if behind:
        more += b',\n"behind": ' + msgspec.json.encode(dict(sorted(behind.items())))
    last = b',\n"record": ' + msgspec.json.encode(head) if head else b""
    return b'{"documents": [\n' + lines + b"\n]" + more + last + b"}\n"


def notes(journal: bytes) -> Iterator[Note]:
    """The notes of a journal, but for those that break off or cannot be."""
    for line in journal.split(b"\n"):
        with suppress(*_BROKEN):
            note = msgspec.json.decode(line, type=Note)
            if is_inside(note.job) and all(map(is_inside, note.gone)) and all(map(_sound, note.made)):
                yield note


def line(note: Note) -> bytes:
    """A note as a line of the journal. One that breaks off, because the disk is full, spoils no other."""
    return b"\n" + msgspec.json.encode(note) + b"\n"
