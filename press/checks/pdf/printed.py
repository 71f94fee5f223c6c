"""The rules of UKAAF and RNIB for print, measured on the pages as they were painted."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import bidirectional

from press import pagination
from press.checks.pdf import ends, kept
from press.checks.pdf.fault import Fault
from press.checks.pdf.lines import BODY, Block, Line, Sheets
from press.checks.pdf.paint import Box, Shape, contrast, ground
from press.quantities import ENGLISH, Terms

MILLIMETRE = 72 / 25.4
CLEAR_PRINT = 12.0
LARGE_PRINT = 16.0
_A4 = (210.0, 297.0)
_LONGEST = 70
_THIN = 6.0
"""By how many characters a line may be longer than most, by chance: twice the standard deviation,
which is 3 (the median of 14 leaflets on A4)."""
_SPACE = 0.3
"""How far a line may stand out at its start, in sizes of its type: a space where words of another way break."""
_BLANK_MIXED = 0.8
"""What is a blank line beside a line of two scripts or another size, whose height differs, in sizes of the type."""
_OTHER_SIZE = 0.5
_BY_CHANCE = 4
"""So many ragged lines may end at one place now and then, in a library of many thousand paragraphs."""
_EDGE = 5.0
"""In millimetres: what office printers leave white."""
_LARGE = 18.0
_LEAST, _LEAST_LARGE = 4.5, 3.0


@dataclass(frozen=True)
class Standard:
    """What a file is measured by.

    ``smallest`` is the least type in points, ``paper`` width and height in millimetres (zeros: any),
    ``columns`` how many there may be (0: any), ``terms`` the words that belong to numbers, ``credit`` how a
    picture's credit begins, ``negations`` what says no. ``compared``: the words have been
    compared with the leaflet's, so that a hyphen is the author's own.
    """

    smallest: float = CLEAR_PRINT
    paper: tuple[float, float] = (0, 0)
    columns: int = 0
    terms: Terms = ENGLISH
    credit: str = ""
    negations: tuple[str, ...] = pagination.ENGLISH
    compared: bool = False


def unknown(sheets: Sheets) -> Standard:
    """What a file is measured by that was made for nobody knows which layout: large print has its own paper."""
    large = sheets.body >= LARGE_PRINT - 0.1
    return Standard(paper=_A4 if large else (0, 0), columns=1 if large else 0)


def faults(sheets: Sheets, standard: Standard) -> Iterator[Fault]:
    """Every rule for print that a file breaks."""
    if not any(run.text.strip() for block in sheets.blocks for run in block.runs):
        yield Fault("print-nothing", 0, "", "There is no text in the file, so nothing can be measured.")
        return
    for rule in _RULES:
        yield from rule(sheets, standard)
    yield from kept.faults(sheets, standard.terms, standard.credit, compared=standard.compared)
    yield from ends.negated(sheets, standard.negations)


# Letters


def _small(sheets: Sheets, standard: Standard) -> Iterator[Fault]:
    for (page, size), words in _below(sheets, standard.smallest, labels=False).items():
        yield Fault("print-type-size", page, words, f"Type of {size:g} pt: the least is {standard.smallest:g} pt.")


def _smaller(sheets: Sheets, standard: Standard) -> Iterator[Fault]:
    """Once for each size, on the first page that has it."""
    seen: set[float] = set()
    for (page, size), words in _below(sheets, sheets.body - 0.2, labels=False).items():
        if size >= standard.smallest and size not in seen:
            seen.add(size)
            message = f"Type of {size:g} pt beside a body of {sheets.body:g} pt."
            yield Fault("print-small-type", page, words, message)


def _small_labels(sheets: Sheets, _: Standard) -> Iterator[Fault]:
    """Once a page, of the smallest; no layout can set them larger than the picture has room for."""
    found: dict[int, tuple[float, str]] = {}
    for (page, size), words in _below(sheets, sheets.body - 0.2, labels=True).items():
        found[page] = min(found.get(page, (size, words)), (size, words))
    for page, (size, words) in found.items():
        yield Fault("print-small-labels", page, words, f"Labels of {size:g} pt beside a body of {sheets.body:g} pt.")


def _below(sheets: Sheets, least: float, *, labels: bool) -> dict[tuple[int, float], str]:
    """The first words of each page in each size below one; of ``labels`` in pictures only, or of all but them."""
    found: dict[tuple[int, float], str] = {}
    for block in (each for each in sheets.blocks if labels == (each.role == "Figure")):
        for line in block.lines:
            for run in line.runs:
                if run.size < least - 0.05 and any(map(str.isalnum, run.text)):
                    found.setdefault((run.page, round(run.size, 1)), line.text)
    return found


def _italics(sheets: Sheets, _: Standard) -> Iterator[Fault]:
    for block in sheets.blocks:
        for line in block.lines:
            words = "".join(run.text for run in line.runs if run.slanted)
            if any(map(str.isalpha, words)):
                yield Fault("print-italics", line.page, words, "Letters are set in italics.")


def _underlined(sheets: Sheets, _: Standard) -> Iterator[Fault]:
    for block in sheets.blocks:
        for line in block.lines:
            rules = [each for each in sheets.shapes.get(line.page, ()) if _under(each, line)]
            runs = [run for run in line.runs if run.text.strip() and run not in sheets.linked] if rules else []
            for shape in rules if runs else ():
                left, right = min(run.start[0] for run in runs), max(run.end[0] for run in runs)
                words = "".join(run.text for run in runs if _beside(shape.box, run.start[0], run.end[0]))
                if words.strip() and shape.box[0] > left - line.size and shape.box[2] < right + line.size:
                    yield Fault("print-underline", line.page, words, "Words are underlined that are no link.")
                    break


def _under(shape: Shape, line: Line) -> bool:
    """Whether a shape is a thin level line close below the letters."""
    left, bottom, right, top = shape.box
    if not line.base - 0.3 * line.size <= bottom <= line.base - 0.02 * line.size:
        return False
    return shape.colour is not None and top - bottom <= 0.12 * line.size and right - left > line.size


def _beside(box: Box, start: float, end: float) -> bool:
    return min(box[2], end) - max(box[0], start) > 0.6 * (end - start)


def _capitals(sheets: Sheets, _: Standard) -> Iterator[Fault]:
    for block in sheets.blocks:
        capitals = all(letter.isupper() for letter in block.text if letter.isalpha())  # most end at the second letter
        if capitals and sum(map(str.isalpha, block.text)) > 20:
            yield Fault("print-capitals", block.first_page, block.text, "A whole paragraph is in capitals.")


# Lines


def _segments(block: Block) -> Iterator[list[Line]]:
    """The lines of a block that stand below each other in one column."""
    segment: list[Line] = []
    for line in block.lines:
        if segment and (line.page != segment[-1].page or line.base >= segment[-1].base):
            yield segment
            segment = []
        segment.append(line)
    if segment:
        yield segment


def _running(sheets: Sheets, *, rtl: bool | None = None) -> Iterator[list[Line]]:
    """The lines of running text, by paragraphs and columns; those that start at one side alone where it is named."""
    blocks = (block for block in sheets.blocks if block.role in BODY and rtl in (None, block.rtl))
    return (segment for block in blocks for segment in _segments(block))


def _aligned(sheets: Sheets, _: Standard) -> Iterator[Fault]:
    """Titles that are larger than the body may stand as they like."""
    for rtl in (False, True):
        paragraphs = [lines for lines in _running(sheets, rtl=rtl) if lines[0].size < 1.15 * sheets.body]
        justified = _justified(paragraphs, rtl=rtl)
        for lines in paragraphs:
            how = "justified" if lines[0] in justified else _shifted(lines, rtl=rtl)
            if how:
                yield Fault("print-alignment", lines[0].page, lines[0].text, f"A paragraph is {how}.")


def _justified(paragraphs: list[list[Line]], *, rtl: bool) -> set[Line]:
    """The first lines of paragraphs all of whose lines but the last end at one place.

    Three or four ragged lines may do so by chance. They count if half of such paragraphs do.
    """
    full = [lines for lines in paragraphs if len({line.text for line in lines[:-1]}) > 2]
    even = [lines for lines in full if _spread(_starts(lines, rtl)) < 1 and _spread(_ends(lines, rtl)[:-1]) < 0.6]
    chance = len(even) * 2 < len(full)
    return {lines[0] for lines in even if not chance or len({line.text for line in lines[:-1]}) > _BY_CHANCE}


def _shifted(lines: list[Line], *, rtl: bool) -> str:
    """How lines stand that do not start at one place; empty where they do, or where no rule is seen."""
    starts, ends = _starts(lines, rtl), _ends(lines, rtl)
    if _spread(starts) <= max(3, _SPACE * lines[0].size):
        return ""
    middles = [start + end for start, end in zip(starts, ends, strict=True)]
    return "centred" if _spread(middles) < 1.5 else "set to the far side" if _spread(ends) < 0.6 else ""


def _starts(lines: list[Line], rtl: bool) -> list[float]:
    return [-line.right if rtl else line.left for line in lines]


def _ends(lines: list[Line], rtl: bool) -> list[float]:
    return [-line.left if rtl else line.right for line in lines]


def _spread(numbers: list[float]) -> float:
    return max(numbers) - min(numbers)


def _long(sheets: Sheets, _: Standard) -> Iterator[Fault]:
    """The mean of a page's whole lines: single ones may run over by thin letters, and so may the mean of a few.

    What is smaller than the body is not read line after line: credits, small print.
    """
    whole: dict[int, list[Line]] = {}
    for lines in _running(sheets):
        if len(lines) > 2 and lines[0].size >= sheets.body - 0.2:
            whole.setdefault(lines[0].page, []).extend(lines[:-1])
    for page, lines in whole.items():
        mean = sum(len(line.text.strip()) for line in lines) / len(lines)
        if mean > _LONGEST + 0.5 + _THIN / math.sqrt(len(lines)):
            message = f"Lines have {mean:.0f} characters; {_LONGEST} are the most that is read with ease."
            yield Fault("print-line-length", page, max(lines, key=lambda line: len(line.text)).text, message)


def _close(sheets: Sheets, _: Standard) -> Iterator[Fault]:
    for lines in _running(sheets):
        for line, following in pairwise(lines):
            pitch = (line.base - following.base) / max(line.size, following.size)
            if pitch < 0.98:
                message = f"Lines are {pitch:.2f} times the type size apart; single spacing is the least."
                yield Fault("print-line-spacing", line.page, following.text, message)
                break


def _mixed(*lines: Line) -> bool:
    """Whether letters of several heights may move lines a little within their room: of two scripts, or two sizes."""
    signs = {bidirectional(sign) for line in lines for sign in line.text}
    turned = bool(signs & {"R", "AL"} and signs & {"L", "EN"})
    return turned or _spread([line.size for line in lines]) > _OTHER_SIZE


def _crowded(sheets: Sheets, _: Standard) -> Iterator[Fault]:
    """From base line to base line, less what is between lines. Credit and caption stand close to their picture."""
    for before, block, following in zip((None, *sheets.blocks), sheets.blocks, sheets.blocks[1:], strict=False):
        if not (block.role == following.role == "P" and block.holder is following.holder):
            continue
        if block.holder is None or (before and before.role in ("Figure", "Caption")):
            continue
        last, first = block.lines[-1], following.lines[0]
        if block.holder.role == "LBody" or last.page != first.page or last.base <= first.base:
            continue
        pairs = [pair for each in (block, following) for pair in pairwise(each.lines)]
        if below := [(one.base - two.base) / two.size for one, two in pairs if one.base > two.base]:
            gap = last.base - first.base - min(below) * first.size
            least = _BLANK_MIXED if _mixed(last, first) else pagination.BLANK_LINE
            if gap < least * min(last.size, first.size):
                message = f"{gap:.0f} pt between two paragraphs of {round(first.size, 1):g} pt: less than a blank line."
                yield Fault("print-paragraph-spacing", first.page, first.text, message)


# Paper


def _pale(sheets: Sheets, _: Standard) -> Iterator[Fault]:
    for block in sheets.blocks:
        for run in block.runs:
            if run.colour is None or not any(map(str.isalnum, run.text)):
                continue
            height = run.start[1] + 0.3 * run.size
            points = [(run.start[0] + share * (run.end[0] - run.start[0]), height) for share in (0.05, 0.5, 0.95)]
            grounds = (ground(sheets.shapes.get(run.page, ()), point, run.order) for point in points)
            found = min((contrast(run.colour, under) for under in set(grounds) if under), default=21)
            least = _LEAST_LARGE if run.size >= _LARGE else _LEAST
            if found < least - 0.005:
                message = f"Letters stand out from what is under them by {found:.1f}:1; they need {least:g}:1."
                yield Fault("print-contrast", run.page, run.text, message)
                break


def _over_pictures(sheets: Sheets, _: Standard) -> Iterator[Fault]:
    """Text over or under what is not of one colour: a picture, a pattern, a shading."""
    pictures = {page: [each for each in shapes if each.colour is None] for page, shapes in sheets.shapes.items()}
    for block in sheets.blocks:
        for run in block.runs if block.role != "Figure" else ():
            point = (run.start[0] + run.end[0]) / 2, run.start[1] + 0.3 * run.size
            if run.text.strip() and any(each.covers(point) for each in pictures.get(run.page, ())):
                yield Fault("print-over-picture", run.page, run.text, "Text and a picture lie on each other.")
                break


def _at_edge(sheets: Sheets, _: Standard) -> Iterator[Fault]:
    """Once a page, and of what is wholly off the paper nothing: that is another rule's."""
    margin, seen = _EDGE * MILLIMETRE, set[int]()
    for block in sheets.blocks:
        for line in block.lines:
            left, bottom, right, top = sheets.papers[line.page - 1]
            low, high = line.base - 0.2 * line.size, line.base + 0.7 * line.size
            edges = (line.left - left, low - bottom, right - line.right, top - high)
            if line.text.strip() and -margin < min(edges) < margin - 0.5 and line.page not in seen:
                seen.add(line.page)
                message = f"Text is {min(edges) / MILLIMETRE:.1f} mm from the edge of the paper, below {_EDGE:g} mm."
                yield Fault("print-edge", line.page, line.text, message)


def _columns(sheets: Sheets, standard: Standard) -> Iterator[Fault]:
    pages: dict[int, list[Line]] = {}
    for segment in _running(sheets) if standard.columns else ():
        if len(segment) > 1 and segment[0].right - segment[0].left > 8 * segment[0].size:
            pages.setdefault(segment[0].page, []).append(segment[0])
    for page, lines in sorted(pages.items()):
        bands: list[tuple[float, float]] = []
        for line in sorted(lines, key=lambda line: line.left):
            if not bands or line.left > bands[-1][1]:
                bands.append((line.left, line.right))
            else:
                bands[-1] = bands[-1][0], max(bands[-1][1], line.right)
        if len(bands) > standard.columns:
            message = f"There are {len(bands)} columns of text; there may be {standard.columns}."
            yield Fault("print-columns", page, lines[0].text, message)


def _paper(sheets: Sheets, standard: Standard) -> Iterator[Fault]:
    for number, box in enumerate(sheets.papers if any(standard.paper) else (), 1):
        width, height = (box[2] - box[0]) / MILLIMETRE, (box[3] - box[1]) / MILLIMETRE
        if max(abs(width - standard.paper[0]), abs(height - standard.paper[1])) > 1:
            wanted = f"{standard.paper[0]:g} by {standard.paper[1]:g}"
            message = f"The page is {width:.0f} by {height:.0f} mm; it should be {wanted}."
            yield Fault("print-page-size", number, "", message)
            return


_RULES: tuple[Callable[[Sheets, Standard], Iterable[Fault]], ...] = (
    _small,
    _smaller,
    _small_labels,
    _italics,
    _underlined,
    _capitals,
    _aligned,
    _long,
    _close,
    _crowded,
    _pale,
    _over_pictures,
    _at_edge,
    _columns,
    _paper,
)
