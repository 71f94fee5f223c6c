"""A program of somebody else's that is asked for something: whether it is there, which it is, and what it gives."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from press.problems import Place, Problem, Refused
from press.programs import limits


@dataclass(frozen=True, slots=True)
class Program:
    """A ``command``, what people know it as, what it does in a clause, and the packages that have it; PyPI's where
    Debian and Homebrew have none."""

    command: str
    name: str
    does: str
    debian: str
    brew: str
    asks_version: str = "--version"
    seconds: float = 120
    pypi: str = ""

    def version(self) -> str:
        """What is installed, as it says itself on its first line; empty where it is not."""
        return _version(self)

    def asked(self, arguments: Sequence[str], given: bytes | None = None) -> bytes:
        """What it prints, given these bytes to read. Raises Refused where it is not there, fails, or takes too long."""
        if not self.version():
            message = f"{self.name}, which {self.does}, is not installed."
            raise Refused([Problem(self.command, self._place, message, self._install)])
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        try:
            return limits.output_of([self.command, *arguments], self.seconds, environment, given)
        except TimeoutError:
            message = f"{self.name} takes longer than {self.seconds:g} seconds."
            raise Refused([Problem("time", self._place, message, f"Try it by hand: {self.command}.")]) from None
        except OSError as error:
            message = f"{self.name} could not be run: {error.strerror}."
            raise Refused([Problem(self.command, self._place, message, self._install)]) from None

    @property
    def _place(self) -> Place:
        return Place(self.command)

    @property
    def _install(self) -> str:
        how = f"Debian: apt-get install {self.debian}; macOS: brew install {self.brew}"
        how = f"pip install {self.pypi}" if self.pypi else how
        return f"Install it ({how}) and build again, or leave the layout out."


@cache
def _version(program: Program) -> str:
    if not shutil.which(program.command):
        return ""
    try:
        said = limits.output_of([program.command, program.asks_version], program.seconds)
    except OSError:
        return ""
    return next(iter(said.decode("utf-8", "replace").splitlines()), "").strip()
