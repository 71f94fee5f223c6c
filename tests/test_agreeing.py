"""The formats say one thing: e-book, web page, text, recording and braille have the words of print, in its order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from press.layout import AS_IT_IS, Layout
from press.manuscript import Manuscript, certify, section_texts
from press.manuscript.paper import without_targets
from press.model import Block, Box, Description, Edition, Leaflet, List, Section, Table
from press.pipeline import Job, making
from tests.test_leaflets import EDITIONS, LAYOUTS, LIBRARY

PRINT: Layout = LAYOUTS["a4"].read(AS_IT_IS, engine="typst")
OTHERS = {"web": "html", "epub": "epub", "talking-book": "epub", "text": "txt", "audio": "mp3", "data": "json"}


def said(edition: Edition, layout: Layout, name: str) -> Manuscript:
    """The words that a document is made of, without where links lead: its check holds the file against them."""
    (script,) = making._scripts(Job(Leaflet(edition), layout, name))
    return without_targets(script)


def sections(of: Sequence[Section]) -> Iterator[Section]:
    for section in of:
        yield replace(section, sections=())
        yield from sections(section.sections)


def tabled(blocks: Sequence[Block]) -> bool:
    for block in blocks:
        match block:
            case Table():
                return True
            case Box():
                inner = tabled(block.blocks)
            case List(items) | Description(items):
                inner = any(tabled(item.blocks) for item in items)
            case _:
                inner = False
        if inner:
            return True
    return False


def words(section: Section, script: Manuscript) -> list[str]:
    return " ".join(section_texts(section, script.strings)).split()


def agree(script: Manuscript, printed: Manuscript) -> None:
    """Section by section; a table that is a list names its columns at each cell, and leaves nothing out."""
    bare = [list(replace(each, parts=()).texts()) for each in (script, printed)]
    assert bare[0] == bare[1]
    for one, other in zip(sections(script.sections), sections(printed.sections), strict=True):
        own, wanted = words(one, script), words(other, printed)
        if tabled(other.blocks) and own != wanted:
            found, needed = (Counter(word.rstrip(":") for word in each) for each in (own, wanted))
            assert needed <= found
            assert set(found) <= set(needed)
        else:
            assert own == wanted


@pytest.mark.parametrize("of", EDITIONS)
def test_every_format_says_the_words_of_print(of: object) -> None:
    for edition in (each for each in LIBRARY.editions if each is of):
        printed = said(edition, PRINT, "pdf")
        for layout, name in OTHERS.items():
            script = said(edition, LAYOUTS[layout].read(AS_IT_IS, engine="typst"), name)
            agree(script, printed)
            if not any(tabled(section.blocks) for section in sections(printed.sections)):
                assert certify(script) == certify(printed)


@pytest.mark.referee
@pytest.mark.parametrize("of", EDITIONS)
def test_braille_says_the_words_of_print(of: object) -> None:
    for edition in (each for each in LIBRARY.editions if each is of):
        braille = LAYOUTS["braille"].read(AS_IT_IS, engine="typst")
        agree(said(edition, braille, "brf"), said(edition, PRINT, "pdf"))
