"""`python -m fuzz.mutants COUNT SEED [ROOM]...`: do the tests see that the program was changed?

COUNT of all the changes that `fuzz/changes.py` knows are drawn by the SEED, from each room of ``press/`` as many; of a
ROOM that is named (``press/reader``, ``press/source.py``), from that alone. Each is made in a copy of the project, and
tried with the tests that reach its line, those first that reach little else. What no test sees is printed. The exit
code is 1 where fewer than LEAST of a hundred are seen.

A test that goes on for ever with a change may see it, or may have had too little of the machine: such a change counts
for nothing. A test that fails without the change sees nothing.

Which tests reach a line is recorded when this is first run (`fuzz/reach.py`): that takes as long as the tests do.
`python -m fuzz.mutants record` records it anew, after tests or lines have come or gone. `python -m fuzz.mutants marks`
prints the environment in which `pytest -p fuzz.marks` records it beside whatever else it is run for.
"""

from __future__ import annotations

import compileall
import difflib
import json
import os
import py_compile
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import accumulate, islice
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from typing import IO, Self, cast

from fuzz import reach
from fuzz.changes import Change, changes
from fuzz.waiting import ANEW, LATE, NONE
from press.programs import system

ROOT = reach.ROOT
LEAST = 85
"""In a hundred."""
FIRST = 25
"""How many tests are tried again with the program imported anew."""
MOST = 15
"""For how many seconds of tests, as they were recorded, one change is tried: of lines that a thousand tests reach, what
the most particular do not see counts as missed."""
LONGER, SECONDS = 10, 60
"""A test goes on for ever that takes so many times as long as when it was recorded, and so many seconds more."""
BESIDE = "press/*.py"
"""The modules that are in no package: a room too."""
_LEFT = shutil.ignore_patterns(".git", ".venv", "output", "node_modules", "__pycache__", ".*_cache", "found", "made")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of a module; ``room`` is where the module is."""

    room: str
    module: Path
    change: Change

    def lot(self, seed: int) -> bytes:
        """A number by chance, of what the change looks like alone."""
        before = (ROOT / self.module).read_bytes()
        line = before.splitlines()[self.change.line - 1].strip()
        around = before[self.change.start : self.change.end], self.change.text
        return blake2b(repr((seed, str(self.module), line, around)).encode(), digest_size=16).digest()

    def sound(self) -> bool:
        """Whether the module is Python still."""
        with suppress(SyntaxError):
            compile(self.change.made((ROOT / self.module).read_bytes()), str(self.module), "exec")
            return True
        return False

    def diff(self) -> str:
        """What it looks like."""
        before = (ROOT / self.module).read_bytes()
        old, new = (text.decode().splitlines(keepends=True) for text in (before, self.change.made(before)))
        return "".join(difflib.unified_diff(old, new, str(self.module), str(self.module), n=0))


def rooms(named: Sequence[str] = ()) -> dict[str, list[Path]]:
    """The modules of each room: of the packages that there are in the tree, and of the modules beside them; or of those
    that are named, as paths or patterns of paths."""
    packages = sorted(f"press/{path.parent.name}" for path in (ROOT / "press").glob("*/__init__.py"))
    found = {}
    for name in named or [*packages, BESIDE]:
        paths = sorted(ROOT.glob(name))
        files = [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*.py")))]
        found[name] = [file.relative_to(ROOT) for file in files]
    return found


def drawn(count: int, seed: int, found: dict[str, list[Path]]) -> Iterator[Mutant]:
    """So many changes, from each room as many; a room that has fewer leaves the rest to the others.

    What is drawn of a line is drawn again by the same seed as long as the line stays, whatever becomes of others.
    """
    every = {
        room: [mutant for module in modules for mutant in _mutants(room, module)] for room, modules in found.items()
    }
    every = {room: mutants for room, mutants in every.items() if mutants}
    for place, room in enumerate(sorted(every, key=lambda room: (len(every[room]), room))):
        share = min(len(every[room]), round(count / (len(every) - place)))
        by_chance = sorted(every[room], key=lambda mutant: mutant.lot(seed))
        yield from islice(filter(Mutant.sound, by_chance), share)
        count -= share


def _mutants(room: str, module: Path) -> Iterator[Mutant]:
    yield from (Mutant(room, module, change) for change in changes((ROOT / module).read_bytes()))


# Trying


class Copy:
    """A copy of the project, and two processes in it that run tests (`fuzz/waiting.py`)."""

    def __init__(self, folder: Path, seconds: Mapping[str, float], longest: float = SECONDS) -> None:
        self.folder = folder
        self._seconds, self._longest = seconds, longest
        self._waiting: dict[str, subprocess.Popen[str]] = {}

    def _begun(self, kind: str) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603  # this project's own
            [sys.executable, "-m", "fuzz.waiting", kind],
            cwd=self.folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        compileall.compile_dir(self.folder, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
        self._waiting = {kind: self._begun(kind) for kind in ("collected", "anew")}
        for each in self._waiting.values():
            cast(IO[str], each.stdout).readline()
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._waiting.values():
            each.communicate("")

    def failing(self, module: Path, tests: Sequence[str], kind: str = "anew") -> str | None:
        """The first of some tests that fails, or, with `LATE` before it, that takes far longer than it took when it was
        recorded, in a process that imports the program ``anew`` or has it ``collected``; `NONE` if none of them is
        there, `ANEW` if the change of the module can only be tried so."""
        seconds = {test: LONGER * self._seconds.get(test, 0) + self._longest for test in tests}
        waiting = self._waiting[kind]
        to, told = cast(IO[str], waiting.stdin), cast(IO[str], waiting.stdout)
        to.write(json.dumps({"module": str(module), "seconds": seconds}) + "\n")
        to.flush()
        answer: str | None = json.loads(told.readline())
        return answer

    @cache  # noqa: B019  # a copy lives as long as the program
    def sound(self, module: Path, test: str, kind: str) -> bool:
        """Whether a test passes without a change."""
        return self.failing(module, [test], kind) is None

    @contextmanager
    def changed(self, mutant: Mutant) -> Iterator[None]:
        """With a change, for a while."""
        module = self.folder / mutant.module
        before = module.read_bytes()
        module.write_bytes(mutant.change.made(before))
        try:
            yield
        finally:
            module.write_bytes(before)


def tried(mutants: Sequence[Mutant], reached: reach.Reach, jobs: int) -> Iterator[tuple[Mutant, str]]:
    """Each change, and the test that sees it, if any does."""
    with TemporaryDirectory() as name, ThreadPoolExecutor(jobs) as pool, ExitStack() as stack:
        copies: Queue[Copy] = Queue()
        for number in range(jobs):
            folder = shutil.copytree(ROOT, Path(name, str(number)), ignore=_LEFT)
            copies.put(stack.enter_context(Copy(folder, reached.seconds)))

        def attempt(mutant: Mutant) -> str:
            copy = copies.get()
            try:
                return seen(
                    mutant, within(reached.tests(str(mutant.module), mutant.change.line), reached.seconds), copy
                )
            finally:
                copies.put(copy)

        yield from zip(mutants, pool.map(attempt, mutants), strict=True)


def within(tests: Sequence[str], seconds: Mapping[str, float], most: float = MOST) -> list[str]:
    """The first of some tests, as far as there is time for them."""
    taken = accumulate(seconds.get(test, 0) for test in tests)
    found = [test for test, so_far in zip(tests, taken, strict=True) if so_far <= most]
    return found or list(tests[:1])


def seen(mutant: Mutant, tests: Sequence[str], copy: Copy) -> str:
    """The test that fails, or, with `LATE` before it, goes on for ever, in a copy of the project with the change, and
    does not without it.

    Where the quick way sees nothing, the first tests are tried again with the program imported anew: what was made on
    import may have been made by what changed. What runs on import alone is tried with all tests so.

    Raises ValueError if the tests are not there.
    """
    found = _seen(mutant, tests, copy, "collected")
    return found or _seen(mutant, tests if found is None else tests[:FIRST], copy, "anew") or ""


def _seen(mutant: Mutant, tests: Sequence[str], copy: Copy, kind: str) -> str | None:
    """As `seen`, in one way; None where the change cannot be tried so, empty where no test sees it."""
    left = list(tests)
    while left:
        with copy.changed(mutant):
            failed = copy.failing(mutant.module, left, kind)
        if failed == ANEW:
            return None
        if failed is None:
            break
        if failed == NONE:
            if copy.failing(mutant.module, left, kind) == NONE:
                raise ValueError(f"{left[0]} is not there. Record anew: python -m fuzz.mutants record")
            break  # without the change they are: what they are made of is gone, and nothing told it
        test = failed.removeprefix(LATE)
        if copy.sound(mutant.module, test, kind):
            return failed
        left = left[left.index(test) + 1 :]
    return ""


def main(count: int, seed: int, named: Sequence[str] = ()) -> int:
    """Try so many changes, and tell how many of each room the tests see; how many in a hundred they see of all."""
    if not list(reach.FOUND.glob("*.jsonl")):
        reach.record([])
    told: dict[str, list[bool]] = {}
    late = 0
    for mutant, known in tried(list(drawn(count, seed, rooms(named))), reach.Reach(), system.cores()):
        if known.startswith(LATE):
            late += 1
            continue
        told.setdefault(mutant.room, []).append(bool(known))
        if not known:
            print(mutant.diff(), flush=True)
    for room, each in sorted(told.items()):
        print(f"{room}: {sum(each)} of {len(each)}")
    every = [known for each in told.values() for known in each]
    share = 100 * sum(every) // len(every)
    print(f"{sum(every)} of {len(every)} are seen ({share}%), {late} more go on for ever; seed {seed}")
    return share


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["record", *options]:
            sys.exit(reach.record(options))
        case ["marks"]:
            print(*(f"{name}={value}" for name, value in reach.prepared().items()), sep="\n")
        case [count, seed, *named]:
            sys.exit(main(int(count), int(seed), named) < LEAST)
