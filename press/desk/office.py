"""What the desk works on: a library, its layouts, its documents, and who reads the files of strangers."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock, Thread, local
from typing import Generic, Protocol, TypeVar

from press import reader
from press.desk.failures import Failures
from press.imprint import LEDGER
from press.layout import Layouts
from press.model import Card, Library
from press.pipeline import MANIFEST, Crew, Output
from press.problems import Misuse, Problem, Refused
from press.programs import git
from press.reader import Catalogue
from press.reader.live import Live, Read
from press.review.codes import Known, Text, known
from press.review.recording import Clerk
from press.store import keys, ledger, manifest, record
from press.store.editing import Editing
from press.store.folder import Folder
from press.store.manifest import Record
from press.store.output import JOURNAL

Answer = TypeVar("Answer")
Stamp = tuple[object, ...]


LAYOUTS = "layouts"
"""The folder beside a library with what it has of its own of layouts."""
MEMORY = "library.json"
"""What was read of the library, in the desk's own folder: so that the next desk need not read all of it."""
READ_AT_ONCE = 8
"""Strangers' files that are read or wait to be."""
MEASURED_AT_ONCE = 2
"""Editions whose documents are measured for evidence, or wait to be."""


class Drawer(Folder):
    """The desk's own folder. What several write there at once (an editor who types on while the desk still keeps what
    was typed before) is written one after the other, each whole."""

    def put(self, path: str, data: bytes) -> None:
        """Put a file in its place. Raises OSError where that cannot be."""
        with self.locked():
            self.publish(path, data)

    def take(self, path: str) -> None:
        """Take a file away, if it is there."""
        with self.locked():
            self.remove(path)


class Reading(Protocol):
    """Reads a file that may be anybody's, within limits: `press.programs.confined.Confined`."""

    def call(self, read: Callable[..., Answer], file: Path, *others: object) -> Answer: ...


class Office:
    """A library and its documents as they are now.

    ``load`` gives the layouts of a library's folder, and raises Refused where they have a fault. ``keep`` is the desk's
    own folder: its log, its secret, drafts. ``crew`` gives those who make so many documents, ``reading`` who reads
    strangers' files, ``measuring`` who measures our own for evidence; all are slow to begin, and asked for when they
    are needed.
    """

    def __init__(
        self,
        folder: Path,
        output: Path,
        load: Callable[[Path], Layouts],
        clerk: Clerk,
        keep: Path,
        crew: Callable[[int], Crew],
        reading: Callable[[], Reading],
        measuring: Callable[[], Reading],
    ) -> None:
        self.folder, self.output, self.clerk = folder, output, clerk
        self.load = load
        self.misfit: tuple[Problem, ...] = ()
        """What is wrong with the layouts as they are now: they are then as they were before."""
        self.kept, self.keep, self.crew = keep, Drawer(keep, 0o600), crew
        self.failures = Failures(self.keep, clerk)
        self.uncommitted = ""
        self.too_long: dict[tuple[str, str], str] = {}
        """By how many words editions, by their codes, are too long for layouts; empty where they may have room."""
        self._looks = _Fresh(lambda: _looks(folder), self._laid_out)
        self._looks.get()
        self._library = _Fresh(lambda: _stamp(folder) + self._looks.stamp(), self._read)
        self._opening: Thread | None = None
        self._seen = _Seen()
        self._live, self._one = _Fresh(self._library.stamp, lambda _: self._opened()), Lock()
        self._held = _Fresh(lambda: _stamp(output / MANIFEST) + _stamp(output / JOURNAL), lambda _: Output(output))
        self._codes = _Fresh(
            lambda: (*self._library.stamp(), *_stamp(output / record.FILE), _stat(str(folder / LEDGER)), self.today()),
            lambda _: self._known(),
        )
        self.confined = _Confined(reading, READ_AT_ONCE)
        self.measured = _Confined(measuring, MEASURED_AT_ONCE)

    def _read(self, earlier: Catalogue | None) -> Catalogue:
        """Read what has changed since it was read before, by this desk, by the one before it, or by a build."""
        remembered = earlier.memory() if earlier else self.keep.read(MEMORY) or self.held().remembered()
        found = reader.open(self.folder, self.layouts, remembered, keys.program())
        if not earlier and found.memory() != remembered:
            with suppress(OSError):  # it is then read again, the next time
                self.keep.put(MEMORY, found.memory())
        return found

    def open(self, seconds: float) -> bool:
        """Begin to read the library, where nobody has yet; whether that is done after so many seconds."""
        if not self._opening:
            self._opening = Thread(target=self._begun, name="reading", daemon=True)
            self._opening.start()
        self._opening.join(seconds)
        return not self._opening.is_alive()

    def _begun(self) -> None:
        with suppress(Exception):  # it is said to whoever asks next
            self._library.get()

    def _opened(self) -> tuple[Live, dict[Path, bytes]]:
        """The library with texts that are not in its files, and these."""
        unsaved: dict[Path, bytes] = {}
        return Live(self.folder, self.layouts, unsaved), unsaved

    @property
    def layouts(self) -> Layouts:
        """The layouts as they are now; to whoever `watches`, as they were when they first asked."""
        if not self._seen.watching:
            return self._looks.get()
        self._seen.layouts = self._seen.layouts or self._looks.get()
        return self._seen.layouts

    def _laid_out(self, earlier: Layouts | None) -> Layouts:
        try:
            found = self.load(self.folder)
        except Refused as refused:
            if not earlier:
                raise
            self.misfit = refused.problems
            return earlier
        self.misfit = ()
        return found

    def tried(self, files: Mapping[str, bytes]) -> Read:
        """What the reader makes of files of the library, named below its folder, if they held these texts: of the
        topic of the first of them, or of what all topics share."""
        with self._one:
            live, unsaved = self._live.get()
            paths = {live.folder / name: text for name, text in files.items()}
            unsaved |= paths
            try:
                for path in paths:
                    live.change(path)
                first = next(iter(files))
                topic = Path(first).parts[0]
                if topic == first:
                    return Read((), live.of_library)
                live.read(topic)
                return live.found.get(topic, Read())
            finally:
                for path in paths:
                    del unsaved[path]
                    live.change(path)

    def catalogue(self) -> Catalogue:
        """What the library holds now; to whoever `watches`, what it held when they first asked."""
        if not self._seen.watching:
            return self._library.get()
        self._seen.catalogue = self._seen.catalogue or self._library.get()
        return self._seen.catalogue

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Show this thread one state of the library, so that a page never tells of two: somebody else may write."""
        self._seen.watching, self._seen.catalogue, self._seen.layouts = True, None, None
        try:
            yield
        finally:
            self._seen.watching, self._seen.catalogue, self._seen.layouts = False, None, None

    def written(self) -> None:
        """Have this thread see what it has just written."""
        self._seen.catalogue = self._seen.layouts = None

    def library(self, topic: str = "", part: str = "") -> Library:
        """The same in full; of a topic alone, or of the editions alone that are made of a kind of thing (``passage``):
        of a large library, reading all takes seconds."""
        catalogue = self.catalogue()
        cards = [card for card in catalogue.cards if not topic or card.topic == topic]
        if part:
            cards = [card for card in cards if any(name.startswith(f"{part} ") for name in card.parts)]
        return Library(tuple(map(catalogue.edition, cards)), catalogue.clinics)

    def held(self) -> Output:
        """The output folder as the last build has left it."""
        return self._held.get()

    def today(self) -> datetime.date:
        return self.clerk.now().date()

    def commit(self, files: Iterable[Path], name: str, email: str, message: str) -> None:
        """Have git keep files of the library that were written, where it is said to; ``uncommitted`` is why it did
        not."""
        shared = self.catalogue().shared
        if shared and shared.in_git:
            names = [Editing(self.folder).path(file) for file in files]
            self.uncommitted = git.commit(self.folder, names, name, email, message)

    def card(self, topic: str, edition: str, language: str) -> Card | None:
        """The card of an edition; None where there is none."""
        found = (each for each in self.catalogue().cards if (each.topic, each.name) == (topic, edition))
        return next((each for each in found if each.language == language), None)

    def document(self, digest: str) -> Record | None:
        """A published document by the beginning of its digest; None where there is none."""
        found = manifest.documents(self.held().records)
        return next((made for made in found if made.sha256[: len(digest)] == digest), None) if digest else None

    def codes(self) -> tuple[Known, ...]:
        """Every code that was given out, as it is judged today."""
        return self._codes.get()

    def _known(self) -> tuple[Known, ...]:
        """As the library is now: others are told of it too."""
        given, _ = ledger.read(Folder(self.folder))
        published, _ = record.read(Folder(self.output))
        texts: tuple[Text, ...] = (*given, *published)
        return known(self._library.get().coded(), texts, self.today())


class _Seen(local):
    """What a thread has seen of the library while it answers somebody."""

    watching = False
    catalogue: Catalogue | None = None
    layouts: Layouts | None = None


class _Confined:
    """Work in a process with limits, one after the other; so many may wait, and no more."""

    def __init__(self, begin: Callable[[], Reading], places: int) -> None:
        self._begin = begin
        self._reader: Reading | None = None
        self._one, self._places = Lock(), BoundedSemaphore(places)

    def __call__(self, read: Callable[..., Answer], file: Path, *others: object) -> Answer:
        """What ``read`` gives for a file. Raises Refused where it takes too much, and Misuse where too many wait
        already: none of them keeps others' pages waiting."""
        if not self._places.acquire(blocking=False):
            raise Misuse("Too many files are being read just now. Wait a minute, and send it again.")
        try:
            with self._one:
                self._reader = self._reader or self._begin()
                return self._reader.call(read, file, *others)
        finally:
            self._places.release()


Held = TypeVar("Held")


class _Fresh(Generic[Held]):
    """Something that is read again when what it was read from has changed."""

    def __init__(self, stamp: Callable[[], Stamp], read: Callable[[Held | None], Held]) -> None:
        self.stamp, self._read = stamp, read
        self._lock = Lock()
        self._of: Stamp | None = None
        self._value: Held | None = None

    def forget(self) -> None:
        """Have it read again, whatever it was read from."""
        with self._lock:
            self._of = None

    def get(self) -> Held:
        with self._lock:
            stamp = self.stamp()
            if self._value is None or stamp != self._of:
                self._value, self._of = self._read(self._value), stamp
            return self._value


def _stamp(path: Path) -> Stamp:
    """What tells that a file, or something in a folder, has changed since a page was last shown.

    Times of files decide no more than when the library is read again; keys of documents are made of what files hold.
    """
    found = sorted(_files(path)) if path.is_dir() else [str(path)]
    return tuple(each for name in found if (each := _stat(name)))


def _looks(folder: Path) -> Stamp:
    """What tells that something in a library's own layouts and fonts has changed, or what lays them out."""
    beside = folder.resolve().parent
    return tuple(
        each for place in (beside / LAYOUTS, beside / "fonts", folder / "library.yaml") for each in _stamp(place)
    )


def _files(folder: Path) -> Iterator[str]:
    """The files of a folder that say what it holds; git's own are none of them."""
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _apart(name)]
        yield from (os.path.join(top, name) for name in names if not _apart(name))  # noqa: PTH118  # as below


def _apart(name: str) -> bool:
    """Whether a file of a library says nothing of what it holds: what is just being written, and the list of codes that
    were given out, to which each new document may add one."""
    return name.startswith(".") or name == LEDGER


def _stat(name: str) -> tuple[str, int, int, int] | None:
    try:
        stat = os.stat(name)  # noqa: PTH116  # of thousands of files, at each page
    except OSError:
        return None
    return name, stat.st_size, stat.st_mtime_ns, stat.st_ino
