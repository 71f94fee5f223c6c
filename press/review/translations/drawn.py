"""The words of drawings: for translators, and the same drawing with other words in their places.

Each stretch of text within a ``text`` element is a passage of its own: there is as much room for it as it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from press.model import Edition, Figure, Picture, Segment, figures_once
from press.pictures.phrases import phrases, root, slots
from press.reader import borrowed


def segments(edition: Edition) -> Iterator[Segment]:
    """The words of an edition's drawings, picture by picture."""
    for figure in figures_once(edition.sections):
        yield from borrowed.of_drawing(figure.id, figure.picture, figure.alt)


def key(figure: Figure, number: int) -> str:
    """The key of the words of a drawing; they are numbered from 1."""
    return f"{borrowed.DRAWING}{figure.id}.{number}"


def redrawn(edition: Edition, to: str, texts: Mapping[str, str]) -> Iterator[tuple[str, str, bytes]]:
    """The drawings of an edition that say other words in another language: the name of each, that of the new one, and
    its bytes. ``texts`` are the words by their keys."""
    for figure in figures_once(edition.sections):
        words = phrases(figure.picture)
        translated = [texts.get(key(figure, number), said) for number, said in enumerate(words, 1)]
        if translated != words:
            stem, _, ending = figure.picture.name.rpartition(".")
            yield figure.picture.name, f"{stem}.{to}.{ending}", _with(figure.picture, translated)


def _with(picture: Picture, words: Iterable[str]) -> bytes:
    drawing = root(picture)
    for (element, slot, said), other in zip(list(slots(drawing)), words, strict=True):
        before, after = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
        setattr(element, slot, f"{before}{other}{after}")
    return bytes(etree.tostring(drawing, xml_declaration=True, encoding="UTF-8")) + b"\n"
