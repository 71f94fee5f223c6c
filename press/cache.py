"""What a document is made of, piece by piece; and the manifest, the record of what was made of what.

A document is made anew if the digest of any piece has changed: its edition's own words, each
contact, term and picture that it borrows, its clinic, its layout, fonts and strings, the program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import msgspec

from press import digest
from press.layout import Face, Layout, Reading, Strings
from press.model import Card, Clinic

_LIBRARIES = (
    "fonttools",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "pikepdf",
    "pydyf",
    "pyyaml",
    "resvg-py",
    "segno",
    "weasyprint",
)

Pieces = Mapping[str, str]
"""The digest of each piece that a document is made of: ``contact helpline``, ``layout a4``."""


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


def pieces(card: Card, clinic: Clinic | None, layout: Layout, office: str = "") -> dict[str, str]:
    """What the documents of an edition in a layout are made of. ``office`` is the version of
    LibreOffice, where it has a say in them."""
    made_of = dict(card.parts)
    if clinic:
        made_of[f"clinic {clinic.id}"] = _clinic_digest(clinic)
    strings = layout.strings_for(card.language)
    if strings:
        made_of[f"strings {strings.language}"] = _strings_digest(strings)
    made_of[f"layout {layout.name}"] = _layout_digest(layout)
    made_of["fonts"] = _fonts_digest(layout.every_face if office else layout.faces)
    made_of["program"] = program()
    if office:
        made_of["LibreOffice"] = digest.of(office)
    return made_of


def changed(before: Pieces, now: Pieces) -> tuple[str, ...]:
    """The names of the pieces that are not as they were, the new and the lost among them."""
    if before == now:
        return ()
    return tuple(name for name in sorted(before.keys() | now.keys()) if before.get(name) != now.get(name))


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


@lru_cache(maxsize=1)
def program() -> str:
    """A digest of the program's source, and of the libraries that shape documents."""
    from importlib import metadata  # slow to load

    source = hashlib.sha256()
    folder = Path(__file__).parent
    for file in sorted(folder.rglob("*.py")):
        source.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    for library in _LIBRARIES:
        source.update(f"{library} {metadata.version(library)}".encode())
    source.update(_pango().encode())
    return digest.of(source.digest())


def _pango() -> str:
    """Pango's version, which decides where lines break; empty where it is not installed."""
    import ctypes

    try:
        version: int = ctypes.CDLL("libpango-1.0.so.0").pango_version()
    except OSError:
        return ""
    return str(version)


@lru_cache(maxsize=256)
def _layout_digest(layout: Layout) -> str:
    return digest.of(replace(layout, every_face=(), strings={}, profiles={}, clinics={}))


@lru_cache(maxsize=256)
def _fonts_digest(faces: tuple[Face, ...]) -> str:
    return digest.of(tuple((face.family, face.weight, face.data) for face in faces))


@lru_cache(maxsize=256)
def _strings_digest(strings: Strings) -> str:
    return digest.of(strings)


@lru_cache(maxsize=256)
def _clinic_digest(clinic: Clinic) -> str:
    return digest.of(clinic)
