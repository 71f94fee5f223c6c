"""Who makes documents, without any process: workers of a cluster and of this machine, played by the tests."""

from __future__ import annotations

import signal
import tempfile
import threading
from asyncio import CancelledError
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, RLock
from typing import Any, Self, cast

import pytest
from distributed import KilledWorker
from distributed.client import FutureCancelledError, FuturesCancelledError
from pebble import ProcessExpired, ProcessPool

from press.layout import Layout
from press.model import Leaflet
from press.pipeline import Job, NoCrew, cluster, workers
from press.pipeline.crew import Task
from press.pipeline.making import Made
from press.programs import limits
from press.programs.limits import Limits
from tests.test_leaflets import LAYOUTS

WEB = LAYOUTS["web"]


def _jobs(sample: Leaflet, count: int) -> list[Job]:
    return [Job(sample, WEB, "html") for _ in range(count)]


def _rules(made: Sequence[Made]) -> list[str]:
    return [problem.rule for each in made for problem in each.problems]


# A cluster


@dataclass(eq=False)
class Handed:
    """What a scheduler was given; ``outcome`` is what comes of it, once it is done."""

    key: str
    given: Sequence[Task]
    outcome: Exception | None = None
    ready: bool = False
    cancelled: bool = False

    def done(self) -> bool:
        return self.ready

    def cancel(self, *, force: bool) -> None:
        self.cancelled = force

    def result(self) -> list[Made]:
        if self.outcome:
            raise self.outcome
        return [Made((), (), seconds=7) for _ in self.given]


class Scheduler:
    """A scheduler with two workers of three threads in all, and what is asked of it."""

    id = "this build"

    def __init__(self) -> None:
        self.status = "running"
        self.versions: dict[str, object] = dict.fromkeys(("one", "two"), cluster.versions())
        self.threads = {"one": 1, "two": 2}
        self.handed: list[Handed] = []
        self.fails: dict[str, Exception] = {}
        self.plugins: list[cluster.Equipment] = []
        self.restarted: list[list[str]] = []
        self.closed = 0
        self.kills = ""
        self.now = 100.0
        self.most = 0

    def __call__(self, address: str, timeout: float) -> Self:
        return self._asked("connect")

    def _asked(self, what: str) -> Self:
        if what in self.fails:
            raise self.fails[what]
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.closed += 1

    def close(self) -> None:
        self.closed += 1

    def run_on_scheduler(self, asked: Callable[[], object]) -> None:
        self._asked("scheduler")

    def run(self, asked: Callable[[], object]) -> dict[str, object]:
        return self._asked("workers").versions

    def register_plugin(self, plugin: cluster.Equipment) -> None:
        self.plugins.append(plugin)

    def nthreads(self) -> dict[str, int]:
        return self.threads

    def submit(self, work: object, given: Sequence[Task], clock: object, *, pure: bool) -> Handed:
        assert not pure  # the same leaflet may be asked for twice
        self._asked("submit")
        key = f"task {len(self.handed)}"
        self.handed.append(Handed(key, given, KilledWorker(key, None, 3) if key == self.kills else None))
        return self.handed[-1]

    def processing(self) -> dict[str, list[str]]:
        return {"one": ["task 1"], "two": ["task 0", "task 2"]}

    def restart_workers(self, those: list[str], timeout: float) -> None:
        self.restarted.append(those)
        raise TimeoutError  # as without a nanny

    def wait(self, running: Sequence[Handed], timeout: float, return_when: str) -> None:
        """A second goes by, in which the first that is not done is done."""
        assert (timeout, return_when) == (1, "FIRST_COMPLETED")
        self.most = max(self.most, len(running))
        self.now += 1
        next(each for each in running if not each.ready).ready = True


@pytest.fixture
def scheduler(monkeypatch: pytest.MonkeyPatch) -> Scheduler:
    found = Scheduler()
    monkeypatch.setattr(cluster, "Client", found)
    monkeypatch.setattr(cluster, "wait", found.wait)
    monkeypatch.setattr(cluster, "monotonic", lambda: found.now)
    return found


def _made(batches: Sequence[tuple[int, Sequence[Job]]], seconds: float = 60) -> list[tuple[int, list[Made]]]:
    crew = cluster.Cluster("tcp://there", lambda: 0, Limits(seconds=seconds))
    return list(crew.make((LAYOUTS["a4"], WEB), batches))


def test_a_cluster_has_two_batches_for_each_of_its_threads_and_gives_back_all(
    sample: Leaflet, scheduler: Scheduler
) -> None:
    found = _made([(number, _jobs(sample, 1)) for number in range(9)])
    assert [(ticket, [each.seconds for each in made]) for ticket, made in found] == [(n, [7]) for n in range(9)]
    assert scheduler.most == 2 * 3
    (plugin,) = scheduler.plugins
    assert (plugin.layouts, plugin.name) == ((LAYOUTS["a4"], WEB), scheduler.id)
    assert {(task.layouts, task.layout) for each in scheduler.handed for task in each.given} == {(scheduler.id, 1)}
    assert scheduler.closed == 1


def test_a_cluster_whose_workers_have_all_gone_is_still_handed_what_is_to_be_made(
    sample: Leaflet, scheduler: Scheduler
) -> None:
    scheduler.threads = {}
    assert [ticket for ticket, _ in _made([(number, _jobs(sample, 1)) for number in range(3)])] == [0, 1, 2]
    assert scheduler.most == 1


def test_what_takes_longer_than_all_that_its_worker_has_before_it_may_is_given_up(
    sample: Leaflet, scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(running: Sequence[Handed], **_: object) -> None:
        scheduler.now += 1

    monkeypatch.setattr(cluster, "wait", never)
    ((ticket, made),) = _made([(5, _jobs(sample, 2))], seconds=3)
    assert (ticket, _rules(made)) == (5, ["time"] * 2)
    assert made[0].problems[0].message.startswith("It took longer than 3 seconds")
    assert scheduler.now == 100 + 2 * 2 * 3 + 1
    assert (scheduler.handed[0].cancelled, scheduler.restarted) == (True, [["two"]])


def test_what_ends_every_worker_that_takes_it_on_is_told_and_the_rest_goes_on(
    sample: Leaflet, scheduler: Scheduler
) -> None:
    scheduler.kills = "task 0"
    found = _made([(0, _jobs(sample, 2)), (1, _jobs(sample, 1))])
    assert [(ticket, _rules(made)) for ticket, made in found] == [(0, ["killed"] * 2), (1, [])]


GONE = (OSError(), TimeoutError(), FutureCancelledError("k", "r"), FuturesCancelledError([]), CancelledError())


@pytest.mark.parametrize("error", GONE, ids=lambda error: type(error).__name__)
def test_a_scheduler_that_goes_is_said_whatever_comes_of_it(
    sample: Leaflet, scheduler: Scheduler, error: Exception
) -> None:
    for at in ("scheduler", "workers", "submit"):
        scheduler.fails = {at: error}
        with pytest.raises(NoCrew, match=r"^The scheduler at tcp://there does not answer any more\.$"):
            _made([(0, _jobs(sample, 1))])


def test_a_scheduler_that_has_ended_without_a_word_is_said(sample: Leaflet, scheduler: Scheduler) -> None:
    scheduler.status = "closed"
    with pytest.raises(NoCrew, match="does not answer any more"):
        _made([(0, _jobs(sample, 1))])


@pytest.mark.parametrize(
    ("spoilt", "says", "closed"),
    [
        ({"fails": {"connect": OSError()}}, "No Dask scheduler answers at tcp://there.", 0),
        ({"fails": {"connect": ValueError()}}, "No Dask scheduler answers at tcp://there.", 0),
        ({"fails": {"scheduler": ImportError()}}, "The scheduler at tcp://there or a worker of it does not know", 1),
        ({"fails": {"workers": AttributeError()}}, "The scheduler at tcp://there or a worker of it does not know", 1),
        ({"versions": {}}, "The scheduler at tcp://there has no workers yet.", 1),
        (
            {"versions": {"two": (), "one": ("other",), "three": cluster.versions()}},
            "Another version of this program, of a library, Pango or LibreOffice is on one, two.",
            1,
        ),
    ],
)
def test_a_cluster_that_cannot_be_had_is_said(
    scheduler: Scheduler, spoilt: dict[str, object], says: str, closed: int
) -> None:
    vars(scheduler).update(spoilt)
    with pytest.raises(NoCrew) as refused:
        _made([])
    assert str(refused.value).startswith(says)
    assert scheduler.closed == closed


def test_a_worker_of_a_cluster_has_the_layouts_of_each_build(monkeypatch: pytest.MonkeyPatch) -> None:
    equipped: list[tuple[Sequence[Layout], str]] = []
    monkeypatch.setattr(cluster, "equip", lambda layouts, name: equipped.append((layouts, name)))
    cluster.Equipment([WEB], "build").setup(cast(Any, None))
    assert equipped == [((WEB,), "build")]


# Workers of this machine


@dataclass
class Pool:
    """A pool whose workers do what ``outcomes`` say of each leaflet's file: a list to be gone through."""

    outcomes: Iterator[object]
    asked: list[tuple[int, float]] = field(default_factory=list)

    def schedule(self, work: object, arguments: tuple[Sequence[Task], object, bytes], timeout: float) -> object:
        given, _, parcel = arguments
        assert parcel == b"parcel"
        self.asked.append((len(given), timeout))
        future: Future[list[Made]] = Future()
        outcome = next(self.outcomes)
        if isinstance(outcome, RuntimeError) and not isinstance(outcome, BrokenProcessPool):
            raise outcome
        if isinstance(outcome, BaseException):
            future.set_exception(outcome)
        else:
            future.set_result([Made((), (), seconds=7) for _ in given])
        return future


def _handed(sample: Leaflet, *outcomes: object, count: int = 1) -> tuple[list[str], list[tuple[int, float]]]:
    pool = Pool(iter(outcomes))
    of = workers.Workers(1, lambda: 0, Limits(seconds=3))
    hands = workers._Hands(cast(ProcessPool, pool), of, b"parcel")
    ((ticket, made),) = hands.make((WEB,), [("ticket", _jobs(sample, count))])
    assert (ticket, len(made), next(pool.outcomes, None)) == ("ticket", count, None)
    return [each.problems[0].rule if each.problems else "made" for each in made], pool.asked


EXPIRED = (ProcessExpired("gone", -9), MemoryError(), SystemError())  # type: ignore[no-untyped-call]  # pebble's own


@pytest.mark.parametrize("error", EXPIRED, ids=lambda error: type(error).__name__)
def test_what_a_worker_had_in_hand_that_ended_is_made_again_alone_and_given_up_if_it_ends_that_too(
    sample: Leaflet, error: Exception
) -> None:
    assert _handed(sample, error, None) == (["made"], [(1, 3), (1, 3)])
    assert _handed(sample, error, error) == (["killed"], [(1, 3), (1, 3)])
    assert _handed(sample, error, None, error, count=2) == (["made", "killed"], [(2, 6), (1, 3), (1, 3)])


def test_what_takes_too_long_is_given_up_and_what_was_made_with_it_is_made_again(sample: Leaflet) -> None:
    assert _handed(sample, TimeoutError()) == (["time"], [(1, 3)])
    assert _handed(sample, TimeoutError(), TimeoutError(), None, count=2) == (
        ["time", "made"],
        [(2, 6), (1, 3), (1, 3)],
    )


@pytest.mark.parametrize("error", [RuntimeError("no worker can begin"), BrokenProcessPool()])
def test_where_no_worker_can_begin_all_is_given_up(sample: Leaflet, error: Exception) -> None:
    assert _handed(sample, error, count=2) == (["killed"] * 2, [(2, 6)])


def test_workers_have_two_batches_each_before_them_and_no_more(sample: Leaflet) -> None:
    pool, taken = Pool(iter([None] * 9)), []
    of = workers.Workers(2, lambda: 0, Limits(seconds=3))

    def batches() -> Iterator[tuple[int, list[Job]]]:
        for number in range(9):
            taken.append(number)
            yield number, _jobs(sample, 1)

    making = workers._Hands(cast(ProcessPool, pool), of, b"parcel").make((WEB,), batches())
    first, _ = next(making)
    assert len(taken) == 4
    assert sorted([first, *(ticket for ticket, _ in making)]) == list(range(9))


class Pressed:
    """A lock; whenever this process's first thread takes it, Ctrl-C is pressed at that very moment."""

    def __init__(self) -> None:
        self.lock = RLock()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        taken = self.lock.acquire(blocking, timeout)
        if threading.current_thread() is threading.main_thread():
            signal.raise_signal(signal.SIGINT)
        return taken

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.lock.release()

    release = __exit__

    def is_free(self) -> bool:
        """Whether another thread may take it."""
        with ThreadPoolExecutor(1) as other:
            return other.submit(self.lock.acquire, blocking=False).result()


def test_ctrl_c_leaves_no_lock_taken_that_the_pool_waits_for_to_end(
    sample: Leaflet, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, future = Pressed(), Future[list[Made]]()
    future.set_result([])
    monkeypatch.setattr(future, "_condition", Condition(cast(Any, lock)))
    monkeypatch.setattr(Pool, "schedule", lambda *_, **__: future)
    hands = workers._Hands(cast(ProcessPool, Pool(iter(()))), workers.Workers(1, lambda: 0, Limits()))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            next(hands.make((WEB,), [("ticket", _jobs(sample, 1))]))
        for touch in (hands._ended, hands._cancel):
            with pytest.raises(KeyboardInterrupt):
                touch((future,))
        monkeypatch.setattr(workers._Hands, "_ended", lambda *_: {future})
        with pytest.raises(KeyboardInterrupt):
            hands._made(future, ())
    finally:
        signal.signal(signal.SIGINT, before)
    assert lock.is_free()


# How they begin


def test_a_worker_begins_within_its_limits_and_with_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(limits, "spare_collector", lambda: begun.append("spared"))
    monkeypatch.setattr(limits, "confine", begun.append)
    monkeypatch.setattr(workers, "equip", begun.append)
    monkeypatch.setattr(workers, "stock", begun.append)
    workers._equip((WEB,), 5, str(tmp_path))
    assert tempfile.gettempdir() == str(tmp_path)
    workers._supply(WEB.supplies, 6, str(tmp_path))
    assert begun == ["spared", 5, (WEB,), "spared", 6, WEB.supplies]
