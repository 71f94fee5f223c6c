"""EPUB: e-books, that flow as their reader wishes."""

from __future__ import annotations

from press.checks import epub as checks
from press.formats import Format, Pages
from press.formats.unpaged import Unpaged
from press.layout import Layout
from press.manuscript import Manuscript
from press.problems import Problem
from press.speech import Speech
from press.writers import epub as writer


class _Epub(Unpaged):
    rules = tuple(checks.RULES.values())

    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        return writer.write(script, layout)

    def check(self, data: bytes, script: Manuscript, layout: Layout) -> tuple[Problem, ...]:
        return checks.check(data, script, heard=bool(layout.voice))

    def check_alone(self, data: bytes) -> tuple[Problem, ...]:
        return checks.check_alone(data)

    def seconds(self, data: bytes) -> float:
        return checks.seconds(data)

    def speech(self, data: bytes) -> Speech:
        return checks.speech(data)


FORMAT: Format = _Epub()
