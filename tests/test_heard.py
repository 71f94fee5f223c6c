"""What a listener is told of a leaflet, in its order, and in which language each word is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from press.layout import Layouts
from press.manuscript import Manuscript, compose
from press.manuscript.heard import Utterance, chapters, told_of_audio
from press.model import (
    Block,
    Box,
    BoxKind,
    Clinic,
    Credit,
    Description,
    Emphasis,
    Entry,
    Figure,
    Foreign,
    Item,
    Leaflet,
    Link,
    List,
    Paragraph,
    Picture,
    Section,
    Strong,
    Table,
    Text,
    Words,
)
from tests.desk.conftest import _loaded

DRAWING = Picture("a.svg", "image/svg+xml", b"<svg/>", 10, 10)


@pytest.fixture(scope="module")
def shelf() -> Layouts:
    return _loaded(None)


@pytest.fixture
def script(sample: Leaflet, shelf: Layouts) -> Manuscript:
    strings = shelf.strings_for("en-GB")
    assert strings
    return compose(sample, strings)


def opening(script: Manuscript) -> list[str]:
    return [each.text for each in chapters(script)[0].utterances]


def heard(script: Manuscript, *blocks: Block) -> list[Utterance]:
    section = Section("one", (Text("One"),), blocks)
    (part, *_) = script.parts
    return list(chapters(replace(script, parts=(replace(part, section=section),)))[1].utterances)


def paragraph(*words: str) -> Paragraph:
    return Paragraph(tuple(map(Text, words)))


def test_a_recording_begins_with_all_that_stands_on_the_title_page_in_its_order(script: Manuscript) -> None:
    whole = replace(
        script,
        publisher="North Health",
        logo_alt="North",
        clinic=None,
        notice="A draft.",
        title=(Text("Your knee"),),
        volume="Volume 1 of 2",
        subtitle=(Text("At home"),),
        script_read="Read by Ann.",
        summary=(Text("Rest it."),),
        parts=(),
    )
    told = ["North Health", "Picture: North", "A draft.", "Your knee", "Volume 1 of 2", "At home", "Read by Ann."]
    assert opening(whole) == [*told, "Rest it."]
    bare = replace(whole, logo_alt="", notice="", volume="", subtitle=(), script_read="", summary=())
    assert opening(bare) == ["North Health", "Your knee", script.strings["audio_unproved"]]
    assert told_of_audio(bare) == script.strings["audio_unproved"]
    assert chapters(whole)[0].name == "Your knee"
    named = Clinic("north", "North clinic", logo_alt="A bridge")
    told[2:2] = ["Picture: A bridge", "North clinic"]
    assert opening(replace(whole, clinic=named)) == [*told, "Rest it."]


def test_each_part_is_a_chapter_by_its_name_which_is_said_first(script: Manuscript) -> None:
    sections = [Section(name, (Text(name),), (paragraph("Rest."),)) for name in ("One", "Two")]
    found = chapters(replace(script, parts=tuple(replace(script.parts[0], section=each) for each in sections)))[1:]
    assert [(each.name, [one.text for one in each.utterances]) for each in found] == [
        ("One", ["One", "Rest."]),
        ("Two", ["Two", "Rest."]),
    ]


def test_sections_within_sections_follow_what_stands_before_them(script: Manuscript) -> None:
    inner = Section("two", (Text("Two"),), (paragraph("Second."),))
    outer = Section("one", (Text("One"),), (paragraph("First."),), sections=(inner,))
    found = chapters(replace(script, parts=(replace(script.parts[0], section=outer),)))[1]
    assert [each.text for each in found.utterances] == ["One", "First.", "Two", "Second."]


def test_items_are_numbered_where_they_are_in_print_and_only_at_their_beginning(script: Manuscript) -> None:
    items = (Item((paragraph("Wash."), paragraph("Well."))), Item((paragraph("Dry."),)))
    numbered, bullets = (heard(script, List(items, numbered=numbered, start=3)) for numbered in (True, False))
    assert [each.text for each in numbered] == ["One", "3. Wash.", "Well.", "4. Dry."]
    assert [each.text for each in bullets] == ["One", "Wash.", "Well.", "Dry."]
    assert numbered[1].pieces == (("3. Wash.", "en-GB"),)


def test_a_picture_is_told_with_what_stands_below_it_and_one_that_tells_nothing_is_not(script: Manuscript) -> None:
    figure = Figure("knee", DRAWING, "A knee", (Text("Bend it."),))
    assert [each.text for each in heard(script, figure)] == ["One", "Picture: A knee", "Bend it."]
    assert [each.text for each in heard(script, replace(figure, caption=()))] == ["One", "Picture: A knee"]
    assert [each.text for each in heard(script, replace(figure, alt=""))] == ["One"]
    made = replace(figure, caption=(), credit=Credit((Text("Ann"),)))
    assert [each.text for each in heard(script, made)][2].endswith("Ann")
    longer = replace(figure, long_description=(paragraph("It bends."),))
    assert heard(script, longer)[-1].text == script.strings["picture_in_words"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((Text("Rest "), Text("it.")), (("Rest it.", "en-GB"),)),
        (
            (Text("Say "), Foreign((Text("bore "), Strong((Text("da"),))), "cy"), Text(" to "), Text("them.")),
            (("Say ", "en-GB"), ("bore da", "cy"), (" to them.", "en-GB")),
        ),
        ((Foreign((Text("Bore da"),), "cy"),), (("Bore da", "cy"),)),
        ((Emphasis((Text("Rest"),)), Link((Text(" it"),), "tel:1")), (("Rest it", "en-GB"),)),
        ((Foreign((Text(""),), "cy"), Text("Rest.")), (("Rest.", "en-GB"),)),
    ],
)
def test_words_of_one_language_that_stand_together_are_said_as_one(
    script: Manuscript, words: Words, told: tuple[tuple[str, str], ...]
) -> None:
    assert heard(script, Paragraph(words))[1].pieces == told


def test_names_and_boxes_are_said_before_what_is_said_of_them_and_whose_words_they_are_after_it(
    script: Manuscript,
) -> None:
    names = Description((Entry((Text("Dose"),), (paragraph("Take two."),)),))
    box = Box(BoxKind.QUOTE, (Text("Ann says"),), (paragraph("It helped."),), (Text("Ann, 40"),))
    assert [each.text for each in heard(script, names, box)][1:] == [
        "Dose",
        "Take two.",
        "Ann says",
        "It helped.",
        "Ann, 40",
    ]
    assert heard(script, replace(box, attribution=()))[-1].text == "It helped."


def test_a_table_is_never_read_cell_by_cell(script: Manuscript) -> None:
    with pytest.raises(TypeError, match="a table is made into a list"):
        heard(script, Table((Text("Doses"),), ((Text("One"),),), (((Text("Two"),),),)))
