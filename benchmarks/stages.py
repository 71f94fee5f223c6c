"""Where the time of a warm A4 PDF goes, from its words to the file that has been read back and checked.

Run ``python -m benchmarks.stages [TOPICS]``. The clock of the process rings each millisecond that it works; what
it was doing then is told by the innermost function that belongs to a stage.
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
from press.model import Leaflet
from press.pipeline import Job, make
from press.programs.limits import spare_collector

EVERY = 0.001
STAGES = {
    "words chosen and fitted": ("press/manuscript", "press/imprint"),
    "HTML and style sheet written": ("press/writers/html.py", "jinja2/", "<template>"),
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


def sampled(jobs: list[Job]) -> tuple[float, Counter[str]]:
    """The seconds that the process worked, and how often it was found at each stage."""
    found: Counter[str] = Counter()
    signal.signal(signal.SIGPROF, lambda _, frame: found.update([stage(frame)]))
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    for job in jobs:
        make(job)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - start, found


def main(topics: int) -> None:
    look = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"]
    with TemporaryDirectory() as folder:
        library.write(Path(folder), topics)
        jobs = [
            Job(Leaflet(edition), look, "pdf")
            for edition in reader.open(Path(folder), layout.Layouts()).library().editions
        ]
        spare_collector()
        make(jobs[0])  # loads what is loaded once
        seconds, found = sampled(jobs)
    print(f"{topics} leaflets, {seconds * 1000 / topics:.0f} ms for one")
    for name in (*STAGES, OTHER):
        share = found[name] / found.total()
        print(f"{name:32}{share:6.1%}{share * seconds * 1000 / topics:8.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 16)
