"""Pages of braille as a picture (SVG): a dot is a line without length and with round ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from press.layout import Braille

SVG = "http://www.w3.org/2000/svg"
CELL, LINE, DOT, MARGIN = 6.0, 10.0, 2.5, 15.0
"""In millimetres: from cell to cell, line to line and dot to dot (UKAAF), and around the page."""
_THICK = 1.6
_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2))
"""The column and the row of each dot of a cell."""


def drawn(pages: Sequence[Sequence[str]], page: Braille, title: str, language: str) -> bytes:
    """All pages, one below the other; those of a cell's six dots that are raised, and no others."""
    width = 2 * MARGIN + page.cells * CELL
    height = 2 * MARGIN + page.lines * LINE
    whole = len(pages) * height
    shape = {"width": f"{width:g}mm", "height": f"{whole:g}mm", "viewBox": f"0 0 {width:g} {whole:g}", "role": "img"}
    root = etree.Element(f"{{{SVG}}}svg", shape, nsmap={None: SVG})  # type: ignore[dict-item]  # None: the default
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    etree.SubElement(root, f"{{{SVG}}}title").text = title
    for number, lines in enumerate(pages):
        top = number * height
        sheet = etree.SubElement(root, f"{{{SVG}}}g", {"class": "page"})
        place = {"x": "2", "y": f"{top + 2:g}", "width": f"{width - 4:g}", "height": f"{height - 4:g}"}
        etree.SubElement(sheet, f"{{{SVG}}}rect", {**place, "fill": "#FFFFFF", "stroke": "#6E738C"})
        look = {"fill": "none", "stroke": "#111118", "stroke-width": f"{_THICK:g}", "stroke-linecap": "round"}
        for row, line in enumerate(lines):
            path = " ".join(_dots(line, top + MARGIN + row * LINE))
            if path:
                etree.SubElement(sheet, f"{{{SVG}}}path", {**look, "d": path})
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _dots(line: str, top: float) -> Iterator[str]:
    for at, cell in enumerate(line):
        for number, (column, row) in enumerate(_DOTS):
            if (ord(cell) - 0x2800) >> number & 1:
                yield f"M{MARGIN + at * CELL + column * DOT:g} {top + row * DOT:g}h0"
