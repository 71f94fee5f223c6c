"""The structure tree as PDF objects, in either flavour.

    StructTreeRoot [K, ParentTree, RoleMap | Namespaces, IDTree]
      Document [Lang]
        Sect > H2 [K: MCID …], P [K: MCID, Link [K: MCID, OBJR], …]

The parent tree has an entry for each page (an array, by MCID), for each form XObject with marked
content, and for each link annotation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pydyf

from press.writers.elements import Content, Node, Run

Positions = Mapping[str, tuple[int, float, float]]
"""Where each anchor is: its page from 0, and points from that page's lower left corner."""

PDF_1_7 = "http://iso.org/pdf/ssn"
PDF_2_0 = "http://iso.org/pdf2/ssn"
ONLY_IN_1_7 = frozenset({"TOC", "TOCI", "Reference", "BlockQuote"})
"""What ISO 32000-2 dropped from its own namespace (annex L)."""
ROLE_MAP = {"Strong": "Span", "Em": "Span", "Aside": "Sect"}
"""For readers that know ISO 32000-1 only."""


@dataclass(frozen=True)
class Flavour:
    """A pair of standards that one file can claim. ``tagged_2_0``: PDF/UA-2's structure rules."""

    name: str
    version: str
    tagged_2_0: bool


FLAVOURS = {"ua-1": Flavour("ua-1", "1.7", False), "ua-2": Flavour("ua-2", "2.0", True)}


class Structure:
    """Writes structure elements into a PDF that has been painted, whichever engine did it."""

    def __init__(self, pdf: pydyf.PDF, tree: Node, positions: Positions, flavour: Flavour, language: str) -> None:
        self.pdf, self.tree, self.positions, self.flavour = pdf, tree, positions, flavour
        self.language = language
        self.anchors = {node.anchor: node for node in tree.nodes() if node.anchor}
        self.pages = pdf.page_references
        self.page_objects = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]
        self.objects: dict[Node, pydyf.Dictionary] = {}
        self.page_parents: dict[int, dict[int, bytes]] = {}
        self.stream_parents: dict[int, dict[int, bytes]] = {}
        self.link_parents: list[tuple[pydyf.Dictionary, bytes]] = []
        self.root = self._added({"Type": "/StructTreeRoot"})
        self.namespaces = self._namespaces() if flavour.tagged_2_0 else {}

    def write(self) -> None:
        tree = self.tree
        for node in tree.nodes():
            self.objects[node] = self._added({"Type": "/StructElem", "S": f"/{self._role(node)}"})
        for node in tree.nodes():
            self._element(node)
        self._contents_refer(tree)
        self._parent_tree()
        document = self.objects[tree]
        document["P"] = self.root.reference
        document["Lang"] = pydyf.String(self.language)
        self.root["K"] = pydyf.Array([document.reference])
        self.root["RoleMap"] = pydyf.Dictionary({role: f"/{standard}" for role, standard in ROLE_MAP.items()})
        self._catalog()

    def _added(self, values: dict[str, Any]) -> pydyf.Dictionary:
        item = pydyf.Dictionary(values)
        self.pdf.add_object(item)
        return item

    def _namespaces(self) -> dict[str, pydyf.Dictionary]:
        found = {name: self._added({"Type": "/Namespace", "NS": pydyf.String(name)}) for name in (PDF_1_7, PDF_2_0)}
        self.root["Namespaces"] = pydyf.Array([item.reference for item in found.values()])
        return found

    def _role(self, node: Node) -> str:
        """PDF/UA-2 (8.2.5.27) sees through a Div, and wants a caption first or last."""
        return "Sect" if self.flavour.tagged_2_0 and node.role == "Div" else node.role

    def _element(self, node: Node) -> None:
        item = self.objects[node]
        if node.parent:
            item["P"] = self.objects[node.parent].reference
        if self.flavour.tagged_2_0:
            item["NS"] = self.namespaces[PDF_1_7 if node.role in ONLY_IN_1_7 else PDF_2_0].reference
        pages = [content.page for kid in node.kids if isinstance(kid, Run) for content in kid.contents]
        page = pages[0] if pages else None
        if page is not None:
            item["Pg"] = self.pages[page]
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self.objects[kid].reference)
            else:
                kids.extend(self._content(content, node, page) for content in kid.contents)
        kids.extend(self._annotation(node, number, rectangle) for number, rectangle in node.annotations)
        if kids:
            item["K"] = kids
        self._attributes(node, item)

    def _content(self, content: Content, node: Node, page: int | None) -> Any:
        """A marked-content identifier, or a reference where the element's page does not say all."""
        if content.group is None:
            self.page_parents.setdefault(content.page, {})[content.mcid] = self.objects[node].reference
            if content.page == page:
                return content.mcid
            return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[content.page], "MCID": content.mcid})
        number = content.group.number
        self.stream_parents.setdefault(number, {})[content.mcid] = self.objects[node].reference
        return pydyf.Dictionary(
            {
                "Type": "/MCR",
                "Pg": self.pages[content.page],
                "Stm": content.group.reference,
                "MCID": content.mcid,
            }
        )

    def _attributes(self, node: Node, item: pydyf.Dictionary) -> None:
        if node.language:
            item["Lang"] = pydyf.String(node.language)
        if node.expansion is not None:
            item["E"] = pydyf.String(node.expansion)
        attributes: dict[str, Any] = {}
        if node.role == "Figure":
            item["Alt"] = pydyf.String(node.says)
            attributes = {"O": "/Layout", "BBox": pydyf.Array([round(edge, 2) for edge in node.bbox or ()])}
            attributes["Placement"] = "/Block"
        elif node.role == "L":
            attributes = {"O": "/List", "ListNumbering": f"/{self._numbering(node)}"}
        elif node.role == "TH":
            attributes = {"O": "/Table", "Scope": f"/{node.scope}"}
        if attributes:
            item["A"] = pydyf.Dictionary(attributes)

    def _numbering(self, node: Node) -> str:
        """ISO 32000-1, table 347; Description is ISO 32000-2's, for a list of terms."""
        if node.numbering == "Description" and not self.flavour.tagged_2_0:
            return "None"
        if node.numbering:
            return node.numbering
        depth, parent = 0, node.parent
        while parent:
            depth += parent.role == "L"
            parent = parent.parent
        return "Circle" if depth else "Disc"

    # Links

    def _annotation(self, node: Node, page: int, rectangle: tuple[float, float, float, float]) -> pydyf.Dictionary:
        annotation = self._added(
            {
                "Type": "/Annot",
                "Subtype": "/Link",
                "Rect": pydyf.Array([round(edge, 2) for edge in rectangle]),
                "Contents": pydyf.String(node.says),
                "BS": pydyf.Dictionary({"W": 0}),
                "F": 4,
                "StructParent": 0,
            }
        )
        if node.address.startswith("#"):
            annotation.update(self._go_to(node.address[1:]))
        else:
            uri = {"Type": "/Action", "S": "/URI", "URI": pydyf.String(node.address)}
            annotation["A"] = pydyf.Dictionary(uri)
        self.page_objects[page].setdefault("Annots", pydyf.Array()).append(annotation.reference)
        self.link_parents.append((annotation, self.objects[node].reference))
        reference = {"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.pages[page]}
        return pydyf.Dictionary(reference)

    def _go_to(self, anchor: str) -> dict[str, Any]:
        """A destination; PDF/UA-2 (8.8) wants one in the structure as well as one on a page."""
        page, x, y = self.positions[anchor]
        where = pydyf.Array([self.pages[page], "/XYZ", x, y, 0])
        if not self.flavour.tagged_2_0:
            return {"Dest": where}
        element = self.objects[self.anchors[anchor]].reference
        action = {"Type": "/Action", "S": "/GoTo", "D": where, "SD": pydyf.Array([element, "/XYZ", x, y, 0])}
        return {"A": pydyf.Dictionary(action)}

    def _contents_refer(self, tree: Node) -> None:
        """Each entry of the contents refers to its section (PDF/UA-2, 8.2.5.8)."""
        for node in tree.nodes():
            if node.role != "TOCI" or not self.flavour.tagged_2_0:
                continue
            link = next(inner for inner in node.nodes() if inner.role == "Link")
            target = self.anchors[link.address[1:]]
            self.objects[node]["Ref"] = pydyf.Array([self.objects[target].reference])

    # The document

    def _parent_tree(self) -> None:
        numbers = pydyf.Array()
        for page, item in enumerate(self.page_objects):
            by_mcid = self.page_parents.get(page, {})
            numbers.extend([page, pydyf.Array([by_mcid[mcid] for mcid in sorted(by_mcid)])])
            item["StructParents"] = page
            item["Tabs"] = "/S"
        key = len(self.page_objects)
        for number, by_mcid in self.stream_parents.items():
            self.pdf.objects[number].extra["StructParents"] = key
            numbers.extend([key, pydyf.Array([by_mcid[mcid] for mcid in sorted(by_mcid)])])
            key += 1
        for annotation, element in self.link_parents:
            annotation["StructParent"] = key
            numbers.extend([key, element])
            key += 1
        self.root["ParentTree"] = self._added({"Nums": numbers}).reference
        self.root["ParentTreeNextKey"] = key

    def _catalog(self) -> None:
        catalog = self.pdf.catalog
        catalog["StructTreeRoot"] = self.root.reference
        catalog["Lang"] = pydyf.String(self.language)
        catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        labels = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})
        catalog["PageLabels"] = labels
        self._outlines()

    def _outlines(self) -> None:
        """Bookmarks for the sections, to three levels."""
        sections = [node for node in self.tree.children if node.role == "Sect"]
        entries = self._outline(sections, 3)
        if not entries:
            return
        outlines = self._added({"Type": "/Outlines", "Count": len(entries)})
        outlines.update({"First": entries[0].reference, "Last": entries[-1].reference})
        for entry in entries:
            entry["Parent"] = outlines.reference
        self.pdf.catalog["Outlines"] = outlines.reference
        self.pdf.catalog["PageMode"] = "/UseOutlines"

    def _outline(self, sections: list[Node], levels: int) -> list[pydyf.Dictionary]:
        entries: list[pydyf.Dictionary] = []
        for section in sections:
            if not section.anchor or not levels:
                continue
            entry = self._added({"Title": pydyf.String(section.says), **self._go_to(section.anchor)})
            below = [node for node in section.children if node.role == "Sect"]
            inner = self._outline(below, levels - 1)
            if inner:
                entry.update({"First": inner[0].reference, "Last": inner[-1].reference, "Count": -len(inner)})
                for child in inner:
                    child["Parent"] = entry.reference
            if entries:
                entry["Prev"] = entries[-1].reference
                entries[-1]["Next"] = entry.reference
            entries.append(entry)
        return entries
