"""How quick the catalogue of a large library is to make, to find unchanged, and to search in Chromium.

Run ``python -m benchmarks.catalogue [TOPICS]``, after ``npm ci`` in ``tests/referees``. The library is
made up, four documents a topic; a search is typed letter by letter, and each letter counts until the
page is laid out again.
"""

from __future__ import annotations

import datetime
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import ROOT
from press import pipeline, reader
from press.layout import Layouts
from press.pipeline import Output
from press.reader import Catalogue
from press.review import catalogue
from press.store import manifest
from press.store.manifest import Record

WORDS = ("knee", "hip", "skin", "breast", "heart", "lung", "kidney", "bowel", "eye", "pain", "scan", "surgery", "drug")
DAY = datetime.date(2026, 11, 21)


def library(topics: int, folder: Path) -> Catalogue:
    """Short editions with titles of their own."""
    folder.mkdir()
    (folder / "library.yaml").write_text("publisher: The service\nlanguage: en-GB\n", encoding="utf-8")
    for number in range(topics):
        one, other = WORDS[number % len(WORDS)], WORDS[number // len(WORDS) % len(WORDS)]
        topic = folder / f"{one}-{other}-{number}"
        topic.mkdir()
        (topic / "2025-06.yaml").write_text(edition(number, one, other), encoding="utf-8")
    return reader.open(folder, Layouts())


def edition(number: int, one: str, other: str) -> str:
    return f"""\
title: {one.title()} and {other}, {number}
summary: This leaflet is for you if your {one} needs {other}. It explains what you can do.
review:
  status: approved
  last: 2025-06
  next: {2026 + number % 3}-{1 + number % 12:02}
sections:
  - heading: What you can do
    body: Rest a little every day.
"""


def listing(editions: Catalogue) -> bytes:
    """Four documents for each edition."""
    kinds = (("a4", 14, "pdf"), ("large-print", 18, "pdf"), ("large-print", 18, "docx"), ("web", 14, "html"))
    records = [
        Record(
            each.topic,
            each.name,
            each.language,
            "7777-7777-777A",
            layout,
            size,
            "",
            kind,
            path := f"{each.topic}/{each.name}/{each.topic}-{layout}-{size}pt.{kind}",
            path,
            "",
            1,
            "0" * 64,
            70_000,
            12,
            6,
            29.9,
            "Letter",
            0,
            0,
            each.title,
            "2025-06",
            "2027-06",
            {},
        )
        for each in editions.cards
        for layout, size, kind in kinds
    ]
    return manifest.dump({record.job: (record,) for record in records})


def milliseconds(editions: Catalogue, output: Path) -> float:
    start = time.perf_counter()
    catalogue.publish(editions, (), Output(output), DAY)
    return (time.perf_counter() - start) * 1000


def searched(index: Path) -> list[float]:
    """The milliseconds that each letter of a search takes in Chromium, until the page is laid out."""
    typed = [text[:length] for text in ("knee surgery", "skin", "1499") for length in range(1, len(text) + 1)]
    visit = json.dumps({"steps": [["measure", [*typed, "", *typed]]]})
    modules = ROOT / "tests" / "referees" / "node_modules"
    command = ["node", str(ROOT / "tests" / "review" / "browser.mjs"), str(modules), index.as_uri()]
    done = subprocess.run(command, input=visit, capture_output=True, text=True, check=True)
    times: list[float] = json.loads(done.stdout)["last"]
    return times


def main() -> None:
    topics = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    with tempfile.TemporaryDirectory() as folder:
        editions = library(topics, Path(folder) / "leaflets")
        output = Path(folder) / "output"
        output.mkdir()
        (output / pipeline.MANIFEST).write_bytes(listing(editions))
        made, unchanged = milliseconds(editions, output), milliseconds(editions, output)
        index = output / catalogue.INDEX
        times = searched(index)
        print(f"{topics} topics, {4 * topics} documents, index.html of {index.stat().st_size / 1e6:.1f} MB")
        print(f"made in {made:.0f} ms, found unchanged in {unchanged:.0f} ms")
        print(f"a letter typed: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms")


if __name__ == "__main__":
    main()
