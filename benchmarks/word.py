"""What a Word file costs: our writer against python-docx's own calls and against pandoc, on the same words.

Run ``python -m benchmarks.word [ROUNDS]``. The longest leaflet goes in, the bytes of a ``.docx`` come
out, in turn in one run; the table gives medians, and how many times as long as ours each took.
Ours starts each round without what it remembers of earlier ones.
"""

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import assert_never

import docx

from benchmarks import ROOT
from press import layout, reader
from press.layout import Layout
from press.manuscript import Manuscript, compose
from press.manuscript.fitting import fit
from press.model import (
    Block,
    Box,
    Description,
    Figure,
    Leaflet,
    List,
    Paragraph,
    Section,
    Table,
    plain,
)
from press.writers import html, word
from press.writers.ooxml import ground, markup, parts

LONGEST = "breast-cancer-recurrence"


class Plain:
    """The words of a manuscript put into python-docx's default template, without any care."""

    def __init__(self, script: Manuscript) -> None:
        self.document = docx.Document()
        self.document.add_heading(plain(script.title), 0)
        for words in filter(None, (script.notice, plain(script.subtitle), plain(script.summary))):
            self.document.add_paragraph(words)
        for section in script.sections:
            self.section(section, 1)

    def save(self) -> bytes:
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def section(self, section: Section, level: int) -> None:
        self.document.add_heading(plain(section.heading), level)
        for block in section.blocks:
            self.block(block, "Normal")
        for inner in section.sections:
            self.section(inner, level + 1)

    def block(self, block: Block, style: str) -> None:
        match block:
            case Paragraph(words):
                self.document.add_paragraph(plain(words), style)
            case List(items):
                for inner in (inner for item in items for inner in item.blocks):
                    self.block(inner, "List Number" if block.numbered else "List Bullet")
            case Description(entries):
                for entry in entries:
                    self.document.add_paragraph(plain(entry.name), style)
                    for inner in entry.blocks:
                        self.block(inner, style)
            case Table():
                self.table(block)
            case Figure():
                self.document.add_paragraph(plain(block.caption), style)
            case Box():
                self.document.add_paragraph(plain(block.heading), style)
                for inner in block.blocks:
                    self.block(inner, style)
            case _:
                assert_never(block)

    def table(self, table: Table) -> None:
        self.document.add_paragraph(plain(table.caption))
        made = self.document.add_table(0, len(table.head))
        for row in (table.head, *table.rows):
            for cell, words in zip(made.add_row().cells, row, strict=True):
                cell.text = plain(words)


def converted(page: bytes) -> bytes:
    """What the ``pandoc`` command makes of a web page: a process for each file, as it is used."""
    return subprocess.run(["pandoc", "-f", "html", "-t", "docx", "-o", "-"], input=page, stdout=-1, check=True).stdout


def makers(script: Manuscript, look: Layout, web: Layout) -> dict[str, Callable[[], bytes]]:
    """What makes a Word file of the leaflet, ours first."""
    page = html.write(script, web)
    made: dict[str, Callable[[], bytes]] = {
        "ours": lambda: word.write(script, look),
        "python-docx": lambda: Plain(script).save(),
    }
    pandoc = {"pandoc": lambda: converted(page), "pandoc, an empty page": lambda: converted(b"")}
    return {**made, **pandoc} if shutil.which("pandoc") else made


def forget() -> None:
    """Empty what the writer remembers of pieces that it has written, so that it writes all of them anew."""
    for module in (ground, markup, parts):
        for function in vars(module).values():
            if hasattr(function, "cache_clear"):
                function.cache_clear()


def seconds(make: Callable[[], bytes]) -> float:
    start = perf_counter()
    make()
    return perf_counter() - start


def main(rounds: int) -> None:
    library = reader.open(ROOT / "leaflets", layout.Layouts()).library()
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    (edition,) = (edition for edition in library.editions if edition.topic == LONGEST)
    look = layouts["large-print"]
    strings = look.strings_for(edition.language)
    if strings is None:
        sys.exit(f"There are no strings in {edition.language}.")
    made = makers(fit(compose(Leaflet(edition), strings), look), look, layouts["web"])
    sizes = {name: len(make()) for name, make in made.items()}
    rows = []
    for _ in range(rounds):
        forget()
        rows.append({name: seconds(make) for name, make in made.items()})
    print(f"{LONGEST:24} {'ms':>8} {'times ours':>10} {'kB':>7}")
    for name in made:
        times = median(row[name] / row["ours"] for row in rows)
        print(f"{name:24} {median(row[name] for row in rows) * 1000:8.1f} {times:10.2f} {sizes[name] / 1000:7.1f}")
    if "pandoc" not in made:
        print(f"{'pandoc':24} is not installed")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
