"""A tag tree as plain values, and the reading of one from a PDF.

The same values hold what a leaflet asks for (`press.checks.pdf.expected`) and what a file says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from press.checks.pdf.content import Key, Pages, Piece
from press.checks.pdf.fault import Fault
from press.checks.pdf.fonts import PdfObject
from press.checks.pdf.paint import Point

INLINE = frozenset({"Link", "Span", "Strong", "Em", "Quote", "Code", "Sub"})
_TEXTS = ("Lang", "E", "Alt", "ActualText", "T", "ID")
_SPACE = re.compile("[ \t\r\n\f]{2,}|[\t\r\n\f]")
STANDARD = frozenset(
    {"P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure", "Link", "Caption", "TOC", "TOCI"}
) | {f"H{level}" for level in range(1, 7)}
_MAX_DEPTH = 100
_MAX_MAPS = 10
_MOST_SAID = 10_000
"""Letters that the annotations of one link may say of it, one after the other."""


@dataclass(eq=False)
class Destination:
    """Where a link leads: a page from 1, a point on it, and a structure element's object number, or 0."""

    page: int
    point: Point
    element: int = 0


@dataclass(eq=False)
class Element:
    """A structure element.

    ``attributes`` are those that say something to a reader: Lang, E, Alt, Scope, …; for a link
    Contents (what its annotations say) and URI or Target (the anchor that it leads to).
    ``anchor`` is what links in the leaflet call it, where a leaflet is what it was made from.
    """

    role: str
    attributes: dict[str, str] = field(default_factory=dict)
    kids: list[Element | str] = field(default_factory=list)
    anchor: str = ""
    number: int = 0
    """The object number in the file."""
    first: Piece | None = None
    """The first content that it or an element in it holds."""
    pieces: list[Piece] = field(default_factory=list)
    destinations: list[Destination] = field(default_factory=list)
    references: list[int] = field(default_factory=list)
    """The object numbers of the elements that it refers to (``/Ref``)."""
    box: tuple[float, ...] = ()
    areas: list[tuple[float, ...]] = field(default_factory=list)
    """Where it can be clicked: left, bottom, right and top, in points."""
    namespace: str = ""

    @cached_property
    def text(self) -> str:
        """All its text, white space as in the file; read it when the tree is whole."""
        return "".join([kid if isinstance(kid, str) else kid.text for kid in self.kids])

    @cached_property
    def words(self) -> str:
        """All its text, white space collapsed."""
        return collapsed(self.text)

    @property
    def children(self) -> list[Element]:
        return [kid for kid in self.kids if not isinstance(kid, str)]

    def elements(self) -> Iterator[Element]:
        """Itself and all below it, in reading order."""
        ahead = [self]
        while ahead:
            element = ahead.pop()
            yield element
            ahead += reversed(element.children)

    @property
    def page(self) -> int:
        """The page of its first content, from 1; 0 if it has none."""
        return self.first.page if self.first else 0


def collapsed(text: str) -> str:
    """A text with its white space collapsed; no-break spaces stay."""
    if "  " in text or not text.isprintable():  # most texts have nothing to collapse
        text = _SPACE.sub(" ", text)
    return text.strip(" ")


def outline(element: Element, depth: int = 0) -> Iterator[str]:
    """A tree as indented lines: roles, attributes, and text in quotation marks."""
    attributes = "".join(f" {key}={value!r}" for key, value in element.attributes.items())
    yield f"{'  ' * depth}{element.role}{attributes}"
    for kid in element.kids if element.role != "Figure" else ():
        if isinstance(kid, Element):
            yield from outline(kid, depth + 1)
        elif kid:
            yield f"{'  ' * (depth + 1)}{kid!r}"


class TagTree:
    """The tag tree of a PDF, and what is wrong with it as a structure."""

    def __init__(self, document: pikepdf.Pdf, pages: Pages) -> None:
        self.page_numbers = {page.obj.objgen[0]: number for number, page in enumerate(document.pages, 1)}
        self.contents = {piece.key: piece for piece in pages.pieces if piece.key}
        self.faults: list[Fault] = list(pages.faults)
        self.owners: dict[Key, int] = {}
        self.annotations: dict[int, int] = {}
        self._met: set[int] = set()
        self.root = Element("")
        root = document.Root.get("/StructTreeRoot")
        self.roles = role_map(root)
        if root is None:
            self.faults.append(Fault("tag-missing", 0, "", "The file has no tags."))
            return
        for item in _items(root.get("/K")):
            self._kid(item, self.root, None, 0)
        self._pieces(pages)
        self._parents(document, root)

    def _element(self, item: PdfObject, page: PdfObject | None, depth: int) -> Element:
        # Asked once for all: each question to pikepdf costs a line of Python. It may be no dictionary at all.
        held: dict[str, PdfObject] = dict(item.items()) if isinstance(item, Dictionary | Stream) else {}
        element = Element(str(held.get("/S", "/"))[1:], number=item.objgen[0])
        page = held.get("/Pg", page)
        for key in _TEXTS:
            if (value := held.get(f"/{key}")) is not None:
                element.attributes[key] = str(value)
        for attributes in _items(held.get("/A")):
            self._attributes(element, attributes)
        if namespace := held.get("/NS"):
            element.namespace = str(namespace.get("/NS"))
        element.references = [reference.objgen[0] for reference in _items(held.get("/Ref"))]
        for kid in _items(held.get("/K")):
            self._kid(kid, element, page, depth)
        return element

    def _attributes(self, element: Element, attributes: PdfObject) -> None:
        layout = attributes.get("/O") == Name.Layout
        for key, value in attributes.items():
            if key == "/BBox":
                element.box = tuple(float(edge) for edge in value)
            elif key != "/O" and not layout:
                element.attributes[key[1:]] = str(value).removeprefix("/")

    def _kid(self, kid: PdfObject, parent: Element, page: PdfObject | None, depth: int) -> None:
        """What stands in ``/K``: an element, content of a page, content of a stream, an annotation."""
        if isinstance(kid, int):
            self._content((page.objgen[0] if page is not None else 0, kid), parent)
        elif (kind := kid.get("/Type")) == Name.MCR:
            stream = kid.get("/Stm", kid.get("/Pg", page))
            self._content((stream.objgen[0], int(kid.MCID)), parent)
        elif kind == Name.OBJR:
            self._annotation(kid.Obj, parent)
        elif kid.objgen[0] in self._met:
            self.faults.append(Fault("tag-twice", 0, parent.role, "A tag stands in the tree twice."))
        elif depth < _MAX_DEPTH:
            self._met.update(filter(None, kid.objgen[:1]))
            element = self._element(kid, page, depth + 1)
            parent.kids.append(element)
            parent.first = parent.first or element.first

    def _content(self, key: Key, element: Element) -> None:
        piece = self.contents.get(key)
        if piece is None:
            self.faults.append(Fault("tag-content", 0, element.role, "A tag names content that no page paints."))
            return
        if key in self.owners:
            self.faults.append(Fault("tag-twice", piece.page, piece.text, "Two tags claim this content."))
        self.owners[key] = element.number
        element.pieces.append(piece)
        element.first = element.first or piece
        if element.role == "Figure":
            return  # its labels are said by its alternative text
        if element.kids and isinstance(element.kids[-1], str):
            element.kids[-1] += piece.text
        else:
            element.kids.append(piece.text)

    def _annotation(self, annotation: PdfObject, element: Element) -> None:
        self.annotations[annotation.objgen[0]] = element.number
        says = str(annotation.get("/Contents", ""))
        self._say(element, "Contents", says)
        element.areas.append(tuple(float(edge) for edge in annotation.Rect))
        action = annotation.get("/A", Dictionary())
        if "/URI" in action:
            self._say(element, "URI", str(action.URI))
        destination = self.destination(annotation)
        if destination:
            element.destinations.append(destination)

    def _say(self, element: Element, key: str, value: str) -> None:
        """Set an attribute that all annotations of a link have to agree on."""
        said = element.attributes.setdefault(key, value)
        if said != value and len(said) < _MOST_SAID:
            element.attributes[key] += f" | {value}"

    def destination(self, item: PdfObject) -> Destination | None:
        """Where a link or a bookmark leads within the file."""
        action = item.get("/A", Dictionary())
        where = item.get("/Dest", action.get("/D"))
        if not isinstance(where, Array) or len(where) < 4:
            return None
        structure = action.get("/SD")
        element = structure[0].objgen[0] if isinstance(structure, Array) else 0
        page = self.page_numbers.get(where[0].objgen[0], 0)
        return Destination(page, (float(where[2]), float(where[3])), element)

    def _pieces(self, pages: Pages) -> None:
        """Every piece that is painted belongs to a tag, or is an artifact with a type."""
        met: set[Key] = set()
        for piece in pages.pieces:
            if piece.key and piece.key in met:
                self.faults.append(Fault("tag-twice", piece.page, piece.text, "One content number marks two contents."))
            elif piece.key and piece.key not in self.owners:
                self.faults.append(Fault("tag-orphan", piece.page, piece.text, "No tag claims this content."))
            elif not piece.key and not piece.artifact and not piece.blank:
                message = "This is painted, and is neither tagged nor an artifact."
                self.faults.append(Fault("tag-unmarked", piece.page, piece.text, message))
            if piece.key:
                met.add(piece.key)

    def _parents(self, document: pikepdf.Pdf, root: PdfObject) -> None:
        """The parent tree says of each content and annotation which element it belongs to, as ``/K`` does."""
        parents = dict(_numbers(root.get("/ParentTree", Dictionary())))
        streams: dict[int, PdfObject] = {page.obj.objgen[0]: page.obj for page in document.pages}
        for key in self.owners:
            if key[0] not in streams:
                streams[key[0]] = document.get_object(key[0], 0)
        claimed: dict[Key, int] = {}
        for number, stream in streams.items():
            entries = parents.get(int(stream.get("/StructParents", -1)))
            for mcid, parent in enumerate(entries if isinstance(entries, Array) else ()):
                if isinstance(parent, Dictionary):
                    claimed[number, mcid] = parent.objgen[0]
        for key in {**self.owners, **claimed}:
            if self.owners.get(key) != claimed.get(key):
                piece = self.contents.get(key)
                message = "The parent tree and the tags disagree on whose content this is."
                fault = Fault("tag-parent", piece.page if piece else 0, piece.text if piece else "", message)
                self.faults.append(fault)
        for page, number in ((page.obj, number) for number, page in enumerate(document.pages, 1)):
            for annotation in page.get("/Annots", Array()):
                self._annotation_parent(annotation, number, parents)

    def _annotation_parent(self, annotation: PdfObject, page: int, parents: dict[int, PdfObject]) -> None:
        words = str(annotation.get("/Contents", ""))
        owner = self.annotations.get(annotation.objgen[0])
        if owner is None:
            self.faults.append(Fault("tag-link", page, words, "This link on a page is in no tag."))
            return
        parent = parents.get(int(annotation.get("/StructParent", -1)))
        if not isinstance(parent, Dictionary) or parent.objgen[0] != owner:
            message = "The parent tree and the tags disagree on whose link this is."
            self.faults.append(Fault("tag-parent", page, words, message))


def role_map(root: PdfObject | None) -> dict[str, str]:
    """What a file's own types stand for (ISO 32000-1, 14.7.3)."""
    mapped: PdfObject = Dictionary() if root is None else root.get("/RoleMap", Dictionary())
    return {key[1:]: str(value)[1:] for key, value in mapped.items()}


def standard(role: str, roles: Mapping[str, str]) -> str:
    """The type that a role is, or stands for; a chain of types that stand for each other is cut."""
    for _ in range(_MAX_MAPS):
        if role in STANDARD or role not in roles:
            break
        role = roles[role]
    return role


def _items(value: PdfObject | None) -> list[PdfObject]:
    """The value of a key that holds one thing or an array of them."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _numbers(tree: PdfObject) -> Iterator[tuple[int, PdfObject]]:
    """The entries of a number tree (ISO 32000-1, 7.9.7), each node of it once."""
    nodes = [tree]
    met: set[tuple[int, int]] = set()
    for node in nodes:
        numbers = list(node.get("/Nums", Array()))
        for key, value in zip(numbers[::2], numbers[1::2], strict=False):
            yield int(key), value
        kids = [kid for kid in node.get("/Kids", Array()) if kid.objgen not in met]
        met.update(kid.objgen for kid in kids)
        nodes += kids
