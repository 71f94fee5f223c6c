"""Web pages: one file each, which needs no network."""

from __future__ import annotations

from lxml import etree

from press.checks import html as checks
from press.formats import Format, Pages
from press.formats.unpaged import Unpaged
from press.hypertext import spoken
from press.layout import Layout
from press.manuscript import Manuscript
from press.problems import Problem
from press.speech import Speech
from press.writers import html as writer


class _Html(Unpaged):
    rules = tuple(checks.RULES.values())

    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        return writer.write(script, layout)

    def check(self, data: bytes, script: Manuscript, layout: Layout) -> tuple[Problem, ...]:
        return checks.check(data, script)

    def speech(self, data: bytes) -> Speech:
        try:
            return spoken.speech(data)
        except etree.ParserError as error:
            raise ValueError(str(error)) from None


FORMAT: Format = _Html()
