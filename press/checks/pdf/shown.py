"""What an operator of a content stream shows: codes of glyphs, and the numbers that move them (ISO 32000-1, 9.4.3)."""

from __future__ import annotations

import re
from itertools import takewhile

import pikepdf
from pikepdf import Array

from press.checks.pdf.fonts import Font, PdfObject

BACK = 250
"""By how much, in thousandths, glyphs go back at least that do not stand side by side."""
_HEX = re.compile(rb"<([0-9a-f]*)>")
_NUMBER = re.compile(rb" (-?[0-9.]+)(?= )")

_BRACKET = len(b"[ ")


def codes(shown: PdfObject) -> tuple[bytes, float, float]:
    """The codes that are shown, by how much the numbers among them move back, and those before the first."""
    written = shown.unparse()
    if b"(" not in written:  # hexadecimal strings and numbers: the way that is fast
        found = bytes.fromhex(b"".join(_HEX.findall(written)).decode())
        begin = written.partition(b"<")[0]
        leading = sum(map(float, _NUMBER.findall(begin))) if len(begin) > _BRACKET else 0.0
        return found, sum(map(float, _NUMBER.findall(written))), leading
    parts = list(shown) if isinstance(shown, Array) else [shown]
    strings = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
    numbers = [float(part) for part in parts if not isinstance(part, pikepdf.String)]
    before = takewhile(lambda part: not isinstance(part, pikepdf.String), parts)
    return b"".join(strings), sum(numbers), sum(map(float, before))


def furthest(shown: PdfObject, font: Font) -> float:
    """How far a glyph reaches of those that are shown, in thousandths: the last may stand before others, as the
    halves of lam-alef do."""
    here, most = 0.0, 0.0
    for part in shown if isinstance(shown, Array) else ():
        if isinstance(part, pikepdf.String):
            here += font.read(bytes(part))[1]
            most = max(most, here)
        else:
            here -= float(part)
    return most
