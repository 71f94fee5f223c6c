"""Web pages: one file each, which needs no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from press.checks import html as checks
from press.checks.html import spoken
from press.formats import Format, Pages
from press.layout import Layout
from press.manuscript import Manuscript
from press.problems import Problem
from press.programs.witnesses import Commands, Testimony, Witness
from press.speech import Speech
from press.writers import html as writer


class _Html:
    rules = tuple(checks.RULES.values())
    drafts = None
    folded = None

    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        return writer.write(script, layout)

    def check(self, data: bytes, script: Manuscript, layout: Layout) -> tuple[Problem, ...]:
        return checks.check(data, script)

    def check_alone(self, data: bytes) -> tuple[Problem, ...]:
        raise NotImplementedError  # what can be read alone says so (`alone`), and pages cannot

    def pages(self, data: bytes) -> int:
        return 0

    def speech(self, data: bytes) -> Speech:
        try:
            return spoken.speech(data)
        except etree.ParserError as error:
            raise ValueError(str(error)) from None

    def unasked(self, commands: Commands) -> Iterator[Witness]:
        yield from ()

    def testify(self, file: Path, commands: Commands) -> Iterator[Testimony]:
        yield from ()


FORMAT: Format = _Html()
