"""Contrast, as WCAG 2.2 has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from itertools import product

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


def nearest(colour: str, grounds: Iterable[str], least: float) -> str:
    """The colour of the same hue that differs least from one and has a contrast to all grounds; black if none has."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, saturation = rgb_to_hls(red, green, blue)
    for step in range(256):
        for other in (light - step / 255, light + step / 255):
            parts = hls_to_rgb(hue, min(1, max(0, other)), saturation)
            found = "#" + "".join(f"{round(part * 255):02X}" for part in parts)
            if all(contrast(found, ground) >= least for ground in grounds):
                return found
    return "#000000"


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
