"""`python -m fuzz.mutants COUNT SEED [ROOM]...`: do the tests see that the checks or the reader were changed?

Run it in a clone of its own with `cosmic-ray` installed, because each change is written into the
files. COUNT of all the changes that cosmic-ray knows are drawn by chance, from each module its
share, and each is tried with the tests of its room alone. What no test sees is printed.
"""

from __future__ import annotations

import ast
import random  # noqa: TID251  # seeded, and nothing is built from it
import sys
from functools import cache
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.modules import find_modules
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec

ROOMS = {
    "press/reader": "test_reader.py test_content.py test_catalogue.py hostile/test_refused.py "
    "review/test_signing.py review/test_questions.py",
    "press/content/drawing.py": "test_drawing.py",
    "press/checks/html": "test_html.py test_transcript.py",
    "press/content/mono.py": "test_mono.py",
    "press/programs/openxml.py": "word/test_verify.py",
    "press/programs/verapdf.py": "test_verapdf.py",
    "press/checks/word": "word/test_check.py word/test_verify.py test_transcript.py",
    "press/checks/pdf": "pdf/test_painted.py pdf/test_check.py",
    "press/checks/pdf/__init__.py": "pdf/test_check.py pdf/test_folding.py test_transcript.py",
    "press/checks/pdf/artifacts.py": "pdf/test_artifacts.py pdf/test_check.py",
    "press/checks/pdf/catalog.py": "pdf/test_laid_out.py pdf/test_check.py",
    "press/checks/pdf/compare.py": "pdf/test_compared.py pdf/test_check.py",
    "press/checks/pdf/expected.py": "pdf/test_check.py pdf/test_trees.py",
    "press/checks/pdf/lines.py": "pdf/test_measured.py pdf/test_laid_out.py pdf/test_printed.py",
    "press/checks/pdf/paint.py": "pdf/test_paint.py pdf/test_painted.py pdf/test_printed.py",
    "press/checks/pdf/kept.py": "pdf/test_kept.py pdf/test_printed.py",
    "press/checks/pdf/printed.py": "pdf/test_measured.py pdf/test_printed.py",
    "press/checks/pdf/spoken.py": "test_transcript.py",
    "press/checks/pdf/tree.py": "pdf/test_read_tags.py pdf/test_compared.py pdf/test_check.py",
}
"""What is changed, and the tests in `tests/` that have to see it, the quick ones first; of a module that is named,
those beside it alone."""
LEAST = 3
"""How many of a small module."""
SECONDS = 120.0


def main(count: int, seed: int, rooms: list[str]) -> None:
    """Try so many changes, and say of how many the tests know."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    paths = sorted(path for path in find_modules([Path("press")]) if any(map(path.is_relative_to, rooms)))
    known = {(max(filter(path.is_relative_to, ROOMS)), path): _changes(path) for path in paths}
    share = count / sum(map(len, known.values()))
    tried = seen = 0
    for (room, path), changes in known.items():
        drawn = chance.sample(changes, min(len(changes), max(LEAST, round(len(changes) * share))))
        survived = [diff for diff in map(_survivor, drawn, [room] * len(drawn)) if diff]
        print(*survived, f"{path}: {len(drawn) - len(survived)} of {len(drawn)}", sep="\n", flush=True)
        tried, seen = tried + len(drawn), seen + len(drawn) - len(survived)
    print(f"{seen} of {tried} are seen ({seen / tried:.0%}), of {round(count / share)} that there are; seed {seed}")


def _changes(path: Path) -> list[MutationSpec]:
    """Those of a module, but for annotations, which nothing evaluates."""
    with use_db(":memory:", WorkDB.Mode.create) as found:
        init([path], found, {})
        changes = [change for item in found.pending_work_items for change in item.mutations]
    return [change for change in changes if not any(a <= change.start_pos < b for a, b in _annotations(path))]


@cache
def _annotations(path: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """From where to where each annotation of a module reaches: lines from 1, columns from 0."""
    nodes = list(ast.walk(ast.parse(path.read_bytes())))
    found = [getattr(node, name, None) for node in nodes for name in ("annotation", "returns")]
    return [
        ((node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0))
        for node in found
        if isinstance(node, ast.expr)
    ]


def _survivor(change: MutationSpec, room: str) -> str:
    """What a change looks like that no test sees; empty if one does."""
    tests = " ".join(f"tests/{test}" for test in ROOMS[room].split())
    command = f"{sys.executable} -m pytest -x -q -n 0 -p no:cacheprovider -m 'not referee' {tests}"
    result = mutate_and_test([change], command, SECONDS)
    return "" if result.is_killed else result.diff or ""


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:] or list(ROOMS))
