"""What the formats of sound have in common: tags that tell their words, and sound that is listened to."""

from __future__ import annotations

from press.checks import audio as checks
from press.formats.unpaged import Unpaged
from press.layout import Layout
from press.manuscript import Manuscript
from press.problems import Problem, Rule
from press.speech import Speech


class Recorded(Unpaged):
    """A format of sound; the rules that all of them keep are listed with one."""

    def __init__(self, read: checks.Reads, *rules: Rule) -> None:
        self.read = read
        self.rules = rules

    def check(self, data: bytes, script: Manuscript, layout: Layout) -> tuple[Problem, ...]:
        return checks.check(data, self.read, script, layout)

    def speech(self, data: bytes) -> Speech:
        return checks.speech(self.read(data))

    def seconds(self, data: bytes) -> float:
        return checks.seconds(data)
