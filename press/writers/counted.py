"""Pages that were laid out to be counted or read, kept for who writes them next: laying out is most of the work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from press.layout import Layout
from press.manuscript import Manuscript

Pages = TypeVar("Pages")
_MOST = 4
"""Of how many manuscripts pages are kept: as many as most leaflets have volumes in the largest type."""


class Counted(Generic[Pages]):
    """Lays out manuscripts; what was laid out to be counted is laid out no second time to be written.

    Kept pages are handed out once, because writing changes them. A manuscript and a layout are known by their
    identity: to compare two manuscripts takes longer than most pages.
    """

    def __init__(self, lay_out: Callable[[Manuscript, Layout], Pages]) -> None:
        self._lay_out = lay_out
        self._kept: dict[tuple[int, int], tuple[Manuscript, Layout, Pages]] = {}

    def look(self, manuscript: Manuscript, layout: Layout) -> Pages:
        """The pages, to be counted and not to be changed. Raises Refused if they cannot be laid out."""
        key = id(manuscript), id(layout)
        if key in self._kept:
            return self._kept[key][2]
        pages = self._lay_out(manuscript, layout)
        self._kept[key] = manuscript, layout, pages  # with both, so that no other one gets its id
        while len(self._kept) > _MOST:
            del self._kept[next(iter(self._kept))]
        return pages

    def take(self, manuscript: Manuscript, layout: Layout) -> Pages:
        """The pages, to be written. Raises Refused if they cannot be laid out."""
        kept = self._kept.pop((id(manuscript), id(layout)), None)
        return kept[2] if kept else self._lay_out(manuscript, layout)
