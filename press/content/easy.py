"""Easy Read: what makes a text hard for people with a learning disability, sentence by sentence.

The rules are those of Inclusion Europe ("Information for all: European standards for making information easy to read
and understand", 2009) and of the Department of Health ("Making written information easier to understand for people
with learning disabilities", 2010). Where a machine can only guess, it warns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from press.content.readability.passages import split
from press.content.readability.wording import Beginner, passive

LONGEST_SENTENCE = 15
"""In words."""
LONGEST_WORD = 12
"""In letters: what is longer is a hard word, unless it is explained."""

_PERCENT = re.compile(r"\d\s*[%٪]|\bper ?cent\b|\by cant\b|بالمئة|بالمائة", re.IGNORECASE)
_NUMBERS = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty"),
    *("half", "third", "quarter", "hundred", "thousand", "twice"),
)
_IN_WORDS = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_JOINED = re.compile(r";|, (?:and|but|so|because|which|although|while|or) |\b(?:although|whereas|unless|which)\b")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Hard:
    """What is hard to read: the rule, the words, why, and how to mend it; ``certain`` where no person has to judge."""

    rule: str
    words: str
    message: str
    hint: str
    certain: bool = False


def hard(
    text: str, language: str, explained: frozenset[str], beginner: Beginner, *, pictured: bool = True
) -> Iterator[Hard]:
    """What is hard in a passage; ``explained`` are the words, in small letters, that stand in its glossary.

    One that is ``pictured`` stands beside a picture, and so has one sentence alone.
    """
    english = language.partition("-")[0] == "en"
    found = split(text, language)
    if len(found) > 1 and pictured:
        message = f"There are {len(found)} sentences beside one picture."
        yield Hard("easy-one-idea", text, message, "Give each sentence a paragraph and a picture.", certain=True)
    if match := _PERCENT.search(text):
        hint = "Write how many people: `3 in 100 people`."
        yield Hard("easy-percentage", match[0], "Percentages are hard to understand.", hint, certain=True)
    for sentence in found:
        yield from _of_sentence(sentence)
        yield from _of_english(sentence) if english else ()
    hints = "Use an easier word, or explain it: `[biopsy](term:)`, with its meaning in `glossary:`."
    for word in _unexplained(text, explained, beginner, english=english):
        yield Hard("easy-word", word, "This is a hard word, and nothing explains it.", hints)


def _of_sentence(sentence: str) -> Iterator[Hard]:
    length = sum(any(map(str.isalnum, word)) for word in sentence.split())
    if length > LONGEST_SENTENCE:
        message = f"The sentence has {length} words, more than {LONGEST_SENTENCE}."
        yield Hard("easy-sentence", sentence, message, "Make two of it, each with one idea.", certain=True)


def _of_english(sentence: str) -> Iterator[Hard]:
    if match := _JOINED.search(sentence):
        message = "This sentence may hold more than one idea."
        yield Hard("easy-one-idea", match[0].strip(), message, "Make two of it, each with a picture.")
    if match := _IN_WORDS.search(sentence):
        yield Hard("easy-number", match[0], "A number is written in words.", "Write it in digits: 2, 3, 4.")
    if words := passive(sentence):
        yield Hard("easy-active", words, "This does not say who does it.", "Say who: “A nurse takes …”.")


def _unexplained(text: str, explained: frozenset[str], beginner: Beginner, *, english: bool) -> Iterator[str]:
    known = {word for term in explained for word in _WORD.findall(term)}
    medical = list(beginner.puzzled_by(text)) if english else []
    long = [word for word in _WORD.findall(text) if len(word) > LONGEST_WORD]
    for word in dict.fromkeys((*medical, *long)):
        if not {word.casefold(), word.casefold().removesuffix("s")} & known:
            yield word
