"""Texts that Typst paints: what each shows, glyph by glyph, and what it says.

Each text that has one look is a group of its own:

    q 1 0 0 -1 56.69 750.25 cm/c0 cs 0 0.0039 0.1725 scn
    BT 0 Tr/f1 14 Tf 1 0 0 -1 0 0 Tm[(\\000\\001\\000\\002)18.06(\\000\\003)]TJ
    ET
    Q

A cluster of glyphs that says its letters as a whole stands in a span with actual text, and what runs from right to
left in ``ReversedChars``. Whatever is written otherwise is not understood, and refused: `Unreadable`.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from press.writers.typeset.objects import Unreadable

_CODES = rb"(?:\((?:\\(?:[0-7]{3}|[nrtbf])(?:\\[0-7]{3}|\\.|[^\\]))*\)|<(?:[0-9A-F]{4})*>)"
"""Two bytes for each glyph; of the first the letters of the string are never brackets, which may stand bare."""
_SHOWN = rb"\[(?:%b|[^\]()<])*\]TJ|%b ?Tj" % (_CODES, _CODES)
_PLAIN = re.compile(rb" 0 Tr/(\w+) (\S+) Tf 1 0 0 -1 0 0 Tm(%b)" % _SHOWN, re.DOTALL)
_TOKEN = re.compile(
    rb"\s*(?:(?P<span>/Span\s*<<\s*/ActualText\s*(?P<says><\w+>|\((?:[^\\()]|\\.)*\))\s*>>\s*BDC)"
    rb"|(?P<reversed>/ReversedChars BMC)|(?P<end>EMC)"
    rb"|0 Tr|/(?P<font>\w+) (?P<size>\S+) Tf|1 0 0 -1 (?P<x>\S+) (?P<y>\S+) Tm|(?P<shown>%b))" % _SHOWN,
    re.DOTALL,
)
_STRING = re.compile(rb"(%b)|(-?[\d.]+)" % _CODES, re.DOTALL)
_STRINGS = re.compile(_CODES, re.DOTALL)
_MOVES = re.compile(rb"-?[\d.]+")
_ESCAPE = re.compile(rb"\\\\|\\([^0-7nrtbf\\])", re.DOTALL)
"""A stroke, which stays as it is, and what stands behind one that means nothing."""
CONTROLS = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What is put around words that run another way (UAX #9) and between letters where a word may be divided, and nobody
wrote."""
HYPHEN = "\N{SOFT HYPHEN}"
"""What Typst says of a hyphen that it adds, in a text of its own."""


@dataclass
class Font:
    """A font as a page names it."""

    name: bytes
    number: int
    file: int
    """The number of the object that holds its outlines."""
    says: Mapping[int, str]
    widths: Mapping[int, float]
    """In thousandths of an em."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """``x`` is right of and ``y`` above where its group begins, ``move`` how far it moves on; in points."""

    number: int
    x: float
    y: float
    move: float


@dataclass(frozen=True)
class Glyphs:
    """Glyphs of one font from left to right, as they were written. ``says`` is the actual text of them; ``name`` the
    font's on its page; ``places`` are where each operator that shows some of them begins."""

    font: Font
    name: bytes
    size: float
    written: tuple[bytes, ...]
    places: tuple[tuple[float, float], ...]
    says: str | None
    turned: bool
    given: tuple[Glyph, ...] = ()
    """The glyphs, where they are not as they were written."""

    @cached_property
    def glyphs(self) -> tuple[Glyph, ...]:
        """The glyphs, one by one."""
        if self.given:
            return self.given
        shown = zip(self.places, self.written, strict=True)
        return tuple(glyph for (x, y), written in shown for glyph in _glyphs(self.font, self.size, x, y, written))

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the glyphs."""
        if self.given:
            return tuple(glyph.number for glyph in self.given)
        codes = b"".join([_codes(string) for part in self.written for string in _STRINGS.findall(part)])
        return struct.unpack(f">{len(codes) // 2}H", codes)

    @property
    def text(self) -> str:
        """What it says, in the order of reading."""
        if self.says is not None:
            return self.says
        says = self.font.says
        return "".join([says.get(number, "") for number in (self.numbers[::-1] if self.turned else self.numbers)])

    def cluster(self, place: int) -> str:
        """What its first glyph (0) or its last one (-1) says; the whole of it where it is one cluster."""
        if self.says is not None:
            return self.says
        numbers = self.numbers
        return self.font.says.get(numbers[place], "") if numbers else ""

    @property
    def end(self) -> float:
        """How far right of where its group begins it ends."""
        if len(self.written) > 1 or self.given:
            return max([glyph.x + glyph.move for glyph in self.glyphs], default=0.0)
        widths = self.font.widths
        moved = sum(map(float, _MOVES.findall(_STRINGS.sub(b" ", self.written[0]))))
        return self.places[0][0] + (sum([widths.get(number, 0) for number in self.numbers]) - moved) * self.size / 1000


@dataclass(slots=True)
class Text:
    """A group of text: it begins at ``x`` on the base line ``y``, in points from the page's lower left corner."""

    x: float
    y: float
    ink: int
    mark: int
    written: bytes
    """All of it, as it was written."""
    content: bytes
    shown: list[Glyphs]
    text: str
    width: float

    @property
    def turned(self) -> bool:
        return any(glyphs.turned for glyphs in self.shown)

    @property
    def size(self) -> float:
        return self.shown[0].size


def shown_in(content: bytes, fonts: Mapping[bytes, Font]) -> Iterator[Glyphs]:
    """What a group of text shows. Raises Unreadable."""
    plain = _PLAIN.fullmatch(content)
    if plain:
        font, size = _font(fonts, plain[1]), float(plain[2])
        yield Glyphs(font, plain[1], size, (plain[3],), ((0, 0),), None, turned=False)
        return
    shown = _Shown()
    place = 0
    while match := _TOKEN.match(content, place):
        place = match.end()
        if match["font"]:
            shown.name, shown.font, shown.size = match["font"], _font(fonts, match["font"]), float(match["size"])
        else:
            yield from shown.heed(match)
    if content[place:].strip():
        raise Unreadable(f"{content[place:][:60]!r} in a text")


def _font(fonts: Mapping[bytes, Font], name: bytes) -> Font:
    if name not in fonts:
        raise Unreadable("a text in a font that is not named")
    return fonts[name]


class _Shown:
    """What a group of text shows, as its operators come. What stands in an actual text is one."""

    def __init__(self) -> None:
        self.font: Font | None = None
        self.name, self.size, self.x, self.y = b"", 0.0, 0.0, 0.0
        self.open: list[str | None] = []
        """The actual texts that are open; None is of what is reversed."""
        self.spanned: list[tuple[bytes, tuple[float, float]]] = []

    def heed(self, token: re.Match[bytes]) -> Iterator[Glyphs]:
        if token["span"]:
            self.open.append(_said(token["says"]))
        elif token["reversed"]:
            self.open.append(None)
        elif token["end"]:
            says = self.open.pop() if self.open else None
            if says is not None and self.spanned:
                yield self._shown(self.spanned, says)
                self.spanned = []
        elif token["x"]:
            self.x, self.y = float(token["x"]), float(token["y"])
        elif token["shown"]:
            yield from self._show(token["shown"])

    def _show(self, shown: bytes) -> Iterator[Glyphs]:
        if self.font is None:
            raise Unreadable("a text without a font")
        found = shown, (self.x, self.y)
        if any(says is not None for says in self.open):
            self.spanned.append(found)
        else:
            yield self._shown([found], None)

    def _shown(self, shown: list[tuple[bytes, tuple[float, float]]], says: str | None) -> Glyphs:
        if self.font is None:
            raise Unreadable("a text without a font")
        written, places = zip(*shown, strict=True)
        return Glyphs(self.font, self.name, self.size, written, places, says, turned=None in self.open)


def _glyphs(font: Font, size: float, x: float, y: float, shown: bytes) -> Iterator[Glyph]:
    widths, em = font.widths, size / 1000
    for string, adjusted in _STRING.findall(shown):
        if adjusted:
            x -= float(adjusted) * em
            continue
        codes = _codes(string)
        for high, low in zip(codes[::2], codes[1::2], strict=True):
            number = high << 8 | low
            move = widths.get(number, 0) * em
            yield Glyph(number, x, -y, move)
            x += move


def goes_on(before: Text, text: Text, *, parted: bool) -> bool:
    """Whether a text begins with glyphs of the cluster that the one before ends in. A letter at which a line may break
    is none: the next line may begin with the same one."""
    says = text.shown[0].cluster(0)
    return len(CONTROLS.sub("", says)) > 1 and says == before.shown[-1].cluster(-1) and (parted or text.y != before.y)


def take_over(before: Text, text: Text) -> None:
    """Put the first cluster of a text into the last one of the text before."""
    *head, last = before.shown
    first, *rest = text.shown
    said, more = last.cluster(-1), first.glyphs
    if first.says is None:
        rest, more = [replace(first, given=first.glyphs[1:])] * (len(first.glyphs) > 1) + rest, first.glyphs[:1]
    moved = tuple(replace(each, x=each.x + text.x - before.x, y=each.y + text.y - before.y) for each in more)
    own = last.glyphs
    if last.says is None and len(own) > 1:
        head, own = [*head, replace(last, given=own[:-1])], own[-1:]
    before.shown = [*head, replace(last, given=(*own, *moved), says=said)]
    text.shown = rest
    text.text = text_of(rest) if rest else ""


def text_of(shown: list[Glyphs]) -> str:
    """What glyphs say, in the order of reading."""
    turned = any(part.turned for part in shown)
    text = "".join([part.text for part in (reversed(shown) if turned else shown)])
    return text if text == HYPHEN else CONTROLS.sub("", text)


def _said(string: bytes) -> str:
    """An actual text (ISO 32000-1, 7.9.2.2)."""
    if string.startswith(b"<"):
        return bytes.fromhex(string[1:-1].decode()).decode("utf-16")
    return unescaped(string[1:-1]).decode("latin-1")


def _codes(string: bytes) -> bytes:
    """The bytes of a string of either kind (ISO 32000-1, 7.3.4)."""
    return bytes.fromhex(string[1:-1].decode()) if string.startswith(b"<") else unescaped(string[1:-1])


def unescaped(string: bytes) -> bytes:
    """The bytes of a string (ISO 32000-1, 7.3.4.2, without strings over several lines)."""
    if b"\\" not in string:
        return string
    known = _ESCAPE.sub(lambda match: match[1] or match[0], string)
    return known.decode("unicode_escape").encode("latin-1")  # these escapes mean the same in Python
