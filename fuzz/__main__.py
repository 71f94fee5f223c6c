"""`python -m fuzz SECONDS [--seed N] [TARGET]...`: each target in a process of its own; the exit code tells of faults.

Two runs with one seed try the same, as far as their time goes. A long run is worth most with another seed.

What breaks a target is left in ``fuzz/found/``: `python -m fuzz again TARGET FILE` shows it once more.
It becomes a case in ``tests/``.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FOUND = Path(__file__).parent / "found"
_TARGET = """
import sys
import atheris
with atheris.instrument_imports(include=["press"]):
    from fuzz.targets import TARGETS
target, seeds = TARGETS[sys.argv.pop(1)]
from pathlib import Path
for number, seed in enumerate(seeds()):
    (Path(sys.argv[1]) / f"seed-{number}").write_bytes(seed)
target(b"")
atheris.Setup(sys.argv, target)
atheris.Fuzz()
"""
MEGABYTES = 900
"""What a target may take, the fuzzer's own tables among it."""


def main(seconds: int, seed: int, names: list[str]) -> int:
    """How many of the targets were broken."""
    FOUND.mkdir(exist_ok=True)
    return sum(_run(name, seconds, seed) for name in names)


def _run(name: str, seconds: int, seed: int) -> bool:
    with tempfile.TemporaryDirectory() as corpus:
        options = [
            f"-max_total_time={seconds}",
            f"-seed={seed}",
            f"-artifact_prefix={FOUND}/{name}-",
            f"-rss_limit_mb={MEGABYTES}",
            *("-timeout=100", "-max_len=20000", "-print_final_stats=1", "-verbosity=1"),
        ]
        command = [sys.executable, "-c", _TARGET, name, corpus, *options]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # this program itself
        said = (done.stdout + done.stderr).decode(errors="replace")
        print(f"{name}: {_figures(said)}, {'broken' if done.returncode else 'sound'}", flush=True)
        if done.returncode:
            print(said[-4000:], flush=True)
        return bool(done.returncode)


def _figures(said: str) -> str:
    stats = dict(line.split(": ", 1) for line in said.splitlines() if line.startswith("stat::"))
    runs = stats.get("stat::number_of_executed_units", "?").strip()
    most = stats.get("stat::peak_rss_mb", "?").strip()
    pulses = re.findall(r"cov: (\d+) .*?corp: (\d+)/", said)
    covered, kept = pulses[-1] if pulses else "??"
    return f"{runs} runs, {covered} edges and {kept} inputs that reach them, {most} MB at most"


if __name__ == "__main__":
    from fuzz.targets import TARGETS

    if sys.argv[1] == "again":
        TARGETS[sys.argv[2]][0](Path(sys.argv[3]).read_bytes())
    else:
        parser = argparse.ArgumentParser(prog="fuzz")
        parser.add_argument("seconds", type=int)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("names", nargs="*", metavar="target", default=list(TARGETS))
        sys.exit(bool(main(**vars(parser.parse_intermixed_args()))))
