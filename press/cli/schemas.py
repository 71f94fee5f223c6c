"""Schemas of the YAML that people write, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from press import schema as schemas
from press.cli.terminal import count, shown, table, write


@click.command()
@click.argument("kind", required=False, type=click.Choice(list(schemas.KINDS)), metavar="[KIND]")
@click.option(
    "--into",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write all of them there, each as KIND.json.",
)
def schema(kind: str | None, folder: Path | None) -> None:
    """Print the JSON Schema of a KIND of file, by which an editor knows its keys. Without KIND, list the kinds.

    With --into, write all of them into a folder. They are those of this version of the program: write them anew after
    an upgrade.
    """
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts().items():
            write(folder / name, text.encode())
        click.echo(f"{shown(folder)}: {count(len(schemas.KINDS), 'schema')}")
    elif kind:
        click.echo(text_of(kind), nl=False)
    else:
        rows = [(name, where) for name, (_, where) in schemas.KINDS.items()]
        for line in table([("KIND", "WHAT IT IS OF"), *rows]):
            click.echo(line)


def texts() -> dict[str, str]:
    """All schemas, by the names of their files."""
    return {f"{kind}.json": text_of(kind) for kind in schemas.KINDS}


def text_of(kind: str) -> str:
    return json.dumps(schemas.schema(kind), ensure_ascii=False, indent=1) + "\n"


COMMANDS = (schema,)
