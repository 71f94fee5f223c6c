"""The publication record: what was published, when; and what somebody did to it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from press import __version__
from tests.conftest import SAMPLE
from tests.review.conftest import Press, edit

ROOT = Path(__file__).parents[2]

Lines = list[str]


@pytest.fixture
def record(on: Press, library_folder: Path, tmp_path: Path) -> Path:
    """The record of three builds that published something."""
    for before, after in (("", ""), ("Walk a little", "Walk a lot"), ("Walk a lot", "Walk far")):
        edit(library_folder / "hip" / "2024.yaml", before, after)
        assert on("build", "hip", "--layout", "web").code == 0
    on("build", "--layout", "web")
    return tmp_path / "out" / "record.jsonl"


def lines(record: Path) -> Lines:
    return record.read_text(encoding="utf-8").splitlines()


def test_each_document_published_has_a_line(record: Path, tmp_path: Path) -> None:
    entries = [json.loads(line) for line in lines(record)]
    assert [entry["path"] for entry in entries][:3] == ["hip/2024/hip-web.html"] * 3
    assert len({entry["code"] for entry in entries[:3]}) == 3
    assert (entries[0]["when"], entries[0]["edition"]) == ("2026-11-21T10:00:00Z", "2024")
    assert entries[0]["version"].startswith(f"{__version__}+")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["documents"]
    assert {entry["sha256"] for entry in entries} >= {document["sha256"] for document in manifest}


def test_a_build_that_publishes_nothing_adds_nothing(on: Press, record: Path) -> None:
    before = record.read_bytes()
    assert "0 built" in on("build", "--layout", "web").out
    assert record.read_bytes() == before


def test_a_later_build_only_adds(on: Press, record: Path, library_folder: Path) -> None:
    before = record.read_bytes()
    edit(library_folder / "hip" / "2024.yaml", "Walk far", "Walk on")
    on("build", "hip", "--layout", "web")
    assert record.read_bytes().startswith(before)
    assert len(record.read_bytes()) > len(before)


def test_a_whole_record_is_verified(press: Press, record: Path) -> None:
    number = len(lines(record))
    assert press("record", "verify", "--output", record.parent) == (0, f"{number} lines on record; 0 problems\n", "")


def altered(found: Lines) -> Lines:
    return [found[0], found[1].replace('"edition": "2024"', '"edition": "2025"'), *found[2:]]


def forged(found: Lines) -> Lines:
    """A line altered, with the hash that it then has."""
    from press.store.record import Entry

    values = json.loads(found[1])
    values.pop("hash")
    return [found[0], Entry(**{**values, "edition": "2025"}).line.rstrip("\n"), *found[2:]]


@pytest.mark.parametrize(
    ("spoil", "rule", "line"),
    [
        (altered, "record-altered", 2),
        (forged, "record-chain", 3),
        (lambda found: [found[0], *found[2:]], "record-chain", 2),
        (lambda found: [found[1], found[0], *found[2:]], "record-chain", 1),
        (lambda found: found[:-1], "record-missing", 0),
        (lambda found: [*found[:1], "so what", *found[1:]], "record-unreadable", 2),
        (lambda _: [], "record-missing", 0),
    ],
)
def test_what_was_done_to_the_record_is_found(
    press: Press, record: Path, spoil: Callable[[Lines], Lines], rule: str, line: int
) -> None:
    record.write_text("".join(f"{each}\n" for each in spoil(lines(record))), encoding="utf-8")
    said = press("record", "verify", "--output", record.parent)
    assert said.code == 1
    place = f"record.jsonl:{line}: " if line else "record.jsonl: "
    assert any(each.startswith(place) and f"({rule})" in each for each in said.err.splitlines())


@pytest.mark.parametrize("end", ["so what\n", '{"when": "2026-11-'])
def test_a_record_goes_on_after_a_line_that_was_spoilt_or_cut_short(
    on: Press, press: Press, record: Path, library_folder: Path, end: str
) -> None:
    record.write_text("\n".join([*lines(record)[:-1], end]), encoding="utf-8")
    edit(library_folder / "hip" / "2024.yaml", "Walk far", "Walk on")
    assert on("build", "hip", "--layout", "web").code == 0
    problems = press("record", "verify", "--output", record.parent).err
    assert problems.count("record-chain") == 0
    assert problems.count("record-unreadable") == 1


def test_a_clock_that_goes_back_is_found(
    on: Press, press: Press, record: Path, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(library_folder / "hip" / "2024.yaml", "Walk far", "Walk on")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    on("build", "hip", "--layout", "web")
    said = press("record", "verify", "--output", record.parent)
    assert said.code == 1
    assert "The time goes back, from 2026-11-21T10:00:00Z to 1970-01-01T00:00:00Z" in said.err


def test_two_builds_at_once_keep_one_record(press: Press, tmp_path: Path) -> None:
    options = ["--layout", "web", "--lang", "en-GB", "--library", str(SAMPLE), "--output", str(tmp_path)]
    commands = [[sys.executable, str(ROOT / "build.py"), "build", topic, *options] for topic in ("hip", "knee")]
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for command in commands]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    assert press("record", "verify", "--output", tmp_path).out == "2 lines on record; 0 problems\n"


def test_where_nothing_was_published_nothing_is_on_record(press: Press, tmp_path: Path) -> None:
    assert press("record", "verify", "--output", tmp_path).out == "0 lines on record; 0 problems\n"
