"""Boxes in numbers: what is said and drawn of them, from the numbers alone.

Box(RISK) "Infection"                    Box(RISK) "Infection"
  List                              ->     Paragraph "With antibiotics: This happens to 3 in 100 people. It does …"
    "With antibiotics: 3 in 100 people"    Figure    three people filled in, and 97 outlines
    "Without: 8 in 100 people"             Paragraph "Without: …"
                                           Figure
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from press import risks
from press.layout import Strings
from press.manuscript.bidi import direction
from press.manuscript.rewriting import Rewriter
from press.model import Block, Box, BoxKind, Figure, Paragraph, Section, Strong, Text, Words, plain
from press.pictures import people
from press.risks import Risk


def told(sections: Iterable[Section], strings: Strings) -> tuple[Section, ...]:
    """Sections with what follows from the numbers of their boxes, in words and as drawings."""
    teller = _Teller(strings)
    return tuple(map(teller.section, sections))


class _Teller(Rewriter):
    def __init__(self, strings: Strings) -> None:
        self.strings = strings
        self.rtl = direction(strings.language) == "rtl"
        self.drawn = 0

    def block(self, block: Block) -> Block:
        if not isinstance(block, Box) or block.kind not in risks.KINDS:
            return block
        found = [inner for risk in risks.read(block) for inner in self.risk(risk, block)]
        return replace(block, blocks=(*block.blocks[:-1], *found))

    def risk(self, risk: Risk, box: Box) -> Iterator[Block]:
        label: Words = (Strong((*risk.label, Text(":"))), Text(" ")) if risk.label else ()
        yield Paragraph((*label, Text(" ".join(self.sentences(risk, box.kind)))))
        if risk.share.of <= risks.MOST_DRAWN:
            yield self.drawing(risk, self.named(plain(box.heading), plain(risk.label)))

    def named(self, heading: str, group: str) -> str:
        """What a drawing is of: the heading of its box, and the group."""
        arabic = any(map(_is_arabic, heading))
        return ("\N{ARABIC COMMA} " if arabic else ", ").join(filter(None, (heading, group)))

    def sentences(self, risk: Risk, kind: BoxKind) -> Iterator[str]:
        yield self.strings["risk"].format(ratio=risk.ratio)
        yield self.strings["risk_not"].format(ratio=risk.rest)
        if kind is BoxKind.SIDE_EFFECT:
            yield self.strings["frequency"].format(frequency=self.strings[risks.frequency(risk.share)])

    def drawing(self, risk: Risk, what: str) -> Figure:
        self.drawn += 1
        count, of = risk.texts
        return Figure(
            id=f"risk--{self.drawn}",
            picture=people.people(risk.share, rtl=self.rtl),
            alt=self.strings["risk_drawn"].format(what=what, count=count, of=of),
            caption=(Text(self.strings["risk_described"].format(count=count, rest=risk.left)),),
            widest=people.widest(risk.share),
            share=risk.share,
        )


def _is_arabic(letter: str) -> bool:
    return unicodedata.bidirectional(letter) == "AL"
