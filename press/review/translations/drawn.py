"""The words of drawings: for translators, and the same drawing with other words in their places.

Each stretch of text within a ``text`` element is a passage of its own: there is as much room for it as it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from press.model import Edition, Figure, Picture, Segment, figures

_TEXT = "{http://www.w3.org/2000/svg}text"
_NOT_SHOWN = ("title", "desc", "metadata", "style", "script")
_SVG = "image/svg+xml"


def segments(edition: Edition) -> Iterator[Segment]:
    """The words of an edition's drawings, picture by picture."""
    for figure in figures(edition.sections):
        for number, words in enumerate(_words(figure.picture), 1):
            yield Segment(key(figure, number), "drawing", words, figure.alt)


def key(figure: Figure, number: int) -> str:
    """The key of the words of a drawing; they are numbered from 1."""
    return f"picture.{figure.id}.{number}"


def redrawn(edition: Edition, to: str, texts: Mapping[str, str]) -> Iterator[tuple[str, str, bytes]]:
    """The drawings of an edition that say other words in another language: the name of each, that of the new one, and
    its bytes. ``texts`` are the words by their keys."""
    for figure in figures(edition.sections):
        words = _words(figure.picture)
        translated = [texts.get(key(figure, number), said) for number, said in enumerate(words, 1)]
        if translated != words:
            stem, _, ending = figure.picture.name.rpartition(".")
            yield figure.picture.name, f"{stem}.{to}.{ending}", _with(figure.picture, translated)


def _words(picture: Picture) -> list[str]:
    return [" ".join(said.split()) for _, _, said in _slots(_root(picture))] if picture.media_type == _SVG else []


def _with(picture: Picture, words: Iterable[str]) -> bytes:
    root = _root(picture)
    for (element, slot, said), other in zip(list(_slots(root)), words, strict=True):
        before, after = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
        setattr(element, slot, f"{before}{other}{after}")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _root(picture: Picture) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(picture.original or picture.data, parser)


def _slots(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Where words stand: in an element, or behind it."""
    for text in root.iter(_TEXT):
        for element in text.iter():
            shown = isinstance(element.tag, str) and etree.QName(element).localname not in _NOT_SHOWN
            if shown and element.text and element.text.strip():
                yield element, "text", element.text
            if element is not text and element.tail and element.tail.strip():
                yield element, "tail", element.tail
