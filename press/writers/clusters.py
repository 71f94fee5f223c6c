"""Clusters: scripts whose letters change their shape or place beside others, as in Bengali, Tamil or Khmer.

There, what is drawn of a syllable says nothing letter by letter: a vowel stands before the consonant that it
follows, or on both of its sides, and the same shape is drawn for different letters. So each syllable (a
cluster, as HarfBuzz has it) is made a glyph of its own, of the shapes that it is drawn with, in a font of its
own. It says the first letter (ToUnicode: ISO 32000-1, 9.10.3); glyphs after it that paint nothing say the
others:

    ক্ষি    drawn as  ি ক্ষ    ->    <all of it, says ক> <nothing, says ্> <nothing, says ষ> <nothing, says ি>

No reader has to guess, and none needs to know of actual text. What is painted is the same.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import category

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

_COMPOSED = re.compile(
    # Devanagari to Sinhala, Thai and Lao, Tibetan, Myanmar, Khmer, Philippine scripts to Balinese and on.
    "[\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1700-\u17ff\u1900-\u1cff\ua800-\ua82f\ua840-\ua8ff"
    "\ua900-\uaa7f\uaa80-\uaadf\uabc0-\uabff\U00011000-\U00011fff]"
)
HAIR = 1
"""The width of a mark, in font units."""
Shape = tuple[int, int, int]
"""A glyph of the layout's font, and how far it stands right of and above where its cluster begins, in font units."""


def is_composed(text: str) -> bool:
    """Whether a text has letters of such a script."""
    return not text.isascii() and _COMPOSED.search(text) is not None


@dataclass
class Clusters:
    """The glyphs of a font that is made of another's clusters: numbered from 1 as they are first met."""

    made: dict[tuple[tuple[Shape, ...], str, int], int] = field(default_factory=dict)
    advances: dict[int, int] = field(default_factory=dict)
    """How far each glyph moves on, in font units."""
    says: dict[int, str] = field(default_factory=dict)

    def numbers(self, shapes: tuple[Shape, ...], letters: str, advance: int) -> Iterator[int]:
        """The glyphs that say the letters of a cluster; the first is drawn as it, the others paint nothing.

        They share the cluster's ``advance``, in font units. Of marks pdf.js thinks that they have none, and
        pdfminer begins a new line after two that have none: they have next to none.
        """
        marks = [category(letter) == "Mn" for letter in letters[1:]]
        wide = 1 + marks.count(False)
        share, rest = divmod(max(advance - marks.count(True) * HAIR, 0), wide)
        yield self.number(shapes, letters[0], max(share + rest, HAIR))
        for letter, mark in zip(letters[1:], marks, strict=True):
            yield self.number((), letter, HAIR if mark else share)

    def number(self, shapes: tuple[Shape, ...], says: str, advance: int) -> int:
        """The glyph that is drawn as these shapes, says this and moves on so far, in font units."""
        key = (shapes, says, advance)
        if key not in self.made:
            number = self.made[key] = len(self.made) + 1
            self.advances[number], self.says[number] = advance, says
        return self.made[key]

    def file(self, source: bytes) -> bytes:
        """A TrueType font of these glyphs, which are drawn with those of another; the same for the same glyphs."""
        return _file(source, tuple((shapes, advance) for shapes, _, advance in self.made))


@lru_cache(maxsize=8)
def _file(data: bytes, drawn: tuple[tuple[tuple[Shape, ...], int], ...]) -> bytes:
    """A TrueType font of these glyphs, each with its advance, and of nothing else."""
    with TTFont(io.BytesIO(data), lazy=True) as source:
        glyphs, names = source.getGlyphSet(), source.getGlyphOrder()
        made = {".notdef": TTGlyphPen(None).glyph()}
        for number, (shapes, _) in enumerate(drawn, 1):
            pen = TTGlyphPen(None)
            for glyph, x, y in shapes:
                outlines = DecomposingRecordingPen(glyphs)
                glyphs[names[glyph]].draw(outlines)
                outlines.replay(TransformPen(pen, (1, 0, 0, 1, x, y)))
            made[f"cluster{number}"] = pen.glyph()
        builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
        builder.setupGlyphOrder(list(made))
        builder.setupCharacterMap({})
        builder.setupGlyf(made)
        builder.setupHorizontalMetrics(
            {
                name: (advance, made[name].xMin if made[name].numberOfContours else 0)
                for name, (_, advance) in zip(made, (((), 0), *drawn), strict=True)
            }
        )
        builder.setupHorizontalHeader(ascent=source["hhea"].ascent, descent=source["hhea"].descent)
        builder.setupPost(keepGlyphNames=False)
    builder.font.recalcTimestamp = False
    builder.font["head"].created = builder.font["head"].modified = 0
    file = io.BytesIO()
    builder.font.save(file)
    return file.getvalue()
