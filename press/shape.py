"""The shape of a YAML file: which keys it has, what each holds, and what each is for, in words.

By these the reader reads (`press.source`), schemas are made (`press.schema`) and the language server completes: what is
not said here cannot be read, and nothing is said twice.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any


class Kind(enum.Enum):
    """What a text is. Each is read by an accessor of its own, which tells what is wrong with it."""

    TEXT = "text"
    """Words that are nowhere printed, or whose form the reader judges by what else there is."""
    LINE = "line"
    """A text without marks, on one line."""
    PROSE = "prose"
    """Markdown."""
    FLAG = "flag"
    COLOUR = "colour"
    """``#RRGGBB``."""
    DATE = "date"
    """``2026``, ``2026-11`` or ``2026-11-30``."""
    WEB_ADDRESS = "web address"
    EMAIL = "email"
    PHONE = "phone"
    LANGUAGE = "language"
    """A BCP 47 tag."""
    ID = "id"
    """Lower-case letters, digits and single hyphens."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. ``names`` is what of the library it names: a contact, a topic, a picture; empty for none."""

    kind: Kind
    names: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, from the lowest to the highest."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words; each may have a sentence that tells what it means."""

    words: tuple[str, ...]
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Items:
    """A list. ``least`` is how many there are at least; ``distinct`` is whether none may stand twice."""

    of: Form
    least: int = 0
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """Keys that the author makes up, each with a value; ``names`` is what a key is, ``example`` one of them."""

    names: Scalar
    of: Form
    example: str = "name"


@dataclass(frozen=True, slots=True)
class Key:
    """What a key holds, and what it is for, in plain English."""

    form: Form
    about: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """Keys that are known. All keys of a group of ``together`` stand there, or none.

    ``also`` is what the reader asks of several keys at once, as JSON Schema.
    """

    keys: Mapping[str, Key]
    together: tuple[tuple[str, ...], ...] = ()
    also: tuple[Mapping[str, Any], ...] = ()

    def __contains__(self, key: str) -> bool:
        return key in self.keys

    def missing(self, found: Mapping[str, object], named: Mapping[str, object]) -> Iterator[str]:
        """The keys that have to be there and have no value; ``named`` are those that stand there at all."""
        groups = [group for group in self.together if any(key in named for key in group)]
        wanted = {key for group in groups for key in group}
        yield from (key for key, of in self.keys.items() if (of.required or key in wanted) and key not in found)


Form = Scalar | Number | Choice | Items | Entries | Shape

TEXT, LINE, PROSE, FLAG, COLOUR, DATE, WEB_ADDRESS, EMAIL, PHONE, LANGUAGE, ID = map(Scalar, Kind)
PICTURE, CONTACT, TOPIC, FAMILY, PAPER = (
    Scalar(Kind.TEXT, names) for names in ("picture", "contact", "topic", "family", "paper")
)


def needed(form: Form, about: str) -> Key:
    """A key that has to be there."""
    return Key(form, about, required=True)


def same(keys: Mapping[str, str], form: Form) -> Mapping[str, Key]:
    """Keys that all hold the same, each with what it is for."""
    return MappingProxyType({name: Key(form, about) for name, about in keys.items()})


def optional(shape: Shape, *names: str) -> Shape:
    """Some keys of a shape, none of which has to be there: what is left out is as elsewhere."""
    return Shape({name: replace(shape.keys[name], required=False) for name in names})


def given(*keys: str) -> Mapping[str, Any]:
    """JSON Schema for: these keys stand there with a value."""
    return {"required": [*keys], "properties": {key: {"not": {"type": "null"}} for key in keys}}
