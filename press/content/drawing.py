"""Do the shapes of a drawing stand out from what lies beside them (WCAG 2.2, 1.4.11)?

A drawing is painted twice, without letters and with hard edges: in its colours, and with each shape in a
flat colour that is its number. Where two shapes meet in the second, the first says how they differ. A
shape that differs little from all around it is taken for a tint. Which shapes matter only a person can
tell, so what is found is a warning. Letters are measured where they are printed.
"""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, chain

from lxml import etree
from PIL import Image, ImageChops

from press import pictures
from press.layout import Layout, contrast
from press.model import Edition, Picture, figures
from press.problems import Grade, OfTopic, Place, Problem, Rule

CUT = Rule(
    "picture-cut",
    "the layout's fonts",
    "Words of a drawing reach over its edge, and are cut off.",
    "Give the words more room in the drawing: they are set in the layout's font, which may be wider.",
)
RULE = Rule(
    "picture-contrast",
    "WCAG 2.2, 1.4.11",
    "A shape of a drawing does not stand out from what lies beside it.",
    "Choose a darker or a lighter colour, or give it an outline.",
    grade=Grade.WARNING,
)
_LEAST = 3.0
_SHARE = 0.25
"""How much of its outline has to stand out for a shape to be seen."""
_MEANT = 90
"""The distance of two colours, in RGB from 0 to 441, from which on they are meant to be told apart."""
_LONGER_SIDE = 600
"""Of a painting, in pixels."""
_CUT = 3
"""Pixels of a painting of the drawing on which it is 200 of them long: half of a narrow letter."""
_DIFFERING = re.compile(rb"[^\0]")
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_STEP = 41
"""Between the numbers of two shapes, so that blended ones are no shape's."""

Colour = tuple[int, int, int]
Outlines = dict[str, Counter[tuple[Colour, Colour]]]
"""Of each shape by its name: the colours on both sides of its outline, and how many pixels have them."""


def check(drawings: Iterable[Picture], file: str) -> Iterator[Problem]:
    """The shapes of drawings that do not stand out by 3 to 1; ``file`` is that of the document."""
    for picture in drawings:
        for name, ratio in _faint(picture):
            message = f"A shape of {picture.name} stands out by {ratio:.1f}:1 from what lies beside it; it needs 3:1."
            yield Problem(RULE.id, Place(file, words=name), message, RULE.hint, RULE.grade, RULE.source)


def check_words(
    drawings: Iterable[Picture], fonts: tuple[bytes, ...], families: tuple[str, ...], *, bold: bool = False
) -> Iterator[Problem]:
    """The drawings of which words reach over the edge where they are set in some font families, or bold."""
    for picture in drawings:
        over = (
            _reaches(pictures.lettered(picture, families, bold=bold), fonts) if pictures.words(picture).strip() else 0
        )
        if over >= _CUT:
            message = f"Words of {picture.name} reach over its edge, and are cut off."
            yield Problem(CUT.id, Place(picture.name), message, CUT.hint, CUT.grade, CUT.source)


def cut_off(layouts: Iterable[Layout], editions: Iterable[Edition], folder: str) -> Iterator[Problem]:
    """The drawings of which words would be cut off in a layout, each once; ``folder`` is the library's."""
    looks = {(layout.fonts.body, *layout.fonts.others): layout for layout in layouts}
    seen: set[Picture] = set()
    drawn = ((each, one) for each in editions for figure in figures(each.sections) for one in figure.drawn)
    for edition, picture in drawn:
        found = (
            check_words([picture], tuple(face.data for face in layout.faces), families)
            for families, layout in looks.items()
        )
        problem = None if picture in seen else next(chain.from_iterable(found), None)
        seen.add(picture)
        if problem:
            place = Place(f"{folder}/{edition.topic}/{picture.name}")
            yield replace(problem, place=place, subject=OfTopic.of(edition))


@lru_cache(maxsize=256)
def _reaches(picture: Picture, fonts: tuple[bytes, ...]) -> int:
    """How far the words of a drawing reach over its edge, in pixels of a painting of it."""
    root = etree.fromstring(picture.data)
    etree.strip_elements(root, *(f"{{*}}{shape}" for shape in sorted(_SHAPES)), with_tail=False)
    left, top, width, height = map(float, root.get("viewBox", "").split())
    root.set("viewBox", f"{left - width} {top - height} {3 * width} {3 * height}")
    root.set("width", f"{3 * picture.width}")
    root.set("height", f"{3 * picture.height}")
    larger = Picture(picture.name, picture.media_type, etree.tostring(root), 3 * picture.width, 3 * picture.height)
    side = max(3, round(_LONGER_SIDE * min(1, picture.width / picture.height)))
    with Image.open(io.BytesIO(pictures.png(larger, fonts, side))) as image:
        box, (wide, high) = image.getchannel("A").point(lambda level: 255 * (level > 127)).getbbox(), image.size
    if not box:
        return 0
    inner = wide // 3, high // 3, wide - wide // 3, high - high // 3
    return max(inner[0] - box[0], inner[1] - box[1], box[2] - inner[2], box[3] - inner[3])


@lru_cache(maxsize=64)
def _faint(picture: Picture) -> tuple[tuple[str, float], ...]:
    """The shapes that do not stand out ("circle 2"), with their contrast; none of what cannot be measured."""
    root = etree.fromstring(picture.data) if picture.media_type == "image/svg+xml" else None
    if root is None:
        return ()
    etree.strip_elements(root, "{*}text", with_tail=False)
    root.set("shape-rendering", "crispEdges")
    coloured = _painted(picture, root)
    names = _number(root)
    found = ((name, _contrast(pairs)) for name, pairs in _outlines(coloured, _painted(picture, root), names).items())
    return tuple((name, ratio) for name, ratio in found if ratio < _LEAST)


def _number(root: etree._Element) -> dict[Colour, str]:
    """Paint each shape flat, in a colour that is its number; the names of shapes by these colours."""
    names: dict[Colour, str] = {}
    etree.strip_attributes(root, "opacity", "fill-opacity", "stroke-opacity")
    shapes = [each for each in root.iter(etree.Element) if etree.QName(each).localname in _SHAPES]
    paints = [[paint for paint in ("fill", "stroke") if _has(shape, paint)] for shape in shapes]
    for number, (shape, painted) in enumerate(zip(shapes, paints, strict=True), 1):
        red, green, blue = (number * _STEP).to_bytes(3)
        names[red, green, blue] = f"{etree.QName(shape).localname} {number}"
        flat = [f"{paint}:{_hex((red, green, blue))}" for paint in painted]
        shape.set("style", ";".join(filter(None, [shape.get("style", "").strip(" ;"), *flat])))
    return names


def _has(shape: etree._Element, paint: str) -> bool:
    """Whether a shape has a fill or a stroke: its own, or that of what it stands in."""
    for element in (shape, *shape.iterancestors()):
        styled = re.search(rf"(?:^|;)\s*{paint}\s*:\s*([^;]+)", element.get("style", ""))
        said = styled[1].strip() if styled else element.get(paint)
        if said:
            return said != "none"
    return paint == "fill"


def _painted(picture: Picture, root: etree._Element) -> Image.Image:
    """A drawing on white paper."""
    width = max(1, round(_LONGER_SIDE * min(1, picture.width / picture.height)))
    drawing = Picture(picture.name, picture.media_type, etree.tostring(root), picture.width, picture.height)
    with Image.open(io.BytesIO(pictures.png(drawing, (), width))) as image:
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")


def _outlines(coloured: Image.Image, numbered: Image.Image, names: dict[Colour, str]) -> Outlines:
    """The outlines of all shapes that can be seen, from pixels beside and below each other. Where two shapes
    meet, the outline is that of the upper one."""
    order = {colour: number for number, colour in enumerate(names, 1)}
    found: Outlines = defaultdict(Counter)
    width, height = coloured.size
    for across, down in ((1, 0), (0, 1)):
        near, far = (0, 0, width - across, height - down), (across, down, width, height)
        sides = [image.crop(box) for box in (near, far) for image in (numbered, coloured)]
        for one, its, other, others in _pixels_where_differ(sides[0], sides[2], sides):
            upper = max(one, other, key=lambda colour: order.get(colour, 0))
            if upper in names:
                found[names[upper]][its, others] += 1
    return found


def _pixels_where_differ(one: Image.Image, other: Image.Image, images: Iterable[Image.Image]) -> Iterator[list[Colour]]:
    """The colours of the same pixel in some images, for each pixel in which two images of that size differ."""
    red, green, blue = ImageChops.difference(one, other).split()
    differs = ImageChops.lighter(ImageChops.lighter(red, green), blue).tobytes()
    data = [image.tobytes() for image in images]
    for at in (3 * found.start() for found in _DIFFERING.finditer(differs)):
        yield [(pixels[at], pixels[at + 1], pixels[at + 2]) for pixels in data]


def _contrast(pairs: Counter[tuple[Colour, Colour]]) -> float:
    """The contrast that a share of an outline has at least; as much as is needed where it is that of a tint."""
    if max(sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) for pair in pairs) < _MEANT**2:
        return _LEAST
    ratios = sorted(((contrast(_hex(one), _hex(other)), count) for (one, other), count in pairs.items()), reverse=True)
    reached = accumulate(count for _, count in ratios)
    return next(ratio for (ratio, _), so_far in zip(ratios, reached, strict=True) if so_far >= _SHARE * pairs.total())


def _hex(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)
