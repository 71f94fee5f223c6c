"""Pictures of layouts: the first page of a leaflet in each, as PNG."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from press import formats, pipeline
from press.layout import Layout
from press.model import Edition, Leaflet
from press.pipeline import Job
from press.problems import Refused
from press.programs import limits

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 600
"""How wide a picture is, in pixels."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_SECONDS = 60
_WINDOW = "1000,1300"


def picture(layout: Layout, editions: Iterable[Edition]) -> bytes:
    """The first page of the first edition that the layout takes; empty where there is none.

    Only PDFs and web pages have one. That of a web page is what a browser of the machine shows; empty without one.
    """
    kind = next((kind for kind in ("pdf", "html") if kind in layout.makes), "")
    if not kind:
        return b""
    for edition in editions:
        with suppress(Refused):
            documents, _ = pipeline.make(Job(Leaflet(edition), formats.printable(layout), kind))
            return (_page if kind == "pdf" else _window)(documents[0].data)
    return b""


def _page(pdf: bytes) -> bytes:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image = page.render(scale=WIDTH / page.get_width()).to_pil()
    return _png(image)


def _window(html: bytes) -> bytes:
    from PIL import Image

    browser = next((path for name in BROWSERS if (path := shutil.which(name))), "")
    if not browser:
        return b""
    with TemporaryDirectory() as name:
        page, shot = Path(name, "page.html"), Path(name, "page.png")
        page.write_bytes(html)
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        where = [f"--user-data-dir={name}/profile", f"--window-size={_WINDOW}", f"--screenshot={shot}", page.as_uri()]
        with suppress(TimeoutError):
            limits.output_of([browser, *options, *where], _SECONDS)
        if not shot.exists():
            return b""
        with Image.open(shot) as image:
            return _png(image.resize((WIDTH, image.height * WIDTH // image.width)))


def _png(image: Image) -> bytes:
    file = io.BytesIO()
    image.convert("RGB").quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
