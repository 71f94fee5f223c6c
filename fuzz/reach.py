"""Which tests reach a line of the program: recorded once, by running them with marks (`fuzz/marks.py`)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import islice
from pathlib import Path

from fuzz import marks

ROOT = Path(__file__).parent.parent
FOUND = ROOT / "fuzz" / "found" / "reach"
WHOLE = (
    "tests/test_cli.py",
    "tests/test_package.py",
    "tests/test_batch.py",
    "tests/test_cluster.py",
    "tests/hostile/test_command_line.py",
)
"""Tests that run the program as its user does: for modules that nothing is known to reach."""
HELD = ("tests/test_words.py",)
"""Tests of what modules hold, of which they run no line."""
SLOW = 1
"""In seconds: in the time of one such test many others are run."""
PARTICULAR, WHOLE_FEW = 40, 5
"""So many tests of what the line is in come first, then so many that see all that is made."""
_COMPARES = re.compile(r"^def (test_\w+)\((?=[^)]*\bgolden\b)", re.MULTILINE)


def prepared() -> dict[str, str]:
    """What the environment has to hold for tests (`pytest -p fuzz.marks`) that tell which lines they reach; what was
    recorded before goes."""
    shutil.rmtree(FOUND, ignore_errors=True)
    FOUND.mkdir(parents=True)
    return marks.marked(ROOT, FOUND)


def record(options: list[str]) -> int:
    """Run tests, all if pytest's ``options`` name none, and write down which lines each reaches and how long it takes,
    also where one fails; what pytest ends with."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "-m", "not referee", "-p", "fuzz.marks", *options]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **prepared()}, check=False)  # noqa: S603  # our own
    return done.returncode


class Reach:
    """What was recorded."""

    def __init__(self, found: Path = FOUND) -> None:
        self._stretches: dict[str, list[tuple[int, int, int]]] = {}
        for number, (module, first, last) in enumerate(json.loads((found / "marks.json").read_bytes())):
            self._stretches.setdefault(module, []).append((first, last, number))
        self.seconds: dict[str, float] = {}
        self._marks: dict[str, frozenset[int]] = {}
        for file in sorted(found.glob("*.jsonl")):
            for line in file.read_text(encoding="utf-8").splitlines():
                test, numbers, self.seconds[test] = json.loads(line)
                self._marks[test] = frozenset(numbers)

    @cached_property
    def by_mark(self) -> dict[int, list[str]]:
        """The tests that set each mark."""
        found: dict[int, list[str]] = {}
        for test, numbers in self._marks.items():
            for number in numbers:
                found.setdefault(number, []).append(test)
        return found

    @cached_property
    def _beside(self) -> dict[str, list[str]]:
        """The tests of each file, those first that reach little."""
        found: dict[str, list[str]] = {}
        for test in sorted(self._marks, key=lambda test: (len(self._marks[test]), test)):
            found.setdefault(_file(test), []).append(test)
        return found

    def tests(self, module: str, line: int) -> list[str]:
        """The tests that reach a line: those first that are not slow, of these those that are named after its module or
        room, then those that reach little besides the module; among them a few that compare all that is made with a
        golden, whoever made it; last the others of their files, for what a test makes is often what others beside it
        look at.

        Of a line that runs when the module is imported, those of what modules hold, those of files that import the
        module itself, and those that reach any line of it.
        """
        stretches = self._stretches.get(module, [])
        around = [stretch for stretch in stretches if stretch[0] <= line <= stretch[1]]
        here = Counter(test for *_, number in stretches for test in self.by_mark.get(number, []))
        if around:
            innermost = min(around, key=lambda stretch: (stretch[1] - stretch[0], -stretch[0]))
            found = self.by_mark.get(innermost[2], [])
        else:
            found = list(here)
        names = [name for name in (Path(module).stem, Path(module).parent.name) if name not in ("__init__", "press")]

        def place(test: str) -> tuple[bool, list[bool], float, int, str]:
            share = here[test] / len(self._marks[test])
            return self.seconds[test] > SLOW, [name not in test for name in names], -share, len(self._marks[test]), test

        ordered = sorted(found, key=place) or self._of(WHOLE)
        compare = self._comparing(map(_file, ordered))
        ordered = [*ordered[:PARTICULAR], *compare, *ordered[PARTICULAR:]]
        ordered = ordered if around else [*self._of(HELD), *self._of(self._importing(module)), *ordered]
        return list(dict.fromkeys((*ordered, *self._of(map(_file, ordered)))))

    def _comparing(self, files: Iterable[str]) -> list[str]:
        """The first few tests of some files that compare what is made with a golden."""
        found = (test for file in dict.fromkeys(files) for test in self._of([file]) if self._compares(test))
        return list(islice(found, WHOLE_FEW))

    @cache  # noqa: B019  # there is one as long as the program runs
    def _compared(self, file: str) -> frozenset[str]:
        path = ROOT / file
        return frozenset(_COMPARES.findall(path.read_text(encoding="utf-8"))) if path.exists() else frozenset()

    def _compares(self, test: str) -> bool:
        return test.partition("::")[2].partition("[")[0] in self._compared(_file(test))

    def _importing(self, module: str) -> list[str]:
        """The files of tests that import from a module, and not from what is around it."""
        dotted = re.escape(module.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        package, _, name = dotted.rpartition(r"\.")
        imports = re.compile(
            rf"^(?:from {dotted} import|import {dotted}$|from {package} import .*\b{name}\b)", re.MULTILINE
        )
        files = [file for file in self._beside if (ROOT / file).exists()]
        return [file for file in files if imports.search((ROOT / file).read_text(encoding="utf-8"))]

    def _of(self, files: Iterable[str]) -> list[str]:
        """All tests of some files."""
        return [test for file in dict.fromkeys(files) for test in self._beside.get(file, [])]


def _file(test: str) -> str:
    return test.partition("::")[0]
