"""The PDF that Typst writes, read: what its pages paint, and where they can be clicked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from press.writers.typeset.objects import Raw, Unreadable, objects
from press.writers.typeset.text import Font, Text, goes_on, shown_in, take_over, text_of

_TEXT = re.compile(rb"q 1 0 0 -1 (\S+) (\S+) cm/\w+ cs ([\d.]+) ([\d.]+) ([\d.]+) scn\nBT(.*?)\nET\nQ\n?", re.DOTALL)
_SPOT = re.compile(
    rb"q 1 0 0 -1 (\S+) (\S+) cm/\w+ cs (\S+) (\S+) (\S+) scn 0 0 m 0\.01 0 l 0\.01 0\.01 l 0 0\.01 l\nh\nf\nQ\n?"
)
_ITEM = re.compile(rb"%b|%b" % (_SPOT.pattern, _TEXT.pattern), re.DOTALL)
_MAPPED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_NAMED = re.compile(rb"/(\w+) (\d+) 0 R")
_RECTANGLE = re.compile(rb"/Rect\[(\S+) (\S+) (\S+) ([^\]]+)\]")
BEGINS = 254


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a picture begins (its upper left corner) or ends."""

    x: float
    y: float
    number: int
    begins: bool


Item = Text | Spot | bytes
"""Bytes are of whatever else is painted."""


@dataclass
class Page:
    """A page, from 0. ``areas`` are those that can be clicked: the number of a link, and where."""

    number: int
    box: tuple[float, float, float, float]
    resources: bytes
    fonts: Mapping[bytes, Font]
    content: bytes
    areas: list[tuple[int, tuple[float, float, float, float]]] = field(default_factory=list)

    @cached_property
    def items(self) -> list[Item]:
        """What it paints, in the order of painting."""
        return list(_joined(self._items()))

    def _items(self) -> Iterator[Item]:
        end = 0
        for match in _ITEM.finditer(self.content):
            if other := self.content[end : match.start()].strip():
                yield other
            end = match.end()
            yield self._spot(match) if match[1] else self._text(match)
        if other := self.content[end:].strip():
            yield other

    def _spot(self, match: re.Match[bytes]) -> Item:
        kind, high, low = (round(float(part) * 255) for part in match.group(3, 4, 5))
        return Spot(float(match[1]), float(match[2]), high * 256 + low, kind == BEGINS)

    def _text(self, match: re.Match[bytes]) -> Text:
        ink, high, low = (round(float(part) * 255) for part in match.group(8, 9, 10))
        content = match[11]
        shown = list(shown_in(content, self.fonts))
        if not shown:
            raise Unreadable("a text that shows nothing")
        text = text_of(shown)
        width = max([part.end for part in shown])
        place = float(match[6]), float(match[7])
        return Text(*place, ink, high * 256 + low, match[0].strip(), content, shown, text, width)


def _joined(items: Iterator[Item]) -> Iterator[Item]:
    """Items with each cluster in one piece: Typst sets glyphs that stand higher or lower as groups of their own, and
    has each of them say the whole cluster."""
    before: Text | None = None
    parted = False
    for item in items:
        if not isinstance(item, Text):
            if before:
                yield before
            before = None
            yield item
            continue
        if before and before.mark == item.mark and goes_on(before, item, parted=parted):
            take_over(before, item)
            parted = True
            if not item.shown:
                continue
        else:
            parted = False
        if before:
            yield before
        before = item
    if before:
        yield before


class File:
    """A file of Typst: what there is to know of its pages and fonts."""

    def __init__(self, pdf: bytes) -> None:
        self.objects = objects(pdf)
        self.fonts: dict[int, Font] = {}
        kids = re.search(rb"/Type/Pages/Count \d+/Kids\[([^\]]*)\]", self.objects[0].content)
        if not kids:
            raise Unreadable("no pages")
        self.page_numbers = [int(number) for number in kids[1].split()[::3]]
        self.pages = [self._page(place, self.object(number)) for place, number in enumerate(self.page_numbers)]

    def object(self, number: int) -> Raw:
        return self.objects[number - 1]

    def _page(self, place: int, page: Raw) -> Page:
        found = re.search(
            rb"/Resources (\d+) 0 R/MediaBox\[(\S+) (\S+) (\S+) ([^\]]+)\].*?/Contents (\d+) 0 R", page.content
        )
        if not found:
            raise Unreadable("a page of another kind")
        resources = self.object(int(found[1])).content
        left, bottom, right, top = (float(edge) for edge in found.group(2, 3, 4, 5))
        fonts = {name: self._font(int(number)) for name, number in self._named(resources, b"Font")}
        annotations = re.search(rb"/Annots\[([^\]]*)\]", page.content)
        areas = [self._area(int(number)) for number in (annotations[1].split()[::3] if annotations else ())]
        content = self.object(int(found[6])).stream
        reference = found[1] + b" 0 R"
        return Page(place, (left, bottom, right, top), reference, fonts, content, areas)

    def _named(self, resources: bytes, kind: bytes) -> list[tuple[bytes, bytes]]:
        found = re.search(rb"/%b<<([^>]*)>>" % kind, resources)
        return _NAMED.findall(found[1]) if found else []

    def _area(self, number: int) -> tuple[int, tuple[float, float, float, float]]:
        content = self.object(number).content
        rectangle, address = _RECTANGLE.search(content), re.search(rb"/URI\(m:(\d+)\)", content)
        if not rectangle or not address:
            raise Unreadable("a link of another kind")
        left, bottom, right, top = map(float, rectangle.groups())
        return int(address[1]), (left, bottom, right, top)

    def _font(self, number: int) -> Font:
        if number not in self.fonts:
            content = self.object(number).content
            maps = re.search(rb"/ToUnicode (\d+) 0 R", content)
            inner = re.search(rb"/DescendantFonts\[(\d+) 0 R\]", content)
            name = re.search(rb"/BaseFont/([^/ ]+)", content)
            if not maps or not inner or not name:
                raise Unreadable("a font of another kind")
            says = {
                int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
                for code, text in _MAPPED.findall(self.object(int(maps[1])).stream)
            }
            descendant = self.object(int(inner[1])).content
            self.fonts[number] = Font(name[1], number, self._outlines(descendant), says, _widths(descendant))
        return self.fonts[number]

    def _outlines(self, descendant: bytes) -> int:
        descriptor = re.search(rb"/FontDescriptor (\d+) 0 R", descendant)
        file = re.search(rb"/FontFile2 (\d+) 0 R", self.object(int(descriptor[1])).content) if descriptor else None
        return int(file[1]) if file else 0

    @cached_property
    def profile(self) -> bytes:
        """The reference of the sRGB profile that colours are in."""
        for raw in self.objects:
            found = re.fullmatch(rb"\[/ICCBased (\d+ 0 R)\]", raw.content)
            if found and b"/N 3" in self.object(int(found[1].split()[0])).content.partition(b"stream")[0]:
                return found[1]
        raise Unreadable("no profile of colours")


def _widths(content: bytes) -> dict[int, float]:
    """The widths of glyphs (ISO 32000-1, 9.7.4.3)."""
    found = re.search(rb"/W\[((?:[^\[\]]|\[[^\]]*\])*)\]", content)
    widths: dict[int, float] = {}
    for first, last, same, several in re.findall(rb"(\d+)(?: (\d+) ([\d.]+)|\[([^\]]*)\])", found[1] if found else b""):
        if several:
            widths |= {int(first) + place: float(width) for place, width in enumerate(several.split())}
        else:
            widths |= dict.fromkeys(range(int(first), int(last) + 1), float(same))
    return widths
