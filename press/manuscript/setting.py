"""Setting words: abbreviations are tagged and expanded, empty cells filled, numbers tied to what they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from press import phones
from press.layout import Strings
from press.manuscript.abbreviations import Abbreviations
from press.manuscript.rewriting import Rewriter
from press.model import (
    Abbreviation,
    Block,
    Box,
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    Link,
    Strong,
    Table,
    Term,
    Text,
    TopicReference,
    Words,
    plain,
)
from press.quantities import Terms, kept

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_SAID = ("important", "urgent")
"""The kinds of boxes whose kind is said: a frame or a colour is nothing to who does not see it."""


class Compositor(Rewriter):
    """Goes through a leaflet's words in reading order, once.

    Each abbreviation is tagged where it stands, and spelled out where it is first met outside a heading
    (see `press.manuscript.abbreviations`). A cell of a table in which nothing stands says so in words: an
    empty one is silent to some readers and looks forgotten to others.
    """

    def __init__(self, abbreviations: tuple[tuple[str, str], ...], strings: Strings) -> None:
        self.abbreviations = Abbreviations(abbreviations, strings.language)
        self.strings = strings
        self.terms = strings.terms

    def heading(self, words: Words) -> Words:
        return self._set(words, expand=False)

    def words(self, words: Words) -> Words:
        return self._set(words, expand=True)

    def block(self, block: Block) -> Block:
        if isinstance(block, Table):
            block = self._filled(block)
        elif isinstance(block, Box) and block.kind.value in _SAID:
            block = replace(block, heading=self._told(block.heading, block.kind.value))
        return super().block(block)

    def _told(self, heading: Words, kind: str) -> Words:
        """The heading of a box with the word that says of what kind it is, unless that is in it (WCAG 2.2, 1.4.1)."""
        before, _, after = self.strings[kind].partition("{heading}")
        word = f"{before}{after}".strip(" :\N{NO-BREAK SPACE}")
        if word.casefold() in plain(heading).casefold():
            return heading
        parts: tuple[Inline | str, ...] = (before, *heading, after)
        return tuple(Text(part) if isinstance(part, str) else part for part in parts if part)

    def _filled(self, table: Table) -> Table:
        nothing = (Text(self.strings["empty_cell"]),)
        return replace(table, rows=tuple(tuple(cell or nothing for cell in row) for row in table.rows))

    def _set(self, words: Words, *, expand: bool) -> Words:
        tagged = tuple(map(_dialled, self.abbreviations.tagged(bracketed(words), expand=expand)))
        return _kept_together(tagged, self.terms)


def bracketed(words: Words) -> Words:
    """The same words, in which references that stand in brackets say so."""
    depth, found = 0, list[Inline]()
    for inline in words:
        text = plain((inline,))
        if depth and isinstance(inline, CrossReference):
            inline = replace(inline, within=True)
        found.append(inline)
        depth = max(0, depth + text.count("(") - text.count(")"))
    return tuple(found)


def _dialled(inline: Inline) -> Inline:
    """A link that dials a number, with no breaks in the number."""
    match inline:
        case Link((Text(text),), address) if address.startswith("tel:"):
            return replace(inline, words=(Text(phones.unbroken(text)),))
        case Text() | Abbreviation():
            return inline
        case _:
            return replace(inline, words=tuple(map(_dialled, inline.words)))


def _kept_together(words: Words, terms: Terms) -> Words:
    """The same words with no-break spaces in what must not break."""
    text = plain(words)
    whole = tied(text, terms)
    return words if whole == text else poured(words, whole)


def tied(text: str, terms: Terms) -> str:
    """A text with no-break spaces in its quantities; as long as before."""
    out, end = [], 0
    for start, stop in kept(text, terms):
        out += [text[end:start], text[start:stop].replace(" ", NO_BREAK_SPACE)]
        end = stop
    return "".join([*out, text[end:]])


def poured(words: Words, text: Iterable[str]) -> Words:
    """Words of the same shape with the letters of ``text``, one for each of theirs."""
    return _poured(words, iter(text))


def _poured(words: Words, letters: Iterator[str]) -> Words:
    """Words of the same shape, their letters taken one by one from ``letters``."""
    return tuple(_poured_inline(inline, letters) for inline in words)


def _poured_inline(inline: Inline, letters: Iterator[str]) -> Inline:
    match inline:
        case Text(text) | Abbreviation(text):
            return replace(inline, text="".join(next(letters) for _ in text))
        case Strong() | Emphasis() | Link() | CrossReference() | TopicReference() | Term() | Foreign():
            return replace(inline, words=_poured(inline.words, letters))
        case _:
            assert_never(inline)
