"""What a PDF says of itself, its pages and its fonts, dictionary by dictionary: what no reader of its tags looks at."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from press.model import Foreign, Leaflet, Paragraph, Section, Text
from press.writers import pdf
from tests.conftest import Golden
from tests.pdf.conftest import CLAIMS, composed, loaded

ELSEWHERE = {
    *("/Parent", "/StructTreeRoot", "/Dests", "/Pg", "/SE", "/SD", "/P", "/Dest", "/D"),
    *("/Length", "/Length1", "/Widths", "/W", "/CIDToGIDMap", "/Rect", "/BBox"),
}
"""Tags, and where things are, which have tests of their own; and numbers that come with fonts and words."""


def lines(item: object, name: str, depth: int, seen: set[tuple[int, int]], left: set[str]) -> Iterator[str]:
    """Each thing that is in something, set in under it; of streams their dictionaries, and what XML says."""
    indent = "  " * depth
    if not isinstance(item, pikepdf.Object):
        yield f"{indent}{name}: {item}"
        return
    if item.is_indirect and item.objgen in seen:
        yield f"{indent}{name}: as above"
        return
    seen |= {item.objgen} if item.is_indirect else set()
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield f"{indent}{name}:"
        for key in sorted(map(str, item.keys())):
            if key not in left:
                yield from lines(item[key], key, depth + 1, seen, left)
        if isinstance(item, pikepdf.Stream) and item.get("/Type") == "/Metadata":
            yield from (f"{indent}  {line.strip()}" for line in item.read_bytes().decode().splitlines())
    elif isinstance(item, pikepdf.Array) and any(
        isinstance(each, pikepdf.Dictionary | pikepdf.Stream) for each in item
    ):
        for number, each in enumerate(item, 1):
            yield from lines(each, f"{name} {number}", depth, seen, left)
    else:
        yield f"{indent}{name}: {item.unparse().decode('latin-1')}"


@pytest.mark.parametrize("engine", ["weasyprint", "typst"])
@pytest.mark.parametrize("conformance", CLAIMS)
def test_a_pdf_says_of_itself_its_pages_and_its_fonts_what_it_said(
    sample: Leaflet, conformance: str, engine: str, golden: Golden
) -> None:
    layout = replace(loaded()["a4"], conformance=conformance, engine=engine, contents_over=99)
    arabic = Foreign((Text("\u062e\u064f\u0630"),), "ar")  # a mark above a letter: a font of clusters with Typst
    section = Section("one", (Text("Rest"),), (Paragraph((Text("Rest for a week: "), arabic, Text("."))),))
    edition = replace(sample.edition, sections=(section,), glossary=(), references=(), related=())
    data = pdf.write(composed(Leaflet(edition), layout), layout)
    with pikepdf.open(io.BytesIO(data)) as document:
        left = ELSEWHERE | ({"/Font"} if engine == "weasyprint" else set())  # WeasyPrint's own, by names of its own
        found = [data[:8].decode(), *lines(document.trailer.Root, "/Root", 0, set(), left)]
        found += lines(document.trailer.Info, "/Info", 0, set(), left) if "/Info" in document.trailer else ["no /Info"]
    said = re.sub(r"(Typst|WeasyPrint) [\d.]+", r"\1", "\n".join(found))
    golden(Path(__file__).parent / "objects" / f"{engine}-{conformance}.txt", f"{said}\n")
