"""Which way words run: from left to right, or from right to left as in Arabic and Hebrew.

Two scripts in one line are parted, so that no program has to guess where one ends (UAX #9): in an
Arabic sentence "500 mg", "ibuprofen (tablets)" and "+44 1632 960 001" each keep together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from unicodedata import bidirectional

from press.model import Inline, Text, Words, plain
from press.quantities import FROM_LEFT, PHONE, PLAIN_NUMBER, TAIL, Span

_SCRIPTS_FROM_RIGHT = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})
_FROM_RIGHT = frozenset({"ar", "ckb", "dv", "fa", "he", "prs", "ps", "sd", "ug", "ur", "yi"})
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_LATIN = rf"(?:(?![\d_])[^\W{_RIGHT}])"
_WORDS = rf"(?:°[ \u00a0]?)?{_LATIN}(?:[^{_RIGHT}\n]*{_LATIN})?{TAIL}*"
_RIGHT_IN_LEFT = re.compile(rf"[{_RIGHT}](?:(?:(?!{_LATIN})[^\n])*[{_RIGHT}])?")


@cache
def _left_in_right() -> re.Pattern[str]:
    """Made when it is first needed: few leaflets run from the right."""
    counts_next = rf"(?<=\d)[ \u00a0][{_RIGHT}]"  # "ibuprofen 3 times": the 3 stands with what it counts
    number = rf"(?:{PHONE}|{FROM_LEFT}{TAIL}*(?![ \u00a0]?\d|{counts_next}))"
    more = rf"(?:(?:[ \u00a0-]|(?<=\w)){number})?"
    return re.compile(rf"(?<![\w.,])(?P<number>{FROM_LEFT})(?:[ \u00a0/]?{_WORDS}{more})?|{_WORDS}{more}")


def direction(language: str) -> str:
    """``rtl`` or ``ltr``, for a BCP 47 tag: by its script, or by the one its language is written in."""
    first, *more = language.split("-")
    script = next((subtag for subtag in more if len(subtag) == 4 and subtag.isalpha()), "")
    return "rtl" if (script in _SCRIPTS_FROM_RIGHT if script else first in _FROM_RIGHT) else "ltr"


def runs_from_right(text: str) -> bool:
    """Whether a text has a letter of a script that is written from right to left (UAX #9: R, AL)."""
    return not text.isascii() and any(bidirectional(letter) in ("R", "AL") for letter in text)


def parted(text: str, *, rtl: bool) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether it runs from right to left; ``rtl`` says how the rest runs."""
    if not rtl and not runs_from_right(text):
        yield text, False
        return
    end = 0
    for match in (_left_in_right() if rtl else _RIGHT_IN_LEFT).finditer(text):
        if PLAIN_NUMBER.fullmatch(match[0]):
            continue
        close = match.end() + _closing(text, match)
        yield from (
            (piece, way)
            for piece, way in ((text[end : match.start()], rtl), (text[match.start() : close], not rtl))
            if piece
        )
        end = close
    if text[end:]:
        yield text[end:], rtl


def _closing(text: str, match: re.Match[str]) -> int:
    """How many brackets after a piece close what is opened in it."""
    opened = match[0].count("(") - match[0].count(")")
    return opened if opened > 0 and text.startswith(")" * opened, match.end()) else 0


def gathered(words: Words, *, rtl: bool) -> Iterator[tuple[Words, bool]]:
    """Words in groups, each with whether it is a quantity of several inlines that runs from left to right."""
    text = plain(words)
    if not rtl or len(words) < 2 or not any(map(str.isnumeric, text)):
        yield words, False
    else:
        yield from grouped(words, _from_left(parted(text, rtl=True)))


def _from_left(pieces: Iterable[tuple[str, bool]]) -> list[Span]:
    """Where the pieces from left to right begin and end."""
    found, place = [], 0
    for piece, rtl in pieces:
        if not rtl:
            found.append((place, place + len(piece)))
        place += len(piece)
    return found


def grouped(words: Words, spans: Sequence[Span]) -> Iterator[tuple[Words, bool]]:
    """Words in groups, each with whether it is one of the spans and of several inlines.

    So a quantity keeps together where a part of it is stressed (**5**–10 mg). One that begins or ends within an
    inline is left to that.
    """
    starts = {start for start, _ in spans}
    group, inside = list[Inline](), False
    for inline, start, end in _cut(words, spans):
        within = any(a <= start and end <= b for a, b in spans)
        if within != inside or start in starts:
            yield from _group(group, inside)
            group, inside = [], within
        group.append(inline)
    yield from _group(group, inside)


def _group(group: list[Inline], inside: bool) -> Iterator[tuple[Words, bool]]:
    if group:
        yield tuple(group), inside and len(group) > 1


def _cut(words: Words, spans: Sequence[Span]) -> Iterator[tuple[Inline, int, int]]:
    """The inlines with their places, texts cut where a span begins or ends."""
    place = 0
    for inline in words:
        end = place + len(plain((inline,)))
        if isinstance(inline, Text):
            cuts = sorted({place, end, *(cut for span in spans for cut in span if place < cut < end)})
            for start, stop in pairwise(cuts):
                yield Text(inline.text[start - place : stop - place]), start, stop
        else:
            yield inline, place, end
        place = end
