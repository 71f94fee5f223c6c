"""The digest of a value: equal for equal values in every process, and different for all others."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

DIGITS = 16
"""How many hexadecimal digits of the SHA-256 tell one version of a value from another."""


def of(value: object) -> str:
    """The digest of a value made of dataclasses, mappings, tuples, texts, numbers and bytes.

    Raises TypeError at anything else.
    """
    digest = hashlib.sha256()
    for part in _parts(value):
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()[:DIGITS]


def _parts(value: object) -> Iterator[bytes]:
    match value:
        case bytes():
            yield value
        case enum.Enum():
            yield value.name.encode()
        case str() | bool() | int() | float() | None:
            yield f"{type(value).__name__} {value}".encode()
        case frozenset():
            yield from _parts(tuple(sorted(value)))
        case Mapping():
            yield b"{"
            for name in sorted(value):
                yield from (*_parts(name), *_parts(value[name]))
            yield b"}"
        case tuple():
            yield b"("
            for item in value:
                yield from _parts(item)
            yield b")"
        case _ if is_dataclass(value):
            yield type(value).__name__.encode()
            yield from _parts(tuple(getattr(value, field.name) for field in fields(value)))
        case _:
            raise TypeError(f"{type(value).__name__} cannot be part of a digest")
