"""``python -m tests.strangers COUNT SEED [EVERY] [ENGINE]``: try made-up leaflets, and tell what became of them.

With ``EVERY``, of all their documents only each so manieth; with ``ENGINE``, laid out by it.
"""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from press import layout, reader
from press.problems import errors
from tests.strangers import topics, trial

ROOT = Path(__file__).parents[2]
EVERY = 200
"""After how many documents the count is told."""


def main(count: int, seed: int, every: int, engine: str) -> None:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts").engined(engine)
    with TemporaryDirectory() as folder:
        topics.write(Path(folder) / "leaflets", count, seed)
        catalogue = reader.open(Path(folder) / "leaflets", layouts)
        library = catalogue.library()
    for problem in errors(catalogue.problems):
        print(problem)
    counted = trial.Count()
    for job in islice(trial.jobs(library.editions, (None, *library.clinics), layouts), 0, None, every):
        told = len(counted.findings)
        trial.attempt(job, counted)
        for finding in counted.findings[told:]:
            print(finding, flush=True)
        if counted.documents % EVERY == 0:
            print(counted, file=sys.stderr, flush=True)
    print(counted)


main(int(sys.argv[1]), int(sys.argv[2]), int((*sys.argv[3:], "1")[0]), (*sys.argv[4:], "")[0])
