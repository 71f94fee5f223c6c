"""What of two editions is a change of numbers or of warnings: in every block, every place and for every word."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from press.model import (
    Block,
    Box,
    BoxKind,
    Contact,
    Description,
    Edition,
    Entry,
    Figure,
    GlossaryEntry,
    Item,
    Leaflet,
    Link,
    List,
    Paragraph,
    Section,
    Table,
    Text,
    Words,
)
from press.pictures import qr_code
from press.quantities import quantities
from press.review.changes import Change, Topic, compare
from tests.review.test_changes import strings
from tests.test_quantities import variants
from tests.words import known


def words(text: str) -> Words:
    return (Text(text),)


def says(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph(words(text)) for text in texts)


def holding(sample: Leaflet, *blocks: Block, heading: str = "One") -> Edition:
    return replace(sample.edition, sections=(Section("one", words(heading), blocks),))


def told(old: Edition, new: Edition) -> list[Change]:
    return [change for change in compare(old, new, strings()).changes if change.topic is not Topic.ABOUT]


def parts(old: Edition, new: Edition) -> set[Topic]:
    return {change.topic for change in told(old, new)}


def table(*rows: tuple[str, str], head: tuple[str, str] = ("Age", "Dose"), caption: str = "Doses") -> Table:
    return Table(words(caption), tuple(map(words, head)), tuple(tuple(map(words, row)) for row in rows))


def terms(*entries: tuple[str, str]) -> Description:
    return Description(tuple(Entry(words(name), says(meaning)) for name, meaning in entries))


def steps(*texts: str, start: int = 1) -> List:
    return List(tuple(Item(says(text)) for text in texts), True, start)


def bullets(*texts: str) -> List:
    return replace(steps(*texts), numbered=False)


def note(heading: str, text: str) -> Box:
    return Box(BoxKind.NOTE, words(heading), says(text))


def quote(who: str, text: str = "It helped me.") -> Box:
    return Box(BoxKind.QUOTE, words("What people say"), says(text), words(who))


def figure(name: str, alt: str, caption: str) -> Figure:
    return Figure(name, qr_code("https://example.org"), alt, words(caption))


def two_figures(one: tuple[str, str], other: tuple[str, str]) -> tuple[Block, ...]:
    return figure("a", *one), figure("b", *other)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((table(("Child", "20 mg")),), (table(("Child", "200 mg")),)),
        ((table(("Child", "5 ml"), ("Adult", "10 ml")),), (table(("Child", "10 ml"), ("Adult", "5 ml")),)),
        ((table(("Child", "5 ml"), ("Adult", "10 ml")),), (table(("Adult", "5 ml"), ("Child", "10 ml")),)),
        ((table(("Child", "5 ml"), ("Adult", "10 ml")),), (table(("Adult", "10 ml"), ("Child", "5 ml")),)),
        ((table(("Child", "5 ml")),), (table(("Under 3", "5 ml")),)),
        ((table(("Child", "5 ml")),), (table(("Child", "5 ml"), head=("Age", "Most")),)),
        ((table(("5 ml", "10 ml"), head=("Child", "Adult")),), (table(("5 ml", "10 ml"), head=("Adult", "Child")),)),
        ((table(("5 ml", "10 ml"), head=("Child", "Adult")),), (table(("10 ml", "5 ml"), head=("Adult", "Child")),)),
        ((table(("a", "b"), caption="For 3 days"),), (table(("a", "b"), caption="For 4 days"),)),
        ((table(("a", "b"), head=("x", "5 ml")),), (table(("a", "b"), head=("x", "6 ml")),)),
        ((terms(("Mild", "1 to 3"), ("Severe", "4 to 6")),), (terms(("Mild", "4 to 6"), ("Severe", "1 to 3")),)),
        ((terms(("Mild", "1 to 3"), ("Severe", "4 to 6")),), (terms(("Severe", "1 to 3"), ("Mild", "4 to 6")),)),
        ((terms(("Stage 1", "mild")),), (terms(("Stage 2", "mild")),)),
        ((steps("Shake it.", "Open it."),), (steps("Open it.", "Shake it."),)),
        ((steps("Shake it."),), (steps("Shake it.", start=2),)),
        ((bullets("First 5 ml.", "Then 10 ml."),), (bullets("Then 10 ml.", "First 5 ml."),)),
        (says("Take 5 ml.", "Take 10 ml."), says("Take 10 ml.", "Take 5 ml.")),
        ((quote("Ann, aged 40"), quote("Bob, aged 50")), (quote("Bob, aged 50"), quote("Ann, aged 40"))),
        ((quote("Ann, aged 40"),), (quote("Ann, aged 41"),)),
        ((note("For 3 days", "Rest."),), (note("For 4 days", "Rest."),)),
        ((note("Now", "For 3 days."),), (note("Now", "For 4 days."),)),
        ((figure("a", "3 cells", "x"),), (figure("a", "4 cells", "x"),)),
        ((figure("a", "x", "3 cells"),), (figure("a", "x", "4 cells"),)),
        (two_figures(("3 cells", "x"), ("4 cells", "y")), two_figures(("4 cells", "x"), ("3 cells", "y"))),
        (two_figures(("x", "3 cells"), ("y", "4 cells")), two_figures(("x", "4 cells"), ("y", "3 cells"))),
    ],
)
def test_a_number_in_any_block_is_told_as_one_and_so_is_whose_it_is(
    sample: Leaflet, old: tuple[Block, ...], new: tuple[Block, ...]
) -> None:
    assert Topic.NUMBERS in parts(holding(sample, *old), holding(sample, *new))
    assert Topic.NUMBERS in parts(holding(sample, *new), holding(sample, *old))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Take ½ tablet.", "Take 1½ tablets."),
        ("Take ¼ tablet.", "Take ½ tablet."),
        ("If it is ≥ 30.", "If it is ≤ 30."),
        ("Give 5 mg/kg.", "Give 5 mg/day."),
        ("Give 5 mg per kg.", "Give 5 mg per day."),
        ("Take 1.5 mg.", "Take 15 mg."),
        ("Take 1 000 mg.", "Take 10 000 mg."),
        ("Below 10⁹/L.", "Below 10⁸/L."),
        ("Take 5–10 mg.", "Take 5–100 mg."),
        ("At −5 °C.", "At 5 °C."),
        ("It costs £5.", "It costs €5."),
        ("Keep it above 25 °C.", "Keep it below 25 °C."),
        ("5 mg in the morning and 10 mg at night.", "10 mg in the morning and 5 mg at night."),
        ("5 mg in the morning and 10 mg at night.", "5 mg at night and 10 mg in the morning."),
        ("5 mg ibuprofen and 10 mg codeine.", "5 mg codeine and 10 mg ibuprofen."),
        ("Codeine 5 mg, ibuprofen 10 mg.", "Ibuprofen 5 mg, codeine 10 mg."),
        ("It helps 10 people.", "It helps 10 nurses."),
        ("Take 5 mg of hydralazine.", "Take 5 mg of hydroxyzine."),
        ("Children take 5 ml.", "Adults take 5 ml."),
        ("Use 2 drops in the left ear.", "Use 2 drops in the right ear."),
        ("Take 2 tablets before meals.", "Take 2 tablets after meals."),
        ("Do not take 5 mg.", "Do take 5 mg."),
        ("Anna gives Berta 5 mg.", "Berta gives Anna 5 mg."),
        ("Anna has 5 mg, Berta 10 mg.", "Berta has 5 mg, Anna 10 mg."),
        ("خذ ٥ ملغ.", "خذ ٥٠ ملغ."),
    ],
)
def test_what_a_sentence_says_of_a_number_is_told_as_one(sample: Leaflet, old: str, new: str) -> None:
    (change,) = told(holding(sample, *says(old)), holding(sample, *says(new)))
    assert (change.topic, change.was, change.now) == (Topic.NUMBERS, old, new)
    assert change.detail


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It takes 30 minutes as a rule.", "As a rule it takes about so long, 30 minutes."),
        ("It is 5 mg or so.", "It is 5 mg or so, really."),
        ("It is 5mg or so.", "It is 5 mg or so."),
        ("Rest the knee.", "Rest the sore knee."),
    ],
)
def test_other_words_beside_a_number_are_wording(sample: Leaflet, old: str, new: str) -> None:
    assert parts(holding(sample, *says(old)), holding(sample, *says(new))) == {Topic.WORDING}


@pytest.mark.parametrize(
    ("new", "detail"),
    [
        (table(("Child", "5 ml"), head=("Age", "Most")), "of “Dose” → of “Most”"),
        (table(("Under 3", "5 ml")), "of “Age: Child” → of “Age: Under 3”"),
    ],
)
def test_whose_a_number_is_now_is_said(sample: Leaflet, new: Table, detail: str) -> None:
    found = told(holding(sample, table(("Child", "5 ml"))), holding(sample, new))
    assert detail in {change.detail for change in found if change.topic is Topic.NUMBERS}


def one_field(sample: Leaflet, field: str, number: int) -> Edition:
    """An edition that has a number in one of its fields."""
    text = f"It is {number} mg."
    contact = Contact("a", "Ann", words("Ask us."), "01632 960 001")
    values: dict[str, Any] = {
        "title": text,
        "subtitle": text,
        "summary": words(text),
        "alternative_formats": words(text),
        "glossary": (GlossaryEntry("lymph", "lymph", words(text)),),
        "abbreviations": (("XY", text),),
        "description": (replace(contact, description=words(text)),),
        "phone": (replace(contact, phone=f"01632 960 00{number}"),),
        "hours": (replace(contact, hours=f"9am to {number}pm"),),
        "name": (replace(contact, name=f"Room {number}"),),
        "tel": (Section("s", words("x"), (Paragraph((Link(words("Call us"), f"tel:0123456{number}"),)),)),),
        "heading": (Section("s", words(f"After {number} days"), says("Rest.")),),
        "item": (Section("s", words("x"), (steps(text),)),),
        "inner": (Section("s", words("x"), (), (Section("t", words("y"), says(text)),)),),
        "description of a picture": (
            Section("s", words("x"), (replace(figure("a", "x", "y"), long_description=says(text)),)),
        ),
    }
    names = dict.fromkeys(("description", "phone", "hours", "name"), "contacts")
    names |= dict.fromkeys(("tel", "heading", "item", "inner", "description of a picture"), "sections")
    return replace(sample.edition, **{names.get(field, field): values[field]})


@pytest.mark.parametrize(
    "field",
    [
        *("title", "subtitle", "summary", "alternative_formats", "glossary", "description", "phone", "hours", "tel"),
        *("heading", "item", "inner", "description of a picture", "name"),
    ],
)
def test_a_number_in_any_place_is_told_as_one(sample: Leaflet, field: str) -> None:
    assert Topic.NUMBERS in parts(one_field(sample, field, 5), one_field(sample, field, 6))


def test_the_phone_numbers_of_two_contacts_that_changed_places_are_told(sample: Leaflet) -> None:
    ann, bob = Contact("a", "Ann", phone="01632 960 001"), Contact("b", "Bob", phone="01632 960 002")
    old = replace(sample.edition, contacts=(ann, bob))
    new = replace(old, contacts=(replace(ann, phone=bob.phone), replace(bob, phone=ann.phone)))
    found = [change for change in told(old, new) if change.topic is Topic.NUMBERS]
    assert {change.where for change in found} == {"Get support › Ann", "Get support › Bob"}


def test_a_dose_under_another_heading_is_told_as_a_number(sample: Leaflet) -> None:
    doses = says("Take 5 ml."), says("Take 10 ml.")
    old, new = (
        replace(sample.edition, sections=(Section("a", words("Child"), one), Section("b", words("Adult"), other)))
        for one, other in (doses, doses[::-1])
    )
    assert parts(old, new) == {Topic.NUMBERS}


def test_the_numbers_of_journals_are_wording(sample: Leaflet) -> None:
    first = sample.edition.references[0]
    old, new = (
        replace(sample.edition, references=(replace(first, words=words(f"The Knee. {year}")),)) for year in (2008, 2009)
    )
    assert parts(old, new) == {Topic.WORDING}


@pytest.mark.parametrize(
    ("now", "detail"),
    [
        ("Use ibuprofen 5 mg, aspirin 10 mg.", "whose: “aspirin, ibuprofen” stands beside another number"),
        ("Take ibuprofen 5 mg, aspirin 10 mg.", "the same words in another order"),
        ("Use aspirin 5 mg, ibuprofen 10 mg.", ""),
    ],
)
def test_medicines_that_change_their_places_beside_their_doses_are_told(sample: Leaflet, now: str, detail: str) -> None:
    old, new = (holding(sample, *says(text)) for text in ("Take aspirin 5 mg, ibuprofen 10 mg.", now))
    assert [(change.topic is Topic.NUMBERS, change.detail) for change in told(old, new)] == [(bool(detail), detail)]


# Every word of every list


BESIDE = (
    *(f"review.changes.difference.{name}" for name in ("WHO", "WHEN", "WHERE", "NOT")),
    *("quantities.DAYS", "quantities.ENGLISH_MONTHS"),
)


@pytest.mark.parametrize("word", [word for name in BESIDE for word in known(f"press.{name}")])
def test_every_word_that_says_whose_or_when_counts_beside_a_number(sample: Leaflet, word: str) -> None:
    texts = f"It is 5 mg or so, well, {word} as it is.", "It is 5 mg or so, well, as it is."
    old, new = (holding(sample, *says(text)) for text in texts)
    (change,) = told(old, new)
    assert change.topic is Topic.NUMBERS


@pytest.mark.parametrize("word", ["of", "the", "your", "a", "an", "each", "every", "more", "other", "of the other"])
def test_what_a_number_is_of_is_looked_for_behind_small_words(sample: Leaflet, word: str) -> None:
    old, new = (holding(sample, *says(f"It is 5 mg {word} {name} as ever.")) for name in ("cream", "jelly"))
    (change,) = told(old, new)
    assert change.topic is Topic.NUMBERS


@pytest.mark.parametrize("word", variants(known("press.quantities.UNITS") + known("press.quantities.TIMES")))
def test_every_unit_is_one_of_a_quantity(word: str) -> None:
    (found,) = quantities(f"It is 5 {word} or so.")
    assert found.words == f"5 {word}"


@pytest.mark.parametrize("limit", known("press.quantities.LIMITS"))
def test_every_limit_is_part_of_a_quantity(limit: str) -> None:
    (found,) = quantities(f"It is {limit} 5 mg or so.")
    assert found.words == f"{limit} 5 mg"


@pytest.mark.parametrize("word", known("press.quantities.NUMBER_WORDS"))
def test_every_word_for_a_number_is_a_quantity(word: str) -> None:
    assert [found.words for found in quantities(f"There are {word} of it.")] == [word]


@pytest.mark.parametrize("word", known("press.quantities.PARTS"))
def test_every_word_for_a_part_is_a_quantity(word: str) -> None:
    assert [found.words for found in quantities(f"It is two {word} of it.")] == [f"two {word}"]


EXAMPLES = {
    r"let your .* know": "let your nurse know",
    r"\bmay not be (?:right|suitable|safe)\b": "may not be suitable",
    r"\bdon['’]t\b": "don’t",
    r"\bcan['’]t\b": "can't",
}


@pytest.mark.parametrize("pattern", known("press.content.warnings.WARNINGS"))
def test_every_word_of_warning_makes_a_warning(sample: Leaflet, pattern: str) -> None:
    word = EXAMPLES.get(pattern, re.sub(r"\\b|\?", "", pattern))
    old, new = holding(sample, *says("Rest.")), holding(sample, *says("Rest.", f"Now {word} it is."))
    assert [change.topic for change in told(old, new)] == [Topic.WARNINGS]
    assert [change.topic for change in told(new, old)] == [Topic.WARNINGS]


@pytest.mark.parametrize("heading", known("press.content.warnings.WARNING_HEADINGS"))
def test_what_is_under_a_heading_of_warning_warns(sample: Leaflet, heading: str) -> None:
    heading = f"{heading.title()}s"
    old, new = (holding(sample, *says(*texts), heading=heading) for texts in (["Rest."], ["Rest.", "Fever"]))
    assert [change.topic for change in told(old, new)] == [Topic.WARNINGS]


@pytest.mark.parametrize("kind", [BoxKind.IMPORTANT, BoxKind.URGENT])
def test_what_is_in_a_box_of_warning_warns(sample: Leaflet, kind: BoxKind) -> None:
    old, new = (
        holding(sample, Box(kind, words("Now"), says(*texts)), *says("End."))
        for texts in (["Rest."], ["Rest.", "Ice."])
    )
    assert [change.topic for change in told(old, new)] == [Topic.WARNINGS]


# Which became which


def test_a_renamed_section_is_the_one_that_it_is_likest(sample: Leaflet) -> None:
    def section(name: str, text: str) -> Section:
        return Section(name.lower(), words(name), says(text))

    near = "Use ice on the knee for an hour and rest it well after that each day."
    likest = "Use ice on the knee for an hour and rest it well after that each night."
    old = replace(sample.edition, sections=(section("Cold", near), section("Chill", likest)))
    new = replace(sample.edition, sections=(section("Ice", likest),))
    found = [(change.how, change.was, change.now) for change in told(old, new) if change.topic is Topic.SECTIONS]
    assert found == [("renamed", "Chill", "Ice"), ("removed", "Cold", "")]


def test_a_sentence_said_twice_is_matched_twice(sample: Leaflet) -> None:
    old = holding(sample, *says("Rest.", "Use ice.", "Rest."))
    assert told(old, holding(sample, *says("Rest.", "Rest.", "Use ice."))) != []
    assert [(change.how, change.was) for change in told(old, holding(sample, *says("Rest.", "Use ice.")))] == [
        ("removed", "Rest.")
    ]
    assert [(change.how, change.now) for change in told(holding(sample, *says("Use ice.", "Rest.")), old)] == [
        ("added", "Rest.")
    ]


def test_a_sentence_that_moved_and_is_said_twice_was_said_once(sample: Leaflet) -> None:
    def two(*texts: tuple[str, ...]) -> Edition:
        return replace(
            sample.edition,
            sections=tuple(Section(f"s{n}", words(f"S {n}"), says(*each)) for n, each in enumerate(texts)),
        )

    old, new = two(("Use ice.", "Rest."), ("Sleep.",)), two(("Use ice.",), ("Sleep.", "Rest.", "Rest."))
    assert sorted(change.how for change in told(old, new)) == ["added", "moved"]
