"""What a finished page may hold: a list of elements, attributes and style that load, send and run nothing.

The page is taken apart as browsers do it (HTML, section 13.2), its style by tokens (CSS Syntax Level 3), so that no
capitals, escapes, comments or unfinished tags hide anything. What is not on the list is refused: a browser may learn
to load by it. The page says the same to the browser (Content Security Policy Level 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

import tinycss2
import tinyhtml5

POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
"""What a page lets a browser do: show pictures and fonts that it holds itself, and its own style."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ELEMENTS = _words(
    """
    a abbr address article aside b bdi bdo blockquote body br button caption cite code col colgroup data dd del
    details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 head header hgroup hr html i img ins kbd li
    link main mark menu meta nav ol p picture pre q rp rt ruby s samp script search section small source span strong
    style sub summary sup table tbody td tfoot th thead time title tr u ul var wbr
    """
)
_ATTRIBUTES = _words(
    """
    abbr alt autofocus charset class colspan content datetime decoding dir headers height hidden href hreflang id
    itemprop lang loading media name open popover popovertarget popovertargetaction property rel reversed role rowspan
    scope span src srcset start style tabindex title translate type value width
    """
)
_MORE_ATTRIBUTES = re.compile(r"(aria|data)-[a-z-]+")
_AT_RULES = _words(
    """
    charset container counter-style font-face keyframes layer media page property scope starting-style supports
    bottom-center bottom-left bottom-left-corner bottom-right bottom-right-corner left-bottom left-middle left-top
    right-bottom right-middle right-top top-center top-left top-left-corner top-right top-right-corner
    """
)
_FUNCTIONS = _words(
    """
    anchor anchor-size attr calc circle clamp color color-mix conic-gradient counter counters cubic-bezier ellipse
    env fit-content format has hsl hsla hwb inset is lab lang lch light-dark linear linear-gradient matrix max min
    minmax not nth-child nth-last-child nth-last-of-type nth-of-type oklab oklch polygon radial-gradient rect repeat
    repeating-linear-gradient rgb rgba rotate round scale skew steps style symbols tech translate translatex
    translatey url var where xywh
    """
)
_PICTURES = {"src": "img", "srcset": "source"}
"""The attributes that hold a picture, and the element of each."""
_ONE_PICTURE = re.compile(r"data:image/(png|jpeg|svg\+xml)[;,][^\s]*", re.IGNORECASE)
"""Without white space, after which a list of pictures would go on (HTML, 4.8.4.2.1)."""
_HELD = re.compile(r"data:(image/(png|jpeg|svg\+xml)|font/[a-z0-9]+)[;,]", re.IGNORECASE)


def faults(page: bytes) -> Iterator[tuple[str, str]]:
    """What a page holds that is not on the list: the words concerned, and a sentence."""
    root = tinyhtml5.parse(page, transport_encoding="utf-8", namespace_html_elements=False)
    for element in root.iter():
        if isinstance(element.tag, str):  # a comment is shown to nobody
            yield from _element(element)
    first = next(iter(root.findall("head/*")), None)
    if (
        first is None
        or (first.get("http-equiv") or "").lower() != "content-security-policy"
        or (first.get("content") != POLICY)
    ):
        yield "Content-Security-Policy", "The head does not begin with the policy that lets the page load nothing."


def _element(element: Element) -> Iterator[tuple[str, str]]:
    if element.tag not in _ELEMENTS:
        yield element.tag.rpartition("}")[2], "The page holds an element that may load, send or run something."
        return
    for name, value in element.attrib.items():
        yield from _attribute(element, str(name), value)
    match element.tag:
        case "link" if element.get("rel") != "canonical":
            yield f"link rel={element.get('rel')}", "The page names a file to load beside it."
        case "script" if element.get("type") != "application/ld+json":
            yield "script", "The page holds a script."
        case "style":
            yield from style_faults("".join(element.itertext()))


def _attribute(element: Element, name: str, value: str) -> Iterator[tuple[str, str]]:
    shown = f"{element.tag} {name}={value}"[:60]
    if name == "http-equiv":
        if element.tag != "meta" or value.lower() != "content-security-policy":
            yield shown, "The page tells the browser what only a server may."
    elif name not in _ATTRIBUTES and not _MORE_ATTRIBUTES.fullmatch(name):
        yield shown, "The page holds an attribute that may load, send or run something."
    elif (name in _PICTURES and not (element.tag == _PICTURES[name] and _ONE_PICTURE.fullmatch(value))) or (
        name == "href" and element.tag not in ("a", "link")
    ):
        yield shown, "The page loads something that it does not hold."
    elif name == "style":
        yield from style_faults(value)


def style_faults(style: str) -> Iterator[tuple[str, str]]:
    """What a style sheet, or the style of one element, holds that is not on the list."""
    yield from _tokens(tinycss2.parse_component_value_list(style, skip_comments=True))


def _tokens(tokens: Iterable[tinycss2.ast.Node]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        match token.type:
            case "url" if not _HELD.match(token.value):
                yield f"url({token.value})"[:60], _LOADS
            case "function" if token.lower_name not in _FUNCTIONS:
                yield f"{token.lower_name}()", "The style has a function that may load something."
            case "function" if token.lower_name == "url":
                yield from (
                    (f"url({word})"[:60], _LOADS) for word in _strings(token.arguments) if not _HELD.match(word)
                )
            case "at-keyword" if token.lower_value not in _AT_RULES:
                yield f"@{token.lower_value}", "The style has a rule that may load something."
            case "error":
                yield token.kind, "The style has a place that browsers read in different ways."
        yield from _tokens(getattr(token, "arguments", None) or getattr(token, "content", None) or ())


_LOADS = "The style loads something that the page does not hold."


def _strings(tokens: Iterable[tinycss2.ast.Node]) -> list[str]:
    """The texts among a function's arguments; an empty one where there are none, which names the page itself."""
    return [token.value for token in tokens if token.type == "string"] or [""]
