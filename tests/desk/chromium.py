"""Chromium, driven by keyboard through the pages of a desk."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MODULES = Path(__file__).parents[1] / "referees" / "node_modules"


def visits(address: str, *wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """What is seen at the end of each visit: ``steps``, and perhaps ``width``, ``scripts`` and ``colours``."""
    command = ["node", str(Path(__file__).parent / "browser.mjs"), str(MODULES), address]
    lines = "\n".join(map(json.dumps, wanted))
    done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["errors"] for each in found] == [[]] * len(wanted)
    return found


def after(*steps: Sequence[object], **window: object) -> dict[str, Any]:
    return {**window, "steps": steps}
