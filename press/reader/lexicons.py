"""The words of an edition that a library's lexicons have: how they are said is signed off with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from press.aloud import Lexicons
from press.model import Edition


def used(edition: Edition, lexicons: Lexicons) -> tuple[tuple[str, str, str], ...]:
    """The entries that an edition uses, each with its language. An entry counts in all languages that the edition
    may have words in: which they are is marked within its texts."""
    if not lexicons:
        return ()
    text = "\n".join(_texts(edition))
    return tuple(
        (language, word, said)
        for language, lexicon in lexicons.items()
        for word, said in lexicon.items()
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
