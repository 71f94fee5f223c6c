"""The command that makes a library."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from press.cli import drawings, places, schemas
from press.cli.terminal import now, shown
from press.model import PartialDate

YEARS = 2
"""How long the sample is good for."""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def new(folder: Path) -> None:
    """Make a library of your own in FOLDER, with a sample to try and to copy.

    What is there already is never overwritten.
    """
    folder = folder.resolve()
    outer = places.library(folder)
    if outer and folder.is_relative_to(outer):
        raise click.UsageError(f"{shown(folder)} lies in the library {shown(outer)}. Name a folder outside of it.")
    files = _files()
    there = [name for name in files if (folder / name).exists() or (folder / name).is_symlink()]
    if there:
        raise click.UsageError(f"{shown(folder)} has a {there[0]} already. Nothing was written. Name another folder.")
    try:
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise click.UsageError(f"{shown(folder)} could not be written to: {error.strerror}.") from None
    click.echo(f"{shown(folder)}: a library with a sample topic and a clinic. Its README.md tells what is what.")
    click.echo(f'Go on with: cd "{shown(folder)}", then {_called()} check, and {_called()} to make its documents.')


def _called() -> str:
    """How the program was called."""
    return click.get_current_context().find_root().info_name or "leaflet-press"


def _files() -> dict[str, str]:
    """The files of a new library: their names below its folder, and what they hold."""
    today = now().date()
    last, due = (str(PartialDate(year, today.month)) for year in (today.year, today.year + YEARS))
    found = _texts(resources.files("press.cli") / "library")
    found |= {f"schemas/{name}": text for name, text in schemas.texts().items()}
    found |= {f"leaflets/pictures/{name}": text for name, text in drawings.texts().items()}
    return {
        name.replace("EDITION", last): text.replace("LAST", last).replace("NEXT", due) for name, text in found.items()
    }


def _texts(folder: Traversable, before: str = "") -> dict[str, str]:
    """What all files of a folder hold, by their names below it."""
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = before + entry.name
        found |= _texts(entry, name + "/") if entry.is_dir() else {name: entry.read_text(encoding="utf-8")}
    return found


COMMANDS = (new,)
