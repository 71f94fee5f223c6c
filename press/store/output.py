"""The output folder: whole files, and a record of each that no crash loses.

A document is written beside its place and moved there whole, so that a file is either the earlier
one or the new one. What was made of what is noted in a journal at once; the manifest is written
from it when a build ends, or else when the next one begins.

    output/manifest.json      what was made of what; manifest.unread.json, if one could not be read
    output/.journal           what the manifest does not know yet
    output/.catalogue.json    what was read of the library
    output/.new/              files that are being written
    output/.lock              held by the one build that may write here
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from press.problems import Grade, Place, Problem
from press.programs import system
from press.store import disk, manifest
from press.store.manifest import Note, Record, Records

MANIFEST = "manifest.json"
UNREAD = "manifest.unread.json"
JOURNAL = ".journal"
CATALOGUE = ".catalogue.json"
LOCK = ".lock"
NEW = ".new"


class Output:
    """What an output folder holds; ``problems`` say if nobody knows what it held before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        found = disk.read(folder / MANIFEST)
        self.records: Records = manifest.load(found)
        self._unread = not self.records and found != manifest.dump({}) and (folder / MANIFEST).exists()
        self.problems = (_forgotten(),) if self._unread else ()
        self._notes = list(manifest.notes(disk.read(folder / JOURNAL)))
        for note in self._notes:
            self.records[note.job] = note.made

    def holds(self, record: Record) -> bool:
        """Whether a document is there as it was made."""
        return manifest.sha256(disk.read(self.folder / record.path)) == record.sha256

    def publish(self, path: str, data: bytes) -> None:
        """Put a document in its place. Raises OSError, and leaves the earlier one, if it cannot be."""
        disk.publish(self.folder / path, data, self.folder / NEW)

    def note(self, job: str, made: tuple[Record, ...]) -> None:
        """Record what a job has made, and remove what it no longer makes."""
        paths = {record.path for record in made}
        gone = tuple(record.path for record in self.records.get(job, ()) if record.path not in paths)
        line = manifest.line(Note(job, made, gone))
        disk.append(self.folder / JOURNAL, line)
        (note,) = manifest.notes(line)  # as a later build would read it, so that both write the same manifest
        self._notes.append(note)
        self.records[job] = note.made
        self._remove(gone)

    def prune(self, jobs: Iterable[str]) -> None:
        """Remove all that some jobs have made, and the folders that are then empty."""
        for job in jobs:
            self.note(job, ())

    def remembered(self) -> bytes:
        """What was read of the library when it was last built."""
        return disk.read(self.folder / CATALOGUE)

    def remember(self, catalogue: bytes) -> None:
        if catalogue != self.remembered():
            disk.publish(self.folder / CATALOGUE, catalogue)

    def _remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            file = self.folder / path
            if ".." in file.parts or not file.is_relative_to(self.folder):  # somebody else's, or nobody's
                continue
            file.unlink(missing_ok=True)
            with suppress(OSError):  # it holds something else
                file.parent.rmdir()
                file.parent.parent.rmdir()

    def settle(self) -> None:
        """Bring the manifest up to date; the journal is then done with. Raises OSError if it cannot be."""
        if not self._notes:
            return
        kept = {record.path for made in self.records.values() for record in made}
        self._remove(path for note in self._notes for path in note.gone if path not in kept)
        self.records = {job: made for job, made in self.records.items() if made}
        if self._unread:
            (self.folder / MANIFEST).rename(self.folder / UNREAD)
            self._unread = False
        disk.publish(self.folder / MANIFEST, manifest.dump(self.records))
        (self.folder / JOURNAL).unlink(missing_ok=True)
        self._notes = []


def _forgotten() -> Problem:
    message = "It cannot be read, so nobody knows what was built before: all that is asked for is built anew."
    hint = f"Build again what else is needed: clinics, sizes, older editions. It is kept as {UNREAD}."
    return Problem("manifest", Place(MANIFEST), message, hint, Grade.WARNING)


@contextmanager
def opened(folder: Path, wait: Callable[[], None]) -> Iterator[Output]:
    """The output folder, for one build alone. ``wait`` is called if another one has it first.

    Raises OSError if the folder cannot be made or written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with system.locked(folder / LOCK, wait):
        shutil.rmtree(folder / NEW, ignore_errors=True)  # what a crash has left
        output = Output(folder)
        output.settle()
        try:
            yield output
        finally:
            output.settle()
            with suppress(OSError):
                (folder / NEW).rmdir()
