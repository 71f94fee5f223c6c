"""Pictures on a page: none is made wider or narrower than it is.

A browser keeps a picture's proportions where one of width and height follows from the other (CSS 2.2, 10.4 and
10.6), or where the picture is fitted into its box (CSS Images 3, 4.5). An attribute fixes a side as a style does.
"""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Iterator, Mapping

import tinycss2
from lxml import etree
from lxml import html as parser
from PIL import Image

from press import pictures
from press.model import Picture

_SIDES = {"width": "width", "max-width": "width", "min-width": "width"} | {
    "height": "height",
    "max-height": "height",
    "min-height": "height",
}
_FREE = frozenset({"auto", "none", "initial", "unset"})
_FITTING = frozenset({"contain", "scale-down"})
_TOLERANCE = 0.02
_PAINTED = 200
"""The width in pixels in which a drawing is looked at."""
_OPAQUE = 250
"""Of 255: what is less lets something through that can be seen; an edge is rounded."""
_ROUNDED = 1.0
"""Pixels by which an attribute, a whole number, may differ."""


def stretched(page: parser.HtmlElement) -> Iterator[tuple[str, str]]:
    """What is wrong, and where: the words of a picture, or the style that would stretch it."""
    for image in page.iter("img", "source"):
        if not _in_proportion(image):
            shown = image if image.tag == "img" else image.find("../img")
            yield (
                "" if shown is None else shown.get("alt", ""),
                "A picture's width and height are not in its own proportions.",
            )
        inline = tinycss2.parse_blocks_contents(image.get("style", ""), skip_comments=True, skip_whitespace=True)
        if _fixes_both(_declared(inline), {"width"}):
            yield image.get("style", ""), "A picture's own style would stretch it."
    for style in page.iter("style"):
        for selector, declared in _rules(tinycss2.parse_stylesheet(style.text or "", True, True)):
            if _fixes_both(declared, {"width", "height"}):
                yield selector, "A style would stretch pictures: it fixes a side, and does not let the other follow."


def seen_through(page: parser.HtmlElement) -> Iterator[str]:
    """The words of pictures of which a part shows what lies behind them: a reader's own colours would hide them."""
    for image in page.iter("img", "source"):
        shown = image if image.tag == "img" else image.find("../img")
        if _is_seen_through(image.get("src") or image.get("srcset", "")):
            yield "" if shown is None else shown.get("alt", "")


def drawings(page: parser.HtmlElement) -> Iterator[tuple[str, bytes]]:
    """The drawings of a page, each with its alternative text."""
    for image in page.iter("img"):
        kind, _, packed = image.get("src", "").partition(";base64,")
        if "svg" in kind:
            yield image.get("alt", ""), b64decode(packed)


def _is_seen_through(address: str) -> bool:
    kind, _, packed = address.partition(";base64,")
    try:
        data = b64decode(packed)
        if "svg" in kind:
            data = pictures.png(Picture("", pictures.MEDIA_TYPE, data, 1, 1), (), _PAINTED)
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            return (
                picture.has_transparency_data
                and picture.convert("RGBA").getchannel("A").histogram()[:_OPAQUE] != [0] * _OPAQUE
            )
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def _rules(nodes: object) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The rules for pictures, those for some screens or for paper among them."""
    for node in nodes if isinstance(nodes, list) else ():
        if node.type == "at-rule" and node.content is not None:
            yield from _rules(tinycss2.parse_rule_list(node.content, True, True))
        elif node.type == "qualified-rule":
            selector = tinycss2.serialize(node.prelude).strip()
            declared = _declared(tinycss2.parse_blocks_contents(node.content, True, True))
            if any(part.split()[-1:] == ["img"] for part in selector.replace(">", " ").split(",")):
                yield selector, declared


def _declared(nodes: object) -> Mapping[str, str]:
    found = nodes if isinstance(nodes, list) else []
    return {
        node.lower_name: tinycss2.serialize(node.value).strip().lower() for node in found if node.type == "declaration"
    }


def _fixes_both(declared: Mapping[str, str], fixed: set[str]) -> bool:
    """Whether a rule that says anything of a picture's size leaves both sides fixed; ``fixed`` are those before it."""
    said = {name: value for name, value in declared.items() if name in _SIDES}
    if not said or declared.get("object-fit") in _FITTING:
        return False
    free = {name for name, value in said.items() if name in ("width", "height") and value in _FREE}
    limited = {_SIDES[name] for name, value in said.items() if value not in _FREE}
    return len((fixed - free) | limited) > 1


def _in_proportion(image: parser.HtmlElement) -> bool:
    own = _own(image.get("src") or image.get("srcset", ""))
    said = [float(side) if side.isdigit() else 0.0 for side in (image.get("width", ""), image.get("height", ""))]
    if own is None or not all(said):
        return True
    wanted = said[1] * own[0] / own[1], said[0] * own[1] / own[0]
    return any(abs(side - right) <= max(_ROUNDED, _TOLERANCE * right) for side, right in zip(said, wanted, strict=True))


def _own(address: str) -> tuple[float, float] | None:
    """A picture's own width and height; None for one that does not say."""
    kind, _, packed = address.partition(";base64,")
    try:
        data = b64decode(packed)
        if "svg" in kind:
            root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
            size = float(root.get("width", "")), float(root.get("height", ""))
        else:
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
                size = float(picture.width), float(picture.height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return size if min(size) > 0 else None
