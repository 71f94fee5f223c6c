"""The dialect of Markdown: CommonMark with tables and boxes, its parser set up to change nothing.

What a leaflet does not need stays switched on where its extent matters (code, block quotes), so
that it is refused as a whole, and off where its marks are found in the text (HTML, entities).
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_STARTS = frozenset("#*+-0123456789:>_`|~")
_BULLET = re.compile(r"[-*+] +[^\s]")
_OPENING = re.compile(r"::: (?=\S)(.*)")
_CLOSING = ":::"


class _Parser(MarkdownIt):
    """Takes every address as it was typed, so that what is refused is refused by name."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return True


def parser() -> MarkdownIt:
    """A parser of the dialect."""
    made = _Parser("commonmark").enable("table")
    made.disable(["html_block", "lheading", "reference"])
    made.disable(["autolink", "backticks", "entity", "html_inline"])
    made.disable(["inline", "text_join"])
    made.block.ruler.before("table", "plain", _plain)
    made.block.ruler.before("table", "box", _box, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return made


def _plain(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule for speed: a paragraph none of whose lines starts like another block, up to an item of a list.

    Nothing else can interrupt it, so no other rule is asked about any of its lines.
    """
    if silent or state.is_code_block(start):
        return False
    line = start
    while line < end and not state.isEmpty(line):
        if state.src[state.bMarks[line] + state.tShift[line]] in _STARTS:
            if line > start and _item(state, line):
                break
            return False
        line += 1
    state.line = line
    state.push("paragraph_open", "p", 1).map = [start, line]
    token = state.push("inline", "", 0)
    token.content = "\n".join(_line(state, row) for row in range(start, line)).rstrip(" ")
    token.map = [start, line]
    state.push("paragraph_close", "p", -1)
    return True


def _item(state: StateBlock, line: int) -> bool:
    """Whether a line is sure to start an item of a list, and so to end a paragraph (CommonMark 0.31, 5.2)."""
    indent = state.sCount[line]
    return 0 <= indent < max(state.listIndent, 0) + 4 and bool(_BULLET.match(_line(state, line)))


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: from ``::: kind Heading`` to the ``:::`` that belongs to it.

    A line that starts with ``:::`` and is neither becomes a token of its own, to be refused.
    """
    first = _line(state, start).rstrip(" ")
    if not first.startswith(":::") or state.is_code_block(start):
        return False
    if silent:
        return True
    opening = _OPENING.fullmatch(first)
    last = _closings(state).get(start, end)
    if not opening or last >= end:
        token = state.push("box_fault", "", 0)
        token.map = [start, start + 1]
        token.content = first
        state.line = start + 1
        return True
    token = state.push("box_open", "", 1)
    token.map = [start, last + 1]
    token.info = opening[1]
    outer, state.lineMax = state.lineMax, last
    state.md.block.tokenize(state, start + 1, last)
    state.lineMax = outer
    state.push("box_close", "", -1)
    state.line = last + 1
    return True


def _closings(state: StateBlock) -> dict[int, int]:
    """The line that closes each box, by the line that opens it; gone through once a text."""
    if "closings" not in state.env:
        found: dict[int, int] = {}
        opened: list[int] = []
        for line in range(state.lineMax):
            text = _line(state, line).rstrip(" ")
            if _OPENING.fullmatch(text):
                opened.append(line)
            elif text == _CLOSING and opened:
                found[opened.pop()] = line
        state.env["closings"] = found
    closings: dict[int, int] = state.env["closings"]
    return closings


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
