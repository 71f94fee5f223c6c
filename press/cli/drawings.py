"""The drawings that come with the program: for Easy Read, and for any leaflet."""

from __future__ import annotations

from pathlib import Path

import click

from press.cli import places
from press.cli.terminal import count, shown, write


@click.command()
@click.option(
    "--into",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write all of them there that are not there yet: leaflets/pictures, for all topics.",
)
def drawings(folder: Path | None) -> None:
    """List the drawings that come with the program, for Easy Read and any leaflet (CC0). With --into, write them.

    What is there already is never overwritten.
    """
    found = texts()
    if not folder:
        for name in found:
            click.echo(name)
        return
    folder.mkdir(parents=True, exist_ok=True)
    new = {name: text for name, text in found.items() if not (folder / name).exists()}
    for name, text in new.items():
        write(folder / name, text.encode())
    svg = sum(name.endswith(".svg") for name in new)
    click.echo(
        f"{shown(folder)}: {count(svg, 'drawing')} written, {count(len(found) - len(new), 'file')} there already"
    )


def texts() -> dict[str, str]:
    """All drawings, and what is said of them, by the names of their files."""
    files = sorted(path for path in places.drawings().iterdir() if path.is_file())
    return {path.name: path.read_text(encoding="utf-8") for path in files}


COMMANDS = (drawings,)
