"""What stands on the pages that Typst set, leaf by leaf: paragraphs, headings, names, cells and pictures, in reading
order, each with the blocks around it and where it is painted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from press.pagination import COLONS
from press.writers.typeset.painted import File, Spot
from press.writers.typeset.script import Item, Script
from press.writers.typeset.text import Text
from press.writers.typeset.words import FIRST, texts

_IN_FIGURE = ("caption", "credit", "described")
_LEVEL = 0.5
"""Glyphs that stand higher or lower by less than so many type sizes are of one line."""


_ASIDE = 5
"""From so many type sizes on, what stands aside and no lower is in another column."""


@dataclass
class Fragment:
    """What is painted of a leaf in one place: on one page, in one column. In points from the lower left corner.

    ``lines`` are its words by their base lines; of a picture there is one without words.
    """

    page: int
    left: float
    top: float
    bottom: float
    size: float
    lines: dict[float, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return " ".join(self.lines.values())


@dataclass(eq=False)
class Leaf:
    """What has lines of its own, or is a picture. ``holders`` are the blocks around it, outermost first."""

    kind: str
    item: Item
    holders: tuple[Item, ...]
    fragments: list[Fragment] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many lines it has."""
        return sum(len(fragment.lines) for fragment in self.fragments)

    @property
    def text(self) -> str:
        return texts(self.item.get("words", ()))

    @property
    def pages(self) -> list[int]:
        """The pages that it stands on."""
        return list(dict.fromkeys(fragment.page for fragment in self.fragments))

    @property
    def announces(self) -> bool:
        """Whether its last words are a colon."""
        return self.kind == "paragraph" and self.text.rstrip().endswith(COLONS)


def belong(leaf: Leaf, following: Leaf) -> bool:
    """Whether a leaf must not stand without what follows."""
    holder = leaf.holders[-1]
    if holder.get("type") == "figure":
        return following.holders[-1] is holder
    if leaf.kind in ("heading", "name", "caption"):
        return True
    return leaf.announces and following.kind != "heading"


def elsewhere(leaf: Leaf, following: Leaf) -> bool:
    """Whether what follows begins on a later page or in the next column."""
    last, first = leaf.fragments[-1], following.fragments[0]
    if "cell" in (leaf.kind, following.kind) and first.page == last.page:
        return False
    if first.page != last.page:
        return True
    if leaf.kind == "name" and abs(first.top - last.top) < last.size:  # what is said of a name may stand beside it
        return False
    return first.top > last.bottom + last.size / 2 and abs(first.left - last.left) > _ASIDE * last.size


def over_each_other(leaf: Leaf, following: Leaf) -> bool:
    """Whether what follows is painted over a leaf: higher than it ends, and not aside."""
    last, first = leaf.fragments[-1], following.fragments[0]
    if first.page != last.page or {"cell", "name"} & {leaf.kind, following.kind}:
        return False
    return first.top > last.bottom + last.size / 2 and abs(first.left - last.left) <= _ASIDE * last.size


def read(script: Script, file: File) -> list[Leaf]:
    """The leaves of a script in reading order, without what nothing is painted of."""
    leaves = [leaf for part in script.data["parts"] for leaf in _section(part, ())]
    by_item = {id(leaf.item): leaf for leaf in leaves if leaf.kind != "picture"}
    by_run = {run: by_item[id(item)] for run, item in script.owners.items() if id(item) in by_item}
    pictures = {leaf.item["number"]: leaf for leaf in leaves if leaf.kind == "picture"}
    for page in file.pages:
        for item in page.items:
            if isinstance(item, Text) and item.mark >= FIRST:
                runs = script.marks.runs[item.mark - FIRST : item.mark - FIRST + 1]
                if runs and (leaf := by_run.get(runs[0])):
                    _take(leaf, item, page.number)
            elif isinstance(item, Spot) and item.number in pictures:
                _picture(pictures[item.number], item, page.number)
    return [leaf for leaf in leaves if leaf.fragments]


def _take(leaf: Leaf, text: Text, page: int) -> None:
    last = leaf.fragments[-1] if leaf.fragments else None
    if last is None or last.page != page or text.y > last.bottom + text.size:
        last = Fragment(page, text.x, text.y + text.size, text.y, text.size)
        leaf.fragments.append(last)
    line = next((base for base in last.lines if abs(base - text.y) < _LEVEL * text.size), text.y)
    last.lines[line] = last.lines.get(line, "") + text.text
    last.left, last.bottom = min(last.left, text.x), min(last.bottom, text.y)
    last.size = max(last.size, text.size)


def _picture(leaf: Leaf, spot: Spot, page: int) -> None:
    if spot.begins:
        leaf.fragments.append(Fragment(page, spot.x, spot.y, spot.y, 0, {spot.y: ""}))
    elif leaf.fragments:
        leaf.fragments[-1].bottom = spot.y


# The blocks of a script, walked


def _section(section: Item, holders: tuple[Item, ...]) -> Iterator[Leaf]:
    around = (*holders, section)
    yield Leaf("heading", section["heading"], around)
    yield from _blocks(section["blocks"], around)
    for inner in section["sections"]:
        yield from _section(inner, around)


def _blocks(blocks: Sequence[Item], holders: tuple[Item, ...]) -> Iterator[Leaf]:
    for block in blocks:
        around = (*holders, block)
        match block["type"]:
            case "paragraph":
                yield Leaf("paragraph", block, holders)
            case "list":
                for item in block["items"]:
                    yield from _blocks(item["blocks"], (*around, item))
            case "description":
                for entry in block["entries"]:
                    yield Leaf("name", entry["name"], (*around, entry))
                    yield from _blocks(entry["blocks"], (*around, entry))
            case "table":
                yield Leaf("caption", block["caption"], around)
                for row in (block["head"], *block["rows"]):
                    yield from (Leaf("cell", cell, around) for cell in row)
            case "figure" | "decoration":
                yield Leaf("picture", block, around)
                said = (block.get(name) for name in _IN_FIGURE)
                yield from (Leaf(str(each["type"]), each, around) for each in said if each)
            case "box":
                yield Leaf("heading", block["heading"], around)
                yield from _blocks(block["blocks"], around)
                if block["attribution"]:
                    yield Leaf("attribution", block["attribution"], around)
