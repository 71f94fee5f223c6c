"""The words of the evidence page, and the blocks that they are put in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from press.layout import Strings
from press.manuscript import spoken_date
from press.model import (
    Block,
    Description,
    Entry,
    Foreign,
    Inline,
    Item,
    List,
    Paragraph,
    PartialDate,
    Section,
    Table,
    Text,
    Words,
)

LANGUAGE = "en-GB"
"""The language of ``words.yaml``."""
_GROUP = 8


@cache
def _phrases() -> dict[str, Any]:
    """All words by their keys; every scalar is a text."""
    text = Path(__file__).with_name("words.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # it makes nothing but texts
    return found


def named(key: str) -> Any:
    """A phrase, or a group of them; ``key`` has a dot before the name of one of a group."""
    found: Any = _phrases()
    for name in key.split("."):
        found = found[name]
    return found


@dataclass(frozen=True, slots=True)
class Hand:
    """Sets the page's words, and among them those of a leaflet in its own ``language``.

    ``strings`` are those of the page's language, which has names for the months.
    """

    language: str
    strings: Strings

    def say(self, key: str, **values: object) -> str:
        """A phrase, filled in; dates are spoken."""
        spoken = {
            name: spoken_date(value, self.strings) if isinstance(value, PartialDate) else value
            for name, value in values.items()
        }
        return str(named(key)).format(**spoken)

    def own(self, text: str) -> Words:
        """A leaflet's own text, which says its language if it is not the page's."""
        same = self.language.partition("-")[0] == LANGUAGE.partition("-")[0]
        return words(text) if same else (Foreign(words(text), self.language),)


def words(*texts: str | Inline) -> Words:
    return tuple(Text(text) if isinstance(text, str) else text for text in texts)


def paragraph(*texts: str | Inline) -> Paragraph:
    return Paragraph(words(*texts))


def bullets(texts: Iterable[str | Words]) -> List:
    return List(tuple(Item((Paragraph(words(text) if isinstance(text, str) else text),)) for text in texts))


def entry(name: str | Words, *texts: str | Words) -> Entry:
    """A name, and a paragraph for each text."""
    blocks = tuple(Paragraph(words(text) if isinstance(text, str) else text) for text in texts)
    return Entry(words(name) if isinstance(name, str) else name, blocks)


def description(entries: Iterable[Entry]) -> Description:
    return Description(tuple(entries))


def table(caption: str, columns: Iterable[str], rows: Iterable[Iterable[str | Words]]) -> Table:
    def cell(text: str | Words) -> Words:
        return words(text) if isinstance(text, str) else text

    return Table(words(caption), tuple(map(words, columns)), tuple(tuple(map(cell, row)) for row in rows))


def section(key: str, *blocks: Block, within: Iterable[Section] = (), heading: str = "") -> Section:
    """A section with the phrase ``key`` as its heading, or with another one."""
    return Section(f"evidence--{key}", words(heading or named(key)), blocks, tuple(within))


def grouped(sha: str) -> str:
    """A digest in groups of eight digits, so that it has places to break a line."""
    return " ".join(sha[at : at + _GROUP] for at in range(0, len(sha), _GROUP))
