"""What all commands share: options, problems on the terminal, exit codes, and the clock."""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir
from types import MappingProxyType
from typing import Any, NoReturn

import click

from press import __version__, formats, reader
from press import layout as layouts_module
from press.cli import places
from press.layout import Layouts
from press.problems import Exit, Grade, Problem, Refused, errors, heeded
from press.programs.limits import READING
from press.store import keys
from press.store.folder import Folder, reason

LONGEST_EPOCH = 11
"""In digits: the seconds until the year 5138."""


def _library(context: click.Context, _option: click.Parameter, named: Path | None) -> Path | None:
    """The library that is named, or else that of the working folder, or of a folder above it."""
    if named or context.resilient_parsing:
        return named and (places.in_folder(named) or named)
    if found := _found(context):
        return found.resolve()
    raise click.UsageError(
        f"There is no library here, nor in a folder above: no {places.LEAFLETS}/{places.SHARED}, no {places.SHARED}. "
        "Go to one, name one with --library, or make one with `new`."
    )


def _found(context: click.Context) -> Path | None:
    """The library of the working folder; else that beside `build.py`, by which the program was called."""
    with suppress(OSError):  # the working folder is gone
        if found := places.library(Path.cwd()):
            return found
    home = context.find_object(Path)
    return places.in_folder(home) if home else None


def _output(context: click.Context, _option: click.Parameter, named: Path | None) -> Path:
    """The output folder that is named, or else that beside the library."""
    library = context.params.get("folder") or _found(context)
    return named or (places.beside(library) if library else Path()) / "output"


class _Named(click.Path):
    """A folder that has a name: an empty one would be the working folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("It is empty. Name a folder.", param, ctx)
        return super().convert(value, param, ctx)


_folder = _Named(exists=True, file_okay=False, resolve_path=True, path_type=Path)


def _library_option(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        *names,
        "folder",
        type=_folder,
        callback=_library,
        is_eager=True,  # where the output lies depends on it
        show_default="that of this folder, or of one above",
        help="Folder of topics.",
    )


library_option = _library_option("--library")
into_option = _library_option("--into", "--library")
output_option = click.option(
    "--output",
    type=_Named(path_type=Path),
    callback=_output,
    show_default="output, beside the library",
    help="Folder to fill.",
)
date_option = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="As on this day.")
topics_argument = click.argument("topics", nargs=-1, metavar="[TOPIC]...")
strict_option = click.option(
    "--strict",
    is_flag=True,
    help="What is overdue, without a valid sign-off, or lacks what may harm, is an error, and is not built.",
)


seconds_option = click.option(
    "--seconds", type=click.FloatRange(1), default=READING.seconds, metavar="N", help="The most that a file may take."
)
memory_option = click.option(
    "--memory",
    type=click.IntRange(100),
    default=READING.bytes // 1_000_000,
    metavar="MB",
    help="The most that reading a file may use.",
)


def witness_options(command: Callable[..., None]) -> Callable[..., None]:
    """The programs of the machine's own that a command asks about finished files."""
    verapdf = click.option("--verapdf", default="", metavar="COMMAND", help="A veraPDF of your own to ask instead.")
    sdk = click.option("--ooxml-validator", default="", metavar="COMMAND", help="Microsoft's SDK validator to ask too.")
    return verapdf(sdk(command))


def now() -> datetime.datetime:
    """The time in UTC: the machine's, or that of SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) <= LONGEST_EPOCH:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    return datetime.datetime.now(datetime.UTC)  # noqa: TID251  # the one place that knows the clock


def version() -> str:
    """The version of the program, with a digest of its source and of what shapes documents."""
    return f"{__version__}+{keys.program()[:12]}"


def topics(folder: Path) -> list[str]:
    """The names of a library's topics, whole or not."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name not in ("clinics", "pictures"))


def shown(path: Path) -> Path:
    """A path as its user would type it: from the folder that they are in, where it lies inside."""
    here, whole = Path.cwd(), path.absolute()
    return whole.relative_to(here) if whole.is_relative_to(here) else path


def layouts(library: Path) -> Layouts:
    """All layouts, with those of a library's own. Ends the program where they are refused, and where no document
    could be made with them."""
    try:
        gettempdir()
    except FileNotFoundError:
        message = "There is no folder for temporary files. Set TMPDIR to one that may be written to."
        raise click.ClickException(message) from None
    try:
        return whole_layouts(library)
    except Refused as refused:
        report(refused.problems)
        finish("Nothing was done: the layouts were refused.", refused.problems)
        raise


def whole_layouts(library: Path, unsaved: Mapping[Path, bytes] = MappingProxyType({})) -> Layouts:
    """The program's layouts with a library's own. Raises Refused where one has a fault, or makes what nobody can.

    ``unsaved`` are texts that an editor holds, by the absolute paths of their files.
    """
    shipped = places.shipped()
    found = layouts_module.load(shipped / "layouts", shipped / "fonts", places.own(library), unsaved)
    if problems := tuple(formats.unknown(found.values())):
        raise Refused(problems)
    return found.engined(reader.engine(library))


def waiting() -> None:
    """Say that somebody else is at work in a folder."""
    click.echo("Another build is at work in this output folder; waiting for it to end.", err=True)


def write(file: Path, data: bytes) -> None:
    """Write a file that the user has named, whole or not at all, or say why it cannot be written."""
    try:
        whole = file.resolve()  # a link that the user has named leads where the user wants it
        whole.parent.stat()
        if whole.exists() and not whole.is_file():
            with whole.open("wb") as target:  # such as /dev/stdout
                target.write(data)
        else:
            Folder(whole.parent).publish(whole.name, data)
    except OSError as error:
        raise click.UsageError(f"The file could not be written: {file}: {reason(error)}.") from None


def report(problems: Iterable[Problem]) -> None:
    """Tell problems; not what is waived, for which there is the report of a build."""
    colours = {Grade.ERROR: "red", Grade.WARNING: "yellow", Grade.QUESTION: "cyan"}
    for problem in heeded(problems):
        click.secho(str(problem), fg=colours[problem.grade], err=True)


def table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows as lines, each column as wide as its widest cell."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def counted(problems: Sequence[Problem]) -> str:
    warnings = [problem for problem in problems if problem.grade is Grade.WARNING]
    return f"{count(len(errors(problems)), 'error')}, {count(len(warnings), 'warning')} in the content"


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def as_json(problems: Iterable[Problem]) -> NoReturn:
    """Say the problems as JSON, and end the program."""
    found = tuple(problems)
    click.echo(json.dumps([problem.as_json() for problem in found], ensure_ascii=False, indent=1))
    sys.exit(Exit.REFUSED if errors(found) else Exit.OK)


def finish(summary: str, problems: Iterable[Problem]) -> NoReturn:
    """Say how it went, and end the program with the exit code that says the same."""
    click.echo(summary)
    sys.exit(Exit.REFUSED if errors(problems) else Exit.OK)
