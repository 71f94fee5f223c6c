"""A Word file of ours that somebody has edited -> the same changes in the edition's YAML, and in nothing else of it.

The file knows its passages by their marks (`press.manuscript.passages`). A passage whose words are not those of its
mark was changed in Word; one whose mark no passage of the edition has was changed in the edition since. Where both are
so, nobody guesses: both are shown. What is changed is put in word by word, so that links, strong words, comments and
line breaks around it stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

import yaml

from press.incoming.draft import Decisions, Paragraph
from press.incoming.edits import Edit, Merged, Sort, State
from press.incoming.found import File, Frame, Grid, Image, Item, Line, Span
from press.incoming.markdown import Writer
from press.incoming.printed import Cell as PrintedCell
from press.incoming.printed import Passage, cells, passages
from press.incoming.sources import Kind, Source, sources
from press.incoming.wording import Replacement, Unclear, replaced
from press.manuscript import Manuscript
from press.manuscript.passages import digest, is_leaflet, marked, normal


@dataclass(slots=True)
class _Paragraph:
    """A paragraph of the file, and the number of the passage that it was; None for one that was none."""

    line: Line
    mark: str = ""
    number: int | None = None
    cell: bool = False
    printed: str = ""
    """What was printed in its place, where that is not the passage alone: in a list a cell has its head before it."""

    @property
    def text(self) -> str:
        return normal(self.line.text)

    @property
    def edited(self) -> bool:
        return digest(self.line.text) != self.mark


def made_of(file: File) -> str:
    """The bookmark that says which edition a file was made of; empty where there is none."""
    marks = (mark for line, _ in _lines(file.items) for mark in line.bookmarks)
    return next(filter(is_leaflet, marks), "")


def merge(file: File, before: File, text: str, manuscript: Manuscript) -> Merged:
    """The changes of a file put into an edition.

    ``file`` is what was found in it with its tracked changes accepted, ``before`` without them; ``text`` the edition's
    YAML, and ``manuscript`` what a document of it says today. An unedited file gives the same text, letter by letter.
    """
    return _Merger(file, before, text, manuscript).merged()


class _Merger:
    def __init__(self, file: File, before: File, text: str, manuscript: Manuscript) -> None:
        self.file = file
        self.text = text
        self.manuscript = manuscript
        self.passages = list(passages(manuscript, sources(text)))
        self.labelled = {cell.mark: cell for part in manuscript.parts for cell in cells(part.section)}
        self.paragraphs = _matched(file, self.passages, self.labelled)
        self.originals = {line.bookmarks: normal(line.text) for line, _ in _lines(before.items)}
        self.since = self.changed_since()
        self.fresh = any(manuscript.code in each for each in file.furniture)
        """Whether the edition's words are those that the file was made of: then what it lacks was taken out of it."""
        self.edits: list[Edit] = []
        self.replacements: list[Replacement] = []
        self.writer = Writer(manuscript.language, Decisions())

    def merged(self) -> Merged:
        for at, paragraph in enumerate(self.paragraphs):
            if paragraph.number is not None:
                if paragraph.edited:
                    self.changed(paragraph, self.passages[paragraph.number])
            elif paragraph.mark:
                self.stranger(paragraph)
            elif at and any(each.number is not None for each in self.paragraphs[:at]):
                self.added(at)
        self.removed()
        self.moved()
        self.pictures()
        comments = tuple(each.text for each in self.file.questions if each.place.startswith("a comment by"))
        text = self.written()
        if not self.sound(text):
            why = "It could not be put in without harm to what stands around it."
            text, self.edits = self.text, [_left(edit, why) for edit in self.edits]
        return Merged(text, tuple(sorted(self.edits, key=_weight)), comments)

    def sound(self, text: str) -> bool:
        """Whether the new text has as many passages as it should, and says of each change what is wanted."""
        done = Counter(edit.sort for edit in self.edits if edit.state is State.APPLIED)
        try:
            found = sources(text)
        except yaml.YAMLError:
            return False
        return len(found) == len(sources(self.text)) + done[Sort.ADDED] - done[Sort.REMOVED]

    def note(
        self, sort: Sort, where: str, before: str, after: str, state: State, note: str = "", *, tracked: bool = False
    ) -> None:
        self.edits.append(Edit(sort, where, before, after, state, note, tracked))

    # Words

    def changed(self, paragraph: _Paragraph, passage: Passage) -> None:
        """A passage whose words are others than were made."""
        tracked = self.originals.get(paragraph.line.bookmarks) == normal(paragraph.printed or passage.text)
        if passage.source is None:
            note = "Change it there: every leaflet that prints it changes with it."
            self.note(Sort.CHANGED, passage.owner, passage.text, paragraph.text, State.LIBRARY, note)
            return
        before, after, label = paragraph.printed or passage.text, paragraph.text, passage.source.label
        try:
            self.replacements += replaced(passage.source, before, after)
        except Unclear as why:
            self.note(Sort.CHANGED, label, before, after, State.BY_HAND, str(why), tracked=tracked)
        else:
            self.note(Sort.CHANGED, label, before, after, State.APPLIED, tracked=tracked)

    def stranger(self, paragraph: _Paragraph) -> None:
        """A passage that the edition has not today: the clinic's, a volume's, or one that was changed since."""
        if paragraph.edited:
            note = "The edition has other words today than when the file was made. Look which are right."
            now = self.passages[self.since[id(paragraph)]] if id(paragraph) in self.since else None
            where = now.source.label if now and now.source else "a passage that the edition has no more"
            self.note(Sort.CHANGED, where, now.text if now else "", paragraph.text, State.CONFLICT, note)

    def changed_since(self) -> dict[int, int]:
        """The passages that stand today where the file has words that the edition has no more, by those paragraphs."""
        present = {each.number for each in self.paragraphs if each.number is not None}
        found: dict[int, int] = {}
        last = -1
        for paragraph in self.paragraphs:
            if paragraph.number is not None:
                last = paragraph.number
            elif paragraph.mark and last >= 0:
                after = last + 1
                if after < len(self.passages) and after not in present and self.passages[after].source:
                    found[id(paragraph)] = last = after
        return found

    # Paragraphs

    def added(self, at: int) -> None:
        """A paragraph that nobody had made, put behind the one before it."""
        paragraph = self.paragraphs[at]
        if not paragraph.text:
            return
        anchors = [each for each in self.paragraphs[:at] if each.number is not None]
        behind = self.passages[anchors[-1].number or 0]
        source = behind.source
        if source is None or source.kind is Kind.FIXED or paragraph.cell or paragraph.line.level:
            where = source.label if source else behind.owner
            note = "It does not stand behind a paragraph or an item of the edition: put it where it belongs."
            self.note(Sort.ADDED, f"behind {where}", "", paragraph.text, State.BY_HAND, note)
            return
        words = self.writer.block(Paragraph(_bare(paragraph.line), paragraph.line.place))
        listed = source.kind is Kind.ITEM and paragraph.line.marker is not None
        first = f"{source.indent}{_next_marker(source.marker)}" if listed else source.indent
        rest = source.indent + " " * len(source.marker) if listed else source.indent
        lines = [f"{first if number == 0 else rest}{line}" for number, line in enumerate(words.split("\n"))]
        self.replacements.append(Replacement(source.end, source.end, ("\n" if listed else "\n\n") + "\n".join(lines)))
        self.note(Sort.ADDED, f"behind “{_short(behind.text)}”, {source.label}", "", paragraph.text, State.APPLIED)

    def removed(self) -> None:
        """Passages of the edition that the file has no more, though it has what stands before and behind them."""
        present = {each.number for each in self.paragraphs if each.number is not None}
        heads = {head for each in self.paragraphs if each.printed for head in self.labelled[each.mark].heads}
        own = [number for number, passage in enumerate(self.passages) if passage.source and number in present]
        if not own:
            return
        whole = any(self.passages[number].source is None for number in present if number > own[-1])
        last = len(self.passages) if whole else own[-1]
        for number, passage in enumerate(self.passages[own[0] : last], own[0]):
            source = passage.source
            if (
                number in present
                or number in self.since.values()
                or source is None
                or passage.owner == "picture"
                or normal(passage.text) in heads
            ):
                continue
            if not self.fresh:
                note = "Either it was taken out in Word, or the edition has it since the file was made."
                self.note(Sort.REMOVED, source.label, passage.text, "", State.CONFLICT, note)
            elif source.kind is Kind.FIXED or not self.alone(source):
                note = "It cannot be taken out alone: look what stands with it."
                self.note(Sort.REMOVED, source.label, passage.text, "", State.BY_HAND, note)
            else:
                self.replacements.append(self.without(source))
                self.note(Sort.REMOVED, source.label, passage.text, "", State.APPLIED)

    def alone(self, source: Source) -> bool:
        """Whether nothing else of the edition depends on the lines of a text: an item has no list below it."""
        following = self.text[source.end + 1 : self.text.find("\n", source.end + 1)]
        deeper = len(following) - len(following.lstrip(" ")) > len(source.indent)
        return source.kind is not Kind.ITEM or not (following.strip() and deeper)

    def moved(self) -> None:
        """Passages that stand elsewhere than they did, put behind what they stand behind now where that is alike."""
        known = [each for each in self.paragraphs if each.number is not None]
        order = [each.number for each in known if each.number is not None and self.passages[each.number].source]
        kept = set(_rising(order))
        for at, number in enumerate(order):
            source = self.passages[number].source
            if number in kept or source is None:
                continue
            behind = self.passages[order[at - 1]].source if at and order[at - 1] in kept else None
            text = self.passages[number].text
            if self.fresh and behind and self.alike(source, behind):
                lines = self.text[source.start : source.end]
                gap = "\n" if source.kind is Kind.ITEM else "\n\n"
                self.replacements.append(self.without(source))
                self.replacements.append(Replacement(behind.end, behind.end, gap + lines))
                self.note(Sort.MOVED, source.label, text, text, State.APPLIED)
            else:
                note = "Move it in the edition as it was moved in the file."
                self.note(Sort.MOVED, source.label, text, text, State.BY_HAND, note)

    def alike(self, source: Source, other: Source) -> bool:
        """Whether a text can stand behind another with its lines as they are: both alone, and items with bullets."""
        same = (source.kind, source.indent, source.marker) == (other.kind, other.indent, other.marker)
        return same and source.kind is not Kind.FIXED and self.alone(source) and self.alone(other)

    def without(self, source: Source) -> Replacement:
        """The lines of a text taken out, of a paragraph with the blank line behind it."""
        end = source.end + (1 if source.end < len(self.text) else 0)
        behind = self.text[end : self.text.find("\n", end) + 1]
        blank = source.kind is Kind.PARAGRAPH and not behind.strip()
        return Replacement(source.start, end + (len(behind) if blank else 0), "")

    def pictures(self) -> None:
        """Alternative texts that are others than were made, and pictures that were pasted in."""
        known = Counter(normal(passage.text) for passage in self.passages if passage.owner == "picture")
        own = dropwhile(lambda item: not _is_title(item), self.file.items)
        shown = [normal(image.alt) for image in _images(own) if image.alt]  # a clinic's logo stands before the title
        missing = [text for text in known if text not in shown]
        printed = {normal(passage.text) for passage in self.passages}
        strange = [text for text in shown if text not in printed]
        of = {normal(passage.text): passage.source for passage in self.passages if passage.owner == "picture"}
        for before, after in zip(missing, strange, strict=False):
            self.described(of[before], before, after)
        for text in strange[len(missing) :]:
            self.note(
                Sort.ADDED, "a picture", "", text, State.BY_HAND, "Put the picture beside the edition, and name it."
            )

    def described(self, source: Source | None, before: str, after: str) -> None:
        """A picture that has another alternative text."""
        if source is None:
            return
        try:
            self.replacements += replaced(source, before, after)
            self.note(Sort.CHANGED, source.label, before, after, State.APPLIED)
        except Unclear as why:
            self.note(Sort.CHANGED, source.label, before, after, State.BY_HAND, str(why))

    # The text

    def written(self) -> str:
        """The YAML with all replacements in it, from its end to its beginning."""
        text = self.text
        for each in sorted(self.replacements, key=lambda each: (each.start, each.end), reverse=True):
            text = text[: each.start] + each.text + text[each.end :]
        return text


# The file


def _lines(items: Iterable[Item], *, cell: bool = False) -> Iterator[tuple[Line, bool]]:
    """Every paragraph of a file, and whether it stands in a table."""
    for item in items:
        match item:
            case Line():
                yield item, cell
            case Frame(items=inner):
                yield from _lines(inner, cell=cell)
            case Grid(rows=rows):
                for row in rows:
                    for each in row:
                        yield from _lines(each.items, cell=True)


def _images(items: Iterable[Item]) -> Iterator[Image]:
    for item in items:
        match item:
            case Image():
                yield item
            case Frame(items=inner):
                yield from _images(inner)
            case Grid(rows=rows):
                yield from (image for row in rows for cell in row for image in _images(cell.items))


def _matched(file: File, passages: Sequence[Passage], labelled: Mapping[str, PrintedCell]) -> list[_Paragraph]:
    """The paragraphs of a file, each with the passage that it was: of those that say the same, the next."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, passage in enumerate(passages):
        places[digest(passage.text)].append(number)
    found = []
    last = -1
    for line, cell in _lines(file.items):
        mark = next(filter(None, map(marked, line.bookmarks)), "")
        paragraph = _Paragraph(line, mark, cell=cell)
        free = places.get(mark, [])
        if not free and mark in labelled:
            free = places.get(digest(labelled[mark].text), [])
            paragraph.printed = labelled[mark].printed if free else ""
        if free:
            number = next((each for each in free if each > last), free[0])
            free.remove(number)
            paragraph.number = last = number
        found.append(paragraph)
    return found


def _left(edit: Edit, why: str) -> Edit:
    return replace(edit, state=State.BY_HAND, note=why) if edit.state is State.APPLIED else edit


def _is_title(item: Item) -> bool:
    return isinstance(item, Line) and any(map(is_leaflet, item.bookmarks))


def _rising(numbers: Sequence[int]) -> list[int]:
    """The longest row of numbers among others of which each is larger than the one before."""
    best: list[list[int]] = []
    for number in numbers:
        longest = max((row for row in best if row[-1] < number), key=len, default=[])
        best.append([*longest, number])
    return max(best, key=len, default=[])


def _bare(line: Line) -> tuple[Span, ...]:
    """The words of a paragraph with what is strong in them, and with its links that lead out of the leaflet."""
    return tuple(replace(span, link="" if span.link.startswith("#") else span.link, language="") for span in line.spans)


def _next_marker(marker: str) -> str:
    """What stands before the item behind one: a bullet, or the next number."""
    number = re.fullmatch(r"(\d+)(\.\s+)", marker)
    return f"{int(number[1]) + 1}{number[2]}" if number else marker


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _weight(edit: Edit) -> tuple[bool, int]:
    return not edit.of_numbers, list(Sort).index(edit.sort)
