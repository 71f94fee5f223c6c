"""How parts of a drawing look: lengths, colours and letters in forms that all who draw it understand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree
from tinycss2 import color4

from press.pictures.styles import Declared
from press.pictures.vocabulary import COLOURS, PROPERTIES, REFERRING, SPACE, SVG

_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "q": 96 / 101.6}
_ABSOLUTE = re.compile(
    r"([-+]?(?:\d{1,20}\.?\d{0,20}|\.\d{1,20}))(px|pt|pc|in|mm|cm|q)(?![\w%])", re.ASCII | re.IGNORECASE
)
_LONGEST_NUMBER = 60
_LENGTH = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([a-z]*|%)", re.ASCII | re.IGNORECASE)
_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
}
"""CSS Fonts 4, 2.5.1, in pixels."""
_RELATIVE = {"smaller": 1 / 1.2, "larger": 1.2}
_OF_LETTERS = {"em": 1.0, "%": 0.01, "ex": 0.5, "rem": 1.0}
_WEIGHTS = {"bold": "700", "bolder": "700", "normal": "400", "lighter": "400"}
_SHIFTS = {"sub": 0.2, "super": -0.4}
"""How far lowered and raised letters stand from the line, in sizes of those around them."""
_REFERENCE = re.compile(r"""url\(\s*["']?#([^"')]*)["']?\s*\)\s*(.*)""", re.DOTALL)
_OF_PIXELS = re.compile(r"(?<=[\d.])(?:px|deg)\b")
_LEFT_TO_OTHERS = frozenset({"initial", "unset", "revert", "revert-layer"})
_PRESERVING = ("pre", "pre-wrap", "break-spaces", "preserve")
_MARKERS = ("marker-start", "marker-mid", "marker-end")


def number(text: str) -> float | None:
    """A number as it is written; None for what is none, or is longer than any number."""
    match = _LENGTH.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    return float(match[1]) if match and not match[2] else None


def length(text: str) -> float | None:
    """A length in CSS pixels; None where there is none, or where it is a share of what nobody knows.

    One that is below zero, or none at all, is 0.
    """
    text = text.strip()
    match = _LENGTH.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    if not match:
        return None
    value, unit = float(match[1]), match[2].lower()
    if value <= 0:
        return 0
    return value * _UNITS[unit] if unit in _UNITS else None


def in_pixels(value: str) -> str:
    """A place or length, or a list of them, with absolute units turned into pixels: not all who draw know them."""
    return _ABSOLUTE.sub(lambda match: f"{float(match[1]) * _UNITS[match[2].lower()]:g}", value)


def expanded(said: Declared) -> Declared:
    """Declarations with those that stand for several written out."""
    found: Declared = {}
    for name, (value, important) in said.items():
        if name == "marker":
            parts = dict.fromkeys(_MARKERS, value)
        elif name == "font":
            parts = _font(value)
        else:
            parts = {name: value}
        found.update({part: (text, important) for part, text in parts.items()})
    return found


def _font(value: str) -> dict[str, str]:
    """Size and weight of a ``font``: ``italic bold 12px/1.2 Arial``."""
    found = {"font-weight": "400"}
    for word in value.split():
        if word.lower() in _WEIGHTS or (word.isdigit() and len(word) == 3):
            found["font-weight"] = word.lower()
            continue
        size = word.partition("/")[0].lower()
        if size in _SIZES or _LENGTH.fullmatch(size[:_LONGEST_NUMBER]):
            return {**found, "font-size": size}
    return {}


def keeps_spaces(element: etree._Element, said: Declared) -> bool:
    """Whether white space is kept as it stands: both ways of saying so."""
    return element.get(SPACE) == "preserve" or said.get("white-space", ("", False))[0] in _PRESERVING


def properties(said: Mapping[str, str], around: float, named: Callable[[str], str]) -> tuple[float, dict[str, str]]:
    """The size of an element's letters in pixels, and what it says of its look, in the order of names.

    ``around`` is the size of letters around it; ``named`` gives the new name of a part, empty if it is not there.
    """
    size = _size(said.get("font-size", ""), around)
    found: dict[str, str] = {}
    for name in sorted(PROPERTIES & said.keys()):
        value = said[name].strip()
        if not value or value.lower() in _LEFT_TO_OTHERS:
            continue
        if name == "font-size":
            found[name] = f"{size:g}"
        elif name == "font-weight":
            found[name] = _WEIGHTS.get(value.lower(), value)
        elif name == "baseline-shift":
            found.update(_shift(value, around))
        elif name == "transform":
            found[name] = _OF_PIXELS.sub("", value)
        elif name in REFERRING and "url(" in value:
            found.update(_referring(name, value, named))
        elif name in COLOURS:
            found.update(_colour(name, value, said))
        elif name not in found:
            found[name] = value
    return size, found


def _size(value: str, around: float) -> float:
    value = value.strip().lower()
    if value in _SIZES:
        return _SIZES[value]
    match = _LENGTH.fullmatch(value[:_LONGEST_NUMBER])
    if match and match[2].lower() in _OF_LETTERS:
        return max(float(match[1]), 0) * _OF_LETTERS[match[2].lower()] * around
    return length(value) or around * _RELATIVE.get(value, 1)


def _shift(value: str, around: float) -> dict[str, str]:
    """Letters that are raised or lowered, as a step up or down: not all who draw them know the other word."""
    value = value.lower()
    share = _SHIFTS.get(value)
    if share is None:
        match = _LENGTH.fullmatch(value[:_LONGEST_NUMBER])
        if not match:
            return {}
        by = float(match[1]) * (_OF_LETTERS[match[2]] * around if match[2] in _OF_LETTERS else _UNITS.get(match[2], 0))
        return {"baseline-shift": f"{-by:g}"}
    return {"baseline-shift": f"{share * around:g}"}


def straighten(text: etree._Element) -> None:
    """Lower and raise letters by steps: down before them, up again after them."""
    back = 0.0
    for part in list(text):
        shift = float(part.attrib.pop("baseline-shift", "0"))
        by = shift if part.tag == f"{{{SVG}}}tspan" else 0.0
        if by + back and "y" not in part.attrib:
            first, *others = part.get("dy", "0").replace(",", " ").split() or ["0"]
            part.set("dy", " ".join([f"{(number(first) or 0) + by + back:g}", *others]))
        back = -by
        if by and part.tail:
            after = etree.Element(f"{{{SVG}}}tspan", dy=f"{back:g}")
            after.text, part.tail, back = part.tail, None, 0.0
            part.addnext(after)


def _referring(name: str, value: str, named: Callable[[str], str]) -> dict[str, str]:
    """A reference to another part of the drawing, or the colour that is given in its place."""
    match = _REFERENCE.match(value)
    if match and (part := named(match[1].strip())):
        return {name: f"url(#{part})"}
    instead = match[2] if match else ""
    return _colour(name, instead, {}) if name in COLOURS and instead else {}


def _colour(name: str, value: str, said: Mapping[str, str]) -> dict[str, str]:
    """A colour as ``#rrggbb``, and how opaque it is; nothing for what is no colour, as browsers have it."""
    value = re.sub(r"\s+(?:icc|device)-\w+\(.*", "", value, flags=re.IGNORECASE | re.DOTALL)
    if value.lower() in ("none", "inherit", "context-fill", "context-stroke", "currentcolor"):
        return {name: "currentColor" if value.lower() == "currentcolor" else value.lower()}
    colour = color4.parse_color(value)
    if colour is None or isinstance(colour, str):
        return {}
    red, green, blue = (round(255 * min(max(part or 0, 0), 1)) for part in colour.to("srgb").coordinates)
    found = {name: f"#{red:02x}{green:02x}{blue:02x}"}
    if colour.alpha < 1 and name != "color":
        opaque = "stop-opacity" if name == "stop-color" else f"{name}-opacity"
        own = number(said.get(opaque, "1").strip())
        found[opaque] = f"{colour.alpha * (1 if own is None else own):g}"
    return found
