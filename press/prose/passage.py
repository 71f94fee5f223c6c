"""A text of a YAML file whose own lines are known."""

from __future__ import annotations

from dataclasses import dataclass

from press.problems import Grade
from press.source import Value

LONGEST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """A scalar. Its rows count from 0; only those of a ``|`` block have lines of their own."""

    value: Value

    @property
    def text(self) -> str:
        return self.value.scalar or ""

    def fault(
        self, row: int, rule: str, message: str, hint: str, *, words: str = "", grade: Grade = Grade.ERROR
    ) -> None:
        line = self.value.line + 1 + row if self.value.literal else self.value.line
        words = " ".join(words.split())
        shown = words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"
        self.value.fault(rule, message, hint, words=shown, line=line, grade=grade)
