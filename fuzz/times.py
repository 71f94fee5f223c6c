"""A plugin of pytest's that writes down how long each test took: `pytest -p fuzz.times`, into the file that is named by
the environment's ``TEST_TIMES``, as JSON, in seconds with what sets the test up and tidies up after it.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

NAMED = "TEST_TIMES"
_taken: Counter[str] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add what a part of a test took."""
    _taken[report.nodeid] += report.duration  # type: ignore[assignment]  # a Counter counts fractions too


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the times down, beside those that are there of other tests, in the process that has them all."""
    if not hasattr(session.config, "workerinput"):
        file = Path(os.environ[NAMED])
        earlier = json.loads(file.read_bytes()) if file.exists() else {}
        file.write_text(json.dumps(earlier | _taken, indent=0), encoding="utf-8")
