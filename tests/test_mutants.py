"""The tool that changes the program to see whether the tests notice."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from fuzz import mutants, reach
from fuzz.changes import Change, changes
from fuzz.mutants import ROOT, Mutant


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
    for name in ("press", "tests"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").touch()
    (folder / "press" / "sums.py").write_text(
        "MOST = 5\n\n\ndef more(a):\n    return a + 1\n\n\ndef less(a):\n    return a - 1\n"
    )
    (folder / "tests" / "test_sums.py").write_text(
        "from press.sums import less, more\n\n\n"
        "def test_more():\n    assert more(2) == 3\n\n\n"
        "def test_both():\n    assert more(less(0)) < 1\n"
    )
    (folder / "pyproject.toml").write_text(
        "[tool.pytest.ini_options]\npythonpath = ['.']\nmarkers = ['referee']\n"
        "[tool.coverage.run]\nrelative_files = true\n"
    )
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:openxml-audit", "--cov=press", "--cov-context=test"]
    command = [sys.executable, "-m", "pytest", *options, "--cov-report="]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return folder


@pytest.mark.referee
def test_the_tests_that_reach_a_line_are_known_the_most_particular_first(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    found = reach.Reach(project / ".coverage")
    more, both = "tests/test_sums.py::test_more", "tests/test_sums.py::test_both"
    module = project / "press" / "sums.py"
    assert found.tests(module, 5) == [more, both]
    assert found.tests(module, 9) == [both]
    assert found.tests(module, 1) == [more, both]
    assert found.tests(project / "press" / "nobody.py", 1) == list(reach.WHOLE)


@pytest.mark.referee
def test_a_change_that_a_test_fails_with_is_seen_and_is_taken_back(project: Path) -> None:
    module = project / "press" / "sums.py"
    source = module.read_bytes()
    tests = ["tests/test_sums.py::test_more", "tests/test_sums.py::test_both"]
    known = {
        change.line: mutants.seen(Mutant("press", Path("press/sums.py"), change), tests, project)
        for change in changes(source)
        if change.text != " - "
    }
    assert known == {1: False, 5: True, 9: False}
    assert module.read_bytes() == source


@pytest.mark.referee
def test_tests_that_are_not_there_are_no_tests_that_fail(project: Path) -> None:
    change = changes((project / "press" / "sums.py").read_bytes())[0]
    with pytest.raises(ValueError, match="Record anew"):
        mutants.seen(Mutant("press", Path("press/sums.py"), change), ["tests/test_sums.py::test_gone"], project)
