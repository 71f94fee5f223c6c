"""How the pages of printed leaflets end, and pictures of them all.

    python -m benchmarks.pages [--engine NAME] [--made-up COUNT] [--sheets FOLDER] [--only LAYOUT@SIZE ...]

Prints a table: for each layout and size the files, their pages, how many of these are a quarter empty, how many more a
booklet's sheets leave for notes, and how often a page ends where it should not; `press/pagination.py` has the costs.
They are measured on the finished files. ``--made-up`` adds so many leaflets as strangers write them; ``--sheets``
writes contact sheets, a PNG for each file, with all of its pages at a size at which they can be judged.
"""

from __future__ import annotations

import argparse
import io
import time
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
from PIL import Image

from benchmarks import ROOT
from press import layout, reader
from press.checks.pdf import _sheets as sheets
from press.checks.pdf.content import Pages
from press.checks.pdf.ends import Ends, measured
from press.checks.pdf.tree import TagTree
from press.layout import ENGINES, Layout, Layouts
from press.model import Leaflet, Library
from press.pagination import Hurt
from press.pipeline import Job, make
from press.problems import Refused
from press.writers.booklets import Sheets

SETTINGS = ("a4@14", "booklet@12", "dl@12", "a4-columns@12", "large-print@18", "large-print@28")
SHOWN = (Hurt.NEGATION, Hurt.SHORT, Hurt.LIST, Hurt.ABOUT, Hurt.PARTED)
WIDTH, ACROSS, GAP = 420, 5, 12
"""The width of a page on a contact sheet and the room around it, in pixels; and how many stand beside each other."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.pages")
    parser.add_argument("--made-up", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sheets", type=Path)
    parser.add_argument("--engine", choices=ENGINES, default="")
    parser.add_argument("--clinics", action="store_true")
    parser.add_argument("--only", nargs="*", default=SETTINGS)
    options = parser.parse_args()
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts").engined(options.engine)
    print(
        f"{'':22}{'files':>6}{'pages':>6}{'empty':>6}{'notes':>6}",
        *(f"{hurt.name.lower():>9}" for hurt in SHOWN),
        "    cost  seconds",
    )
    tell("own", reader.open(ROOT / "leaflets", layouts).library(), layouts, options)
    if options.made_up:
        from tests.strangers import topics

        with TemporaryDirectory() as folder:
            topics.write(Path(folder) / "leaflets", options.made_up, options.seed)
            tell("made up", reader.open(Path(folder) / "leaflets", layouts).library(), layouts, options)


def tell(name: str, library: Library, layouts: Layouts, options: argparse.Namespace) -> None:
    clinics = (None, *library.clinics) if options.clinics else (None,)
    for setting in options.only:
        found, start = [], time.process_time()
        for edition, clinic in product(library.editions, clinics):
            job = Job(Leaflet(edition, clinic), chosen(layouts, setting), "pdf")
            for number, data in enumerate(made(job)):
                found.append(ends(data, job))
                if options.sheets:
                    parts = (name, setting, edition.topic, edition.name, edition.language, clinic.id if clinic else "")
                    contact_sheet(data, options.sheets / f"{'-'.join((*filter(None, parts), str(number)))}.png")
        sheets = Sheets(chosen(layouts, setting).pages_of_a_sheet)
        print(row(f"{name}, {setting}", found, sheets, time.process_time() - start), flush=True)


def chosen(layouts: Layouts, setting: str) -> Layout:
    name, _, size = setting.partition("@")
    return layouts[name].at(float(size))


def made(job: Job) -> Iterator[bytes]:
    """The documents of a job but those for the printer; none where it is refused."""
    try:
        documents, _ = make(job)
    except Refused:
        return
    yield from (document.data for document in documents if "imposed" not in document.part)


def ends(data: bytes, job: Job) -> Ends:
    strings = job.layout.supplies.strings[job.leaflet.edition.language.partition("-")[0]]
    with pikepdf.open(io.BytesIO(data)) as document:
        pages = Pages(list(document.pages))
        reading = TagTree(document, pages)
        return measured(sheets(document, pages, reading), reading.root, strings.negations, strings["about"])


def row(name: str, found: list[Ends], sheets: Sheets, seconds: float) -> str:
    hurts = sum((each.hurts for each in found), Counter())
    pages, empty = sum(each.pages for each in found), sum(each.empty for each in found)
    cost, notes = sum(each.cost for each in found), sum(sheets.notes(each.pages) for each in found)
    counts = " ".join(f"{hurts[hurt]:9}" for hurt in SHOWN)
    return f"{name:22}{len(found):6}{pages:6}{empty:6}{notes:6} {counts} {cost:8.0f} {seconds:8.1f}"


def contact_sheet(data: bytes, file: Path) -> None:
    """All pages of a document in one picture."""
    with pypdfium2.PdfDocument(data) as document:
        shown = [page.render(scale=WIDTH / page.get_width()).to_pil() for page in document]
    across, height = min(ACROSS, len(shown)), max(page.height for page in shown)
    rows = -(-len(shown) // across)
    sheet = Image.new("RGB", (across * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP), "#777777")
    for number, page in enumerate(shown):
        sheet.paste(page, (GAP + number % across * (WIDTH + GAP), GAP + number // across * (height + GAP)))
    file.parent.mkdir(parents=True, exist_ok=True)
    sheet.quantize(64).save(file, optimize=True)


if __name__ == "__main__":
    main()
