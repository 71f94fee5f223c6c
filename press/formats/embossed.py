"""What the formats of braille have in common: they are pages of cells, read again in the same way."""

from __future__ import annotations

from collections.abc import Callable

from press.checks import braille as checks
from press.formats.unpaged import Unpaged
from press.layout import Layout
from press.manuscript import Manuscript
from press.problems import Problem, Rule
from press.speech import Speech

Reads = Callable[[bytes], checks.Pages]
"""Gives the pages of a file. Raises ValueError where it is none."""


class Embossed(Unpaged):
    """A format of braille; the rules that all of them keep are listed with one."""

    def __init__(self, read: Reads, *rules: Rule) -> None:
        self.read = read
        self.rules = rules

    def check(self, data: bytes, script: Manuscript, layout: Layout) -> tuple[Problem, ...]:
        return checks.check(data, self.read, script, layout)

    def check_alone(self, data: bytes) -> tuple[Problem, ...]:
        return checks.check_alone(data, self.read)

    def speech(self, data: bytes) -> Speech:
        return checks.speech(self.read(data))

    def pages(self, data: bytes) -> int:
        return len(self.read(data))
