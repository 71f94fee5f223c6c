"""An edition in Easy Read: its rules, and what it may lack of the edition that it tells.

Each sentence stands beside a picture, or is marked as without:

    ![](figure:telephone)

    Call the helpline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from press.model import Edition, Figure, Untold
from press.problems import Grade, nearest
from press.prose import forms
from press.prose.blocks import FIGURE, content
from press.prose.markdown import Node, bare
from press.reader.amounts import Amount, told
from press.reader.record import Record
from press.reader.sections import SectionText
from press.reader.topics import Script
from press.source import Value, folded

NONE = "none"
"""The id of no figure: what stands behind it is meant to have none."""
WIDTH = 30
"""Of a picture beside a sentence, in millimetres."""
_READ = frozenset({"paragraph", "item", "summary"})
"""The kinds of segments that are sentences."""
_MOST_WORDS = 120
"""In characters, of what a question quotes."""


def check(record: Record, edition: Edition, parts: Sequence[SectionText], script: Script) -> None:
    """Report what is hard to read, and sentences without a picture."""
    from press.content import easy  # the library behind it is slow to load
    from press.content.readability.wording import Beginner

    explained = frozenset(entry.term.casefold() for entry in edition.glossary)
    beginner = Beginner()
    for segment in script.segments:
        if segment.kind not in _READ:
            continue
        pictured = segment.kind != "summary"
        for hard in easy.hard(bare(segment.text), edition.language, explained, beginner, pictured=pictured):
            grade = Grade.ERROR if hard.certain else Grade.WARNING
            record.value.fault(hard.rule, hard.message, hard.hint, words=hard.words, line=segment.line, grade=grade)
    for part in parts:
        _check_pictured(part, part.draft.nodes)


def placed(drawn: Mapping[str, Figure | None]) -> dict[str, Figure | None]:
    """The figures of an edition in Easy Read: each beside its sentence; and none, where that is said."""
    beside = {name: figure and replace(figure, beside=True, widest=WIDTH) for name, figure in drawn.items()}
    return {**beside, NONE: None}


def _check_pictured(part: SectionText, nodes: Sequence[Node]) -> None:
    """Each paragraph and each list has a picture right before it."""
    pictured = False
    for node in nodes:
        shows = node.kind == "paragraph_open" and FIGURE.fullmatch(content(node))
        if node.kind == "box_open":
            _check_pictured(part, node.inside)
        elif node.kind != "heading_open" and not shows and not pictured:
            message = "No picture stands beside this."
            hint = f"Write `![](figure:id)` in a paragraph above it, or `![](figure:{NONE})` where none helps."
            words = bare(content(node)) if node.kind == "paragraph_open" else ""
            part.draft.passage.fault(node.row, "easy-picture", message, hint, words=words)
        pictured = bool(shows)


def untold(record: Record, edition: Edition, script: Script, original: Script | None) -> Iterator[Untold]:
    """The facts of the edition that it tells, of which a person has to say that its readers have what they need."""
    if not original or not original.value:
        message = "There is no edition of this name in the same language that this could tell in Easy Read."
        record.value.fault("easy-source", message, "Name the file after the edition that it tells.")
        return
    yield from _sections(record, original.value)
    yield from _numbers(edition, script, original)
    yield from (Untold("warning", _short(each.text)) for each in original.segments if each.warns)
    named = {contact.id for contact in edition.contacts}
    for value in _items(original.value, "contacts"):
        if value.scalar and value.scalar not in named:
            yield Untold("contact", value.scalar)


def _sections(record: Record, original: Value) -> Iterator[Untold]:
    """The sections of the other edition that this one does not say to tell."""
    there = {}
    for section in _items(original, "sections"):
        of = section.mapping or {}
        heading = folded(of["heading"].scalar or "") if "heading" in of else ""
        there[(of["id"].scalar or "") if "id" in of else forms.slug(heading)] = heading
    told_here = {value.text(): value for value in record.items("tells")}
    for name, value in told_here.items():
        if name not in there:
            message = f"The other edition has no section `{name}`."
            value.fault("easy-tells", message, nearest(name, there), words=name)
    yield from (Untold("section", heading) for name, heading in there.items() if name not in told_here)


def _numbers(edition: Edition, script: Script, original: Script) -> Iterator[Untold]:
    here = [told(bare(segment.text), edition.language) for segment in script.segments]
    amounts = [amount for each in here for amount in each.amounts]
    exact = {number for each in here for number in each.exact} | {
        number for contact in edition.contacts for number in told(contact.phone, edition.language).exact
    }
    spelled = {value for each in here for value in each.spelled}
    for segment in original.segments:
        there = told(bare(segment.text), original.language)
        lacking = [each.words for each in there.amounts if not _has(amounts, each) and not each.values & spelled]
        for number in (*lacking, *(each for each in there.exact if each not in exact)):
            yield Untold("number", _short(segment.text), number)


def _has(amounts: Sequence[Amount], wanted: Amount) -> bool:
    return any(
        each.unit == wanted.unit and (each.values & wanted.values or each.values == wanted.values) for each in amounts
    )


def _items(value: Value, key: str) -> list[Value]:
    found = (value.mapping or {}).get(key)
    return found.sequence or [] if found else []


def _short(text: str) -> str:
    words = bare(text)
    return words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1]}…"
