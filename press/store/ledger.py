"""The ledger: every code that was given out, in the library itself, so that it outlives the output folder.

    leaflets/codes.jsonl    a line for each text that was published: its code, and whose it is

Lines are added and never changed. What somebody else has written there is read as what it says and no more: a line
that is none, or too long, is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

from press.imprint import LEDGER
from press.problems import Grade, OfLibrary, Place, Problem
from press.store.folder import Folder, reason

_LONGEST = 1000
"""In characters, of a line."""


@dataclass(frozen=True, slots=True)
class Given:
    """A code, the text that it was given to, and when the first document of it was published (in UTC)."""

    code: str
    topic: str
    edition: str
    language: str
    since: str


def read(files: Folder) -> tuple[tuple[Given, ...], tuple[Problem, ...]]:
    """The codes that a library's ledger knows, and a warning if some of it cannot be read."""
    try:
        lines = files.read(LEDGER).decode("utf-8", "replace").splitlines()
    except OSError as error:
        return (), (_unread(f"It cannot be read: {reason(error)}."),)
    found = tuple(given for line in lines if (given := _read(line)))
    lost = len([line for line in lines if line.strip()]) - len(found)
    return found, (_unread(f"{lost} of its {len(lines)} lines cannot be read."),) if lost else ()


def add(files: Folder, texts: Iterable[Given]) -> None:
    """Put codes into a library's ledger, and on the disk. Raises OSError, and leaves it as it was, if it cannot be."""
    last = files.tail(LEDGER)
    lines = b"" if not last or last.endswith(b"\n") else b"\n"
    lines += b"".join(json.dumps(asdict(text), ensure_ascii=False).encode() + b"\n" for text in texts)
    files.append(LEDGER, lines)


def _read(line: str) -> Given | None:
    if len(line) > _LONGEST:
        return None
    try:
        values = json.loads(line)
        return Given(**{field.name: str(values[field.name]) for field in fields(Given)})
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _unread(what: str) -> Problem:
    message = f"{what} So `code` may not know all that was given out."
    hint = "Take a whole copy of it out of your backup or version control."
    return Problem("codes-unreadable", Place(LEDGER), message, hint, Grade.WARNING, subject=OfLibrary())


def unwritten(error: OSError) -> Problem:
    """What to say where the ledger of a library cannot be added to: nothing is refused for it."""
    message = f"The codes of what is built could not be noted in the library: {reason(error)}."
    hint = "Mend the rights of the library's folder: else `code` knows them only as long as the output folder is there."
    return Problem("codes-unwritten", Place(LEDGER), message, hint, Grade.WARNING, subject=OfLibrary())
