"""Reads a finished plain text again: its words, its headings, its lines.

An independent witness: it knows the signs that stand before headings and items (`lines`), and the manuscript.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from press.checks.text import lines as reading
from press.manuscript import Manuscript, Rewriter
from press.model import Figure, Section, plain
from press.problems import Place, Problem, Rule
from press.speech import Node, Role, Speech

COLUMNS = 72
_HINT = "Please report it, with this leaflet's file."
_ALL = (
    Rule("text-encoding", "RFC 3629", "It is not UTF-8, or has signs that steer a program.", _HINT),
    Rule("text-words", "DAPB1605 (2025)", "The words are not those of the leaflet.", _HINT),
    Rule("text-headings", "WCAG 2.2, 1.3.1", "The headings are not those of the leaflet.", _HINT),
    Rule("text-columns", "RFC 5322, 2.1.1", "A line of several words is wider than 72 columns.", _HINT),
)
RULES = {rule.id: rule for rule in _ALL}
_STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_ISOLATES = re.compile("[\u2066-\u2069]")


def check(data: bytes, manuscript: Manuscript) -> tuple[Problem, ...]:
    """Every problem of a plain text, beside the manuscript that it was written from."""
    return tuple(
        Problem(rule, Place(f"{manuscript.topic}/{manuscript.edition} (plain text)", words=words[:80]), finds, _HINT)
        for rule, words in _faults(data, manuscript)
        for finds in [RULES[rule].finds]
    )


def speech(data: bytes) -> Speech:
    """What is read of a text, whoever wrote it. Raises ValueError where it is none."""
    nodes = tuple(reading.blocks(reading.decoded(data)))
    title = next((_said(node) for node in nodes if node.role is Role.HEADING), "")
    return Speech(title, "unknown", nodes)


def _faults(data: bytes, manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    """The rules that are broken, each with the words at which it is."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield "text-encoding", str(error)
        return
    if steering := _STEERING.search(text):
        yield "text-encoding", repr(steering[0])
    nodes = tuple(reading.blocks(_ISOLATES.sub("", text)))
    if found := _different(_ISOLATES.sub("", text), " ".join(_bracketed(manuscript).texts()).split()):
        yield "text-words", found
    rest = iter([(node.level, _said(node)) for node in nodes if node.role is Role.HEADING])
    for level, words in _headings(manuscript):
        if (level, words) not in rest:  # which goes on behind the one that was found
            yield "text-headings", words
            break
    for line in text.splitlines():
        if reading.width(line) > COLUMNS and " " in reading.bare(line):
            yield "text-columns", line


def _different(text: str, wanted: list[str]) -> str:
    """Where the words of a text first differ from those that are wanted, signs at the beginning of lines aside."""
    said = [(word, number == 0) for line in text.splitlines() for number, word in enumerate(line.split())]
    at = 0
    for number, (word, first) in enumerate(said):
        if at < len(wanted) and word == wanted[at]:
            at += 1
        elif not (first and reading.SIGN.fullmatch(word)):
            there = " ".join(each for each, _ in said[number : number + 6])
            return f"{there} (leaflet: {' '.join(wanted[at : at + 6])})"
    return f"(leaflet: {' '.join(wanted[at : at + 6])})" if at < len(wanted) else ""


def _headings(manuscript: Manuscript) -> Iterator[tuple[int, str]]:
    """The headings of sections, each with its level; those of boxes stand between them."""
    yield 1, _flat(plain(manuscript.title))
    for section in manuscript.sections:
        yield from _within(section, 2)


def _within(section: Section, level: int) -> Iterator[tuple[int, str]]:
    yield level, _flat(plain(section.heading))
    for inner in section.sections:
        yield from _within(inner, level + 1)


def _bracketed(manuscript: Manuscript) -> Manuscript:
    """The manuscript with what pictures show in brackets."""
    hand, clinic = _Brackets(), manuscript.clinic
    parts = tuple(replace(part, section=hand.section(part.section)) for part in manuscript.parts)
    if clinic and clinic.logo_alt:
        clinic = replace(clinic, logo_alt=f"[{clinic.logo_alt}]")
    logo_alt = f"[{manuscript.logo_alt}]" if manuscript.logo_alt else ""
    return replace(manuscript, parts=parts, clinic=clinic, logo_alt=logo_alt)


class _Brackets(Rewriter):
    def figure(self, figure: Figure) -> Figure:
        figure = super().figure(figure)
        return replace(figure, alt=f"[{figure.alt}]") if figure.alt else figure


def _said(node: Node) -> str:
    """The words of a node, the signs before items aside."""
    return _flat(" ".join(_said(kid) if isinstance(kid, Node) else kid for kid in node.kids))


def _flat(words: str) -> str:
    return " ".join(words.split())
