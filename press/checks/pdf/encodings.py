"""What the codes of a font say (ISO 32000-1, 9.10.2): its own map to Unicode, or an encoding that all know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from fontTools.agl import toUnicode
from fontTools.encodings.StandardEncoding import StandardEncoding
from pikepdf import Array, Dictionary, Name, Stream

from press.symbols import SYMBOL

CODES = 1 << 16
"""As many as two bytes can tell apart."""

_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|([\[\]])|((?:begin|end)bf(?:char|range))")
_UNICODE_CODES = re.compile(r"/Uni[A-Za-z0-9]+-(UCS2|UTF16)-[HV]")
_MOST_LETTERS = 0x10FFFF
_SYMBOLIC = 4
"""The bit of a font's flags (ISO 32000-1, table 123)."""
_SYMBOL_FONTS = ("/Symbol", "/SymbolMT")
_DINGBATS = "/ZapfDingbats"


def texts(font: Any) -> dict[bytes, str]:
    """What each code of a font says, as far as the font tells; of at most `CODES` of them."""
    known = _composite(font) if font.Subtype == Name.Type0 else _simple(font)
    to_unicode = font.get("/ToUnicode")
    if isinstance(to_unicode, Stream):
        known |= dict(islice(mapped(to_unicode.read_bytes()), CODES))
    return known


def mapped(to_unicode: bytes) -> Iterator[tuple[bytes, str]]:
    """Codes and what they say, from a ToUnicode map (ISO 32000-1, 9.10.3), read once from end to end.

    beginbfchar <01> <0041> endbfchar   beginbfrange <02> <05> <0042> <06> <07> [<0066> <0066006C>] endbfrange
    """
    section = b""
    held: list[bytes] = []
    listed: list[bytes] | None = None
    for token in _TOKEN.finditer(to_unicode):
        word, bracket = token[3], token[2]
        if word:
            section, held, listed = (word if word.startswith(b"begin") else b""), [], None
        elif bracket == b"[" and len(held) == 2:
            listed = []
        elif bracket == b"]" and listed is not None:
            yield from _listed(held[0], listed)
            held, listed = [], None
        elif listed is not None and token[1] is not None:
            listed.append(_bytes(token[1]))
        elif section and token[1] is not None:
            held.append(_bytes(token[1]))
            if len(held) == (2 if section == b"beginbfchar" else 3):
                yield from [(held[0], _text(held[1]))] if len(held) == 2 else _range(*held)
                held = []


def _bytes(digits: bytes) -> bytes:
    tight = b"".join(digits.split())
    return bytes.fromhex((tight + b"0" * (len(tight) % 2)).decode())


def _text(data: bytes) -> str:
    return data.decode("utf-16-be", "replace") if len(data) > 1 else data.decode("latin-1")


def _range(low: bytes, high: bytes, text: bytes) -> Iterator[tuple[bytes, str]]:
    first = _text(text)
    for step in range(int.from_bytes(high, "big") - int.from_bytes(low, "big") + 1):
        if not first or ord(first[-1]) + step > _MOST_LETTERS:
            return
        yield _following(low, step), first[:-1] + chr(ord(first[-1]) + step)


def _listed(low: bytes, found: list[bytes]) -> Iterator[tuple[bytes, str]]:
    for step, text in enumerate(found):
        yield _following(low, step), _text(text)


def _following(code: bytes, step: int) -> bytes:
    return ((int.from_bytes(code, "big") + step) % (1 << 8 * len(code))).to_bytes(len(code), "big")


def _composite(font: Any) -> dict[bytes, str]:
    """Of a font whose codes are Unicode themselves (ISO 32000-1, table 118)."""
    if not _UNICODE_CODES.fullmatch(str(font.get("/Encoding", ""))):
        return {}
    return {code.to_bytes(2, "big"): chr(code) for code in range(CODES) if not 0xD800 <= code <= 0xDFFF}


def _simple(font: Any) -> dict[bytes, str]:
    """Of a font of one-byte codes, from its encoding (ISO 32000-1, 9.6.6 and annex D)."""
    encoding: Any = font.get("/Encoding")
    own = isinstance(encoding, Dictionary)
    base = encoding.get("/BaseEncoding") if own else encoding
    differences = encoding.get("/Differences") if own else None
    names = {bytes([code]): text for code, text in _base(font, str(base or "")) if text}
    code = 0
    for item in differences if isinstance(differences, Array) else ():
        if not isinstance(item, Name):
            code = int(item)
        elif 0 <= code < 256:
            names.pop(bytes([code]), None)
            if text := toUnicode(str(item)[1:]):
                names[bytes([code])] = text
            code += 1
    return names


def _base(font: Any, name: str) -> Iterator[tuple[int, str]]:
    """A standard encoding; without a name, that of a font that has letters, if it has them."""
    if name == "/WinAnsiEncoding":
        yield from ((code, _ansi(code)) for code in range(32, 256))
    elif name == "/MacRomanEncoding":
        yield from ((code, bytes([code]).decode("mac_roman").replace("\xa0", " ")) for code in range(32, 256))
    elif str(font.get("/BaseFont", "")) in _SYMBOL_FONTS:
        yield from SYMBOL.items()
    elif name == "/StandardEncoding" or _lettered(font):
        yield from ((code, toUnicode(glyph)) for code, glyph in enumerate(StandardEncoding))


def _lettered(font: Any) -> bool:
    """Whether a font's own encoding is the standard one: it is not in the file, and has letters (table 114)."""
    descriptor: Any = font.get("/FontDescriptor")
    if font.Subtype == Name.Type3 or str(font.get("/BaseFont", "")) == _DINGBATS:
        return False
    if not isinstance(descriptor, Dictionary):
        return True
    embedded = any(key.startswith("/FontFile") for key in descriptor.keys())  # noqa: SIM118  # no Mapping
    return not embedded and not int(descriptor.get("/Flags", 0)) & _SYMBOLIC


def _ansi(code: int) -> str:
    """Codes that are none stand for a bullet; a no-break space for a space, a soft hyphen for a hyphen (D.2)."""
    try:
        letter = bytes([code]).decode("cp1252")
    except UnicodeDecodeError:
        return "•"
    return {"\x7f": "•", "\xa0": " ", "\xad": "-"}.get(letter, letter)
