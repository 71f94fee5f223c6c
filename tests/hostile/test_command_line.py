"""The command line among hostile topics: it builds what is sound, says what is not, and keeps what was there."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep

import pikepdf
import pytest

from tests.hostile.case import LIBRARY, Case
from tests.hostile.limits import MEGABYTES
from tests.hostile.test_refused import FAMILIES, HERE, ROOT, library

SECONDS = 60
"""How long one command may take on any machine before it counts as hanging."""


def run(command: str, *options: str, **environment: str) -> tuple[int, str, str]:
    """The exit code of a command, and what it prints on both streams; none of its processes may take much memory."""
    call = [sys.executable, str(ROOT / "build.py"), command, *options]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, *call],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="strict",
        timeout=SECONDS,
        check=False,
        env={**os.environ, **environment},
    )
    said, _, most = done.stderr.rpartition("most memory: ")
    assert "Traceback" not in said
    assert int(most) < MEGABYTES
    return done.returncode, done.stdout, said


_MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print("most memory:", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000, file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def among(tmp_path: Path) -> Path:
    """A library of one sound topic and every hostile one."""
    found = tmp_path / "leaflets"
    cases = [case for family in FAMILIES.values() for case in family if isinstance(case, Case)]
    library(tmp_path, cases[0])
    for case in cases[1:]:
        case.put(found)
    return found


def files(folder: Path) -> dict[str, bytes]:
    """What a folder holds, but for what a build keeps for itself."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def expected() -> list[str]:
    """The sentences about topics, but for those that list what else is there."""
    texts = ((HERE / f"{family}.txt").read_text(encoding="utf-8") for family in FAMILIES if family != "libraries")
    lines = (line.strip() for text in texts for line in text.splitlines())
    return [line for line in lines if line.startswith("leaflets/") and "Use one of" not in line]


@pytest.mark.referee
def test_among_three_hundred_hostile_topics_the_sound_one_is_built(among: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    folders = ("--library", str(among), "--output", str(output))
    code, said, problems = run("build", "--layout", "web", *folders)
    assert code == 1
    assert "sound/2025-01/sound-web.html" in said
    assert [sentence for sentence in expected() if sentence not in problems] == []
    refused = {match[1] for line in expected() if (match := re.match(_REFUSED, line))}
    assert len(refused) > 200
    assert not refused & {path.split("/")[0] for path in files(output)}


_REFUSED = r"leaflets/([^/:]+)(?:/2025-01\.yaml)?(?::\d+)?: error"


@pytest.mark.referee
@pytest.mark.parametrize("command", ["check", "list", "due"])
def test_commands_that_read_end_with_sentences(among: Path, tmp_path: Path, command: str) -> None:
    code, _, _ = run(command, "--library", str(among), PYTHONIOENCODING="ascii")
    assert code == 1


@pytest.mark.parametrize("command", ["verify", "transcript"])
def test_a_finished_file_that_never_ends_is_given_up(tmp_path: Path, command: str) -> None:
    endless, waiting = tmp_path / "endless.pdf", tmp_path / "waiting.docx"
    endless.symlink_to("/dev/zero")
    os.mkfifo(waiting)
    code, _, said = run(command, str(endless))
    assert code == 1
    assert f"{endless}: error: It takes more than 250 MB of memory to read, or ends what reads it" in said
    code, _, said = run(command, "--seconds", "1", str(waiting))
    assert code == 1
    assert f"{waiting}: error: It takes longer than 1 seconds to read, and was given up." in said


@pytest.fixture
def hanging(tmp_path: Path) -> tuple[list[str], Path]:
    """A call of `verify` that asks a program which never ends, and where that writes the ids of its processes."""
    begun, pdf, program = tmp_path / "begun", tmp_path / "a.pdf", tmp_path / "verapdf"
    program.write_text(f'#!/bin/sh\nsleep 1000 &\necho $$ $! >"{begun}.new"\nmv "{begun}.new" "{begun}"\nwait\n')
    program.chmod(0o755)
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(pdf)
    return [str(pdf), "--verapdf", str(program)], begun


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(100 * SECONDS):
        if holds():
            return
        sleep(0.01)
    raise AssertionError("It never came.")


def ended(begun: Path) -> bool:
    """Whether the processes have ended, or wait for nothing but to be counted."""
    states = [Path("/proc", number, "stat") for number in begun.read_text(encoding="ascii").split()]
    return all(not state.exists() or state.read_text(encoding="ascii").split()[2] == "Z" for state in states)


@pytest.mark.referee
def test_a_program_that_hangs_is_ended_with_all_that_it_has_started(hanging: tuple[list[str], Path]) -> None:
    call, begun = hanging
    code, _, said = run("verify", *call, "--seconds", "6")
    assert code == 1
    assert "longer than 6 seconds" in said
    assert ended(begun)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_program_that_hangs_is_ended_with_the_command_that_asks_it(
    hanging: tuple[list[str], Path], number: signal.Signals
) -> None:
    call, begun = hanging
    with subprocess.Popen([sys.executable, str(ROOT / "build.py"), "verify", *call], stderr=subprocess.PIPE) as command:
        wait_until(begun.exists)
        command.send_signal(number)
        command.communicate(timeout=SECONDS)
    wait_until(lambda: ended(begun))


def test_a_refused_leaflet_leaves_the_output_folder_as_it_was(tmp_path: Path) -> None:
    place = library(tmp_path, Case("sound too", {}))
    (place / "library.yaml").write_text(LIBRARY, encoding="utf-8")
    folders = ("--library", str(place), "--output", str(tmp_path / "output"))
    assert run("build", "--layout", "web", *folders)[0] == 0
    before = files(tmp_path / "output")
    (place / "library.yaml").write_bytes(b"publisher: [\n")
    code, _, problems = run("build", "--layout", "web", *folders)
    assert code == 1
    assert "library.yaml" in problems
    assert files(tmp_path / "output") == before
