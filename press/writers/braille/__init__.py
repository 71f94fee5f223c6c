"""Braille: pages of cells, as files for embossers (BRF), for transcribers' programs (PEF), and as a picture.

passages     a manuscript -> what stands on the pages, and how
translating  words -> cells, by liblouis, such that what matters comes back
pages        cells -> lines and pages
picture      pages -> dots that sighted people can look at
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from lxml import etree

from press.braille import BLANK, ascii_of
from press.layout import Braille, Layout
from press.manuscript import Manuscript, print_turns, tables_of, told_of_braille
from press.problems import Place, Problem, Refused
from press.writers.braille import passages, picture
from press.writers.braille.pages import Lines, Set, Text, Volume, listed
from press.writers.braille.passages import Passage, Style
from press.writers.braille.translating import Cells, translated

PEF = "http://www.daisy.org/ns/2008/pef"
_DC = "http://purl.org/dc/elements/1.1/"
_CONTENTS = 2
"""Braille has a list of contents from so many parts on."""


class Made(NamedTuple):
    """The pages of a volume, and the page of each anchor, from 1."""

    pages: tuple[Lines, ...]
    places: Mapping[str, int]


def brf(manuscript: Manuscript, layout: Layout) -> bytes:
    """Braille ASCII, with a form feed after each page. Raises Refused where it cannot be made."""
    pages = _made(manuscript, layout).pages
    return b"".join("".join(f"{ascii_of(line)}\r\n" for line in page).encode("ascii") + b"\f" for page in pages)


def pef(manuscript: Manuscript, layout: Layout) -> bytes:
    """Portable Embosser Format 2008-1. Raises Refused where it cannot be made."""
    page = _page(layout)
    root = etree.Element(f"{{{PEF}}}pef", version="2008-1", nsmap={None: PEF})  # type: ignore[dict-item]  # None: the default
    meta = etree.SubElement(etree.SubElement(root, f"{{{PEF}}}head"), f"{{{PEF}}}meta", nsmap={"dc": _DC})
    facts = {
        "format": "application/x-pef+xml",
        "identifier": f"{manuscript.topic}/{manuscript.edition}/{manuscript.code}",
        "title": manuscript.name,
        "language": manuscript.language,
        "publisher": manuscript.publisher,
        "date": str(manuscript.last_reviewed),
    }
    for name, text in facts.items():
        etree.SubElement(meta, f"{{{_DC}}}{name}").text = text
    shape = {"cols": page.cells, "rows": page.lines, "rowgap": 0, "duplex": "true" if page.sides == 2 else "false"}
    volume = etree.SubElement(
        etree.SubElement(root, f"{{{PEF}}}body"), f"{{{PEF}}}volume", {key: str(value) for key, value in shape.items()}
    )
    section = etree.SubElement(volume, f"{{{PEF}}}section")
    for lines in _made(manuscript, layout).pages:
        sheet = etree.SubElement(section, f"{{{PEF}}}page")
        for line in lines:
            etree.SubElement(sheet, f"{{{PEF}}}row").text = line
    etree.indent(root, "")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def dots(manuscript: Manuscript, layout: Layout) -> bytes:
    """The pages as a picture. Raises Refused where they cannot be made."""
    return picture.drawn(_made(manuscript, layout).pages, _page(layout), manuscript.name, manuscript.language)


def paginate(manuscript: Manuscript, layout: Layout) -> tuple[int, Mapping[str, int]]:
    """How many pages of braille there are, and the page of each anchor, from 1. Raises Refused as the others do."""
    made = _made(manuscript, layout)
    return len(made.pages), made.places


def _page(layout: Layout) -> Braille:
    return layout.braille or Braille()


def _made(manuscript: Manuscript, layout: Layout) -> Made:
    front = tuple(passages.front(manuscript, told_of_braille(manuscript, layout)))
    body = passages.turned(passages.body(manuscript), print_turns(manuscript))
    title, contents, *sets = _set(manuscript, layout, front, body)
    cover, inner = sets[: len(front)], sets[len(front) :]
    headings = [each for each in inner if each.passage.level and each.passage.anchor]
    if sum(each.passage.level == 2 for each in headings) < _CONTENTS:
        headings = []
    page, length = _page(layout), 0
    while True:
        volume, start = _filled(page, title.text, cover, length, inner)
        lines = _contents(contents, headings, volume.places, page.cells) if headings else []
        room = page.lines - 1
        wanted = -(-len(lines) // room)
        if wanted <= length:
            for number in range(wanted):
                volume.pages[start + number] += lines[number * room : (number + 1) * room]
            return Made(volume.finished(), volume.places)
        length = wanted


def _filled(page: Braille, head: Text, cover: Sequence[Set], contents: int, inner: Sequence[Set]) -> tuple[Volume, int]:
    """A volume with so many pages left for its contents, and the index of the first of these."""
    volume = Volume(page, head)
    volume.turn()
    volume.put(cover)
    start = len(volume.pages)
    for _ in range(contents):
        volume.turn()
    volume.turn()
    volume.put(inner)
    return volume, start


def _contents(heading: Set, headings: Sequence[Set], places: Mapping[str, int], cells: int) -> list[str]:
    first = [BLANK * ((cells - len(line)) // 2) + line for line in (BLANK.join(word.cells for word in heading.text),)]
    entries = [(each.text, _entry(each.passage), places[each.passage.anchor]) for each in headings]
    return [*first, "", *listed(entries, cells)]


def _entry(passage: Passage) -> Style:
    """How a heading stands in the contents."""
    margin = passages.RUNOVER * (passage.level - 2)
    return Style(margin, margin + 2 * passages.RUNOVER)


def _set(manuscript: Manuscript, layout: Layout, *groups: Sequence[Passage]) -> list[Set]:
    """Passages in cells, before them those of the running head and of the heading over the contents."""
    tables = tables_of(manuscript.strings, layout)
    if not all(tables):
        raise Refused([_without_table(manuscript, layout)])
    own = Passage(manuscript.name, Style()), Passage(manuscript.contents_heading, Style())
    each = (*own, *chain(*groups))
    strings = manuscript.strings
    texts = [*(passage.text for passage in each), *(passage.label for passage in each)]
    cells = translated(texts, tables, strings.terms, strings.negations)
    words, labels = cells[: len(each)], cells[len(each) :]
    return [Set(passage, text, _tied(label)) for passage, text, label in zip(each, words, labels, strict=True)]


def _tied(label: Text) -> Text:
    return tuple(Cells(word.cells, tied=True) for word in label)


def _without_table(manuscript: Manuscript, layout: Layout) -> Problem:
    language, grade = manuscript.strings.language, _page(layout).grade
    message = f"There is no table for braille of grade {grade} in this language."
    hint = f"Name one of liblouis's as `braille_grade_{grade}` in layouts/strings/{language}.yaml, or ask for --grade "
    return Problem("braille-table", Place(f"layouts/strings/{language}.yaml"), message, f"{hint}{3 - grade}.")
