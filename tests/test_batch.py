"""Batches from outside: what is built, why, and what is left when a build is broken off."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import pytest
from pebble import ProcessPool

from press import layout, pipeline
from press.pipeline import Alone, Crew, NoCrew, Outcome, Wishes, workers
from press.pipeline.workers import Standing, Workers
from press.programs.limits import Limits
from press.reader import Catalogue
from tests.building import unwaited

ROOT = Path(__file__).parent.parent
CALL = subprocess.Popen[str]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def start(library_folder: Path, output: Path) -> Callable[..., CALL]:
    """Starts a build of web pages, unless other layouts are named."""

    def started(*options: str, before: Callable[[], None] | None = None) -> CALL:
        layouts = () if "--layout" in options else ("--layout", "web")
        folders = ("--library", str(library_folder), "--output", str(output))
        command = [sys.executable, str(ROOT / "build.py"), "build", "--lang", "en-GB", *options, *layouts, *folders]
        return subprocess.Popen(command, stdout=-1, stderr=-1, text=True, preexec_fn=before)

    return started


@pytest.fixture
def build(start: Callable[..., CALL]) -> Callable[..., tuple[int, list[dict[str, object]]]]:
    """Builds; the exit code, and what was said as JSON."""

    def finished(*options: str, before: Callable[[], None] | None = None) -> tuple[int, list[dict[str, object]]]:
        process = start("--json", *options, before=before)
        said, problems = process.communicate(timeout=120)
        assert "Traceback" not in problems
        return process.returncode, [json.loads(line) for line in said.splitlines()]

    return finished


Build = Callable[..., tuple[int, list[dict[str, object]]]]


def why(events: list[dict[str, object]], event: str = "built") -> dict[object, object]:
    """The reasons for each document, by its path."""
    return {said["path"]: said.get("reasons") for said in events if said["event"] == event}


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


HIP, KNEE = "hip/2024/hip-web.html", "knee/2025-06/knee-web.html"


def test_what_has_not_changed_is_not_built_again(build: Build, output: Path) -> None:
    code, first = build()
    assert code == 0
    assert why(first) == {HIP: ["new"], KNEE: ["new"]}
    before = (output / "manifest.json").stat().st_ino
    code, second = build()
    assert [said["event"] for said in second] == ["summary"]
    assert (second[0]["built"], second[0]["unchanged"], second[0]["failed"]) == (0, 2, 0)
    assert (output / "manifest.json").stat().st_ino == before


def test_one_phone_number_rebuilds_those_that_print_it_and_says_why(build: Build, library_folder: Path) -> None:
    build()
    edit(library_folder / "library.yaml", "960 000", "960 999")
    assert why(build()[1]) == {KNEE: ["contact helpline"]}


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        (lambda library: edit(library / "hip/2024.yaml", "title:", "# seen\ntitle:"), {}),
        (lambda library: edit(library / "hip/2024.yaml", "Walk a", "Rest a"), {HIP: ["text"]}),
        (lambda library: edit(library / "knee/bend.svg", "</svg>", "<g/></svg>"), {KNEE: ["picture bend.svg"]}),
        pytest.param(
            lambda library: edit(library / "library.yaml", "publisher: ", "publisher: New "),
            {HIP: ["publisher"], KNEE: ["publisher"]},
            marks=pytest.mark.referee,
        ),
    ],
)
def test_a_document_is_built_for_what_it_uses_and_nothing_else(
    build: Build, library_folder: Path, change: Callable[[Path], None], reasons: dict[str, list[str]]
) -> None:
    build()
    change(library_folder)
    assert why(build()[1]) == reasons


def test_force_builds_all_and_a_dry_run_nothing(build: Build, output: Path) -> None:
    code, planned = build("--dry-run")
    assert (code, list(why(planned, "planned").values())) == (0, [["new"]] * 2)
    assert not output.exists()
    build()
    assert why(build("hip", "--force")[1]) == {HIP: ["forced"]}
    assert why(build("--force", "--dry-run")[1], "planned").keys() == {HIP, KNEE}


def test_prune_removes_what_has_gone_and_lists_it_first(build: Build, library_folder: Path, output: Path) -> None:
    build()
    build("hip", "--clinic", "riverside")
    clinic = "hip/2024/hip-web-riverside.html"
    for file in (library_folder / "clinics").glob("riverside*.yaml"):
        file.unlink()
    shutil.rmtree(library_folder / "knee")
    edit(library_folder / "hip" / "2024.yaml", "[your knee](topic:knee)", "your knee")
    assert why(build("--prune", "--dry-run")[1], "stale").keys() == {clinic, KNEE}
    assert (output / clinic).exists()
    assert why(build("--prune")[1], "removed").keys() == {clinic, KNEE}
    assert not (output / clinic).exists()
    assert [file.name for file in output.iterdir() if file.is_dir()] == ["hip"]
    listed = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["documents"]
    assert {document["path"] for document in listed} == {HIP}


@pytest.mark.referee
def test_prune_keeps_what_is_refused_today(build: Build, library_folder: Path, output: Path) -> None:
    build()
    edit(library_folder / "hip" / "2024.yaml", "title:", "tittle:")
    code, said = build("--prune")
    assert (code, why(said, "removed")) == (1, {})
    assert (output / HIP).exists()


def test_where_lists_the_documents_that_use_a_thing(build: Build, output: Path) -> None:
    build()
    for name, code, paths in (
        ("helpline", 0, [KNEE]),
        ("synovial fluid", 0, [KNEE]),
        ("bend", 0, [KNEE]),
        ("helpliine", 2, []),
    ):
        command = [sys.executable, str(ROOT / "build.py"), "where", name, "--json", "--output", str(output)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, [json.loads(line)["path"] for line in done.stdout.splitlines()]) == (code, paths)
    assert "Did you mean `helpline`?" in done.stderr


# Builds that are broken off


def whole(output: Path) -> dict[str, bytes]:
    """The documents of an output folder."""
    files = (file for pattern in ("*/*/*.html", "*/*/*.pdf") for file in output.glob(pattern))
    return {file.relative_to(output).as_posix(): file.read_bytes() for file in files}


def children(process: CALL) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
    return list(map(int, listed.split()))


@pytest.mark.parametrize("jobs", [pytest.param("1", marks=pytest.mark.referee), "2"])
def test_a_build_that_is_killed_loses_nothing_that_is_finished(
    start: Callable[..., CALL], build: Build, library_folder: Path, output: Path, jobs: str
) -> None:
    for number in range(4):
        shutil.copytree(library_folder / "hip", library_folder / f"hip-{number}")
    options = ("--layout", "a4", "--layout", "web", "--jobs", jobs)
    with start(*options) as process:
        assert process.stdout
        first = process.stdout.readline().split()[1]
        workers = children(process)
        process.kill()
    finished = whole(output)
    assert first in finished
    _, events = build(*options)
    assert first not in why(events)
    assert len(why(events)) < 12
    assert len(whole(output)) == 12
    assert finished.items() <= whole(output).items()
    assert not (output / ".new").exists()
    assert not (output / ".journal").exists()
    ended_by = perf_counter() + 30
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert perf_counter() < ended_by
        sleep(0.1)


def test_ctrl_c_ends_with_a_sentence_and_keeps_what_is_finished(start: Callable[..., CALL], output: Path) -> None:
    def heeding() -> None:
        """Heed Ctrl-C, which what a shell has started in the background ignores."""
        signal.signal(signal.SIGINT, signal.default_int_handler)

    process = start("--layout", "a4", "--layout", "web", "--jobs", "1", before=heeding)
    assert process.stdout
    first = process.stdout.readline().split()[1]
    process.send_signal(signal.SIGINT)
    _, problems = process.communicate(timeout=60)
    assert "the next build makes the rest" in problems
    assert process.returncode == 130
    listed = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["documents"]
    assert first in {document["path"] for document in listed}


@pytest.mark.referee
def test_a_full_disk_leaves_each_document_old_or_new(build: Build, library_folder: Path, output: Path) -> None:
    build()
    before = whole(output)
    edit(library_folder / "library.yaml", "publisher: ", "publisher: New ")
    sizes = sorted(len(data) for data in before.values())
    limit = (sizes[0] + sizes[-1]) // 2
    full = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit))
    code, events = build(before=full)
    failed = why(events, "failed").keys()
    assert code == 1
    assert failed
    assert why(events)
    after = whole(output)
    assert {path for path in after if after[path] == before[path]} == failed
    assert why(build()[1]).keys() == failed


def test_a_second_build_waits_for_the_first_and_says_so(start: Callable[..., CALL], output: Path) -> None:
    with pipeline.opened(output, unwaited):
        process = start()
        assert process.stderr
        assert "Another build is at work" in process.stderr.readline()
        assert not (output / HIP).exists()
    said, problems = process.communicate(timeout=60)
    assert (process.returncode, problems) == (0, "")
    assert f"built  {HIP}" in said
    assert (output / HIP).exists()


# Workers that the system ends


def made(crew: Crew, sample_catalogue: Catalogue, folder: Path) -> list[Outcome]:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    orders = pipeline.plan(sample_catalogue, layouts, Wishes(layouts=("web",), languages=("en-GB",)))
    with pipeline.opened(folder, unwaited) as output:
        return list(pipeline.build(pipeline.compare(orders, output), sample_catalogue, output, crew))


def ends_once(flag: Path) -> float:
    """A clock that ends the first process that looks at it."""
    if not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 0


def ends() -> float:
    """A clock that ends whoever looks at it."""
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_what_a_worker_had_before_it_when_it_was_ended_is_made_again(
    sample_catalogue: Catalogue, tmp_path: Path
) -> None:
    outcomes = made(Workers(2, partial(ends_once, tmp_path / "flag"), Limits()), sample_catalogue, tmp_path / "output")
    assert [outcome.built for outcome in outcomes] == [True] * 2


def test_what_ends_a_worker_twice_is_given_up_with_a_message(sample_catalogue: Catalogue, tmp_path: Path) -> None:
    outcomes = made(Workers(2, ends, Limits()), sample_catalogue, tmp_path)
    assert [problem.rule for outcome in outcomes for problem in outcome.problems] == ["killed"] * 2


def sleeps() -> float:
    """A clock that never answers."""
    sleep(600)
    return 0


def test_what_takes_too_long_is_given_up_with_a_message(sample_catalogue: Catalogue, tmp_path: Path) -> None:
    outcomes = made(Workers(2, sleeps, Limits(seconds=1)), sample_catalogue, tmp_path)
    assert [str(problem) for outcome in outcomes for problem in outcome.problems] == [
        f"{outcome.order.path}: error: It took longer than 1 seconds to make, and was given up. Look for a huge list, "
        "table or picture in the leaflet, or allow more with --seconds. (time)"
        for outcome in outcomes
    ]


def test_what_takes_too_much_memory_is_given_up_with_a_message(
    sample_catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "STRAY", 5.0)  # some end with a task that they have not said that they have
    outcomes = made(Workers(2, perf_counter, Limits(bytes=40_000_000)), sample_catalogue, tmp_path)
    assert {problem.rule for outcome in outcomes for problem in outcome.problems} <= {"memory", "killed"}
    assert not any(outcome.built for outcome in outcomes)


class Forgetful:
    """A pool that takes its first task away unseen, as one whose worker is ended between taking it and saying so."""

    def __init__(self, pool: ProcessPool) -> None:
        self.pool, self.lost = pool, False

    def schedule(self, *arguments: Any, **options: Any) -> Any:
        if not self.lost:
            self.lost = True
            return Future[list[pipeline.Made]]()
        return self.pool.schedule(*arguments, **options)


def test_what_a_worker_takes_away_unseen_is_made_again(
    sample_catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = workers._pool

    @contextmanager
    def forgetful(*arguments: Any) -> Iterator[Forgetful]:
        with real(*arguments) as pool:
            yield Forgetful(pool)

    monkeypatch.setattr(workers, "_pool", forgetful)
    monkeypatch.setattr(workers, "STRAY", 2.0)
    outcomes = made(Workers(2, perf_counter, Limits()), sample_catalogue, tmp_path / "output")
    assert [outcome.built for outcome in outcomes] == [True] * 2


def test_workers_that_begin_later_than_they_are_waited_for_make_what_comes_next(
    sample_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    order = pipeline.plan(sample_catalogue, layouts, Wishes(layouts=("text",), languages=("en-GB",)))[0]
    job = order.job(sample_catalogue.edition(order.card))
    of = Workers(1, perf_counter, Limits())
    with workers._pool(1, workers._equip, (job.layout,), of.limits) as pool:
        hands = workers._Hands(pool, of)
        pool.schedule(sleep, (1,))
        with monkeypatch.context() as soon:
            soon.setattr(workers, "STRAY", 0.01)
            ((_, (early,)),) = hands.make([job.layout], [(0, [job])])
        ((_, (made,)),) = hands.make([job.layout], [(0, [job])])
    assert [problem.rule for problem in early.problems] == ["killed"]
    assert made.documents


def noted(file: Path) -> float:
    """A clock that notes which processes look at it."""
    with file.open("a", encoding="utf-8") as pids:
        pids.write(f"{os.getpid()}\n")
    return 0


def test_workers_that_stay_make_one_build_after_the_other_with_the_layouts_of_each(
    sample_catalogue: Catalogue, tmp_path: Path
) -> None:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    standing = Standing(Workers(1, partial(noted, tmp_path / "pids"), Limits()))
    try:
        for number, name in enumerate(("web", "text")):
            wishes = Wishes(layouts=(name,), languages=("en-GB",))
            order = pipeline.plan(sample_catalogue, layouts, wishes)[0]
            job = order.job(sample_catalogue.edition(order.card))
            ((_, (theirs,)),) = standing.make([job.layout], [(number, [job])])
            ((_, (ours,)),) = Alone(perf_counter).make([job.layout], [(number, [job])])
            assert theirs.documents == ours.documents
            assert theirs.documents
        assert len(_pids(tmp_path)) == 1
        _ended_while_idle(standing, *_pids(tmp_path))
        ((_, (again,)),) = standing.make([job.layout], [(0, [job])])
        assert again.documents == ours.documents
    finally:
        standing.close()
    with pytest.raises(NoCrew):
        list(standing.make([job.layout], [(0, [job])]))
    assert str(os.getpid()) not in _pids(tmp_path)


def _pids(folder: Path) -> set[str]:
    return set((folder / "pids").read_text(encoding="utf-8").split())


def _ended_while_idle(standing: Standing, pid: str) -> None:
    """Have the system end a worker that has nothing to do, and wait until that is known."""
    os.kill(int(pid), signal.SIGKILL)
    for _ in range(100):
        if not standing._hands or not standing._hands.pool.active:
            return
        sleep(0.1)
    raise AssertionError("Nobody noticed that the worker is gone.")
