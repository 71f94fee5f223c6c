"""A draft as a whole: its title, summary, sections, pictures and notes, and what a person is asked about them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import yaml
from PIL import Image as Picture

from press.incoming import draft
from press.incoming.drafting import Draft
from press.incoming.found import File, Image, Item, Line, Marker, Omission, Question, Span
from press.incoming.words import CONTENTS
from press.model import PartialDate
from tests.incoming.test_shapes import TEXT, box, cell, grid, heads, item, line

SHORT = line("What to do after an operation.")
HOME = line("At home", level=2)
KNEE = line("Your knee", level=1)
SAID = TEXT.text


def made(
    *items: Item, name: str = "old_leaflet-2.docx", topic: str = "", terms: tuple[str, ...] = (), **of: Any
) -> Draft:
    file = replace(File(items, (), (), (), ()), **of)
    return draft(file, name, topic, PartialDate(2026, 11), "en-GB", terms)


def read(*items: Item, **more: Any) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(made(*items, **more).text)
    return found


def asked(of: Draft) -> list[str]:
    return [question.text for question, _ in of.questions]


# The title


@pytest.mark.parametrize(
    ("items", "title"),
    [
        ([line("Knees", style="title"), KNEE, HOME], "Knees"),
        ([TEXT, TEXT, TEXT, KNEE, TEXT], "Your knee"),
        ([TEXT, TEXT, TEXT, TEXT, KNEE, TEXT], "old leaflet 2"),
        ([KNEE, TEXT, line("Other", level=1), TEXT], "old leaflet 2"),
        ([line("Knees", bold=True), TEXT, HOME, TEXT], "Knees"),
        ([line("Knees", bold=True), TEXT, TEXT, TEXT, KNEE, TEXT], "old leaflet 2"),
        ([line("Knees"), TEXT], "old leaflet 2"),
        ([], "old leaflet 2"),
    ],
)
def test_the_title_is_that_by_style_the_only_highest_heading_or_a_first_line_that_stands_out(
    items: list[Item], title: str
) -> None:
    found = made(*items)
    assert found.title == title
    given = "The file has no title of its own; it was given “old leaflet 2”. What is it?"
    assert (given in asked(found)) == (title == "old leaflet 2")


def test_without_a_title_it_is_that_of_the_files_properties_or_else_its_name() -> None:
    assert made(TEXT, title="File's").title == "File's"
    assert made(TEXT, name="_-.docx").title == "Untitled"


def test_a_subtitle_stands_near_the_top_and_neither_is_said_again_below() -> None:
    sub = line("Sub", style="subtitle")
    found = read(KNEE, sub, SHORT, HOME, TEXT)
    assert (found["title"], found["subtitle"], found["summary"]) == (
        "Your knee",
        "Sub",
        "What to do after an operation.",
    )
    assert [section["heading"] for section in found["sections"]] == ["At home"]
    assert read(KNEE, SHORT, TEXT, TEXT, TEXT, sub, TEXT)["subtitle"] == "Sub"
    assert "subtitle" not in read(KNEE, SHORT, TEXT, TEXT, TEXT, TEXT, sub, TEXT)


def test_the_number_of_a_title_and_the_name_of_words_own_contents_are_left_out_and_told() -> None:
    numbered = replace(KNEE, marker=Marker(0, 1, "1."))
    contents = line("Contents:"), line("Table of Contents", place="paragraph 3")
    gone = Omission("1 2 3", CONTENTS, "paragraph 4")
    found = made(numbered, SHORT, *contents, HOME, TEXT, omissions=(gone,))
    assert [(each.text, each.reason) for each in found.left_out] == [
        ("1 2 3", CONTENTS),
        ("Contents:", CONTENTS),
        ("Table of Contents", CONTENTS),
        ("1.", "the number of the title, which Word counts"),
    ]
    assert "ontents" not in found.text
    headed = made(KNEE, SHORT, replace(contents[0], level=1), HOME, TEXT, omissions=(gone,))
    assert (headed.title, "ontents" in headed.text) == ("Your knee", False)
    assert "Contents" in made(numbered, SHORT, contents[0], HOME, TEXT).text


@pytest.mark.parametrize(
    ("title", "name", "topic", "becomes"),
    [
        ("Your knee", "a.docx", "", "your-knee"),
        ("Your knee", "a.docx", "hip", "hip"),
        ("Égalité", "a.docx", "", "egalite"),
        ("Дом", "My knee.docx", "", "my-knee"),
        ("Дом", "Дом.docx", "", "imported-leaflet"),
    ],
)
def test_a_topic_is_named_by_the_title_or_else_by_the_file(title: str, name: str, topic: str, becomes: str) -> None:
    assert made(line(title, level=1), SHORT, TEXT, name=name, topic=topic).topic == becomes


# The summary


@pytest.mark.parametrize(
    ("first", "taken"),
    [
        (line("one two three"), True),
        (line("one two"), False),
        (line(" ".join(["word"] * 60)), True),
        (line(" ".join(["word"] * 61)), False),
        (line("Write to a@b.org now"), False),
        (line("See www.a.org for more"), False),
        (line("See https://a.org for more"), False),
        (replace(SHORT, spans=(*SHORT.spans, Span("more", link="#a"))), False),
        (replace(SHORT, spans=(*SHORT.spans, Span("mwy", language="cy"))), False),
        (replace(SHORT, spans=(*SHORT.spans, Span("more", language="en-US"))), True),
        (replace(SHORT, spans=(*SHORT.spans, Span("more", language="no_language"))), True),
        (item("one two three"), False),
    ],
)
def test_a_short_first_paragraph_without_links_is_the_summary(first: Line, *, taken: bool) -> None:
    found = made(KNEE, first, TEXT)
    asks = "The file has no short paragraph at its start. Write what the leaflet is about."
    said = " ".join(first.text.split())
    assert yaml.safe_load(found.text)["summary"] == (said if taken else "Your knee")
    assert (asks in asked(found)) != taken


def test_the_only_paragraph_of_a_file_is_its_text_and_not_its_summary() -> None:
    found = read(KNEE, SHORT)
    assert (found["summary"], found["sections"][0]["body"]) == ("Your knee", "What to do after an operation.\n")
    assert read(KNEE)["sections"][0]["body"] == "…\n"


# Headings


def test_headings_go_down_by_one_and_one_under_which_nothing_stands_is_a_strong_line() -> None:
    items: list[Item] = []
    for name, level in zip("ABCDEFGHIJ", (1, 4, 6, 9, 4, 4, 2, 1, 1, 2), strict=True):
        items += [line(name, level=level), *([TEXT] if name in "ABCDH" else [])]
    found = made(line("Knees", style="title"), SHORT, *items)
    bodies = {section["heading"]: section["body"].rstrip("\n") for section in yaml.safe_load(found.text)["sections"]}
    below = [SAID, "### B", SAID, "#### C", SAID, "#### D", SAID, "**E**", "**F**", "**G**"]
    assert bodies == {"A": "\n\n".join(below), "H": SAID, "I": "**J**"}
    assert asked(found) == [f"Nothing stands under the heading “{name}”; it is a line of text now." for name in "EFGJ"]


def test_sections_that_are_headed_alike_have_ids_of_their_own_and_links_lead_to_them() -> None:
    first, second = (replace(line("At home", level=2), bookmarks=(name,)) for name in ("one", "two"))
    leading = replace(TEXT, spans=(Span("there", link="#one"), Span(" "), Span("here", link="#two")))
    found = read(KNEE, SHORT, first, TEXT, second, leading)
    assert [section.get("id") for section in found["sections"]] == [None, "at-home-2"]
    assert found["sections"][1]["body"] == "[there](#at-home) [here](#at-home-2)\n"


# Capitals


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("YOUR NHS KNEE", "Your NHS knee"),
        ("YOUR NHS. KNEES? OR", "Your NHS. Knees? Or"),
        ("RESTED", "Rested"),
        ("REST A", "REST A"),
        ("YOUR kNEE", "YOUR kNEE"),
        ("REST 1 NOW", "Rest 1 now"),
    ],
)
def test_capitals_become_ordinary_letters_but_for_short_forms_that_the_text_has(words: str, said: str) -> None:
    text = line("Rest in the NHS ward, and then walk.")
    found = made(line(words, level=1), text, TEXT)
    assert found.title == said
    assert any("stood in capitals" in question for question in asked(found)) == (words != said)
    heading = yaml.safe_load(made(KNEE, text, line(words, level=2), TEXT).text)["sections"][0]["heading"]
    assert heading == said


def test_capitals_of_a_paragraph_and_of_a_boxs_heading_become_ordinary_letters_and_stay_strong() -> None:
    loud = line("NEVER RUN:", bold=True)
    body = read(
        KNEE,
        SHORT,
        TEXT,
        loud,
        item("x"),
        replace(loud, spans=(Span("STOP RUNNING:"),)),
        item("y"),
        box(line("IMPORTANT"), SHORT),
    )["sections"][0]["body"]
    assert "**Never run:**\n" in body
    assert "\nStop running:\n" in body
    assert "::: important Important\n" in body
    linked = replace(loud, spans=(Span("NEVER RUN", link="https://a.org"),))
    assert "NEVER RUN" in made(KNEE, SHORT, TEXT, linked, item("x")).text


# What stands beside the text


def test_a_table_gets_the_heading_above_it_for_a_caption_and_this_is_asked_about() -> None:
    table = grid(heads("a", "b"), ("c", "d"))
    titled = grid(heads("T", "T", merged=True), heads("a", "b"), ("c", "d"))
    found = made(KNEE, SHORT, HOME, TEXT, table, titled, line("Deeper", level=3), TEXT, table)
    said = yaml.safe_load(found.text)["sections"][0]["body"]
    assert [each for each in said.split("\n") if each.startswith("Table:")] == [
        *("Table: At home", "Table: **T**", "Table: Deeper"),
    ]
    assert [question for question in asked(found) if "no caption" in question] == [
        f"A table has no caption; it was given “{name}”. What does it show?" for name in ("At home", "Deeper")
    ]


def picture(**more: Any) -> Image:
    file = io.BytesIO()
    Picture.new("RGB", (40, 30)).save(file, "PNG")
    return Image(file.getvalue(), "image/png", place="paragraph 7", **{"alt": "", **more})


def test_pictures_are_named_described_and_asked_about() -> None:
    shown = [picture(alt="A: knee"), picture(), picture(alt="x", decorative=True), replace(picture(), data=b"x")]
    caption = line("Figure 1: Bones")
    found = made(KNEE, SHORT, HOME, TEXT, shown[0], caption, *shown[1:])
    figures = yaml.safe_load(found.text)["figures"]
    assert figures == {
        "picture-1": {"file": "2026-11-picture-1.png", "alt": "A: knee", "caption": "Figure 1: Bones"},
        "picture-2": {"file": "2026-11-picture-2.png"},
        "picture-3": {"file": "2026-11-picture-3.png", "decorative": True},
    }
    assert list(found.pictures) == [figure["file"] for figure in figures.values()]
    assert found.pictures["2026-11-picture-1.png"] == shown[0].data
    assert yaml.safe_load(found.text)["sections"][0]["body"].count("![](figure:") == 3
    assert [question[:12] for question in asked(found)] == [
        "A picture is",
        "Who made the",
        "What does th",
        *["Who made the"] * 2,
    ]
    assert [each.text for each in found.left_out] == ["a picture (image/png)"]
    lines = found.text.split("\n")
    assert all(question.text in lines[at - 1] for question, at in found.questions)


def test_notes_reviews_and_terms_of_the_file_are_told_in_the_draft() -> None:
    more: dict[str, Any] = {"notes": ("See: here", "b"), "furniture": ("Reviewed June 2024", "Review due May 2027")}
    found = made(KNEE, SHORT, TEXT, terms=("operation", "bone", "walk"), **more)
    written = yaml.safe_load(found.text)
    assert (found.edition, written["review"]["last"], written["review"]["next"]) == ("2024-06", "2024-06", "2027-05")
    assert [each["text"] for each in written["references"]] == ["Note 1: See: here", "Note 2: b"]
    notes = [each for each in found.text.split("\n") if each.startswith("# Found")]
    assert notes[0].endswith("write where each is first used: [operation](term:), [walk](term:)")
    assert notes[1] == "# Found in the file: reviewed 2024-06"
    for due in ("May 2024", "June 2024"):
        later = yaml.safe_load(made(KNEE, SHORT, TEXT, furniture=("Reviewed June 2024", f"Review due {due}")).text)
        assert later["review"]["next"] == "2026-06"
    assert "references" not in later
    assert "figures" not in later


def test_a_files_own_questions_stand_at_the_top_and_its_language_where_it_is_another() -> None:
    found = made(KNEE, SHORT, TEXT, questions=(Question("Is it?", "the file"),), language="cy")
    assert found.text.startswith("# Question (the file): Is it?\ntitle: ")
    assert [(question.text, at) for question, at in found.questions] == [("Is it?", 1)]
    assert yaml.safe_load(found.text)["language"] == "cy"
    for language in ("en-US", "", "no_language"):
        assert "language" not in read(KNEE, SHORT, TEXT, language=language)


def test_every_word_of_the_file_is_placed_left_out_or_lost() -> None:
    gone = Omission("seven  eight", "hidden in Word", "paragraph 3")
    found = made(KNEE, SHORT, HOME, TEXT, words=(f"Your knee {SAID} seven eight nine",), omissions=(gone,))
    assert (found.words, found.placed) == (len(SAID.split()) + 5, len(SAID.split()) + 2)
    assert [(each.text, each.reason) for each in found.left_out] == [
        ("seven eight", "hidden in Word"),
        ("nine", "no place was found for it"),
    ]


@pytest.mark.parametrize("title", ["Yes", "off", "n", "12", "a: b", "# a", "[a]", "- a", "a  b", "“a”", "a!", "null"])
def test_whatever_the_title_is_yaml_reads_it_back(title: str) -> None:
    assert read(line(title, style="title"), SHORT, TEXT)["title"] == " ".join(title.split())


def test_words_of_tables_and_boxes_count_for_short_forms_and_reviews() -> None:
    inside = box(line("Reviewed June 2024 by MRI"))
    table = grid(("a", cell("Call 01632 960 001 for CT")), ("b", "c"))
    found = made(line("YOUR MRI AND CT", level=1), SHORT, TEXT, inside, table)
    assert (found.title, found.edition, found.proposals.phones) == ("Your MRI and CT", "2024-06", ("01632 960 001",))
