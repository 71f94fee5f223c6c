"""Recordings of the library's leaflets, spoken by eSpeak NG and heard by ffmpeg."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import pytest

from press import pipeline
from press.aloud import ipa
from press.layout import Layout
from press.model import Edition, Leaflet, Section
from press.pipeline import Job
from press.problems import heeded
from press.programs import espeak, ffmpeg
from press.writers import audio
from tests.test_leaflets import EDITIONS, LAYOUTS, LIBRARY

pytestmark = pytest.mark.referee
LOOK: Layout = LAYOUTS["audio"]


@pytest.mark.parametrize("of", EDITIONS)
def test_every_leaflet_is_spoken_and_is_heard_as_speech_is(of: object) -> None:
    for edition in (each for each in LIBRARY.editions if each is of):
        (document,), problems = pipeline.make(Job(Leaflet(edition), LOOK, "mp3"))
        assert {problem.rule for problem in heeded(problems)} == {"audio-script"}
        assert document.seconds > 60
        loud = ffmpeg.loudness(document.data)
        assert -24 < loud.integrated < -18
        assert loud.peak < -1


def short(edition: Edition) -> Edition:
    """An edition with its first section alone."""
    first: Section = edition.sections[0]
    return replace(edition, sections=(replace(first, blocks=first.blocks[:2], sections=()),))


@pytest.mark.parametrize("name", ["mp3", "opus"])
def test_the_same_words_give_the_same_bytes(name: str) -> None:
    job = Job(Leaflet(short(LIBRARY.editions[0])), LOOK, name)
    first, _ = pipeline.make(job)
    audio._recorded.cache_clear()
    assert pipeline.make(job)[0] == first


@pytest.mark.parametrize("words", ["الهاتف: 0808 800 6000", "007"])
def test_figures_that_begin_with_zeros_are_said_alike_each_time_in_arabic(words: str) -> None:
    assert len({espeak.spoken(words, "ar", 160) for _ in range(12)}) == 1


@pytest.mark.parametrize(
    "sounds",
    [
        "/ˌbliːəˈmaɪsɪn/",
        "/təˈmɒksɪfen/",
        "/ˈpærəsiːtəmɒl/",
        "/ˈaɪbjuːˌprəʊfen/",
        "/dʒɜːm/",
        "/ˈtʃʊə ʒʌ ðɪ/",
        "/θaʊ ʃɔɪ/",
    ],
)
def test_the_voice_says_the_sounds_that_it_is_given(sounds: str) -> None:
    said = subprocess.run(
        ["espeak-ng", "-v", "en-gb", "-q", "--ipa", ipa.for_espeak(sounds)], capture_output=True, text=True, check=True
    ).stdout
    assert _bare(said) == _bare(sounds)


def _bare(sounds: str) -> str:
    """Sounds without stress, by the signs that eSpeak NG writes itself."""
    bare = "".join(sound for sound in sounds if sound not in "ˈˌ/ \n")
    return bare.translate(str.maketrans("erɡæ", "ɛɹga")).replace("ɛɪ", "eɪ").replace("ɛə", "eə")
