"""A PDF as it lies on paper: its text in blocks and lines, each with its place and size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from press.checks.pdf.content import Pages, Piece, Run
from press.checks.pdf.paint import Box, Shape
from press.checks.pdf.tree import INLINE, Element, TagTree, standard
from press.manuscript import direction

BODY = frozenset({"P", "LBody", "LI", ""})
"""Roles of running text; empty where a file has no tags."""
ARTIFACT = "Artifact"
_FLOWING = frozenset({"Reference", "Annot", "Form"})
_SPACE = 0.28
"""The width of a space, about, as a share of the type size."""


@dataclass(eq=False)
class Line:
    """Runs of one block that stand beside each other on a page."""

    page: int
    runs: list[Run]

    @cached_property
    def text(self) -> str:
        return "".join([run.text for run in self.runs])

    @cached_property
    def base(self) -> float:
        """How high its base line is, in points from the foot of the page."""
        return self.runs[0].start[1]

    @cached_property
    def size(self) -> float:
        """Its largest type, in points."""
        return max(run.size for run in self.runs)

    @cached_property
    def left(self) -> float:
        return min(min(run.start[0], run.end[0]) + _space(run, run.text.lstrip()) for run in self._inked)

    @cached_property
    def right(self) -> float:
        return max(max(run.start[0], run.end[0]) - _space(run, run.text.rstrip()) for run in self._inked)

    @property
    def _inked(self) -> list[Run]:
        return [run for run in self.runs if run.text.strip()] or self.runs


@dataclass(eq=False)
class Block:
    """What has lines of its own: a paragraph, a heading, a cell, the label of an item, a picture.

    ``role`` is a standard type of ISO 32000, `ARTIFACT`, or empty where the text has no tag.
    ``holder`` is the element that it stands in, if there is one. ``rtl`` says whether its lines start at the right, by
    the language of its tag.
    """

    role: str
    lines: list[Line]
    holder: Element | None = None
    pieces: list[Piece] = field(default_factory=list)
    rtl: bool = False

    @cached_property
    def text(self) -> str:
        return "".join([line.text for line in self.lines]).strip()

    @property
    def runs(self) -> Iterator[Run]:
        return (run for line in self.lines for run in line.runs)

    @property
    def heading(self) -> bool:
        return self.role[:1] == "H" and self.role[1:].isdigit()

    @property
    def first_page(self) -> int:
        return self.pieces[0].page if self.pieces else 0

    @property
    def last_page(self) -> int:
        return self.pieces[-1].page if self.pieces else 0


@dataclass(frozen=True, eq=False)
class Sheets:
    """A whole file: the paper of each page, the blocks in reading order, and what else is painted."""

    papers: list[Box]
    blocks: list[Block]
    shapes: dict[int, list[Shape]]
    linked: frozenset[Run]
    """The runs that are words of links."""
    rtl: bool

    @cached_property
    def body(self) -> float:
        """The size, in points, that most of the running text has; of all text where none is tagged so."""
        for roles in (BODY, None):
            sizes: Counter[float] = Counter()
            for block in self.blocks:
                if roles is None or block.role in roles:
                    for run in block.runs:
                        sizes[round(run.size, 1)] += len(run.text.strip())
            if sizes:
                return sizes.most_common(1)[0][0]
        return 0


def laid_out(pages: Pages, reading: TagTree, papers: list[Box], areas: list[list[Box]], *, rtl: bool) -> Sheets:
    """The blocks of a file: those of its tags in their order, then what is not tagged.

    ``areas`` are where each page can be clicked.
    """
    linked = {run for one in reading.root.elements() if one.role == "Link" for run in _runs(_pieces(one, reading))}
    linked |= {
        run for piece in pages.pieces for run in piece.runs if any(_in(area, run) for area in areas[run.page - 1])
    }
    blocks = list(_blocks(reading.root, reading, rtl=rtl))
    untagged = sorted((piece for piece in pages.pieces if not piece.key), key=_whose)
    for (_, untold), group in groupby(untagged, key=_whose):
        loose = list(group)
        role = "" if untold else ARTIFACT
        blocks += [Block(role, [line], None, loose, rtl) for line in _lines(_runs(loose))]
    return Sheets(papers, blocks, pages.shapes, frozenset(linked), rtl)


def _whose(piece: Piece) -> tuple[int, bool]:
    """The page of an untagged piece, and whether it does not say that it is an artifact."""
    return piece.page, piece.artifact is None


def _blocks(element: Element, reading: TagTree, *, rtl: bool) -> Iterator[Block]:
    for kid in element.children:
        role = standard(kid.role, reading.roles)
        turned = from_right(kid, rtl=rtl)
        if role in INLINE or role in _FLOWING:
            continue
        pieces = _pieces(kid, reading)
        if role == "Figure":
            pieces = [piece for each in kid.elements() for piece in each.pieces]
            yield Block(role, list(_lines(_runs(pieces))), element, pieces, turned)
            continue
        if pieces:
            yield Block(role, list(_lines(_runs(pieces))), element, pieces, turned)
        yield from _blocks(kid, reading, rtl=turned)


def from_right(element: Element, *, rtl: bool) -> bool:
    """Whether the lines of an element start at the right; ``rtl`` says it of what it stands in."""
    language = element.attributes.get("Lang", "")
    return direction(language) == "rtl" if language else rtl


def _pieces(element: Element, reading: TagTree) -> list[Piece]:
    """The content of an element and of the words within its lines, in the order of painting."""
    found = list(element.pieces)
    for kid in element.children:
        role = standard(kid.role, reading.roles)
        if role in INLINE or role in _FLOWING:
            found += _pieces(kid, reading)
    return sorted(found, key=lambda piece: (piece.page, piece.runs[0].order if piece.runs else 0))


def _runs(pieces: Iterable[Piece]) -> list[Run]:
    runs = [run for piece in pieces for run in piece.runs]
    return sorted(runs, key=lambda run: (run.page, run.order))


def _lines(runs: list[Run]) -> Iterator[Line]:
    """Runs that follow each other at one height make a line."""
    line: list[Run] = []
    for run in runs:
        last = line[-1] if line else None
        if last and (run.page != last.page or abs(run.start[1] - line[0].start[1]) > 0.5 * max(run.size, last.size)):
            yield Line(last.page, line)
            line = []
        line.append(run)
    if line:
        yield Line(line[0].page, line)


def _in(area: Box, run: Run) -> bool:
    x, y = (run.start[0] + run.end[0]) / 2, run.start[1] + 0.3 * run.size
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _space(run: Run, stripped: str) -> float:
    return (len(run.text) - len(stripped)) * _SPACE * run.size
