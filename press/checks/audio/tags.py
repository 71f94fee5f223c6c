"""What a recording tells of itself: the tags of an MP3 (ID3v2.3 and v2.4), the comments of Opus in Ogg (RFC 7845)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_CODES = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
_NAMES = {"TIT2": "title", "TPE1": "artist", "TPE4": "performer"}
_MOST = 16_000_000
"""Bytes of tags or comments that are read."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The facts by their names in lower case, and the words, a text for each chapter: its name on the first line."""

    facts: dict[str, str]
    words: tuple[str, ...]


def of_mp3(data: bytes) -> Tags:
    """The tags at the beginning of an MP3. Raises ValueError where there are none, or they cannot be read."""
    if data[:3] != b"ID3" or len(data) < 10 or data[3] not in (3, 4):
        raise ValueError("it has no ID3v2 tag")
    facts: dict[str, str] = {}
    words: tuple[str, ...] = ()
    for name, body in _frames(data[10 : 10 + _syncsafe(data[6:10])], data[3]):
        if name == "USLT":
            _, lyrics = _pair(body[0], body[4:])
            words = tuple(lyrics.split("\n\n"))
        elif name == "TXXX":
            key, text = _pair(body[0], body[1:])
            facts[key.lower()] = text
        elif name in _NAMES:
            facts[_NAMES[name]] = _decoded(body[0], body[1:])
    return Tags(facts, words)


def of_opus(data: bytes) -> Tags:
    """The comments of Opus in Ogg. Raises ValueError where there are none, or they cannot be read."""
    packets = _packets(data)
    head, comments = next(packets, b""), next(packets, b"")
    if not head.startswith(b"OpusHead") or not comments.startswith(b"OpusTags"):
        raise ValueError("it is not Opus in Ogg")
    pairs = [text.partition("=") for text in _comments(comments[8:])]
    facts = {name.lower(): text for name, _, text in pairs if name.upper() != "LYRICS"}
    return Tags(facts, tuple(text for name, _, text in pairs if name.upper() == "LYRICS"))


def _frames(body: bytes, version: int) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at + 10 <= len(body) and body[at]:
        size = _syncsafe(body[at + 4 : at + 8]) if version == 4 else int.from_bytes(body[at + 4 : at + 8])
        frame = body[at + 10 : at + 10 + size]
        if len(frame) < size or not size:
            raise ValueError("its ID3 tag is cut off")
        yield body[at : at + 4].decode("latin-1"), frame
        at += 10 + size


def _syncsafe(digits: bytes) -> int:
    number = 0
    for digit in digits:
        number = number << 7 | (digit & 0x7F)
    return number


def _pair(code: int, body: bytes) -> tuple[str, str]:
    """A description and a text, with a zero between them."""
    wide = code in (1, 2)
    step = 2 if wide else 1
    end = next((at for at in range(0, len(body), step) if not any(body[at : at + step])), len(body))
    return _decoded(code, body[:end]), _decoded(code, body[end + step :])


def _decoded(code: int, body: bytes) -> str:
    if code not in _CODES:
        raise ValueError("a text in its ID3 tag is in no known encoding")
    return body.decode(_CODES[code], "replace").rstrip("\0")


def _packets(data: bytes) -> Iterator[bytes]:
    """The packets of the first stream of Ogg (RFC 3533), of which the first two are asked for."""
    at, packet = 0, b""
    while data[at : at + 4] == b"OggS" and at + 27 <= len(data) and len(packet) < _MOST:
        sizes = data[at + 27 : at + 27 + data[at + 26]]
        at += 27 + len(sizes)
        for size in sizes:
            packet += data[at : at + size]
            at += size
            if size < 255:
                yield packet
                packet = b""


def _comments(body: bytes) -> Iterator[str]:
    """The comments behind the name of who made the file, each with its length before it."""
    at = 4 + int.from_bytes(body[:4], "little")
    number = int.from_bytes(body[at : at + 4], "little")
    at += 4
    for _ in range(number):
        size = int.from_bytes(body[at : at + 4], "little")
        if at + 4 + size > len(body):
            raise ValueError("its comments are cut off")
        yield body[at + 4 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
