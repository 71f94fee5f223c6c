"""Word: files that a reader, or the office, may go on with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from press.checks import word as checks
from press.formats import Drafts, Format, Pages
from press.layout import Layout
from press.manuscript import Manuscript
from press.problems import Problem
from press.programs import libreoffice, openxml
from press.programs.witnesses import AUDIT, SDK, Commands, Testimony, Witness, report_of
from press.speech import Speech
from press.writers import word as writer


def _draft(script: Manuscript, layout: Layout) -> bytes:
    return writer.write(script, layout, writer.drafted(script))


def _laid_out(drafts: Sequence[bytes], fonts: Sequence[bytes]) -> list[bytes]:
    return libreoffice.laid_out(drafts, writer.EXPORT, fonts)


class _Word:
    rules = checks.RULES
    drafts = Drafts(_draft, _laid_out, writer.numbered)
    folded = None

    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        return writer.write(script, layout, pages)

    def check(self, data: bytes, script: Manuscript, layout: Layout) -> tuple[Problem, ...]:
        return checks.check(data, script, layout.type.least)

    def check_alone(self, data: bytes) -> tuple[Problem, ...]:
        return checks.check_alone(data, "the Word file")

    def pages(self, data: bytes) -> int:
        return 0

    def seconds(self, data: bytes) -> float:
        return 0

    def speech(self, data: bytes) -> Speech:
        return checks.speech(data)

    def unasked(self, commands: Commands) -> Iterator[Witness]:
        if not openxml.available():
            yield AUDIT

    def testify(self, file: Path, commands: Commands) -> Iterator[Testimony]:
        yield Testimony(AUDIT, problems=openxml.check(file) if openxml.available() else None)
        yield Testimony(SDK, problems=_sdk(file, commands) if commands.ooxml else None)


def _sdk(file: Path, commands: Commands) -> tuple[Problem, ...]:
    return openxml.reported(report_of("ooxml-validator-missing", commands.ooxml, commands.seconds, str(file)))


FORMAT: Format = _Word()
