"""Volumes: a leaflet that is too long for one, in several, each with a title page of its own.

A part is never divided. Pictures in words stand in the volume of their pictures. Whom to turn to stands in each
volume, and so do the words that are explained and met in it; the first says what stands in the others. A reference
to another volume says which, and the page there where that is known; it is no link, for that is another file.
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
    Item,
    Link,
    List,
    Paragraph,
    Section,
    Strong,
    Term,
    Text,
    TopicReference,
    Words,
    figures,
    plain,
)

Pages = Sequence[Mapping[str, int]]
"""For each volume, the pages of its anchors, from 1; empty where they are not known."""


def divide(manuscript: Manuscript, starts: Sequence[int], pages: Pages = ()) -> tuple[Manuscript, ...]:
    """The manuscript in volumes.

    ``starts`` are the indices, ascending, of the parts that open a volume after the first; the part
    of the pictures in words opens none. ``pages`` are named where a volume tells of another.
    """
    groups = [manuscript.parts[start:end] for start, end in pairwise((0, *starts, len(manuscript.parts)))]
    volumes = [_with_help(manuscript, _with_pictures(manuscript, group)) for group in groups]
    homes = [frozenset(_anchors([part.section for part in parts])) for parts in volumes]
    volumes[0] = (*_contents(manuscript, volumes, pages), *volumes[0])
    return tuple(_volume(manuscript, parts, number, homes, pages) for number, parts in enumerate(volumes, 1))


def _named(manuscript: Manuscript, number: int, volumes: int) -> str:
    return manuscript.strings["volume_of"].format(volume=number, volumes=volumes)


def _contents(manuscript: Manuscript, volumes: Sequence[Sequence[Part]], pages: Pages) -> Iterator[Part]:
    """What the first volume says of the others: the headings of each, with their pages."""
    for number, parts in enumerate(volumes[1:], 2):
        known = pages[number - 1] if pages else {}
        found = [(part.section.heading, known.get(part.section.id)) for part in parts]
        see = manuscript.strings["see_page"]
        told = [(*_plain(words), *([Text(f" {see.format(page=page)}")] if page else ())) for words, page in found]
        items = tuple(Item((Paragraph(words),)) for words in told)
        heading = (Text(_named(manuscript, number, len(volumes))),)
        yield Part(Kind.VOLUMES, Section(f"volume--{number}", heading, (List(items),)))


def _plain(words: Words) -> Words:
    return (Text(plain(words)),)


def _volume(
    manuscript: Manuscript, parts: Iterable[Part], number: int, homes: Sequence[Collection[str]], pages: Pages
) -> Manuscript:
    signpost = _Signpost(number, homes, pages, manuscript.strings)
    return replace(
        manuscript,
        parts=tuple(replace(part, section=signpost.section(part.section)) for part in parts),
        volume=_named(manuscript, number, len(homes)),
    )


def _with_pictures(manuscript: Manuscript, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts of a volume, behind its own text those of its pictures that are told in words."""
    body = tuple(part for part in parts if part.kind is Kind.BODY)
    rest = tuple(part for part in parts if part.kind not in (Kind.BODY, Kind.PICTURES))
    own = {described(figure) for figure in figures(part.section for part in body)}
    told = (_only(part, own) for part in manuscript.parts if part.kind is Kind.PICTURES)
    return (*body, *(part for part in told if part.section.sections), *rest)


def _with_help(manuscript: Manuscript, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts of a volume with whom to turn to and the words that it explains, where they stand in another one."""
    shown = {part.kind for part in parts}
    met = _Met()
    for part in parts:
        met.section(part.section)
    added = []
    for part in manuscript.parts:
        if part.kind is Kind.SUPPORT and part.kind not in shown:
            added.append(part)
        elif part.kind is Kind.GLOSSARY and part.kind not in shown and met.entries:
            added.append(replace(part, section=_explaining(part.section, met.entries)))
    own = [part for part in parts if part.kind in (Kind.BODY, Kind.PICTURES)]
    return (*own, *added, *(part for part in parts if part not in own))


def _explaining(glossary: Section, entries: Collection[str]) -> Section:
    """A list of words with those of these anchors."""
    lists = (
        Description(tuple(entry for entry in block.entries if entry.anchor in entries))
        for block in glossary.blocks
        if isinstance(block, Description)
    )
    return replace(glossary, blocks=tuple(lists))


class _Met(Rewriter):
    """Learns which words that are explained are met."""

    def __init__(self) -> None:
        self.entries: set[str] = set()

    def words(self, words: Words) -> Words:
        for inline in words:
            if isinstance(inline, Term):
                self.entries.add(explained(inline.entry))
            if not isinstance(inline, Text | Abbreviation):
                self.words(inline.words)
        return words


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
    """Makes references to other volumes say which, and the page; ``homes`` has the anchors of each volume."""

    def __init__(self, number: int, homes: Sequence[Collection[str]], pages: Pages, strings: Strings) -> None:
        self.own = homes[number - 1]
        self.homes = homes
        self.pages = pages
        self.strings = strings

    def words(self, words: Words) -> Words:
        return tuple(pointed for inline in words for pointed in self.inline(inline))

    def inline(self, inline: Inline) -> Words:
        match inline:
            case Text() | Abbreviation():
                return (inline,)
            case CrossReference(words, target, within) if target not in self.own:
                home = next(number for number, anchors in enumerate(self.homes, 1) if target in anchors)
                page = self.pages[home - 1].get(target) if self.pages else None
                signpost = self.strings.see("see_volume_page" if page else "see_volume", within=within)
                return (*self.words(words), Text("".join(signpost).format(volume=home, page=page)))
            case Term(words, entry) if explained(entry) not in self.own:
                return self.words(words)
            case Strong() | Emphasis() | Link() | CrossReference() | TopicReference() | Term() | Foreign():
                return (replace(inline, words=self.words(inline.words)),)
            case _:
                assert_never(inline)
