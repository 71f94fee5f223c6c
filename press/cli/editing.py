"""What people's files in a library are written with: by one command at a time, each file whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from press.cli.terminal import shown
from press.store.folder import Folder, reason


class Editing:
    """A library in which one command alone writes. Files are named by their whole paths."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = Folder(folder)

    def read(self, file: Path) -> bytes:
        return self.files.read(self.path(file))

    def holds(self, file: Path) -> bool:
        return self.files.holds(self.path(file))

    def write(self, file: Path, data: bytes) -> None:
        """Write a file whole, or not at all. Ends the program where it cannot be written."""
        try:
            self.files.publish(self.path(file), data)
        except OSError as error:
            raise click.UsageError(f"The file could not be written: {shown(file)}: {reason(error)}.") from None

    def path(self, file: Path) -> str:
        """Its path below the library; a topic's folder may be a link to another place in the library."""
        folder, root = file.parent.resolve(), self.folder.resolve()
        if not folder.is_relative_to(root):
            raise click.UsageError(f"{shown(file)} does not lie in the library, and is left as it is.")
        return (folder.relative_to(root) / file.name).as_posix()


@contextmanager
def editing(folder: Path) -> Iterator[Editing]:
    """The library, for this command alone to write in. Ends the program where a file of it cannot be read."""

    def wait() -> None:
        click.echo("Somebody else is writing in this library; waiting for them to end.", err=True)

    library = Editing(folder)
    try:
        with library.files.locked(wait):
            yield library
    except OSError as error:
        raise click.ClickException(f"{shown(folder)}: {reason(error)}.") from None
