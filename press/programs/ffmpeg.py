"""ffmpeg, where it is at hand: a finished recording -> its samples, its chapters, and how loud it is.

It is asked as a witness: nothing that it writes is published.
"""

from __future__ import annotations

import re
import sys
from array import array
from dataclasses import dataclass
from functools import lru_cache
from math import log10

from press.programs.foreign import Program

PROGRAM = Program("ffmpeg", "ffmpeg", "listens to recordings", "ffmpeg", "ffmpeg", asks_version="-version")
RATE = 8000
"""Samples a second that a recording is heard with, to find where it is silent."""
_ON_ITS_OWN = ("-hide_banner", "-nostdin", "-v", "error", "-protocol_whitelist", "pipe", "-i", "pipe:0")
_LOUDNESS = re.compile(rb"lavfi\.r128\.I=(-?[\d.]+|-?inf|nan)")
_PEAK = re.compile(rb"lavfi\.r128\.true_peaks_ch0=(-?[\d.]+|-?inf|nan)")
_CHAPTER = re.compile(r"\[CHAPTER\]\nTIMEBASE=(\d+)/(\d+)\nSTART=(\d+)\nEND=(\d+)\ntitle=(.*(?:\\\n.*)*)")


@dataclass(frozen=True, slots=True)
class Loudness:
    """Of all of a recording, in LUFS; ``peak`` is the highest true peak in dBTP (EBU R 128, ITU-R BS.1770)."""

    integrated: float
    peak: float


@lru_cache(maxsize=1)
def samples(data: bytes) -> array[int]:
    """What is heard, at `RATE`, 16 bits, one channel; empty where nothing can be. Raises Refused where ffmpeg cannot be
    asked.

    The last recording is kept: it is asked for how long it is, too. Nobody changes what is given.
    """
    heard = array("h")
    said = PROGRAM.asked([*_ON_ITS_OWN, "-ac", "1", "-ar", str(RATE), "-f", "s16le", "pipe:1"], data)
    heard.frombytes(said[: len(said) // 2 * 2])
    if sys.byteorder == "big":
        heard.byteswap()
    return heard


def loudness(data: bytes) -> Loudness:
    """How loud a recording is. Raises Refused where ffmpeg cannot be asked."""
    filters = "ebur128=metadata=1:peak=true,ametadata=mode=print:file=-"
    said = PROGRAM.asked([*_ON_ITS_OWN, "-af", filters, "-f", "null", "-"], data)
    found, peaks = _LOUDNESS.findall(said), _PEAK.findall(said)
    highest = max(map(float, peaks), default=0)
    return Loudness(float(found[-1]) if found else float("-inf"), _decibels(highest))


def _decibels(peak: float) -> float:
    """A peak as an amplitude, or in decibels already, as some versions have it: these are negative."""
    return peak if peak < 0 else 20 * log10(peak) if peak else float("-inf")


def chapters(data: bytes) -> list[tuple[float, float, str]]:
    """The chapters: where each begins and ends, in seconds, and its name. Raises Refused as the others do."""
    said = PROGRAM.asked([*_ON_ITS_OWN, "-f", "ffmetadata", "pipe:1"], data).decode("utf-8", "replace")
    return [
        (int(start) * int(part) / int(whole), int(end) * int(part) / int(whole), _unescaped(name))
        for part, whole, start, end, name in _CHAPTER.findall(said)
    ]


def _unescaped(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name, flags=re.DOTALL)
