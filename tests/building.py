"""Building as the command line does, without its words."""

from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from press import pipeline
from press.pipeline import Alone, Order, Outcome
from press.reader import Catalogue


def unwaited() -> None:
    raise AssertionError("Another build holds the folder.")


def built(orders: Iterable[Order], catalogue: Catalogue, folder: Path, *, force: bool = False) -> list[Outcome]:
    """Build what has changed of the orders, in this process."""
    with pipeline.opened(folder, unwaited) as output:
        dues = pipeline.compare(orders, output, force=force)
        return list(pipeline.build(dues, catalogue, output, Alone(perf_counter)))
