import io

import pytest
from PIL import ExifTags, Image, ImageFile, PngImagePlugin

from press import pictures
from press.pictures import Unfit

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">{}</svg>'


def svg(inside: str = "") -> bytes:
    return SVG.format(inside).encode()


def use(number: int) -> str:
    return f'<use href="#a{number}"/>'


def bitmap(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 3), "white").save(out, kind)
    return out.getvalue()


def test_a_drawing_without_width_takes_its_view_box() -> None:
    picture = pictures.read("a.svg", svg())
    assert (picture.media_type, picture.width, picture.height) == ("image/svg+xml", 300, 100)


def test_a_drawing_s_millimetres_are_counted_in_css_pixels() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="25.4mm" height="12.7mm"/>'
    picture = pictures.read("a.svg", drawing)
    assert (round(picture.width), round(picture.height)) == (96, 48)


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_bitmaps_are_known_by_their_content(kind: str, media_type: str) -> None:
    picture = pictures.read("a.bin", bitmap(kind))
    assert (picture.media_type, picture.width, picture.height) == (media_type, 4, 3)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg", "well-formed"),
        (b"<html/>", "not SVG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "size"),
        (b'<!DOCTYPE svg [<!ENTITY a "b<c">]>' + svg(), "document type"),
        (svg("<script>1</script>"), "<script>"),
        (svg("<foreignObject/>"), "<foreignObject>"),
        (svg('<image href="file:///etc/passwd"/>'), "<image>"),
        (svg('<use href="other.svg#a"/>'), "outside itself"),
        (svg('<rect onclick="x()"/>'), "onclick"),
        (svg('<rect fill="url(http://example.org/x)"/>'), "outside itself"),
        (svg("<style>@import 'x.css';</style>"), "outside itself"),
        (svg("<style>@\\69mport 'x.css';</style>"), "outside itself"),
        (svg('<rect style="fill: u\\72l(http://example.org/x)"/>'), "outside itself"),
        (svg('<a href="https://example.org"><rect/></a>'), "<a>"),
        (svg('<filter id="f"><feGaussianBlur stdDeviation="1e6"/></filter>'), "<filter>"),
        (svg('<g id="a"><use href="#a"/></g>'), "within itself"),
        (svg('<g id="a0"/>' + "".join(f'<g id="a{n}">{10 * use(n - 1)}</g>' for n in range(1, 9))), "more than 20000"),
        (svg('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'), "another language"),
        (b'<?xml-stylesheet href="x.css"?>' + svg(), "style sheet"),
        (svg().decode().encode("utf-16"), "UTF-8"),
        (svg().replace(b"0 0 300 100", b"0 0 a b"), "size"),
        (svg().replace(b"0 0 300 100", b"0 0 nan inf"), "size"),
        (svg().replace(b"0 0 300 100", b"0 0 1e9 1"), "size"),
        (svg().replace(b"0 0 300 100", b"0 0 999999 1"), "size"),
        (svg(100_000 * "<g>" + 100_000 * "</g>"), "more than 60 elements within each other"),
    ],
)
def test_a_drawing_that_is_broken_active_or_reaches_out_is_unfit(data: bytes, reason: str) -> None:
    with pytest.raises(Unfit, match=reason):
        pictures.read("a.svg", data)


def test_a_drawing_may_have_long_paths_and_arrows_but_not_arrows_all_along_a_long_path() -> None:
    arrow, long = '<marker id="m"><path d="M0 0h9"/></marker>', f'<path d="M0 0{"h1" * 20_000}"/>'
    assert pictures.read("knee.svg", svg(f'{arrow}{long}<path marker-end="url(#m)" d="M0 0{"h1" * 3_000}"/>'))
    with pytest.raises(Unfit, match="draws more than 20000 elements"):
        pictures.read("knee.svg", svg(arrow + long.replace("<path", '<path marker-mid="url(#m)"')))


def test_a_drawing_may_refer_to_its_own_parts() -> None:
    assert pictures.read("a.svg", svg('<g id="a"/><use href="#a"/><rect fill="url(#a)"/>')).width == 300


@pytest.mark.parametrize("data", [b"", b"GIF89a", bitmap()[:-35]])
def test_a_bitmap_that_is_not_whole_is_unfit(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint sets it
    with pytest.raises(Unfit, match="whole PNG or JPEG"):
        pictures.read("a.png", data)


def test_a_bitmap_of_too_many_pixels_is_unfit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.pictures.photograph.MAX_PIXELS", 11)
    with pytest.raises(Unfit, match="12 pixels"):
        pictures.read("a.png", bitmap())


def test_a_drawing_becomes_the_same_bitmap_of_the_width_asked_for_every_time() -> None:
    picture = pictures.read("a.svg", svg('<circle cx="50" cy="50" r="40" fill="#900"/>'))
    first = pictures.png(picture, (), 600)
    pictures.png.cache_clear()
    assert pictures.png(picture, (), 600) == first
    with Image.open(io.BytesIO(first)) as image:
        assert image.size == (600, 200)


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def photograph(orientation: int) -> bytes:
    """Left half black, right half white, with a place in its EXIF data."""
    image = Image.new("RGB", (32, 16), "white")
    image.paste("black", (0, 0, 16, 16))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = "Somebody at home"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    return saved(image, "JPEG", exif=exif, comment=b"Private", quality=95)


def test_what_a_camera_says_is_taken_out() -> None:
    picture = pictures.read("a.jpg", photograph(1))
    with Image.open(io.BytesIO(picture.data)) as image:
        assert not image.getexif()
        assert "comment" not in image.info
    assert b"Somebody" not in picture.data
    assert b"Private" not in picture.data


def test_a_photograph_is_turned_upright() -> None:
    picture = pictures.read("a.jpg", photograph(6))
    assert (picture.width, picture.height) == (16, 32)
    with Image.open(io.BytesIO(picture.data)) as image:
        top, bottom = image.convert("L").getpixel((8, 4)), image.convert("L").getpixel((8, 28))
    assert (top, bottom) == (0, 255)


def test_what_a_png_says_in_words_is_taken_out() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Somebody at home")
    picture = pictures.read("a.png", saved(Image.new("RGB", (4, 3), "red"), "PNG", pnginfo=words))
    assert b"Somebody" not in picture.data


@pytest.mark.parametrize(
    ("data", "mode", "pixel"),
    [
        (saved(Image.new("CMYK", (4, 3), (0, 0, 0, 255)), "JPEG"), "RGB", (0, 0, 0)),
        (saved(Image.new("I;16", (4, 3), 0x8080), "PNG"), "L", 128),
        (saved(Image.new("RGBA", (4, 3), (255, 0, 0, 10)), "PNG"), "RGBA", (255, 0, 0, 10)),
    ],
    ids=["CMYK", "sixteen bits", "transparent"],
)
def test_every_picture_has_eight_bits_of_grey_or_rgb(data: bytes, mode: str, pixel: object) -> None:
    with Image.open(io.BytesIO(pictures.read("a", data).data)) as image:
        assert (image.mode, image.getpixel((1, 1))) == (mode, pixel)


def test_a_picture_that_needs_no_change_stays_as_it_is() -> None:
    for kind in ("PNG", "JPEG"):
        assert pictures.read("a", bitmap(kind)).data == bitmap(kind)


def test_a_moving_picture_is_unfit() -> None:
    frames = [Image.new("RGB", (4, 3), colour) for colour in ("red", "blue")]
    with pytest.raises(Unfit, match="moves"):
        pictures.read("a.png", saved(frames[0], "PNG", save_all=True, append_images=frames[1:]))
