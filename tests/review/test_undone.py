"""Whatever is edited is reported, and undoing what is reported gives the old edition back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from press.model import (
    Block,
    Blocks,
    Box,
    BoxKind,
    Contact,
    Credit,
    Description,
    Difference,
    Edition,
    Emphasis,
    Entry,
    Figure,
    GlossaryEntry,
    Inline,
    Item,
    Leaflet,
    Link,
    List,
    Owner,
    Paragraph,
    PartialDate,
    Reference,
    RelatedTopic,
    Review,
    Section,
    Status,
    Strong,
    Table,
    Term,
    Text,
    TranslatedFrom,
    Words,
)
from press.pictures import qr_code
from press.review.changes import Comparison, compare
from press.review.changes.passages import Flat, flatten
from tests.review.test_changes import strings

SENTENCES = ("Take 5 mg.", "Take 10 mg.", "Rest.", "Do not drive.", "Ask us first.", "Use ice on the knee for an hour.")


class Unit(NamedTuple):
    """A section of one edition: its id, heading and depth, and its lines with how each is set."""

    id: str
    heading: str
    depth: int
    lines: list[tuple[Any, ...]]


def laid_out(flat: Flat) -> list[Unit]:
    found = [Unit(unit.id, unit.heading, len(unit.path), []) for unit in flat.units]
    for line in flat.lines():
        each = line.passage
        if not line.heads:
            found[line.unit].lines.append((line.text, line.at == 0, each.style, each.within, each.of, each.slot))
    return found


def undone(new: Flat, told: list[Mapping[str, Any]]) -> list[Unit]:
    """The old edition, made of the new one and of what was told of their differences as JSON."""
    units = laid_out(new)
    sections = [change for change in told if change["topic"] == "sections"]
    lines = [change for change in told if change["topic"] != "sections"]
    came = {change["new"]["unit"] for change in sections if change["how"] == "added"}
    gone = {change["old"]["unit"]: change for change in sections if change["how"] == "removed"}
    moved = {change["new"]["unit"]: change["old"]["unit"] for change in sections if change["how"] == "moved"}
    stayed = [number for number in range(len(units)) if number not in came and number not in moved]
    where = {old: new for new, old in moved.items()}
    for place in range(len(units) - len(came) + len(gone)):
        if place not in gone and place not in where:
            where[place] = stayed.pop(0)
    assert not stayed
    found = []
    for place in sorted([*gone, *where]):
        if place in gone:
            found.append(gone_unit(gone[place]))
        else:
            found.append(unit_as_it_was(place, where[place], units[where[place]], sections, lines))
    return found


def gone_unit(change: Mapping[str, Any]) -> Unit:
    """A section that was removed: its lines are told as passages."""
    said = [(each["text"], each["style"], each["within"], each["of"], each["slot"]) for each in change["passages"]]
    return Unit(change["old"].get("of", ""), change["was"], -1, [each for each in said if not heads(each)])


def heads(said: tuple[str, ...]) -> bool:
    return said[1].startswith("Heading")


def passages(unit: Unit) -> list[tuple[str, ...]]:
    """The lines of a section put together to passages."""
    found: list[tuple[str, ...]] = []
    for text, starts, *look in unit.lines:
        before = "" if starts else f"{found.pop()[0]} "
        found.append((f"{before}{text}", *look))
    return found


def unit_as_it_was(
    old: int, new: int, unit: Unit, sections: list[Mapping[str, Any]], lines: list[Mapping[str, Any]]
) -> Unit:
    for change in sections:
        if change["how"] in ("renamed", "changed") and change["new"]["unit"] == new:
            level = change["detail"].partition("heading level: ")[2].partition(" → ")[0]
            unit = unit._replace(
                heading=change["was"], id=change["old"].get("of", ""), depth=int(level) - 1 if level else unit.depth
            )
    away = {change["new"]["place"] for change in lines if change["new"] and change["new"]["unit"] == new}
    back = {change["old"]["place"]: change for change in lines if change["old"] and change["old"]["unit"] == old}
    shift = 0 if new == 0 else 1  # the heading is a line too
    kept: list[tuple[Any, ...]] = []
    parted = False
    for place, line in enumerate(unit.lines):
        parted = parted or line[1]
        if place + shift not in away:
            kept.append((line[0], parted, *line[2:]))
            parted = False
    return unit._replace(lines=merged(kept, back, shift))


def merged(kept: list[tuple[Any, ...]], back: dict[int, Mapping[str, Any]], shift: int) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    goes_on: bool | None = None
    for place in range(shift, len(kept) + len([each for each in back if each >= shift]) + shift):
        if place in back:
            spot = back[place]["old"]
            look = [spot.get(name, "") for name in ("style", "within", "of", "slot")]
            found.append((back[place]["was"], spot["line"] == 0, *look))
            goes_on = spot["line"] + 1 < spot["lines"]
        else:
            text, starts, *look = kept.pop(0)
            found.append((text, starts if goes_on is None else not goes_on, *look))
            goes_on = None
    assert not kept
    return found


def check(old: Edition, new: Edition) -> Comparison:
    """That all that differs is told, and that it can be undone."""
    found = compare(old, new, strings())
    before, after = flatten(old, strings()), flatten(new, strings())
    told = json.loads(found.json())["changes"]
    back = undone(after, told)
    for was, now in zip(laid_out(before), back, strict=True):
        assert (was.id, was.heading) == (now.id, now.heading)
        if now.depth < 0:
            assert passages(was) == now.lines
        else:
            assert (was.depth, was.lines) == (now.depth, now.lines)
    if old != new:
        assert told
    return found


# Random editions, and random edits of them

TEXT = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)


@st.composite
def words(draw: DrawFn) -> Words:
    text = Text(draw(TEXT))
    address = draw(st.sampled_from(("tel:1", "tel:2")))
    marked: tuple[Inline, ...] = (Strong((text,)), Emphasis((text,)), Link((text,), address), Term((text,), "lymph"))
    kind = draw(st.integers(0, 7))
    return (marked[kind], Text(" "), Text(draw(TEXT))) if kind < len(marked) else (text,)


@st.composite
def block(draw: DrawFn, depth: int = 2) -> Block:
    kind = draw(st.sampled_from(("text", "text", "list", "terms", "table", "box", "figure")))
    if kind == "list" and depth:
        items = st.lists(st.builds(Paragraph, words()) | block(depth=0), min_size=1, max_size=2).map(tuple)
        found = draw(st.lists(items.map(Item), min_size=1, max_size=3))
        numbered = draw(st.booleans())
        return List(tuple(found), numbered, draw(st.integers(1, 2)) if numbered else 1)
    if kind == "terms":
        entries = st.builds(Entry, words(), st.lists(st.builds(Paragraph, words()), min_size=1, max_size=2).map(tuple))
        return Description(tuple(draw(st.lists(entries, min_size=1, max_size=2))))
    if kind == "table":
        row = st.tuples(words(), words())
        return Table(draw(words()), draw(row), tuple(draw(st.lists(row, min_size=1, max_size=3))))
    if kind == "box" and depth:
        box = draw(st.sampled_from(BoxKind))
        inside = tuple(draw(st.lists(block(depth=0), min_size=1, max_size=2)))
        return Box(box, draw(words()), inside, draw(words()) if box is BoxKind.QUOTE else ())
    if kind == "figure":
        return draw(figures())
    return Paragraph(draw(words()))


@st.composite
def figures(draw: DrawFn) -> Figure:
    picture = qr_code(draw(st.sampled_from(("https://example.org/1", "https://example.org/2"))))
    credit = Credit(draw(words()), draw(st.sampled_from(("", "CC BY"))))
    more: dict[str, Any] = {"caption": draw(words()), "credit": draw(st.sampled_from((None, credit)))}
    more |= {"review": draw(st.sampled_from((None, PartialDate(2027)))), "widest": draw(st.sampled_from((0, 40)))}
    return Figure(draw(st.sampled_from(("one", "two"))), picture, draw(TEXT), **more)


BLOCKS = st.lists(block(), max_size=3).map(tuple)


@st.composite
def section(draw: DrawFn, depth: int = 1) -> Section:
    inner = draw(st.lists(section(depth=depth - 1), max_size=1)) if depth else []
    heading = (Text(draw(st.sampled_from(("One", "Two", "Side effects")))),)
    return Section(draw(one_of("s-one", "s-two", "s-three", "s-four")), heading, draw(BLOCKS), tuple(inner))


def one_of(*values: Any) -> SearchStrategy[Any]:
    return st.sampled_from(values)


def some(strategy: SearchStrategy[Any], most: int = 2) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


DAY = one_of(PartialDate(2024), PartialDate(2025, 6))
CONTACT = st.builds(
    Contact,
    id=one_of("a", "b"),
    name=one_of("Ann", "Bob"),
    description=words(),
    phone=one_of("01632 960 001", "01632 960 002"),
    hours=one_of("", "9am to 4pm"),
    email=one_of("", "a@example.org"),
    url=one_of("", "https://example.org"),
    checked=st.none() | DAY,
)
REVIEW = st.builds(Review, st.sampled_from(Status), DAY, DAY, one_of("", "Lead"), some(words(), 1))
FIELDS: dict[str, SearchStrategy[Any]] = {
    "title": TEXT,
    "subtitle": st.just("") | TEXT,
    "summary": words(),
    "language": one_of("en", "en-GB"),
    "review": REVIEW,
    "publisher": one_of("Us", "Them"),
    "publisher_address": some(one_of("1 High Street", "Anytown")),
    "sections": some(section(), 3),
    "keywords": some(one_of("x", "y", "z")),
    "glossary": some(words(), 1).map(lambda found: tuple(GlossaryEntry("lymph", "lymph", each) for each in found)),
    "abbreviations": some(st.tuples(st.just("LO"), one_of("long one", "long two")), 1),
    "contacts": some(CONTACT),
    "related": some(st.builds(RelatedTopic, one_of("hip", "toe"), TEXT, one_of("", "https://example.org/h"))),
    "references": some(st.builds(Reference, words(), one_of("", "https://www.example.org/r"))),
    "alternative_formats": st.just(()) | words(),
    "online": one_of("", "https://example.org/x"),
    "waivers": one_of((), (("print-edge", "Because."),)),
    "owner": st.none() | st.builds(Owner, one_of("Ward sister", "Pharmacist"), one_of("a@example.org", "Ward 4")),
    "source": st.none() | st.builds(TranslatedFrom, one_of("2024", "2025-06"), one_of("en", "cy"), st.just(())),
    "differences": one_of((), (Difference("two", "So it is said."),)),
}
"""Everything of an edition that may differ, each with what it may be."""


def facts() -> SearchStrategy[dict[str, Any]]:
    """A value for each field of an edition."""
    return st.fixed_dictionaries(FIELDS)


def test_every_field_of_an_edition_is_tried() -> None:
    """But for its name and place, what follows from its siblings and the library, what people said of its words, and
    how a voice says them."""
    apart = {"topic", "name", "standing", "translated", "signatures", "answers", "comments", "file"}
    apart |= {"behind", "behind_printed", "contacts_apart", "untold", "lexicon"}
    apart |= {"publisher_id", "passages", "passages_apart", "as_signed"}
    assert {field.name for field in fields(Edition)} - apart == set(FIELDS)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(facts(), facts(), st.data())
def test_any_edit_of_any_edition_is_told_and_can_be_undone(
    sample: Leaflet, one: dict[str, Any], other: dict[str, Any], data: st.DataObject
) -> None:
    names = data.draw(st.sets(st.sampled_from(sorted(one)), min_size=1, max_size=4))
    old = replace(sample.edition, **one)
    check(old, replace(old, **{name: other[name] for name in names}))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(BLOCKS, st.data())
def test_blocks_that_change_their_places_are_told(sample: Leaflet, blocks: Blocks, data: st.DataObject) -> None:
    old = replace(sample.edition, sections=(Section("s", (Text("One"),), blocks),))
    shuffled = tuple(data.draw(st.permutations(blocks)))
    check(old, replace(old, sections=(Section("s", (Text("One"),), shuffled),)))
