"""The files of an EPUB as they are read: unpacked within limits, each parsed as what it is.

A stranger's book may be anything: a zip that unpacks to terabytes, names that lead out of the folder, a document type
that builds words out of entities. What is read here is in memory, is looked for by name, and is never written.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml import html as parser

_MOST_BYTES = 200_000_000
_MOST_FILES = 5_000
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error)
"""What `zipfile` raises for a file that is broken, locked by a password or packed in a way of its own."""
_REFERENCE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)\w+;")
"""An entity that is not one of XML's own."""


class Unreadable(ValueError):
    """Raised with the reason, in words, where a file cannot be read at all."""


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a book by name, in their order. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            why = _too_much(entries)
            found = {} if why else {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except _BROKEN as error:
        raise Unreadable("it is not a whole zip file, or is locked with a password") from error
    if why:
        raise Unreadable(why)
    if len(found) != sum(not entry.is_dir() for entry in entries):
        raise Unreadable("a file in it is there twice")
    return found


def _too_much(entries: list[zipfile.ZipInfo]) -> str:
    if sum(entry.file_size for entry in entries) > _MOST_BYTES:
        return f"it unpacks to more than {_MOST_BYTES // 1_000_000} MB"
    return f"it has more than {_MOST_FILES} files" if len(entries) > _MOST_FILES else ""


def resolved(base: str, reference: str) -> str:
    """The name of the file that a file refers to; it may be one that is not there, or outside (``../a``)."""
    path = unquote(urlsplit(reference).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base


def xml(name: str, data: bytes) -> etree._Element:
    """A file of XML. Raises Unreadable."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:  # type: ignore[attr-defined]  # its stubs do not know it
            raise MemoryError from error
        raise Unreadable(f"its file {name} is not well-formed XML") from error
    if declares(root):
        raise Unreadable(f"its file {name} declares entities of its own, which may hide words")
    return root


def declares(root: etree._Element) -> bool:
    """Whether a file has a document type that declares something."""
    inner = root.getroottree().docinfo.internalDTD
    return inner is not None and next(iter(inner.entities()), None) is not None  # type: ignore[attr-defined]  # as above


def page(name: str, data: bytes) -> parser.HtmlElement:
    """A page without names of XML, as a web page is read. Raises Unreadable.

    Where it has entities of HTML, which XML does not know, it is read as readers' programs read web pages.
    """
    if _REFERENCE.search(data):
        _declaring(name, data)
        try:
            return parser.document_fromstring(data, parser=parser.HTMLParser(encoding="utf-8"))
        except (etree.ParserError, ValueError) as error:
            raise Unreadable(f"its file {name} has nothing in it") from error
    xml(name, data)
    root: parser.HtmlElement = parser.fromstring(data, parser=parser.XHTMLParser(no_network=True, load_dtd=False))
    parser.xhtml_to_html(root)
    for each in list(root.iter(etree.Element)):
        if isinstance(each.tag, str) and each.tag.startswith("{"):
            each.tag = each.tag.rpartition("}")[2]  # drawings and equations
        if language := each.get(_LANG):
            each.set("lang", each.get("lang") or language)
    return root


def _declaring(name: str, data: bytes) -> None:
    if b"<!ENTITY" in data:
        raise Unreadable(f"its file {name} declares entities of its own, which may hide words")
