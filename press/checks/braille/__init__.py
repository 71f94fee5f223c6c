"""Reads a finished file of braille again: its cells are turned back into words, and these compared with the leaflet's.

An independent witness: it knows what a file holds, the manuscript, and what liblouis reads of cells. Figures, units,
addresses and negations have to come back as they are; of other words those that do not are told, for the proof-reader.

files     BRF, PEF, pictures -> pages of cells
reading   pages -> words, without what belongs to the page
walk      the leaflet's words, met one after the other
proof     whether the words come back
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from press.braille import BLANK, six_dots
from press.checks.braille import files, proof, reading
from press.checks.braille.files import Pages, brf, dots, pef
from press.checks.braille.walk import Astray, Walk
from press.layout import MOST_CELLS, MOST_LINES, Braille, Layout
from press.manuscript import (
    Manuscript,
    front_of_braille,
    pages_named,
    print_turns,
    section_texts,
    tables_of,
    told_of_braille,
)
from press.model import Blocks, Box, Description, List, Section, plain
from press.problems import Grade, Place, Problem, Refused, Rule
from press.programs import liblouis
from press.programs.liblouis import Word
from press.speech import Node, Role, Speech

__all__ = ["DOTS", "PEF", "RULES", "Pages", "brf", "check", "check_alone", "dots", "pef", "speech"]

_HINT = "Please report it, with this leaflet's file."
_ALL = (
    Rule("braille-file", "UEB 2.1", "It is not braille ASCII.", _HINT),
    Rule("braille-page", "UKAAF B009", "A page is larger than was asked for, or has not its number.", _HINT),
    Rule("braille-words", "DAPB1605 (2025)", "The words are not those of the leaflet.", _HINT),
    Rule("braille-headings", "UKAAF B009", "A heading does not stand apart, on a line of its own.", _HINT),
    Rule(
        "braille-contents", "UKAAF B009", "The contents, or a reference, name another page than the heading's.", _HINT
    ),
    Rule(
        "braille-print-pages",
        "UKAAF B004, 8",
        "Where a page of the print edition begins is not told, or told in another place.",
        _HINT,
    ),
    Rule(
        "braille-back",
        "DAPB1605 (2025)",
        "A figure, a unit, an address or a negation does not come back from the braille as it was written.",
        "Write it in another way, in words perhaps, or name another table in layouts/strings/.",
    ),
    Rule(
        "braille-proof-read",
        "UKAAF B009",
        "Words are to be looked at by whoever proof-reads the braille.",
        "Have it proof-read by somebody who reads braille, then: sign TOPIC --braille --role ROLE --name NAME.",
    ),
)
PEF = Rule("pef-file", "PEF 2008-1", "It is not PEF.", _HINT)
DOTS = Rule("dots-file", "SVG 2", "It is no picture of braille as the press draws it.", _HINT)
"""What the other two files of the same pages keep besides."""
RULES = {rule.id: rule for rule in _ALL}
_AGAIN = "Ask whoever made it to make it again."
_KINDS = {"brf": RULES["braille-file"], "pef": PEF, "dots": DOTS}
"""The rule that is broken by what is no such file, by the name of its reader."""
_SAID = RULES | {PEF.id: PEF, DOTS.id: DOTS}


class Fault(NamedTuple):
    """A rule that is broken, on which page (0: on none), by which words, and what is said of it besides."""

    rule: str
    page: int
    words: str
    besides: str = ""


def check(data: bytes, read: Callable[[bytes], Pages], manuscript: Manuscript, layout: Layout) -> tuple[Problem, ...]:
    """Every problem of a file of braille beside its manuscript. Raises Refused where liblouis is not there."""
    file = f"{manuscript.topic}/{manuscript.edition} (braille)"
    return tuple(
        Problem(
            fault.rule,
            Place(file, words=fault.words[:200], page=fault.page),
            " ".join(filter(None, (_SAID[fault.rule].finds, fault.besides))),
            _SAID[fault.rule].hint,
            Grade.WARNING if fault.rule == "braille-proof-read" else Grade.ERROR,
        )
        for fault in _faults(data, read, manuscript, layout)
    )


def check_alone(data: bytes, read: Callable[[bytes], Pages]) -> tuple[Problem, ...]:
    """Every problem that can be seen in a file of braille without its manuscript: nothing in it says by which table it
    was written, so that its words are not judged."""
    rule = _KINDS[read.__name__]
    try:
        pages = read(data)
        cells, lines = files.size(data) if read is pef else (MOST_CELLS[1], MOST_LINES[1])
    except ValueError as error:
        return (Problem(rule.id, Place("the braille", words=str(error)), rule.finds, _AGAIN),)
    faults = list(_sizes(pages, Braille(cells=cells, lines=lines)))
    if not any(line for page in pages for line in page):
        faults.append(Fault(rule.id, 0, "", "It has no cells."))
    eight = (number for number, page in enumerate(pages, 1) if not all(map(six_dots, page)))
    faults += [
        Fault("braille-file", number, "", "It has cells of eight dots, which no embosser has.") for number in eight
    ]
    return tuple(
        Problem(
            fault.rule,
            Place("the braille", words=fault.words, page=fault.page),
            fault.besides or f"A page is larger than {cells} cells by {lines} lines.",
            _AGAIN,
        )
        for fault in faults
    )


def _faults(data: bytes, read: Callable[[bytes], Pages], manuscript: Manuscript, layout: Layout) -> Iterator[Fault]:
    page = layout.braille or Braille()
    try:
        pages = read(data)
    except ValueError as error:
        yield Fault(_KINDS[read.__name__].id, 0, str(error))
        return
    yield from _sizes(pages, page)
    yield from (Fault("braille-page", number, "") for number in reading.headed(pages, page.cells))
    yield from _Reader(manuscript, layout).faults(list(reading.tokens(pages, page.cells)))


def _sizes(pages: Pages, page: Braille) -> Iterator[Fault]:
    for number, lines in enumerate(pages, 1):
        if len(lines) > page.lines:
            yield Fault("braille-page", number, f"{len(lines)} lines")
        yield from (Fault("braille-page", number, f"{len(line)} cells") for line in lines if len(line) > page.cells)


class _Reader:
    """Meets the words of a manuscript in a file."""

    def __init__(self, manuscript: Manuscript, layout: Layout) -> None:
        self.manuscript = manuscript
        self.tables = tables_of(manuscript.strings, layout)
        self.front = (*front_of_braille(manuscript), *told_of_braille(manuscript, layout))
        self.summary = tuple(filter(None, [plain(manuscript.summary)]))
        self.parts = [(plain(each.heading), _inner(each, manuscript)) for each in _all(manuscript.sections)]
        texts = [*self.front, manuscript.contents_heading, *self.summary]
        texts += [text for heading, inner in self.parts for text in (heading, *inner)]
        self.words = dict(zip(texts, liblouis.forward(texts, self.tables[0]), strict=True))

    def faults(self, tokens: Sequence[reading.Token]) -> Iterator[Fault]:
        walk = Walk(tokens, self._others())
        read: list[list[Word]] = []
        places: list[reading.Token | None] = []
        try:
            named = self._walked(walk, read, places)
        except Astray as astray:
            met = astray.met
            yield Fault("braille-words", met.page if met else 0, astray.word, met.cells if met else "It ends there.")
            return
        if walk.at < len(tokens):
            yield Fault("braille-words", tokens[walk.at].page, "", f"After its end stands {tokens[walk.at].cells}.")
        headings = [place for place in places if place]
        for (heading, _), place in zip(self.parts, headings, strict=True):
            if not (place.first and place.clear):
                yield Fault("braille-headings", place.page, heading)
        for (heading, _), place, page in zip(self.parts, headings, named or [at.page for at in headings], strict=True):
            if place.page != page:
                yield Fault("braille-contents", place.page, heading)
        homes = {each.id: place.page for each, place in zip(_all(self.manuscript.sections), headings, strict=True)}
        for target, page in pages_named(self.manuscript):
            if homes.get(target, page) != page:
                yield Fault("braille-contents", page, target, f"It is on page {homes[target]}.")
        yield from self._turns(walk)
        if walk.labels != self._labels():
            yield Fault("braille-words", 0, "", "The numbers of items are others.")
        for found in proof.faults(read, self.tables, self.manuscript.strings):
            if found[0] != "braille-proof-read" or not self.manuscript.proof_read:
                yield Fault(*found)

    def _walked(self, walk: Walk, read: list[list[Word]], places: list[reading.Token | None]) -> list[int]:
        """Go through all of it; gives the pages that the contents name. Raises Astray."""
        read.extend(walk.passage(self.words[text])[0] for text in self.front)
        named = []
        heading = self.words[self.manuscript.contents_heading]
        if len(self.manuscript.sections) > 1 or walk.ahead(heading):
            walk.passage(heading)
            named = [walk.entry(self.words[part]) for part, _ in self.parts]
        walk.count_anew()
        read.extend(walk.passage(self.words[text])[0] for text in self.summary)
        for part, inner in self.parts:
            words, place = walk.passage(self.words[part])
            read.append(words)
            places.append(place)
            read += [walk.passage(self.words[text])[0] for text in inner]
        return named

    def _turns(self, walk: Walk) -> Iterator[Fault]:
        """The pages of the print edition that begin elsewhere than the file tells."""
        told = {(token.page, token.line): token.turn for token in walk.tokens if token.turn}
        wanted: dict[tuple[int, int], int] = {}
        for at, page in print_turns(self.manuscript):
            if token := next((each for count, each in walk.met if count >= at), None):
                wanted[token.page, token.line] = page
        for place in sorted(told.keys() | wanted.keys()):
            if told.get(place) != wanted.get(place):
                begins = f"Page {wanted[place]} begins there." if place in wanted else ""
                named = f"Page {told[place]} is told there." if place in told else ""
                yield Fault("braille-print-pages", place[0], "", " ".join(filter(None, (begins, named))))

    def _others(self) -> dict[str, list[tuple[str, ...]]]:
        """By the text of a word, how it may be written besides: letter by letter, and by the table of signs."""
        texts = list(dict.fromkeys(word.text for words in self.words.values() for word in words))
        found: dict[str, list[tuple[str, ...]]] = {text: [] for text in texts}
        for table in dict.fromkeys(self.tables[1:]):
            for text, words in zip(texts, liblouis.forward(texts, table), strict=True):
                found[text].append(tuple(cells for word in words for cells in word.cells.split(BLANK)))
        return found

    def _labels(self) -> list[str]:
        labels = [f"{number}." for section in self.manuscript.sections for number in _numbers(section)]
        return [word.cells for words in liblouis.forward(labels, self.tables[0]) for word in words]


def _all(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.sections)


def _inner(section: Section, manuscript: Manuscript) -> tuple[str, ...]:
    """The texts under a heading, without those of the sections within."""
    _, *texts = section_texts(replace(section, sections=()), manuscript.strings)
    return tuple(text for text in texts if text)


def _numbers(section: Section) -> Iterator[int]:
    """The numbers of items, in the order in which they are met."""
    yield from _of_blocks(section.blocks)
    for inner in section.sections:
        yield from _numbers(inner)


def _of_blocks(blocks: Blocks) -> Iterator[int]:
    for block in blocks:
        match block:
            case List(items, numbered, start):
                for number, item in enumerate(items, start):
                    if numbered:
                        yield number
                    yield from _of_blocks(item.blocks)
            case Description(entries):
                for entry in entries:
                    yield from _of_blocks(entry.blocks)
            case Box():
                yield from _of_blocks(block.blocks)
            case _:
                pass


TABLE = "en-ueb-g2.ctb"
"""By what a stranger's braille is read: nothing in it says by which table it was written."""


def speech(pages: Pages) -> Speech:
    """What braille says, taken for contracted English. Raises ValueError where liblouis cannot be asked."""
    lines = [line.strip(BLANK) for page in pages for line in page]
    try:
        said = liblouis.backward([[Word("", line)] for line in lines if line], TABLE)
    except Refused as refused:
        raise ValueError(refused.problems[0].message) from None
    turns = [reading.turned(line) for line in lines if line]
    nodes = tuple(
        Node(Role.PARAGRAPH, (f"Print page {turn}" if turn else words,))
        for (words,), turn in zip(said, turns, strict=True)
    )
    return Speech(str(nodes[0].kids[0]) if nodes else "", "en", nodes)
