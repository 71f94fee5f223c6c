"""Setting words: abbreviations are tagged and expanded, numbers tied to what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from press.layout import Strings
from press.manuscript.rewriting import Rewriter
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
from press.quantities import Terms, kept

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


class Compositor(Rewriter):
    """Goes through a leaflet's words in reading order, once.

    Each abbreviation is tagged where it stands; its expansion follows it in brackets the first
    time that it is met outside a heading.
    """

    def __init__(self, abbreviations: tuple[tuple[str, str], ...], strings: Strings) -> None:
        self.expansions = dict(abbreviations)
        self.met: set[str] = set()
        names = sorted(self.expansions, key=len, reverse=True)
        pattern = "|".join(re.escape(name) for name in names)
        self.pattern = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") if names else None
        self.strings = strings
        self.terms = strings.terms

    def heading(self, words: Words) -> Words:
        return self._set(words, expand=False)

    def words(self, words: Words) -> Words:
        return self._set(words, expand=True)

    def _set(self, words: Words, *, expand: bool) -> Words:
        tagged = self._tag(words, expand=expand)
        return _kept_together(tagged, self.terms)

    def _tag(self, words: Words, *, expand: bool) -> Words:
        out: list[Inline] = []
        for inline in words:
            match inline:
                case Text(text):
                    out += self._abbreviations(text, expand=expand)
                case Abbreviation():
                    out.append(inline)
                case Strong() | Emphasis() | Link() | CrossReference() | TopicReference() | Term() | Foreign():
                    out.append(replace(inline, words=self._tag(inline.words, expand=expand)))
                case _:
                    assert_never(inline)
        return tuple(out)

    def _abbreviations(self, text: str, *, expand: bool) -> Iterator[Inline]:
        end = 0
        for match in self.pattern.finditer(text) if self.pattern else ():
            name = match[0]
            expansion = self.expansions[name]
            before = text[end : match.start()]
            if before:
                yield Text(before)
            yield Abbreviation(name, expansion)
            end = match.end()
            if expand and name not in self.met:
                self.met.add(name)
                if expansion.casefold() not in text.casefold():
                    yield Text(f" ({expansion})")
        if text[end:]:
            yield Text(text[end:])


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
