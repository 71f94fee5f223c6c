"""The criteria of standards, and what may show that each is kept: ``criteria.yaml``, the map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a standard asks; the words of the tuples name what shows it (see ``criteria.yaml``).

    ``web`` and ``document`` are whether WCAG 2.2 or EN 301 549, clause 10, has it alone.
    """

    id: str
    name: str
    web: bool = False
    document: bool = False
    rules: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    absent: str = ""
    not_shown: str = ""

    @property
    def clause(self) -> str:
        """The clause of EN 301 549, V3.2.1, which has the numbers of WCAG 2.1; empty where there is none."""
        return "" if self.web or "." not in self.id else f"10.{self.id.removeprefix('10.')}"


@dataclass(frozen=True, slots=True)
class Standard:
    """``edition`` says which one, ``not_shown`` what no document could show of it."""

    name: str
    edition: str
    publisher: str
    url: str
    not_shown: str
    criteria: tuple[Criterion, ...]


@cache
def standards() -> tuple[Standard, ...]:
    """The standards of the map, in its order."""
    return tuple(
        Standard(**{**each, "criteria": tuple(_criterion(entry) for entry in each["criteria"])})
        for each in _map()["standards"]
    )


def absences() -> dict[str, str]:
    """Why criteria do not apply, in sentences."""
    return dict(_map()["absences"])


@cache
def _map() -> dict[str, Any]:
    text = Path(__file__).with_name("criteria.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def _criterion(entry: dict[str, Any]) -> Criterion:
    frozen: dict[str, Any] = {key: tuple(said) if isinstance(said, list) else said for key, said in entry.items()}
    return Criterion(**frozen)
