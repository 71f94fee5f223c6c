"""Pictures of a file in a form that a leaflet can have."""

from __future__ import annotations

import io
import re

from PIL import Image

from press.pictures.photograph import no_half_pictures
from press.programs import libreoffice

MOST_PIXELS = 50_000_000
_UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)
_MEDIA = {"image/png": ".png", "image/jpeg": ".jpg", "image/jpg": ".jpg"}
_DRAWING = re.compile("emf|wmf")


def drawable(data: bytes, media: str) -> tuple[bytes, str]:
    """A picture's bytes as PNG or JPEG, and how its file's name ends; empty where it cannot be read."""
    if ending := _MEDIA.get(media.lower()):
        return (data, ending) if _is_picture(data) else (b"", "")
    if kind := _DRAWING.search(media.lower()):
        drawn = libreoffice.as_png(data, f".{kind[0]}")
        return drawn, ".png" if drawn else ""
    try:
        with no_half_pictures(), Image.open(io.BytesIO(data)) as image:
            made = io.BytesIO()
            clear = "A" in image.getbands() or "transparency" in image.info
            image.convert("RGBA" if clear else "RGB").save(made, "PNG")
            return made.getvalue(), ".png"
    except _UNREADABLE:
        return b"", ""


def _is_picture(data: bytes) -> bool:
    """Whether bytes are what their media type says: a PNG or a JPEG that is whole and of a size that can be shown."""
    try:
        with no_half_pictures(), Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS:
                return False
            image.load()
            return True
    except _UNREADABLE:
        return False
