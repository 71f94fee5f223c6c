"""The command line: arguments in; report, progress and exit code out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from press import layout as layouts_module
from press import pipeline, reader, verification
from press.layout import CONFORMANCES, Layout, Reading
from press.model import Library, Standing
from press.pipeline import Outcome, Unknown, Wishes
from press.problems import Exit, Grade, Problem, Refused, errors

ROOT = Path(__file__).parent.parent


class _DefaultsToBuild(click.Group):
    """Without a command, ``build`` is meant."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = [arg for arg in args if arg not in ("--help", "-h", "--version")]
        if not args or (options and options[0].startswith("-")):
            args = ["build", *args]
        return super().parse_args(ctx, args)


_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_library = click.option(
    "--library", "folder", type=_folder, default=ROOT / "leaflets", show_default="leaflets", help="Folder of topics."
)
_output = click.option(
    "--output", type=click.Path(path_type=Path), default=ROOT / "output", show_default="output", help="Folder to fill."
)
_topics = click.argument("topics", nargs=-1, metavar="[TOPIC]...")


@click.group(cls=_DefaultsToBuild, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="leaflet-press", prog_name="Leaflet Press", version="0.1.0")
def main() -> None:
    """Make patient leaflets: tagged PDF, large-print Word and web pages from one text.

    Without a command, builds every current edition.
    """


@main.command()
@_topics
@click.option("--layout", "layouts", multiple=True, metavar="NAME", help="Only this layout. Repeatable.")
@click.option("--size", "sizes", multiple=True, type=float, metavar="PT", help="Body size in points. Repeatable.")
@click.option("--paper", default="", metavar="NAME", help="white, cream or yellow.")
@click.option("--font", default="", metavar="NAME", help="A family in fonts/, or Arial.")
@click.option("--spacing", default=0.0, metavar="N", help="Lines: 1, 1.25 or 1.5 times the type size.")
@click.option("--bold", is_flag=True, help="All text in bold.")
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="A reader's wishes kept in a profiles.yaml.")
@click.option("--clinic", "clinics", multiple=True, metavar="ID", help="With this clinic's name, or `all`. Repeatable.")
@click.option("--lang", "languages", multiple=True, metavar="TAG", help="Only this language. Repeatable.")
@click.option("--edition", default="", metavar="NAME", help="This edition, also if older or a draft.")
@click.option(
    "--conformance",
    default="",
    type=click.Choice(["", *CONFORMANCES]),
    show_default="the layout's",
    metavar="NAME",
    help="ua-1: PDF/UA-1 with PDF/A-2a. ua-2: PDF/UA-2 with PDF/A-4.",
)
@_library
@_output
def build(
    folder: Path,
    output: Path,
    sizes: tuple[float, ...],
    paper: str,
    font: str,
    spacing: float,
    *,
    bold: bool,
    **wishes: Any,
) -> None:
    """Build the documents that changed since they were last built."""
    readings = tuple(Reading("", size, paper, font, spacing, bold) for size in sizes or (0,))
    if any(reading != Reading() for reading in readings):
        wishes["readings"] = readings
    start = time.perf_counter()
    layouts = _layouts()
    library, problems = reader.read(folder, _printable(layouts))
    _report(problems)
    try:
        jobs = pipeline.plan(library, layouts, Wishes(**wishes))
    except Unknown as unknown:
        if errors(problems):
            _finish("Nothing was built: the content was refused.", problems)
        raise click.UsageError(str(unknown)) from None
    outcomes = _watched(pipeline.build(jobs, output), len(jobs))
    failed = [outcome for outcome in outcomes if not outcome.records]
    built = [outcome for outcome in outcomes if outcome.built]
    seconds = time.perf_counter() - start
    summary = (
        f"{_count(len(jobs), 'document')}: {len(built)} built, {len(jobs) - len(built) - len(failed)} unchanged, "
        f"{len(failed)} failed; {_counted(problems)}; {seconds:.1f} s"
    )
    _finish(summary, [*problems, *(problem for outcome in outcomes for problem in outcome.problems)])


@main.command()
@_topics
@_library
@click.option("--json", "as_json", is_flag=True, help="Problems as JSON, for machines.")
def check(topics: tuple[str, ...], folder: Path, *, as_json: bool) -> None:
    """Check the content, and build nothing."""
    library, problems = reader.read(folder, _printable(_layouts()))
    if topics:
        known = sorted(path.name for path in folder.iterdir() if path.is_dir())
        try:
            wanted = {f"{folder.name}/{pipeline.known(topic, known, 'topic')}/" for topic in topics}
        except Unknown as unknown:
            raise click.UsageError(str(unknown)) from None
        problems = tuple(problem for problem in problems if problem.place.file.startswith(tuple(wanted)))
    if as_json:
        click.echo(json.dumps([_as_json(problem) for problem in problems], ensure_ascii=False, indent=1))
        sys.exit(Exit.REFUSED if errors(problems) else Exit.OK)
    _report(problems)
    _finish(f"{_count(len(library.editions), 'edition')} fit to build; {_counted(problems)}", problems)


@main.command("list")
@_library
def list_(folder: Path) -> None:
    """List topics, editions, languages, status and review dates."""
    library, problems = reader.read(folder)
    for line in _table(library):
        click.echo(line)
    _report(errors(problems))
    _finish(f"{_count(len(library.editions), 'edition')}; {_counted(problems)}", problems)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[FILE]...")
@click.option("--verapdf", default="", metavar="COMMAND", help="A veraPDF of your own to ask instead.")
@click.option("--ooxml-validator", default="", metavar="COMMAND", help="Microsoft's SDK validator to ask too.")
@_output
def verify(files: tuple[Path, ...], output: Path, verapdf: str, ooxml_validator: str) -> None:
    """Read finished PDFs (with veraPDF) and Word files again; without FILE, all of output."""
    files = files or tuple(sorted(file for kind in verification.KINDS for file in output.rglob(f"*{kind}")))
    commands = verification.Commands(verapdf, ooxml_validator)
    problems: list[Problem] = []
    for file in files:
        try:
            found = verification.verify(file, commands)
        except Refused as refused:
            found = refused.problems
        click.echo(f"{'FAILED' if errors(found) else 'passed'} {file}")
        _report(found)
        problems += found
    _finish(f"{_count(len(files), 'file')}; {_count(len(problems), 'problem')}", problems)


def _layouts() -> dict[str, Layout]:
    try:
        return layouts_module.load(ROOT / "layouts", ROOT / "fonts")
    except Refused as refused:
        _report(refused.problems)
        _finish("Nothing was done: the layouts were refused.", refused.problems)
        raise


def _printable(layouts: dict[str, Layout]) -> frozenset[int]:
    """The characters that every layout can print."""
    return frozenset.intersection(*(layout.characters for layout in layouts.values()))


def _watched(outcomes: Iterable[Outcome], total: int) -> Sequence[Outcome]:
    """Go through the outcomes, with a bar on a terminal and a line for each document elsewhere."""
    if not sys.stderr.isatty():
        return [_said(outcome, click.echo) for outcome in outcomes]
    from rich.progress import track

    return [_said(outcome, click.echo) for outcome in track(outcomes, "Building", total, transient=True)]


def _said(outcome: Outcome, say: Any) -> Outcome:
    for record in outcome.records if outcome.built else ():
        pages = f", {_count(record.pages, 'page')}" if record.pages else ""
        say(f"built  {record.path}  ({record.bytes // 1000} kB{pages})")
    if not outcome.records:
        say(f"FAILED {outcome.job.path}")
    _report(outcome.problems)
    return outcome


def _table(library: Library) -> Iterable[str]:
    rows = [("TOPIC", "EDITION", "LANGUAGE", "STATUS", "LAST REVIEWED", "NEXT REVIEW", "TITLE")]
    for edition in library.editions:
        status = edition.review.status.value
        if edition.standing is Standing.SUPERSEDED:
            status = "superseded"
        dates = str(edition.review.last), str(edition.review.next)
        rows.append((edition.topic, edition.name, edition.language, status, *dates, edition.title))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _report(problems: Iterable[Problem]) -> None:
    colours = {Grade.ERROR: "red", Grade.WARNING: "yellow", Grade.QUESTION: "cyan"}
    for problem in problems:
        click.secho(str(problem), fg=colours[problem.grade], err=True)


def _as_json(problem: Problem) -> dict[str, Any]:
    return {**asdict(problem), "grade": problem.grade.value}


def _counted(problems: Sequence[Problem]) -> str:
    count = len(errors(problems))
    return f"{_count(count, 'error')}, {_count(len(problems) - count, 'warning')} in the content"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _finish(summary: str, problems: Iterable[Problem]) -> None:
    """Say how it went, and end the program with the exit code that says the same."""
    click.echo(summary)
    sys.exit(Exit.REFUSED if errors(problems) else Exit.OK)
