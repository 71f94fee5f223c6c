"""Who did what at the desk: a file to which lines are only added, one of JSON for each act."""

from __future__ import annotations

import json
from threading import Lock

from press.review.recording import Clerk
from press.store.folder import Folder

FILE = "log.jsonl"


class Journal:
    """The log in the desk's own folder. Nothing is done that it cannot take: `note` raises OSError, and comes first."""

    def __init__(self, keep: Folder, clerk: Clerk) -> None:
        self._keep, self._clerk = keep, clerk
        self._lock = Lock()

    def note(self, who: str, act: str, **what: str) -> None:
        """Add an act: who is at it, what it is, and what it is done to. No word of a patient's is ever among it."""
        line = {"when": self._clerk.timestamp(), "who": who, "act": act, **what}
        with self._lock:
            self._keep.append(FILE, json.dumps(line, ensure_ascii=False).encode() + b"\n")
