"""What formats have in common that have no pages, and of which no other program is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from press.problems import Problem
from press.programs.witnesses import Commands, Testimony, Witness


class Unpaged:
    """A format without drafts, sheets, pages and witnesses; its files are judged beside their leaflets alone."""

    drafts = None
    folded = None

    def check_alone(self, data: bytes) -> tuple[Problem, ...]:
        raise NotImplementedError  # what can be read alone says so (`Known.alone`)

    def pages(self, data: bytes) -> int:
        return 0

    def seconds(self, data: bytes) -> float:
        return 0

    def unasked(self, commands: Commands) -> Iterator[Witness]:
        yield from ()

    def testify(self, file: Path, commands: Commands) -> Iterator[Testimony]:
        yield from ()
