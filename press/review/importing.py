"""Old leaflets of Word -> drafts of editions, written where nothing is yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from press.incoming import Draft
from press.model import PartialDate
from press.problems import Misuse, Place, Problem, Refused
from press.store.editing import Editing
from press.store.folder import reason


class NoLibrary(Misuse):
    """Raised with a sentence where a folder is no library."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How files are imported: on which day, into a library of which language, with their tracked changes or without."""

    today: PartialDate
    language: str
    glossary: tuple[str, ...]
    original: bool


def library(folder: Path) -> tuple[str, tuple[str, ...]]:
    """The library's language, which a draft takes for granted, and the words that it explains. Raises NoLibrary."""
    try:
        said = yaml.safe_load((folder / "library.yaml").read_text(encoding="utf-8"))
        return str(said["language"]), tuple(map(str, said.get("glossary") or ()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError):
        raise NoLibrary(f"{folder} is no library: it has no library.yaml that can be read.") from None


def drafted(file: Path, name: str, topic: str, terms: Terms) -> Draft:
    """The draft of a file that is called ``name``; to be called in a process that may be ended. Raises Refused."""
    from press import incoming  # read in that process alone

    found = incoming.read(file.read_bytes(), str(file), original=terms.original)
    return incoming.draft(found, name, topic, terms.today, terms.language, terms.glossary)


def written(draft: Draft, library: Editing, file: Path) -> Path:
    """Put a draft and its pictures into a library that is locked. Raises Refused where something is there already."""
    target = library.folder / draft.topic / f"{draft.edition}.yaml"
    there = [place for place in (*(target.with_name(name) for name in draft.pictures), target) if library.holds(place)]
    if there:
        message = f"{there[0].parent.name}/{there[0].name} is there already, and is not written over."
        hint = "Take it away, or name another topic with --as."
        raise Refused([Problem("import-exists", Place(str(file)), message, hint)])
    try:
        for name, data in draft.pictures.items():
            library.files.publish(library.path(target.with_name(name)), data)
        library.files.publish(library.path(target), draft.text.encode())
    except OSError as error:
        message, hint = f"The draft could not be written: {reason(error)}.", "Look for room and rights."
        raise Refused([Problem("import-unwritten", Place(str(target)), message, hint)]) from None
    return target
