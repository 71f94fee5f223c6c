"""The publication record: one line for each document, written just before it is put in its place, never rewritten.

Each line carries the hash of the one before, so that a line that was altered, put in or taken out
is found. It proves nothing against somebody who writes all later lines anew; against that, keep the
last line's hash somewhere else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace

from press.problems import Grade, OfLibrary, Place, Problem, about
from press.store.folder import Folder, reason
from press.store.manifest import Record

FILE = "record.jsonl"


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


def add(files: Folder, documents: Iterable[Record], version: str, when: str) -> str:
    """Put documents on record, and the record on the disk; the hash of the last line.

    To be called by who has locked the folder. Raises OSError, and leaves the record as it was, if it cannot be.
    """
    last = files.tail(FILE)
    before = _last_hash(last.rstrip(b"\n"))
    lines = b"" if not last or last.endswith(b"\n") else b"\n"
    for document in documents:
        entry = Entry(
            when,
            document.topic,
            document.edition,
            document.language,
            document.code,
            document.path,
            document.sha256,
            version,
            before,
        )
        lines += entry.line.encode()
        before = entry.hash
    files.append(FILE, lines)
    return before


def ready(files: Folder) -> None:
    """Raises OSError where nothing can be put on record."""
    files.append(FILE, b"")


def _last_hash(line: bytes) -> str:
    """The hash that a line carries; that of its bytes where it cannot be read."""
    if not line:
        return ""
    entry = _read(line.decode(errors="replace"))
    return entry.hash if entry else hashlib.sha256(line).hexdigest()


def read(files: Folder) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """What is on record, the oldest first, and a warning if some of it cannot be read."""
    lines, problems = _lines(files)
    found = tuple(entry for line in lines if (entry := _read(line)))
    if len(found) < len(lines):
        missing = len(lines) - len(found)
        message = f"{missing} of its {len(lines)} lines cannot be read, so nobody knows what was published there."
        problems += (Problem("record-unreadable", Place(FILE), message, _HINT, Grade.WARNING, subject=OfLibrary()),)
    return found, problems


def _lines(files: Folder) -> tuple[list[str], tuple[Problem, ...]]:
    try:
        data = files.read(FILE)
    except OSError as error:
        message = f"The record of what was published cannot be read: {reason(error)}."
        return [], (Problem("record-unreadable", Place(FILE), message, _HINT, Grade.WARNING, subject=OfLibrary()),)
    return data.decode("utf-8", "replace").removesuffix("\n").split("\n") if data else [], ()


def _read(line: str) -> Entry | None:
    try:
        values = json.loads(line)
        return Entry(**{field.name: str(values[field.name]) for field in fields(Entry)})
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def verify(files: Folder, published: Iterable[Record], head: str = "") -> tuple[int, tuple[Problem, ...]]:
    """How many lines the record has, and what is wrong with them.

    ``published`` is what the manifest lists: all of it has to be on record. ``head`` is the hash of the line
    that it knows as the last: it has to be there still, whatever has become of the document.
    """
    lines, unread = _lines(files)
    problems: list[Problem] = [replace(problem, grade=Grade.ERROR) for problem in unread]
    before, latest, hashes = "", "", set()
    for number, line in enumerate(lines, 1):
        place = Place(FILE, number)
        entry = _read(line)
        problems += _faults(entry, line, before, latest, place)
        before = _last_hash(line.encode())
        hashes.add(before)
        latest = max(latest, entry.when if entry else "")
    known = {(entry.path, entry.sha256) for entry in read(files)[0]}
    for document in published:
        if (document.path, document.sha256) not in known:
            message = "This document was published, and is not on record: lines were taken out."
            problems.append(Problem("record-missing", Place(FILE, 0, document.path), message, _HINT))
    if head and head not in hashes:
        message = f"The line that the manifest knows as the last is not there ({head[:12]}…): lines were taken out."
        problems.append(Problem("record-missing", Place(FILE), message, _HINT))
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
