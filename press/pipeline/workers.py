"""Workers beside this process, on the same machine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing import get_context
from queue import Empty, SimpleQueue
from threading import Lock

from pebble import ProcessExpired, ProcessPool

from press.layout import Layout, Supplies
from press.pipeline.crew import AHEAD, NoCrew, Task, Ticket, equip, killed, late, packed, stock, tasks, work
from press.pipeline.making import Clock, Made
from press.pipeline.planning import Job
from press.programs import limits, scratch, system
from press.programs.limits import Limits

MOST_TASKS = 500
"""After so many batches a worker begins anew, because one that stays for weeks would grow."""

STRAY = 60.0
"""Seconds in which a worker begins, or one that is there begins with the next task, however busy the machine is."""

Running = Future[list[Made]]


@dataclass(frozen=True)
class Workers:
    """Processes of this machine, each document within limits.

    One that takes too long has its worker ended and is given up. If the system ends a worker, what
    it had in hand is made again, document by document, and given up only if it ends that worker too.
    """

    count: int
    clock: Clock
    limits: Limits

    def make(
        self, layouts: Sequence[Layout], batches: Iterable[tuple[Ticket, Sequence[Job]]]
    ) -> Iterator[tuple[Ticket, list[Made]]]:
        with _pool(self.count, _equip, tuple(layouts), self.limits) as pool:
            yield from _Hands(pool, self).make(layouts, batches)


class Standing:
    """The same workers from one build to the next: for the desk, where people wait for one document at a time.

    They have the supplies of the layouts; each build sends them its layouts without these, which are small. A build
    whose layouts have other supplies begins with new workers. ``close`` ends them.
    """

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._supplies: Supplies | None = None
        self._open = ExitStack()
        self._hands: _Hands | None = None
        self._one, self._closed = Lock(), False

    def make(
        self, layouts: Sequence[Layout], batches: Iterable[tuple[Ticket, Sequence[Job]]]
    ) -> Iterator[tuple[Ticket, list[Made]]]:
        """As `crew.Crew.make`. Raises NoCrew once they are closed."""
        with self._one:
            if self._closed:
                raise NoCrew("The program is about to end.")
            hands = self._with(layouts[0].supplies)
            yield from replace(hands, parcel=packed(layouts)).make(layouts, batches)

    def _with(self, supplies: Supplies) -> _Hands:
        if not self._hands or not self._hands.pool.active or supplies is not self._supplies:
            self._open.close()
            workers = self._workers
            pool = self._open.enter_context(_pool(workers.count, _supply, supplies, workers.limits, MOST_TASKS))
            self._hands, self._supplies = _Hands(pool, workers), supplies
        return self._hands

    def close(self) -> None:
        """End the workers, for good."""
        with self._one:
            self._closed = True
            self._open.close()


@dataclass(frozen=True)
class _Hands:
    """Workers that are there: what they make, and what becomes of those that end. ``parcel`` as in `crew.work`.

    ``given`` is what they were given and have not ended, as far as was looked; ``news`` has something in it
    if any has ended since it was looked.

    Ctrl-C is heeded while these are waited for, and not while a lock may be held that pebble's threads wait for.
    """

    pool: ProcessPool
    of: Workers
    parcel: bytes = b""
    given: set[Running] = field(default_factory=set)
    news: SimpleQueue[None] = field(default_factory=SimpleQueue)

    def make(
        self, layouts: Sequence[Layout], batches: Iterable[tuple[Ticket, Sequence[Job]]]
    ) -> Iterator[tuple[Ticket, list[Made]]]:
        waiting = ((ticket, tasks(jobs, layouts)) for ticket, jobs in batches)
        running: dict[Running, tuple[Ticket, tuple[Task, ...]]] = {}
        while True:
            for ticket, given in islice(waiting, AHEAD * self.of.count - len(running)):
                running[self._given(given)] = ticket, given
            if not running:
                return
            for future in self._ended(running):
                ticket, given = running.pop(future)
                yield ticket, self._made(future, given)

    def _ended(self, running: Collection[Running]) -> set[Running]:
        """Those of them that have ended, one at least.

        A worker that the system ends between taking a task and saying so takes it away unseen, and pebble waits for it
        for ever: where nobody has begun or ended anything for a while, what nobody has begun is cancelled.
        """
        while True:
            with system.uninterrupted():
                done = {future for future in running if future.done()}
            if done:
                return done
            try:
                self.news.get(timeout=STRAY)
            except Empty:
                self._cancel(running)

    @system.uninterrupted()
    def _cancel(self, running: Collection[Running]) -> None:
        if any(future.running() for future in self.given):
            return
        for future in running:
            with suppress(RuntimeError):  # pebble has just notified them itself
                future.cancel()
                future.set_running_or_notify_cancel()

    @system.uninterrupted()
    def _given(self, given: Sequence[Task]) -> Running:
        arguments, seconds = (given, self.of.clock, self.parcel), self.of.limits.seconds * len(given)
        try:
            future: Running = self.pool.schedule(work, arguments, timeout=seconds)
        except RuntimeError as error:  # no worker can begin, or one was ended that had nothing to do
            future = Future()
            future.set_exception(BrokenProcessPool(str(error)))
        self.given.difference_update([each for each in self.given if each.done()])
        self.given.add(future)
        future.add_done_callback(self._tell)
        return future

    def _tell(self, _: Running) -> None:
        if self.news.empty():  # one is enough, whichever has ended: all are looked at
            self.news.put(None)

    def _made(self, future: Running, given: Sequence[Task], *, again: bool = True) -> list[Made]:
        self._ended((future,))
        try:
            with system.uninterrupted():
                return future.result()
        except BrokenProcessPool:
            return [killed(task) for task in given]
        except (ProcessExpired, CancelledError, MemoryError, SystemError, TimeoutError) as error:
            # MemoryError and SystemError are Python's own, short of memory
            expired = not isinstance(error, TimeoutError)
            if len(given) > 1 or (expired and again):
                alone = [(self._given((task,)), (task,)) for task in given]
                return [made for each in alone for made in self._made(*each, again=False)]
            return [killed(given[0]) if expired else late(given[0], self.of.limits.seconds)]


@contextmanager
def _pool(
    count: int, begin: Callable[..., None], given: object, most: Limits, most_tasks: int = 0
) -> Iterator[ProcessPool]:
    """Workers that ``begin`` with what they are given, and a folder for temporary files that goes when they do.

    After ``most_tasks`` one is replaced by another; 0: never.
    """
    with scratch.folder() as folder:
        arguments = given, most.bytes, str(folder)
        pool = ProcessPool(count, most_tasks, begin, arguments, get_context("spawn"))
        try:
            yield pool
        finally:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble's own are partly typed
            pool.join()


def _equip(layouts: Sequence[Layout], most_bytes: int, folder: str) -> None:
    """Begin as a worker that has the layouts."""
    _begin(most_bytes, folder)
    equip(layouts)


def _supply(supplies: Supplies, most_bytes: int, folder: str) -> None:
    """Begin as a worker that has what layouts share, and is given these as they come."""
    _begin(most_bytes, folder)
    stock(supplies)


def _begin(most_bytes: int, folder: str) -> None:
    """Within limits, and with a folder for temporary files: a worker is ended before it could tidy up."""
    tempfile.tempdir = folder
    limits.spare_collector()
    limits.confine(most_bytes)
