"""Building what has changed, and finding where a thing is used."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click

from press import pipeline
from press.cli import terminal
from press.cli.progress import Json, Lines, Reporter
from press.cli.terminal import library_option, output_option, strict_option, topics_argument
from press.layout import CONFORMANCES, ENGINES, MOST_CELLS, MOST_LINES, Reading
from press.pipeline import Alone, Crew, Output, Wishes
from press.problems import Exit, errors, visible
from press.programs import system
from press.programs.limits import MAKING, Limits
from press.review.building import Build, NothingBuilt, Ways
from press.review.recording import Clerk
from press.store import manifest
from press.store.folder import reason

INTERRUPTED = 130
"""The exit code of a program that was stopped with Ctrl-C, as shells have it."""


@click.command()
@topics_argument
@click.option("--layout", "layouts", multiple=True, metavar="NAME", help="Only this layout. Repeatable.")
@click.option("--size", "sizes", multiple=True, type=float, metavar="PT", help="Body size in points. Repeatable.")
@click.option("--paper", default="", metavar="NAME", help="white, cream, yellow or yellow-stock.")
@click.option("--font", default="", metavar="NAME", help="A family in fonts/, or Arial.")
@click.option("--spacing", default=0.0, metavar="N", help="Lines: 1, 1.25 or 1.5 times the type size.")
@click.option("--bold", is_flag=True, help="All text in bold.")
@click.option("--grade", type=click.IntRange(1, 2), metavar="N", help="Braille: 2 contracted, 1 not.")
@click.option("--cells", type=click.IntRange(*MOST_CELLS), metavar="N", help="Braille: cells in a line.")
@click.option("--lines", type=click.IntRange(*MOST_LINES), metavar="N", help="Braille: lines on a page.")
@click.option("--sides", type=click.IntRange(1, 2), metavar="N", help="Braille: sides of a sheet.")
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="A reader's wishes kept in a profiles.yaml.")
@click.option("--clinic", "clinics", multiple=True, metavar="ID", help="With this clinic's name, or `all`. Repeatable.")
@click.option("--lang", "languages", multiple=True, metavar="TAG", help="Only this language. Repeatable.")
@click.option("--with", "beside", default="", metavar="TAG", help="In each leaflet this language too, behind its own.")
@click.option("--beside", "abreast", is_flag=True, help="That language beside its own, section by section.")
@click.option("--print-shop", is_flag=True, help="PDFs with 3 mm bleed and crop marks.")
@click.option("--edition", default="", metavar="NAME", help="This edition, also if older or a draft.")
@click.option(
    "--conformance",
    default="",
    type=click.Choice(["", *CONFORMANCES]),
    show_default="the layout's",
    metavar="NAME",
    help="ua-1: PDF/UA-1 with PDF/A-2a. ua-2: PDF/UA-2 with PDF/A-4.",
)
@click.option(
    "--engine",
    default="",
    type=click.Choice(["", *ENGINES]),
    show_default="the layout's",
    metavar="NAME",
    help="What lays out PDFs: weasyprint, with CSS; typst, faster and without Pango.",
)
@click.option("--force", is_flag=True, help="Build all, changed or not.")
@click.option("--dry-run", is_flag=True, help="Say what would be built, and why; build nothing.")
@click.option("--only-asked", is_flag=True, help="Leave all else that earlier builds made; say what is behind.")
@click.option("--prune", is_flag=True, help="Remove documents whose edition, clinic or layout has gone.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Worker processes; as many as cores if left out.")
@click.option(
    "--seconds",
    type=click.FloatRange(1),
    default=MAKING.seconds,
    metavar="N",
    help="The most that a document may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(100),
    default=MAKING.bytes // 1_000_000,
    metavar="MB",
    help="The most that a worker may use.",
)
@click.option("--scheduler", default="", metavar="ADDRESS", help="A Dask scheduler, as in tcp://host:8786.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each document, for machines.")
@click.option("--report", "results", is_flag=True, help="All results of the checks, document by document.")
@strict_option
@library_option
@output_option
def build(
    folder: Path,
    output: Path,
    sizes: tuple[float, ...],
    paper: str,
    font: str,
    spacing: float,
    grade: int | None,
    cells: int | None,
    lines: int | None,
    sides: int | None,
    *,
    bold: bool,
    force: bool,
    dry_run: bool,
    prune: bool,
    only_asked: bool,
    jobs: int | None,
    seconds: float,
    memory: int,
    scheduler: str,
    as_json: bool,
    results: bool,
    strict: bool,
    **wishes: Any,
) -> None:
    """Build the documents that changed since they were last built."""
    start = time.perf_counter()
    if output.resolve().is_relative_to(folder.resolve()):
        raise click.UsageError("The output folder lies in the library: documents are no content. Name another one.")
    embossed = (grade or 0, cells or 0, lines or 0, sides or 0)
    readings = tuple(Reading("", size, paper, font, spacing, bold, *embossed) for size in sizes or (0,))
    if any(reading != Reading() for reading in readings):
        wishes["readings"] = readings
    ways = Ways(force=force, prune=prune, strict=strict, only_asked=only_asked)
    reporter = Json() if as_json else Lines()
    clerk = Clerk(terminal.version(), terminal.now)
    run = _Run(Build(folder, terminal.layouts(folder), Wishes(**wishes), ways, clerk, reporter), reporter, start)
    if dry_run:
        run.rehearse(Output(output))
        run.end()
    limits = Limits(seconds, memory * 1_000_000)
    try:
        with pipeline.opened(output, terminal.waiting) as opened:
            run.perform(opened, partial(crew, scheduler, jobs or system.cores(), limits))
    except OSError as error:
        stays = "What is finished stays; the next build makes the rest." if run.build.tally.built else _AS_IT_WAS
        raise click.ClickException(f"{output} cannot be written to: {reason(error)}. {stays}") from None
    except pipeline.NoCrew as unfit:
        stays = (
            "What is finished stays; the next build makes the rest." if run.build.tally.built else "Nothing was built."
        )
        raise click.ClickException(f"{unfit} {stays}") from None
    except KeyboardInterrupt:
        click.echo("Stopped. What is finished stays; the next build makes the rest.", err=True)
        sys.exit(INTERRUPTED)
    if results:
        run.results()
    run.end()


_AS_IT_WAS = "What was built before is as it was."


class _Run:
    """One run of ``build``: how long it takes, what it says, and how it ends."""

    def __init__(self, build: Build, reporter: Reporter, start: float) -> None:
        self.build, self.reporter, self.start = build, reporter, start

    def rehearse(self, output: Output) -> None:
        """Say what would be done."""
        with self._answered():
            dues, stale = self.build.rehearse(output)
        for path in stale:
            self.reporter.pruned(path, done=False)
        for due in dues:
            if due.reasons:
                self.reporter.planned(due)

    def perform(self, output: Output, made_by: Callable[[int], Crew]) -> None:
        """Do it. ``made_by`` gives those who can make so many documents."""
        with self._answered():
            self.build.perform(output, made_by)

    @contextmanager
    def _answered(self) -> Iterator[None]:
        """End the program where the content is refused of all that is asked for."""
        try:
            yield
        except NothingBuilt as refused:
            terminal.finish("Nothing was built: the content was refused.", refused.problems)

    def results(self) -> None:
        """Say what the checks found, document by document."""
        for document in sorted(self.build.tally.documents, key=lambda document: document.path):
            self.reporter.results(document)

    def end(self) -> NoReturn:
        """Sum up, and end the program."""
        build, seconds = self.build, time.perf_counter() - self.start
        self.reporter.summary(build.tally, build.content, seconds, build.manifest)
        sys.exit(Exit.REFUSED if errors([*build.content, *build.tally.problems]) else Exit.OK)


def crew(scheduler: str, jobs: int, limits: Limits, documents: int) -> Crew:
    """Who makes so many documents: a Dask cluster at ``scheduler``, or else as many as ``jobs`` workers here."""
    if scheduler:
        try:
            from press.pipeline.cluster import Cluster
        except ModuleNotFoundError:
            raise click.ClickException("Dask is not installed. Type: .venv/bin/pip install distributed") from None
        return Cluster(scheduler, time.perf_counter, limits)
    if not documents:
        return Alone(time.perf_counter)
    from press.pipeline.workers import Workers

    return Workers(min(jobs, documents), time.perf_counter, limits)


@click.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each document, for machines.")
@output_option
def where(name: str, output: Path, *, as_json: bool) -> None:
    """List the documents in output that use a contact, a term, a picture, a clinic or a topic."""
    built = Output(output)
    terminal.report(built.problems)
    found = pipeline.using(name, manifest.documents(built.records))
    for document, pieces in found:
        line = json.dumps({"path": document.path, "uses": pieces}, ensure_ascii=False)
        click.echo(line if as_json else visible(f"{document.path}  ({', '.join(pieces)})"))
    if not as_json:
        click.echo(terminal.count(len(found), "document"))


COMMANDS = (build, where)
