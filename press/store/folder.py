"""A folder, and nothing but what lies in it, whatever its links and the names that somebody gives say.

Each file is reached step by step from the folder, by descriptors and without following a link, so that
nothing outside is read, written or removed, also not by a link that is put in the way at the last
moment. Where the system has no such descriptors, each step is looked at before it is taken.

A file is written beside its place and moved there whole. What has to outlive a loss of power is on the
disk before the next step: a file's bytes before its name, a name before what relies on it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from press.programs import system

LOCK = ".lock"
NEW = ".new"
"""The folder, in a folder of the program's own, for files that are being written."""
_PART = re.compile(r"\.?[0-9a-f]{16}\.part")
_BY_DESCRIPTOR = {os.open, os.mkdir, os.unlink, os.rmdir, os.rename, os.stat} <= os.supports_dir_fd
_NO_LINK, _AT_ONCE = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_NONBLOCK", 0)  # a pipe would wait for its other end
_BINARY, _FOLDER = getattr(os, "O_BINARY", 0), getattr(os, "O_DIRECTORY", 0)


class Outside(OSError):
    """Raised where a path leads, or may lead, out of a folder, or to something that is no file."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(errno.ELOOP, why, path)


_LINK = "It is a link, or lies behind one"
_NO_FILE = "It is no file"
_NAME = "This is no name of a file in this folder"


@dataclass(frozen=True, slots=True)
class _Held:
    """A folder that is open: by its descriptor, or, where there are none, by a path that was looked at."""

    path: Path
    handle: int | None

    def at(self, name: str) -> str | Path:
        """What names something in it, beside ``dir_fd``."""
        if self.handle is not None:
            return name
        whole = self.path / name
        if whole.is_symlink() or not Path(os.path.realpath(whole)).is_relative_to(os.path.realpath(self.path)):
            raise Outside(str(whole), _LINK)
        return whole

    def open(self, name: str, flags: int, mode: int = 0o666) -> int:
        """A file that is no link, no pipe and no device. Raises Outside if it is."""
        try:
            file = os.open(self.at(name), flags | _NO_LINK | _AT_ONCE | _BINARY, mode=mode, dir_fd=self.handle)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.EMLINK):
                raise Outside(str(self.path / name), _LINK) from None
            raise
        if not stat.S_ISREG(os.fstat(file).st_mode):
            os.close(file)
            raise Outside(str(self.path / name), _NO_FILE)
        return file

    def inner(self, name: str, *, make: bool) -> _Held:
        """A folder in it. Raises Outside if it is a link or no folder."""
        if make:
            with suppress(FileExistsError):
                os.mkdir(self.at(name), dir_fd=self.handle)
                self.sync()
        if self.handle is None:
            return _Held(Path(self.at(name)), None)
        try:
            return _Held(self.path / name, os.open(name, os.O_RDONLY | _FOLDER | _NO_LINK, dir_fd=self.handle))
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.EMLINK, errno.ENOTDIR):
                raise Outside(str(self.path / name), _LINK) from None
            raise

    def mode(self, name: str) -> int:
        """What kind of thing a name stands for, and its rights; 0 if there is none."""
        try:
            return os.stat(self.at(name), dir_fd=self.handle, follow_symlinks=False).st_mode
        except FileNotFoundError:
            return 0

    def move(self, name: str, other: _Held, new: str) -> None:
        os.replace(self.at(name), other.at(new), src_dir_fd=self.handle, dst_dir_fd=other.handle)

    def unlink(self, name: str) -> None:
        os.unlink(self.at(name), dir_fd=self.handle)

    def sync(self) -> None:
        """Have the disk keep the names in it (POSIX: `fsync` of a file keeps its bytes, not its name)."""
        if self.handle is not None:
            with suppress(OSError):  # some shares keep names by themselves, and refuse to be asked
                os.fsync(self.handle)

    def close(self) -> None:
        if self.handle is not None:
            os.close(self.handle)


class Folder:
    """A folder by its path, which may itself be reached by links.

    Paths below it have `/` between their parts, and no part is `..`. ``mode`` are the rights that files
    get; None: those of the earlier file, or what the user's system gives. All raise OSError where
    something cannot be done, Outside among them.
    """

    def __init__(self, root: Path, mode: int | None = None) -> None:
        self.root = root
        self.mode = mode

    def read(self, path: str) -> bytes:
        """A file's bytes; none where it is not there."""
        with (
            suppress(FileNotFoundError),
            self._parent(path) as (parent, name),
            os.fdopen(parent.open(name, os.O_RDONLY), "rb", buffering=0) as file,
        ):
            return file.read()
        return b""

    def tail(self, path: str, most: int = 65_536) -> bytes:
        """A file's last line, or as many of its last bytes as are allowed; none where there is no file."""
        with suppress(FileNotFoundError), self._parent(path) as (parent, name):
            with os.fdopen(parent.open(name, os.O_RDONLY), "rb") as file:
                file.seek(max(0, os.fstat(file.fileno()).st_size - most))
                end = file.read()
            return end[end.rstrip(b"\n").rfind(b"\n") + 1 :]
        return b""

    def holds(self, path: str) -> bool:
        """Whether there is something at a path, whatever it is."""
        with suppress(FileNotFoundError), self._parent(path) as (parent, name):
            return parent.mode(name) != 0
        return False

    def names(self, path: str) -> list[str]:
        """The names of the files in a folder of it, in the order of the alphabet; none where it is not there."""
        with (
            suppress(FileNotFoundError),
            self._parent(f"{path}/x") as (parent, _),
            os.scandir(parent.path if parent.handle is None else parent.handle) as found,
        ):
            return sorted(entry.name for entry in found if entry.is_file(follow_symlinks=False))
        return []

    def publish(self, path: str, data: bytes) -> None:
        """Put a file in its place whole, or not at all: then the earlier one is as it was."""
        staged = self.stage(path, data)
        try:
            self.place(staged)
        except BaseException:
            self.drop(staged)
            raise

    def stage(self, path: str, data: bytes) -> Staged:
        """Write a file whole, on the same disk as its place, and not yet in it."""
        with self._parent(path, make=True) as (parent, name):
            mode = self.mode or stat.S_IMODE(parent.mode(name))
        part = f"{hashlib.sha256(path.encode()).hexdigest()[:16]}.part"
        staged = Staged(path, f"{NEW}/{part}" if self.mode else f"{path.rpartition('/')[0]}/.{part}".lstrip("/"))
        with self._parent(staged.part, make=True) as (parent, name):
            with suppress(FileNotFoundError):  # what a crash has left
                parent.unlink(name)
            file = parent.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            try:
                if mode and hasattr(os, "fchmod"):
                    os.fchmod(file, mode)
                _write(file, data)
            except BaseException:
                parent.unlink(name)
                raise
            finally:
                os.close(file)
        return staged

    def place(self, staged: Staged) -> None:
        """Move a file that was written whole to its place."""
        with self._parent(staged.part) as (source, part), self._parent(staged.path, make=True) as (parent, name):
            source.move(part, parent, name)
            parent.sync()

    def drop(self, staged: Staged) -> None:
        """Take away a file that was written and is not wanted."""
        with suppress(OSError), self._parent(staged.part) as (parent, name):
            parent.unlink(name)

    def append(self, path: str, line: bytes) -> None:
        """Add a line to a file, and to the disk. Of one that cannot be added nothing is left."""
        with self._parent(path, make=True) as (parent, name):
            file = parent.open(name, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            try:
                size = os.fstat(file).st_size
                try:
                    _write(file, line)
                except BaseException:
                    with suppress(OSError):  # where a file may only grow
                        os.ftruncate(file, size)
                    raise
                if not size:
                    parent.sync()
            finally:
                os.close(file)

    def remove(self, path: str) -> None:
        """Take a file away, if it is there, and the folders that are then empty."""
        with suppress(FileNotFoundError), self._parent(path) as (parent, name):
            if stat.S_ISREG(parent.mode(name)):
                parent.unlink(name)
        folder = path.rpartition("/")[0]
        while folder:
            with suppress(FileNotFoundError), self._parent(folder) as (parent, name):
                try:
                    os.rmdir(parent.at(name), dir_fd=parent.handle)
                except OSError:  # it holds something else
                    return
            folder = folder.rpartition("/")[0]

    def keep(self, path: str, word: str) -> str:
        """Give what is at a path another name beside it, with a word in it that nothing there has; the new path."""
        folder, slash, name = path.rpartition("/")
        stem, dot, suffix = name.rpartition(".")
        for number in range(1, 1_000_000):
            more = f"{word}-{number}" if number > 1 else word
            kept = f"{folder}{slash}{stem}.{more}{dot}{suffix}" if stem else f"{path}.{more}"
            if not self.holds(kept):
                break
        with self._parent(path) as (parent, name):
            parent.move(name, parent, kept.rpartition("/")[2])
            parent.sync()
        return kept

    def tidy(self) -> None:
        """Take away what a crash has left of files that were being written, and nothing of anybody else's."""
        with suppress(FileNotFoundError, Outside):
            for name in self.names(NEW):
                if _PART.fullmatch(name):
                    self.remove(f"{NEW}/{name}")
            with self._parent(NEW) as (parent, name), suppress(OSError):
                os.rmdir(parent.at(name), dir_fd=parent.handle)

    @contextmanager
    def locked(self, wait: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Hold the folder, which no other process then does. ``wait`` is called if another one has it first.

        The folder itself is locked, so that nothing is left in it; a file in it where that cannot be, as
        on some shares and systems.
        """
        with self._parent("x", make=True) as (held, _):
            if held.handle is not None and system.lock(held.handle, wait):
                yield
            else:
                with system.locked(self.root / LOCK, wait):
                    yield

    @contextmanager
    def _parent(self, path: str, *, make: bool = False) -> Iterator[tuple[_Held, str]]:
        """The folder that a path's last part lies in, and that part."""
        *folders, name = _parts(path)
        if make:
            self.root.mkdir(parents=True, exist_ok=True)
        held = _Held(self.root, os.open(self.root, os.O_RDONLY | _FOLDER) if _BY_DESCRIPTOR else None)
        try:
            for folder in folders:
                inner = held.inner(folder, make=make)
                held.close()
                held = inner
            yield held, name
        finally:
            held.close()


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that was written whole beside its place; both paths are below the folder."""

    path: str
    part: str


def is_inside(path: str) -> bool:
    """Whether a path can be that of a file in a folder: it is not absolute, and no part of it is ``..`` or strange."""
    if len(path) <= _LONGEST and _PLAIN.fullmatch(path):  # as nearly all are: the rest asks part by part
        return True
    strange = "\0\\:" if os.name == "nt" else "\0"
    with suppress(UnicodeEncodeError):
        return len(os.fsencode(path)) <= _LONGEST and all(
            part not in ("", ".", "..") and not any(char in part for char in strange) for part in path.split("/")
        )
    return False


_LONGEST = 4096
"""The most bytes that Linux takes for a path."""
_PLAIN = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*", re.ASCII)
"""Paths whose parts are letters, digits, hyphens and dots, and begin with none of these last."""


def _parts(path: str) -> list[str]:
    """The parts of a path that stays in its folder. Raises Outside if it may not."""
    if not is_inside(path):
        raise Outside(path, _NAME)
    return path.split("/")


def reason(error: OSError) -> str:
    """Why something could not be done to a file, and to which where that is not plain."""
    why, file = error.strerror or type(error).__name__, error.filename2 or error.filename
    name = os.path.basename(file) if isinstance(file, str | Path) else ""  # noqa: PTH119  # either
    return f"{why} ({name})" if name and not _PART.fullmatch(name) else why


def _write(file: int, data: bytes) -> None:
    """Write all of some bytes to an open file, and have the disk keep them."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]
    os.fsync(file)
