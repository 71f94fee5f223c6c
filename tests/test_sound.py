"""What is heard of a chapter, told of samples that the test makes."""

from __future__ import annotations

from array import array
from types import SimpleNamespace
from typing import Any, cast

import pytest

from press import aloud
from press.checks.audio import sound
from press.programs import ffmpeg


def _heard(*stretches: tuple[float, int]) -> array[int]:
    """Samples: so many seconds each, so loud."""
    return array("h", [level for seconds, level in stretches for _ in range(round(seconds * ffmpeg.RATE))])


@pytest.fixture(autouse=True)
def _said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aloud, "script", lambda text, *_: [SimpleNamespace(spoken=text)])
    monkeypatch.setattr(aloud, "lexicon_of", lambda *_: None)


def _rules(heard: array[int], words: int = 20, utterances: int = 4) -> list[tuple[str, str]]:
    first = SimpleNamespace(pieces=[("word " * words, "en")])
    others = [SimpleNamespace(pieces=[]) for _ in range(utterances - 1)]
    part = cast(Any, SimpleNamespace(name="Rest", utterances=[first, *others]))
    return list(sound._part(part, heard, 150, cast(Any, SimpleNamespace(lexicons=()))))


@pytest.mark.parametrize(
    ("seconds", "words", "rules"),
    [
        *((5, 20, []), (4.75, 20, ["audio-length"]), (25, 20, []), (25.5, 20, ["audio-length"])),
        *((1, 12, []), (1, 13, ["audio-length"])),
    ],
)
def test_a_chapter_is_about_as_long_as_its_words_and_pauses_need(seconds: float, words: int, rules: list[str]) -> None:
    found = _rules(_heard((seconds, 9_000)), words)
    assert [rule for rule, _ in found] == rules
    if words == 20 and rules:
        assert found[0][1].endswith("s for 20 words, which need 10 s")


@pytest.mark.parametrize(
    ("stretches", "longest"),
    [
        (((1, 9_000), (4, 0), (5, 9_000)), 4),
        (((1, 9_000), (4.25, 199), (5, -9_000)), 4.25),
        (((1, 9_000), (6, 200), (5, -9_000)), 0),
        (((1, 9_000), (6, -200), (5, -9_000)), 0),
        (((5, 0), (1, 9_000), (3, 0)), 5),
    ],
)
def test_the_longest_silence_is_found(stretches: tuple[tuple[float, int], ...], longest: float) -> None:
    heard = _heard(*stretches)
    assert sound.silence(heard) == longest
    assert ("audio-silence" in [rule for rule, _ in _rules(heard)]) is (longest > 4)


def test_a_short_chapter_in_which_nothing_is_heard_is_silent() -> None:
    assert [rule for rule, _ in _rules(_heard((2, 0)), words=3)] == ["audio-silence"]
    assert _rules(_heard((1, 0), (1, 9_000)), words=3) == []
