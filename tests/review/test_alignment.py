"""Which line became which: what is like what, what is taken first, and what stays where it was."""

from __future__ import annotations

import pytest

from press.model import Item, Leaflet, List, Paragraph, Text
from press.review.changes import Topic, compare
from press.review.changes.alignment import Span, alike, bag, likeness, spans
from tests.review.test_changes import edition, strings
from tests.review.test_numbers import holding, says


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("", "", 1.0),
        ("rest", "", 0.0),
        ("rest well", "rest well", 1.0),
        ("Rest, well!", "well rest", 1.0),
        ("one tablet", "two tablets", 0.5),
        ("a b c d", "a b e f", 0.5),
        ("a a a b", "a c", 1 / 3),
    ],
)
def test_texts_are_alike_by_the_share_of_their_words(one: str, other: str, share: float) -> None:
    assert likeness(bag(one), bag(other)) == pytest.approx(share)


def paired(
    old: dict[int, str], new: dict[int, str], *, groups: tuple[int, int | None] = (0, 0)
) -> set[tuple[int, int]]:
    return set(alike(old, new, dict.fromkeys(old, groups[0]), dict.fromkeys(new, groups[1])))


def test_each_text_goes_to_the_one_that_it_is_likest() -> None:
    old = {1: "use ice on it for an hour", 2: "use ice on it for a day", 3: "ring the nurse"}
    assert paired(old, {5: "use ice on it for a day or so", 6: "use ice on it for an hour or so"}) == {(2, 5), (1, 6)}
    assert paired(old, {5: "ring the ward nurse"}) == {(3, 5)}
    assert paired(old, {5: "use ice on it for an hour", 6: "use ice on it for an hour"}) == {(1, 5), (2, 6)}


def test_what_has_less_than_half_of_its_words_in_common_became_nothing() -> None:
    assert paired({1: "a b c d"}, {5: "a b e f"}) == {(1, 5)}
    assert paired({1: "a b c d e"}, {5: "a b f g h"}) == set()


def test_in_another_section_more_has_to_be_the_same() -> None:
    for groups in ((0, 1), (0, None)):
        assert paired({1: "a b c d"}, {5: "a b c e"}, groups=groups) == {(1, 5)}
        assert paired({1: "a b c d e"}, {5: "a b c f g"}, groups=groups) == set()


def test_a_text_of_common_words_is_found_at_about_its_place() -> None:
    old = dict.fromkeys(range(40), "the same words in each of them")
    new = {number + 40: text for number, text in old.items()}
    old[20], new[60] = "the same words in most of them", "the same words in nearly most of them"
    assert (20, 60) in paired(old, new)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Rest.", "Rest.", [("same", "Rest.")]),
        ("Rest it.", "Rest.", [("same", "Rest"), ("removed", " it"), ("same", ".")]),
        ("Rest.", "Rest now.", [("same", "Rest"), ("added", " now"), ("same", ".")]),
        (
            "Take 5 mg now.",
            "Take 10 ml now.",
            [("same", "Take "), ("removed", "5 mg"), ("added", "10 ml"), ("same", " now.")],
        ),
        ("", "New.", [("added", "New.")]),
        ("Old.", "", [("removed", "Old.")]),
        ("a b", "c d", [("removed", "a b"), ("added", "c d")]),
        ("a b c", "x b y", [("removed", "a"), ("added", "x"), ("same", " b "), ("removed", "c"), ("added", "y")]),
    ],
)
def test_the_words_of_two_texts_are_one_with_marks(old: str, new: str, found: list[Span]) -> None:
    assert spans(old, new) == found


def test_a_sentence_that_is_nothing_like_the_other_came_and_the_other_went(sample: Leaflet) -> None:
    old, new = (edition(sample, ("One", text)) for text in ("Use ice on the knee.", "Ring your own doctor."))
    found = [(change.how, change.was, change.now) for change in compare(old, new, strings()).of(Topic.WORDING)]
    assert found == [("added", "", "Ring your own doctor."), ("removed", "Use ice on the knee.", "")]


def test_what_is_printed_did_not_become_what_is_not(sample: Leaflet) -> None:
    """A paragraph that says of itself what is true of a list is no list."""
    old = holding(sample, List((Item((Paragraph((Text("Rest."),)),)),)))
    new = holding(sample, *says("List: with bullets", "Rest."))
    found = {(change.how, change.was, change.now) for change in compare(old, new, strings()).changes}
    assert {("added", "", "List: with bullets"), ("removed", "List: with bullets", "")} <= found
