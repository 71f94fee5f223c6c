"""What the gate costs: the work of checking documents, as a share of the work of making them.

Run ``python -m benchmarks.gate [TOPICS]``. Every document of a made-up library of so many topics is made
and checked in one process, in every layout that is built unasked; the first round warms it up.
"""

import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks import ROOT, library
from press import formats, layout, reader
from press.manuscript import compose
from press.manuscript.fitting import fit
from press.model import Edition, Leaflet
from press.problems import heeded, waived

LAYOUTS = {look.name: look for look in layout.load(ROOT / "layouts", ROOT / "fonts").styled if not look.on_request}
"""Those that have pages or a screen to look at: plain text and data are not fitted to any."""


def measured(edition: Edition, spent: dict[tuple[str, str, str], float]) -> int:
    """Make and check the documents of an edition, and note the seconds of work; how many problems there are."""
    problems = 0
    for name, look in LAYOUTS.items():
        for file_format in look.makes:
            kind = formats.opened(file_format)
            start = process_time()
            script = fit(compose(Leaflet(edition), look.supplies.strings[edition.language.partition("-")[0]]), look)
            data = kind.write(script, look, {})
            made = process_time()
            found = heeded(waived(kind.check(data, script, look), look.waivers))
            spent[name, file_format, "make"] += made - start
            spent[name, file_format, "check"] += process_time() - made
            for problem in found:
                print(f"{edition.topic} {name} {file_format}: {problem}")
            problems += len(found)
    return problems


def main(topics: int) -> None:
    with TemporaryDirectory() as folder:
        library.write(Path(folder) / "leaflets", topics)
        editions = reader.open(Path(folder) / "leaflets", layout.Layouts()).library().editions
        measured(editions[0], defaultdict(float))
        spent: dict[tuple[str, str, str], float] = defaultdict(float)
        problems = sum(measured(edition, spent) for edition in editions)
    print(f"{'':24} {'make s':>8} {'check s':>8} {'share':>6}")
    for name, file_format in dict.fromkeys((name, kind) for name, kind, _ in spent):
        make, check = (spent[name, file_format, what] for what in ("make", "check"))
        print(f"{name + ' ' + file_format:24} {make:8.2f} {check:8.2f} {check / make:6.2f}")
    make, check = (sum(spent[key] for key in spent if key[2] == what) for what in ("make", "check"))
    print(f"{'all':24} {make:8.2f} {check:8.2f} {check / make:6.2f}")
    print(f"{len(editions)} leaflets, {problems} problems")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 12)
