"""The resources of pages that come to stand on one side: each page calls its own by names of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

_KINDS = {
    "Tf": "/Font",
    "Do": "/XObject",
    "gs": "/ExtGState",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "scn": "/Pattern",
    "SCN": "/Pattern",
    "sh": "/Shading",
}
"""What kind of resource an operator names (ISO 32000-1, 7.8.3)."""


class Resources:
    """One dictionary for several pages. Where they share theirs already, that is it, and no name changes."""

    def __init__(self, pages: Sequence[pikepdf.Page]) -> None:
        found = {page.obj.Resources.objgen: page.obj.Resources for page in pages}
        self.numbers = {key: number for number, key in enumerate(found)}
        first = next(iter(found.values()))
        self.shared = len(found) == 1
        self.whole: Any = first if self.shared else Dictionary()
        for key, resources in found.items() if not self.shared else ():
            for kind, entries in resources.items():
                if isinstance(entries, Dictionary):
                    whole = self._of(kind)
                    for name, value in entries.items():
                        whole[f"{name}p{self.numbers[key]}"] = value

    def _of(self, kind: str) -> Any:
        if kind not in self.whole:
            self.whole[kind] = Dictionary()
        return self.whole[kind]

    def add_form(self, name: str, form: Any) -> None:
        """Add what may be painted on any of the pages."""
        self._of("/XObject")[name] = form

    def renamed(self, page: pikepdf.Page, operator: str, operands: Sequence[Any]) -> list[Any]:
        """The operands of an operator of a page, what they name by its name in the one dictionary."""
        own: Any = (
            page.obj.Resources.get(_KINDS.get(operator, ""), {}) if not self.shared and operator in _KINDS else {}
        )
        number = self.numbers.get(page.obj.Resources.objgen)
        return [Name(f"{each}p{number}") if isinstance(each, Name) and str(each) in own else each for each in operands]
