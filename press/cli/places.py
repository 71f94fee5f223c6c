"""Where things lie: the library that is meant, what it has of its own and what is made of it, what the program brings.

clinic/leaflets/library.yaml    the library, found from any folder in ``clinic``, as git finds a repository
clinic/layouts, clinic/fonts    its own, read over those that come with the program
clinic/output                   what is made of it
"""

from __future__ import annotations

from contextlib import suppress
from importlib import resources
from pathlib import Path

LEAFLETS = "leaflets"
SHARED = "library.yaml"
"""What a folder has that is a library: what all its topics share."""


def shipped() -> Path:
    """The folder with the layouts and fonts that come with the program: in the package, or in a checkout beside it."""
    package = Path(str(resources.files("press")))
    return package if (package / "layouts").is_dir() else package.parent


def drawings() -> Path:
    """The folder with the drawings that come with the program: in the package, or in a checkout's own library."""
    packed = shipped() / "drawings"
    return packed if packed.is_dir() else shipped() / LEAFLETS / "pictures"


def library(start: Path) -> Path | None:
    """The library of a folder: in it, or in the nearest folder above that has one; None where none has."""
    return next((found for folder in (start, *start.parents) if (found := in_folder(folder))), None)


def in_folder(folder: Path) -> Path | None:
    """The library that a folder holds or is; None where it is neither."""
    for found in (folder / LEAFLETS, folder):
        with suppress(OSError):  # it may not be looked into
            if (found / SHARED).is_file():
                return found
    return None


def beside(folder: Path) -> Path:
    """The folder in which a library lies, with what is its own and what is made of it."""
    return folder.resolve().parent


def own(folder: Path) -> Path | None:
    """The folder in which a library may have layouts and fonts of its own; None where they are the program's."""
    place = beside(folder)
    return None if place.resolve() == shipped().resolve() else place
