"""LAME, where it is at hand: samples -> MP3 (LGPL-2.0-or-later)."""

from __future__ import annotations

from press.programs.foreign import Program

PROGRAM = Program("lame", "LAME", "writes MP3", "lame", "lame")
BITRATE = 48
"""Kilobits a second: speech of one voice, for which every player knows where a second begins."""


def version() -> str:
    """Which LAME is installed; empty where none is."""
    return PROGRAM.version().partition("(")[0].strip()


def encoded(samples: bytes, rate: int) -> bytes:
    """Samples (16 bits, little-endian, one channel) as MPEG audio, layer III, without tags. Raises Refused where LAME
    cannot be asked."""
    given = ["-r", "-s", f"{rate / 1000:g}", "--bitwidth", "16", "--signed", "--little-endian", "-m", "m"]
    return PROGRAM.asked(["--quiet", "-t", "-q", "5", "--noreplaygain", *given, "-b", str(BITRATE), "-", "-"], samples)
