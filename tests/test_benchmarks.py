"""Each benchmark runs, on the least that it can measure; what it measures is not judged."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
LEAST = {
    "batch.py": ("1", "1"),
    "catalogue.py": ("2",),
    "gate.py": ("1",),
    "library.py": ("leaflets", "2"),
    "night.py": ("2", "1"),
    "stages.py": ("1",),
    "tags.py": ("1",),
    "word.py": ("1",),
}


def test_each_benchmark_is_run_here() -> None:
    programs = (path for path in BENCHMARKS.glob("*.py") if "__main__" in path.read_text("utf-8"))
    assert {path.name for path in programs} == LEAST.keys()


@pytest.mark.referee
@pytest.mark.parametrize("name", LEAST)
def test_a_benchmark_comes_to_its_end(name: str, tmp_path: Path) -> None:
    command = [sys.executable, str(BENCHMARKS / name), *LEAST[name]]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert any(letter.isdigit() for letter in done.stdout) or any(tmp_path.iterdir())
