"""Structure elements in the making: what an engine fills with the content that it painted.

A tree of `Node` values is made before anything is laid out, in reading order; it is the logical tree. Engines add to
each `Run` where it was painted; `press.writers.structure` writes the tree into the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pydyf

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from a page's lower left corner."""

Artifact = dict[str, str]
"""The property list of an artifact (ISO 32000-1, 14.8.2.2)."""
DECORATION: Artifact = {"Type": "/Layout"}
HEADER: Artifact = {"Type": "/Pagination", "Subtype": "/Header"}
FOOTER: Artifact = {"Type": "/Pagination", "Subtype": "/Footer"}
REPEATED: Artifact = {"Type": "/Pagination"}


@dataclass(eq=False)
class Content:
    """A piece of painted content: a marked-content sequence on a page, from 0, or in a form XObject painted on it."""

    page: int
    mcid: int
    group: pydyf.Stream | None = None


@dataclass(eq=False)
class Run:
    """A run of text, or a picture, that belongs to one structure element."""

    node: Node
    text: str
    contents: list[Content] = field(default_factory=list)


@dataclass(eq=False)
class Node:
    """A structure element in the making.

    ``says`` is what a link or a picture says of itself, and the heading of a section; ``expansion`` is that of an
    abbreviation, None elsewhere; ``numbering`` is empty for bullets. ``anchor`` is what links in the leaflet call it.
    """

    role: str
    parent: Node | None = None
    language: str = ""
    says: str = ""
    expansion: str | None = None
    address: str = ""
    scope: str = ""
    numbering: str = ""
    anchor: str = ""
    kids: list[Node | Run] = field(default_factory=list)
    bbox: Rectangle | None = None
    annotations: list[tuple[int, Rectangle]] = field(default_factory=list)
    """The page, from 0, and the place of each line of a link."""

    def add(self, role: str) -> Node:
        node = Node(role, self)
        self.kids.append(node)
        return node

    @property
    def children(self) -> list[Node]:
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def nodes(self) -> Iterator[Node]:
        """Itself and all structure elements below it, in order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()

    def runs(self) -> Iterator[Run]:
        """All runs in it, in order."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.runs()
            else:
                yield kid
