"""How the work grows with a text: with its length, and not with the square of it.

Four times as long may take four times as much, and some for a logarithm; the square would be sixteen times.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import process_time
from types import FrameType

import pytest

from press.content.readability import passages, split
from press.manuscript import parted
from press.model import Blocks, Edition, Leaflet, Paragraph, Section, Table, Text
from press.quantities import joined, kept, quantities
from press.review.changes import compare, page
from press.review.changes.alignment import rising, same_in_order, spans
from tests.review.test_changes import strings

MOST = 8.0
"""How many times the work may be for four times the length."""


def calls(work: Callable[[], object]) -> int:
    """How many functions are called: the same in every run."""
    count = 0

    def seen(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def paragraphs(*texts: str) -> Blocks:
    return tuple(Paragraph((Text(text),)) for text in texts)


def shuffled(number: int) -> Iterator[int]:
    """Numbers in an order that looks like none."""
    step = 7919
    return (place * step % number for place in range(number))


def distinct(number: int, shift: int) -> Blocks:
    return paragraphs(*(f"Line w{place} of w{place * 31 + shift} and w{place * 17 % 101}." for place in range(number)))


def near(number: int, shift: int) -> Blocks:
    return paragraphs(*(f"Take {place * 13 + shift} mg of it now." for place in range(number)))


def same(number: int, shift: int) -> Blocks:
    return paragraphs(*["Take it."] * (number + shift))


def moved(number: int, shift: int) -> Blocks:
    return paragraphs(*(f"Line {place} says this." for place in (shuffled(number) if shift else range(number))))


def one_paragraph(number: int, shift: int) -> Blocks:
    return paragraphs(" ".join(f"Line {place + shift} says w{place % 97}." for place in range(number)))


def one_table(number: int, shift: int) -> Blocks:
    def cell(text: object) -> tuple[Text]:
        return (Text(str(text)),)

    rows = tuple((cell(f"Row {place}"), cell(place + shift)) for place in range(number))
    return (Table(cell("All"), (cell("Row"), cell("Dose")), rows),)


SMALL = 150


@pytest.mark.referee
@pytest.mark.parametrize(
    "kind", [distinct, near, same, moved, one_paragraph, one_table], ids=lambda kind: kind.__name__
)
def test_two_editions_are_compared_as_fast_as_they_are_long(
    sample: Leaflet, kind: Callable[[int, int], Blocks]
) -> None:
    def edition(number: int, shift: int) -> Edition:
        return replace(sample.edition, sections=(Section("one", (Text("One"),), kind(number, shift)),))

    def work(number: int) -> int:
        old, new = edition(number, 0), edition(number, 3)
        return calls(lambda: page.write(compare(old, new, strings())))

    work(SMALL)  # what is kept from now on
    assert work(4 * SMALL) < MOST * work(SMALL)


@pytest.mark.referee
def test_many_sections_are_matched_as_fast_as_they_are_many(sample: Leaflet) -> None:
    def work(number: int) -> int:
        old, new = (
            replace(
                sample.edition,
                sections=tuple(
                    Section(f"{side}-{place}", (Text(f"{side} {place}"),), paragraphs(f"Words w{place} w{place * 7}."))
                    for place in range(number)
                ),
            )
            for side in ("old", "new")
        )
        return calls(lambda: compare(old, new, strings()))

    work(SMALL)
    assert work(4 * SMALL) < MOST * work(SMALL)


TEXTS = ("“ ", "“a. ", "(", "1 ", "1/", "½", "+(", "≤ ", "a–", "5 mg ", "at ", "10 000 ", "Mg (", "mg ", "à 5", "؟ 5 ")
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "kept": lambda text: list(kept(text)),
    "joined": joined,
    "quantities": quantities,
    "split": lambda text: split(text, "en"),
    "from the right": lambda text: list(parted(text, rtl=True)),
    "from the left": lambda text: list(parted(text, rtl=False)),
    "spans": lambda text: spans(text, f"{text} x {text}"),
}


@pytest.mark.referee
@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("text", TEXTS)
def test_no_text_is_read_again_from_each_of_its_places(name: str, text: str) -> None:
    """By time, for regular expressions call nothing: the best of three, on texts long enough to be measured."""
    function = FUNCTIONS[name]

    def work(length: int) -> float:
        words = text * (length // len(text))
        best = []
        for _ in range(3):
            start = process_time()
            function(words)
            best.append(process_time() - start)
        return min(best)

    assert work(24_000) < MOST * work(6_000) + 0.02


@pytest.mark.parametrize("numbers", [(), (3,), (1, 2, 3), (3, 2, 1), (2, 9, 3, 1, 4, 5), (5, 1, 5, 2, 2, 3)])
def test_a_longest_run_rises(numbers: tuple[int, ...]) -> None:
    def longest(start: int, least: int) -> int:
        later = (longest(at + 1, numbers[at]) + 1 for at in range(start, len(numbers)) if numbers[at] > least)
        return max(later, default=0)

    found = [numbers[place] for place in rising(numbers)]
    assert found == sorted(set(found))
    assert len(found) == longest(0, -1)


@pytest.mark.parametrize(
    ("old", "new", "kept_ones"),
    [
        ("abc", "abc", "abc"),
        ("abc", "bc", "bc"),
        ("abc", "axc", "ac"),
        ("abcd", "acbd", "abd"),
        ("aaa", "aa", "aa"),
        ("abab", "ab", "ab"),
        ("aabb", "bbaa", "bb"),
        ("1x2x3", "2x3x1", "2x3"),
        ("91x5x28", "71xx26", "1xx2"),
        ("91aa5aa28", "71aa6aa28", "1aaaa28"),
        ("1ab2ba3ab4", "1ba2ab3ba4", "1a2a3a4"),
        ("", "abc", ""),
    ],
)
def test_what_is_the_same_in_order_is_found(old: str, new: str, kept_ones: str) -> None:
    found = same_in_order(old, new)
    pairs = sorted((one, other) for other, one in found.items())
    assert all(old[one] == new[other] for one, other in pairs)
    assert [other for _, other in pairs] == sorted(other for _, other in pairs)
    assert len(pairs) == len(kept_ones)


def test_a_long_paragraph_is_parted_into_sentences_in_pieces() -> None:
    text = "One is here. Two is there. " * 400
    assert split(text, "en") == ["One is here.", "Two is there."] * 400
    assert "".join(passages._pieces(text)) == text
    assert max(map(len, passages._pieces("“ " * 5000))) <= passages.LONGEST_PIECE
    assert "".join(passages._pieces("x" * 5000)) == "x" * 5000
