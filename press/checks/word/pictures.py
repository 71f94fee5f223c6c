"""What a picture, a shape or an object of a Word file says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.word.file import Element, WordFile, local, w, wp
from press.speech import Node, Role

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_VML = "urn:schemas-microsoft-com:vml"
_OFFICE = "urn:schemas-microsoft-com:office:office"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CHART = "/chart}chart"
_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
A_TEXT = f"{{{_A}}}t"
"""Words in a drawing that are not in a text box of Word's."""


def pictures(file: WordFile, holder: Element, met: set[str]) -> Iterator[Node]:
    """What is announced of a ``drawing``, ``pict`` or ``object``; text boxes in it are read apart.

    ``met`` holds the parts of diagrams that were read before, and are not read again.
    """
    boxed = next(holder.iter(w("txbxContent")), None) is not None
    described = list(holder.iter(wp("docPr")))
    worded = boxed or next(holder.iter(_DIAGRAM, A_TEXT), None) is not None
    for drawing in described:
        yield from _drawing(drawing, worded=worded)
    if not described and local(holder) != "drawing":
        yield from _vml(holder, boxed=boxed)
    yield from (Node(Role.WORDS, (f" {words} ",)) for words in _words(file, holder, met))


def _drawing(drawing: Element, *, worded: bool) -> Iterator[Node]:
    parent = drawing.getparent()
    label = drawing.get("descr", "") or drawing.get("title", "")
    before = drawing.getprevious()
    first = before is None or before.tag != drawing.tag
    inner = parent.iter("{*}cNvPr") if parent is not None and first else iter(())
    labels = [label] if label else [each.get("descr", "") for each in inner if each.get("descr")]
    yield from (Node(Role.PICTURE, label=each) for each in dict.fromkeys(labels))
    decorative = any(local(mark) == "decorative" for mark in drawing.iter("*"))
    if not labels and not decorative and not worded:
        yield Node(Role.PICTURE)


def _vml(holder: Element, *, boxed: bool) -> Iterator[Node]:
    """ISO/IEC 29500-4, 19.1: pictures and shapes of the old kind."""
    for shape in holder.iter(f"{{{_VML}}}shape", f"{{{_VML}}}rect", f"{{{_VML}}}oval", f"{{{_VML}}}roundrect"):
        pictured = shape.find(f"{{{_VML}}}imagedata") is not None
        label = shape.get("alt", "")
        if label or (pictured and not boxed and shape.get(f"{{{_OFFICE}}}hr") is None):
            yield Node(Role.PICTURE, label=label)
    for art in holder.iter(f"{{{_VML}}}textpath"):
        if art.get("string"):
            yield Node(Role.WORDS, (f" {art.get('string', '')} ",))


def _words(file: WordFile, holder: Element, met: set[str]) -> Iterator[str]:
    """The words of a drawing's own shapes, and those of a diagram, which are in a part of their own."""
    yield from (each.text for each in holder.iter(A_TEXT) if each.text)
    relations = file.relations(file.main)
    for diagram in holder.iter(_DIAGRAM):
        relation = relations.get(diagram.get(_DATA, ""))
        tree = file.trees.get(relation.target) if relation and relation.target not in met else None
        met.add(relation.target if relation else "")
        for paragraph in tree.iter(f"{{{_A}}}p") if tree is not None else ():
            if words := "".join(each.text or "" for each in paragraph.iter(A_TEXT)).strip():
                yield words


def unread(holder: Element) -> Iterator[str]:
    """What is in it that is not read, named."""
    for element in holder.iter("*"):
        if str(element.tag).endswith(_CHART):
            yield "a chart, with its figures"
        elif element.tag == f"{{{_OFFICE}}}OLEObject":
            yield f"an object made by another program ({element.get('ProgID', 'unknown')})"
        elif local(element) == "contentPart":
            yield "something drawn by hand"
