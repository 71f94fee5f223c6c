"""Reads finished files again, without the leaflets that they were made from, and asks other programs too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from press import formats
from press.problems import OfFile, Place, Problem, Refused, about
from press.programs.witnesses import Commands, Testimony


def verify(file: Path, commands: Commands) -> tuple[Problem, ...]:
    """What is wrong with a finished file: a PDF against what it claims, and both it and a Word file
    against what all have to keep. Other programs are asked only of what can be read.

    Raises Refused where a program that has to be asked is not there or gives no report.
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


def _said(file: Path, commands: Commands) -> Iterator[Problem]:
    for testimony in testify(file, commands):
        witness = testimony.witness
        if testimony.problems is None and witness.needed:
            message, subject = f"{witness.name} is not installed.", OfFile(str(file))
            rule = f"{witness.name.lower()}-missing"
            raise Refused([Problem(rule, Place(str(file)), message, witness.install, subject=subject)])
        yield from testimony.problems or ()
