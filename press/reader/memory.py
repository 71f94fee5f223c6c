"""What is remembered of editions that were read without an error, so that they need not be read again."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from press.model import Card, PartialDate, SignOff, Standing, Status
from press.problems import Grade, Place, Problem


@dataclass(frozen=True, slots=True)
class Remembered:
    """An edition as it was read from a file with this digest: its card, its code, and the warnings it gave."""

    digest: str
    card: Card
    code: str
    problems: tuple[Problem, ...] = ()


Memory = Mapping[str, Remembered]
"""What is remembered of each file, by the name that problems give it."""


def load(data: bytes, circumstances: str) -> Memory:
    """What was remembered; nothing where it cannot be read, or comes from other circumstances."""
    try:
        written = json.loads(data)
        if written["circumstances"] == circumstances:
            return {file: _entry(entry) for file, entry in written["editions"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    return {}


def dump(memory: Memory, circumstances: str) -> bytes:
    """The memory as JSON, a line for each edition.

    ``circumstances`` says under what else the editions were read: the program, the fonts.
    """
    lines = ",\n".join(f"{_json(file)}:{_json(_written(entry))}" for file, entry in sorted(memory.items()))
    return f'{{"circumstances":{_json(circumstances)},"editions":{{\n{lines}\n}}}}\n'.encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _written(entry: Remembered) -> dict[str, Any]:
    card = {name: getattr(entry.card, name) for name in Card.__slots__}
    problems = [asdict(problem) for problem in entry.problems]
    return {**card, "digest": entry.digest, "code": entry.code, "problems": problems}


def _plain(value: enum.Enum | PartialDate) -> object:
    return value.value if isinstance(value, enum.Enum) else (value.year, value.month, value.day)


def _entry(written: dict[str, Any]) -> Remembered:
    digest, code, problems = (written.pop(name) for name in ("digest", "code", "problems"))
    card = Card(
        **{
            **written,
            "status": Status(written["status"]),
            "standing": Standing(written["standing"]),
            "sign_off": SignOff(written["sign_off"]),
            "last": PartialDate(*written["last"]),
            "next": PartialDate(*written["next"]),
            "keywords": tuple(written["keywords"]),
            "changes": tuple(written["changes"]),
            "figures": tuple((name, PartialDate(*date)) for name, date in written["figures"]),
            "contacts": tuple((name, said, date and PartialDate(*date)) for name, said, date in written["contacts"]),
        }
    )
    return Remembered(digest, card, code, tuple(map(_problem, problems)))


def _problem(written: dict[str, Any]) -> Problem:
    return Problem(**{**written, "place": Place(**written["place"]), "grade": Grade(written["grade"])})
