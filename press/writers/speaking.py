"""Speaking: utterances -> samples, and where in them each is.

Figures and signs are put into words first (`press.aloud`); each piece is spoken by the voice of its language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from press import aloud
from press.aloud import ipa
from press.layout import Layout, Voice
from press.manuscript import Manuscript, Utterance
from press.problems import Place, Problem, Refused
from press.programs import espeak

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
    speaker = _Speaker(manuscript, layout, layout.voice or Voice())
    samples, times, at = [], [], 0.0
    for group in groups:
        for number, utterance in enumerate(group, 1):
            said = speaker.said(utterance) + _silence(BETWEEN if number == len(group) else AFTER)
            samples.append(said)
            end = at + len(said) / _SAMPLE / espeak.RATE
            times.append((at, end))
            at = end
    return Spoken(b"".join(samples), tuple(times))


def narrator() -> str:
    """Who speaks, and under which licence: as the file names it."""
    return f"{espeak.version()} ({espeak.LICENCE})"


def _silence(seconds: float) -> bytes:
    return bytes(round(seconds * espeak.RATE) * _SAMPLE)


@dataclass(frozen=True, slots=True)
class _Speaker:
    manuscript: Manuscript
    layout: Layout
    voice: Voice

    def said(self, utterance: Utterance) -> bytes:
        return b"".join(
            espeak.spoken(text, self._voice(language), self.voice.rate)
            for text, language in utterance.pieces
            for text in [for_voice(text, language, aloud.lexicon_of(self.manuscript.lexicons, language))]
            if any(map(str.isalnum, text))
        )

    def _voice(self, language: str) -> str:
        """The voice of a language; for words of another language that has none, that of the leaflet."""
        for tag in (language, self.manuscript.language):
            for name in self._names(tag):
                if name in espeak.voices():
                    return name
        message = f"{espeak.version()} has no voice for this language."
        hint = f"Name one of its voices as `voice` in layouts/strings/{self.manuscript.strings.language}.yaml."
        raise Refused([Problem("audio-no-voice", Place(self.manuscript.language), message, hint)])

    def _names(self, tag: str) -> Iterator[str]:
        strings = self.layout.strings_for(tag)
        if strings and strings.voice:
            yield strings.voice.lower()
        yield tag.lower()
        yield tag.partition("-")[0].lower()


def for_voice(text: str, language: str, lexicon: aloud.Lexicon) -> str:
    """A text as eSpeak NG is given it: in words, sounds in double brackets, which nothing else may have."""
    return "".join(
        ipa.for_espeak(each.spoken) if each.named and ipa.written_in(each.spoken) else _plain(each.spoken)
        for each in aloud.script(text, language, lexicon)
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("[", "(").replace("]", ")").splitlines())
