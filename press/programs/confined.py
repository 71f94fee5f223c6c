"""A process that may be ended, for reading what others made: it can neither go on for ever nor take all memory."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from press.problems import Place, Problem, Refused
from press.programs.limits import Limits, confine

Answer = TypeVar("Answer")


class Failed(Exception):
    """Raised with what went wrong in the other process, in words: what was raised there may not come over as it is."""


_DEEPEST = 5000
"""Calls within calls: parsers let some 250 things stand in each other, and each takes several."""


def _crossing(read: Callable[..., Answer], *given: object) -> Answer:
    """What ``read`` gives, or what it raises, as something that can come over from its process."""
    sys.setrecursionlimit(_DEEPEST)
    try:
        answer = read(*given)
        pickle.dumps(answer)
    except RecursionError:
        raise Refused([_too_deep(given)]) from None
    except (Refused, MemoryError, TimeoutError):
        raise
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), error.filename) from None
    except Exception as error:
        raise Failed(f"{type(error).__name__}: {error}") from None
    return answer


def _too_deep(given: tuple[object, ...]) -> Problem:
    message = "Things stand in it within each other, deeper than any leaflet needs."
    return Problem("depth", Place(str(given[0])), message, "Make the file again, in a simpler way.")


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
        return ProcessPool(1, initializer=confine, initargs=(self._limits.bytes,), context=get_context("spawn"))

    def _end(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble's own are partly typed
        self._pool.join()

    def _renew(self) -> None:
        self._end()
        self._pool = self._new()

    def call(self, read: Callable[..., Answer], file: Path, *others: object) -> Answer:
        """What ``read`` gives for a file. Raises Refused if it raises that, or anything else, or takes too much."""
        try:
            return self._called(read, file, *others)
        except Refused:
            raise
        except TimeoutError:
            message = f"It takes longer than {self._limits.seconds:g} seconds to read, and was given up."
            problem = Problem("time", Place(str(file)), message, "If you trust it, allow more with --seconds.")
        except (MemoryError, ProcessExpired, RuntimeError):  # the last is the pool's, as where no process can begin
            most = f"{self._limits.bytes // 1_000_000} MB of memory"
            message = f"It takes more than {most} to read, or ends what reads it, and was given up."
            problem = Problem("memory", Place(str(file)), message, "If you trust it, allow more with --memory.")
        except OSError as error:
            other = Path(os.fsdecode(error.filename)).name if isinstance(error.filename, str | bytes) else ""
            which = f" ({other})" if other not in ("", file.name) else ""
            message = f"The file cannot be read: {error.strerror}{which}."
            problem = Problem("unreadable", Place(str(file)), message, "Check that it is there, and may be read.")
        except Exception as error:
            said = str(error) if isinstance(error, Failed) else f"{type(error).__name__}: {error}"
            message = f"The program itself failed: {said}"
            problem = Problem("program", Place(str(file)), message, "Please report it, with this file.")
        raise Refused([problem])

    def _called(self, read: Callable[..., Answer], *given: object) -> Answer:
        """An answer; of a process that no earlier file has taken memory of, where it fails: the lack of it has many
        faces. The system may end one that has nothing to do, too, and its pool is then of no use any more."""
        if not self._pool.active:
            self._renew()
        self._files += 1
        try:
            answer: Answer = self._pool.schedule(_crossing, (read, *given), timeout=self._limits.seconds).result()
        except (MemoryError, ProcessExpired, RuntimeError, Failed):
            if self._files == 1:
                raise
            self._renew()
            return self._called(read, *given)
        return answer
