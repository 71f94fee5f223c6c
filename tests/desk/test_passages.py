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
