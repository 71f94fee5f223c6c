"""Words within a line, as runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from press.layout import Strings
from press.manuscript import NO_BREAK_SPACE, direction, explained, gathered, parted, poured, runs_from_right
from press.model import (
    Abbreviation,
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    Link,
    Strong,
    Term,
    Text,
    TopicReference,
    Words,
    plain,
)
from press.quantities import joined, joints
from press.writers.ooxml.markup import PLAIN, RunLook, bookmark, computed, link, run
from press.writers.ooxml.package import Relations
from press.writers.ooxml.styles import PAGE_REFERENCE, TERM

LEFT_TO_RIGHT_MARK = "\N{LEFT-TO-RIGHT MARK}"
NARROW = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Scribe:
    """Sets words. ``rtl`` says how the words around run; ``pages`` are known page numbers by anchor."""

    rtl: bool
    relations: Relations
    strings: Strings
    pages: Mapping[str, int]

    def runs(self, words: Words, look: RunLook = PLAIN) -> str:
        groups = gathered(words, rtl=self.rtl)
        return "".join(self._running(rtl=self.rtl and not left)._runs(group, look) for group, left in groups)

    def _runs(self, words: Words, look: RunLook) -> str:
        if len(words) > 1 and not self.rtl:
            words = poured(words, joints(plain(words), self.strings.terms))
        out: list[str] = []
        text = ""
        for inline in words:
            match inline:
                case Text(more) | Abbreviation(more):
                    text += more
                case _:
                    out += [self.text(text, look), self._inline(inline, look)]
                    text = ""
        return "".join([*out, self.text(text, look)])

    def text(self, text: str, look: RunLook = PLAIN) -> str:
        """A text that no author marked up; nothing if it is empty."""
        return "".join(
            run(self._held(piece, rtl=rtl), look._replace(rtl=rtl))
            for piece, rtl in parted(text, rtl=self.rtl)
            if piece
        )

    def _held(self, piece: str, *, rtl: bool) -> str:
        """A piece with marks that nobody sees: it neither breaks within a quantity, nor is it turned round.

        LibreOffice goes by the letters alone (UAX #9) and not by what a run says of its direction; and of
        the no-break spaces only the narrow one holds there.
        """
        held = joined(piece, self.strings.terms)
        if rtl or direction(self.strings.language) != "rtl" or (piece[0].isalpha() and piece[-1].isalpha()):
            return held
        return f"{LEFT_TO_RIGHT_MARK}{held.replace(NO_BREAK_SPACE, NARROW)}{LEFT_TO_RIGHT_MARK}"

    def _inline(self, inline: Inline, look: RunLook) -> str:
        match inline:
            case Text(text) | Abbreviation(text):
                return self.text(text, look)
            case Strong(words):
                return self.runs(words, _stressed(look, "Strong"))
            case Emphasis(words):
                return self.runs(words, _stressed(look, "Emphasis"))
            case Foreign(words, language):
                return self._running(rtl=direction(language) == "rtl").runs(words, look._replace(language=language))
            case Link(words, address):
                return self._outside(words, address, look)
            case TopicReference(words, _, online):
                return self._outside(words, online, look) if online else self.runs(words, look)
            case CrossReference(words, target, within):
                return self.inside(words, target, _linked(look)) + self._page(target, within=within)
            case Term(words, entry):
                return self.inside(words, explained(entry), _linked(look, TERM))
            case _:
                assert_never(inline)

    def _outside(self, words: Words, address: str, look: RunLook) -> str:
        relation = self.relations.to("hyperlink", address, external=True)
        stressed = _stressed(look, "Strong") if address.startswith("tel:") else look
        text = plain(words)
        hand = self._running(rtl=self.rtl and runs_from_right(text))
        return link(hand.runs(words, _linked(stressed)), text, relation=relation)

    def _running(self, *, rtl: bool) -> Scribe:
        """Who sets words that may run another way than those around them."""
        return replace(self, rtl=rtl)

    def inside(self, words: Words, anchor: str, look: RunLook) -> str:
        """A link to an anchor of the document."""
        return link(self.runs(words, look), plain(words), anchor=anchor)

    def _page(self, anchor: str, *, within: bool) -> str:
        """For readers of paper: " (page 7)", in brackets ", page 7", if the page is known."""
        if anchor not in self.pages:
            return ""
        look = RunLook(style=PAGE_REFERENCE)
        fields = {"{page}": (f"PAGEREF {bookmark(anchor)} \\h", self.pages[anchor])}
        return self.filled("".join(self.strings.see_page(within=within)), fields, look)

    def filled(self, text: str, fields: Mapping[str, tuple[str, int]], look: RunLook = PLAIN) -> str:
        """A text with fields for its braces: an instruction, and the result it has today."""
        return "".join(self._filled(re.split(r"(\{\w+\})", text), fields, look))

    def _filled(self, pieces: list[str], fields: Mapping[str, tuple[str, int]], look: RunLook) -> Iterable[str]:
        for piece in filter(None, pieces):
            if piece in fields:
                instruction, result = fields[piece]
                yield computed(instruction, str(result), look)
            else:
                yield self.text(piece, look)


def _stressed(look: RunLook, style: str) -> RunLook:
    """A run has one character style: what is stressed in a link is a link set bold."""
    if look.heavy:
        return look
    return look._replace(bold=True) if look.style else look._replace(style=style)


def _linked(look: RunLook, style: str = "Hyperlink") -> RunLook:
    return look._replace(style=style, bold=look.bold or look.style in ("Strong", "Emphasis"))
