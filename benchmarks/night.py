"""What a library of a thousand topics costs when little or nothing of it has changed.

Run ``python -m benchmarks.night [TOPICS] [ROUNDS] [ENGINE]``; the engine is ``typst`` unless another is named. Typst
and pandoc, which know nothing of what has changed, are measured beside it where pandoc is there. The output folder
is filled with one document of each kind over and over, each recorded as the one it stands for. The first
table is of the whole command, its start included; the second of what a build does beside making documents,
when ten leaflets have changed.
"""

import datetime
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest import mock

from benchmarks import ROOT, batch, library
from press import layout, pipeline, reader
from press.layout import Layout
from press.pipeline import Document, Job, Made, Wishes
from press.pipeline.crew import Ticket
from press.programs import limits
from press.review import catalogue as index
from press.store import keys, record

CHANGED = 30
FSYNC = os.fsync


class StandIns:
    """A crew that makes one document of each layout and format, and gives it for all others."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, str], tuple[Document, ...]] = {}

    def make(
        self, layouts: Sequence[Layout], batches: Iterable[tuple[Ticket, Sequence[Job]]]
    ) -> Iterator[tuple[Ticket, list[Made]]]:
        for ticket, jobs in batches:
            yield ticket, [Made(self.documents(job), ()) for job in jobs]

    def documents(self, job: Job) -> tuple[Document, ...]:
        kind = job.layout.name, job.format
        if kind not in self.made:
            self.made[kind] = pipeline.make(job)[0]
        return self.made[kind]


class Cost(NamedTuple):
    """The seconds that pass, those that the cores work, and the most memory that a process takes, in MB."""

    passed: float
    worked: float
    memory: float = 0


def fill(leaflets: Path, output: Path, crew: StandIns, wishes: Wishes) -> None:
    """Fill the output folder, without waiting for the disk."""
    with mock.patch("os.fsync"), pipeline.opened(output, lambda: None) as opened:
        build(leaflets, opened, crew, wishes, lambda _: None)


def build(leaflets: Path, output: pipeline.Output, crew: StandIns, wishes: Wishes, done: Callable[[str], None]) -> None:
    """What the command does beside making documents; ``done`` is told of each part."""
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    done("layouts and fonts read")
    known = keys.program()
    done("program told from others")
    catalogue = reader.open(leaflets, layouts, output.remembered(), known)
    done("library read, as far as it has changed")
    dues = pipeline.compare(pipeline.plan(catalogue, layouts, wishes), output)
    done("documents compared")
    output.remember(catalogue.memory())
    done("memory of the library written")
    made = pipeline.build(
        dues, catalogue, output, crew, lambda documents: record.add(output.files, documents, known, "2026-11-21")
    )
    built = sum(len(outcome.records) for outcome in made if outcome.built)
    done(f"{built} documents published")
    output.settle()
    done("manifest written")
    index.publish(catalogue, (), output, datetime.date(2026, 11, 21))
    done("catalogue written")


class Watch:
    """Tells parts of this process's work apart, and in each how often and how long the disk is waited for."""

    def __init__(self) -> None:
        self.parts: dict[str, tuple[Cost, int, float]] = {}
        self.start()

    def start(self) -> None:
        self.waits, self.waited = 0, 0.0
        self.passed, self.worked = time.perf_counter(), time.process_time()

    def wait(self, file: int) -> None:
        """In place of `os.fsync`."""
        start = time.perf_counter()
        FSYNC(file)
        self.waits, self.waited = self.waits + 1, self.waited + time.perf_counter() - start

    def done(self, part: str) -> None:
        cost = Cost(time.perf_counter() - self.passed, time.process_time() - self.worked)
        self.parts[part] = cost, self.waits, self.waited
        self.start()


WATCHED = """
import os, sys, time
hidden = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
start = time.perf_counter()
_, _, usage = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=hidden), 0)
print(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)
"""
"""Runs a command from a small process: one that a large one starts begins with its memory."""


def run(*command: str | Path) -> Cost:
    line = [sys.executable, "-c", WATCHED, sys.executable, *map(str, command)]
    done = subprocess.run(line, check=True, capture_output=True, text=True)
    return Cost(*map(float, done.stdout.split()))


def press(*arguments: str | Path) -> Cost:
    return run(ROOT / "build.py", *arguments)


def change(leaflets: Path, number: int, topics: int) -> None:
    """Change the words of the first topics, in another way for each number."""
    for topic in range(topics):
        edition = leaflets / library.name(topic) / f"{library.edition_name(topic)}.yaml"
        text = edition.read_text(encoding="utf-8")
        edition.write_text(text.replace("summary: ", f"summary: {number} "), encoding="utf-8")


def call(leaflets: Path, number: int) -> None:
    """Change a phone number that ten leaflets print."""
    file = leaflets / "library.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    wards = [at for at, line in enumerate(lines) if line.startswith("  ward-")]
    lines[wards[min(7, len(wards) - 1)] + 3] = f'    phone: "01632 97{number:04}"'
    file.write_text("\n".join(lines), encoding="utf-8")


def anew(leaflets: batch.Leaflets, times: float) -> Cost:
    """What Typst and pandoc take to make all documents of so many times these leaflets."""
    passed, worked = batch.measured(lambda: batch.two_at_a_time(batch.all_layouts(leaflets, batch.typst)))
    return Cost(passed * times, worked * times)


def rounds(leaflets: Path, output: Path, engine: str, number: int, changed: int) -> Iterator[tuple[str, Cost]]:
    folders = ("--library", leaflets, "--output", output, "--engine", engine)
    yield "python, doing nothing", run("-c", "pass")
    yield "import weasyprint", run("-c", "import weasyprint")
    yield "--help", press("--help")
    yield "list, of three editions", press("list")
    yield "check", press("check", "--library", leaflets)
    yield "build, nothing changed", press("build", *folders)
    call(leaflets, number)
    yield "build, a phone number changed", press("build", *folders)
    change(leaflets, number, changed)
    yield f"build, {changed} leaflets changed", press("build", *folders)


def main(topics: int, times: int, engine: str) -> None:
    changed, wishes = min(CHANGED, topics), Wishes(engine=engine)
    with TemporaryDirectory() as name:
        leaflets, output, crew = Path(name, "leaflets"), Path(name, "output"), StandIns()
        library.write(leaflets, topics)
        fill(leaflets, output, crew, wishes)
        press("build", "--library", leaflets, "--output", output, "--engine", engine)  # writes the catalogue
        costs: dict[str, list[Cost]] = {}
        rivals = batch.Leaflets(Path(name, "rivals"), changed) if shutil.which("pandoc") else None
        for number in range(times):
            for step, cost in rounds(leaflets, output, engine, number, changed):
                costs.setdefault(step, []).append(cost)
            if rivals:
                step = f"typst + pandoc, all anew (by {changed})"
                costs.setdefault(step, []).append(anew(rivals, topics / changed))
        print(f"{f'{topics} topics, all layouts':42}{'passed s':>9}{'worked s':>9}{'MB':>6}")
        for step, found in costs.items():
            passed, worked, memory = map(median, zip(*found, strict=True))
            print(f"{step:42}{passed:9.2f}{worked:9.2f}{memory:6.0f}")
        call(leaflets, times)
        beside(leaflets, output, crew, wishes)


def beside(leaflets: Path, output: Path, crew: StandIns, wishes: Wishes) -> None:
    limits.spare_collector()
    watch = Watch()
    with mock.patch("os.fsync", watch.wait), pipeline.opened(output, lambda: None) as opened:
        watch.done("manifest read")
        build(leaflets, opened, crew, wishes, watch.done)
    print(
        f"\n{'a phone number changed, without its layout':42}{'passed s':>9}{'worked s':>9}{'disk s':>8}{'fsyncs':>8}"
    )
    for part, (cost, waits, waited) in watch.parts.items():
        print(f"{part:42}{cost.passed:9.3f}{cost.worked:9.3f}{waited:8.3f}{waits:8}")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 1000,
        int(sys.argv[2]) if len(sys.argv) > 2 else 3,
        sys.argv[3] if len(sys.argv) > 3 else "typst",
    )
