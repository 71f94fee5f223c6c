"""The press in an editor, and a preview beside it."""

from __future__ import annotations

import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.cli import places, serving, terminal
from press.layout import ENGINES, Layouts

if TYPE_CHECKING:
    from press.lsp.workspace import Workspace


_LOOPBACK = "127.0.0.1"


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


@click.command()
@click.argument("topic", metavar="TOPIC")
@click.option("--lang", default="", metavar="TAG", help="The edition in this language.")
@click.option("--layout", default="", metavar="NAME", help="Show the pages of this layout, not the web page.")
@click.option("--clinic", default="", metavar="NAME", help="As it is made for this clinic.")
@click.option("--engine", type=click.Choice(ENGINES), default="typst", show_default=True, help="What lays out pages.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default="any that is free")
@click.option("--no-browser", is_flag=True, help="Say the address, and open no browser.")
@terminal.library_option
def watch(
    topic: str, folder: Path, lang: str, layout: str, clinic: str, engine: str, port: int, *, no_browser: bool
) -> None:
    """Show a leaflet in a browser, made anew whenever its file is saved, with what is wrong with it.

    The newest edition is shown, drafts too. Nothing is published, and only this machine can see it. Pages are laid out
    by typst, which is the fastest: with --engine weasyprint they break as that breaks them, and take some seconds.
    """
    from press.preview import app, state  # the libraries behind it are slow to load

    terminal.layouts(folder)  # ends the program where they are refused
    workspace = open_library(folder / places.SHARED)
    if not workspace:
        raise click.UsageError(f"There is no library in {terminal.shown(folder)}.")
    preview = state.Preview(workspace, state.Wish(topic, lang, layout, clinic, engine))
    lying = workspace.places
    folders = [each for each in (lying.library, lying.own / "layouts", lying.own / "fonts") if each.is_dir()]
    listening = serving.listen(_LOOPBACK, port)
    port = listening.getsockname()[1]
    address = f"http://localhost:{port}/"
    click.echo(f"{topic} is shown at {address}  (end it with Ctrl-C)")
    if not no_browser:
        webbrowser.open(address)
    serving.serve(app.create(preview, folders, (f"localhost:{port}", f"{_LOOPBACK}:{port}")), listening)


COMMANDS = (lsp, watch)
