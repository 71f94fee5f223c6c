"""Fonts: what they hold, and how wide a text is in them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache


@dataclass(frozen=True, eq=False)
class Face:
    """A static TrueType font. ``weight`` is that of OpenType's OS/2 table (400 is regular)."""

    family: str
    weight: int
    file: str
    data: bytes
    characters: frozenset[int]

    @cached_property
    def advances(self) -> Mapping[int, float]:
        """How far each character moves on, in ems, by its code point."""
        from fontTools.ttLib import TTFont

        font = TTFont(io.BytesIO(self.data), lazy=True)
        em, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: metrics[glyph][0] / em for code, glyph in font.getBestCmap().items()}


@dataclass(frozen=True, eq=False)
class Ruler:
    """Measures text that is set in the first of its faces that has each character, ``scale`` times as large."""

    faces: tuple[Face, ...]
    scale: float = 1

    def width(self, text: str) -> float:
        """How wide a text is, in ems; a character that no face has counts as one em."""
        advances = self._advances
        return self.scale * sum([advances.get(ord(letter), 1.0) for letter in text])

    def lines(self, text: str, width: float) -> int:
        """How many lines a text takes in a width, in ems."""
        space = self.width(" ")
        many, filled = 1, 0.0
        for word in map(self.width, text.split(" ")):
            if filled and filled + space + word > width:
                many, filled = many + 1, word
            else:
                filled += space + word if filled else word
        return many

    @property
    def _advances(self) -> Mapping[int, float]:
        return _advances(self.faces)


@lru_cache(maxsize=64)
def _advances(faces: tuple[Face, ...]) -> Mapping[int, float]:
    """How far each character moves on in the first face that has it; the same for all rulers of these faces."""
    return {code: advance for face in reversed(faces) for code, advance in face.advances.items()}
