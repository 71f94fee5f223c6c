"""Imposition: the pages of a PDF placed on the sides of sheets, which are printed, cut and folded.

    booklet, the outer of two sheets        thirds, the one sheet
      front  | page 8 | page 1 |              outside  | page 5 | page 6 | page 1 |
      back   | page 2 | page 7 |              inside   | page 2 | page 3 | page 4 |

The tags stay what they were, in the order of the pages: each marked-content sequence gets a number
that is its own on the side, and the structure tree, the links and the bookmarks go to the sides.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from press.layout import POINTS_PER_MILLIMETRE, Layout
from press.writers.resources import Resources

_MARKS = "0 G 0.5 w"
_FOLD_MARKS = "0 G 0.5 w [4 2] 0 d"


@dataclass(frozen=True, slots=True)
class Placed:
    """A page, from 0, on a side: its left edge at ``x``, clipped to ``left`` and ``right``; in millimetres."""

    page: int
    x: float
    left: float
    right: float


Side = tuple[Placed, ...]


def mirrored(sides: Sequence[Side]) -> list[Side]:
    """The sides of what is read from right to left, and so bound or opened on the right."""
    return [tuple(_mirrored(placed, side[-1].right) for placed in reversed(side)) for side in sides]


def _mirrored(placed: Placed, width: float) -> Placed:
    """A page as far from the right edge of its side as it was from the left one."""
    x = width - placed.x - (placed.right - placed.left)
    return Placed(placed.page, x, width - placed.right, width - placed.left)


def booklet(pages: int, width: float, thickness: float) -> list[Side]:
    """The sides of nested sheets, the outer sheet first, its front before its back.

    ``pages`` is a multiple of 4; ``width`` is a page's, ``thickness`` a sheet's, in millimetres. Each
    sheet goes round those inside it, so an inner sheet reaches out further than the one around it,
    by a quarter of the circle that the fold makes. Its pages move as far to the fold (creep).
    """
    sides: list[Side] = []
    for sheet in range(pages // 4):
        creep = sheet * thickness * math.pi / 2
        first, last = 2 * sheet, pages - 1 - 2 * sheet
        for left, right in ((last, first), (first + 1, last - 1)):
            sides.append((Placed(left, creep, 0, width), Placed(right, width - creep, width, 2 * width)))
    return sides


def thirds(width: float, tuck: float) -> list[Side]:
    """The outside and the inside of a sheet of six panels; the fourth and the fifth are narrower by ``tuck``."""
    narrow = width - tuck
    return [_row((4, narrow), (5, width), (0, width)), _row((1, width), (2, width), (3, narrow))]


def _row(*pages: tuple[int, float]) -> Side:
    placed, x = [], 0.0
    for page, width in pages:
        placed.append(Placed(page, x, x, x + width))
        x += width
    return tuple(placed)


def impose(pdf: bytes, fillers: bytes, sides: Sequence[Side], layout: Layout) -> bytes:
    """A PDF of sides. The ``fillers`` are pages that follow those of ``pdf``, and are no part of its tags."""
    with ExitStack() as stack:
        document = stack.enter_context(pikepdf.open(io.BytesIO(pdf)))
        if fillers:
            document.pages.extend(stack.enter_context(pikepdf.open(io.BytesIO(fillers))).pages)
        _Imposition(document, layout).run(sides)
        file = io.BytesIO()
        document.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


def count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where a page went: its side, how far it moved in points, and what its content numbers grew by."""

    side: Any
    x: float
    mcids: int


class _Imposition:
    def __init__(self, document: pikepdf.Pdf, layout: Layout) -> None:
        self.document, self.layout = document, layout
        self.pages = list(document.pages)
        self.resources = Resources([page for page in self.pages if "/StructParents" in page.obj])
        numbers: Any = document.Root.StructTreeRoot.ParentTree.Nums
        self.parents: dict[int, Any] = dict(zip(map(int, list(numbers)[::2]), list(numbers)[1::2], strict=True))
        self.moved: dict[tuple[int, int], _Moved] = {}
        self.placed: dict[int, list[int]] = {}
        """For each side's key in the parent tree, those of its pages, as they stand on it."""

    def run(self, sides: Sequence[Side]) -> None:
        made = [self._side(side) for side in sides]
        self._parent_tree()
        for item in list(self.document.objects):
            if isinstance(item, Dictionary):
                self._element(item)
                self._destinations(item)
        if "/Names" in self.document.Root:
            del self.document.Root["/Names"]  # WeasyPrint's own destinations; no link uses them
        del self.document.pages[:]
        for side in made:
            self.document.pages.append(pikepdf.Page(side))

    # A side

    def _side(self, placed: Side) -> Any:
        width = max(one.right for one in placed) * POINTS_PER_MILLIMETRE
        height = float(self.pages[0].trimbox[3])
        bleed, slug = (length * POINTS_PER_MILLIMETRE for length in (self.layout.bleed, self.layout.slug))
        side = self.document.make_indirect(Dictionary(Type=Name.Page, Tabs=Name.S, Resources=self.resources.whole))
        for box, around in (("/MediaBox", bleed + slug), ("/BleedBox", bleed), ("/TrimBox", 0)):
            side[box] = Array([-around, -around, width + around, height + around])
        parts, mcids = [], 0
        for one in placed:
            page = self.pages[one.page]
            clip = self._clip(one, width, height, bleed)
            x = one.x * POINTS_PER_MILLIMETRE
            parts += [b"q", clip, f"1 0 0 1 {x:.4f} 0 cm".encode(), self._content(page, mcids), b"Q"]
            if "/StructParents" in page.obj:
                key = int(page.obj.StructParents)
                side.StructParents = side.get("/StructParents", key)
                self.placed.setdefault(int(side.StructParents), []).append(key)
                self.moved[page.obj.objgen] = _Moved(side, x, mcids)
                mcids += len(self.parents[key])
        if slug:
            parts.append(crop_marks(placed, width, height, bleed, slug))
        side.Contents = self.document.make_stream(b"\n".join(parts))
        return side

    def _clip(self, placed: Placed, width: float, height: float, bleed: float) -> bytes:
        """A page is cut where the next one begins, and at the bleed where the sheet ends."""
        left, right = placed.left * POINTS_PER_MILLIMETRE, placed.right * POINTS_PER_MILLIMETRE
        left -= bleed if left < 1 else 0
        right += bleed if right > width - 1 else 0
        return f"{left:.4f} {-bleed:.4f} {right - left:.4f} {height + 2 * bleed:.4f} re W n".encode()

    def _content(self, page: pikepdf.Page, mcids: int) -> bytes:
        """A page's content, its content numbers raised; that of a filler as an artifact."""
        if "/StructParents" not in page.obj:
            name = f"/filler{page.obj.objgen[0]}"
            self.resources.add_form(name, page.as_form_xobject())
            return f"/Artifact <</Type /Layout>> BDC {name} Do EMC".encode()
        instructions: list[Any] = []
        for instruction in pikepdf.parse_content_stream(page):
            operands, operator = instruction.operands, instruction.operator
            if operator == Operator("BDC") and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]:
                number = int(operands[1]["/MCID"]) + mcids
                instructions.append(([operands[0], Dictionary(MCID=number)], operator))
            elif self.resources.shared:
                instructions.append(instruction)
            else:
                instructions.append((self.resources.renamed(page, str(operator), list(operands)), operator))
        return pikepdf.unparse_content_stream(instructions)

    # The tags

    def _parent_tree(self) -> None:
        """The content of all pages of a side, in the order of its numbers (ISO 32000-1, 14.7.4.4)."""
        for key in self.placed:
            entries = [self.parents.pop(number) for number in self.placed[key]]
            self.parents[key] = Array([element for elements in entries for element in elements])
        numbers = [part for key in sorted(self.parents) for part in (key, self.parents[key])]
        self.document.Root.StructTreeRoot.ParentTree.Nums = Array(numbers)

    def _element(self, item: Any) -> None:
        """A structure element's content numbers, its pages, and the box of a figure."""
        if item.get("/Type") != Name.StructElem or "/K" not in item:
            return
        own = self.moved.get(item.Pg.objgen) if "/Pg" in item else None
        kids = item.K if isinstance(item.K, Array) else Array([item.K])
        item.K = Array([self._kid(kid, own) for kid in kids])
        if own:
            item.Pg = own.side
            if "/BBox" in item.get("/A", Dictionary()):
                item.A.BBox = _shifted(item.A.BBox, own.x)

    def _kid(self, kid: Any, own: _Moved | None) -> Any:
        if isinstance(kid, int):
            return kid + own.mcids if own else kid
        if kid.get("/Type") in (Name.MCR, Name.OBJR) and "/Pg" in kid:
            moved = self.moved[kid.Pg.objgen]
            kid.Pg = moved.side
            if "/MCID" in kid and "/Stm" not in kid:
                kid.MCID = int(kid.MCID) + moved.mcids
            if kid.get("/Type") == Name.OBJR:
                kid.Obj.Rect = _shifted(kid.Obj.Rect, moved.x)
                moved.side.Annots = Array([*moved.side.get("/Annots", Array()), kid.Obj])
        return kid

    def _destinations(self, item: Any) -> None:
        """Where a link or a bookmark leads: a point on a page, and beside it one in the structure."""
        action = item.get("/A")
        inside = isinstance(action, Dictionary) and "/D" in action
        where = action.D if inside else item.get("/Dest")
        if not isinstance(where, Array) or where[0].objgen not in self.moved:
            return
        moved = self.moved[where[0].objgen]
        where[2] = float(where[2]) + moved.x
        if inside and "/SD" in action:
            action.SD[2] = where[2]
        where[0] = moved.side


def _shifted(box: Any, x: float) -> Array:
    left, bottom, right, top = (float(edge) for edge in box)
    return Array([round(left + x, 2), bottom, round(right + x, 2), top])


def crop_marks(placed: Side, width: float, height: float, bleed: float, slug: float) -> bytes:
    """Lines where the sheet is cut and, dashed, where it is folded: outside the bleed, as an artifact."""
    near, far = bleed + slug / 3, bleed + slug
    corners = [f"{x} {y} m {x} {end} l S" for x in (0, width) for y, end in _ends(height, near, far)]
    corners += [f"{x} {y} m {end} {y} l S" for y in (0, height) for x, end in _ends(width, near, far)]
    folds = [one.left * POINTS_PER_MILLIMETRE for one in placed[1:]]
    dashed = [f"{x:.4f} {y} m {x:.4f} {end} l S" for x in folds for y, end in _ends(height, near, far)]
    lines = ["/Artifact <</Type /Page>> BDC q", _MARKS, *corners, _FOLD_MARKS, *dashed, "Q EMC"]
    return "\n".join(lines).encode()


def _ends(length: float, near: float, far: float) -> Iterator[tuple[float, float]]:
    """From where to where a mark goes, before the start of a length and after its end."""
    yield round(-near, 4), round(-far, 4)
    yield round(length + near, 4), round(length + far, 4)
