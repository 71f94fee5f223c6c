"""Word files of ours that somebody has edited -> the same changes in the library."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from press import reader
from press.cli.editing import editing
from press.cli.terminal import count, layouts, library_option, report, shown
from press.model import Card
from press.problems import Exit, Place, Problem, Refused, visible
from press.programs.confined import Confined
from press.programs.limits import Limits
from press.review import returning
from press.review.returning import Home
from press.store.folder import reason

if TYPE_CHECKING:
    from press.incoming.edits import Edit, Merged

LIMITS = Limits(seconds=120, bytes=1_000_000_000)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Put the changes into the library; else they are only shown.")
@click.option("--json", "as_lines", is_flag=True, help="A line of JSON for each file, for machines.")
@library_option
def merge(files: tuple[Path, ...], folder: Path, *, write: bool, as_lines: bool) -> None:
    """Bring home what was changed in Word files that the press has made.

    Shows each change, those of numbers first, and whether it goes into the edition, has to be made by hand, or was
    made on both sides. With --write it is put into the edition's YAML, and nothing else of that is touched.
    """
    looks = layouts(folder)
    catalogue = reader.open(folder, looks)
    problems: list[Problem] = []
    open_ = 0
    with Confined(LIMITS) as confined:
        for file in files:
            try:
                home, merged = returning.merged(confined.call(returning.read, file), file, folder, catalogue, looks)
                if write:
                    _write(home, merged, folder)
                    catalogue = reader.open(folder, looks)  # the next file may be of the same edition
            except Refused as refused:
                problems += refused.problems
                continue
            open_ += sum(edit.state.name != "APPLIED" for edit in merged.edits)
            if as_lines:
                click.echo(json.dumps(_as_json(file, home, merged, catalogue.cards), ensure_ascii=False))
            else:
                click.echo("\n".join(map(visible, _told(file, home, merged, catalogue.cards, write=write))))
    report(problems)
    sys.exit(Exit.REFUSED if problems or open_ else Exit.OK)


def _write(home: Home, merged: Merged, folder: Path) -> None:
    comments = [f"# Question (a comment in Word): {' '.join(visible(each).split())}\n" for each in merged.comments]
    text = "".join(each for each in comments if each not in home.text) + merged.text
    if text == home.text:
        return
    with editing(folder) as library:
        if library.read(home.file).decode().replace("\r\n", "\n") != home.text:
            message, hint = "Somebody has changed the edition just now.", "Merge it again."
            raise Refused([Problem("merge-unwritten", Place(str(home.file)), message, hint)])
        try:
            library.files.publish(library.path(home.file), text.replace("\n", home.newline).encode())
        except OSError as error:
            message, hint = f"The edition could not be written: {reason(error)}.", "Look for room and rights."
            raise Refused([Problem("merge-unwritten", Place(str(home.file)), message, hint)]) from None


def _told(file: Path, home: Home, merged: Merged, cards: Sequence[Card], *, write: bool) -> Iterator[str]:
    changes = count(len(merged.edits), "change")
    yield f"{file}: {changes} to {shown(home.file)}"
    for edit in merged.edits:
        yield from _edit(edit)
        if topics := _printing(edit.where, cards):
            yield f"    Printed by: {', '.join(topics)}."
    for comment in merged.comments:
        yield f"  comment: {comment}"
    if merged.text == home.text:
        return
    if not write:
        yield "Nothing is written yet: --write puts into the edition what goes there."
    else:
        yield f"{shown(home.file)} is written. A sign-off of it is void until somebody signs again: see `changes`."


def _printing(part: str, cards: Sequence[Card]) -> list[str]:
    """The topics that print a contact or a word of the library."""
    return sorted({card.topic for card in cards if part in card.parts})


def _edit(edit: Edit) -> Iterator[str]:
    numbers = "a number, " if edit.of_numbers else ""
    tracked = ", a tracked change that is open" if edit.tracked else ""
    yield f"  {edit.sort.value} ({numbers}{edit.state.value}{tracked}): {edit.where}"
    for sign, words in (("-", edit.before), ("+", edit.after)):
        if words and not (sign == "+" and edit.before == edit.after):
            yield f"    {sign} {words}"
    if edit.note:
        yield f"    {edit.note}"


def _as_json(file: Path, home: Home, merged: Merged, cards: Sequence[Card]) -> dict[str, Any]:
    edits = [
        {
            "sort": edit.sort.value,
            "where": edit.where,
            "before": edit.before,
            "after": edit.after,
            "state": edit.state.name.lower().replace("_", "-"),
            "note": edit.note,
            "numbers": edit.of_numbers,
            "tracked": edit.tracked,
            "printed_by": _printing(edit.where, cards),
        }
        for edit in merged.edits
    ]
    card = home.card
    return {
        "file": str(file),
        "topic": card.topic,
        "edition": card.name,
        "language": card.language,
        "edits": edits,
        "comments": list(merged.comments),
    }


COMMANDS = (merge,)
