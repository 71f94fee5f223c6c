"""Pages of cells -> the words on them, without what belongs to the page: its head, and the lines of boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from press.braille import BLANK, BOX_CLOSES, BOX_OPENS, CONTINUED, NOTE_CLOSES, NOTE_OPENS
from press.checks.braille.files import Pages

_DIGITS = dict(zip("1234567890", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚", strict=True))


@dataclass(frozen=True, slots=True)
class Token:
    """What stands between two blanks, on which page and line, from 1; whether it is the ``first`` of its line, and
    whether the line above is ``clear``."""

    cells: str
    page: int
    line: int
    first: bool
    clear: bool


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
    for page, lines in enumerate(pages, 1):
        clear = True
        for at, line in enumerate(lines, 1):
            if at == 1 and page > 1:
                continue
            words = [word for word in line.split(BLANK) if word]
            ruled = len(line) == cells and set(line) in ({BOX_OPENS}, {BOX_CLOSES})
            for place, word in enumerate([] if ruled else words):
                said = word.removeprefix(NOTE_OPENS).removesuffix(NOTE_CLOSES)
                yield Token(said, page, at, place == 0, clear), len(words) == 1 and len(line) == cells
            clear = ruled or not words


def headed(pages: Pages, cells: int) -> Iterator[int]:
    """The pages whose first line does not end with their number, from 1; the title page has none."""
    for page, lines in enumerate(pages, 1):
        first = lines[0] if lines else ""
        if page > 1 and not (len(first) == cells and first.endswith(BLANK + number(page))):
            yield page
