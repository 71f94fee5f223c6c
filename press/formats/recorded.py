"""What the formats of sound have in common: tags that tell their words, and sound that is listened to."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks import audio as checks
from press.formats.unpaged import Unpaged
from press.layout import Layout
from press.manuscript import Manuscript
from press.problems import Problem, Rule
from press.programs import ffmpeg
from press.programs.witnesses import FFMPEG, Commands, Witness
from press.speech import Speech


class Recorded(Unpaged):
    """A format of sound; the rules that all of them keep are listed with one."""

    def __init__(self, read: checks.Reads, *rules: Rule) -> None:
        self.read = read
        self.rules = rules

    def check(self, data: bytes, script: Manuscript, layout: Layout) -> tuple[Problem, ...]:
        return checks.check(data, self.read, script, layout)

    def check_alone(self, data: bytes) -> tuple[Problem, ...]:
        return checks.check_alone(data, self.read)

    def unasked(self, commands: Commands) -> Iterator[Witness]:
        if not ffmpeg.PROGRAM.version():
            yield FFMPEG

    def speech(self, data: bytes) -> Speech:
        return checks.speech(self.read(data))

    def seconds(self, data: bytes) -> float:
        return checks.seconds(data)
