"""Marks: which structure element each thing is that Typst painted, or that it is an artifact.

Typst paints each text in a colour that says whose it is (see `press.writers.typeset.words`). Here it gets its own
colour back, is held against the text that it was to show, letter by letter, and is marked (ISO 32000-1, 14.6). A
letter that is painted twice or not at all is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from press.problems import Place, Problem, Refused
from press.writers.elements import DECORATION, FOOTER, HEADER, REPEATED, Artifact, Content, Node, Run
from press.writers.structure import Positions
from press.writers.typeset.objects import Unreadable
from press.writers.typeset.painted import Page, Spot
from press.writers.typeset.script import Script
from press.writers.typeset.shapes import Shapes
from press.writers.typeset.text import HYPHEN, Text
from press.writers.typeset.words import FIRST

_MARGINS: dict[int, Artifact] = {1: HEADER, 2: FOOTER, 3: DECORATION}
_BLANK = " \N{ZERO WIDTH SPACE}"
_RISE = 0.8
"""By how many type sizes glyphs may stand above or below the line that they belong to."""
_ABOVE = 30
"""By how many points at least another column begins higher than the last one ends."""
_LEVEL = 0.5
"""By how many points base lines differ that are one."""


@dataclass
class _Reading:
    """How much of a run has been painted."""

    run: Run
    at: int = 0

    def rest(self) -> str:
        return self.run.text[self.at :]

    def take(self, text: str) -> bool:
        """Whether a text stands next; a space at its ends may be there or not."""
        wanted = text.strip(_BLANK)
        start = self.at
        while self.run.text.startswith(" ", start):
            start += 1
        if not self.run.text.startswith(wanted, start):
            return False
        self.at = start + len(wanted)
        return True


@dataclass
class Stream:
    """The content of a page in the making, its marks numbered as they come."""

    page: int
    parts: list[bytes] = field(default_factory=list)
    count: int = 0
    target: Run | Artifact | None = None

    def write(self, target: Run | Artifact, content: bytes) -> None:
        """Paint content as that of a run, or as an artifact."""
        if target is not self.target:
            self.close()
            self._open(target)
        self.parts.append(content)

    def _open(self, target: Run | Artifact) -> None:
        if isinstance(target, Run):
            self.parts.append(b"/%b <</MCID %d>> BDC" % (target.node.role.encode(), self.count))
            target.contents.append(Content(self.page, self.count))
            self.count += 1
        else:
            properties = "".join(f"/{key} {value}" for key, value in target.items())
            self.parts.append(f"/Artifact <<{properties}>> BDC".encode())
        self.target = target

    def close(self) -> None:
        """End the marked content that is open."""
        if self.target is not None:
            self.parts.append(b"EMC")
            self.target = None


class Marking:
    """Goes through the pages of a script in their order.

    ``inks`` are its colours, as ``#RRGGBB``; ``around`` is the room for bleed and crop marks, in points: places are
    told from the corner of the cut page.
    """

    def __init__(
        self, script: Script, inks: Sequence[str], shapes: Shapes, file: str, *, rtl: bool, around: float
    ) -> None:
        self.script, self.shapes, self.file, self.rtl, self.around = script, shapes, file, rtl, around
        self.inks = [_colour(ink) for ink in inks]
        self.readings = [_Reading(run) for run in script.marks.runs]
        self.problems: list[Problem] = []
        self.begun: Spot | None = None
        self.corners: dict[Run, tuple[int, float, float]] = {}
        """Where each run begins: its page, its left edge, and how high its letters reach."""

    def pages(self, pages: Sequence[Page]) -> list[bytes]:
        """The contents of all pages. Raises Refused if a text or picture was not painted exactly once."""
        contents = [self._content(page) for page in pages]
        self._complete()
        if self.problems:
            raise Refused(self.problems)
        return contents

    def bare(self, pages: Sequence[Page]) -> list[bytes]:
        """The contents of all pages, without a mark."""
        return [b"\n".join(self._unmarked(item) for item in page.items) for page in pages]

    def _unmarked(self, item: Text | Spot | bytes) -> bytes:
        if isinstance(item, Spot):
            return b""
        return self._coloured(item) if isinstance(item, Text) else item

    def _content(self, page: Page) -> bytes:
        stream = Stream(page.number)
        for line in _lines(page.items):
            texts = [item for item in line if isinstance(item, Text)]
            if texts and self.begun is None:
                self._line(texts, stream)
            else:
                for item in line:
                    self._other(item, stream)
        stream.close()
        self._links(page)
        return b"\n".join(stream.parts)

    # Text

    def _line(self, texts: list[Text], stream: Stream) -> None:
        mark = texts[0].mark
        if mark < FIRST:
            target = _MARGINS.get(mark)
            if target is None:
                raise Unreadable(f"a text with the mark {mark}")
            for text in sorted(texts, key=lambda text: -text.x) if self.rtl else texts:
                shown = self.shapes.hyphen(text) if text.text == HYPHEN else None
                stream.write(target, self._coloured(text, shown))
            return
        if mark - FIRST >= len(self.readings):
            raise Unreadable(f"a text with the mark {mark}")
        reading = self.readings[mark - FIRST]
        if reading.run in self.script.marks.generated:
            self._generated(reading, texts, stream)
            return
        waiting = [text for text in texts if text.text != HYPHEN]
        from_right = self.rtl or any(text.turned for text in texts)
        pen = max(text.x + text.width for text in texts) if from_right else min(text.x for text in texts)
        while waiting:
            text = self._next(waiting, reading, pen)
            waiting.remove(text)
            pen = text.x if text.turned else text.x + text.width
            self._text(text, reading, stream)
        for hyphen in (text for text in texts if text.text == HYPHEN):
            # No part of the word: an artifact of the line (ISO 32000-1, 14.8.2.2.3).
            stream.write(DECORATION, self._coloured(hyphen, self.shapes.hyphen(hyphen)))

    def _next(self, waiting: list[Text], reading: _Reading, pen: float) -> Text:
        """The text that stands next; of several that could, the nearest to the last one."""
        if len(waiting) == 1:
            return waiting[0]
        rest = reading.rest()
        near = sorted(waiting, key=lambda text: min(abs(text.x - pen), abs(text.x + text.width - pen)))
        return next(
            (text for text in near if rest.startswith(text.text) or rest.lstrip().startswith(text.text)), near[0]
        )

    def _generated(self, reading: _Reading, texts: list[Text], stream: Stream) -> None:
        """A text that Typst put numbers into: what runs from the right is painted in another order than it is read."""
        turned = any(text.turned for text in texts)
        for text in sorted(texts, key=lambda text: -text.x) if turned else texts:
            self._begin(reading.run, text, stream.page)
            stream.write(reading.run, self._coloured(text))
        reading.at = len(reading.run.text)

    def _text(self, text: Text, reading: _Reading, stream: Stream) -> None:
        if not text.text:
            return
        before = reading.at
        if not reading.take(text.text):
            if _in_head(reading.run.node) and not reading.rest().strip():
                stream.write(REPEATED, self._coloured(text))
                return
            message = "This text stands on the pages more often than in the leaflet."
            self._fault("painted-twice", text.text, message)
            return
        if not text.text.strip(_BLANK) and before == len(reading.run.text):
            stream.write(DECORATION, self._coloured(text))
            return
        if text.text.endswith(" ") and reading.run.text.startswith(" ", reading.at):
            reading.at += 1
        self._begin(reading.run, text, stream.page)
        stream.write(reading.run, self._coloured(text))

    def _begin(self, run: Run, text: Text, page: int) -> None:
        known = self.corners.get(run)
        if known is None:
            self.corners[run] = page, text.x - self.around, text.y + text.size - self.around
        elif known[0] == page:
            self.corners[run] = page, min(known[1], text.x - self.around), known[2]

    def _coloured(self, text: Text, content: bytes | None = None) -> bytes:
        """A text in its own colour, shown so that each glyph says what it says."""
        if content is None:
            content = self.shapes.shown(text)
        return b"q 1 0 0 -1 %.7g %.7g cm/c0 cs %b scn\nBT%b\nET\nQ" % (text.x, text.y, self.inks[text.ink], content)

    # Pictures, and all else

    def _other(self, item: Text | Spot | bytes, stream: Stream) -> None:
        if isinstance(item, Spot):
            self._spot(item, stream)
        elif isinstance(item, Text):
            stream.write(self._picture(), item.written)
        elif self.begun is None and b"BT" in item:
            raise Unreadable("a text that was not set by `words`")
        else:
            stream.write(self._picture(), item)

    def _picture(self) -> Run | Artifact:
        """What is painted now that is not text of the leaflet."""
        return DECORATION if self.begun is None else self.script.drawn.get(self.begun.number, DECORATION)

    def _spot(self, spot: Spot, stream: Stream) -> None:
        if spot.begins:
            self.begun = spot
            return
        begun, self.begun = self.begun, None
        if begun is None or begun.number != spot.number:
            raise Unreadable("a picture that ends and has not begun")
        run = self.script.drawn.get(spot.number)
        if run is None:
            return
        if run.node.bbox:
            self._fault("painted-twice", run.node.says, "This picture stands on the pages twice.")
        left, bottom, right, top = (edge - self.around for edge in (begun.x, spot.y, spot.x, begun.y))
        run.node.bbox = left, bottom, right, top
        self.corners[run] = stream.page, left, top

    def _links(self, page: Page) -> None:
        """Take over the areas of links: one for each line of a link."""
        for number, (left, bottom, right, top) in page.areas:
            if right - left < 1:
                continue
            area = left - self.around, bottom - self.around, right - self.around, top - self.around
            node = self.script.marks.links[number]
            before = node.annotations[-1] if node.annotations else None
            if before and before[0] == page.number and abs(before[1][1] - area[1]) < _LEVEL:
                joined = (min(before[1][0], area[0]), area[1], max(before[1][2], area[2]), max(before[1][3], area[3]))
                node.annotations[-1] = page.number, joined
            else:
                node.annotations.append((page.number, area))

    # The whole

    def _complete(self) -> None:
        """Every text and picture has to have its place."""
        for reading in self.readings:
            if reading.rest().strip() and reading.run not in self.script.marks.spare:
                self._fault("not-painted", reading.rest(), "This text of the leaflet is not on the pages.")
        for run in self.script.drawn.values():
            if not run.node.bbox or not run.contents:
                self._fault("not-painted", run.node.says, "This picture is not on the pages.")

    def _fault(self, rule: str, words: str, message: str) -> None:
        hint = "Look for what the layout's template leaves out, hides or repeats."
        self.problems.append(Problem(rule, Place(self.file, 0, words[:80]), message, hint))

    def positions(self) -> Positions:
        """Where each anchor is."""
        found = {}
        for node in self.script.tree.nodes():
            if node.anchor:
                corners = [corner for run in node.runs() if (corner := self.corners.get(run))]
                if corners:
                    page, x, y = corners[0]
                    x = min(left for _, left, _ in _first_column(corners)) if self.rtl else x
                    found[node.anchor] = page, round(x, 2), round(y, 2)
        return found


def _first_column(corners: Sequence[tuple[int, float, float]]) -> Iterator[tuple[int, float, float]]:
    """Where what begins on a page stands on it until it goes on in another column, above."""
    (page, _, lowest), *_ = corners
    for corner in corners:
        if corner[0] != page or corner[2] > lowest + _ABOVE:
            return
        lowest = min(lowest, corner[2])
        yield corner


def _lines(items: Sequence[Text | Spot | bytes]) -> Iterator[list[Text | Spot | bytes]]:
    """Items one by one, but texts together that follow each other in one line and have one mark; shapes that are
    painted among them come before them."""
    line: list[Text | Spot | bytes] = []
    shapes: list[Text | Spot | bytes] = []
    for item in items:
        last = line[-1] if line else None
        if isinstance(last, Text) and isinstance(item, bytes):
            shapes.append(item)
            continue
        if isinstance(item, Text) and isinstance(last, Text) and _goes_on(last, item):
            yield from ([shape] for shape in shapes)
            shapes = []
        elif line:
            yield from (line, *([shape] for shape in shapes))
            line, shapes = [], []
        line.append(item)
    yield from filter(None, (line, *([shape] for shape in shapes)))


def _goes_on(last: Text, text: Text) -> bool:
    return text.mark == last.mark and abs(text.y - last.y) < _RISE * text.size


def _in_head(node: Node | None) -> bool:
    """Whether an element stands in the head of a table, which is printed again on each of its pages."""
    while node and node.role != "THead":
        node = node.parent
    return node is not None


def _colour(ink: str) -> bytes:
    parts = (int(ink[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return " ".join(f"{part:.6g}" for part in parts).encode()
