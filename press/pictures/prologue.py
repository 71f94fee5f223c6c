"""What stands before a drawing's first element, and how deep its elements lie: found before the drawing is read.

Illustrator writes a document type that gives names to addresses, and uses them further down:

    <!DOCTYPE svg PUBLIC "…" "…" [ <!ENTITY ns_svg "http://www.w3.org/2000/svg"> ]>
    <svg xmlns="&ns_svg;">

Such names stand for a few plain letters each, and are put in place. All else that a document type may
declare is refused: what is outside of the file, names within names, and default attributes.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from press.pictures.unfit import Unfit
from press.pictures.vocabulary import HINTS

MAX_DEPTH = 60
"""How deep elements may lie within each other, as drawn."""
_MOST_NAMES, _LONGEST_NAME, _MOST_USES = 100, 200, 10_000
_PLAIN = re.compile(r"[\w:/.#?=+ -]*", re.ASCII)
_UTF_8 = frozenset({"UTF-8", "US-ASCII", "ASCII"})


def read(data: bytes) -> bytes:
    """The drawing without its document type, the names that it declares put in place.

    Raises Unfit where it is not well-formed, lies too deep, or declares more than plain names.
    """
    scan = _Scan(data)
    if scan.ends is None:
        return data
    return _named(data[: scan.begins] + data[scan.ends :], scan.names)


def _named(data: bytes, names: dict[str, str]) -> bytes:
    if not names:
        return data
    used = re.compile(b"&(" + b"|".join(re.escape(name.encode()) for name in names) + b");")
    if sum(1 for _ in used.finditer(data)) > _MOST_USES:
        raise Unfit(f"uses the names of its document type more than {_MOST_USES} times")
    return used.sub(lambda match: names[match[1].decode()].encode(), data)


class _Scan:
    """One pass over the bytes. ``begins`` and ``ends`` are where the document type does, ``ends`` None without one."""

    def __init__(self, data: bytes) -> None:
        self.begins, self.ends = 0, None
        self.names: dict[str, str] = {}
        self._data, self._depth, self._line = data, 0, 0
        self._parser = parser = expat.ParserCreate()
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._begin
        parser.EndDoctypeDeclHandler = self._end
        parser.EntityDeclHandler = self._entity
        parser.ElementDeclHandler = parser.AttlistDeclHandler = parser.NotationDeclHandler = self._declares_more
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler, parser.EndElementHandler = self._deeper, self._back
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise Unfit(f"is not well-formed SVG (line {error.lineno} of it)") from error

    ends: int | None

    def _declaration(self, _version: str, encoding: str | None, _alone: int) -> None:
        if (encoding or "UTF-8").upper() not in _UTF_8:
            raise Unfit("is not UTF-8", HINTS["encoding"])

    def _begin(self, *_: object) -> None:
        self._line = self._parser.CurrentLineNumber
        self.begins = self._data.rfind(b"<!DOCTYPE", 0, self._parser.CurrentByteIndex)
        self._line -= self._data.count(b"\n", self.begins, self._parser.CurrentByteIndex)

    def _end(self) -> None:
        self.ends = self._parser.CurrentByteIndex + 1

    def _entity(self, name: str, parameter: bool, value: str | None, *_: object) -> None:  # expat's
        if parameter or value is None or len(value) > _LONGEST_NAME or not _PLAIN.fullmatch(value):
            self._declares_more()
        self.names[name] = value or ""
        if len(self.names) > _MOST_NAMES:
            self._declares_more()

    def _declares_more(self, *_: object) -> None:
        last = self._data.find(b"]", self._parser.CurrentByteIndex)
        until = self._data.count(b"\n", 0, last) + 1 if last > 0 else self._line
        lines = f"lines {self._line} to {until}" if until > self._line else f"line {self._line}"
        hint = f"Delete what stands from <!DOCTYPE to ]> in {lines} of the file, or export it again without it."
        raise Unfit(f"carries a document type that declares more than plain names ({lines} of it)", hint)

    def _instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            line = self._parser.CurrentLineNumber
            raise Unfit(
                f"names a style sheet outside itself (line {line} of it)",
                f"Delete <?xml-stylesheet … ?> in line {line} of the file.",
            )

    def _deeper(self, *_: object) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            line = self._parser.CurrentLineNumber
            reason = f"has more than {MAX_DEPTH} elements within each other (line {line} of it)"
            raise Unfit(reason, "Ungroup its shapes in the drawing program, and export it again.")

    def _back(self, _: str) -> None:
        self._depth -= 1
