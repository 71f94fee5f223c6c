"""What is made of pictures: a bitmap of a drawing for formats that need one, drawings with letters, QR codes."""

from __future__ import annotations

import io
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from lxml import etree

from press.model import Picture
from press.pictures import drawing
from press.pictures.vocabulary import GRADIENTS, SVG

_SWAPPED = {"start": "end", "end": "start"}
_RIGHT = "\N{RIGHT-TO-LEFT MARK}"
GENERIC = ("system-ui", "sans-serif")
"""Families that are no names of fonts."""
_OTHERWISE = GRADIENTS | {"mask", "textPath"}
_JOINED = range(0x590, 0x1C00)
"""Scripts whose letters join, change places or run from the right, among others."""


@lru_cache(maxsize=256)
def lettered(picture: Picture, families: tuple[str, ...], colour: str = "", *, bold: bool = False) -> Picture:
    """A drawing whose words are set as the text around it.

    They are in the first of some font families that has each character, bold where all text is, and in the
    ``colour`` of text (``#RRGGBB``; empty: black) where the drawing gives them none. What it paints in
    ``currentColor`` has that colour too.
    """
    if picture.media_type != drawing.MEDIA_TYPE:
        return picture
    root = etree.fromstring(picture.data)
    if drawing.words(picture).strip():
        root.set("font-family", ",".join(name if name in GENERIC else f"'{name}'" for name in families))
        for text in root.iter(f"{{{SVG}}}text"):
            if not any(each.get("fill") for each in (text, *text.iterancestors())):
                text.set("fill", "currentColor")
        if bold:
            etree.strip_attributes(root, "font-weight")
            root.set("font-weight", "700")
    if colour:
        root.set("color", colour)
    return replace(picture, data=etree.tostring(root))


@lru_cache(maxsize=64)
def grounded(picture: Picture, colour: str) -> Picture:
    """A picture on a ground of its own, ``#RRGGBB``: what a reader's screen lays behind it cannot hide it."""
    if picture.media_type != drawing.MEDIA_TYPE:
        return replace(picture, data=_flattened(picture.data, colour))
    root = etree.fromstring(picture.data)
    left, top, width, height = root.get("viewBox", "").split()
    ground = etree.Element(f"{{{SVG}}}rect", x=left, y=top, width=width, height=height, fill=colour)
    root.insert(0, ground)
    return replace(picture, data=etree.tostring(root))


def only_as_bitmap(picture: Picture) -> bool:
    """Whether WeasyPrint 70 would draw a drawing otherwise than browsers do.

    It sets words letter by letter, which tears scripts whose letters join or change places; and it misplaces
    gradients, masks, and words along a path or from above to below.
    """
    if picture.media_type != drawing.MEDIA_TYPE:
        return False
    if any(ord(letter) in _JOINED or unicodedata.combining(letter) for letter in drawing.words(picture)):
        return True
    root = etree.fromstring(picture.data)
    return any(
        etree.QName(element).localname in _OTHERWISE or element.get("writing-mode", "lr")[:2] not in ("lr", "ho")
        for element in root.iter(etree.Element)
    )


def _flattened(data: bytes, colour: str) -> bytes:
    """A bitmap of which nothing is transparent; the same bytes where nothing was."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        if not image.has_transparency_data:
            return data
        shown, profile = image.convert("RGBA"), image.info.get("icc_profile")
        file = io.BytesIO()
        Image.alpha_composite(Image.new("RGBA", shown.size, colour), shown).convert("RGB").save(
            file, "PNG", icc_profile=profile
        )
    return file.getvalue()


@lru_cache(maxsize=64)
def qr_code(address: str) -> Picture:
    """A QR code (ISO/IEC 18004, error correction M) for an address, with the quiet zone that it needs."""
    import segno

    code, file = segno.make(address, error="m", micro=False), io.BytesIO()
    code.save(file, kind="svg", xmldecl=False, border=4, dark="#000000", light="#FFFFFF", svgclass=None, lineclass=None)
    return drawing.read("qr.svg", file.getvalue())


@lru_cache(maxsize=64)
def png(picture: Picture, fonts: tuple[bytes, ...], width: int) -> bytes:
    """A drawing as PNG, ``width`` pixels wide, its labels set in the given TrueType fonts only."""
    import resvg_py

    with tempfile.TemporaryDirectory() as folder:
        files = list(_written(fonts, Path(folder)))
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=_from_the_right(picture.data).decode(),
                width=max(width, 1),
                skip_system_fonts=True,
                font_files=files,
            )
        )


def _from_the_right(data: bytes) -> bytes:
    """Words that run from the right, placed as resvg 0.47 has it: for it, every text starts at its left."""
    if b'direction="rtl"' not in data:
        return data
    root = etree.fromstring(data)
    for text in root.iter(f"{{{SVG}}}text"):
        around = (text, *text.iterancestors())
        if next((each.get("direction") for each in around if each.get("direction")), "ltr") != "rtl":
            continue
        anchor = next((each.get("text-anchor", "") for each in around if each.get("text-anchor")), "start")
        text.set("text-anchor", _SWAPPED.get(anchor, anchor))
        for part in text.iter(f"{{{SVG}}}text", f"{{{SVG}}}tspan"):
            if part.text and part.text.strip():
                part.text = f"{_RIGHT}{part.text}{_RIGHT}"
            if part is not text and part.get("text-anchor"):
                part.set("text-anchor", _SWAPPED.get(part.get("text-anchor", ""), "middle"))
    return etree.tostring(root)


def _written(fonts: Iterable[bytes], folder: Path) -> Iterable[str]:
    for number, font in enumerate(fonts):
        path = folder / f"{number}.ttf"
        path.write_bytes(font)
        yield str(path)
