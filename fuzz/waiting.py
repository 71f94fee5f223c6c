"""`python -m fuzz.waiting`, in a copy of the project: runs tests as often as it is asked to, each time anew.

What the program and its tests import of others is imported once, before anything is asked; each lot of tests then runs
in a fork, which imports the program as it stands at that moment. A line of input asks, in JSON: the ``tests``, and how
many ``seconds`` each may take. A line of output tells the test that fails or takes longer, or `null`.
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
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

OPTIONS = (
    "--assert=plain",  # nobody reads what an assertion says, and what is not rewritten has been compiled before
    *("-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-seed=0", "-m", "not referee"),
    *("-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"),
)
NONE = "none of the tests is there"
MOST_BYTES = 12 << 30
"""What a change may take that allocates for ever."""
_OTHERS = """
import pkgutil, sys
import docx, hypothesis.strategies, lxml.html, press, starlette.testclient
for module in pkgutil.walk_packages(press.__path__, "press."):
    if not module.name.endswith("__main__"):
        __import__(module.name)
print(*sorted(name for name in sys.modules if name.partition(".")[0] not in ("press", "__main__")))
"""


class _Told:
    """A plugin that takes the tests that are wanted, and writes down which is run and which fails."""

    def __init__(self, tests: Sequence[str], seconds: dict[str, float], file: Path) -> None:
        self.tests, self.seconds, self.file = frozenset(tests), seconds, file

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid in self.tests]

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.file.write_text(nodeid, encoding="utf-8")
        faulthandler.dump_traceback_later(self.seconds[nodeid], exit=True, file=2)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.file.write_text(report.nodeid, encoding="utf-8")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.file.write_text(next(each for each in self.tests if each.startswith(report.nodeid)), encoding="utf-8")


def main() -> None:
    """Import what others wrote, then answer each line."""
    known = subprocess.run([sys.executable, "-c", _OTHERS], capture_output=True, text=True, check=True)  # noqa: S603  # this project
    for name in known.stdout.split():
        with suppress(ImportError):
            import_module(name)
    gc.freeze()  # what a fork looks through for garbage is its own
    for line in sys.stdin:
        print(json.dumps(_failing(json.loads(line))), flush=True)


def _failing(seconds: dict[str, float]) -> str | None:
    """The first of some tests that fails, or takes more than its seconds."""
    told = Path("tests.told")
    told.write_text(NONE, encoding="utf-8")
    child = os.fork()
    if not child:
        _run(seconds, told)
    _, status = os.waitpid(child, 0)
    with suppress(ProcessLookupError):  # what a test started and left
        os.killpg(child, signal.SIGKILL)
    named = told.read_text(encoding="utf-8")
    return None if os.waitstatus_to_exitcode(status) == 0 else named


def _run(seconds: dict[str, float], told: Path) -> None:
    """In the fork: run the tests, and end."""
    code: Any = 1
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        log = os.open("tests.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for old, new in ((nothing, 0), (log, 1), (log, 2)):
            os.dup2(old, new)
        files = dict.fromkeys(test.partition("::")[0] for test in seconds)
        code = pytest.main([*OPTIONS, *files], [_Told(tuple(seconds), seconds, told)])
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(code))


if __name__ == "__main__":
    main()
