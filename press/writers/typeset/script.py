"""What is laid out, as a template gets it, and whose each piece of it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from press.writers.elements import Node, Run
from press.writers.typeset.words import Marks

Item = dict[str, Any]


@dataclass
class Script:
    """What is laid out. ``data`` is for the template; ``pictures`` are the files that it names."""

    tree: Node
    marks: Marks
    data: Item = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    drawn: dict[int, Run] = field(default_factory=dict)
    """The pictures that are no decoration, each by the number that its marks have."""
    owners: dict[Run, Item] = field(default_factory=dict)
    """The block that each run stands in, as the template gets it."""
