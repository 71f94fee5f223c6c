"""Braille for transcribers' programs (PEF)."""

from __future__ import annotations

from press.checks import braille as checks
from press.formats import Format, Pages
from press.formats.embossed import Embossed
from press.layout import Layout
from press.manuscript import Manuscript
from press.writers import braille as writer


class _Pef(Embossed):
    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        return writer.pef(script, layout)


FORMAT: Format = _Pef(checks.pef, checks.PEF)
