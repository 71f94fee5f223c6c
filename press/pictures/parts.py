"""The parts of a photograph's file: those that show the picture and its colours are kept, all others left out.

    JPEG (ITU-T T.81, annex B)   FFD8  APP0 …  FFDB …  FFC0 …  FFC4 …  FFDA … pixels …  FFD9
    PNG (ISO/IEC 15948, 5)       signature  IHDR  … PLTE  … IDAT …  IEND

What a camera writes of place, time and owner stands in parts of their own: EXIF, XMP, IPTC, comments, small
pictures, notes of makers and programs, content credentials, and what follows the end.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from press.pictures import profile
from press.pictures.unfit import Unfit

MAX_SCANS = 30
"""Of a JPEG: ten are usual; each goes over the whole picture."""
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
_BROKEN = "is not a whole PNG or JPEG file"
_START_OF_SCAN, _END = 0xDA, 0xD9
_TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD})
"""Huffman and arithmetic codes, quantization, number of lines, restarts."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JFIF, _PROFILE, _ADOBE = 0xE0, 0xE2, 0xEE
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""Where pixels end: neither a byte FF among them, nor a restart."""
_PROFILE_NAME = b"ICC_PROFILE\0"
_MOST_OF_A_SEGMENT = 65_519
_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"pHYs", b"sBIT"})
_MOVES = b"acTL"
_MAY_BE_PASSED_OVER = 0x20
"""In the first letter of a chunk's name (5.4)."""
_NOTES, _EXIF = 0xE1, b"Exif\0\0"
_ORIENTATION = 0x0112
_MOST_PARTS = 100_000
_NAMED_PROFILE = b"profile\0\0"
"""The name of a PNG's profile, and how it is packed (deflate)."""


def cleaned(data: bytes) -> tuple[bytes, int]:
    """A PNG or JPEG file with only the parts that show the picture and its colours, and how it is to be turned.

    That is what its camera says (EXIF 2.32, 4.6.4, tag 274): 1 is upright. Raises Unfit if it is neither,
    breaks off, moves, or has too many scans.
    """
    try:
        if data.startswith(PNG):
            found, said = _chunks(data)
            return PNG + b"".join(found), _turn(said)
        if data.startswith(JPEG):
            segments = list(_segments(data))
            return JPEG + b"".join(_shown(segments)), _turn(_said(segments))
    except (struct.error, IndexError, zlib.error) as error:
        raise Unfit(_BROKEN) from error
    raise Unfit(_BROKEN)


def _turn(exif: bytes) -> int:
    """How EXIF says that the camera was held; 1 where it says nothing, or is broken."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if not order:
        return 1
    try:
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, at + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


# JPEG


class _Segment(NamedTuple):
    """A segment's marker, what it holds, and the pixels after it, where it starts a scan."""

    marker: int
    body: bytes
    pixels: bytes


def _segments(data: bytes) -> Iterator[_Segment]:
    """All segments up to the end of the picture."""
    at, scans = len(JPEG), 0
    for _ in range(_MOST_PARTS):
        while data[at] == data[at + 1] == 0xFF:  # any number of them may stand before a marker
            at += 1
        marker = data[at + 1]
        if data[at] != 0xFF:
            raise Unfit(_BROKEN)
        if marker == _END:
            return
        (size,) = struct.unpack_from(">H", data, at + 2)
        body, at = data[at + 4 : at + 2 + size], at + 2 + size
        pixels = _pixels(data, at) if marker == _START_OF_SCAN else b""
        at += len(pixels)
        scans += marker == _START_OF_SCAN
        if scans > MAX_SCANS:
            hint = "Save it again as an ordinary JPEG (baseline, not progressive)."
            raise Unfit(f"is a JPEG of more than {MAX_SCANS} scans, each of which draws it whole", hint)
        yield _Segment(marker, body, pixels)
    raise Unfit(_BROKEN)


def _pixels(data: bytes, begin: int) -> bytes:
    found = _NEXT_MARKER.search(data, begin)
    if not found:
        raise Unfit(_BROKEN)
    return data[begin : found.start()]


def _said(segments: Iterable[_Segment]) -> bytes:
    """What the first EXIF segment says."""
    found = (body for marker, body, _ in segments if marker == _NOTES and body.startswith(_EXIF))
    return next(found, b"").removeprefix(_EXIF)


def _shown(segments: list[_Segment]) -> Iterator[bytes]:
    profiles = [body for marker, body, _ in segments if marker == _PROFILE and body.startswith(_PROFILE_NAME)]
    for marker, body, pixels in segments:
        if profiles and (marker in _FRAMES or marker in _TABLES):
            yield from _profile_segments(profiles)
            profiles = []
        kept = _kept(marker, body)
        if kept is not None:
            yield struct.pack(">BBH", 0xFF, marker, len(kept) + 2) + kept + pixels
    yield b"\xff\xd9"


def _kept(marker: int, body: bytes) -> bytes | None:
    """What is kept of a segment; None for nothing of it. A small picture in the first is left out."""
    if marker == _JFIF and body.startswith(b"JFIF\0") and len(body) >= 14:
        return body[:12] + b"\0\0"
    if marker == _ADOBE and body.startswith(b"Adobe") and len(body) >= 12:
        return body[:12]
    return body if marker in _TABLES or marker in _FRAMES or marker == _START_OF_SCAN else None


def _profile_segments(bodies: list[bytes]) -> Iterator[bytes]:
    """A colour profile in its segments (ICC.1, annex B.4); nothing where it is not whole."""
    head = len(_PROFILE_NAME) + 2
    ordered = sorted((body for body in bodies if len(body) > head), key=lambda body: body[head - 2])
    whole = profile.cleaned(b"".join(body[head:] for body in ordered))
    pieces = [whole[at : at + _MOST_OF_A_SEGMENT] for at in range(0, len(whole), _MOST_OF_A_SEGMENT)]
    for number, piece in enumerate(pieces, 1):
        body = _PROFILE_NAME + bytes([number, len(pieces)]) + piece
        yield struct.pack(">BBH", 0xFF, _PROFILE, len(body) + 2) + body


# PNG


def _chunks(data: bytes) -> tuple[list[bytes], bytes]:
    """The chunks that are kept, and what EXIF says."""
    at, found, said = len(PNG), list[bytes](), b""
    for _ in range(_MOST_PARTS):
        size, kind = struct.unpack_from(">I4s", data, at)
        whole = data[at : at + 12 + size]
        if len(whole) < 12 + size or not (kind in _CHUNKS or kind[0] & _MAY_BE_PASSED_OVER):
            raise Unfit(_BROKEN)
        if kind == _MOVES:
            raise Unfit("moves; a page of paper does not")
        if kind == b"iCCP":
            found += _profile_chunk(whole[8:-4])
        elif kind == b"eXIf":
            said = said or whole[8:-4]
        elif kind in _CHUNKS:
            found.append(whole)
        if kind == b"IEND":
            return found, said
        at += len(whole)
    raise Unfit(_BROKEN)


def _profile_chunk(body: bytes) -> Iterator[bytes]:
    _, _, packed = body.partition(b"\0")
    unpacking = zlib.decompressobj()
    whole = profile.cleaned(unpacking.decompress(packed[1:], profile.MAX_BYTES))
    if whole:
        content = b"iCCP" + _NAMED_PROFILE + zlib.compress(whole, 9)
        yield struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
