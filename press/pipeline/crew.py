"""Who makes documents: this process alone, or workers that stay warm over a batch.

A worker is given the layouts, with their fonts, templates and strings, once, and leaflets as they
come; it gives back bytes, and touches no file. It makes one batch after the other, so that what it
has parsed and loaded serves all of them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from threading import Lock
from typing import Protocol, TypeVar

from press.layout import Layout
from press.model import Leaflet
from press.pipeline.making import Clock, Made, make_all
from press.pipeline.planning import Job
from press.problems import Place, Problem

AHEAD = 2
"""How many batches each worker has before it, so that it never waits."""
TIDIED = 10
"""After so many batches a worker looks for all garbage, because a process that seldom looks would grow."""

Ticket = TypeVar("Ticket")


class NoCrew(Exception):
    """Raised with a sentence when a crew cannot be had."""


class Crew(Protocol):
    """Makes batches of jobs that use the given layouts; each comes back with its ticket when it is
    done, whatever became of it."""

    def make(
        self, layouts: Sequence[Layout], batches: Iterable[tuple[Ticket, Sequence[Job]]]
    ) -> Iterator[tuple[Ticket, list[Made]]]: ...


@dataclass(frozen=True)
class Alone:
    """No workers and no limits: all is made in this process, one after the other."""

    clock: Clock

    def make(
        self, layouts: Sequence[Layout], batches: Iterable[tuple[Ticket, Sequence[Job]]]
    ) -> Iterator[tuple[Ticket, list[Made]]]:
        for ticket, jobs in batches:
            yield ticket, make_all(jobs, self.clock)


@dataclass(frozen=True)
class Task:
    """A job as a worker gets it: its layout is the number of one in a set that the worker has."""

    leaflet: Leaflet
    layouts: str
    layout: int
    format: str
    path: str


def tasks(jobs: Iterable[Job], layouts: Sequence[Layout], name: str = "") -> tuple[Task, ...]:
    """The jobs for workers that have the layouts under a name."""
    numbers = {layout: number for number, layout in enumerate(layouts)}
    return tuple(Task(job.leaflet, name, numbers[job.layout], job.format, job.path) for job in jobs)


_LAYOUTS: dict[str, Sequence[Layout]] = {}
_ONE_AT_A_TIME = Lock()
_BATCHES = count(1)


def equip(layouts: Sequence[Layout], name: str = "") -> None:
    """Give this process, a worker, the layouts that its tasks will name: one set for each build that
    it works for."""
    _LAYOUTS[name] = layouts


def work(given: Sequence[Task], clock: Clock) -> list[Made]:
    """Make documents in this process, a worker; one batch at a time, because WeasyPrint and what
    is remembered between documents are not made for threads."""
    with _ONE_AT_A_TIME:
        jobs = [Job(task.leaflet, _LAYOUTS[task.layouts][task.layout], task.format) for task in given]
        made = make_all(jobs, clock)
        if next(_BATCHES) % TIDIED == 0:
            gc.collect()
        return made


def late(task: Task, seconds: float) -> Made:
    """What came of a task that took longer than a document may."""
    message = f"It took longer than {seconds:g} seconds to make, and was given up."
    hint = "Look for a huge list, table or picture in the leaflet, or allow more with --seconds."
    return Made((), (Problem("time", Place(task.path), message, hint),), seconds)


def killed(task: Task) -> Made:
    """What came of a task that ends every worker that takes it on."""
    message = "The process that made it was ended by the system, also when it had nothing else to do."
    hint = "Look for a huge picture in the leaflet; memory may have run out."
    return Made((), (Problem("killed", Place(task.path), message, hint),))
