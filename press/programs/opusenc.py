"""opusenc, where it is at hand: samples -> Opus in Ogg (BSD-2-Clause)."""

from __future__ import annotations

from collections.abc import Iterable

from press.programs.foreign import Program

PROGRAM = Program("opusenc", "opusenc", "writes Opus", "opus-tools", "opus-tools")
_BITRATE = "24"
"""Kilobits a second."""
_EFFORT = "10"
"""Of ten, as it is unless one says otherwise: with 5 one leaflet got a peak of 4.7 dBTP that its samples had not."""


def version() -> str:
    """Which opusenc is installed; empty where none is."""
    return PROGRAM.version()


def encoded(samples: bytes, rate: int, comments: Iterable[tuple[str, str]], serial: int) -> bytes:
    """Samples (16 bits, little-endian, one channel) with comments, and with a number for the stream that is not drawn
    by lot. Raises Refused where opusenc cannot be asked."""
    told = [part for name, text in comments for part in ("--comment", f"{name}={text}")]
    given = ["--raw", "--raw-rate", str(rate), "--raw-chan", "1", "--bitrate", _BITRATE, "--comp", _EFFORT, "--speech"]
    return PROGRAM.asked(["--quiet", "--serial", str(serial), *given, *told, "-", "-"], samples)
