"""Reads finished files again, without the leaflets that they were made from, and asks other programs too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from press.problems import OfFile, Place, Problem, Refused, about
from press.programs.limits import READING, ask


@dataclass(frozen=True)
class Commands:
    """Programs of the machine's own to ask, by name or path; empty: none.

    ``verapdf`` is asked in place of the one from the extra, ``ooxml`` (Microsoft's SDK validator)
    beside everything else. Each may take so many ``seconds``.
    """

    verapdf: str = ""
    ooxml: str = ""
    seconds: float = READING.seconds


def verify(file: Path, commands: Commands) -> tuple[Problem, ...]:
    """What is wrong with a finished file: a PDF against what it claims, and both it and a Word file
    against what all have to keep. Other programs are asked only of what can be read.

    Raises Refused where a program that has to be asked is not there or gives no report.
    """
    kind = KINDS.get(file.suffix.lower())
    if kind is None:
        message = "It is neither a PDF nor a Word file, so it cannot be verified."
        hint = f"Name a file in {' or '.join(KINDS)}."
        return (Problem("verify-kind", Place(str(file)), message, hint, subject=OfFile(str(file))),)
    found = about(OfFile(str(file)), kind(file, commands))
    return tuple(replace(problem, place=replace(problem.place, file=str(file))) for problem in found)


@dataclass(frozen=True, slots=True)
class Testimony:
    """What another program says of a finished file.

    ``witness`` is one of ``WITNESSES``; ``against`` what it compared the file with, each with the number of
    its rules (0: not known); ``problems`` is None where it could not be asked.
    """

    witness: str
    against: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] | None = None


VERAPDF, AUDIT, SDK = WITNESSES = ("veraPDF", "openxml-audit", "Open XML SDK")


def testify(file: Path, commands: Commands) -> Iterator[Testimony]:
    """What each program says that knows this kind of file, those among them that are not installed.

    Raises Refused where a command that has to be asked is not there or gives no report.
    """
    from press.programs import openxml, verapdf

    if file.suffix.lower() == ".pdf":
        claims = verapdf.claims(file.read_bytes())
        if commands.verapdf:
            yield Testimony(VERAPDF, tuple((name, 0) for name in claims), tuple(_verapdf(file, claims, commands)))
        elif verapdf.available():
            against = tuple((name, verapdf.profile(name).getRules().size()) for name in claims)
            yield Testimony(VERAPDF, against, tuple(_verapdf(file, claims, commands)))
        else:
            yield Testimony(VERAPDF)
    if file.suffix.lower() == ".docx":
        yield Testimony(AUDIT, problems=openxml.check(file) if openxml.available() else None)
        yield Testimony(SDK, problems=_sdk(file, commands) if commands.ooxml else None)


def _pdf(file: Path, commands: Commands) -> Iterable[Problem]:
    from press.checks import pdf
    from press.programs import verapdf

    data = file.read_bytes()
    found = pdf.check_alone(data)
    return found if _unreadable(found) else [*found, *_verapdf(file, verapdf.claims(data), commands)]


def _verapdf(file: Path, claims: tuple[str, ...], commands: Commands) -> Iterator[Problem]:
    from press.programs import verapdf

    if not commands.verapdf:
        yield from verapdf.check(file.read_bytes(), claims)
        return
    for flavour in claims:
        options = ("--format", "xml", "--flavour", verapdf.COMMAND_FLAVOURS.get(flavour, flavour))
        report = _asked("verapdf-missing", commands.verapdf, commands.seconds, *options, str(file))
        yield from verapdf.reported(report, flavour)


def _docx(file: Path, commands: Commands) -> Iterable[Problem]:
    from press.checks import word

    found = word.check_alone(file.read_bytes(), str(file))
    said = (testimony.problems or () for testimony in testify(file, commands))
    return found if _unreadable(found) else [*found, *chain.from_iterable(said)]


def _sdk(file: Path, commands: Commands) -> tuple[Problem, ...]:
    from press.programs import openxml

    return openxml.reported(_asked("ooxml-validator-missing", commands.ooxml, commands.seconds, str(file)))


KINDS: dict[str, Callable[[Path, Commands], Iterable[Problem]]] = {".pdf": _pdf, ".docx": _docx}
"""What reads a file, by how its name ends."""


def _unreadable(problems: Iterable[Problem]) -> bool:
    return any(problem.rule.endswith("-unreadable") for problem in problems)


def _asked(rule: str, command: str, seconds: float, *arguments: str) -> bytes:
    """What a program prints. Raises Refused, by this rule if it cannot be run, by `time` if it takes too long."""
    try:
        return ask([command, *arguments], seconds)
    except TimeoutError:
        problem = Problem("time", Place(command), f"It takes longer than {seconds:g} seconds.", "Try it by hand.")
    except OSError as error:
        problem = Problem(rule, Place(command), f"It could not be run: {error.strerror}.", "Check its name.")
    raise Refused([problem])
