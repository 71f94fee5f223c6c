"""Where the time of a warm A4 PDF goes, from its words to the file that has been read back and checked.

Run ``python -m benchmarks.stages [TOPICS]``: both engines in turn. The clock of the process rings each millisecond that
it works; what it was doing then is told by the innermost function that belongs to a stage.
"""

import signal
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from benchmarks import ROOT, library
from press import layout, reader
from press.layout import ENGINES, Reading
from press.model import Leaflet
from press.pipeline import Job, make
from press.programs.limits import spare_collector

EVERY = 0.001
STAGES = {
    "words chosen and fitted": ("press/manuscript", "press/imprint"),
    "HTML and style sheet written": ("press/writers/html.py", "jinja2/", "<template>"),
    "compiled by Typst": ("press/programs/typesetter.py",),
    "words and blocks as data for Typst": tuple(
        f"press/writers/typeset/{name}.py" for name in ("blocks", "words", "script", "dividing")
    ),
    "Typst's file read": tuple(f"press/writers/typeset/{name}.py" for name in ("painted", "text", "objects", "shapes")),
    "HTML parsed": ("tinyhtml5/", "weasyprint/html.py"),
    "styles computed": ("weasyprint/css/", "tinycss2/", "cssselect2/"),
    "boxes made": ("weasyprint/formatting_structure/",),
    "lines broken, with Pango": ("weasyprint/text/",),
    "boxes placed on pages": ("weasyprint/layout/",),
    "pages drawn": ("weasyprint/draw/", "weasyprint/pdf/stream.py", "weasyprint/svg/", "weasyprint/images.py"),
    "tags planned and written": ("press/writers/",),
    "file and fonts written": ("weasyprint/pdf/", "pydyf/"),
    "read back and checked": ("press/checks/", "pikepdf/"),
}
OTHER = "other"


def stage(frame: FrameType | None) -> str:
    while frame:
        file = frame.f_code.co_filename
        for name, parts in STAGES.items():
            if any(part in file for part in parts):
                return name
        frame = frame.f_back
    return OTHER


class Samples:
    """How long the process worked at each stage: a call into C is heard of when it ends, with all its time."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.last = time.process_time_ns()

    def ring(self, _: int, frame: FrameType | None) -> None:
        now = time.process_time_ns()
        self.spent[stage(frame)] += now - self.last
        self.last = now


def sampled(jobs: list[Job]) -> Counter[str]:
    """The nanoseconds that the process worked at each stage."""
    samples = Samples()
    signal.signal(signal.SIGPROF, samples.ring)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    for job in jobs:
        make(job)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return samples.spent


def main(topics: int) -> None:
    look = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"]
    with TemporaryDirectory() as folder:
        library.write(Path(folder), topics)
        editions = reader.open(Path(folder), layout.Layouts()).library().editions
    spare_collector()
    for engine in ENGINES:
        own = look.read(Reading(), engine=engine)
        jobs = [Job(Leaflet(edition), own, "pdf") for edition in editions]
        make(jobs[0])  # loads what is loaded once
        spent = sampled(jobs)
        print(f"{engine}: {topics} leaflets, {spent.total() / topics / 1e6:.0f} ms for one")
        for name in (name for name in (*STAGES, OTHER) if spent[name]):
            print(f"{name:36}{spent[name] / spent.total():6.1%}{spent[name] / topics / 1e6:8.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 16)
