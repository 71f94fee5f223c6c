"""Who makes documents: this process alone, or workers that stay warm over a batch.

A worker is given the layouts, with their fonts, templates and strings, once, and leaflets as they
come; it gives back bytes, and touches no file. It makes one batch after the other, so that what it
has parsed and loaded serves all of them.
"""

from __future__ import annotations

import gc
import io
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from threading import Lock
from typing import Protocol, TypeVar

from press.layout import Layout, Supplies
from press.model import Leaflet
from press.pipeline.making import Clock, Made, make_all
from press.pipeline.planning import Job
from press.problems import Place, Problem

AHEAD = 2
"""How many batches each worker has before it, so that it never waits."""
TIDIED = 10
"""After so many batches a worker looks for all garbage, because a process that seldom looks would grow."""

PARCELS = 32
"""How many sets of layouts a worker remembers that is given them as they come."""

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


_STOCK: list[Supplies] = []
"""What the layouts in a parcel share, in a worker that is given layouts as they come."""


def stock(supplies: Supplies) -> None:
    """Give this process, a worker, what the layouts share that it will be sent."""
    _STOCK[:] = [supplies]


def packed(layouts: Sequence[Layout]) -> bytes:
    """Layouts as they are sent to a worker that has their supplies: without these."""
    data = io.BytesIO()
    _Packer(data, pickle.HIGHEST_PROTOCOL).dump(tuple(layouts))
    return data.getvalue()


class _Packer(pickle.Pickler):
    def persistent_id(self, thing: object) -> str | None:
        return _SUPPLIES if isinstance(thing, Supplies) else None


class _Unpacker(pickle.Unpickler):  # what our own process sent
    def persistent_load(self, of: str) -> Supplies:
        return _STOCK[0]


_SUPPLIES = "supplies"


@lru_cache(PARCELS)
def _unpacked(parcel: bytes) -> Sequence[Layout]:
    """The same layouts for the same parcel: what is remembered of a layout serves the next build too."""
    found: Sequence[Layout] = _Unpacker(io.BytesIO(parcel)).load()
    return found


def work(given: Sequence[Task], clock: Clock, parcel: bytes = b"") -> list[Made]:
    """Make documents in this process, a worker, with the layouts of a parcel or those that it has.

    One batch at a time, because WeasyPrint and what is remembered between documents are not made for threads.
    """
    with _ONE_AT_A_TIME:
        layouts = {given[0].layouts: _unpacked(parcel)} if parcel else _LAYOUTS
        jobs = [Job(task.leaflet, layouts[task.layouts][task.layout], task.format) for task in given]
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
