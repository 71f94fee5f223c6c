"""A Word file of anybody's, opened as a package of parts, wherever its parts lie and whatever they are called.

python-docx opens it, once it is known to be harmless: what would unpack to far more than a leaflet, carries
entities, or is no such package is refused with a sentence. Files of the Strict kind (ISO 29500-1) are read in
the names of the Transitional one (ISO 29500-4), which is what everything else here knows.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property

from docx.opc.package import OpcPackage
from docx.opc.part import Part
from lxml import etree

from press.problems import Place, Problem, Refused

Element = etree._Element

MOST_BYTES = 200_000_000
"""Unpacked."""
MOST_PARTS = 5_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*?(?:/>|>\s*</(?:\w+:)?Relationship>)")
_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']*)[\"']")
_EXTERNAL = re.compile(rb"\bTargetMode\s*=\s*[\"']External[\"']")
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")


class WordPackage:
    """The parts of a Word file. Raises Refused, placed in ``name``, where it is none."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._package = OpcPackage.open(io.BytesIO(_sound(data, name)))
            found = [rel for rel in self._package.rels.values() if _kind(rel.reltype) == "officeDocument"]
            self.main: Part = found[0].target_part
            self.document = parse(self.main)
        except Refused:
            raise
        except (KeyError, ValueError, IndexError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
            raise _refused(
                name, f"It is not a whole Word file ({error}).", "Open it in Word, and save it anew."
            ) from None
        if etree.QName(self.document).localname != "document":
            raise _refused(name, "It is an Office file, but not one of Word's.", "Name a .docx file.")

    def part(self, kind: str) -> Element | None:
        """The tree of the part that the document refers to by this kind of relationship; None where there is none."""
        return next((tree for _, tree in self.parts(kind)), None)

    def parts(self, *kinds: str) -> Iterator[tuple[Part, Element]]:
        """All parts of some kinds that the document refers to, each with its tree."""
        for rel in self.main.rels.values():
            if _kind(rel.reltype) in kinds and not rel.is_external:
                try:
                    tree = parse(rel.target_part)
                except etree.XMLSyntaxError:
                    message = f"Its part {rel.target_part.partname.lstrip('/')} is damaged."
                    raise _refused(self.name, message, "Open it in Word, and save it anew.") from None
                yield rel.target_part, tree

    def target(self, source: Part, relationship: str) -> str:
        """Where an external relationship leads; empty where it is none."""
        rel = source.rels.get(relationship)
        return str(rel.target_ref) if rel is not None and rel.is_external else ""

    def embedded(self, source: Part, relationship: str) -> tuple[bytes, str]:
        """The bytes and the media type of an embedded part; empty where it is not there."""
        rel = source.rels.get(relationship)
        if rel is None or rel.is_external:
            return b"", ""
        return rel.target_part.blob, rel.target_part.content_type

    @cached_property
    def title(self) -> str:
        """The title among the file's properties, or empty."""
        for rel in self._package.rels.values():
            if _kind(rel.reltype) == "core-properties" and not rel.is_external:
                with suppress(etree.XMLSyntaxError):
                    tree = parse(rel.target_part)
                    return " ".join((tree.findtext("{http://purl.org/dc/elements/1.1/}title") or "").split())
        return ""


def parse(part: Part) -> Element:
    """The tree of a part's XML; nothing outside it is read. Raises XMLSyntaxError where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    return etree.fromstring(part.blob, parser)


def _kind(relationship: str) -> str:
    return relationship.rpartition("/")[2]


def _refused(name: str, message: str, hint: str) -> Refused:
    return Refused([Problem("import-unreadable", Place(name), message, hint)])


def _sound(data: bytes, name: str) -> bytes:
    """The same package, of which python-docx can read every part. Raises Refused where that cannot be had."""
    if data.startswith(_OLE):
        message = "It is protected by a password, or it is a file of Word 97 to 2003 (.doc)."
        raise _refused(name, message, "Open it in Word, and save it as .docx without a password.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise _refused(name, "It is no Word file (.docx).", "Open it in Word, and save it as .docx.") from None
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if sum(entry.file_size for entry in entries) > MOST_BYTES or len(entries) > MOST_PARTS:
        message = f"It would unpack to more than {MOST_BYTES // 1_000_000} MB, or to more than {MOST_PARTS} parts."
        raise _refused(name, message, "A leaflet is far smaller: have somebody look at this file.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refused(name, "It is protected by a password.", "Save it without one.")
    parts = {entry.filename.lstrip("/"): _unpacked(archive, entry, name) for entry in entries}
    new = io.BytesIO()
    with zipfile.ZipFile(new, "w") as sound:
        for path, content in parts.items():
            sound.writestr(path, _part(path, content, parts, name))
    return new.getvalue()


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError):
        raise _refused(name, f"Its part {entry.filename} is damaged.", "Open it in Word, and save it anew.") from None


def _part(path: str, content: bytes, parts: dict[str, bytes], name: str) -> bytes:
    if not path.endswith((".xml", ".rels")):
        return content
    if _DOCTYPE.search(content.replace(b"\0", b"")):
        message = f"Its part {path} declares a document type, as no Word file does."
        raise _refused(name, message, "Open it in Word, and save it anew.")
    content = _STRICT.sub(_TRANSITIONAL, content)
    return _RELATIONSHIP.sub(lambda rel: _kept(rel[0], path, parts), content) if path.endswith(".rels") else content


def _kept(relationship: bytes, path: str, parts: dict[str, bytes]) -> bytes:
    """A relationship, unless it leads to a part that is not there, which python-docx would not open."""
    target = _TARGET.search(relationship)
    if not target or _EXTERNAL.search(relationship):
        return relationship
    base = posixpath.dirname(posixpath.dirname(path))
    where = target[1].decode(errors="replace")
    whole = posixpath.normpath(where.lstrip("/") if where.startswith("/") else posixpath.join(base, where))
    return relationship if whole in parts else b""
