"""Which words the press knows of doses, warnings, people and times, which parts of files it lets through, and which
elements, tags and styles documents are read and made by.

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
    # What is more pressing than what
    "press.review.due._PRESSING",
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
    *("press.pictures.parts._TABLES", "press.pictures.parts._FRAMES", "press.pictures.styles._NEITHER_READ_NOR_DRAWN"),
    *("press.pictures.photograph._MODES", "press.pictures.phrases._NOT_SHOWN", "press.pictures.vocabulary.HINTS"),
    *("press.pictures.look._UNITS", "press.pictures.look._SIZES", "press.pictures.look._OF_LETTERS"),
    # What a web page says to a screen reader, and what a stranger's page or Word file is read by
    *("press.hypertext.spoken._INLINE", "press.hypertext.spoken._NOT_READ", "press.hypertext.names._IMPLICIT"),
    *("press.hypertext.names.KNOWN", "press.hypertext.names._SAME", "press.hypertext.equations._UNSAID"),
    *("press.incoming.web._BLOCKS", "press.incoming.web._SILENT", "press.incoming.web._AROUND"),
    *("press.incoming.web._ROLES", "press.incoming.raw._SYMBOLS", "press.incoming.raw._PARAGRAPHS"),
    *("press.incoming.raw._NOTES", "press.incoming.reading._IGNORED", "press.incoming.reading._EDGES"),
    *("press.incoming.words._SPACES", "press.incoming.proposals._MONTHS", "press.incoming.proposals._PAST"),
    *("press.incoming.looks._ROMAN", "press.incoming.typed._ROMAN", "press.incoming.drafting._TAKEN"),
    *("press.incoming.tables._SENTENCE", "press.incoming.WORD", "press.incoming.PAGES", "press.incoming.OTHERS"),
    *("press.symbols._WINGDINGS", "press.symbols._WINGDINGS_2", "press.numerals._ROMANS"),
    # What words are written and refused by, and which way scripts run
    *("press.prose.inlines._VAGUE", "press.prose.characters._UNSEEN", "press.prose.characters._FONTS"),
    *("press.prose.forms._RESERVED", "press.manuscript.bidi._FROM_RIGHT", "press.manuscript.bidi._SCRIPTS_FROM_RIGHT"),
    *("press.reader.alt._FILE_NAME", "press.reader.alt._CAMERA", "press.reader.alt._CLICHE", "press.phones._MENU"),
    *("press.layout.kit.APOSTROPHES", "press.risks._FREQUENCY"),
    *("press.risks._LIMIT", "press.review.changes.opposed._CLAUSE", "press.review.changes.difference._CLAUSE"),
    *("press.review.changes.difference._NEXT", "press.review.codes._ALIKE", "press.aloud.ipa._SOUNDS"),
    *("press.aloud.proof._PARTS", "press.aloud.patterns._MYSELF", "press.source._NULLS"),
    # How documents are made of elements, tags, styles and parts, and what they are judged by
    *("press.writers.tags.ROLES", "press.writers.tags.HOLDERS", "press.writers.tags.INLINE"),
    *("press.writers.structure.ONLY_IN_1_7", "press.writers.epub.overlay._BLOCKS", "press.writers.breaks._BOXES"),
    *("press.writers.ooxml.styles._BUILT_IN", "press.writers.ooxml.parts._THEME_COLOURS"),
    *("press.writers.ooxml.package._OVERRIDES", "press.writers.ooxml.package._DEFAULTS"),
    *("press.writers.typeset.words._REPEATING", "press.writers.units._FORCED", "press.writers.epub.content._ENDS"),
    *("press.checks.pdf.content._TEXT", "press.checks.pdf.content._BUILDING"),
    *("press.checks.pdf.content._PAINTING", "press.checks.pdf.content._COLOURS", "press.checks.pdf.tree.INLINE"),
    *("press.checks.pdf.words._INLINE", "press.checks.pdf.pictured._NOT_DRAWN", "press.checks.pdf.spoken._BLOCKS"),
    *("press.checks.pdf.compare._RULES", "press.checks.word.inline._SILENT"),
    *("press.checks.word.equations._FORMS", "press.checks.word.access._EMPTY_WORDS", "press.checks.word.file.SHOWN"),
    *("press.checks.word.access._FILE_NAME", "press.checks.word.spoken._THROUGH", "press.checks.word.file._UNITS"),
    *("press.checks.word.package._REVISIONS", "press.checks.word.package._STYLE_REFERENCES"),
    *("press.checks.epub.access._MOVING", "press.checks.epub.access._CLAIMS", "press.programs.verapdf.FLAVOURS"),
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
