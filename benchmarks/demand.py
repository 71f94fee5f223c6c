"""One A4 leaflet on demand, by workers that are warm, and the picture of its first page.

Run ``python -m benchmarks.demand [LEAFLETS]``, 20 of those of ``benchmarks.library``, each asked for when
the one before is there, with each engine. What the desk does is in it: the wish, the library looked at for changes, the
document made, checked, put on record and published, the catalogue renewed, the page painted.
"""

from __future__ import annotations

import datetime
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.library import write
from press import layout
from press.cli import places
from press.desk import look
from press.desk.errands import Errands
from press.desk.office import Office
from press.layout import ENGINES
from press.pipeline import Wishes
from press.pipeline.workers import Standing, Workers
from press.programs.confined import Confined
from press.programs.limits import READING, Limits
from press.review.recording import Clerk

MAKING = Limits(120, 1_500_000_000)


def main(number: int) -> None:
    print(f"{'ms, median of ' + str(number):24}{'document':>10}{'picture':>10}{'most':>8}")
    for engine in ENGINES:
        with tempfile.TemporaryDirectory() as folder:
            documents, pictures = measured(engine, Path(folder), number)
        ms = statistics.median(documents), statistics.median(pictures), max(documents)
        print(f"{engine:24}{ms[0]:10.0f}{ms[1]:10.0f}{ms[2]:8.0f}")


def measured(engine: str, root: Path, number: int) -> tuple[list[float], list[float]]:
    """Milliseconds that each document took, and the picture of its first page."""
    shipped = places.shipped()
    layouts = layout.load(shipped / "layouts", shipped / "fonts", None).engined(engine)
    clerk = Clerk("benchmark", lambda: datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC))
    write(root / "leaflets", number)
    standing = Standing(Workers(2, time.perf_counter, MAKING))
    office = Office(
        root / "leaflets",
        root / "out",
        lambda _: layouts,
        clerk,
        root / "keep",
        lambda _: standing,
        lambda: Confined(READING),
        lambda: Confined(READING),
    )
    errands = Errands(office)
    errands.warmed()
    documents, pictures = [], []
    for card in office.catalogue().cards:
        start = time.perf_counter()
        errand = errands.ask("", card.title, [Wishes(topics=(card.topic,), layouts=("a4",))])
        while not errand.over:
            errands.wait(errand, 5)
        documents.append(1000 * (time.perf_counter() - start))
        (made,) = errand.documents
        start = time.perf_counter()
        look.page_of(made, office.held().read(made.path), 1)
        pictures.append(1000 * (time.perf_counter() - start))
    standing.close()
    return documents, pictures


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
