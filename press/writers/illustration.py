"""Pictures on a page and on a screen: each as an ``img`` as wide as it may be, in its own proportions.

A picture is as wide as the text or as high as its room, whichever it reaches first. Only its width is
said, for the height follows from it: where both were said, a round mole would be printed as an oval.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt

from markupsafe import Markup

from press import pictures
from press.layout import POINTS_PER_MILLIMETRE, Layout, Ruler
from press.manuscript.fitting import TALLEST
from press.model import Figure, Picture, Words, plain

_SHORTEST = 0.3
"""Of a page's height: no picture is made smaller for what stands below it, or its labels could not be read."""
_SHORTEST_DRAWING = 0.2
"""The same of a drawing that has no labels."""
_TALLEST_DECORATION = 60.0
"""In millimetres."""
_TALLEST_COVER, _TALLEST_STRIP = 55.0, 16.0
"""In millimetres: of a cover's picture where the cover is a page by itself, and where the text begins below it."""
_LINES_ABOVE = 3.5
"""Of a section's heading, with the space around it: it stands on the page of its picture."""
_USUAL = 14
"""The type, in points, beside which a picture of a fixed width has that width."""
_RAGGED = 1.05
"""How much longer a text is than its words: lines end where a word does not fit."""
_DOTS = 300 / 25.4
"""To the millimetre: of a drawing that is printed as a bitmap."""
_MOST_DOTS = 3_000
_ROOT_POINTS = 12
"""The size that browsers give letters unless their reader has chosen another, in points."""
_AROUND = 2.4
"""What stands free on both sides of a page's text, in sizes of its letters; `layouts/web/page.css` has the same."""
_ON_SCREEN = ("system-ui", "Arial", "sans-serif")


@dataclass(frozen=True)
class Illustrator:
    """Sets pictures in a layout; ``room`` is the height of a page's text in millimetres, 0 on a screen."""

    layout: Layout
    room: float

    def figure(self, figure: Figure, said: tuple[Words, ...]) -> Markup:
        """A figure's picture; ``said`` is what stands below it, a paragraph each, its caption first."""
        if figure.decorative or self.room:
            return _image(*self.figure_of(figure, said), figure.alt)
        return self._on_screen(figure)

    def figure_of(self, figure: Figure, said: tuple[Words, ...]) -> tuple[Picture, float]:
        """A figure's picture as it is printed, and the most millimetres that it may be wide; 0: as there is room.

        In very large print a credit goes on over the page rather than that labels are smaller than the text.
        """
        if figure.decorative:
            return self._sized(figure.picture, 0, _TALLEST_DECORATION)
        heading = _LINES_ABOVE * self.layout.type.points("section") / POINTS_PER_MILLIMETRE
        heights = [self._height(plain(words)) for words in said]
        tallest = min(self.layout.page.height * TALLEST, self.room - heading - sum(heights))
        tallest = max(tallest, self.least(figure, said))
        return self._sized(figure.picture, figure.widest * self._grown, tallest)

    def least(self, figure: Figure, said: tuple[Words, ...]) -> float:
        """How high a figure's picture has to be at least, in millimetres, for its labels to be read."""
        readable = min(self._readable(figure.picture), self.room - self._height(plain(said[0])))
        drawn = figure.picture.media_type == pictures.MEDIA_TYPE
        return max(self.layout.page.height * (_SHORTEST if readable or not drawn else _SHORTEST_DRAWING), readable)

    def _readable(self, picture: Picture) -> float:
        """The height in millimetres from which on a picture's labels are as large as the body."""
        letters = pictures.labels.least(picture)
        return self.layout.type.body / POINTS_PER_MILLIMETRE / letters * picture.height if letters else 0

    def _on_screen(self, figure: Figure) -> Markup:
        """A figure's picture, and its tall drawing where the window is too narrow for its labels."""
        image = _image(*self._sized(figure.picture, figure.widest, 0), figure.alt)
        if not figure.tall:
            return image
        letters = pictures.labels.least(figure.picture)
        rems = figure.picture.width / letters * self.layout.type.body / _ROOT_POINTS + _AROUND if letters else 0
        tall = self._set(figure.tall, 0)
        source = Markup('<source media="screen and (max-width: {}em)" srcset="{}" width="{}" height="{}">').format(
            f"{rems:.4g}", _address(tall), max(round(tall.width), 1), max(round(tall.height), 1)
        )
        return Markup("<picture>{}{}</picture>").format(source, image)

    def logo(self, picture: Picture, alt: str) -> Markup:
        """A picture whose size the style sheet says."""
        return _image(*self.logo_of(picture), alt)

    def cover(self, picture: Picture) -> Markup:
        """The picture of a cover, which says nothing."""
        return _image(*self.cover_of(picture), "")

    def cover_of(self, picture: Picture) -> tuple[Picture, float]:
        """The same, and how wide it is at most, in millimetres; 0: as the style sheet says."""
        return self._sized(picture, 0, _TALLEST_COVER if self.layout.fold else _TALLEST_STRIP)

    def logo_of(self, picture: Picture) -> tuple[Picture, float]:
        """The same of a picture whose size the style sheet says."""
        return self._sized(picture, 0, 0)

    @property
    def _grown(self) -> float:
        """How much larger a picture of a fixed width is printed beside larger type, so that it is as easily met."""
        return max(1.0, sqrt(self.layout.type.body / _USUAL))

    def _sized(self, picture: Picture, widest: float, tallest: float) -> tuple[Picture, float]:
        """``widest`` and ``tallest`` in millimetres; 0: as there is room."""
        limits = [widest, tallest * picture.width / picture.height if self.room else 0]
        limit = min(filter(None, limits), default=0.0)
        return self._set(picture, limit), limit

    def _set(self, picture: Picture, limit: float) -> Picture:
        """A drawing with its words in the layout's fonts; as a bitmap where a page could not draw it right."""
        fonts = self.layout.fonts
        families = tuple(dict.fromkeys((fonts.body, *fonts.others, *(() if self.room else _ON_SCREEN))))
        colours = self.layout.colours
        lettered = pictures.lettered(picture, families, ink(picture, colours), bold=self.layout.reading.bold)
        if not self.room:
            return pictures.grounded(lettered, colours["paper"])
        if not pictures.only_as_bitmap(picture):
            return lettered
        width = min(filter(None, (limit, self.layout.column)))
        dots = min(ceil(width * _DOTS), _MOST_DOTS)
        faces = tuple(face.data for face in self.layout.faces)
        bitmap = pictures.png(lettered, faces, dots)
        return Picture(picture.name, "image/png", bitmap, picture.width, picture.height)

    def _height(self, text: str) -> float:
        """About how high a paragraph is, in millimetres; one that says nothing is not there."""
        if not text:
            return 0
        size = self.layout.type.body / POINTS_PER_MILLIMETRE
        ruler = self.layout.ruler(self.layout.fonts.body, bold=self.layout.reading.bold) or Ruler(())
        lines = ceil(ruler.width(text) * size / self.layout.column * _RAGGED)
        return (lines * self.layout.type.line_height + 0.6) * size


def ink(picture: Picture, colours: Mapping[str, str]) -> str:
    """The colour of what says none in a drawing: that of text, or where the press has drawn it the leaflet's own."""
    return colours["accent" if picture.name.startswith(pictures.people.NAME) else "text"]


def _address(picture: Picture) -> str:
    """A picture as the address that holds it (RFC 2397)."""
    return f"data:{picture.media_type};base64,{b64encode(picture.data).decode()}"


def _image(shown: Picture, limit: float, alt: str) -> Markup:
    style = Markup(' style="max-width: {}mm"').format(f"{limit:.4g}") if limit else ""
    return Markup('<img src="{}" alt="{}" width="{}" height="{}"{}>').format(
        _address(shown), alt, max(round(shown.width), 1), max(round(shown.height), 1), style
    )
