"""What lies in a library's folder: its YAML files, its pictures, and what does not belong there."""

from __future__ import annotations

import re
from pathlib import Path

from press import pictures, source
from press.model import Picture
from press.problems import Grade, Place, Problem, nearest
from press.source import Value

SUFFIXES = (".svg", ".png", ".jpg")
_LINE_BREAKS = re.compile("\x85|\u2028|\u2029".encode())


class Files:
    """The folder of a library. ``problems`` are those of whole files and folders."""

    def __init__(self, folder: Path) -> None:
        self.root = folder.absolute()
        self.problems: list[Problem] = []

    def name(self, path: Path) -> str:
        """The name that problems give a file: ``leaflets/knee/2026-01.yaml``."""
        return (self.root.name / path.relative_to(self.root)).as_posix()

    def inside(self, folder: Path) -> list[Path]:
        """What a folder holds, in the order of the alphabet, but for notes and hidden files."""
        try:
            paths = sorted(folder.iterdir())
        except OSError:
            self.fault(folder, "unreadable", "The folder cannot be read.", "Check that it is there, and may be read.")
            return []
        return [path for path in paths if not path.name.startswith(".") and path.name != "README.md"]

    def yaml(self, path: Path) -> tuple[Value | None, list[Problem]]:
        """A YAML file, and the list that its problems go to."""
        problems: list[Problem] = []
        try:
            data = path.read_bytes()
        except OSError:
            hint = "Check that it is there, and may be read."
            problems.append(Problem("unreadable", Place(self.name(path)), "The file cannot be read.", hint))
            return None, problems
        for match in _LINE_BREAKS.finditer(data):
            place = Place(self.name(path), data.count(b"\n", 0, match.start()) + 1)
            problems.append(
                Problem("character", place, "YAML alone takes this character for a new line.", "Take it out.")
            )
        return source.read(data, self.name(path), problems), problems

    def fault(self, path: Path, rule: str, message: str, hint: str, grade: Grade = Grade.ERROR) -> None:
        self.problems.append(Problem(rule, Place(self.name(path)), message, hint, grade))

    def stray(self, path: Path, hint: str) -> None:
        """Warn of a file or folder that nothing reads."""
        if path.suffix == ".yml":
            self.fault(path, "stray-file", "A file that ends in `.yml` is not read.", "Rename it to end in `.yaml`.")
            return
        self.fault(path, "stray-file", "Nothing reads this.", hint, Grade.WARNING)


class Pictures:
    """The pictures of one folder, each read when it is first asked for."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = {path.name: path for path in paths}
        self.used: set[str] = set()
        self._read: dict[str, Picture | str] = {}

    def get(self, value: Value) -> Picture | None:
        """The picture of the name that a value holds; a problem and None where there is none."""
        name = value.text()
        if not name:
            return None
        if name not in self.paths:
            message, hint = f"There is no picture `{name}` here.", nearest(name, self.paths)
            if not name.endswith(SUFFIXES) or "/" in name or "\\" in name:
                message, hint = "This names no picture.", "Write a file's name alone, ending in .svg, .png or .jpg."
            value.fault("picture-file", message, hint, words=name)
            return None
        self.used.add(name)
        if name not in self._read:
            self._read[name] = _picture(self.paths[name])
        picture = self._read[name]
        if isinstance(picture, str):
            value.fault("picture-file", f"The picture {picture}.", "Put a sound SVG, PNG or JPEG file.", words=name)
            return None
        return picture

    def unused(self) -> list[Path]:
        return [path for name, path in self.paths.items() if name not in self.used]


def _picture(path: Path) -> Picture | str:
    """The picture, or why there is none."""
    try:
        return pictures.read(path.name, path.read_bytes())
    except pictures.Unfit as reason:
        return str(reason)
    except OSError:
        return "cannot be read"
