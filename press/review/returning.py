"""Word files of ours that somebody has edited -> the editions that they were made of, with the changes in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from press import manuscript
from press.layout import Layouts
from press.model import Card, Leaflet
from press.problems import Place, Problem, Refused
from press.reader import Catalogue

if TYPE_CHECKING:
    from press.incoming.edits import Merged
    from press.incoming.found import File


@dataclass(frozen=True, slots=True)
class Home:
    """The edition that a file came from: its card, its YAML, and how lines end in it."""

    card: Card
    file: Path
    text: str
    newline: str


def read(file: Path) -> tuple[File, File]:
    """What is in a file with its tracked changes and without; to be called in a process that may be ended."""
    from press.incoming import reading

    data = file.read_bytes()
    return reading.read(data, str(file)), reading.read(data, str(file), original=True)


def merged(
    found: tuple[File, File], file: Path, folder: Path, catalogue: Catalogue, layouts: Layouts
) -> tuple[Home, Merged]:
    """What was found in a file, put into the edition that it was made of. Raises Refused where that is not known."""
    from press.incoming import merging, returned

    after, before = found
    home = _home(returned.made_of(after), file, folder, catalogue)
    edition = catalogue.edition(home.card)
    strings = layouts.strings_for(edition.language)
    if strings is None:
        message = f"The layouts have no words in the language {edition.language}."
        raise Refused([Problem("strings", Place(str(file)), message, "Add them to layouts/strings/.")])
    script = manuscript.compose(Leaflet(edition), strings, kinds=layouts.supplies.kinds)
    return home, merging.merge(after, before, home.text, script)


def _home(mark: str, file: Path, folder: Path, catalogue: Catalogue) -> Home:
    for card in catalogue.cards:
        if mark and manuscript.passages.leaflet(card.topic, card.name, card.language) == mark:
            path = folder / f"{card.file}.yaml"
            text = path.read_bytes().decode()
            newline = "\r\n" if "\r\n" in text else "\n"
            return Home(card, path, text.replace("\r\n", "\n"), newline)
    message = "It does not say of which edition of this library it was made."
    hint = "Only Word files of the press can be merged, as far as Word has kept their marks. Use `import` for others."
    raise Refused([Problem("merge-stranger", Place(str(file)), message, hint)])
