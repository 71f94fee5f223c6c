"""Workers on other machines: a cluster that Dask distributed runs.

Nothing but leaflets, and the layouts with their fonts, goes to the workers; bytes come back. A
worker that dies has its documents made by another one.
"""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic

from distributed import Client, Future, KilledWorker, Worker, WorkerPlugin, wait
from distributed.client import FutureCancelledError, FuturesCancelledError

from press import formats
from press.layout import Layout
from press.pipeline.crew import AHEAD, NoCrew, Task, Ticket, equip, killed, late, tasks, work
from press.pipeline.making import Clock, Made
from press.pipeline.planning import Job
from press.programs.limits import Limits
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
    """The workers of a scheduler; ``address`` is as in ``tcp://host:8786``.

    A document that takes longer than the limits allow, beside what its worker had to make before it, is given up,
    and its worker is started anew where Dask can do that.
    """

    address: str
    clock: Clock
    limits: Limits = field(default_factory=Limits)

    def make(
        self, layouts: Sequence[Layout], batches: Iterable[tuple[Ticket, Sequence[Job]]]
    ) -> Iterator[tuple[Ticket, list[Made]]]:
        """As `crew.Crew.make`. Raises NoCrew if nobody answers, or with another program than this one, or no more."""
        with _connected(self.address) as client:
            try:
                client.register_plugin(Equipment(layouts, client.id))
                yield from self._made(client, ((ticket, tasks(jobs, layouts, client.id)) for ticket, jobs in batches))
            except _GONE as error:
                raise NoCrew(_away(self.address)) from error

    def _made(
        self, client: Client, waiting: Iterator[tuple[Ticket, tuple[Task, ...]]]
    ) -> Iterator[tuple[Ticket, list[Made]]]:
        running: dict[Future, tuple[Ticket, tuple[Task, ...], float]] = {}
        while True:
            room = AHEAD * sum(client.nthreads().values()) - len(running)
            for ticket, given in islice(waiting, max(room, 0 if running else 1)):
                allowed = self.limits.seconds * AHEAD * len(given)
                future = client.submit(work, given, self.clock, pure=False)
                running[future] = ticket, given, monotonic() + allowed
            if not running:
                return
            with suppress(TimeoutError):
                wait(list(running), timeout=_LOOKS, return_when="FIRST_COMPLETED")
            if client.status != "running":
                raise OSError
            for future in [future for future, (*_, until) in running.items() if future.done() or monotonic() > until]:
                ticket, given, _ = running.pop(future)
                if future.done():
                    yield ticket, _result(future, given)
                else:
                    _give_up(client, future)
                    yield ticket, [late(task, self.limits.seconds) for task in given]


_LOOKS = 1
"""How often, in seconds, it is looked whether something takes too long."""
_GONE = (OSError, TimeoutError, FutureCancelledError, FuturesCancelledError, CancelledError)
"""What comes of a scheduler that has ended, or that nobody reaches any more."""


def _away(address: str) -> str:
    return f"The scheduler at {address} does not answer any more."


def _give_up(client: Client, late: Future) -> None:
    """Have nobody go on with something, and the worker that is at it start anew."""
    at_it = [worker for worker, keys in client.processing().items() if late.key in keys]
    late.cancel(force=True)
    with suppress(Exception):  # a worker without a nanny cannot be started anew: it ends, or others go on
        client.restart_workers(at_it, timeout=SECONDS)


def _result(future: Future, given: Sequence[Task]) -> list[Made]:
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
    try:
        client.run_on_scheduler(versions)
        others = client.run(versions)
    except _GONE as error:
        raise NoCrew(_away(address)) from error
    except Exception as error:  # whatever a scheduler or a worker that lacks the program has raised
        client.close()
        message = f"The scheduler at {address} or a worker of it does not know this program. Start it in the checkout"
        raise NoCrew(f"{message}, with PYTHONPATH=. before the command.") from error
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


def versions() -> tuple[str, ...]:
    """What has to be the same on all machines for the same bytes to come of it."""
    return keys.program(), *(formats.drafter(name) for name in formats.FORMATS)
