"""Reads finished files again, without the leaflets that they were made from, and asks other programs too."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from press.problems import Place, Problem, Refused


@dataclass(frozen=True)
class Commands:
    """Programs of the machine's own to ask, by name or path; empty: none.

    ``verapdf`` is asked in place of the one from the extra, ``ooxml`` (Microsoft's SDK validator)
    beside everything else.
    """

    verapdf: str = ""
    ooxml: str = ""


def verify(file: Path, commands: Commands) -> tuple[Problem, ...]:
    """What is wrong with a finished file: a PDF against what it claims, and both it and a Word file
    against what all have to keep.

    Raises Refused where a program that has to be asked is not there or gives no report.
    """
    kind = KINDS.get(file.suffix.lower())
    if kind is None:
        message = "It is neither a PDF nor a Word file, so it cannot be verified."
        return (Problem("verify-kind", Place(str(file)), message, f"Name a file in {' or '.join(KINDS)}."),)
    return tuple(replace(problem, place=replace(problem.place, file=str(file))) for problem in kind(file, commands))


def _pdf(file: Path, commands: Commands) -> Iterable[Problem]:
    from press.checks import pdf, verapdf

    data = file.read_bytes()
    claims = verapdf.claims(data)
    found = list(pdf.check_alone(data))
    if not commands.verapdf:
        return [*found, *verapdf.check(data, claims)]
    for flavour in claims:
        options = ("--format", "xml", "--flavour", verapdf.COMMAND_FLAVOURS.get(flavour, flavour))
        report = _asked("verapdf-missing", commands.verapdf, *options, str(file))
        found += verapdf.reported(report, flavour)
    return found


def _docx(file: Path, commands: Commands) -> Iterable[Problem]:
    from press.checks import ooxml, word

    problems = word.check_alone(file.read_bytes(), str(file))
    if ooxml.available():
        problems += ooxml.check(file)
    if commands.ooxml:
        problems += ooxml.reported(_asked("ooxml-validator-missing", commands.ooxml, str(file)))
    return problems


KINDS: dict[str, Callable[[Path, Commands], Iterable[Problem]]] = {".pdf": _pdf, ".docx": _docx}
"""What reads a file, by how its name ends."""


def _asked(rule: str, command: str, *arguments: str) -> bytes:
    """What a program prints. Raises Refused, by this rule, if it cannot be run."""
    try:
        done = subprocess.run([command, *arguments], capture_output=True, stdin=subprocess.DEVNULL, check=False)  # noqa: S603  # the user's own choice
    except OSError as error:
        problem = Problem(rule, Place(command), f"It could not be run: {error.strerror}.", "Check its name.")
        raise Refused([problem]) from None
    return done.stdout
