"""What lies in a library's folder: its YAML files, its pictures, and what does not belong there."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path, PurePath
from types import MappingProxyType

from press import digest, source
from press.model import Picture
from press.problems import (
    Grade,
    OfClinic,
    OfLibrary,
    OfTopic,
    Place,
    Problem,
    Subject,
    nearest,
)
from press.source import Value

SUFFIXES = (".svg", ".png", ".jpg")
MAX_PICTURE_BYTES = 20_000_000
_SHOWN = 5
_SOUND = "Put a sound SVG, PNG or JPEG file."
_USUAL = 65_536
"""Most files are shorter: making room for the longest that may come costs more than reading them."""
_PICTURE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_. -]*")
_LINE_BREAKS = re.compile("\x85|\u2028|\u2029".encode())


class Files:
    """The folder of a library. ``problems`` are those of whole files and folders.

    ``unsaved`` are texts that an editor holds of files, by their absolute paths: they are read in the files' place.
    """

    def __init__(self, folder: Path, unsaved: Mapping[Path, bytes] = MappingProxyType({})) -> None:
        self.root = folder.absolute()
        self.problems: list[Problem] = []
        self.unsaved = unsaved

    def name(self, path: Path) -> str:
        """The name that problems give a file: ``leaflets/knee/2026-01.yaml``."""
        return named(path, self.root)

    def subject(self, path: Path) -> Subject:
        """Whose a file or a folder of the library is."""
        parts = path.relative_to(self.root).parts
        if parts[:1] == ("clinics",):
            return OfClinic(path.stem) if parts[1:] and path.suffix == ".yaml" else OfLibrary()
        return OfTopic(parts[0]) if parts and (parts[1:] or path.is_dir()) else OfLibrary()

    def inside(self, folder: Path) -> list[Path]:
        """What a folder holds, in the order of the alphabet, but for notes and hidden files.

        A link that leads out of the library is a problem, and is not followed.
        """
        if self._leads_out(folder):
            return []
        try:
            with os.scandir(folder) as entries:
                found = {entry.name: entry.is_symlink() for entry in entries}
        except OSError:
            self.fault(folder, "unreadable", "The folder cannot be read.", "Check that it is there, and may be read.")
            return []
        inside = []
        for name in sorted(found):
            path = folder / name
            if name.startswith(".") or name == "README.md":
                continue
            if found[name] and self._leads_out(path):
                message = "This link leads out of the library, and is not followed."
                self.fault(path, "outside", message, "Put here what it leads to.")
                continue
            inside.append(path)
        return inside

    def _leads_out(self, path: Path) -> bool:
        return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self.root))

    def data(self, path: Path, problems: list[Problem]) -> bytes | None:
        """A file's bytes; a problem and None where it cannot be read."""
        if path in self.unsaved:
            return self.unsaved[path]
        with suppress(OSError):
            if not self._leads_out(path):
                return bounded(path, source.MAX_BYTES)
        hint = "Check that it is there, and may be read."
        problems.append(Problem("unreadable", Place(self.name(path)), "The file cannot be read.", hint))
        return None

    def yaml(self, path: Path) -> tuple[Value | None, list[Problem]]:
        """A YAML file, and the list that its problems go to."""
        problems: list[Problem] = []
        data = self.data(path, problems)
        return (None if data is None else yaml(data, self.name(path), problems)), problems

    def fault(self, path: Path, rule: str, message: str, hint: str, grade: Grade = Grade.ERROR) -> None:
        self.problems.append(Problem(rule, Place(self.name(path)), message, hint, grade, subject=self.subject(path)))

    def stray(self, path: Path, hint: str) -> None:
        """Warn of a file or folder that nothing reads."""
        if path.suffix == ".yml":
            self.fault(path, "stray-file", "A file that ends in `.yml` is not read.", "Rename it to end in `.yaml`.")
            return
        self.fault(path, "stray-file", "Nothing reads this.", hint, Grade.WARNING)

    def unused(self, pictures: Pictures) -> None:
        """Warn of pictures that nobody asked for."""
        for path in pictures.unused():
            self.stray(path, "Name it as the `file:` of a figure or a logo, or take it away.")


def named(path: PurePath, root: PurePath) -> str:
    """The name of a file in a library, the same on all systems: ``leaflets/knee/2026-01.yaml``.

    What cannot be written in UTF-8 is written as ``\\udc80``. Raises ValueError if the file is not in the library.
    """
    names = (root.name or root.as_posix().rstrip("/"), *path.relative_to(root).parts)
    return "/".join(names).encode("utf-8", "backslashreplace").decode()


def bounded(path: Path, most: int) -> bytes:
    """A file's bytes; of one that has more than ``most``, as many and one more.

    Raises OSError if it cannot be read, also where it is no file but a pipe or a device.
    """
    if not path.is_file():
        raise OSError(f"{path} is not a file")
    with path.open("rb") as file:
        start = file.read(min(most + 1, _USUAL))
        return start if len(start) < _USUAL else start + file.read(most + 1 - len(start))


def yaml(data: bytes, name: str, problems: list[Problem]) -> Value | None:
    """What a YAML file holds; None where it cannot be read."""
    for match in _LINE_BREAKS.finditer(data):
        place = Place(name, data.count(b"\n", 0, match.start()) + 1)
        problems.append(Problem("character", place, "YAML alone takes this character for a new line.", "Take it out."))
    return source.read(data, name, problems)


class Pictures:
    """The pictures of one folder, and those that all topics ``share``; each read when it is first asked for."""

    def __init__(self, paths: list[Path], share: Iterable[Path] = ()) -> None:
        self.own = {path.name for path in paths}
        self.paths = {path.name: path for path in (*share, *paths)}
        self.used: set[str] = set()
        self._bytes: dict[str, bytes] = {}
        self._read: dict[str, Picture | tuple[str, str]] = {}

    @cached_property
    def stamps(self) -> tuple[tuple[str, int, int], ...]:
        """By which it is told, while a program runs, whether a picture was changed: name, size, and when."""
        found = []
        for name, path in self.paths.items():
            with suppress(OSError):
                stat = path.stat()
                found.append((name, stat.st_size, stat.st_mtime_ns))
        return tuple(found)

    def get(self, value: Value, printable: frozenset[int] = frozenset()) -> Picture | None:
        """The picture of the name that a value holds; a problem and None where there is none.

        ``printable`` holds the code points that fonts have, for the words of a drawing; empty is all.
        """
        name = value.text()
        if not name:
            return None
        if name not in self.paths:
            message, hint = f"There is no picture `{name}` here.", nearest(name, self.paths)
            if not name.endswith(SUFFIXES) or "/" in name or "\\" in name:
                message, hint = "This names no picture.", "Write a file's name alone, ending in .svg, .png or .jpg."
            value.fault("picture-file", message, hint, words=name)
            return None
        if not _PICTURE_NAME.fullmatch(name):
            message = "A picture's name has other letters than a to z, which may look like them."
            value.fault("picture-file", message, "Rename it in the letters a to z, digits and hyphens.", words=name)
            return None
        self.used.add(name)
        if name not in self._read:
            self._read[name] = self._picture(name)
        picture = self._read[name]
        if isinstance(picture, tuple):
            reason, hint = picture
            value.fault("picture-file", f"The picture {reason}.", hint or _SOUND, words=name)
            return None
        if printable:
            _check_letters(picture, value, printable)
        return picture

    def known(self, name: str) -> Picture | None:
        """The picture of a name; None where there is none that can be read."""
        if name not in self.paths:
            return None
        if name not in self._read:
            self._read[name] = self._picture(name)
        picture = self._read[name]
        return None if isinstance(picture, tuple) else picture

    def _picture(self, name: str) -> Picture | tuple[str, str]:
        """The picture; or why there is none, and what to do if there is more to do than to put another."""
        from press import pictures  # the library behind it is slow to load; a picture that is known is not read

        try:
            data = self._data(name)
            if len(data) > MAX_PICTURE_BYTES:
                return f"has more than {MAX_PICTURE_BYTES // 1_000_000} MB", ""
            return pictures.read(name, data)
        except pictures.Unfit as reason:
            return str(reason), reason.hint
        except OSError:
            return "cannot be read", ""

    def _data(self, name: str) -> bytes:
        if name not in self._bytes:
            self._bytes[name] = bounded(self.paths[name], MAX_PICTURE_BYTES)
        return self._bytes[name]

    def digest(self, name: str) -> str:
        """The digest of a picture's bytes, whatever they are; empty where there is none."""
        try:
            return digest.of(self._data(name))
        except (KeyError, OSError):
            return ""

    def unused(self) -> list[Path]:
        return [path for name, path in self.paths.items() if name in self.own - self.used]


def _check_letters(picture: Picture, value: Value, printable: frozenset[int]) -> None:
    """Report the letters of a drawing that no font here has: they would not be seen."""
    from press import pictures  # as above

    lacking = [
        letter
        for letter in sorted(set(pictures.words(picture)))
        if ord(letter) not in printable and not letter.isspace() and unicodedata.category(letter) != "Cf"
    ]
    if lacking:
        named = ", ".join(f"{letter} U+{ord(letter):04X}" for letter in lacking[:_SHOWN])
        message = f"No font here has a letter of the words in `{picture.name}`."
        hint = "Write them in other letters, or draw them as shapes (in Inkscape: Path, Object to Path)."
        value.fault("no-glyph", message, hint, words=named)
