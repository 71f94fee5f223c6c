"""Checking what documents are made of, and what has been made."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path

import click

from press import pipeline, reader, rulebook, transcript
from press.aloud import Lexicons
from press.cli import places, terminal
from press.cli.terminal import (
    count,
    counted,
    finish,
    layouts,
    library_option,
    memory_option,
    output_option,
    report,
    seconds_option,
    strict_option,
    table,
    topics_argument,
)
from press.layout import Layouts
from press.model import Card, Edition, Leaflet, Library
from press.problems import Exit, Grade, Problem, Refused, errors, visible
from press.programs.limits import Limits
from press.reader import Catalogue
from press.review import alike as likeness
from press.review import inspecting
from press.review.inspecting import Inspection, Memory
from press.standing import judge
from press.store import keys
from press.store.folder import Folder
from press.store.output import CATALOGUE

CHECKED = ".checked.json"
"""The file of an output folder that says what `check` has found in topics that may not have changed since."""


def _a_table(_context: click.Context, _option: click.Parameter, file: Path | None) -> Path | None:
    if file and file.suffix.lower() not in (".csv", ".xlsx"):
        raise click.BadParameter("Name a file that ends in .csv or .xlsx.")
    return file


@click.command()
@topics_argument
@strict_option
@library_option
@output_option
@click.option("--json", "as_json", is_flag=True, help="Problems as JSON, for machines.")
@click.option("--mono", is_flag=True, help="Show and check what is left on a black-and-white printer.")
@click.option("--alike", is_flag=True, help="Find passages that say nearly the same in several topics.")
@click.option(
    "--readability", is_flag=True, help="Rank leaflets by reading age; of a TOPIC, quote what is hard to read."
)
@click.option(
    "--table",
    "sheet",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_a_table,
    metavar="FILE",
    help="Write how hard each section is to read as FILE.csv or FILE.xlsx.",
)
def check(
    topics: tuple[str, ...],
    folder: Path,
    output: Path,
    sheet: Path | None,
    *,
    strict: bool,
    as_json: bool,
    mono: bool,
    alike: bool,
    readability: bool,
) -> None:
    """Check the content and its sign-offs, and build nothing. Of a TOPIC, say its reading age too."""
    looks = layouts(folder)
    remembered = Folder(output)
    catalogue = reader.open(folder, looks, _remembered(remembered, CATALOGUE), keys.program())
    grade = Grade.ERROR if strict else Grade.WARNING
    inspection = Inspection(looks, folder, output, terminal.now().date(), grade)
    memory = inspecting.load(_remembered(remembered, CHECKED))
    found, seen = inspection.remembered(catalogue, memory)
    _remember(remembered, catalogue, seen, memory)
    problems = (*catalogue.problems, *inspection.clinics(catalogue.clinics, catalogue.publishers), *found)
    problems += tuple(inspection.library(catalogue.coded()))
    problems += tuple(likeness.check(catalogue, folder.name)) if alike else ()
    wanted = {pipeline.known(topic, terminal.topics(folder), "topic") for topic in topics}
    if topics:
        problems = tuple(problem for problem in problems if problem.topic and problem.topic.topic in wanted)
    cards = [card for card in catalogue.cards if not topics or card.topic in wanted]
    closer = topics or readability or sheet or mono
    editions = tuple(map(catalogue.edition, cards)) if closer else ()
    if mono:
        problems += _in_grey(looks, catalogue.library(), editions, say=not as_json)
    if not as_json:
        report(problems)
    say = bool(topics or readability) and not as_json
    if say or sheet:
        _how_readable(editions, sheet, say=say, quote=bool(topics) and readability)
    if topics and not as_json:
        for edition in editions:
            for problem in pipeline.foretold(Leaflet(edition), looks.values()):
                click.echo(visible(f"{problem.place}: {problem.message} {problem.hint}"))
    if as_json:
        terminal.as_json(problems)
    finish(f"{count(len(catalogue.cards), 'edition')} fit to build; {counted(problems)}", problems)


def _remembered(output: Folder, name: str) -> bytes:
    """What was noted the last time; nothing where that cannot be read."""
    try:
        return output.read(name)
    except OSError:
        return b""


def _remember(output: Folder, catalogue: Catalogue, seen: Memory, before: Memory) -> None:
    """Note what was read and found, for the next time; where it cannot be noted, all is looked at again."""
    with suppress(OSError):
        if catalogue.memory() != output.read(CATALOGUE):
            output.publish(CATALOGUE, catalogue.memory())
        if seen != before:
            output.publish(CHECKED, inspecting.dump(seen))


def _how_readable(editions: Iterable[Edition], sheet: Path | None, *, say: bool, quote: bool) -> None:
    from press.cli import reading  # the libraries behind it are slow to load

    measured = reading.ranked(editions)
    for edition, readability in measured if say else ():
        click.echo(visible(reading.line(edition, readability)))
        for said in reading.details(readability) if quote else ():
            click.echo(visible(said))
    if sheet:
        click.echo(f"{sheet}: {count(reading.write_table(sheet, measured), 'section')}", err=True)


def _in_grey(layouts: Layouts, library: Library, editions: Sequence[Edition], *, say: bool) -> tuple[Problem, ...]:
    """What is lost in grey; ``say``: and of each layout and drawing how far all of it stands out."""
    from press.content import mono

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
    catalogue = reader.open(folder, layouts(folder))
    for line in table(_rows(catalogue.cards, terminal.now().date())):
        click.echo(line)
    report(errors(catalogue.problems))
    finish(f"{count(len(catalogue.cards), 'edition')}; {counted(catalogue.problems)}", catalogue.problems)


@click.command("transcript")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--speak", is_flag=True, help="As a script for a voice: doses, hours, numbers and signs in words.")
@seconds_option
@memory_option
def transcript_(files: tuple[Path, ...], *, speak: bool, seconds: float, memory: int) -> None:
    """Print what a screen reader says of a PDF, a Word file, a web page, an e-book, plain text or data.

    With --speak, as a script for a talking leaflet, and below it what is said for what, to be signed off.
    """
    from press.programs.confined import Confined  # as above

    problems: list[Problem] = []
    lexicons = _lexicons() if speak else {}
    with Confined(Limits(seconds, memory * 1_000_000)) as reader:
        for file in files:
            try:
                for line in reader.call(_script, file, lexicons) if speak else reader.call(_said, file):
                    click.echo(visible(line))
            except Refused as refused:
                problems += refused.problems
    report(problems)
    sys.exit(Exit.REFUSED if problems else Exit.OK)


def _said(file: Path) -> list[str]:
    return list(transcript.read(file.read_bytes(), str(file)).lines())


def _lexicons() -> Lexicons:
    """How the words are said of the library that this folder is in, if it is in one, by language."""
    library = places.library(Path.cwd())
    return reader.lexicons(library) if library else {}


def _script(file: Path, lexicons: Lexicons) -> list[str]:
    """What a voice is to say, and then what it says for what, in the order in which it comes first."""
    speech, account = transcript.put_into_words(transcript.read(file.read_bytes(), str(file)), lexicons)
    rows = [(each.written, each.spoken or "as the voice has it", str(times)) for each, times in account.items()]
    return [*speech.lines(), "", *table([("WRITTEN", "SAID", "TIMES"), *rows])]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def rules(*, as_json: bool) -> None:
    """List the rules that every finished document has to keep, and where each comes from."""
    found = rulebook.rules()
    if as_json:
        click.echo(json.dumps([rule.as_json() for rule in found], indent=1))
        return
    for line in table([("RULE", "SOURCE", "BROKEN IF"), *((rule.id, rule.source, rule.finds) for rule in found)]):
        click.echo(line)
    click.echo(f"{count(len(found), 'rule')}; and those of veraPDF and of the validators of Word files (see `verify`).")


def _rows(cards: Iterable[Card], on: datetime.date) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("TOPIC", "EDITION", "LANGUAGE", "STATUS", "LAST REVIEWED", "NEXT REVIEW", "TITLE")]
    for card in cards:
        status = ", ".join(standing.value for standing in judge(card, on).standings)
        rows.append((card.topic, card.name, card.language, status, str(card.last), str(card.next), card.title))
    return rows


COMMANDS = (check, list_, rules, transcript_)
