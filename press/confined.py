"""Processes that may be ended: what is read or made in them can neither go on for ever nor take all memory.

The parsers are largely in C, where nothing else can stop them.
"""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from press.problems import Place, Problem, Refused

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` by the clock for one thing to do, and ``bytes`` of memory for the process that does it."""

    seconds: float = 120
    bytes: int = 1_500_000_000


READING = Limits(bytes=250_000_000)
"""For reading a file that somebody else made."""


class Confined:
    """A process beside this one that reads files, one after the other, each within limits.

    One that takes too much has the process ended; the next begins a new one.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pool = self._new()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _new(self) -> ProcessPool:
        self._files = 0
        return ProcessPool(1, initializer=begin, initargs=(self._limits.bytes,), context=get_context("spawn"))

    def _end(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble's own are partly typed
        self._pool.join()

    def ask(self, read: Callable[..., Answer], file: Path, *others: object) -> Answer:
        """What ``read`` gives for a file. Raises Refused if it raises that, or anything else, or takes too much."""
        try:
            return self._asked(read, file, *others)
        except Refused:
            raise
        except TimeoutError:
            message = f"It takes longer than {self._limits.seconds:g} seconds to read, and was given up."
            problem = Problem("time", Place(str(file)), message, "If you trust it, allow more with --seconds.")
        except (MemoryError, ProcessExpired):
            most = f"{self._limits.bytes // 1_000_000} MB of memory"
            message = f"It takes more than {most} to read, or ends what reads it, and was given up."
            problem = Problem("memory", Place(str(file)), message, "If you trust it, allow more with --memory.")
        except OSError as error:
            message = f"The file cannot be read: {error.strerror}."
            problem = Problem("unreadable", Place(str(file)), message, "Check that it is there, and may be read.")
        except Exception as error:
            message = f"The program itself failed: {type(error).__name__}: {error}"
            problem = Problem("program", Place(str(file)), message, "Please report it, with this file.")
        raise Refused([problem])

    def _asked(self, read: Callable[..., Answer], *given: object) -> Answer:
        """An answer; where memory is lacking, of a process that no earlier file has taken some of."""
        self._files += 1
        try:
            return self._pool.schedule(read, given, timeout=self._limits.seconds).result()
        except (MemoryError, ProcessExpired):
            if self._files == 1:
                raise
            self._end()
            self._pool = self._new()
            return self._asked(read, *given)


def begin(most_bytes: int) -> None:
    """Begin as such a process: within a limit of memory; end at once on Ctrl-C, and when the process
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


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
