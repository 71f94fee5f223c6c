"""Glyphs that say, one by one and in the order of reading, what they show.

Typst shows the glyphs of a line from left to right, and what a cluster of several glyphs says in an actual text, which
not every reader knows of. Here a line that runs from right to left is shown in the order of its letters, with a step
back before each (ISO 32000-1, 14.8.2.3.3), and each such cluster as a glyph of its own (`press.writers.clusters`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from press.manuscript import runs_from_right
from press.writers.clusters import HAIR, Clusters, Shape, is_composed
from press.writers.typeset.text import CONTROLS, Font, Glyphs, Text

_HAIRS = 0.008
"""How far a glyph that paints nothing stands left of the one before it, in ems, where lines run from right to left."""


@dataclass(eq=False)
class Made:
    """A font of clusters, ``name`` on pages, and the one that they are drawn in; ``units`` of it are an em."""

    source: Font
    name: bytes
    units: int
    clusters: Clusters = field(default_factory=Clusters)


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Glyphs that belong together. ``x`` is where it begins, in points from where its group does."""

    x: float
    width: float
    shapes: tuple[Shape, ...]
    says: str


class Shapes:
    """Writes what texts show, and keeps the fonts that this takes. ``units`` tells how many of a font's are an em."""

    def __init__(self, units: Callable[[Font], int]) -> None:
        self.units = units
        self.made: dict[int, Made] = {}

    def shown(self, text: Text) -> bytes:
        """What stands between BT and ET: as Typst wrote it where each glyph says what it shows."""
        # Of what is one glyph, Typst does not say which way it runs.
        if not text.turned and len(text.text) > 1 and runs_from_right(text.text):
            text = replace(text, shown=[replace(part, turned=True) for part in text.shown])
        turned = text.turned
        told = any(CONTROLS.search(part.text) for part in text.shown)
        whole = turned or told or is_composed(text.text)
        if not whole and all(part.says is None for part in text.shown):
            return text.content
        parts = reversed(text.shown) if turned else text.shown
        return b"".join([self._composed(part) if whole or part.says is not None else _set(part) for part in parts])

    def hyphen(self, text: Text) -> bytes:
        """What stands between BT and ET for a hyphen where a word is divided."""
        return b"".join(self._composed(replace(part, says="\N{HYPHEN}")) for part in text.shown)

    def _font(self, font: Font) -> Made:
        if font.number not in self.made:
            self.made[font.number] = Made(font, b"m%d" % font.number, self.units(font))
        return self.made[font.number]

    def _composed(self, part: Glyphs) -> bytes:
        made = self._font(part.font)
        per_point = made.units / part.size
        clusters = list(_clusters(part, per_point))
        begin = pen = part.glyphs[0].x
        shown = []
        for cluster in reversed(clusters) if part.turned else clusters:
            x, codes = cluster.x, b""
            for number in _numbers(made.clusters, cluster, per_point, turned=part.turned):
                codes += b"%.1f <%04x> " % ((pen - x) / part.size * 1000, number)
                pen = x + made.clusters.advances[number] / per_point
                x = x - _HAIRS * part.size if part.turned else pen
            shown.append(codes)
        # PDFium turns what one operator shows: of what runs from right to left each shows one cluster.
        joint = b"]TJ[" if part.turned else b""
        head = b" 0 Tr/%b %.7g Tf 1 0 0 -1 %.7g 0 Tm[" % (made.name, part.size, begin)
        return head + joint.join(shown) + b"]TJ"


def _numbers(clusters: Clusters, cluster: _Cluster, per_point: float, *, turned: bool) -> list[int]:
    advance = round(cluster.width * per_point)
    if not cluster.says:
        return []
    if not turned:
        return list(clusters.numbers(cluster.shapes, cluster.says, advance))
    first = clusters.number(cluster.shapes, cluster.says[0], max(advance, HAIR))
    return [first, *(clusters.number((), letter, HAIR) for letter in cluster.says[1:])]


def _clusters(part: Glyphs, per_point: float) -> Iterator[_Cluster]:
    """The clusters of some glyphs, from left to right."""
    if part.says is not None:
        begin = part.glyphs[0].x
        end = max(glyph.x + glyph.move for glyph in part.glyphs)  # a mark below a letter is put back to its middle
        shapes = tuple(
            (glyph.number, round((glyph.x - begin) * per_point), round(glyph.y * per_point)) for glyph in part.glyphs
        )
        yield _Cluster(begin, end - begin, shapes, CONTROLS.sub("", part.says))
        return
    for glyph in part.glyphs:
        shape = (glyph.number, 0, round(glyph.y * per_point))
        yield _Cluster(glyph.x, glyph.move, (shape,), CONTROLS.sub("", part.font.says.get(glyph.number, "")))


def _set(part: Glyphs) -> bytes:
    """Glyphs in the font that Typst set them in."""
    glyphs = part.glyphs
    if not glyphs:
        return b""
    first = glyphs[0]
    codes, pen = b"", first.x
    for glyph in glyphs:
        codes += b"%.7g <%04x>" % ((pen - glyph.x) / part.size * 1000, glyph.number)
        pen = glyph.x + glyph.move
    return b" 0 Tr/%b %.7g Tf 1 0 0 -1 %.7g %.7g Tm[%b]TJ" % (part.name, part.size, first.x, -first.y, codes)
