"""What a process may take: time and memory. The parsers are largely in C, where nothing else can stop them.

A process that has limits takes with it, when it is ended, the programs that it has asked.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` by the clock for one thing to do, and ``bytes`` of memory for the process that does it."""

    seconds: float = 120
    bytes: int = 1_500_000_000


READING = Limits(bytes=250_000_000)
"""For reading a file that somebody else made."""


_asked: set[int] = set()
"""The process groups of the programs that are being asked."""


def begin(most_bytes: int) -> None:
    """Begin as a process that may be ended: within a limit of memory; end when asked to, on Ctrl-C, and when the
    process that wants the work is gone.

    What libraries in C print when they fail is not shown: who asked for the work says it in a sentence.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: _end())
    Thread(target=_end_with_parent, daemon=True).start()
    resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def ask(command: Sequence[str], seconds: float, environment: Mapping[str, str] | None = None) -> bytes:
    """What another program prints. It has the memory that it likes, and so many seconds.

    It is ended, with all that it has started, when it takes longer and when this process is ended.
    Raises OSError if it cannot be run, TimeoutError if it takes longer.
    """
    import subprocess  # only those that ask need it

    nothing, said = subprocess.DEVNULL, subprocess.PIPE
    with _unlimited():
        program = subprocess.Popen(  # noqa: S603  # no shell, and a program that is ours or that the user has named
            command, env=environment, stdin=nothing, stdout=said, stderr=nothing, start_new_session=True
        )
    with program:
        _asked.add(program.pid)
        try:
            return program.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        finally:
            _end_group(program.pid)
            _asked.discard(program.pid)


@contextmanager
def _unlimited() -> Iterator[None]:
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
        _end()


def _end() -> None:
    """End this process at once, and what it has asked."""
    for group in tuple(_asked):
        _end_group(group)
    os._exit(1)


def _end_group(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # it has ended
        os.killpg(group, signal.SIGKILL)
