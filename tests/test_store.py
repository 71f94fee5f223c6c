"""What is kept survives what people, other programs and faults do to it: files in their folder, and none outside."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from press.pipeline import Output, opened
from press.problems import Grade, Kept, Place, Problem
from press.store import folder as store
from press.store import manifest, record
from press.store.folder import Folder, Outside, is_inside
from press.store.manifest import Failure
from tests.building import unwaited
from tests.test_keys import RECORD


@pytest.fixture(params=[True, False], ids=["by descriptors", "by paths"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A folder, also as systems without descriptors of folders have it."""
    monkeypatch.setattr(store, "_BY_DESCRIPTOR", request.param)
    if not request.param:
        monkeypatch.setattr(store, "_NO_LINK", 0)
    root = tmp_path / "folder"
    root.mkdir()
    return Folder(root, 0o644)


@pytest.fixture
def outside(folder: Folder) -> Path:
    """Somebody's file, and ways to it: a link to it, and one to its folder."""
    home = folder.root.parent / "home"
    home.mkdir()
    (home / "letter").write_bytes(b"precious")
    (folder.root / "file").symlink_to(home / "letter")
    (folder.root / "home").symlink_to(home)
    return home / "letter"


DONE: dict[str, Callable[[Folder, str], object]] = {
    "read": lambda folder, path: folder.read(path),
    "publish": lambda folder, path: folder.publish(path, b"other"),
    "append": lambda folder, path: folder.append(path, b"other"),
    "remove": lambda folder, path: folder.remove(path),
    "keep": lambda folder, path: folder.keep(path, "kept"),
    "tail": lambda folder, path: folder.tail(path),
    "names": lambda folder, path: folder.names(path),
}


@pytest.mark.parametrize(
    "path", ["home/letter", "../home/letter", "{home}/letter", "", "a//b", "./a", "a/..", "a\0b", "\ud800"]
)
@pytest.mark.parametrize("do", DONE.values(), ids=DONE)
def test_nothing_is_done_to_what_does_not_lie_in_a_folder(
    folder: Folder, outside: Path, do: Callable[[Folder, str], object], path: str
) -> None:
    before = sorted(folder.root.parent.rglob("*"))
    with pytest.raises(Outside):
        do(folder, path.format(home=outside.parent))
    assert outside.read_bytes() == b"precious"
    assert sorted(folder.root.parent.rglob("*")) == before


@pytest.mark.parametrize("do", ["read", "append", "tail"])
def test_a_link_is_not_followed(folder: Folder, outside: Path, do: str) -> None:
    with pytest.raises(Outside):
        DONE[do](folder, "file")
    assert outside.read_bytes() == b"precious"


@pytest.mark.parametrize("do", ["read", "append", "tail"])
def test_a_link_to_another_file_of_the_folder_is_not_followed(folder: Folder, do: str) -> None:
    folder.publish("record", b"kept")
    (folder.root / "link").symlink_to("record")
    with pytest.raises(Outside):
        DONE[do](folder, "link")
    assert folder.read("record") == b"kept"


def test_a_link_in_the_place_of_a_file_is_replaced_and_what_it_led_to_stays(folder: Folder, outside: Path) -> None:
    if store._BY_DESCRIPTOR:
        folder.publish("file", b"other")
        assert not (folder.root / "file").is_symlink()
        assert folder.read("file") == b"other"
    else:
        with pytest.raises(Outside):
            folder.publish("file", b"other")
    assert outside.read_bytes() == b"precious"


@pytest.mark.parametrize("do", ["read", "append", "tail"])
def test_a_pipe_is_no_file_and_is_not_waited_for(folder: Folder, do: str) -> None:
    os.mkfifo(folder.root / "pipe")
    with pytest.raises(OSError if do == "append" else Outside):  # nobody reads it, so it cannot be written to
        DONE[do](folder, "pipe")


def test_what_lies_in_a_folder_is_read_written_added_to_and_removed(folder: Folder) -> None:
    folder.publish("a/b/c", b"one\n")
    folder.append("a/b/c", b"two\n")
    assert (folder.read("a/b/c"), folder.tail("a/b/c"), folder.names("a/b")) == (b"one\ntwo\n", b"two\n", ["c"])
    assert folder.keep("a/b/c", "kept") == "a/b/c.kept"
    folder.publish("a/b/c", b"three")
    assert folder.keep("a/b/c", "kept") == "a/b/c.kept-2"
    for path in ("a/b/c.kept", "a/b/c.kept-2", "a/b/c"):
        folder.remove(path)
    assert [path.name for path in folder.root.iterdir()] == [".new"]
    folder.tidy()
    assert list(folder.root.iterdir()) == []


def test_tidying_takes_away_what_a_crash_has_left_and_nothing_of_anybody_else_s(folder: Folder) -> None:
    folder.stage("a", b"half")
    assert folder.names(".new")
    theirs = folder.root / ".new" / "thesis.part"
    theirs.write_bytes(b"precious")
    folder.tidy()
    assert folder.names(".new") == ["thesis.part"]
    theirs.unlink()
    folder.tidy()
    assert not (folder.root / ".new").exists()


def test_a_file_is_written_beside_its_place_so_that_it_can_be_moved_there_whole(tmp_path: Path) -> None:
    """On the same disk: `.new` of the output folder, or else the folder of a person's file, hidden."""
    assert Folder(tmp_path, 0o644).stage("a/b", b"").part.startswith(".new/")
    staged = Folder(tmp_path).stage("a/b", b"")
    assert staged.part.startswith("a/.")
    assert (tmp_path / staged.part).exists()


def test_the_rights_of_a_person_s_file_stay(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    (tmp_path / "a").chmod(0o640)
    Folder(tmp_path).publish("a", b"new")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("path", ["x" * 5000, "/", "a/", "/etc/passwd"])
def test_a_path_that_no_file_can_have_is_not_inside(path: str) -> None:
    assert not is_inside(path)


def test_two_at_once_write_one_after_the_other(folder: Folder) -> None:
    """Each reads, waits, and writes what it has read with a line more."""
    gate = threading.Barrier(4, timeout=30)

    def add() -> None:
        gate.wait()
        with Folder(folder.root).locked():
            there = folder.read("lines")
            threading.Event().wait(0.02)
            folder.publish("lines", there + b"line\n")

    writers = [threading.Thread(target=add) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert folder.read("lines") == b"line\n" * 4


# Files of others in the output folder


@pytest.mark.parametrize(("word", "said"), [("altered", "changed after it was made"), ("not-ours", "not the press's")])
def test_a_file_that_is_not_as_it_was_made_is_kept_beside_the_new_one(tmp_path: Path, word: str, said: str) -> None:
    with opened(tmp_path, unwaited) as output:
        if word == "altered":
            output.publish({"a/b.html": b"made"}, lambda: "")
            output.note("a/b.html", (replace(RECORD, path="a/b.html", sha256=manifest.sha256(b"made")),))
        (tmp_path / "a").mkdir(exist_ok=True)
        (tmp_path / "a/b.html").write_bytes(b"mine")
    with opened(tmp_path, unwaited) as output:
        _, (problem,) = output.publish({"a/b.html": b"new"}, lambda: "")
    assert (tmp_path / "a/b.html").read_bytes() == b"new"
    assert (tmp_path / f"a/b.{word}.html").read_bytes() == b"mine"
    assert said in problem.message
    assert f"a/b.{word}.html" in problem.message
    assert problem.grade is Grade.WARNING


def test_a_file_that_was_published_before_or_is_as_it_will_be_is_not_kept(tmp_path: Path) -> None:
    made = replace(RECORD, path="a/b.html", sha256=manifest.sha256(b"made"))
    with opened(tmp_path, unwaited) as output:
        head = record.add(output.files, [made, replace(made, sha256=manifest.sha256(b"older"))], "1", "2026")
        output.note("a/b.html", (made,), head)
        for there in (b"made", b"older", b"new"):
            output.files.publish("a/b.html", there)
            assert output.publish({"a/b.html": b"new"}, lambda: "")[1] == ()
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["b.html"]


def test_what_is_no_longer_made_is_removed_and_kept_where_somebody_has_changed_it(tmp_path: Path) -> None:
    documents = {path: replace(RECORD, path=path, job=path, sha256=manifest.sha256(b"made")) for path in ("a/1", "a/2")}
    with opened(tmp_path, unwaited) as output:
        for path, made in documents.items():
            output.publish({path: b"made"}, lambda: "")
            output.note(path, (made,))
        (tmp_path / "a/2").write_bytes(b"mine")
        (problem,) = output.prune(documents)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["2.altered"]
    assert "a/2.altered" in problem.message


def test_other_files_are_left_as_they_are_made_and_those_of_others_kept(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"mine")
    with opened(tmp_path, unwaited) as output:
        assert [problem.rule for problem in output.leave({"index.html": b"1"})] == ["output-not-ours"]
        assert output.leave({"index.html": b"2"}) == ()
        output.leave({"pack/a": b"1", "pack/b": b"1"}, only="pack")
        (tmp_path / "pack" / "notes").write_bytes(b"mine")
        (tmp_path / "pack" / "a").write_bytes(b"changed")
        assert [problem.rule for problem in output.leave({"pack/a": b"2"}, only="pack")] == ["output-altered"]
    assert (tmp_path / "index.not-ours.html").read_bytes() == b"mine"
    names = {path.name: path.read_bytes() for path in (tmp_path / "pack").iterdir()}
    assert names == {"a": b"2", "a.altered": b"changed", "notes": b"mine"}


def test_a_manifest_with_an_entry_that_cannot_be_is_kept_and_its_others_are_read(tmp_path: Path) -> None:
    sound = replace(RECORD, path="a/b.html", job="a/b.html")
    entries: list[dict[str, object]] = [{"path": ""}, {"path": "/etc/passwd"}, {"path": "a\0"}, {"job": "../a"}]
    entries += ({name: 10**30} for name in ("bytes", "pages", "sheets", "parts", "filled"))
    entries += ({name: -1.0} for name in ("size", "grams", "cost"))
    for broken in entries:
        wrong = replace(sound, **{"job": "c/d.html", **broken})  # type: ignore[arg-type]
        (tmp_path / "manifest.json").write_bytes(manifest.dump({"a": (sound,), "c": (wrong,)}))
        with opened(tmp_path, unwaited) as output:
            assert [problem.place.file for problem in output.problems] == ["manifest.json"]
            assert output.records == {sound.job: (sound,)}
        assert not Output(tmp_path).problems
        assert Output(tmp_path).records == {sound.job: (sound,)}
    assert len(list(tmp_path.glob("manifest.unread*.json"))) == len(entries)


# What failed


def test_what_failed_is_remembered_with_its_reason_until_it_changes(tmp_path: Path) -> None:
    problem = Problem("rule", Place("a", words="b"), "It is wrong.", "Mend it.")
    failure = Failure("a/b.pdf", {"text": "1"}, (Kept.of(problem),))
    with opened(tmp_path, unwaited) as output:
        output.note("a/b.pdf", (RECORD,))
        output.fail(failure)
    output = Output(tmp_path)
    assert output.failure("a/b.pdf") == failure
    assert output.records["a/b.pdf"] == (RECORD,)
    with opened(tmp_path, unwaited) as output:
        output.note("a/b.pdf", (RECORD,))
    assert Output(tmp_path).failure("a/b.pdf") is None


def test_what_was_noted_before_a_build_was_killed_is_known_to_the_next(tmp_path: Path) -> None:
    with opened(tmp_path, unwaited) as output:
        output.note("a/b.pdf", (RECORD,))
        assert not (tmp_path / "manifest.json").exists()
        assert Output(tmp_path).records == {"a/b.pdf": (RECORD,)}


def test_what_was_read_of_the_library_is_kept_and_written_again_only_where_it_is_another(tmp_path: Path) -> None:
    with opened(tmp_path, unwaited) as output:
        assert output.remembered() == b""
        output.remember(b"one")
        assert output.remembered() == b"one"
        written = {path.name: path.stat().st_ino for path in tmp_path.rglob("*") if path.is_file()}
        output.remember(b"one")
        assert {path.name: path.stat().st_ino for path in tmp_path.rglob("*") if path.is_file()} == written
        output.remember(b"two")
    assert Output(tmp_path).remembered() == b"two"
