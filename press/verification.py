"""Reads finished files again, without the leaflets that they were made from, and asks other programs too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from press import formats
from press.problems import OfFile, Place, Problem, about
from press.programs.witnesses import Commands, Testimony


def verify(file: Path, commands: Commands) -> tuple[Problem, ...]:
    """What is wrong with a finished file: a PDF against what it claims, and both it and a Word file
    against what all have to keep. Other programs are asked only of what can be read, and where they are
    installed (see `unasked`).

    Raises Refused where a command that has to be asked is not there or gives no report.
    """
    known = formats.of_file(file.name, alone=True)
    if known is None:
        message, hint = formats.refusal(alone=True)
        message = f"{message}, so it cannot be verified."
        return (Problem("verify-kind", Place(str(file)), message, hint, subject=OfFile(str(file))),)
    found = formats.opened(known.name).check_alone(file.read_bytes())
    if not any(problem.rule.endswith("-unreadable") for problem in found):
        found = (*found, *_said(file, commands))
    return tuple(
        replace(problem, place=replace(problem.place, file=str(file))) for problem in about(OfFile(str(file)), found)
    )


def testify(file: Path, commands: Commands) -> tuple[Testimony, ...]:
    """What each program says that knows this kind of file, those among them that are not installed.

    Raises Refused where a command that has to be asked is not there or gives no report.
    """
    known = formats.of_file(file.name)
    return tuple(formats.opened(known.name).testify(file, commands)) if known else ()


def unasked(file: Path, commands: Commands) -> tuple[str, ...]:
    """Which programs cannot be asked of such a file, as they are not installed, and how to have them asked."""
    known = formats.of_file(file.name, alone=True)
    absent = formats.opened(known.name).unasked(commands) if known else ()
    return tuple(f"{witness.name} was not asked, as it is not installed. {witness.install}" for witness in absent)


def _said(file: Path, commands: Commands) -> Iterator[Problem]:
    for testimony in testify(file, commands):
        yield from testimony.problems or ()
