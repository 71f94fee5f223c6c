"""Contrast, as WCAG 2.2 has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

MIN_CONTRAST = 4.5
"""That of text (WCAG 2.2, 1.4.3)."""
PRINTED = ("text", "heading", "link", "accent", "important", "urgent")
"""The colours that text is printed in."""


def contrasts(colours: Mapping[str, str], papers: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    """Each colour that text is printed in, what it is printed on, and their contrast.

    Colours are ``#RRGGBB`` by name; one that is empty is left out.
    """
    grounds = {**{name: colours.get(name, "") for name in ("paper", "tint")}, **papers}
    for name, (ground, colour) in product(PRINTED, grounds.items()):
        if (ink := colours.get(name)) and colour:
            yield name, ground, contrast(ink, colour)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours given as ``#RRGGBB``, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
