"""What makes a document besides what it says: this program, the packages and the libraries in C that it needs.

source      every file of the program
packages    those that it asks for, those that they ask for, and so on, as they are installed: none of an extra, or
            of what only development needs, unless one of them asks for it
libraries   those in C that lay out and shape text, which no package brings
"""

from __future__ import annotations

import ctypes
import platform
import tomllib
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from press.programs import system

PROJECT = "leaflet-press"
FOLDER = Path(__file__).parent.parent
"""Where the program is."""


def source(folder: Path = FOLDER) -> Iterator[bytes]:
    """The name of each file of the program, and what it holds: the same in a checkout and as it is installed, where
    layouts and fonts lie among them."""
    for file in sorted(folder.rglob("*")):
        brought_along = file.relative_to(folder).parts[0] in ("layouts", "fonts")
        if file.is_file() and file.suffix != ".pyc" and not brought_along:
            yield file.relative_to(folder).as_posix().encode() + b"\0"
            yield file.read_bytes() + b"\0"


def packages() -> Iterator[str]:
    """Each package that the program needs and that is installed, with its version: ``pillow 12.0.0``."""
    found: dict[tuple[str, str], str] = {}
    waiting = [*_holding(_asked(), "")]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        for extra in ("", *wanted.extras):
            if (name, extra) in found:
                continue
            try:
                found[name, extra] = metadata.version(name)
            except metadata.PackageNotFoundError:  # of another system, or the import of it fails and says so
                found[name, extra] = "none"
                continue
            waiting += _holding(metadata.requires(name) or (), extra)
    yield from sorted({f"{name} {version}" for (name, _), version in found.items()})


def _asked() -> Iterable[str]:
    """What the program asks for: in its checkout, or as it was installed."""
    project = FOLDER.parent / "pyproject.toml"
    if project.exists():
        named: list[str] = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
        return named
    return metadata.requires(PROJECT) or ()


def _holding(requirements: Iterable[str], extra: str) -> Iterator[Requirement]:
    """The requirements that hold on this system with an extra; without one, those that hold in any case."""
    environment: dict[str, str] = {name: str(value) for name, value in default_environment().items()}
    environment["extra"] = extra
    for each in map(Requirement, requirements):
        if not each.marker or each.marker.evaluate(environment):
            yield each


def libraries() -> Iterator[str]:
    """The libraries in C that are there, each with its version, and Python itself: ``pango 15201``."""
    yield f"python {platform.python_version()}"
    for name, file, number, version in _LIBRARIES:
        library = system.shared_library(file, number)
        if library:
            yield f"{name} {version(library)}"


def _number(function: str) -> Callable[[ctypes.CDLL], str]:
    return lambda library: str(library[function]())


def _text(function: str) -> Callable[[ctypes.CDLL], str]:
    def read(library: ctypes.CDLL) -> str:
        call = library[function]
        call.restype = ctypes.c_char_p
        return bytes(call()).decode()

    return read


def _fribidi(library: ctypes.CDLL) -> str:
    said = ctypes.c_char_p.in_dll(library, "fribidi_version_info").value or b""
    return said.decode().partition("\n")[0]


_LIBRARIES = (
    ("pango", "pango-1.0", 0, _number("pango_version")),
    ("harfbuzz", "harfbuzz", 0, _text("hb_version_string")),
    ("fontconfig", "fontconfig", 1, _number("FcGetVersion")),
    ("fribidi", "fribidi", 0, _fribidi),
)
"""Those that WeasyPrint asks the system for, by the names and numbers of their files."""
