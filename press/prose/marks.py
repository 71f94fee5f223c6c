"""Marks that would be printed as they stand: what no rule of the Markdown took for its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.prose.passage import Passage

HIDDEN = "\ufffc"
"""Stands for what the Markdown has dealt with: an escaped character, the end of a link."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A pattern, why it is refused, and how to mend it."""

    rule: str
    pattern: str
    message: str
    hint: str


_ESCAPE = "To print the character itself, put a backslash before it."

_ANYWHERE = (
    Mark(
        "autolink",
        r"<(?:[A-Za-z][A-Za-z0-9+.-]*:|[^\s<>@]+@)[^\s<>]*>?",
        "An address in `<…>` is not allowed.",
        "Write `[words](https://…)`.",
    ),
    Mark("html", r"<[A-Za-z/!?][^>\n]*>?", "HTML is not allowed.", "Take it out, or write a space after `<`."),
    Mark(
        "entity",
        r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);",
        "HTML's names of characters are not allowed.",
        "Type the character itself.",
    ),
    Mark("code", r"`+[^`\n]*`*", "Code is not allowed.", "Take the backticks out."),
    Mark("picture", r"!\[[^\]\n]*\]?", "A picture cannot stand here.", "Write `![](figure:id)` in a paragraph alone."),
    Mark("footnote", r"\[\^[^\]\n]*\]?:?", "Footnotes are not allowed.", "Say it in the text, or in `references:`."),
    Mark(
        "link",
        r"\]\([^)\n]*\)?|\]\[[^\]\n]*\]?|\((?:term|topic|lang|figure):[^)\n]*\)?",
        "This is not a whole link.",
        "Write `[words](address)`, with no space in the address and no link within a link.",
    ),
    Mark("strikethrough", r"~~+[^~\n]*~*", "Words cannot be struck out.", "Take them out."),
    Mark("box", r":::+.*", "This is not a whole box.", "Put `::: note Heading` and `:::` on lines of their own."),
)

_AT_LINE_START = (
    Mark("definition", r"^ *\[[^\]\n]+\]:.*", "Link definitions are not allowed.", "Write `[words](https://…)`."),
    Mark("task-list", r"^ *\[[ xX]\](?= )", "Boxes to tick are not allowed.", "Write a plain list."),
    Mark("heading", r"^ *#+[^\s#]*", "This is not a heading.", f"Write `### Heading`. {_ESCAPE}"),
    Mark(
        "attribution",
        r"^ *--(?=[ \w]).*",
        "`-- who said it` does not stand at the end of a quote.",
        "Put it on the last line of a `::: quote` box.",
    ),
    Mark("rule", r"^ *(?:={2,}|-{2,}) *$", "A line of `=` or `-` makes no heading.", "Write `### Heading`."),
    Mark(
        "list",
        r"^ *(?:[-+]|\d{1,2}[.)])(?= |[^\W\d_])|^ *[•◦▪‣⁃●○■]",
        "This line starts like a list, but is not one.",
        "Put a blank line above the list and a space after `-` or `1.`, or break the line elsewhere.",
    ),
)

_IN_A_LINE = (
    *_ANYWHERE,
    Mark("emphasis", r"\*+[^\s*]*", "This asterisk marks nothing.", f"Write `**words**`. {_ESCAPE}"),
    Mark(
        "underscore",
        r"(?<![^\W_])_+[^\s_]*|_+(?![^\W_])",
        "This underscore marks nothing.",
        f"Write `**words**`. {_ESCAPE}",
    ),
    Mark("table", r"\|", "This is not a whole table.", f"Give each row the same number of cells. {_ESCAPE}"),
    Mark(
        "bare-address",
        r"(?i:\b(?:https?|ftp)://[^\s\ufffc]*|\bwww\.[^\s\ufffc]+|\bmailto:[^\s\ufffc]*)",
        "A bare address is not allowed, not even as the words of a link.",
        "Write `[words](https://…)` with words that say where it leads.",
    ),
    Mark("attributes", r"\{[.#:][^}\n]*\}?", "Attributes in braces are not allowed.", "Take them out."),
    Mark("hard-break", r"\\ *$", "A line cannot be broken by hand.", "Start a new paragraph, or write a list."),
)

_PLAIN = (
    *_ANYWHERE,
    Mark("emphasis", r"\*\*+[^*\n]*\**|(?<!\S)\*[^\s*][^*\n]*\*", "Marks are not allowed here.", "Take them out."),
    Mark("escape", r"\\[!-/:-@\[-`{-~]", "A backslash would be printed here.", "Take it out."),
)


_SUSPECT = re.compile(
    r"[*_`<&~|\\{\[\]:wW\n]"
    r"(?:(?<=[*_`<&~|\\{\[\]])|(?<=:)\S|(?<=[wW])[wW]{2}\.|(?<=\n) *[-+=#•◦▪‣⁃●○■\d])"
)
"""A quick pattern for every text that is worth a closer look; it starts with what begins a line."""


class _Marks:
    def __init__(self, *marks: Mark) -> None:
        self.marks = marks
        self.pattern = re.compile("|".join(f"({mark.pattern})" for mark in marks), re.MULTILINE)

    def check(self, passage: Passage, text: str, row: int) -> None:
        if not _SUSPECT.search(f"\n{text}"):
            return
        seen = set()
        for match in self.pattern.finditer(text):
            mark = self.marks[(match.lastindex or 1) - 1]
            words = match[0].replace(HIDDEN, "")
            if (mark.rule, words) not in seen:
                seen.add((mark.rule, words))
                at = row + text.count("\n", 0, match.start())
                passage.fault(at, mark.rule, mark.message, mark.hint, words=words)


_LINE = _Marks(*_IN_A_LINE)
_PARAGRAPH = _Marks(*_AT_LINE_START, *_IN_A_LINE)
_PLAIN_TEXT = _Marks(*_PLAIN)


def check_paragraph(passage: Passage, text: str, row: int) -> None:
    """Report the marks left in a paragraph that starts at ``row``."""
    _PARAGRAPH.check(passage, text, row)


def check_line(passage: Passage, text: str, row: int) -> None:
    """Report the marks left in a heading, a caption or a cell."""
    _LINE.check(passage, text, row)


def check_plain(passage: Passage) -> None:
    """Report the marks in a text that is not prose."""
    _PLAIN_TEXT.check(passage, passage.text, 0)
