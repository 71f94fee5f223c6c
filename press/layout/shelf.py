"""All layouts by name, and what they share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from press.layout.strings import Strings
from press.layout.supplies import Supplies
from press.layout.values import Layout
from press.problems import Misuse


@dataclass(frozen=True, eq=False)
class Layouts(Mapping[str, Layout]):
    """The layouts by their names, with what all of them share.

    Without layouts, nothing is known of what can be printed, and everything may be.
    """

    by_name: Mapping[str, Layout] = field(default_factory=dict)
    supplies: Supplies = field(default_factory=Supplies)

    def __getitem__(self, name: str) -> Layout:
        return self.by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)

    @property
    def styled(self) -> tuple[Layout, ...]:
        """The layouts that have type and colours: all but the plain ones."""
        return tuple(layout for layout in self.values() if not layout.plain)

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that every layout can print; empty: any."""
        found = [layout.characters for layout in self.styled]
        return frozenset.intersection(*found) if found else frozenset()

    @cached_property
    def grounds(self) -> frozenset[str]:
        """All colours that a clinic's own colour is printed on, as ``#RRGGBB``."""
        return frozenset().union(*(layout.grounds for layout in self.styled))

    def engined(self, engine: str) -> Layouts:
        """The same layouts, those that name no engine, and what clinics have of them, with this one."""
        if not engine:
            return self
        return Layouts({name: _engined(layout, engine) for name, layout in self.items()}, self.supplies)

    def strings_for(self, language: str) -> Strings | None:
        """The strings for a BCP 47 tag, or for the nearest one that it begins with (RFC 4647, 3.4)."""
        return self.supplies.strings_for(language)

    def plainest(self, file_format: str) -> Layout:
        """The layout that makes a format with the least ado: of every edition, on whole sheets, in one column, unasked.

        Raises Misuse where none makes it.
        """
        makers = [layout for layout in self.values() if file_format in layout.makes]
        if not makers:
            raise Misuse(f"No layout makes {file_format}. Add it under `makes` in one of layouts/*/layout.yaml.")
        return min(makers, key=_ado)


def _ado(layout: Layout) -> tuple[bool, bool, bool, int]:
    return layout.easy_read == "alone", layout.on_request, bool(layout.fold), layout.columns


def _engined(layout: Layout, engine: str) -> Layout:
    clinics, publishers = (
        {name: _engined(each, engine) for name, each in own.items()} for own in (layout.clinics, layout.publishers)
    )
    return replace(layout, engine=layout.engine or engine, clinics=clinics, publishers=publishers)
