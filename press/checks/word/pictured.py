"""Pictures in a Word file: each is shown in the proportions of its own part."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image

from press.checks.word.file import Element, Rule, WordFile, number
from press.model import figures
from press.pictures import people

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_VECTOR = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_TOLERANCE = 1.02
_MOST_OF_A_SIDE = 50
"""Pixels of a bitmap's shorter side below which a part of a pixel counts for more than that."""


def _stretched(file: WordFile) -> Iterator[str]:
    """What pictures say that are wider or narrower than they are."""
    relations = file.relations(file.main)
    for frame in file.document.iter(f"{_WP}inline", f"{_WP}anchor"):
        for blip in frame.iter(f"{_A}blip"):
            relation = relations.get(blip.get(_EMBED, ""))
            ratio = _ratio(file.parts.get(relation.target, b"")) if relation else 0.0
            sizes = [*frame.iterchildren(f"{_WP}extent"), *frame.iter(f"{_A}ext")]
            for shown in filter(None, map(_shown, sizes)):
                if ratio and max(shown / ratio, ratio / shown) > _TOLERANCE:
                    yield _described(frame)
                    break


def _miscounted(file: WordFile) -> Iterator[str]:
    """What pictures of people say of whom others are drawn than the numbers say."""
    relations = file.relations(file.main)
    drawn = [
        (_described(frame), file.parts.get(relation.target, b""))
        for frame in file.document.iter(f"{_WP}inline", f"{_WP}anchor")
        for vector in frame.iter(_VECTOR)
        if (relation := relations.get(vector.get(_EMBED, "")))
    ]
    yield from people.miscounted(drawn, figures(file.manuscript.sections))


def _described(frame: Element) -> str:
    described = frame.find(f"{_WP}docPr")
    return "" if described is None else described.get("descr", "")


def _shown(size: Element) -> float:
    """How many times as wide as high it is shown; 0 where it does not say."""
    width, height = (number(size.get(key, ""), 0) for key in ("cx", "cy"))
    return width / height if width > 0 < height else 0.0


def _ratio(picture: bytes) -> float:
    """How many times as wide as high a bitmap is; 0 for what is none, or too small to tell."""
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as image:
            return image.width / image.height if min(image.size) >= _MOST_OF_A_SIDE else 0.0
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 0.0


RULES = (
    Rule(
        "word-picture-proportions",
        "DAPB1605 (2025)",
        "A picture is wider or narrower than it was drawn or taken.",
        "Set its height and width to the same share of its own.",
        _stretched,
        compares=True,
    ),
    Rule(
        "word-people",
        "the content format",
        "A drawing shows other numbers of people than the leaflet says.",
        "Make the file again.",
        _miscounted,
        compares=True,
    ),
)
