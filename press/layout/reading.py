"""What one reader wishes of a layout, and a page of braille, whose every measure may be wished otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Braille:
    """A page of braille: its ``grade`` (1: letter by letter, 2: contracted), ``cells`` in a line, ``lines`` on a page.

    ``sides`` of a sheet that are embossed, 1 or 2; ``pages`` is the most that a volume may have.
    """

    grade: int = 2
    cells: int = 40
    lines: int = 25
    sides: int = 1
    pages: int = 80

    def wished(self, reading: Reading) -> Braille:
        """The page as a reader wishes it."""
        return replace(
            self,
            grade=reading.grade or self.grade,
            cells=reading.cells or self.cells,
            lines=reading.lines or self.lines,
            sides=reading.sides or self.sides,
        )


VOICES = ("espeak-ng", "piper")
"""The programs that speak."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice that is given: the ``file`` that Piper speaks by, and the ``licence`` of it."""

    file: str
    licence: str

    @property
    def name(self) -> str:
        """What it is called: its file's name, without what comes behind the first full stop."""
        return PurePath(self.file).name.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Voice:
    """How a layout speaks: by which ``program``, and how many words a minute at its ``rate``; by whom in each language
    (the tag, or its first part), where the program has no voices of its own."""

    program: str = "espeak-ng"
    rate: int = 150
    speakers: tuple[tuple[str, Speaker], ...] = ()

    def speaker(self, language: str) -> Speaker | None:
        """Who speaks a language, by its BCP 47 tag; None where nobody is given."""
        known = {tag.lower(): speaker for tag, speaker in self.speakers}
        return known.get(language.lower()) or known.get(language.partition("-")[0].lower())


MOST_CELLS, MOST_LINES = (20, 60), (10, 40)
"""The fewest and the most cells and lines of embossers' paper."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How one reader wishes to read; what is empty or zero is as the layout has it.

    ``size`` in points, ``paper`` one of the layout's papers, ``font`` a family, ``spacing`` a
    multiple of the type size. ``name`` is that of the profile it comes from. ``grade``, ``cells``, ``lines`` and
    ``sides`` are of `Braille`.
    """

    name: str = ""
    size: float = 0
    paper: str = ""
    font: str = ""
    spacing: float = 0
    bold: bool = False
    grade: int = 0
    cells: int = 0
    lines: int = 0
    sides: int = 0

    @property
    def in_cells(self) -> bool:
        """Whether anything is wished of a page of braille."""
        return bool(self.grade or self.cells or self.lines or self.sides)

    @property
    def suffix(self) -> str:
        """What a file's name says of it, size apart."""
        spacing = f"spacing-{self.spacing:g}" if self.spacing else ""
        counted = (("grade", self.grade), ("cells", self.cells), ("lines", self.lines), ("sides", self.sides))
        cells = (f"{name}-{number}" for name, number in counted if number)
        wishes = (self.paper, self.font, spacing, "bold" if self.bold else "", *cells)
        return self.name or "-".join(wish.replace(" ", "-").lower() for wish in wishes if wish)


AS_IT_IS = Reading()
"""What whoever wishes nothing wishes."""


def but_for(braille: Braille, reading: Reading) -> Reading:
    """A reader's wishes but for those that a page of braille is like already."""
    return replace(
        reading,
        grade=0 if reading.grade == braille.grade else reading.grade,
        cells=0 if reading.cells == braille.cells else reading.cells,
        lines=0 if reading.lines == braille.lines else reading.lines,
        sides=0 if reading.sides == braille.sides else reading.sides,
    )
