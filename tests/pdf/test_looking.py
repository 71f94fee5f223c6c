"""What Typst would part or tear, seen on its pages and set otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pypdfium2
import pytest

from press.layout import ENGINES, Layout
from press.model import Block, Credit, Figure, Item, Leaflet, List, Paragraph, Picture, Section, Strong, Text
from press.writers import pdf, typeset
from press.writers.typeset import blocks, looking
from press.writers.typeset.leaves import Fragment, Leaf, over_each_other
from press.writers.typeset.looking import Change, Flaw
from press.writers.typeset.painted import File
from press.writers.typeset.script import Script
from tests.pdf.conftest import composed, loaded
from tests.pdf.test_typeset import found, look, script
from tests.test_manuscript import edition

LINE = Paragraph((Text("Rest the knee."),))
FILL = Paragraph((Text("Rest the knee, and put it up whenever you sit down for longer than you had planned to."),))
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 48"><circle cx="9" cy="9" r="9"/></svg>'


def said(*blocks: Block, layout: Layout) -> list[str]:
    """What is wrong with a leaflet that holds some blocks."""
    written = script(*blocks, layout=layout)
    return found(pdf.write(written, layout), written, layout)


def announced(*blocks: Block) -> Item:
    return Item((Paragraph((Text("Call us if you have:"),)), *blocks))


@pytest.mark.parametrize("name", ["a4", "a4-columns", "large-print"])
def test_the_last_item_of_a_list_in_a_list_stays_with_what_it_announces(name: str) -> None:
    layout = look(name, contents_over=30)
    inner = List((Item((FILL,)), announced()))
    items = tuple(Item((FILL, inner)) for _ in range(9))
    assert said(FILL, List((*items, Item((FILL, FILL)))), layout=layout) == []


def test_items_that_run_off_their_page_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    layout = look("a4")
    made = blocks.script(script(FILL, List((Item((FILL,)), Item((LINE,)))), layout=layout), layout, with_contents=False)
    file = typeset._settled(made, layout)
    assert looking.flaws(made, file, ()) == []
    monkeypatch.setattr(looking, "_feet", lambda file: [file.pages[0].box[3]] * len(file.pages))
    ways = [flaw.ways for flaw in looking.flaws(made, file, ()) if flaw.kind == "off"]
    assert {(change.item["type"], change.name, change.value) for way in ways if way for change in way[0]} == {
        ("list", "loose", True),
        ("paragraph", "loose", True),
    }


def of(kind: str, page: int, *says: str) -> Leaf:
    """What stands on a page, each text on one more from there on."""
    parts = [Fragment(page + more, 0, 9, 0, 12, {0: text}) for more, text in enumerate(says)]
    return Leaf(kind, {"words": [{"t": " ".join(says)}]}, ({},), parts)


def test_a_page_ends_before_all_that_belongs_to_what_it_ends_before() -> None:
    leaves = [
        of("paragraph", 0, "Rest."),
        of("heading", 0, "Pain"),
        of("name", 0, "Drug"),
        of("paragraph", 0, "Take it."),
    ]
    ((change, *others),) = [looking._broken_before(leaves, 3)]
    assert change.item is leaves[1].holders[0]
    assert others == []
    assert looking._broken_before(leaves[1:], 2) == ()
    leaves[0] = of("paragraph", -1, "Rest.")
    assert looking._broken_before(leaves, 3) == ()


@pytest.mark.parametrize(
    ("says", "torn"),
    [
        (("You must", "not drive."), True),
        (("You must rest.", "Do not drive."), False),
        (("You must", "rest for a day."), False),
        (("You must not", "drive."), False),
    ],
)
def test_a_sentence_that_says_no_overleaf_is_seen_and_one_that_does_so_in_the_next_column_is_not(
    says: tuple[str, str], *, torn: bool
) -> None:
    leaf = of("paragraph", 0, *says)
    assert looking._says_no_overleaf(leaf, ("not",)) is torn
    beside = replace(leaf, fragments=[replace(each, page=0) for each in leaf.fragments])
    assert not looking._says_no_overleaf(beside, ("not",))


@pytest.mark.parametrize("headings", [1, 2])
def test_all_that_belongs_together_is_brought_together(headings: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaf(kind: str, page: int, says: str = "Rest.") -> Leaf:
        return Leaf(kind, {"words": [{"t": says}]}, ({},), [Fragment(page, 0, 9, 0, 12, {0: says})])

    asked: list[tuple[int, int, int]] = []

    def joining(_: object, first: int, place: int, last: int, __: object) -> tuple[()]:
        asked.append((first, place, last))
        return ()

    monkeypatch.setattr(looking, "_joining", joining)
    announcing, items = leaf("paragraph", 1, "Call us if you have:"), [leaf("item", 1)] * 2
    leaves = [leaf("paragraph", 0), *[leaf("heading", 0)] * headings, announcing, *items]
    assert [flaw.place for flaw in looking._parted(leaves, cast(Script, None))] == [headings]
    assert asked == [(1, headings, headings + 2)]


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ((Text("Take 5"), Strong((Text("–10 mg"),)), Text(" of it.")), "{'whole': [{'t': '5"),
        ((Text("Take 120/"), Strong((Text("80"),)), Text(" for it.")), "{'whole': [{'t': '120/"),
    ],
)
def test_a_quantity_of_which_a_part_is_stressed_is_not_broken(words: tuple[Text | Strong, ...], whole: str) -> None:
    layout = look("a4")
    made = str(blocks.script(script(Paragraph(words), layout=layout), layout, with_contents=False).data)
    assert whole in made
    assert "'t': 'Take " in made  # and what is around it may be


def test_what_is_painted_over_a_leaf_is_seen_unless_it_stands_aside() -> None:
    def leaf(left: float, top: float, kind: str = "paragraph") -> Leaf:
        return Leaf(kind, {}, ({},), [Fragment(0, left, top, top - 12, 12, {top - 12: "Rest."})])

    assert over_each_other(leaf(50, 400), leaf(50, 399))
    assert not over_each_other(leaf(50, 400), leaf(50, 384))
    assert not over_each_other(leaf(50, 400), leaf(250, 700))
    assert not over_each_other(leaf(50, 400, "cell"), leaf(90, 400, "cell"))


def test_an_address_without_a_link_is_read_across_lines_that_end_and_begin_with_the_same_letter() -> None:
    words = "You can read more on our website (www.example.org/patients/leaflets). "
    inner = List((Item((Paragraph((Text(words * 2),)),)),))
    assert said(List((Item((LINE, inner)),)), layout=look("large-print").at(28)) == []


def test_a_picture_is_made_smaller_where_its_credit_had_no_room_on_its_page() -> None:
    words = (Text("Where the knee is in the body, and what is around it there, above it and below it."),)
    drawing = Picture("knee.svg", "image/svg+xml", DRAWING, 200, 480)
    figure = Figure("knee", drawing, "A knee, seen from the left.", words, credit=Credit(words))
    items = (announced(), Item((Paragraph((Text("Call 999 if you have:"),)),)))
    assert said(FILL, FILL, List(items), figure, FILL, layout=look("large-print", contents_over=30).at(28)) == []


def test_a_decoration_that_is_parted_from_its_heading_may_be_smaller() -> None:
    """It has no labels, so that nothing says how small it may be."""
    layout = look("large-print").at(28)
    words = [{"t": "Rest", "m": 9}]
    heading = Leaf("heading", {"words": words}, ({},), [Fragment(0, 50, 60, 30, 28, {40: "Rest"})])
    drawing = Leaf("picture", {"size": [40.0, 300.0]}, ({},), [Fragment(1, 50, 690, 40, 0, {690: ""})])
    made = blocks.script(script(FILL, layout=layout), layout, with_contents=False)
    assert 0 < looking._smaller(drawing, (heading, drawing), made) < 40


@pytest.mark.parametrize("before", [0, 9])
def test_a_long_paragraph_ends_its_page_before_a_sentence_that_says_no_overleaf(before: int) -> None:
    long = "Most people can go home on the day of the operation, but you should on no account drive yourself. "
    assert said(*[LINE] * before, Paragraph((Text(long * 9),)), layout=look("large-print").at(28)) == []


def test_paragraphs_of_narrow_letters_are_set_narrower() -> None:
    narrow = "Illness is still ill-defined till little is left: it will fill, it is still filling. "
    assert said(*[Paragraph((Text(narrow * 4),))] * 3, layout=look("a4").at(14)) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_the_text_begins_below_a_list_of_contents_that_is_longer_than_a_page(engine: str) -> None:
    layout = replace(loaded()["a4"], engine=engine).at(14)
    heading = (Text("Are there any risks, and what happens if I decide that I would rather not have this done?"),)
    sections = tuple(Section(f"s{number}", heading, (FILL,)) for number in range(20))
    written = composed(Leaflet(edition(sections=sections)), replace(layout, contents_over=1))
    with pypdfium2.PdfDocument(pdf.write(written, replace(layout, contents_over=1))) as document:
        second = document[1].get_textpage().get_text_bounded()
    assert second.startswith(heading[0].text[:20])
    assert "About this leaflet" in second
    assert "Rest the knee" in second


def test_what_does_not_help_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def all_that_may_break(script: Script, file: File, negations: Sequence[str]) -> list[Flaw]:
        items = [item for item in script.owners.values() if item.get("whole") is False]
        return [Flaw(place, "torn", ((Change(item, "whole", True),),)) for place, item in enumerate(items)]

    monkeypatch.setattr(looking, "flaws", all_that_may_break)
    longer_than_a_page = Paragraph((Text("Rest the knee, and put it up whenever you sit down. " * 90),))
    problems = said(longer_than_a_page, layout=look("a4", contents_over=9))
    assert not [each for each in problems if "not wholly on the page" in each]
