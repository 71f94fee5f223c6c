"""What the ends of pages cost a reader: one scale for those who choose them and those who measure them.

The best set of breaks for a leaflet is the one whose costs, over all pages, come to the least. A cost is a
number without a unit; what matters is which is larger. `docs/explanation/pages.md` says why each is as it is.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable

COLONS = (":", "\N{FULLWIDTH COLON}")
"""What words end in that announce what follows."""
SHORT_PARAGRAPH = 4
"""Paragraphs of so many lines, or fewer, stay whole."""
SHORT_LIST = 5
"""Lists of so many items, and tables of so many rows, or fewer, stay whole."""
ORPHANS, WIDOWS = 2, 3
"""So many lines of a paragraph, or more, stand before the end of a page and after it (CSS 2.2, 13.3.2)."""
BLANK_LINE = 0.95
"""What between two paragraphs is a blank line, in sizes of the type (UKAAF G003)."""
EMPTY = 0.25
"""From this share of its height on, a page is called empty."""


ENGLISH = (
    *("no", "not", "never", "cannot", "without", "none", "nobody", "nothing", "neither", "nor", "unless", "except"),
    "-n't",
)
"""What says no in English; one that begins with a hyphen is an ending."""


class Hurt(enum.Enum):
    """What can be wrong with the end of a page; the value is what it costs."""

    PARTED = 1000
    """A heading, a lead-in, a caption or a credit stands without what it belongs to; or a line stands alone."""
    NEGATION = 400
    """A sentence goes on overleaf, and says no there."""
    BOX = 300
    """A box, a picture or a contact that has room on a page goes on overleaf."""
    SHORT = 150
    """A short paragraph goes on overleaf."""
    ABOUT = 130
    """The facts about the leaflet go on overleaf; what has changed may."""
    NOTES = 110
    """A page of a booklet's last sheet is left for notes; its back cover is none."""
    ITEM = 100
    """An item of a list goes on overleaf."""
    EMPTY = 90
    """A quarter of the page, or more, is empty, and the text goes on."""
    LIST = 60
    """A short list or table goes on overleaf."""
    ALONE = 40
    """One item of a list, or one row of a table, stands alone; or a heading with one line below it."""
    RUNT = 20
    """The last page has less than an eighth of its height."""
    SENTENCE = 15
    """A sentence of a longer paragraph goes on overleaf."""
    PARAGRAPH = 6
    """A longer paragraph goes on overleaf behind a sentence, or a longer list behind an item."""
    PAGE = 10
    """A page more."""
    NEARER = 12
    """What stands on a page is as near to each other as may be; less near, less."""


def emptiness(share: float) -> float:
    """What it costs that a share of a page is empty, and the text goes on overleaf."""
    return 200 * share * share + (Hurt.EMPTY.value if share >= EMPTY else 0)


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?؟。:](?:[\"'”’)\]]*)(?=\s|$)")
"""What ends a sentence, or announces what follows it."""


def goes_on(before: str) -> bool:
    """Whether a sentence goes on behind a text."""
    return not SENTENCE_END.search(before.rstrip()[-3:]) if before.strip() else False


def says_no(after: str, negations: Iterable[str]) -> bool:
    """Whether the rest of a sentence, as a text begins with it, says no.

    ``negations`` are the words for it in the text's language; one that begins with a hyphen is an ending.
    """
    end = SENTENCE_END.search(after)
    words = {word.casefold().replace("’", "'") for word in _WORD.findall(after[: end.start() if end else None])}
    return any(
        any(word.endswith(one[1:]) for word in words) if one.startswith("-") else one in words for one in negations
    )
