"""What is too long for one volume is divided, in all formats alike, by how many pages it is told to have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import ceil

from press import manuscript
from press.layout import Layout
from press.manuscript import Kind, Manuscript
from press.manuscript.volumes import Pages

Paginate = Callable[[Manuscript, Layout], tuple[int, Mapping[str, int]]]
"""How many pages a manuscript has in a layout, and on which of them, from 1, each anchor stands."""


def divide(
    script: Manuscript, layout: Layout, paginate: Paginate, *, named_by: Paginate | None = None
) -> tuple[Manuscript, ...]:
    """The manuscript, or as few volumes of it as have at most the pages that the layout allows.

    ``named_by`` tells the pages by which they name what stands in each other; None: they name none. Raises Refused if
    it cannot be laid out. A part that is longer by itself stays whole.
    """
    if not layout.most_pages:
        return (script,)
    pages, anchors = paginate(script, layout)
    volumes: tuple[Manuscript, ...] = (script,)
    if pages > layout.most_pages:
        opening = [number for number, part in enumerate(script.parts) if part.kind is not Kind.PICTURES]
        places = [anchors[script.parts[number].section.id] for number in opening]
        lengths = [end - start for start, end in pairwise([*places, pages + 1])]
        least = min(ceil(pages / layout.most_pages), len(lengths))
        for cuts in dict.fromkeys(_cuts(lengths, count) for count in range(least, len(lengths) + 1)):
            starts = [opening[cut] for cut in cuts]
            volumes = _volumes(script, starts)
            if all(paginate(volume, layout)[0] <= layout.most_pages for volume in volumes):
                break
        volumes = _paged(script, starts, layout, named_by) if named_by else volumes
    return volumes


def _volumes(script: Manuscript, starts: Sequence[int], pages: Pages = ()) -> tuple[Manuscript, ...]:
    return tuple(manuscript.carried(volume, script) for volume in manuscript.divide(script, starts, pages))


def _paged(script: Manuscript, starts: Sequence[int], layout: Layout, paginate: Paginate) -> tuple[Manuscript, ...]:
    """The volumes with the pages of each other, laid out until the pages settle; without them where they do not, or
    where a volume would be too long for them."""
    volumes = bare = _volumes(script, starts)
    for _ in range(_SETTLED):
        counts, pages = zip(*(paginate(volume, layout) for volume in volumes), strict=True)
        if volumes is not bare and max(counts) > layout.most_pages:
            break
        made = _volumes(script, starts, pages)
        if made == volumes:
            return volumes
        volumes = made
    return bare


def numbered(script: Manuscript, layout: Layout, paginate: Paginate) -> Manuscript:
    """The manuscript with the page of each place that it refers to, which lays it out until the pages settle. Raises
    Refused if it cannot be laid out."""
    made = script
    pages: Mapping[str, int] = {}
    for _ in range(_SETTLED):
        _, found = paginate(made, layout)
        if found == pages:
            break
        pages, made = found, manuscript.carried(manuscript.with_pages(script, found), script)
        if made == script:
            break
    return made


_SETTLED = 5
"""How often at most: a number that is wider moves what it is the page of, seldom more than once."""


def _cuts(lengths: Sequence[int], volumes: int) -> tuple[int, ...]:
    """Where to cut parts of these lengths into at most so many volumes, the longest as short as can be."""
    rooms = range(1, sum(lengths) + 1)
    return next(cuts for room in rooms if len(cuts := _filled(lengths, room)) < volumes)


def _filled(lengths: Sequence[int], room: int) -> tuple[int, ...]:
    """The cuts if each volume is filled before the next is opened."""
    cuts, used = [], 0
    for number, length in enumerate(lengths):
        if used and used + length > room:
            cuts.append(number)
            used = 0
        used += length
    return tuple(cuts)
