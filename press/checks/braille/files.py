"""Files of braille -> pages of lines of cells: BRF, PEF, and the picture of both."""

from __future__ import annotations

import re

from lxml import etree

from press.braille import BLANK, cells_of

Pages = tuple[tuple[str, ...], ...]
"""The lines of each page, in cells, without blanks at their ends."""
_PEF = "{http://www.daisy.org/ns/2008/pef}"
_SVG = "{http://www.w3.org/2000/svg}"
_STROKE = re.compile(r"M([\d.]+) ([\d.]+)h0")
_CELL, _LINE, _DOT, _MARGIN = 6.0, 10.0, 2.5, 15.0
"""Of the picture, in its own units."""
_DIGITS = 5
_MOST = 200
"""Cells in a line and lines on a page, of any picture."""


def brf(data: bytes) -> Pages:
    """Braille ASCII. Raises ValueError where it is none."""
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not braille ASCII: {error.reason}") from None
    *pages, rest = text.replace("\r\n", "\n").split("\f")
    whole = [*pages, rest] if rest.strip() else pages
    return tuple(tuple(cells_of(line).rstrip(BLANK) for line in page.removesuffix("\n").split("\n")) for page in whole)


def pef(data: bytes) -> Pages:
    """Portable Embosser Format. Raises ValueError where it is none."""
    root = _parsed(data)
    if root.tag != f"{_PEF}pef":
        raise ValueError("it is not PEF: its first element is another")
    pages = root.iter(f"{_PEF}page")
    return tuple(tuple((row.text or "").rstrip(BLANK) for row in page.iter(f"{_PEF}row")) for page in pages)


def size(data: bytes) -> tuple[int, int]:
    """The cells in a line and the lines on a page that PEF tells of its pages. Raises ValueError if it tells none."""
    volumes = list(_parsed(data).iter(f"{_PEF}volume"))
    told = [(volume.get("cols", ""), volume.get("rows", "")) for volume in volumes]
    if not told or not all(number.isdecimal() and len(number) < _DIGITS for pair in told for number in pair):
        raise ValueError("it does not say how large its pages are")
    return max(int(cells) for cells, _ in told), max(int(lines) for _, lines in told)


def dots(data: bytes) -> Pages:
    """The picture, as the press draws it. Raises ValueError where it is another."""
    root = _parsed(data)
    pages = [group for group in root.iter(f"{_SVG}g") if group.get("class") == "page"]
    if not pages:
        raise ValueError("it is no picture of braille")
    _, _, _, whole, *_ = (*root.get("viewBox", "").split(), "0", "0", "0", "0")
    height = float(whole) / len(pages)
    return tuple(_drawn(page, number * height + _MARGIN) for number, page in enumerate(pages))


def _drawn(page: etree._Element, top: float) -> tuple[str, ...]:
    """The lines of a page, read from its dots."""
    found: dict[int, dict[int, int]] = {}
    for path in page.iter(f"{_SVG}path"):
        for x, y in _STROKE.findall(path.get("d", "")):
            line, down = divmod(float(y) - top, _LINE)
            cell, along = divmod(float(x) - _MARGIN, _CELL)
            column, row = round(along / _DOT), round(down / _DOT)
            if not (0 <= line < _MOST and 0 <= cell < _MOST and column < 2 and row < 3):
                raise ValueError("it is no picture of braille: its dots are elsewhere")
            cells = found.setdefault(int(line), {})
            cells[int(cell)] = cells.get(int(cell), 0) | 1 << column * 3 + row
    return tuple(_line(found.get(number, {})) for number in range(max(found, default=-1) + 1))


def _line(cells: dict[int, int]) -> str:
    return "".join(chr(0x2800 + cells.get(at, 0)) for at in range(max(cells, default=-1) + 1))


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"it is not XML: {error.msg}") from None
