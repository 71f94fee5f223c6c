"""The review cycle: the next edition, what changed, who signs, what is proved, which paper to recall."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from press import pipeline, reader
from press.cli.editing import editing
from press.cli.terminal import (
    count,
    date_option,
    finish,
    layouts,
    library_option,
    now,
    output_option,
    report,
    shown,
    topics,
    version,
    waiting,
    witness_options,
    write,
)
from press.layout import Layouts
from press.model import Edition, PartialDate
from press.problems import Exit, Problem, Refused, errors, visible, visible_lines
from press.programs.witnesses import Commands
from press.prose import forms
from press.reader import Catalogue
from press.review import changes as comparing
from press.review import choosing, codes, renewal
from press.review.changes import page, tracked
from press.store import ledger, manifest, record
from press.store.folder import Folder, reason

lang_option = click.option("--lang", default="", metavar="TAG", help="The edition in this language.")
_topic_argument = click.argument("topic", metavar="TOPIC")


# The next edition


def _partial_date(text: str) -> PartialDate:
    if date := forms.partial_date(text):
        return date
    raise click.BadParameter(f"`{text}` is no date. Write YYYY, YYYY-MM or YYYY-MM-DD.")


@click.command("next")
@_topic_argument
@click.option("--last", type=_partial_date, metavar="DATE", show_default="this month", help="When it is reviewed.")
@click.option("--next", "due", type=_partial_date, metavar="DATE", show_default="as long as before", help="And next.")
@lang_option
@library_option
def next_(topic: str, folder: Path, lang: str, last: PartialDate | None, due: PartialDate | None) -> None:
    """Open the next edition of a topic: a copy of the newest, as a draft with new dates."""
    newest = editions_of(folder, topic, lang)[-1]
    last, due = renewal.dates(newest, last, due, now().date())
    with editing(folder) as library:
        files = renewal.begun(library, newest, last, due)
        for file, data in files.items():
            library.write(file, data)
    target = shown(next(iter(files)))
    click.echo(f"{target}: a draft of {newest.name}, reviewed {last}, due {due}. Nobody has signed it off.")


# What changed


@click.command()
@_topic_argument
@click.argument("old", default="", metavar="[OLD]")
@click.argument("new", default="", metavar="[NEW]")
@click.option("--signed", is_flag=True, help="What shared passages said when NEW was signed off, and say today.")
@click.option("--html", "web", type=click.Path(path_type=Path), metavar="FILE", help="Write it as a web page.")
@click.option("--word", type=click.Path(path_type=Path), metavar="FILE", help="Write it in Word, as tracked changes.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@lang_option
@library_option
def changes(
    topic: str,
    old: str,
    new: str,
    folder: Path,
    lang: str,
    web: Path | None,
    word: Path | None,
    *,
    signed: bool,
    as_json: bool,
) -> None:
    """Show what changed between two editions, what may harm a patient first.

    Without OLD and NEW: between the newest edition and the one before it. An edition that is past has the shared
    passages that it was signed with.
    """
    editions = editions_of(folder, topic, lang)
    if signed and new:
        raise click.UsageError("With --signed one edition is named: it is held against itself.")
    if signed:
        earlier, later = choosing.since_signed(choosing.to_show(editions, old))
    else:
        earlier, later = choosing.to_compare(editions, old, new)
    looks = layouts(folder)
    strings = looks.strings_for(later.language)
    if not strings:
        raise click.UsageError(f"The layouts have no words in the language {later.language}.")
    found = comparing.compare(earlier, later, strings)
    if web:
        write(web, page.write(found))
    if word:
        write(word, tracked.write(found, looks.plainest("pdf"), later.publisher))
    click.echo(found.json() if as_json else visible_lines(found.readable()))


# What was proved


@click.command("evidence")
@_topic_argument
@click.option("--edition", default="", metavar="NAME", show_default="the current one")
@lang_option
@date_option
@witness_options
@library_option
@output_option
def evidence_(
    topic: str,
    folder: Path,
    output: Path,
    edition: str,
    lang: str,
    on: datetime.datetime | None,
    verapdf: str,
    ooxml_validator: str,
) -> None:
    """Measure the documents of an edition again, and put all that shows it to be accessible into one folder.

    Exit code 1 if something is missing or broken; the page says what, and what to do.
    """
    from press.review.evidence import measuring, pack  # the libraries behind it are slow to load

    looks = layouts(folder)
    catalogue = catalogue_of(folder, (topic,), looks)
    chosen = choosing.to_show(choosing.editions(catalogue.library(), topic, lang), edition)
    commands, day = Commands(verapdf, ooxml_validator), on.date() if on else now().date()
    try:
        held = pipeline.Output(output)
        found = measuring.measure(catalogue, chosen, looks, held, commands, day)
        gaps = tuple(measuring.gaps(found, folder.name))
        files = pack.files(found, gaps, looks, version())
    except Refused as refused:
        report(refused.problems)
        finish("No evidence was written.", refused.problems)
    target = f"{pack.FOLDER}/{pack.name(chosen)}"
    kept = _left(output, target, {**files, **pack.documents(found, held)})
    report((*held.problems, *kept, *gaps))
    measured, faults = count(len(found.measured), "document"), count(len(errors(gaps)), "fault")
    finish(f"{shown(output / target)}: {measured} measured; {faults}", gaps)


def _left(output: Path, target: str, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Put files into a folder of the output folder, and take away what else the press has put there before; what
    had to be kept of others'."""
    try:
        with pipeline.opened(output, waiting) as opened:
            return opened.leave({f"{target}/{name}": data for name, data in files.items()}, only=target)
    except OSError as error:
        raise click.UsageError(f"{output / target} cannot be written to: {reason(error)}.") from None


# Paper


@click.command()
@click.argument("text", metavar="CODE")
@library_option
@output_option
def code(text: str, folder: Path, output: Path) -> None:
    """Say what the code on a piece of paper means; exit code 1 if the paper is not to be used.

    The whole address that its QR code opens will do as well.
    """
    catalogue = reader.open(folder, layouts(folder))
    refused = {problem.topic for problem in errors(catalogue.problems) if problem.topic}
    found = codes.known(catalogue.coded(), _given_out(folder, output), now().date(), refused)
    answer = codes.look_up(text, found)
    for meaning in answer.meanings:
        click.echo(visible(meaning.sentence))
    if not answer.meanings:
        click.echo(visible(f"{answer.code} is not ours."))
        click.echo(visible(codes.fault(text)) or "It could be a code, but none was given out.")
    if answer.meanings[1:]:
        click.echo("These texts have the same code: look at the title and the date on the paper.")
    for other in answer.likely:
        click.echo(visible(f"Perhaps it is misread: {other.sentence}"))
    sys.exit(Exit.OK if answer.usable else Exit.REFUSED)


@click.command()
@_topic_argument
@library_option
@output_option
def recall(topic: str, folder: Path, output: Path) -> None:
    """List the codes of a topic's older editions, whose paper is to be taken off the shelves."""
    library = catalogue_of(folder, (topic,), layouts(folder)).library()
    choosing.editions(library, topic, "")
    gone = tuple(codes.recall(topic, codes.known(codes.coded(library), _given_out(folder, output), now().date())))
    for old in gone:
        click.echo(visible(old.sentence))
    if not gone:
        click.echo(f"There is no paper of {topic} to take off the shelves.", err=True)


def _given_out(folder: Path, output: Path) -> tuple[codes.Text, ...]:
    """The texts that were given out, by the library's own ledger and the record of the output folder; what of
    these cannot be read is told."""
    given, unread = ledger.read(Folder(folder))
    published, problems = record.read(Folder(output))
    report((*unread, *problems))
    return (*given, *published)


@click.group("record")
def record_() -> None:
    """The record of all that was published."""


@record_.command()
@output_option
def verify(output: Path) -> None:
    """Find lines of the record that were altered, put in or taken out."""
    held = pipeline.Output(output)
    number, problems = record.verify(held.files, manifest.documents(held.records), held.head)
    problems = (*held.problems, *problems, *held.altered())
    report(problems)
    finish(f"{count(number, 'line')} on record; {count(len(problems), 'problem')}", problems)


# Editions


def editions_of(folder: Path, topic: str, language: str, looks: Layouts | None = None) -> Sequence[Edition]:
    """The editions of a topic in a language, the oldest first; ends the program if one of them is refused."""
    return choosing.editions(catalogue_of(folder, (topic,), looks or layouts(folder)).library(), topic, language)


def catalogue_of(folder: Path, names: Iterable[str], looks: Layouts) -> Catalogue:
    """What a library holds; ends the program if one of the editions of these topics is refused."""
    wanted = {pipeline.known(topic, topics(folder), "topic") for topic in names}
    catalogue = reader.open(folder, looks)
    own = [problem for problem in errors(catalogue.problems) if problem.topic and problem.topic.topic in wanted]
    if own:
        report(own)
        finish("Nothing was done: the topic's content was refused.", own)
    return catalogue


COMMANDS = (next_, changes, evidence_, code, recall, record_)
