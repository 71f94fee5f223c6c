"""The same batch on a cluster: a scheduler and two workers, each a process of this machine."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import pytest

from press import layout, pipeline
from press.layout import Layouts
from press.pipeline import NoCrew, Wishes
from press.pipeline.cluster import Cluster
from press.reader import Catalogue
from tests.building import built, unwaited

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


@contextmanager
def started(role: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A process of Dask's, ended in the end."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *options]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
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
