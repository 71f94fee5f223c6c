"""What can be told of a recording without its leaflet: what it says of itself, and how it is heard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from press.checks.audio import sound
from press.checks.audio.tags import Tags
from press.problems import Grade
from press.programs import ffmpeg

_LONG = 300
"""Seconds from which on a recording needs chapters: nobody finds a place in it."""


class Fault(NamedTuple):
    """A rule that is broken, what is found, and by what; a rule's own words where nothing is said here."""

    rule: str
    finds: str = ""
    words: str = ""
    grade: Grade = Grade.ERROR


def of_itself(told: Tags) -> Iterator[Fault]:
    """What a recording does not say of itself."""
    lacks = {"title": "its title", "language": "its language", "performer": "who speaks, and under which licence"}
    for name, what in lacks.items():
        if not told.facts.get(name):
            yield Fault("audio-said", f"It does not say {what}.", grade=Grade.WARNING)
    if not any(told.words):
        yield Fault(
            "audio-words", "It has not its words as text, to read along or to be compared.", grade=Grade.WARNING
        )


def heard(data: bytes, told: Tags) -> Iterator[Fault]:
    """What is wrong with the sound; nothing is told where ffmpeg is not installed."""
    if not ffmpeg.PROGRAM.version():
        return
    lasts = sound.seconds(data)
    if not lasts:
        yield Fault("audio-heard")
        return
    yield from _marked(ffmpeg.chapters(data), lasts, told)
    silent = sound.silence(ffmpeg.samples(data))
    if silent >= lasts - 1:
        yield Fault("audio-heard")
        return
    if silent > sound.LONGEST_SILENCE:
        yield Fault("audio-silence", f"It is silent for {silent:.0f} s.", grade=Grade.WARNING)
    yield from (Fault(rule, words=words) for rule, words in sound.loudness(ffmpeg.loudness(data)))


def _marked(marks: list[tuple[float, float, str]], lasts: float, told: Tags) -> Iterator[Fault]:
    names = [name for *_, name in marks]
    if not marks and lasts > _LONG:
        yield Fault("audio-chapters", f"It lasts {lasts / 60:.0f} minutes and has no chapters.", grade=Grade.WARNING)
    if marks and any(told.words) and names != [text.partition("\n")[0] for text in told.words]:
        yield Fault("audio-chapters", "Its chapters are not those of its words.", ", ".join(names))
    starts = [start for start, *_ in marks]
    if starts != sorted(starts) or (marks and starts[-1] > lasts):
        yield Fault("audio-chapters", "Its chapters do not follow each other in its sound.", ", ".join(names))
