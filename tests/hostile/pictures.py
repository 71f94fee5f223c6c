"""Pictures that are broken, too large, or not what they seem."""

import io
import struct
import zlib

from PIL import Image

from tests.hostile.case import Case, figure

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'


def _bitmap(form: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, form, **options)
    return out.getvalue()


def _png(width: int, height: int, *, bits: int = 8, pixels: bytes = b"") -> bytes:
    """A PNG that says how large it is, whatever it holds."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    packed = zlib.compress(pixels or bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def _svg(name: str, inside: str) -> Case:
    return figure(name, "knee.svg", _SVG.format(inside).encode())


def _sized(name: str, size: str) -> Case:
    return figure(name, "knee.svg", f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'.encode())


_DOUBLING = '<g id="g0"><rect/></g>' + "".join(
    f'<g id="g{number}">' + f'<use href="#g{number - 1}"/>' * 10 + "</g>" for number in range(1, 12)
)


def _masked(kind: str, by: str) -> str:
    """Masks of ten shapes, each of which is masked in the same way."""
    levels = (f'<{kind} id="m{n}">' + f"<rect {by.format(n + 1)}/>" * 10 + f"</{kind}>" for n in range(12))
    return "".join(levels) + f"<rect {by.format(0)}/>"


CASES: tuple[Case, ...] = (
    figure("no bytes", "knee.png", b""),
    figure("a drawing of no bytes", "knee.svg", b""),
    figure("half a PNG", "knee.png", _bitmap("PNG", size=(400, 300))[:200]),
    figure("half a JPEG", "knee.jpg", _bitmap("JPEG", size=(400, 300))[:700]),
    figure("a PNG with a broken sum", "knee.png", _bitmap("PNG").replace(b"IDAT", b"IDAX")),
    figure("a billion pixels", "knee.png", _png(32_000, 32_000)),
    figure("thirty million pixels that are there", "knee.png", _bitmap("PNG", "1", (6_000, 5_000))),
    figure("more pixels than there are", "knee.png", _png(2**31 - 1, 2**31 - 1)),
    figure("no pixels", "knee.png", _png(0, 0)),
    figure("fewer pixels than it says", "knee.png", _png(500, 500)),
    figure("text for a PNG", "knee.png", b"This is not a picture."),
    figure("a PDF for a PNG", "knee.png", b"%PDF-1.7\n%%EOF\n"),
    figure("a GIF for a PNG", "knee.png", _bitmap("GIF", "P")),
    figure("a WebP for a JPEG", "knee.jpg", _bitmap("WEBP")),
    figure("a TIFF for a JPEG", "knee.jpg", _bitmap("TIFF")),
    figure("a BMP for a PNG", "knee.png", _bitmap("BMP")),
    figure("an icon for a PNG", "knee.png", _bitmap("ICO", "RGBA", (16, 16))),
    figure("a PNG for a drawing", "knee.svg", _bitmap("PNG")),
    figure("a drawing for a PNG", "knee.png", _SVG.format("").encode()),
    figure(
        "a picture that moves",
        "knee.png",
        _bitmap("PNG", save_all=True, append_images=[Image.new("RGB", (40, 30), "red")]),
    ),
    figure("a picture as thin as a hair", "knee.png", _bitmap("PNG", "L", (5_000, 2))),
    figure("a picture of more megabytes than allowed", "knee.png", _bitmap("PNG") + bytes(20_000_001)),
    figure("a picture with a name of look-alikes", "kn\u0435e.png", _bitmap("PNG")),
    figure("a picture with a name in another form", "cafe\u0301.png", _bitmap("PNG")),
    figure("a picture of a kind that is not taken", "knee.gif", _bitmap("GIF", "P")),
    figure("a picture that ends in capitals", "knee.PNG", _bitmap("PNG")),
    # Drawings
    _svg("a drawing that is not closed", "<g>"),
    _svg("an element of a language that nobody names", "<x:rect/>"),
    _svg("an attribute of a language that nobody names", '<rect x:href="#a"/>'),
    _svg("a drawing within itself", '<g id="a"><use href="#a"/></g>'),
    _svg("a drawing of a trillion", f"<defs>{_DOUBLING}</defs><use href='#g11'/>"),
    _svg(
        "a path of a million points repeated", f'<path id="a" d="{"M0 0L1 1" * 100_000}"/>' + '<use href="#a"/>' * 100
    ),
    _svg("a path of two megabytes", f'<path d="{"M0 0L1 1" * 250_000}"/>'),
    _svg("elements within elements", "<g>" * 100_000 + "</g>" * 100_000),
    _svg("thirty thousand elements", "<rect/>" * 30_000),
    _svg("a text of three megabytes", f"<text>{'x' * 3_000_000}</text>"),
    _svg(
        "a filter as large as a field", '<filter id="f" width="99999"><feGaussianBlur stdDeviation="99999"/></filter>'
    ),
    _svg("a mask of a trillion", _masked("mask", 'mask="url(#m{})"')),
    _svg("a clip of a trillion", _masked("clipPath", 'clip-path="url(#m{})"')),
    _svg("a mask of a trillion by style", _masked("mask", 'style="fill: red; mask : url(#m{})"')),
    _svg("a pattern as large as a field", '<pattern id="p" width="99999" height="99999"/>'),
    _svg(
        "a path of a hundred thousand arrows",
        f'<marker id="m"><path d="M0 0"/></marker><path marker-mid="url(#m)" d="M0 0{"L1 1" * 100_000}"/>',
    ),
    _svg(
        "arrows by a style on what stands around",
        f'<marker id="m"><path/></marker><g style="marker: url(#m)"><polyline points="{"1 1 " * 9_000}"/></g>',
    ),
    _svg(
        "arrows by a style sheet on what is used",
        f'<style>.a {{ marker-end: url(#m) }}</style><marker id="m"><path/></marker><path class="a" d="{"h1" * 12_000}"/>',
    ),
    _sized("a drawing without a size", ""),
    _sized("a drawing larger than a town", 'width="1e9" height="1e9"'),
    _sized("a drawing of no size", 'width="0" height="0"'),
    _sized("a drawing of no width in a box", 'width="0.00" height="60" viewBox="0 0 200 60"'),
    _sized("a drawing below nothing", 'width="-5" height="5"'),
    _sized("a drawing below nothing in a box", 'width="200" height="-60" viewBox="0 0 200 60"'),
    _sized("a drawing below nothing by share", 'width="-1e1%" height="60" viewBox="0 0 200 60"'),
    _sized("a drawing of no number", 'width="nan" height="inf"'),
    _sized("a drawing by share", 'width="100%" height="100%"'),
    _sized("a drawing in units of nobody", 'width="3 parsec" height="1"'),
    _sized("a drawing as thin as a hair", 'width="0.01" height="99999"'),
    _sized("a view box of letters", 'viewBox="0 0 a b"'),
    figure("a drawing in UTF-16", "knee.svg", _SVG.format("").encode("utf-16")),
    figure(
        "a drawing that says it is another encoding",
        "knee.svg",
        b'<?xml version="1.0" encoding="utf-7"?>' + _SVG.format("").encode(),
    ),
    figure("a drawing packed with gzip", "knee.svg", b"\x1f\x8b\x08\0" + bytes(50)),
    figure("a drawing with NUL", "knee.svg", _SVG.format("\0").encode()),
)
