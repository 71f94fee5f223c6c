"""Text and sound together (EPUB 3.3, 9): what is read aloud, element by element, and when it is heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from press.layout import Layout
from press.manuscript import Manuscript, Utterance, pictured
from press.programs import espeak, lame
from press.writers.epub.content import OPS, XHTML
from press.writers.speaking import speak

SMIL = "http://www.w3.org/ns/SMIL"
ACTIVE = "-epub-media-overlay-active"
"""The class of what is being read."""
_PAGE, _SOUND = "leaflet.xhtml", "audio/leaflet.mp3"
_BLOCKS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "caption", "th", "td", "figcaption", "div", "section"}
    | {"ul", "ol", "dl", "table", "thead", "tbody", "tr", "figure", "aside", "blockquote", "header", "main"}
    | {"img", "picture"}
)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Overlay:
    """The sound of a book as MP3, and the document that ties it to the text; ``seconds`` is how long it is heard."""

    sound: bytes
    document: bytes
    seconds: float


def overlay(page: etree._Element, manuscript: Manuscript, layout: Layout) -> Overlay:
    """The page read aloud; what is read gets an id where it has none. Raises Refused where nobody can speak it."""
    found = list(_read(page, manuscript))
    spoken = speak([[said for _, said in group] for group in _grouped(found)], manuscript, layout)
    anchors = [_anchored(element, number) for number, (element, _) in enumerate(found, 1)]
    return Overlay(lame.encoded(spoken.samples, espeak.RATE), _document(anchors, spoken.times), spoken.times[-1][1])


def clock(seconds: float) -> str:
    """A moment as SMIL writes it: ``0:01:02.345``."""
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60}:{minutes % 60:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def _document(anchors: Sequence[str], times: Sequence[tuple[float, float]]) -> bytes:
    root = etree.Element(f"{{{SMIL}}}smil", version="3.0", nsmap={None: SMIL, "epub": OPS})  # type: ignore[dict-item]  # None: no prefix
    body = etree.SubElement(root, f"{{{SMIL}}}body", {f"{{{OPS}}}textref": _PAGE})
    for anchor, (start, end) in zip(anchors, times, strict=True):
        pair = etree.SubElement(body, f"{{{SMIL}}}par")
        etree.SubElement(pair, f"{{{SMIL}}}text", src=f"{_PAGE}#{anchor}")
        clip = {"src": _SOUND, "clipBegin": clock(start), "clipEnd": clock(end)}
        etree.SubElement(pair, f"{{{SMIL}}}audio", clip)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _anchored(element: etree._Element, number: int) -> str:
    if not element.get("id"):
        element.set("id", f"said-{number}")
    return element.get("id", "")


def _grouped(found: Sequence[tuple[etree._Element, Utterance]]) -> list[list[tuple[etree._Element, Utterance]]]:
    """What is read, a group for each section: behind one there is a longer silence."""
    groups: list[list[tuple[etree._Element, Utterance]]] = [[]]
    for element, said in found:
        if _name(element) == "h2" and groups[-1]:
            groups.append([])
        groups[-1].append((element, said))
    return groups


def _read(page: etree._Element, manuscript: Manuscript) -> Iterator[tuple[etree._Element, Utterance]]:
    """The elements that are read, each with what is said: those that hold words and no other such."""
    body = page.find(f"{{{XHTML}}}body")
    for element in () if body is None else body.iter(etree.Element):
        name = _name(element)
        if name == "img" and element.get("alt"):
            said = pictured(element.get("alt", ""), manuscript.strings)
            yield element, Utterance(((said, _language(element, manuscript.language)),))
        elif name in _BLOCKS and not any(_name(inner) in _BLOCKS for inner in element.iterdescendants(etree.Element)):
            first = (_label(element), manuscript.language)
            whole = Utterance(tuple(_joined((first, *_pieces(element, _language(element, manuscript.language))))))
            if whole.text.strip():
                yield element, whole


def _label(element: etree._Element) -> str:
    """The number of an item, before its first words."""
    item = element if _name(element) == "li" else element.getparent()
    if item is None or _name(item) != "li" or (item is not element and element.getprevious() is not None):
        return ""
    items = item.getparent()
    if items is None or _name(items) != "ol":
        return ""
    return f"{int(items.get('start', '1')) + len(list(item.itersiblings(item.tag, preceding=True)))}. "


def _language(element: etree._Element, of_book: str) -> str:
    around = (each.get(_LANG) for each in (element, *element.iterancestors()))
    return next(filter(None, around), of_book)


def _pieces(element: etree._Element, language: str) -> Iterator[tuple[str, str]]:
    own = element.get(_LANG, language)
    yield element.text or "", own
    for inner in element.iterchildren(etree.Element):
        yield from _pieces(inner, own)
        yield inner.tail or "", own


def _joined(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Texts of one language that stand together as one."""
    text = before = ""
    for part, spoken in pieces:
        if spoken != before and text.strip():
            yield text, before
            text = ""
        text, before = text + part, spoken
    if text:
        yield text, before


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
