"""What a process may take: time and memory. The parsers are largely in C, where nothing else can stop them.

A process that has limits takes with it, when it is ended, the programs that it has asked.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from press.programs import system


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` by the clock for one thing to do, and ``bytes`` of memory for the process that does it."""

    seconds: float = 120
    bytes: int = 1_500_000_000


MAKING = Limits()
"""For making a document."""
READING = Limits(bytes=250_000_000)
"""For reading a file that somebody else made."""


_running: set[int] = set()
"""The process groups of the programs that are at work for this process."""


def confine(most_bytes: int) -> None:
    """Make this a process that may be ended: within a limit of memory; end when asked to, on Ctrl-C, and when the
    process that wants the work is gone.

    What libraries in C print when they fail is not shown: who asked for the work says it in a sentence.
    """
    system.when_ended(_end)
    Thread(target=_end_with_parent, daemon=True).start()
    system.limit_memory(most_bytes, _end)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)


@contextmanager
def ended_when(asked: Callable[[], bool], every: float) -> Iterator[None]:
    """End this process, with what it has asked other programs, as soon as ``asked`` says so within the block; it is
    asked every so many seconds. A process that no other has begun goes on: it is somebody's own.
    """
    from multiprocessing import parent_process  # as below

    over = Event()

    def watch() -> None:
        while not over.wait(every):
            if asked():
                _end()

    if parent_process():
        Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        over.set()


def output_of(
    command: Sequence[str], seconds: float, environment: Mapping[str, str] | None = None, given: bytes | None = None
) -> bytes:
    """What another program prints, which is given these bytes to read. It has the memory that it likes, and so many
    seconds.

    It is ended, with all that it has started, when it takes longer and when this process is ended.
    Raises OSError if it cannot be run, TimeoutError if it takes longer.
    """
    from subprocess import TimeoutExpired  # only those that ask need it

    program = None
    try:  # from before it begins: whoever interrupts this as it begins does not wait for it to end
        program = system.start(command, environment, fed=given is not None)
        _running.add(program.pid)
        return program.communicate(given, timeout=seconds)[0]
    except TimeoutExpired:
        raise TimeoutError from None
    finally:
        if program:
            system.end_all(program.pid)
            _running.discard(program.pid)
            with program:
                pass  # its pipes are closed, and it is waited for


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
    for group in tuple(_running):
        system.end_all(group)
    os._exit(1)
