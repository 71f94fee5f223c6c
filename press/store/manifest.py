"""The manifest: which documents there are, and what each was made of; and the journal of a build."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec

from press.layout import Reading
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
    reader wished of the layout (`press.layout.Reading`), ``conformance`` which standards the file claims.
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


def sha256(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


Records = dict[str, tuple[Record, ...]]
"""The documents that each job made, by the job's path."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the journal: a job has made documents, and no longer makes those at ``gone``."""

    job: str
    made: tuple[Record, ...]
    gone: tuple[str, ...] = ()


_BROKEN = (msgspec.DecodeError, ValueError, RecursionError)
"""What comes of reading JSON that somebody else has written, or half of it."""


@dataclass(frozen=True, slots=True)
class _Manifest:
    documents: tuple[Record, ...]


def load(manifest: bytes) -> Records:
    """The documents of a manifest. One that cannot be read counts as empty."""
    try:
        made = msgspec.json.decode(manifest, type=_Manifest)
    except _BROKEN:
        return {}
    records: Records = {}
    for record in made.documents:
        records[record.job] = (*records.get(record.job, ()), record)
    return records


def documents(records: Records) -> list[Record]:
    """The documents of all jobs, in the order of their paths."""
    return sorted((record for made in records.values() for record in made), key=lambda record: record.path)


def dump(records: Records) -> bytes:
    """A manifest as JSON, its documents in the order of their paths, each on its line."""
    lines = b",\n".join(map(msgspec.json.encode, documents(records)))
    return b'{"documents": [\n' + lines + b"\n]}\n"


def notes(journal: bytes) -> Iterator[Note]:
    """The notes of a journal, but for those that break off."""
    for line in journal.splitlines():
        with suppress(*_BROKEN):
            yield msgspec.json.decode(line, type=Note)


def line(note: Note) -> bytes:
    """A note as a line of the journal. One that breaks off, because the disk is full, spoils no other."""
    return b"\n" + msgspec.json.encode(note) + b"\n"
