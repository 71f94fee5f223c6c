"""A disk that loses power: what a build does to it is noted step by step, and undone as a disk may undo it.

Of a file's bytes only those are kept that were synchronized, of a folder's names too; of all other
names each may be lost or kept (POSIX, `fsync`; ext4 and APFS keep more than that).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from press.store import folder as store

Names = dict[Path, bytes]
"""What each file holds, by its path."""


class Disk:
    """Notes what is written below a folder; `states` are what a loss of power may leave of it."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.steps: list[Callable[[_State], None]] = []
        noted = {"write": self._write, "fsync": self._sync, "replace": self._replace, "unlink": self._unlink}
        patch.setattr(store, "os", SimpleNamespace(**(vars(os) | noted)))

    def _write(self, file: int, data: bytes) -> int:
        inode, path = os.fstat(file).st_ino, _path(file)
        count, kept = os.write(file, data), bytes(data)
        self.steps.append(lambda state: state.write(path, inode, kept[:count]))
        return count

    def _sync(self, file: int) -> None:
        inode, path = os.fstat(file).st_ino, _path(file)
        self.steps.append(lambda state: state.sync(path, inode))

    def _replace(self, source: str, target: str, *, src_dir_fd: int, dst_dir_fd: int) -> None:
        inode = os.stat(source, dir_fd=src_dir_fd).st_ino
        old, new = _path(src_dir_fd) / source, _path(dst_dir_fd) / target
        os.replace(source, target, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)
        self.steps.append(lambda state: state.name(old, None))
        self.steps.append(lambda state: state.name(new, inode))

    def _unlink(self, name: str, *, dir_fd: int) -> None:
        path = _path(dir_fd) / name
        os.unlink(name, dir_fd=dir_fd)
        self.steps.append(lambda state: state.name(path, None))

    def states(self, before: Names) -> Iterator[Names]:
        """All that may be left, whenever the power goes: ``before`` is what lay on the disk."""
        state = _State(before)
        yield from state.left()
        for step in self.steps:
            step(state)
            yield from state.left()


class _State:
    """The bytes and names that a disk has been given, and those of them that it has kept."""

    def __init__(self, before: Names) -> None:
        self.bytes: dict[int, bytes] = {-number: data for number, data in enumerate(before.values(), 1)}
        self.kept_bytes = dict(self.bytes)
        self.kept_names: dict[Path, int | None] = {path: -number for number, path in enumerate(before, 1)}
        self.pending: list[tuple[Path, int | None]] = []

    def write(self, path: Path, inode: int, data: bytes) -> None:
        known = dict([*self.kept_names.items(), *self.pending])
        earlier = known.get(path)
        if earlier is None:
            self.bytes[inode], earlier = b"", inode
            self.pending.append((path, inode))
        self.bytes[earlier] += data

    def sync(self, path: Path, inode: int) -> None:
        if path.is_dir():
            self.kept_names |= {name: inode for name, inode in self.pending if name.parent == path}
            self.pending = [pending for pending in self.pending if pending[0].parent != path]
        else:
            known = dict([*self.kept_names.items(), *self.pending])
            self.kept_bytes[known.get(path) or inode] = self.bytes[known.get(path) or inode]

    def name(self, path: Path, inode: int | None) -> None:
        self.pending.append((path, inode))

    def left(self) -> Iterator[Names]:
        """With none of the names that are not kept, with all of them, and with all but one."""
        yield self._with([])
        yield self._with(self.pending)
        for lost in range(len(self.pending)):
            yield self._with([*self.pending[:lost], *self.pending[lost + 1 :]])

    def _with(self, names: list[tuple[Path, int | None]]) -> Names:
        found = {**self.kept_names, **dict(names)}
        return {path: self.kept_bytes.get(inode, b"") for path, inode in found.items() if inode is not None}


def _path(file: int) -> Path:
    return Path(os.readlink(f"/proc/self/fd/{file}"))  # noqa: PTH115
