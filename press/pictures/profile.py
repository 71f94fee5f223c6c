"""Colour profiles (ICC.1:2022): what says how colours are to be shown is kept, the words in them are not.

A profile may name who made it, where, when and for which machine. A header of 128 bytes, a table of tags, and
their data; each entry of the table is a name, where its data begin and how long they are.
"""

from __future__ import annotations

import struct

MAX_BYTES = 4_000_000
_HEADER = 128
_MOST_TAGS = 100
_TAGS = (
    "A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 B2D0 B2D1 B2D2 B2D3 D2B0 D2B1 D2B2 D2B3 bTRC bXYZ bkpt chad chrm cicp gTRC gXYZ"
    " gamt kTRC lumi meas pre0 pre1 pre2 rTRC rXYZ view wtpt"
)
_COLOURS = frozenset(_TAGS.split())
_NAME = "Colour profile"
_DATE = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)


def cleaned(profile: bytes) -> bytes:
    """A profile without its words, its maker and its date; empty where it cannot be read."""
    tags = _tags(profile)
    if not {"rXYZ", "kTRC", "A2B0"} & tags.keys():
        return b""
    version = profile[8]
    wanted = {name: data for name, data in tags.items() if name in _COLOURS}
    wanted |= {"desc": _words(version, _NAME, b"desc"), "cprt": _words(version, "-", b"text")}
    table, data = b"", b""
    begin = _HEADER + 4 + 12 * len(wanted)
    places: dict[bytes, int] = {}
    for name, body in sorted(wanted.items()):
        if body not in places:  # curves are often shared
            places[body] = begin + len(data)
            data += body + bytes(-len(body) % 4)
        table += struct.pack(">4sII", name.encode(), places[body], len(body))
    return _header(profile, begin + len(data)) + struct.pack(">I", len(wanted)) + table + data


def _tags(profile: bytes) -> dict[str, bytes]:
    try:
        (count,) = struct.unpack_from(">I", profile, _HEADER)
        if profile[36:40] != b"acsp" or count > _MOST_TAGS:
            return {}
        entries = [struct.unpack_from(">4sII", profile, _HEADER + 4 + 12 * number) for number in range(count)]
    except (struct.error, IndexError):
        return {}
    if any(begin + size > len(profile) for _, begin, size in entries):
        return {}
    return {name.decode("latin-1"): profile[begin : begin + size] for name, begin, size in entries}


def _header(profile: bytes, size: int) -> bytes:
    """What the header says of colours (7.2): version, class, spaces, intent and white."""
    kept = bytearray(_HEADER)
    struct.pack_into(">I", kept, 0, size)
    for begin, end in ((8, 24), (36, 40), (64, 80)):
        kept[begin:end] = profile[begin:end]
    kept[24:36] = _DATE
    return bytes(kept)


def _words(version: int, text: str, kind: bytes) -> bytes:
    """A text as a profile of a version has it (10.15; in version 2, a description or plain text)."""
    if version >= 4:
        encoded = text.encode("utf-16-be")
        return b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(encoded), 28) + encoded
    if kind == b"text":
        return b"text" + bytes(4) + text.encode() + b"\0"
    plain = text.encode() + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(plain)) + plain + bytes(4 + 4 + 2 + 1 + 67)
