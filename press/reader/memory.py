"""What is remembered of editions that were read without an error, so that they need not be read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from press.model import Card, PartialDate, Standing, Status
from press.problems import Grade, Place, Problem


@dataclass(frozen=True, slots=True)
class Remembered:
    """An edition as it was read from a file with this digest: its card, and the warnings it gave."""

    digest: str
    card: Card
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
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _written(entry: Remembered) -> dict[str, Any]:
    card = entry.card
    return {
        **{name: getattr(card, name) for name in Card.__slots__},
        "digest": entry.digest,
        "status": card.status.value,
        "standing": card.standing.value,
        "last": _date(card.last),
        "next": _date(card.next),
        "problems": [{**asdict(problem), "grade": problem.grade.value} for problem in entry.problems],
    }


def _date(date: PartialDate) -> tuple[int, ...]:
    return date.year, date.month, date.day


def _entry(written: dict[str, Any]) -> Remembered:
    digest, problems = written.pop("digest"), written.pop("problems")
    card = Card(
        **{
            **written,
            "status": Status(written["status"]),
            "standing": Standing(written["standing"]),
            "last": PartialDate(*written["last"]),
            "next": PartialDate(*written["next"]),
        }
    )
    return Remembered(digest, card, tuple(map(_problem, problems)))


def _problem(written: dict[str, Any]) -> Problem:
    return Problem(**{**written, "place": Place(**written["place"]), "grade": Grade(written["grade"])})
