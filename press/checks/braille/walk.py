"""The words of a manuscript, met one after the other in a file of braille."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from press.braille import GUIDE
from press.checks.braille.reading import Token
from press.programs.liblouis import Word

_LABEL = re.compile("⠼[⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚]+[⠲⠂⠄]")


class Astray(Exception):
    """Raised with the word that was looked for where the file has another."""

    def __init__(self, word: str, met: Token | None) -> None:
        super().__init__(word)
        self.word = word
        self.met = met


@dataclass(slots=True)
class Walk:
    """Goes through a file's words. ``others`` has by a word's text how it may be written
    besides the first way; ``labels`` are those of numbered items, in the order in which they are met; ``met`` is where
    each word stands, with how many there are before it."""

    tokens: Sequence[Token]
    others: Mapping[str, Sequence[tuple[str, ...]]]
    at: int = 0
    labels: list[str] = field(default_factory=list)
    met: list[tuple[int, Token]] = field(default_factory=list)
    words: int = 0

    def passage(self, words: Sequence[Word]) -> tuple[list[Word], Token | None]:
        """The words of a passage as the file has them, and where it begins. Raises Astray."""
        found: list[Word] = []
        start: Token | None = None
        for word in words:
            if word.cells:
                met, cells = self._met(word, labelled=not found)
                start = start or met
                found.append(Word(word.text, cells))
            self.words += len(word.text.split())
        return found, start

    def count_anew(self) -> None:
        """Count the words from here."""
        self.words = 0
        self.met.clear()

    def entry(self, words: Sequence[Word]) -> int:
        """An entry of the contents, and the page that it names. Raises Astray."""
        _, start = self.passage(words)
        if self._next() and set(self._cells()) == {GUIDE}:
            self.at += 1
        named = re.fullmatch("⠼([⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚]+)", self._cells())
        if not named or not start:
            raise Astray("a page number", self._next())
        self.at += 1
        return int("".join(str("⠚⠁⠃⠉⠙⠑⠋⠛⠓⠊".index(cell)) for cell in named[1]))

    def ahead(self, words: Sequence[Word]) -> bool:
        """Whether these words come next."""
        return [token.cells for token in self.tokens[self.at : self.at + len(words)]] == [word.cells for word in words]

    def _met(self, word: Word, *, labelled: bool) -> tuple[Token, str]:
        for skipped in range(2 if labelled else 1):
            for cells in self._ways(word):
                tokens = self.tokens[self.at + skipped : self.at + skipped + len(cells)]
                if tuple(token.cells for token in tokens) == cells and (not skipped or self._label()):
                    self.met.append((self.words, self.tokens[self.at]))
                    if skipped:
                        self.labels.append(self._cells())
                    self.at += skipped + len(cells)
                    return tokens[0], "\N{BRAILLE PATTERN BLANK}".join(cells)
        raise Astray(word.text, self._next())

    def _ways(self, word: Word) -> Iterator[tuple[str, ...]]:
        yield (word.cells,)
        yield from self.others.get(word.text, ())

    def _label(self) -> bool:
        token = self._next()
        return bool(token and token.first and _LABEL.fullmatch(token.cells))

    def _next(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _cells(self) -> str:
        token = self._next()
        return token.cells if token else ""
