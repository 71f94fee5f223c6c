"""Pages of cells -> the words on them, without what belongs to the page: its head, and the lines of boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from press.braille import BLANK, BOX_CLOSES, BOX_OPENS, CONTINUED, NOTE_CLOSES, NOTE_OPENS, PRINT_PAGE
from press.checks.braille.files import Pages

_DIGITS = dict(zip("1234567890", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚", strict=True))
_FIGURES = {cell: digit for digit, cell in _DIGITS.items()}
_TURN = re.compile(f"{PRINT_PAGE}⠼([{''.join(_FIGURES)}]+)")


@dataclass(frozen=True, slots=True)
class Token:
    """What stands between two blanks, on which page and line, from 1; whether it is the ``first`` of its line, and
    whether the line above is ``clear``; ``turn`` is the page of the print edition that a line before it says begins."""

    cells: str
    page: int
    line: int
    first: bool
    clear: bool
    turn: int = 0


def number(of: int) -> str:
    """A number as braille has it at the end of a line."""
    return "⠼" + "".join(_DIGITS[digit] for digit in str(of))


def tokens(pages: Pages, cells: int) -> Iterator[Token]:
    """The words on the pages, those that go on over lines put together."""
    held: Token | None = None
    for token, fills in _pieces(pages, cells):
        if held:
            token = replace(held, cells=held.cells.removesuffix(CONTINUED) + token.cells)
        held = token if fills and token.cells.endswith(CONTINUED) else None
        if not held:
            yield token
    if held:
        yield held


def _pieces(pages: Pages, cells: int) -> Iterator[tuple[Token, bool]]:
    """What stands between two blanks on each line, and whether it fills the line, alone on it."""
    turn: Token | None = None
    for page, lines in enumerate(pages, 1):
        clear = True
        for at, line in enumerate(lines, 1):
            if at == 1 and page > 1:
                continue
            words = [word for word in line.split(BLANK) if word]
            ruled = len(line) == cells and set(line) in ({BOX_OPENS}, {BOX_CLOSES})
            if not turn and (number := _turn(line, cells)):
                turn, clear = Token(words[0], page, at, first=True, clear=clear, turn=number), False
                continue
            for place, word in enumerate([] if ruled else words):
                said = word.removeprefix(NOTE_OPENS).removesuffix(NOTE_CLOSES)
                token = Token(said, page, at, place == 0, clear, turn.turn if turn else 0)
                yield token, len(words) == 1 and len(line) == cells
                turn = None
            clear = ruled or not words
    if turn:
        yield turn, False  # it stands before nothing


def turned(line: str) -> int:
    """The page of the print edition that a line says begins; 0 where it says none."""
    said = _TURN.fullmatch(line.strip(BLANK))
    return int("".join(_FIGURES[cell] for cell in said[1])) if said else 0


def _turn(line: str, cells: int) -> int:
    """The same of a line that stands in the middle."""
    left = len(line) - len(line.lstrip(BLANK))
    return turned(line) if left == (cells - len(line) + left) // 2 else 0


def headed(pages: Pages, cells: int) -> Iterator[int]:
    """The pages whose first line does not end with their number, from 1; the title page has none."""
    for page, lines in enumerate(pages, 1):
        first = lines[0] if lines else ""
        if page > 1 and not (len(first) == cells and first.endswith(BLANK + number(page))):
            yield page
