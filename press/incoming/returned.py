"""The paragraphs of a Word file that came back, each with the passage of the edition that it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.incoming.found import File, Frame, Grid, Image, Item, Line
from press.incoming.printed import Cell, Passage
from press.manuscript.passages import digest, is_leaflet, marked, normal


@dataclass(slots=True)
class Returned:
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
    marks = (mark for line, _ in lines_of(file.items) for mark in line.bookmarks)
    return next(filter(is_leaflet, marks), "")


def lines_of(items: Iterable[Item], *, cell: bool = False) -> Iterator[tuple[Line, bool]]:
    """Every paragraph of a file, and whether it stands in a table."""
    for item in items:
        match item:
            case Line():
                yield item, cell
            case Frame(items=inner):
                yield from lines_of(inner, cell=cell)
            case Grid(rows=rows):
                for row in rows:
                    for each in row:
                        yield from lines_of(each.items, cell=True)


def images_of(items: Iterable[Item]) -> Iterator[Image]:
    for item in items:
        match item:
            case Image():
                yield item
            case Frame(items=inner):
                yield from images_of(inner)
            case Grid(rows=rows):
                yield from (image for row in rows for cell in row for image in images_of(cell.items))


def matched(
    file: File, passages: Sequence[Passage], labelled: Mapping[str, Cell], volumes: Collection[str] = ()
) -> list[Returned]:
    """The paragraphs of a file, each with the passage that it was: of those that say the same, the next.

    What stands under the headings ``volumes`` tells what is in other volumes, and was no passage.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for number, passage in enumerate(passages):
        places[digest(passage.text)].append(number)
    found = []
    last = -1
    for line, cell in _told_here(lines_of(file.items), volumes):
        marks = [mark for mark in map(marked, line.bookmarks) if mark]
        own = digest(line.text)
        mark = own if own in marks else next(iter(marks), "")
        paragraph = Returned(line, mark, cell=cell)
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


def _told_here(lines: Iterable[tuple[Line, bool]], volumes: Collection[str]) -> Iterator[tuple[Line, bool]]:
    told = False
    for line, cell in lines:
        told = normal(line.text) in volumes if line.level else told
        if not told:
            yield line, cell


def is_title(item: Item) -> bool:
    return isinstance(item, Line) and any(map(is_leaflet, item.bookmarks))
