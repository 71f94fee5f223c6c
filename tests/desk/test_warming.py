"""Those who make documents begin before anybody waits for them."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from press.desk import errands
from press.desk.errands import Errands


def test_makers_begin_beside_all_else_and_keep_no_desk_from_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []

    class Beside:
        def __init__(self, *, target: Callable[[], None], name: str, daemon: bool) -> None:
            begun.extend((target, daemon))

        def start(self) -> None:
            begun.append("begun")

    def warmed() -> None:
        """Nothing."""

    monkeypatch.setattr(errands, "Thread", Beside)
    Errands.warm(cast(Any, SimpleNamespace(warmed=warmed)))
    assert begun == [warmed, True, "begun"]
