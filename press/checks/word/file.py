"""A Word file as it is read: its parts, and how each run of text comes to look."""

from __future__ import annotations

import io
import math
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from lxml import etree

from press.manuscript import Manuscript

Element = etree._Element
Properties = Mapping[tuple[str, str], str]
"""What holds for something, by the names of element and attribute: attributes are inherited one by
one. An element that is only there, as a switch, has ``val`` 1."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_REQUIRED = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml")
_OPTIONAL = ("word/settings.xml", "docProps/core.xml")
"""Parts that say nothing where they are missing."""
_MOST_BYTES = 200_000_000
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error)
"""What `zipfile` raises for a file that is broken, locked by a password or packed in a way of its own."""
_OFF = frozenset({"", "0", "false", "off"})


class Unreadable(ValueError):
    """Raised with the reason, in words, where a file cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, the standard it comes from, what breaks it, and what finds the words that do.

    One that ``compares`` needs the manuscript that the file was written from.
    """

    id: str
    source: str
    finds: str
    hint: str
    broken: Callable[[WordFile], Iterable[str]]
    compares: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text, its style's id and name (in lower case), and what holds for its lines.

    ``level`` is that of a heading, from 1; 0 for other paragraphs. ``listed`` says that it is a
    line of the contents.
    """

    element: Element
    text: str
    style: str
    name: str
    lines: Properties
    level: int
    listed: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A run that shows something: its text, the paragraph it stands in, and what holds for it."""

    element: Element
    paragraph: Paragraph
    text: str
    properties: Properties

    @property
    def linked(self) -> bool:
        parent = self.element.getparent()
        return parent is not None and parent.tag == w("hyperlink")


@cache
def w(name: str) -> str:
    """A name of WordprocessingML."""
    return f"{{{_W}}}{name}"


def r(name: str) -> str:
    """The name of an attribute that holds a relation's id."""
    return f"{{{_R}}}{name}"


def wp(name: str) -> str:
    """A name of the drawings in a Word file."""
    return f"{{{_WP}}}{name}"


def local(element: Element) -> str:
    return etree.QName(element).localname


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of an element; empty where one of them is not there."""
    return "" if element is None else element.get(w(name), "")


def number(text: str, default: float) -> float:
    """The number that a text gives; the default where it gives none, or one without end."""
    try:
        found = float(text)
    except ValueError:
        return default
    return found if math.isfinite(found) else default


def said(properties: Properties, name: str, attribute: str = "val") -> str:
    """What holds; empty where nothing does."""
    return properties.get((name, attribute), "")


def on(properties: Properties, name: str) -> bool:
    """Whether a switch is on."""
    return said(properties, name) not in _OFF


def below(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names below an element, in order."""
    return element.iter(*map(w, names))


def there(elements: Iterable[Element]) -> bool:
    """Whether there is at least one; an element without children counts as false to `any`."""
    return next(iter(elements), None) is not None


def in_cell(paragraph: Element) -> bool:
    """Whether a paragraph stands in a cell of a table."""
    parent = paragraph.getparent()
    return parent is not None and parent.tag == w("tc")


def text_of(element: Element) -> str:
    """The text below an element."""
    return "".join(map(_shown, below(element, "t", "noBreakHyphen", "tab", "br")))


def _shown(element: Element) -> str:
    match local(element):
        case "t":
            return element.text or ""
        case "noBreakHyphen":
            return "-"
        case _:
            return " "


class WordFile:
    """A file and what it is measured by: the least size in points, and its manuscript if that is known.

    Raises Unreadable.
    """

    def __init__(self, data: bytes, smallest: float, manuscript: Manuscript | None = None) -> None:
        self.smallest = smallest
        self._manuscript = manuscript
        self.parts = _parts(data)
        self.trees = {name: etree.Element("missing") for name in _OPTIONAL}
        self.trees |= {name: _tree(name, part) for name, part in self.parts.items() if name.endswith((".xml", ".rels"))}
        self._styles: dict[str, tuple[Properties, Properties]] = {}

    @property
    def manuscript(self) -> Manuscript:
        """What the file was written from. Raises LookupError where it is not known."""
        if self._manuscript is None:
            raise LookupError("only a rule that compares may ask for the manuscript")
        return self._manuscript

    @cached_property
    def document(self) -> Element:
        return self.trees["word/document.xml"]

    @cached_property
    def margins(self) -> dict[str, Element]:
        """Headers and footers by name."""
        return {name: tree for name, tree in self.trees.items() if local(tree) in ("hdr", "ftr")}

    @cached_property
    def stories(self) -> tuple[Element, ...]:
        """The parts that hold text."""
        return (self.document, *self.margins.values())

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Those of the body, those in tables among them."""
        return tuple(map(self._paragraph, below(self.document, "p")))

    @cached_property
    def all_paragraphs(self) -> tuple[Paragraph, ...]:
        """Those of the body, then those of headers and footers."""
        others = (paragraph for tree in self.margins.values() for paragraph in below(tree, "p"))
        return (*self.paragraphs, *map(self._paragraph, others))

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """All runs with text, in the body, then in headers and footers."""
        return tuple(
            Run(run, paragraph, text, self._letters(run, paragraph))
            for paragraph in self.all_paragraphs
            for run in below(paragraph.element, "r")
            if (text := text_of(run))
        )

    @cached_property
    def numbering(self) -> Element:
        return self.trees.get("word/numbering.xml", etree.Element(w("numbering")))

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part, by id; targets inside the file as names of parts."""
        folder, _, name = part.rpartition("/")
        tree = self.trees.get(f"{folder}/_rels/{name}.rels".lstrip("/"))
        found = {}
        for element in tree if tree is not None else ():
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            path = target if external else posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            found[element.get("Id", "")] = Relation(element.get("Type", "").rpartition("/")[2], path, external)
        return found

    # How things look

    @cached_property
    def styles(self) -> dict[str, Element]:
        return {value(style, "styleId"): style for style in below(self.trees["word/styles.xml"], "style")}

    @cached_property
    def names(self) -> dict[str, str]:
        """What styles are called, in lower case, by id."""
        return {key: value(style.find(w("name"))).lower() for key, style in self.styles.items()}

    @cached_property
    def _defaults(self) -> tuple[Properties, Properties]:
        styles = self.trees["word/styles.xml"]
        letters, lines = (next(below(styles, name), None) for name in ("rPrDefault", "pPrDefault"))
        return _own(lines, "pPr"), _own(letters, "rPr")

    @cached_property
    def default_style(self) -> str:
        kinds = ((key, style) for key, style in self.styles.items() if value(style, "type") == "paragraph")
        return next((key for key, style in kinds if value(style, "default") not in _OFF), "")

    def styled(self, style: str) -> tuple[Properties, Properties]:
        """What a style says of lines and of letters, with what it is based on."""
        for element in reversed(list(self._ancestry(style))):
            lines, letters = self._styles.get(value(element.find(w("basedOn"))), ({}, {}))
            self._styles[value(element, "styleId")] = (
                {**lines, **_own(element, "pPr")},
                {**letters, **_own(element, "rPr")},
            )
        return self._styles.get(style, ({}, {}))

    def _ancestry(self, style: str) -> Iterator[Element]:
        """A style and those that it is based on, but for those that are known or come again."""
        met: set[str] = set()
        while style in self.styles and style not in self._styles and style not in met:
            met.add(style)
            yield self.styles[style]
            style = value(self.styles[style].find(w("basedOn")))

    def _paragraph(self, element: Element) -> Paragraph:
        own = _own(element, "pPr")
        style = said(own, "pStyle") or self.default_style
        lines = {**self._defaults[0], **self.styled(style)[0], **own}
        outline = said(lines, "outlineLvl")
        level = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0
        listed = there(element.iterancestors(w("sdt")))
        return Paragraph(element, text_of(element), style, self.names.get(style, ""), lines, level, listed)

    def _letters(self, run: Element, paragraph: Paragraph) -> Properties:
        own = _own(run, "rPr")
        of_paragraph = self.styled(paragraph.style)[1]
        return {**self._defaults[1], **of_paragraph, **self.styled(said(own, "rStyle"))[1], **own}


def _parts(data: bytes) -> dict[str, bytes]:
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


def _tree(name: str, part: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        tree = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:  # type: ignore[attr-defined]  # its stubs do not know it
            raise MemoryError from error
        raise Unreadable(f"its part {name} is not well-formed XML") from error
    if tree.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # its stubs do not know it
        raise Unreadable(f"its part {name} has a document type, which may hide entities")
    return tree


def _own(element: Element | None, name: str) -> dict[tuple[str, str], str]:
    """The properties that stand in an element itself."""
    holder = None if element is None else element.find(w(name))
    own: dict[tuple[str, str], str] = {}
    for found in () if holder is None else holder.iterchildren(etree.Element):
        key = local(found)
        own[key, "val"] = "1"
        own |= {(key, str(name).rpartition("}")[2]): str(text) for name, text in found.attrib.items()}
    return own
