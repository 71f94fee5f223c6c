"""A problem whose mending is plain -> the changes of the text that mend it, each with what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from press.lsp.outline import Entry, Outline
from press.lsp.spans import Span, span
from press.problems import Problem

_NEAREST = re.compile(r"Did you mean `([^`]+)`\?")
_NAMED = re.compile(r"`([^`]+)`")
_WRITE = re.compile(r"Write `([^`…]+)`\.")
_COLOUR = re.compile(r"Use (#[0-9A-F]{6}), the nearest")
_UNQUOTED = re.compile(r"#[0-9A-Fa-f]{6}")
_ADDRESS = re.compile(r"https?://[^\s)]+|www\.[^\s)]+")
_EXAMPLES = {"url": "https://", "status": "draft"}


@dataclass(frozen=True, slots=True)
class Mending:
    """What an editor offers: its title, where the text is changed, and what stands there afterwards."""

    title: str
    span: Span
    text: str


def mend(problem: Problem, outline: Outline) -> Iterator[Mending]:
    """What mends a problem, where that is plain."""
    where = span(problem.place, outline.lines)
    words = problem.place.words
    there = (
        bool(words)
        and where.row == where.end_row
        and outline.lines[where.row][where.column : where.end_column] == words
    )
    match problem.rule:
        case "colour" if there and _UNQUOTED.fullmatch(words) and '"' in problem.hint:
            yield Mending(f'Put "{words}" in quotes', where, f'"{words}"')
        case "bare-address" if there:
            yield from _with_words(outline.lines, where)
        case "alt" if not words and "no description" in problem.message:
            yield from _added(problem, outline, "alt: TODO", "Add `alt:`, to be written (TODO is refused until then)")
            yield from _added(problem, outline, "decorative: true", "It says nothing: `decorative: true`")
        case "credit" if "no credit" in problem.message:
            yield from _added(problem, outline, "own: true", "It is our own: `own: true`")
        case "missing-key" if words:
            yield from _added(problem, outline, f"{words}: {_EXAMPLES.get(words, '')}".rstrip(" "), f"Add `{words}:`")
        case _:
            for pattern in (_NEAREST, _WRITE, _COLOUR):
                wrong = _wrong(problem, outline.lines, where)
                if wrong and (match := pattern.search(problem.hint)):
                    yield Mending(f"Write `{match[1]}`", wrong, match[1])


def _wrong(problem: Problem, lines: Sequence[str], where: Span) -> Span | None:
    """Where the word stands that a problem names and that is to be another: in its words, or in the address of the
    link that these are the words of."""
    for name in (*_NAMED.findall(problem.message), problem.place.words):
        for row in range(where.row, where.end_row + 1):
            begin = where.column if row == where.row else 0
            match = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", lines[row][begin:]) if name else None
            if match:
                return Span(row, begin + match.start(), row, begin + match.end())
    return None


def _with_words(lines: Sequence[str], where: Span) -> Iterator[Mending]:
    """A link with words to be written in place of an address alone."""
    address = _ADDRESS.match(lines[where.row], where.column)
    if not address or lines[where.row][: where.column].endswith(("](", "[", "<")):
        return
    whole = address[0].rstrip(".,;:")
    end = where.column + len(whole)
    target = whole if whole.startswith("http") else f"https://{whole}"
    over = Span(where.row, where.column, where.row, end)
    yield Mending("Make it a link with words", over, f"[WORDS]({target})")


def _added(problem: Problem, outline: Outline, line: str, title: str) -> Iterator[Mending]:
    """A line more in the mapping that a problem is of: behind its first key, as far in as that."""
    row = max(problem.place.line - 1, 0)
    first = _first_key(outline, row)
    if first and not first.value.startswith(("{", "[")):
        at = Span(first.row, first.column, first.row, first.column)
        yield Mending(title, at, f"{line}\n{' ' * first.column}")


def _first_key(outline: Outline, row: int) -> Entry | None:
    """The first key of the mapping that begins on a row."""
    on = [entry for entry in outline.entries if entry.row == row and not entry.name.isdecimal()]
    return on[-1] if on else None
