"""The blocks of a script as elements of HTML, as `press.writers.html` names them.

What the end of a page costs is told by elements (`press.writers.breaks`): one scale for both engines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from press.writers.typeset.script import Item, Script

GROUPS = ("tr", "thead", "div", "figure")
"""What is one unit, however many lines stand in it."""
_INSET = 0.9
"""What a box has above and below its text, in sizes of the body: see ``blocks.typ``."""

_RULED = 0.35
"""What a record has above and below its text, in sizes of the body."""


@dataclass
class Mirror:
    """The elements of a script."""

    script: Script
    own: dict[int, Element] = field(default_factory=dict)
    """What an item's own words, or picture, stand in, by the item's identity."""
    items: dict[Element, Item] = field(default_factory=dict)
    """The items that may begin a page."""
    parents: dict[Element, Element] = field(default_factory=dict)
    padded: dict[Element, float] = field(default_factory=dict)
    """What elements have above and below what stands in them, in points."""

    def __post_init__(self) -> None:
        self.body: float = self.script.data["look"]["points"]["body"]
        root = Element("body")
        for part in self.script.data["parts"]:
            self._section(part, root, part["part"])

    def holders(self, element: Element) -> tuple[Element, ...]:
        """An element with those around it, outermost first."""
        found = [element]
        while element in self.parents:
            element = self.parents[element]
            found.append(element)
        return tuple(reversed(found))

    def _add(self, parent: Element, tag: str, kind: str = "", item: Item | None = None) -> Element:
        element = SubElement(parent, tag, {"class": kind} if kind else {})
        self.parents[element] = parent
        if item is not None:
            self.items[element] = item
        return element

    def _line(self, parent: Element, tag: str, item: Item, kind: str = "") -> Element:
        element = self._add(parent, tag, kind, item)
        self.own[id(item)] = element
        return element

    def _section(self, section: Item, parent: Element, kind: str = "") -> None:
        element = self._add(parent, "section", kind, section)
        if section.get("panel"):
            self.padded[element] = _INSET * self.body
        self._line(element, f"h{min(section['level'], 5)}", section["heading"])
        self._blocks(section["blocks"], element)
        for inner in section["sections"]:
            self._section(inner, element)

    def _blocks(self, blocks: Sequence[Item], parent: Element) -> None:
        for number, block in enumerate(blocks):
            before = blocks[number - 1] if number else None
            beside = before is not None and before["type"] == "figure" and before["beside"]
            if beside and before and block["type"] in ("paragraph", "list"):
                self._all((block,), self.own[id(before)])
            else:
                self._block(block, parent)

    def _block(self, block: Item, parent: Element) -> None:
        match block["type"]:
            case "paragraph":
                self._line(parent, "p", block, "lead-in" if block.get("leads_in") else "")
            case "list":
                element = self._add(parent, "ol" if block["numbered"] else "ul", item=block)
                for item in block["items"]:
                    self._blocks(item["blocks"], self._add(element, "li", item=item))
            case "description":
                self._description(block, parent)
            case "table":
                table = self._add(parent, "table", item=block)
                self._line(table, "caption", block["caption"])
                self._all(block["head"], self._add(table, "thead"))
                body = self._add(table, "tbody")
                for row in block["rows"]:
                    self._all(row, self._add(body, "tr"))
            case "figure" | "decoration":
                self._figure(block, parent)
            case "box":
                aside = self._add(parent, "aside", "box", block)
                self.padded[aside] = _INSET * self.body
                self._line(aside, "h5", block["heading"])
                self._blocks(block["blocks"], aside)
                if block["attribution"]:
                    self._line(aside, "p", block["attribution"], "attribution")

    def _description(self, block: Item, parent: Element) -> None:
        element = self._add(parent, "dl", "records" if block["records"] else "", block)
        for entry in block["entries"]:
            group = self._add(element, "div", item=entry)
            if block["records"]:
                self.padded[group] = _RULED * self.body
            if block["beside"]:
                self._all((entry,), group)
            else:
                self._line(group, "dt", entry["name"])
                self._blocks(entry["blocks"], self._add(group, "dd"))

    def _figure(self, block: Item, parent: Element) -> None:
        if block.get("beside"):  # one with the sentence that it stands beside
            self._all((block,), self._add(parent, "figure", item=block))
            return
        around = self._add(parent, "div", "illustration", block)
        figure = self._add(around, "figure")
        self.own[id(block)] = self._add(figure, "img")
        if block.get("caption"):
            self._line(figure, "figcaption", block["caption"])
        for name in ("credit", "described"):
            if block.get(name):
                self._line(around, "p", block[name], name)

    def _all(self, held: Sequence[Item], element: Element) -> None:
        """All that has lines in some items is one with an element."""
        for item in held:
            self.own[id(item)] = element
            inner = [item[name] for name in ("name", "caption", "credit", "described") if item.get(name)]
            inner += [each for name in ("blocks", "items", "entries") for each in item.get(name, ())]
            self._all(inner, element)
