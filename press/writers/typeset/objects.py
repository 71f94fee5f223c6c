"""The objects of a PDF that Typst writes: plain ones, one after the other."""

from __future__ import annotations

import re
import zlib

import pydyf

_OBJECT = re.compile(rb"\s*(\d+) 0 obj\n")
_LENGTH = re.compile(rb"/Length (\d+)")


class Unreadable(Exception):
    """Raised where a PDF is not written as this version of Typst writes one."""


class Raw(pydyf.Object):  # type: ignore[misc]  # pydyf publishes no types
    """An object as Typst wrote it."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.content = content

    @property
    def data(self) -> bytes:
        return self.content

    @property
    def compressible(self) -> bool:
        return not self.content.endswith(b"endstream")

    @property
    def stream(self) -> bytes:
        """What its stream holds."""
        head, _, rest = self.content.partition(b"\nstream\n")
        length = _LENGTH.search(head)
        if not length:
            raise Unreadable("a stream without a length")
        data = rest[: int(length[1])]
        return zlib.decompress(data) if b"/FlateDecode" in head else data


def objects(pdf: bytes) -> list[Raw]:
    """The objects of a file: the first has the number 1."""
    found: list[Raw] = []
    place = pdf.find(b"\n", pdf.find(b"\n") + 1)
    while match := _OBJECT.match(pdf, place):
        start = match.end()
        end = pdf.find(b"\nendobj", start)
        head = pdf.find(b"\nstream\n", start, end)
        if head >= 0:
            length = _LENGTH.search(pdf, start, head)
            end = pdf.find(b"\nendobj", head + int(length[1]) if length else len(pdf))
        if end < 0 or int(match[1]) != len(found) + 1:
            raise Unreadable("objects in another order")
        found.append(Raw(pdf[start:end]))
        place = end + len(b"\nendobj")
    return found
