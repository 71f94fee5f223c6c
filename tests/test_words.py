"""Which words the press knows of doses, warnings, people and times, and which parts of files it lets through.

What is in ``words.txt`` and no longer in the program is a word that patients or reviewers relied on: a change of that
file is one of what the press understands. `pytest --accept` writes it anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from importlib import import_module

from tests.conftest import Golden
from tests.words import FILE

TONGUE = (
    *("units", "per", "before", "parts", "signs", "short", "digits", "money", "months", "marks", "called", "staged"),
    "halves",
)
LISTS = (
    # What a text says of amounts, of times and of whom
    *("press.quantities.ENGLISH_MONTHS", "press.quantities.LIMITS", "press.quantities.UNITS", "press.quantities.TIMES"),
    *("press.quantities.CLOCK", "press.quantities.NUMBER_WORDS", "press.quantities.ABOUT", "press.quantities.PARTS"),
    *("press.quantities.DAYS", "press.content.warnings.WARNINGS", "press.content.warnings.WARNING_HEADINGS"),
    *("press.review.changes.difference.WHO", "press.review.changes.difference.WHEN"),
    *("press.review.changes.difference.WHERE", "press.review.changes.difference.NOT", "press.pagination.ENGLISH"),
    *("press.quantities.BOUNDS", "press.quantities.OFTEN", "press.review.changes.opposed._GROUPS"),
    *("press.review.changes.opposed.HEDGES", "press.review.changes.opposed.MODAL"),
    *("press.risks._ABOUT", "press.risks.FREQUENCIES", "press.numerals._LETTERS", "press.numerals._DIGITS"),
    # What two languages say of the same
    *("press.reader.spelled._ENGLISH", "press.reader.spelled._WELSH", "press.reader.spelled._ARABIC"),
    *("press.reader.spelled._POLISH", "press.reader.spelled._HALVES", "press.reader.amounts._CLDR"),
    *("press.reader.amounts._TIMED", "press.reader.amounts._SYMBOLS", "press.reader.agreeing._DIMENSIONS"),
    # What a box of a stranger's file is taken for
    *("press.incoming.shaping._URGENT", "press.incoming.shaping._IMPORTANT", "press.incoming.shaping._CAPTION"),
    # Which pieces of a document have no say in its words
    *("press.store.keys._LOOKS", "press.store.keys._IN_CODE"),
    # How it is said, and what is said plainly
    *(f"press.aloud.{name}.{part}" for name in ("english.ENGLISH", "welsh.WELSH") for part in TONGUE),
    *("press.aloud.patterns.ROMAN", "press.aloud.patterns.WRITTEN_PARTS"),
    *("press.content.readability.medical._PLAIN", "press.reader.alt._NOTHING"),
    *(f"press.content.readability.wording.{name}" for name in ("_IRREGULAR", "_NOT_PASSIVE", "_PASSIVE", "_CALLED")),
    *("press.content.easy._NUMBERS", "press.content.easy._PERCENT", "press.content.easy._JOINED"),
    # What is let through, and what is looked for
    *("press.content.mono._PAINTED", "press.content.mono._LETTERS", "press.content.mono._CUTTING"),
    "press.content.drawing._SHAPES",
    *("press.addresses.HARMLESS", "press.checks.html.reach._ELEMENTS", "press.checks.html.reach._ATTRIBUTES"),
    *("press.checks.html.reach._AT_RULES", "press.checks.html.reach._FUNCTIONS", "press.checks.epub.faults._KEPT"),
    *("press.checks.epub.faults._KEPT_ATTRIBUTES", "press.checks.epub.faults._LOADING"),
    *("press.checks.epub.faults._RUNNING", "press.checks.pdf.active._DOES", "press.checks.pdf.active._TURNING"),
    *("press.checks.pdf.fault.OF_THE_PRESS", "press.checks.word.schema._ORDER", "press.checks.pdf.tree.STANDARD"),
    *("press.checks.pdf.active._PLAYING", "press.checks.word.active._RUNS", "press.checks.word.active._REACHING"),
    *("press.pictures.vocabulary.SHAPES", "press.pictures.vocabulary.ELEMENTS", "press.pictures.vocabulary.UNSEEN"),
    *("press.pictures.vocabulary.PROPERTIES", "press.pictures.vocabulary.COLOURS"),
    *("press.pictures.vocabulary.REFERRING", "press.pictures.vocabulary.GEOMETRY", "press.pictures.vocabulary.LONG"),
    *("press.pictures.styles._LOADING", "press.pictures.parts._CHUNKS", "press.pictures.profile._COLOURS"),
)


_PARTED = re.compile(r"^([a-z_.]+)\.(_?[A-Z][A-Z_\d]*)(?:\.(\w+))?$")
"""A module, what it has by a name in capitals, and a field of that."""


def listed(name: str) -> list[str]:
    """What is in a list of the program: in its order, or in that of the alphabet where it has none."""
    module, variable, field = _PARTED.findall(name)[0]
    held = getattr(import_module(module), variable)
    found: Collection[object] = getattr(held, field) if field else held
    if isinstance(found, str | re.Pattern):  # one thing or another
        return (found if isinstance(found, str) else found.pattern).split("|")
    if isinstance(found, Mapping):
        return [f"{key}: {value!r}" for key, value in found.items()]
    words = [str(each) for each in found]
    return sorted(words) if isinstance(found, frozenset | set) else words


def test_the_words_that_the_press_knows_are_those_that_are_written_down(golden: Golden) -> None:
    golden(FILE, "".join(f"{name}\n" + "".join(f"  {word}\n" for word in listed(name)) for name in LISTS))
