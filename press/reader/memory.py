"""What is remembered of editions that were read without an error, so that they need not be read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

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
    """``circumstances`` say under what else the editions were read: the program, the fonts."""

    circumstances: str
    editions: Memory


def load(data: bytes, circumstances: str) -> Memory:
    """What was remembered; nothing where it cannot be read, or comes from other circumstances."""
    try:
        written = msgspec.json.decode(data, type=_Written)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return {}
    return written.editions if written.circumstances == circumstances else {}


def dump(memory: Memory, circumstances: str) -> bytes:
    """The memory as JSON, under the circumstances that it holds in."""
    return msgspec.json.encode(_Written(circumstances, dict(sorted(memory.items()))))
