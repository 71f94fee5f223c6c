"""The words of a drawing, stretch by stretch: each is set in the room of its own."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from press.model import Picture
from press.pictures.drawing import MEDIA_TYPE

_TEXT = "{http://www.w3.org/2000/svg}text"
_NOT_SHOWN = ("title", "desc", "metadata", "style", "script")


def phrases(picture: Picture) -> list[str]:
    """The stretches of text within a drawing's ``text`` elements, with single spaces; none of a photograph."""
    return [" ".join(said.split()) for _, _, said in slots(root(picture))] if picture.media_type == MEDIA_TYPE else []


def root(picture: Picture) -> etree._Element:
    """A drawing as its file has it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(picture.original or picture.data, parser)


def slots(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Where words stand, and which: in an element (``text``), or behind it (``tail``)."""
    for text in root.iter(_TEXT):
        for element in text.iter():
            shown = isinstance(element.tag, str) and etree.QName(element).localname not in _NOT_SHOWN
            if shown and element.text and element.text.strip():
                yield element, "text", element.text
            if element is not text and element.tail and element.tail.strip():
                yield element, "tail", element.tail
