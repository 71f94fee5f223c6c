"""opusenc, where it is at hand: samples -> Opus in Ogg (BSD-2-Clause)."""

from __future__ import annotations

from collections.abc import Iterable

from press.programs.foreign import Program

PROGRAM = Program("opusenc", "opusenc", "writes Opus", "opus-tools", "opus-tools")
_BITRATE = "24"
"""Kilobits a second."""
_EFFORT = "5"
"""Of ten: more takes twice as long, and no ear hears it of a machine's voice."""


def version() -> str:
    """Which opusenc is installed; empty where none is."""
    return PROGRAM.version()


def encoded(samples: bytes, rate: int, comments: Iterable[tuple[str, str]], serial: int) -> bytes:
    """Samples (16 bits, little-endian, one channel) with comments, and with a number for the stream that is not drawn
    by lot. Raises Refused where opusenc cannot be asked."""
    told = [part for name, text in comments for part in ("--comment", f"{name}={text}")]
    given = ["--raw", "--raw-rate", str(rate), "--raw-chan", "1", "--bitrate", _BITRATE, "--comp", _EFFORT, "--speech"]
    return PROGRAM.asked(["--quiet", "--serial", str(serial), *given, *told, "-", "-"], samples)
