"""What was published stays on record, line after line, and what is missing or was altered there is told."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from press.imprint import LEDGER
from press.pipeline import Output, opened
from press.problems import Grade
from press.store import ledger, manifest, record
from press.store.editing import Editing
from press.store.folder import Folder, Outside, is_inside, reason
from press.store.ledger import Given
from press.store.output import Unplaced
from tests.building import unwaited
from tests.test_keys import RECORD

ONE, TWO = (replace(RECORD, path=name, job=name, sha256=manifest.sha256(name.encode())) for name in ("a/1", "a/2"))


@pytest.fixture
def files(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def lines(files: Folder) -> list[str]:
    return files.read(record.FILE).decode().splitlines()


def put(files: Folder, *written: str) -> None:
    files.publish(record.FILE, "".join(f"{line}\n" for line in written).encode())


def rules(files: Folder, head: str = "") -> list[str]:
    count, problems = record.verify(files, (), head)
    assert count == len(lines(files))
    return [problem.rule for problem in problems]


# The record


def test_each_line_says_what_was_published_and_follows_the_one_before(files: Folder) -> None:
    first = record.add(files, [ONE], "1.0", "2026-01-01T00:00:00Z")
    last = record.add(files, [TWO, ONE], "1.1", "2026-01-02T00:00:00Z")
    (one, two, again), problems = record.read(files)
    assert problems == ()
    assert (one.topic, one.edition, one.language, one.code) == (ONE.topic, ONE.edition, ONE.language, ONE.code)
    assert (one.when, one.path, one.sha256, one.version) == ("2026-01-01T00:00:00Z", "a/1", ONE.sha256, "1.0")
    assert (one.before, two.before, again.before) == ("", first, two.hash)
    assert (one.hash, again.hash) == (first, last)
    assert record.verify(files, [ONE, TWO], last) == (3, ())


def test_a_record_without_lines_is_sound_and_one_can_be_begun(files: Folder) -> None:
    assert record.verify(files, ()) == (0, ())
    assert record.read(files) == ((), ())
    record.ready(files)
    assert files.holds(record.FILE)
    assert record.verify(files, ()) == (0, ())


def test_what_was_altered_put_in_or_taken_out_is_found(files: Folder) -> None:
    last = record.add(files, [ONE, TWO, ONE], "1", "2026-01-01T00:00:00Z")
    whole = lines(files)
    assert rules(files, last) == []
    put(files, whole[0].replace("a/1", "a/3"), *whole[1:])
    assert rules(files) == ["record-altered", "record-chain"]
    put(files, whole[0], whole[2])
    assert rules(files, last) == ["record-chain"]
    put(files, whole[0], whole[1])
    assert rules(files) == []
    assert rules(files, last) == ["record-missing"]
    put(files, *whole[:2], "no entry", whole[2])
    assert rules(files) == ["record-unreadable", "record-chain"]
    put(files, whole[0])
    _, problems = record.verify(files, [ONE, TWO])
    assert [(problem.rule, problem.place.words) for problem in problems] == [("record-missing", "a/2")]


def test_which_line_is_wrong_is_told(files: Folder) -> None:
    record.add(files, [ONE, TWO], "1", "2026-01-01T00:00:00Z")
    first, second = lines(files)
    put(files, first, second.replace("a/2", "a/3"))
    _, (problem,) = record.verify(files, ())
    assert (problem.rule, problem.place.line) == ("record-altered", 2)


def test_a_clock_that_goes_back_is_told_by_its_latest_time_and_one_that_stands_is_not(files: Folder) -> None:
    for day in ("02", "02", "03", "01"):
        record.add(files, [ONE], "1", f"2026-01-{day}T00:00:00Z")
    _, (problem,) = record.verify(files, ())
    assert (problem.rule, problem.place.line) == ("record-clock", 4)
    assert "from 2026-01-03T00:00:00Z to 2026-01-01T00:00:00Z" in problem.message


def test_lines_that_cannot_be_read_are_counted_and_the_others_are_known(files: Folder) -> None:
    record.add(files, [ONE, TWO], "1", "2026")
    put(files, *lines(files), "{}", "no json")
    found, (problem,) = record.read(files)
    assert [each.path for each in found] == ["a/1", "a/2"]
    assert problem.message.startswith("2 of its 4 lines cannot be read")
    assert problem.grade is Grade.WARNING


def test_a_line_that_broke_off_is_followed_by_one_of_its_own(files: Folder) -> None:
    files.publish(record.FILE, b"broken off")
    record.add(files, [ONE], "1", "2026")
    assert lines(files)[0] == "broken off"
    assert rules(files) == ["record-unreadable"]


def test_a_record_that_cannot_be_read_is_a_fault_where_it_is_checked(tmp_path: Path) -> None:
    (tmp_path / record.FILE).mkdir()
    files = Folder(tmp_path)
    found, (warned,) = record.read(files)
    assert (found, warned.rule, warned.grade) == ((), "record-unreadable", Grade.WARNING)
    count, (wrong,) = record.verify(files, ())
    assert (count, wrong.rule, wrong.grade) == (0, "record-unreadable", Grade.ERROR)


# The codes


def given(code: str) -> Given:
    return Given(code, "knee", "2025-06", "cy", "2026-01-01T00:00:00Z")


def test_codes_that_were_given_out_are_added_and_read_again(files: Folder) -> None:
    assert ledger.read(files) == ((), ())
    ledger.add(files, [given("7K4X")])
    ledger.add(files, [given("9FM3"), given("R6TB")])
    assert ledger.read(files) == ((given("7K4X"), given("9FM3"), given("R6TB")), ())
    assert files.read(LEDGER).count(b"\n") == 3


def test_a_line_of_codes_that_is_none_or_too_long_is_left_out_and_told(files: Folder) -> None:
    long = json.dumps({**asdict(given("7K4X")), "since": "2" * 2_000})
    files.publish(LEDGER, f"{json.dumps(asdict(given('9FM3')))}\n\nnone\n{long}\n{{}}".encode())
    found, (problem,) = ledger.read(files)
    assert found == (given("9FM3"),)
    assert "3 of its 5 lines cannot be read" in problem.message
    assert problem.grade is Grade.WARNING
    ledger.add(files, [given("7K4X")])
    assert ledger.read(files)[0] == (given("9FM3"), given("7K4X"))


def test_codes_that_cannot_be_read_or_written_are_told_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / LEDGER).mkdir()
    found, (problem,) = ledger.read(Folder(tmp_path))
    assert (found, problem.rule) == ((), "codes-unreadable")
    told = ledger.unwritten(PermissionError(13, "Permission denied", "/a/codes.jsonl"))
    assert "Permission denied (codes.jsonl)." in told.message
    assert (told.rule, told.grade) == ("codes-unwritten", Grade.WARNING)


# The output folder


def made(output: Output, *records: manifest.Record) -> None:
    for each in records:
        output.publish({each.path: each.path.encode()}, lambda: "")
        output.note(each.job, (each,))


def test_what_is_lost_is_told_from_what_was_altered(tmp_path: Path) -> None:
    with opened(tmp_path, unwaited) as output:
        made(output, ONE, TWO)
        assert list(output.altered()) == []
        assert output.holds(ONE)
        (tmp_path / "a/1").unlink()
        (tmp_path / "a/2").write_bytes(b"mine")
        assert [(each.rule, each.place.file) for each in output.altered()] == [
            ("output-lost", "a/1"),
            ("output-altered", "a/2"),
        ]
        assert not output.holds(ONE)
        assert not output.holds(TWO)


def test_which_documents_are_behind_is_kept_where_there_are_such_documents(tmp_path: Path) -> None:
    with opened(tmp_path, unwaited) as output:
        made(output, ONE)
        output.mark({"a/1": ("words",), "a/2": ("words",)})
    assert Output(tmp_path).behind == {"a/1": ("words",)}
    with opened(tmp_path, unwaited) as output:
        output.mark({"a/1": ()})
        assert output.behind == {}
    assert Output(tmp_path).behind == {}


def test_a_manifest_is_written_only_where_it_says_something_else(tmp_path: Path) -> None:
    with opened(tmp_path, unwaited) as output:
        made(output, ONE)
        output.mark({"a/1": ("words",)})
    before = (tmp_path / "manifest.json").stat().st_ino
    with opened(tmp_path, unwaited) as output:
        output.mark({"a/1": ("words",)})
    assert (tmp_path / "manifest.json").stat().st_ino == before


def test_of_documents_that_cannot_all_be_placed_those_that_are_there_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Folder.place

    def full(self: Folder, staged: object) -> None:
        if getattr(staged, "path", "") == "a/2":
            raise OSError(28, "No space left on device")
        place(self, staged)  # type: ignore[arg-type]  # as it came

    with opened(tmp_path, unwaited) as output:
        monkeypatch.setattr(Folder, "place", full)
        with pytest.raises(Unplaced, match="No space left on device") as raised:
            output.publish({"a/1": b"1", "a/2": b"2", "a/3": b"3"}, lambda: "")
        assert raised.value.placed == ("a/1",)
        assert raised.value.errno == 28
        monkeypatch.undo()
        assert not list((tmp_path / ".new").glob("*.part"))
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["1"]


def test_nothing_is_placed_that_cannot_be_put_on_record(tmp_path: Path) -> None:
    def unrecorded() -> str:
        raise OSError(28, "No space left on device")

    with opened(tmp_path, unwaited) as output, pytest.raises(OSError, match="No space left"):
        output.publish({"a/1": b"1"}, unrecorded)
    assert not (tmp_path / "a" / "1").exists()
    with opened(tmp_path, unwaited) as output:
        assert output.publish({"a/1": b"1"}, lambda: "head")[0] == "head"


def test_other_files_are_known_by_what_they_hold_and_held_just_before(tmp_path: Path) -> None:
    with opened(tmp_path, unwaited) as output:
        for text in (b"1", b"2", b"3"):
            output.leave({"index.html": text})
        assert output.others() == {manifest.sha256(text): "index.html" for text in (b"3", b"2")}
    (tmp_path / ".made.json").write_bytes(b"[")
    assert Output(tmp_path).others() == {}


def test_a_file_of_an_earlier_version_counts_as_made_where_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"of an earlier version")
    with opened(tmp_path, unwaited) as output:
        assert output.leave({"index.html": b"new"}, ours=["index.html"]) == ()
    assert [path.name for path in tmp_path.glob("index*")] == ["index.html"]


def test_only_what_lies_in_the_folder_that_is_named_goes(tmp_path: Path) -> None:
    with opened(tmp_path, unwaited) as output:
        output.leave({"pack/a": b"1", "pack-2/a": b"1", "index.html": b"1"})
        output.leave({"pack/b": b"1"}, only="pack")
        output.leave({"more.html": b"1"})
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {name for name in names if not name.startswith(".")} == {"pack/b", "pack-2/a", "index.html", "more.html"}


# Folders


def test_a_file_is_of_a_library_only_where_it_lies_in_it(tmp_path: Path) -> None:
    inner, other = tmp_path / "library", tmp_path / "other"
    for folder in (inner / "knee", other):
        folder.mkdir(parents=True)
    (inner / "linked").symlink_to(inner / "knee")
    (inner / "astray").symlink_to(other)
    editing = Editing(inner)
    assert editing.path(inner / "knee" / "a.yaml") == "knee/a.yaml"
    assert editing.path(inner / "linked" / "a.yaml") == "knee/a.yaml"
    for out in (other / "a.yaml", inner / "astray" / "a.yaml", inner / ".." / "a.yaml"):
        with pytest.raises(Outside):
            editing.path(out)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError(13, "Permission denied", "/x/knee.yaml"), "Permission denied (knee.yaml)"),
        (OSError(13, "Permission denied", "/x/0123456789abcdef.part"), "Permission denied"),
        (OSError(13, "Permission denied", "/x/.0123456789abcdef.part"), "Permission denied"),
        (OSError(13, "Permission denied", "/x/a.part", None, "/x/knee.yaml"), "Permission denied (knee.yaml)"),
        (OSError(13, "Permission denied", 7), "Permission denied"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_why_a_file_cannot_be_used_is_said_with_its_name_where_that_tells_something(error: OSError, told: str) -> None:
    assert reason(error) == told


@pytest.mark.parametrize(("length", "inside"), [(4096, True), (4097, False)])
@pytest.mark.parametrize("sign", ["a", " "])
def test_a_path_is_no_longer_than_the_system_takes(length: int, sign: str, *, inside: bool) -> None:
    assert is_inside(sign * length) is inside


@pytest.mark.parametrize(
    ("others", "kept"),
    [
        ([], "a.kept.txt"),
        (["a.kept.txt"], "a.kept-2.txt"),
        (["a.kept.txt", "a.kept-2.txt"], "a.kept-3.txt"),
        (["a.kept-2.txt"], "a.kept.txt"),
    ],
)
def test_what_is_kept_gets_the_first_name_that_nothing_has(files: Folder, others: list[str], kept: str) -> None:
    for name in ("a.txt", *others):
        files.publish(name, name.encode())
    assert files.keep("a.txt", "kept") == kept
    assert files.read(kept) == b"a.txt"


def test_a_name_without_an_ending_is_kept_with_the_word_behind_it(files: Folder) -> None:
    for name, kept in (("index", "index.kept"), (".made", ".made.kept"), ("a/b", "a/b.kept")):
        files.publish(name, b"mine")
        assert files.keep(name, "kept") == kept


def test_the_last_line_of_a_file_is_read_without_the_whole(files: Folder) -> None:
    for text, last in ((b"", b""), (b"one", b"one"), (b"one\n", b"one\n"), (b"one\ntwo", b"two"), (b"1\n2\n", b"2\n")):
        files.publish("lines", text)
        assert files.tail("lines") == last
    files.publish("lines", b"x" * 100)
    assert files.tail("lines", 10) == b"x" * 10


def test_files_of_a_folder_are_listed_and_neither_folders_nor_links(files: Folder) -> None:
    for name in ("f/b", "f/a", "f/inner/c"):
        files.publish(name, b"")
    (files.root / "f" / "link").symlink_to(files.root / "f" / "a")
    assert files.names("f") == ["a", "b"]
    assert files.names("none") == []


def test_what_cannot_be_added_leaves_the_file_as_it_was(files: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    write: Callable[[int, bytes], int] = os.write
    files.append("lines", b"one\n")

    def full(file: int, data: bytes) -> int:
        if len(data) < 3:
            raise OSError(28, "No space left on device")
        return write(file, data[:2])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        files.append("lines", b"two\n")
    monkeypatch.undo()
    assert files.read("lines") == b"one\n"
