"""How the pages of a finished file end, counted, and what that costs a reader in all.

Measured on the paper and the tags alone, by the scale of `press.pagination`; whoever chose the ends is not asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from press.checks.pdf.fault import Fault
from press.checks.pdf.lines import ARTIFACT, Block, Sheets
from press.checks.pdf.tree import Element
from press.pagination import EMPTY, ORPHANS, SHORT_LIST, SHORT_PARAGRAPH, WIDOWS, Hurt, emptiness, goes_on, says_no

_LABEL = 6
"""In characters: what a bullet or a number takes at most."""
_COLONS = (":", "\N{FULLWIDTH COLON}")


@dataclass(frozen=True)
class Ends:
    """How often each hurt is met, how many pages there are, and the cost of all."""

    pages: int
    hurts: Counter[Hurt]
    cost: float

    @property
    def empty(self) -> int:
        """Pages of which a quarter or more is empty, though the text goes on."""
        return self.hurts[Hurt.EMPTY]


def measured(sheets: Sheets, root: Element, negations: Sequence[str], about: str = "") -> Ends:
    """How the pages of a file end. ``about`` is the heading of the facts about the leaflet."""
    reader = _Reader(sheets, root, tuple(negations), about)
    hurts: Counter[Hurt] = Counter()
    cost = 0.0
    for page in range(1, len(sheets.papers)):
        share, ends = reader.empty(page), list(reader.hurts(page))
        if not reader.forced(page):
            hurts.update(ends)
            hurts[Hurt.EMPTY] += share >= EMPTY
            cost += sum(hurt.value for hurt in ends) + emptiness(share)
    runt = len(sheets.papers) > 1 and reader.empty(len(sheets.papers)) > 1 - 1 / 8
    hurts[Hurt.RUNT] += runt
    return Ends(len(sheets.papers), +hurts, cost + runt * Hurt.RUNT.value + len(sheets.papers) * Hurt.PAGE.value)


def negated(sheets: Sheets, negations: tuple[str, ...]) -> Iterator[Fault]:
    """The sentences that go on overleaf and say no there: who does not turn the page reads the contrary."""
    blocks = [block for block in sheets.blocks if block.role not in (ARTIFACT, "")]
    lines = [(line, block) for block in blocks for line in block.lines]
    for number, ((line, block), (following, other)) in enumerate(pairwise(lines), 1):
        same = block is other or (block.role == other.role == "P" and following.text.lstrip()[:1].islower())
        if following.page > line.page and same and goes_on(line.text):
            rest = " ".join(each.text for each, holder in lines[number:] if holder is other)
            if says_no(rest, negations):
                words = f"{line.text.strip()} {following.text.strip()}"
                yield Fault("print-negation", line.page, words, "A sentence goes on overleaf, and says no there.")


@dataclass(frozen=True, eq=False)
class _Reader:
    sheets: Sheets
    root: Element
    negations: tuple[str, ...]
    about: str

    @cached_property
    def parents(self) -> dict[Element, Element]:
        return {kid: element for element in self.root.elements() for kid in element.children}

    @cached_property
    def blocks(self) -> list[Block]:
        return [block for block in self.sheets.blocks if block.role not in (ARTIFACT, "") and block.pieces]

    @cached_property
    def reach(self) -> dict[int, tuple[float, float]]:
        """From where to where the text and pictures of each page reach, in points from its foot."""
        heights: dict[int, list[float]] = {}
        for block in self.blocks:
            for line in block.lines:
                heights.setdefault(line.page, []).extend((line.base + 0.8 * line.size, line.base - 0.2 * line.size))
            if block.role == "Figure" and block.holder:
                for figure in block.holder.children:
                    if figure.box:
                        heights.setdefault(block.first_page, []).extend((figure.box[1], figure.box[3]))
        return {page: (min(found), max(found)) for page, found in heights.items()}

    @cached_property
    def area(self) -> tuple[float, float]:
        """The lowest and the highest that any page's text reaches."""
        return min(low for low, _ in self.reach.values()), max(high for _, high in self.reach.values())

    def empty(self, page: int) -> float:
        """The share of a page that is empty below its text."""
        low, high = self.area
        return (self.reach[page][0] - low) / (high - low) if page in self.reach else 1.0

    def around(self, page: int) -> tuple[Block, Block] | None:
        """The last block of a page and the first of the next; the same one where it goes on."""
        for block, following in pairwise([*self.blocks, None]):
            if block and block.first_page <= page < block.last_page:
                return block, block
            if block and following and block.last_page <= page < following.first_page:
                return block, following
        return None

    def forced(self, page: int) -> bool:
        """Whether the layout has the page end: behind a list of contents, or a cover."""
        around = self.around(page)
        if not around or around[0] is around[1]:
            return not around
        before, after = around
        holders = {holder.role for holder in self.holders(before)}
        if "TOC" in holders and after.role == "H2":
            return True
        on_it = [block for block in self.blocks if block.first_page <= page]
        return after.role == "H2" and not any(block.role == "H2" for block in on_it)

    def holders(self, block: Block) -> list[Element]:
        """The elements around a block, from within."""
        found, element = [], block.holder
        while element is not None:
            found.append(element)
            element = self.parents.get(element)
        return found

    def hurts(self, page: int) -> Iterator[Hurt]:
        around = self.around(page)
        if around and around[0] is around[1]:
            yield from self.torn(around[0], page)
        elif around:
            yield from self.parted(*around)

    def torn(self, block: Block, page: int) -> Iterator[Hurt]:
        """A block that goes on overleaf."""
        before = [line for line in block.lines if line.page <= page]
        after = [line for line in block.lines if line.page > page]
        if block.role not in ("P", "LBody"):
            yield Hurt.PARTED
        elif len(block.lines) <= SHORT_PARAGRAPH:
            yield Hurt.SHORT
        elif len(before) < ORPHANS or len(after) < WIDOWS:
            yield Hurt.PARTED
        if any(holder.role == "LI" for holder in self.holders(block)):
            yield Hurt.ITEM
        if before and not goes_on(before[-1].text):
            yield Hurt.PARAGRAPH
        elif before:
            no = says_no(" ".join(line.text for line in after), self.negations)
            yield Hurt.NEGATION if no else Hurt.SENTENCE

    def parted(self, block: Block, following: Block) -> Iterator[Hurt]:
        """A block that ends a page, and the one that begins the next."""
        inner, others = self.holders(block), self.holders(following)
        common = [holder for holder in inner if holder in others]
        pictured = block.role in ("Figure", "Caption") and following.role == "Caption"
        announced = block.role == "P" and block.text.endswith(_COLONS) and not following.heading
        titled = block.role == "H1" and block.last_page == 1
        captions = _bold(block) and any(each.role == "L" and _has_names(each) for each in others if each not in inner)
        if following.role == "H1" or (block.heading and not titled) or pictured or announced or captions:
            yield Hurt.PARTED
        for holder in common:
            if holder.role in ("LI", "LBody"):
                yield Hurt.ITEM
                break
            if holder.role == "TBody" or (holder.role == "L" and not _has_names(holder)):
                yield from self.items(holder, others)
                break
        if not following.heading:
            yield from self.boxed(common)
        place = self.blocks.index(block)
        if len(block.lines) == 1 and place and self.blocks[place - 1].heading:
            yield Hurt.ALONE

    def items(self, holder: Element, others: list[Element]) -> Iterator[Hurt]:
        """Items of a list, or rows of a table."""
        items = [kid for kid in holder.children if kid.role in ("LI", "TR")]
        place = next((number for number, item in enumerate(items) if item in others), 0)
        alone = place in (1, len(items) - 1)
        if len(items) <= SHORT_LIST:
            yield Hurt.LIST
        if alone or len(items) > SHORT_LIST:
            yield Hurt.ALONE if alone else Hurt.PARAGRAPH

    def boxed(self, common: list[Element]) -> Iterator[Hurt]:
        if any(holder.role in ("Aside", "Art", "BlockQuote") for holder in common):
            yield Hurt.BOX
        headings = [kid.words for holder in common for kid in holder.children[:1] if kid.role == "H2"]
        if self.about and self.about in headings:
            yield Hurt.ABOUT


def _bold(block: Block) -> bool:
    """Whether a paragraph is bold from first to last: it is the caption of what was a table."""
    return block.role == "P" and all(run.font is not None and "Bold" in run.font.name for run in block.runs)


def _has_names(element: Element) -> bool:
    """Whether a list is one of names and what is said of them."""
    labels = (kid.words for item in element.children for kid in item.children if kid.role == "Lbl")
    return any(len(words) > _LABEL for words in labels)
