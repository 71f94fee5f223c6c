"""How the codes in a content stream are read: what each says, and how far it moves on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pikepdf import Array, Dictionary, Name

from press.checks.pdf import encodings

PdfObject = Any
"""What stands in a PDF: pikepdf's objects, and Python's numbers and flags."""

_SLANTED = re.compile("italic|oblique", re.IGNORECASE)
_USUAL_ADVANCE = 500
"""Of letters in a font that is not in the file and does not say."""


@dataclass(eq=False)
class Font:
    """How to read a font's codes: what each says, and its advance in thousandths of the type size."""

    name: str
    embedded: bool
    width_of_code: int
    texts: dict[bytes, str]
    advances: dict[bytes, float]
    default: float
    slanted: bool

    def read(self, codes: bytes) -> tuple[str, float]:
        """The text and the advance of a string."""
        step, texts, advances = self.width_of_code, self.texts, self.advances
        characters = [codes[at : at + step] for at in range(0, len(codes), step)]
        text = "".join([texts.get(character, "\N{REPLACEMENT CHARACTER}") for character in characters])
        return text, sum([advances.get(character, self.default) for character in characters])

    def each(self, codes: bytes) -> Iterator[tuple[str, float]]:
        """The text and the advance of each code of a string."""
        return (self.read(codes[at : at + self.width_of_code]) for at in range(0, len(codes), self.width_of_code))


def read(font: PdfObject) -> Font:
    """How to read a font, from its map to Unicode or its encoding, and its widths."""
    composite = font.Subtype == Name.Type0
    inner = font.DescendantFonts[0] if composite else font
    texts = encodings.texts(font)
    descriptor = inner.get("/FontDescriptor", Dictionary())
    embedded = font.Subtype == Name.Type3 or any(key.startswith("/FontFile") for key in descriptor)
    name = str(font.get("/BaseFont", "/"))[1:]
    slanted = bool(_SLANTED.search(name)) or float(descriptor.get("/ItalicAngle", 0)) != 0
    if composite:
        advances = dict(islice(_advances(inner.get("/W", Array())), encodings.CODES))
        return Font(name, embedded, 2, texts, advances, float(inner.get("/DW", 1000)), slanted)
    first = int(font.get("/FirstChar", 0))
    scale = float(font.FontMatrix[0]) * 1000 if font.Subtype == Name.Type3 else 1
    widths = enumerate(font.get("/Widths", Array()))
    advances = {bytes([first + at]): float(width) * scale for at, width in widths if first + at < 256}
    return Font(name, embedded, 1, texts, advances, _USUAL_ADVANCE if not advances else 0, slanted)


def _advances(widths: PdfObject) -> Iterator[tuple[bytes, float]]:
    """The widths of a CIDFont: ``first [width …]`` or ``first last width`` (ISO 32000-1, 9.7.4.3)."""
    items: Iterator[PdfObject] = iter(list(widths))
    for item in items:
        first, following = int(item), next(items)
        if isinstance(following, Array):
            for at, width in enumerate(map(float, following)):
                yield (first + at).to_bytes(2, "big"), width
        else:
            same = float(next(items))
            for code in range(first, int(following) + 1):
                yield code.to_bytes(2, "big"), same
