"""Scripts whose letters change their shape or place (see `press.writers.clusters`), in the pages of WeasyPrint."""

from __future__ import annotations

from copy import copy
from typing import Any

from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream

from press.writers.clusters import Clusters, Shape


class ComposedFont(Font):  # type: ignore[misc]  # WeasyPrint publishes no types
    """A font whose glyphs are clusters."""

    file_content: bytes
    clusters: Clusters

    def numbers(self, shapes: tuple[Shape, ...], letters: str, advance: int) -> list[int]:
        """The glyphs that say the letters of a cluster (see `Clusters.numbers`)."""
        numbers = list(self.clusters.numbers(shapes, letters, advance))
        for number in numbers:
            self.widths[number] = self.clusters.advances[number] * 1000 / self.upem
            self.to_unicode[number] = self.clusters.says[number]
        return numbers

    def clean(self, to_unicode: object, hinting: object) -> None:
        """Make the font file; WeasyPrint asks for it when all pages are painted."""
        self.file_content = self.clusters.file(self.file_content)


def composed(stream: Stream, font: Any) -> ComposedFont:
    """The font that clusters of a font are set in; one for each document."""
    key = ("composed", font.hash)
    if key not in stream._fonts:
        twin = copy(font)
        twin.__class__ = ComposedFont
        twin.hash = font.hash[1:] + font.hash[0]
        twin.name = font.name.replace(font.hash.encode(), twin.hash.encode())
        twin.clusters, twin.widths, twin.to_unicode = Clusters(), {}, {}
        stream._fonts[key] = twin
    found: ComposedFont = stream._fonts[key]
    return found
