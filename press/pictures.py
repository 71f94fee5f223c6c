"""Pictures: intake of image files, and a bitmap of a drawing for formats that need one."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from press.model import Picture

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 24_000_000
MAX_ELEMENTS = 20_000
MAX_SIDE = 100_000
"""In CSS pixels; a drawing has no pixels of its own."""
MAX_RATIO = 100
"""Of the longer side to the shorter."""
_AS_ONE = 100
"""So many characters of a path or a text cost as much as one element more."""
_POINT = 2
"""So few characters of a path can make a point, at which a marker is drawn: "h1"."""
_SVG = "{http://www.w3.org/2000/svg}"
_FOREIGN = (
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.w3.org/2001/XInclude}",
    "{http://www.w3.org/1998/Math/MathML}",
)
"""What has no place in a drawing; what a drawing program notes for itself is never drawn."""
_ORIENTATION = 0x0112
"""How a camera was held (EXIF); 1 is upright."""
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
MAX_DRAWING_BYTES = 2_000_000
_XLINK = "{http://www.w3.org/1999/xlink}href"
_ACTIVE = frozenset(
    {"script", "foreignObject", "image", "a", "animate", "set", "animateTransform", "animateMotion"}
    | {"filter", "pattern"}
)
"""What runs, loads, leads elsewhere, moves, or (filters, patterns) costs what no size of the file tells."""
_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
_TECHNICAL = frozenset(
    {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "aspect", "icc_profile", "progressive", "progression"}
    | {"adobe", "adobe_transform", "gamma", "srgb", "chromaticity", "transparency", "interlace", "background"}
)
"""What a file may say of its pixels; all else that it says (EXIF, XMP, comments) is taken out."""
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "mm": 96 / 25.4, "cm": 96 / 2.54}
_LENGTH = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([a-z]*|%)\s*", re.ASCII)
_CUT = re.compile(r"(?:mask|clip-path)\s*:\s*url\(\s*['\"]?#([^'\")]+)")
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|\b(?:src|image|image-set)\(", re.IGNORECASE)


class Unfit(Exception):
    """Raised with a sentence that says why a file cannot be printed as a picture."""


def read(name: str, data: bytes) -> Picture:
    """Read an SVG, PNG or JPEG file.

    A photograph is turned upright, and what its camera wrote of place and time is taken out. Raises
    Unfit if the file is of another kind, broken, too large, moving, or (SVG) active or reaching
    outside itself.
    """
    if name.lower().endswith(".svg"):
        return _svg(name, data)
    return _bitmap(name, data)


def _svg(name: str, data: bytes) -> Picture:
    if len(data) > MAX_DRAWING_BYTES:
        raise Unfit(f"is a drawing of more than {MAX_DRAWING_BYTES // 1_000_000} MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        text = data.decode()
        root = etree.fromstring(data, parser)
    except UnicodeDecodeError as error:
        raise Unfit("is not UTF-8") from error
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unfit("is not well-formed SVG") from error
    if parser.error_log.filter_from_errors():  # a prefix of a name that stands for no namespace
        raise Unfit("is not well-formed SVG")
    if (root.getroottree().docinfo.encoding or "UTF-8").upper() not in ("UTF-8", "US-ASCII", "ASCII"):
        raise Unfit("is not UTF-8")
    if root.tag != f"{_SVG}svg":
        raise Unfit("is not SVG")
    if "<!DOCTYPE" in text:
        raise Unfit("carries a document type, which may hide entities")
    if "<?xml-stylesheet" in text:
        raise Unfit("names a style sheet outside itself")
    for element in root.iter(etree.Element):
        _inert(element)
    if _drawn(root) > MAX_ELEMENTS:
        raise Unfit(f"draws more than {MAX_ELEMENTS} elements, or draws one within itself")
    width, height = _size(root)
    return Picture(name, "image/svg+xml", data, width, height)


def _inert(element: etree._Element) -> None:
    local = etree.QName(element).localname
    if local in _ACTIVE:
        raise Unfit(f"holds a <{local}> element; a drawing may hold shapes and text only")
    if _BASE in element.attrib:
        raise Unfit("refers to something outside itself")
    if local == "style":
        _contained(element.text or "")
    for key, value in element.attrib.items():
        attribute = etree.QName(str(key)).localname
        if attribute.lower().startswith("on"):
            raise Unfit(f"holds an event handler ({attribute})")
        if attribute == "href" and not str(value).startswith("#"):
            raise Unfit("refers to something outside itself")
        _contained(str(value))
    if element.tag.startswith(_FOREIGN):
        raise Unfit(f"holds a <{local}> element of another language; a drawing may hold shapes and text only")


def _contained(style: str) -> None:
    """Raises Unfit if a value may make a reader of CSS load something; escapes could hide that it does."""
    if _OUTSIDE.search(style) or "\\" in style:
        raise Unfit("refers to something outside itself")


def _drawn(root: etree._Element) -> int:
    """How many elements are drawn, those that `use` and markers repeat among them; no more than is needed to refuse."""
    by_id = {element.get("id"): element for element in root.iter(etree.Element) if element.get("id")}
    markers = sum(_counted(marker, by_id, 0) for marker in root.iter(f"{_SVG}marker"))
    return _counted(root, by_id, markers)


def _counted(root: etree._Element, by_id: Mapping[str | None, etree._Element], markers: int) -> int:
    """How many elements are drawn where each point of what has a marker draws so many."""
    ahead, count = [(root, any("marker" in (style.text or "") for style in root.iter(f"{_SVG}style")))], 0
    while ahead and count <= MAX_ELEMENTS:
        element, marked = ahead.pop()
        marked = marked or any("marker" in str(said) for said in (*element.attrib, element.get("style")))
        points = len(element.get("d", "") + element.get("points", "")) // _POINT
        count += 1 + sum(map(len, (*element.attrib.values(), element.text or ""))) // _AS_ONE
        count += points * markers if marked else 0
        ahead += [(child, marked) for child in element if isinstance(child.tag, str)]
        ahead += [(by_id[name], marked) for name in _repeated(element) if name in by_id]
    return count


def _repeated(element: etree._Element) -> Iterator[str]:
    """The ids of what is drawn again for an element: what it uses, and what it is cut or masked by."""
    if etree.QName(element).localname == "use":
        yield (element.get("href") or element.get(_XLINK) or "")[1:]
    said = f"mask:{element.get('mask')};clip-path:{element.get('clip-path')};{element.get('style')}"
    yield from _CUT.findall(said)


def _size(root: etree._Element) -> tuple[float, float]:
    box = [_pixels(part) for part in re.split(r"[\s,]+", (root.get("viewBox") or "").strip())]
    width = _side(root.get("width"), box[2] if len(box) == 4 else 0)
    height = _side(root.get("height"), box[3] if len(box) == 4 else 0)
    if not 0 < width < MAX_SIDE or not 0 < height < MAX_SIDE:
        raise Unfit("does not say its size (width and height, or viewBox)")
    _shapely(width, height)
    return width, height


def _side(written: str | None, boxed: float) -> float:
    """A side in pixels as it is written; where it is not, or in units of nobody, that of the view box."""
    match = _LENGTH.fullmatch(written or "")
    if not match or (match[2] not in _UNITS and float(match[1]) > 0):
        return boxed
    return float(match[1]) * _UNITS.get(match[2], 1.0)


def _shapely(width: float, height: float) -> None:
    if max(width, height) > MAX_RATIO * min(width, height):
        raise Unfit(f"is more than {MAX_RATIO} times as long as it is wide")


def _pixels(length: str | None) -> float:
    match = _LENGTH.fullmatch(length or "")
    return float(match[1]) * _UNITS.get(match[2], 0.0) if match else 0.0


def _bitmap(name: str, data: bytes) -> Picture:
    from PIL import Image, UnidentifiedImageError

    try:
        with _no_half_pictures(), Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Unfit(f"has {image.width * image.height} pixels, more than {MAX_PIXELS}")
            if getattr(image, "n_frames", 1) > 1:
                raise Unfit("moves; a page of paper does not")
            image.load()
            media_type = Image.MIME[image.format or "PNG"]
            if image.mode not in _MODES or image.info.keys() - _TECHNICAL:
                data, width, height = _plain(image)
            else:
                width, height = image.size
            _shapely(width, height)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Unfit("is not a whole PNG or JPEG file") from error
    return Picture(name, media_type, data, width, height)


def _plain(image: Image.Image) -> tuple[bytes, int, int]:
    """A picture in eight bits of grey or RGB, upright, without what a camera says of place and time."""
    from PIL import ImageOps

    turned = image.getexif().get(_ORIENTATION, 1) != 1
    upright = ImageOps.exif_transpose(image) if turned else image
    if upright.mode.startswith("I"):  # sixteen bits of grey; Pillow would cut them off, not scale them
        upright = upright.convert("I").point(lambda level: level / 257).convert("L")
    elif upright.mode not in _MODES:
        upright = upright.convert("RGB")
    out = io.BytesIO()
    profile = image.info.get("icc_profile") if upright.mode == image.mode else None
    if image.format != "JPEG":
        upright.save(out, "PNG", icc_profile=profile)
    elif turned or upright.mode != image.mode:
        upright.save(out, "JPEG", quality=95, icc_profile=profile)
    else:
        image.save(out, "JPEG", quality="keep", icc_profile=profile, exif=b"", comment=b"")
    return out.getvalue(), upright.width, upright.height


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
def qr_code(address: str) -> Picture:
    """A QR code (ISO/IEC 18004, error correction M) for an address, with the quiet zone that it needs."""
    import segno

    code, file = segno.make(address, error="m", micro=False), io.BytesIO()
    code.save(file, kind="svg", xmldecl=False, border=4, dark="#000000", light="#FFFFFF", svgclass=None, lineclass=None)
    return _svg("qr.svg", file.getvalue())


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
