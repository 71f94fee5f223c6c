"""What people's files in a library are written with: by one at a time, each file whole or not at all."""

from __future__ import annotations

from pathlib import Path

from press.store.folder import Folder, Outside


class Editing:
    """A library in which one alone writes, while its ``files`` are locked. Files are named by their whole paths.

    All raise OSError where something cannot be done, `Outside` where a file does not lie in the library.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = Folder(folder)

    def read(self, file: Path) -> bytes:
        return self.files.read(self.path(file))

    def holds(self, file: Path) -> bool:
        return self.files.holds(self.path(file))

    def write(self, file: Path, data: bytes) -> None:
        """Write a file whole, or not at all."""
        self.files.publish(self.path(file), data)

    def path(self, file: Path) -> str:
        """Its path below the library; a topic's folder may be a link to another place in the library."""
        folder, root = file.parent.resolve(), self.folder.resolve()
        if not folder.is_relative_to(root):
            raise Outside(str(file), "It does not lie in the library")
        return (folder.relative_to(root) / file.name).as_posix()
