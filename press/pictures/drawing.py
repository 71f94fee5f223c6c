"""Drawings: an SVG file is read once and written anew, with what is drawn and nothing else.

What comes out holds only the elements and attributes of `vocabulary`. Styles are written to the elements
that they hold for, so that all that draw it draw the same: WeasyPrint for PDF, resvg for Word's picture, and
browsers. It names no font, for its words are set in the layout's. Names of its parts are a, b, c …; notes of
the drawing program, comments, titles and file paths are gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase
from typing import NamedTuple

from lxml import etree

from press.model import Picture
from press.pictures import cost, look, prologue, styles, vocabulary
from press.pictures.unfit import MAX_SIDE, Unfit, check_form
from press.pictures.vocabulary import ELEMENTS, FOREIGN, GEOMETRY, HINTS, LONG, SPACE, SVG, SVG_10, TEXTS, UNSEEN, XLINK

MAX_BYTES = 2_000_000
MEDIA_TYPE = "image/svg+xml"
_LONGEST = 2_000
"""Characters of an attribute that is no list."""
_LONGEST_SIZE = 100
"""Characters of a width, a height or a view box."""
_SHAPES_ONLY = "a drawing may hold shapes and text only"
FIRST_SIZE = 16.0
"""Of letters that say nothing of their size, in pixels (CSS Fonts 4, 2.5)."""
_AS_WIDE = 1.001
"""By how much of its side a drawing is wider than its view box, if more than by the rounding of its size."""
_EMPTY = f'<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink"/>'


def read(name: str, data: bytes) -> Picture:
    """Read an SVG file. Raises Unfit if it is broken, active, too large, or reaches outside itself."""
    if len(data) > MAX_BYTES:
        raise Unfit(f"is a drawing of more than {MAX_BYTES // 1_000_000} MB")
    root = _parsed(data)
    sheets = ["".join(map(str, style.itertext())) for style in root.iter(f"{{{SVG}}}style", f"{{{SVG_10}}}style")]
    width, height, box = _size(root)
    drawn = _Copy(root, styles.Sheet(sheets)).root
    drawn.set("width", f"{width:g}")
    drawn.set("height", f"{height:g}")
    drawn.set("viewBox", " ".join(f"{number:g}" for number in box))
    cost.check(drawn)
    return Picture(name, MEDIA_TYPE, etree.tostring(drawn), width, height, data)


def words(picture: Picture) -> str:
    """The words that a drawing paints, in the order of its file, with a space after each text; none of a photograph."""
    if picture.media_type != MEDIA_TYPE:
        return ""
    texts = etree.fromstring(picture.data).iter(f"{{{SVG}}}text")
    return " ".join("".join(map(str, text.itertext())) for text in texts)


def _parsed(data: bytes) -> etree._Element:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise Unfit("is not UTF-8", HINTS["encoding"]) from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(prologue.read(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unfit("is not well-formed SVG") from error
    if parser.error_log.filter_from_errors():  # a prefix of a name that stands for no namespace
        raise Unfit("is not well-formed SVG")
    if root.tag not in (f"{{{SVG}}}svg", f"{{{SVG_10}}}svg"):
        raise Unfit("is not SVG")
    return root


class _Copy:
    """A drawing written anew under ``root``."""

    def __init__(self, root: etree._Element, sheet: styles.Sheet) -> None:
        self._sheet = sheet
        named = [name for element in root.iter(etree.Element) if (name := element.get("id"))]
        self._names = {name: _letters(number) for number, name in enumerate(dict.fromkeys(named))}
        self._used: set[str] = set()
        self.root = etree.fromstring(_EMPTY)
        self._fill(self.root, root, FIRST_SIZE)
        for element in self.root.iter(etree.Element):
            if element.get("id") not in self._used:
                element.attrib.pop("id", "")

    def _fill(self, to: etree._Element, element: etree._Element, size: float) -> None:
        """Copy what an element says and holds; ``size`` is that of the letters around it, in pixels."""
        size = self._attributes(to, element, size)
        spoken = etree.QName(to).localname in TEXTS
        if spoken:
            _say(to, element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._child(to, child, size)
            if spoken:
                _say(to, child.tail)
        look.straighten(to)

    def _child(self, to: etree._Element, child: etree._Element, size: float) -> None:
        name = etree.QName(child)
        if name.namespace in FOREIGN:
            raise Unfit(f"holds a <{name.localname}> element of another language{_at(child)}; {_SHAPES_ONLY}")
        if name.namespace not in (SVG, SVG_10) or name.localname in UNSEEN:
            return
        if name.localname == "switch":
            group = etree.SubElement(to, f"{{{SVG}}}g")
            self._attributes(group, child, size)
            for chosen in _chosen(child):
                self._child(group, chosen, size)
            return
        if name.localname not in ELEMENTS:
            hint = HINTS.get(name.localname, "")
            raise Unfit(f"holds a <{name.localname}> element{_at(child)}; {_SHAPES_ONLY}", hint)
        self._fill(etree.SubElement(to, f"{{{SVG}}}{name.localname}"), child, size)

    def _attributes(self, to: etree._Element, element: etree._Element, size: float) -> float:
        """Copy what an element says; the size of its letters, in pixels."""
        said: styles.Declared = {}
        for key, value in _attributes(element):
            if key in vocabulary.PROPERTIES:
                styles.check_contained(value)
                said[key] = value, False
            elif key in GEOMETRY and to is not self.root:
                to.set(key, look.in_pixels(value))
        styles.merge(said, look.expanded(self._sheet.declared(element)))
        styles.merge(said, look.expanded(styles.declarations(element.get("style", ""))))
        if look.keeps_spaces(element, said):
            to.set(SPACE, "preserve")
        size, found = look.properties({name: value for name, (value, _) in said.items()}, size, self._name)
        within_marker = any(etree.QName(each).localname == "marker" for each in to.iterancestors())
        for key, value in found.items():
            if not (within_marker and key.startswith("marker")):  # no arrow has arrows (SVG 2, 13.7)
                to.set(key, value)
        self._refer(to, element)
        return size

    def _refer(self, to: etree._Element, element: etree._Element) -> None:
        if name := self._names.get(element.get("id", "")):
            to.set("id", name)
        href = element.get("href") or element.get(XLINK) or ""
        if href and not href.startswith("#"):
            raise Unfit(f"{styles.OUTSIDE}{_at(element)}")
        if name := self._name(href[1:]):
            to.set(XLINK, f"#{name}")

    def _name(self, name: str) -> str:
        """What a part is called in the copy; empty where there is none of that name."""
        found = self._names.get(name, "")
        self._used.add(found)
        return found


def _letters(number: int) -> str:
    """a to z, then ba, bb …"""
    number, rest = divmod(number, len(ascii_lowercase))
    return (_letters(number) if number else "") + ascii_lowercase[rest]


def _at(element: etree._Element) -> str:
    return f" (line {element.sourceline} of it)" if element.sourceline else ""


def _attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The attributes of SVG's own that an element has. Raises Unfit at what runs, loads or is too long."""
    for key, value in element.attrib.items():
        name = str(key)
        if name == vocabulary.BASE:
            raise Unfit(f"{styles.OUTSIDE}{_at(element)}")
        if name.lower().startswith("on"):
            raise Unfit(f"holds an event handler, {name}{_at(element)}")
        if name not in GEOMETRY and name not in vocabulary.PROPERTIES:
            continue
        if name not in LONG and len(value) > _LONGEST:
            raise Unfit(f"has a {name} of more than {_LONGEST} characters{_at(element)}")
        yield name, str(value).strip()


def _say(to: etree._Element, text: str | None) -> None:
    """Add text after all that an element holds."""
    if not text:
        return
    if len(to):
        to[-1].tail = (to[-1].tail or "") + text
    else:
        to.text = (to.text or "") + text


# Alternatives, of which one is drawn


def _chosen(switch: etree._Element) -> list[etree._Element]:
    """The first part of a switch that a page can show (SVG 2, 5.9), if there is one.

    draw.io writes labels as HTML and beside it as plain text, of which it may cut off the end.
    """
    formatted = None
    for child in switch.iterchildren(etree.Element):
        name = etree.QName(child)
        if name.localname == "foreignObject":
            formatted = child if formatted is None else formatted
        elif name.namespace in (SVG, SVG_10) and not child.get("requiredExtensions"):
            _check_same_words(formatted, child)
            return [child]
    _check_same_words(formatted, None)
    return []


def _check_same_words(formatted: etree._Element | None, plain: etree._Element | None) -> None:
    if formatted is None:
        return
    wanted, said = _bare(formatted), "" if plain is None else _bare(plain)
    if wanted and wanted != said:
        reason = f"has a label as formatted text (“{wanted[:40]}”{_at(formatted)}) that its plain text does not say"
        raise Unfit(reason, HINTS["foreignObject"])


def _bare(element: etree._Element) -> str:
    return "".join("".join(map(str, element.itertext())).split())


# Its size


class _Box(NamedTuple):
    left: float
    top: float
    width: float
    height: float


def _size(root: etree._Element) -> tuple[float, float, _Box]:
    """Width and height in pixels, and the part of the plane that is seen."""
    for key in ("width", "height", "viewBox"):
        if len(root.get(key, "")) > _LONGEST_SIZE:
            raise Unfit(f"has a {key} of more than {_LONGEST_SIZE} characters{_at(root)}")
    numbers = [look.number(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    given = [number for number in numbers if number is not None]
    box = _Box(*given) if len(given) == len(numbers) == 4 and min(given[2:]) > 0 else None
    width, height = look.length(root.get("width", "")), look.length(root.get("height", ""))
    if box:
        width, height = _completed(width, height, box)
    if width is None or height is None or not 0 < width < MAX_SIDE or not 0 < height < MAX_SIDE:
        raise Unfit("does not say its size (width and height, or viewBox)")
    check_form(width, height)
    return width, height, _seen(box, width, height) if box else _Box(0, 0, width, height)


def _seen(box: _Box, width: float, height: float) -> _Box:
    """All of the plane that is seen: beside a view box of other proportions than the drawing, what stands around its
    middle (SVG 2, 8.8)."""
    scale = min(width / box.width, height / box.height)
    wide, high = width / scale, height / scale
    if wide < box.width * _AS_WIDE and high < box.height * _AS_WIDE:
        return box
    return _Box(box.left - (wide - box.width) / 2, box.top - (high - box.height) / 2, wide, high)


def _completed(width: float | None, height: float | None, box: _Box) -> tuple[float, float]:
    """Both sides: what is not said follows from the view box (SVG 2, 8.2)."""
    ratio = box.width / box.height
    if width is None and height is None:
        return box.width, box.height
    if width is None:
        width = (height or 0) * ratio
    return width, width / ratio if height is None else height
