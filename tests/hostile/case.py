"""A hostile topic: the files of a folder in the library, made by code where they are large."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from press.prose import forms

EDITION = "2025-01.yaml"
LIBRARY = "publisher: Anytown Hospital\nlanguage: en-GB\n"
TEXT = """\
title: Knees
summary: About knees.
review: {{status: approved, last: 2025-01, next: 2027-01}}
{more}sections:
  - heading: First
    body: |
      {body}
"""

Write = bytes | Callable[[Path], None]
"""What a file holds, or what makes something else in its place."""


@dataclass(frozen=True)
class Case:
    """``name`` says what is wrong with it; ``folder`` is the topic's, made from the name where empty."""

    name: str
    files: Mapping[str, Write]
    folder: str = ""

    @property
    def topic(self) -> str:
        return self.folder or forms.slug(self.name)[: forms.LONGEST_ID].strip("-")

    def put(self, library: Path) -> None:
        """Make its folder in a library."""
        for name, content in self.files.items():
            path = library / self.topic / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                Path(os.fsdecode(os.fsencode(path))).write_bytes(content)
            else:
                content(path)


def text(body: str = "Hello.", more: str = "") -> bytes:
    """An edition with this prose, and with these lines more."""
    return TEXT.format(body=body.replace("\n", "\n      "), more=more).encode("utf-8", "surrogatepass")


def prose(name: str, body: str) -> Case:
    return Case(name, {EDITION: text(body)})


def keys(name: str, more: str, body: str = "Hello.") -> Case:
    return Case(name, {EDITION: text(body, more)})


def whole(name: str, content: str | bytes) -> Case:
    """A case whose edition's file holds just this."""
    return Case(name, {EDITION: content.encode() if isinstance(content, str) else content})


def swapped(name: str, old: str, new: str) -> Case:
    """A case whose edition is sound but for one place."""
    sound = text().decode()
    assert old in sound
    return whole(name, sound.replace(old, new, 1))


def figure(name: str, file: str, data: bytes, **others: Write) -> Case:
    """A case with a picture."""
    shown = f'figures:\n  knee: {{file: "{file}", alt: A knee., own: true}}\n'
    return Case(name, {EDITION: text("![](figure:knee)", shown), file: data, **others})


@dataclass(frozen=True)
class Spoiled:
    """A library of which something else than a topic is hostile: files by their paths in it."""

    name: str
    files: Mapping[str, Write] = field(default_factory=dict)

    def put(self, library: Path) -> None:
        for name, content in self.files.items():
            path = library / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                path.unlink()
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                content(path)
