"""`python -m fuzz.waiting anew|collected`, in a copy of the project: runs tests as often as it is asked to, each time
with the program as it then stands.

Each lot of tests runs in a fork. ``anew``, the fork imports the program, of which only what others wrote is there
already. ``collected``, all tests were collected before anything was asked, and the functions of the changed module are
taken over (`fuzz/swapping.py`): far quicker, for changes of functions alone.

A line of input asks, in JSON: the ``module`` that may have changed, and how many ``seconds`` each of some tests may
take. A line of output tells the test that fails, or that takes longer (with `LATE` before it), or `null`; `NONE`, or
`ANEW`. The first line says that all is ready: before it, no module may be changed.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import resource
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from fuzz.swapping import Functions

OPTIONS = (
    "--assert=plain",  # nobody reads what an assertion says, and what is not rewritten has been compiled before
    *("-q", "-s", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-seed=0", "-m", "not referee"),
    *("-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"),
)
NONE = "none of the tests is there"
ANEW = "what changes runs on import"
LATE = "too slow: "
_LATE = 1
"""What a process ends with that `faulthandler` ends."""
MOST_BYTES = 12 << 30
"""What a change may take that allocates for ever."""
_OTHERS = """
import pkgutil, sys
import docx, hypothesis.strategies, lxml.html, press, starlette.testclient
for module in pkgutil.walk_packages(press.__path__, "press."):
    if not module.name.endswith("__main__"):
        __import__(module.name)
print(*sorted(name for name in sys.modules if not name.startswith(("_", "press"))))
"""
Asked = dict[str, Any]
"""What a line of input holds."""


class Told:
    """A plugin that takes the tests that are wanted, and writes down which is run and which fails."""

    def __init__(self, seconds: dict[str, float], file: Path) -> None:
        self._seconds, self._file = seconds, file
        self.failed = False

    def write(self, text: str) -> None:
        self._file.write_text(text, encoding="utf-8")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid in self._seconds]

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.write(LATE + nodeid)
        faulthandler.dump_traceback_later(self._seconds[nodeid], exit=True, file=2)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = True
            self.write(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.write(next(each for each in self._seconds if each.startswith(report.nodeid)))


class Forks:
    """Answers lines of input, each by a fork that runs tests; what these print goes to a log."""

    def __init__(self, name: str) -> None:
        self._told = Path(f"tests.{name}.told").resolve()
        self._lines, self._answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
        log = os.open(f"tests.{name}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for old, new in ((nothing, 0), (log, 1), (log, 2)):
            os.dup2(old, new)

    def answer(self, run: Callable[[Asked, Told], int]) -> None:
        """Answer as long as something is asked; ``run`` gives what pytest would end with."""
        print(json.dumps("waiting"), file=self._answers, flush=True)
        for line in self._lines:
            print(json.dumps(self._failing(json.loads(line), run)), file=self._answers, flush=True)

    def _failing(self, asked: Asked, run: Callable[[Asked, Told], int]) -> str | None:
        """The first of some tests that fails, or takes more than its seconds."""
        self._told.write_text(NONE, encoding="utf-8")
        child = os.fork()
        if not child:
            self._run(asked, run)
        _, status = os.waitpid(child, 0)
        with suppress(ProcessLookupError):  # what a test started and left
            os.killpg(child, signal.SIGKILL)
        told = self._told.read_text(encoding="utf-8")
        code = os.waitstatus_to_exitcode(status)
        if code == _LATE:
            return told
        return told.removeprefix(LATE) if code else None

    def _run(self, asked: Asked, run: Callable[[Asked, Told], int]) -> None:
        """In the fork: run the tests, and end."""
        code = _LATE + 1
        try:
            os.setsid()
            resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
            code = run(asked, Told(asked["seconds"], self._told))
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(int(code))


def anew() -> None:
    """Import what others wrote, then answer by forks that import the program."""
    forks = Forks("anew")
    known = subprocess.run([sys.executable, "-c", _OTHERS], capture_output=True, text=True, check=True)  # noqa: S603  # this project
    for name in known.stdout.split():
        with suppress(ImportError):
            import_module(name)
    gc.freeze()  # what a fork looks through for garbage is its own

    def run(asked: Asked, told: Told) -> int:
        try:
            import_module(asked["module"].removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        except Exception:  # a program that cannot be imported fails every test; pytest tells of no test then
            told.write(next(iter(asked["seconds"])))
            raise
        files = dict.fromkeys(test.partition("::")[0] for test in asked["seconds"])
        return int(pytest.main([*OPTIONS, "-x", f"--basetemp={Path.cwd()}.anew", *files], [told]))

    forks.answer(run)


class _Collected:
    """A plugin that answers, once all tests are collected, instead of running them all."""

    def __init__(self) -> None:
        self._forks = Forks("collected")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Answer by forks in which the functions of the changed module are taken over."""
        sources = {path: path.read_bytes() for path in Path("press").rglob("*.py")}
        functions = Functions(Path("press").resolve())
        items = {item.nodeid: item for item in session.items}
        gc.freeze()

        def run(asked: Asked, told: Told) -> int:
            path = Path(asked["module"])
            before, now = sources[path], path.read_bytes()
            if now != before and not functions.take(path.resolve(), before, now):
                told.write(ANEW)
                return 1
            session.config.pluginmanager.register(told)
            wanted = [items[test] for test in asked["seconds"] if test in items]
            for item, following in zip(wanted, [*wanted[1:], None], strict=True):
                session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if told.failed:
                    return 1
            return 0 if wanted else 5

        self._forks.answer(run)
        return True


def collected() -> None:
    """Collect all tests, then answer."""
    pytest.main(
        [*OPTIONS, "--continue-on-collection-errors", f"--basetemp={Path.cwd()}.collected", "tests"], [_Collected()]
    )


if __name__ == "__main__":
    {"anew": anew, "collected": collected}[sys.argv[1]]()
