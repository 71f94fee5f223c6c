"""Layouts: how leaflets look. Reads ``layouts/`` and ``fonts/`` once; knows no leaflet."""

from press.layout.colour import contrast, nearest
from press.layout.loading import CONFORMANCES, FORMATS, RATIOS, load
from press.layout.values import (
    MIN_CONTRAST,
    STAND_INS,
    Face,
    Fonts,
    Layout,
    Page,
    Reading,
    Ruler,
    Strings,
    Type,
    Volumes,
)

__all__ = [
    "CONFORMANCES",
    "FORMATS",
    "MIN_CONTRAST",
    "RATIOS",
    "STAND_INS",
    "Face",
    "Fonts",
    "Layout",
    "Page",
    "Reading",
    "Ruler",
    "Strings",
    "Type",
    "Volumes",
    "contrast",
    "load",
    "nearest",
]
