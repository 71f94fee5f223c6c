"""Pictures as the pages paint them: in their own proportions, and drawings with all their words.

Nothing of how a picture came to its place is believed. A bitmap fills a square that a matrix makes as wide and
high as it is printed: its sides are compared with its pixels. A drawing is painted line by line: each line is
as much wider as it is higher, unless the drawing itself stretches a part.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from press import pictures
from press.checks.pdf.content import Pages, Piece
from press.checks.pdf.fault import Fault
from press.checks.pdf.tree import Element
from press.manuscript import Manuscript
from press.model import Picture, Share, figures

_TOLERANCE, _EVEN = 1.02, 1.01
_KEEPING = re.compile(r"translate\([^)]*\)|rotate\([^)]*\)|scale\(\s*[^\s,)]+\s*\)")
"""Transformations that keep proportions (SVG 2, 8.5), beside those of `_MATRIX`."""
_MATRIX = re.compile(r"matrix\(([^)]*)\)")
_NOT_DRAWN = frozenset({"defs", "symbol", "clipPath", "mask", "marker"})


def faults(pages: Pages, tree: Element, manuscript: Manuscript) -> Iterator[Fault]:
    """Pictures that are stretched, drawings of which words are missing, and people who are too many or too few."""
    shown = dict(_shown(manuscript))
    shares = {figure.alt: figure.share for figure in figures(manuscript.sections)}
    tagged: set[int] = set()
    for figure in tree.elements():
        if figure.role == "Figure":
            pieces = [piece for element in figure.elements() for piece in element.pieces]
            tagged |= set(map(id, pieces))
            alt = figure.attributes.get("Alt", "")
            yield from _stretched(pieces, [shown[alt]] if alt in shown else [], alt)
            yield from _unsaid(pieces, shown.get(alt), alt)
            yield from _miscounted(pieces, shares.get(alt), alt)
    decoration = [figure.picture for figure in figures(manuscript.sections) if figure.decorative]
    decoration += [manuscript.cover] if manuscript.cover else []
    yield from _stretched([piece for piece in pages.pieces if id(piece) not in tagged], decoration, "")


def _shown(manuscript: Manuscript) -> Iterator[tuple[str, Picture]]:
    """The pictures that say something, by what they say."""
    clinic = manuscript.clinic
    if manuscript.logo:
        yield manuscript.logo_alt, manuscript.logo
    if clinic and clinic.logo:
        yield clinic.logo_alt, clinic.logo
    for figure in figures(manuscript.sections):
        if not figure.decorative:
            yield figure.alt, figure.picture


def _stretched(pieces: Iterable[Piece], shown: Iterable[Picture], words: str) -> Iterator[Fault]:
    even = all(map(_keeps_proportions, shown))
    for piece in pieces:
        ratios = [*piece.stretches, *(piece.scales if even else ())]
        worst = max(ratios, key=lambda ratio: max(ratio, 1 / ratio), default=1.0)
        if max(worst, 1 / worst) > _TOLERANCE:
            message = f"A picture is {abs(worst - 1):.0%} {'wider' if worst > 1 else 'narrower'} than it should be."
            yield Fault("picture-proportions", piece.page, words, message)


def _keeps_proportions(picture: Picture) -> bool:
    """Whether a drawing itself stretches none of its parts."""
    if picture.media_type != pictures.MEDIA_TYPE:
        return True
    root = etree.fromstring(picture.data)
    said = [element.get("transform", "") for element in root.iter(etree.Element)]
    boxed = any(element.get("viewBox") for element in root.iterdescendants(etree.Element))
    return not boxed and all(map(_evenly, filter(None, said)))


def _evenly(transform: str) -> bool:
    for match in _MATRIX.finditer(transform):
        try:
            a, b, c, d, _, _ = (float(number) for number in re.split(r"[\s,]+", match[1].strip()))
        except ValueError:
            return False
        if max(math.hypot(a, b), math.hypot(c, d)) > _EVEN * min(math.hypot(a, b), math.hypot(c, d)):
            return False
    return not _KEEPING.sub("", _MATRIX.sub("", transform)).strip(" ,\t\r\n")


def _unsaid(pieces: Iterable[Piece], picture: Picture | None, alt: str) -> Iterator[Fault]:
    """The letters of a drawing that are not painted; a bitmap of it paints none."""
    found = list(pieces)
    if picture is None or any(piece.stretches for piece in found):
        return
    missing = Counter(_letters(picture)) - Counter("".join("".join(piece.text.split()) for piece in found))
    if missing:
        message = f"Letters of {picture.name} are not painted: {''.join(sorted(missing.elements()))[:40]}"
        yield Fault("picture-words", found[0].page if found else 0, alt, message)


def _miscounted(pieces: Iterable[Piece], share: Share | None, alt: str) -> Iterator[Fault]:
    """People of whom others are painted than the numbers say: each is a shape, filled in or an outline."""
    found = list(pieces)
    filled, outlined = sum(piece.filled for piece in found), sum(piece.outlined for piece in found)
    if share and (filled, outlined) != (share.count, share.of - share.count):
        message = f"{filled} people are filled in and {outlined} are outlines, not {share.count} in {share.of}."
        yield Fault("picture-people", found[0].page if found else 0, alt, message)


def _letters(picture: Picture) -> str:
    """The letters that a drawing shows, without white space."""
    if picture.media_type != pictures.MEDIA_TYPE:
        return ""
    root = etree.fromstring(picture.data)
    texts = [text for text in root.iter("{*}text") if all(map(_drawn, (text, *text.iterancestors())))]
    return "".join("".join(part.split()) for text in texts for part in map(str, text.itertext()))


def _drawn(element: etree._Element) -> bool:
    hidden = element.get("display") == "none" or element.get("visibility", "visible") != "visible"
    return not hidden and etree.QName(element).localname not in _NOT_DRAWN
