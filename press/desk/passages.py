"""An edition's words as pages show them to whoever reads and signs them: lists as lists, pictures in their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from press import digest
from press.review.changes.passages import Passage

_MARK = re.compile(r"(?P<kind>Strong|Emphasis|Link to|Term|In the language)\b(?P<to>.*?): “(?P<words>.*)”(?: \(\d+\))?")
"""What a silent passage says of words in the one before it, as `press.review.changes.passages` writes it."""
_LIST = re.compile(r"List: (?:with bullets|numbered from (?P<start>\d+))")
_INLINE = ("Strong", "Emphasis")


@dataclass(slots=True)
class Shown:
    """A passage as it is shown: in which element, and what it says.

    ``tag`` is ``h3``, ``h4``, ``p``, ``li``, ``picture`` or ``silent``; ``strong`` are the parts of the text that are
    printed strong, by their first and last signs; ``hints`` say what else is true of it; ``figure`` is the id of its
    picture.
    """

    tag: str
    text: str
    id: str
    """Of what may be said about it: of its words, so that it leads to no other's when the leaflet has changed."""
    figure: str = ""
    strong: list[tuple[int, int]] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    more: list[Shown] = field(default_factory=list)
    """The other paragraphs of an item."""

    @classmethod
    def of(cls, passage: Passage) -> Shown:
        figure = passage.of if passage.style == "Picture" else ""
        return cls(_tag(passage), passage.text, digest.of(passage.text), figure)

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in parts, each with whether it is printed strong."""
        at = 0
        for begin, end in sorted(self.strong):
            if begin >= at:
                yield self.text[at:begin], False
                yield self.text[begin:end], True
                at = end
        yield self.text[at:], False


@dataclass(slots=True)
class Listed:
    """Items of a list, one after the other: ``start`` is the number of the first, 0 where they have bullets; ``depth``
    is 1 for a list in no other."""

    start: int
    depth: int
    parts: list[Shown]
    tag: str = "list"


def _tag(passage: Passage) -> str:
    if passage.silent:
        return "silent"
    if passage.style.startswith(("Heading2", "Heading3", "Heading4", "BoxHeading", "DefinitionTerm")):
        return "h4"
    if passage.style.startswith("Heading"):
        return "h3"
    if passage.style == "Picture":
        return "picture"
    return "li" if passage.style.startswith("List") else "p"


def shown(passages: Iterable[Passage]) -> list[Shown | Listed]:
    """Passages as they are shown, in their order; facts about the edition are hints of one passage."""
    arranged = _Arranged()
    for passage in passages:
        arranged.take(passage)
    return arranged.found


class _Arranged:
    def __init__(self) -> None:
        self.found: list[Shown | Listed] = []
        self.last: Shown | None = None
        """The passage that marks are about."""
        self.begins = False
        """Whether the next item is the first of its list."""
        self.numbers: dict[int, int] = {}
        """The number of the next item, by the depth of its list; 0 where its items have bullets."""

    def take(self, passage: Passage) -> None:
        depth = passage.within.count("item")
        if passage.silent:
            self._silent(passage, depth)
            return
        one = self.last = Shown.of(passage)
        if one.tag == "li" and passage.within.endswith(("item", "item, going on")):
            self._item(one, depth, going_on=passage.within.endswith("item, going on"))
        else:
            one.tag = "p" if one.tag == "li" else one.tag
            self.found.append(one)

    def _silent(self, passage: Passage, depth: int) -> None:
        if listed := _LIST.fullmatch(passage.text):
            self.numbers[depth + 1] = int(listed["start"] or 0)
            self.begins, self.last = True, None
        elif (mark := _MARK.fullmatch(passage.text)) and self.last and not passage.about:
            _marked(self.last, mark)
        elif passage.about and self.found and isinstance(self.found[-1], Shown) and self.found[-1].tag == "silent":
            self.found[-1].hints.append(passage.text)
        else:
            self.found.append(Shown("silent", "", digest.of(passage.text), hints=[passage.text]))

    def _item(self, one: Shown, depth: int, *, going_on: bool) -> None:
        before = self.found[-1] if self.found else None
        beside = before if isinstance(before, Listed) and before.depth == depth and not self.begins else None
        self.begins = False
        if going_on and beside:
            beside.parts[-1].more.append(one)
        elif going_on:  # after a list, or a box, in its item
            one.tag = "p"
            self.found.append(one)
        elif beside:
            beside.parts.append(one)
        else:
            self.found.append(Listed(self.numbers.get(depth, 0), depth, [one]))
        if self.numbers.get(depth) and not going_on:
            self.numbers[depth] += 1


def _marked(one: Shown, mark: re.Match[str]) -> None:
    """Show a mark of words in a passage: those that are strong as such, what cannot be seen as a hint.

    Words that the passage has more than once are named in a hint: which of them are strong cannot be told.
    """
    words = mark["words"]
    if mark["kind"] in _INLINE and one.text.count(words) == 1:
        begin = one.text.index(words)
        one.strong.append((begin, begin + len(words)))
    elif not _told_by_the_words(mark["kind"], mark["to"].strip(), words):
        one.hints.append(mark[0])


def _told_by_the_words(kind: str, to: str, words: str) -> bool:
    """Whether a link dials just the number that it says, or a word that is explained is the name of its entry."""
    if kind == "Term":
        return to.replace("-", " ").casefold() == words.replace("-", " ").casefold()
    return to.startswith("tel:") and re.sub(r"\D", "", to) == re.sub(r"\D", "", words)
