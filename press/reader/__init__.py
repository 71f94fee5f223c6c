"""The reader: the library's files -> every edition and clinic that is whole, and all problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from press import digest
from press.layout import ENGINES, Layouts
from press.model import Clinic
from press.problems import Grade, OfClinic, OfLibrary, Problem, about, errors
from press.prose import forms
from press.reader import behind, borrowed, memory, shared, signatures, sources
from press.reader.behind import Changed
from press.reader.catalogue import Catalogue, Librarian, Shelved
from press.reader.edition import Editor
from press.reader.files import SUFFIXES, Files, Pictures
from press.reader.lenders import Lenders
from press.reader.record import Record
from press.reader.shared import Means, Shared
from press.reader.topics import TRANSLATION, survey
from press.source import Value

__all__ = ["Catalogue", "engine", "lexicons", "open", "read_clinics", "read_common"]

_ENGINE = re.compile(r"""^engine:[ ]*["']?(\w+)["']?[ ]*(?:#.*)?$""", re.MULTILINE)


def lexicons(folder: Path) -> dict[str, dict[str, str]]:
    """How a library's words are said that a voice says wrongly, by the language of each of its files; their faults are
    told where the library is read."""
    files, found = Files(folder), dict[str, dict[str, str]]()
    for path in (files.root / "library.yaml", *files.inside(files.root)):
        match = TRANSLATION.fullmatch(path.name)
        value, _ = files.yaml(path) if match or path.name == "library.yaml" else (None, ())
        if value:
            record = Record(value, dict(value.entries()), frozenset())
            language = match[1] if match else record.said("language")
            found[language] = shared.lexicon(record, language)
    return found


def open(folder: Path, layouts: Layouts, remembered: bytes = b"", program: str = "") -> Catalogue:  # noqa: A001
    """Read a library, or of one that is remembered what has changed.

    An edition or a clinic with an error is left out, and stops no other; so is one that the layouts could not
    print. The problems are those of all files, in the order of the files and their lines.

    ``remembered`` is what `Catalogue.memory` gave; it is worth nothing where the characters of the layouts or
    ``program``, the digest of the program, were others. What comes of it is the same either way.
    """
    means = Means(layouts.characters, layouts.grounds)
    printable = means.printable
    files = Files(folder)
    common, usable, problems = read_common(files, printable)
    language = common.language if common else ""
    circumstances = digest.of((program, printable, language))
    known = memory.load(remembered, circumstances)
    topics = survey(files, language, known, printable)
    clinics = tuple(read_clinics(files, means, language, common.translations if common else ()))
    librarian = Librarian(Editor(topics, common, printable), Lenders(topics, common), files) if common else None
    shelves: list[Shelved] = []
    of_editions: list[Problem] = []
    for topic in topics.by_name.values():
        if librarian:
            shelves += librarian.shelve(topic)
        of_editions += (problem for script in topic.scripts for problem in script.found)
    found = sorted(
        (*problems, *dict.fromkeys(files.problems), *of_editions),
        key=lambda problem: (problem.place.file, problem.place.line),
    )
    catalogue = Catalogue(tuple(shelves) if usable else (), clinics, tuple(found), circumstances)
    if common:
        catalogue.shared = common
        catalogue.contacts = {name: contact for name, contact in common.contacts.items() if contact}
    if known and len(shelves) == len(known) and not any(shelved.edition for shelved in shelves):
        catalogue.remembered = remembered
    return catalogue


def read_common(files: Files, printable: frozenset[int]) -> tuple[Shared | None, bool, tuple[Problem, ...]]:
    """What all topics share, None where it cannot be read; whether editions can be made with it; and what is wrong with
    the library's own file."""
    value, problems = files.yaml(files.root / "library.yaml")
    common, usable = shared.read(value, printable) if value else (None, False)
    if common:
        common = _signed(_tried(common, files, printable), files, printable)
        common = replace(common, translations=_translations(common, files, printable))
    return common, usable, about(OfLibrary(), problems)


_CLINIC_IN = re.compile(r"([^.]+)\.([A-Za-z0-9-]+)\.yaml")
"""The name of a file that says in another language what a clinic's own file says."""


def _tried(common: Shared, files: Files, printable: frozenset[int]) -> Shared:
    """The library with the sign-offs of its contacts; a warning for each contact that has changed since."""
    path = files.root / signatures.CONTACTS
    if not path.is_file():
        return common
    value, problems = files.yaml(path)
    found = shared.tried(common, signatures.of_contacts(value, printable) if value else ())
    files.problems += about(OfLibrary(), problems)
    for contact in found.contacts.values():
        if contact and contact.changed and contact.signed:
            signed = contact.signed
            message = f"The contact `{contact.id}` has changed since {signed.name} tried it on {signed.date}."
            hint = f"Try it, then: sign --contact {contact.id} --role ROLE --name NAME."
            files.fault(files.root / "library.yaml", "contact-changed", message, hint, Grade.WARNING)
    return found


def _signed(common: Shared, files: Files, printable: frozenset[int]) -> Shared:
    """The library with the sign-offs of its passages."""
    path = files.root / signatures.PASSAGES
    if not path.is_file():
        return common
    value, problems = files.yaml(path)
    found = tuple(signatures.of_passages(value, printable)) if value else ()
    files.problems += about(OfLibrary(), problems)
    return replace(common, passages_signed={(name, each.fingerprint): each for name, each in found if each.fingerprint})


def engine(folder: Path) -> str:
    """What a library has lay out its PDFs, of `press.layout.ENGINES`; empty where it does not say so."""
    try:
        text = (folder / "library.yaml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""  # said of the file when it is read
    said = _ENGINE.search(text)
    return said[1] if said and said[1] in ENGINES else ""


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
                spoken = shared.translation(common, match[1], value, printable)
                found[match[1]] = replace(spoken, lagging=_lagging(common, files, path, match[1]))
            files.problems += about(OfLibrary(), problems)
    return found


def _lagging(common: Shared, files: Files, path: Path, tag: str) -> Mapping[str, tuple[Changed, ...]]:
    """What has changed in the library's own file since a translation of it was made; a warning where anything has."""
    source = path.with_name(path.stem + sources.SUFFIX)
    if not source.is_file():
        return {}
    value, problems = files.yaml(source)
    found = borrowed.lagging(sources.of_library(value), common) if value else {}
    files.problems += about(OfLibrary(), problems)
    if found:
        told = behind.told([change for changes in found.values() for change in changes])
        message = f"It is behind library.yaml, which it was translated from. Since then {'; '.join(told.changes)}."
        hint = (
            f"Have it translated: translate export --shared --to {tag}. "
            f"Or, if it says all this already: translate confirm --shared --to {tag}."
        )
        files.fault(path, "translation-behind", message, hint, Grade.WARNING)
    return found


def read_clinics(files: Files, means: Means, language: str, languages: Iterable[str]) -> Iterator[Clinic]:
    """The clinics that are whole; what is wrong with all of them goes to the problems of ``files``. ``language`` is
    that of the library, ``languages`` are the others that it has words in."""
    folder = files.root / "clinics"
    paths = files.inside(folder) if folder.is_dir() else []
    logos = Pictures([path for path in paths if path.suffix in SUFFIXES])
    others = dict[str, list[tuple[str, Value]]]()
    for path in list(paths):
        if match := _CLINIC_IN.fullmatch(path.name):
            paths.remove(path)
            value, problems = files.yaml(path)
            if not forms.is_language(match[2]) or path.with_name(f"{match[1]}.yaml") not in paths:
                message = "A clinic in another language is named after its own file: `riverside.cy.yaml`."
                files.fault(path, "clinic-name", message, "Rename it, or add the clinic's own file.")
            elif value:
                others.setdefault(match[1], []).append((match[2], value))
            files.problems += about(OfClinic(match[1]), problems)
    for path in paths:
        if path.suffix == ".yaml" and (fault := forms.name_fault("A clinic's file", path.stem, ".yaml")):
            files.fault(path, "clinic-name", *fault)
        elif path.suffix == ".yaml":
            value, problems = files.yaml(path)
            clinic = shared.clinic(path.stem, value, logos, means, language) if value else None
            if clinic and value:
                spoken = others.get(path.stem, ())
                shared.unspoken(clinic, value, spoken, languages)
                clinic = shared.in_languages(clinic, spoken, means.printable)
            files.problems += about(OfClinic(path.stem), problems)
            if clinic and not errors(problems):
                yield clinic
        elif path.suffix not in SUFFIXES:
            files.stray(path, "This folder holds clinics (.yaml) and their logos (.svg, .png, .jpg).")
    files.unused(logos)
