"""Braille: cells and their letters in files, and whether words have come back from cells as they were written.

Cells are Unicode's braille patterns, of six dots. In files for embossers each is a character of ASCII (BRF).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from press import quantities
from press.quantities import Span, Terms

BLANK = "\N{BRAILLE PATTERN BLANK}"
CONTINUED = "⠐"
"""Dot 5 at the end of a line: the word goes on in the next one (UEB 10.12, as for addresses)."""
NOTE_OPENS, NOTE_CLOSES = "⠈⠨⠣", "⠈⠨⠜"
"""A transcriber's note (UEB 16.3)."""
BOX_OPENS, BOX_CLOSES = "⠶", "⠛"
"""What the lines above and below a box are made of (UKAAF B009)."""
PRINT_PAGE = "⠐⠒"
"""What stands before the number of the page of the print edition that begins there, in the middle of a line of its own
(UKAAF B004, 8)."""
GUIDE = "⠄"
"""What leads from a heading to its page in a list of contents."""

_LETTERS = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
_TO_ASCII = {0x2800 + number: letter for number, letter in enumerate(_LETTERS)}
_TO_CELLS = {ord(letter): chr(0x2800 + number) for number, letter in enumerate(_LETTERS)}
_TO_CELLS |= {ord(letter.lower()): cell for letter, cell in zip(_LETTERS, _TO_CELLS.values(), strict=True)}
_TO_CELLS |= {ord(letter): _TO_CELLS[ord(other)] for letter, other in zip("`{|}~", "@[\\]^", strict=True)}


def ascii_of(cells: str) -> str:
    """Cells as braille ASCII, without blanks at the end. Raises ValueError at a cell of eight dots."""
    if not six_dots(cells):
        raise ValueError(f"not cells of six dots: {cells}")
    return cells.translate(_TO_ASCII).rstrip()


def cells_of(text: str) -> str:
    """Braille ASCII as cells. Raises ValueError at what is none."""
    cells = text.translate(_TO_CELLS)
    if not six_dots(cells):
        raise ValueError(f"not braille ASCII: {text!r}")
    return cells


def six_dots(cells: str) -> bool:
    """Whether there are only cells that an embosser has."""
    return all("\u2800" <= cell <= "\u283f" for cell in cells)


_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‛`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_EDGES = ".,;:!?…\"'()[]-"
_SOFT = re.compile(r"[\"'()\[\]…]")


def came_back(text: str, read: str) -> bool:
    """Whether what was read of braille is what was written, each figure and sign of it.

    Capitals, and the shapes of quotation marks, brackets and dashes, are none of it; nor is the punctuation around a
    word. Where the word has no digit, none is read in it: some tables take a full stop for one.
    """
    return _core(text) == _core(read if _has_digit(text) else _without_digits(read))


def letters_came_back(text: str, read: str) -> bool:
    """Whether the letters and digits are those that were written, whatever stands around and between them."""
    return _only_letters(text) == _only_letters(read if _has_digit(text) else _without_digits(read))


def _core(text: str) -> str:
    even = unicodedata.normalize("NFKC", text.translate(_ALIKE)).casefold()
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in even)
    return _SOFT.sub("", digits).strip(_EDGES)


def _only_letters(text: str) -> str:
    return "".join(sign for sign in _core(text) if sign.isalnum())


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _without_digits(text: str) -> str:
    return "".join(sign for sign in text if not sign.isdigit())


def vital(text: str, terms: Terms, negations: Iterable[str]) -> Iterator[Span]:
    """The stretches of a text that have to come back whole: quantities, dates, phone numbers, addresses, negations,
    and whatever else has a digit or a sign."""
    yield from quantities.kept(text, terms)
    yield from (quantity.span for quantity in quantities.quantities(text))
    words = tuple(negations)
    for word in re.finditer(r"\S+", text):
        if re.search(r"[\d@%°£€$/<>≤≥±×=+]", word[0]) or negates(word[0], words):
            yield word.span()


def matters(words: Sequence[str], text: str, terms: Terms, negations: Sequence[str]) -> list[bool]:
    """Of each word of a text, which are all of it with one space between them, whether it has to come back whole."""
    spans = list(vital(text, terms, negations))
    found, at = [], 0
    for word in words:
        end = at + len(word)
        found.append(any(start < end and at < stop for start, stop in spans))
        at = end + 1
    return found


def negates(word: str, negations: Iterable[str]) -> bool:
    """Whether a word is one of some negations; one of these that begins with a hyphen is how such words end."""
    bare = word.translate(_ALIKE).casefold().strip(_EDGES)
    return any(
        bare.endswith(each[1:].translate(_ALIKE)) if each.startswith("-") else bare == each.translate(_ALIKE).casefold()
        for each in negations
    )
