"""Making documents, and checking what they are made of and what has been made."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from press import pipeline, reader, verification
from press.cache import Record
from press.cli import terminal
from press.cli.terminal import (
    count,
    counted,
    finish,
    library_option,
    means,
    output_option,
    report,
    strict_option,
    table,
    topics_argument,
)
from press.layout import CONFORMANCES, Layout, Reading
from press.model import Library, Standing
from press.pipeline import Outcome, Unknown, Wishes
from press.problems import Exit, Grade, Problem, Refused, errors
from press.review import catalogue, record, signing

Problems = tuple[Problem, ...]


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
    strict: bool,
    **wishes: Any,
) -> None:
    """Build the documents that changed since they were last built."""
    readings = tuple(Reading("", size, paper, font, spacing, bold) for size in sizes or (0,))
    if any(reading != Reading() for reading in readings):
        wishes["readings"] = readings
    start = time.perf_counter()
    layouts = terminal.layouts()
    library, problems = reader.read(folder, *means(layouts))
    problems += pipeline.strangers(library, layouts)
    fit, problems = _signed(library, problems, folder.name, wishes["topics"]) if strict else (library, problems)
    report(problems)
    try:
        jobs = pipeline.plan(fit, layouts, Wishes(**wishes))
    except Unknown:
        if errors(problems):
            finish("Nothing was built: the content was refused.", problems)
        raise
    published = record.recorded(pipeline.build(jobs, output), output, terminal.version(), terminal.timestamp)
    outcomes = _watched(published, len(jobs))
    found = (*problems, *(problem for outcome in outcomes for problem in outcome.problems))
    catalogue.publish(library, found, output, terminal.now().date())
    finish(f"{_summary(outcomes)}; {counted(problems)}; {time.perf_counter() - start:.1f} s", found)


def _summary(outcomes: Sequence[Outcome]) -> str:
    built = sum(outcome.built for outcome in outcomes)
    failed = sum(not outcome.records for outcome in outcomes)
    unchanged = len(outcomes) - built - failed
    return f"{count(len(outcomes), 'document')}: {built} built, {unchanged} unchanged, {failed} failed"


@click.command()
@topics_argument
@strict_option
@library_option
@click.option("--json", "as_json", is_flag=True, help="Problems as JSON, for machines.")
@click.option("--mono", is_flag=True, help="Show and check what is left on a black-and-white printer.")
def check(topics: tuple[str, ...], folder: Path, *, strict: bool, as_json: bool, mono: bool) -> None:
    """Check the content and its sign-offs, and build nothing."""
    looks = terminal.layouts()
    library, problems = reader.read(folder, *means(looks))
    problems += pipeline.strangers(library, looks)
    problems += tuple(signing.check(library, folder.name, Grade.ERROR if strict else Grade.WARNING))
    if topics:
        wanted = {f"{folder.name}/{pipeline.known(topic, terminal.topics(folder), 'topic')}/" for topic in topics}
        problems = tuple(problem for problem in problems if problem.place.file.startswith(tuple(wanted)))
    if mono:
        problems += _in_grey(looks, library, topics, say=not as_json)
    if as_json:
        click.echo(json.dumps([_as_json(problem) for problem in problems], ensure_ascii=False, indent=1))
        sys.exit(Exit.REFUSED if errors(problems) else Exit.OK)
    report(problems)
    finish(f"{count(len(library.editions), 'edition')} fit to build; {counted(problems)}", problems)


def _in_grey(
    layouts: dict[str, Layout], library: Library, topics: tuple[str, ...], *, say: bool
) -> tuple[Problem, ...]:
    """What is lost in grey; ``say``: and of each layout and drawing how far all of it stands out."""
    from press.checks import mono

    editions = [edition for edition in library.editions if not topics or edition.topic in topics]
    findings = mono.measure(layouts, editions, library.clinics)
    for file, group in groupby(findings if say else (), lambda finding: finding.place.file):
        found = list(group)
        least = min(found, key=lambda finding: finding.in_grey / finding.least)
        click.echo(
            f"{file}: {len(found)} colours and parts; least in grey {least.in_grey:.1f}:1 ({least.place.words}), "
            f"in colour {least.in_colour:.1f}:1; {sum(finding.lost for finding in found)} lost"
        )
    return tuple(mono.problems(findings, editions))


@click.command("list")
@library_option
def list_(folder: Path) -> None:
    """List topics, editions, languages, status and review dates."""
    library, problems = reader.read(folder)
    for line in table(_rows(library)):
        click.echo(line)
    report(errors(problems))
    finish(f"{count(len(library.editions), 'edition')}; {counted(problems)}", problems)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[FILE]...")
@click.option("--verapdf", default="", metavar="COMMAND", help="A veraPDF of your own to ask instead.")
@click.option("--ooxml-validator", default="", metavar="COMMAND", help="Microsoft's SDK validator to ask too.")
@output_option
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
        report(found)
        problems += found
    finish(f"{count(len(files), 'file')}; {count(len(problems), 'problem')}", problems)


def _signed(library: Library, problems: Problems, folder: str, topics: tuple[str, ...]) -> tuple[Library, Problems]:
    """What a library has with a valid sign-off, and all problems, also those of sign-offs in the topics wished for."""
    wanted = tuple(edition for edition in library.editions if not topics or edition.topic in topics)
    found = tuple(signing.check(replace(library, editions=wanted), folder, Grade.ERROR))
    refused = {problem.place.file for problem in errors(found)}
    kept = tuple(edition for edition in library.editions if f"{folder}/{edition.file}.yaml" not in refused)
    return replace(library, editions=kept), (*problems, *found)


def _watched(outcomes: Iterable[Outcome], total: int) -> Sequence[Outcome]:
    """Go through the outcomes, with a bar on a terminal and a line for each document elsewhere."""
    if not sys.stderr.isatty():
        return [_said(outcome, click.echo) for outcome in outcomes]
    from rich.progress import track

    return [_said(outcome, click.echo) for outcome in track(outcomes, "Building", total, transient=True)]


def _said(outcome: Outcome, say: Any) -> Outcome:
    for document in outcome.records if outcome.built else ():
        say(f"built  {document.path}  ({', '.join(_facts(document))})")
    if not outcome.records:
        say(f"FAILED {outcome.job.path}")
    report(outcome.problems)
    return outcome


def _facts(document: Record) -> Iterable[str]:
    """What a document is like: its size, its pages, and what it takes to print and to send it."""
    yield f"{document.bytes // 1000} kB"
    if document.pages:
        yield count(document.pages, "page")
        yield count(document.sheets, "sheet")
        yield f"{document.grams:.0f} g"
        yield document.postage or "too heavy for any postage band"
    if document.cost:
        yield f"cost {document.cost:.2f}"
    if document.filled:
        yield f"{count(document.filled, 'blank page')} filled with lines for notes or the helpline"


def _rows(library: Library) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("TOPIC", "EDITION", "LANGUAGE", "STATUS", "LAST REVIEWED", "NEXT REVIEW", "TITLE")]
    for edition in library.editions:
        status = edition.review.status.value
        if edition.standing is Standing.SUPERSEDED:
            status = "superseded"
        dates = str(edition.review.last), str(edition.review.next)
        rows.append((edition.topic, edition.name, edition.language, status, *dates, edition.title))
    return rows


def _as_json(problem: Problem) -> dict[str, Any]:
    return {**asdict(problem), "grade": problem.grade.value}


COMMANDS = (build, check, list_, verify)
