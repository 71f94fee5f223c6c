"""Checking what documents are made of, and what has been made."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from press import formats, pipeline, reader, rulebook, transcript, verification
from press.cli import places, terminal
from press.cli.terminal import (
    count,
    counted,
    finish,
    layouts,
    library_option,
    output_option,
    report,
    strict_option,
    table,
    topics_argument,
    witness_options,
)
from press.layout import Layouts
from press.model import Card, Edition, Leaflet, Library, figures
from press.pipeline import Output
from press.problems import Exit, Grade, Place, Problem, Refused, errors, heeded, summed, visible, waived
from press.programs.limits import READING, Limits
from press.programs.witnesses import Commands
from press.review import answering, codes, signing, translations
from press.standing import judge
from press.store import ledger, manifest, record
from press.store.folder import Folder

if TYPE_CHECKING:
    from press.programs.confined import Confined


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
    readability: bool,
) -> None:
    """Check the content and its sign-offs, and build nothing. Of a TOPIC, say its reading age too."""
    looks = layouts(folder)
    catalogue = reader.open(folder, looks)
    library, problems = catalogue.library(), catalogue.problems
    problems += pipeline.strangers(library.clinics, looks)
    problems += tuple(rulebook.check(looks, library.editions, folder.name))
    problems += tuple(signing.check(library, folder.name, Grade.ERROR if strict else Grade.WARNING))
    problems += tuple(answering.check(library, folder.name))
    problems += tuple(translations.check(library, looks, folder.name))
    published, unread = record.read(Folder(output))
    given, unknown = ledger.read(Folder(folder))
    problems += (*unread, *unknown, *codes.clashes(library, (*given, *published), folder.name))
    editions = library.editions
    if topics:
        wanted = {pipeline.known(topic, terminal.topics(folder), "topic") for topic in topics}
        problems = tuple(problem for problem in problems if problem.topic and problem.topic.topic in wanted)
        editions = tuple(edition for edition in editions if edition.topic in wanted)
    if any(True for edition in editions for _ in figures(edition.sections)):
        from press.content import drawing  # the library behind it is slow to load

        problems += tuple(drawing.cut_off(looks.styled, editions, folder.name))
    if mono:
        problems += _in_grey(looks, library, editions, say=not as_json)
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
        _as_json(problems)
    finish(f"{count(len(library.editions), 'edition')} fit to build; {counted(problems)}", problems)


def _as_json(problems: Iterable[Problem]) -> NoReturn:
    """Say the problems as JSON, and end the program."""
    found = tuple(problems)
    click.echo(json.dumps([problem.as_json() for problem in found], ensure_ascii=False, indent=1))
    sys.exit(Exit.REFUSED if errors(found) else Exit.OK)


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


_seconds_option = click.option(
    "--seconds", type=click.FloatRange(1), default=READING.seconds, metavar="N", help="The most that a file may take."
)
_memory_option = click.option(
    "--memory",
    type=click.IntRange(100),
    default=READING.bytes // 1_000_000,
    metavar="MB",
    help="The most that reading a file may use.",
)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[FILE]...")
@witness_options
@click.option("--json", "as_json", is_flag=True, help="Every finding as JSON, for machines.")
@_seconds_option
@_memory_option
@output_option
def verify(
    files: tuple[Path, ...],
    output: Path,
    *,
    verapdf: str,
    ooxml_validator: str,
    as_json: bool,
    seconds: float,
    memory: int,
) -> None:
    """Read finished PDFs (also with veraPDF), Word files and e-books again, anybody's; without FILE, all of output.

    Of each rule that a file breaks, the first place is told, how many others there are, and the next of them.
    """
    from press.programs.confined import Confined  # the library behind it is slow to load

    whole = not files
    files = files or tuple(sorted(file for file in output.rglob("*") if formats.of_file(file.name, alone=True)))
    commands = Commands(verapdf, ooxml_validator, seconds)
    folders = [output, *(folder for file in files for folder in file.absolute().parents)]
    reasons, published, behind = _waivers(folders), _published(folders), _behind(folders)
    absent: dict[str, None] = {}
    problems: list[Problem] = []
    with Confined(Limits(seconds, memory * 1_000_000)) as reader:
        for file in files:
            try:
                digest, broken, sentences = reader.call(_verified, file, commands)
                absent |= dict.fromkeys(sentences)
                found = waived(broken, reasons.get(digest, {}))
            except Refused as refused:
                digest, found = "", refused.problems
            found = (*found, *_altered(reader, file, digest, published))
            if digest in behind:
                found = (*found, replace(behind[digest], place=Place(str(file))))
            problems += heeded(found)
            if not as_json:
                click.echo(f"{'FAILED' if errors(found) else 'passed'} {visible(str(file))}")
                report(summed(found))
    others = [each for each in behind.values() if whole and not formats.of_file(each.place.file, alone=True)]
    problems += others
    report(() if as_json else others)
    for sentence in absent:
        click.echo(sentence, err=True)
    if as_json:
        _as_json(problems)
    finish(f"{count(len(files), 'file')}; {count(len(problems), 'problem')}", problems)


def _published(folders: Iterable[Path]) -> Mapping[str, Mapping[str, str]]:
    """What is on record in any of these folders: by their codes, the paths of documents by their digests."""
    found: dict[str, dict[str, str]] = {}
    for folder in dict.fromkeys(folders):
        if (folder / record.FILE).is_file():
            for entry in record.read(Folder(folder))[0]:
                found.setdefault(entry.code, {})[entry.sha256] = entry.path
            found.setdefault("", {}).update(Output(folder).others())  # such as evidence, which prints a code too
    return found


def _behind(folders: Iterable[Path]) -> dict[str, Problem]:
    """By their digests, the documents that said other words than their editions when the last build ended."""
    found: dict[str, Problem] = {}
    for folder in dict.fromkeys(folders):
        if (folder / pipeline.MANIFEST).is_file():
            output = Output(folder)
            for job, reasons in output.behind.items():
                for made in output.records[job]:
                    said, hint = f"It is behind: {pipeline.said(reasons)}.", "Do not hand it out. Build it again."
                    found[made.sha256] = Problem("output-behind", Place(made.path), said, hint)
    return found


def _altered(
    reader: Confined, file: Path, digest: str, published: Mapping[str, Mapping[str, str]]
) -> Iterator[Problem]:
    """What is wrong with a file that has the code of what was published, and other bytes."""
    if not digest or any(digest in documents for documents in published.values()):
        return
    try:
        said = reader.call(_said_in, file)
    except Refused:  # it has been told already that it cannot be read
        return
    for code in sorted(set(codes.PRINTED.findall(said)) & published.keys()):
        path = list(published[code].values())[-1]
        message = f"It was altered since it was made: it has the code {code}, as {path}, and other bytes."
        yield Problem("output-altered", Place(str(file)), message, "Do not hand it out. Compare it with that document.")
        return


def _said_in(file: Path) -> str:
    """All that is read out of a file."""
    return " ".join(transcript.read(file.read_bytes(), str(file)).lines())


def _waivers(folders: Iterable[Path]) -> dict[str, Mapping[str, str]]:
    """Why rules are waived, by the digests of documents, from the manifests that lie in any of these folders."""
    found: dict[str, Mapping[str, str]] = {}
    for folder in dict.fromkeys(folders):
        if (folder / pipeline.MANIFEST).is_file():
            found |= {made.sha256: made.waived for made in manifest.documents(Output(folder).records)}
    return found


def _verified(file: Path, commands: Commands) -> tuple[str, tuple[Problem, ...], tuple[str, ...]]:
    """The digest of a file, what is wrong with it, and who could not be asked of it."""
    found = verification.verify(file, commands)
    return manifest.sha256(file.read_bytes()), found, verification.unasked(file, commands)


@click.command("transcript")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--speak", is_flag=True, help="As a script for a voice: doses, hours, numbers and signs in words.")
@_seconds_option
@_memory_option
def transcript_(files: tuple[Path, ...], *, speak: bool, seconds: float, memory: int) -> None:
    """Print what a screen reader says of a PDF, a Word file, a web page, an e-book, plain text or data.

    With --speak, as a script for a talking leaflet, and below it what is said for what, to be signed off.
    """
    from press.programs.confined import Confined  # as above

    problems: list[Problem] = []
    lexicon = _lexicon() if speak else {}
    with Confined(Limits(seconds, memory * 1_000_000)) as reader:
        for file in files:
            try:
                for line in reader.call(_script, file, lexicon) if speak else reader.call(_said, file):
                    click.echo(visible(line))
            except Refused as refused:
                problems += refused.problems
    report(problems)
    sys.exit(Exit.REFUSED if problems else Exit.OK)


def _said(file: Path) -> list[str]:
    return list(transcript.read(file.read_bytes(), str(file)).lines())


def _lexicon() -> dict[str, str]:
    """How the words are said of the library that this folder is in, if it is in one."""
    library = places.library(Path.cwd())
    return reader.lexicon(library) if library else {}


def _script(file: Path, lexicon: Mapping[str, str]) -> list[str]:
    """What a voice is to say, and then what it says for what, in the order in which it comes first."""
    speech, account = transcript.put_into_words(transcript.read(file.read_bytes(), str(file)), lexicon)
    rows = [(each.written, each.spoken, str(times)) for each, times in account.items()]
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


COMMANDS = (check, list_, rules, transcript_, verify)
