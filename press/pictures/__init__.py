"""Pictures: drawings and photographs, read once, with nothing in them but what is shown.

unfit        why a file cannot be printed as a picture, and the limits
vocabulary   what a drawing may be made of
prologue     its document type, and how deep it lies
styles look  its CSS, colours, lengths and letters
cost         how much it draws
drawing      an SVG file -> a drawing written anew
profile      the colours of a photograph
parts        the parts of its file
photograph   a PNG or JPEG file -> a photograph
people       people drawn one by one, so many of them filled in
phrases      its words, stretch by stretch
labels       how large its letters are, and which of two drawings is taken
painting     bitmaps of drawings, drawings with letters, QR codes
"""

from __future__ import annotations

from press.model import Picture
from press.pictures import drawing, labels, people, photograph
from press.pictures.drawing import MEDIA_TYPE, words
from press.pictures.painting import grounded, lettered, only_as_bitmap, png, qr_code
from press.pictures.unfit import Unfit

__all__ = [
    "MEDIA_TYPE",
    "Unfit",
    "grounded",
    "labels",
    "lettered",
    "only_as_bitmap",
    "people",
    "png",
    "qr_code",
    "read",
    "words",
]


def read(name: str, data: bytes) -> Picture:
    """Read an SVG, PNG or JPEG file.

    A photograph is turned upright, and what its camera wrote of place and time is taken out; a drawing is
    written anew. Raises Unfit if the file is of another kind, broken, too large, moving, or (SVG) active or
    reaching outside itself.
    """
    return drawing.read(name, data) if name.lower().endswith(".svg") else photograph.read(name, data)
