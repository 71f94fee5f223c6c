"""What `check` says of readability: a line for each edition, the hardest first; its findings; a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from press import spreadsheet
from press.cli.terminal import count, now, write
from press.content.readability import FEWEST_WORDS, Measures, Readability, Score, measure
from press.model import Edition, Standing

Measured = tuple[Edition, Readability]
_NOT_PAST = (Standing.CURRENT, Standing.DRAFT)


def ranked(editions: Iterable[Edition]) -> list[Measured]:
    """Current editions and drafts with their readability, the hardest to read first, those without a score last."""
    measured = [(edition, measure(edition)) for edition in editions if edition.standing in _NOT_PAST]
    return sorted(measured, key=lambda one: -_age(one[1].whole.score))


def line(edition: Edition, readability: Readability) -> str:
    """An edition's readability in one line."""
    whole = readability.whole
    facts = [_scored(readability), count(whole.words, "word"), *_found(whole, scored=readability.scored)]
    return f"{_name(edition)}: {'; '.join(facts)}"


def _name(edition: Edition) -> str:
    return f"{edition.topic} {edition.name} ({edition.language})"


def _scored(readability: Readability) -> str:
    score = readability.whole.score
    if score:
        formulas = f"Flesch-Kincaid {score.flesch_kincaid:.1f}, SMOG {score.smog:.1f}, Gunning fog {score.fog:.1f}"
        return f"reading age {score.age:.0f} (grades: {formulas})"
    why = f"fewer than {FEWEST_WORDS} words to count" if readability.scored else "the formulas are for English"
    return f"no reading age ({why})"


def _found(reading: Measures, *, scored: bool) -> Iterator[str]:
    yield f"{count(len(reading.long_sentences), 'sentence')} over 20 words"
    yield f"{count(len(reading.long_paragraphs), 'paragraph')} over 3 sentences"
    if scored:
        yield f"{len(reading.passive_sentences)} perhaps passive"
        yield f"{count(len(reading.medical_words), 'medical word')} not explained"


def details(readability: Readability) -> Iterator[str]:
    """What was found in each section, the hardest first."""
    for section in sorted(readability.sections, key=lambda section: -_age(section.score)):
        age = f"reading age {section.score.age:.0f}, " if section.score else ""
        yield f"  {section.heading}: {age}{count(section.words, 'word')}"
        yield from (f"    {said}" for said in _details(section))


def _details(section: Measures) -> Iterator[str]:
    worst = section.worst(3)
    for sentence in worst:
        grade = f"grade {sentence.grade:.0f}, " if sentence.counted else ""
        yield f"worst ({grade}{sentence.words} words): “{sentence.text}”"
    for sentence in section.long_sentences:
        if sentence not in worst:
            yield f"over 20 words ({sentence.words}): “{sentence.text}”"
    for paragraph in section.long_paragraphs:
        yield f"over 3 sentences ({paragraph.figure}): “{paragraph.text}”"
    for word in section.medical_words:
        meaning = f" ({word.plainer})" if word.plainer else ""
        yield f"not explained: {word.text}{meaning}, {count(word.figure, 'time')}"
    if section.passive_sentences:
        yield f"perhaps passive: {'; '.join(f'“{sentence.passive}”' for sentence in section.passive_sentences)}"


# A spreadsheet

_COLUMNS = (
    "topic",
    "edition",
    "language",
    "standing",
    "reading age of the leaflet",
    "section",
    "reading age",
    "Flesch-Kincaid grade",
    "SMOG grade",
    "Gunning fog grade",
    "words",
    "sentences",
    "sentences over 20 words",
    "paragraphs over 3 sentences",
    "perhaps passive sentences",
    "medical words not explained",
    "which words",
    "worst sentence",
)


def write_table(file: Path, measured: Sequence[Measured]) -> int:
    """Write a spreadsheet with a row for each section; how many. Raises UsageError if it cannot be written."""
    rows = [
        _row(edition, readability, section) for edition, readability in measured for section in readability.sections
    ]
    if file.suffix.lower() == ".xlsx":
        write(file, spreadsheet.as_xlsx([_COLUMNS, *rows], now()))
    else:
        write(file, spreadsheet.as_csv([_COLUMNS, *rows]).encode("utf-8-sig"))  # the mark tells Excel that it is UTF-8
    return len(rows)


def _row(edition: Edition, readability: Readability, section: Measures) -> spreadsheet.Row:
    findings = section.long_sentences, section.long_paragraphs, section.passive_sentences, section.medical_words
    worst = section.worst(1)
    return (
        edition.topic,
        edition.name,
        edition.language,
        edition.standing.value,
        _rounded(readability.whole.score)[0],
        section.heading,
        *_rounded(section.score),
        section.words,
        len(section.sentences),
        *map(len, findings),
        ", ".join(word.text for word in section.medical_words),
        worst[0].text if worst else "",
    )


def _rounded(score: Score | None) -> tuple[float | None, ...]:
    """The reading age and the three grades."""
    if score is None:
        return (None,) * 4
    return tuple(round(number, 1) for number in (score.age, score.flesch_kincaid, score.smog, score.fog))


def _age(score: Score | None) -> float:
    return score.age if score else 0
