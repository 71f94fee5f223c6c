"""What a document looks like: its pages as pictures, and what people call it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from press.desk.visit import Words
from press.formats import FORMATS, Setting
from press.layout import Layout, Reading
from press.store.manifest import Record

WIDTH = 700
"""Of a page's picture, in pixels."""
LARGE = 16
"""Points from which print is large (UKAAF G003)."""
_SHEETS = "imposed"
_ONE = Lock()
"""PDFium is not made for threads."""


def pages(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    from pypdfium2 import PdfDocument

    with _ONE, PdfDocument(pdf) as document:
        return len(document)


@lru_cache(256)
def picture(digest: str, page: int, read: _Bytes) -> bytes:
    """A page of a PDF of ours as a PNG, from 1. Raises IndexError where it has no such page."""
    from pypdfium2 import PdfDocument

    with _ONE, PdfDocument(read.data) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        one = document[page - 1]
        image = one.render(scale=WIDTH / one.get_width()).to_pil()
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


@dataclass(frozen=True, slots=True)
class _Bytes:
    """Bytes that count for nothing where calls are remembered: their digest stands for them."""

    data: bytes = field(compare=False)


def page_as_picture(pdf: bytes, page: int) -> bytes:
    """A page of a PDF as a PNG, from 1. Raises IndexError where it has no such page."""
    return picture(hashlib.sha256(pdf).hexdigest(), page, _Bytes(pdf))


def page_of(record: Record, data: bytes, page: int) -> bytes:
    """A page of a published document as a PNG; it is remembered by the document's digest."""
    return picture(record.sha256, page, _Bytes(data))


def kind(layout: Layout, name: str) -> str:
    """What kind of thing a layout makes in a format, as a key of the desk's strings: ``kind_booklet``."""
    setting = FORMATS[name].setting if name in FORMATS else Setting.PAPER
    if layout.voice:
        return f"kind_{'talking' if setting is Setting.SCREEN else 'sound'}"
    if layout.easy_read == "alone":
        return "kind_easy"
    if setting is not Setting.PAPER or name not in ("pdf", "docx"):
        return f"kind_{name}"
    if layout.fold:
        return f"kind_{layout.fold.into}"
    if layout.columns > 1:
        return "kind_columns"
    return "kind_large" if layout.type.body >= LARGE else "kind_paper"


def called(record: Record, layouts: Mapping[str, Layout], words: Words) -> str:
    """What a document is called: ``Large print, 18 point, Word``."""
    layout = layouts.get(record.layout)
    title = words.either(kind(layout, record.format), layout.title) if layout else record.layout
    parts = [title]
    if layout and len(layout.type.sizes) > 1:
        parts.append(words("points", size=f"{record.size:g}"))
    if layout:
        parts += _wished(record.reading, layout, words)
    if record.part.endswith(_SHEETS):
        parts.append(words("sheets_to_print"))
    elif layout and len(layout.makes) > 1:
        parts.append(FORMATS[record.format].label)
    volume = record.part.removesuffix(_SHEETS).strip("-").replace("-", " ")
    return ", ".join(filter(None, (*parts, volume)))


def _wished(reading: Reading, layout: Layout, words: Words) -> Iterator[str]:
    """What a document has otherwise than usual, size apart, so that two of one leaflet can be told apart."""
    if reading.paper and layout.papers.get(reading.paper) != layout.colours["paper"]:
        paper = words.either(f"paper_{reading.paper}", reading.paper)
        yield paper[:1].lower() + paper[1:]
    yield reading.font
    if reading.spacing and reading.spacing != layout.type.line_height:
        yield words("spacing_of", times=f"{reading.spacing:g}")
    if reading.bold:
        bold = words("bold")
        yield bold[:1].lower() + bold[1:]
    if reading.grade:
        yield words(f"braille_grade_{reading.grade}").partition(":")[0].partition(",")[0]
    for name in ("cells", "lines"):
        if number := getattr(reading, name):
            yield f"{words(f'braille_{name}')} {number}"
    if reading.sides:
        yield words(f"braille_sides_{reading.sides}")


def on_screen(record: Record, layouts: Mapping[str, Layout]) -> bool:
    """Whether a document is the pages of a booklet one after the other, which another one prints as sheets."""
    layout = layouts.get(record.layout)
    return bool(layout and layout.fold and not layout.panels and not record.part.endswith(_SHEETS))


def printing(record: Record, layouts: Mapping[str, Layout], words: Words) -> str:
    """How it is printed, in a sentence; empty where it is not, or there is nothing to say."""
    layout = layouts.get(record.layout)
    if not layout or layout.braille or not record.pages:  # pages of braille are embossed
        return ""
    if record.part.endswith(_SHEETS):
        return words("print_booklet_one" if record.sheets == 1 else "print_booklet", sheets=record.sheets)
    if layout.panels:
        return words("print_thirds")
    if on_screen(record, layouts):
        return words("print_screen")
    return words("print_plain_one" if record.sheets == 1 else "print_plain", sheets=record.sheets)
