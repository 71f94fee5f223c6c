"""Which tests reach a line of the program: recorded once, by running them all under coverage.py.

What a test does in another process (the command line as its user types it, workers) is not recorded; for modules that
only such tests reach, those that run the whole program stand in.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path

from coverage import CoverageData

from fuzz import times

ROOT = Path(__file__).parent.parent
FILE = ROOT / "fuzz" / "found" / "reach"
TIMES = FILE.with_name("times.json")
WHOLE = (
    "tests/test_cli.py",
    "tests/test_package.py",
    "tests/test_batch.py",
    "tests/test_cluster.py",
    "tests/hostile/test_command_line.py",
)
"""Tests that run the program as its user does."""
HELD = ("tests/test_words.py",)
"""Tests of what modules hold, of which they run no line."""


def record(tests: list[str]) -> None:
    """Run tests, all if none is named, and write down which lines each reaches and how long it takes, also where one
    fails. What is named may be options of pytest's too: with `--cov-append`, what was recorded before stays.

    Raises CalledProcessError if they cannot be run.
    """
    FILE.parent.mkdir(exist_ok=True)
    if "--cov-append" not in tests:
        TIMES.unlink(missing_ok=True)
    options = ["-q", "-n", "auto", "-m", "not referee", "-p", "fuzz.times"]
    command = [sys.executable, "-m", "pytest", *options, "--cov=press", "--cov-context=test", "--cov-report=", *tests]
    environment = {**os.environ, "COVERAGE_FILE": str(FILE), times.NAMED: str(TIMES)}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603  # this project's own tests
    if done.returncode > 1:
        raise subprocess.CalledProcessError(done.returncode, command)


class Reach:
    """What was recorded."""

    def __init__(self, file: Path = FILE, taken: Path = TIMES) -> None:
        self._data = CoverageData(basename=str(file))
        self._data.read()
        self._files = {Path(name).resolve(): name for name in self._data.measured_files()}
        self.seconds: dict[str, float] = json.loads(taken.read_bytes()) if taken.exists() else {}

    @cached_property
    def breadth(self) -> Counter[str]:
        """How many lines each test reaches in all."""
        found: Counter[str] = Counter()
        for name in self._files.values():
            for contexts in self._data.contexts_by_lineno(name).values():
                found.update(_tests(contexts))
        return found

    @cached_property
    def _beside(self) -> dict[str, list[str]]:
        """The tests of each file, those first that reach little."""
        found: dict[str, list[str]] = {}
        for test in sorted({*self.breadth, *self.seconds}, key=lambda test: (self.breadth[test], test)):
            found.setdefault(_file(test), []).append(test)
        return found

    def tests(self, module: Path, line: int) -> list[str]:
        """The tests that reach a line: those first whose file is named after its module or room, then those that reach
        little besides the module; last the others of their files, for what a test makes is often what others beside it
        look at.

        Of a line that runs when the module is imported, those of what modules hold, and those that reach any line of
        the module.
        """
        name = self._files.get(module.resolve(), "")
        lines = self._data.contexts_by_lineno(name) if name else {}
        here = Counter(test for contexts in lines.values() for test in _tests(contexts))
        found = _tests(lines.get(line, [])) if name and line in _inside(module.read_bytes()) else set()
        share = {test: here[test] / self.breadth[test] for test in found or here}
        own = {module.stem, module.parent.name} - {"__init__", "press"}

        def place(test: str) -> tuple[bool, float, int, str]:
            named = any(name in Path(_file(test)).stem for name in own)
            return not named, -share[test], self.breadth[test], test

        first = sorted(share, key=place) or self._of(WHOLE)
        first = first if found else [*self._of(HELD), *first]
        return list(dict.fromkeys((*first, *self._of(map(_file, first)))))

    def _of(self, files: Iterable[str]) -> list[str]:
        """All tests of some files."""
        return [test for file in dict.fromkeys(files) for test in self._beside.get(file, [])]


@lru_cache
def _inside(source: bytes) -> frozenset[int]:
    """The lines of a module that run when its functions are called, and not when it is imported."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return frozenset(line for node in functions for line in range(node.body[0].lineno, (node.end_lineno or 0) + 1))


def _tests(contexts: list[str]) -> set[str]:
    """The tests of some contexts: ``tests/test_x.py::test_y|run``."""
    return {context.rpartition("|")[0] for context in contexts if "::" in context}


def _file(test: str) -> str:
    return test.partition("::")[0]
