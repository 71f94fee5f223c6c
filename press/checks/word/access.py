"""The rules of Microsoft's Accessibility Checker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from press.checks.word.file import (
    Element,
    Rule,
    Run,
    WordFile,
    any_of,
    below,
    even,
    in_cell,
    local,
    property_of,
    r,
    text_of,
    value,
    w,
    wp,
)

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|bmp|tiff?|webp|emf|wmf)", re.IGNORECASE)
_EMPTY_WORDS = frozenset({"here", "click here", "click", "link", "this", "this link", "more", "read more", "this page"})
_ADDRESS = re.compile(r"(https?://|mailto:|tel:)\S*", re.IGNORECASE)
_TYPED_BULLET = re.compile(r"[•▪◦●*–—-]\s+\S|\(?(\d{1,2}|[a-z])[.)]\s+\S")
_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_FLOATING = ("txbxContent", "pict", "framePr", "object")


def _drawings(file: WordFile) -> Iterator[tuple[Element, bool]]:
    """What each drawing says of itself, and whether it is marked as decorative."""
    for story in file.stories:
        for element in story.iter(wp("docPr")):
            yield element, any(mark.get("val") == "1" for mark in element.iter(_DECORATIVE))


def _silent(file: WordFile) -> Iterable[str]:
    for element, decorative in _drawings(file):
        if not decorative and not element.get("descr", "").strip():
            yield element.get("name", "")


def _named_after_files(file: WordFile) -> Iterable[str]:
    for element, _ in _drawings(file):
        yield from filter(_FILE_NAME.fullmatch, (element.get("descr", ""), element.get("name", "")))
    for story in file.stories:
        names = (element.get("name", "") for element in story.iter(_PICTURE))
        yield from filter(_FILE_NAME.fullmatch, names)


def _decorated_with_words(file: WordFile) -> Iterable[str]:
    return (element.get("descr", "") for element, decorative in _drawings(file) if decorative and element.get("descr"))


def _titled(file: WordFile) -> Iterable[str]:
    return (element.get("title", "") for element, _ in _drawings(file) if element.get("title"))


def _headless(file: WordFile) -> Iterable[str]:
    for table in below(file.document, "tbl"):
        row = table.find(w("tr"))
        look = table.find(f"{w('tblPr')}/{w('tblLook')}")
        if row is None or row.find(f"{w('trPr')}/{w('tblHeader')}") is None or value(look, "firstRow") != "1":
            yield text_of(table)


def _undescribed(file: WordFile) -> Iterable[str]:
    for table in below(file.document, "tbl"):
        named = (value(table.find(f"{w('tblPr')}/{w(name)}")).strip() for name in ("tblCaption", "tblDescription"))
        if not all(named):
            yield text_of(table)


def _merged(file: WordFile) -> Iterable[str]:
    return (text_of(cell) for cell in below(file.document, "tc") if any_of(below(cell, "gridSpan", "vMerge", "hMerge")))


def _nested(file: WordFile) -> Iterable[str]:
    return (text_of(cell) for cell in below(file.document, "tc") if any_of(below(cell, "tbl")))


def _floating(file: WordFile) -> Iterable[str]:
    for story in file.stories:
        yield from (local(element) for element in (*story.iter(wp("anchor")), *below(story, *_FLOATING)))


def _meaningless_links(file: WordFile) -> Iterable[str]:
    for link in below(file.document, "hyperlink"):
        words = text_of(link).strip()
        if not words or words.casefold().rstrip(".") in _EMPTY_WORDS or _ADDRESS.fullmatch(words):
            yield words or value(link, "anchor") or link.get(r("id"), "")


def _hinted_otherwise(file: WordFile) -> Iterable[str]:
    for link in below(file.document, "hyperlink"):
        if not text_of(link).startswith(even(value(link, "tooltip")) or "\0"):
            yield text_of(link)


def _no_headings(file: WordFile) -> Iterable[str]:
    return [] if any(paragraph.level for paragraph in file.paragraphs) else ["the document"]


def _skipping_headings(file: WordFile) -> Iterable[str]:
    above = 0
    for paragraph in file.paragraphs:
        if paragraph.level > above + 1:
            yield paragraph.text
        above = paragraph.level or above


def _pale(file: WordFile) -> Iterable[str]:
    """WCAG 2.2, 1.4.3, by the stricter figure for all sizes."""
    paper = next(filter(_COLOUR.fullmatch, [value(file.document.find(w("background")), "color")]), "FFFFFF")
    for run in file.runs:
        if run.text.strip() and _contrast(_colour(run), _ground(file, run, paper)) < 4.5:
            yield run.text


def _colour(run: Run) -> str:
    colour = property_of(run.properties, "color")
    return colour if _COLOUR.fullmatch(colour) else "000000"


def _ground(file: WordFile, run: Run, paper: str) -> str:
    """The fill behind a run: its own, its paragraph's, its cell's, its table's, or the paper's."""
    fills = [property_of(holder, "shd", "fill") for holder in (run.properties, run.paragraph.lines)]
    fills += [
        value(cell.find(f"{w('tcPr')}/{w('shd')}"), "fill") for cell in run.paragraph.element.iterancestors(w("tc"))
    ]
    for row in run.paragraph.element.iterancestors(w("tr")):
        fills += _fills_of_style(file, row)
    return next(filter(_COLOUR.fullmatch, fills), paper)


def _fills_of_style(file: WordFile, row: Element) -> Iterator[str]:
    """What a table's style fills its first row with."""
    table = row.getparent()
    if table is None or table.find(w("tr")) is not row:
        return
    yield from file.first_rows.get(value(table.find(f"{w('tblPr')}/{w('tblStyle')}")), ())


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2: the contrast ratio of two colours as ``RRGGBB``."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _blank(file: WordFile) -> Iterable[str]:
    """An empty cell has to have its empty paragraph."""
    before = ""
    for paragraph in file.paragraphs:
        alone = in_cell(paragraph.element) and not any_of(paragraph.element.itersiblings(w("p"), preceding=True))
        pictured = any_of(paragraph.element.iter(wp("inline"), wp("anchor")))
        if not paragraph.text.strip() and not pictured and not alone:
            yield f"after “{before[-60:]}”"
        before = paragraph.text


def _spaced_out(file: WordFile) -> Iterable[str]:
    """Three spaces, or a tab outside the contents, are there for their room."""
    for paragraph in file.paragraphs:
        tabs = [tab for tab in paragraph.element.iterfind(f".//{w('r')}/{w('tab')}") if not _beside(tab)]
        if "   " in paragraph.text or (not paragraph.listed and tabs):
            yield paragraph.text


def _beside(tab: Element) -> bool:
    """Whether a tab stands right behind a picture that begins its paragraph, as behind the bullet of an item."""
    run = tab.getparent()
    before = None if run is None else run.getprevious()
    while before is not None and before.tag == w("bookmarkEnd"):
        before = before.getprevious()
    return before is not None and before.find(f".//{wp('inline')}") is not None


def _typed_lists(file: WordFile) -> Iterable[str]:
    """Two paragraphs in a row with a bullet or a number that was typed."""
    typed = [
        bool(_TYPED_BULLET.match(found.text)) and not property_of(found.lines, "numPr") for found in file.paragraphs
    ]
    for paragraph, pair in zip(file.paragraphs, pairwise(typed), strict=False):
        if all(pair):
            yield paragraph.text


def _title(file: WordFile) -> str:
    return file.core.findtext("{*}title") or ""


def _titled_otherwise(file: WordFile) -> Iterable[str]:
    title = _title(file)
    return [] if title == file.manuscript.name else [title or "none"]


def _untitled(file: WordFile) -> Iterable[str]:
    return [] if _title(file).strip() else ["the document"]


def _language(file: WordFile) -> Element | None:
    """What the styles say of the languages of all text."""
    return next(below(file.style_sheet, "lang"), None)


def _speechless(file: WordFile) -> Iterable[str]:
    return [] if value(_language(file)) or value(_language(file), "bidi") else ["the document"]


def _in_another_language(file: WordFile) -> Iterable[str]:
    wanted, rtl = file.manuscript.language, file.manuscript.direction == "rtl"
    said = (
        value(_language(file), "bidi" if rtl else "val"),
        file.core.findtext("{*}language") or "",
    )
    return (found or "none" for found in said if found != wanted)


_CHECKER = "Microsoft Accessibility Checker"
_FORMAT = "Mend it in Word, or in the program that wrote the file."

RULES = (
    Rule(
        "word-alt",
        f"{_CHECKER}; WCAG 1.1.1",
        "A picture has no alternative text and is not marked as decorative.",
        "Describe it in its alternative text, or mark it as decorative (in a leaflet: `alt:`, `decorative: true`).",
        _silent,
    ),
    Rule(
        "word-alt-file-name",
        _CHECKER,
        "A file's name stands for a picture's words.",
        "Say what the picture shows.",
        _named_after_files,
    ),
    Rule(
        "word-decorative",
        _CHECKER,
        "A picture is marked as decorative and has an alternative text.",
        "Take one of them away.",
        _decorated_with_words,
    ),
    Rule(
        "word-alt-title",
        _CHECKER,
        "A picture has a title beside its alternative text, so both are read out.",
        "Take the title away.",
        _titled,
    ),
    Rule("word-table-head", f"{_CHECKER}; WCAG 1.3.1", "A table has no header row.", _FORMAT, _headless),
    Rule(
        "word-table-words",
        f"{_CHECKER}; WCAG 1.3.1",
        "A table has no caption or no description.",
        "Write both into its properties (in a leaflet: `Table: …` above it).",
        _undescribed,
    ),
    Rule("word-table-merged", _CHECKER, "Cells are merged.", "Give each its own words.", _merged),
    Rule("word-table-nested", _CHECKER, "A table stands in a table.", "Make two tables of it.", _nested),
    Rule(
        "word-floating",
        _CHECKER,
        "Something floats beside the text, where a screen reader may not find it.",
        "Put it in line with the text.",
        _floating,
    ),
    Rule(
        "word-link-words",
        f"{_CHECKER}; WCAG 2.4.4",
        "The words of a link do not say where it goes.",
        "Name the page or the person in the link's words.",
        _meaningless_links,
    ),
    Rule(
        "word-link-tip",
        "PDF/UA-1, 7.18.5",
        "A link's tooltip does not say the link's own words.",
        _FORMAT,
        _hinted_otherwise,
    ),
    Rule(
        "word-headings",
        f"{_CHECKER}; WCAG 2.4.6",
        "There is no heading to find one's way by.",
        "Give each section a heading.",
        _no_headings,
    ),
    Rule(
        "word-heading-order",
        f"{_CHECKER}; WCAG 1.3.1",
        "A heading skips a level.",
        "Use the level below that of the heading above.",
        _skipping_headings,
    ),
    Rule(
        "word-contrast",
        f"{_CHECKER}; WCAG 1.4.3",
        "Letters do not stand out from what is behind them by 4.5 to 1.",
        "Choose a darker colour for the letters, or a lighter one behind them.",
        _pale,
    ),
    Rule("word-blank", _CHECKER, "A blank paragraph stands for space.", _FORMAT, _blank),
    Rule("word-spaces", _CHECKER, "Spaces or tabs stand for layout.", _FORMAT, _spaced_out),
    Rule(
        "word-typed-list",
        f"{_CHECKER}; WCAG 1.3.1",
        "A list's bullet or number is typed, so it is no list to a screen reader.",
        "Use a list style.",
        _typed_lists,
    ),
    Rule(
        "word-title",
        f"{_CHECKER}; WCAG 2.4.2",
        "The file's title is not that of the leaflet.",
        _FORMAT,
        _titled_otherwise,
        compares=True,
    ),
    Rule(
        "word-untitled",
        f"{_CHECKER}; WCAG 2.4.2",
        "The file has no title.",
        "Write it into the file's properties.",
        _untitled,
    ),
    Rule(
        "word-language",
        f"{_CHECKER}; WCAG 3.1.1",
        "The file's language is not that of the leaflet.",
        _FORMAT,
        _in_another_language,
        compares=True,
    ),
    Rule(
        "word-no-language",
        f"{_CHECKER}; WCAG 3.1.1",
        "The file does not say in what language it is.",
        "Set the language of all of its text.",
        _speechless,
    ),
)
