"""What people's files in a library are written with: by one command at a time, each file whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from press.cli.terminal import shown
from press.store.editing import Editing as Writing
from press.store.folder import Outside, reason


class Editing(Writing):
    """A library in which one command alone writes, that ends the program where a file cannot be written."""

    def write(self, file: Path, data: bytes) -> None:
        path = self.path(file)
        try:
            self.files.publish(path, data)
        except OSError as error:
            raise click.UsageError(f"The file could not be written: {shown(file)}: {reason(error)}.") from None

    def path(self, file: Path) -> str:
        try:
            return super().path(file)
        except Outside:
            raise click.UsageError(f"{shown(file)} does not lie in the library, and is left as it is.") from None


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
