"""What a manuscript says, counted: what a document that passed its check has been found to say, in this order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from press.manuscript.paper import without_targets
from press.manuscript.script import Manuscript
from press.model import figures


@dataclass(frozen=True, slots=True)
class Certificate:
    """How many of each there are, and the SHA-256 of the words in their order, white space aside."""

    words: int
    numbers: int
    alternative_texts: int
    captions: int
    credits: int
    sha256: str


def certify(manuscript: Manuscript) -> Certificate:
    """Count a manuscript. Two documents with one certificate say the same words in the same order.

    Where links lead is printed after them on paper, and is no part of it.
    """
    manuscript = without_targets(manuscript)
    words = " ".join(manuscript.texts()).split()
    shown = [figure for figure in figures(manuscript.sections) if not figure.decorative]
    return Certificate(
        words=len(words),
        numbers=sum(any(map(str.isdigit, word)) for word in words),
        alternative_texts=len(shown),
        captions=sum(bool(figure.caption) for figure in shown),
        credits=sum(bool(figure.credit) for figure in shown),
        sha256=hashlib.sha256(" ".join(words).encode()).hexdigest(),
    )
