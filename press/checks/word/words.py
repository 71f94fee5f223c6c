"""The same words as the leaflet, in the same order and the same languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TypeVar

from press.checks.word.file import Element, Rule, WordFile, below, even, on, property_of, r, text_of, value, w, wp
from press.manuscript import credit_line
from press.model import Abbreviation, Figure, Foreign, Link, Text, TopicReference, plain

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
    """The text of a paragraph's runs and pictures; a page reference is left out if it is just that."""
    strings = file.manuscript.strings
    ways = (re.escape("".join(strings.see_page(within=within))) for within in (False, True))
    reference = "|".join(ways).replace(re.escape("{page}"), r"\d+")
    for added, runs in groupby(below(paragraph, "r"), lambda run: _style(file, run) == _ADDED):
        text = "".join(map(_heard, runs))
        if not (added and re.fullmatch(reference, text)):
            yield text


def _style(file: WordFile, run: Element) -> str:
    return file.names.get(value(run.find(f"{w('rPr')}/{w('rStyle')}")), "")


def _heard(run: Element) -> str:
    return text_of(run) + "".join(f" {picture.get('descr', '')} " for picture in run.iter(wp("docPr")))


def _split(text: str) -> list[str]:
    """Words; a no-break space is part of one, so that what it ties is compared too."""
    return [word for word in re.split(r"[ \t\n]+", even(text)) if word]


def _content(file: WordFile) -> tuple[object, ...]:
    manuscript = file.manuscript
    return manuscript.reach, manuscript.title, manuscript.subtitle, manuscript.summary, manuscript.sections


def _all(file: WordFile, kind: type[_Node]) -> Iterator[_Node]:
    """Everything of a kind in the manuscript, in reading order."""
    return _within(_content(file), kind, file)


def _within(node: object, kind: type[_Node], file: WordFile) -> Iterator[_Node]:
    if isinstance(node, kind):
        yield node
    for inner in _inside(node, file):
        yield from _within(inner, kind, file)


def _inside(node: object, file: WordFile) -> Iterable[object]:
    """What a value of the model consists of."""
    if isinstance(node, tuple):
        return node
    if isinstance(node, Figure):
        # Its long description is a section of its own.
        return (node.caption, credit_line(node, file.manuscript.strings))
    return (getattr(node, field.name) for field in fields(node)) if is_dataclass(node) else ()


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
    """The language and the text of each run that is not in the document's."""
    for run in file.runs:
        language = property_of(run.properties, "lang", "bidi" if on(run.properties, "rtl") else "val")
        if language != file.manuscript.language:
            yield language, run.text


def _to_speak(node: object, language: str, file: WordFile) -> Iterator[tuple[str, str]]:
    """The same, as the manuscript has it."""
    if isinstance(node, Text | Abbreviation):
        yield language, node.text
    inner = node.language if isinstance(node, Foreign) else language
    for each in _inside(node, file):
        yield from _to_speak(each, inner, file)


def _foreign(file: WordFile) -> Iterable[str]:
    def letters(pairs: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
        return Counter((language, letter) for language, words in pairs for letter in words if not letter.isspace())

    own = file.manuscript.language
    found = letters(_spoken(file))
    wanted = letters(pair for pair in _to_speak(_content(file), own, file) if pair[0] != own)
    languages = {language for language, _ in (wanted - found) + (found - wanted)}
    return (f"the words in {language or 'no language'}" for language in sorted(languages))


def _addresses(file: WordFile) -> Iterable[str]:
    """Links that leave the document: the same words to the same addresses."""
    relations = file.relations(file.main)
    found = Counter(
        (text_of(link), relations[key].target)
        for link in below(file.document, "hyperlink")
        if (key := link.get(r("id"), "")) in relations
    )
    wanted = Counter((even(plain(link.words)), link.address) for link in _all(file, Link))
    wanted += Counter((even(plain(link.words)), link.online) for link in _all(file, TopicReference) if link.online)
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
_WRITER = "Make the file again, if it was changed by hand; if it was not, report it."

RULES = (
    Rule("word-words", _SAME, "The words are not those of the leaflet.", _WRITER, _differing, compares=True),
    Rule(
        "word-foreign",
        "WCAG 3.1.2",
        "Words in another language are not marked as in the leaflet.",
        _WRITER,
        _foreign,
        compares=True,
    ),
    Rule("word-address", _SAME, "A link does not lead where the leaflet's does.", _WRITER, _addresses, compares=True),
    Rule("word-contents", "WCAG 2.4.5", "The contents do not name the headings in their order.", _WRITER, _contents),
)
