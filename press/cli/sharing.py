"""What all topics share, to translators and back: the verbs of `translate` with ``--shared``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from press import reader, source
from press.cli.editing import editing
from press.cli.terminal import count, finish, layouts, report, shown, write
from press.model import Progress, SourcePassage
from press.problems import OfLibrary, errors, visible
from press.reader import sources
from press.reader.shared import Shared
from press.review.translations import bringing, common, inline, po, xliff
from press.review.translations.returned import Returned


def export(folder: Path, lang: str, target: Path) -> None:
    """Write the texts of `library.yaml` for a translator."""
    job = common.job(_shared(folder), lang, _then(folder, lang))
    for ending, data in {"xlf": xliff.write(job), "po": po.write(job)}.items():
        write(target / f"{job.name}.{ending}", data)
        click.echo(visible(str(target / f"{job.name}.{ending}")))
    left = [unit for unit in job.units if unit.progress is not Progress.DONE]
    click.echo(f"{count(len(job.units), 'passage')} of library.yaml for {lang}; {len(left)} to translate.")


def bring(folder: Path, came: Returned, file: Path, *, over: bool) -> None:
    """Write `library.cy.yaml` as it came back, and what it was made from. Whatever is not done is as in
    `library.yaml`."""
    shared = _shared(folder)
    job = common.job(shared, came.to)
    if found := tuple(bringing.faults(job, came, str(shown(file)))):
        report(found)
        finish("Nothing was written: mend these in the file, and import it again.", found)
    job = replace(job, units=bringing.placed(job, came.passages))
    target, data = _file(folder, came.to), common.written(shared, job).encode()
    with editing(folder) as library:
        if library.holds(target) and library.read(target) != data and not over:
            raise click.UsageError(
                f"{shown(target)} is there already, and says other words. Look whether they are needed, and give "
                "--replace to write over them."
            )
        library.write(target, data)
        library.write(_source(folder, came.to), common.record(shared, job).encode())
    left = [unit for unit in job.units if unit.progress is not Progress.DONE]
    for unit in left:
        click.echo(visible(f"{unit.progress.value}: {unit.segment.key}: “{inline.words(unit.source)}”"))
    click.echo(visible(f"{shown(target)}: {count(len(job.units), 'passage')}, {len(left)} not finished."))
    _told_again(folder, target)


def confirm(folder: Path, lang: str) -> None:
    """Say that `library.cy.yaml` says what `library.yaml` says today."""
    shared, target = _shared(folder), _file(folder, lang)
    if lang not in shared.translations:
        raise click.UsageError(f"There is no {shown(target)} yet. Begin with: translate export --shared --to {lang}.")
    with editing(folder) as library:
        library.write(_source(folder, lang), common.record(shared).encode())
    click.echo(visible(f"{shown(_source(folder, lang))}: {shown(target)} says what library.yaml says."))


def _shared(folder: Path) -> Shared:
    """What all topics share; ends the program where that is refused."""
    catalogue = reader.open(folder, layouts(folder))
    own = [problem for problem in errors(catalogue.problems) if problem.subject == OfLibrary()]
    if not catalogue.shared or own:
        report(own)
        finish("Nothing was done: library.yaml was refused.", own)
    return catalogue.shared


def _then(folder: Path, lang: str) -> tuple[SourcePassage, ...]:
    """What `library.cy.yaml` was translated from; nothing where nobody has said."""
    file = _source(folder, lang)
    value = source.read(file.read_bytes(), file.name, []) if file.is_file() else None
    return sources.of_library(value) if value else ()


def _file(folder: Path, lang: str) -> Path:
    return folder / f"library.{lang}.yaml"


def _source(folder: Path, lang: str) -> Path:
    return folder / f"library.{lang}{sources.SUFFIX}"


def _told_again(folder: Path, target: Path) -> None:
    """Tell what the reader says of the new file; ends the program where it is refused."""
    name = f"{folder.name}/{target.name}"
    found = [problem for problem in reader.open(folder, layouts(folder)).problems if problem.place.file == name]
    report(found)
    if errors(found):
        finish("Leaflets in this language cannot be built before this is mended.", found)
