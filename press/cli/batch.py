"""Building what has changed, and finding where a thing is used."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click

from press import pipeline, reader
from press.cli import terminal
from press.cli.progress import Json, Lines, Reporter, Tally
from press.cli.recording import Recorder
from press.cli.terminal import library_option, output_option, strict_option, topics_argument
from press.layout import CONFORMANCES, ENGINES, Reading
from press.pipeline import Alone, Crew, Due, Order, Output, Unknown, Wishes
from press.problems import Exit, Grade, Problem, errors, visible
from press.programs import system
from press.programs.limits import Limits
from press.reader import Catalogue
from press.review import catalogue as index
from press.review import signing
from press.store import keys, manifest, record
from press.store.folder import reason

INTERRUPTED = 130
"""The exit code of a program that was stopped with Ctrl-C, as shells have it."""


@click.command()
@topics_argument
@click.option("--layout", "layouts", multiple=True, metavar="NAME", help="Only this layout. Repeatable.")
@click.option("--size", "sizes", multiple=True, type=float, metavar="PT", help="Body size in points. Repeatable.")
@click.option("--paper", default="", metavar="NAME", help="white, cream or yellow.")
@click.option("--font", default="", metavar="NAME", help="A family in fonts/, or Arial.")
@click.option("--spacing", default=0.0, metavar="N", help="Lines: 1, 1.25 or 1.5 times the type size.")
@click.option("--bold", is_flag=True, help="All text in bold.")
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="A reader's wishes kept in a profiles.yaml.")
@click.option("--clinic", "clinics", multiple=True, metavar="ID", help="With this clinic's name, or `all`. Repeatable.")
@click.option("--lang", "languages", multiple=True, metavar="TAG", help="Only this language. Repeatable.")
@click.option("--with", "beside", default="", metavar="TAG", help="In each leaflet this language too, behind its own.")
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
    "--seconds", type=click.FloatRange(1), default=120, metavar="N", help="The most that a document may take."
)
@click.option("--memory", type=click.IntRange(100), default=1500, metavar="MB", help="The most that a worker may use.")
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
    if output.resolve().is_relative_to(folder.resolve()):
        raise click.UsageError("The output folder lies in the library: documents are no content. Name another one.")
    readings = tuple(Reading("", size, paper, font, spacing, bold) for size in sizes or (0,))
    if any(reading != Reading() for reading in readings):
        wishes["readings"] = readings
    hand = _Hand(force=force, prune=prune, strict=strict, only_asked=only_asked)
    run = _Run(folder, Wishes(**wishes), Json() if as_json else Lines(), hand)
    if dry_run:
        run.rehearse(Output(output))
        run.end()
    limits = Limits(seconds, memory * 1_000_000)
    try:
        with pipeline.opened(output, terminal.waiting) as opened:
            run.perform(opened, partial(_crew, scheduler, jobs or system.cores(), limits))
    except OSError as error:
        stays = "What is finished stays; the next build makes the rest." if run.tally.built else _AS_IT_WAS
        raise click.ClickException(f"{output} cannot be written to: {reason(error)}. {stays}") from None
    except pipeline.NoCrew as unfit:
        stays = "What is finished stays; the next build makes the rest." if run.tally.built else "Nothing was built."
        raise click.ClickException(f"{unfit} {stays}") from None
    except KeyboardInterrupt:
        click.echo("Stopped. What is finished stays; the next build makes the rest.", err=True)
        sys.exit(INTERRUPTED)
    if results:
        run.results()
    run.end()


_AS_IT_WAS = "What was built before is as it was."


@dataclass(frozen=True, slots=True)
class _Hand:
    """How to build, whatever is asked for; the names are those of the options."""

    force: bool
    prune: bool
    strict: bool
    only_asked: bool


class _Run:
    """One run of ``build``: reads, compares, has made what has changed, and sums up."""

    def __init__(self, folder: Path, wishes: Wishes, reporter: Reporter, hand: _Hand) -> None:
        self.start = time.perf_counter()
        self.folder, self.wishes, self.reporter = folder, wishes, reporter
        self.hand = hand
        self.layouts = terminal.layouts(folder)
        self.tally = Tally()
        self.content: tuple[Problem, ...] = ()
        self.manifest = Path()

    def rehearse(self, output: Output) -> None:
        """Say what would be done."""
        _, dues, stale = self._compare(output)
        for path in stale:
            self.reporter.pruned(path, done=False)
        for due in dues:
            if due.reasons:
                self.reporter.planned(due)
        self.tally.planned = sum(bool(due.reasons) for due in dues)
        for due in dues:
            if due.failure:
                self.tally.add(pipeline.failed(due))
        self.tally.unchanged = len(dues) - self.tally.planned - len(self.tally.failed)

    def perform(self, output: Output, crew: Callable[[int], Crew]) -> None:
        """Do it. ``crew`` gives those who can make so many documents."""
        catalogue, dues, stale = self._compare(output)
        output.remember(catalogue.memory())
        for path in stale:
            self.reporter.pruned(path, done=True)
        self._kept(output.prune(stale))
        anew = sum(bool(due.reasons) for due in dues)
        if anew:
            record.ready(output.files)  # what cannot be put on record is not published
        recorder = Recorder(self.folder, output)
        outcomes = pipeline.build(dues, catalogue, output, crew(anew), recorder.put)
        with closing(outcomes):
            self.reporter.watched(outcomes, anew, self.tally)
        self._kept(recorder.problems)
        self._behind(catalogue, output)
        output.settle()
        found = [*self.content, *self.tally.problems]
        if errors(self.content) and not catalogue.cards:
            return  # nothing could be read; what the catalogue says of the documents still holds
        self._kept(index.publish(catalogue, found, output, terminal.now().date()))

    def _behind(self, catalogue: Catalogue, output: Output) -> None:
        """Mark, and tell, what says other words than its edition after all."""
        if errors(self.content) and not catalogue.cards:
            return  # nothing could be read to compare it with
        output.mark(pipeline.behind(output, catalogue, self.layouts))
        self.tally.behind = sum(len(output.records[job]) for job in output.behind)
        self._kept(tuple(pipeline.told(output, output.behind)))

    def _kept(self, problems: Sequence[Problem]) -> None:
        """Tell what was found in the output folder, such as files of others that were kept under another name."""
        self.reporter.content(problems)
        self.tally.problems += problems

    def _compare(self, output: Output) -> tuple[Catalogue, list[Due], list[str]]:
        """What the library holds, what of it is to be built, and which jobs have nobody who wants them."""
        self.manifest = output.folder / pipeline.MANIFEST
        catalogue = reader.open(self.folder, self.layouts, output.remembered(), keys.program())
        fit = _signed(catalogue, self.folder.name, self.wishes.topics) if self.hand.strict else catalogue
        self.content = (*fit.problems, *pipeline.strangers(fit.clinics, self.layouts), *output.problems)
        self.reporter.content(self.content)
        try:
            orders = pipeline.plan(fit, self.layouts, self.wishes)
        except Unknown:
            if errors(self.content):
                self._behind(catalogue, output)
                terminal.finish("Nothing was built: the content was refused.", self.content)
            raise
        orders += self._again(orders, fit, output)
        return catalogue, pipeline.compare(orders, output, force=self.hand.force), self._stale(catalogue, output)

    def _again(self, asked: Sequence[Order], fit: Catalogue, output: Output) -> tuple[Order, ...]:
        """What earlier builds have made besides, where nobody asks for some documents alone."""
        if self.hand.only_asked or not self.wishes.whole:
            return ()
        paths = {order.path for order in asked}
        there = pipeline.held(output, fit.cards, fit.clinics, self.layouts).orders
        return tuple(order for job, order in there.items() if job not in paths and self.wishes.mean(order.card))

    def _stale(self, catalogue: Catalogue, output: Output) -> list[str]:
        if not self.hand.prune:
            return []
        if errors(self.content):
            click.echo("Nothing is removed while content is refused: what is refused has not gone.", err=True)
            return []
        return pipeline.stale(output, catalogue, self.layouts)

    def results(self) -> None:
        """Say what the checks found, document by document."""
        for document in sorted(self.tally.documents, key=lambda document: document.path):
            self.reporter.results(document)

    def end(self) -> NoReturn:
        """Sum up, and end the program."""
        self.reporter.summary(self.tally, self.content, time.perf_counter() - self.start, self.manifest)
        sys.exit(Exit.REFUSED if errors([*self.content, *self.tally.problems]) else Exit.OK)


def _signed(catalogue: Catalogue, folder: str, topics: tuple[str, ...]) -> Catalogue:
    """What has a valid sign-off, with all problems, also those of sign-offs in the topics wished for."""
    library = catalogue.library()
    wanted = tuple(edition for edition in library.editions if not topics or edition.topic in topics)
    found = tuple(signing.check(replace(library, editions=wanted), folder, Grade.ERROR))
    refused = {problem.topic for problem in errors(found) if problem.topic}
    return catalogue.without(refused, (*catalogue.problems, *found))


def _crew(scheduler: str, jobs: int, limits: Limits, documents: int) -> Crew:
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
