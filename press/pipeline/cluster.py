"""Workers on other machines: a cluster that Dask distributed runs.

Nothing but leaflets, and the layouts with their fonts, goes to the workers; bytes come back. A
worker that dies has its documents made by another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from distributed import Client, Future, KilledWorker, Worker, WorkerPlugin, as_completed

from press.layout import Layout
from press.pipeline.crew import AHEAD, NoCrew, Task, Ticket, equip, killed, tasks, work
from press.pipeline.making import Clock, Made
from press.pipeline.planning import Job
from press.programs import libreoffice
from press.store import keys

SECONDS = 10
"""How long a scheduler may take to answer."""


class Equipment(WorkerPlugin):  # type: ignore[misc]  # distributed publishes no types
    """Gives each worker the layouts of a build, those that join later too."""

    def __init__(self, layouts: Sequence[Layout], name: str) -> None:
        self.layouts, self.name = tuple(layouts), name

    def setup(self, worker: Worker) -> None:
        equip(self.layouts, self.name)


@dataclass(frozen=True)
class Cluster:
    """The workers of a scheduler; ``address`` is as in ``tcp://host:8786``."""

    address: str
    clock: Clock

    def make(
        self, layouts: Sequence[Layout], batches: Iterable[tuple[Ticket, Sequence[Job]]]
    ) -> Iterator[tuple[Ticket, list[Made]]]:
        """As `crew.Crew.make`. Raises NoCrew if nobody answers, or with another program than this one."""
        running: dict[str, tuple[Ticket, tuple[Task, ...]]] = {}
        with _connected(self.address) as client:
            client.register_plugin(Equipment(layouts, client.id))
            waiting = ((ticket, tasks(jobs, layouts, client.id)) for ticket, jobs in batches)
            done = as_completed()
            while True:
                room = AHEAD * sum(client.nthreads().values()) - len(running)
                for ticket, given in islice(waiting, max(room, 0 if running else 1)):
                    future = client.submit(work, given, self.clock, pure=False)
                    running[future.key] = ticket, given
                    done.add(future)
                if not running:
                    return
                future = next(done)
                ticket, given = running.pop(future.key)
                yield ticket, _made(future, given)


def _made(future: Future, given: Sequence[Task]) -> list[Made]:
    try:
        made: list[Made] = future.result()
    except KilledWorker:
        return [killed(task) for task in given]
    return made


def _connected(address: str) -> Client:
    try:
        client = Client(address, timeout=SECONDS)
    except (OSError, ValueError):
        raise NoCrew(f"No Dask scheduler answers at {address}.") from None
    others = client.run(versions)
    if not others:
        client.close()
        raise NoCrew(f"The scheduler at {address} has no workers yet.")
    strangers = sorted(worker for worker, version in others.items() if version != versions())
    if strangers:
        client.close()
        raise NoCrew(
            f"Another version of this program, of a library, Pango or LibreOffice is on {', '.join(strangers)}."
        )
    return client


def versions() -> tuple[str, str]:
    """What has to be the same on all machines for the same bytes to come of it."""
    return keys.program(), libreoffice.version()
