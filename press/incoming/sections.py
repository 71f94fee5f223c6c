"""The sections that the headings of a draft divide it into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from press.incoming.draft import Block, Box, Figure, Heading, plain
from press.prose import forms


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the leaflet: its heading and where that stands, the bookmarks that lead to it, its blocks."""

    heading: str
    place: str
    bookmarks: tuple[str, ...]
    blocks: tuple[Block, ...]


def divided(blocks: Sequence[Block], title: str) -> Iterator[Section]:
    """What the headings of level 1 divide blocks into; what stands before the first goes under the title."""
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    if blocks[: starts[0] if starts else None]:
        yield Section(title, "", (), tuple(blocks[: starts[0] if starts else None]))
    for start, end in pairwise([*starts, len(blocks)]):
        heading = blocks[start]
        if isinstance(heading, Heading):
            yield Section(plain(heading.spans), heading.place, heading.bookmarks, tuple(blocks[start + 1 : end]))


def ids_of(headings: Sequence[str]) -> list[str]:
    """An id for each section."""
    taken = Counter[str]()
    found = []
    for heading in headings:
        stem = forms.slug(heading) or "section"
        taken[stem] += 1
        found.append(stem if taken[stem] == 1 else f"{stem}-{taken[stem]}")
    return found


def figures_in(blocks: Iterable[Block]) -> Iterator[Figure]:
    return (block for block in blocks if isinstance(block, Figure))


def places_in(block: Block) -> Iterator[str]:
    match block:
        case Box(blocks=inner, place=place):
            yield place
            yield from (each for block in inner for each in places_in(block))
        case Figure(image=image):
            yield image.place
        case _:
            yield block.place
