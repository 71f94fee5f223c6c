"""The same batch on a cluster: a scheduler and two workers, each a process of this machine."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from time import perf_counter, sleep

import pytest

from press import layout, pipeline
from press.layout import Layouts
from press.pipeline import NoCrew, Wishes
from press.pipeline.cluster import Cluster
from press.programs.limits import Limits
from press.reader import Catalogue
from press.store import keys
from tests.building import built, unwaited

pytestmark = pytest.mark.referee  # a scheduler and workers, started for each

ROOT = Path(__file__).parent.parent
LOOPBACK = "tcp://127.0.0.1"


@pytest.fixture
def scheduler() -> Iterator[str]:
    """The address of a scheduler without workers."""
    with started("scheduler", "--host", LOOPBACK, "--port", "0", "--no-dashboard", "--no-show") as process:
        yield said(process, "Scheduler at:").split()[-1]


@pytest.fixture
def workers(scheduler: str) -> Iterator[list[subprocess.Popen[str]]]:
    options = (scheduler, "--host", LOOPBACK, "--nthreads", "1", "--no-dashboard", "--no-nanny")
    with started("worker", *options) as one, started("worker", *options) as other:
        for process in (one, other):
            said(process, "Registered to:")
        yield [one, other]


@pytest.fixture
def nursed(scheduler: str) -> Iterator[subprocess.Popen[str]]:
    """A worker that Dask starts anew when it has to be ended."""
    options = (scheduler, "--host", LOOPBACK, "--nthreads", "1", "--no-dashboard")
    with started("worker", *options) as worker:
        said(worker, "Registered to:")
        yield worker


@contextmanager
def started(role: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A process of Dask's, ended in the end."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *options]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_scheduler_that_does_not_know_the_program_is_told_how_to_start(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", LOOPBACK, "--port", "0"]
    options = ["--no-dashboard", "--no-show"]
    with subprocess.Popen([*command, *options], cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = said(process, "Scheduler at:").split()[-1]
            with pytest.raises(NoCrew, match="does not know this program"):
                list(Cluster(address, perf_counter).make((), ()))
        finally:
            process.kill()


def said(process: subprocess.Popen[str], words: str) -> str:
    """The first line that a program says with these words in it."""
    assert process.stderr
    return next(line for line in process.stderr if words in line)


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return layout.load(ROOT / "layouts", ROOT / "fonts")


def test_a_worker_that_dies_has_its_documents_made_by_another(
    sample_catalogue: Catalogue,
    layouts: Layouts,
    tmp_path: Path,
    scheduler: str,
    workers: list[subprocess.Popen[str]],
) -> None:
    orders = pipeline.plan(sample_catalogue, layouts, Wishes(layouts=("a4", "web"), languages=("en-GB",)))
    with pipeline.opened(tmp_path / "cluster", unwaited) as output:
        dues = pipeline.compare(orders, output)
        building = pipeline.build(dues, sample_catalogue, output, Cluster(scheduler, perf_counter))
        outcomes = [next(building)]
        os.kill(workers[0].pid, signal.SIGKILL)
        outcomes += building
    assert [outcome.order.path for outcome in outcomes if not outcome.built] == []
    assert {outcome.order.path for outcome in outcomes} == {order.path for order in orders}
    built(orders, sample_catalogue, tmp_path / "here")
    for order in orders:
        assert (tmp_path / "cluster" / order.path).read_bytes() == (tmp_path / "here" / order.path).read_bytes()


def test_a_scheduler_without_workers_is_said(
    scheduler: str, sample_catalogue: Catalogue, layouts: Layouts, tmp_path: Path
) -> None:
    orders = pipeline.plan(sample_catalogue, layouts, Wishes(layouts=("web",)))
    with pipeline.opened(tmp_path, unwaited) as output, pytest.raises(NoCrew, match="has no workers"):
        list(
            pipeline.build(pipeline.compare(orders, output), sample_catalogue, output, Cluster(scheduler, perf_counter))
        )


def sleeps() -> float:
    """A clock that never answers."""
    sleep(600)
    return 0


def test_what_takes_too_long_on_a_cluster_is_given_up(
    scheduler: str, nursed: object, sample_catalogue: Catalogue, layouts: Layouts, tmp_path: Path
) -> None:
    orders = pipeline.plan(sample_catalogue, layouts, Wishes(topics=("hip",), layouts=("web",)))
    with pipeline.opened(tmp_path, unwaited) as output:
        crew = Cluster(scheduler, sleeps, Limits(seconds=1))
        (outcome,) = pipeline.build(pipeline.compare(orders, output), sample_catalogue, output, crew)
    assert [problem.rule for problem in outcome.problems] == ["time"]


def test_a_scheduler_that_dies_ends_in_a_sentence(
    sample_catalogue: Catalogue, layouts: Layouts, tmp_path: Path
) -> None:
    with started("scheduler", "--host", LOOPBACK, "--port", "0", "--no-dashboard", "--no-show") as scheduler:
        address = said(scheduler, "Scheduler at:").split()[-1]
        options = (address, "--host", LOOPBACK, "--nthreads", "1", "--no-dashboard", "--no-nanny")
        with started("worker", *options) as worker, pipeline.opened(tmp_path, unwaited) as output:
            said(worker, "Registered to:")
            orders = pipeline.plan(sample_catalogue, layouts, Wishes(layouts=("web",)))
            dues = pipeline.compare(orders, output)
            building = pipeline.build(dues, sample_catalogue, output, Cluster(address, sleeps, Limits(seconds=60)))
            with pytest.raises(NoCrew, match="does not answer any more"):
                Timer(3, scheduler.kill).start()
                list(building)


def test_a_worker_with_another_version_is_refused(
    scheduler: str,
    workers: object,
    sample_catalogue: Catalogue,
    layouts: Layouts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keys, "program", lambda: "another")
    orders = pipeline.plan(sample_catalogue, layouts, Wishes(layouts=("web",)))
    job = orders[0].job(sample_catalogue.edition(orders[0].card))
    with pytest.raises(NoCrew, match=r"Another version of this program, .* is on tcp://"):
        list(Cluster(scheduler, perf_counter).make((job.layout,), [((), [job])]))
