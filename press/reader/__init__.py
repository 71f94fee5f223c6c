"""The reader: the library's files -> every edition and clinic that is whole, and all problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from press.model import Clinic, Edition, Library
from press.problems import Problem, errors
from press.prose import forms
from press.reader import shared
from press.reader.edition import Editor
from press.reader.files import SUFFIXES, Files, Pictures
from press.reader.shared import Means, Shared
from press.reader.topics import TRANSLATION, Topic, survey


def read(
    folder: Path, printable: frozenset[int] = frozenset(), grounds: frozenset[str] = frozenset()
) -> tuple[Library, tuple[Problem, ...]]:
    """Read a library.

    An edition or a clinic with an error is left out, and stops no other. ``printable`` holds the
    code points that the fonts have; empty is all. ``grounds`` are the colours, as ``#RRGGBB``, that a
    clinic's own colour is printed on. The problems are those of all files, in the
    order of the files and their lines.
    """
    files = Files(folder)
    value, problems = files.yaml(files.root / "library.yaml")
    common, usable = shared.read(value, printable) if value else (None, False)
    if common:
        common = replace(common, translations=_translations(common, files, printable))
    topics = survey(files, common.language if common else "")
    clinics = tuple(_clinics(files, Means(printable, grounds), common.language if common else ""))
    editions: list[Edition] = []
    for topic in topics.by_name.values():
        if common:
            editions += _editions(topic, Editor(topics, common, printable), files)
        for script in topic.scripts:
            problems += script.problems
    found = sorted((*problems, *files.problems), key=lambda problem: (problem.place.file, problem.place.line))
    return Library(tuple(editions) if usable else (), clinics), tuple(found)


def _translations(common: Shared, files: Files, printable: frozenset[int]) -> dict[str, Shared]:
    """The library in other languages, by the tags in the names of its files."""
    found = {}
    for path in files.inside(files.root):
        if match := TRANSLATION.fullmatch(path.name):
            value, problems = files.yaml(path)
            if not forms.is_language(match[1]):
                message = f"`{match[1]}` in the file's name is not a language tag."
                files.fault(path, "language", message, forms.LANGUAGE_HINT)
            elif value:
                found[match[1]] = shared.translation(common, match[1], value, printable)
            files.problems += problems
    return found


def _editions(topic: Topic, editor: Editor, files: Files) -> Iterator[Edition]:
    for script in topic.scripts:
        if script.value:
            edition = editor.edition(script, script.value)
            if not errors(script.problems):
                yield edition
    if all(script.value for script in topic.scripts):
        _warn_of_unused(topic.pictures, files)


def _clinics(files: Files, means: Means, language: str) -> Iterator[Clinic]:
    folder = files.root / "clinics"
    paths = files.inside(folder) if folder.is_dir() else []
    logos = Pictures([path for path in paths if path.suffix in SUFFIXES])
    for path in paths:
        if path.suffix == ".yaml" and not forms.ID.fullmatch(path.stem):
            message = "A clinic's file is named in lower-case letters, digits and single hyphens."
            files.fault(path, "clinic-name", message, f"Rename it to `{forms.slug(path.stem)}.yaml`.")
        elif path.suffix == ".yaml":
            value, problems = files.yaml(path)
            clinic = shared.clinic(path.stem, value, logos, means, language) if value else None
            files.problems += problems
            if clinic and not errors(problems):
                yield clinic
        elif path.suffix not in SUFFIXES:
            files.stray(path, "This folder holds clinics (.yaml) and their logos (.svg, .png, .jpg).")
    _warn_of_unused(logos, files)


def _warn_of_unused(pictures: Pictures, files: Files) -> None:
    for path in pictures.unused():
        files.stray(path, "Name it as the `file:` of a figure or a logo, or take it away.")
