"""Reading and building as the command line does, without its words."""

from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from press import pipeline, reader
from press.layout import Layouts
from press.model import Library
from press.pipeline import Alone, Order, Outcome
from press.problems import Problem
from press.reader import Catalogue


def printing(characters: frozenset[int] = frozenset(), grounds: frozenset[str] = frozenset()) -> Layouts:
    """Layouts that can print these characters alone (none: any), and on these colours."""
    layouts = Layouts()
    vars(layouts).update(characters=characters, grounds=grounds)
    return layouts


def read(
    folder: Path, printable: frozenset[int] = frozenset(), grounds: frozenset[str] = frozenset()
) -> tuple[Library, tuple[Problem, ...]]:
    """All that a library holds, and its problems."""
    catalogue = reader.open(folder, printing(printable, grounds))
    return catalogue.library(), catalogue.problems


def unwaited() -> None:
    raise AssertionError("Another build holds the folder.")


def built(orders: Iterable[Order], catalogue: Catalogue, folder: Path, *, force: bool = False) -> list[Outcome]:
    """Build what has changed of the orders, in this process."""
    with pipeline.opened(folder, unwaited) as output:
        dues = pipeline.compare(orders, output, force=force)
        return list(pipeline.build(dues, catalogue, output, Alone(perf_counter)))
