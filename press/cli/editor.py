"""The press in an editor: the language server."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.cli import places, terminal
from press.layout import Layouts

if TYPE_CHECKING:
    from press.lsp.workspace import Workspace


@click.command()
def lsp() -> None:
    """Help an editor: faults as you type, with their mending, names and keys to choose from, and what words mean.

    An editor starts it and speaks with it over its input and output, by the Language Server Protocol.
    """
    from press.lsp import server  # the libraries behind it are slow to load

    server.create(open_library).start_io()


def open_library(file: Path) -> Workspace | None:
    """The library that a file is of, or that lies beside it; None where there is none."""
    from press.lsp.workspace import Places, Workspace  # as above

    library = places.library(file.parent)
    if not library:
        return None
    library = library.resolve()
    where = places.beside(library)

    def load(unsaved: Mapping[Path, bytes]) -> Layouts:
        return terminal.whole_layouts(library, unsaved)

    lying = Places(library, where / "output", where, places.shipped().resolve())
    return Workspace(lying, load, lambda: terminal.now().date())


COMMANDS = (lsp,)
