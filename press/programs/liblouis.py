"""liblouis, where it is at hand: puts words into braille by a table, and braille back into words.

A table (``en-ueb-g2.ctb``) is the braille code of a language and grade. Cells are Unicode's braille patterns. The
program is asked line by line, each shorter than the 2,047 signs at which it breaks lines itself.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from press.problems import Place, Problem, Refused
from press.programs import limits

BLANK = "\N{BRAILLE PATTERN BLANK}"
SECONDS = 60
_COMMAND = "lou_translate"
_LONGEST = 400
"""In characters, of a line that it is given: braille may be several times as long."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2069\ufeff]")
_PHONE = re.compile(r"(?<=\d) (?=\d)")
INSTALL = (
    "Install it (Debian: apt-get install liblouis-bin liblouis-data; macOS: brew install liblouis) and build again, "
    "or leave the layout out."
)


class Word(NamedTuple):
    """What stands between two blanks of braille: its cells, and the words that they say, more than one where numbers
    in groups are written without a blank."""

    text: str
    cells: str


@cache
def version() -> str:
    """What liblouis is installed, as it says itself; empty where there is none."""
    if not shutil.which(_COMMAND):
        return ""
    try:
        first, *_ = limits.output_of([_COMMAND, "--version"], SECONDS).decode("utf-8", "replace").splitlines()
    except (OSError, ValueError):
        return ""
    return first


def forward(texts: Iterable[str], table: str) -> list[list[Word]]:
    """Texts in braille, word by word. Raises Refused where liblouis or the table is not there."""
    shown = tuple(bare(text) for text in texts)
    cells = _asked("--forward", shown, table)
    return [_aligned(text, braille, table) for text, braille in zip(shown, cells, strict=True)]


def backward(words: Iterable[Sequence[Word]], table: str) -> list[list[str]]:
    """What the cells of each word say, those of a text read together. Raises Refused as `forward` does."""
    texts = [list(each) for each in words]
    read = _asked("--backward", tuple(BLANK.join(word.cells for word in each) for each in texts), table)
    return [_dealt(each, text, table) for each, text in zip(texts, read, strict=True)]


def bare(text: str) -> str:
    """A text with the spaces that tables know, and without marks that nobody sees."""
    return " ".join(_UNSEEN.sub("", text).split())


def _aligned(text: str, braille: str, table: str) -> list[Word]:
    """The words of a text beside their cells; numbers in groups are one word in some codes, and several in others."""
    cells = braille.split(BLANK)
    apart = text.split(" ")
    together = _PHONE.sub("\N{NO-BREAK SPACE}", text).split(" ")
    for words in (together, apart):
        if len(words) == len(cells):
            return [Word(bare(word), each) for word, each in zip(words, cells, strict=True)]
    return [
        Word(word, each.strip(BLANK))
        for word, each in zip(apart, _asked("--forward", tuple(apart), table), strict=True)
    ]


def _dealt(words: Sequence[Word], read: str, table: str) -> list[str]:
    """What was read of a text, dealt out to its words; word by word where their numbers differ."""
    said = read.split()
    lengths = [len(word.text.split(" ")) for word in words]
    if len(said) != sum(lengths):
        return list(_asked("--backward", tuple(word.cells for word in words), table))
    rest = iter(said)
    return [" ".join(next(rest) for _ in range(length)) for length in lengths]


@lru_cache(maxsize=64)
def _asked(way: str, texts: tuple[str, ...], table: str) -> tuple[str, ...]:
    """What becomes of each of some texts, none of which has a line's end."""
    space = " " if way == "--forward" else BLANK
    pieces = [tuple(_pieces(text, space)) for text in texts]
    lines = _run(way, [piece for each in pieces for piece in each], table)
    found = iter(lines)
    joint = BLANK if way == "--forward" else " "
    return tuple(joint.join(next(found).strip(f"{BLANK} ") for _ in each) for each in pieces)


def _pieces(text: str, space: str) -> Iterator[str]:
    """A text in pieces that are no longer than a line of the program, cut between words."""
    piece = ""
    for word in text.split(space):
        if piece and len(piece) + len(word) >= _LONGEST:
            yield piece
            piece = word
        else:
            piece = f"{piece}{space}{word}" if piece else word
    if piece:
        yield piece


def _run(way: str, lines: Sequence[str], table: str) -> list[str]:
    if not lines:
        return []
    if not version():
        raise Refused([Problem("liblouis", Place(table), "liblouis, which writes braille, is not installed.", INSTALL)])
    command = [_COMMAND, way, f"unicode.dis,{table}"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        said = limits.output_of(command, SECONDS, environment, "".join(f"{line}\n" for line in lines).encode())
    except TimeoutError:
        raise Refused([Problem("time", Place(table), f"liblouis takes longer than {SECONDS} seconds.", _TRY)]) from None
    except OSError as error:
        message = f"liblouis could not be run: {error.strerror}."
        raise Refused([Problem("liblouis", Place(table), message, INSTALL)]) from None
    answered = said.decode("utf-8", "replace").splitlines()
    if len(answered) != len(lines):
        message = f"liblouis cannot use the table {table}: it gave {len(answered)} lines for {len(lines)}."
        raise Refused([Problem("braille-table", Place(table), message, _TABLE)])
    return answered


_TRY = "Try it by hand: lou_translate --forward TABLE."
_TABLE = "Name one that it has, in layouts/strings/, or install its tables (Debian: liblouis-data)."
