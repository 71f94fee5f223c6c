"""Pictures on a page and on a screen: each as an ``img`` as wide as it may be, in its own proportions.

A picture is as wide as the text or as high as its room, whichever it reaches first. Only its width is
said, for the height follows from it: where both were said, a round mole would be printed as an oval.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from press import pictures
from press.layout import POINTS_PER_MILLIMETRE, Layout, Ruler
from press.model import Figure, Picture, Words, plain

_TALLEST = 0.55
"""Of a page's height."""
_SHORTEST = 0.3
"""Of a page's height: no picture is made smaller for what stands below it, or its labels could not be read."""
_TALLEST_DECORATION = 60.0
"""In millimetres."""
_LINES_ABOVE = 3.5
"""Of a section's heading, with the space around it: it stands on the page of its picture."""
_DOTS = 300 / 25.4
"""To the millimetre: of a drawing that is printed as a bitmap."""
_MOST_DOTS = 3_000
_ON_SCREEN = ("system-ui", "Arial", "sans-serif")


@dataclass(frozen=True)
class Illustrator:
    """Sets pictures in a layout; ``room`` is the height of a page's text in millimetres, 0 on a screen."""

    layout: Layout
    room: float

    def figure(self, figure: Figure, said: tuple[Words, ...]) -> Markup:
        """A figure's picture; ``said`` is what stands below it, a paragraph each."""
        if figure.decorative:
            return self._image(figure.picture, "", 0, _TALLEST_DECORATION)
        heading = _LINES_ABOVE * self.layout.type.points("section") / POINTS_PER_MILLIMETRE
        beside = heading + sum(map(self._height, filter(None, map(plain, said))))
        tallest = min(self.layout.page.height * _TALLEST, self.room - beside)
        return self._image(figure.picture, figure.alt, figure.widest, max(tallest, self.layout.page.height * _SHORTEST))

    def logo(self, picture: Picture, alt: str) -> Markup:
        """A picture whose size the style sheet says."""
        return self._image(picture, alt, 0, 0)

    def _image(self, picture: Picture, alt: str, widest: float, tallest: float) -> Markup:
        """``widest`` and ``tallest`` in millimetres; 0: as there is room."""
        limits = [widest, tallest * picture.width / picture.height if self.room else 0]
        limit = min(filter(None, limits), default=0.0)
        shown = self._set(picture, limit)
        data = b64encode(shown.data).decode()
        style = Markup(' style="max-width: {}mm"').format(f"{limit:.4g}") if limit else ""
        return Markup('<img src="data:{};base64,{}" alt="{}" width="{}" height="{}"{}>').format(
            shown.media_type, data, alt, max(round(picture.width), 1), max(round(picture.height), 1), style
        )

    def _set(self, picture: Picture, limit: float) -> Picture:
        """A drawing with its words in the layout's fonts; as a bitmap where a page could not draw it right."""
        fonts = self.layout.fonts
        families = tuple(dict.fromkeys((fonts.body, *fonts.others, *(() if self.room else _ON_SCREEN))))
        lettered = pictures.lettered(picture, families)
        if not self.room or not pictures.only_as_bitmap(picture):
            return lettered
        width = min(filter(None, (limit, self.layout.column)))
        dots = min(ceil(width * _DOTS), _MOST_DOTS)
        faces = tuple(face.data for face in self.layout.faces)
        bitmap = pictures.png(lettered, faces, dots)
        return Picture(picture.name, "image/png", bitmap, picture.width, picture.height)

    def _height(self, text: str) -> float:
        """About how high a paragraph is, in millimetres."""
        size = self.layout.type.body / POINTS_PER_MILLIMETRE
        ruler = self.layout.ruler(self.layout.fonts.body, bold=True) or Ruler(())
        lines = ceil(ruler.width(text) * size / self.layout.column * 1.1)
        return (lines * self.layout.type.line_height + 0.6) * size
