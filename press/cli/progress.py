"""What a build says while it goes on, and when it ends: lines, with a bar on a terminal, or JSON."""

from __future__ import annotations

import json
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from press import pipeline, rulebook
from press.cli.terminal import count, counted, report, shown
from press.pipeline import Due, Outcome
from press.problems import Problem, visible
from press.review.building import SLOWEST, Tally
from press.store.manifest import Record

_REASONS = {pipeline.NEW: "new", pipeline.FORCED: "--force", pipeline.LOST: "the file was lost or altered"}


class Reporter(ABC):
    """Tells how a build goes."""

    @abstractmethod
    def content(self, problems: Sequence[Problem]) -> None:
        """What is wrong with the content."""

    @abstractmethod
    def planned(self, due: Due) -> None:
        """A document that would be built."""

    @abstractmethod
    def pruned(self, path: str, *, done: bool) -> None:
        """A document that is or would be removed."""

    def unpruned(self) -> None:
        """That nothing is removed, because content was refused."""
        click.echo("Nothing is removed while content is refused: what is refused has not gone.", err=True)

    @abstractmethod
    def finished(self, outcome: Outcome) -> None:
        """A document that was built or failed."""

    @abstractmethod
    def results(self, document: Record) -> None:
        """What the check of a document found, and what the document says."""

    @abstractmethod
    def summary(self, tally: Tally, content: Sequence[Problem], seconds: float, manifest: Path) -> None: ...

    def watched(self, outcomes: Iterable[Outcome], total: int, tally: Tally) -> None:
        """Go through the outcomes, each told as it comes. ``total`` are to be built."""
        for outcome in self._shown(outcomes, total, tally):
            tally.add(outcome)
            if outcome.built or not outcome.records:
                self.finished(outcome)

    def _shown(self, outcomes: Iterable[Outcome], total: int, tally: Tally) -> Iterator[Outcome]:
        """The outcomes, with a bar above which all lines go."""
        yield from outcomes


def reasons(names: Iterable[str]) -> str:
    """Why a document is made anew, in words."""
    return ", ".join(_REASONS.get(name, f"{name} changed") for name in names)


def _facts(document: Record) -> Iterator[str]:
    """What a document is like: its size, its pages, and what it takes to print and to send it."""
    yield f"{document.bytes // 1000} kB"
    if document.pages:
        yield count(document.pages, "page")
    if document.seconds:
        yield f"{document.seconds // 60:.0f} min {document.seconds % 60:02.0f} s"
    if document.sheets:
        yield count(document.sheets, "sheet")
        yield f"{document.grams:.0f} g"
        yield f"postage {document.postage}" if document.postage else "too heavy for any postage band"
    if document.transcriber:
        yield document.transcriber
    if document.cost:
        yield f"cost {document.cost:.2f}"
    if document.filled:
        yield f"{count(document.filled, 'blank page')} filled with lines for notes or the helpline"


class Lines(Reporter):
    """A line for each document; on a terminal also a bar."""

    def content(self, problems: Sequence[Problem]) -> None:
        report(problems)

    def planned(self, due: Due) -> None:
        click.echo(f"would build  {due.order.path}  ({reasons(due.reasons)})")

    def pruned(self, path: str, *, done: bool) -> None:
        click.echo(visible(f"{'removed' if done else 'would remove'}  {path}"))

    def finished(self, outcome: Outcome) -> None:
        for record in outcome.records:
            click.echo(f"built  {record.path}  ({', '.join(_facts(record))}; {reasons(outcome.reasons)})")
        if not outcome.records:
            click.echo(f"FAILED {outcome.order.path}")
        report(outcome.problems)

    def summary(self, tally: Tally, content: Sequence[Problem], seconds: float, manifest: Path) -> None:
        for outcome in tally.slowest() if len(tally.built) > SLOWEST else ():
            click.echo(f"slow   {outcome.order.path}  ({outcome.seconds:.1f} s)")
        documents = tally.planned + tally.unchanged + len(tally.built) + len(tally.failed)
        done = f"{tally.planned} to build" if tally.planned else f"{len(tally.built)} built"
        behind = f", {tally.behind} behind" if tally.behind else ""
        click.echo(
            f"{count(documents, 'document')}: {done}, {tally.unchanged} unchanged, "
            f"{len(tally.failed)} failed{behind}; {counted(content)}; {seconds:.1f} s; {shown(manifest)}"
        )

    def results(self, document: Record) -> None:
        number = len(rulebook.rules(document.format))
        click.echo(f"\n{visible(document.path)}  (sha256 {visible(document.sha256)})")
        click.echo(f"  rules   {len(_kept(document))} of {number} kept, {len(document.waived)} waived")
        for rule, said in (*document.warned.items(), *document.waived.items()):
            click.echo(visible(f"          {rule}: {said}"))
        click.echo(f"  parity  {_certified(document.said)}")

    def _shown(self, outcomes: Iterable[Outcome], total: int, tally: Tally) -> Iterator[Outcome]:
        if not sys.stderr.isatty() or not total:
            yield from outcomes
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        rate, failures = TextColumn("{task.fields[rate]}"), TextColumn("{task.fields[failures]}")
        columns = (BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn(), failures)
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("", total=total, rate="", failures="")
            for outcome in outcomes:
                yield outcome
                if outcome.built or not outcome.records:
                    speed = progress.tasks[task].speed
                    failed = f"[red]{len(tally.failed)} failed" if tally.failed else ""
                    shown = f"{speed:.1f} a second" if speed else ""
                    progress.update(task, advance=1, rate=shown, failures=failed)


def _certified(said: Mapping[str, str | int]) -> str:
    """What has been compared with the leaflet, in words."""
    if not said:
        return "made by an earlier version of the program; build it again with --force"
    numbers = {name.replace("_", " ").removesuffix("s"): said[name] for name in said if name != "sha256"}
    counted = ", ".join(count(int(number), name) for name, number in numbers.items())
    return f"{counted}: all there, in order, and no others (sha256 {said['sha256']})"


def _kept(document: Record) -> list[str]:
    """The rules that a document keeps."""
    broken = {*document.waived, *document.warned}
    return [rule.id for rule in rulebook.rules(document.format) if rule.id not in broken]


class Json(Reporter):
    """A line of JSON for each event; the last is the summary."""

    def content(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            _say("problem", **problem.as_json())

    def planned(self, due: Due) -> None:
        _say("planned", path=due.order.path, reasons=due.reasons)

    def pruned(self, path: str, *, done: bool) -> None:
        _say("removed" if done else "stale", path=path)

    def finished(self, outcome: Outcome) -> None:
        _say(
            "built" if outcome.built else "failed",
            path=outcome.order.path,
            files=[record.path for record in outcome.records],
            reasons=outcome.reasons,
            seconds=round(outcome.seconds, 3),
            problems=[problem.as_json() for problem in outcome.problems],
        )

    def results(self, document: Record) -> None:
        facts = {"kept": _kept(document), "waived": document.waived, "warned": document.warned, "said": document.said}
        _say("result", path=document.path, sha256=document.sha256, **facts)

    def summary(self, tally: Tally, content: Sequence[Problem], seconds: float, manifest: Path) -> None:
        _say(
            "summary",
            planned=tally.planned,
            built=len(tally.built),
            unchanged=tally.unchanged,
            failed=len(tally.failed),
            behind=tally.behind,
            seconds=round(seconds, 3),
            slowest=[{"path": each.order.path, "seconds": round(each.seconds, 3)} for each in tally.slowest()],
            manifest=str(manifest),
        )


def _say(event: str, **facts: Any) -> None:
    click.echo(json.dumps({"event": event, **facts}, ensure_ascii=False))
