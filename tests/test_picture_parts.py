"""What a photograph's file holds beside the picture: none of it reaches a document, its colours stay."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from PIL import Image, ImageCms

from press import pictures
from press.model import Figure, Leaflet, Picture, Section, Text
from press.pictures import Unfit, parts, profile
from press.pictures.parts import MAX_SCANS
from press.writers import html, pdf, word
from tests.pdf.conftest import composed, loaded
from tests.test_manuscript import edition

MARK = b"Cliff Cottage, Anytown"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def saved(kind: str, image: Image.Image | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    (image or Image.linear_gradient("L").resize((60, 40)).convert("RGB")).save(out, kind, **options)
    return out.getvalue()


def icc(segments: int = 1) -> bytes:
    """A colour profile whose words name a place."""
    profile = bytearray(PROFILE)
    for kind in (b"mluc", b"desc", b"text"):
        at = profile.find(kind, 132)
        while at > 0:
            profile[at + 28 : at + 28 + len(MARK)] = MARK
            at = profile.find(kind, at + 60)
    pieces = [
        bytes(profile[at : at + len(profile) // segments + 1])
        for at in range(0, len(profile), len(profile) // segments + 1)
    ]
    return b"".join(
        segment(0xE2, b"ICC_PROFILE\0" + bytes([number, len(pieces)]) + piece) for number, piece in enumerate(pieces, 1)
    )


EXIF = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0%c\0\0\0\0\0\0"
JPEG = saved("JPEG")
PNG = saved("PNG")
IN_JPEG: dict[str, bytes] = {
    "small copy in JFIF": segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\3\3" + MARK[:21] + bytes(6)),
    "JFXX": segment(0xE0, b"JFXX\0\x13" + MARK),
    "EXIF": segment(0xE1, EXIF % 1 + MARK),
    "XMP": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + MARK + b"</x>"),
    "extended XMP": segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + MARK),
    "FlashPix": segment(0xE2, b"FPXR\0" + MARK),
    "several pictures": segment(0xE2, b"MPF\0" + MARK),
    "comment": segment(0xFE, MARK),
    "Adobe": segment(0xEE, b"Adobe\0\x64\0\0\0\0\0" + MARK),
    "Adobe without its kind": segment(0xEE, MARK),
    "profile's words": icc(),
    "profile in three": icc(3),
    "no profile": segment(0xE2, b"ICC_PROFILE\0\1\1" + MARK),
} | {f"APP{number}": segment(0xE0 + number, MARK) for number in range(16)}
IN_PNG: dict[str, bytes] = {
    kind.decode(): chunk(kind, b"Author\0" + MARK)
    for kind in (b"tEXt", b"tIME", b"eXIf", b"caBX", b"prVt", b"sPLT", b"hIST", b"dSIG", b"oFFs", b"iTXt")
} | {
    "zTXt": chunk(b"zTXt", b"Author\0\0" + zlib.compress(MARK)),
    "name of a profile": chunk(b"iCCP", MARK + b"\0\0" + zlib.compress(PROFILE)),
    "no profile": chunk(b"iCCP", b"x\0\0" + zlib.compress(MARK)),
}
CASES = (
    {f"JPEG, {name}": JPEG[:2] + part + JPEG[2:] for name, part in IN_JPEG.items()}
    | {f"PNG, {name}": PNG[:33] + part + PNG[33:] for name, part in IN_PNG.items()}
    | {"JPEG, after its end": JPEG + MARK, "PNG, after its end": PNG + MARK, "PNG, another in it": PNG + PNG + MARK}
)


def read(data: bytes) -> Picture:
    return pictures.read("photo.png" if data.startswith(b"\x89") else "photo.jpg", data)


def unpacked(data: bytes) -> bytes:
    """A picture with what is packed in it, besides."""
    found = [data]
    at = 8
    while data.startswith(b"\x89") and at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        if kind in (b"iCCP", b"zTXt"):
            found.append(zlib.decompressobj().decompress(body[body.index(b"\0") + 2 :]))
        at += 12 + size
    return b"".join(found)


@pytest.mark.parametrize("name", CASES)
def test_nothing_beside_the_picture_stays(name: str) -> None:
    assert MARK[:21] in unpacked(CASES[name]) or "small" in name
    picture = read(CASES[name])
    assert MARK[:21] not in unpacked(picture.data)
    with (
        Image.open(io.BytesIO(picture.data)) as shown,
        Image.open(io.BytesIO(JPEG if "JPEG" in name else PNG)) as given,
    ):
        assert shown.convert("RGB").tobytes() == given.convert("RGB").tobytes()


def documents(found: list[Picture]) -> Iterator[tuple[str, bytes]]:
    """All that a PDF, a Word file and a web page hold, unpacked."""
    shown = tuple(Figure(f"p{number}", picture, f"A grey field, {number}.") for number, picture in enumerate(found))
    leaflet = Leaflet(edition(sections=(Section("one", (Text("One"),), shown),)), None)
    a4, large, web = (loaded()[name] for name in ("a4", "large-print", "web"))
    with pikepdf.open(io.BytesIO(pdf.write(composed(leaflet, a4), a4))) as document:
        streams = [item for item in document.objects if isinstance(item, pikepdf.Stream)]
        for stream in streams:
            yield "PDF", stream.read_raw_bytes() if stream.get("/Filter") == "/DCTDecode" else stream.read_bytes()
    with zipfile.ZipFile(io.BytesIO(word.write(composed(leaflet, large), large, {}))) as archive:
        for part in archive.namelist():
            yield "Word", archive.read(part)
    yield "web", html.write(composed(leaflet, web), web)


def test_no_format_holds_what_was_beside_a_picture() -> None:
    seen = dict.fromkeys(("PDF", "Word", "web"), 0)
    encoded = [b64encode(bytes(shift) + MARK)[4 * shift : -4][4:16] for shift in range(3)]
    for kind, data in documents([read(data) for data in CASES.values()]):
        seen[kind] += 1
        assert MARK[:21] not in data
        assert not any(part in data for part in encoded), kind
    assert all(seen.values())


@pytest.mark.parametrize("data", [JPEG, PNG], ids=["JPEG", "PNG"])
def test_a_picture_without_anything_beside_it_stays_byte_for_byte(data: bytes) -> None:
    assert read(data).data == data


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_colours_keep_their_profile_which_names_nobody(kind: str) -> None:
    kept = read(saved(kind, icc_profile=PROFILE)).data
    with Image.open(io.BytesIO(kept)) as image:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
    assert ImageCms.getProfileDescription(profile).strip() == "Colour profile"
    given = ImageCms.ImageCmsProfile(io.BytesIO(PROFILE))
    colours = [
        ImageCms.applyTransform(
            Image.new("RGB", (1, 1), (200, 90, 30)),
            ImageCms.buildTransform(each, ImageCms.createProfile("LAB"), "RGB", "LAB"),
        )
        for each in (given, profile)
    ]
    assert colours[0] is not None
    assert colours[1] is not None
    assert colours[0].tobytes() == colours[1].tobytes()


def test_a_profile_of_version_2_has_its_new_name_as_that_version_has_it_and_no_date_of_its_own() -> None:
    given = bytearray(PROFILE)
    given[8] = 2
    with Image.open(io.BytesIO(read(saved("PNG", icc_profile=bytes(given))).data)) as image:
        kept = image.info["icc_profile"]
    profile = ImageCms.ImageCmsProfile(io.BytesIO(kept))
    assert ImageCms.getProfileDescription(profile).strip() == "Colour profile"
    assert ImageCms.getProfileCopyright(profile).strip() == "-"
    assert struct.unpack_from(">I", kept) == (len(kept),)
    assert struct.unpack_from(">6H", kept, 24) == (2000, 1, 1, 0, 0, 0)


@pytest.mark.parametrize("version", [2, 4])
@pytest.mark.parametrize("broken", ["signature", "number of tags", "length of a tag", "end"])
def test_a_profile_that_cannot_be_read_is_left_out(version: int, broken: str) -> None:
    given = bytearray(PROFILE)
    given[8] = version
    match broken:
        case "signature":
            given[36] = 0
        case "number of tags":
            struct.pack_into(">I", given, 128, 101)
        case "length of a tag":
            struct.pack_into(">I", given, 128 + 4 + 8, len(given))
        case _:
            del given[100:]
    assert profile.cleaned(PROFILE)
    assert profile.cleaned(bytes(given)) == b""


@pytest.mark.parametrize("marker", [*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, 0xDF])
def test_of_a_jpeg_s_segments_those_that_say_how_it_is_drawn_are_kept(marker: int) -> None:
    """ITU-T T.81, table B.1: frames, codes and tables; 0xC8 is reserved, 0xDF draws nothing."""
    body = segment(marker, bytes(8))
    kept, _ = parts.cleaned(JPEG[:2] + body + JPEG[2:])
    assert (body in kept) == (marker not in (0xC8, 0xDF))


def test_what_shows_a_png_s_colours_stays() -> None:
    grey = Image.new("P", (4, 3), 1)
    grey.putpalette([0, 0, 0, 200, 90, 30])
    given = saved("PNG", grey, transparency=0, dpi=(300, 300))
    gamma = chunk(b"gAMA", struct.pack(">I", 45455))
    data = read(given[:33] + gamma + given[33:]).data
    for kind in (b"PLTE", b"tRNS", b"pHYs", b"gAMA"):
        assert kind in data


TURNS: dict[int, Callable[[Image.Image], Image.Image]] = {
    2: lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda image: image.transpose(Image.Transpose.ROTATE_180),
    4: lambda image: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    5: lambda image: image.transpose(Image.Transpose.TRANSPOSE),
    6: lambda image: image.transpose(Image.Transpose.ROTATE_270),
    7: lambda image: image.transpose(Image.Transpose.TRANSVERSE),
    8: lambda image: image.transpose(Image.Transpose.ROTATE_90),
}


@pytest.mark.parametrize("turn", [1, *TURNS, 0, 9])
@pytest.mark.parametrize("order", ["MM", "II"])
def test_a_photograph_is_turned_as_its_camera_says_before_that_is_dropped(turn: int, order: str) -> None:
    corners = Image.new("RGB", (2, 2))
    for at, colour in enumerate(((250, 0, 0), (0, 250, 0), (0, 0, 250), (250, 250, 250))):
        corners.putpixel(divmod(at, 2), colour)
    image = corners.resize((64, 32), Image.Resampling.NEAREST)
    exif = EXIF[6:] % turn
    if order == "II":
        exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0" + bytes([turn]) + bytes(7)
    given = saved("PNG", image)
    data = read(given[:33] + chunk(b"eXIf", exif) + given[33:]).data
    with Image.open(io.BytesIO(data)) as shown:
        wanted = TURNS[turn](image) if turn in TURNS else image
        assert (shown.size, shown.convert("RGB").tobytes()) == (wanted.size, wanted.tobytes())
    photograph = saved("JPEG", image)
    picture = read(photograph[:2] + segment(0xE1, b"Exif\0\0" + exif) + photograph[2:])
    assert (picture.width, picture.height) == wanted.size


@pytest.mark.parametrize(
    "exif", [b"", b"MM", b"MM\0*\0\0\xff\xff", b"MM\0*\0\0\0\x08\xff\xff", b"II*\0\x08\0\0\0\x01\0"]
)
def test_notes_that_are_broken_turn_nothing(exif: bytes) -> None:
    assert read(JPEG[:2] + segment(0xE1, b"Exif\0\0" + exif) + JPEG[2:]).width == 60


def test_a_jpeg_of_too_many_scans_is_refused_before_it_is_drawn() -> None:
    progressive = saved("JPEG", progressive=True)
    assert read(progressive).width == 60
    first = progressive.index(b"\xff\xda")
    second = progressive.index(b"\xff\xda", first + 2)
    scan = progressive[first:second]
    once = scan[: scan.rindex(b"\xff\xc4")] if b"\xff\xc4" in scan else scan
    scans = progressive.count(b"\xff\xda")
    many = progressive[:first] + once * (MAX_SCANS - scans + 1) + progressive[first:]
    with pytest.raises(Unfit, match=f"more than {MAX_SCANS} scans") as refused:
        read(many)
    assert "baseline" in refused.value.hint


@pytest.mark.parametrize(
    "data",
    [
        JPEG[:2],
        JPEG[:20],
        JPEG[:-2],
        JPEG[:2] + b"\0" + JPEG[2:],
        JPEG[:2] + b"\xff\xe1\0\x02" * 100_001 + JPEG[2:],
        PNG[:40],
        PNG[:-12],
        PNG[:33] + chunk(b"ABCD", b"") + PNG[33:],
        PNG[:33] + chunk(b"prVt", b"") * 100_001 + PNG[33:],
        PNG[:33] + chunk(b"iCCP", b"x\0\0" + b"no") + PNG[33:],
        b"",
        b"GIF89a",
    ],
)
def test_a_file_that_is_not_whole_or_of_too_many_parts_is_unfit(data: bytes) -> None:
    with pytest.raises(Unfit, match="whole PNG or JPEG"):
        read(data)


def test_a_photograph_with_a_second_picture_after_it_is_one_photograph() -> None:
    assert read(JPEG[:2] + segment(0xE2, b"MPF\0" + bytes(40)) + JPEG[2:] + JPEG).data == JPEG


def test_bytes_that_fill_up_before_a_marker_are_no_fault() -> None:
    at = JPEG.index(b"\xff\xdb")
    assert read(JPEG[:at] + b"\xff\xff\xff" + JPEG[at:]).data == JPEG
