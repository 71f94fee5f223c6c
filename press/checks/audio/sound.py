"""What is heard of a finished recording, by ffmpeg as a witness: its chapters, how long and how loud each is."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from press import aloud
from press.layout import Layout, Voice
from press.manuscript import Chapter, Manuscript
from press.programs import ffmpeg

QUIETEST, LOUDEST = -24.0, -16.0
"""LUFS of all of it (EBU R 128: -23; its supplement s2 for what is streamed: -20 to -16)."""
HIGHEST = -1.0
"""dBTP (EBU R 128 s2)."""
_SILENT = 200
"""Of 32,767: what is never above it is silence."""
LONGEST_SILENCE = 4.0
"""Seconds."""
_SHORTEST, _LONGEST = 0.5, 2.5
"""How much shorter and longer than its words need a chapter may be: voices of languages differ."""
_FEW = 12
"""Words of which no length is expected: pauses make up most of it."""
_WINDOW = 0.25
_NEAR = 0.15
"""Seconds that marks of chapters may be off what was meant."""
Found = Iterator[tuple[str, str]]


def found(data: bytes, parts: Sequence[Chapter], manuscript: Manuscript, layout: Layout) -> Found:
    """The rules that the sound breaks, each with what breaks it. Raises Refused where ffmpeg cannot be asked."""
    heard = ffmpeg.samples(data)
    if not heard:
        yield "audio-heard", ""
        return
    marks = ffmpeg.chapters(data)
    if marks and marks[-1][1] <= marks[-1][0]:  # Ogg says when chapters begin, not when the last one ends
        marks[-1] = (marks[-1][0], len(heard) / ffmpeg.RATE, marks[-1][2])
    names = [name for *_, name in marks]
    if names != [part.name for part in parts]:
        wanted = next((part.name for part in parts if part.name not in names), "another order")
        yield "audio-chapters", wanted
        return
    if marks[0][0] > _NEAR or marks[-1][1] > len(heard) / ffmpeg.RATE + 1:
        yield "audio-chapters", f"from {marks[0][0]:.1f} to {marks[-1][1]:.1f} s"
    rate = (layout.voice or Voice()).rate
    for part, (start, end, _) in zip(parts, marks, strict=True):
        yield from _part(part, heard[round(start * ffmpeg.RATE) : round(end * ffmpeg.RATE)], rate, manuscript)
    yield from loudness(ffmpeg.loudness(data))


def seconds(data: bytes) -> float:
    """How long a recording is. Raises Refused where ffmpeg cannot be asked."""
    return len(ffmpeg.samples(data)) / ffmpeg.RATE


def _part(part: Chapter, heard: array[int], rate: int, manuscript: Manuscript) -> Found:
    """What is wrong with the sound of a chapter: a mark that is wrong shows in the lengths of two."""
    words = sum(
        len(each.spoken.split())
        for utterance in part.utterances
        for text, language in utterance.pieces
        for each in aloud.script(text, language, aloud.lexicon_of(manuscript.lexicons, language))
    )
    needs, lasts = words / rate * 60 + 0.5 * len(part.utterances), len(heard) / ffmpeg.RATE
    if words > _FEW and not _SHORTEST * needs <= lasts <= _LONGEST * needs:
        yield "audio-length", f"{part.name}: {lasts:.0f} s for {words} words, which need {needs:.0f} s"
    longest = silence(heard)
    if longest > LONGEST_SILENCE or longest >= lasts - _WINDOW:
        yield "audio-silence", f"{part.name}: {longest:.0f} s"


def silence(heard: array[int]) -> float:
    """The longest silence in some sound, in seconds."""
    silent = longest = 0.0
    step = round(_WINDOW * ffmpeg.RATE)
    for at in range(0, len(heard), step):
        window = heard[at : at + step]
        silent = silent + _WINDOW if max(window) < _SILENT and min(window) > -_SILENT else 0.0
        longest = max(longest, silent)
    return longest


def loudness(loud: ffmpeg.Loudness) -> Found:
    """What is wrong with how loud a recording is."""
    if not QUIETEST <= loud.integrated <= LOUDEST:
        yield "audio-loudness", f"{loud.integrated:.1f} LUFS"
    if loud.peak > HIGHEST:
        yield "audio-clipping", f"{loud.peak:.1f} dBTP"
