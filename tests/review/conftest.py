"""The program as its user types it, on a copy of the sample library, on a day of 2026."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from press.cli import batch, main
from press.pipeline import Alone

TODAY = "1795255200"  # 2026-11-21, 10:00


class Said(NamedTuple):
    code: int
    out: str
    err: str


Press = Callable[..., Said]


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    """Runs a command; what it said, and its exit code. Documents are made in this process, which is warm."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    monkeypatch.setattr(batch, "crew", lambda *_: Alone(perf_counter))

    def run(*arguments: object) -> Said:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
        return Said(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def on(press: Press, library_folder: Path, tmp_path: Path) -> Press:
    """The same on a copy of the sample library, which may be spoiled; what is made goes to ``out``."""

    def run(command: str, *arguments: object) -> Said:
        output = ["--output", tmp_path / "out"] if command in _IN_OUTPUT else []
        return press(command, *arguments, "--library", library_folder, *output)

    return run


_IN_OUTPUT = ("build", "check", "code", "due", "evidence", "recall")


def full(file: int, data: bytes) -> None:
    """Write as to a disk that has room for no more than half."""
    os.write(file, data[: len(data) // 2])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def edit(file: Path, old: str, new: str) -> None:
    """Change a place of a file, which has to be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
