"""What a process may take: time and memory. The parsers are largely in C, where nothing else can stop them."""

from __future__ import annotations

import gc
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` by the clock for one thing to do, and ``bytes`` of memory for the process that does it."""

    seconds: float = 120
    bytes: int = 1_500_000_000


READING = Limits(bytes=250_000_000)
"""For reading a file that somebody else made."""


def begin(most_bytes: int) -> None:
    """Begin as a process that may be ended: within a limit of memory; end at once on Ctrl-C, and when the process
    that wants the work is gone."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, resource.getrlimit(resource.RLIMIT_DATA)[1]))


@contextmanager
def lifted() -> Iterator[None]:
    """Without the limit of memory: for another program to be started, which would have it too."""
    least, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (least, most))


def spare_collector() -> None:
    """Have Python look for garbage less often: the program itself is none, nor is most of a library,
    and looking through a document's boxes again and again takes a sixth of its time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _end_with_parent() -> None:
    from multiprocessing import parent_process  # only those that have one wait for it

    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
