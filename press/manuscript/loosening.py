"""What is tied and too long for any line is let go, at as few places as will do.

A quantity stays on one line wherever it fits one ("no more than 10 000 people"). In large type, in a
narrow column or on a telephone it may be longer than the line: then it would run over the edge.
"""

from __future__ import annotations

from dataclasses import replace

from press.layout import POINTS_PER_MILLIMETRE, Layout, Ruler
from press.manuscript.rewriting import Rewriter
from press.manuscript.script import Manuscript
from press.manuscript.setting import NO_BREAK_SPACE, poured
from press.model import Block, Box, List, Words, plain

INDENT = 1.6
"""What a level of a list takes of a line, in ems."""
FRAME = 2.8
"""What a box takes, in ems."""
TELEPHONE = 15.0
"""How wide a line is on a telephone, or on a screen enlarged four times, in ems (WCAG 2.2, 1.4.10)."""


def loosen(manuscript: Manuscript, layout: Layout) -> Manuscript:
    """The manuscript without the no-break spaces that no line of the layout has room for."""
    room = layout.column * POINTS_PER_MILLIMETRE / layout.type.body
    hand = _Loosener(min(room, TELEPHONE) if {"html", "epub"} & {*layout.makes} else room, layout)
    return replace(
        manuscript,
        title=hand.large(manuscript.title, "title"),
        subtitle=hand.large(manuscript.subtitle, "subtitle"),
        summary=hand.words(manuscript.summary),
        parts=tuple(replace(part, section=hand.section(part.section)) for part in manuscript.parts),
    )


class _Loosener(Rewriter):
    """``room`` is how wide a line is where the hand has come to, in ems of the body."""

    def __init__(self, room: float, layout: Layout) -> None:
        self.room = room
        self.ratios = layout.type.ratios
        self.ruler = layout.ruler(layout.fonts.body, bold=True) or Ruler(())
        self.display = layout.ruler(layout.fonts.headings, bold=True) or self.ruler

    def words(self, words: Words) -> Words:
        return _let_go(words, self.room, self.ruler)

    def heading(self, words: Words) -> Words:
        return self.large(words, "section")

    def large(self, words: Words, kind: str) -> Words:
        """Words in the size of a title or a heading."""
        return _let_go(words, self.room / self.ratios[kind], self.display)

    def block(self, block: Block) -> Block:
        taken = INDENT if isinstance(block, List) else FRAME if isinstance(block, Box) else 0
        self.room -= taken
        found = super().block(block)
        self.room += taken
        return found


def _let_go(words: Words, room: float, ruler: Ruler) -> Words:
    text = plain(words)
    if NO_BREAK_SPACE not in text:
        return words
    loose = " ".join(_fitted(run, room, ruler) for run in text.split(" "))
    return words if loose == text else poured(words, loose)


def _fitted(run: str, room: float, ruler: Ruler) -> str:
    """A run with a space where it does not fit any more, as late as can be."""
    if NO_BREAK_SPACE not in run or ruler.width(run) <= room:
        return run
    first, *others = run.split(NO_BREAK_SPACE)
    lines = [first]
    for piece in others:
        longer = f"{lines[-1]}{NO_BREAK_SPACE}{piece}"
        if ruler.width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(piece)
    return " ".join(lines)
