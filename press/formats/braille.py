"""Braille for embossers and braille displays (BRF)."""

from __future__ import annotations

from press.checks import braille as checks
from press.formats import Format, Pages
from press.formats.embossed import Embossed
from press.layout import Layout
from press.manuscript import Manuscript
from press.writers import braille as writer


class _Brf(Embossed):
    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        return writer.brf(script, layout)


FORMAT: Format = _Brf(checks.brf, *checks.RULES.values())
