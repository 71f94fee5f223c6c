"""Translations: to a translator and back, and what each was made from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from press import pipeline, reader, source
from press.cli import places, sharing
from press.cli.editing import editing
from press.cli.terminal import count, finish, layouts, library_option, report, shown, topics, write
from press.layout import kit, uses
from press.model import Edition, Library, Progress, Standing
from press.problems import OfTopic, errors, visible
from press.prose import forms
from press.reader import Catalogue, sources
from press.review import choosing
from press.review.translations import bringing, confirming, drawn, inline, jobs, po, recording, returned, writing, xliff
from press.source import Value

_to_option = click.option("--to", "lang", required=True, metavar="TAG", help="The language of the translation.")
_from_option = click.option(
    "--from", "origin", default="", metavar="NAME", show_default="the current one", help="The edition it is made from."
)
_edition_option = click.option(
    "--edition", default="", metavar="NAME", show_default="the draft, or the current one", help="Which translation."
)


_topic_argument = click.argument("topic", required=False, default="", metavar="[TOPIC]")
_shared_option = click.option("--shared", is_flag=True, help="In place of TOPIC: what all topics share, library.yaml.")


def _one_of(topic: str, *, shared: bool) -> bool:
    """Whether what all topics share is meant. Ends the program unless that is, or a topic."""
    if bool(topic) == shared:
        raise click.UsageError("Name a topic, or give --shared for what all topics share: one of the two.")
    return shared


@click.group("translate")
def translate() -> None:
    """Send editions to translators, bring translations home, and say what each was made from."""


@translate.command()
@_topic_argument
@_shared_option
@_to_option
@_from_option
@click.option(
    "--into",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="this folder",
    metavar="FOLDER",
    help="Where to write the files.",
)
@library_option
def export(topic: str, folder: Path, lang: str, origin: str, target: Path, *, shared: bool) -> None:
    """Write an edition for a translator, as XLIFF 2.1 and as PO: one of them comes back with `translate import`.

    What is translated already stands in them; what has changed since is marked to be done again.
    """
    if not forms.is_language(lang):
        raise click.BadParameter(f"`{lang}` is not a language tag. {forms.LANGUAGE_HINT}", param_hint="--to")
    if _one_of(topic, shared=shared):
        sharing.export(folder, lang, target)
        return
    catalogue = _catalogue(folder, topic, but=lang)
    library = catalogue.library()
    original = choosing.to_translate(library, topic, origin)
    job = _job(catalogue, original, lang)
    translated = _translation(library, topic, lang)
    if translated and translated.source:
        job = jobs.filled(job, translated.source, (*catalogue.segments(translated), *drawn.segments(translated)))
    needed = _strings_needed(folder, lang)
    whole = replace(job, units=(*job.units, *needed))
    files = {"xlf": xliff.write(whole), "po": po.write(whole)}
    for ending, data in files.items():
        write(target / f"{job.name}.{ending}", data)
        click.echo(visible(str(target / f"{job.name}.{ending}")))
    left = [unit for unit in job.units if unit.progress is not Progress.DONE]
    click.echo(f"{count(len(job.units), 'passage')} of {topic} {original.name} for {lang}; {len(left)} to translate.")
    if needed:
        click.echo(f"And {count(len(needed), 'string')} that no author writes, because {lang} has none yet.")


def _strings_needed(folder: Path, lang: str) -> tuple[jobs.Unit, ...]:
    """The strings of a language that has none, for a translator."""
    supplies = layouts(folder).supplies
    return () if supplies.strings_for(lang) else jobs.units(tuple(jobs.strings(supplies.strings["en"])))


@translate.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", "name", default="", metavar="NAME", show_default="the original's", help="What to call it.")
@click.option("--replace", "over", is_flag=True, help="Write it over a draft that says other words.")
@library_option
def import_(file: Path, folder: Path, name: str, *, over: bool) -> None:
    """Write the edition that a translator has sent back, as a draft.

    What is not translated, or is marked as doubtful, is told: with it, the edition cannot be approved.
    """
    came = _came(file)
    if came.topic == jobs.SHARED:
        sharing.bring(folder, came, file, over=over)
        return
    catalogue = _catalogue(folder, came.topic, but=came.to)
    original = choosing.to_translate(catalogue.library(), came.topic, "")
    job = _job(catalogue, original, came.to)
    if found := tuple(bringing.faults(job, came, str(shown(file)))):
        report(found)
        finish("Nothing was written: mend these in the file, and import it again.", found)
    dates = writing.Dates(name or original.name, str(original.review.next))
    if not forms.is_date(dates.last):
        raise click.BadParameter(f"`{name}` is no date. Write YYYY, YYYY-MM or YYYY-MM-DD.", param_hint="--edition")
    target = folder / came.topic / f"{dates.last}.{came.to}.yaml"
    brought = bringing.bring(job, came, original, catalogue.text(original), dates, _kept(target))
    _write(folder, target, brought, over=over)
    _strings(folder, came)
    _account(target, brought, original)
    _told_again(folder, OfTopic(came.topic, dates.last, came.to))


def _came(file: Path) -> returned.Returned:
    """What a file holds; ends the program where that is no translation."""
    data = file.read_bytes()
    try:
        came = xliff.read(data) if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else po.read(data)
    except returned.Unreadable as reason:
        raise click.UsageError(visible(f"{shown(file)}: {reason}")) from None
    if not forms.is_language(came.to):
        raise click.UsageError(visible(f"{shown(file)}: it does not say which language it is in: `{came.to}`."))
    return came


def _strings(folder: Path, came: returned.Returned) -> None:
    """Write the strings of a language that has none, as far as they came; those that are there stay."""
    supplies = layouts(folder).supplies
    texts = bringing.strings(came, supplies.strings["en"])
    if not texts or supplies.strings_for(came.to) or came.to in supplies.unfinished:
        return
    target = _strings_file(folder, came.to)
    write(target, kit.written(came.to, supplies.strings["en"], texts).encode())
    click.echo(visible(f"{shown(target)}: {count(len(texts), 'string')}."))


def _strings_file(folder: Path, tag: str) -> Path:
    """Where a library's own strings in a language lie. Ends the program where the folder cannot be made."""
    target = (places.own(folder) or places.shipped()) / "layouts" / "strings" / f"{tag}.yaml"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"{shown(target.parent)} cannot be made: {error.strerror}.") from None
    return target


def _kept(target: Path) -> dict[str, Value]:
    """What a translation has of its own, and no original says."""
    there = source.read(target.read_bytes(), target.name, []) if target.is_file() else None
    own = (there.mapping if there else None) or {}
    return {key: own[key] for key in writing.KEPT if key in own}


def _write(folder: Path, target: Path, brought: bringing.Brought, *, over: bool) -> None:
    """Write a translation and what it was made from; nothing that somebody else has written is lost."""
    with editing(folder) as library:
        files = {target: brought.text.encode()}
        files |= {target.with_name(name): data for name, data in brought.pictures.items()}
        changed = [file for file, data in files.items() if library.holds(file) and library.read(file) != data]
        if target in changed and b"status: draft" not in library.read(target):
            hint = "Give --edition with the month of its review, such as --edition 2026-11."
            raise click.UsageError(f"{shown(target)} is there already, and is no draft. {hint}")
        if changed and not over:
            raise click.UsageError(
                f"{shown(changed[0])} is there already, and says other words. Look whether they are needed, and give "
                "--replace to write over them."
            )
        for file, data in files.items():
            library.write(file, data)
        library.write(target.with_name(target.stem + sources.SUFFIX), recording.written(brought.source).encode())


def _account(target: Path, brought: bringing.Brought, original: Edition) -> None:
    """Say what is done, and what is to be done again or for the first time."""
    for unit in brought.unfinished:
        again = f" (it said “{unit.earlier}” when it was translated)" if unit.earlier else ""
        text = inline.words(unit.source)
        click.echo(visible(f"{unit.progress.value}: {unit.segment.key}: “{text}”{again}"))
    number, left = len(brought.source.passages), len(brought.unfinished)
    of = f"{original.name} ({original.language})"
    click.echo(visible(f"{shown(target)}: a draft of {of}, {count(number, 'passage')}, {left} not finished."))


def _told_again(folder: Path, subject: OfTopic) -> None:
    """Tell what the reader says of the new edition; ends the program where it is refused."""
    found = [problem for problem in reader.open(folder, layouts(folder)).problems if problem.topic == subject]
    report(found)
    if errors(found):
        finish("It cannot be built before this is mended.", found)


def _job(catalogue: Catalogue, original: Edition, lang: str) -> jobs.Job:
    own = catalogue.segments(original)
    segments = (*own, *jobs.borrowed(original, own))
    return jobs.Job(original.topic, original.name, original.language, lang, jobs.units(segments))


def _translation(library: Library, topic: str, lang: str) -> Edition | None:
    """The newest edition of a topic in a language that is in use or in work."""
    found = [edition for edition in library.editions if edition.topic == topic and edition.language == lang]
    return next((edition for edition in reversed(found) if edition.standing in _IN_USE), None)


_IN_USE = (Standing.CURRENT, Standing.DRAFT)


@translate.command()
@_topic_argument
@_shared_option
@_to_option
@_from_option
@_edition_option
@library_option
def confirm(topic: str, folder: Path, lang: str, origin: str, edition: str, *, shared: bool) -> None:
    """Say that a translation says what the original says today: from now on every change of that is told.

    Refused where the two differ in numbers, or where a passage is still in the original's language.
    """
    if _one_of(topic, shared=shared):
        sharing.confirm(folder, lang)
        return
    catalogue = _catalogue(folder, topic)
    library = catalogue.library()
    chosen = choosing.to_ask(choosing.editions(library, topic, lang), edition)
    original = choosing.original(library, chosen, origin)
    found = tuple(confirming.check(chosen, original, catalogue, folder.name))
    if found:
        report(found)
        finish("Nothing was written: the two do not say the same.", found)
    own = catalogue.segments(original)
    many = tuple(jobs.shared(original)) if forms.is_easy(chosen.language) else ()
    made = recording.source(original.name, original.language, (*own, *jobs.borrowed(original, own), *many), {})
    file = folder / (chosen.file + sources.SUFFIX)
    with editing(folder) as library_folder:
        library_folder.write(file, recording.written(made).encode())
    click.echo(
        visible(
            f"{shown(file)}: {chosen.topic} {chosen.name} ({chosen.language}) says what {original.name} "
            f"({original.language}) says, {count(len(made.passages), 'passage')}."
        )
    )


def _catalogue(folder: Path, topic: str, but: str = "") -> Catalogue:
    """What a library holds; ends the program if one of a topic's editions is refused that is not in the language
    ``but``: what is wrong with a translation is mended by another."""
    pipeline.known(topic, topics(folder), "topic")
    catalogue = reader.open(folder, layouts(folder))
    own = [problem for problem in errors(catalogue.problems) if problem.topic and problem.topic.topic == topic]
    report(own)
    if any(not but or (problem.topic and problem.topic.language != but) for problem in own):
        finish("Nothing was done: the topic's content was refused.", own)
    return catalogue


@click.command()
@click.argument("tag", metavar="TAG")
@library_option
def language(tag: str, folder: Path) -> None:
    """Write what a new language needs: the words that no author writes, with what each is for."""
    if not forms.is_language(tag):
        raise click.BadParameter(f"`{visible(tag)}` is not a language tag. {forms.LANGUAGE_HINT}", param_hint="TAG")
    looks = layouts(folder)
    if tag in looks.supplies.strings or tag in looks.supplies.unfinished:
        raise click.UsageError(f"There are strings in {tag} already: layouts/strings/{tag}.yaml. Edit them.")
    target = _strings_file(folder, tag)
    write(target, kit.written(tag, looks.supplies.strings["en"]).encode())
    left = sum(use.room != 0 for use in uses.USES.values())
    click.echo(f"{shown(target)}: {left} strings to translate, each with what it is for.")
    first = tag.partition("-")[0]
    if not (folder / f"library.{first}.yaml").is_file():
        click.echo(
            f"What all topics share goes into {shown(folder / f'library.{first}.yaml')}: publisher, contacts, hours."
        )


COMMANDS = (translate, language)
