"""The words that the press knows by lists, as ``words.txt`` has them: each list's name, and under it what is in it.

Tests that try every word of a list take it from there. If they took it from the program, a word that was lost there
would be lost here too, and nothing would fail.
"""

from __future__ import annotations

from pathlib import Path

FILE = Path(__file__).parent / "words.txt"


def known(name: str) -> list[str]:
    """What is in a list, by its name: ``press.quantities.LIMITS``."""
    found: dict[str, list[str]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            found[list(found)[-1]].append(line[2:])
        else:
            found[line] = []
    return found[name]
