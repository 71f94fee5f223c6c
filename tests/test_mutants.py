"""The tool that changes the program to see whether the tests notice."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fuzz import marks, mutants, reach
from fuzz.changes import Change, changes
from fuzz.mutants import ROOT, Copy, Mutant
from fuzz.swapping import Functions
from fuzz.waiting import LATE


def changed(source: str) -> list[str]:
    """What may become of a source."""
    return [change.made(source.encode()).decode() for change in changes(source.encode())]


@pytest.mark.parametrize(
    ("source", "becomes"),
    [
        ("a < b", ["a <= b"]),
        ("a <= b < c", ["a < b < c", "a <= b <= c"]),
        ("(a) == (b)", ["(a) != (b)"]),
        ("a not in b", ["a in b"]),
        ("a is None", ["a is not None"]),
        ("a and (b) and c", ["a or (b) and c", "a and (b) or c"]),
        ("not a", ["bool(a)"]),
        ("a + b * c", ["a - b * c", "a + b // c"]),
        ("x = 1 if a else b", ["x = 1 if not (a) else b", "x = 2 if a else b"]),
        ("x = True", ["x = False"]),
        ("x = 2.5", ["x = 3.5"]),
        ("x = ('é', 'b', 'c')", ["x = ('é', 'c')", "x = ('é', 'b')"]),
        ("x, y, z = a", []),
        ("x = {'a': b, 'c': d}", ["x = {'a': b}"]),
        ("x = r'(?:é|b|c)d'", ["x = r'(?:b|c)d'", "x = r'(?:é|c)d'", "x = r'(?:é|b)d'"]),
        ("if a:\n    b()", ["if not (a):\n    b()", "if a:\n    pass"]),
        ("while True:\n    break", ["while False:\n    break", "while True:\n    pass"]),
        ("match a:\n    case b:\n        c = d\n        e = f", ["match a:\n    case b:\n        pass"]),
        (
            'def f(a: \'x|y|z\' = b) -> 3:\n    """A|B|C"""\n    a += b',
            [
                'def f(a: \'x|y|z\' = b) -> 3:\n    """A|B|C"""\n    pass',
            ],
        ),
        ("@cache(3)\nclass A(B[1]):\n    __slots__ = (1, 2, 3)", []),
        ("from a import b\nif TYPE_CHECKING:\n    x = 1", []),
        ("raise A from None", ["pass"]),
        ("match a:\n    case _:\n        assert_never(a)", []),
        ("Cell = str | int\nPair = tuple[int, int, int]", []),
        ("PAIR = a[0]", ["PAIR = a[1]"]),
        ("class A(Protocol):\n    def f(self): ...", []),
    ],
)
def test_each_change_is_small_and_of_what_runs(source: str, becomes: list[str]) -> None:
    found = changed(source)
    for each in becomes:
        assert each in found
    if not becomes:
        assert not found
    assert source not in found


def test_a_change_knows_its_line() -> None:
    assert changes(b"x = a\ny = 1\n") == [Change(2, 10, 11, "2")]


def test_every_module_of_the_program_is_in_a_room() -> None:
    found = mutants.rooms()
    modules = [module for each in found.values() for module in each]
    assert sorted(modules) == sorted(path.relative_to(ROOT) for path in (ROOT / "press").rglob("*.py"))
    assert mutants.rooms(["press/store", "press/source.py"]).keys() == {"press/store", "press/source.py"}


def test_from_each_room_as_many_are_drawn_and_the_same_by_the_same_seed() -> None:
    found = mutants.rooms(["press/digest.py", "press/source.py", "press/store", "press/__init__.py"])
    few = len(list(mutants.drawn(10**6, 1, {"press/digest.py": found["press/digest.py"]})))
    drawn = list(mutants.drawn(3 * few + 30, 1, found))
    counts = Counter(mutant.room for mutant in drawn)
    assert counts == {"press/digest.py": few, "press/source.py": few + 15, "press/store": few + 15}
    assert drawn == list(mutants.drawn(3 * few + 30, 1, found))
    assert drawn != list(mutants.drawn(3 * few + 30, 2, found))
    assert len(set(drawn)) == len(drawn)


def test_of_a_table_those_tests_are_tried_that_import_it(tmp_path: Path) -> None:
    (tmp_path / "marks.json").write_text('[["press/layout/uses.py", 9, 9]]')
    (tmp_path / "main.jsonl").write_text(
        '["tests/test_phones.py::a",[],0.1]\n["tests/translations/test_kit.py::b",[],0.1]'
    )
    found = reach.Reach(tmp_path)
    assert found.tests("press/layout/uses.py", 1) == ["tests/translations/test_kit.py::b"]
    assert found.tests("press/phones.py", 1) == ["tests/test_phones.py::a"]
    assert found.tests("press/layout/kit.py", 1) == ["tests/translations/test_kit.py::b"]


def test_tests_that_compare_all_that_is_made_are_tried_before_most_that_reach_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_pages.py").write_text(
        "def test_whole(\n    made: bytes, golden: Golden\n) -> None:\n    golden(made)\n\n\n"
        "def test_golden(made: bytes) -> None:\n"
    )
    (tmp_path / "marks.json").write_text(json.dumps([["press/pages.py", 1, 2]]))
    lines = [[f"tests/test_pages.py::test_{number:02}", [0], 0.1] for number in range(50)]
    lines += [[f"tests/test_pages.py::test_{name}", [], 2] for name in ("golden", "whole[a]")]
    (tmp_path / "main.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    monkeypatch.setattr(reach, "ROOT", tmp_path)
    found = [test.rpartition("_")[2] for test in reach.Reach(tmp_path).tests("press/pages.py", 1)]
    few = [f"{number:02}" for number in range(50)]
    assert found == [*few[:40], "whole[a]", *few[40:], "golden"]


def test_what_is_drawn_stays_when_other_lines_change() -> None:
    module = Path("press/digest.py")
    change = changes((ROOT / module).read_bytes())[0]
    moved = replace(change, line=change.line)
    assert Mutant("a", module, change).lot(1) == Mutant("b", module, moved).lot(1)
    assert Mutant("a", module, change).lot(1) != Mutant("a", module, change).lot(2)
    assert Mutant("a", module, change).lot(1) != Mutant("a", module, replace(change, text="other")).lot(1)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program of two modules, its tests, and what they reach."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("press", "tests", "fuzz"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").touch()
    (folder / "press" / "sums.py").write_text(
        "MOST = 5\n\n\ndef more(a):\n    return a + 1\n\n\ndef less(a):\n    return a - 1\n"
        "\n\ndef down(a):\n    while a > 0:\n        a -= 1\n    return a\n\n\nKIND = int | str\n"
    )
    (folder / "tests" / "conftest.py").write_text("from press.sums import KIND as KIND\n")
    (folder / "press" / "__main__.py").write_text("from press.sums import more\n\nprint(more(1))\n")
    (folder / "tests" / "test_sums.py").write_text(
        "import subprocess, sys\n\nfrom press.sums import MOST, down, less, more\n\n\n"
        "def test_more():\n    assert more(2) == 3\n\n\n"
        "def test_both():\n    assert more(less(0)) < 1\n\n\n"
        "def test_down():\n    assert down(3) == 0\n\n\n"
        "def test_never():\n    assert less(0) > 1\n\n\n"
        "def test_most():\n    assert MOST == 5\n\n\n"
        "def test_run():\n"
        "    assert subprocess.run([sys.executable, '-m', 'press'], capture_output=True).stdout == b'2\\n'\n"
    )
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\npythonpath = ['.']\nmarkers = ['referee']\n")
    for name in ("marks.py", "waiting.py", "swapping.py"):
        shutil.copy(ROOT / "fuzz" / name, folder / "fuzz")
    (folder / "found").mkdir()
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:openxml-audit", "-p", "fuzz.marks"]
    environment = {**os.environ, **marks.marked(folder, folder / "found")}
    environment.pop("PYTEST_XDIST_WORKER", None)
    subprocess.run([sys.executable, "-m", "pytest", *options], cwd=folder, env=environment, check=False)
    return folder


MORE, BOTH, DOWN, NEVER, HELD, RUN = (
    f"tests/test_sums.py::test_{name}" for name in ("more", "both", "down", "never", "most", "run")
)


@pytest.mark.referee
def test_the_tests_that_reach_a_line_are_known_the_most_particular_first_then_those_beside_them(project: Path) -> None:
    found = reach.Reach(project / "found")
    module = "press/sums.py"
    assert found.tests(module, 5) == [MORE, RUN, BOTH, HELD, NEVER, DOWN]
    assert found.tests(module, 9) == [NEVER, BOTH, HELD, MORE, RUN, DOWN]
    assert found.tests(module, 14)[0] == DOWN
    assert set(found.tests(module, 1)) == {MORE, BOTH, DOWN, NEVER, HELD, RUN}
    assert found.tests("press/nobody.py", 1) == []
    assert found.seconds.keys() == {MORE, BOTH, DOWN, NEVER, HELD, RUN}
    assert sum(map(len, found.by_mark.values())) == 8


@pytest.mark.referee
def test_a_change_is_seen_by_a_test_that_fails_or_hangs_with_it_and_not_without_it(project: Path) -> None:
    source = (project / "press" / "sums.py").read_bytes()
    with Copy(project, {}, longest=3) as copy:
        known = {
            (change.line, change.text.strip()): mutants.seen(
                Mutant("press", Path("press/sums.py"), change), [NEVER, BOTH, RUN, MORE, DOWN, HELD], copy
            )
            for change in changes(source)
        }
    assert known == {
        (1, "6"): HELD,
        (5, "-"): RUN,
        (5, "2"): BOTH,
        (9, "+"): BOTH,
        (9, "2"): "",
        (13, ">="): DOWN,
        (13, "1"): DOWN,
        (14, "2"): DOWN,
        (14, "pass"): LATE + DOWN,
        (18, "&"): BOTH,
    }
    assert (project / "press" / "sums.py").read_bytes() == source


@pytest.mark.referee
def test_tests_that_are_not_there_are_no_tests_that_fail(project: Path) -> None:
    change = changes((project / "press" / "sums.py").read_bytes())[0]
    with Copy(project, {}) as copy, pytest.raises(ValueError, match="Record anew"):
        mutants.seen(Mutant("press", Path("press/sums.py"), change), ["tests/test_sums.py::test_gone"], copy)


def test_of_a_line_that_many_tests_reach_those_are_tried_for_which_there_is_time() -> None:
    tests = [str(number) for number in range(100)]
    assert mutants.within(tests, {}) == tests
    assert mutants.within(tests, dict.fromkeys(tests, mutants.MOST / 30)) == tests[:30]
    assert mutants.within(tests[:3], dict.fromkeys(tests, mutants.MOST + 1)) == tests[:1]
    assert mutants.within([], {}) == []


def marked(source: str) -> tuple[str, list[tuple[int, int]]]:
    """A source with its marks, and the lines of each."""
    found = marks.Marks("press/a.py", 0)
    tree = ast.parse(source)
    found.visit(tree)
    return ast.unparse(tree), [(first, last) for _, first, last in found.stretches]


def test_a_mark_stands_where_a_body_begins_and_behind_what_may_leave_it() -> None:
    text, lines = marked("x = 1\ndef f(a):\n    'Says.'\n    if a:\n        return 1\n    b = 2\n    return b\n")
    assert text.splitlines()[2:] == [
        *(
            "def f(a):",
            '    """Says."""',
            "    __marks__[1] = 1",
            "    if a:",
            "        __marks__[0] = 1",
            "        return 1",
        ),
        *("    __marks__[2] = 1", "    b = 2", "    return b"),
    ]
    assert lines == [(5, 5), (4, 5), (6, 7)]


def test_nothing_that_runs_on_import_is_marked() -> None:
    source = "from __future__ import annotations\nif x:\n    y = 1\n\nclass A:\n    z = 1"
    assert marked(source) == (source, [])


F = "def f(a):\n    return a + 1\n"


@pytest.mark.parametrize(
    ("before", "after", "taken", "gives"),
    [
        (F, F.replace("+", "-"), True, 1),
        (f"x = 1\n{F}", f"x = 2\n{F}", False, 3),
        (f"class A:\n    x = 1\n{F}", f"class A:\n    x = 2\n{F}", False, 3),
        ("def f(a, b=1):\n    return a + b", "def f(a, b=2):\n    return a + b", False, 3),
        (
            "from functools import cache\n@cache\ndef f(a):\n    return a + 1\nf(2)",
            "from functools import cache\n@cache\ndef f(a):\n    return a - 1\nf(2)",
            True,
            1,
        ),
        ("def f(a):\n    return max(b + 1 for b in [a])", "def f(a):\n    return max(b - 1 for b in [a])", True, 1),
        ("x = lambda a: a + 1\nf = x", "x = lambda a: a - 1\nf = x", True, 1),
    ],
)
def test_functions_take_the_code_of_a_changed_module_and_it_is_said_what_they_cannot_take(
    before: str, after: str, taken: bool, gives: int
) -> None:
    module: dict[str, Any] = {"__name__": "swapped"}
    exec(compile(before, "/swapped/a.py", "exec", dont_inherit=True), module)  # noqa: S102  # what the test wrote
    functions = Functions(Path("/swapped"))
    assert functions.take(Path("/swapped/a.py"), before.encode(), after.encode()) == taken
    assert module["f"](2) == gives
