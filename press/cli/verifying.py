"""Reading finished files again: ours, and anybody's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press import formats, pipeline, reader, transcript, verification
from press.cli import places
from press.cli.terminal import (
    as_json,
    count,
    finish,
    memory_option,
    now,
    output_option,
    report,
    seconds_option,
    whole_layouts,
    witness_options,
)
from press.pipeline import Output
from press.problems import Place, Problem, Refused, errors, heeded, summed, visible, waived
from press.programs.limits import Limits
from press.programs.witnesses import Commands
from press.review import altered, pressing
from press.review.altered import Published
from press.store import keys, manifest

if TYPE_CHECKING:
    from press.programs.confined import Confined


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[FILE]...")
@witness_options
@click.option("--json", "machine", is_flag=True, help="Every finding as JSON, for machines.")
@seconds_option
@memory_option
@output_option
def verify(
    files: tuple[Path, ...],
    output: Path,
    *,
    verapdf: str,
    ooxml_validator: str,
    machine: bool,
    seconds: float,
    memory: int,
) -> None:
    """Read finished PDFs (also with veraPDF), Word files, e-books, braille and recordings (with ffmpeg) again,
    anybody's; without FILE, all of output.

    Of each rule that a file breaks, the first place is told, how many others there are, and the next of them.
    """
    from press.programs.confined import Confined  # the library behind it is slow to load

    whole = not files
    files = files or tuple(sorted(file for file in output.rglob("*") if formats.of_file(file.name, alone=True)))
    commands = Commands(verapdf, ooxml_validator, seconds)
    folders = [output, *(folder for file in files for folder in file.absolute().parents)]
    reasons, published = _waivers(folders), altered.published(folders)
    behind, standing = _behind(folders)
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
            found = (*found, *(replace(each, place=Place(str(file))) for each in standing.get(digest, ())))
            problems += heeded(found)
            if not machine:
                click.echo(f"{'FAILED' if errors(found) else 'passed'} {visible(str(file))}")
                report(summed(found))
    others = tuple(_others(output, behind, standing)) if whole else ()
    problems += others
    report(() if machine else others)
    for sentence in absent:
        click.echo(sentence, err=True)
    if machine:
        as_json(problems)
    finish(f"{count(len(files), 'file')}; {count(len(problems), 'problem')}", problems)


def _others(
    output: Path, behind: Mapping[str, Problem], standing: Mapping[str, Sequence[Problem]]
) -> Iterator[Problem]:
    """What is wrong with the documents that are not read again, for none is judged without its leaflet: altered, lost,
    behind, or not to be handed out. A lost one is told whatever it was."""
    held = Output(output)
    of_others = [*behind.values(), *(each for found in standing.values() for each in found), *held.altered()]
    for problem in of_others:
        if problem.rule == "output-lost" or not formats.of_file(problem.place.file, alone=True):
            yield problem


def _behind(folders: Iterable[Path]) -> tuple[dict[str, Problem], dict[str, tuple[Problem, ...]]]:
    """By their digests: the documents that say other words than their editions do today, or, where no library lies
    beside them, did when the last build ended; and what stands against handing documents out."""
    found: dict[str, Problem] = {}
    standing: dict[str, tuple[Problem, ...]] = {}
    for folder in dict.fromkeys(folders):
        if (folder / pipeline.MANIFEST).is_file():
            output = Output(folder)
            jobs, against = _today(folder, output)
            standing |= against
            for job, reasons in jobs.items():
                for made in output.records[job]:
                    said, hint = f"It is behind: {pipeline.said(reasons)}.", "Do not hand it out. Build it again."
                    found[made.sha256] = Problem("output-behind", Place(made.path), said, hint)
    return found, standing


def _today(folder: Path, output: Output) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[Problem, ...]]]:
    """The jobs of an output folder that are behind, and what stands against its documents, by their digests."""
    library = places.in_folder(folder.absolute().parent)
    try:
        looks = whole_layouts(library) if library else None
    except Refused:
        looks = None
    if not library or not looks:
        return output.behind, {}
    catalogue = reader.open(library, looks, output.remembered(), keys.program())
    if not catalogue.cards:
        return output.behind, {}  # nothing could be read to compare it with
    against = pressing.of_documents(catalogue.cards, manifest.documents(output.records), now().date())
    return {**output.behind, **pipeline.behind(output, catalogue, looks)}, against


def _altered(reader: Confined, file: Path, digest: str, published: Published) -> Iterator[Problem]:
    """What is wrong with a file that has the code of what was published, and other bytes."""
    if not digest or altered.known(digest, published):
        return
    try:
        said = reader.call(_said_in, file)
    except Refused:  # it has been told already that it cannot be read
        return
    yield from altered.check(str(file), said, published)


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


COMMANDS = (verify,)
