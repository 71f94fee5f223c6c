"""Recordings that everything plays (MP3)."""

from __future__ import annotations

from press.checks import audio as checks
from press.formats import Format, Pages
from press.formats.recorded import Recorded
from press.layout import Layout
from press.manuscript import Manuscript
from press.writers import audio as writer


class _Mp3(Recorded):
    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        return writer.mp3(script, layout)


FORMAT: Format = _Mp3(checks.tags.of_mp3, checks.OF_MP3, *checks.RULES.values())
