"""A publisher's brand, ``layouts/brand.yaml``: the colours and fonts that it has in all layouts, its logo, its cover.

In a library of several publishers each may have what is its own, under ``publishers``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from press import pictures
from press.layout import shapes
from press.layout.colour import contrast, nearest
from press.layout.faces import Face
from press.model import Picture
from press.source import Value

_COLOURED = ("heading", "link", "accent", "important", "urgent")
"""The colours that a dark screen has lighter; its paper, text and lines stay the layout's."""
SUFFIXES = (".svg", ".png", ".jpg", ".jpeg")
MIN_CONTRAST = 4.5
"""Of a publisher's name to the colour of its cover (WCAG 2.2, 1.4.3)."""
_FEWEST_DOTS = {"logo": 160, "cover": 1000}
"""What a photograph has at least from top to bottom (a logo at 28 pt) and from side to side (a cover on A4), in pixels:
150 to an inch."""
_LOGO_FORMS = 0.2, 6.0
"""How wide a logo may be for its height: beyond, it would be a line, or cover the page."""
_COVER_FORMS = 1.5, 12.0
_MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class Logo:
    """A publisher's logo; ``said`` is what it says in words, by languages (BCP 47)."""

    picture: Picture
    said: tuple[tuple[str, str], ...]

    def alt(self, language: str, otherwise: str) -> str:
        """What it says in a language, or in the nearest there is (RFC 4647, 3.4); ``otherwise`` where there is none."""
        known, tag = dict(self.said), language
        while tag and tag not in known:
            tag = tag.rpartition("-")[0]
        related = (text for other, text in self.said if other.partition("-")[0] == language.partition("-")[0])
        return known.get(tag) or next(related, otherwise)


@dataclass(frozen=True)
class Cover:
    """What leaflets begin with: a picture that says nothing, or a ``colour`` behind the publisher's name, or both."""

    picture: Picture | None = None
    colour: str = ""


@dataclass(frozen=True)
class Brand:
    """What wins over a layout's own: ``colours`` by their names, ``fonts`` by what they are for. ``publishers`` are the
    brands of those that a library has beside its own, by their ids."""

    colours: Mapping[str, Value] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    logo: Logo | None = None
    cover: Cover | None = None
    publishers: Mapping[str, Brand] = field(default_factory=dict)

    def darkened(self, dark: Mapping[str, str], least: float) -> Mapping[str, str]:
        """The colours of a dark screen, with those of the brand as near as they can be read there (WCAG 2.2, 1.4.3)."""
        if not dark:
            return dark
        grounds = (dark["paper"], dark["tint"])
        own = {name: value.colour() for name, value in self.colours.items() if name in _COLOURED}
        return {**dark, **{name: nearest(colour, grounds, least) for name, colour in own.items() if colour}}


def read(value: Value, faces: tuple[Face, ...], files: Mapping[str, bytes]) -> Brand:
    """``brand.yaml`` as a value; what is wrong with it is reported there. ``files`` are those beside it, by names.

    A publisher has the library's colours and fonts where it says none, but never its logo or cover.
    """
    keys = value.record(shapes.BRAND)
    brand = _brand(keys, faces, files)
    others = {}
    for name, own in keys["publishers"].entries() if "publishers" in keys else ():
        of = _brand(own.record(shapes.BRAND_OF_ONE), faces, files)
        colours, fonts = {**brand.colours, **of.colours}, {**brand.fonts, **of.fonts}
        others[name] = Brand(colours, fonts, of.logo, of.cover)
    return Brand(brand.colours, brand.fonts, brand.logo, brand.cover, others)


def _brand(keys: Mapping[str, Value], faces: tuple[Face, ...], files: Mapping[str, bytes]) -> Brand:
    families = sorted({face.family for face in faces})
    named = keys["fonts"].record() if "fonts" in keys else {}
    fonts = {key: item.text() if key == "word" else item.choice(families) for key, item in named.items()}
    colours = keys["colours"].record() if "colours" in keys else {}
    return Brand(colours, fonts, _logo(keys, files), _cover(keys, files))


def _logo(keys: Mapping[str, Value], files: Mapping[str, bytes]) -> Logo | None:
    said = {tag: text.text() for tag, text in keys["logo_alt"].entries()} if "logo_alt" in keys else {}
    if ("logo" in keys) != bool(any(said.values())):
        at = keys["logo" if "logo" in keys else "logo_alt"]
        message = "A logo and what it says in words belong together: not everybody can see it."
        at.fault("logo-alt", message, "Write both `logo:` and `logo_alt: {en: What it says}`, or neither.")
        return None
    picture = _picture(keys["logo"], files, "logo", _LOGO_FORMS) if "logo" in keys else None
    return Logo(picture, tuple(said.items())) if picture else None


def _cover(keys: Mapping[str, Value], files: Mapping[str, bytes]) -> Cover | None:
    if "cover" not in keys:
        return None
    own = keys["cover"].record()
    picture = _picture(own["picture"], files, "cover", _COVER_FORMS) if "picture" in own else None
    return Cover(picture, own["colour"].colour() if "colour" in own else "")


def check_cover(value: Value | None, cover: Cover | None, papers: Iterable[str]) -> None:
    """Report a cover on whose colour a publisher's name, in the colour of the paper, could not be read."""
    grounds = sorted(set(papers))
    worst = min((contrast(cover.colour, paper) for paper in grounds), default=21.0) if cover and cover.colour else 21.0
    if value and cover and worst < MIN_CONTRAST:
        better = nearest(cover.colour, grounds, MIN_CONTRAST)
        message = f"The publisher's name has a contrast of {worst:.1f}:1 to the cover's colour (WCAG 1.4.3)."
        value.fault("contrast", message, f"Use {better}, the nearest with {MIN_CONTRAST}:1.", words=cover.colour)


def _picture(value: Value, files: Mapping[str, bytes], what: str, forms: tuple[float, float]) -> Picture | None:
    """A picture beside ``brand.yaml``; a problem and None where there is none that can be printed as it should be."""
    name = value.text()
    if not name:
        return None
    if name not in files or not name.endswith(SUFFIXES):
        hint = f"Put it beside brand.yaml, its name ending in one of {', '.join(SUFFIXES)}."
        value.fault("picture-file", f"There is no picture `{name}` in layouts/.", hint, words=name)
        return None
    if len(files[name]) > _MOST_BYTES:
        hint = "Make it smaller, or draw it with less in it."
        value.fault("picture-file", f"The picture has more than {_MOST_BYTES // 1_000_000} MB.", hint, words=name)
        return None
    try:
        picture = pictures.read(name, files[name])
    except pictures.Unfit as reason:
        value.fault(
            "picture-file", f"The picture {reason}.", reason.hint or "Put a sound file in its place.", words=name
        )
        return None
    return picture if _fits(value, picture, what, forms) else None


def _fits(value: Value, picture: Picture, what: str, forms: tuple[float, float]) -> bool:
    """Whether a picture has the form and the pixels for its place, and no letters that would be set anew."""
    if letters := pictures.words(picture).strip():
        message = f"The {what} has letters, which would be set in the layout's font and at its size."
        hint = "Draw them as shapes (in Inkscape: Path, Object to Path)."
        value.fault("picture-letters", message, hint, words=letters[:40])
        return False
    form, (narrowest, widest) = picture.width / picture.height, forms
    if not narrowest <= form <= widest:
        message = (
            f"The {what} is {form:.2g} times as wide as it is high; there is room for {narrowest:g} to {widest:g}."
        )
        value.fault("picture-size", message, "Draw it in another form.", words=picture.name)
        return False
    dots = picture.height if what == "logo" else picture.width
    if picture.media_type != pictures.MEDIA_TYPE and dots < _FEWEST_DOTS[what]:
        side = "high" if what == "logo" else "wide"
        message = f"The {what} is {dots:.0f} pixels {side}, and would be coarse in print."
        value.fault(
            "picture-size", message, f"Use a drawing (.svg), or {_FEWEST_DOTS[what]} pixels.", words=picture.name
        )
        return False
    return True
