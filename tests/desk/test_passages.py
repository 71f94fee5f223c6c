"""Whoever reads and signs is shown all the words, as lists, strong words and pictures, in their places."""

from __future__ import annotations

from collections.abc import Iterator

from press.desk.passages import Listed, Shown, shown
from press.model import Library
from press.review.changes.passages import Passage, flatten
from tests.desk.conftest import Browser, page


def silent(text: str, within: str = "") -> Passage:
    return Passage(0, "Normal", text, within, silent=True)


def item(text: str, within: str = "item", style: str = "ListBullet") -> Passage:
    return Passage(0, style, text, within)


def told(found: list[Shown | Listed]) -> Iterator[Shown]:
    for each in found:
        for one in each.parts if isinstance(each, Listed) else [each]:
            yield one
            yield from one.more


def test_every_word_of_every_leaflet_is_shown_once_in_its_order(browser: Browser, sample_library: Library) -> None:
    for edition in sample_library.editions:
        strings = browser.desk.office.layouts.strings_for(edition.language)
        assert strings
        passages = flatten(edition, strings).passages
        found = list(told(shown(passages)))
        assert [one.text for one in found if one.text] == [each.text for each in passages if not each.silent]
        hints = [hint for one in found for hint in one.hints]
        for each in passages:
            seen = each.text.startswith(("Strong", "Emphasis", "List: ", "Term ", "Link to tel:"))
            assert not each.silent or each.text in hints or seen
        for one in found:
            assert "".join(piece for piece, _ in one.pieces) == one.text


def test_lists_go_on_with_their_numbers_after_lists_within_them() -> None:
    steps = [
        silent("List: numbered from 3"),
        item("Wash.", style="ListNumber"),
        item("Well.", "item, going on", "ListNumber"),
        silent("List: with bullets", "item, going on"),
        item("Soap", "item, going on > item"),
        item("Water", "item, going on > item"),
        item("Dry.", style="ListNumber"),
        silent("List: with bullets"),
        item("Another list"),
    ]
    found = [each for each in shown(steps) if isinstance(each, Listed)]
    assert [(each.start, each.depth, [one.text for one in each.parts]) for each in found] == [
        (3, 1, ["Wash."]),
        (0, 2, ["Soap", "Water"]),
        (4, 1, ["Dry."]),
        (0, 1, ["Another list"]),
    ]
    assert [one.text for one in found[0].parts[0].more] == ["Well."]


def test_words_are_strong_where_it_can_be_told_which_are() -> None:
    once, twice = shown(
        [
            Passage(0, "Normal", "Take 2 tablets."),
            silent("Strong: “2 tablets”"),
            Passage(0, "Normal", "Take 2, not 12."),
            silent("Strong: “2”"),
        ]
    )
    assert isinstance(once, Shown)
    assert isinstance(twice, Shown)
    assert list(once.pieces) == [("Take ", False), ("2 tablets", True), (".", False)]
    assert (list(twice.pieces), twice.hints) == ([("Take 2, not 12.", False)], ["Strong: “2”"])


def test_where_a_link_leads_is_told_unless_its_words_tell_it() -> None:
    (call,) = shown(
        [
            Passage(0, "Normal", "Call 01632 960 001, or 01632 960 002, or see our page."),
            silent("Link to tel:01632960001: “01632 960 001”"),
            silent("Link to tel:01632960009: “01632 960 002”"),
            silent("Link to https://example.org: “our page”"),
        ]
    )
    assert isinstance(call, Shown)
    assert call.hints == ["Link to tel:01632960009: “01632 960 002”", "Link to https://example.org: “our page”"]


def test_a_word_that_is_explained_is_told_only_where_its_entry_is_called_otherwise() -> None:
    (said,) = shown(
        [
            Passage(0, "Normal", "Give your informed consent to the operation."),
            silent("Term informed-consent: “informed consent”"),
            silent("Term surgery: “operation”"),
        ]
    )
    assert isinstance(said, Shown)
    assert said.hints == ["Term surgery: “operation”"]


def test_a_picture_stands_where_the_leaflet_has_it(browser: Browser) -> None:
    words = page(browser.get("/approve/knee/2025-06/en-GB")).xpath("//div[@class='words']")[0]
    (picture,) = words.xpath(".//figure/img")
    assert picture.get("alt") in words.text_content()
    assert picture.xpath("ancestor::figure/following-sibling::*")


def _tags(*styles: str) -> list[str]:
    return [one.tag for one in shown([Passage(0, style, "Words", "item") for style in styles])]


def test_each_passage_stands_as_what_it_is() -> None:
    styles = ("Heading1", "Heading2", "Heading3", "Heading4", "BoxHeading", "DefinitionTerm", "Heading5", "Title")
    assert _tags(*styles) == ["h3", "h4", "h4", "h4", "h4", "h4", "h3", "p"]
    assert _tags("Picture", "ListNumber", "Normal") == ["picture", "list", "p"]
    (lonely,) = shown([Passage(0, "ListBullet", "Words", "box")])
    assert lonely.tag == "p"


def test_a_picture_is_shown_by_its_id_and_nothing_else_is() -> None:
    picture, words = shown([Passage(0, "Picture", "A knee", of="knee"), Passage(0, "Normal", "Words", of="knee")])
    assert isinstance(picture, Shown)
    assert isinstance(words, Shown)
    assert (picture.figure, words.figure) == ("knee", "")


def test_facts_of_the_edition_stand_together_and_what_is_said_of_one_passage_by_itself() -> None:
    facts = [Passage(0, "Normal", text, silent=True, about=True) for text in ("Language: cy", "Status: draft")]
    found = shown([*facts, Passage(0, "Normal", "Words"), silent("Box: warning"), silent("Table: A | B"), facts[0]])
    told = [(one.tag, one.text, one.hints) for one in found if isinstance(one, Shown)]
    assert told == [
        ("silent", "", ["Language: cy", "Status: draft"]),
        ("p", "Words", []),
        ("silent", "", ["Box: warning"]),
        ("silent", "", ["Table: A | B", "Language: cy"]),
    ]


def test_what_goes_on_in_an_item_after_a_list_stands_by_itself() -> None:
    found = shown(
        [
            silent("List: with bullets"),
            item("Wash."),
            silent("List: with bullets", "item"),
            item("Soap", "item > item"),
            item("And dry.", "item, going on"),
        ]
    )
    assert [each.tag for each in found] == ["list", "list", "p"]


def test_a_mark_is_of_the_words_before_it_and_of_no_list() -> None:
    marked, bare = shown([Passage(0, "Normal", "Take two."), silent("Emphasis: “two”"), Passage(0, "Normal", "Rest.")])
    assert isinstance(marked, Shown)
    assert list(marked.pieces) == [("Take ", False), ("two", True), (".", False)]
    assert isinstance(bare, Shown)
    assert list(bare.pieces) == [("Rest.", False)]
    alone = shown([Passage(0, "Normal", "Take two."), silent("List: with bullets"), silent("Strong: “two”")])
    assert [(one.tag, one.hints) for one in alone if isinstance(one, Shown)] == [
        ("p", []),
        ("silent", ["Strong: “two”"]),
    ]


def test_words_within_strong_words_are_shown_once() -> None:
    (one,) = shown([Passage(0, "Normal", "Take two now."), silent("Strong: “Take two”"), silent("Emphasis: “two”")])
    assert isinstance(one, Shown)
    assert [piece for piece in one.pieces if piece[0]] == [("Take two", True), (" now.", False)]
    both = shown([Passage(0, "Normal", "Take two now."), silent("Strong: “two”"), silent("Emphasis: “ now”")])
    assert isinstance(both[0], Shown)
    told = [piece for piece in both[0].pieces if piece[0]]
    assert told == [("Take ", False), ("two", True), (" now", True), (".", False)]


def test_what_is_in_another_language_is_told() -> None:
    (one,) = shown([Passage(0, "Normal", "Say bore da to them."), silent("In the language cy: “bore da”")])
    assert isinstance(one, Shown)
    assert (one.hints, one.strong) == (["In the language cy: “bore da”"], [])


def test_numbers_go_on_by_one_for_each_item_and_for_no_paragraph_within_one() -> None:
    steps = [
        silent("List: numbered from 2"),
        item("Wash."),
        item("Dry."),
        item("Well.", "item, going on"),
        item("And gently.", "item, going on"),
        silent("List: with bullets", "item, going on"),
        item("Soap", "item, going on > item"),
        item("Rest."),
    ]
    found = [each for each in shown(steps) if isinstance(each, Listed)]
    assert [(each.start, each.depth) for each in found] == [(2, 1), (0, 2), (4, 1)]


def test_items_of_a_list_of_which_nothing_is_said_have_bullets() -> None:
    (found,) = shown([item("Wash."), item("Dry.")])
    assert isinstance(found, Listed)
    assert (found.start, found.depth, len(found.parts)) == (0, 1, 2)
