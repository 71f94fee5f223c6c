"""Layouts: how leaflets look. Reads ``layouts/`` and ``fonts/`` once; knows no leaflet."""

from press.layout.brand import Cover, Logo
from press.layout.colour import contrast, contrasts, nearest
from press.layout.faces import Face, Ruler
from press.layout.kinds import KINDS, named
from press.layout.loading import load
from press.layout.paper import POINTS_PER_MILLIMETRE, Fold, Page
from press.layout.reading import AS_IT_IS, MOST_CELLS, MOST_LINES, Braille, Reading, Speaker, Voice
from press.layout.shapes import CONFORMANCES, ENGINES, RATIOS
from press.layout.shelf import Layouts
from press.layout.strings import Strings
from press.layout.supplies import Supplies
from press.layout.values import (
    LARGE_PRINT,
    MIN_CONTRAST,
    STAND_INS,
    WHITE,
    Fonts,
    Layout,
    Type,
    Volumes,
)

__all__ = [
    "AS_IT_IS",
    "CONFORMANCES",
    "ENGINES",
    "KINDS",
    "LARGE_PRINT",
    "MIN_CONTRAST",
    "MOST_CELLS",
    "MOST_LINES",
    "POINTS_PER_MILLIMETRE",
    "RATIOS",
    "STAND_INS",
    "WHITE",
    "Braille",
    "Cover",
    "Face",
    "Fold",
    "Fonts",
    "Layout",
    "Layouts",
    "Logo",
    "Page",
    "Reading",
    "Ruler",
    "Speaker",
    "Strings",
    "Supplies",
    "Type",
    "Voice",
    "Volumes",
    "contrast",
    "contrasts",
    "load",
    "named",
    "nearest",
]
