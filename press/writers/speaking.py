"""Speaking: utterances -> samples, and where in them each is.

Figures and signs are put into words first (`press.aloud`); each piece is spoken by the voice of its language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from press import aloud
from press.aloud import ipa
from press.layout import Layout, Voice
from press.manuscript import Manuscript, Utterance
from press.problems import Place, Problem, Refused
from press.programs import espeak, piper

AFTER = 0.45
"""Seconds of silence behind an utterance."""
BETWEEN = 0.9
"""Seconds of silence behind the last one of a chapter."""
_SAMPLE = 2
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The samples of what is said, and from when to when each utterance is heard, in seconds; silence belongs to what
    it follows."""

    samples: bytes
    times: tuple[tuple[float, float], ...]


def speak(groups: Sequence[Sequence[Utterance]], manuscript: Manuscript, layout: Layout) -> Spoken:
    """Groups of utterances, one after the other. Raises Refused where nobody can speak them."""
    voices = _Voices(manuscript, layout)
    said = _said([voices.pieces(utterance) for group in groups for utterance in group], layout.voice or Voice())
    samples, times, at = [], [], 0.0
    for group in groups:
        for number, _ in enumerate(group, 1):
            heard = next(said) + _silence(BETWEEN if number == len(group) else AFTER)
            samples.append(heard)
            end = at + len(heard) / _SAMPLE / espeak.RATE
            times.append((at, end))
            at = end
    return Spoken(b"".join(samples), tuple(times))


def narrator(language: str, layout: Layout) -> str:
    """Who speaks a language, and under which licence: as the file names it."""
    voice = layout.voice or Voice()
    if voice.program == "piper":
        speaker = voice.speaker(language)
        named = f", voice {speaker.name} ({speaker.licence})" if speaker else ""
        return f"{piper.version()} ({piper.LICENCE}){named}"
    return f"{espeak.version()} ({espeak.LICENCE})"


def _silence(seconds: float) -> bytes:
    return bytes(round(seconds * espeak.RATE) * _SAMPLE)


class _Piece(NamedTuple):
    """A text as a program is given it, and the voice that says it."""

    text: str
    voice: str


def _said(utterances: Sequence[Sequence[_Piece]], voice: Voice) -> Iterator[bytes]:
    """The samples of each utterance."""
    if voice.program == "espeak-ng":
        for pieces in utterances:
            yield b"".join(espeak.spoken(text, name, voice.rate) for text, name in pieces)
        return
    found: dict[_Piece, bytes] = {}
    every = dict.fromkeys(piece for pieces in utterances for piece in pieces)
    for name in dict.fromkeys(piece.voice for piece in every):  # a voice is slow to load: it says all in one go
        own = [piece for piece in every if piece.voice == name]
        found |= zip(own, piper.spoken([piece.text for piece in own], name, voice.rate), strict=True)
    yield from (b"".join(map(found.__getitem__, pieces)) for pieces in utterances)


@dataclass(frozen=True, slots=True)
class _Voices:
    """Who says what of a leaflet."""

    manuscript: Manuscript
    layout: Layout

    def pieces(self, utterance: Utterance) -> list[_Piece]:
        return [
            _Piece(text, self._voice(language))
            for text, language in utterance.pieces
            for text in [for_voice(text, language, self._lexicon(language), self._program)]
            if any(map(str.isalnum, text))
        ]

    @property
    def _program(self) -> str:
        return self.layout.voice.program if self.layout.voice else Voice().program

    def _lexicon(self, language: str) -> aloud.Lexicon:
        return aloud.lexicon_of(self.manuscript.lexicons, language)

    def _voice(self, language: str) -> str:
        """The voice of a language; for words of another language that has none, that of the leaflet."""
        tags = language, self.manuscript.language
        if self._program == "piper":
            speakers = (self.layout.voice.speaker(tag) for tag in tags if self.layout.voice)
            found = next((speaker.file for speaker in speakers if speaker), "")
            hint = f"Name one under `voices` in layouts/{self.layout.name}/layout.yaml."
        else:
            found = next((name for tag in tags for name in self._names(tag) if name in espeak.voices()), "")
            hint = f"Name one of its voices as `voice` in layouts/strings/{self.manuscript.strings.language}.yaml."
        if found:
            return found
        message = f"{piper.version() if self._program == 'piper' else espeak.version()} has no voice for this language."
        raise Refused([Problem("audio-no-voice", Place(self.manuscript.language), message, hint)])

    def _names(self, tag: str) -> Iterator[str]:
        strings = self.layout.strings_for(tag)
        if strings and strings.voice:
            yield strings.voice.lower()
        yield tag.lower()
        yield tag.partition("-")[0].lower()


def for_voice(text: str, language: str, lexicon: aloud.Lexicon, program: str = "espeak-ng") -> str:
    """A text as a program is given it: in words, sounds in double brackets, which nothing else may have."""
    sounds = ipa.for_piper if program == "piper" else ipa.for_espeak
    return "".join(
        sounds(each.spoken) if each.named and ipa.written_in(each.spoken) else _plain(each.spoken)
        for each in aloud.script(text, language, lexicon)
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("[", "(").replace("]", ")").splitlines())
