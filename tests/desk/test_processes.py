"""Several processes serve one desk: each tells of what the others make, and stops it."""

from __future__ import annotations

import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from press.desk.errands import Errand
from press.desk.office import Drawer
from press.desk.slips import Slip, Slips, State
from tests.desk.conftest import Browser, Open, said

KNEE = "/leaflet/knee/2025-06/en-GB"


@pytest.fixture
def two(opened: Open) -> tuple[Browser, Browser]:
    """Two desks on one library, with one person whose browser is sent to either."""
    first, second = opened(), opened()
    first.get("/")
    second.client.cookies = first.client.cookies
    return first, second


def test_what_one_process_makes_another_tells_of_and_gives_out(two: tuple[Browser, Browser]) -> None:
    first, second = two
    made = first.through(first.post(f"{KNEE}/make/text"))
    first.desk.errands._tell(made)  # as its own thread is about to
    shown = second.get(f"/errand/{made.id}")
    assert "Ready" in said(shown)
    assert second.get(f"/document/{made.documents[0].sha256[:32]}").content
    assert '"over": true' in second.get(f"/errand/{made.id}/events").text
    assert second.get(f"/errand/{made.id}/zip").status_code == 200


def test_what_waits_at_one_process_another_stops(two: tuple[Browser, Browser]) -> None:
    first, second = two
    waiting = Errand("w" * 16, "", "Knee", "", "/", deque())
    first.desk.errands._known[waiting.id] = waiting
    first.desk.errands._tell(waiting)
    assert "being made" in said(second.get(f"/errand/{waiting.id}")).lower()
    assert second.post(f"/errand/{waiting.id}/stop", f"/errand/{waiting.id}").status_code == 200
    first.desk.errands._passed(waiting)
    assert waiting.stopping


def test_nobody_sees_what_others_have_asked_for(two: tuple[Browser, Browser]) -> None:
    first, second = two
    others = Errand("o" * 16, "asmith", "Knee", "", "/", deque())
    first.desk.errands._tell(others)
    assert second.get(f"/errand/{others.id}").status_code == 404
    for id_ in ("..%2Fsecret", "x", "....//....//secret"):
        assert second.get(f"/errand/{id_}").status_code == 404


def test_threads_that_tell_of_errands_at_once_do_not_wait_for_each_other(tmp_path: Path) -> None:
    slips = Slips(tmp_path, Drawer(tmp_path))
    told = [Slip(f"number-{n:04}", "", "", "", "/", slips.process, State.DONE, 1, 1, 1) for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(slips.put, told, timeout=30))
    assert [slips.find(each.id) for each in told] == told


def test_what_a_process_that_was_ended_had_in_hand_is_told_to_be_stopped(tmp_path: Path) -> None:
    script = """
import os, sys
from pathlib import Path
from press.desk.slips import Slip, Slips, State
from press.desk.office import Drawer
keep = Path(sys.argv[1])
slips = Slips(keep, Drawer(keep))
slips.put(Slip("left-by-a-process", "", "Knee", "", "/", slips.process, State.RUNNING, 1, 2, 1))
os.kill(os.getpid(), 9)
"""
    ended = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert ended.returncode == -9
    slips = Slips(tmp_path, Drawer(tmp_path))
    found = slips.find("left-by-a-process")
    assert found
    assert found.state is State.STOPPED
    assert "ended before this was made" in found.faults[-1]
    own = Slip("made-by-this-one", "", "Knee", "", "/", slips.process, State.RUNNING, 1, 2, 1)
    slips.put(own)
    assert slips.find("made-by-this-one") == own


def test_evidence_that_was_gathered_before_the_desk_was_opened_again_is_still_there(
    two: tuple[Browser, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    monkeypatch.setattr(first.desk.office, "measured", lambda *_: {"a.txt": b"measured"})
    first.through(first.post(f"{KNEE}/make/text"))
    made = first.through(first.post(f"{KNEE}/evidence", KNEE))
    first.desk.errands._tell(made)  # as its own thread is about to
    assert "Download the evidence" in said(second.get(f"/errand/{made.id}"))
    assert second.get(f"/errand/{made.id}/evidence").content[:2] == b"PK"
