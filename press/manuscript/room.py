"""How much room a leaflet takes in a layout, before it is laid out; and what is said of one that has too little."""

from __future__ import annotations

from press.layout import POINTS_PER_MILLIMETRE, Layout, Ruler
from press.manuscript.script import Manuscript
from press.problems import Place, Problem


def word_width(script: Manuscript, layout: Layout) -> float:
    """How wide a word of a leaflet is with the space after it, on average, in millimetres of running text."""
    words = [word for text in script.texts() for word in text.split()]
    ruler = layout.ruler(layout.fonts.body, bold=False) or Ruler(())
    return ruler.width(" ".join(words)) / max(1, len(words)) * layout.type.body / POINTS_PER_MILLIMETRE


def overflow(script: Manuscript, layout: Layout) -> int:
    """By how many words at least a leaflet is too long for a layout's panels; 0 where it may have room.

    As if all of it were running text without a gap, which takes the least room: nothing that fits is told to be
    too long, and of what comes out at 0 only the pages themselves can tell.
    """
    if not layout.panels:
        return 0
    words = sum(len(text.split()) for text in script.texts())
    height = layout.page.height - layout.page.top - layout.page.bottom
    lines = int(height * POINTS_PER_MILLIMETRE / (layout.type.body * layout.type.line_height)) * layout.panels
    width = layout.page.width - layout.page.left - layout.page.right  # of the widest panel
    return max(0, words - int(lines * width / word_width(script, layout)))


def too_long(script: Manuscript, layout: Layout, words: str) -> Problem:
    """That a leaflet is so many words ("about 20") of running text too long for a layout's panels."""
    message = f"The leaflet is {words} words too long for the {layout.panels} panels of `{layout.name}`."
    return Problem("too-long", Place(f"{script.topic}/{script.edition}"), message, "Shorten it, or use another layout.")


def over(script: Manuscript, layout: Layout, height: float) -> Problem:
    """That a leaflet is too long for a layout's panels; ``height`` is how high the text without room is, in points."""
    lines = height / (layout.type.body * layout.type.line_height)
    words = max(1, round(lines * layout.column / word_width(script, layout)))
    return too_long(script, layout, f"about {words}")


def guessed_pages(script: Manuscript, layout: Layout) -> float:
    """About how many pages a leaflet has, to decide what is tried first: 14 pt fills an A4 page with some 150 words."""
    words = sum(len(text.split()) for text in script.texts())
    area = layout.page.width * layout.page.height / (210 * 297)
    return words / 150 * (layout.type.body / 14) ** 2 / area
