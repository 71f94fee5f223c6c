"""No patient data is kept or asked for: what a build leaves behind tells of nobody, and no command has a place for a name."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pikepdf

from press.cli import main
from tests.hostile.test_command_line import run

WHO = "Zebedee-Quill"


def unpacked(data: bytes) -> Iterator[bytes]:
    """A file's bytes, and those that are packed in it."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as document:
            yield from (item.read_bytes() for item in document.objects if isinstance(item, pikepdf.Stream))


def test_what_a_build_keeps_does_not_tell_who_built_it_on_which_machine_or_where(library_folder: Path) -> None:
    desk = library_folder.parent / WHO
    home, cache, temporary, output = (desk / name for name in ("home", "cache", "tmp", "output"))
    for folder in (home, cache, temporary):
        folder.mkdir(parents=True)
    library = library_folder.rename(desk / "leaflets")
    names = dict.fromkeys(("USER", "LOGNAME", "USERNAME", "HOSTNAME", "EMAIL", "NAME", "PATIENT"), WHO)
    places = {"HOME": str(home), "XDG_CACHE_HOME": str(cache), "TMPDIR": str(temporary), "PATH": os.devnull}
    wishes = ("--layout", "large-print", "--size", "20", "--paper", "yellow", "--clinic", "riverside")
    folders = ("--library", str(library), "--output", str(output))
    assert run("build", "hip", *wishes, "--report", *folders, **names, **places)[0] == 0
    assert run("build", "hip", "--layout", "web", *folders, **names, **places)[0] == 0
    kept = [file for file in desk.rglob("*") if file.is_file() and library not in file.parents]
    assert {file.suffix for file in kept} >= {".pdf", ".docx", ".html", ".json", ".jsonl"}
    assert {file.relative_to(desk).parts[0] for file in kept} == {"output"}
    for file in kept:
        assert WHO not in file.relative_to(desk).as_posix()
        assert not any(WHO.casefold().encode() in data.lower() for data in unpacked(file.read_bytes())), file


TYPED = {
    "of the library": {"topics", "topic", "editions", "edition", "old", "new", "languages", "lang", "clinics", "name"},
    "of layouts": {"layouts", "names", "paper", "font", "profiles"},
    "of paper": {"text"},
    "of the machine": {"scheduler", "verapdf", "ooxml_validator"},
    "of who signs for the clinic": {"role", "sign name"},
    "of a choice": {"form", "kind"},
}
"""What may be typed in words: all but a code and who signs has to be known already."""


def test_no_command_has_a_place_for_a_reader_s_name() -> None:
    found = set()
    commands = [one for each in main.commands.values() for one in getattr(each, "commands", {"": each}).values()]
    for command, option in ((one, option) for one in commands for option in one.params):
        assert not option.envvar
        assert not getattr(option, "prompt", None)
        if isinstance(option.type, click.types.StringParamType):
            found.add("sign name" if (command.name, option.name) == ("sign", "name") else option.name)
    assert found <= set().union(*TYPED.values())
