"""JSON: the leaflet as data, for websites and other systems."""

from __future__ import annotations

from press.checks import data as checks
from press.formats import Format, Pages
from press.formats.unpaged import Unpaged
from press.layout import Layout
from press.manuscript import Manuscript
from press.problems import Problem
from press.speech import Speech
from press.writers import data as writer


class _Data(Unpaged):
    rules = tuple(checks.RULES.values())

    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        return writer.write(script)

    def check(self, data: bytes, script: Manuscript, layout: Layout) -> tuple[Problem, ...]:
        return checks.check(data, script)

    def speech(self, data: bytes) -> Speech:
        return checks.speech(data)


FORMAT: Format = _Data()
