"""A book as it is read: its package, what that says of it, its pages in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from lxml import etree
from lxml import html as parser

from press.checks.epub import archive
from press.checks.epub.archive import Unreadable

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
_OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to scramble fonts, which lock no words."""
PAGES = ("application/xhtml+xml", "text/html")
_MOST_PAGES = 500

Item = tuple[str, str, frozenset[str]]
"""A file of the manifest: its name in the book, its media type, its properties."""


class Book:
    """Raises Unreadable where it cannot be read at all."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.files = archive.unpacked(data)
        self.package_name = self._package_name()
        self.package = archive.xml(self.package_name, self.files[self.package_name])
        if ENCRYPTION in self.files and any(self._locked()):
            raise Unreadable("its words are locked (DRM); only the program that it was bought for can open it")

    def _package_name(self) -> str:
        if CONTAINER not in self.files:
            raise Unreadable(f"its file {CONTAINER} is missing")
        container = archive.xml(CONTAINER, self.files[CONTAINER])
        for root in container.iter(f"{_OCF}rootfile"):
            name = root.get("full-path", "")
            if name not in self.files:
                raise Unreadable(f"its package {name!r} is missing")
            return name
        raise Unreadable(f"its file {CONTAINER} names no package")

    def _locked(self) -> Iterator[bool]:
        for method in archive.xml(ENCRYPTION, self.files[ENCRYPTION]).iter("{*}EncryptionMethod"):
            yield not (method.get("Algorithm") or "").startswith(_FONTS)

    # What the package says

    @cached_property
    def items(self) -> dict[str, Item]:
        """The files of the manifest by their ids."""
        return {
            item.get("id", ""): (
                archive.resolved(self.package_name, item.get("href", "")),
                item.get("media-type", ""),
                frozenset(item.get("properties", "").split()),
            )
            for item in self.package.iterfind(f"{_OPF}manifest/{_OPF}item")
        }

    @cached_property
    def spine(self) -> tuple[str, ...]:
        """The names of the files that are read, in their order."""
        found = (each.get("idref", "") for each in self.package.iterfind(f"{_OPF}spine/{_OPF}itemref"))
        return tuple(self.items[idref][0] if idref in self.items else idref for idref in found)

    @property
    def direction(self) -> str:
        spine = self.package.find(f"{_OPF}spine")
        return "" if spine is None else spine.get("page-progression-direction", "")

    @property
    def scripted(self) -> tuple[str, ...]:
        """The files that the package says are scripted."""
        return tuple(name for name, _, properties in self.items.values() if "scripted" in properties)

    def said(self, name: str) -> list[str]:
        """What the package says of the book in Dublin Core: ``title``, ``language``."""
        return [" ".join((each.text or "").split()) for each in self.package.iter(f"{_DC}{name}")]

    def meta(self, name: str) -> list[str]:
        """What the package says of a property: ``schema:accessMode``."""
        found = self.package.iterfind(f"{_OPF}metadata/{_OPF}meta")
        return [" ".join((each.text or "").split()) for each in found if each.get("property") == name]

    # What it holds

    @cached_property
    def navigation(self) -> parser.HtmlElement | None:
        """The page of contents."""
        for name, media_type, properties in self.items.values():
            if "nav" in properties and media_type in PAGES and name in self.files:
                return archive.page(name, self.files[name])
        return None

    @property
    def navigation_name(self) -> str:
        return next((name for name, _, properties in self.items.values() if "nav" in properties), "")

    @cached_property
    def pages(self) -> dict[str, parser.HtmlElement]:
        """The pages of the spine by their names. Raises Unreadable."""
        if len(self.spine) > _MOST_PAGES:
            raise Unreadable(f"it has more than {_MOST_PAGES} pages to read")
        types = {name: media_type for name, media_type, _ in self.items.values()}
        return {
            name: archive.page(name, self.files[name])
            for name in dict.fromkeys(self.spine)
            if name in self.files and types.get(name) in PAGES
        }

    @property
    def unread(self) -> tuple[str, ...]:
        """What stands in the order of reading and is no page: not there, or a drawing."""
        return tuple(name for name in dict.fromkeys(self.spine) if name not in self.pages)


def elements(page: parser.HtmlElement) -> Iterator[parser.HtmlElement]:
    """The elements of a page, comments aside."""
    yield from page.iter(etree.Element)
