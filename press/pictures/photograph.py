"""Photographs: a PNG or JPEG file, upright, in eight bits of grey or RGB, with nothing but the picture."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from press.model import Picture
from press.pictures import parts
from press.pictures.unfit import MAX_PIXELS, Unfit, check_form

if TYPE_CHECKING:
    from PIL import Image

_UPRIGHT = 1
_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
_BROKEN = "is not a whole PNG or JPEG file"


def read(name: str, data: bytes) -> Picture:
    """Read a PNG or JPEG file; what its camera wrote of place and time is taken out.

    Raises Unfit if it is of another kind, broken, too large, or moves.
    """
    from PIL import Image, UnidentifiedImageError

    clean, turn = parts.cleaned(data)
    try:
        with no_half_pictures(), Image.open(io.BytesIO(clean), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Unfit(f"has {image.width * image.height} pixels, more than {MAX_PIXELS}")
            check_form(*image.size)
            image.load()
            media_type = Image.MIME[image.format or "PNG"]
            if image.mode not in _MODES or turn != _UPRIGHT:
                clean, width, height = _plain(image, turn)
            else:
                width, height = image.size
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Unfit(_BROKEN) from error
    return Picture(name, media_type, clean, width, height)


def _plain(image: Image.Image, turn: int) -> tuple[bytes, int, int]:
    """A picture in eight bits of grey or RGB, upright."""
    from PIL import Image as Images

    upright = image
    if turn != _UPRIGHT:
        ways = Images.Transpose
        upright = image.transpose(
            {
                2: ways.FLIP_LEFT_RIGHT,
                3: ways.ROTATE_180,
                4: ways.FLIP_TOP_BOTTOM,
                5: ways.TRANSPOSE,
                6: ways.ROTATE_270,
                7: ways.TRANSVERSE,
                8: ways.ROTATE_90,
            }[turn]
        )
    if upright.mode.startswith("I"):  # sixteen bits of grey; Pillow would cut them off, not scale them
        upright = upright.convert("I").point(lambda level: level / 257).convert("L")
    elif upright.mode not in _MODES:
        upright = upright.convert("RGB")
    out = io.BytesIO()
    profile = image.info.get("icc_profile") if upright.mode == image.mode else None
    if image.format == "JPEG":
        upright.save(out, "JPEG", quality=95, icc_profile=profile)
    else:
        upright.save(out, "PNG", icc_profile=profile)
    return parts.cleaned(out.getvalue())[0], upright.width, upright.height


@contextmanager
def no_half_pictures() -> Iterator[None]:
    """Have Pillow refuse a file that breaks off; WeasyPrint tells it to take such files."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
