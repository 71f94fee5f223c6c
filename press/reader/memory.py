"""What is remembered of editions that were read without an error, so that they need not be read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from press import digest
from press.model import Card
from press.problems import Kept


@dataclass(frozen=True, slots=True)
class Remembered:
    """An edition as it was read from a file with this digest: its card, its code, and the warnings it gave."""

    digest: str
    card: Card
    code: str
    problems: tuple[Kept, ...] = ()


Memory = Mapping[str, Remembered]
"""What is remembered of each file, by the name that problems give it."""


@dataclass(frozen=True, slots=True)
class _Written:
    """``circumstances`` say under what else the editions were read: the program, the fonts. ``digest`` is that of
    the editions: what somebody has changed in them is worth nothing."""

    circumstances: str
    digest: str
    editions: msgspec.Raw


def load(data: bytes, circumstances: str) -> Memory:
    """What was remembered; nothing where it cannot be read, was changed, or comes from other circumstances."""
    try:
        written = msgspec.json.decode(data, type=_Written)
        if written.circumstances != circumstances or written.digest != digest.of(bytes(written.editions)):
            return {}
        return msgspec.json.decode(written.editions, type=dict[str, Remembered])
    except (msgspec.DecodeError, ValueError, RecursionError):
        return {}


def dump(memory: Memory, circumstances: str) -> bytes:
    """The memory as JSON, under the circumstances that it holds in."""
    editions = msgspec.json.encode(dict(sorted(memory.items())))
    return msgspec.json.encode(_Written(circumstances, digest.of(editions), msgspec.Raw(editions)))
