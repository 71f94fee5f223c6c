"""Recordings in a third of the space (Opus in Ogg)."""

from __future__ import annotations

from press.checks import audio as checks
from press.formats import Format, Pages
from press.formats.recorded import Recorded
from press.layout import Layout
from press.manuscript import Manuscript
from press.writers import audio as writer


class _Opus(Recorded):
    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        return writer.opus(script, layout)


FORMAT: Format = _Opus(checks.tags.of_opus, checks.OF_OPUS)
