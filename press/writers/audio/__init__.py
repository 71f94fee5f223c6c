"""Recordings: the leaflet read aloud, in chapters, as MP3 or Opus; the same bytes every time.

In the file stand its title, its language, its words with their chapters (as the text that players show), who speaks
under which licence, and of which edition it is.

id3     what an MP3 tells of itself
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from press.layout import Layout
from press.manuscript import Chapter, Manuscript, chapters
from press.programs import espeak, lame, opusenc
from press.writers.audio import id3
from press.writers.speaking import narrator, speak


@dataclass(frozen=True, slots=True)
class _Recorded:
    """The samples of a leaflet, and its chapters, each with when it begins and ends, in seconds."""

    samples: bytes
    parts: tuple[tuple[Chapter, float, float], ...]


def mp3(manuscript: Manuscript, layout: Layout) -> bytes:
    """MPEG audio, layer III, with chapters (ID3v2.3 and its addendum 1.0). Raises Refused where it cannot be made."""
    recorded = _recorded(manuscript, layout)
    marks = [(chapter.name, start, end) for chapter, start, end in recorded.parts]
    lyrics = "\n\n".join(_lines(chapter) for chapter, *_ in recorded.parts)
    return id3.tag(_facts(manuscript, layout), lyrics, marks) + lame.encoded(recorded.samples, espeak.RATE)


def opus(manuscript: Manuscript, layout: Layout) -> bytes:
    """Opus in Ogg (RFC 7845), with chapters as comments. Raises Refused where it cannot be made."""
    recorded = _recorded(manuscript, layout)
    comments = [*((name.upper(), text) for name, text in _facts(manuscript, layout)), *_chapters(recorded)]
    serial = zlib.crc32(f"{manuscript.topic}/{manuscript.code}".encode()) & 0x7FFFFFFF
    return opusenc.encoded(recorded.samples, espeak.RATE, comments, serial)


@lru_cache(maxsize=1)
def _recorded(manuscript: Manuscript, layout: Layout) -> _Recorded:
    parts = chapters(manuscript)
    spoken = speak([part.utterances for part in parts], manuscript, layout)
    found, at = [], 0
    for part in parts:
        end = at + len(part.utterances)
        found.append((part, spoken.times[at][0], spoken.times[end - 1][1]))
        at = end
    return _Recorded(spoken.samples, tuple(found))


def _facts(manuscript: Manuscript, layout: Layout) -> Iterator[tuple[str, str]]:
    """What a recording tells of itself, by the names of Vorbis comments in lower case."""
    yield "title", manuscript.name
    yield "artist", manuscript.publisher
    yield "date", str(manuscript.last_reviewed)
    yield "language", manuscript.language
    yield "version", f"{manuscript.edition}, {manuscript.code}"
    yield "performer", narrator(manuscript.language, layout)


def _lines(chapter: Chapter) -> str:
    """The words of a chapter as they are written: its name, then what is said, a line for each utterance."""
    return "\n".join((chapter.name, *(" ".join(each.text.split()) for each in chapter.utterances)))


def _chapters(recorded: _Recorded) -> Iterator[tuple[str, str]]:
    """The chapters as comments (VorbisComment chapter extension), with their words."""
    for number, (chapter, start, _) in enumerate(recorded.parts):
        minutes, milliseconds = divmod(round(start * 1000), 60_000)
        hours, minutes = divmod(minutes, 60)
        seconds, milliseconds = divmod(milliseconds, 1000)
        yield f"CHAPTER{number:03}", f"{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"
        yield f"CHAPTER{number:03}NAME", chapter.name
    yield from (("LYRICS", _lines(chapter)) for chapter, *_ in recorded.parts)
