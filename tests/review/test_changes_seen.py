"""What changes though no words do, or in places that are easily left out: pictures, paragraphs, what is behind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from press.model import (
    Box,
    BoxKind,
    Contact,
    CrossReference,
    Edition,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    Item,
    Leaflet,
    Link,
    List,
    Paragraph,
    PartialDate,
    Section,
    Strong,
    Term,
    Text,
    TopicReference,
)
from press.pictures import qr_code
from press.review.changes import Topic, compare, tracked
from tests.conftest import Golden
from tests.review.test_changes import a4, bare, strings
from tests.review.test_numbers import holding, says, told, words

KNEE = replace(qr_code("https://example.org/knee"), name="knee.svg")
FIGURE = Figure("knee", KNEE, "A knee")


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"picture": replace(KNEE, data=KNEE.data.replace(b"1", b"2", 1))}, "Picture: knee, knee.svg ("),
        ({"picture": replace(KNEE, name="leg.svg")}, "Picture: knee, leg.svg ("),
        ({"picture": replace(KNEE, width=KNEE.width + 1)}, f"{KNEE.width + 1:g} by {KNEE.height:g}"),
        ({"widest": 60}, "at most 60 mm wide"),
        ({"alt": ""}, ", decorative"),
        ({"tall": KNEE}, "drawn tall, knee.svg ("),
        ({"review": PartialDate(2028)}, "to be looked at 2028"),
    ],
)
def test_another_picture_and_all_that_is_set_of_it_is_told(sample: Leaflet, other: dict[str, Any], says: str) -> None:
    old, new = (holding(sample, figure) for figure in (FIGURE, replace(FIGURE, **other)))
    assert any(says in change.now for change in compare(old, new, strings()).changes)
    assert any(says in change.was for change in compare(new, old, strings()).changes)


def test_a_paragraph_that_starts_or_starts_no_more_is_told_as_what_it_is(sample: Leaflet) -> None:
    one, two = (
        holding(sample, *says(*texts)) for texts in (("Rest well. Sleep well.",), ("Rest well.", "Sleep well."))
    )
    assert [change.detail for change in told(one, two)] == ["a paragraph starts here"]
    assert [change.detail for change in told(two, one)] == ["no paragraph starts here any more"]


def test_what_follows_a_section_about_warnings_is_no_warning_and_its_numbers_count(sample: Leaflet) -> None:
    contacts = (Contact("a", "Ann", (Text("She knows it all."),), "01632 960 001"),)
    warned = replace(sample.edition, sections=(Section("w", (Text("Side effects"),), says("It may itch.")),))
    old = replace(warned, contacts=contacts)
    for change, topic in (
        ({"description": (Text("She knows a lot."),)}, Topic.WORDING),
        ({"phone": "01632 960 002"}, Topic.NUMBERS),
    ):
        new = replace(old, contacts=(replace(contacts[0], **change),))
        assert {each.topic for each in told(old, new)} == {topic}


def test_words_that_were_a_heading_and_are_text_now_came_with_their_paragraph(sample: Leaflet) -> None:
    first, rest = (Section(name.lower(), (Text(name),), says(f"{name} at home.")) for name in ("Wash", "Rest"))
    old = replace(sample.edition, sections=(first, rest))
    new = replace(old, sections=(replace(first, blocks=(*first.blocks, *says("Rest"))),))
    found = {(change.topic, change.how, change.was, change.now) for change in told(old, new)}
    assert found == {(Topic.SECTIONS, "removed", "Rest", ""), (Topic.WORDING, "added", "", "Rest")}


def test_the_word_file_of_changes_is_what_it_was(sample: Leaflet, golden: Golden) -> None:
    def dosed(dose: int, *more: str) -> Edition:
        items = tuple(Item(says(text)) for text in (f"{dose} mg", *more))
        return bare(sample, *says(f"Take {dose} mg."), List(items), Box(BoxKind.URGENT, words("Stop"), says(*more)))

    found = compare(dosed(5, "Rest.", "It may itch."), dosed(10, "It may bleed.", "Rest."), strings())
    shown = []
    with zipfile.ZipFile(io.BytesIO(tracked.write(found, a4(), "Ann Author"))) as file:
        for name in ("docProps/core.xml", "word/document.xml", "word/settings.xml"):
            part = etree.fromstring(file.read(name))
            etree.indent(part)
            shown += [f"{name}:", *etree.tostring(part, encoding="unicode").splitlines()]
    golden(Path(__file__).parent / "tracked.txt", "\n".join(shown) + "\n")


def test_the_word_file_of_changes_says_what_it_is_and_by_whom(sample: Leaflet) -> None:
    old, new = (bare(sample, Paragraph((Text(f"Take {dose} mg."),))) for dose in (5, 10))
    with zipfile.ZipFile(io.BytesIO(tracked.write(compare(old, new, strings()), a4(), "Ann Author"))) as file:
        core = file.read("docProps/core.xml").decode()
    assert "Knees" in core
    assert "Ann Author" in core


PAGE, TOWN = "https://example.org/a", "https://example.org/b"
MARKED = (
    (Strong, (), "Strong"),
    (Emphasis, (), "Emphasis"),
    (Link, (PAGE,), f"Link to {PAGE}"),
    (Link, (TOWN,), f"Link to {TOWN}"),
    (CrossReference, ("s1",), "Link to the place s1"),
    (TopicReference, ("hip", ""), "Link to the topic hip"),
    (TopicReference, ("hip", PAGE), f"Link to the topic hip {PAGE}"),
    (Term, ("node",), "Term node"),
    (Foreign, ("cy",), "In the language cy"),
)


@pytest.mark.parametrize(("mark", "where", "says"), MARKED)
def test_what_a_leaflet_does_without_saying_it_is_told(
    sample: Leaflet, mark: Callable[..., Inline], where: tuple[str, ...], says: str
) -> None:
    def page(*inlines: Inline) -> Edition:
        return holding(sample, Paragraph((*inlines, Text(" is here."))))

    (change,) = told(page(*words("our page")), page(mark(words("our page"), *where)))
    assert (change.topic, change.now) == (Topic.WORDING, f"{says}: “our page”")
