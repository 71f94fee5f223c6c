"""A Word file of ours that somebody has edited -> the same changes in the edition's YAML, and in nothing else of it.

The file knows its passages by their marks (`press.manuscript.passages`). A passage whose words are not those of its
mark was changed in Word; one whose mark no passage of the edition has was changed in the edition since. Where both are
so, nobody guesses: both are shown. What is changed is put in word by word, so that links, strong words, comments and
line breaks around it stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile

import yaml

from press.incoming.draft import Decisions, Paragraph
from press.incoming.edits import Edit, Merged, Sort, State
from press.incoming.emphasis import links, strong
from press.incoming.found import File, Line, Span
from press.incoming.markdown import Writer
from press.incoming.printed import NUMBERS, Passage, cells, passages
from press.incoming.returned import Returned, images_of, is_title, lines_of, matched
from press.incoming.sources import Kind, Source, sources
from press.incoming.wording import Replacement, Unclear, replaced
from press.manuscript import Manuscript
from press.manuscript.passages import digest, marked, normal
from press.prose.markdown import blocks

_MOST_VOLUMES = 30
"""No leaflet has so many."""


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
        named = manuscript.strings["volume_of"].format
        others = {normal(named(volume=one, volumes=of)) for of in range(2, _MOST_VOLUMES) for one in range(2, of + 1)}
        self.paragraphs = matched(file, self.passages, self.labelled, others)
        self.originals = {line.bookmarks: normal(line.text) for line, _ in lines_of(before.items)}
        self.since = self.changed_since()
        self.fresh = any(manuscript.code in each for each in file.furniture)
        """Whether the edition's words are those that the file was made of: then what it lacks was taken out of it."""
        self.volume = any(line.style == "volume" for line, _ in lines_of(file.items))
        self.known = {digest(passage.text) for passage in self.passages}
        self.unclear: set[int | None] = set()
        """The passages that have to be changed by hand."""
        self.edits: list[Edit] = []
        self.replacements: list[Replacement] = []
        self.writer = Writer(manuscript.language, Decisions())

    def merged(self) -> Merged:
        for at, paragraph in enumerate(self.paragraphs):
            if paragraph.number is not None:
                if paragraph.edited:
                    self.changed(paragraph, self.passages[paragraph.number])
                self.beside(paragraph, self.passages[paragraph.number])
            elif paragraph.mark:
                self.stranger(paragraph)
            else:
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
        if _has_emptied(text):
            return False
        return len(found) == len(sources(self.text)) + done[Sort.ADDED] - done[Sort.REMOVED]

    def note(
        self, sort: Sort, where: str, before: str, after: str, state: State, note: str = "", *, tracked: bool = False
    ) -> None:
        self.edits.append(Edit(sort, where, before, after, state, note, tracked))

    # Words

    def changed(self, paragraph: Returned, passage: Passage) -> None:
        """A passage whose words are others than were made."""
        tracked = self.originals.get(paragraph.line.bookmarks) == normal(paragraph.printed or passage.text)
        if passage.source is None:
            note, state = "Change it there: every leaflet that prints it changes with it.", State.LIBRARY
            if passage.owner == NUMBERS:
                note, state = "Change the numbers in the edition: the press says and draws what follows.", State.BY_HAND
            self.unclear.add(paragraph.number)
            self.note(Sort.CHANGED, passage.owner, passage.text, paragraph.text, state, note)
            return
        before, after, label = paragraph.printed or passage.text, paragraph.text, passage.source.label
        try:
            self.replacements += replaced(passage.source, before, after)
        except Unclear as why:
            self.unclear.add(paragraph.number)
            self.note(Sort.CHANGED, label, before, after, State.BY_HAND, str(why), tracked=tracked)
        else:
            self.note(Sort.CHANGED, label, before, after, State.APPLIED, tracked=tracked)

    def beside(self, paragraph: Returned, passage: Passage) -> None:
        """What changed in a passage beside its words: where a link leads, what is strong, whether it is an item."""
        source, line = passage.source, paragraph.line
        if source is None or passage.owner == "picture" or not source.markdown:
            return
        gone, new, made = links(self.text, source, line)
        if gone or new:
            self.replacements += made
            state, note = (State.APPLIED, "") if made else (State.BY_HAND, "Change the links of the passage.")
            self.note(Sort.CHANGED, f"a link under {source.label}", " ".join(gone), " ".join(new), state, note)
        before, after = strong(self.text, source, line)
        certain = not paragraph.edited or (paragraph.number not in self.unclear and not (before and after))
        if before != after and certain:
            note = f"In “{_short(paragraph.text)}” other words are strong: mark them with ** in the edition."
            self.note(Sort.CHANGED, f"strong words under {source.label}", before, after, State.BY_HAND, note)
        if source.kind is Kind.ITEM and source.marker and line.marker is None and not line.level:
            note = "It is no item of a list any more: take the sign before it away in the edition."
            self.note(Sort.CHANGED, source.label, paragraph.text, paragraph.text, State.BY_HAND, note)

    def stranger(self, paragraph: Returned) -> None:
        """A passage that the edition has not today: the clinic's, a volume's, or one that was changed since."""
        if not paragraph.edited and paragraph.mark in self.known:
            note = "It stands in the file once more than in the edition: put it where it belongs."
            self.note(Sort.ADDED, "a copy of a passage", "", paragraph.text, State.BY_HAND, note)
        elif paragraph.edited:
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
        anchor = next((each.number for each in reversed(self.paragraphs[:at]) if each.mark), None)
        behind = self.passages[anchor] if anchor is not None else None
        source = behind.source if behind else None
        if behind is None or source is None or anchor in self.unclear or not self.takes(source, paragraph):
            where = source.label if source else behind.owner if behind else "what the edition has not"
            note = "It does not stand behind a paragraph or an item of the edition: put it where it belongs."
            if anchor is not None and anchor in self.unclear:
                note = "What it stands behind has to be changed by hand: perhaps it was a part of that."
            self.note(Sort.ADDED, f"behind {where}", "", paragraph.text, State.BY_HAND, note)
            return
        words = self.writer.block(Paragraph(_bare(paragraph.line), paragraph.line.place))
        listed = source.kind is Kind.ITEM and paragraph.line.marker is not None
        first = f"{source.indent}{_next_marker(source.marker)}" if listed else source.indent
        rest = source.indent + " " * len(source.marker) if listed else source.indent
        lines = [f"{first if number == 0 else rest}{line}" for number, line in enumerate(words.split("\n"))]
        self.replacements.append(Replacement(source.end, source.end, ("\n" if listed else "\n\n") + "\n".join(lines)))
        self.note(Sort.ADDED, f"behind “{_short(behind.text)}”, {source.label}", "", paragraph.text, State.APPLIED)

    @property
    def joined(self) -> set[str]:
        """The marks of passages that stand now in a paragraph that has to be changed by hand."""
        unclear = [each.line.bookmarks for each in self.paragraphs if each.number in self.unclear]
        return {mark for bookmarks in unclear for mark in map(marked, bookmarks) if mark}

    def takes(self, source: Source, paragraph: Returned) -> bool:
        """Whether a new paragraph can stand behind a text of the edition."""
        return source.kind is not Kind.FIXED and not paragraph.cell and not paragraph.line.level

    def expected(self, present: Collection[int | None]) -> Iterator[int]:
        """The passages that the file should have: of a volume those of the parts that it has, else all."""
        known = (passage for number, passage in enumerate(self.passages) if number in present)
        # Whom to turn to and the words explained stand in each volume.
        parts = {passage.part for passage in known if passage.part and passage.source}
        first, last = min(parts, default=0), max(parts, default=0)
        for number, passage in enumerate(self.passages):
            if not self.volume or passage.part == 0 or first <= passage.part <= last:
                yield number

    def removed(self) -> None:
        """Passages of the edition that the file has no more, though it should have them."""
        present = {each.number for each in self.paragraphs if each.number is not None}
        heads = {head for each in self.paragraphs if each.printed for head in self.labelled[each.mark].heads}
        there = present | set(self.since.values())
        left = set[int]()
        for number in self.expected(present):
            passage = self.passages[number]
            if number in there or passage.owner == "picture" or normal(passage.text) in heads:
                continue
            source = passage.source
            if source is None:
                self.unprinted(passage)
                continue
            state, note = self.why_it_stays(passage, source, under=number - 1 in left)
            self.note(Sort.REMOVED, source.label, passage.text, "", state, note)
            if state is State.APPLIED:
                self.replacements.append(self.without(source))
            else:
                left.add(number)

    def unprinted(self, passage: Passage) -> None:
        """A contact or a word of the library that was taken out of the file; of the rest the press prints its own."""
        if self.fresh and not self.volume and passage.owner.startswith(("contact ", "term ")):
            note = "It is the library's: take its name out of the edition, if it is not to be printed."
            self.note(Sort.REMOVED, passage.owner, passage.text, "", State.LIBRARY, note)

    def why_it_stays(self, passage: Passage, source: Source, *, under: bool) -> tuple[State, str]:
        """Why a text that the file lacks is not taken out of the edition; ``under`` another that is left."""
        if not self.fresh:
            return State.CONFLICT, "Either it was taken out in Word, or the edition has it since the file was made."
        if digest(passage.text) in self.joined:
            return State.BY_HAND, "It was joined with what stands before it, which has to be changed by hand."
        if under:
            return State.BY_HAND, "What stands above it was taken out too: take both out together."
        if source.kind is Kind.FIXED or not self.alone(source):
            return State.BY_HAND, "It cannot be taken out alone: look what stands with it."
        return State.APPLIED, ""

    def alone(self, source: Source) -> bool:
        """Whether nothing else of the edition depends on the lines of a text: an item has no list below it."""
        following = self.text[source.end + 1 : self.text.find("\n", source.end + 1)]
        deeper = len(following) - len(following.lstrip(" ")) > len(source.indent)
        return source.kind is not Kind.ITEM or not (following.strip() and deeper)

    def moved(self) -> None:
        """Passages that stand elsewhere than they did, put behind what they stand behind now where that is alike."""
        numbers = [each.number for each in self.paragraphs if each.number is not None]
        order = [number for number in numbers if self.passages[number].source]
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
        own = dropwhile(lambda item: not is_title(item), self.file.items)
        shown = [normal(image.alt) for image in images_of(own) if image.alt]  # a clinic's logo stands before the title
        missing = [text for text in known if text not in shown]
        printed = {normal(passage.text) for passage in self.passages}
        strange = [text for text in shown if text not in printed]
        of = {normal(passage.text): passage.source for passage in self.passages if passage.owner == "picture"}
        for before, after in zip(missing, strange, strict=False):
            self.described(of[before], before, after)
        bare = sum(not image.alt and not image.decorative for image in images_of(self.file.items))
        for text in [*strange[len(missing) :], *["a picture without an alternative text"] * bare]:
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
        """The YAML with all replacements in it, from its end to its beginning; of those at one place the last first."""
        text = self.text
        in_order = sorted(self.replacements, key=lambda each: (each.start, each.end))
        for each in in_order[::-1]:
            text = text[: each.start] + each.text + text[each.end :]
        return text


def _left(edit: Edit, why: str) -> Edit:
    return replace(edit, state=State.BY_HAND, note=why) if edit.state is State.APPLIED else edit


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


def _has_emptied(text: str) -> bool:
    """Whether a section or a box of an edition has nothing in it."""
    bodies = [str(section.get("body") or "") for section in yaml.safe_load(text).get("sections") or ()]
    nodes = [node for body in bodies for node in blocks(body)]
    return not all(body.strip() for body in bodies) or any(
        node.kind == "box_open" and not node.inside for node in nodes
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _weight(edit: Edit) -> tuple[bool, int]:
    return not edit.of_numbers, list(Sort).index(edit.sort)
