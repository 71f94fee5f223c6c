"""What a drawing may be made of (SVG 2): all else is left out, or refused by name."""

from __future__ import annotations

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BASE = "{http://www.w3.org/XML/1998/namespace}base"
SVG_10 = "http://www.w3.org/TR/2000/CR-SVG-20001102/DTD/svg-20001102.dtd"

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
TEXTS = frozenset({"text", "tspan", "textPath"})
GRADIENTS = frozenset({"linearGradient", "radialGradient"})
ELEMENTS = (
    frozenset({"svg", "g", "defs", "symbol", "use", "stop", "clipPath", "mask", "marker"}) | SHAPES | TEXTS | GRADIENTS
)
UNSEEN = frozenset({"title", "desc", "metadata", "style", "font", "font-face", "view", "cursor"})
"""What is never drawn: words about the drawing, its styles (which are written to the shapes), fonts of its own."""
FOREIGN = frozenset(
    {"http://www.w3.org/1999/xhtml", "http://www.w3.org/2001/XInclude", "http://www.w3.org/1998/Math/MathML"}
)
"""Languages that have no place in a drawing; what a drawing program notes for itself in its own is left out."""

HINTS = {
    "filter": "Take shadows, blurs and other effects out in the drawing program, and export it again.",
    "image": "Take the photograph out of the drawing; a photograph has a file of its own (PNG or JPEG).",
    "pattern": "Fill shapes with a plain colour in the drawing program, and export it again.",
    "foreignObject": "Export it again with labels as plain text (in draw.io: untick Formatted Text for all shapes).",
    "a": "Take the link out; links belong into the text.",
    "script": "Export it again as plain SVG.",
    "encoding": "Open it in the drawing program, or in an editor of text, and save it as UTF-8.",
}
"""What to do about an element, or a file, that is refused."""

_PAINT = (
    "fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray"
    " stroke-dashoffset stroke-opacity opacity color stop-color stop-opacity clip-path clip-rule mask marker-start"
    " marker-mid marker-end display visibility paint-order overflow"
)
_LETTERS = (
    "font-size font-weight text-anchor dominant-baseline alignment-baseline baseline-shift letter-spacing word-spacing"
    " text-decoration direction unicode-bidi writing-mode"
)
PROPERTIES = frozenset(f"{_PAINT} {_LETTERS} transform".split())
"""Properties of CSS that are written to the elements. Fonts are not among them: the layout's are taken."""
COLOURS = frozenset({"fill", "stroke", "color", "stop-color"})
REFERRING = frozenset({"fill", "stroke", "clip-path", "mask", "marker-start", "marker-mid", "marker-end"})
"""Properties that may name another part of the drawing."""
_GEOMETRY = (
    "x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height d points dx dy rotate textLength lengthAdjust viewBox"
    " preserveAspectRatio offset gradientUnits gradientTransform spreadMethod startOffset markerWidth markerHeight"
    " markerUnits refX refY orient maskUnits maskContentUnits clipPathUnits"
)
GEOMETRY = frozenset(_GEOMETRY.split())
LONG = frozenset({"d", "points", "x", "y", "dx", "dy", "rotate", "stroke-dasharray"})
"""Attributes that may be as long as the drawing."""
