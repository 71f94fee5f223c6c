"""The publication record: one line for each document published, never rewritten.

Each line carries the hash of the one before, so that a line that was altered, put in or taken out
is found. It proves nothing against somebody who writes all later lines anew; against that, keep the
last line's hash somewhere else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from press.problems import OfLibrary, Place, Problem, about
from press.programs import system
from press.store import disk
from press.store.manifest import Record

FILE = "record.jsonl"
LOCK = ".record.lock"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as it was published.

    ``when`` is a time in UTC (``2026-11-21T10:00:00Z``), ``path`` below the output folder,
    ``version`` that of the program, ``before`` the hash of the line before, empty for the first.
    """

    when: str
    topic: str
    edition: str
    language: str
    code: str
    path: str
    sha256: str
    version: str
    before: str

    @property
    def hash(self) -> str:
        """The SHA-256, in hexadecimal, of all it says."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()

    @property
    def line(self) -> str:
        return json.dumps({**asdict(self), "hash": self.hash}, ensure_ascii=False) + "\n"


def add(output: Path, document: Record, version: str, when: str) -> None:
    """Put a document that is in its place on record, and the record on the disk."""
    with system.locked(output / LOCK):  # another build may be writing too
        last = _last_line(output / FILE)
        entry = Entry(
            when,
            document.topic,
            document.edition,
            document.language,
            document.code,
            document.path,
            document.sha256,
            version,
            _last_hash(last.rstrip(b"\n")),
        )
        cut_short = last and not last.endswith(b"\n")
        disk.append(output / FILE, (b"\n" if cut_short else b"") + entry.line.encode())


def _last_line(file: Path, most: int = 65536) -> bytes:
    """The end of a file from its last line on; none where there is no file."""
    if not file.exists():
        return b""
    with file.open("rb") as record:
        record.seek(max(0, file.stat().st_size - most))
        tail = record.read()
    return tail.splitlines(keepends=True)[-1] if tail.strip() else b""


def _last_hash(line: bytes) -> str:
    """The hash that a line carries; that of its bytes where it cannot be read."""
    if not line:
        return ""
    entry = _read(line.decode(errors="replace"))
    return entry.hash if entry else hashlib.sha256(line).hexdigest()


def entries(output: Path) -> tuple[Entry, ...]:
    """What is on record, the oldest first; lines that cannot be read are left out."""
    return tuple(entry for line in _lines(output) if (entry := _read(line)))


def _lines(output: Path) -> list[str]:
    try:
        return (output / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _read(line: str) -> Entry | None:
    try:
        values = json.loads(line)
        return Entry(**{field.name: str(values[field.name]) for field in fields(Entry)})
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def verify(output: Path, published: Iterable[Record]) -> tuple[int, tuple[Problem, ...]]:
    """How many lines the record has, and what is wrong with them.

    ``published`` is what the manifest lists: all of it has to be on record.
    """
    lines = _lines(output)
    problems: list[Problem] = []
    before, latest = "", ""
    for number, line in enumerate(lines, 1):
        place = Place(FILE, number)
        entry = _read(line)
        problems += _faults(entry, line, before, latest, place)
        before = _last_hash(line.encode())
        latest = max(latest, entry.when if entry else "")
    known = {(entry.path, entry.sha256) for entry in entries(output)}
    for document in published:
        if (document.path, document.sha256) not in known:
            message = "This document was published, and is not on record: lines were taken out."
            problems.append(Problem("record-missing", Place(FILE, 0, document.path), message, _HINT))
    return len(lines), about(OfLibrary(), problems)


_HINT = "Compare it with a copy of the record; what was published stays as it was."


def _faults(entry: Entry | None, line: str, before: str, latest: str, place: Place) -> Iterator[Problem]:
    if not entry:
        yield Problem("record-unreadable", place, "This line is no entry of the record.", _HINT)
        return
    if json.loads(line).get("hash") != entry.hash:
        yield Problem("record-altered", place, "This line was altered after it was written.", _HINT)
    if entry.before != before:
        message = "This line does not follow the one before it: a line was altered, put in or taken out."
        yield Problem("record-chain", place, message, _HINT)
    if entry.when < latest:
        message = f"The time goes back, from {latest} to {entry.when}: the clock was set wrongly."
        yield Problem("record-clock", place, message, "Set the clock of the machine that builds.")
