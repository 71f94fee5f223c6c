"""Two people at the same library at once: nothing of either is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.review.conftest import TODAY

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.referee  # processes of their own


def begun(library: Path, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "press", *map(str, arguments), "--library", str(library)]
    environment, pipe = {**os.environ, "SOURCE_DATE_EPOCH": TODAY}, subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True)


def ended(*processes: subprocess.Popen[str]) -> list[str]:
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), said
    return ["".join(each) for each in said]


def test_of_those_who_sign_at_once_all_signatures_are_kept(library_folder: Path) -> None:
    names = ("Dr A", "Dr B", "Dr C")
    sign = ("sign", "hip", "--role", "Lead", "--despite", "Seen", "--name")
    ended(*(begun(library_folder, *sign, name) for name in names))
    signed = (library_folder / "hip" / "2024.signed.yaml").read_text(encoding="utf-8")
    assert sorted(name for name in names if f'name: "{name}"' in signed) == list(names)
    assert signed.count("- kind:") == 3
    checked = begun(library_folder, "check", "hip", "--output", library_folder.parent / "out")
    assert "sign-off-void" not in ended(checked)[0]


def test_of_two_builds_at_once_one_waits_and_finds_all_made(library_folder: Path, tmp_path: Path) -> None:
    build = ("build", "--layout", "text", "--jobs", 1, "--output", tmp_path / "out")
    said = ended(begun(library_folder, *build), begun(library_folder, *build))
    made = [line for each in said for line in each.splitlines() if line.startswith("built")]
    assert len(made) == len(set(made)) == 3
    assert "3 unchanged" in ended(begun(library_folder, *build, "--dry-run"))[0]
    assert len((tmp_path / "out" / "record.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    ledger = (library_folder / "codes.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["code"] for line in ledger}) == len(ledger) == 3
