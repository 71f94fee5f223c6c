"""A Word file as it is read: its parts, and how each run of text comes to look."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from lxml import etree

from press import problems
from press.checks.word import parts
from press.checks.word.parts import Element as Element
from press.checks.word.parts import Relation
from press.manuscript import Manuscript

Properties = Mapping[tuple[str, str], str]
"""What holds for something, by the names of element and attribute: attributes are inherited one by
one. An element that is only there, as a switch, has ``val`` 1."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_HELD = str.maketrans("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}", "\N{WORD JOINER}\N{LEFT-TO-RIGHT MARK}")
"""What holds quantities together and is no word."""
_OFF = frozenset({"", "0", "false", "off"})
_UNITS = {"pt": 1, "pc": 12, "pi": 12, "in": 72, "cm": 72 / 2.54, "mm": 7.2 / 2.54}
_MOST_FILLS = 5
_LONGEST_CHAIN = 50
"""As many styles may be based on one another; Word itself gives up at eleven."""
_LEVELS = frozenset("012345678")
"""Those of an outline, from 0."""


@dataclass(frozen=True, slots=True)
class Rule(problems.Rule):
    """A rule with what finds the words that break it.

    One that ``compares`` needs the manuscript that the file was written from.
    """

    broken: Callable[[WordFile], Iterable[str]]
    compares: bool = False


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


def points(text: str, default: float, part: float) -> float:
    """A length in points, given in parts of a point (so many to one) or with its unit (ISO/IEC 29500-1, 22.9.2.15)."""
    unit = _UNITS.get(text[-2:], 0)
    return number(text[:-2], default / unit) * unit if unit else number(text, default * part) / part


def property_of(properties: Properties, name: str, attribute: str = "val") -> str:
    """What holds; empty where nothing does."""
    return properties.get((name, attribute), "")


def on(properties: Properties, name: str) -> bool:
    """Whether a switch is on."""
    return property_of(properties, name) not in _OFF


def switched(element: Element | None) -> bool:
    """Whether an element that is a switch is there, and on."""
    return element is not None and element.get(w("val"), "1") not in _OFF


def below(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names below an element, in order."""
    return element.iter(*map(w, names))


def any_of(elements: Iterable[Element]) -> bool:
    """Whether there is at least one; an element without children counts as false to `any`."""
    return next(iter(elements), None) is not None


def in_cell(paragraph: Element) -> bool:
    """Whether a paragraph stands in a cell of a table."""
    parent = paragraph.getparent()
    return parent is not None and parent.tag == w("tc")


def within(element: Element, *names: str) -> Iterator[Element]:
    """The same, without what stands in a text box below it, which is not part of the lines around it."""
    boxed: set[Element] = set()
    for found in below(element, *names, "txbxContent"):
        if found in boxed:
            continue
        if found.tag == w("txbxContent") and found is not element:
            boxed.update(found.iter())
        elif found.tag != w("txbxContent"):
            yield found


def text_of(element: Element) -> str:
    """The text below an element, text boxes apart."""
    return "".join(map(shown, within(element, *SHOWN)))


SHOWN = ("t", "noBreakHyphen", "tab", "ptab", "br", "cr")
"""What stands for text in a run."""


def shown(element: Element) -> str:
    """What one of these says."""
    match local(element):
        case "t":
            return even(element.text or "")
        case "noBreakHyphen":
            return "-"
        case _:
            return " "


def even(text: str) -> str:
    """A text without the marks that hold a quantity together, its no-break spaces of one width."""
    return text.translate(_HELD)


class WordFile:
    """A file and what it is measured by: the least size in points, and its manuscript if that is known.

    Raises Unreadable.
    """

    def __init__(self, data: bytes, smallest: float, manuscript: Manuscript | None = None) -> None:
        self.smallest = smallest
        self._manuscript = manuscript
        self.parts = parts.unpacked(data)
        self.trees = {
            name: parts.tree(name, part) for name, part in self.parts.items() if name.endswith((".xml", ".rels"))
        }
        self.main = parts.main_part(self.trees)
        self._kinds = dict(reversed(list(parts.parts_of_kind(self.main, self.trees))))
        self._relations: dict[str, dict[str, Relation]] = {}
        self._depths: dict[str, int] = {}
        self._styles: dict[str, tuple[Properties, Properties]] = {}

    @property
    def manuscript(self) -> Manuscript:
        """What the file was written from. Raises LookupError where it is not known."""
        if self._manuscript is None:
            raise LookupError("only a rule that compares may ask for the manuscript")
        return self._manuscript

    def part(self, kind: str) -> str:
        """The name of the part that a relation of this kind leads to; empty where there is none."""
        return self._kinds.get(kind, "")

    def _tree(self, kind: str) -> Element:
        """That part as it is shown; an element that says nothing where there is none."""
        name = self.part(kind)
        return parts.as_shown(self.trees[name]) if name else etree.Element("missing")

    @cached_property
    def document(self) -> Element:
        return parts.as_shown(self.trees[self.main])

    @cached_property
    def style_sheet(self) -> Element:
        return self._tree("styles")

    @cached_property
    def settings(self) -> Element:
        return self._tree("settings")

    @cached_property
    def core(self) -> Element:
        """The properties of the file: title, language."""
        return self._tree("core-properties")

    @cached_property
    def notes(self) -> dict[str, Element]:
        """Footnotes, endnotes and comments, by what holds them, where they are."""
        return {kind: self._tree(kind) for kind in ("footnotes", "endnotes", "comments") if self.part(kind)}

    @cached_property
    def margins(self) -> dict[str, Element]:
        """Headers and footers by name."""
        return {name: parts.as_shown(tree) for name, tree in self.trees.items() if tree.tag in (w("hdr"), w("ftr"))}

    @cached_property
    def stories(self) -> tuple[Element, ...]:
        """The parts that hold text."""
        return (self.document, *self.margins.values())

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Those of the body, those in tables among them."""
        return tuple(map(self.paragraph, below(self.document, "p")))

    @cached_property
    def all_paragraphs(self) -> tuple[Paragraph, ...]:
        """Those of the body, then those of headers and footers."""
        others = (paragraph for tree in self.margins.values() for paragraph in below(tree, "p"))
        return (*self.paragraphs, *map(self.paragraph, others))

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """All runs with text, in the body, then in headers and footers."""
        return tuple(
            Run(run, paragraph, text, self.letters(run, paragraph))
            for paragraph in self.all_paragraphs
            for run in within(paragraph.element, "r")
            if (text := text_of(run))
        )

    @cached_property
    def numbering(self) -> Element:
        return self._tree("numbering")

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part, by id; targets inside the file as names of parts."""
        if part not in self._relations:
            self._relations[part] = parts.relations(part, self.trees)
        return self._relations[part]

    # How things look

    @cached_property
    def styles(self) -> dict[str, Element]:
        return {value(style, "styleId"): style for style in below(self.style_sheet, "style")}

    @cached_property
    def first_rows(self) -> dict[str, tuple[str, ...]]:
        """What the styles of tables fill first rows with, by id."""
        parts = ((key, part) for key, style in self.styles.items() for part in below(style, "tblStylePr"))
        fills: dict[str, dict[str, None]] = {}
        for key, part in parts:
            if value(part, "type") == "firstRow":
                fills.setdefault(key, {})[value(part.find(f"{w('tcPr')}/{w('shd')}"), "fill")] = None
        return {key: tuple(found)[:_MOST_FILLS] for key, found in fills.items()}

    @cached_property
    def names(self) -> dict[str, str]:
        """What styles are called, in lower case, by id."""
        return {key: value(style.find(w("name"))).lower() for key, style in self.styles.items()}

    @cached_property
    def _defaults(self) -> tuple[Properties, Properties]:
        letters, lines = (next(below(self.style_sheet, name), None) for name in ("rPrDefault", "pPrDefault"))
        return _own(lines, "pPr"), _own(letters, "rPr")

    @cached_property
    def default_style(self) -> str:
        kinds = ((key, style) for key, style in self.styles.items() if value(style, "type") == "paragraph")
        return next((key for key, style in kinds if value(style, "default") not in _OFF), "")

    def styled(self, style: str) -> tuple[Properties, Properties]:
        """What a style says of lines and of letters, with what it is based on."""
        for element in reversed(list(self._ancestry(style))):
            base, name = value(element.find(w("basedOn"))), value(element, "styleId")
            self._depths[name] = self._depths.get(base, 0) + 1
            lines, letters = self._styles.get(base, ({}, {})) if self._depths[name] % _LONGEST_CHAIN else ({}, {})
            self._styles[name] = (
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

    def paragraph(self, element: Element) -> Paragraph:
        """A paragraph of any part."""
        own = _own(element, "pPr")
        style = property_of(own, "pStyle") or self.default_style
        lines = {**self._defaults[0], **self.styled(style)[0], **own}
        outline = property_of(lines, "outlineLvl")
        level = int(outline) + 1 if outline in _LEVELS else 0
        listed = any_of(element.iterancestors(w("sdt")))
        return Paragraph(element, text_of(element), style, self.names.get(style, ""), lines, level, listed)

    def letters(self, run: Element, paragraph: Paragraph) -> Properties:
        """What holds for the letters of a run."""
        own = _own(run, "rPr")
        of_paragraph = self.styled(paragraph.style)[1]
        return {**self._defaults[1], **of_paragraph, **self.styled(property_of(own, "rStyle"))[1], **own}


def _own(element: Element | None, name: str) -> dict[tuple[str, str], str]:
    """The properties that stand in an element itself."""
    holder = None if element is None else element.find(w(name))
    own: dict[tuple[str, str], str] = {}
    for found in () if holder is None else holder.iterchildren(etree.Element):
        key = local(found)
        own[key, "val"] = "1"
        own |= {(key, str(name).rpartition("}")[2]): str(text) for name, text in found.attrib.items()}
    return own
