"""What must stay together on paper: numbers and words in a line, headings, captions and lists with what is theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from press.checks.pdf.content import Run
from press.checks.pdf.fault import Fault
from press.checks.pdf.lines import ARTIFACT, Block, Line, Sheets
from press.quantities import Terms, kept

_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_HYPHENS = ("-", "\N{HYPHEN}", _SOFT_HYPHEN)
_ABOUT = 0.85
"""How exact the width of a part of a line is, of which only the letters are counted."""
_WORD = re.compile(r"\w+(?:-\w+)*")
_JOINTS = (*"-\u2010\u2011\u2012–—/",)
"""What a quantity may go on after without a space."""
_LONGEST = 80
"""In characters: a quantity with its noun is never so long."""
_SHORT = 14
"""In characters: what has room in any line, a column of a table or a title in the largest type."""
_SHARE = 0.85
"""The part of its block's widest line that a longer quantity may take and still has to stay whole."""


def faults(sheets: Sheets, terms: Terms, credit: str, *, compared: bool) -> Iterator[Fault]:
    """What is parted. The last three are as in `press.checks.pdf.printed.Standard`."""
    yield from _split(sheets, terms, compared=compared)
    yield from _broken(sheets)
    yield from _hyphenated(sheets, compared=compared)
    yield from _stranded(sheets, credit)


def _split(sheets: Sheets, terms: Terms, *, compared: bool) -> Iterator[Fault]:
    """Quantities that go on in the next line and had room in one; a noun counts where the words were compared."""
    for block in sheets.blocks:
        widest = max((line.right - line.left for line in block.lines), default=0)
        for line, following in pairwise(block.lines):
            before, after = line.text.rstrip()[-_LONGEST:], following.text.lstrip()[:_LONGEST]
            text = f"{before}{'' if before.endswith(_JOINTS) else ' '}{after}"
            for start, end in kept(text, terms, nouns=compared):
                words = text[start:end]
                fits = len(words) <= _SHORT or _width(words, line, following) <= _SHARE * widest
                if start < len(before) < end and fits:
                    yield Fault("print-split", line.page, words, f"“{words}” is split over two lines.")


def _width(words: str, *lines: Line) -> float:
    """About how wide words would be, in points, if they stood in one line."""
    letters = sum(len(line.text.strip()) for line in lines)
    return len(words) * sum(line.right - line.left for line in lines) / max(letters, 1)


def _broken(sheets: Sheets) -> Iterator[Fault]:
    """Words that go on in the next line.

    A space is missing there, where the file keeps its spaces; where it does not, what is made of the
    two halves is a word elsewhere in the file, and one of the halves is none. A word that is longer
    than a line may be divided by a hyphen that is no part of the text.
    """
    breaks = [(block, *pair) for block in sheets.blocks if block.role != ARTIFACT for pair in pairwise(block.lines)]
    ends = [line.text[-1:] + following.text[:1] for _, line, following in breaks]
    spaced = sum(any(map(str.isspace, end)) for end in ends)
    keeps = spaced > 0.9 * (spaced + sum(map(str.isalnum, ends)))  # an address may be divided at its signs
    words, hyphens = Counter(_words(sheets)), list(_hyphens(sheets))
    for block, line, following in breaks:
        before, after = line.text[-1:], following.text[:1]
        if not (before.isalpha() and after.isalpha() and after.islower()):
            continue
        if any(_ends_in(line, hyphen) for hyphen in hyphens) and _too_long(block, line, following):
            continue
        first, rest = line.text.split()[-1].casefold(), _WORD.findall(following.text)[0].casefold()
        if keeps or (first + rest in words and min(words[first], words[rest]) == 1):
            message = f"“{first}{rest}” is split over two lines."
            yield Fault("print-word-split", line.page, first + rest, message)


def _hyphens(sheets: Sheets) -> Iterator[Run]:
    """The hyphens that are no part of the text."""
    runs = (run for block in sheets.blocks if block.role == ARTIFACT for run in block.runs)
    return (run for run in runs if run.text.strip() in _HYPHENS)


def _ends_in(line: Line, hyphen: Run) -> bool:
    """Whether a hyphen follows a line's last letter."""
    level = abs(hyphen.start[1] - line.base) < 0.1 * line.size
    return hyphen.page == line.page and level and abs(hyphen.start[0] - line.right) < 0.3 * line.size


def _too_long(block: Block, line: Line, following: Line) -> bool:
    """Whether a word on two lines is wider than any line of its block; about as wide, if it has begun one."""
    words, rest = line.text.split(), following.text.split()[0]
    width = _breadth(line, words[-1], last=True) + _breadth(following, rest)
    return width > max(each.right - each.left for each in block.lines) * (1 if words[1:] else _ABOUT)


def _breadth(line: Line, word: str, *, last: bool = False) -> float:
    """How wide the first word of a line is, or the last, by its font."""
    letters = [letter for run in line.runs for letter in run.widths()]
    width, said = 0.0, 0
    for text, advance in reversed(letters) if last else letters:
        if said >= len(word):
            break
        if said or text.strip():
            width, said = width + advance, said + len(text)
    return width


def _hyphenated(sheets: Sheets, *, compared: bool) -> Iterator[Fault]:
    """Hyphens at the end of a line in words that have none elsewhere in the file; and soft hyphens."""
    hyphenated = {word for word in _words(sheets) if "-" in word}
    for block in sheets.blocks:
        for line in block.lines:
            if _SOFT_HYPHEN in line.text:
                yield Fault("print-hyphens", line.page, line.text, "There is a soft hyphen in the text.")
        for line, following in pairwise(block.lines if not compared else ()):
            before, after = line.text.rstrip(), following.text.lstrip()
            if not (before.endswith(_HYPHENS) and before[-2:-1].isalpha() and after[:1].islower()):
                continue
            if {*"/@."} & {*before.split()[-1]}:  # an address may be divided
                continue
            first, rest = before.split()[-1].casefold()[:-1], _WORD.findall(after)[0].casefold()
            if f"{first}-{rest}" not in hyphenated:
                message = f"“{first}{rest}” is divided by a hyphen at the end of a line."
                yield Fault("print-hyphens", line.page, first + rest, message)


def _words(sheets: Sheets) -> Iterator[str]:
    """The words that stand whole in a line, in small letters."""
    return (word.casefold() for block in sheets.blocks for line in block.lines for word in _WORD.findall(line.text))


def _stranded(sheets: Sheets, credit: str) -> Iterator[Fault]:
    blocks = [block for block in sheets.blocks if block.role not in (ARTIFACT, "") and block.pieces]
    for block, following in pairwise(blocks):
        parted = block.last_page < following.first_page or _in_next_column(block, following)
        if not parted:
            continue
        if block.heading and not (block.role == "H1" and block.last_page == 1):
            yield Fault("print-stranded", block.last_page, block.text, "A heading is parted from what it heads.")
        elif block.role == "P" and block.text.endswith(":") and following.role in ("Lbl", "LI", "LBody"):
            yield Fault("print-stranded", block.last_page, block.text, "A sentence is parted from its list.")
        elif block.role == "Figure" and (_captions(following) or _credits(following, credit)):
            yield Fault("print-stranded", following.first_page, following.text, "A caption is parted from its picture.")
        elif block.role == "Caption" and _credits(following, credit):
            yield Fault("print-stranded", following.first_page, following.text, "A credit is parted from its picture.")


def _in_next_column(block: Block, following: Block) -> bool:
    if not (block.lines and following.lines):
        return False
    last, first = block.lines[-1], following.lines[0]
    return first.page == last.page and first.base > last.base + last.size and first.left > last.left + 5 * last.size


def _captions(block: Block) -> bool:
    """Whether a block is the caption of a picture: that of a table may follow one by chance."""
    return block.role == "Caption" and not (block.holder and block.holder.role == "Table")


def _credits(block: Block, credit: str) -> bool:
    return bool(credit) and block.text.startswith(credit)
