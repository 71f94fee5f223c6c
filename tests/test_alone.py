"""Files of sound and of braille without their leaflets, whoever made them: what can be told of them."""

from __future__ import annotations

import re
from array import array
from pathlib import Path

import pytest

from press.checks import audio, braille
from press.programs import ffmpeg
from press.programs.ffmpeg import Loudness
from press.programs.witnesses import Commands
from press.verification import unasked, verify
from press.writers.audio import id3

FACTS = (("title", "Knees"), ("language", "en"), ("performer", "Eve (CC0)"))
WORDS = "Knees\nKnees hurt.\n\nRest\nRest them."
SPEECH = array("h", [0, 9000, 0, -9000])
MARKS = [("Knees", 0.0, 2.0), ("Rest", 2.0, 4.0)]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four seconds of speech, with two chapters."""
    monkeypatch.setattr(type(ffmpeg.PROGRAM), "version", lambda program: "ffmpeg 7")
    monkeypatch.setattr(ffmpeg, "samples", lambda data: SPEECH * (4 * ffmpeg.RATE // len(SPEECH)))
    monkeypatch.setattr(ffmpeg, "chapters", lambda data: [(start, end, name) for name, start, end in MARKS])
    monkeypatch.setattr(ffmpeg, "loudness", lambda data: Loudness(-21, -2))


def found(data: bytes) -> list[str]:
    return [problem.rule for problem in audio.check_alone(data, audio.tags.of_mp3)]


@pytest.mark.usefixtures("heard")
def test_a_recording_that_says_what_it_is_has_no_fault() -> None:
    assert found(id3.tag(FACTS, WORDS, MARKS)) == []


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize(
    ("data", "rules"),
    [
        (b"\xff\xfb\x90", ["mp3-file"]),
        (id3.tag(FACTS[1:], WORDS, MARKS), ["audio-said"]),
        (id3.tag(FACTS, "", MARKS), ["audio-words"]),
        (id3.tag(FACTS, WORDS.replace("Rest\n", "Rise\n"), MARKS), ["audio-chapters"]),
    ],
    ids=["no tags", "no title", "no words", "other chapters"],
)
def test_what_a_recording_does_not_say_of_itself_is_told(data: bytes, rules: list[str]) -> None:
    assert found(data) == rules


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize(
    ("name", "given", "rule"),
    [
        ("samples", array("h"), "audio-heard"),
        ("samples", array("h", [0]) * (10 * ffmpeg.RATE), "audio-heard"),
        ("samples", SPEECH * 800 + array("h", [0]) * (6 * ffmpeg.RATE) + SPEECH * 800, "audio-silence"),
        ("chapters", [(2.0, 4.0, "Knees"), (0.0, 2.0, "Rest")], "audio-chapters"),
        ("loudness", Loudness(-40, -2), "audio-loudness"),
        ("loudness", Loudness(-20, 0.5), "audio-clipping"),
    ],
)
def test_what_is_heard_of_it_is_told(name: str, given: object, rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ffmpeg, name, lambda data: given)
    assert rule in found(id3.tag(FACTS, WORDS, MARKS))


@pytest.mark.usefixtures("heard")
def test_a_long_recording_without_chapters_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ffmpeg, "chapters", lambda data: [])
    assert found(id3.tag(FACTS, WORDS, [])) == []
    monkeypatch.setattr(ffmpeg, "samples", lambda data: SPEECH * (400 * ffmpeg.RATE // len(SPEECH)))
    assert found(id3.tag(FACTS, WORDS, [])) == ["audio-chapters"]


def test_where_ffmpeg_is_not_installed_it_is_said_that_nothing_was_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(ffmpeg.PROGRAM), "version", lambda program: "")
    file = tmp_path / "knees.mp3"
    file.write_bytes(id3.tag(FACTS, WORDS, MARKS))
    assert verify(file, Commands()) == ()
    assert [said.partition(" ")[0] for said in unasked(file, Commands())] == ["ffmpeg"]


PEF = (
    '<pef xmlns="http://www.daisy.org/ns/2008/pef" version="2008-1"><body><volume cols="4" rows="2"><section><page>'
    "<row>⠁⠃</row></page></section></volume></body></pef>"
)


def told(name: str, data: str) -> list[str]:
    read = braille.brf if name == "brf" else braille.pef
    return [problem.rule for problem in braille.check_alone(data.encode(), read)]


def test_braille_of_others_that_fits_its_paper_has_no_fault() -> None:
    assert told("brf", ",KNEES\r\n\f,REST\r\n\f") == []
    assert told("pef", PEF) == []


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("brf", "é", "braille-file"),
        ("brf", "", "braille-file"),
        ("brf", "A" * 61, "braille-page"),
        ("brf", "A\r\n" * 41 + "\f", "braille-page"),
        ("pef", "<pef/>", "pef-file"),
        ("pef", PEF.replace(' cols="4"', ""), "pef-file"),
        ("pef", PEF.replace('cols="4"', 'cols="²"'), "pef-file"),
        ("pef", PEF.replace("⠁⠃", "⠁⠃⠁⠃⠁"), "braille-page"),
        ("pef", re.sub("(<row>.*</row>)", r"\1\1\1", PEF), "braille-page"),
        ("pef", PEF.replace("⠁⠃", "⡁"), "braille-file"),
        ("pef", PEF.replace("⠁⠃", ""), "pef-file"),
    ],
)
def test_braille_of_others_that_no_embosser_takes_is_told(name: str, data: str, rule: str) -> None:
    assert rule in told(name, data)
