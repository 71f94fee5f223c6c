"""What is overdue, due soon, in progress, or behind in the output folder."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from press import pipeline, reader
from press.cli.terminal import count, date_option, layouts, library_option, now, output_option, report, table
from press.model import Card, Standing
from press.problems import Exit, Problem, errors, visible, visible_lines
from press.review import answering
from press.review import due as reviews
from press.review.due import Due, Item


@click.command()
@date_option
@click.option(
    "--within", type=click.IntRange(0), default=90, metavar="DAYS", show_default=True, help="What is due soon."
)
@click.option("--json", "form", flag_value="json", help="For machines.")
@click.option("--csv", "form", flag_value="csv", help="For a spreadsheet.")
@click.option("--ics", "form", flag_value="ics", help="For a calendar.")
@library_option
@output_option
def due(folder: Path, output: Path, on: datetime.datetime | None, within: int, form: str | None) -> None:
    """List what is overdue, due soon, in progress or behind; exit code 1 if something is overdue or behind."""
    looks = layouts(folder)
    catalogue = reader.open(folder, looks)
    held = pipeline.Output(output)
    behind = pipeline.behind(held, catalogue, looks)
    day = on.date() if on else now().date()
    found = replace(reviews.due(catalogue.cards, day, within), behind=tuple(_behind(held, behind)))
    report(errors(catalogue.problems))
    if not on:
        _doubt_the_clock(catalogue.cards, day)
    asked = () if form else tuple(answering.check(catalogue.library(), folder.name))
    click.echo(_machine_readable(form, found) if form else visible_lines(_readable(found, asked)), nl=form is None)
    sys.exit(Exit.REFUSED if found.overdue or found.behind or errors(catalogue.problems) else Exit.OK)


def _behind(output: pipeline.Output, jobs: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """The documents that say other words than their editions do, and why."""
    for job, reasons in jobs.items():
        yield from ((made.path, pipeline.said(reasons)) for made in output.records[job])


def _doubt_the_clock(cards: Sequence[Card], day: datetime.date) -> None:
    if card := reviews.reviewed_later(cards, day):
        said = f"The clock says {day}, but {card.topic} {card.name} was reviewed after that."
        click.secho(f"{said} Set the clock, or give the day with --on.", fg="yellow", err=True)


def _machine_readable(form: str, found: Due) -> str:
    from press.review import agenda  # the library behind calendars is slow to load

    return agenda.FORMS[form](found)


def _readable(found: Due, asked: Sequence[Problem]) -> str:
    head = ("STATE", "WHAT", "EDITION", "LANGUAGE", "DUE", "DAYS", "OWNER", "NOTE")
    lines = table([head, *map(_row, found.items)])
    months = [f"{month}  {number}" for month, number in found.months]
    totals = ((Standing.OVERDUE, "overdue"), (Standing.SOON, "due soon"), (Standing.DRAFT, "in progress"))
    counts = ", ".join(f"{len(found.of(standing))} {name}" for standing, name in totals)
    unowned = ["", f"Without an owner (`owner:` in the edition): {', '.join(found.unowned)}."] if found.unowned else []
    people = ["", "For a person to answer", *map(str, asked)] if asked else []
    behind = [f"{path}: {why}" for path, why in found.behind]
    old = ["", "Behind in output: do not hand out, build again", *map(visible, behind)] if behind else []
    counts += f", {count(len(behind), 'document')} behind" if behind else ""
    return "\n".join(
        [*lines, "", "Reviews by month", *months, *old, *unowned, *people, "", f"On {found.on}: {counts}."]
    )


def _row(item: Item) -> tuple[str, ...]:
    days, owner = str(item.days) if item.due else "", item.owner.role if item.owner else ""
    return item.state, item.name, item.edition, item.language, str(item.due or ""), days, owner, item.note


COMMANDS = (due,)
