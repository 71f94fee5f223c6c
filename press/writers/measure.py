"""How many characters lines have: what RNIB allows, on a page as a whole, and which paragraphs are set narrower."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TypeVar

LONGEST = 70
_THIN = 6.0
"""The mean of a page's whole lines has at most 70 characters, and what is left to chance (as the check allows)."""
Whose = TypeVar("Whose")


def too_long(paragraphs: Sequence[tuple[Whose, Sequence[str]]]) -> Iterator[tuple[Whose, float]]:
    """Of the paragraphs of a page whose lines are too long on average those that make them so, each with how many
    characters its lines have. The last line of each is no measure."""
    counts = [(whose, [len(line.strip()) for line in lines[:-1]]) for whose, lines in paragraphs if len(lines) > 2]
    whole = [count for _, lengths in counts for count in lengths]
    if not whole or sum(whole) / len(whole) <= LONGEST + _THIN / math.sqrt(len(whole)):
        return
    for whose, lengths in counts:
        mean = sum(lengths) / len(lengths)
        if mean > LONGEST:
            yield whose, mean
