"""Words -> cells, such that what matters of them comes back: figures, units, addresses, negations.

Contracted braille cannot always be turned back into words: "(not)" is read as "(n)". What has to come back and does not
is written letter by letter instead; and what the language's own table cannot say at all, by the table of signs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from press import braille, quantities
from press.braille import BLANK
from press.problems import Place, Problem, Refused
from press.programs import liblouis
from press.programs.liblouis import Word
from press.quantities import Terms

Tables = tuple[str, str, str]
"""Of the grade that is wished for, of grade 1, of signs."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells between two blanks; ``tied`` is whether the blank after them is not to end a line, ``at`` the index of
    their first word in its text."""

    cells: str
    tied: bool = False
    at: int = 0


def translated(texts: Sequence[str], tables: Tables, terms: Terms, negations: Sequence[str]) -> list[tuple[Cells, ...]]:
    """Texts in braille, word by word. Raises Refused where liblouis cannot be asked, or has no cells for a sign."""
    own, plain_table, signs = tables
    words = liblouis.forward(texts, own)
    read = liblouis.backward(words, own)
    found = []
    doubtful: list[tuple[int, int]] = []
    for number, (text, each, said) in enumerate(zip(texts, words, read, strict=True)):
        bare = liblouis.bare(text)
        vital = braille.matters([word.text for word in each], bare, terms, negations)
        found.append([_Set(*word) for word in zip(each, vital, _tied(each, bare, terms), strict=True)])
        doubtful += [(number, at) for at, made in enumerate(found[-1]) if made.doubtful(said[at])]
    for table in dict.fromkeys((plain_table, signs)):
        doubtful = _otherwise(found, doubtful, table)
    if lost := [
        found[number][at].word.text for number, at in doubtful if not braille.six_dots(found[number][at].word.cells)
    ]:
        raise Refused([_unsaid(lost)])
    return [tuple(_cells(each)) for each in found]


@dataclass(frozen=True, slots=True)
class _Set:
    """A word that is set; ``vital`` is whether it has to come back whole, ``tied`` as of `Cells`."""

    word: Word
    vital: bool
    tied: bool

    def doubtful(self, said: str) -> bool:
        """Whether it has to be written otherwise."""
        lost = self.vital and not braille.came_back(self.word.text, said)
        return lost or not braille.six_dots(self.word.cells)


def _cells(words: Sequence[_Set]) -> Iterator[Cells]:
    at = 0
    for each in words:
        if each.word.cells:
            yield Cells(each.word.cells, each.tied, at)
        at += len(each.word.text.split())


def _tied(words: Sequence[Word], text: str, terms: Terms) -> list[bool]:
    """Of each word whether it is tied to the next."""
    kept = list(quantities.kept(text, terms))
    tied, at = [], 0
    for word in words:
        end = at + len(word.text)
        tied.append(any(start <= end < stop for start, stop in kept))
        at = end + 1
    return tied


def _otherwise(found: list[list[_Set]], doubtful: list[tuple[int, int]], table: str) -> list[tuple[int, int]]:
    """Write what is doubtful by another table, where it comes back from that; gives what remains."""
    if not doubtful:
        return []
    texts = [found[number][at].word.text for number, at in doubtful]
    others = [
        Word(text, BLANK.join(word.cells for word in words))
        for text, words in zip(texts, liblouis.forward(texts, table), strict=True)
    ]
    read = liblouis.backward([[word] for word in others], table)
    remains = []
    for (number, at), other, (said, *_) in zip(doubtful, others, read, strict=True):
        if braille.six_dots(other.cells) and braille.came_back(other.text, said):
            found[number][at] = replace(found[number][at], word=other)
        else:
            remains.append((number, at))
    return remains


def _unsaid(words: Sequence[str]) -> Problem:
    shown = ", ".join(f"“{word}”" for word in dict.fromkeys(words[:5]))
    message = "There is no braille for a sign of it in the tables of this language."
    return Problem("braille-sign", Place("braille", words=shown), message, "Write it in words.")
