"""What all layouts share, each as it was read once: fonts, the words that no author wrote, stationery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from press.layout.faces import Face
from press.layout.stationery import Stationery
from press.layout.strings import Strings


@dataclass(frozen=True, eq=False)
class Supplies:
    """``faces`` are of all fonts; ``strings`` maps language tags to strings; ``stationery`` is what is printed on.

    ``unfinished`` are the keys that are not translated yet of languages that therefore have no strings.
    ``kinds`` is what people may have each leaflet as (`press.layout.kinds`).
    """

    faces: tuple[Face, ...] = ()
    strings: Mapping[str, Strings] = field(default_factory=dict)
    stationery: Stationery = field(default_factory=Stationery)
    unfinished: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()

    def strings_for(self, language: str) -> Strings | None:
        """The strings for a BCP 47 tag, or for the nearest one that it begins with (RFC 4647, 3.4)."""
        while language and language not in self.strings:
            language = language.rpartition("-")[0]
        return self.strings.get(language)
