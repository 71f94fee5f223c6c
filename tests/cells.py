"""A liblouis of the tests' own: a letter is a cell, a figure has its sign before it, and some words are contracted."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from press.programs import liblouis

_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", strict=True))
_SIGNS = {
    **dict(zip(".,?!:;-()/%@’|&=*", "⠲⠂⠦⠖⠒⠆⠤⠣⠜⠌⠴⠈⠄⠳⠯⠷⠡", strict=True)),
    **dict.fromkeys("'‘", "⠄"),
    **dict.fromkeys("–—", "⠤"),
}
_FIGURES = dict(zip("1234567890", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚", strict=True))
SHORT = {"not": "⠝", "people": "⠏"}
"""What is contracted; read back as a word where blanks stand on both sides, and else as a letter."""
UNKNOWN = "⡳"
_APART = {True: "⠰", False: ""}
"""What keeps a letter from being read as a figure."""
_TABLE = {ord(sign): cell for sign, cell in {**_LETTERS, **_SIGNS, "漢": UNKNOWN}.items()}


def run(way: str, lines: Sequence[str], table: str) -> list[str]:
    """What the program would answer."""
    if way == "--forward":
        return [liblouis.BLANK.join(_written(word, table) for word in line.split(" ")) for line in lines]
    return [" ".join(_read(cells, table) for cells in line.split(liblouis.BLANK)) for line in lines]


def _written(word: str, table: str) -> str:
    bare = word.strip("().,")
    if bare.lower() in SHORT and table == "g2":
        return (
            "".join(_SIGNS.get(sign, "") for sign in word.partition(bare)[0])
            + SHORT[bare.lower()]
            + "".join(_SIGNS.get(sign, "") for sign in word.partition(bare)[2])
        )
    return re.sub(
        r"\d+",
        lambda figures: (
            "⠼"
            + "".join(_FIGURES[each] for each in figures[0])
            + _APART[figures.end() < len(word) and word[figures.end()].lower() in "abcdefghij"]
        ),
        word.lower(),
    ).translate(_TABLE | ({ord("é"): "⠿"} if table == "signs" else {ord("é"): UNKNOWN}))


def _read(cells: str, table: str) -> str:
    for word, short in SHORT.items():
        if cells == short:
            return word
    figures = {cell: figure for figure, cell in _FIGURES.items()}
    signs = {
        "⠿": "é" if table == "signs" else "⠿",
        **{cell: sign for sign, cell in _SIGNS.items()},
        **{cell: letter for letter, cell in _LETTERS.items()},
    }
    text = re.sub("⠼([⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚]+)⠰?", lambda found: "".join(figures[cell] for cell in found[1]), cells)
    return "".join(signs.get(cell, cell) for cell in text)


@pytest.fixture
def louis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the tests' own program asked in place of liblouis."""
    liblouis._asked.cache_clear()
    monkeypatch.setattr(liblouis, "_run", run)
