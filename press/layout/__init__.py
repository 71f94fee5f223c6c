"""Layouts: how leaflets look. Reads ``layouts/`` and ``fonts/`` once; knows no leaflet."""

from press.layout.colour import MIN_CONTRAST, contrast, contrasts
from press.layout.loading import CONFORMANCES, FORMATS, RATIOS, load
from press.layout.values import (
    POINTS_PER_MILLIMETRE,
    STAND_INS,
    Face,
    Fold,
    Fonts,
    Layout,
    Page,
    Reading,
    Strings,
    Type,
    Volumes,
)

__all__ = [
    "CONFORMANCES",
    "FORMATS",
    "MIN_CONTRAST",
    "POINTS_PER_MILLIMETRE",
    "RATIOS",
    "STAND_INS",
    "Face",
    "Fold",
    "Fonts",
    "Layout",
    "Page",
    "Reading",
    "Strings",
    "Type",
    "Volumes",
    "contrast",
    "contrasts",
    "load",
]
