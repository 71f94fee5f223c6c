"""Which tests reach a line of the program: recorded once, by running them all under coverage.py.

What a test does in another process (the command line as its user types it, workers) is not recorded; for modules that
only such tests reach, those that run the whole program stand in.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from functools import cached_property
from pathlib import Path

from coverage import CoverageData

ROOT = Path(__file__).parent.parent
FILE = ROOT / "fuzz" / "found" / "reach"
WHOLE = (
    "tests/test_cli.py",
    "tests/test_package.py",
    "tests/test_batch.py",
    "tests/test_cluster.py",
    "tests/hostile/test_command_line.py",
)
"""Tests that run the program as its user does."""


def record(tests: list[str]) -> None:
    """Run tests, all if none is named, and write down which lines each reaches, also where one fails.

    Raises CalledProcessError if they cannot be run.
    """
    FILE.parent.mkdir(exist_ok=True)
    options = ["-q", "-n", "auto", "-m", "not referee", "--cov=press", "--cov-context=test", "--cov-report="]
    command = [sys.executable, "-m", "pytest", *options, *tests]
    done = subprocess.run(  # noqa: S603  # this project's own tests
        command, cwd=ROOT, env={**os.environ, "COVERAGE_FILE": str(FILE)}, check=False
    )
    if done.returncode > 1:
        raise subprocess.CalledProcessError(done.returncode, command)


class Reach:
    """What was recorded."""

    def __init__(self, file: Path = FILE) -> None:
        self._data = CoverageData(basename=str(file))
        self._data.read()
        self._files = {Path(name).resolve(): name for name in self._data.measured_files()}

    @cached_property
    def breadth(self) -> Counter[str]:
        """How many lines each test reaches in all."""
        found: Counter[str] = Counter()
        for name in self._files.values():
            for contexts in self._data.contexts_by_lineno(name).values():
                found.update(_tests(contexts))
        return found

    def tests(self, module: Path, line: int) -> list[str]:
        """The tests that reach a line, those first that reach little else.

        Of a line that runs when the module is imported, those that reach any line of the module.
        """
        name = self._files.get(module.resolve(), "")
        lines = self._data.contexts_by_lineno(name) if name else {}
        found = _tests(lines.get(line, [])) or {test for contexts in lines.values() for test in _tests(contexts)}
        return sorted(found, key=lambda test: (self.breadth[test], test)) or list(WHOLE)


def _tests(contexts: list[str]) -> set[str]:
    """The tests of some contexts: ``tests/test_x.py::test_y|run``."""
    return {context.rpartition("|")[0] for context in contexts if "::" in context}
