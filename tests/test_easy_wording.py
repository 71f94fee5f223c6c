"""What is hard to read in a passage of Easy Read: each form of it, and whether a person has to judge."""

from __future__ import annotations

import pytest

from press.content import easy
from press.content.readability.wording import Beginner


def found(text: str, language: str = "en-GB-simple", explained: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    return [(each.rule, each.words) for each in easy.hard(text, language, explained, Beginner())]


@pytest.mark.parametrize(
    "number",
    [
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty"),
        *("thirty", "half", "third", "quarter", "hundred", "thousand", "twice", "Two"),
    ],
)
def test_a_number_in_words_is_hard(number: str) -> None:
    assert found(f"Take {number} now.") == [("easy-number", number)]


@pytest.mark.parametrize("text", ["Take one now.", "Often, tend to it.", "Take 2 now."])
def test_other_words_are_no_numbers(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("It helps 5%.", "en", "5%"),
        ("It helps 5 %.", "cy", "5 %"),
        ("It helps 5 per cent.", "en", "per cent"),
        ("It helps 5 percent.", "en", "percent"),
        ("5 y cant.", "cy", "y cant"),
        ("5 بالمئة", "ar", "بالمئة"),
        ("5 بالمائة", "ar", "بالمائة"),
        ("5٪", "ar", "5٪"),
    ],
)
def test_percentages_are_hard_in_every_language(text: str, language: str, shown: str) -> None:
    assert ("easy-percentage", shown) in found(text, language)


@pytest.mark.parametrize(
    ("text", "joint"),
    [
        ("Rest; drink.", ";"),
        *(
            (f"Rest, {word} drink.", f", {word}")
            for word in ("and", "but", "so", "because", "which", "although", "while")
        ),
        ("Rest, or drink.", ", or"),
        *((f"Rest {word} it hurts.", word) for word in ("although", "whereas", "unless", "which")),
    ],
)
def test_ideas_that_are_joined_are_told(text: str, joint: str) -> None:
    assert found(text) == [("easy-one-idea", joint)]


def test_what_can_be_counted_is_certain_and_what_has_to_be_judged_is_not() -> None:
    text = f"Take 5% of it. Take two; it is done by the haematologist {'now ' * 15}."
    certain = {each.rule: each.certain for each in easy.hard(text, "en-GB-simple", frozenset(), Beginner())}
    assert certain == {
        "easy-one-idea": False,
        "easy-percentage": True,
        "easy-sentence": True,
        "easy-number": False,
        "easy-active": False,
        "easy-word": False,
    }
    (one,) = easy.hard("Rest. Drink.", "cy", frozenset(), Beginner())
    assert (one.rule, one.certain) == ("easy-one-idea", True)
    assert not list(easy.hard("Rest. Drink.", "cy", frozenset(), Beginner(), pictured=False))


def test_a_word_of_12_letters_is_easy_and_one_of_13_is_hard_unless_it_is_explained() -> None:
    assert found("Say abcdefghijkl.", "cy") == []
    assert found("Say abcdefghijklm.", "cy") == [("easy-word", "abcdefghijklm")]
    assert found("Say abcdefghijklms.", "cy", frozenset({"abcdefghijklm"})) == []
