"""How far an errand is, kept in the desk's own folder: for the other processes that serve the same desk."""

from __future__ import annotations

import re
import secrets
from contextlib import ExitStack
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from threading import Lock

import msgspec

from press.desk.office import Drawer
from press.programs import system
from press.store.manifest import Record

FOLDER = "errands"
_GONE = "The desk was ended before this was made. Ask for it again."


class State(Enum):
    """How far an errand is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


OVER = (State.DONE, State.STOPPED)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is told of an errand: ``process`` is the one that does it, by its name; the rest as in `Errand`."""

    id: str
    person: str
    title: str
    language: str
    back: str
    process: str
    state: State
    of: int
    total: int
    made: int
    faults: tuple[str, ...] = ()
    documents: tuple[Record, ...] = ()
    file: str = ""


class Slips:
    """The slips of all processes of a desk. ``process`` is the name of this one."""

    def __init__(self, folder: Path, keep: Drawer) -> None:
        self._folder, self._keep = folder / FOLDER, keep
        self.process = secrets.token_hex(8)
        self._alive, self._known, self._one = ExitStack(), False, Lock()

    def put(self, slip: Slip) -> None:
        """Keep a slip of this process's. Raises OSError where that cannot be."""
        with self._one:
            if not self._known:
                self._begin()
        self._keep.put(f"{FOLDER}/{slip.id}.json", msgspec.json.encode(slip))

    def _begin(self) -> None:
        """Hold a lock for as long as this process lives, by which the others know that it does."""
        self._keep.put(self._lock(self.process), b"")
        self._alive.enter_context(system.locked(self._folder / f"{self.process}.process"))
        self._known = True

    def find(self, id_: str) -> Slip | None:
        """The slip of an errand; one whose process has ended says that it is stopped. None where there is none."""
        if not re.fullmatch(r"[\w-]{8,40}", id_, re.ASCII):
            return None
        try:
            slip = msgspec.json.decode(self._keep.read(f"{FOLDER}/{id_}.json"), type=Slip)
        except (OSError, msgspec.DecodeError):
            return None
        if slip.state in OVER or system.is_locked(self._folder / f"{slip.process}.process"):
            return slip
        return replace(slip, state=State.STOPPED, faults=(*slip.faults, _GONE))

    def stop(self, id_: str) -> None:
        """Ask whichever process does an errand to make no more of it."""
        self._keep.put(f"{FOLDER}/{id_}.stop", b"")

    def stopped(self, id_: str) -> bool:
        """Whether somebody has asked that of one of this process's."""
        return self._keep.holds(f"{FOLDER}/{id_}.stop")

    def drop(self, id_: str) -> None:
        """Forget an errand of this process's."""
        for ending in ("json", "stop"):
            self._keep.take(f"{FOLDER}/{id_}.{ending}")

    @staticmethod
    def _lock(process: str) -> str:
        return f"{FOLDER}/{process}.process"
