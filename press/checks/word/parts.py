"""The parts of a Word file as they are read: unpacked, in one set of names, and each kind found by its relation.

A package does not say by the names of its parts what they are, but by relations (ISO/IEC 29500-2, 6.5):

    _rels/.rels  → officeDocument  word/document2.xml   → styles, numbering, footnotes, header …
                 → core-properties docProps/core.xml
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

Element = etree._Element

_REQUIRED = ("[Content_Types].xml", "_rels/.rels")
_MOST_BYTES = 200_000_000
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error)
"""What `zipfile` raises for a file that is broken, locked by a password or packed in a way of its own."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins: an old ``.doc``, or a ``.docx`` that is locked with a password."""
_MAIN = "word/document.xml"

_STRICT = "http://purl.oclc.org/ooxml/"
_CODES = ("utf-8", "utf-16-le", "utf-16-be")
_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_UNDERSTOOD = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/", "urn:schemas-microsoft")
"""How the names of extensions begin that Word itself writes, so that it shows what needs them."""


class Unreadable(ValueError):
    """Raised with the reason, in words, where a file cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What leads from one part to another: of which ``kind`` (the last word of its type), and where to."""

    kind: str
    target: str
    external: bool


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name. Raises Unreadable."""
    if data.startswith(_OLD):
        raise Unreadable("it is locked with a password, or is an old .doc file; open it in Word and save it as .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            size = sum(info.file_size for info in archive.infolist())
            parts = {name: archive.read(name) for name in names if size <= _MOST_BYTES}
    except _BROKEN as error:
        raise Unreadable("it is not a whole zip file") from error
    if size > _MOST_BYTES:
        raise Unreadable(f"it unpacks to more than {_MOST_BYTES // 1_000_000} MB")
    if len(names) != len(parts):
        raise Unreadable("a part of it is there twice")
    for name in _REQUIRED:
        if name not in parts:
            raise Unreadable(f"its part {name} is missing")
    return parts


def tree(name: str, part: bytes) -> Element:
    """A part of XML, in the names of the transitional schemas. Raises Unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:  # type: ignore[attr-defined]  # its stubs do not know it
            raise MemoryError from error
        raise Unreadable(f"its part {name} is not well-formed XML") from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # its stubs do not know it
        raise Unreadable(f"its part {name} has a document type, which may hide entities")
    return _transitional(root) if any(_STRICT.encode(code) in part for code in _CODES) else root


def relations(part: str, trees: Mapping[str, Element]) -> dict[str, Relation]:
    """The relations of a part (empty: of the package), by id; targets inside the file as names of parts."""
    folder, _, name = part.rpartition("/")
    holder = trees.get(f"{folder}/_rels/{name}.rels".lstrip("/"))
    found = {}
    for element in holder.iterchildren(etree.Element) if holder is not None else ():
        external = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        path = target if external else posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        found[element.get("Id", "")] = Relation(element.get("Type", "").rpartition("/")[2], path, external)
    return found


def main_part(trees: Mapping[str, Element]) -> str:
    """The name of the part that holds the body (ISO/IEC 29500-1, 11.3.10). Raises Unreadable."""
    named = (each.target for each in relations("", trees).values() if each.kind == "officeDocument")
    for name in (*named, _MAIN):
        if name in trees:
            if etree.QName(trees[name]).localname != "document":
                raise Unreadable(f"its part {name} is no Word document; it may be a spreadsheet or slides")
            return name
    raise Unreadable(f"its part {_MAIN} is missing, and it names no other that holds its words")


def as_shown(root: Element) -> Element:
    """A part as a program shows it that knows Word's own extensions: of what is there in several ways, one.

    ISO/IEC 29500-3, 7.5: the first Choice of which all is understood, or else the Fallback.

        <mc:AlternateContent> <mc:Choice Requires="wps"> a text box </mc:Choice>
                              <mc:Fallback> the same in VML </mc:Fallback> </mc:AlternateContent>
    """
    alternate = f"{{{_COMPATIBILITY}}}AlternateContent"
    if root.find(f".//{alternate}") is None:
        return root
    shown = deepcopy(root)
    for holder in list(shown.iter(alternate)):
        parent = holder.getparent()
        if parent is not None:
            kept = _chosen(holder)
            parent[parent.index(holder) : parent.index(holder) + 1] = list(kept) if kept is not None else []
    return shown


def _chosen(holder: Element) -> Element | None:
    ways = list(holder.iterchildren(f"{{{_COMPATIBILITY}}}Choice", f"{{{_COMPATIBILITY}}}Fallback"))
    for way in ways:
        needed = [way.nsmap.get(prefix) or "" for prefix in way.get("Requires", "").split()]
        if etree.QName(way).localname == "Fallback" or all(name.startswith(_UNDERSTOOD) for name in needed):
            return way
    return ways[0] if ways else None


def _transitional(root: Element) -> Element:
    """A tree in the names of ISO/IEC 29500-4, whatever of it is in those of the strict schemas."""
    for element in root.iter(etree.Element):
        if element.tag.startswith("{" + _STRICT):
            element.tag = _renamed(element.tag)
        for key in [key for key in element.attrib if str(key).startswith("{" + _STRICT)]:
            element.set(_renamed(str(key)), element.attrib.pop(key))
        for key in ("Type", "uri"):
            if element.get(key, "").startswith(_STRICT):
                element.set(key, _renamed("{" + element.get(key, "") + "}")[1:-1])
    return root


def _renamed(name: str) -> str:
    """`{http://purl.oclc.org/ooxml/wordprocessingml/main}p` becomes `{…/wordprocessingml/2006/main}p`."""
    kind, _, rest = name[len(_STRICT) + 1 :].partition("/")
    return f"{{{_TRANSITIONAL}{kind}/2006/{rest}"


def parts_of_kind(main: str, trees: Mapping[str, Element]) -> Iterator[tuple[str, str]]:
    """Kinds of parts, each with the name of the first that the main part, or the package, leads to."""
    for part in ("", main):
        for relation in relations(part, trees).values():
            if not relation.external and relation.target in trees:
                yield relation.kind, relation.target
