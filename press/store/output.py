"""The output folder: whole files, and a record of each that no crash loses.

A document is written beside its place and moved there whole, so that a file is either the earlier
one or the new one. What was made of what is noted in a journal at once; the manifest is written
from it when a build ends, or else when the next one begins. A file that somebody has changed, or put
in the place of one, is never written over: it is kept beside the new one, under a name that says so.

    output/manifest.json      what was made of what; manifest.unread.json, if one could not be read
    output/.journal           what the manifest does not know yet
    output/.catalogue.json    what was read of the library
    output/.made.json         the digests of the other files that the press has made: index.html, evidence
    output/.new/              files that are being written

The folder is locked by the one command that may write here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

import msgspec

from press.problems import Grade, OfLibrary, Place, Problem
from press.store import manifest, record
from press.store.folder import Folder, Staged, reason
from press.store.manifest import Failure, Note, Record

MANIFEST = "manifest.json"
JOURNAL = ".journal"
CATALOGUE = ".catalogue.json"
MADE = ".made.json"
RIGHTS = 0o644
"""All may read what is made: the folder is there to be shared."""
ALTERED, STRANGE, UNREAD = "altered", "not-ours", "unread"
"""Words in the names of files that are kept: a document that was changed, a file that the press has not made, and
a manifest or a journal that cannot be read."""


_AGAIN = "Build it again."
_CARRY = "See what is in it that matters, carry that into the edition, and take the file away."


class Unplaced(OSError):
    """Raised where a document could not be put in its place; ``placed`` are the paths of those that are."""

    def __init__(self, error: OSError, placed: Sequence[str]) -> None:
        super().__init__(error.errno, reason(error))
        self.placed = tuple(placed)


class Output:
    """What an output folder holds; ``problems`` say if nobody knows what it held before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = Folder(folder, RIGHTS)
        self._broken: list[str] = []
        found = self._kept(MANIFEST)
        self._state = manifest.read(found) if found is not None else manifest.State()
        if not self._state.whole:
            self._broken.append(MANIFEST)
        self._marked = False
        self._notes = list(manifest.notes(self._kept(JOURNAL) or b""))
        for note in self._notes:
            self._state.add(note)
        self.problems = tuple(map(_forgotten, self._broken))

    def _kept(self, name: str) -> bytes | None:
        """What is in a file that the press keeps; None where there is none, or nobody can read it."""
        try:
            return self.files.read(name) if self.files.holds(name) else None
        except OSError:
            self._broken.append(name)
            return None

    @property
    def records(self) -> manifest.Records:
        return self._state.records

    @property
    def head(self) -> str:
        """The hash of the last line on record, as far as is known; empty if none is."""
        return self._state.head

    def failure(self, job: str) -> Failure | None:
        """Why a job could not be done when it was last tried."""
        return self._state.failures.get(job)

    @property
    def behind(self) -> Mapping[str, tuple[str, ...]]:
        """The jobs whose documents said other words than their editions when the last build ended, and why."""
        return {job: reasons for job, reasons in self._state.behind.items() if reasons and self.records.get(job)}

    def mark(self, behind: Mapping[str, tuple[str, ...]]) -> None:
        """Mark the jobs whose documents say other words than their editions, and no others."""
        if dict(behind) != dict(self._state.behind):
            self._state.behind, self._marked = behind, True

    def holds(self, record: Record) -> bool:
        """Whether a document is there as it was made."""
        return manifest.sha256(self.read(record.path)) == record.sha256

    def altered(self) -> Iterator[Problem]:
        """The documents that are not as they were made, the lost ones told from those that somebody has changed."""
        for made in manifest.documents(self.records):
            found = self.read(made.path)
            if not found:
                yield Problem("output-lost", Place(made.path), "It is not there any more.", _AGAIN, Grade.WARNING)
            elif manifest.sha256(found) != made.sha256:
                yield Problem("output-altered", Place(made.path), "It was altered since it was made.", _CARRY)

    def read(self, path: str) -> bytes:
        """A file's bytes; none where it is not there, or lies elsewhere."""
        with suppress(OSError):
            return self.files.read(path)
        return b""

    def publish(self, documents: Mapping[str, bytes], recorded: Callable[[], str]) -> tuple[str, tuple[Problem, ...]]:
        """Put the documents of a job in their places, by their paths, once ``recorded`` has put them on record.

        Gives the hash of the record's last line, and what had to be kept. Where they cannot be written or put on
        record, the earlier ones are as they were. Raises OSError; Unplaced where the system moves a file no more.
        """
        staged: list[Staged] = []
        placed: list[str] = []
        kept: list[Problem] = []
        try:
            for path, data in documents.items():
                staged.append(self.files.stage(path, data))
            head = recorded()
            for each in staged:
                try:
                    kept += self._spared(each.path, manifest.sha256(documents[each.path]))
                    self.files.place(each)
                except OSError as error:
                    raise Unplaced(error, placed) from None
                placed.append(each.path)
        finally:
            for each in staged[len(placed) :]:
                self.files.drop(each)
        return head, tuple(kept)

    def note(self, job: str, made: tuple[Record, ...], head: str = "") -> tuple[Problem, ...]:
        """Record what a job has made, and remove what it no longer makes; what of it had to be kept."""
        paths = {record.path for record in made}
        earlier = self.records.get(job, ())
        gone = {record.path: record.sha256 for record in earlier if record.path not in paths}
        self._noted(Note(job, made, gone, head))
        return tuple(self._removed(gone))

    def fail(self, failure: Failure) -> None:
        """Record why a job could not be done; what it made before stays."""
        if self.failure(failure.job) != failure:
            self._noted(Note(failure.job, self.records.get(failure.job, ()), failure=failure))

    def _noted(self, note: Note) -> None:
        line = manifest.line(note)
        self.files.append(JOURNAL, line)
        for read in manifest.notes(line):  # as a later build would read it, so that both write the same manifest
            self._notes.append(read)
            self._state.add(read)

    def prune(self, jobs: Iterable[str]) -> tuple[Problem, ...]:
        """Remove all that some jobs have made, and the folders that are then empty; what had to be kept."""
        return tuple(problem for job in jobs for problem in self.note(job, ()))

    def remembered(self) -> bytes:
        """What was read of the library when it was last built."""
        return self.read(CATALOGUE)

    def remember(self, catalogue: bytes) -> None:
        if catalogue != self.remembered():
            self.files.publish(CATALOGUE, catalogue)

    # Files of others

    def _spared(self, path: str, digest: str, known: Sequence[str] = ()) -> Iterator[Problem]:
        """Keep what is at a path under another name, unless it is as the press has made it, or as it is to be."""
        if not self.files.holds(path):
            return
        found = manifest.sha256(self.read(path))
        if found in (digest, *known, self._current.get(path)):
            return
        published = self._published.get(path, set())
        if found not in published:
            ours = published or known or path in self._current
            yield self._set_aside(path, ALTERED if ours else STRANGE)

    @cached_property
    def _current(self) -> Mapping[str, str]:
        """The digest of each document, by its path, as it was when the folder was opened."""
        return {made.path: made.sha256 for made in manifest.documents(self.records)}

    @cached_property
    def _published(self) -> Mapping[str, set[str]]:
        """The digests of all that was ever published at a path."""
        found: dict[str, set[str]] = {}
        for entry in record.read(self.files)[0]:
            found.setdefault(entry.path, set()).add(entry.sha256)
        return found

    def _set_aside(self, path: str, word: str) -> Problem:
        kept = self.files.keep(path, word)
        what = "This was changed after it was made" if word == ALTERED else "There was a file that is not the press's"
        return Problem(f"output-{word}", Place(path), f"{what}; it is kept as {kept}.", _CARRY, Grade.WARNING)

    def _removed(self, gone: Mapping[str, str]) -> Iterator[Problem]:
        """Remove documents that are as they were made, each with its digest."""
        for path, digest in gone.items():
            with suppress(OSError):
                if not self.files.holds(path):
                    continue
                if manifest.sha256(self.read(path)) == digest:
                    self.files.remove(path)
                else:
                    yield self._set_aside(path, ALTERED)

    # Files that are no documents

    def leave(self, files: Mapping[str, bytes], only: str = "", ours: Iterable[str] = ()) -> tuple[Problem, ...]:
        """Put files in their places that are no documents; what had to be kept.

        ``only``: a folder in which nothing else stays that the press has made. ``ours`` are files of which earlier
        versions of the press kept no digest. Raises OSError.
        """
        made = {path: (manifest.sha256(self.read(path)),) for path in ours} | self._made()
        kept: list[Problem] = []
        for path, data in files.items():
            digest = manifest.sha256(data)
            kept += self._spared(path, digest, made.get(path, ()))
            made[path] = (digest, *made.get(path, ())[:1])
        gone = {path for path in made if only and path.startswith(f"{only}/") and path not in files}
        found = {path: manifest.sha256(self.read(path)) for path in gone}
        self.files.publish(MADE, msgspec.json.encode({path: made[path] for path in sorted(made)}))
        for path, data in files.items():
            self.files.publish(path, data)
        for path in sorted(gone):
            if found[path] in made[path]:
                self.files.remove(path)
        return tuple(kept)

    def others(self) -> dict[str, str]:
        """The paths of the files that are no documents and that the press has made, by their digests."""
        return {digest: path for path, digests in self._made().items() for digest in digests}

    def _made(self) -> dict[str, tuple[str, ...]]:
        """The digests of the files that are no documents, the last two of each: a crash may have come between."""
        with suppress(msgspec.DecodeError, ValueError, RecursionError):
            return msgspec.json.decode(self.read(MADE), type=dict[str, tuple[str, ...]])
        return {}

    # Beginning and end

    def settle(self) -> None:
        """Bring the manifest up to date; the journal is then done with. Raises OSError if it cannot be."""
        if not (self._notes or self._broken or self._marked):
            return
        for name in self._broken:
            self.files.keep(name, UNREAD)
        self._broken = []
        kept = {record.path for made in self.records.values() for record in made}
        for note in self._notes:
            for _ in self._removed({path: digest for path, digest in note.gone.items() if path not in kept}):
                pass
        self._state.records = {job: made for job, made in self.records.items() if made}
        data = manifest.dump(self.records, self._state.failures.values(), self.head, self.behind)
        self.files.publish(MANIFEST, data)
        self.files.remove(JOURNAL)
        self._notes, self._marked = [], False


def _forgotten(name: str) -> Problem:
    message = "It cannot be read, so nobody knows what was built before: all that is asked for is built anew."
    hint = f"Build again what else is needed: clinics, sizes, older editions. It is kept with `{UNREAD}` in its name."
    return Problem("manifest", Place(name), message, hint, Grade.WARNING, subject=OfLibrary())


@contextmanager
def opened(folder: Path, wait: Callable[[], None]) -> Iterator[Output]:
    """The output folder, for one command alone. ``wait`` is called if another one has it first.

    Raises OSError if the folder cannot be made or written to.
    """
    files = Folder(folder, RIGHTS)
    with files.locked(wait):
        files.tidy()  # what a crash has left
        output = Output(folder)
        output.settle()
        try:
            yield output
        finally:
            output.settle()
            files.tidy()
