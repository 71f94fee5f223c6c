"""Old leaflets of Word -> drafts of editions, with an account of every word."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import click

from press.cli.editing import editing
from press.cli.terminal import count, into_option, now, report, shown, write
from press.incoming import SUFFIXES, Draft
from press.layout import Layouts
from press.model import PartialDate
from press.problems import Exit, Problem, Refused, visible
from press.programs.confined import Confined
from press.programs.limits import Limits
from press.prose import forms
from press.review.importing import Terms, drafted, library, written

LIMITS = Limits(seconds=120, bytes=1_000_000_000)
_NAMED = 12
"""How many words of what is left out are shown; the report as JSON has all of them."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A file and what became of it: a draft at ``path``, or the problems for which there is none."""

    file: Path
    draft: Draft | None = None
    path: Path | None = None
    problems: tuple[Problem, ...] = ()


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE...")
@click.option("--as", "topic", default="", metavar="TOPIC", help="The topic of the draft; else made from its title.")
@click.option("--original", is_flag=True, help="As the file was before its tracked changes; else with them accepted.")
@click.option("--json", "as_lines", is_flag=True, help="A line of JSON for each file, for machines.")
@click.option("--table", type=click.Path(path_type=Path), metavar="FILE", help="And a row for each file (.csv, .xlsx).")
@into_option
def import_(
    files: tuple[Path, ...],
    folder: Path,
    topic: str,
    table: Path | None,
    *,
    original: bool,
    as_lines: bool,
) -> None:
    """Make a draft of each Word file, or of all in a folder, and say where each of its words went.

    Every word is in the draft or listed as left out, with the reason. What a person must decide is a comment in the
    draft, at its place, and is listed too. Nothing that is there already is written over.
    """
    found = [each for file in files for each in (_inside(file) if file.is_dir() else [file])]
    if topic and len(found) != 1:
        raise click.UsageError("--as names one topic, so it goes with one file.")
    if topic and (fault := forms.name_fault("A topic", topic)):
        raise click.UsageError(" ".join(fault))
    language, glossary = library(folder)
    today = PartialDate(now().year, now().month)
    imported: list[Imported] = []
    with Confined(LIMITS) as reader:
        for file in found:
            made = tuple(each.draft.topic for each in imported if each.draft)
            imported.append(_imported(reader, file, folder, topic, made, Terms(today, language, glossary, original)))
            click.echo(json.dumps(_as_json(imported[-1]), ensure_ascii=False) if as_lines else _told(imported[-1]))
            report(imported[-1].problems)
    if table:
        _write_table(table, imported, folder)
    refused = [each for each in imported if each.problems]
    if not as_lines:
        click.echo(f"{count(len(imported) - len(refused), 'draft')}; {count(len(refused), 'file')} refused")
    sys.exit(Exit.REFUSED if refused else Exit.OK)


def _inside(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and not path.name.startswith("~$")
    )


def _imported(reader: Confined, file: Path, folder: Path, topic: str, made: tuple[str, ...], terms: Terms) -> Imported:
    """A file's draft, written. One that has the topic of a draft ``made`` before gets a number."""
    try:
        draft = reader.call(drafted, file, file.name, topic, terms)
        if draft.topic in made:
            numbers = (f"{draft.topic}-{number}" for number in range(2, len(made) + 3))
            draft = replace(draft, topic=next(name for name in numbers if name not in made))
        with editing(folder) as held:
            return Imported(file, draft, written(draft, held, file))
    except Refused as refused:
        return Imported(file, problems=refused.problems)


def _told(imported: Imported) -> str:
    """What became of a file, in lines for a person."""
    draft, path = imported.draft, imported.path
    if not draft or not path:
        return visible(f"{imported.file}: refused")
    return "\n".join(map(visible, _lines(imported.file, draft, path)))


def _lines(file: Path, draft: Draft, path: Path) -> Iterator[str]:
    words = f"{count(draft.words, 'word')}: {draft.placed} in the draft, {draft.words - draft.placed} left out"
    yield f"{shown(path)}: a draft of {file.name}. {words}; {count(len(draft.questions), 'question')}."
    for each in draft.left_out:
        said = each.text.split()
        more = " …" if said[_NAMED:] else ""
        yield f"  left out ({each.reason}; {each.place}): {' '.join(said[:_NAMED])}{more}"
    for question, line in draft.questions:
        where = f"line {line}, " if line else ""
        yield f"  question ({where}{question.place}): {question.text}"


def _as_json(imported: Imported) -> dict[str, Any]:
    draft = imported.draft
    if not draft:
        return {"file": str(imported.file), "problems": [problem.as_json() for problem in imported.problems]}
    return {
        "file": str(imported.file),
        "topic": draft.topic,
        "edition": draft.edition,
        "title": draft.title,
        "path": str(imported.path),
        "words": draft.words,
        "placed": draft.placed,
        "left_out": [asdict(each) for each in draft.left_out],
        "questions": [{**asdict(question), "line": line} for question, line in draft.questions],
        "pictures": list(draft.pictures),
        "proposals": {name: _plain(value) for name, value in asdict(draft.proposals).items()},
    }


def _plain(value: Any) -> Any:
    return str(PartialDate(**value)) if isinstance(value, dict) else value


def _write_table(file: Path, imported: list[Imported], folder: Path) -> None:
    from press import spreadsheet  # the library behind it is slow to load

    head = (
        "File",
        "Topic",
        "Edition",
        "Title",
        "Words",
        "In the draft",
        "Left out",
        "Questions",
        "Reading age",
        "Reviewed",
        "Problem",
    )
    ages = _reading_ages(folder)
    rows = [head, *(_row(each, ages) for each in imported)]
    data = (
        spreadsheet.as_xlsx(rows, now().replace(tzinfo=None))
        if file.suffix == ".xlsx"
        else spreadsheet.as_csv(rows).encode()
    )
    write(file, data)


def _reading_ages(folder: Path) -> dict[str, int]:
    """How old a reader has to be, by the edition's file; of drafts that `check` accepts and that are long enough."""
    from press import reader
    from press.content import readability

    scores = {
        each.file: readability.measure(each).whole.score for each in reader.open(folder, Layouts()).library().editions
    }
    return {file: round(score.age) for file, score in scores.items() if score}


def _row(imported: Imported, ages: Mapping[str, int]) -> tuple[str | int, ...]:
    draft = imported.draft
    if not draft:
        said = " ".join(f"{problem.message} {problem.hint}" for problem in imported.problems)
        return (imported.file.name, "", "", "", 0, 0, 0, 0, "", "", said)
    numbers = (draft.words, draft.placed, draft.words - draft.placed, len(draft.questions))
    reviewed = str(draft.proposals.last or "")
    age = ages.get(f"{draft.topic}/{draft.edition}", "")
    return (imported.file.name, draft.topic, draft.edition, draft.title, *numbers, age, reviewed, "")


COMMANDS = (import_,)
