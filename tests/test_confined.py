"""Reading in a process that may be ended: what becomes of it, and what is said; and what a process may take."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from pebble import ProcessExpired

from press.problems import Refused
from press.programs import confined, limits, system
from press.programs.confined import Confined, Failed
from press.programs.limits import MAKING, READING, Limits

ROOT = Path(__file__).parents[1]
FILE = Path("folder/a.pdf")


class Pool:
    """Stands in for a process: what it is asked fails as it is told to, each time that it is."""

    made: list[Pool]

    def __init__(self, workers: int, **given: object) -> None:
        self.workers, self.given = workers, given
        self.active = True
        self.fails: list[Exception | None] = []
        self.ended: list[str] = []
        self.seconds: list[float] = []
        self.made.append(self)

    def schedule(self, function: Callable[..., object], args: tuple[object, ...], timeout: float) -> SimpleNamespace:
        self.seconds.append(timeout)
        error = self.fails.pop(0) if self.fails else None

        def result() -> object:
            if error:
                raise error
            return args[1:]

        return SimpleNamespace(result=result)

    def stop(self) -> None:
        self.ended.append("stopped")

    def join(self) -> None:
        self.ended.append("waited for")


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> list[Pool]:
    Pool.made = []
    monkeypatch.setattr(confined, "ProcessPool", Pool)
    return Pool.made


def read(file: Path) -> tuple[Path]:
    return (file,)


def gone() -> Exception:
    """What is raised where a process has ended by itself."""
    return ProcessExpired("gone")  # type: ignore[no-untyped-call]  # pebble's own are partly typed


def test_one_process_reads_one_file_after_the_other_and_is_waited_for_at_its_end(pools: list[Pool]) -> None:
    with Confined(Limits(seconds=5, bytes=7)) as reading:
        assert [reading.call(read, FILE) for _ in range(3)] == [(FILE,)] * 3
        (pool,) = pools
        assert not pool.ended
    assert (pool.workers, pool.given["initargs"], pool.seconds) == (1, (7,), [5, 5, 5])
    assert pool.ended == ["stopped", "waited for"]


def test_a_process_that_the_system_has_ended_is_not_asked(pools: list[Pool]) -> None:
    reading = Confined(READING)
    pools[0].active = False
    assert reading.call(read, FILE) == (FILE,)
    assert [len(pool.seconds) for pool in pools] == [0, 1]
    assert pools[0].ended == ["stopped", "waited for"]


GIVEN_UP = "It takes more than 250 MB of memory to read, or ends what reads it, and was given up."


@pytest.mark.parametrize(
    ("error", "rule", "message"),
    [
        (TimeoutError(), "time", "It takes longer than 120 seconds to read, and was given up."),
        (MemoryError(), "memory", GIVEN_UP),
        (gone(), "memory", GIVEN_UP),
        (RuntimeError(), "memory", GIVEN_UP),
        (OSError(2, "Not there", "folder/a.pdf"), "unreadable", "The file cannot be read: Not there."),
        (OSError(2, "Not there", b"folder/b.png"), "unreadable", "The file cannot be read: Not there (b.png)."),
        (OSError(2, "Not there", "b.png"), "unreadable", "The file cannot be read: Not there (b.png)."),
        (OSError(5, "Odd"), "unreadable", "The file cannot be read: Odd."),
        (Failed("KeyError: 'a'"), "program", "The program itself failed: KeyError: 'a'"),
        (ValueError("five"), "program", "The program itself failed: ValueError: five"),
    ],
)
def test_why_a_file_could_not_be_read_is_said_by_its_name(
    error: Exception, rule: str, message: str, pools: list[Pool]
) -> None:
    reading = Confined(READING)
    pools[0].fails = [error]
    with pytest.raises(Refused) as refused:
        reading.call(read, FILE)
    (problem,) = refused.value.problems
    assert (problem.rule, problem.message, str(problem.place)) == (rule, message, str(FILE))
    assert len(pools) == 1


@pytest.mark.parametrize("error", [MemoryError(), gone(), RuntimeError(), Failed("odd")])
def test_what_fails_behind_another_file_is_tried_in_a_process_of_its_own(error: Exception, pools: list[Pool]) -> None:
    reading = Confined(READING)
    pools[0].fails = [None, error]
    assert [reading.call(read, FILE) for _ in range(3)] == [(FILE,)] * 3
    assert [len(pool.seconds) for pool in pools] == [2, 2]
    pools[1].fails = [error]
    assert reading.call(read, FILE) == (FILE,)
    assert [len(pool.seconds) for pool in pools] == [2, 3, 1]


def test_what_took_too_long_is_not_tried_twice(pools: list[Pool]) -> None:
    reading = Confined(READING)
    pools[0].fails = [None, TimeoutError()]
    reading.call(read, FILE)
    with pytest.raises(Refused, match="takes longer"):
        reading.call(read, FILE)
    assert len(pools) == 1


def test_the_limits_are_those_that_the_manual_tells() -> None:
    manual = (ROOT / "docs/how-to/everyday.md").read_text(encoding="utf-8")
    making = re.search(r"time \((\d+) s if left out\).* memory \(([\d,]+) MB\)", manual)
    manual = (ROOT / "docs/reference/output.md").read_text(encoding="utf-8")
    reading = re.search(r"may take (\d+) seconds and (\d+) MB", manual)
    for told, most in ((making, MAKING), (reading, READING)):
        assert told
        assert (int(told[1]), int(told[2].replace(",", "")) * 1_000_000) == (most.seconds, most.bytes)


def test_what_was_there_before_is_no_garbage_and_it_is_looked_for_less_often() -> None:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    try:
        limits.spare_collector()
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold()[0] > 7000
    finally:
        gc.set_threshold(*before)


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> list[Thread]:
    """The threads that watch over a process that another has begun."""
    begun: list[Thread] = []

    def thread(**given: Any) -> Thread:
        begun.append(Thread(**given))
        return begun[-1]

    monkeypatch.setattr(limits, "Thread", thread)
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: "another")
    return begun


@pytest.mark.usefixtures("watching")
def test_work_is_ended_once_it_is_asked_for_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    over, looks, ended = Event(), list[str](), list[int]()

    def asked() -> bool:
        looks.append("looked")
        return len(looks) == 3

    def end() -> None:
        ended.append(len(looks))
        over.set()

    monkeypatch.setattr(limits, "_end", end)
    with limits.ended_when(asked, 0.001):
        assert over.wait(20)
    assert ended == [3]


def test_nobody_watches_over_work_that_is_done(watching: list[Thread], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_end", lambda: None)
    with limits.ended_when(lambda: False, 0.001):
        (thread,) = watching
        assert thread.is_alive()
    thread.join(5)
    assert not thread.is_alive()
    assert thread.daemon


def test_a_program_that_has_ended_is_not_ended_again_for_its_number_may_be_anothers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended: list[int] = []
    limits.output_of([sys.executable, "-c", ""], 60)
    monkeypatch.setattr(system, "end_all", ended.append)
    monkeypatch.setattr(os, "_exit", lambda _: None)
    limits._end()
    assert not ended


def test_a_program_that_is_at_work_is_ended_with_the_process_that_asked_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []

    class Working:
        pid = 7

        def communicate(self, *_: object, **__: object) -> tuple[bytes, None]:
            limits._end()
            assert ended == [7]
            return b"said", None

        def __enter__(self) -> None: ...

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(system, "start", lambda *_, **__: Working())
    monkeypatch.setattr(system, "end_all", ended.append)
    monkeypatch.setattr(os, "_exit", lambda _: None)
    assert limits.output_of(["work"], 60) == b"said"


def test_what_a_confined_process_complains_of_in_c_is_not_shown() -> None:
    script = """
import os
from press.programs import limits
limits.confine(2_000_000_000)
os.write(2, b"libxml2 complains")
os.write(1, b"said")
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=30, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"said", b"")
