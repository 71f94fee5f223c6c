import io

import pytest
from PIL import Image, ImageFile

from press import pictures
from press.pictures import Unfit

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">{}</svg>'


def svg(inside: str = "") -> bytes:
    return SVG.format(inside).encode()


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
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(), "document type"),
        (svg("<script>1</script>"), "<script>"),
        (svg("<foreignObject/>"), "<foreignObject>"),
        (svg('<image href="file:///etc/passwd"/>'), "<image>"),
        (svg('<use href="other.svg#a"/>'), "outside itself"),
        (svg('<rect onclick="x()"/>'), "onclick"),
        (svg('<rect fill="url(http://example.org/x)"/>'), "outside itself"),
        (svg("<style>@import 'x.css';</style>"), "from outside"),
    ],
)
def test_a_drawing_that_is_broken_active_or_reaches_out_is_unfit(data: bytes, reason: str) -> None:
    with pytest.raises(Unfit, match=reason):
        pictures.read("a.svg", data)


def test_a_drawing_may_refer_to_its_own_parts() -> None:
    assert pictures.read("a.svg", svg('<g id="a"/><use href="#a"/><rect fill="url(#a)"/>')).width == 300


@pytest.mark.parametrize("data", [b"", b"GIF89a", bitmap()[:-35]])
def test_a_bitmap_that_is_not_whole_is_unfit(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint sets it
    with pytest.raises(Unfit, match="whole PNG or JPEG"):
        pictures.read("a.png", data)


def test_a_bitmap_of_too_many_pixels_is_unfit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 11)
    with pytest.raises(Unfit, match="12 pixels"):
        pictures.read("a.png", bitmap())


def test_a_drawing_becomes_the_same_bitmap_of_the_width_asked_for_every_time() -> None:
    picture = pictures.read("a.svg", svg('<circle cx="50" cy="50" r="40" fill="#900"/>'))
    first = pictures.png(picture, (), 600)
    pictures.png.cache_clear()
    assert pictures.png(picture, (), 600) == first
    with Image.open(io.BytesIO(first)) as image:
        assert image.size == (600, 200)
