"""PDF: pages as they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from press.checks import pdf as checks
from press.formats import Folded, Format, Pages
from press.layout import Layout
from press.manuscript import Manuscript
from press.problems import Problem
from press.programs import verapdf
from press.programs.witnesses import VERAPDF, Commands, Testimony, Witness, report_of
from press.speech import Speech
from press.writers import pdf as writer
from press.writers.counted import Counted

WRITTEN = Counted(writer.write)
"""What was written for the words on its pages is written no second time to be published, where that is asked next."""


class _Pdf:
    rules = tuple(checks.RULES.values())
    drafts = None
    folded = Folded(writer.booklet, checks.check_imposed, "tag-imposed")

    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        return WRITTEN.take(script, layout)

    def check(self, data: bytes, script: Manuscript, layout: Layout) -> tuple[Problem, ...]:
        return checks.check(data, script, layout)

    def check_alone(self, data: bytes) -> tuple[Problem, ...]:
        return checks.check_alone(data)

    def pages(self, data: bytes) -> int:
        return checks.pages(data)

    def seconds(self, data: bytes) -> float:
        return 0

    def speech(self, data: bytes) -> Speech:
        try:
            return checks.speech(data)
        except checks.MALFORMED as error:
            raise ValueError(checks.reason(error)) from None

    def unasked(self, commands: Commands) -> Iterator[Witness]:
        if not (commands.verapdf or verapdf.available()):
            yield VERAPDF

    def testify(self, file: Path, commands: Commands) -> Iterator[Testimony]:
        data = file.read_bytes()
        claims = verapdf.claims(data)
        if commands.verapdf:
            found = tuple(problem for claim in claims for problem in _asked(file, claim, commands))
            yield Testimony(VERAPDF, tuple((claim, 0) for claim in claims), found)
        elif verapdf.available():
            against = tuple((claim, verapdf.profile(claim).getRules().size()) for claim in claims)
            yield Testimony(VERAPDF, against, verapdf.check(data, claims))
        else:
            yield Testimony(VERAPDF)


def _asked(file: Path, claim: str, commands: Commands) -> tuple[Problem, ...]:
    options = ("--format", "xml", "--flavour", verapdf.COMMAND_FLAVOURS.get(claim, claim))
    report = report_of("verapdf-missing", commands.verapdf, commands.seconds, *options, str(file))
    return verapdf.reported(report, claim)


FORMAT: Format = _Pdf()
