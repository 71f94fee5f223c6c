"""The same words as the leaflet, in the same order and the same languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import TypeVar

from press.checks.word.file import Element, Rule, WordFile, below, on, r, said, text_of, value, w, wp
from press.manuscript import credit_line
from press.model import Figure, Foreign, Link, TopicReference, plain

_MOST = 5
"""The number of differences that are worth reading."""
_ADDED = "page reference"
"""The style of page numbers behind a link, which no manuscript has."""
_Node = TypeVar("_Node")


def _read(file: WordFile) -> list[str]:
    """The words of the body as they are read out; contents and page numbers apart."""
    paragraphs = (paragraph for paragraph in file.paragraphs if not paragraph.listed)
    return [word for paragraph in paragraphs for word in _split("".join(_pieces(file, paragraph.element)))]


def _pieces(file: WordFile, paragraph: Element) -> Iterator[str]:
    for run in below(paragraph, "r"):
        if file.names.get(value(run.find(f"{w('rPr')}/{w('rStyle')}"))) == _ADDED:
            continue
        yield text_of(run)
        yield from (f" {drawing.get('descr', '')} " for drawing in run.iter(wp("docPr")))


def _split(text: str) -> list[str]:
    """Words; a no-break space is part of one, so that what it ties is compared too."""
    return [word for word in re.split(r"[ \t\n]+", text) if word]


def _all(file: WordFile, kind: type[_Node]) -> Iterator[_Node]:
    """Everything of a kind in the manuscript, in reading order."""
    manuscript = file.manuscript
    return _within((manuscript.title, manuscript.subtitle, manuscript.summary, manuscript.sections), kind, file)


def _within(node: object, kind: type[_Node], file: WordFile) -> Iterator[_Node]:
    if isinstance(node, kind):
        yield node
    inner: Iterable[object] = ()
    if isinstance(node, tuple):
        inner = node
    elif isinstance(node, Figure):
        # Its long description is a section of its own.
        inner = (node.caption, credit_line(node, file.manuscript.strings))
    elif hasattr(node, "__slots__"):
        inner = (getattr(node, name) for name in node.__slots__)
    for each in inner:
        yield from _within(each, kind, file)


def _differing(file: WordFile) -> Iterable[str]:
    read = _read(file)
    wanted = [word for text in file.manuscript.texts() for word in _split(text)]
    if read == wanted:
        return []
    changes = SequenceMatcher(None, wanted, read, autojunk=False).get_opcodes()
    differences = [
        f"“{' '.join(wanted[a:b])}” became “{' '.join(read[c:d])}”" for kind, a, b, c, d in changes if kind != "equal"
    ]
    return differences[:_MOST]


def _spoken(file: WordFile) -> Iterator[tuple[str, str]]:
    """The language of each run that is not in the document's, with its words."""
    for run in file.runs:
        language = said(run.properties, "lang", "bidi" if on(run.properties, "rtl") else "val")
        if language != file.manuscript.language and run.text.strip():
            yield language, run.text.strip()


def _foreign(file: WordFile) -> Iterable[str]:
    def letters(pairs: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
        return Counter((language, letter) for language, words in pairs for letter in words if not letter.isspace())

    wanted = letters((found.language, plain(found.words)) for found in _all(file, Foreign))
    found = letters(_spoken(file))
    languages = {language for language, _ in (wanted - found) + (found - wanted)}
    return (f"the words in {language or 'no language'}" for language in sorted(languages))


def _addresses(file: WordFile) -> Iterable[str]:
    """Links that leave the document: the same words to the same addresses."""
    relations = file.relations("word/document.xml")
    found = Counter(
        (text_of(link), relations[key].target)
        for link in below(file.document, "hyperlink")
        if (key := link.get(r("id"), "")) in relations
    )
    wanted = Counter((plain(link.words), link.address) for link in _all(file, Link))
    wanted += Counter((plain(link.words), link.online) for link in _all(file, TopicReference) if link.online)
    return (f"{words} ({address})" for words, address in (wanted - found) + (found - wanted))


def _contents(file: WordFile) -> Iterable[str]:
    """Each entry of the contents is the heading that it leads to, and they are in its order."""
    headings: dict[str, tuple[int, str]] = {}
    for paragraph in file.paragraphs:
        for mark in below(paragraph.element, "bookmarkStart"):
            headings[value(mark, "name")] = (len(headings), paragraph.text.strip())
    entries = [link for contents in below(file.document, "sdt") for link in below(contents, "hyperlink")]
    last = -1
    for entry in entries:
        place, heading = headings.get(value(entry, "anchor"), (-1, ""))
        if place <= last or not text_of(entry).startswith(heading):
            yield text_of(entry)
        last = place


_SAME = "UKAAF; NHS Accessible Information Standard (DAPB1605)"
_WRITER = "The Word writer is at fault, or the file was changed by hand: make it again."

RULES = (
    Rule("word-words", _SAME, "The words are not those of the leaflet.", _WRITER, _differing),
    Rule(
        "word-foreign", "WCAG 3.1.2", "Words in another language are not marked as in the leaflet.", _WRITER, _foreign
    ),
    Rule("word-address", _SAME, "A link does not lead where the leaflet's does.", _WRITER, _addresses),
    Rule("word-contents", "WCAG 2.4.5", "The contents do not name the headings in their order.", _WRITER, _contents),
)
