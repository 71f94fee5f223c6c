"""What came back from a translator -> a translated edition, with an account of what is not done.

The original may have changed while the translator was at work: what is the same today is taken as it came, what has
changed is doubtful, and what is new is not translated. Only what is whole is taken: a file with one broken mark is
refused with all that are broken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from press.layout import Strings, kit
from press.model import Edition, Progress, SourcePassage, TranslatedFrom
from press.problems import OfTopic, Place, Problem
from press.reader import behind
from press.review.translations import drawn, inline, recording, writing
from press.review.translations.inline import Pieces
from press.review.translations.jobs import STRING, Job, Unit
from press.review.translations.returned import Came, Returned
from press.review.translations.writing import Dates
from press.source import Value

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Brought:
    """A translation brought home: its YAML, what it was made from, and the passages to do again or for the first
    time."""

    text: str
    source: TranslatedFrom
    unfinished: tuple[Unit, ...]
    pictures: Mapping[str, bytes]
    """Drawings with translated words, by the names of their files."""


def faults(job: Job, came: Returned, file: str) -> Iterator[Problem]:
    """What cannot be taken: lost marks, and what is longer than its room. ``job`` is the edition as it is today."""
    today = {unit.segment.key: unit for unit in job.units}
    for passage in came.passages:
        unit = today.get(passage.key)
        words = inline.words(passage.target)
        place = Place(file, words=_short(words or passage.key))
        subject = OfTopic(came.topic, came.edition, came.to)
        marks = passage.fault or (inline.fault(passage.source, passage.target, came.to) if passage.target else "")
        if marks:
            hint = "Put each mark around the words that stand for the original's, once."
            yield Problem("markup-lost", place, f"In `{passage.key}` marks are lost: {marks}", hint, subject=subject)
        if unit and unit.segment.limit and len(words) > unit.segment.limit:
            message = f"`{passage.key}` has {len(words)} characters, and there is room for {unit.segment.limit}."
            yield Problem("too-long", place, message, "Say it shorter.", subject=subject)


def strings(came: Returned, english: Strings) -> dict[str, str]:
    """The strings that came back whole, by their keys."""
    found = {}
    for passage in came.passages:
        key, text = passage.key.removeprefix(STRING), inline.words(passage.target).strip()
        own = english.texts.get(key, "") if passage.key.startswith(STRING) else ""
        if own and text and passage.progress is Progress.DONE and kit.same_braces(own, text):
            found[key] = text
    return found


def bring(
    job: Job, came: Returned, original: Edition, value: Value, dates: Dates, kept: Mapping[str, Value]
) -> Brought:
    """The translation. ``job`` is the edition ``original`` as it is today, ``value`` its file; ``kept`` are keys that
    the translation has of its own."""
    units = placed(job, came.passages)
    texts = {unit.segment.key: unit.target for unit in units if unit.target}
    missing = {unit.segment.key: unit.source for unit in units if unit.segment.key.startswith("library.")}
    words = {key: inline.words(pieces) for key, pieces in texts.items()}
    drawings = {name: (other, data) for name, other, data in drawn.redrawn(original, came.to, words)}
    head = f"Translated from {original.name} ({original.language})."
    progress = {unit.segment.key: unit.progress for unit in units}
    source = recording.source(original.name, original.language, (unit.segment for unit in units), progress)
    names = {name: other for name, (other, _) in drawings.items()}
    text = writing.edition(value, writing.Translation({**missing, **texts}, dates, head, names, kept))
    unfinished = tuple(unit for unit in units if unit.progress is not Progress.DONE)
    return Brought(text, source, unfinished, dict(drawings.values()))


def placed(job: Job, passages: Sequence[Came]) -> tuple[Unit, ...]:
    """The passages of today with their translations, and how far each is."""
    known = _known(job, passages)
    return tuple(_translated(unit, known.get(unit.segment.key)) for unit in job.units)


def _known(job: Job, passages: Sequence[Came]) -> dict[str, Came]:
    """What came of each passage of today, by its key of today, also where it stands elsewhere or has changed."""
    by_key = {each.key: each for each in passages}
    before = [SourcePassage(each.key, inline.tagged(each.source)) for each in passages]
    after = [replace(unit.segment, text=inline.tagged(unit.source)) for unit in job.units]
    return {key: by_key[was.key] for key, was in behind.counterparts(before, after).items()}


def _translated(unit: Unit, came: Came | None) -> Unit:
    if not came or not came.target:
        return replace(unit, target=(), progress=Progress.UNTRANSLATED)
    target = _trimmed(inline.named(came.target, unit.source))
    if inline.tagged(came.source) == inline.tagged(unit.source):
        return replace(unit, target=target, progress=came.progress)
    earlier = inline.words(came.source)
    if inline.fault(unit.source, target, ""):  # its marks are others now
        return replace(unit, target=(), progress=Progress.UNTRANSLATED, earlier=earlier)
    return replace(unit, target=target, progress=Progress.DOUBTFUL, earlier=earlier)


def _trimmed(pieces: Pieces) -> Pieces:
    """Without white space at the ends, and with single spaces."""
    text = [" ".join(f"|{piece}|".split()).strip("|") if isinstance(piece, str) else piece for piece in pieces]
    if text and isinstance(text[0], str):
        text[0] = text[0].lstrip()
    if text and isinstance(text[-1], str):
        text[-1] = text[-1].rstrip()
    return tuple(text)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
