"""Braille as a picture, for sighted people."""

from __future__ import annotations

from press.checks import braille as checks
from press.formats import Format, Pages
from press.formats.embossed import Embossed
from press.layout import Layout
from press.manuscript import Manuscript
from press.writers import braille as writer


class _Dots(Embossed):
    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        return writer.dots(script, layout)


FORMAT: Format = _Dots(checks.dots, checks.DOTS)
