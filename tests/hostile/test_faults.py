"""Faults in the middle: loss of power, a disk that refuses, files that others hold, and a bare machine."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace
from typing import IO, Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from press import layout, pictures, pipeline, reader
from press.layout import Layouts
from press.pipeline import CATALOGUE, MANIFEST, Alone, Outcome, Output, Wishes, opened
from press.reader import Catalogue
from press.store import folder as store
from press.store import keys, manifest, record
from press.store.manifest import Note
from tests.building import read, unwaited
from tests.hostile.limits import limits
from tests.hostile.power import Disk, Names
from tests.hostile.test_command_line import run
from tests.hostile.test_refused import ROOT
from tests.turns import in_turn

HIP, KNEE = "hip/2024/hip-web.html", "knee/2025-06/knee-web.html"
LAYOUTS = layout.load(ROOT / "layouts", ROOT / "fonts")


def build(catalogue: Catalogue, folder: Path, outcomes: list[Outcome] | None = None) -> list[Outcome]:
    """Build web pages as the command line does; the outcomes are put into the list as they come."""
    orders = pipeline.plan(catalogue, LAYOUTS, Wishes(layouts=("web",), languages=("en-GB",)))
    with pipeline.opened(folder, unwaited) as output:
        dues = pipeline.compare(orders, output)

        def published(documents: Sequence[manifest.Record]) -> str:
            return record.add(output.files, documents, "1", "2026-01-01T00:00:00Z")

        found = [] if outcomes is None else outcomes
        for outcome in pipeline.build(dues, catalogue, output, Alone(perf_counter), published):
            found.append(outcome)  # one by one: it may break off
        return found


def files(folder: Path) -> Names:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def laid(names: Names, folder: Path) -> None:
    """Make a folder hold just these files."""
    shutil.rmtree(folder)
    folder.mkdir()
    for path, data in names.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def distinct(states: Iterator[Names]) -> Iterator[Names]:
    seen = set()
    for names in states:
        key = frozenset(names.items())
        if key not in seen:
            seen.add(key)
            yield names


def test_a_loss_of_power_at_any_step_leaves_each_file_old_or_new(
    sample_catalogue: Catalogue, library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "output"
    build(sample_catalogue, output)
    before = files(output)
    shared = library_folder / "library.yaml"
    shared.write_text(shared.read_text(encoding="utf-8").replace("publisher: ", "publisher: New "), encoding="utf-8")
    changed = reader.open(library_folder, Layouts())
    with monkeypatch.context() as patch:
        power = Disk(output, patch)
        build(changed, output)
    after = files(output)
    documents = [output / HIP, output / KNEE, output / MANIFEST]
    assert all(before[path] != after[path] for path in documents)
    states = list(distinct(power.states(before)))
    assert len(states) > 20
    for names in states:
        assert all(names[path] in (before[path], after[path]) for path in documents)
        laid(names, output)
        build(changed, output)
        held = Output(output)
        assert held.records == manifest.load(after[output / MANIFEST])
        assert all(files(output)[path] == after[path] for path in documents if path != output / MANIFEST)
        assert not record.verify(held.files, manifest.documents(held.records), held.head)[1]


@pytest.mark.parametrize(
    "error",
    [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EBUSY, errno.ETXTBSY, errno.EIO, errno.EDQUOT, errno.ESTALE],
)
def test_a_document_that_cannot_be_written_fails_alone(
    sample_catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    """As where a disk is full, or Word holds a file on a share (EBUSY, EACCES)."""
    replace = os.replace

    def refuses(source: str, target: str, **folders: int) -> None:
        if target == "hip-web.html":
            raise OSError(error, os.strerror(error))
        replace(source, target, **folders)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuses)
        outcomes = build(sample_catalogue, tmp_path)
    assert [problem.message for outcome in outcomes for problem in outcome.problems] == [
        f"The file could not be written: {os.strerror(error)}."
    ]
    assert (tmp_path / KNEE).exists()
    assert not list(tmp_path.rglob("*.part"))
    assert [outcome.order.path for outcome in build(sample_catalogue, tmp_path) if outcome.built] == [HIP]


class Full(OSError):
    """What a disk says that has no room from some write on."""

    def __init__(self) -> None:
        super().__init__(errno.ENOSPC, os.strerror(errno.ENOSPC))


def full_from(patch: pytest.MonkeyPatch, number: int) -> Iterator[int]:
    """Have the disk be full at the write of this number, half of which it still takes, and at all later ones; the
    numbers of the writes that have not come yet."""
    numbers, write = count(), os.write

    def writes(file: int, data: bytes) -> int:
        if next(numbers) < number:
            return write(file, data)
        write(file, data[: len(data) // 2])
        raise Full

    patch.setattr(store, "os", SimpleNamespace(**(vars(os) | {"write": writes})))
    return numbers


def test_a_disk_that_is_full_at_any_write_leaves_all_as_it_was_said_to_be(
    sample_catalogue: Catalogue, library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(sample_catalogue, tmp_path / "before")
    shared = library_folder / "library.yaml"
    shared.write_text(shared.read_text(encoding="utf-8").replace("publisher: ", "publisher: New "), encoding="utf-8")
    changed = reader.open(library_folder, Layouts())
    build(changed, tmp_path / "after")
    told = set()
    for number in range(20):
        output = tmp_path / f"output-{number}"
        shutil.copytree(tmp_path / "before", output)
        outcomes: list[Outcome] = []
        with monkeypatch.context() as patch:
            numbers = full_from(patch, number)
            with suppress(Full):
                build(changed, output, outcomes)
        for outcome in outcomes:
            path = outcome.order.path
            said = " ".join(f"{problem.message} {problem.hint}" for problem in outcome.problems)
            in_place = outcome.built or "The file is in its place" in said
            assert (output / path).read_bytes() == (tmp_path / ("after" if in_place else "before") / path).read_bytes()
            assert in_place or "the earlier file is as it was" in said
            told.add((outcome.built, in_place))
        assert all(map(json.loads, (output / record.FILE).read_text(encoding="utf-8").splitlines()))
        build(changed, output)
        held = Output(output)
        assert not record.verify(held.files, manifest.documents(held.records), held.head)[1]
        assert all((output / path).read_bytes() == (tmp_path / "after" / path).read_bytes() for path in (HIP, KNEE))
        if next(numbers) < number:
            break
    assert told == {(False, False), (False, True), (True, True)}


JUNK = (
    b"",
    b"\0" * 100,
    b"\xff\xfe",
    b"null",
    b"[]",
    b"{}",
    b"[" * 100_000,
    b'{"documents": 1}',
    b'{"documents": [1, null, {}]}',
    b'{"circumstances": 1, "editions": []}',
    b'{"job": "a/b.pdf", "made": [], "gone": 1}',
    b"9" * 10_000,
    b'{"documents": [], "record": 1}',
    b'{"documents": [], "record": "", "failed": [{"job": "' + HIP.encode() + b'"}]}',
)


@pytest.mark.parametrize("name", [MANIFEST, ".journal", CATALOGUE, record.FILE, "index.html"])
def test_junk_in_the_files_that_a_build_keeps_costs_time_and_nothing_else(
    sample_catalogue: Catalogue, tmp_path: Path, name: str
) -> None:
    for junk in JUNK:
        (tmp_path / name).write_bytes(junk)
        build(sample_catalogue, tmp_path)
        held = Output(tmp_path)
        made = manifest.documents(held.records)
        assert [document.path for document in made] == [HIP, KNEE]
        assert all(map(held.holds, made))
        (tmp_path / HIP).unlink()
        build(sample_catalogue, tmp_path)  # puts a document on record again, after the junk
        held = Output(tmp_path)
        lines, problems = record.verify(held.files, made, held.head)
        missing = {problem.place.words for problem in problems if problem.rule == "record-missing"}
        assert HIP not in missing
        if name != record.FILE:
            assert (lines > 0, problems) == (True, ())
        elif junk:
            assert "record-unreadable" in {problem.rule for problem in problems}


OUTWARDS = ("../victim", "{outside}/victim", "link/victim", "hip/../../victim", "file", "folder")
"""Paths that lead to somebody else's file: upwards, from the root, through a link, and to links."""


@pytest.mark.parametrize("path", OUTWARDS)
@pytest.mark.parametrize("name", [MANIFEST, ".journal"])
def test_what_the_files_of_a_build_say_removes_and_changes_nothing_outside(
    sample_catalogue: Catalogue, tmp_path: Path, name: str, path: str
) -> None:
    output, outside = tmp_path / "output", tmp_path / "outside"
    outside.mkdir()
    victim = tmp_path / "victim" if path.startswith((".", "hip")) else outside / "victim"
    victim.write_bytes(b"precious")
    path = path.format(outside=outside)
    build(sample_catalogue, output)
    (output / "link").symlink_to(outside)
    (output / "file").symlink_to(victim)
    (output / "folder").symlink_to(outside)
    (hip,) = Output(output).records[HIP]
    theirs = replace(hip, path=path, sha256=manifest.sha256(b"precious"))
    if name == MANIFEST:
        (output / name).write_bytes(manifest.dump({HIP: (hip, theirs), path: (replace(theirs, job=path),)}))
    else:
        notes = Note("a/b.pdf", (), {path: theirs.sha256}), Note("x", (theirs,)), Note("x", ())
        (output / name).write_bytes(b"".join(map(manifest.line, notes)))
    before = files(tmp_path / "outside") | {victim: b"precious"}
    with opened(output, unwaited) as held:
        held.note(HIP, (hip,))
        held.prune([job for job in held.records if job not in (HIP, KNEE)])
    build(sample_catalogue, output)
    assert files(tmp_path / "outside") | {victim: victim.read_bytes()} == before
    assert Output(output).read(path) == b""


@pytest.mark.parametrize(
    ("name", "kind"),
    in_turn(
        5,
        [".lock", ".journal", record.FILE, MANIFEST, CATALOGUE, ".made.json", "index.html", ".new"],
        ["link", "folder", "pipe", "link to a folder"],
    ),
)
def test_a_link_a_folder_or_a_pipe_in_place_of_a_file_that_a_build_keeps_is_no_way_out(
    library_folder: Path, tmp_path: Path, name: str, kind: str
) -> None:
    output, victim, home = tmp_path / "output", tmp_path / "victim", tmp_path / "home"
    home.mkdir()
    (home / "letter").write_bytes(b"precious")
    output.mkdir()
    victim.write_bytes(b"precious")
    place = output / name
    if kind == "folder":
        place.mkdir()
        (place / "letter").write_bytes(b"precious")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to(victim if kind == "link" else home)
    code, out, said = run("build", "--layout", "web", "--library", str(library_folder), "--output", str(output))
    assert "Traceback" not in said
    assert victim.read_bytes() == (home / "letter").read_bytes() == b"precious"
    assert sorted(path.name for path in home.iterdir()) == ["letter"]
    if code:
        assert name in said
    else:
        assert "2 built" in out or "built" in out
    if kind == "folder":
        assert [file.read_bytes() for file in output.rglob("letter")] == [b"precious"]


@pytest.mark.parametrize("new", [b"0", b"-5", b"99999999999999", b"2031"])
def test_what_somebody_has_changed_in_what_is_remembered_is_read_anew(
    library_folder: Path, tmp_path: Path, new: bytes
) -> None:
    remembered = reader.open(library_folder, Layouts()).memory()
    assert b'"year":2027' in remembered
    changed = remembered.replace(b'"year":2027', b'"year":' + new)
    cards = reader.open(library_folder, Layouts(), changed).cards
    assert cards == reader.open(library_folder, Layouts()).cards
    assert cards == reader.open(library_folder, Layouts(), remembered).cards


@pytest.mark.parametrize("junk", [b"", b"\0" * 100, b'{"documents": [{}]}'])
def test_a_manifest_that_cannot_be_read_is_named_and_kept(
    sample_catalogue: Catalogue, tmp_path: Path, junk: bytes
) -> None:
    (tmp_path / MANIFEST).write_bytes(junk)
    (tmp_path / ".journal").write_bytes(manifest.line(Note("hip/2024/hip-web.html", ())))
    with opened(tmp_path, lambda: None) as output:
        assert [problem.place.file for problem in output.problems] == [MANIFEST]
    build(sample_catalogue, tmp_path)
    assert (tmp_path / "manifest.unread.json").read_bytes() == junk
    assert not Output(tmp_path).problems


def test_an_output_folder_that_holds_no_document_is_whole(sample_catalogue: Catalogue, tmp_path: Path) -> None:
    assert not Output(tmp_path).problems
    build(sample_catalogue, tmp_path)
    with opened(tmp_path, lambda: None) as output:
        output.prune(list(output.records))
    assert not Output(tmp_path).records
    assert not Output(tmp_path).problems


def test_a_file_that_may_not_be_read_is_named(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def guarded(path: Path, mode: str) -> IO[bytes]:
        if path.name in ("2024.yaml", "bend.svg"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return cast(IO[bytes], opened(path, mode))

    monkeypatch.setattr(Path, "open", guarded)
    library, problems = read(library_folder)
    assert [str(problem) for problem in problems if problem.rule in ("unreadable", "picture-file")] == [
        "leaflets/hip/2024.yaml: error: The file cannot be read. Check that it is there, and may be read. (unreadable)",
        "leaflets/knee/2025-06.yaml:102: error: The picture cannot be read. [bend.svg] Put a sound SVG, PNG or JPEG file. (picture-file)",
    ]
    assert library.editions


def test_a_folder_that_may_not_be_read_is_named(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def guarded(path: Path) -> Iterator[os.DirEntry[str]]:
        if Path(path).name in ("hip", "clinics"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", guarded)
    library, problems = read(library_folder)
    assert [str(problem) for problem in problems if problem.rule == "unreadable"] == [
        f"leaflets/{name}: error: The folder cannot be read. Check that it is there, and may be read. (unreadable)"
        for name in ("clinics", "hip")
    ]
    assert {edition.topic for edition in library.editions} == {"knee"}


class Restless:
    """Changes each file of a library as soon as it has been read, as somebody does who is writing it."""

    def __init__(self, change: Callable[[bytes], bytes], patch: pytest.MonkeyPatch) -> None:
        self.read: list[str] = []
        opened = Path.open

        def changing(path: Path, mode: str = "r", **options: str) -> IO[bytes]:
            file = cast(IO[bytes], opened(path, mode, **options))  # type: ignore[call-overload]
            if mode != "rb" or path.suffix not in (".yaml", ".svg"):
                return file
            with file:
                data = file.read()
            with opened(path, "wb") as other:
                other.write(change(data))
            self.read.append(path.name)
            return io.BytesIO(data)

        patch.setattr(Path, "open", changing)


def reworded(data: bytes) -> bytes:
    return data.replace(b"the knee", b"your knee").replace(b"every day", b"each day").replace(b"<svg", b"<svg ")


@pytest.mark.parametrize("change", [reworded, lambda data: data[: len(data) // 2], lambda _: b""])
def test_a_file_that_changes_while_it_is_read_is_built_as_it_was_read(
    library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[bytes], bytes]
) -> None:
    build(reader.open(library_folder, Layouts()), tmp_path / "still")
    with monkeypatch.context() as patch:
        restless = Restless(change, patch)
        build(reader.open(library_folder, Layouts()), tmp_path / "output")
    assert {"library.yaml", "2024.yaml", "2025-06.yaml", "bend.svg"} <= set(restless.read)
    assert all(
        (tmp_path / "output" / path).read_bytes() == (tmp_path / "still" / path).read_bytes() for path in (HIP, KNEE)
    )


def test_what_a_file_has_become_while_it_was_read_is_built_the_next_time(
    library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        Restless(reworded, patch)
        build(reader.open(library_folder, Layouts()), tmp_path / "output")
    again = build(reader.open(library_folder, Layouts()), tmp_path / "output")
    assert {outcome.order.path for outcome in again if outcome.built} == {HIP, KNEE}
    build(reader.open(library_folder, Layouts()), tmp_path / "new")
    assert all(
        (tmp_path / "output" / path).read_bytes() == (tmp_path / "new" / path).read_bytes() for path in (HIP, KNEE)
    )


def test_the_largest_pictures_take_no_more_memory_than_is_allowed() -> None:
    for mode, form in (("CMYK", "JPEG"), ("I;16", "PNG")):
        data = io.BytesIO()
        Image.new(mode, (6_000, 4_000)).save(data, form)
        with limits():
            assert pictures.read(f"a.{form.lower()}", data.getvalue()).width == 6_000


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_a_manifest_with_one_value_changed_is_read_or_counts_as_empty(data: st.DataObject) -> None:
    entry: dict[str, Any] = dict.fromkeys(manifest.Record.__slots__, "x")
    entry |= dict.fromkeys(("size", "grams", "cost", "parts", "bytes", "pages", "sheets", "filled", "seconds"), 1)
    entry |= {key: {} for key in ("made_of", "waived", "warned", "said", "reading")}
    entry |= {"print_shop": False, "abreast": False}
    assert manifest.load(json.dumps({"documents": [entry]}).encode())
    key = data.draw(st.sampled_from(sorted(entry)))
    entry[key] = data.draw(st.none() | st.booleans() | st.text(max_size=2) | st.lists(st.none(), max_size=1))
    for made in manifest.load(json.dumps({"documents": [entry]}).encode()).values():
        keys.changed(made[0].made_of, {})


def test_an_output_folder_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, _, said = run("build", "--layout", "web", "--output", str(tmp_path / "file" / "output"))
    assert code == 1
    assert "cannot be written to: Not a directory" in said


@pytest.fixture
def sample(library_folder: Path, tmp_path: Path) -> tuple[str, ...]:
    folders = ("--library", str(library_folder), "--output", str(tmp_path / "output"))
    return "hip", "--layout", "a4", *folders


@pytest.mark.referee
def test_a_bare_machine_builds_the_same_bytes(sample: tuple[str, ...], tmp_path: Path) -> None:
    """No HOME, no TMP, no fonts, the C locale, an odd time zone, a clock that was set back."""
    document = tmp_path / "output" / "hip/2024/hip-a4-14pt.pdf"
    assert run("build", *sample)[0] == 0
    made = [file for file in document.parent.iterdir() if file.suffix == ".pdf"]
    before = [file.read_bytes() for file in made]
    fonts = tmp_path / "fonts.conf"
    fonts.write_text("<fontconfig></fontconfig>", encoding="ascii")
    bare = {
        "HOME": "/nonexistent",
        "TMPDIR": "/nonexistent",
        "XDG_CACHE_HOME": "/nonexistent",
        "FONTCONFIG_FILE": str(fonts),
        "LC_ALL": "C",
        "LANG": "C",
        "TZ": "Pacific/Kiritimati",
        "SOURCE_DATE_EPOCH": "0",
    }
    code, _, said = run("build", *sample, "--force", **bare)
    assert (code, said) == (0, "")
    assert [file.read_bytes() for file in made] == before
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o644 for file in made)


NO_TMP = """
import os, sys

def without_folders(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[2] & os.O_CREAT:
        if os.path.dirname(os.path.abspath(arguments[0])) in ("/tmp", "/var/tmp", "/usr/tmp", os.getcwd()):
            raise PermissionError(13, "Permission denied")

sys.addaudithook(without_folders)
"""
"""As where no folder that Python knows for temporary files may be written to."""


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_machine_with_no_room_for_temporary_files_is_told_so(
    library_folder: Path, tmp_path: Path, command: str
) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_TMP, encoding="ascii")
    bare = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), "") | {"PYTHONPATH": str(tmp_path)}
    code, _, said = run(command, "--library", str(library_folder), **bare)
    assert (code, said) == (
        1,
        "Error: There is no folder for temporary files. Set TMPDIR to one that may be written to.\n",
    )


@pytest.mark.parametrize("epoch", ["99999999999999999999", "-1", "soon", ""])
def test_a_clock_that_says_nonsense_ends_in_no_traceback(epoch: str) -> None:
    run("due", SOURCE_DATE_EPOCH=epoch)
