"""What is left on a black-and-white printer or a photocopier: contrast after conversion to grey.

Colours become grey as such machines do it, by Rec. 601 luma of the values in the file. Then letters
still have to stand out by 4.5 to 1, lines and shapes by 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).

A drawing is drawn once whole, and once without each of its parts. Where the two differ, the part is
seen: what is seen in colour has to be seen in grey as well. It is seen so on white paper and on every coloured paper
that readers may ask for, on which a grey that is clear on white may be too pale.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from lxml import etree
from PIL import Image, ImageChops

from press import pictures
from press.layout import MIN_CONTRAST, WHITE, Layout, Layouts, contrast
from press.model import Clinic, Edition, Picture, figures
from press.problems import Grade, OfLayout, OfTopic, Place, Problem, Subject

LEAST_SHAPE = 3.0
_LETTERS = ("text", "heading", "link", "accent", "important", "urgent")
_LINES = "rule"
_PAINTED = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"})
_CUTTING = frozenset({"clipPath", "mask"})
"""What is in these is not painted: it says how much of other parts is."""
_WIDTH = 900
_TEXT, _OUTLINE = 0.25, 0.04
"""How much of what a part changes has to stand out: a quarter of text, of other parts their outline."""
_CLEARLY = 90
"""The distance of two colours, in RGB from 0 to 441, that anybody sees."""

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Finding:
    """A colour on another, or a part of a drawing, and how far it stands out in colour and in grey."""

    subject: Subject
    place: Place
    least: float
    in_colour: float
    in_grey: float

    @property
    def lost(self) -> bool:
        return self.in_grey < self.least


def measure(layouts: Layouts, editions: Iterable[Edition], clinics: Iterable[Clinic]) -> list[Finding]:
    """Every colour of letters on every paper, and every part of every drawing that is seen in colour."""
    accents = {clinic.accent: f"accent of {clinic.id}" for clinic in clinics if clinic.accent}
    found = [finding for layout in layouts.styled for finding in _colours(layout, accents)]
    fonts = tuple(face.data for face in layouts.supplies.faces)
    named = [family for layout in layouts.styled for family in (layout.fonts.body, *layout.fonts.others)]
    families = tuple(dict.fromkeys(named))
    papers = _papers(layouts)
    for edition, picture in _drawings(editions):
        place = Place(f"{edition.topic}/{picture.name}")
        found += _parts(pictures.lettered(picture, families), OfTopic.of(edition), place, fonts, papers)
    return found


def _papers(layouts: Layouts) -> Mapping[str, str]:
    """What drawings are printed on, each colour once, and what it is called: white paper by nothing."""
    found = {WHITE: ""}
    for layout in layouts.styled:
        for name, colour in layout.papers.items():
            found.setdefault(colour.upper(), f" on paper {name}")
    return found


def problems(findings: Iterable[Finding], editions: Iterable[Edition]) -> Iterator[Problem]:
    """What is lost in grey; and the pictures that only a person can judge."""
    for finding in findings:
        if finding.lost:
            message = f"In grey this stands out by {finding.in_grey:.1f}:1; it needs {finding.least:g}:1."
            hint = "Choose a lighter or a darker colour, or give it an outline."
            yield Problem("mono", finding.place, message, hint, subject=finding.subject)
    for edition in editions:
        for picture in (drawn for figure in figures(edition.sections) for drawn in figure.drawn):
            if picture.media_type != "image/svg+xml":
                place = Place(f"{edition.topic}/{picture.name}")
                hint = "Print it in black and white, and look."
                message, subject = "A program cannot tell what is lost of this.", OfTopic.of(edition)
                yield Problem("mono", place, message, hint, Grade.QUESTION, subject=subject)


def grey(colour: str) -> str:
    """A colour as ``#RRGGBB`` as a black-and-white printer has it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02X}" * 3


def _colours(layout: Layout, accents: Mapping[str, str]) -> Iterator[Finding]:
    letters = {**{layout.colours[name]: name for name in (_LINES, *_LETTERS)}, **accents}
    grounds = {layout.colours[name]: name for name in ("tint", "paper")} | {
        colour: f"paper {name}" for name, colour in reversed(tuple(layout.papers.items()))
    }
    for (colour, name), (ground, on) in product(letters.items(), grounds.items()):
        place = Place(f"layouts/{layout.name}", words=f"{name} on {on}")
        least = LEAST_SHAPE if name == _LINES else MIN_CONTRAST
        ratios = contrast(colour, ground), contrast(grey(colour), grey(ground))
        yield Finding(OfLayout(layout.name), place, least, *ratios)


def _drawings(editions: Iterable[Edition]) -> Iterator[tuple[Edition, Picture]]:
    """The drawings of all editions, each once."""
    seen: set[Picture] = set()
    for edition in editions:
        for picture in (drawn for figure in figures(edition.sections) for drawn in figure.drawn):
            if picture.media_type == "image/svg+xml" and picture not in seen:
                seen.add(picture)
                yield edition, picture


def _parts(
    picture: Picture, subject: Subject, place: Place, fonts: tuple[bytes, ...], papers: Mapping[str, str]
) -> Iterator[Finding]:
    root = etree.fromstring(picture.data)
    whole = _drawn(picture, root, fonts)
    for number, part in enumerate([each for each in root.iter(etree.Element) if _kind(each) in _PAINTED], 1):
        around = part.getparent()
        if around is None or any(_kind(each) in _CUTTING for each in part.iterancestors()):
            continue
        at = around.index(part)
        around.remove(part)
        without = _drawn(picture, root, fonts)
        around.insert(at, part)
        words = "".join(map(str, part.itertext())).strip() or f"{_kind(part)} {number}"
        for paper, on in papers.items():
            seen = _seen(_on(whole, paper), _on(without, paper), _TEXT if _kind(part) == "text" else _OUTLINE)
            if seen:
                least = MIN_CONTRAST if _kind(part) == "text" else LEAST_SHAPE
                finding = Finding(subject, Place(place.file, words=f"{words}{on}"), least, *seen)
                yield finding
                if finding.lost:
                    break  # it is told once


def _kind(element: etree._Element) -> str:
    return etree.QName(element).localname


def _drawn(picture: Picture, root: etree._Element, fonts: tuple[bytes, ...]) -> Image.Image:
    """A drawing on nothing."""
    drawing = Picture(picture.name, picture.media_type, etree.tostring(root), picture.width, picture.height)
    with Image.open(io.BytesIO(pictures.png(drawing, fonts, _WIDTH))) as image:
        return image.convert("RGBA")


def _on(drawing: Image.Image, paper: str) -> Image.Image:
    """A drawing on paper of a colour."""
    return Image.alpha_composite(Image.new("RGBA", drawing.size, paper), drawing).convert("RGB")


def _seen(whole: Image.Image, without: Image.Image, share: float) -> tuple[float, float] | None:
    """How far what differs stands out in colour and in grey; None if nobody sees that it differs."""
    box = ImageChops.difference(whole, without).getbbox()
    if not box:
        return None
    one, other = whole.crop(box), without.crop(box)
    pairs = Counter(zip(_pixels(one), _pixels(other), strict=True))
    changed = {pair: count for pair, count in pairs.items() if pair[0] != pair[1]}
    clear = max(sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) for pair in changed) ** 0.5
    in_colour = _outstanding({(_hex(a), _hex(b)): count for (a, b), count in changed.items()}, share)
    greys: Counter[tuple[str, str]] = Counter()
    for (a, b), count in changed.items():
        greys[grey(_hex(a)), grey(_hex(b))] += count
    return (in_colour, _outstanding(greys, share)) if clear >= _CLEARLY else None


def _pixels(image: Image.Image) -> Iterator[Colour]:
    data = image.tobytes()
    return zip(data[::3], data[1::3], data[2::3], strict=True)


def _hex(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


def _outstanding(pairs: Mapping[tuple[str, str], int], share: float) -> float:
    """The contrast that a share of all the pairs of pixels has at least."""
    left = share * sum(pairs.values())
    for ratio, count in sorted(((contrast(*pair), count) for pair, count in pairs.items()), reverse=True):
        left -= count
        if left <= 0:
            return ratio
    return 1.0
