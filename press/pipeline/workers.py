"""Workers beside this process, on the same machine."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from pebble import ProcessExpired, ProcessPool

from press.layout import Layout
from press.pipeline.crew import AHEAD, Task, Ticket, equip, killed, late, tasks, work
from press.pipeline.making import Clock, Made
from press.pipeline.planning import Job
from press.programs import limits, system
from press.programs.limits import Limits

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
        waiting = ((ticket, tasks(jobs, layouts)) for ticket, jobs in batches)
        running: dict[Running, tuple[Ticket, tuple[Task, ...]]] = {}
        with self._pool(layouts) as pool:
            while True:
                for ticket, given in islice(waiting, AHEAD * self.count - len(running)):
                    running[self._given(pool, given)] = ticket, given
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    ticket, given = running.pop(future)
                    yield ticket, self._made(pool, future, given)

    @contextmanager
    def _pool(self, layouts: Sequence[Layout]) -> Iterator[ProcessPool]:
        """Workers that have the layouts, and a folder for temporary files that goes when they do."""
        _tidy()
        with TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder, _held(folder):
            given = tuple(layouts), self.limits.bytes, folder
            pool = ProcessPool(self.count, initializer=_equip, initargs=given, context=get_context("spawn"))
            try:
                yield pool
            finally:
                pool.stop()  # type: ignore[no-untyped-call]  # pebble's own are partly typed
                pool.join()

    def _given(self, pool: ProcessPool, given: Sequence[Task]) -> Running:
        future: Running = pool.schedule(work, (given, self.clock), timeout=self.limits.seconds * len(given))
        return future

    def _made(self, pool: ProcessPool, future: Running, given: Sequence[Task], *, again: bool = True) -> list[Made]:
        try:
            return future.result()
        except (ProcessExpired, MemoryError, TimeoutError) as error:
            expired = not isinstance(error, TimeoutError)
            if len(given) > 1 or (expired and again):
                alone = [(self._given(pool, (task,)), (task,)) for task in given]
                return [made for each in alone for made in self._made(pool, *each, again=False)]
            return [killed(given[0]) if expired else late(given[0], self.limits.seconds)]


def _equip(layouts: Sequence[Layout], most_bytes: int, folder: str) -> None:
    """Begin as a worker that has the layouts, and a folder for temporary files: it is ended before it could tidy up."""
    tempfile.tempdir = folder
    limits.spare_collector()
    limits.confine(most_bytes)
    equip(layouts)


_PREFIX = "leaflet-press-"


class _Held(Exception):
    """Raised where a folder belongs to a build that is at work."""


@contextmanager
def _held(folder: str) -> Iterator[bool]:
    """Lock a folder for temporary files for as long as this process needs it; whether that can be.

    Raises _Held where another process needs it.
    """

    def held() -> None:
        raise _Held

    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # a system that opens no folder, or a folder of somebody else's
        yield False
        return
    try:
        yield system.lock(handle, held)
    finally:
        os.close(handle)


def _tidy() -> None:
    """Take away the folders for temporary files of builds that were killed before they could do it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(_Held, OSError), _held(str(folder)) as dead:
            if dead and not folder.is_symlink():
                shutil.rmtree(folder, ignore_errors=True)
