"""How hard an edition is to read: a reading age, and the sentences and words that make it hard.

passages   the prose of an edition and its sentences
score      the formulas, and what they count
wording    sentences that look passive, medical words that nobody has explained
medical    which words are medical

The rules and their figures are those of the NHS service manual. They rank editions and sections and
judge none: nothing here is a problem. Measured are the summary, paragraphs, lists, boxes and the long
descriptions of pictures; not headings, tables, captions, contacts, the glossary and references.

Reading ages, passive sentences and medical words are for English. In another language there are only
long sentences and long paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from press.content.readability.medical import plainer
from press.content.readability.passages import Passage, marked, of_section, sentences, split
from press.content.readability.score import FEWEST_WORDS, Score, grade, score
from press.content.readability.wording import Beginner, passive
from press.model import Edition, plain

__all__ = ["FEWEST_WORDS", "Finding", "Measures", "Readability", "Score", "Sentence", "measure", "split"]

LONGEST_SENTENCE = 20
"""In words (NHS service manual)."""
LONGEST_PARAGRAPH = 3
"""In sentences (NHS service manual)."""
_SHORTEST = 10
"""In words; of a shorter sentence the formula says only that it has a long word."""
_SUMMARY = "Summary"
"""What the part above the first heading is called."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the headings above it (``Side effects › Pain``). ``words`` are all of its words.

    ``counted`` is what the formulas count: the sentence without the terms that the leaflet explains and
    without words of another language; empty where the edition is not in English. ``passive`` is what
    looks passive, or empty.
    """

    place: str
    text: str
    words: int
    counted: str = ""
    passive: str = ""

    @property
    def grade(self) -> float:
        """Its own Flesch-Kincaid grade; 0 where the edition is not in English."""
        return grade(self.counted)


@dataclass(frozen=True, slots=True)
class Finding:
    """A paragraph of more than 3 sentences, or a medical word; and the headings above it.

    ``figure`` is how many sentences the paragraph has, or how often the word stands unexplained.
    ``plainer`` is the word in plain ones, or empty.
    """

    place: str
    text: str
    figure: int
    plainer: str = ""


@dataclass(frozen=True, slots=True)
class Measures:
    """What was found in a section and in those within it; ``heading`` is empty for a whole edition.

    ``score`` is None in another language than English, and where there are fewer than 50 words.
    """

    heading: str
    sentences: tuple[Sentence, ...]
    long_paragraphs: tuple[Finding, ...]
    medical_words: tuple[Finding, ...]
    score: Score | None

    @property
    def words(self) -> int:
        return sum(sentence.words for sentence in self.sentences)

    @property
    def long_sentences(self) -> tuple[Sentence, ...]:
        """Those of more than 20 words."""
        return tuple(sentence for sentence in self.sentences if sentence.words > LONGEST_SENTENCE)

    @property
    def passive_sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self.sentences if sentence.passive)

    def worst(self, most: int = 3) -> tuple[Sentence, ...]:
        """The hardest sentences, by Flesch-Kincaid, of 10 words and more; in another language the longest."""
        enough = (sentence for sentence in self.sentences if sentence.words >= _SHORTEST)
        return tuple(sorted(enough, key=lambda sentence: (sentence.grade, sentence.words), reverse=True)[:most])


@dataclass(frozen=True, slots=True)
class Readability:
    """An edition as a whole, and each of its sections with the summary before them.

    ``scored`` says whether it is in English: whether there are scores, passive sentences and medical words.
    """

    scored: bool
    whole: Measures
    sections: tuple[Measures, ...]


def measure(edition: Edition) -> Readability:
    """How hard an edition is to read. What its terms and abbreviations explain does not count against it."""
    parts = [(_SUMMARY, [Passage(_SUMMARY, edition.summary)])]
    parts += [(plain(section.heading), list(of_section(section))) for section in edition.sections]
    measurer = _Measurer(edition, [passage for _, passages in parts for passage in passages])
    sections = tuple(measurer.reading(heading, passages) for heading, passages in parts)
    return Readability(measurer.english, _together(sections), sections)


class _Measurer:
    """Reads the passages of an edition from its beginning to its end."""

    def __init__(self, edition: Edition, passages: Iterable[Passage]) -> None:
        self.language = edition.language
        self.english = edition.language.partition("-")[0] == "en"
        self.beginner = Beginner()
        self.explained = _explained(edition, passages)

    def reading(self, heading: str, passages: Sequence[Passage]) -> Measures:
        found = [self.sentence(place, text) for place, text in sentences(passages, self.language)]
        paragraphs, medical = tuple(self.long_paragraphs(passages)), self.medical_words(found)
        return Measures(heading, tuple(found), paragraphs, medical, score(sentence.counted for sentence in found))

    def sentence(self, place: str, text: str) -> Sentence:
        length = sum(any(map(str.isalnum, word)) for word in text.split())
        if not self.english:
            return Sentence(place, text, length)
        return Sentence(place, text, length, self.unexplained(text), passive(text))

    def long_paragraphs(self, passages: Iterable[Passage]) -> Iterator[Finding]:
        for passage in passages:
            number = len(split(passage.text, self.language))
            if number > LONGEST_PARAGRAPH:
                yield Finding(passage.place, passage.text, number)

    def medical_words(self, found: Iterable[Sentence]) -> tuple[Finding, ...]:
        puzzling = ((word, one.place) for one in found for word in self.beginner.puzzled_by(one.counted))
        return _counted(Finding(place, word, 1, plainer(word) or "") for word, place in puzzling)

    def unexplained(self, text: str) -> str:
        """A text without the terms that the leaflet explains."""
        return " ".join(self.explained.sub(" ", text).split())


def _explained(edition: Edition, passages: Iterable[Passage]) -> re.Pattern[str]:
    """The terms of an edition's glossary as they are written and as they are marked, abbreviations and what
    they stand for, and words of another language. Abbreviations have to have their capitals."""
    terms = {entry.term for entry in edition.glossary} | {long for _, long in edition.abbreviations}
    terms |= {words for passage in passages for words in marked(passage.words)}
    plural = rf"(?i:{_any_of(terms)})(?:s|es)?"
    return re.compile(rf"(?<!\w)(?:{plural}|{_any_of(short for short, _ in edition.abbreviations)})(?!\w)")


def _any_of(texts: Iterable[str]) -> str:
    """A pattern of any of some texts, the longest first; of nothing where there are none."""
    return "|".join(map(re.escape, sorted(texts, key=lambda text: (-len(text), text)))) or r"\b\B"


def _counted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each medical word once, at the place where it is met first, with all its uses; the most used first."""
    first: dict[str, Finding] = {}
    for finding in findings:
        uses = first[finding.text].figure if finding.text in first else 0
        first[finding.text] = replace(first.get(finding.text, finding), figure=uses + finding.figure)
    return tuple(sorted(first.values(), key=lambda finding: -finding.figure))


def _together(sections: Sequence[Measures]) -> Measures:
    found = tuple(sentence for section in sections for sentence in section.sentences)
    paragraphs = tuple(paragraph for section in sections for paragraph in section.long_paragraphs)
    medical = _counted(word for section in sections for word in section.medical_words)
    return Measures("", found, paragraphs, medical, score(sentence.counted for sentence in found))
