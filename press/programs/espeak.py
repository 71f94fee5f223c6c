"""eSpeak NG, where it is at hand: says words aloud (GPL-3.0-or-later; what it says is free of that licence).

It is given text in which sounds stand in double brackets (``[[t@'m0ksIfEn]]``), and gives samples.
"""

from __future__ import annotations

import re
from functools import cache

from press.programs.foreign import Program

PROGRAM = Program("espeak-ng", "eSpeak NG", "speaks", "espeak-ng", "espeak-ng")
LICENCE = "GPL-3.0-or-later"
RATE = 22_050
"""Samples a second, each of 16 bits, little-endian, of one channel."""
_HEADER = 44
"""The bytes before the first sample; as it does not know its length, what they say of it is not so."""
_AMPLITUDE = 80
"""Such that speech is some -22 LUFS loud and no peak is above -1 dBTP (EBU R 128 s2)."""

_FROM_ZERO = re.compile(r"\b0\d+\b")
"""Figures that begin with a zero, as in a phone number. In Arabic eSpeak NG 1.51 says them otherwise each time, now and
then with half a sample too many: they are given one by one."""


def version() -> str:
    """Which eSpeak NG is installed, without where its data lie; empty where none is."""
    return PROGRAM.version().partition("  Data at")[0]


def spoken(text: str, voice: str, rate: int) -> bytes:
    """The samples of a text, at so many words a minute. Raises Refused where eSpeak NG cannot be asked."""
    arguments = ["-v", voice, "-s", str(rate), "-a", str(_AMPLITUDE), "-b", "1", "-z", "--stdin", "--stdout"]
    text = _FROM_ZERO.sub(lambda figures: " ".join(figures[0]), text)
    samples = PROGRAM.asked(arguments, text.encode())[_HEADER:]
    return samples[: len(samples) // 2 * 2]  # half a sample would make noise of all that follows


@cache
def voices() -> frozenset[str]:
    """The languages that it has voices for, by the names of these: ``en-gb``, ``cy``."""
    lines = PROGRAM.asked(["--voices"]).decode("utf-8", "replace").splitlines()[1:]
    return frozenset(line.split()[1].lower() for line in lines if len(line.split()) > 1)
