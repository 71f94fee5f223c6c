"""A publisher's brand: the colours and fonts that it has in all layouts, ``layouts/brand.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from press.layout import shapes
from press.layout.colour import nearest
from press.layout.faces import Face
from press.source import Value

_COLOURED = ("heading", "link", "accent", "important", "urgent")
"""The colours that a dark screen has lighter; its paper, text and lines stay the layout's."""


@dataclass(frozen=True)
class Brand:
    """What wins over a layout's own: ``colours`` by their names, ``fonts`` by what they are for."""

    colours: Mapping[str, Value] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)

    def darkened(self, dark: Mapping[str, str], least: float) -> Mapping[str, str]:
        """The colours of a dark screen, with those of the brand as near as they can be read there (WCAG 2.2, 1.4.3)."""
        if not dark:
            return dark
        grounds = (dark["paper"], dark["tint"])
        own = {name: value.colour() for name, value in self.colours.items() if name in _COLOURED}
        return {**dark, **{name: nearest(colour, grounds, least) for name, colour in own.items() if colour}}


def read(value: Value, faces: tuple[Face, ...]) -> Brand:
    """``brand.yaml`` as a value; what is wrong with it is reported there."""
    keys = value.record(shapes.BRAND)
    families = sorted({face.family for face in faces})
    named = keys["fonts"].record() if "fonts" in keys else {}
    fonts = {key: item.text() if key == "word" else item.choice(families) for key, item in named.items()}
    return Brand(keys["colours"].record() if "colours" in keys else {}, fonts)
