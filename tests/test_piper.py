"""Piper, a second voice: how it is asked, and by whom it speaks. Here a stand-in speaks: see the referees."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from press.checks.audio import tags
from press.layout import Layout, Speaker, Voice, load
from press.manuscript import Manuscript, compose, on_paper
from press.manuscript.fitting import listed
from press.model import Leaflet
from press.problems import Refused
from press.programs import foreign, lame, piper
from press.writers import audio
from press.writers.speaking import for_voice, narrator
from tests.test_leaflets import LAYOUTS

STAND_IN = """#!{python}
import json, sys, time, wave
from pathlib import Path

if "--help" in sys.argv:
    sys.exit(print("usage: piper"))
log = Path(__file__).with_name("asked.json")
asked = json.loads(log.read_text()) if log.exists() else []
given = dict(zip(sys.argv[1::2], sys.argv[2::2]))
lines = sys.stdin.read().splitlines()
log.write_text(json.dumps([*asked, [given, lines]]))
rate = 16000 if "low" in given["-m"] else 22050
for line in lines[1 if "lazy" in given["-m"] else 0 :]:
    with wave.open(given["-d"] + "/" + str(time.monotonic_ns()) + ".wav", "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(bytes([len(line) % 256, 1]) * (rate // 4) * len(line.split()))
"""
JOE = Speaker("voices/en_GB-joe-medium.onnx", "CC0-1.0")


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The stand-in's notes of what it was asked, once it has been."""
    command = tmp_path / "piper"
    command.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    foreign._version.cache_clear()
    yield tmp_path / "asked.json"
    foreign._version.cache_clear()


def look(**voices: Speaker) -> Layout:
    return replace(LAYOUTS["audio"], voice=Voice("piper", 140, tuple(voices.items())))


def script(sample: Leaflet) -> Manuscript:
    strings = LAYOUTS.strings_for("en-GB")
    assert strings
    return listed(on_paper(compose(sample, strings), in_full=True))


def test_it_says_each_text_by_the_voice_that_is_given_in_one_go_and_always_alike(asked: Path) -> None:
    said = piper.spoken(["one", "one two three", "four"], JOE.file, 140)
    assert [len(each) for each in said] == [2 * (piper.RATE // 4) * words for words in (1, 3, 1)]
    assert said[0][:1] != said[1][:1]
    ((given, lines),) = json.loads(asked.read_text(encoding="utf-8"))
    assert lines == ["one", "one two three", "four"]
    assert (given["-m"], given["--noise-scale"], given["--noise-w-scale"]) == (JOE.file, "0", "0")
    assert given["--length-scale"] == "1.250"
    assert piper.spoken([], JOE.file, 140) == []


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("voice", "words"), [("low.onnx", "16000 samples a second"), ("lazy.onnx", "1 of 2 texts")])
def test_a_voice_that_cannot_be_used_is_refused_by_name(voice: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        piper.spoken(["one", "two"], voice, 150)
    (problem,) = refused.value.problems
    assert (problem.rule, problem.place.file) == ("audio-voice", voice)
    assert words in problem.message


def test_where_it_is_not_installed_it_is_said_how_it_is_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    foreign._version.cache_clear()
    with pytest.raises(Refused, match="pip install piper-tts"):
        piper.spoken(["one"], JOE.file, 150)
    assert piper.version() == ""
    foreign._version.cache_clear()


def test_its_version_is_that_of_the_package_that_its_command_belongs_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages, command = tmp_path / "lib" / "python3" / "site-packages", tmp_path / "bin" / "piper"
    for name in ("piper_tts-1.3.0.dist-info", "piper_tts-1.4.0.dist-info", "other-2.dist-info"):
        (packages / name).mkdir(parents=True)
    command.parent.mkdir()
    monkeypatch.setenv("PATH", str(command.parent))
    for says, version in (("exit 1", ""), ("echo usage: piper", "Piper 1.3.0")):
        command.write_text(f"#!/bin/sh\n{says}\n", encoding="utf-8")
        command.chmod(0o755)
        foreign._version.cache_clear()
        assert piper.version() == version
    foreign._version.cache_clear()


def test_a_recording_names_the_voice_and_its_licence(
    asked: Path, sample: Leaflet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lame, "encoded", lambda samples, rate: samples)
    audio._recorded.cache_clear()
    data = audio.mp3(script(sample), look(en=JOE))
    assert tags.of_mp3(data).facts["performer"] == "Piper (GPL-3.0-or-later), voice en_GB-joe-medium (CC0-1.0)"
    assert len(json.loads(asked.read_text(encoding="utf-8"))) == 1


def test_each_language_has_its_own_voice_and_none_is_chosen_for_it(
    asked: Path, sample: Leaflet, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert narrator("cy", look(en=JOE, cy=Speaker("bu.onnx", "CC BY 4.0"))).endswith("voice bu (CC BY 4.0)")
    monkeypatch.setattr(lame, "encoded", lambda samples, rate: samples)
    with pytest.raises(Refused) as refused:
        audio.mp3(script(sample), look(cy=JOE))
    assert [problem.rule for problem in refused.value.problems] == ["audio-no-voice"]
    assert "layouts/audio/layout.yaml" in refused.value.problems[0].hint
    assert not asked.exists()


def test_it_is_given_the_sounds_of_the_lexicon_as_they_are_written() -> None:
    assert for_voice("A [b] meniscus", "en-GB", {"meniscus": "/mɪˈnɪskəs/"}, "piper") == "A (b) [[ mɪˈnɪskəs ]]"


WRITTEN = "title: Sound\nmakes: [mp3]\nvoice: {program: piper%s}\n"


@pytest.mark.parametrize(
    ("voices", "rule"),
    [
        ("", "missing-key"),
        (", voices: {en: {file: no.onnx, licence: CC0-1.0}}", "no-voice"),
        (", voices: {en: {file: joe.onnx}}", "missing-key"),
    ],
)
def test_a_layout_without_its_voice_is_refused(voices: str, rule: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        loaded(tmp_path, voices)
    assert rule in [problem.rule for problem in refused.value.problems]


def test_a_layout_finds_its_voice_in_its_own_folder(tmp_path: Path) -> None:
    voice = loaded(tmp_path, ", rate: 160, voices: {en: {file: joe.onnx, licence: CC0-1.0}}").voice
    assert voice == Voice("piper", 160, (("en", Speaker(str(tmp_path / "layouts/sound/joe.onnx"), "CC0-1.0")),))
    assert voice.speaker("en-GB") == voice.speaker("EN") != voice.speaker("cy")


def loaded(folder: Path, voices: str) -> Layout:
    root = Path(__file__).parent.parent
    own = folder / "layouts" / "sound"
    own.mkdir(parents=True)
    (own / "layout.yaml").write_text(WRITTEN % voices, encoding="utf-8")
    (own / "joe.onnx").write_bytes(b"")
    return load(root / "layouts", root / "fonts", folder)["sound"]
