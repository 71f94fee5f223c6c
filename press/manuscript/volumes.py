"""Volumes: a leaflet that is too long for one, in several, each with a title page of its own.

A part is never divided. Pictures in words stand in the volume of their pictures. A reference to
another volume says which; it is no link, for that is another file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import assert_never

from press.layout import Strings
from press.manuscript.rewriting import Rewriter
from press.manuscript.script import Kind, Manuscript, Part, described, explained
from press.model import (
    Abbreviation,
    CrossReference,
    Description,
    Emphasis,
    Foreign,
    Inline,
    Link,
    Section,
    Strong,
    Term,
    Text,
    TopicReference,
    Words,
    figures,
)


def divide(manuscript: Manuscript, starts: Sequence[int]) -> tuple[Manuscript, ...]:
    """The manuscript in volumes.

    ``starts`` are the indices, ascending, of the parts that open a volume after the first; the part
    of the pictures in words opens none.
    """
    groups = [manuscript.parts[start:end] for start, end in pairwise((0, *starts, len(manuscript.parts)))]
    volumes = [_with_pictures(manuscript, group) for group in groups]
    homes = {
        anchor: number
        for number, parts in enumerate(volumes, 1)
        for anchor in _anchors([part.section for part in parts])
    }
    return tuple(_volume(manuscript, parts, number, len(volumes), homes) for number, parts in enumerate(volumes, 1))


def _volume(
    manuscript: Manuscript, parts: Iterable[Part], number: int, volumes: int, homes: Mapping[str, int]
) -> Manuscript:
    signpost = _Signpost(number, homes, manuscript.strings)
    return replace(
        manuscript,
        parts=tuple(replace(part, section=signpost.section(part.section)) for part in parts),
        volume=manuscript.strings["volume_of"].format(volume=number, volumes=volumes),
    )


def _with_pictures(manuscript: Manuscript, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts of a volume, behind its own text those of its pictures that are told in words."""
    body = tuple(part for part in parts if part.kind is Kind.BODY)
    rest = tuple(part for part in parts if part.kind not in (Kind.BODY, Kind.PICTURES))
    own = {described(figure) for figure in figures(part.section for part in body)}
    told = (_only(part, own) for part in manuscript.parts if part.kind is Kind.PICTURES)
    return (*body, *(part for part in told if part.section.sections), *rest)


def _only(part: Part, ids: Collection[str]) -> Part:
    """A part with those of its sections that have these ids."""
    sections = tuple(section for section in part.section.sections if section.id in ids)
    return replace(part, section=replace(part.section, sections=sections))


def _anchors(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        yield section.id
        for block in section.blocks:
            if isinstance(block, Description):
                yield from (entry.anchor for entry in block.entries)
        yield from _anchors(section.sections)
    yield from (figure.anchor for figure in figures(sections))


class _Signpost(Rewriter):
    """Makes references to other volumes say which; ``homes`` has the volume of each anchor."""

    def __init__(self, number: int, homes: Mapping[str, int], strings: Strings) -> None:
        self.number = number
        self.homes = homes
        self.strings = strings

    def words(self, words: Words) -> Words:
        return tuple(pointed for inline in words for pointed in self.inline(inline))

    def inline(self, inline: Inline) -> Words:
        match inline:
            case Text() | Abbreviation():
                return (inline,)
            case CrossReference(words, target) if self.homes[target] != self.number:
                signpost = self.strings["see_volume"].format(volume=self.homes[target])
                return (*self.words(words), Text(f" {signpost}"))
            case Term(words, entry) if self.homes[explained(entry)] != self.number:
                return self.words(words)
            case Strong() | Emphasis() | Link() | CrossReference() | TopicReference() | Term() | Foreign():
                return (replace(inline, words=self.words(inline.words)),)
            case _:
                assert_never(inline)
