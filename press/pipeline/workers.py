"""Workers beside this process, on the same machine."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread

from press.layout import Layout
from press.pipeline.crew import AHEAD, Task, Ticket, equip, killed, spare_collector, tasks, work
from press.pipeline.making import Clock, Made
from press.pipeline.planning import Job


@dataclass(frozen=True)
class Workers:
    """Processes of this machine.

    If the system ends one, what they all had before them is made again, batch after batch in a
    process of its own, so that only the document that ends it a second time is given up.
    """

    count: int
    clock: Clock

    def make(
        self, layouts: Sequence[Layout], batches: Iterable[tuple[Ticket, Sequence[Job]]]
    ) -> Iterator[tuple[Ticket, list[Made]]]:
        waiting = ((ticket, tasks(jobs, layouts)) for ticket, jobs in batches)
        running: dict[Future[list[Made]], tuple[Ticket, tuple[Task, ...]]] = {}
        pool = self._pool(layouts, self.count)
        try:
            while True:
                for ticket, given in islice(waiting, AHEAD * self.count - len(running)):
                    running[self._submitted(pool, given)] = ticket, given
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                whole = [future for future in done if not isinstance(future.exception(), BrokenProcessPool)]
                for future in whole:
                    yield running.pop(future)[0], future.result()
                if len(whole) < len(done):
                    pool.shutdown()
                    for ticket, given in running.values():
                        yield ticket, self._apart(layouts, given)
                    running.clear()
                    pool = self._pool(layouts, self.count)
        finally:
            pool.shutdown(cancel_futures=True)

    def _submitted(self, pool: ProcessPoolExecutor, given: Sequence[Task]) -> Future[list[Made]]:
        try:
            return pool.submit(work, given, self.clock)
        except BrokenProcessPool as broken:
            future: Future[list[Made]] = Future()
            future.set_exception(broken)
            return future

    def _pool(self, layouts: Sequence[Layout], count: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(count, get_context("spawn"), _begin, (tuple(layouts),))

    def _apart(self, layouts: Sequence[Layout], given: Sequence[Task]) -> list[Made]:
        """A batch in a process of its own; if it ends that one too, each task in its own."""
        try:
            with self._pool(layouts, 1) as pool:
                return pool.submit(work, given, self.clock).result()
        except BrokenProcessPool:
            if len(given) == 1:
                return [killed(given[0])]
            return [made for task in given for made in self._apart(layouts, (task,))]


def _begin(layouts: Sequence[Layout]) -> None:
    """Begin as a worker: end at once on Ctrl-C, and when the process that wants the work is gone."""
    spare_collector()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    equip(layouts)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
