"""What a library of a thousand topics costs when little or nothing of it has changed.

Run ``python benchmarks/night.py [TOPICS] [ROUNDS]``. The output folder is filled with one document of
each kind over and over, each recorded as the one it stands for; all that is measured is the command
itself, its start included.
"""

import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import library  # noqa: E402  # the path comes first

from press import cache, layout, pipeline, reader  # noqa: E402
from press.layout import Layout  # noqa: E402
from press.pipeline import Document, Job, Made, Wishes  # noqa: E402
from press.pipeline.crew import Ticket  # noqa: E402

CHANGED = 30


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


def fill(leaflets: Path, output: Path) -> None:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    printable = frozenset.intersection(*(look.characters for look in layouts.values()))
    catalogue = reader.browse(leaflets, printable, program=cache.program())
    with pipeline.opened(output, lambda: None) as opened:
        opened.remember(catalogue.memory())
        dues = pipeline.compare(pipeline.plan(catalogue, layouts, Wishes()), opened)
        for _ in pipeline.build(dues, catalogue, opened, StandIns()):
            pass


def press(command: str, *options: str | Path) -> None:
    line = [sys.executable, str(ROOT / "build.py"), *filter(None, [command]), *map(str, options)]
    subprocess.run(line, check=False, capture_output=True)  # noqa: S603  # our own program; some may be refused


def change(leaflets: Path, number: int) -> None:
    """Change the words of some leaflets, in another way for each number."""
    for topic in range(CHANGED):
        edition = leaflets / library.name(topic) / f"{library.edition_name(topic)}.yaml"
        text = edition.read_text(encoding="utf-8")
        edition.write_text(text.replace("summary: ", f"summary: {number} "), encoding="utf-8")


def call(leaflets: Path, number: int) -> None:
    """Change a phone number that ten leaflets print."""
    file = leaflets / "library.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    at = lines.index("  ward-7:") + 3
    lines[at] = f'    phone: "01632 97{number:04}"'
    file.write_text("\n".join(lines), encoding="utf-8")


def timed(make: Callable[[], None]) -> tuple[float, float]:
    """The seconds that pass, and those that the cores work for it."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    make()
    passed, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(topics: int, rounds: int) -> None:
    with TemporaryDirectory() as name:
        leaflets, output = Path(name, "leaflets"), Path(name, "output")
        library.write(leaflets, topics)
        fill(leaflets, output)
        folders = ("--library", leaflets, "--output", output)
        press("build", *folders)  # writes the catalogue
        times: dict[str, list[tuple[float, float]]] = {}
        for number in range(rounds):
            steps: dict[str, Callable[[], None]] = {
                "--help": lambda: press("", "--help"),
                "list, of three editions": lambda: press("list"),
                "check": lambda: press("check", "--library", leaflets),
                "build, nothing changed": lambda: press("build", *folders),
            }
            for step, make in steps.items():
                times.setdefault(step, []).append(timed(make))
            call(leaflets, number)
            times.setdefault("build, a phone number changed", []).append(timed(lambda: press("build", *folders)))
            change(leaflets, number)
            times.setdefault(f"build, {CHANGED} leaflets changed", []).append(timed(lambda: press("build", *folders)))
        print(f"{f'{topics} topics, all layouts':40}{'passed s':>9}{'worked s':>9}")
        for step, seconds in times.items():
            passed, worked = map(median, zip(*seconds, strict=True))
            print(f"{step:40}{passed:9.2f}{worked:9.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
