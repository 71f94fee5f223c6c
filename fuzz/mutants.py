"""`python -m fuzz.mutants COUNT SEED [ROOM]...`: do the tests see that the program was changed?

COUNT of all the changes that `fuzz/changes.py` knows are drawn by chance from the SEED, from each room of ``press/`` as
many; of a ROOM that is named (``press/reader``, ``press/source.py``), from that alone. Each is made in a copy of the
project, and tried with the tests that reach its line, those first that reach little else. What no test sees is printed.
The exit code is 1 where fewer than LEAST of a hundred are seen.

Which tests reach a line is recorded when this is first run (`fuzz/reach.py`): that takes as long as the tests do.
`python -m fuzz.mutants record` records it anew, after tests or lines have come or gone.
"""

from __future__ import annotations

import compileall
import difflib
import os
import py_compile
import random  # noqa: TID251  # seeded, and nothing is built from it
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory

from fuzz import reach
from fuzz.changes import Change, changes
from press.programs import system

ROOT = reach.ROOT
LEAST = 85
"""In a hundred."""
FIRST = 25
"""How many tests are tried before the others: most changes are seen by them."""
SECONDS = 180
BESIDE = "press/*.py"
"""The modules that are in no package: a room too."""
_LEFT = shutil.ignore_patterns(".git", ".venv", "output", "node_modules", "__pycache__", ".*_cache", "found", "made")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of a module; ``room`` is where the module is."""

    room: str
    module: Path
    change: Change

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
    """So many changes, from each room as many; a room that has fewer leaves the rest to the others."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    every = {
        room: [mutant for module in modules for mutant in _mutants(room, module)] for room, modules in found.items()
    }
    every = {room: mutants for room, mutants in every.items() if mutants}
    for place, room in enumerate(sorted(every, key=lambda room: (len(every[room]), room))):
        share = min(len(every[room]), round(count / (len(every) - place)))
        yield from islice(filter(Mutant.sound, chance.sample(every[room], len(every[room]))), share)
        count -= share


def _mutants(room: str, module: Path) -> Iterator[Mutant]:
    yield from (Mutant(room, module, change) for change in changes((ROOT / module).read_bytes()))


# Trying


def tried(mutants: Sequence[Mutant], reached: reach.Reach, jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """Each change, and whether a test sees it."""
    with TemporaryDirectory() as name, ThreadPoolExecutor(jobs) as pool:
        copies: Queue[Path] = Queue()
        for number in range(jobs):
            copies.put(_copy(Path(name, str(number))))

        def attempt(mutant: Mutant) -> bool:
            folder = copies.get()
            try:
                return seen(mutant, reached.tests(ROOT / mutant.module, mutant.change.line), folder)
            finally:
                copies.put(folder)

        yield from zip(mutants, pool.map(attempt, mutants), strict=True)


def _copy(folder: Path) -> Path:
    """A copy of the project, compiled so that a module is compiled anew when its bytes differ, whatever its time."""
    shutil.copytree(ROOT, folder, ignore=_LEFT)
    compileall.compile_dir(folder, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
    return folder


def seen(mutant: Mutant, tests: Sequence[str], folder: Path) -> bool:
    """Whether one of some tests fails, or goes on for ever, in a copy of the project with the change."""
    module = folder / mutant.module
    before = module.read_bytes()
    module.write_bytes(mutant.change.made(before))
    try:
        return any(_fails(part, folder) for part in (tests[:FIRST], tests[FIRST:]) if part)
    finally:
        module.write_bytes(before)


def _fails(tests: Iterable[str], folder: Path) -> bool:
    """Whether one of some tests fails. Raises ValueError if they cannot be run."""
    named = folder / "tests.named"
    named.write_text("\n".join(tests), encoding="utf-8")
    options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-seed=0", "-m", "not referee"]
    command = [sys.executable, "-m", "pytest", *options, f"@{named}"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603  # this project's own tests
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    if done.returncode in (4, 5):  # a test is not there, or none is
        raise ValueError(f"{done.stdout[-2000:]}{done.stderr[-2000:]}\nRecord anew: python -m fuzz.mutants record")
    return done.returncode != 0


def main(count: int, seed: int, named: Sequence[str] = ()) -> int:
    """Try so many changes, and tell how many of each room the tests see; how many in a hundred they see of all."""
    if not reach.FILE.exists():
        reach.record([])
    told: dict[str, list[bool]] = {}
    for mutant, known in tried(list(drawn(count, seed, rooms(named))), reach.Reach(), system.cores()):
        told.setdefault(mutant.room, []).append(known)
        if not known:
            print(mutant.diff(), flush=True)
    for room, each in sorted(told.items()):
        print(f"{room}: {sum(each)} of {len(each)}")
    every = [known for each in told.values() for known in each]
    share = 100 * sum(every) // len(every)
    print(f"{sum(every)} of {len(every)} are seen ({share}%); seed {seed}")
    return share


if __name__ == "__main__":
    if sys.argv[1:2] == ["record"]:
        reach.record(sys.argv[2:])
    else:
        sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]) < LEAST)
