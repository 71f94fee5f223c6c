"""The lines of a plain text as blocks: headings, paragraphs, lists, by their signs and how far they stand in."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence

from press.speech import Node, Role

_HEADING = re.compile(r"(#{1,6}) +(?=\S)")
_ITEM = re.compile(r"(?:[-*•+]|\d{1,9}[.)]) +(?=\S)")
_BESIDE = re.compile(r" (?:#+|[-*•+]|\d+[.)])(?= |$)")
SIGN = re.compile(r"#{1,6}|[-*•+]|\d{1,9}[.)]")
"""What stands before a heading or an item."""
_DEEPEST = 20
"""The most lists within each other; what is deeper is read as lines."""


def decoded(data: bytes) -> str:
    """A stranger's text. Raises ValueError where it is none."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    if b"\0" in data:
        raise ValueError("it is not plain text, as it has bytes that no text has")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def blocks(text: str) -> Iterator[Node]:
    """The blocks of a text, in order."""
    yield from _blocks([line.expandtabs(4).rstrip() for line in text.splitlines()], 0)


def width(line: str) -> int:
    """The columns that a line takes: two of a wide letter, none of a mark (UAX #11)."""
    return sum(
        0
        if unicodedata.category(letter) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in line
    )


def bare(line: str) -> str:
    """What could be broken of a line: nothing of a heading, which stands on one, and not what stands beside a sign."""
    line = line.strip()
    return "" if _HEADING.match(line) else _BESIDE.sub("", _ITEM.sub("", line, count=1))


def _blocks(lines: Sequence[str], depth: int) -> Iterator[Node]:
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if heading := _HEADING.match(line):
            yield Node(Role.HEADING, (line[heading.end() :],), level=len(heading[1]))
            at += 1
        elif _ITEM.match(line) and depth < _DEEPEST:
            items, at = _items(lines, at, depth)
            yield Node(Role.LIST, tuple(items))
        elif line:
            end = _end_of_paragraph(lines, at, depth)
            yield Node(Role.PARAGRAPH, (" ".join(each.strip() for each in lines[at:end]),))
            at = end
        else:
            at += 1


def _end_of_paragraph(lines: Sequence[str], start: int, depth: int) -> int:
    """Where a paragraph ends: at an empty line, a sign, or where lines stand further in or out."""
    end = start + 1
    while end < len(lines) and lines[end] and _indent(lines[end]) == _indent(lines[start]):
        line = lines[end].strip()
        if _HEADING.match(line) or (_ITEM.match(line) and depth < _DEEPEST):
            break
        end += 1
    return end


def _items(lines: Sequence[str], at: int, depth: int) -> tuple[list[Node], int]:
    """The items that follow each other from a line on, and the line after them."""
    items, indent = list[Node](), _indent(lines[at])
    while at < len(lines) and _indent(lines[at]) == indent and (sign := _ITEM.match(lines[at].strip())):
        end = at + 1
        while end < len(lines) and lines[end] and _indent(lines[end]) > indent:
            end += 1
        inner = [lines[at].strip()[sign.end() :], *(each[indent + len(sign[0]) :] for each in lines[at + 1 : end])]
        label = sign[0].strip()
        kids = tuple(_blocks(inner, depth + 1))
        items.append(Node(Role.ITEM, kids, label=label if label[0].isdecimal() else "•"))
        at = end
    return items, at


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
