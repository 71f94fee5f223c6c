"""The tool that changes the program to see whether the tests notice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from fuzz import mutants, reach, times
from fuzz.changes import Change, changes
from fuzz.mutants import ROOT, Copy, Mutant


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


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program of one module, its tests, and what they reach."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("press", "tests", "fuzz"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").touch()
    (folder / "press" / "sums.py").write_text(
        "MOST = 5\n\n\ndef more(a):\n    return a + 1\n\n\ndef less(a):\n    return a - 1\n"
        "\n\ndef down(a):\n    while a > 0:\n        a -= 1\n    return a\n"
    )
    (folder / "tests" / "test_sums.py").write_text(
        "from press.sums import down, less, more\n\n\n"
        "def test_more():\n    assert more(2) == 3\n\n\n"
        "def test_both():\n    assert more(less(0)) < 1\n\n\n"
        "def test_down():\n    assert down(3) == 0\n\n\n"
        "def test_never():\n    assert less(0) > 1\n"
    )
    (folder / "pyproject.toml").write_text(
        "[tool.pytest.ini_options]\npythonpath = ['.']\nmarkers = ['referee']\n"
        "[tool.coverage.run]\nrelative_files = true\n"
    )
    for name in ("times.py", "waiting.py"):
        shutil.copy(ROOT / "fuzz" / name, folder / "fuzz")
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:openxml-audit", "--cov=press", "--cov-context=test"]
    command = [sys.executable, "-m", "pytest", *options, "--cov-report=", "-p", "fuzz.times"]
    environment = {**os.environ, times.NAMED: str(folder / "times.json")}
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return folder


MORE, BOTH, DOWN, NEVER = (f"tests/test_sums.py::test_{name}" for name in ("more", "both", "down", "never"))


@pytest.mark.referee
def test_the_tests_that_reach_a_line_are_known_the_most_particular_first_then_those_beside_them(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    found = reach.Reach(project / ".coverage", project / "times.json")
    module = project / "press" / "sums.py"
    assert found.tests(module, 5) == [MORE, BOTH, NEVER, DOWN]
    assert found.tests(module, 9) == [NEVER, BOTH, MORE, DOWN]
    assert set(found.tests(module, 1)) == {MORE, BOTH, DOWN, NEVER}
    assert found.tests(project / "press" / "nobody.py", 1) == []
    assert found.seconds.keys() == {MORE, BOTH, DOWN, NEVER}


@pytest.mark.referee
def test_a_change_is_seen_by_a_test_that_fails_or_hangs_with_it_and_not_without_it(project: Path) -> None:
    source = (project / "press" / "sums.py").read_bytes()
    with Copy(project, {}, longest=3) as copy:
        known = {
            (change.line, change.text.strip()): mutants.seen(
                Mutant("press", Path("press/sums.py"), change), [[NEVER, BOTH], [MORE, DOWN]], copy
            )
            for change in changes(source)
        }
    assert known == {
        (1, "6"): "",
        (5, "-"): MORE,
        (5, "2"): BOTH,
        (9, "+"): BOTH,
        (9, "2"): "",
        (13, ">="): DOWN,
        (13, "1"): DOWN,
        (14, "2"): DOWN,
        (14, "pass"): DOWN,
    }
    assert (project / "press" / "sums.py").read_bytes() == source


@pytest.mark.referee
def test_tests_that_are_not_there_are_no_tests_that_fail(project: Path) -> None:
    change = changes((project / "press" / "sums.py").read_bytes())[0]
    with Copy(project, {}) as copy, pytest.raises(ValueError, match="Record anew"):
        mutants.seen(Mutant("press", Path("press/sums.py"), change), [["tests/test_sums.py::test_gone"]], copy)


def test_of_a_line_that_many_tests_reach_those_are_tried_for_which_there_is_time() -> None:
    tests = [str(number) for number in range(100)]
    assert mutants.lots(tests, {}) == [tests[: mutants.FIRST], tests[mutants.FIRST :]]
    assert mutants.lots(tests, dict.fromkeys(tests, mutants.MOST / 30)) == [
        tests[: mutants.FIRST],
        tests[mutants.FIRST : 30],
    ]
    assert mutants.lots(tests[:3], dict.fromkeys(tests, mutants.MOST + 1)) == [tests[:1]]
    assert mutants.lots([], {}) == []
