"""What each operating system does in its own way, and what is done where there is no such thing."""

from __future__ import annotations

import ast
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import filelock
import pytest

from press.problems import Place, Problem, Refused
from press.programs import confined, limits, system

ROOT = Path(__file__).parent.parent
PRESS = ROOT / "press"
ONLY_SOME_HAVE = {
    *("fcntl", "grp", "msvcrt", "pwd", "resource", "signal", "termios", "winreg"),
    *("O_DIRECTORY", "O_NOFOLLOW", "O_TMPFILE", "SIGKILL", "chown", "fork", "getpgid", "getuid", "geteuid", "killpg"),
    *("mkfifo", "pread", "preexec_fn", "pwrite", "sched_getaffinity", "setsid", "start_new_session", "dir_fd"),
}
"""Modules, functions, flags and arguments of Python's that are not on Linux, macOS and Windows alike."""


def names(tree: ast.AST) -> Iterator[str]:
    """Every name that a module uses: modules, attributes, arguments."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=modules):
                yield from (module.name for module in modules)
            case ast.ImportFrom(module=module):
                yield str(module)
            case ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
                yield name


def test_two_modules_alone_ask_for_what_only_some_systems_have() -> None:
    asks = {
        path.relative_to(PRESS).as_posix()
        for path in PRESS.rglob("*.py")
        if ONLY_SOME_HAVE & set(names(ast.parse(path.read_bytes())))
    }
    assert asks == {"programs/system.py", "store/folder.py"}  # which has another way where there are no descriptors


def test_a_process_counts_the_processors_that_it_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda of: {3, 5, 7} if of == 0 else {3}, raising=False)
    assert system.cores() == 3


@pytest.mark.parametrize(("said", "cores"), [(6, 6), (None, 1)])
def test_where_the_system_does_not_say_all_processors_count(
    said: int | None, cores: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: said)
    assert system.cores() == cores


def in_a_process(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a process of its own."""
    command = [sys.executable, "-c", "import os, sys\nfrom press.programs import limits, system\n" + script]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


GREEDY = """
kept = []
while len(kept) < 40:
    kept.append(b"x" * 5_000_000)
    system.time.sleep(0.02)
print("took all")
"""


@pytest.mark.parametrize("without", ["system.resource = None", "sys.platform = 'darwin'"])
def test_where_the_system_limits_no_memory_a_watch_does(without: str) -> None:
    limited = f"import psutil\n{without}\nsystem.limit_memory(100_000_000, lambda: os._exit(9))\n"
    done = in_a_process(limited + GREEDY)
    assert (done.returncode, done.stdout) == (9, "")


def test_a_process_within_its_limit_is_left_alone_by_the_watch() -> None:
    watched = "system.resource = None\nsystem.limit_memory(10**12, lambda: os._exit(9))\n"
    assert in_a_process(watched + "system.time.sleep(0.3)\nprint('done')").stdout == "done\n"


@pytest.mark.skipif(not system.limits_memory(), reason="the system keeps no limit")
def test_a_limit_of_memory_is_never_above_that_of_the_process() -> None:
    script = """
system.resource.setrlimit(system.resource.RLIMIT_DATA, (800_000_000, 900_000_000))
system.limit_memory(10**12, lambda: None)
print(system.resource.getrlimit(system.resource.RLIMIT_DATA))
system.limit_memory(700_000_000, lambda: None)
with system.unlimited_memory():
    print(system.resource.getrlimit(system.resource.RLIMIT_DATA))
print(system.resource.getrlimit(system.resource.RLIMIT_DATA))
"""
    said = "(900000000, 900000000)\n(900000000, 900000000)\n(700000000, 900000000)\n"
    assert in_a_process(script).stdout == said


@pytest.mark.parametrize("groups", [True, False])
def test_a_program_is_ended_with_all_that_it_started(groups: bool, tmp_path: Path) -> None:
    """With groups of processes, and where there are none."""
    started = tmp_path / "started"
    child = f"import os, time; open({str(started)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    middle = f"import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', {child!r}])"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', {middle!r}])"
    script = f"""
import time, psutil
from pathlib import Path
{"" if groups else "del os.killpg"}
program = system.start([sys.executable, "-c", {parent!r}])
while not Path({str(started)!r}).exists() or not Path({str(started)!r}).read_text():
    time.sleep(0.01)
system.end_all(program.pid)
program.wait()
child = int(Path({str(started)!r}).read_text())
psutil.wait_procs([psutil.Process(child)] if psutil.pid_exists(child) else [], 5)
print(psutil.pid_exists(child) and psutil.Process(child).status() != psutil.STATUS_ZOMBIE)
system.end_all(program.pid)
"""
    assert in_a_process(script).stdout == "False\n"


def test_a_program_that_is_asked_gives_what_it_prints() -> None:
    script = "import sys; print('said', end=''); print('complained', file=sys.stderr); print(sys.stdin.read(), end='')"
    assert limits.output_of([sys.executable, "-c", script], 60) == b"said"


def test_a_program_that_takes_longer_is_given_up_and_ended() -> None:
    with pytest.raises(TimeoutError):
        limits.output_of([sys.executable, "-c", "import time; time.sleep(60)"], 0.05)


REFUSED = Refused([Problem("a", Place("b"), "No.", "Yes.")])


@pytest.mark.parametrize(
    ("raised", "comes"),
    [
        (REFUSED, REFUSED),
        (MemoryError(), MemoryError()),
        (TimeoutError(), TimeoutError()),
        (FileNotFoundError(2, "Not there", "a.pdf"), FileNotFoundError(2, "Not there", "a.pdf")),
        (OSError("odd"), OSError(None, "odd", None)),
        (ValueError("five"), confined.Failed("ValueError: five")),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_is_raised_in_another_process_comes_over_as_what_it_is(raised: Exception, comes: Exception) -> None:
    def read(_: str) -> None:
        raise raised

    with pytest.raises(type(comes)) as caught:
        confined._crossing(read, "a.pdf")
    assert type(caught.value) is type(comes)
    assert str(caught.value) == str(comes)


def test_what_stands_too_deep_in_another_and_what_cannot_come_over_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(file: str) -> object:
        if file == "deep.pdf":
            raise RecursionError
        return lambda: None

    monkeypatch.setattr(sys, "setrecursionlimit", lambda _: None)
    with pytest.raises(Refused) as refused:
        confined._crossing(read, "deep.pdf")
    assert [(problem.rule, str(problem.place)) for problem in refused.value.problems] == [("depth", "deep.pdf")]
    with pytest.raises(confined.Failed):
        confined._crossing(read, "odd.pdf")
    assert confined._crossing(len, "four") == 4


def test_a_lock_is_held_by_one_and_the_other_is_told_to_wait(tmp_path: Path) -> None:
    waited: list[str] = []

    class Stopped(Exception):
        pass

    def stop() -> None:
        waited.append("waited")
        raise Stopped

    with system.locked(tmp_path / "lock", stop):
        assert not waited
        with pytest.raises(Stopped), system.locked(tmp_path / "lock", stop):
            pass
    with system.locked(tmp_path / "lock", stop):
        assert waited == ["waited"]


def test_a_lock_among_processes_is_waited_for(tmp_path: Path) -> None:
    lock, noted = tmp_path / "lock", tmp_path / "noted"
    script = f"""
from pathlib import Path
def wait():
    Path({str(tmp_path / "waits")!r}).touch()
with system.locked(Path({str(lock)!r}), wait):
    open({str(noted)!r}, "a").write("second")
"""
    command = [sys.executable, "-c", "from press.programs import system\n" + script]
    with system.locked(lock):
        process = subprocess.Popen(command, cwd=ROOT)
        while not (tmp_path / "waits").exists():
            assert process.poll() is None
        noted.write_text("first ", encoding="utf-8")
    assert process.wait(60) == 0
    assert noted.read_text(encoding="utf-8") == "first second"


def test_a_link_in_place_of_a_lock_is_not_followed_and_a_lock_not_written_to(tmp_path: Path) -> None:
    victim, link, lock = tmp_path / "victim", tmp_path / "link", tmp_path / "lock"
    victim.write_text("precious", encoding="utf-8")
    link.symlink_to(victim)
    with pytest.raises(OSError), system.locked(link):
        pass
    lock.write_text("precious", encoding="utf-8")
    with system.locked(lock):
        pass
    assert victim.read_text(encoding="utf-8") == lock.read_text(encoding="utf-8") == "precious"


def test_a_lock_is_let_go_where_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), system.locked(tmp_path / "lock"):
        raise ZeroDivisionError
    with system.locked(tmp_path / "lock", lambda: pytest.fail("It is held still.")):
        pass


def test_where_a_folder_is_no_file_its_names_are_the_systems_to_keep(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    synchronized: list[int] = []
    monkeypatch.setattr(os, "fsync", synchronized.append)
    monkeypatch.setattr(sys, "platform", "win32")
    system.keep_names(tmp_path)
    assert not synchronized
    monkeypatch.setattr(sys, "platform", "linux")
    system.keep_names(tmp_path)
    (handle,) = synchronized
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(handle)


def test_a_library_of_the_systems_is_found_by_its_name_or_is_not_there() -> None:
    pango = system.shared_library("pango-1.0", 0)
    assert pango is not None
    assert pango.pango_version() > 10_000
    assert system.shared_library("no-such-thing", 0) is None


def test_a_library_is_looked_for_by_the_name_that_it_has_on_each_system(monkeypatch: pytest.MonkeyPatch) -> None:
    names, folders = list[str](), list[str]()

    def loaded(name: str) -> None:
        names.append(name)
        raise OSError

    def added(folder: str) -> None:
        folders.append(folder)
        if folder == "none":
            raise OSError

    monkeypatch.setattr(ctypes, "CDLL", loaded)
    monkeypatch.setattr(os, "add_dll_directory", added, raising=False)
    assert system.shared_library("pango-1.0", 0) is None
    assert not folders
    assert names == ["libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0.dylib", "libpango-1.0-0.dll"]
    monkeypatch.setattr(sys, "platform", "win32")
    system.shared_library("pango-1.0", 0)
    assert folders == system.DLL_FOLDERS.split(";")
    monkeypatch.setenv("WEASYPRINT_DLL_DIRECTORIES", "none;own")
    system.shared_library("pango-1.0", 0)
    assert folders[-2:] == ["none", "own"]


def test_it_can_be_asked_whether_a_lock_is_held_which_takes_none(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    assert not system.is_locked(file)
    assert not file.exists()
    assert not system.is_locked(tmp_path)
    with system.locked(file):
        assert system.is_locked(file)
    assert not system.is_locked(file)
    with system.locked(file, lambda: pytest.fail("It is held still.")):
        pass


def test_whether_a_system_locks_a_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> bool:
        raise OSError

    waited: list[str] = []
    handles = [os.open(tmp_path, os.O_RDONLY) for _ in range(2)]

    def wait() -> None:
        waited.append("waited")
        os.close(handles[0])

    try:
        assert system.lock(handles[0], lambda: pytest.fail("Nobody has it."))
        assert system.lock(handles[1], wait)
        assert waited == ["waited"]
        monkeypatch.setattr(filelock, "lock_descriptor", refused)
        assert not system.lock(handles[1])
    finally:
        os.close(handles[1])


def test_the_watch_looks_at_the_memory_now_and_then_until_there_is_more_of_it() -> None:
    had, slept, ended = [5, 10, 11], list[float](), list[str]()
    process: Any = SimpleNamespace(memory_info=lambda: SimpleNamespace(rss=had.pop(0)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.sleep", slept.append)
        system._watch_memory(process, 10, lambda: ended.append("ended"))
    assert (had, ended, slept) == ([], ["ended"], [system.LOOKS] * 2)


def test_where_the_system_limits_no_memory_nothing_is_lifted_for_another_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with system.unlimited_memory():
        assert not system.limits_memory()


def test_ctrl_c_waits_for_the_end_of_what_is_not_to_be_interrupted() -> None:
    done = []
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with system.uninterrupted():
            done.append("unpressed")
        with pytest.raises(KeyboardInterrupt), system.uninterrupted():
            signal.raise_signal(signal.SIGINT)
            done.append("to its end")
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
    assert done == ["unpressed", "to its end"]


def test_who_heeds_ctrl_c_in_a_way_of_their_own_goes_on_doing_so() -> None:
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        with system.uninterrupted():
            signal.raise_signal(signal.SIGINT)
            assert pressed == [signal.SIGINT]
    finally:
        signal.signal(signal.SIGINT, before)


def test_in_another_thread_which_no_ctrl_c_reaches_nothing_is_changed() -> None:
    def heeding() -> object:
        with system.uninterrupted():
            return signal.getsignal(signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with ThreadPoolExecutor(1) as other:
            assert other.submit(heeding).result() is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
