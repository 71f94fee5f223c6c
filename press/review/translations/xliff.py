"""A translation job as XLIFF 2.1 (OASIS), and what came back.

A passage is a unit with one segment; its marks are `pc` elements that may be neither deleted nor copied, and what they
stand for is in `originalData`. The room that there is for a passage is said by the Size and Length Restriction module.
What is said to be `initial` (also by saying nothing) is not done: without words untranslated, with words doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from press.model import Progress
from press.review.translations import inline
from press.review.translations.inline import Code, Pieces, codes
from press.review.translations.jobs import Job, Unit
from press.review.translations.returned import Came, Returned, Unreadable

CORE = "urn:oasis:names:tc:xliff:document:2.0"
SIZES = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
_KINDS = {"strong": ("fmt", "xlf:b"), "emphasis": ("fmt", "xlf:i"), "link": ("link", "")}
_STATES = {Progress.UNTRANSLATED: "initial", Progress.DOUBTFUL: "initial", Progress.DONE: "translated"}
_LONGEST = 20_000_000


def write(job: Job) -> bytes:
    """The job as a file; the same job gives the same bytes."""
    root = etree.Element(f"{{{CORE}}}xliff", nsmap={None: CORE, "slr": SIZES})  # type: ignore[dict-item]  # None: no prefix
    root.set("version", "2.1")
    root.set("srcLang", job.language)
    root.set("trgLang", job.to)
    file = etree.SubElement(root, f"{{{CORE}}}file", id="f1", original=f"{job.topic}/{job.edition}")
    etree.SubElement(file, f"{{{SIZES}}}profiles", generalProfile="xliff:codepoints")
    for number, unit in enumerate(job.units, 1):
        _write_unit(file, unit, number)
    etree.indent(root)  # not within source and target, whose white space is their own
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _write_unit(file: etree._Element, unit: Unit, number: int) -> None:
    element = etree.SubElement(file, f"{{{CORE}}}unit", id=f"u{number}", name=unit.segment.key)
    if unit.segment.limit:
        element.set(f"{{{SIZES}}}sizeRestriction", str(unit.segment.limit))
    notes = etree.SubElement(element, f"{{{CORE}}}notes")
    for note in (*unit.notes, *([f"It was: {unit.earlier}"] if unit.earlier else [])):
        etree.SubElement(notes, f"{{{CORE}}}note").text = note
    marks = list(codes(unit.source))
    if marks:
        data = etree.SubElement(element, f"{{{CORE}}}originalData")
        for mark in marks:
            etree.SubElement(data, f"{{{CORE}}}data", id=f"d{mark.id}s").text = mark.opening
            etree.SubElement(data, f"{{{CORE}}}data", id=f"d{mark.id}e").text = mark.closing
    segment = etree.SubElement(element, f"{{{CORE}}}segment", id="s1", state=_STATES[unit.progress])
    _write_pieces(etree.SubElement(segment, f"{{{CORE}}}source"), unit.source)
    if unit.target:
        _write_pieces(etree.SubElement(segment, f"{{{CORE}}}target"), unit.target)


def _write_pieces(parent: etree._Element, pieces: Pieces) -> None:
    parent.text = ""  # so that no white space is put in
    last: etree._Element | None = None
    for piece in pieces:
        if isinstance(piece, Code):
            last = etree.SubElement(parent, f"{{{CORE}}}pc", _of_code(piece))
            _write_pieces(last, piece.inside)
            last.tail = ""
        elif last is None:
            parent.text += piece
        else:
            last.tail = (last.tail or "") + piece


def _of_code(code: Code) -> dict[str, str]:
    kind, more = _KINDS[code.kind]
    said = {"id": str(code.id), "type": kind, **({"subType": more} if more else {})}
    kept = {"canCopy": "no", "canDelete": "no"}
    return {**said, **kept, "dataRefStart": f"d{code.id}s", "dataRefEnd": f"d{code.id}e"}


# Back again


def read(data: bytes) -> Returned:
    """What came back. Raises Unreadable with a sentence."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    if len(data) > _LONGEST:
        raise Unreadable("It has more than 20 MB.")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"It is not XML: {error.msg}.") from None
    if root.tag != f"{{{CORE}}}xliff" or root.get("version", "") not in ("2.0", "2.1", "2.2"):
        raise Unreadable("It is not XLIFF 2. Ask for XLIFF 2.1, or use PO.")
    file = root.find(f"{{{CORE}}}file")
    topic, _, edition = (file.get("original") or "" if file is not None else "").partition("/")
    if file is None or not edition:
        raise Unreadable("It does not say which leaflet it is of: `original` is missing in `file`.")
    units = tuple(filter(None, map(_unit, file.iter(f"{{{CORE}}}unit"))))
    return Returned(topic, edition, root.get("srcLang") or "", root.get("trgLang") or "", units)


def _unit(element: etree._Element) -> Came | None:
    """A unit; one that was divided is put together again, and is as far as the least of its segments."""
    key = element.get("name") or ""
    segments = element.findall(f"{{{CORE}}}segment")
    if not key or not segments:
        return None
    source, target = (_joined(element, side) for side in ("source", "target"))
    done = all(segment.get("state", "initial") != "initial" for segment in segments)
    whole = all(segment.find(f"{{{CORE}}}target") is not None for segment in segments)
    if not whole or not inline.words(target).strip():
        return Came(key, source, (), Progress.UNTRANSLATED)
    return Came(key, source, target, Progress.DONE if done else Progress.DOUBTFUL)


def _joined(unit: etree._Element, side: str) -> Pieces:
    """The words of a unit, with what stands between its segments."""
    found: list[str | Code] = []
    for part in unit.iterchildren(f"{{{CORE}}}segment", f"{{{CORE}}}ignorable"):
        own = part.find(f"{{{CORE}}}{side}")
        own = part.find(f"{{{CORE}}}source") if own is None and part.tag.endswith("ignorable") else own
        if own is not None:
            found += _read_pieces(own)
    return inline.merged(found)


def _read_pieces(parent: etree._Element) -> Iterator[str | Code]:
    if parent.text:
        yield parent.text
    for child in parent:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "pc":
            yield _code(child)
        elif name:
            yield from _read_pieces(child)  # such as `mrk`, a mark of the translator's own
        if child.tail:
            yield child.tail


def _code(element: etree._Element) -> Code:
    """Marks by their number alone, as in PO: what they are, and where they lead, is in the library."""
    number = int(element.get("id") or 0) if (element.get("id") or "").isdecimal() else 0
    return inline.code(number, inline.merged(list(_read_pieces(element))))
