"""What foreign programs are asked for, and what becomes of their answers; the referees try that they answer so."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from press.programs import espeak, ffmpeg, git, lame, limits, opusenc, typesetter
from tests.test_leaflets import LAYOUTS

ROOT = Path(__file__).parents[1]


class Asked:
    """Stands in for a program: keeps what it was asked, and answers as it is told to."""

    def __init__(self, *answers: bytes) -> None:
        self.answers, self.commands = list(answers), list[list[str]]()
        self.environments: list[dict[str, str]] = []

    def output_of(self, command: Sequence[str], _: float, environment: dict[str, str]) -> bytes:
        self.environments.append(environment)
        return self.asked(command, b"")

    def asked(self, command: Sequence[str], _: bytes) -> bytes:
        self.commands.append(list(command))
        return self.answers.pop(0)


@pytest.fixture
def by_git(monkeypatch: pytest.MonkeyPatch) -> Asked:
    asked = Asked(b"", b"", b"", b"abc")
    monkeypatch.setattr(limits, "output_of", asked.output_of)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    return asked


def test_git_is_asked_for_a_commit_of_these_files_alone_in_a_persons_name(by_git: Asked) -> None:
    assert git.commit(Path("/lib"), ["a.yaml", "b.yaml"], "Dr A.", "a@example.org", "Say when to call") == ""
    commit = ["-c", "commit.gpgsign=false", "commit", "--quiet", "--message=Say when to call", "--only"]
    files = ["--", "a.yaml", "b.yaml"]
    assert by_git.commands == [
        ["git", "-C", "/lib", "add", *files],
        ["git", "-C", "/lib", *commit, *files],
        ["git", "-C", "/lib", "status", "--porcelain", *files],
        ["git", "-C", "/lib", "rev-parse", "--verify", "--quiet", "HEAD"],
    ]
    for environment in by_git.environments:
        said = {key: value for key, value in environment.items() if key.startswith("GIT_")}
        assert said == {
            "GIT_AUTHOR_NAME": "Dr A.",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "Dr A.",
            "GIT_COMMITTER_EMAIL": "a@example.org",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_LITERAL_PATHSPECS": "1",
        }


@pytest.mark.parametrize(
    ("status", "head", "why"),
    [(b" M a.yaml\n", b"abc", "git did not take a.yaml"), (b"", b"", "the library's folder is not kept in git")],
)
def test_what_git_did_not_keep_is_said(by_git: Asked, status: bytes, head: bytes, why: str) -> None:
    by_git.answers[2:] = [status, head]
    assert git.commit(Path("/lib"), ["a.yaml"], "Dr A.", "a@example.org", "Mend") == why


@pytest.mark.parametrize(
    ("error", "why"), [(TimeoutError(), "git took too long"), (OSError("no such file"), "no such file")]
)
def test_why_git_could_not_be_asked_is_said(
    by_git: Asked, error: Exception, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise error

    monkeypatch.setattr(limits, "output_of", fails)
    assert git.commit(Path("/lib"), ["a.yaml"], "Dr A.", "a@example.org", "Mend") == why


CHAPTERS = b""";FFMETADATA1
title=Your knee
[CHAPTER]
TIMEBASE=1/1000
START=0
END=61500
title=At home
[CHAPTER]
TIMEBASE=2/1000
START=30750
END=45000
title=When to call\\; and whom
"""


def test_chapters_of_a_recording_are_read_in_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(CHAPTERS)
    monkeypatch.setattr(ffmpeg, "PROGRAM", asked)
    assert ffmpeg.chapters(b"") == [(0, 61.5, "At home"), (61.5, 90, "When to call; and whom")]
    assert asked.commands[0][-3:] == ["-f", "ffmetadata", "pipe:1"]


def test_a_recording_is_heard_in_one_channel_at_one_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(b"\x01\x00\xff\xff\x07")
    monkeypatch.setattr(ffmpeg, "PROGRAM", asked)
    ffmpeg.samples.cache_clear()
    assert list(ffmpeg.samples(b"tried here alone")) == [1, -1]
    assert asked.commands[0][-7:] == ["-ac", "1", "-ar", str(ffmpeg.RATE), "-f", "s16le", "pipe:1"]


def test_how_loud_a_recording_is_all_in_all_is_what_is_said_last(monkeypatch: pytest.MonkeyPatch) -> None:
    said = b"lavfi.r128.I=-70.0\nlavfi.r128.true_peaks_ch0=0.25\nlavfi.r128.I=-23.1\nlavfi.r128.true_peaks_ch0=0.5\n"
    monkeypatch.setattr(ffmpeg, "PROGRAM", Asked(said, b""))
    loud = ffmpeg.loudness(b"")
    assert (loud.integrated, round(loud.peak, 2)) == (-23.1, -6.02)
    assert ffmpeg.loudness(b"").integrated == float("-inf")


@pytest.mark.parametrize(
    ("said", "peak"),
    [
        (b"", float("-inf")),
        (b"lavfi.r128.true_peaks_ch0=0.000\n", float("-inf")),
        (b"lavfi.r128.true_peaks_ch0=-1.5\n", -1.5),
        (b"lavfi.r128.true_peaks_ch0=1.0\nlavfi.r128.true_peaks_ch0=0.1\n", 0),
    ],
)
def test_the_highest_peak_is_in_decibels_however_a_version_says_it(
    said: bytes, peak: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ffmpeg, "PROGRAM", Asked(said))
    assert ffmpeg.loudness(b"").peak == peak


def test_voices_and_encoders_are_told_what_they_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(b"h" * 44 + b"sample", b"mp3", b"opus")
    for program in (espeak, lame, opusenc):
        monkeypatch.setattr(program, "PROGRAM", asked)
    assert espeak.spoken("Rest.", "cy", 150) == b"sample"
    assert lame.encoded(b"", 22_050) == b"mp3"
    assert opusenc.encoded(b"", 22_050, [("TITLE", "Knee")], 7) == b"opus"
    spoken, mp3, opus = map(" ".join, asked.commands)
    assert spoken == f"-v cy -s 150 -a {espeak._AMPLITUDE} -b 1 -z --stdin --stdout"
    assert mp3 == ("--quiet -t -q 5 --noreplaygain -r -s 22.05 --bitwidth 16 --signed --little-endian -m m -b 48 - -")
    assert opus == (
        "--quiet --serial 7 --raw --raw-rate 22050 --raw-chan 1 --bitrate 24 --comp 10 --speech "
        "--comment TITLE=Knee - -"
    )


def test_typst_has_no_font_but_those_that_it_is_given() -> None:
    assert typesetter._loaded(()).fonts() == []
    given = LAYOUTS["a4"].faces[:2]
    assert len(typesetter._loaded(tuple(face.data for face in given)).fonts()) == 2


def test_a_confined_process_ends_when_it_is_asked_to_with_the_programs_that_it_has_asked() -> None:
    confined = """
import os, signal
from threading import Timer
from press.programs import limits
limits.confine(2_000_000_000)
Timer(0.1, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()
print("begun", flush=True)
limits.output_of(["sh", "-c", "sleep 2"], 60)
print("went on", flush=True)
"""
    done = subprocess.run([sys.executable, "-c", confined], cwd=ROOT, capture_output=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (1, b"begun\n")
