"""Piper, where it is at hand: says words aloud by a voice that is given, a file (GPL-3.0-or-later; what it says is free
of that licence, and has the voice's).

It is given a text a line, in which sounds stand in double brackets (``[[ təˈmɒksɪfen ]]``), and writes a file of
samples for each. Without the noise that makes each reading another, the same text has the same samples.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import wave
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from press.problems import Place, Problem, Refused
from press.programs.foreign import Program

PROGRAM = Program("piper", "Piper", "speaks", "", "", asks_version="--help", seconds=1800, pypi="piper-tts")
LICENCE = "GPL-3.0-or-later"
RATE = 22_050
"""Samples a second of its voices of medium and high quality, each of 16 bits, little-endian, of one channel."""
PACE = 175
"""Words a minute that its voices say by themselves, more or less."""
_EVEN = ("--noise-scale", "0", "--noise-w-scale", "0")
_VOLUME = "0.75"
"""Such that speech is some -22 LUFS loud and no peak is above -1 dBTP (EBU R 128 s2)."""


def version() -> str:
    """Which Piper is installed, by the package that its command belongs to; empty where none is."""
    command = shutil.which(PROGRAM.command)
    if not command or not PROGRAM.version():
        return ""
    place = Path(command).resolve().parent.parent
    packages = sorted(place.glob("[Ll]ib/**/site-packages/piper_tts-*.dist-info"))
    return " ".join(["Piper", *(package.stem.partition("-")[2] for package in packages[:1])])


@cache
def digest(voice: str) -> str:
    """What tells the file of a voice from another; empty where it cannot be read."""
    try:
        return hashlib.sha256(Path(voice).read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def spoken(texts: Sequence[str], voice: str, rate: int) -> list[bytes]:
    """The samples of each text, at so many words a minute. Raises Refused where Piper cannot be asked, or the voice is
    none."""
    if not texts:
        return []
    with TemporaryDirectory() as folder:
        pace = ("--length-scale", f"{PACE / rate:.3f}")
        arguments = ["-m", voice, *_EVEN, *pace, "--volume", _VOLUME, "-d", folder]
        PROGRAM.asked(arguments, "".join(f"{text}\n" for text in texts).encode())
        files = sorted(Path(folder).glob("*.wav"), key=lambda file: int(file.stem))  # named by when they were made
        said = [_samples(file.read_bytes(), voice) for file in files]
    if len(said) != len(texts):
        raise Refused([_refused(voice, f"It said {len(said)} of {len(texts)} texts.")])
    return said


def _samples(data: bytes, voice: str) -> bytes:
    with wave.open(io.BytesIO(data)) as file:
        if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (RATE, 1, 2):
            raise Refused([_refused(voice, f"It has {file.getframerate()} samples a second, and {RATE} are needed.")])
        return bytes(file.readframes(file.getnframes()))


def _refused(voice: str, message: str) -> Problem:
    hint = "Name another voice of it in the layout: one of medium or high quality, with its .onnx.json beside it."
    return Problem("audio-voice", Place(voice), message, hint)
