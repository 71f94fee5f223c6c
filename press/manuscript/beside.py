"""Two languages in one leaflet, one after the other, or side by side, section by section.

The second leaflet follows the first, from its title to who published it. Each of its sections says its language, and so
do all words in it: whoever reads it aloud, or sets it from the right, need not guess. Its ids begin with its language,
so that links within it lead within it.

    parts of the first … · title, subtitle, summary · parts of the second …
    title, subtitle, summary of the second · a part of the first · the same of the second · the next of the first …
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from press.manuscript.rewriting import Rewriter
from press.manuscript.script import Kind, Manuscript, Part, explained
from press.model import (
    Abbreviation,
    Block,
    CrossReference,
    Description,
    Emphasis,
    Figure,
    FigureLabels,
    Foreign,
    Inline,
    Link,
    Paragraph,
    Section,
    Strong,
    Term,
    Text,
    TopicReference,
    Words,
)


def joined(first: Manuscript, second: Manuscript, *, abreast: bool = False) -> Manuscript:
    """The first manuscript with the second behind it; ``abreast``: with each part of the second behind its own."""
    hand = _Interpreter(second)
    front: list[Block] = [Paragraph((Strong((Text(second.notice),)),))] if second.notice else []
    front += [Paragraph(words) for words in (second.subtitle, second.summary) if words]
    opening = _said(hand, Section(_ABREAST if abreast else _OPENING, second.title, tuple(front)))
    said = [(part.kind, _said(hand, part.section)) for part in second.parts]
    if abreast:
        return replace(first, parts=(opening, *_paired(first.parts, said)), abreast=True)
    return replace(first, parts=(*first.parts, opening, *(part for _, part in said)))


def _said(hand: _Interpreter, section: Section) -> Part:
    return Part(Kind.SECOND, hand.section(section))


def _paired(parts: Sequence[Part], others: list[tuple[Kind, Part]]) -> Iterator[Part]:
    """Each part with that of the same kind in the other language; more of a kind come last of it."""
    last = {part.kind: number for number, part in enumerate(parts)}
    for number, part in enumerate(parts):
        yield part
        same = [each for each in others if each[0] is part.kind]
        for each in same if last[part.kind] == number else same[:1]:
            others.remove(each)
            yield each[1]
    yield from (part for _, part in others)


_OPENING, _ABREAST = "leaflet", "beside"


def opens_second(section: Section) -> bool:
    """Whether a second leaflet begins with this section: it begins on a page of its own."""
    return bool(section.language) and section.id == f"{section.language}--{_OPENING}"


class _Interpreter(Rewriter):
    """Makes each section, and all words in it, say their language."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.language = manuscript.language
        strings = manuscript.strings
        keys = ("image_credit", "licence", "picture_in_words")
        self.labels = FigureLabels(self.language, *(strings[key] for key in keys))

    def id(self, name: str) -> str:
        return f"{self.language}--{name}"

    def section(self, section: Section) -> Section:
        return replace(super().section(section), id=self.anchor(section.id), language=self.language)

    def words(self, words: Words) -> Words:
        return (Foreign(tuple(map(self.inline, words)), self.language),) if words else ()

    def inline(self, inline: Inline) -> Inline:
        match inline:
            case Text() | Abbreviation():
                return inline
            case CrossReference(words, target):
                return replace(inline, words=tuple(map(self.inline, words)), target=self.anchor(target))
            case Term(words, entry):
                return Term(tuple(map(self.inline, words)), self.id(entry))
            case Strong() | Emphasis() | Link() | TopicReference() | Foreign():
                return replace(inline, words=tuple(map(self.inline, inline.words)))
            case _:
                assert_never(inline)

    def anchor(self, target: str) -> str:
        """Where a link leads: ids of figures and the like are made of names, which say the language."""
        for start in (_FIGURE, _DESCRIBED, _TERM):
            if target.startswith(start):
                return f"{start}{self.id(target.removeprefix(start))}"
        return self.id(target)

    def block(self, block: Block) -> Block:
        made = super().block(block)
        if not isinstance(made, Description):
            return made
        entries = (replace(entry, anchor=entry.anchor and self.anchor(entry.anchor)) for entry in made.entries)
        return Description(tuple(entries))

    def figure(self, figure: Figure) -> Figure:
        return replace(super().figure(figure), id=self.id(figure.id), labels=self.labels)


_FIGURE, _DESCRIBED, _TERM = "figure--", "described--", explained("")
