"""The foot of a page: a short title in one line, the page's number, and the code; and the margin that they need.

    beside   A short title                Page 2 of 9        above   A title that needs the whole line
             (or: Volume 1 of 2        ABCD-EFGH-JKLM                ABCD-EFGH-JKLM        Page 2 of 9
             A short title)

In large print a footer of many lines takes the room of the text, and reads as a part of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from press.layout import POINTS_PER_MILLIMETRE, Layout, Ruler
from press.manuscript import Manuscript
from press.model import plain

_WIDEST = 0.6
"""The most of a footer's width that its title has beside the number and the code."""
_GAP = 0.03
"""The part of it that stays free between the two."""
_NEARLY = 0.005
"""By what share of the width a volume's name has more room than it needs: widths are rounded."""
_ABOVE_RULE, _BELOW_RULE = 0.7, 0.5
"""What stays free above the footer's rule and below it, in ems of its type."""
_LEAST_ABOVE, _LEAST_BELOW = 2.0, 3.0
"""The least of them, in millimetres."""
_FOOT = 7.0
"""What stays free below a footer, or above a header and below it, in millimetres."""
_LEADING = 1.3
_LINES = 2
_BIG = 88
"""A page's number as wide as most."""
_BETWEEN = 0.5
"""What stands free at least between the code and the page's number in one line, in ems."""
_WORD = 3
"""A title that is cut does not end in a word of so few letters."""
_CUT = "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True)
class Footer:
    """``title`` in one line, behind ``volume`` or below it; ``share`` of the width is their room, where the title is
    not ``above`` the rest. In millimetres: what stays free ``over`` its rule and ``under`` it, and the ``height`` of
    the margin."""

    title: str
    volume: str
    above: bool
    share: float
    over: float
    under: float
    height: float


def footer(manuscript: Manuscript, layout: Layout) -> Footer:
    """The footer of a document in a layout."""
    size = layout.type.points("small")
    ruler = layout.ruler(layout.fonts.body, bold=layout.reading.bold) or Ruler(())
    width = (layout.page.width - layout.page.left - layout.page.right) * POINTS_PER_MILLIMETRE / size
    pages = manuscript.strings["page_of"].format(page=_BIG, pages=_BIG)
    room = 1 - max(map(ruler.width, (manuscript.code, pages))) / width
    needed = ruler.width(manuscript.volume) / width
    share = round(max(min(_WIDEST, room - _GAP), min(needed + _NEARLY, room)), 3)
    named = ruler.width(f"{manuscript.volume}, ") if manuscript.volume else 0
    whole, beside = _shortened(manuscript, ruler, width - named), _shortened(manuscript, ruler, width * share)
    together = ruler.width(f"{manuscript.code}{pages}") + _BETWEEN <= width
    # WeasyPrint lets what is too wide for its box run over to the right alone.
    longer = beside != plain(manuscript.title) and len(whole) > len(beside)
    above = manuscript.direction == "ltr" and together and (longer or needed > share)
    over = max(_LEAST_ABOVE, _ABOVE_RULE * size / POINTS_PER_MILLIMETRE)
    under = max(_LEAST_BELOW, _BELOW_RULE * size / POINTS_PER_MILLIMETRE)
    lines = _LINES * size * _LEADING / POINTS_PER_MILLIMETRE
    return Footer(
        whole if above else beside, manuscript.volume, above, share, over, under, over + under + lines + _FOOT
    )


def header_height(text: str, layout: Layout) -> float:
    """The millimetres that the upper margin needs for a text in its width, perhaps in several lines."""
    size = layout.type.points("small")
    ruler = layout.ruler(layout.fonts.body, bold=True) or Ruler(())
    width = (layout.page.width - layout.page.left - layout.page.right) * POINTS_PER_MILLIMETRE / size
    lines, room = 1, width
    for word in text.split():
        if ruler.width(word) > room:
            lines, room = lines + max(1, math.ceil(ruler.width(word) / width)), width
        room -= ruler.width(f"{word} ")
    return lines * size * _LEADING / POINTS_PER_MILLIMETRE + _LEAST_ABOVE + _LEAST_BELOW + _FOOT


def _shortened(manuscript: Manuscript, ruler: Ruler, room: float) -> str:
    """The longest form of a title that has room in a line of so many ems; empty if none has."""
    return next((form for form in _forms(plain(manuscript.title)) if ruler.width(form) <= room), "")


def _forms(title: str) -> Iterator[str]:
    """A title, shorter and shorter: without what stands in brackets; then without its last words."""
    yield title
    words = _without_brackets(title).split()
    yield " ".join(words)
    for end in range(len(words) - 1, 0, -1):
        if len(words[end - 1]) > _WORD:
            yield f"{' '.join(words[:end]).rstrip(',;:.')}{_CUT}"


def _without_brackets(text: str) -> str:
    out, depth = [], 0
    for letter in text:
        depth += letter == "("
        if not depth:
            out.append(letter)
        depth -= letter == ")" and depth > 0
    return "".join(out)
