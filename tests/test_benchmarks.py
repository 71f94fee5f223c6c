"""Each benchmark runs, on the least that it can measure; what it measures is not judged."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
LEAST = {
    "batch": ("1", "1"),
    "catalogue": ("2",),
    "demand": ("1",),
    "desk": ("1", "1"),
    "gate": ("1",),
    "keystrokes": ("2", "2"),
    "library": ("FOLDER", "2"),
    "night": ("2", "1"),
    "pages": ("--only", "dl@12"),
    "stages": ("1",),
    "tags": ("1",),
    "word": ("1",),
}


def test_each_benchmark_is_run_here() -> None:
    programs = (path for path in BENCHMARKS.glob("*.py") if "__main__" in path.read_text("utf-8"))
    assert {path.stem for path in programs} == LEAST.keys()


@pytest.mark.referee
@pytest.mark.parametrize("name", LEAST)
def test_a_benchmark_comes_to_its_end(name: str, tmp_path: Path) -> None:
    options = [option.replace("FOLDER", str(tmp_path / "leaflets")) for option in LEAST[name]]
    command = [sys.executable, "-m", f"benchmarks.{name}", *options]
    done = subprocess.run(command, cwd=BENCHMARKS.parent, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert any(letter.isdigit() for letter in done.stdout) or any(tmp_path.iterdir())
