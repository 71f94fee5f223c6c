"""Pictures: intake of image files, and a bitmap of a drawing for formats that need one."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from lxml import etree

from press.model import Picture

MAX_PIXELS = 40_000_000
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = frozenset({"script", "foreignObject", "image", "a", "animate", "set", "animateTransform", "animateMotion"})
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "mm": 96 / 25.4, "cm": 96 / 2.54}
_LENGTH = re.compile(r"\s*([0-9.]+)\s*([a-z]*)\s*")
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import", re.IGNORECASE)


class Unfit(Exception):
    """Raised with a sentence that says why a file cannot be printed as a picture."""


def read(name: str, data: bytes) -> Picture:
    """Read an SVG, PNG or JPEG file.

    Raises Unfit if the file is of another kind, broken, too large, or (SVG) active or reaching
    outside itself.
    """
    if name.lower().endswith(".svg"):
        return _svg(name, data)
    return _bitmap(name, data)


def _svg(name: str, data: bytes) -> Picture:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unfit("is not well-formed SVG") from error
    if root.tag != f"{_SVG}svg":
        raise Unfit("is not SVG")
    if b"<!DOCTYPE" in data:
        raise Unfit("carries a document type, which may hide entities")
    for element in root.iter(etree.Element):
        _inert(element)
    width, height = _size(root)
    return Picture(name, "image/svg+xml", data, width, height)


def _inert(element: etree._Element) -> None:
    local = etree.QName(element).localname
    if local in _ACTIVE:
        raise Unfit(f"holds a <{local}> element; a drawing may hold shapes and text only")
    if local == "style" and _OUTSIDE.search(element.text or ""):
        raise Unfit("has a style that loads something from outside")
    for key, value in element.attrib.items():
        attribute = etree.QName(str(key)).localname
        if attribute.lower().startswith("on"):
            raise Unfit(f"holds an event handler ({attribute})")
        if attribute == "href" and not str(value).startswith("#"):
            raise Unfit("refers to something outside itself")
        if _OUTSIDE.search(str(value)):
            raise Unfit("refers to something outside itself")


def _size(root: etree._Element) -> tuple[float, float]:
    box = [float(part) for part in re.split(r"[\s,]+", (root.get("viewBox") or "").strip()) if part]
    width = _pixels(root.get("width")) or (box[2] if len(box) == 4 else 0)
    height = _pixels(root.get("height")) or (box[3] if len(box) == 4 else 0)
    if width <= 0 or height <= 0:
        raise Unfit("does not say its size (width and height, or viewBox)")
    return width, height


def _pixels(length: str | None) -> float:
    match = _LENGTH.fullmatch(length or "")
    return float(match[1]) * _UNITS.get(match[2], 0) if match else 0


def _bitmap(name: str, data: bytes) -> Picture:
    from PIL import Image, UnidentifiedImageError

    try:
        with _no_half_pictures(), Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            width, height = image.size
            media_type = Image.MIME[image.format or "PNG"]
            if width * height > MAX_PIXELS:
                raise Unfit(f"has {width * height} pixels, more than {MAX_PIXELS}")
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Unfit("is not a whole PNG or JPEG file") from error
    return Picture(name, media_type, data, width, height)


@contextmanager
def _no_half_pictures() -> Iterator[None]:
    """Have Pillow refuse a file that breaks off; WeasyPrint tells it to take such files."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


@lru_cache(maxsize=64)
def png(picture: Picture, fonts: tuple[bytes, ...], width: int) -> bytes:
    """A drawing as PNG, ``width`` pixels wide, its labels set in the given TrueType fonts only."""
    import resvg_py

    with tempfile.TemporaryDirectory() as folder:
        files = list(_written(fonts, Path(folder)))
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=picture.data.decode(),
                width=width,
                skip_system_fonts=True,
                font_files=files,
            )
        )


def _written(fonts: Iterable[bytes], folder: Path) -> Iterable[str]:
    for number, font in enumerate(fonts):
        path = folder / f"{number}.ttf"
        path.write_bytes(font)
        yield str(path)
