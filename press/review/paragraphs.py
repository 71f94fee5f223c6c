"""A text in Markdown as people read and type it, each paragraph in one line, and as files have it, in lines that are
not too long. Both say the same to the reader: what would not is left as it is."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from press.prose.markdown import Node, blocks

_HARD = re.compile(r"(?: {2}|\\)$")
"""The end of a line after which a line begins anew on paper (CommonMark 0.31, 6.7)."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """From a row up to another; ``words`` are those of all its rows in one line."""

    start: int
    end: int
    words: str


@lru_cache(512)
def joined(text: str) -> str:
    """The text with each paragraph, and each item of a list, in one line."""
    rows = text.split("\n")
    for each in reversed(_paragraphs(text)):
        lines = rows[each.start : each.end]
        if not any(map(_HARD.search, lines[:-1])):
            rows[each.start : each.end] = [" ".join((lines[0].rstrip(), *map(str.strip, lines[1:])))]
    found = "\n".join(rows)
    return found if _says(found) == _says(text) else text


def broken(text: str, before: str, width: int) -> str:
    """A text that was typed, in lines of at most ``width`` characters, 0 for any; paragraphs that stand in the text
    ``before`` have their lines as there."""
    there = before.split("\n")
    known = {_key(there[each.start], each): there[each.start : each.end] for each in _paragraphs(before)}
    rows = text.split("\n")
    for each in reversed(_paragraphs(text)):
        row = rows[each.start]
        if each.end - each.start == 1 and not _HARD.search(row):
            rows[each.start : each.end] = known.get(_key(row, each)) or _wrapped(row, each, width)
    found = "\n".join(rows)
    return found if _says(found) == _says(text) else text


def width(text: str) -> int:
    """How long the longest line is in a text whose paragraphs stand in several lines; 0 for one that has none."""
    return max(map(len, text.split("\n"))) if joined(text) != text else 0


def _key(row: str, paragraph: _Paragraph) -> tuple[str, str]:
    return row[: len(row) - len(row.lstrip(" -*+0123456789.)"))], paragraph.words


def _wrapped(row: str, paragraph: _Paragraph, width: int) -> list[str]:
    if not width or len(row) <= width or not row.rstrip().endswith(paragraph.words):
        return [row]
    mark = row.rstrip()[: -len(paragraph.words)]
    return textwrap.wrap(
        paragraph.words,
        max(width, len(mark) + 20),
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _paragraphs(text: str) -> list[_Paragraph]:
    return list(_found(blocks(text)))


def _found(nodes: list[Node]) -> Iterator[_Paragraph]:
    for node in nodes:
        if node.kind == "paragraph_open" and node.token.map and node.inside:
            words = " ".join(line.strip() for line in node.inside[0].token.content.split("\n"))
            start, end = node.token.map
            yield _Paragraph(start, end, words)
        else:
            yield from _found(node.inside)


def _says(text: str) -> object:
    """What the reader makes of a text, whatever its lines."""
    return _told(blocks(text))


def _told(nodes: list[Node]) -> tuple[object, ...]:
    return tuple((each.kind, each.token.info, _content(each.token.content), _told(each.inside)) for each in nodes)


def _content(content: str) -> str:
    """Words in one line, but for those ends of lines that stay on paper."""
    return re.sub(r"(?<! {2})(?<!\\) ?\n *", " ", content)
