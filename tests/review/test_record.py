"""The publication record: what was published, when; and what somebody did to it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from press import __version__
from press.cli import main
from press.pipeline import opened
from press.store import record as store
from press.store.folder import Folder
from tests.conftest import SAMPLE
from tests.review.conftest import TODAY, Press, edit
from tests.test_keys import RECORD

Lines = list[str]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library, and what three builds published of it."""
    folder = tmp_path_factory.mktemp("published")
    shutil.copytree(SAMPLE, folder / "leaflets")
    command = ["build", "--layout", "web", "--library", str(folder / "leaflets"), "--output", str(folder / "out")]
    for before, after in (("", ""), ("Walk a little", "Walk a lot"), ("Walk a lot", "Walk far")):
        edit(folder / "leaflets" / "hip" / "2024.yaml", before, after)
        assert CliRunner().invoke(main, [*command, "hip"], env={"SOURCE_DATE_EPOCH": TODAY}).exit_code == 0
    CliRunner().invoke(main, command, env={"SOURCE_DATE_EPOCH": TODAY})
    return folder


@pytest.fixture
def record(published: Path, library_folder: Path, tmp_path: Path) -> Path:
    """The record of three builds that published something, beside a library that may be spoiled."""
    shutil.copytree(published / "leaflets", library_folder, dirs_exist_ok=True)
    shutil.copytree(published / "out", tmp_path / "out")
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


def test_how_many_lines_say_nothing_is_told(tmp_path: Path) -> None:
    files = Folder(tmp_path, 0o644)
    files.append(store.FILE, b"so what\n{}\n[1]\n")
    found, (problem,) = store.read(files)
    assert (found, problem.message.partition(",")[0]) == ((), "3 of its 3 lines cannot be read")
    files.publish(store.FILE, b"")
    assert store.read(files) == ((), ())


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


def test_what_is_put_on_record_waits_for_who_else_is_at_work(tmp_path: Path) -> None:
    """Each reads the last line before it adds one: without the folder's lock two follow the same line."""
    gate = threading.Barrier(4, timeout=60)
    tail = Folder.tail

    def slowly(files: Folder, path: str) -> bytes:
        found = tail(files, path)
        threading.Event().wait(0.05)
        return found

    def build(number: int) -> None:
        gate.wait()
        with opened(tmp_path, lambda: None) as output:
            store.add(output.files, [replace(RECORD, path=f"a/{number}")], "1", "2026-11-21T10:00:00Z")

    builds = [threading.Thread(target=build, args=(number,)) for number in range(4)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Folder, "tail", slowly)
        for each in builds:
            each.start()
        for each in builds:
            each.join()
    assert store.verify(Folder(tmp_path), ()) == (4, ())


def test_a_last_line_that_was_taken_out_is_found_when_its_document_is_gone(
    on: Press, press: Press, record: Path, library_folder: Path
) -> None:
    edit(library_folder / "hip" / "2024.yaml", "Walk far", "Walk on")
    on("build", "hip", "--layout", "web")
    shutil.rmtree(library_folder / "hip")
    on("build", "--layout", "web", "--prune")
    assert press("record", "verify", "--output", record.parent).code == 0
    record.write_text("".join(f"{line}\n" for line in lines(record)[:-1]), encoding="utf-8")
    said = press("record", "verify", "--output", record.parent)
    assert said.code == 1
    assert "The line that the manifest knows as the last is not there" in said.err


def test_what_cannot_be_put_on_record_is_not_published_and_not_made(
    on: Press, record: Path, library_folder: Path, tmp_path: Path
) -> None:
    record.unlink()
    record.mkdir()
    before = (tmp_path / "out" / "hip" / "2024" / "hip-web.html").read_bytes()
    edit(library_folder / "hip" / "2024.yaml", "Walk far", "Walk on")
    said = on("build", "hip", "--layout", "web")
    assert said.code == 1
    assert "out cannot be written to: Is a directory (record.jsonl). What was built before is as it was." in said.err
    assert (tmp_path / "out" / "hip" / "2024" / "hip-web.html").read_bytes() == before


def test_a_document_is_on_record_before_it_is_in_its_place(tmp_path: Path) -> None:
    def unrecorded() -> str:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    with opened(tmp_path, lambda: None) as output:
        output.publish({"a/b": b"before"}, lambda: "")
        with pytest.raises(PermissionError):
            output.publish({"a/b": b"after", "a/c": b"after"}, unrecorded)
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}["b"] == b"before"
    assert not list(tmp_path.rglob("*.part"))
    assert not (tmp_path / "a" / "c").exists()


@pytest.mark.parametrize("spoil", ["folder", "link", "pipe", "junk"])
@pytest.mark.parametrize("command", ["code", "recall", "check", "record", "evidence", "where", "build", "due"])
def test_a_record_and_a_manifest_that_cannot_be_read_are_named_and_the_rest_goes_on(
    on: Press, press: Press, record: Path, command: str, spoil: str
) -> None:
    for file in (record, record.with_name("manifest.json")):
        file.unlink()
        match spoil:
            case "folder":
                file.mkdir()
            case "link":
                file.symlink_to(SAMPLE / "library.yaml")
            case "pipe":
                os.mkfifo(file)
            case _:
                file.write_bytes(b'{"when": "\0", "code": 1e999}\n[[[[\n' + b"9" * 10_000 + b"\xff\n")
    said = {
        "code": lambda: on("code", "7777-7777-777A"),
        "recall": lambda: on("recall", "knee"),
        "check": lambda: on("check"),
        "record": lambda: press("record", "verify", "--output", record.parent),
        "evidence": lambda: on("evidence", "hip"),
        "where": lambda: press("where", "helpline", "--output", record.parent),
        "build": lambda: on("build", "hip", "--layout", "web"),
        "due": lambda: on("due"),
    }[command]()
    named = {"evidence": "", "due": "", "where": "manifest.json", "build": ".json"}.get(command, "record.jsonl")
    assert named in said.err
    assert "not ours" in said.out or command != "code"
    assert "knee 2023-01" in said.out or command != "recall"


def test_where_nothing_was_published_nothing_is_on_record(press: Press, tmp_path: Path) -> None:
    assert press("record", "verify", "--output", tmp_path).out == "0 lines on record; 0 problems\n"


def test_a_document_that_somebody_has_changed_is_told_from_one_that_is_lost(
    press: Press, record: Path, tmp_path: Path
) -> None:
    hip, knee = (record.parent / path for path in ("hip/2024/hip-web.html", "knee/2025-06/knee-web.html"))
    hip.write_bytes(hip.read_bytes().replace(b"Walk far", b"Walk 300"))
    knee.unlink()
    said = press("record", "verify", "--output", record.parent)
    assert said.code == 1
    assert "hip/2024/hip-web.html: error: It was altered since it was made." in said.err
    assert "knee/2025-06/knee-web.html: warning: It is not there any more." in said.err


def test_nothing_that_a_record_or_a_manifest_says_moves_the_cursor(on: Press, press: Press, record: Path) -> None:
    manifest = record.with_name("manifest.json")
    manifest.write_bytes(manifest.read_bytes().replace(b'"contact helpline"', b'"contact help\\u001b[31mline"'))
    first, *others = lines(record)
    code = json.loads(first)["code"]
    record.write_text("\n".join([first.replace('"hip"', '"hip\\u001b[31m"', 1), *others, ""]), encoding="utf-8")
    for said in (on("code", code), on("code", "\x1b[31m"), press("where", "\x1b[31m", "--output", record.parent)):
        assert said.out + said.err
        assert "\x1b[31m" not in said.out + said.err
    assert "\x1b" not in on("nothing\x1b[31m").err
