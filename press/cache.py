"""What shaped a document, as one key; and the manifest, the record of what was built from what.

The key covers the leaflet (which holds what it uses of the library, and nothing else), the layout
with its fonts, templates and strings, the program's own source, its libraries and Pango.
"""

from __future__ import annotations

import ctypes
import enum
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from press.layout import Layout
from press.model import Leaflet

_LIBRARIES = ("fonttools", "jinja2", "lxml", "pikepdf", "pydyf", "resvg-py", "segno", "weasyprint")


@dataclass(frozen=True, slots=True)
class Record:
    """One document in the manifest.

    ``size`` is the body's type size in points, ``path`` relative to the output folder, ``bytes``
    the file's length, ``pages`` 0 where a format has none, ``clinic`` empty for none; dates are as
    the edition has them (``2022-06``); ``key`` is what it was made from. A job that makes one
    document has its path; of several, each is a ``part`` of the job's ``parts``. ``sheets`` are those
    it is printed on, on both sides, ``grams`` their weight, ``postage`` the band that it goes by
    (empty: none takes it), ``cost`` that of sheets and postage (0: not known); ``filled`` is how many
    of its pages the text leaves blank, so that they hold lines for notes or the helpline.
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
    key: str


def key(leaflet: Leaflet, layout: Layout, file_format: str, tools: str = "") -> str:
    """The SHA-256, in hexadecimal, of everything that can change a document.

    ``tools`` says which programs beside this one have a say in it.
    """
    digest = hashlib.sha256()
    for part in (program(), _layout_digest(layout), file_format, tools):
        digest.update(part.encode() + b"\0")
    _feed(digest, leaflet)
    return digest.hexdigest()


def sha256(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def load(manifest: bytes) -> dict[str, Record]:
    """The documents of a manifest, by path. One that cannot be read counts as empty."""
    try:
        entries = json.loads(manifest)["documents"]
        records = [Record(**entry) for entry in entries]
    except (ValueError, TypeError, KeyError):
        return {}
    return {record.path: record for record in records}


def dump(records: Iterable[Record]) -> bytes:
    """A manifest as JSON, its documents in the order of their paths."""
    entries = [asdict(record) for record in sorted(records, key=lambda record: record.path)]
    return (json.dumps({"documents": entries}, ensure_ascii=False, indent=1) + "\n").encode()


@lru_cache(maxsize=1)
def program() -> str:
    """A digest of the program's source, and of the libraries that shape documents."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for file in sorted(folder.rglob("*.py")):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}".encode())
    digest.update(_pango().encode())
    return digest.hexdigest()


def _pango() -> str:
    """Pango's version, which decides where lines break; empty where it is not installed."""
    try:
        version: int = ctypes.CDLL("libpango-1.0.so.0").pango_version()
    except OSError:
        return ""
    return str(version)


@lru_cache(maxsize=256)
def _layout_digest(layout: Layout) -> str:
    digest = hashlib.sha256()
    _feed(digest, replace(layout, every_face=layout.faces, profiles={}, clinics={}))
    return digest.hexdigest()


def _feed(digest: hashlib._Hash, value: object) -> None:
    """Feed a value so that no two different values give the same bytes."""
    for part in _parts(value):
        digest.update(len(part).to_bytes(8) + part)


def _parts(value: object) -> Iterator[bytes]:
    match value:
        case bytes():
            yield value
        case enum.Enum():
            yield value.name.encode()
        case str() | bool() | int() | float() | None:
            yield f"{type(value).__name__} {value}".encode()
        case frozenset():
            yield from _parts(tuple(sorted(value)))
        case Mapping():
            yield b"{"
            for name in sorted(value):
                yield from (*_parts(name), *_parts(value[name]))
            yield b"}"
        case tuple():
            yield b"("
            for item in value:
                yield from _parts(item)
            yield b")"
        case _ if is_dataclass(value):
            yield type(value).__name__.encode()
            yield from _parts(tuple(getattr(value, field.name) for field in fields(value)))
        case _:
            raise TypeError(f"{type(value).__name__} cannot be part of a key")
