"""The rules of UKAAF and RNIB for print, measured on the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from press.checks.word.file import (
    Paragraph,
    Rule,
    WordFile,
    below,
    local,
    on,
    points,
    property_of,
    text_of,
    value,
    w,
    wp,
)

_SIDES = frozenset({"", "left", "start"})
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_LONG = 10
"""The letters of a word that is not long: it fits a line in any size."""
_SHARE = 0.8
"""How small letters may be in which a long word stands, of the smallest type that is allowed."""


def _small(file: WordFile) -> Iterable[str]:
    """Sizes are in half points; complex scripts have one of their own. Word's own default is 10 pt.

    Letters with a long word may be a little smaller, so that it does not break.
    """
    least = file.smallest * 2
    for run in file.runs:
        sizes = [2 * points(property_of(run.properties, name), 10, 2) for name in ("sz", "szCs")]
        share = _SHARE if any(len(word) > _LONG for word in run.text.split()) else 1
        if run.text.strip() and min(sizes) < least * share:
            yield f"{min(sizes) / 2:g} pt: {run.text}"
    for level in below(file.numbering, "lvl"):
        sizes = [2 * points(value(size), 10, 2) for size in below(level, "sz", "szCs")]
        if sizes and min(sizes) < least:
            yield f"{min(sizes) / 2:g} pt: {value(level.find(w('lvlText')))}"


def _raised(file: WordFile) -> Iterable[str]:
    for run in file.runs:
        if property_of(run.properties, "vertAlign") in ("superscript", "subscript"):
            yield run.text


def _switched(*names: str) -> Callable[[WordFile], Iterable[str]]:
    """What finds the runs that have one of these switches on."""
    return lambda file: (run.text for run in file.runs if any(on(run.properties, name) for name in names))


def _underlined(file: WordFile) -> Iterable[str]:
    for run in file.runs:
        if property_of(run.properties, "u") not in ("", "none") and not run.linked:
            yield run.text


def _shouted(file: WordFile) -> Iterable[str]:
    for paragraph in file.paragraphs:
        letters = [letter for letter in paragraph.text if letter.isalpha()]
        if len(letters) > 20 and all(letter.isupper() for letter in letters):
            yield paragraph.text


def _not_left(file: WordFile) -> Iterable[str]:
    return (found.text for found in file.all_paragraphs if property_of(found.lines, "jc") not in _SIDES)


def _hyphenated(file: WordFile) -> Iterable[str]:
    switch = file.settings.find(w("autoHyphenation"))
    if switch is not None and value(switch) not in ("0", "false"):
        yield "autoHyphenation"
    yield from (run.text for run in file.runs if _SOFT_HYPHEN in run.text)
    yield from ("a soft hyphen" for story in file.stories for _ in below(story, "softHyphen"))


def _cramped(file: WordFile) -> Iterable[str]:
    """Single spacing is 240; an exact height must have room for the type."""
    for paragraph in file.all_paragraphs:
        rule = property_of(paragraph.lines, "spacing", "lineRule") or "auto"
        height = 20 * points(property_of(paragraph.lines, "spacing", "line"), 12, 20)
        if (rule == "auto" and height < 240) or (rule == "exact" and height < file.smallest * 20 * 1.15):
            yield paragraph.text


def _crowded(file: WordFile) -> Iterable[str]:
    """Between two paragraphs of plain text there is at least a blank line of single spacing."""
    least = file.smallest * 20
    for paragraph, following in pairwise(file.paragraphs):
        if paragraph.style == following.style == file.default_style:
            after = 20 * points(property_of(paragraph.lines, "spacing", "after"), 0, 20)
            before = 20 * points(property_of(following.lines, "spacing", "before"), 0, 20)
            if max(after, before) < least:
                yield paragraph.text


def _stranded(file: WordFile) -> Iterable[str]:
    """A heading ends no page, and a picture and a table keep what is said of them."""
    for paragraph, following in pairwise(file.paragraphs):
        shows = any(picture.get("descr") for picture in paragraph.element.iter(wp("docPr")))
        held = (
            paragraph.level > 0
            or (shows and following.name in ("caption", "picture credit") and not _heads_table(following))
            or (paragraph.name == "caption" and following.name == "picture credit")
            or _heads_table(paragraph)
        )
        if held and not on(paragraph.lines, "keepNext"):
            yield paragraph.text or "a picture"


def _heads_table(paragraph: Paragraph) -> bool:
    following = paragraph.element.getnext()
    return paragraph.name == "caption" and following is not None and following.tag == w("tbl")


def _split_rows(file: WordFile) -> Iterable[str]:
    for row in below(file.document, "tr"):
        if row.find(f"{w('trPr')}/{w('cantSplit')}") is None:
            yield text_of(row)


def _unnumbered(file: WordFile) -> Iterable[str]:
    footers = {name: tree for name, tree in file.margins.items() if local(tree) == "ftr"}
    for name, tree in footers.items():
        codes = {(code.text or "").split()[0] for code in below(tree, "instrText") if (code.text or "").strip()}
        if not {"PAGE", "NUMPAGES"} <= codes:
            yield name
    if not footers:
        yield "no footer"


def _unwarned(file: WordFile) -> Iterable[str]:
    """A notice stands on the first page and in the header of the others."""
    notice = file.manuscript.notice
    if not notice:
        return
    if not any(notice in text_of(tree) for tree in file.margins.values() if local(tree) == "hdr"):
        yield f"no header says: {notice}"


def _uncoded(file: WordFile) -> Iterable[str]:
    """The edition's code stands in every footer."""
    for name, tree in file.margins.items():
        if local(tree) == "ftr" and file.manuscript.code not in text_of(tree).split():
            yield f"{name} says: {text_of(tree)}"


_UKAAF, _RNIB = "UKAAF G003", "RNIB"
_FORMAT = "Mend the style in Word, or in the program that wrote the file."

RULES = (
    Rule(
        "word-type-size",
        _UKAAF,
        "Some type is smaller than the least allowed.",
        "Raise the size of the type (in a layout: its size, or its ratio).",
        _small,
    ),
    Rule(
        "word-raised",
        _UKAAF,
        "Letters are raised or lowered, and so smaller than the rest.",
        "Write them out.",
        _raised,
    ),
    Rule("word-italics", f"{_UKAAF}, {_RNIB}", "Letters are set in italics.", "Use bold.", _switched("i", "iCs")),
    Rule("word-underline", f"{_UKAAF}, {_RNIB}", "Words are underlined that are no link.", "Use bold.", _underlined),
    Rule(
        "word-capitals", f"{_UKAAF}, {_RNIB}", "Words are set in capitals.", "Use bold.", _switched("caps", "smallCaps")
    ),
    Rule(
        "word-shouting",
        f"{_UKAAF}, {_RNIB}",
        "A whole paragraph is written in capitals.",
        "Write it in small letters.",
        _shouted,
    ),
    Rule(
        "word-hidden",
        "DAPB1605",
        "Words are hidden, so not everybody gets the same.",
        "Show them, or take them out.",
        _switched("vanish", "webHidden"),
    ),
    Rule(
        "word-alignment", f"{_UKAAF}, {_RNIB}", "Text is not aligned to the side where lines start.", _FORMAT, _not_left
    ),
    Rule(
        "word-hyphenation",
        f"{_UKAAF}, {_RNIB}",
        "Words may be split over two lines.",
        "Turn hyphenation off, and take soft hyphens out.",
        _hyphenated,
    ),
    Rule("word-line-spacing", f"{_UKAAF}, {_RNIB}", "Lines are closer than single spacing.", _FORMAT, _cramped),
    Rule(
        "word-paragraph-spacing",
        f"{_UKAAF}, {_RNIB}",
        "There is less than a blank line between paragraphs.",
        _FORMAT,
        _crowded,
    ),
    Rule(
        "word-stranded",
        _UKAAF,
        "A heading or a picture may be parted from what belongs to it.",
        "Keep it with the next paragraph.",
        _stranded,
    ),
    Rule(
        "word-row-split",
        _UKAAF,
        "A row of a table may be split over two pages.",
        "Forbid it in the row's properties.",
        _split_rows,
    ),
    Rule("word-page-number", _RNIB, "A footer does not say the page and the number of pages.", _FORMAT, _unnumbered),
    Rule("word-notice", "PIF TICK", "The notice does not stand on every page.", _FORMAT, _unwarned, compares=True),
    Rule(
        "word-code",
        "PIF TICK",
        "The edition's code is not in a footer, or it is another.",
        _FORMAT,
        _uncoded,
        compares=True,
    ),
)
