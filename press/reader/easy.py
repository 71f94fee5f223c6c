"""An edition in Easy Read: its rules, and what it may lack of the edition that it tells.

Each sentence stands beside a picture, or is marked as without:

    ![](figure:telephone)

    Call the helpline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from press.model import Edition, Figure, Segment, Untold
from press.problems import Grade, nearest
from press.prose import forms
from press.prose.blocks import FIGURE, PASSAGE, content
from press.prose.markdown import Node, bare
from press.reader import borrowed
from press.reader.amounts import Amount, told
from press.reader.record import Record
from press.reader.sections import SectionText
from press.reader.shared import Shared
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
    shared = [(name, segment) for name, text in _texts(edition) for segment in borrowed.of_passage(name, text)]
    for name, segment in (*(("", segment) for segment in script.segments), *shared):
        if segment.kind not in _READ:
            continue
        pictured, where = segment.kind != "summary", f"In the passage `{name}` of library.yaml: " if name else ""
        for hard in easy.hard(bare(segment.text), edition.language, explained, beginner, pictured=pictured):
            grade, message = Grade.ERROR if hard.certain else Grade.WARNING, f"{where}{hard.message}"
            record.value.fault(hard.rule, message, hard.hint, words=hard.words, line=segment.line, grade=grade)
    for part in parts:
        _check_pictured(part, part.draft.nodes)


def _texts(edition: Edition) -> Iterator[tuple[str, str]]:
    """The passages of the library that stand in an edition, by their ids."""
    yield from ((passage.id, passage.text) for passage in edition.passages)


def lent(original: Script | None, shared: Shared) -> dict[str, str]:
    """The passages of the library that stand in the edition that is told, as they are today, by their ids."""
    sections = _items(original.value, "sections") if original and original.value else []
    bodies = [found for section in sections if section.mapping and (found := section.mapping.get("body"))]
    names = dict.fromkeys(name for body in bodies for name in PASSAGE.findall(body.scalar or ""))
    return {name: passage.text for name in names if (passage := shared.passages.get(name))}


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


def untold(
    record: Record, edition: Edition, script: Script, original: Script | None, shared: Shared
) -> Iterator[Untold]:
    """The facts of the edition that it tells, of which a person has to say that its readers have what they need."""
    if not original or not original.value:
        message = "There is no edition of this name in the same language that this could tell in Easy Read."
        record.value.fault("easy-source", message, "Name the file after the edition that it tells.")
        return
    yield from _sections(record, original.value)
    here, there = dict(_texts(edition)), lent(original, shared.spoken(original.language))
    own = (*script.segments, *_segments(here))
    facts = (*original.segments, *_segments({name: text for name, text in there.items() if here.get(name) != text}))
    yield from _numbers(edition, own, facts, original.language)
    yield from (Untold("warning", _short(each.text)) for each in facts if each.warns)
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


def _segments(passages: Mapping[str, str]) -> Iterator[Segment]:
    for name, text in passages.items():
        yield from borrowed.of_passage(name, text)


def _numbers(edition: Edition, own: Iterable[Segment], facts: Iterable[Segment], language: str) -> Iterator[Untold]:
    here = [told(bare(segment.text), edition.language) for segment in own]
    amounts = [amount for each in here for amount in each.amounts]
    exact = {number for each in here for number in each.exact} | {
        number for contact in edition.contacts for number in told(contact.phone, edition.language).exact
    }
    spelled = {value for each in here for value in each.spelled}
    for segment in facts:
        there = told(bare(segment.text), language)
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
