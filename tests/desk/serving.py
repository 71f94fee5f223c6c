"""The desk as its command opens it: a server in a process of its own, on loopback."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def served(library: Path, output: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process, and the address that it says. It is ended with whatever uses it."""
    command = [sys.executable, "build.py", "desk", "--no-browser", "--port", "0"]
    command += ["--library", str(library), "--output", str(output), *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        said = process.stdout.readline()
        address = re.search(r"http://\S+?:\d+", said)
        assert address, said
        yield process, address[0]
    finally:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()
