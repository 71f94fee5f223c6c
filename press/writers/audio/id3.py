"""What an MP3 tells of itself, as ID3v2.3 with chapters, in UTF-16 (what every player reads).

TIT2, TPE1, TYER, TXXX   the facts: title, publisher, year, and others by their names
USLT                     its words, with their chapters
CTOC, CHAP               the chapters, in order, with their names and milliseconds (ID3v2 Chapter Frame Addendum 1.0)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Mark = tuple[str, float, float]
"""The name of a chapter, and from when to when it is heard, in seconds."""

_FRAMES = {"title": "TIT2", "artist": "TPE1", "performer": "TPE4"}
_UTF_16 = b"\x01"
_NO_OFFSET = b"\xff\xff\xff\xff"
_NO_LANGUAGE = b"XXX"
_ORDERED_TOP = b"\x03"


def tag(facts: Iterable[tuple[str, str]], lyrics: str, marks: Sequence[Mark]) -> bytes:
    """A tag for the beginning of an MP3."""
    frames = [_fact(name, text) for name, text in facts]
    frames.append(_frame("USLT", _UTF_16 + _NO_LANGUAGE + _text("") + b"\0\0" + _text(lyrics)))
    names = [f"chapter-{number:03}".encode() + b"\0" for number in range(len(marks))]
    frames.append(_frame("CTOC", b"contents\0" + _ORDERED_TOP + bytes([len(names)]) + b"".join(names)))
    frames += [_chapter(name, mark) for name, mark in zip(names, marks, strict=True)]
    body = b"".join(frames)
    return b"ID3\x03\x00\x00" + _syncsafe(len(body)) + body


def _fact(name: str, text: str) -> bytes:
    if name == "date":
        return _frame("TYER", _UTF_16 + _text(text[:4])) + _described(name, text)
    return _frame(_FRAMES[name], _UTF_16 + _text(text)) if name in _FRAMES else _described(name, text)


def _described(name: str, text: str) -> bytes:
    return _frame("TXXX", _UTF_16 + _text(name) + b"\0\0" + _text(text))


def _chapter(name: bytes, mark: Mark) -> bytes:
    title, start, end = mark
    times = b"".join(round(at * 1000).to_bytes(4) for at in (start, end))
    return _frame("CHAP", name + times + 2 * _NO_OFFSET + _frame("TIT2", _UTF_16 + _text(title)))


def _text(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("utf-16-le")


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + len(body).to_bytes(4) + b"\0\0" + body


def _syncsafe(size: int) -> bytes:
    """A number in four bytes of seven bits."""
    return bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))
