"""Plain text: for e-mails, letters and message services.

    # Title                       a heading, by as many signs as its level
    Words of a paragraph, in lines of at most 72 columns.
    - an item                     3. an item with a number
      a second paragraph of it
    allergy
        what is said of it        so too what stands in a box
    [what a picture shows]

Where links lead is typed after their words (`press.manuscript.on_paper`), and tables are lists. The signs are those
of Markdown, which message services know as well (GOV.UK Notify, NHS Notify).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from press.layout import Strings
from press.manuscript import Manuscript, credit_line, described_link, direction, parted
from press.model import (
    Block,
    Blocks,
    Box,
    Description,
    Entry,
    Figure,
    Foreign,
    Inline,
    Item,
    List,
    Paragraph,
    Section,
    Table,
    Words,
    plain,
)
from press.quantities import kept

COLUMNS = 72
"""The most columns that a line has; an address that is longer stays whole."""
_INDENT = "    "
_LIKE_A_SIGN = re.compile(r" (?=(?:#+|[-*+•]|\d+[.)])(?: |$))")
"""The space before what would make an item or a heading of a line that it begins."""
_ISOLATES = {True: "\N{RIGHT-TO-LEFT ISOLATE}", False: "\N{LEFT-TO-RIGHT ISOLATE}"}
_END_OF_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"


def write(manuscript: Manuscript) -> bytes:
    """A leaflet, in which no table is left, as UTF-8."""
    scribe = _Scribe(manuscript.strings, direction(manuscript.language) == "rtl")
    lines = [line.rstrip() for block in scribe.document(manuscript) for line in (*block, "")]
    return "\n".join(lines).encode()


@dataclass(frozen=True, slots=True)
class _Scribe:
    """Sets blocks in lines of so many columns; ``rtl`` is whether the leaflet is read from right to left."""

    strings: Strings
    rtl: bool
    columns: int = COLUMNS

    def indented(self, by: int) -> _Scribe:
        """Who sets what stands so many columns further in."""
        return replace(self, columns=self.columns - by)

    def document(self, manuscript: Manuscript) -> Iterator[list[str]]:
        yield self.lines(manuscript.publisher)
        if manuscript.logo:
            yield self.pictured(manuscript.logo_alt)
        if manuscript.clinic:
            if manuscript.clinic.logo:
                yield self.pictured(manuscript.clinic.logo_alt)
            yield self.lines(manuscript.clinic.name)
        yield from map(self.lines, filter(None, [manuscript.notice]))
        yield self.heading(manuscript.title, 1)
        yield from map(self.lines, filter(None, [manuscript.volume]))
        for words in filter(None, (manuscript.subtitle, manuscript.summary)):
            yield self.lines(self.words(words))
        for section in manuscript.sections:
            yield from self.section(section, 2)

    def section(self, section: Section, level: int) -> Iterator[list[str]]:
        yield ["", *self.heading(section.heading, level)] if level == 2 else self.heading(section.heading, level)
        yield from self.blocks(section.blocks, level + 1)
        for inner in section.sections:
            yield from self.section(inner, level + 1)

    def blocks(self, blocks: Blocks, level: int) -> Iterator[list[str]]:
        for block in blocks:
            yield from self.block(block, level)

    def block(self, block: Block, level: int) -> Iterator[list[str]]:
        match block:
            case Paragraph(words):
                yield self.lines(self.words(words))
            case List():
                yield list(self.items(block, level))
            case Description(entries):
                for entry in entries:
                    yield self.entry(entry, level)
            case Figure():
                yield from self.figure(block)
            case Box():
                for inner in self.indented(len(_INDENT)).box(block, level):
                    yield _indented(inner, _INDENT)
            case Table():
                raise TypeError("a table is made into a list before it is written")
            case _:
                assert_never(block)

    def items(self, block: List, level: int) -> Iterator[str]:
        for number, item in enumerate(block.items, block.start):
            sign = f"{number}. " if block.numbered else "- "
            yield from self.item(item, sign, level)

    def item(self, item: Item, sign: str, level: int) -> Iterator[str]:
        lines = [line for block in self.indented(len(sign)).blocks(item.blocks, level) for line in block]
        first, *others = lines or [""]
        yield sign + first
        yield from _indented(others, " " * len(sign))

    def entry(self, entry: Entry, level: int) -> list[str]:
        meaning = [line for block in self.indented(len(_INDENT)).blocks(entry.blocks, level) for line in (*block, "")]
        return [*self.lines(self.words(entry.name)), *_indented(meaning[:-1], _INDENT)]

    def box(self, box: Box, level: int) -> Iterator[list[str]]:
        yield self.heading(box.heading, level)
        yield from self.blocks(box.blocks, level + 1)
        if box.attribution:
            yield self.lines(self.words(box.attribution))

    def figure(self, figure: Figure) -> Iterator[list[str]]:
        if figure.decorative:
            return
        yield self.pictured(figure.alt)
        for words in filter(None, (figure.caption, credit_line(figure, self.strings))):
            yield self.lines(self.words(words))
        if link := described_link(figure, self.strings):
            yield self.lines(self.words(link))

    def pictured(self, words: str) -> list[str]:
        return self.lines(f"[{words}]")

    def heading(self, words: Words, level: int) -> list[str]:
        return [f"{'#' * level} {_unwrapped(self.words(words))}"]

    def words(self, words: Words) -> str:
        return "".join(self.inline(inline) for inline in words)

    def inline(self, inline: Inline) -> str:
        """Text in which what runs the other way is set apart (UAX #9, 6.3)."""
        text = plain((inline,))
        rtl = direction(inline.language) == "rtl" if isinstance(inline, Foreign) else self.rtl
        pieces = [(text, rtl)] if rtl != self.rtl else list(parted(text, rtl=self.rtl))
        return "".join(piece if way == self.rtl else _set_apart(piece, way) for piece, way in pieces)

    def lines(self, text: str) -> list[str]:
        """A text in lines, in which no quantity and no phone number is broken."""
        letters = list(text)
        for start, end in kept(text, self.strings.terms):
            letters[start:end] = ["\N{NO-BREAK SPACE}" if letter == " " else letter for letter in letters[start:end]]
        found: list[str] = []
        for word in _LIKE_A_SIGN.sub("\N{NO-BREAK SPACE}", "".join(letters)).split(" "):
            shown = _unwrapped(word)
            if found and _width(found[-1]) + 1 + _width(shown) <= self.columns:
                found[-1] += f" {shown}"
            else:
                found.append(shown)
        return found


def _unwrapped(text: str) -> str:
    """A text on one line, with the spaces that every program and every telephone knows."""
    return re.sub(r"\s", " ", text)


def _set_apart(piece: str, rtl: bool) -> str:
    return f"{_ISOLATES[rtl]}{piece}{_END_OF_ISOLATE}"


def _indented(lines: list[str], by: str) -> list[str]:
    return [by + line if line else line for line in lines]


def _width(text: str) -> int:
    """The columns that a text takes: two of a wide letter, none of a mark (UAX #11)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(letter) in ("Mn", "Me", "Cf") else 2 if _wide(letter) else 1 for letter in text
    )


def _wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in ("W", "F")
