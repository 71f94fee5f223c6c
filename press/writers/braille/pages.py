"""Passages in cells -> pages: lines filled, pages broken, numbered and headed.

Breast cancer        #3      a running head, with the number at the right end of the first line (not on the title page)
  A paragraph begins in
cell 3, and runs over to
cell 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from press.braille import BLANK, CONTINUED, GUIDE, NOTE_CLOSES, NOTE_OPENS, PRINT_PAGE
from press.layout import Braille
from press.writers.braille.passages import Passage, Style
from press.writers.braille.translating import Cells

Lines = tuple[str, ...]
"""The lines of a page, none with blanks at its end."""
Text = tuple[Cells, ...]

_DIGITS = str.maketrans("1234567890", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚")
_NUMBER = "⠼"
_LEAST_GUIDE = 3


def number(of: int) -> str:
    """A number in cells (the same in all codes that we know)."""
    return _NUMBER + str(of).translate(_DIGITS)


@dataclass(frozen=True, slots=True)
class Set:
    """A passage with its cells, and those of its label."""

    passage: Passage
    text: Text
    label: Text = ()


@dataclass(slots=True)
class Volume:
    """Pages as they are filled: all that is set goes on the last. ``places`` has the page of each anchor, from 1."""

    page: Braille
    head: Text
    pages: list[list[str]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    @property
    def room(self) -> int:
        """The lines that are left on the last page."""
        return self.page.lines - len(self.pages[-1])

    def turn(self) -> None:
        """Begin a page."""
        self.pages.append([self._heading()] if self.pages else [])

    def put(self, sets: Sequence[Set]) -> None:
        """Set passages one after the other; what leads stays with two lines of what follows."""
        filled = [_filled(each, self.page.cells) for each in sets]
        for at, (each, lines) in enumerate(zip(sets, filled, strict=True)):
            gap = each.passage.style.gap if self._used() else 0
            need = gap + len(lines) + _led(sets, filled, at) if each.passage.style.leads else gap + 1
            if need > self.room and self._used():
                self.turn()
                gap = 0
            self.pages[-1] += [""] * gap
            self._note(each.passage)
            for line in lines:
                if not self.room or (self.room == 1 and line is not lines[-1] and _turns(line)):
                    self.turn()
                self.pages[-1].append(line)

    def finished(self) -> tuple[Lines, ...]:
        return tuple(tuple(line.rstrip(BLANK) for line in page) for page in self.pages)

    def _used(self) -> bool:
        """Whether there is anything on the last page but its heading."""
        return len(self.pages[-1]) > (1 if len(self.pages) > 1 else 0)

    def _note(self, passage: Passage) -> None:
        if passage.anchor:
            self.places.setdefault(passage.anchor, len(self.pages) + (0 if self.room else 1))

    def _heading(self) -> str:
        """The running head of the next page, cut where there is no room for all of it."""
        at_end = number(len(self.pages) + 1)
        room, shown = self.page.cells - len(at_end) - _LEAST_GUIDE, ""
        for word in self.head:
            longer = f"{shown}{BLANK}{word.cells}" if shown else word.cells
            if len(longer) > room:
                break
            shown = longer
        return shown + BLANK * (self.page.cells - len(shown) - len(at_end)) + at_end


def listed(entries: Sequence[tuple[Text, Style, int]], cells: int) -> Iterator[str]:
    """The lines of a list of contents: headings, and the pages that they stand on, with dots between."""
    for text, style, at in entries:
        at_end = number(at)
        *lines, last = _lines(text, style, cells, cells - len(at_end) - 1)
        yield from lines
        if len(last) + len(at_end) >= cells:
            yield last
            last = ""
        between = cells - len(last) - len(at_end)
        dots = BLANK + GUIDE * (between - 2) + BLANK if between > _LEAST_GUIDE else BLANK * between
        yield last + dots + at_end


def _led(sets: Sequence[Set], filled: Sequence[Sequence[str]], at: int) -> int:
    """How many lines have to stand with a passage that leads: of those that lead in their turn all, then two."""
    lines = 0
    for each, own in zip(sets[at + 1 :], filled[at + 1 :], strict=True):
        gap = each.passage.style.gap
        if not each.passage.style.leads:
            return lines + gap + min(2, len(own))
        lines += gap + len(own)
    return lines


def _filled(each: Set, cells: int) -> list[str]:
    """The lines of a passage."""
    if each.passage.rule:
        return [each.passage.rule * cells]
    if each.passage.page:
        return [_turn(each.passage.page, cells)]
    text, style = _noted(each.text) if each.passage.note else each.text, each.passage.style
    lines: list[str] = []
    for page, piece in _pieces(text, each.passage.turns):
        lines += [_turn(page, cells)] if page else []
        lines += _lines(piece if page else each.label + piece, style, cells, cells)
        style = replace(style, first=style.rest)
    return lines


def _pieces(text: Text, turns: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Text]]:
    """A text, cut where pages of the print edition begin; each piece but the first with the page that begins."""
    cuts = [(next((n for n, word in enumerate(text) if word.at >= at), len(text)), page) for at, page in turns]
    yield 0, text[: cuts[0][0]] if cuts else text
    for (start, page), (end, _) in pairwise([*cuts, (len(text), 0)]):
        yield page, text[start:end]


def _turn(page: int, cells: int) -> str:
    """The line that says which page of the print edition begins."""
    return _centred(PRINT_PAGE + number(page), cells)


def _turns(line: str) -> bool:
    """Whether a line says which page of the print edition begins."""
    return line.strip(BLANK).startswith(PRINT_PAGE + _NUMBER)


def _noted(text: Text) -> Text:
    """A transcriber's note, its signs against its first and last words."""
    if not text:
        return text
    first, *others = text
    text = (replace(first, cells=NOTE_OPENS + first.cells), *others)
    *others, last = text
    return (*others, replace(last, cells=last.cells + NOTE_CLOSES, tied=False))


def _lines(text: Text, style: Style, cells: int, last: int) -> Iterator[str]:
    """Words in lines of so many cells; the last line has only ``last``."""
    found = [""]
    for unit in _units(text, cells - max(style.first, style.rest)):
        indent = style.first if len(found) == 1 else style.rest
        if not found[-1]:
            found[-1] = BLANK * (0 if style.centred else indent) + unit
        elif len(found[-1]) + 1 + len(unit) <= cells:
            found[-1] += BLANK + unit
        else:
            found.append(BLANK * (0 if style.centred else style.rest) + unit)
        found[-1:] = _cut(found[-1], cells, 0 if style.centred else style.rest)
    if len(found[-1]) > last:
        found[-1:] = _parted(found[-1], style.rest)
    yield from (_centred(line, cells) if style.centred else line for line in found)


def _parted(line: str, indent: int) -> list[str]:
    """A line without its last word, and that word: it has no room beside a page's number."""
    before, _, word = line.rpartition(BLANK)
    return [before, BLANK * indent + word] if before.strip(BLANK) else [line]


def _units(text: Text, room: int) -> Iterator[str]:
    """Words, with those that are tied to the next, unless they would not fit a line together."""
    unit = ""
    for word in text:
        joined = f"{unit}{BLANK}{word.cells}" if unit else word.cells
        if len(joined) > room and unit:
            yield unit
            joined = word.cells
        unit = joined
        if not word.tied:
            yield unit
            unit = ""
    if unit:
        yield unit


def _cut(line: str, cells: int, indent: int) -> Iterator[str]:
    """A line, in several where a word is longer than one; each but the last says that the word goes on."""
    while len(line) > cells:
        yield line[: cells - 1] + CONTINUED
        line = BLANK * indent + line[cells - 1 :]
    yield line


def _centred(line: str, cells: int) -> str:
    return BLANK * ((cells - len(line)) // 2) + line
