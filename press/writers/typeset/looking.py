"""The pages that Typst set, looked at: what it broke at a place where no sentence may break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from press.pagination import goes_on, says_no
from press.writers.typeset.painted import File
from press.writers.typeset.script import Item, Script
from press.writers.typeset.text import Text
from press.writers.typeset.words import FIRST

_LONGEST = 0.6
"""The part of a page's lines that a paragraph may have and is still kept whole, so that it surely has room on one."""

_FOOTER = 2
"""The mark of what is printed at the foot of a page."""


@dataclass
class _Block:
    """What is painted of a block: its words by pages, and the base lines that they stand on, each by its page."""

    item: Item
    words: dict[int, str] = field(default_factory=dict)
    lines: set[tuple[int, float]] = field(default_factory=set)

    def says_no_overleaf(self, negations: Sequence[str]) -> bool:
        """Whether a sentence goes on from one page to the next, and says no there."""
        pages = sorted(self.words)
        texts = [self.words[page] for page in pages]
        ends = range(1, len(texts))
        return any(goes_on(texts[end - 1]) and says_no("".join(texts[end:]), negations) for end in ends)


def torn(script: Script, file: File, negations: Sequence[str]) -> list[Item]:
    """The paragraphs in which a sentence goes on overleaf and says no there, as far as they can be kept whole.

    ``negations`` are the words for it in the leaflet's language.
    """
    blocks = _blocks(script, file)
    longest = _LONGEST * max(len({item.y for item in page.items if isinstance(item, Text)}) for page in file.pages)
    return [
        block.item
        for block in blocks
        if block.item.get("whole") is False and len(block.lines) < longest and block.says_no_overleaf(negations)
    ]


def spilled(file: File) -> bool:
    """Whether text of the leaflet runs into the foot of a page, or off it: what is kept whole found no room."""
    for page in file.pages:
        texts = [item for item in page.items if isinstance(item, Text)]
        foot = max((text.y for text in texts if text.mark == _FOOTER), default=page.box[1])
        if any(text.y < foot for text in texts if text.mark >= FIRST):
            return True
    return False


def _blocks(script: Script, file: File) -> list[_Block]:
    found: dict[int, _Block] = {}
    for page in file.pages:
        for text in (item for item in page.items if isinstance(item, Text) and item.mark >= FIRST):
            runs = script.marks.runs[text.mark - FIRST : text.mark - FIRST + 1]
            item = script.owners.get(runs[0]) if runs else None
            if item is not None and item.get("type") == "paragraph":
                block = found.setdefault(id(item), _Block(item))
                line = page.number, text.y
                space = "" if line in block.lines else " "
                block.words[page.number] = f"{block.words.get(page.number, '')}{space}{text.text}"
                block.lines.add(line)
    return list(found.values())
