"""What was found in a file -> the blocks of a leaflet: what each thing was meant to be, by its style or by its look.

A heading is a style, or a line of its own that is bold, larger or in capitals, and that something follows. A list is
Word's own numbering, or lines that begin with typed bullets, numbers or letters. What was only guessed is asked about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby

from press.incoming.draft import Block, Box, Bullets, Decisions, Entry, Figure, Heading, Paragraph, Spans, Table, plain
from press.incoming.found import Frame, Grid, Image, Item, Line, Marker, Span
from press.incoming.tables import Tables
from press.incoming.typed import romans, runs_of, typed_mark

LONGEST_HEADING = 100
"""In characters, of a line that is taken for a heading by its look."""
LARGER = 1.15
"""How much larger than the text a line's type is, to be taken for a heading."""
_CAPTION = re.compile(
    r"(?:figure|fig\.|image|picture|photo|table|diagram|illustration)\s*\d*\s*[:.–-]?\s", re.IGNORECASE
)
_TABLE = re.compile(r"table\s*\d+\s*[:.–-]?\s", re.IGNORECASE)
_ENDS = (".", ";", ",")
_URGENT = re.compile(r"\b(?:999|112|911|111|emergency|urgent(?:ly)?|immediately|straight away|A&E)\b", re.IGNORECASE)
_IMPORTANT = re.compile(r"\b(?:important|warnings?|caution|danger|do not|never|stop)\b", re.IGNORECASE)
MOST_BOXED = 250
"""In words: a text box that says more is no box, but how the page was laid out."""
FORM_COUNTS = "the label of a list; leaflets count 1, 2, 3"


class Shaper:
    """Makes blocks of what was found. ``body`` is the size of most of the text's type, in points."""

    def __init__(self, items: Sequence[Item], decisions: Decisions) -> None:
        self.items = items
        self.decisions = decisions
        self.body = _usual_size(items)
        self.styled = max((item.level for item in items if isinstance(item, Line)), default=0)
        self.tables = Tables(self, decisions)
        self.pictures = 0

    def blocks(self, items: Sequence[Item], *, headings: bool = True) -> list[Block]:
        """The blocks of a flow. Without ``headings``, as in a box, none is made."""
        made: list[Block] = []
        lines = [piece for item in items for piece in self.broken(item)]
        for kind, group in groupby(enumerate(lines), lambda at: _sort(at[1])):
            run = list(group)
            if kind == "line":
                made += self.text([line for _, line in run if isinstance(line, Line)], lines, run[-1][0], headings)
            elif kind == "boxed":
                made += self.frame(
                    Frame(
                        tuple(replace(item, boxed=False) for _, item in run if isinstance(item, Line)), run[0][1].place
                    )
                )
            else:
                for _, item in run:
                    made += self.other(item)
        return self.captioned(made)

    def other(self, item: Item) -> list[Block]:
        match item:
            case Frame():
                return self.frame(item)
            case Grid():
                return self.tables.blocks(item)
            case Image():
                self.pictures += 1
                return [Figure(item, f"picture-{self.pictures}")]
            case Line():
                return [Paragraph(item.spans, item.place)]

    def broken(self, item: Item) -> Iterator[Item]:
        """A paragraph with line breaks as the lines it was meant to be; what stands in a list stays one."""
        if not isinstance(item, Line) or "\n" not in item.text or item.marker or item.level:
            yield item
            return
        for spans in _split(item.spans):
            if plain(spans):
                yield replace(item, spans=spans)

    # Headings

    def text(self, run: Sequence[Line], all_items: Sequence[Item], last: int, headings: bool) -> list[Block]:
        """Paragraphs, headings and lists of a run of lines; ``last`` is where the run ends among all."""
        after = all_items[last + 1] if last + 1 < len(all_items) else None
        made: list[Block] = []
        listed: list[Line] = []
        marked = self.typed(run)
        for at, line in enumerate(marked):
            following: Item | None = marked[at + 1] if at + 1 < len(marked) else after
            level = self.level(line, following) if headings else 0
            if line.marker and not level:
                listed.append(line)
                continue
            made += self.lists(listed)
            listed = []
            made.append(self.heading(line, level) if level else Paragraph(line.spans, line.place))
        return [*made, *self.lists(listed)]

    def heading(self, line: Line, level: int) -> Heading:
        if line.marker and line.marker.label:
            self.decisions.omit(line.marker.label, "the number of a heading, which Word counts", line.place)
        if not line.level and line.style not in ("title", "subtitle"):
            self.decisions.ask(f"“{plain(line.spans)}” looks like a heading, and was taken for one. Is it?", line.place)
        return Heading(level, line.spans, line.place, line.bookmarks)

    def level(self, line: Line, following: Item | None) -> int:
        """The level of a heading by style or by look; 0 for what is none."""
        if line.style == "title":
            return 1
        if line.level:
            return line.level
        if not self.looks_like_heading(line, following):
            return 0
        return self.styled + 1 + (line.size < self.largest - 0.5) if self.styled else self.rank(line)

    @cached_property
    def largest(self) -> float:
        return max((item.size for item in self.items if isinstance(item, Line)), default=0)

    @cached_property
    def sizes(self) -> list[float]:
        """The sizes of all lines that stand out, the largest first."""
        return sorted(
            {item.size for item in self.items if isinstance(item, Line) and self.stands_out(item)}, reverse=True
        )

    def rank(self, line: Line) -> int:
        """Where no heading has a style, larger ones are above smaller ones."""
        return 1 + self.sizes.index(line.size) if line.size in self.sizes else 1

    def stands_out(self, line: Line) -> bool:
        words = plain(line.spans)
        if not 2 <= len(words) <= LONGEST_HEADING or words.endswith(_ENDS) or not any(map(str.isalpha, words)):
            return False
        larger = bool(self.body) and line.size >= self.body * LARGER
        return line.bold or larger or _capitals(words)

    def looks_like_heading(self, line: Line, following: Item | None) -> bool:
        """Whether a line stands out, is no item, and something follows that does not look the same."""
        if line.marker and not line.bold:
            return False
        if (
            following is None
            or not self.stands_out(line)
            or (isinstance(following, Grid) and _CAPTION.match(line.text))
        ):
            return False
        if isinstance(following, Line):
            leads_in = line.text.rstrip().endswith(":") and following.marker is not None
            alike = following.bold == line.bold and following.size == line.size and self.stands_out(following)
            return not leads_in and not (alike and not following.level)
        return True

    # Lists

    def typed(self, run: Sequence[Line]) -> list[Line]:
        """Lines with typed bullets and numbers, as items of lists. One alone is a list only with a bullet."""
        found = list(run)
        marks = romans([typed_mark(line) for line in run])
        for first, last in runs_of(marks):
            for at in range(first, last):
                mark = marks[at]
                if mark is None:
                    continue
                number, label, length = mark
                marker = Marker(
                    0, number, label, plain=label.strip("().") == str(number) if number else not label.isalpha()
                )
                found[at] = replace(run[at], spans=_cut(run[at].spans, length), marker=marker)
        for line in (line for line, mark in zip(found, marks, strict=True) if mark and line.marker is None):
            question = (
                f"“{plain(line.spans)[:40]}” begins like an item, but no list goes on: is it one, or what is meant?"
            )
            self.decisions.ask(question, line.place)
        return found

    def lists(self, lines: Sequence[Line]) -> list[Block]:
        """The lists that a run of items makes: another one where bullets turn into numbers, or counting begins anew."""
        made: list[Block] = []
        group: list[Line] = []
        for line in lines:
            if group and self.begins_anew(group, line):
                made.append(self.list_of(group))
                group = []
            group.append(line)
        return [*made, self.list_of(group)] if group else made

    def begins_anew(self, group: Sequence[Line], line: Line) -> bool:
        first, marker = group[0].marker, line.marker
        if not first or not marker or marker.depth > first.depth:
            return False
        before = next(
            (each.marker for each in reversed(group) if each.marker and each.marker.depth <= first.depth), first
        )
        if bool(before.number) != bool(marker.number):
            return True
        return bool(marker.number) and marker.number != before.number + 1

    def list_of(self, lines: Sequence[Line]) -> Bullets:
        depth = min(line.marker.depth for line in lines if line.marker)
        entries: list[Entry] = []
        inner: list[Line] = []
        for line in lines:
            if line.marker and line.marker.depth > depth and entries:
                inner.append(line)
                continue
            entries = self.with_inner(entries, inner)
            inner = []
            entries.append(Entry(line.spans))
            self.label(line)
        entries = self.with_inner(entries, inner)
        first = lines[0].marker
        number = first.number if first else 0
        return Bullets(tuple(entries), lines[0].place, bool(number), max(number, 1))

    def with_inner(self, entries: list[Entry], inner: Sequence[Line]) -> list[Entry]:
        """The last entry with the list below it. The format has two levels: what is deeper joins the second."""
        if not inner:
            return entries
        deepest = {line.marker.depth for line in inner if line.marker}
        if len(deepest) > 1:
            self.decisions.ask("A list has more than two levels; the deeper ones were put together.", inner[0].place)
        number = inner[0].marker.number if inner[0].marker else 0
        for at, line in enumerate(inner):
            wanted = number and number + at
            if line.marker and line.marker.number != wanted:
                self.decisions.omit(
                    line.marker.label, "the label of an item that joined a list of another kind", line.place
                )
            else:
                self.label(line)
        made = Bullets(tuple(Entry(line.spans) for line in inner), inner[0].place, bool(number), max(number, 1))
        return [*entries[:-1], replace(entries[-1], inner=made)]

    def label(self, line: Line) -> None:
        if line.marker and not line.marker.plain:
            reason = FORM_COUNTS if line.marker.number else "the sign of an item; leaflets have bullets"
            self.decisions.omit(line.marker.label, reason, line.place)

    # Boxes and captions

    def frame(self, frame: Frame) -> list[Block]:
        """A box, if it is short enough to be one; its heading is its first line, if that looks like one."""
        words = sum(len(plain(line.spans).split()) for line in frame.items if isinstance(line, Line))
        lines = [item for item in frame.items if isinstance(item, Line)]
        if not lines or words > MOST_BOXED or any(isinstance(item, Grid | Frame) for item in frame.items):
            return self.blocks(frame.items)
        if len(lines) == 1 and _CAPTION.match(lines[0].text) and any(isinstance(item, Image) for item in frame.items):
            return self.blocks(frame.items)
        first, *others = frame.items
        heading = ""
        if isinstance(first, Line) and others and not first.marker and self.heads_box(first):
            heading, rest = plain(first.spans), tuple(others)
        else:
            rest = frame.items
        said = " ".join(plain(line.spans) for line in lines)
        kind = _kind(heading) or _kind(said) or "note"
        if not heading:
            heading = {"note": "Note", "important": "Important", "urgent": "Urgent"}[kind]
            self.decisions.ask(f"A box has no heading; it was given “{heading}”. What should it be?", frame.place)
        if not _kind(heading):
            self.decisions.ask(f"The box “{heading}” was taken for one of the kind `{kind}`. Is it?", frame.place)
        inside = self.blocks(rest, headings=False)
        pictures = [block for block in inside if isinstance(block, Figure)]
        kept = tuple(block for block in inside if not isinstance(block, Figure | Box))
        after = [block for block in inside if isinstance(block, Box)]
        box: list[Block] = (
            [Box(kind, heading.rstrip(":"), kept, frame.place)]
            if kept
            else [Paragraph((Span(heading, bold=True),), frame.place)]
        )
        return [*box, *after, *pictures]

    def heads_box(self, line: Line) -> bool:
        words = plain(line.spans)
        return len(words) <= LONGEST_HEADING and (
            bool(line.level) or self.stands_out(line) or words.endswith(":") or _names_box(words)
        )

    def captioned(self, blocks: Sequence[Block]) -> list[Block]:
        """Each picture with the caption that stands below it, in a paragraph of its own."""
        made: list[Block] = []
        for block in blocks:
            last = made[-1] if made else None
            caption = plain(block.spans) if isinstance(block, Paragraph) else ""
            if isinstance(last, Figure) and not last.caption and _CAPTION.match(caption):
                made[-1] = replace(last, caption=caption)
            elif isinstance(last, Paragraph) and isinstance(block, Table) and not block.caption and _names_table(last):
                made[-1] = replace(block, caption=last.spans)
            elif isinstance(last, Table) and isinstance(block, Paragraph) and not last.caption and _names_table(block):
                made[-1] = replace(last, caption=block.spans)
            else:
                made.append(block)
        return made


def _names_table(paragraph: Paragraph) -> bool:
    return bool(_TABLE.match(plain(paragraph.spans)))


def _sort(item: Item) -> str:
    if isinstance(item, Line):
        return "boxed" if item.boxed and not item.level else "line"
    return "other"


def _usual_size(items: Iterable[Item]) -> float:
    """The type size in which most letters are set."""
    sizes = Counter[float]()
    for item in items:
        if isinstance(item, Line):
            sizes[item.size] += len(item.text)
    return max(sizes, key=lambda size: sizes[size], default=0)


def _capitals(words: str) -> bool:
    letters = [letter for letter in words if letter.isalpha()]
    return len(letters) > 5 and all(letter.isupper() for letter in letters)


def _kind(words: str) -> str:
    if _URGENT.search(words):
        return "urgent"
    return "important" if _IMPORTANT.search(words) else ""


def _names_box(words: str) -> bool:
    """Whether words only say what a box is for: "Warning", "Please note"."""
    return len(words.split()) <= 2 and bool(_kind(words) or words.lower().rstrip("!:") in ("note", "please note"))


def _cut(spans: Spans, length: int) -> Spans:
    """The spans without so many letters at their beginning."""
    made = []
    for span in spans:
        taken = min(length, len(span.text))
        length -= taken
        if span.text[taken:]:
            made.append(replace(span, text=span.text[taken:]))
    return tuple(made)


def _split(spans: Spans) -> Iterator[Spans]:
    """The lines that breaks made by hand divide words into."""
    line: list[Span] = []
    for span in spans:
        first, *others = span.text.split("\n")
        line.append(replace(span, text=first))
        for other in others:
            yield tuple(line)
            line = [replace(span, text=other)]
    yield tuple(line)
